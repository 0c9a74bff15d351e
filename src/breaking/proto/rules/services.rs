//! Services and their calls.

use crate::breaking::rules;

rules! {
    SERVICE_REMOVED: "proto/service-removed", Definite {
        meaning: "A service is gone.",
        why: "Calls to it fail.",
        text: "the service `{symbol}` is gone",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nservice A {}\n",
        new: "syntax = \"proto3\";\npackage demo;\n",
        symbol: "demo.A",
    }
    RPC_REMOVED: "proto/rpc-removed", Definite {
        meaning: "A call of a service is gone.",
        why: "Clients that call it fail.",
        text: "the call `{symbol}` is gone",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(M) returns (N);\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\n\n}\n",
        symbol: "demo.A.B",
    }
    RPC_REQUEST_CHANGED: "proto/rpc-request-changed", Definite {
        meaning: "A call takes another message.",
        why: "Clients send what the server does not read.",
        text: "`{symbol}` takes {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(M) returns (N);\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(N) returns (N);\n}\n",
        symbol: "demo.A.B",
    }
    RPC_RESPONSE_CHANGED: "proto/rpc-response-changed", Definite {
        meaning: "A call gives another message.",
        why: "Clients read what the server does not send.",
        text: "`{symbol}` gives {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(M) returns (N);\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(M) returns (M);\n}\n",
        symbol: "demo.A.B",
    }
    RPC_STREAMING_CHANGED: "proto/rpc-streaming-changed", Definite {
        meaning: "A call streams, or streams no more.",
        why: "Clients and servers of different age do not understand each other.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(M) returns (N);\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(M) returns (stream N);\n}\n",
        symbol: "demo.A.B",
    }
    RPC_IDEMPOTENCY_CHANGED: "proto/rpc-idempotency-changed", Definite {
        meaning: "A call may or may not be repeated safely.",
        why: "Clients retry, or send it by another method, according to it.",
        text: "the idempotency of `{symbol}` is {detail}",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(M) returns (N) { option idempotency_level = NO_SIDE_EFFECTS; }\n}\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage M {}\nmessage N {}\nservice A {\nrpc B(M) returns (N);\n}\n",
        symbol: "demo.A.B",
    }
}
