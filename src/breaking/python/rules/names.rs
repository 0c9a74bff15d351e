//! Modules and the names that they offer.

use crate::breaking::rules;

rules! {
    MODULE_REMOVED: "python/module-removed", Definite {
        meaning: "A module that could be imported is gone.",
        why: "Every import of it fails.",
        text: "importing `{symbol}` fails: {detail}",
        migration: "Import what `{symbol}` offered from where it is now.",
        old: "==> pkg/a.py\ndef f(): ...\n",
        new: "==> pkg/b.py\nx = 1\n",
        symbol: "pkg.a",
    }
    MODULE_MOVED: "python/module-moved", Definite {
        meaning: "A module stands under another name.",
        why: "Imports by the old name fail.",
        text: "importing `{symbol}` fails: {detail}",
        migration: "",
        old: "==> pkg/a.py\ndef f(): ...\ndef g(): ...\n",
        new: "==> pkg/b.py\ndef f(): ...\ndef g(): ...\n",
        symbol: "pkg.a",
    }
    FUNCTION_REMOVED: "python/function-removed", Definite {
        meaning: "A public function is gone.",
        why: "Importing or calling it fails.",
        text: "{detail}",
        migration: "",
        old: "__all__ = [\"f\"]\ndef f(): ...\n",
        new: "x = 1\n",
        symbol: "pkg.mod.f",
    }
    CLASS_REMOVED: "python/class-removed", Definite {
        meaning: "A public class is gone.",
        why: "Importing it fails.",
        text: "{detail}",
        migration: "",
        old: "__all__ = [\"A\"]\nclass A: ...\n",
        new: "x = 1\n",
        symbol: "pkg.mod.A",
    }
    NAME_REMOVED: "python/name-removed", Definite {
        meaning: "A public variable, constant or re-export is gone.",
        why: "Importing it fails.",
        text: "{detail}",
        migration: "",
        old: "__all__ = [\"LIMIT\"]\nLIMIT = 3\n",
        new: "x = 1\n",
        symbol: "pkg.mod.LIMIT",
    }
    NAME_RENAMED: "python/name-renamed", Definite {
        meaning: "A public name stands under another name in the same module.",
        why: "Importing it by the old name fails.",
        text: "{detail}",
        migration: "",
        old: "__all__ = [\"load_file\"]\ndef load_file(path):\n    return open(path).read().strip()\n",
        new: "__all__ = [\"read_file\"]\ndef read_file(path):\n    return open(path).read().strip()\n",
        symbol: "pkg.mod.load_file",
    }
    NAME_MOVED: "python/name-moved", Definite {
        meaning: "A public name stands in another module and is not offered from its old place.",
        why: "Importing it from the old place fails.",
        text: "{detail}",
        migration: "",
        old: "__all__ = [\"f\", \"x\"]\ndef f(): ...\nx = 1\n==> pkg/b.py\ny = 1\n",
        new: "__all__ = [\"x\"]\nx = 1\n==> pkg/b.py\ny = 1\ndef f(): ...\n",
        symbol: "pkg.mod.f",
    }
    NAME_UNEXPORTED: "python/name-unexported", Possible {
        meaning: "A name is in `__all__` no more, but can still be imported.",
        why: "`import *` does not give it, and what `__all__` leaves out is not promised.",
        text: "{detail}",
        migration: "",
        old: "__all__ = [\"f\", \"g\"]\ndef f(): ...\ndef g(): ...\n",
        new: "__all__ = [\"g\"]\ndef f(): ...\ndef g(): ...\n",
        symbol: "pkg.mod.f",
    }
    KIND_CHANGED: "python/kind-changed", Definite {
        meaning: "A name is another kind of thing.",
        why: "Code that calls, reads or subclasses it fails.",
        text: "{detail}",
        migration: "",
        old: "a = 0\n",
        new: "class a: ...\n",
        symbol: "pkg.mod.a",
    }
    VALUE_CHANGED: "python/value-changed", Possible {
        meaning: "A constant has another value.",
        why: "Code that stored or compares the old value differs.",
        text: "{detail}",
        migration: "",
        old: "LIMIT = 3\n",
        new: "LIMIT = 4\n",
        symbol: "pkg.mod.LIMIT",
    }
    VALUE_TYPE_CHANGED: "python/value-type-changed", Possible {
        meaning: "A variable or attribute has another annotation.",
        why: "Code that uses it as the old type may be wrong; annotations alone do not decide it.",
        text: "{detail}",
        migration: "",
        old: "x: int\n",
        new: "x: str\n",
        symbol: "pkg.mod.x",
    }
}
