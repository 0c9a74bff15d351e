//! Classes, their members and fields.

use crate::breaking::rules;

rules! {
    METHOD_REMOVED: "python/method-removed", Definite {
        meaning: "A method is gone and no base has it.",
        why: "Calling it fails.",
        text: "{detail}",
        migration: "",
        old: "class A:\n    def f(self): ...\n",
        new: "class A: ...\n",
        symbol: "pkg.mod.A.f",
    }
    PROPERTY_REMOVED: "python/property-removed", Definite {
        meaning: "A property is gone and no base has it.",
        why: "Reading it fails.",
        text: "{detail}",
        migration: "",
        old: "class A:\n    @property\n    def f(self): ...\n",
        new: "class A: ...\n",
        symbol: "pkg.mod.A.f",
    }
    ATTRIBUTE_REMOVED: "python/attribute-removed", Likely {
        meaning: "An attribute of a class or its instances is gone.",
        why: "Reading it fails.",
        text: "{detail}",
        migration: "",
        old: "class A:\n    def __init__(self):\n        self.name = 1\n",
        new: "class A:\n    def __init__(self):\n        pass\n",
        symbol: "pkg.mod.A.name",
    }
    INNER_CLASS_REMOVED: "python/inner-class-removed", Definite {
        meaning: "A class within a class is gone.",
        why: "Using it fails.",
        text: "{detail}",
        migration: "",
        old: "class A:\n    class B: ...\n",
        new: "class A: ...\n",
        symbol: "pkg.mod.A.B",
    }
    MEMBER_RENAMED: "python/member-renamed", Definite {
        meaning: "A member of a class stands under another name.",
        why: "Using it by the old name fails.",
        text: "{detail}",
        migration: "",
        old: "class A:\n    def get_name(self): ...\n",
        new: "class A:\n    def getName(self): ...\n",
        symbol: "pkg.mod.A.get_name",
    }
    SETTER_REMOVED: "python/setter-removed", Likely {
        meaning: "A property can no longer be assigned or deleted.",
        why: "Assigning fails.",
        text: "{detail}",
        migration: "",
        old: "class A:\n    @property\n    def x(self): ...\n    @x.setter\n    def x(self, value): ...\n",
        new: "class A:\n    @property\n    def x(self): ...\n",
        symbol: "pkg.mod.A.x",
    }
    ATTRIBUTE_READ_ONLY: "python/attribute-read-only", Possible {
        meaning: "An attribute became a property without setter.",
        why: "Code that assigns it fails.",
        text: "{detail}",
        migration: "",
        old: "class A:\n    x = 1\n",
        new: "class A:\n    @property\n    def x(self): ...\n",
        symbol: "pkg.mod.A.x",
    }
    BASE_REMOVED: "python/base-removed", Likely {
        meaning: "A class lost a base class.",
        why: "`isinstance`, `except` and inherited members miss it.",
        text: "{detail}",
        migration: "",
        old: "class B: ...\nclass A(B): ...\n",
        new: "class B: ...\nclass A: ...\n",
        symbol: "pkg.mod.A",
    }
    ABSTRACT_METHOD_ADDED: "python/abstract-method-added", Likely {
        meaning: "A class has a new abstract method.",
        why: "Subclasses that lack it cannot be made.",
        text: "{detail}",
        migration: "Define `{name}` in subclasses.",
        old: "class A:\n    def f(self): ...\n",
        new: "class A:\n    @abstractmethod\n    def f(self): ...\n",
        symbol: "pkg.mod.A.f",
    }
    CLASS_FINAL: "python/class-final", Possible {
        meaning: "A class is marked final.",
        why: "Type checkers refuse subclasses of it.",
        text: "{detail}",
        migration: "",
        old: "class A: ...\n",
        new: "@final\nclass A: ...\n",
        symbol: "pkg.mod.A",
    }
    FIELD_ADDED: "python/field-added", Definite {
        meaning: "A dataclass, tuple or model has a new field without default.",
        why: "Making an instance without it fails.",
        text: "{detail}",
        migration: "",
        old: "@dataclass\nclass A:\n    x: int\n",
        new: "@dataclass\nclass A:\n    x: int\n    y: int\n",
        symbol: "pkg.mod.A.y",
    }
    FIELD_REMOVED: "python/field-removed", Definite {
        meaning: "A field is gone.",
        why: "Passing or reading it fails.",
        text: "{detail}",
        migration: "",
        old: "@dataclass\nclass A:\n    x: int\n    y: int\n",
        new: "@dataclass\nclass A:\n    x: int\n",
        symbol: "pkg.mod.A.y",
    }
    FIELD_REQUIRED: "python/field-required", Definite {
        meaning: "A field has no default any more.",
        why: "Making an instance without it fails.",
        text: "{detail}",
        migration: "",
        old: "@dataclass\nclass A:\n    x: int = 1\n",
        new: "@dataclass\nclass A:\n    x: int\n",
        symbol: "pkg.mod.A.x",
    }
    FIELD_MOVED: "python/field-moved", Definite {
        meaning: "A field stands at another position.",
        why: "Instances made by position mean something else.",
        text: "{detail}",
        migration: "",
        old: "@dataclass\nclass A:\n    x: int\n    y: int\n",
        new: "@dataclass\nclass A:\n    y: int\n    x: int\n",
        symbol: "pkg.mod.A.y",
    }
    FIELD_TYPE_CHANGED: "python/field-type-changed", Likely {
        meaning: "A field holds another type.",
        why: "Values of the old type are wrong.",
        text: "{detail}",
        migration: "",
        old: "@dataclass\nclass A:\n    x: int\n",
        new: "@dataclass\nclass A:\n    x: str\n",
        symbol: "pkg.mod.A.x",
    }
    TUPLE_FIELD_ADDED: "python/tuple-field-added", Likely {
        meaning: "A named tuple has a further field.",
        why: "Code that unpacks it fails.",
        text: "{detail}",
        migration: "",
        old: "class A(NamedTuple):\n    x: int\n",
        new: "class A(NamedTuple):\n    x: int\n    y: int = 0\n",
        symbol: "pkg.mod.A.y",
    }
    DATACLASS_FROZEN: "python/dataclass-frozen", Likely {
        meaning: "Instances of a dataclass cannot be assigned to.",
        why: "Code that assigns fields fails.",
        text: "{detail}",
        migration: "",
        old: "@dataclass\nclass A:\n    x: int\n",
        new: "@dataclass(frozen=True)\nclass A:\n    x: int\n",
        symbol: "pkg.mod.A",
    }
    DATACLASS_ORDER_REMOVED: "python/dataclass-order-removed", Likely {
        meaning: "Instances of a dataclass cannot be compared by order.",
        why: "Sorting them fails.",
        text: "{detail}",
        migration: "",
        old: "@dataclass(order=True)\nclass A:\n    x: int\n",
        new: "@dataclass\nclass A:\n    x: int\n",
        symbol: "pkg.mod.A",
    }
    DATACLASS_REMOVED: "python/dataclass-removed", Likely {
        meaning: "A class is no dataclass any more.",
        why: "Its constructor, equality and the functions of `dataclasses` fail or differ.",
        text: "{detail}",
        migration: "",
        old: "@dataclass\nclass A:\n    x: int\n",
        new: "class A:\n    def __init__(self, x: int, y: int):\n        self.x = x\n",
        symbol: "pkg.mod.A",
    }
    ENUM_MEMBER_REMOVED: "python/enum-member-removed", Definite {
        meaning: "A member of an enumeration is gone.",
        why: "Reading it or looking up its value fails.",
        text: "{detail}",
        migration: "",
        old: "class A(Enum):\n    X = 1\n    Y = 2\n",
        new: "class A(Enum):\n    X = 1\n",
        symbol: "pkg.mod.A.Y",
    }
}
