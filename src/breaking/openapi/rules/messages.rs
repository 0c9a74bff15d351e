//! Rules about parameters, bodies, media types, status codes and headers.

use crate::breaking::rules;

rules! {
    REQUIRED_PARAMETER_ADDED: "openapi/required-parameter-added", Definite {
        meaning: "An operation has a new parameter that must be given.",
        why: "Calls that do not give it are refused.",
        text: "`{symbol}` must be given now{detail}",
        migration: "Give `{name}` with each call.",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {204: {}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, required: true, schema: {type: string}}]}}}",
        symbol: "GET /a query b",
    }
    PARAMETER_REQUIRED: "openapi/parameter-became-required", Definite {
        meaning: "A parameter that could be left out must be given.",
        why: "Calls that leave it out are refused.",
        text: "`{symbol}` can no longer be left out{detail}",
        migration: "Give `{name}` with each call.",
        old: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, schema: {type: string}}]}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, schema: {type: string}, required: true}]}}}",
        symbol: "GET /a query b",
    }
    PARAMETER_REMOVED: "openapi/parameter-removed", Possible {
        meaning: "A parameter is gone.",
        why: "What is given for it is ignored or refused.",
        text: "`{symbol}` is gone",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, schema: {type: string}}]}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {204: {}}}}}",
        symbol: "GET /a query b",
    }
    PARAMETER_MOVED: "openapi/parameter-moved", Likely {
        meaning: "A parameter is given in another place.",
        why: "What is given in the old place is not seen.",
        text: "`{symbol}` is given elsewhere: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, schema: {type: string}}]}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: header, schema: {type: string}}]}}}",
        symbol: "GET /a query b",
    }
    PARAMETER_DEFAULT_CHANGED: "openapi/parameter-default-changed", Likely {
        meaning: "What is taken for a parameter that is left out changed.",
        why: "Calls that leave it out get other results.",
        text: "`{symbol}` means something else when left out: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, schema: {type: integer, default: 10}}]}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, schema: {type: integer, default: 20}}]}}}",
        symbol: "GET /a query b",
    }
    PARAMETER_SERIALIZATION_CHANGED: "openapi/parameter-serialization-changed", Likely {
        meaning: "Lists or objects are written in another way in a parameter.",
        why: "Values written in the old way are understood wrongly.",
        text: "`{symbol}` is written in another way: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, schema: {type: array, items: {type: string}}}]}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: b, in: query, explode: false, schema: {type: array, items: {type: string}}}]}}}",
        symbol: "GET /a query b",
    }
    REQUIRED_BODY_ADDED: "openapi/required-body-added", Definite {
        meaning: "An operation has a body that must be sent.",
        why: "Calls without one are refused.",
        text: "`{symbol}` must have a body now",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {responses: {}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {required: true, content: {application/json: {}}}}}}",
        symbol: "POST /a request",
    }
    BODY_REQUIRED: "openapi/body-became-required", Definite {
        meaning: "A body that could be left out must be sent.",
        why: "Calls without one are refused.",
        text: "`{symbol}` can no longer be left out{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {required: true, content: {application/json: {}}}}}}",
        symbol: "POST /a request",
    }
    BODY_REMOVED: "openapi/body-removed", Definite {
        meaning: "An operation takes no body any more.",
        why: "What is sent is ignored or refused.",
        text: "`{symbol}` is no longer taken{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {responses: {}}}}",
        symbol: "POST /a request",
    }
    REQUEST_MEDIA_TYPE_REMOVED: "openapi/request-media-type-removed", Definite {
        meaning: "A media type is no longer taken.",
        why: "Calls that send it are refused.",
        text: "`{symbol}` can no longer be `{detail}`",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {}, text/csv: {}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {}}}}}}",
        symbol: "POST /a request",
    }
    REQUEST_SCHEMA_ADDED: "openapi/request-schema-added", Likely {
        meaning: "A body that could be anything has a form now.",
        why: "Calls that send something else are refused.",
        text: "`{symbol}` has to have a form now, as `{detail}`",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}}}}",
        symbol: "POST /a request",
    }
    RESPONSE_REMOVED: "openapi/success-response-removed", Definite {
        meaning: "A status code of success is gone.",
        why: "Callers that wait for it take success for failure.",
        text: "`{symbol}` is no longer answered",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {}, 202: {}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {202: {}}}}}",
        symbol: "GET /a response 200",
    }
    OTHER_RESPONSE_REMOVED: "openapi/error-response-removed", Possible {
        meaning: "A status code that tells no success is gone.",
        why: "Callers that handle it may have to handle another.",
        text: "`{symbol}` is no longer answered",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {}, 404: {}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {}}}}}",
        symbol: "GET /a response 404",
    }
    RESPONSE_MEDIA_TYPE_REMOVED: "openapi/response-media-type-removed", Definite {
        meaning: "A media type is no longer answered.",
        why: "Callers that ask for it get none.",
        text: "`{symbol}` is no longer `{detail}`",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {}, text/csv: {}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {}}}}}}}",
        symbol: "GET /a response 200",
    }
    RESPONSE_SCHEMA_REMOVED: "openapi/response-schema-removed", Possible {
        meaning: "An answer that had a form can be anything.",
        why: "Callers read what may no longer be there.",
        text: "`{symbol}` has no form any more, as `{detail}`",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {schema: {type: object}}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {application/json: {}}}}}}}",
        symbol: "GET /a response 200",
    }
    REQUIRED_HEADER_REMOVED: "openapi/required-header-removed", Definite {
        meaning: "A header that was always answered is gone.",
        why: "Callers that read it fail.",
        text: "`{symbol}` is gone",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {headers: {X-B: {required: true}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {headers: {}}}}}}",
        symbol: "GET /a response 200 header X-B",
    }
    HEADER_REMOVED: "openapi/header-removed", Possible {
        meaning: "A header that could be answered is gone.",
        why: "Callers that read it find none.",
        text: "`{symbol}` is gone",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {headers: {X-B: {}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {headers: {}}}}}}",
        symbol: "GET /a response 200 header X-B",
    }
    HEADER_OPTIONAL: "openapi/header-became-optional", Definite {
        meaning: "A header that was always answered may be left out.",
        why: "Callers that read it find none.",
        text: "`{symbol}` may be left out{detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {headers: {X-B: {required: true}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {headers: {X-B: {}}}}}}}",
        symbol: "GET /a response 200 header X-B",
    }
}
