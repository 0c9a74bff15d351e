//! What breaks those who run or configure a program, as data.

use crate::breaking::rules;

rules! {
    OPTION_REMOVED: "config/option-removed", Definite {
        meaning: "An option of a program is gone.",
        why: "Calls with it fail.",
        text: "the option `{symbol}` is gone: calls with it fail",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\")\nparser.add_argument(\"--host\")\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--host\")\n",
        symbol: "--port",
    }
    OPTION_NAME_REMOVED: "config/option-name-removed", Definite {
        meaning: "An option no longer goes by one of its names.",
        why: "Calls with that name fail.",
        text: "`{symbol}` is no longer a name of the option `{detail}`: calls with it fail",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\", \"-p\")\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\")\n",
        symbol: "-p",
    }
    OPTION_VALUE_CHANGED: "config/option-value-changed", Definite {
        meaning: "An option takes a value, or takes none any more.",
        why: "Calls as before fail, or mean something else.",
        text: "`{symbol}` {detail}: calls as before fail",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--log\", action=\"store_true\")\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--log\")\n",
        symbol: "--log",
    }
    OPTION_REQUIRED: "config/option-required", Definite {
        meaning: "An option or argument must be given.",
        why: "Calls without it fail.",
        text: "`{symbol}` must be given now",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\")\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\", required=True)\n",
        symbol: "--port",
    }
    REQUIRED_OPTION_ADDED: "config/required-option-added", Definite {
        meaning: "A new option must be given.",
        why: "Calls as before fail.",
        text: "the new option `{symbol}` must be given",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\")\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\")\nparser.add_argument(\"--host\", required=True)\n",
        symbol: "--host",
    }
    REQUIRED_ARGUMENT_ADDED: "config/required-argument-added", Definite {
        meaning: "A new argument must be given.",
        why: "Calls as before fail.",
        text: "the new argument `{symbol}` must be given",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"file\")\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"file\")\nparser.add_argument(\"target\")\n",
        symbol: "target",
    }
    ARGUMENT_REMOVED: "config/argument-removed", Likely {
        meaning: "An argument is no longer taken.",
        why: "Calls with it fail.",
        text: "the argument `{symbol}` is no longer taken",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"file\")\nparser.add_argument(\"target\")\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"file\")\n",
        symbol: "target",
    }
    OPTION_VALUES_NARROWED: "config/option-values-narrowed", Definite {
        meaning: "An option no longer takes some values.",
        why: "Calls with such a value fail.",
        text: "`{symbol}` no longer takes `{detail}`",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--log\", choices=[\"a\", \"b\"])\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--log\", choices=[\"a\"])\n",
        symbol: "--log",
    }
    OPTION_DEFAULT_CHANGED: "config/option-default-changed", Possible {
        meaning: "An option has another default.",
        why: "Calls without it do something else.",
        text: "without `{symbol}` it is {detail}",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\", default=80)\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\", default=81)\n",
        symbol: "--port",
    }
    COMMAND_REMOVED: "config/command-removed", Definite {
        meaning: "A command of a program is gone, or one of its names.",
        why: "Calls of it fail.",
        text: "the command `{symbol}` is gone",
        migration: "",
        old: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_parser(\"run\")\nparser.add_parser(\"go\")\n",
        new: "import argparse\nparser = argparse.ArgumentParser()\nparser.add_parser(\"go\")\n",
        symbol: "run",
    }
    VARIABLE_REMOVED: "config/variable-removed", Likely {
        meaning: "A variable of the environment is no longer read.",
        why: "Setting it has no effect any more.",
        text: "the variable `{symbol}` is no longer read: setting it has no effect",
        migration: "",
        old: "import os\na = os.getenv(\"DEMO_PORT\")\n",
        new: "import os\n",
        symbol: "DEMO_PORT",
    }
    SETTING_REMOVED: "config/setting-removed", Likely {
        meaning: "A key of the configuration is gone.",
        why: "Files that have it are refused, or it has no effect any more.",
        text: "the key `{symbol}` is gone{detail}",
        migration: "",
        old: "==> src/config.rs\nuse serde::Deserialize;\n#[derive(Deserialize)]\npub struct Config {\n    port: u16,\n    host: String,\n}\n",
        new: "==> src/config.rs\nuse serde::Deserialize;\n#[derive(Deserialize)]\npub struct Config {\n    host: String,\n}\n",
        symbol: "Config.port",
    }
    SETTING_REQUIRED: "config/setting-required", Likely {
        meaning: "A key of the configuration must be there.",
        why: "Files without it are refused.",
        text: "the key `{symbol}` must be there now",
        migration: "",
        old: "==> src/config.rs\nuse serde::Deserialize;\n#[derive(Deserialize)]\npub struct Config {\n    host: String,\n}\n",
        new: "==> src/config.rs\nuse serde::Deserialize;\n#[derive(Deserialize)]\npub struct Config {\n    port: u16,\n    host: String,\n}\n",
        symbol: "Config.port",
    }
    KEY_REMOVED: "config/key-removed", Likely {
        meaning: "A key of the sample configuration is gone, and no source names it.",
        why: "Setting it has no effect any more.",
        text: "the key `{symbol}` is gone from the sample, and no source names it",
        migration: "",
        old: "==> config.example.toml\n[server]\nport = 80\nhost = \"x\"\n",
        new: "==> config.example.toml\n[server]\nhost = \"x\"\n",
        symbol: "server.port",
    }
}
