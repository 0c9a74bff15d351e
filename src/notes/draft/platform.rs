//! What a project says it no longer runs on: readers have to know before they update, whatever else its notes leave out.

use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::{AnalysedCommit, Kind};

/// `drop support for Node.js 18`, `Drop Python 3.8 support`, `remove support for PHP < 8.1`. What is only dropped from where
/// tests run, or from how sources are written, is another matter.
static DROPPED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(?:
            (?:drop|end|remove|discontinue)(?:s|ped|ed|d)?\s+(?:the\s+|official\s+)?support\s+(?:for|of)\s+
            | drop(?:s|ped)?\s+
            | (?:remove|end|discontinue)(?:s|ed|d)?\s+(?P<later>)
        )
        (?:(?:the|eol|end-of-life|old|older|outdated|unsupported|legacy)\s+)*
        (?:node(?:\.?js)?|deno|bun|python|pypy|cpython|typescript|ts|ruby|jruby|php|java|jdk|jre|kotlin|scala|go|golang|rust|swift
            |elixir|erlang|otp|perl|ghc|ocaml|dotnet|\.net(?:\s+(?:core|framework|standard))?|kubernetes|k8s|openshift|docker
            |django|rails|laravel|symfony|phpunit|react|angular|vue|svelte|spring(?:\s+boot)?|android|ios|macos|mac\s+os(?:\s+x)?|windows
            |ubuntu|debian|centos|rhel|fedora|alpine|glibc|gcc|clang|llvm|cmake|msvc|visual\s+studio|openssl|postgres(?:ql)?|mysql
            |mariadb|sqlite|elasticsearch|mongodb)
        (?:\s+versions?)?(?:\s+(?:below|before|older\s+than|less\s+than|prior\s+to|up\s+to|under))?
        \s*(?:<=?\s*)?v?\d[\w.]*(?:\s*(?:,|/|&|and|or)\s*v?\d[\w.]*)*(?P<support>\s+support)?
        (?P<rest>.*)$",
    )
    .expect("it is well formed, as a test shows")
});

/// Whether a commit says that something which users run the project on is no longer supported.
pub(super) fn drops_a_platform(commit: &AnalysedCommit) -> bool {
    !matches!(commit.kind.kind, Kind::Ci | Kind::Test | Kind::Docs | Kind::Style) && says_so(&commit.description)
}

fn says_so(description: &str) -> bool {
    DROPPED.captures(description.trim()).is_some_and(|found| {
        let rest = found.name("rest").map_or("", |rest| rest.as_str()).trim_start().to_ascii_lowercase();
        let is_of_sources = [
            "from ",
            "in ci",
            "on ci",
            "job",
            "build",
            "test",
            "workaround",
            "image",
            "runner",
            "matrix",
            "compat",
            "code",
            "shim",
            "hack",
            "style",
            "syntax",
            "idiom",
            "specific",
        ];
        let wants_support = found.name("later").is_some() && found.name("support").is_none();
        !wants_support && !is_of_sources.iter().any(|start| rest.starts_with(start))
    })
}

#[cfg(test)]
mod tests {
    use super::says_so;

    #[test]
    fn a_dropped_platform_is_known_by_its_name_and_version() {
        for told in [
            "drop node 23",
            "Drop Python 3.8 support",
            "drop support for Node.js 18 and 20",
            "drop TypeScript versions below 5.4",
            "Drop support for EOL Python 3.9 (#123)",
            "Remove support for PHP < 8.1",
            "remove Ruby 2.7 support",
            "Dropped support for older Kubernetes versions before 1.25",
        ] {
            assert!(says_so(told), "{told}");
        }
    }

    #[test]
    fn what_is_no_platform_or_only_of_tests_is_none() {
        for other in [
            "drop support for reading very old lock files",
            "drop Python 3.8 from the matrix",
            "remove Ubuntu 20.04",
            "remove Rust 1.94.0 workarounds",
            "drop node 18 builds",
            "drop Python 2 compatibility code",
            "drop nodes of 3 trees",
            "drop go routine 3",
            "drop the 2 caches",
            "",
        ] {
            assert!(!says_so(other), "{other}");
        }
    }
}
