//! Rules about operations as a whole.

use crate::breaking::rules;

rules! {
    DOCUMENT_REMOVED: "openapi/document-removed", Possible {
        meaning: "A document that describes an API is gone.",
        why: "Clients that are generated from it can no longer be; the API itself may still be there.",
        text: "the document `{symbol}` is gone",
        migration: "",
        old: "openapi: 3.0.0\npaths: {}",
        new: "==> other.txt\nnothing",
        symbol: "openapi.yaml",
    }
    PATH_REMOVED: "openapi/path-removed", Definite {
        meaning: "A path is gone with all its operations.",
        why: "Calls of it fail.",
        text: "`{symbol}` is gone: its path is no longer there",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {204: {}}}, put: {responses: {204: {}}}}, /b: {get: {}}}",
        new: "openapi: 3.0.0\npaths: {/b: {get: {}}}",
        symbol: "GET /a",
    }
    OPERATION_REMOVED: "openapi/operation-removed", Definite {
        meaning: "An operation is gone, while its path is still there.",
        why: "Calls of it fail.",
        text: "`{symbol}` is gone",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {responses: {204: {}}}, put: {responses: {204: {}}}}, /b: {get: {}}}",
        new: "openapi: 3.0.0\npaths: {/a: {put: {}}, /b: {get: {}}}",
        symbol: "GET /a",
    }
    REMOVED_BEFORE_SUNSET: "openapi/operation-removed-before-sunset", Definite {
        meaning: "A deprecated operation is gone before the day on which it was said to go.",
        why: "Whoever relied on that day is not ready: calls of it fail.",
        text: "`{symbol}` is gone before its sunset, {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {deprecated: true, x-sunset: \"9999-12-31\"}}}",
        new: "openapi: 3.0.0\npaths: {/b: {get: {}}}",
        symbol: "GET /a",
    }
    RETIRED: "openapi/deprecated-operation-removed", Possible {
        meaning: "A deprecated operation is gone.",
        why: "Whoever still calls it fails; it was told before.",
        text: "`{symbol}`, deprecated before, is gone",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {deprecated: true}}}",
        new: "openapi: 3.0.0\npaths: {/b: {get: {}}}",
        symbol: "GET /a",
    }
    WEBHOOK_REMOVED: "openapi/webhook-removed", Definite {
        meaning: "A webhook is gone.",
        why: "Whoever waits for it is no longer called.",
        text: "the webhook `{symbol}` is gone",
        migration: "",
        old: "openapi: 3.1.0\nwebhooks: {sold: {post: {}}, made: {post: {}}}",
        new: "openapi: 3.1.0\nwebhooks: {made: {post: {}}}",
        symbol: "POST sold",
    }
    CALLBACK_REMOVED: "openapi/callback-removed", Possible {
        meaning: "A callback of an operation is gone.",
        why: "Whoever waits for it is no longer called.",
        text: "the callback `{symbol}` is gone",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {post: {callbacks: {done: {'{$request.body#/url}': {post: {}}}}}}}",
        new: "openapi: 3.0.0\npaths: {/a: {post: {callbacks: {}}}}",
        symbol: "POST /a callback done",
    }
    STABILITY_LOWERED: "openapi/stability-lowered", Likely {
        meaning: "An operation is said to be less stable than before.",
        why: "Callers relied on promises that no longer hold.",
        text: "`{symbol}` is less stable: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {x-stability-level: stable}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {x-stability-level: beta}}}",
        symbol: "GET /a",
    }
    SUNSET_CHANGED: "openapi/sunset-changed", Possible {
        meaning: "The day on which an operation goes was brought forward or taken back.",
        why: "Callers planned with it.",
        text: "the sunset of `{symbol}` changed: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {deprecated: true, x-sunset: \"2030-01-01\"}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {deprecated: true, x-sunset: \"2029-01-01\"}}}",
        symbol: "GET /a",
    }
    OPERATION_ID_CHANGED: "openapi/operation-id-changed", Possible {
        meaning: "An operation has another id, or none.",
        why: "Generated clients name their functions by it.",
        text: "the id of `{symbol}` changed: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {operationId: list}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {operationId: listAll}}}",
        symbol: "GET /a",
    }
    BASE_PATH_CHANGED: "openapi/base-path-changed", Likely {
        meaning: "What comes before all paths is another.",
        why: "Calls of the old addresses fail.",
        text: "all addresses changed: {detail}",
        migration: "",
        old: "swagger: \"2.0\"\nbasePath: /v1\npaths: {/a: {get: {}}}",
        new: "swagger: \"2.0\"\nbasePath: /v2\npaths: {/a: {get: {}}}",
        symbol: "basePath",
    }
    SECURITY_TIGHTENED: "openapi/security-tightened", Possible {
        meaning: "Callers need credentials or scopes that they did not need.",
        why: "Calls without them are refused.",
        text: "`{symbol}` wants other credentials: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {security: [{key: [read]}]}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {security: [{key: [read, write]}]}}}",
        symbol: "GET /a",
    }
    SECURITY_SCHEME_CHANGED: "openapi/security-scheme-changed", Possible {
        meaning: "Credentials are given in another way.",
        why: "Calls with the old ones are refused.",
        text: "`{symbol}` changed: {detail}",
        migration: "",
        old: "openapi: 3.0.0\npaths: {/a: {get: {}}}\ncomponents: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}",
        new: "openapi: 3.0.0\npaths: {/a: {get: {}}}\ncomponents: {securitySchemes: {key: {type: apiKey, in: query, name: X-Key}}}",
        symbol: "securitySchemes key",
    }
}
