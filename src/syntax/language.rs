//! The languages that sources are parsed in, by the names of files.

use tree_sitter::Language as Grammar;

/// A language with a grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// `.rs`
    Rust,
    /// `.py`, `.pyi`
    Python,
    /// `.go`
    Go,
    /// `.java`
    Java,
    /// `.js`, `.mjs`, `.cjs`, `.jsx`
    JavaScript,
    /// `.ts`, `.mts`, `.cts`
    TypeScript,
    /// `.tsx`
    Tsx,
    /// `.c`, `.h`
    C,
    /// `.cc`, `.cpp`, `.cxx`, `.hpp`, `.hh`, `.hxx`; a `.h` that [`Language::of_header`] takes for it
    Cpp,
    /// `.proto`
    Proto,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 10] = [
        Self::Rust,
        Self::Python,
        Self::Go,
        Self::Java,
        Self::JavaScript,
        Self::TypeScript,
        Self::Tsx,
        Self::C,
        Self::Cpp,
        Self::Proto,
    ];

    /// The language of a file by its name; nothing if there is no grammar for it.
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) = name.rsplit_once('.')?;
        if stem.is_empty() {
            return None;
        }
        Some(match extension {
            "rs" => Self::Rust,
            "py" | "pyi" => Self::Python,
            "go" => Self::Go,
            "java" => Self::Java,
            "js" | "mjs" | "cjs" | "jsx" => Self::JavaScript,
            "ts" | "mts" | "cts" => Self::TypeScript,
            "tsx" => Self::Tsx,
            "c" | "h" => Self::C,
            "cc" | "cpp" | "cxx" | "c++" | "hpp" | "hh" | "hxx" | "h++" | "ipp" | "tpp" | "inl" => Self::Cpp,
            "proto" => Self::Proto,
            _ => return None,
        })
    }

    /// What a `.h` holds: C++ if it uses words that C does not have where they can only be meant so.
    pub fn of_header(text: &str) -> Self {
        let is_cpp = |line: &str| {
            let line = line.trim_start();
            let begins = |word: &str| {
                line.strip_prefix(word)
                    .is_some_and(|rest| rest.starts_with(|after: char| !after.is_alphanumeric() && after != '_'))
            };
            ["class", "namespace", "template", "using", "public", "private", "protected", "virtual", "constexpr"]
                .into_iter()
                .any(begins)
        };
        // What stands under `#ifdef __cplusplus` is mostly `extern "C"` around C.
        if text.lines().any(is_cpp) { Self::Cpp } else { Self::C }
    }

    /// The name of the language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Python => "Python",
            Self::Go => "Go",
            Self::Java => "Java",
            Self::JavaScript => "JavaScript",
            Self::TypeScript => "TypeScript",
            Self::Tsx => "TSX",
            Self::C => "C",
            Self::Cpp => "C++",
            Self::Proto => "Protocol Buffers",
        }
    }

    pub(super) fn grammar(self) -> Grammar {
        match self {
            Self::Rust => tree_sitter_rust::LANGUAGE.into(),
            Self::Python => tree_sitter_python::LANGUAGE.into(),
            Self::Go => tree_sitter_go::LANGUAGE.into(),
            Self::Java => tree_sitter_java::LANGUAGE.into(),
            Self::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Self::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Self::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
            Self::C => tree_sitter_c::LANGUAGE.into(),
            Self::Cpp => tree_sitter_cpp::LANGUAGE.into(),
            Self::Proto => tree_sitter_proto::LANGUAGE.into(),
        }
    }
}
