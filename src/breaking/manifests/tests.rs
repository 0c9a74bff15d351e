//! What those who install packages do and do not notice, in each format, and odd texts.

use proptest::prelude::*;

use super::ranges::{Bare, Narrowed, narrowed};
use crate::breaking::trial::{self, at};

fn firm(old: &str, new: &str) -> Vec<String> {
    trial::firm("manifests", old, new)
}

const NPM: &str = r#"{"name": "demo", "version": "1.0.0", "engines": {"node": ">=16", "npm": ">=7"}, "peerDependencies": {"react": "^17 || ^18"}, "os": ["linux", "darwin"]}"#;
const PYTHON: &str = "[project]\nname = \"demo\"\nrequires-python = \">=3.9\"\ndependencies = [\"anyio>=3\", \"h11 >=0.13,<0.15; python_version<'3.12'\"]\n[project.scripts]\nrun = \"demo:main\"\n[project.optional-dependencies]\nhttp2 = [\"h2\"]\n";
const CARGO: &str =
    "[package]\nname = \"demo\"\nrust-version = \"1.70\"\n[[bin]]\nname = \"demo\"\n[dependencies]\nserde = \"1\"\n";
const POM: &str = "<project><groupId>org.a</groupId><artifactId>demo</artifactId><version>1</version><properties><maven.compiler.release>11</maven.compiler.release></properties></project>";
const GRADLE: &str = "plugins { id 'java-library' }\ngroup = 'org.a'\nversion = '1'\njava { sourceCompatibility = JavaVersion.VERSION_11 }\n";
const COMPOSER: &str =
    r#"{"name": "a/demo", "require": {"php": "^8.1", "psr/log": "^2"}, "autoload": {"psr-4": {"A\\Demo\\": "src/"}}}"#;
const GEM: &str = "Gem::Specification.new do |s|\n  s.name = 'demo'\n  s.required_ruby_version = '>= 2.7'\n  s.executables = %w[demo]\n  s.add_dependency 'rack', '~> 2.0'\nend\n";
const PROJECT: &str = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><PackageId>Demo</PackageId><TargetFrameworks>netstandard2.0;net6.0</TargetFrameworks></PropertyGroup></Project>";
const GO: &str = "module example.org/demo\n\ngo 1.20\n\nrequire example.org/other v1.2.3\n";
const SETUP: &str = "from setuptools import setup\nsetup(name='demo', python_requires='>=3.8', extras_require={'http2': ['h2']}, entry_points={'console_scripts': ['run=demo:main']}, install_requires=['anyio'])\n";

