//! Tables, views, types, routines and other things with names.

use crate::breaking::rules;

rules! {
    TABLE_REMOVED: "sql/table-removed", Definite {
        meaning: "A table is gone.",
        why: "Queries of it fail, and its rows are lost.",
        text: "the table `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nDROP TABLE a;\n",
        symbol: "a",
    }
    TABLE_RENAMED: "sql/table-renamed", Definite {
        meaning: "A table has another name.",
        why: "Queries under the old name fail.",
        text: "the table `{symbol}` is called `{detail}` now",
        migration: "Read and write `{detail}` instead of `{symbol}`.",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a RENAME TO z;\n",
        symbol: "a",
    }
    SCHEMA_CHANGED: "sql/schema-changed", Likely {
        meaning: "Something stands in another schema.",
        why: "Queries that name its schema, or rely on the search path, do not find it.",
        text: "`{symbol}` is now a {detail}: queries by its old name fail",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nALTER TABLE a SET SCHEMA s;\n",
        symbol: "a",
    }
    OBJECT_RENAMED: "sql/object-renamed", Likely {
        meaning: "Something other than a table has another name.",
        why: "Whoever names it, later migrations among them, does not find it.",
        text: "the {detail} now, and no longer `{symbol}`",
        migration: "",
        old: "==> migrations/1.sql\nCREATE SEQUENCE s;\n",
        new: "==> migrations/1.sql\nCREATE SEQUENCE s;\n==> migrations/2.sql\nALTER SEQUENCE s RENAME TO t;\n",
        symbol: "s",
    }
    VIEW_REMOVED: "sql/view-removed", Definite {
        meaning: "A view is gone.",
        why: "Queries of it fail.",
        text: "the view `{symbol}` is gone",
        migration: "",
        old: "CREATE TABLE a (b int);\nCREATE VIEW v AS SELECT b FROM a;\n",
        new: "CREATE TABLE a (b int);\n",
        symbol: "v",
    }
    VIEW_COLUMN_REMOVED: "sql/view-column-removed", Likely {
        meaning: "A view no longer has a column.",
        why: "Queries that name the column fail.",
        text: "the view no longer has `{symbol}`",
        migration: "",
        old: "CREATE VIEW v AS SELECT b, c FROM a;\n",
        new: "CREATE VIEW v AS SELECT b FROM a;\n",
        symbol: "v.c",
    }
    TYPE_REMOVED: "sql/type-removed", Definite {
        meaning: "A type is gone.",
        why: "Casts to it and columns of it fail.",
        text: "the type `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TYPE t AS ENUM ('x', 'y');\n",
        new: "==> migrations/1.sql\nCREATE TYPE t AS ENUM ('x', 'y');\n==> migrations/2.sql\nDROP TYPE t;\n",
        symbol: "t",
    }
    ENUM_VALUE_REMOVED: "sql/enum-value-removed", Definite {
        meaning: "An enumeration no longer has a value.",
        why: "Rows cannot have it any more, and queries that name it fail.",
        text: "the value `{symbol}` is gone",
        migration: "",
        old: "CREATE TYPE t AS ENUM ('x', 'y');\n",
        new: "CREATE TYPE t AS ENUM ('x');\n",
        symbol: "t.y",
    }
    ENUM_VALUE_RENAMED: "sql/enum-value-renamed", Definite {
        meaning: "A value of an enumeration has another name.",
        why: "Queries that name the old value fail, and readers meet one that they do not know.",
        text: "the value `{symbol}` is called `{detail}` now",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TYPE t AS ENUM ('x', 'y');\n",
        new: "==> migrations/1.sql\nCREATE TYPE t AS ENUM ('x', 'y');\n==> migrations/2.sql\nALTER TYPE t RENAME VALUE 'x' TO 'z';\n",
        symbol: "t.x",
    }
    ENUM_VALUE_APPENDED: "sql/enum-value-appended", Possible {
        meaning: "An enumeration got a value at its end.",
        why: "Comparisons by order take it for the largest, and readers may not know it.",
        text: "the value `{symbol}` comes after all others: comparisons by order may be surprised",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TYPE t AS ENUM ('x', 'y');\n",
        new: "==> migrations/1.sql\nCREATE TYPE t AS ENUM ('x', 'y');\n==> migrations/2.sql\nALTER TYPE t ADD VALUE 'z';\n",
        symbol: "t.z",
    }
    ATTRIBUTE_REMOVED: "sql/attribute-removed", Definite {
        meaning: "A composite type no longer has an attribute.",
        why: "Queries that name it fail.",
        text: "the attribute `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TYPE t AS (x int, y int);\n",
        new: "==> migrations/1.sql\nCREATE TYPE t AS (x int, y int);\n==> migrations/2.sql\nALTER TYPE t DROP ATTRIBUTE y;\n",
        symbol: "t.y",
    }
    ATTRIBUTE_RENAMED: "sql/attribute-renamed", Definite {
        meaning: "An attribute of a composite type has another name.",
        why: "Queries under the old name fail.",
        text: "the attribute `{symbol}` is called `{detail}` now",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TYPE t AS (x int, y int);\n",
        new: "==> migrations/1.sql\nCREATE TYPE t AS (x int, y int);\n==> migrations/2.sql\nALTER TYPE t RENAME ATTRIBUTE y TO z;\n",
        symbol: "t.y",
    }
    ATTRIBUTE_TYPE_CHANGED: "sql/attribute-type-changed", Likely {
        meaning: "An attribute of a composite type has another type.",
        why: "Values are read otherwise, or no longer fit.",
        text: "the attribute `{symbol}` has another type",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TYPE t AS (x int, y int);\n",
        new: "==> migrations/1.sql\nCREATE TYPE t AS (x int, y int);\n==> migrations/2.sql\nALTER TYPE t ALTER ATTRIBUTE y TYPE text;\n",
        symbol: "t.y",
    }
    DOMAIN_NARROWED: "sql/domain-narrowed", Likely {
        meaning: "A domain takes fewer values.",
        why: "Values that were taken are refused, and all columns of it are checked.",
        text: "the domain `{symbol}` takes fewer values",
        migration: "",
        old: "CREATE DOMAIN d AS varchar(20);\n",
        new: "CREATE DOMAIN d AS varchar(10);\n",
        symbol: "d",
    }
    ROUTINE_REMOVED: "sql/routine-removed", Definite {
        meaning: "A function or procedure is gone.",
        why: "Calls of it fail.",
        text: "the {detail} `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE FUNCTION f(x int) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;\n",
        new: "==> migrations/1.sql\nCREATE FUNCTION f(x int) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;\n==> migrations/2.sql\nDROP FUNCTION f(int);\n",
        symbol: "f",
    }
    ROUTINE_SIGNATURE_CHANGED: "sql/routine-signature-changed", Likely {
        meaning: "A function or procedure takes other parameters.",
        why: "Calls of it fail.",
        text: "calls of `{symbol}` fail: it takes other parameters",
        migration: "",
        old: "CREATE FUNCTION f(x int) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;\n",
        new: "CREATE FUNCTION f(x int, y int) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;\n",
        symbol: "f",
    }
    ROUTINE_RETURN_CHANGED: "sql/routine-return-changed", Likely {
        meaning: "A function gives another type.",
        why: "Callers read another type than they expect.",
        text: "`{symbol}` returns {detail}",
        migration: "",
        old: "CREATE FUNCTION f(x int) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;\n",
        new: "CREATE FUNCTION f(x int) RETURNS text AS $$ SELECT 1 $$ LANGUAGE sql;\n",
        symbol: "f",
    }
    SCHEMA_REMOVED: "sql/schema-removed", Definite {
        meaning: "A schema is gone.",
        why: "Queries of what it held fail.",
        text: "the schema `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE SCHEMA s;\n",
        new: "==> migrations/1.sql\nCREATE SCHEMA s;\n==> migrations/2.sql\nDROP SCHEMA s CASCADE;\n",
        symbol: "s",
    }
    DATABASE_REMOVED: "sql/database-removed", Definite {
        meaning: "A database is gone.",
        why: "Connections to it fail, and its data is lost.",
        text: "the database `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nDROP DATABASE d;\n",
        symbol: "d",
    }
    SEQUENCE_REMOVED: "sql/sequence-removed", Definite {
        meaning: "A sequence is gone.",
        why: "Whoever asks it for numbers fails.",
        text: "the sequence `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE SEQUENCE s;\n",
        new: "==> migrations/1.sql\nCREATE SEQUENCE s;\n==> migrations/2.sql\nDROP SEQUENCE s;\n",
        symbol: "s",
    }
    EXTENSION_REMOVED: "sql/extension-removed", Likely {
        meaning: "An extension is gone.",
        why: "Its functions, types and operators are no longer there.",
        text: "the extension `{symbol}` is gone, and what it brought along",
        migration: "",
        old: "==> migrations/1.sql\nCREATE EXTENSION citext;\n",
        new: "==> migrations/1.sql\nCREATE EXTENSION citext;\n==> migrations/2.sql\nDROP EXTENSION citext;\n",
        symbol: "citext",
    }
    INDEX_REMOVED: "sql/index-removed", Possible {
        meaning: "An index is gone.",
        why: "Queries that it served take longer; hints that name it fail.",
        text: "the index `{symbol}` is gone: queries may take longer",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1); CREATE INDEX i ON a (c);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1); CREATE INDEX i ON a (c);\n==> migrations/2.sql\nDROP INDEX i;\n",
        symbol: "i",
    }
    OBJECT_REMOVED: "sql/object-removed", Possible {
        meaning: "Something else is gone: a trigger, a rule, a policy, a role.",
        why: "What it did no longer happens; who names it fails.",
        text: "the {detail} `{symbol}` is gone",
        migration: "",
        old: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n",
        new: "==> migrations/1.sql\nCREATE TABLE a (id int PRIMARY KEY, b text NOT NULL, c varchar(20), d int DEFAULT 1);\n==> migrations/2.sql\nDROP TRIGGER t ON a;\n",
        symbol: "t",
    }
}
