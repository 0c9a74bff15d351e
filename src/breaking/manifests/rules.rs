//! What breaks those who install a package, as data.

use crate::breaking::rules;

rules! {
    PACKAGE_RENAMED: "manifests/package-renamed", Definite {
        meaning: "A package has another name.",
        why: "Who depends on the old name gets no more of it.",
        text: "`{symbol}` is called `{detail}` now: who depends on it gets no newer version",
        migration: "Depend on `{detail}` instead of `{symbol}`.",
        old: "{\"name\": \"demo\", \"version\": \"1.0.0\"}\n",
        new: "{\"name\": \"other\", \"version\": \"1.0.0\"}\n",
        symbol: "demo",
    }
    PACKAGE_REMOVED: "manifests/package-removed", Possible {
        meaning: "A package is gone.",
        why: "Who depends on it gets no more of it.",
        text: "the package `{symbol}` is gone",
        migration: "",
        old: "{\"name\": \"demo\", \"version\": \"1.0.0\"}\n",
        new: "==> README.md\nx\n",
        symbol: "demo",
    }
    REQUIREMENT_RAISED: "manifests/requirement-raised", Likely {
        meaning: "A newer language or platform is needed.",
        why: "Who runs an older one cannot install or use it.",
        text: "`{name}` must be {detail}: older ones are no longer enough",
        migration: "",
        old: "{\"name\": \"demo\", \"version\": \"1.0.0\", \"engines\": {\"node\": \">=16\"}}\n",
        new: "{\"name\": \"demo\", \"version\": \"1.0.0\", \"engines\": {\"node\": \">=18\"}}\n",
        symbol: "demo.node",
    }
    REQUIREMENT_ADDED: "manifests/requirement-added", Likely {
        meaning: "A language, platform or extension is needed that was not asked for.",
        why: "Who does not have it cannot install or use it.",
        text: "`{name}` must be there now, {detail}",
        migration: "",
        old: "==> composer.json\n{\"name\": \"a/demo\", \"require\": {\"php\": \">=8.1\"}}\n",
        new: "==> composer.json\n{\"name\": \"a/demo\", \"require\": {\"php\": \">=8.1\", \"ext-intl\": \"*\"}}\n",
        symbol: "a/demo.ext-intl",
    }
    PEER_RAISED: "manifests/peer-raised", Likely {
        meaning: "A package that users bring along must be newer.",
        why: "Installing beside the older one fails or warns.",
        text: "users must bring `{name}` {detail}",
        migration: "",
        old: "{\"name\": \"demo\", \"version\": \"1.0.0\", \"peerDependencies\": {\"react\": \"^17 || ^18\"}}\n",
        new: "{\"name\": \"demo\", \"version\": \"1.0.0\", \"peerDependencies\": {\"react\": \"^18\"}}\n",
        symbol: "demo.react",
    }
    PEER_ADDED: "manifests/peer-added", Likely {
        meaning: "Users must bring another package along.",
        why: "Who does not have it cannot use it.",
        text: "users must bring `{name}` {detail} along",
        migration: "",
        old: "{\"name\": \"demo\", \"version\": \"1.0.0\"}\n",
        new: "{\"name\": \"demo\", \"version\": \"1.0.0\", \"peerDependencies\": {\"react\": \"^18\"}}\n",
        symbol: "demo.react",
    }
    DEPENDENCY_RAISED: "manifests/dependency-raised", Possible {
        meaning: "A package that it stands on must be newer.",
        why: "Where its types are part of the interface, or others need the older one, it breaks.",
        text: "`{name}` must be {detail}: it breaks where others need the older one",
        migration: "",
        old: "==> pyproject.toml\n[project]\nname = \"demo\"\ndependencies = [\"anyio>=3\"]\n",
        new: "==> pyproject.toml\n[project]\nname = \"demo\"\ndependencies = [\"anyio>=4\"]\n",
        symbol: "demo.anyio",
    }
    EXTRA_REMOVED: "manifests/extra-removed", Likely {
        meaning: "An extra is gone.",
        why: "Who installs it by name misses what it brought.",
        text: "the extra `{symbol}` is gone: installing with it brings nothing",
        migration: "",
        old: "==> pyproject.toml\n[project]\nname = \"demo\"\n[project.optional-dependencies]\nhttp2 = [\"h2\"]\n",
        new: "==> pyproject.toml\n[project]\nname = \"demo\"\n",
        symbol: "demo.http2",
    }
    PROGRAM_REMOVED: "manifests/program-removed", Definite {
        meaning: "A command is no longer installed.",
        why: "Scripts and people that call it fail.",
        text: "the command `{name}` is no longer installed",
        migration: "",
        old: "==> pyproject.toml\n[project]\nname = \"demo\"\n[project.scripts]\nrun = \"demo:main\"\n",
        new: "==> pyproject.toml\n[project]\nname = \"demo\"\n",
        symbol: "demo.run",
    }
    NAMESPACE_REMOVED: "manifests/namespace-removed", Likely {
        meaning: "A namespace is no longer loaded.",
        why: "Code that uses its classes does not find them.",
        text: "classes of `{symbol}` are no longer loaded",
        migration: "",
        old: "==> composer.json\n{\"name\": \"a/demo\", \"autoload\": {\"psr-4\": {\"Old\": \"src/\"}}}\n",
        new: "==> composer.json\n{\"name\": \"a/demo\", \"autoload\": {\"psr-4\": {\"New\": \"src/\"}}}\n",
        symbol: "a/demo.Old",
    }
    MODULE_TYPE_CHANGED: "manifests/module-type-changed", Likely {
        meaning: "Files of a package are modules of another kind.",
        why: "Code that loads it the old way fails.",
        text: "`{symbol}` is {detail}: code that loads it the old way fails",
        migration: "",
        old: "{\"name\": \"demo\", \"version\": \"1.0.0\"}\n",
        new: "{\"name\": \"demo\", \"version\": \"1.0.0\", \"type\": \"module\"}\n",
        symbol: "demo.type",
    }
    PLATFORMS_NARROWED: "manifests/platforms-narrowed", Likely {
        meaning: "A package is restricted to fewer platforms.",
        why: "Installing it elsewhere fails.",
        text: "`{symbol}` is restricted to {detail}",
        migration: "",
        old: "{\"name\": \"demo\", \"version\": \"1.0.0\", \"os\": [\"linux\", \"win32\"]}\n",
        new: "{\"name\": \"demo\", \"version\": \"1.0.0\", \"os\": [\"linux\"]}\n",
        symbol: "demo.os",
    }
    FRAMEWORK_DROPPED: "manifests/framework-dropped", Definite {
        meaning: "A package is no longer built for a framework.",
        why: "Projects of that framework cannot use it.",
        text: "there is nothing for `{name}` any more",
        migration: "",
        old: "==> a/Demo.csproj\n<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFrameworks>net6.0;net8.0</TargetFrameworks></PropertyGroup></Project>\n",
        new: "==> a/Demo.csproj\n<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>\n",
        symbol: "net6.0",
    }
}
