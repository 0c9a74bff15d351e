//! What rows must be like.

use crate::breaking::rules;

rules! {
    PRIMARY_KEY_CHANGED: "sql/primary-key-changed", Likely {
        meaning: "A table has another primary key.",
        why: "References to it, and rows told apart by the old one, no longer match.",
        text: "the primary key of `{symbol}` is {detail}",
        migration: "",
        old: "CREATE TABLE a (b int, c int, PRIMARY KEY (b));\n",
        new: "CREATE TABLE a (b int, c int, PRIMARY KEY (b, c));\n",
        symbol: "a",
    }
    UNIQUE_ADDED: "sql/unique-added", Likely {
        meaning: "Values of columns that were there must differ.",
        why: "Rows that are alike stop the migration; who writes another one is refused.",
        text: "`{symbol}` must be unique now ({detail}): who writes the same again is refused",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ADD CONSTRAINT u UNIQUE (c);\n",
        symbol: "a.c",
    }
    FOREIGN_KEY_ADDED: "sql/foreign-key-added", Possible {
        meaning: "A column must refer to a row of another table.",
        why: "Rows that do not stop the migration; who writes such is refused. Both tables are locked.",
        text: "`{symbol}` must refer to rows that are there",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (d) REFERENCES z (id);\n",
        symbol: "a.f",
    }
    CHECK_ADDED: "sql/check-added", Possible {
        meaning: "Rows must pass a new check.",
        why: "Rows that do not pass stop the migration; who writes such is refused.",
        text: "rows must pass `{symbol}`",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ADD CONSTRAINT k CHECK (d > 0);\n",
        symbol: "a.k",
    }
    CONSTRAINT_REMOVED: "sql/constraint-removed", Possible {
        meaning: "A constraint is gone.",
        why: "Readers that rely on it meet what it kept out.",
        text: "the {detail} `{symbol}` is gone: what it kept out can be there",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a DROP CONSTRAINT k;\n",
        symbol: "a.k",
    }
}
