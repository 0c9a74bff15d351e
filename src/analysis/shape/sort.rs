//! What sort of file a path names, from the path alone.

/// The sort of a file; each path has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Sort {
    /// What the program is made of.
    Source,
    /// Tests, fixtures, snapshots, benchmarks.
    Test,
    /// Documentation for people.
    Docs,
    /// How it is checked and delivered.
    Ci,
    /// How it is built.
    Build,
    /// What it depends on, as people write it.
    Manifest,
    /// What it depends on, as a tool resolved it.
    Lock,
    /// Settings of tools and editors.
    Tooling,
    /// The log of changes, release notes, version files.
    Changelog,
    /// How it is run: containers, deployment, settings of services.
    Deploy,
    /// Steps that change stored data.
    Migration,
    /// Copied or generated code.
    Vendored,
    /// Pictures, fonts, translations and other content.
    Asset,
}

impl Sort {
    /// How many sorts there are.
    pub const COUNT: usize = 13;

    /// The sort of a path (`/`-separated). Case does not matter.
    pub fn of(path: &str) -> Self {
        let path = path.to_ascii_lowercase();
        let name = path.rsplit('/').next().unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let folders = || path.split('/').rev().skip(1);
        let within = |names: &[&str]| folders().any(|folder| names.contains(&folder));
        if is_lock(name) {
            Self::Lock
        } else if within(&["vendor", "vendored", "third_party", "third-party", "thirdparty", "node_modules", "deps"])
            || within(&["dist", "generated"]) && !path.starts_with("src/")
            || name.ends_with(".min.js")
            || name.ends_with(".pb.go")
        {
            Self::Vendored
        } else if is_ci(&path, name) {
            Self::Ci
        } else if is_changelog(
            stem,
            name,
            within(&[".changeset", ".changes", "changelog.d", "newsfragments", "relnotes"]),
        ) {
            Self::Changelog
        } else if is_test(&path, name, extension, within(TEST_FOLDERS)) {
            Self::Test
        } else if within(&["migrations", "migrate", "migration"]) && extension != "md" {
            Self::Migration
        } else if is_docs(name, stem, extension, within(&["docs", "doc", "documentation", "website", "man", "wiki"])) {
            Self::Docs
        } else if MANIFESTS.contains(&name)
            || extension == "csproj"
            || extension == "gemspec"
            || is_requirements(name, extension)
        {
            Self::Manifest
        } else if is_deploy(
            &path,
            name,
            extension,
            within(&["deploy", "deployment", "k8s", "kubernetes", "helm", "charts", "terraform", "ansible", "systemd"]),
        ) {
            Self::Deploy
        } else if is_build(name, extension) {
            Self::Build
        } else if is_tooling(&path, name) {
            Self::Tooling
        } else if ASSETS.contains(&extension)
            || within(&["locales", "locale", "i18n", "translations"]) && extension != "rs" && extension != "ts"
        {
            Self::Asset
        } else {
            Self::Source
        }
    }

    /// Whether a file of this sort can hold a defect that users meet.
    pub const fn is_code(self) -> bool {
        matches!(self, Self::Source | Self::Migration | Self::Build | Self::Deploy)
    }
}

const TEST_FOLDERS: &[&str] = &[
    "test",
    "tests",
    "t",
    "testing",
    "spec",
    "specs",
    "__tests__",
    "e2e",
    "testdata",
    "fixtures",
    "__snapshots__",
    "snapshots",
    "bench",
    "benches",
    "benchmark",
    "benchmarks",
    "integration-tests",
    "testsuite",
    "__mocks__",
    "cypress",
];
const MANIFESTS: &[&str] = &[
    "cargo.toml",
    "package.json",
    "go.mod",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "gemfile",
    "composer.json",
    "mix.exs",
    "pipfile",
    "environment.yml",
    "pubspec.yaml",
    "deno.json",
    "packages.config",
    "directory.packages.props",
    "libs.versions.toml",
    "vcpkg.json",
    "conanfile.txt",
    "conanfile.py",
    "cartfile",
    "podfile",
    "package.swift",
    "rebar.config",
    "build.sbt",
    "pnpm-workspace.yaml",
    "stack.yaml",
];
const ASSETS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "ico", "webp", "ttf", "woff", "woff2", "otf", "mp3", "mp4", "wav", "po", "pot",
    "pdf", "webm", "avif",
];

fn is_lock(name: &str) -> bool {
    let names = [
        "cargo.lock",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "go.sum",
        "poetry.lock",
        "uv.lock",
        "gemfile.lock",
        "composer.lock",
        "mix.lock",
        "pipfile.lock",
        "flake.lock",
        "pubspec.lock",
        "bun.lockb",
        "bun.lock",
        "deno.lock",
        "npm-shrinkwrap.json",
        "packages.lock.json",
        "podfile.lock",
        "cartfile.resolved",
        "package.resolved",
        "pdm.lock",
        "module.bazel.lock",
        "gradle.lockfile",
    ];
    names.contains(&name)
}

