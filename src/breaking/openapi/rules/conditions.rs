//! Rules about what JSON Schema adds in `OpenAPI` 3.1.

use crate::breaking::rules;

rules! {
    REQUEST_CONDITION_ADDED: "openapi/request-condition-added", Definite {
        meaning: "What is sent has to fulfil a condition more.",
        why: "Calls that do not are refused.",
        text: "`{symbol}` has to fulfil {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: array}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: array, contains: {type: string}}}}}}}}}}",
        symbol: "POST /a request b",
    }
    REQUEST_CONDITION_CHANGED: "openapi/request-condition-changed", Possible {
        meaning: "What is sent has to fulfil another condition.",
        why: "Calls that fulfil the old one only are refused.",
        text: "`{symbol}` has to fulfil another {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {not: {const: 1}}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {not: {const: 2}}}}}}}}}}",
        symbol: "POST /a request b",
    }
    REQUEST_ENCODING_CHANGED: "openapi/request-content-encoding-changed", Definite {
        meaning: "Texts hold something else, or hold it otherwise.",
        why: "What is sent as before is not understood.",
        text: "`{symbol}` holds something else: {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, contentEncoding: base64}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: string, contentEncoding: base32}}}}}}}}}",
        symbol: "POST /a request b",
    }
    REQUEST_TUPLE_SHORTENED: "openapi/request-tuple-shortened", Definite {
        meaning: "A list has fewer places that are described.",
        why: "What is sent in them is no longer taken as before.",
        text: "`{symbol}` has fewer places: {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: array, prefixItems: [{type: string}, {type: integer}]}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: array, prefixItems: [{type: string}]}}}}}}}}}",
        symbol: "POST /a request b",
    }
    REQUEST_COUNT_TIGHTENED: "openapi/request-contains-tightened", Definite {
        meaning: "More or fewer items have to be as `contains` says.",
        why: "Calls that send other lists are refused.",
        text: "`{symbol}` has closer limits: {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: array, contains: {type: string}, minContains: 1}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {properties: {b: {type: array, contains: {type: string}, minContains: 2}}}}}}}}}",
        symbol: "POST /a request b",
    }
    RESPONSE_CONDITION_REMOVED: "openapi/response-condition-removed", Definite {
        meaning: "What comes no longer fulfils a condition.",
        why: "Callers that rely on it fail.",
        text: "`{symbol}` no longer fulfils {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: array, contains: {type: string}}}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: array}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    RESPONSE_CONDITION_CHANGED: "openapi/response-condition-changed", Possible {
        meaning: "What comes fulfils another condition.",
        why: "Callers that rely on the old one may fail.",
        text: "`{symbol}` fulfils another {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {not: {const: 1}}}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {not: {const: 2}}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    RESPONSE_ENCODING_CHANGED: "openapi/response-content-encoding-changed", Definite {
        meaning: "Texts hold something else, or hold it otherwise.",
        why: "Callers that read them as before fail.",
        text: "`{symbol}` holds something else: {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, contentEncoding: base64}}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: string, contentEncoding: base32}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    RESPONSE_TUPLE_EXTENDED: "openapi/response-tuple-extended", Definite {
        meaning: "A list has more places that are described.",
        why: "Callers that know the others fail.",
        text: "`{symbol}` has more places: {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: array, prefixItems: [{type: string}]}}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: array, prefixItems: [{type: string}, {type: integer}]}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
    RESPONSE_COUNT_LOOSENED: "openapi/response-contains-loosened", Definite {
        meaning: "More or fewer items may be as `contains` says.",
        why: "Callers that rely on the old count fail.",
        text: "`{symbol}` has wider limits: {detail}",
        migration: "",
        old: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: array, contains: {type: string}, minContains: 2}}}}}}}}}}",
        new: "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {properties: {b: {type: array, contains: {type: string}, minContains: 1}}}}}}}}}}",
        symbol: "GET /a response 200 b",
    }
}
