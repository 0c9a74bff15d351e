//! What a newer schema refuses, as data.

use crate::breaking::rules;

rules! {
    PROPERTY_REMOVED: "jsonschema/property-removed", Definite {
        meaning: "A property is gone.",
        why: "Documents that have it are refused, or it has no effect any more.",
        text: "the property `{symbol}` is gone{detail}",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {}, \"b\": {}},\n\"additionalProperties\": false\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {}},\n\"additionalProperties\": false\n}",
        symbol: "demo.b",
    }
    REQUIRED_ADDED: "jsonschema/required-added", Definite {
        meaning: "A property must be there.",
        why: "Documents without it are refused.",
        text: "the property `{symbol}` must be there now",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {}},\n\"required\": [\"a\"]\n}",
        symbol: "demo.a",
    }
    CLOSED: "jsonschema/additional-properties-refused", Definite {
        meaning: "Properties that are not named are refused.",
        why: "Documents that have more are refused.",
        text: "`{symbol}` refuses properties that it does not name",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {}},\n\"additionalProperties\": false\n}",
        symbol: "demo",
    }
    TYPE_NARROWED: "jsonschema/type-narrowed", Definite {
        meaning: "Fewer types are taken.",
        why: "Documents with another type are refused.",
        text: "`{symbol}` must be {detail}",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"type\": [\"string\", \"null\"]}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"type\": \"string\"}}\n}",
        symbol: "demo.a",
    }
    VALUES_NARROWED: "jsonschema/values-narrowed", Definite {
        meaning: "Fewer values are taken.",
        why: "Documents with another value are refused.",
        text: "`{symbol}` no longer takes {detail}",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"enum\": [\"x\", \"y\"]}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"enum\": [\"x\"]}}\n}",
        symbol: "demo.a",
    }
    BOUND_NARROWED: "jsonschema/bound-narrowed", Definite {
        meaning: "A bound is closer.",
        why: "Documents beyond it are refused.",
        text: "`{symbol}` takes less: {detail}",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"maxLength\": 20}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"maxLength\": 10}}\n}",
        symbol: "demo.a",
    }
    PATTERN_CHANGED: "jsonschema/pattern-changed", Likely {
        meaning: "Texts must match another expression.",
        why: "Documents whose texts do not match are refused.",
        text: "`{symbol}` must match another expression: {detail}",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"type\": \"string\"}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"^x$\"}}\n}",
        symbol: "demo.a",
    }
    ALTERNATIVE_REMOVED: "jsonschema/alternative-removed", Likely {
        meaning: "One of several alternatives is gone.",
        why: "Documents of that kind are refused.",
        text: "`{symbol}` no longer takes one of its alternatives",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}]}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"oneOf\": [{\"type\": \"string\"}]}}\n}",
        symbol: "demo.a",
    }
    ALTERNATIVES_ADDED: "jsonschema/alternatives-added", Possible {
        meaning: "Documents must fit one of several alternatives.",
        why: "Documents that fit none are refused.",
        text: "`{symbol}` must fit one of several alternatives",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"type\": \"number\"}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {\"oneOf\": [{\"type\": \"number\", \"maximum\": 1}, {\"type\": \"number\", \"minimum\": 5}]}}\n}",
        symbol: "demo.a",
    }
    CONDITION_CHANGED: "jsonschema/condition-changed", Likely {
        meaning: "A condition is new or otherwise.",
        why: "Documents that do not meet it are refused.",
        text: "`{symbol}` must meet another condition: {detail}",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": {}},\n\"dependentRequired\": {\"a\": [\"b\"]}\n}",
        symbol: "demo",
    }
    NOTHING_TAKEN: "jsonschema/nothing-taken", Definite {
        meaning: "Nothing is taken any more.",
        why: "All documents that have it are refused.",
        text: "`{symbol}` takes nothing any more",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": true}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\",\n\"properties\": {\"a\": false}\n}",
        symbol: "demo.a",
    }
    DEFINITION_REMOVED: "jsonschema/definition-removed", Possible {
        meaning: "A definition is gone.",
        why: "References to it from other files lead nowhere.",
        text: "the definition `{symbol}` is gone: references to it lead nowhere",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"$defs\": {\"b\": {}}\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"$defs\": {}\n}",
        symbol: "demo.b",
    }
    SCHEMA_REMOVED: "jsonschema/schema-removed", Likely {
        meaning: "A schema file is gone.",
        why: "Who validates by it does not find it.",
        text: "the schema `{symbol}` is gone",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"type\": \"object\"\n}",
        new: "==> other.txt\nx",
        symbol: "demo",
    }
    ID_CHANGED: "jsonschema/id-changed", Likely {
        meaning: "A schema has another name of its own.",
        why: "References to the old name lead nowhere.",
        text: "`{symbol}` is {detail}: references to it lead nowhere",
        migration: "",
        old: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"$id\": \"https://demo/a\"\n}",
        new: "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"$id\": \"https://demo/b\"\n}",
        symbol: "demo $id",
    }
    DIALECT_CHANGED: "jsonschema/dialect-changed", Possible {
        meaning: "A schema is written in another dialect.",
        why: "Keywords mean other things, and validators may not know it.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
        new: "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
        symbol: "demo $schema",
    }
}
