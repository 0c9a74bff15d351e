//! What running a migration does besides: data, privileges, locks.

use crate::breaking::rules;

rules! {
    TRUNCATED: "sql/truncated", Possible {
        meaning: "All rows of a table are deleted.",
        why: "Who reads them finds none.",
        text: "all rows of `{symbol}` are deleted",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nTRUNCATE TABLE a;\n",
        symbol: "a",
    }
    TRUNCATED_CASCADING: "sql/truncated-cascading", Likely {
        meaning: "All rows of a table are deleted, and those of all tables that refer to it.",
        why: "Who reads them finds none, in tables that are not named.",
        text: "all rows of `{symbol}` are deleted, and of all tables that refer to it",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nTRUNCATE TABLE a CASCADE;\n",
        symbol: "a",
    }
    ALL_ROWS_DELETED: "sql/all-rows-deleted", Possible {
        meaning: "Rows are deleted without a condition.",
        why: "Who reads them finds none.",
        text: "all rows of `{symbol}` are deleted",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nDELETE FROM a;\n",
        symbol: "a",
    }
    PRIVILEGES_REVOKED: "sql/privileges-revoked", Possible {
        meaning: "Privileges are revoked.",
        why: "Who used them is refused.",
        text: "privileges of `{symbol}` are revoked: {detail}",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nREVOKE SELECT ON a FROM bob;\n",
        symbol: "bob",
    }
    PARTITION_REMOVED: "sql/partition-removed", Possible {
        meaning: "A partition is gone with its rows.",
        why: "Who reads them finds none.",
        text: "the partition `{symbol}` is gone with its rows",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a DROP PARTITION p;\n",
        symbol: "a.p",
    }
    INDEX_LOCKS: "sql/index-locks", Possible {
        meaning: "An index is built while nobody can write.",
        why: "Writers of the table wait until it is built.",
        text: "the index {detail} on `{symbol}` is built while writers wait",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nCREATE INDEX i ON a (c);\n",
        symbol: "a",
    }
    INDEX_DROP_LOCKS: "sql/index-drop-locks", Possible {
        meaning: "An index is dropped under a lock of its table.",
        why: "All who use the table wait for the longest query on it.",
        text: "all wait for the lock under which the index `{symbol}` is dropped",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1); CREATE INDEX i ON a (c);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1); CREATE INDEX i ON a (c);\n==> migrations/2.sql\nDROP INDEX i;\n",
        symbol: "i",
    }
    DEFAULT_REWRITES: "sql/default-rewrites", Possible {
        meaning: "A new column's default is computed.",
        why: "If it gives another value for each row, the whole table is written again under a lock.",
        text: "the default of `{symbol}`, `{detail}`, may have the whole table written again",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ADD COLUMN e uuid DEFAULT gen_random_uuid();\n",
        symbol: "a.e",
    }
    PARTITION_DETACH_LOCKS: "sql/partition-detach-locks", Possible {
        meaning: "A partition is detached under a lock.",
        why: "All who use the table wait for it.",
        text: "all wait for the lock under which `{symbol}` is detached",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a DETACH PARTITION p;\n",
        symbol: "a.p",
    }
    LOCKED_FOR_LONG: "sql/locked-for-long", Possible {
        meaning: "A table is written again, or its indexes are, under a lock.",
        why: "All who use it wait until that is done.",
        text: "all who use `{symbol}` wait for: {detail}",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nVACUUM FULL a;\n",
        symbol: "a",
    }
}
