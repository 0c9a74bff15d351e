//! Rules about the form of what callers receive.

use crate::breaking::rules;

rules! {
    TYPE_WIDENED: "openapi/response-type-widened", Definite {
        meaning: "Values of a kind may come that did not before.",
        why: "Callers that read them as before fail.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: integer}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    FORMAT_CHANGED: "openapi/response-format-changed", Likely {
        meaning: "What comes has another format.",
        why: "Callers that read it as before fail.",
        text: "`{symbol}` has another format: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, format: date}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, format: date-time}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    NULL_POSSIBLE: "openapi/response-null-possible", Definite {
        meaning: "Null may come.",
        why: "Callers that do not expect it fail.",
        text: "`{symbol}` may be null now{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, nullable: true}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    CONSTANT_CHANGED: "openapi/response-constant-changed", Definite {
        meaning: "Another value comes than the one that always did.",
        why: "Callers that compare with it fail.",
        text: "`{symbol}` may be {detail} now",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {const: x}}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {const: y}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    CONSTANT_REMOVED: "openapi/response-constant-removed", Definite {
        meaning: "Other values may come than the one that always did.",
        why: "Callers that compare with it fail.",
        text: "`{symbol}` is no longer always {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, const: x}}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    VALUE_ADDED: "openapi/response-enum-value-added", Possible {
        meaning: "A value may come that did not before.",
        why: "Callers that know all values do not know this one.",
        text: "`{symbol}` may be {detail} now",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, enum: [x]}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, enum: [x, y]}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    ENUM_OPENED: "openapi/response-enum-opened", Possible {
        meaning: "Any value may come where there were only some.",
        why: "Callers that know all values do not know others.",
        text: "`{symbol}` may be others than {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, enum: [x, y]}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    DISCRIMINATOR_CHANGED: "openapi/response-discriminator-changed", Possible {
        meaning: "Alternatives are told apart in another way.",
        why: "Callers may read one as another.",
        text: "the discriminator of `{symbol}` changed",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {discriminator: {propertyName: b}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {discriminator: {propertyName: c}}}}}}}}}",
        symbol: "GET /a response 200",
    }
    LIMIT_LOOSENED: "openapi/response-limit-loosened", Definite {
        meaning: "Values may come that are beyond the limits.",
        why: "Callers that rely on the limits fail.",
        text: "`{symbol}` has wider limits: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, maxLength: 5}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, maxLength: 9}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    LIMIT_UNSET: "openapi/response-limit-unset", Possible {
        meaning: "Limits are no longer told.",
        why: "Callers that rely on them may fail.",
        text: "`{symbol}` has no limits any more: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: integer, maximum: 5}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: integer}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    REQUIRED_PROPERTY_REMOVED: "openapi/response-required-property-removed", Definite {
        meaning: "A property that always came is gone.",
        why: "Callers that read it fail.",
        text: "`{symbol}` is gone{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}, c: {type: string}}, required: [b]}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {c: {type: string}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    PROPERTY_REMOVED: "openapi/response-property-removed", Possible {
        meaning: "A property that could come is gone.",
        why: "Callers that read it find none.",
        text: "`{symbol}` is gone{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}, c: {type: string}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {c: {type: string}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    PROPERTY_OPTIONAL: "openapi/response-property-became-optional", Definite {
        meaning: "A property that always came may be left out.",
        why: "Callers that read it find none.",
        text: "`{symbol}` may be left out now{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}, required: [b]}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    PROPERTY_WRITE_ONLY: "openapi/response-property-became-write-only", Possible {
        meaning: "A property that always came can only be sent.",
        why: "Callers that read it find none.",
        text: "`{symbol}` can only be sent now{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}, required: [b]}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, writeOnly: true}}, required: [b]}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    PROPERTY_NO_LONGER_WRITE_ONLY: "openapi/response-property-no-longer-write-only", Possible {
        meaning: "A property that could only be sent comes now.",
        why: "Callers that refuse what they do not know fail.",
        text: "`{symbol}` comes now{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, writeOnly: true}}, required: [b]}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}, required: [b]}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    PROPERTY_UNSTABLE: "openapi/response-property-less-stable", Likely {
        meaning: "A property that comes is said to be less stable than before.",
        why: "Callers relied on promises that no longer hold.",
        text: "`{symbol}` is only `{detail}` now",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, x-stability-level: alpha}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    OTHERS_ALLOWED: "openapi/response-additional-properties-allowed", Possible {
        meaning: "Other properties than the named ones may come.",
        why: "Callers that refuse what they do not know fail.",
        text: "`{symbol}` may have other properties than the named ones{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}, additionalProperties: false}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}}",
        symbol: "GET /a response 200",
    }
    ALTERNATIVE_ADDED: "openapi/response-alternative-added", Definite {
        meaning: "Another form may come.",
        why: "Callers that know the others fail.",
        text: "`{symbol}` may be {detail} now",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {oneOf: [{title: X, properties: {x: {type: string}}}, {title: Y, properties: {y: {type: string}}}]}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {oneOf: [{title: X, properties: {x: {type: string}}}, {title: Y, properties: {y: {type: string}}}, {title: Z, properties: {z: {type: string}}}]}}}}}}}}",
        symbol: "GET /a response 200",
    }
    ANY_ADDED: "openapi/response-any-alternative-added", Possible {
        meaning: "Another of several forms that may hold together may come.",
        why: "Callers that know the others may fail.",
        text: "`{symbol}` may be {detail} now",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {anyOf: [{title: X, properties: {x: {type: string}}}, {title: Y, properties: {y: {type: string}}}]}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {anyOf: [{title: X, properties: {x: {type: string}}}, {title: Y, properties: {y: {type: string}}}, {title: Z, properties: {z: {type: string}}}]}}}}}}}}",
        symbol: "GET /a response 200",
    }
    WRAPPED: "openapi/response-became-alternatives", Definite {
        meaning: "What was one form is one of several.",
        why: "Callers that read what was always there may find another form.",
        text: "`{symbol}` may be one of {detail} now",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {oneOf: [{title: X, properties: {b: {type: string}}}, {title: Y, properties: {y: {type: string}}}]}}}}}}}}",
        symbol: "GET /a response 200",
    }
}