fn is_ci(path: &str, name: &str) -> bool {
    let folders = [
        ".github/workflows/",
        ".github/actions/",
        ".circleci/",
        ".gitlab/ci",
        ".buildkite/",
        ".ci/",
        "ci/",
        ".azure-pipelines/",
        ".woodpecker/",
        ".forgejo/workflows/",
        ".gitea/workflows/",
    ];
    let names = [
        ".gitlab-ci.yml",
        ".travis.yml",
        "appveyor.yml",
        ".appveyor.yml",
        "azure-pipelines.yml",
        "jenkinsfile",
        ".cirrus.yml",
        ".drone.yml",
        "codecov.yml",
        ".codecov.yml",
        "bors.toml",
        "dependabot.yml",
        "renovate.json",
        "renovate.json5",
        ".goreleaser.yml",
        ".goreleaser.yaml",
        ".mergify.yml",
        "cloudbuild.yaml",
        ".releaserc",
        ".releaserc.json",
        "release-please-config.json",
    ];
    folders.iter().any(|folder| path.starts_with(folder)) || names.contains(&name)
}

fn is_changelog(stem: &str, name: &str, in_folder: bool) -> bool {
    let stems =
        ["changelog", "changes", "news", "history", "release_notes", "release-notes", "releasenotes", "relnotes"];
    in_folder
        || stems.contains(&stem)
        || matches!(name, "version" | "version.txt" | ".release-please-manifest.json" | "git-version-gen")
}

fn is_test(path: &str, name: &str, extension: &str, in_folder: bool) -> bool {
    let marks = ["_test.", ".test.", ".spec.", "_spec.", "-test.", "tests.rs", "test.rs", "_tests."];
    in_folder
        || marks.iter().any(|mark| name.contains(mark))
        || name.starts_with("test_")
        || name.ends_with("test.java")
        || name.ends_with("tests.cs")
        || extension == "snap"
        || path.starts_with("src/test/")
}

fn is_docs(name: &str, stem: &str, extension: &str, in_folder: bool) -> bool {
    let prose = ["md", "rst", "adoc", "asciidoc", "txt", "mdx", "markdown", "org", "1", "5", "7", "8", "pod", "texi"];
    let names = [
        "readme",
        "license",
        "licence",
        "copying",
        "authors",
        "contributing",
        "code_of_conduct",
        "security",
        "notice",
        "maintainers",
        "contributors",
        "codeowners",
    ];
    let code = ["rs", "py", "js", "ts", "go", "c", "h", "java", "json", "toml", "yml", "yaml", "sh", "css"];
    names.contains(&stem)
        || (prose.contains(&extension) && name != "cmakelists.txt" && !is_requirements(name, extension))
        || (in_folder && !code.contains(&extension) && !MANIFESTS.contains(&name) && name != "makefile")
}

fn is_requirements(name: &str, extension: &str) -> bool {
    extension == "txt"
        && (name.starts_with("requirements") || name.ends_with("requirements.txt") || name == "constraints.txt")
}

fn is_deploy(path: &str, name: &str, extension: &str, in_folder: bool) -> bool {
    in_folder
        || name.starts_with("dockerfile")
        || name.ends_with(".dockerfile")
        || name.starts_with("docker-compose")
        || extension == "tf"
        || name.ends_with(".service")
        || matches!(
            name,
            "procfile" | "compose.yaml" | "compose.yml" | "fly.toml" | "vercel.json" | "netlify.toml" | ".dockerignore"
        )
        || path.starts_with("docker/")
}

fn is_build(name: &str, extension: &str) -> bool {
    let names = [
        "makefile",
        "cmakelists.txt",
        "build.rs",
        "meson.build",
        "meson_options.txt",
        "configure",
        "configure.ac",
        "configure.in",
        "justfile",
        "build.zig",
        "gulpfile.js",
        "rakefile",
        "taskfile.yml",
        "build.xml",
        "gradlew",
        "gradlew.bat",
        "gradle.properties",
        "gradle-wrapper.properties",
        "settings.gradle",
        "settings.gradle.kts",
        "tsup.config.ts",
        "rollup.config.js",
        "vite.config.ts",
        "webpack.config.js",
        "flake.nix",
        "default.nix",
        "shell.nix",
        "workspace",
        "build",
        "build.bazel",
        "module.bazel",
        "config.mak.uname",
        "dune-project",
        "build.sh",
        "build.py",
        "makefile.am",
    ];
    let extensions = [
        "cmake", "mk", "gradle", "bzl", "bazel", "gn", "gni", "nix", "m4", "am", "spec", "nuspec", "props", "targets",
        "sln",
    ];
    names.contains(&name) || extensions.contains(&extension)
}

fn is_tooling(path: &str, name: &str) -> bool {
    let names = [
        "rustfmt.toml",
        ".rustfmt.toml",
        "clippy.toml",
        "deny.toml",
        "typos.toml",
        "_typos.toml",
        "tox.ini",
        "tsconfig.json",
        "babel.config.js",
        "jest.config.js",
        "lefthook.yml",
        "biome.json",
        "mypy.ini",
        "pytest.ini",
        "cliff.toml",
        "rust-toolchain.toml",
        "rust-toolchain",
        "lerna.json",
        "nx.json",
        "turbo.json",
        "tminus.toml",
        "cspell.json",
    ];
    names.contains(&name)
        || name.starts_with('.')
        || name.contains("eslint")
        || path.starts_with(".vscode/")
        || path.starts_with(".github/")
        || path.starts_with(".husky/")
}