/// Old and new manifests, by path; a text to replace, and what with.
const QUIET: [(&str, &str, &str, &str, &str); 45] = [
    ("a version", "package.json", NPM, "1.0.0", "1.1.0"),
    ("an older engine too", "package.json", NPM, ">=16", ">=14"),
    ("a spelling", "package.json", NPM, ">=16", ">= 16.0.0"),
    ("a package manager", "package.json", NPM, ">=7", ">=9"),
    ("one peer more", "package.json", NPM, "^17 || ^18", "^17 || ^18 || ^19"),
    ("a peer spelt out", "package.json", NPM, "^17 || ^18", ">=17.0.0 <19.0.0"),
    ("no peer", "package.json", NPM, r#""react": "^17 || ^18""#, ""),
    (
        "a peer that may be missing",
        "package.json",
        NPM,
        r#""os""#,
        r#""peerDependenciesMeta": {"react": {"optional": true}}, "os""#,
    ),
    ("one platform more", "package.json", NPM, r#""darwin"]"#, r#""darwin", "win32"]"#),
    ("a dependency", "package.json", NPM, r#""os""#, r#""dependencies": {"x": "^9"}, "os""#),
    ("the usual kind of module, said", "package.json", NPM, r#""os""#, r#""type": "commonjs", "os""#),
    ("an application", "package.json", r#"{"name": "app", "private": true, "engines": {"node": "16"}}"#, "16", "22"),
    ("an older python too", "pyproject.toml", PYTHON, ">=3.9", ">=3.8"),
    ("a cap that says nothing", "pyproject.toml", PYTHON, ">=3.9", ">=3.9,<4"),
    ("a fix", "pyproject.toml", PYTHON, ">=3.9", ">=3.9.1"),
    ("a raised dependency", "pyproject.toml", PYTHON, "anyio>=3", "anyio>=4"),
    ("one more extra", "pyproject.toml", PYTHON, "http2 =", "zstd = [\"z\"]\nhttp2 ="),
    (
        "an extra's spelling",
        "pyproject.toml",
        "[project]\nname = \"a\"\n[project.optional-dependencies]\nx_y = []\n",
        "x_y",
        "X-Y",
    ),
    ("one more program", "pyproject.toml", PYTHON, "run =", "walk = \"demo:walk\"\nrun ="),
    ("a name's spelling", "pyproject.toml", "[project]\nname = \"a_b\"\n", "a_b", "A-B"),
    ("a raised rust", "Cargo.toml", CARGO, "1.70", "1.80"),
    ("a raised crate", "Cargo.toml", CARGO, "serde = \"1\"", "serde = \"2\""),
    ("one more program of a crate", "Cargo.toml", CARGO, "[dependencies]", "[[bin]]\nname = \"more\"\n[dependencies]"),
    ("an older java too", "pom.xml", POM, ">11<", ">8<"),
    (
        "a level said otherwise",
        "pom.xml",
        POM,
        "<maven.compiler.release>11</maven.compiler.release>",
        "<java.version>11</java.version><maven.compiler.source>${java.version}</maven.compiler.source>",
    ),
    ("a version of a build", "pom.xml", POM, "<version>1<", "<version>2<"),
    ("an older level of gradle", "build.gradle", GRADLE, "VERSION_11", "VERSION_1_8"),
    (
        "a newer compiler alone",
        "build.gradle",
        GRADLE,
        "java {",
        "java { toolchain { languageVersion = JavaLanguageVersion.of(21) }\n",
    ),
    ("an older php too", "composer.json", COMPOSER, "^8.1", "^7.4 || ^8.1"),
    ("one more namespace", "composer.json", COMPOSER, "\"src/\"", "\"src/\", \"B\\\\\": \"b/\""),
    ("an older ruby too", "demo.gemspec", GEM, "2.7", "2.5"),
    ("one more gem", "demo.gemspec", GEM, "end", "  s.add_dependency 'x'\nend"),
    ("a framework that another serves", "Demo.csproj", PROJECT, "netstandard2.0;net6.0", "netstandard2.0;net8.0"),
    ("one more framework", "Demo.csproj", PROJECT, "net6.0", "net6.0;net9.0"),
    (
        "tests",
        "Tests.csproj",
        "<Project><PropertyGroup><TargetFramework>net6.0</TargetFramework><IsTestProject>true</IsTestProject></PropertyGroup></Project>",
        "net6.0",
        "net8.0",
    ),
    ("a raised go", "go.mod", GO, "go 1.20", "go 1.23\n\ntoolchain go1.23.4"),
    ("a raised module", "go.mod", GO, "v1.2.3", "v1.9.0"),
    ("an older python in a script", "setup.py", SETUP, ">=3.8", ">=3.7"),
    ("a raised python, which installers look at first", "pyproject.toml", PYTHON, ">=3.9", ">=3.10"),
    ("a raised python in a script", "setup.py", SETUP, ">=3.8", ">=3.9"),
    (
        "a raised python of poetry",
        "pyproject.toml",
        "[tool.poetry]\nname = \"demo\"\n[tool.poetry.dependencies]\npython = \"^3.8\"\n",
        "^3.8",
        "^3.10",
    ),
    (
        "a raised python of setuptools",
        "setup.cfg",
        "[metadata]\nname = demo\n[options]\npython_requires = >=3.8\n",
        ">=3.8",
        ">=3.9",
    ),
    ("a raised php", "composer.json", COMPOSER, "^8.1", "^8.3"),
    ("a raised ruby", "demo.gemspec", GEM, "2.7", "3.1"),
    (
        "an extra for those who work on it",
        "pyproject.toml",
        "[project]\nname = \"a\"\n[project.optional-dependencies]\ntests-mypy = [\"m\"]\n",
        "tests-mypy = [\"m\"]",
        "",
    ),
];

#[test]
fn what_asks_no_more_is_quiet() {
    let mut loud = Vec::new();
    for (name, path, text, from, to) in QUIET {
        assert!(text.contains(from), "{name}");
        let found = firm(&at(path, text), &at(path, &text.replacen(from, to, 1)));
        if !found.is_empty() {
            loud.push((name, found));
        }
    }
    assert!(loud.is_empty(), "{loud:#?}");
}

const LOUD: [trial::Edit; 24] = [
    ("package.json", NPM, ">=16", ">=18", "likely manifests/requirement-raised demo.node"),
    ("package.json", NPM, ">=16", "^18.12 || >=20", "likely manifests/requirement-raised demo.node"),
    ("package.json", NPM, "\"demo\"", "\"@a/demo\"", "definite manifests/package-renamed demo"),
    ("package.json", NPM, "^17 || ^18", "^18", "likely manifests/peer-raised demo.react"),
    ("package.json", NPM, "\"react\"", "\"vue\": \"^3\", \"react\"", "likely manifests/peer-added demo.vue"),
    ("package.json", NPM, "[\"linux\", \"darwin\"]", "[\"linux\"]", "likely manifests/platforms-narrowed demo.os"),
    ("package.json", NPM, "\"os\"", "\"cpu\": [\"x64\"], \"os\"", "likely manifests/platforms-narrowed demo.cpu"),
    ("package.json", NPM, "\"os\"", "\"type\": \"module\", \"os\"", "likely manifests/module-type-changed demo.type"),
    ("pyproject.toml", PYTHON, "http2 = [\"h2\"]", "", "likely manifests/extra-removed demo.http2"),
    ("pyproject.toml", PYTHON, "run =", "go =", "definite manifests/program-removed demo.run"),
    ("pyproject.toml", PYTHON, "\"demo\"", "\"other\"", "definite manifests/package-renamed demo"),
    (
        "pyproject.toml",
        "[tool.poetry]\nname = \"demo\"\n[tool.poetry.extras]\nx = [\"y\"]\n",
        "x = [\"y\"]",
        "",
        "likely manifests/extra-removed demo.x",
    ),
    ("setup.py", SETUP, "'http2'", "'http3'", "likely manifests/extra-removed demo.http2"),
    ("setup.py", SETUP, "run=", "go=", "definite manifests/program-removed demo.run"),
    (
        "setup.cfg",
        "[metadata]\nname = demo\n[options.entry_points]\nconsole_scripts =\n    run = a:b\n    go = a:c\n",
        "    run = a:b\n",
        "",
        "definite manifests/program-removed demo.run",
    ),
    (
        "Cargo.toml",
        CARGO,
        "[[bin]]\nname = \"demo\"",
        "[[bin]]\nname = \"dm\"",
        "definite manifests/program-removed demo.demo",
    ),
    ("pom.xml", POM, ">11<", ">17<", "likely manifests/requirement-raised org.a:demo.java"),
    ("pom.xml", POM, "org.a", "org.b", "definite manifests/package-renamed org.a:demo"),
    ("build.gradle", GRADLE, "VERSION_11", "VERSION_17", "likely manifests/requirement-raised org.a.java"),
    (
        "build.gradle.kts",
        "group = \"org.a\"\njava { toolchain { languageVersion.set(JavaLanguageVersion.of(11)) } }",
        "of(11)",
        "of(17)",
        "likely manifests/requirement-raised org.a.java",
    ),
    ("composer.json", COMPOSER, "A\\\\Demo", "A\\\\Other", "likely manifests/namespace-removed a/demo.A\\Demo\\"),
    ("demo.gemspec", GEM, "%w[demo]", "%w[other]", "definite manifests/program-removed demo.demo"),
    ("Demo.csproj", PROJECT, "netstandard2.0;net6.0", "net8.0", "definite manifests/framework-dropped Demo.net6.0"),
    ("go.mod", GO, "example.org/demo", "example.org/demo/v2", "definite manifests/package-renamed example.org/demo"),
];

#[test]
fn what_asks_more_or_offers_less_is_found() {
    let missed = trial::missed("manifests", &LOUD);
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn manifests_of_one_package_are_read_together() {
    let before = at("setup.py", SETUP);
    let after = format!(
        "{}{}",
        at("setup.py", "from setuptools import setup\nsetup()\n"),
        at("pyproject.toml", &PYTHON.replace(">=3.9", ">=3.8"))
    );
    assert_eq!(firm(&before, &after), [""; 0]);
    let before = format!("{}{}", at("Cargo.toml", "[workspace]\n"), at("a/Cargo.toml", CARGO));
    let after = format!("{}{}", at("Cargo.toml", "[workspace]\n"), at("crates/a/Cargo.toml", CARGO));
    assert_eq!(firm(&before, &after), [""; 0]);
}

#[test]
fn ranges_are_read_as_installers_do() {
    for (old, new, expected) in [
        (">=3.8", ">=3.9", Narrowed::Raised),
        (">=3.8, <4.0", ">=3.8", Narrowed::No),
        ("~> 2.7", ">= 2.7", Narrowed::No),
        (">= 2.7", "~> 2.7", Narrowed::Capped),
        ("^1.2.3", "^1.2.4", Narrowed::Slightly),
        ("14.x || 16.x", "16.x", Narrowed::Raised),
        ("14 - 18", ">=14 <20", Narrowed::No),
        ("[1.0,2.0)", "[1.5,2.0)", Narrowed::Raised),
        ("*", ">=1", Narrowed::Raised),
        ("workspace:*", "^1", Narrowed::No),
        ("^8.1|^7.4", "^8.1", Narrowed::Raised),
    ] {
        assert_eq!(narrowed(old, new, Bare::Prefix), expected, "{old} to {new}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_taken(text in ".{0,120}", cut in 0usize..400, form in 0usize..10) {
        let all = [
            ("package.json", NPM), ("pyproject.toml", PYTHON), ("Cargo.toml", CARGO), ("pom.xml", POM), ("build.gradle", GRADLE),
            ("composer.json", COMPOSER), ("a.gemspec", GEM), ("a.csproj", PROJECT), ("go.mod", GO), ("setup.py", SETUP),
        ];
        let (path, whole) = all[form];
        let cut = whole.floor_char_boundary(cut.min(whole.len()));
        firm(&at(path, whole), &at(path, &text));
        firm(&at(path, &text), &at(path, whole));
        firm(&at(path, &whole[..cut]), &at(path, &format!("{}{text}{}", &whole[..cut], &whole[cut..])));
    }

    #[test]
    fn any_range_is_taken(old in "[0-9^~<>=|, .*xv\\-\\[\\)]{0,20}", new in ".{0,20}") {
        narrowed(&old, &new, Bare::Compatible);
        narrowed(&new, &old, Bare::Prefix);
    }
}
