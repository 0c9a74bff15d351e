//! Rules about the form of what callers send.

use crate::breaking::rules;

rules! {
    TYPE_NARROWED: "openapi/request-type-narrowed", Definite {
        meaning: "Values of a kind that could be sent are no longer taken.",
        why: "Calls that send them are refused.",
        text: "`{symbol}` takes {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: integer}}}}}}}}}",
        symbol: "POST /a request b",
    }
    FORMAT_CHANGED: "openapi/request-format-changed", Likely {
        meaning: "What is sent has to have another format.",
        why: "Values in the old format are refused or understood wrongly.",
        text: "`{symbol}` has another format: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, format: date}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, format: uuid}}}}}}}}}",
        symbol: "POST /a request b",
    }
    NULL_REFUSED: "openapi/request-null-refused", Definite {
        meaning: "Null is no longer taken.",
        why: "Calls that send it are refused.",
        text: "`{symbol}` can no longer be null{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, nullable: true}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        symbol: "POST /a request b",
    }
    VALUE_REMOVED: "openapi/request-enum-value-removed", Definite {
        meaning: "A value that could be sent is no longer taken.",
        why: "Calls that send it are refused.",
        text: "`{symbol}` no longer takes {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, enum: [x, y]}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, enum: [x]}}}}}}}}}",
        symbol: "POST /a request b",
    }
    BECAME_ENUM: "openapi/request-became-enum", Definite {
        meaning: "Only certain values are taken.",
        why: "Calls that send others are refused.",
        text: "`{symbol}` only takes {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, enum: [x]}}}}}}}}}",
        symbol: "POST /a request b",
    }
    CONSTANT_CHANGED: "openapi/request-constant-changed", Definite {
        meaning: "The one value that is taken is another.",
        why: "Calls that send the old one are refused.",
        text: "`{symbol}` no longer takes {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {const: x}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {const: y}}}}}}}}}",
        symbol: "POST /a request b",
    }
    EXTENSIBLE_VALUE_REMOVED: "openapi/request-extensible-enum-value-removed", Definite {
        meaning: "A value of an extensible enumeration is gone.",
        why: "Calls that send it may be refused.",
        text: "`{symbol}` no longer takes {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, x-extensible-enum: [x, y]}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, x-extensible-enum: [x]}}}}}}}}}",
        symbol: "POST /a request b",
    }
    NOTHING_ALLOWED: "openapi/request-refused", Definite {
        meaning: "No value is taken any more.",
        why: "Calls that send one are refused.",
        text: "`{symbol}` takes nothing any more{detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: false}}}}}}}}",
        symbol: "POST /a request b",
    }
    DISCRIMINATOR_CHANGED: "openapi/request-discriminator-changed", Possible {
        meaning: "Alternatives are told apart in another way.",
        why: "Calls may be understood as another alternative.",
        text: "the discriminator of `{symbol}` changed",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {discriminator: {propertyName: b}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {discriminator: {propertyName: c}}}}}}}}",
        symbol: "POST /a request",
    }
    PATTERN_ADDED: "openapi/request-pattern-added", Definite {
        meaning: "Texts have to match a pattern.",
        why: "Calls that send others are refused.",
        text: "`{symbol}` has to match `{detail}`",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, pattern: \"^[a-z]+$\"}}}}}}}}}",
        symbol: "POST /a request b",
    }
    PATTERN_CHANGED: "openapi/request-pattern-changed", Possible {
        meaning: "Texts have to match another pattern.",
        why: "Texts that match the old one only are refused.",
        text: "`{symbol}` has to match another pattern: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, pattern: \"^[a-z]+$\"}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, pattern: \"^[a-f]+$\"}}}}}}}}}",
        symbol: "POST /a request b",
    }
    LIMIT_TIGHTENED: "openapi/request-limit-tightened", Definite {
        meaning: "Values have to keep within closer limits.",
        why: "Calls that send others are refused.",
        text: "`{symbol}` has closer limits: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, maxLength: 9}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, maxLength: 5}}}}}}}}}",
        symbol: "POST /a request b",
    }
    LIMIT_SET: "openapi/request-limit-set", Possible {
        meaning: "Values have to keep within limits that were not told.",
        why: "Calls that send others are refused, unless the limits were there all along.",
        text: "`{symbol}` has limits: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, maxLength: 5}}}}}}}}}",
        symbol: "POST /a request b",
    }
    PROPERTY_REMOVED: "openapi/request-property-removed", Possible {
        meaning: "A property that could be sent is gone.",
        why: "What is sent for it is ignored or refused.",
        text: "`{symbol}` is no longer taken{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {c: {type: string}}}}}}}}}",
        symbol: "POST /a request b",
    }
    PROPERTY_REFUSED: "openapi/request-property-refused", Likely {
        meaning: "A property that could be sent is gone, and others than the named ones are refused.",
        why: "Calls that send it are refused.",
        text: "`{symbol}` is refused now{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}, additionalProperties: false}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {c: {type: string}}, additionalProperties: false}}}}}}}",
        symbol: "POST /a request b",
    }
    PROPERTY_READ_ONLY: "openapi/request-property-became-read-only", Possible {
        meaning: "A property that could be sent can only be read.",
        why: "What is sent for it is ignored or refused.",
        text: "`{symbol}` can only be read now{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, readOnly: true}}}}}}}}}",
        symbol: "POST /a request b",
    }
    PROPERTY_UNSTABLE: "openapi/request-property-less-stable", Likely {
        meaning: "A property that is sent is said to be less stable than before.",
        why: "Callers relied on promises that no longer hold.",
        text: "`{symbol}` is only `{detail}` now",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, x-stability-level: alpha}}}}}}}}}",
        symbol: "POST /a request b",
    }
    PROPERTY_REQUIRED: "openapi/request-property-became-required", Definite {
        meaning: "A property that could be left out must be sent.",
        why: "Calls that leave it out are refused.",
        text: "`{symbol}` can no longer be left out{detail}",
        migration: "Send `{name}` with each call.",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}, required: [b]}}}}}}}",
        symbol: "POST /a request b",
    }
    REQUIRED_PROPERTY_ADDED: "openapi/request-required-property-added", Definite {
        meaning: "There is a new property that must be sent.",
        why: "Calls that do not send it are refused.",
        text: "`{symbol}` must be sent now{detail}",
        migration: "Send `{name}` with each call.",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {c: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {c: {type: string}, b: {type: string}}, required: [b]}}}}}}}",
        symbol: "POST /a request b",
    }
    OTHERS_REFUSED: "openapi/request-additional-properties-refused", Likely {
        meaning: "Other properties than the named ones are refused.",
        why: "Calls that send any are refused.",
        text: "`{symbol}` takes no other properties than the named ones{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}, additionalProperties: true}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}, additionalProperties: false}}}}}}}",
        symbol: "POST /a request",
    }
    ALTERNATIVE_REMOVED: "openapi/request-alternative-removed", Definite {
        meaning: "One of several forms is no longer taken.",
        why: "Calls that send it are refused.",
        text: "`{symbol}` can no longer be {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {oneOf: [{title: X, properties: {x: {type: string}}}, {title: Y, properties: {y: {type: string}}}, {title: Z, properties: {z: {type: string}}}]}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {oneOf: [{title: X, properties: {x: {type: string}}}, {title: Y, properties: {y: {type: string}}}]}}}}}}}",
        symbol: "POST /a request",
    }
    ALTERNATIVES_DEMANDED: "openapi/request-alternatives-demanded", Likely {
        meaning: "What is sent has to have one of several forms as well.",
        why: "Calls that send something else are refused.",
        text: "`{symbol}` has to be one of {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {title: X}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {oneOf: [{title: X, properties: {x: {type: string}}}, {title: Y, properties: {y: {type: string}}}]}}}}}}}",
        symbol: "POST /a request",
    }
    WRAPPED: "openapi/request-became-alternatives", Definite {
        meaning: "What was one form is one of several.",
        why: "What fits more than one of them, or none, is refused.",
        text: "`{symbol}` has to be one of {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string}}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {oneOf: [{title: X, properties: {b: {type: string}}}, {title: Y, properties: {y: {type: string}}}]}}}}}}}",
        symbol: "POST /a request",
    }
    PART_ADDED: "openapi/request-part-added", Likely {
        meaning: "`allOf` names a schema more.",
        why: "What is sent has to fit it, too.",
        text: "`{symbol}` has to fit {detail} as well",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {allOf: [{title: X, properties: {x: {type: string}}}]}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {allOf: [{title: X, properties: {x: {type: string}}}, {title: Y, properties: {y: {type: string}}}]}}}}}}}",
        symbol: "POST /a request",
    }
}
