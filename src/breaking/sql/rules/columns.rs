//! Columns of tables.

use crate::breaking::rules;

rules! {
    COLUMN_REMOVED: "sql/column-removed", Definite {
        meaning: "A column is gone.",
        why: "Queries that name it fail, and its values are lost.",
        text: "the column `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a DROP COLUMN c;\n",
        symbol: "a.c",
    }
    COLUMN_RENAMED: "sql/column-renamed", Definite {
        meaning: "A column has another name.",
        why: "Queries under the old name fail.",
        text: "the column `{symbol}` is called `{detail}` now",
        migration: "Read and write `{detail}` instead of `{name}`.",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a RENAME COLUMN c TO z;\n",
        symbol: "a.c",
    }
    COLUMN_TYPE_CHANGED: "sql/column-type-changed", Likely {
        meaning: "A column has another type.",
        why: "Clients read and write another type than they expect; comparisons and joins may fail.",
        text: "the column `{symbol}` has another type: {detail}",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ALTER COLUMN d TYPE text;\n",
        symbol: "a.d",
    }
    COLUMN_TYPE_NARROWED: "sql/column-type-narrowed", Likely {
        meaning: "A column takes fewer values than before.",
        why: "Values that fitted are refused or cut off.",
        text: "the column `{symbol}` takes fewer values: {detail}",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ALTER COLUMN c TYPE varchar(10);\n",
        symbol: "a.c",
    }
    NOT_NULL_ADDED: "sql/not-null-added", Likely {
        meaning: "A column no longer takes nulls.",
        why: "Rows without a value stop the migration; who writes none is refused.",
        text: "the column `{symbol}` no longer takes nulls",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ALTER COLUMN c SET NOT NULL;\n",
        symbol: "a.c",
    }
    NOT_NULL_REMOVED: "sql/not-null-removed", Likely {
        meaning: "A column takes nulls.",
        why: "Readers that count on a value meet none.",
        text: "the column `{symbol}` may be null: readers may not expect it",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ALTER COLUMN b DROP NOT NULL;\n",
        symbol: "a.b",
    }
    REQUIRED_COLUMN_ADDED: "sql/required-column-added", Definite {
        meaning: "A table has a new column that takes no nulls and has no default.",
        why: "Rows that are there stop the migration; who writes rows without it is refused.",
        text: "the new column `{symbol}` must be given: who writes rows without it is refused",
        migration: "Give `{name}` a value in every insert.",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ADD COLUMN e int NOT NULL;\n",
        symbol: "a.e",
    }
    DEFAULT_REMOVED: "sql/default-removed", Likely {
        meaning: "A column no longer has a default.",
        why: "Who writes rows without it writes a null, or is refused.",
        text: "the column `{symbol}` no longer has a default",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (d int NOT NULL DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (d int NOT NULL DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a ALTER COLUMN d DROP DEFAULT;\n",
        symbol: "a.d",
    }
}
