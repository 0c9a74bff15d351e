//! Messages, fields and enumerations.

use crate::breaking::rules;

rules! {
    MESSAGE_REMOVED: "proto/message-removed", Definite {
        meaning: "A message is gone.",
        why: "Generated code that uses it no longer compiles.",
        text: "the message `{symbol}` is gone",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {}\n",
        new: "syntax = \"proto3\";\npackage demo;\n",
        symbol: "demo.A",
    }
    ENUM_REMOVED: "proto/enum-removed", Definite {
        meaning: "An enumeration is gone.",
        why: "Generated code that uses it no longer compiles.",
        text: "the enumeration `{symbol}` is gone",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nenum A { X = 0; }\n",
        new: "syntax = \"proto3\";\npackage demo;\n",
        symbol: "demo.A",
    }
    FIELD_REMOVED: "proto/field-removed", Definite {
        meaning: "A field is gone.",
        why: "Code that sets or reads it no longer compiles; what old writers send is ignored.",
        text: "the field `{symbol}` is gone{detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\n\n}\n",
        symbol: "demo.A.b",
    }
    FIELD_RENUMBERED: "proto/field-renumbered", Definite {
        meaning: "A field has another number.",
        why: "What was written by one side is not found by the other.",
        text: "the number of `{symbol}` is {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 2;\n}\n",
        symbol: "demo.A.b",
    }
    FIELD_RENAMED: "proto/field-renamed", Definite {
        meaning: "A field has another name.",
        why: "Generated code and JSON use the new name only.",
        text: "`{symbol}` is called {detail} now",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring c = 1;\n}\n",
        symbol: "demo.A.b",
    }
    FIELD_JSON_NAME_CHANGED: "proto/field-json-name-changed", Definite {
        meaning: "A field has another name in JSON.",
        why: "JSON written by one side is not read by the other.",
        text: "`{symbol}` is called {detail} in JSON",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 1 [json_name = \"c\"];\n}\n",
        symbol: "demo.A.b",
    }
    FIELD_TYPE_CHANGED: "proto/field-type-changed", Definite {
        meaning: "A field has another type.",
        why: "Values are misread on the wire or in JSON, and code that uses it no longer compiles.",
        text: "the type of `{symbol}` is {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\nint32 b = 1;\n}\n",
        symbol: "demo.A.b",
    }
    FIELD_CARDINALITY_CHANGED: "proto/field-cardinality-changed", Definite {
        meaning: "A field is repeated, a map, or tells its presence in another way.",
        why: "Generated code has other accessors, and values are read otherwise.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\nrepeated string b = 1;\n}\n",
        symbol: "demo.A.b",
    }
    FIELD_REQUIRED: "proto/field-required", Definite {
        meaning: "A field became required.",
        why: "Messages without it are refused.",
        text: "`{symbol}` is {detail}: messages without it are refused",
        migration: "",
        old: "syntax = \"proto2\";\npackage demo;\nmessage A {\noptional string b = 1;\n}\n",
        new: "syntax = \"proto2\";\npackage demo;\nmessage A {\nrequired string b = 1;\n}\n",
        symbol: "demo.A.b",
    }
    REQUIRED_FIELD_ADDED: "proto/required-field-added", Definite {
        meaning: "A message has a new required field.",
        why: "Messages of older writers are refused.",
        text: "`{symbol}` is required and new: messages of older writers are refused",
        migration: "",
        old: "syntax = \"proto2\";\npackage demo;\nmessage A {\noptional string b = 1;\n}\n",
        new: "syntax = \"proto2\";\npackage demo;\nmessage A {\noptional string b = 1;\nrequired string c = 2;\n}\n",
        symbol: "demo.A.c",
    }
    FIELD_ONEOF_CHANGED: "proto/field-oneof-changed", Definite {
        meaning: "A field went into a oneof, or out of one.",
        why: "Setting one field clears others, and generated code differs.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nstring b = 1;\noneof o { string c = 2; }\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\noneof o { string b = 1;\nstring c = 2; }\n}\n",
        symbol: "demo.A.b",
    }
    FIELD_DEFAULT_CHANGED: "proto/field-default-changed", Definite {
        meaning: "A field has another default.",
        why: "Absent values are read otherwise by each side.",
        text: "the default of `{symbol}` changed",
        migration: "",
        old: "syntax = \"proto2\";\npackage demo;\nmessage A {\noptional int32 b = 1 [default = 1];\n}\n",
        new: "syntax = \"proto2\";\npackage demo;\nmessage A {\noptional int32 b = 1 [default = 2];\n}\n",
        symbol: "demo.A.b",
    }
    FIELD_OPTION_CHANGED: "proto/field-option-changed", Definite {
        meaning: "An option of a field that generated code or checks depend on has another value.",
        why: "Generated code has another type, or values are refused.",
        text: "of `{symbol}`, {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nint64 b = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\nint64 b = 1 [jstype = JS_STRING];\n}\n",
        symbol: "demo.A.b",
    }
    ONEOF_REMOVED: "proto/oneof-removed", Definite {
        meaning: "A oneof is gone.",
        why: "Generated code that asks which of its fields is set no longer compiles.",
        text: "the oneof `{symbol}` is gone",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\noneof o { string b = 1; }\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\noneof p { string b = 1; }\n}\n",
        symbol: "demo.A.o",
    }
    RESERVED_REMOVED: "proto/reserved-removed", Definite {
        meaning: "Numbers or names of a message are no longer reserved.",
        why: "They may be used again with another meaning.",
        text: "`{symbol}` no longer reserves {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {\nreserved 3, 5 to 9;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage A {\nreserved 5 to 9;\n}\n",
        symbol: "demo.A",
    }
    ENUM_RESERVED_REMOVED: "proto/enum-reserved-removed", Definite {
        meaning: "Numbers or names of an enumeration are no longer reserved.",
        why: "They may be used again with another meaning.",
        text: "`{symbol}` no longer reserves {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nenum A {\nX = 0;\nreserved 3;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nenum A {\nX = 0;\n}\n",
        symbol: "demo.A",
    }
    EXTENSION_REMOVED: "proto/extension-removed", Definite {
        meaning: "An extension is gone.",
        why: "Code that uses it no longer compiles.",
        text: "the extension `{symbol}` is gone",
        migration: "",
        old: "syntax = \"proto2\";\npackage demo;\nmessage A { extensions 100 to 200; }\nextend A { optional string b = 100; }\n",
        new: "syntax = \"proto2\";\npackage demo;\nmessage A { extensions 100 to 200; }\n",
        symbol: "demo.b",
    }
    EXTENSION_RANGE_REMOVED: "proto/extension-range-removed", Definite {
        meaning: "A message can no longer be extended by some numbers.",
        why: "Extensions of others with these numbers no longer compile.",
        text: "`{symbol}` cannot be extended by {detail} any more",
        migration: "",
        old: "syntax = \"proto2\";\npackage demo;\nmessage A {\nextensions 100 to 200;\n}\n",
        new: "syntax = \"proto2\";\npackage demo;\nmessage A {\nextensions 100 to 150;\n}\n",
        symbol: "demo.A",
    }
    MESSAGE_SET_CHANGED: "proto/message-set-changed", Definite {
        meaning: "A message is or is no longer a message set on the wire.",
        why: "What one side writes is not read by the other.",
        text: "`{symbol}` has another form on the wire",
        migration: "",
        old: "syntax = \"proto2\";\npackage demo;\nmessage A {\noption message_set_wire_format = true;\nextensions 4 to max;\n}\n",
        new: "syntax = \"proto2\";\npackage demo;\nmessage A {\nextensions 4 to max;\n}\n",
        symbol: "demo.A",
    }
    DESCRIPTOR_ACCESSOR_REMOVED: "proto/descriptor-accessor-removed", Definite {
        meaning: "A message no longer has its standard accessor of the descriptor.",
        why: "Code that calls it no longer compiles.",
        text: "`{symbol}` has no standard accessor of its descriptor any more",
        migration: "",
        old: "syntax = \"proto2\";\npackage demo;\nmessage A {\noptional string b = 1;\n}\n",
        new: "syntax = \"proto2\";\npackage demo;\nmessage A {\noption no_standard_descriptor_accessor = true;\noptional string b = 1;\n}\n",
        symbol: "demo.A",
    }
    JSON_FORMAT_CHANGED: "proto/json-format-changed", Definite {
        meaning: "The JSON form of a message is no longer promised.",
        why: "JSON written by one side may not be read by the other.",
        text: "the JSON form of `{symbol}` is no longer promised",
        migration: "",
        old: "edition = \"2023\";\npackage demo;\nmessage A {}\n",
        new: "edition = \"2023\";\npackage demo;\nmessage A {\noption features.json_format = LEGACY_BEST_EFFORT;\n}\n",
        symbol: "demo.A",
    }
    ENUM_VALUE_REMOVED: "proto/enum-value-removed", Definite {
        meaning: "A value of an enumeration is gone.",
        why: "Code that uses it no longer compiles; what old writers send has no name.",
        text: "the value `{symbol}` is gone",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nenum A {\nX = 0;\nY = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nenum A {\nX = 0;\n}\n",
        symbol: "demo.A.Y",
    }
    ENUM_VALUE_RENUMBERED: "proto/enum-value-renumbered", Definite {
        meaning: "A value of an enumeration has another number.",
        why: "One side reads another value than the other wrote.",
        text: "the number of `{symbol}` is {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nenum A {\nX = 0;\nY = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nenum A {\nX = 0;\nY = 2;\n}\n",
        symbol: "demo.A.Y",
    }
    ENUM_VALUE_RENAMED: "proto/enum-value-renamed", Definite {
        meaning: "A value of an enumeration has another name.",
        why: "Generated code and JSON use the new name only.",
        text: "`{symbol}` is called {detail} now",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nenum A {\nX = 0;\nY = 1;\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nenum A {\nX = 0;\nZ = 1;\n}\n",
        symbol: "demo.A.Y",
    }
    ENUM_OPENNESS_CHANGED: "proto/enum-openness-changed", Definite {
        meaning: "An enumeration takes or refuses numbers that it does not name.",
        why: "Unknown values are kept by one side and dropped by the other.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "edition = \"2023\";\npackage demo;\nenum A { X = 0; }\n",
        new: "edition = \"2023\";\npackage demo;\nenum A {\noption features.enum_type = CLOSED;\nX = 0;\n}\n",
        symbol: "demo.A",
    }
}
