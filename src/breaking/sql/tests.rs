//! What users of a database do and do not notice, in several dialects, and odd texts.

use proptest::prelude::*;

use super::{parse::parse, paths};
use crate::breaking::{ECOSYSTEMS, trial};

fn found(old: &str, new: &str) -> Vec<String> {
    let sql = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "sql").unwrap();
    trial::found(sql, old, new).iter().map(trial::line).collect()
}

fn firm(old: &str, new: &str) -> Vec<String> {
    found(old, new).into_iter().filter(|line| !line.starts_with("possible")).collect()
}

/// What a new migration breaks where an older one made the base.
fn step(base: &str, step: &str) -> Vec<String> {
    let old = format!("==> migrations/0001_base.sql\n{base}\n");
    firm(&old, &format!("{old}==> migrations/0002_step.sql\n{step}\n"))
}

const BASE: &str =
    "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, email text, age int NOT NULL DEFAULT 0);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE VIEW names AS SELECT id, name FROM users;
CREATE FUNCTION area(w int, h int) RETURNS int AS $$ SELECT w * h; $$ LANGUAGE sql;";

/// Migrations after [`BASE`] that nobody notices.
const QUIET_STEPS: [(&str, &str); 36] = [
    ("a table", "CREATE TABLE pets (id int, owner bigint REFERENCES users (id));"),
    ("a nullable column", "ALTER TABLE users ADD COLUMN city text;"),
    ("a column with a default", "ALTER TABLE users ADD COLUMN city text NOT NULL DEFAULT 'x';"),
    ("a column that counts up", "ALTER TABLE users ADD COLUMN n bigserial NOT NULL;"),
    ("an identity", "ALTER TABLE users ADD COLUMN n int NOT NULL GENERATED ALWAYS AS IDENTITY;"),
    ("a computed column", "ALTER TABLE users ADD n AS (age + 1);"),
    ("wider", "ALTER TABLE users ALTER COLUMN name TYPE varchar(100);"),
    ("wider by far", "ALTER TABLE users ALTER COLUMN name TYPE text, ALTER age TYPE bigint;"),
    ("a synonym", "ALTER TABLE users ALTER COLUMN id TYPE int8;"),
    ("made and dropped", "CREATE TABLE tmp (a int); INSERT INTO tmp SELECT id FROM users; DROP TABLE tmp;"),
    ("made and altered", "CREATE TABLE t (a int); ALTER TABLE t ADD b int NOT NULL; ALTER TABLE t DROP COLUMN a;"),
    ("added and dropped", "ALTER TABLE users ADD COLUMN x int; ALTER TABLE users DROP COLUMN x;"),
    ("added in steps", "ALTER TABLE users ADD x int; UPDATE users SET x = 1; ALTER TABLE users ALTER x SET DEFAULT 1, ALTER x SET NOT NULL;"),
    ("no null where none is", "ALTER TABLE users ALTER COLUMN name SET NOT NULL;"),
    ("the same again for SQLite", "CREATE TABLE new_users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, email text, age int NOT NULL DEFAULT 0, city text);
INSERT INTO new_users SELECT id, name, email, age, NULL FROM users; DROP TABLE users; ALTER TABLE new_users RENAME TO users;"),
    ("an enumeration made anew", "CREATE TYPE mood_new AS ENUM ('sad', 'ok', 'happy'); ALTER TYPE mood RENAME TO mood_old; ALTER TYPE mood_new RENAME TO mood; DROP TYPE mood_old;"),
    ("a value", "ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';"),
    ("a view made anew", "DROP VIEW IF EXISTS names; CREATE VIEW names AS SELECT id, name, email FROM users;"),
    ("a view replaced", "CREATE OR REPLACE VIEW names AS SELECT u.id, u.name AS name, 1 AS one FROM users u;"),
    ("a function replaced", "CREATE OR REPLACE FUNCTION area(width integer, h int) RETURNS integer AS $body$ SELECT 2; DROP TABLE users; $body$ LANGUAGE sql;"),
    ("a function with one more that may be left out", "DROP FUNCTION area(int, int); CREATE FUNCTION area(w int, h int, d int DEFAULT 1) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;"),
    ("an index, and one less", "CREATE UNIQUE INDEX CONCURRENTLY i ON users (email); DROP INDEX CONCURRENTLY i;"),
    ("a constraint for later", "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT c;"),
    ("unique what is unique", "ALTER TABLE users ADD CONSTRAINT u UNIQUE (id, email);"),
    ("rows", "INSERT INTO users VALUES (1, 'DROP TABLE users;', 'it''s; ALTER TABLE users DROP COLUMN name'); UPDATE users SET age = 1; DELETE FROM users WHERE id = 1;"),
    ("comments", "-- DROP TABLE users;\n/* DROP TABLE users; /* nested */ */ COMMENT ON TABLE users IS 'x';"),
    ("down again", "-- +goose Up\nCREATE TABLE x (a int);\n-- +goose Down\nDROP TABLE users;"),
    ("down again, otherwise", "-- migrate:up\nCREATE TABLE x (a int);\n-- migrate:down\nDROP TABLE users;"),
    ("rights", "GRANT SELECT ON users TO bob; REVOKE ALL ON users FROM PUBLIC; ALTER TABLE users OWNER TO bob;"),
    ("a trigger", "CREATE TRIGGER t AFTER INSERT ON users BEGIN DELETE FROM users; DROP TABLE users; END; CREATE TABLE y (a int);"),
    ("settings", "SET lock_timeout = '1s'; BEGIN; ALTER TABLE users SET (fillfactor = 70); ALTER TABLE users ENABLE ROW LEVEL SECURITY; COMMIT;"),
    ("temporary tables", "CREATE TEMP TABLE t AS SELECT * FROM users; DROP TABLE t; CREATE TABLE #x (a int); DROP TABLE #x;"),
    ("if it is missing", "ALTER TABLE users ADD COLUMN IF NOT EXISTS email text NOT NULL;"),
    ("what older versions left", "DROP TABLE IF EXISTS old_leftovers;"),
    ("a table renamed and left as a view", "ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people;"),
    ("a linter told so", "-- squawk-ignore ban-drop-column\nALTER TABLE users DROP COLUMN email;"),
];

#[test]
fn migrations_that_nobody_notices_are_quiet() {
    let loud: Vec<_> = QUIET_STEPS
        .iter()
        .map(|(name, text)| (name, step(BASE, text)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

/// Migrations after [`BASE`], and what they break.
const LOUD_STEPS: [(&str, &str); 33] = [
    ("DROP TABLE IF EXISTS public.users CASCADE;", "definite sql/table-removed users"),
    ("drop table \"users\"", "definite sql/table-removed users"),
    ("ALTER TABLE IF EXISTS ONLY users RENAME TO people;", "definite sql/table-renamed users"),
    ("RENAME TABLE `users` TO `people`;", "definite sql/table-renamed users"),
    ("EXEC sp_rename 'dbo.users', 'people';\nGO", "definite sql/table-renamed users"),
    ("EXEC sp_rename N'dbo.users.name', N'full_name', 'COLUMN';\nGO\n", "definite sql/column-renamed users.name"),
    ("ALTER TABLE users DROP name;", "definite sql/column-removed users.name"),
    (
        "ALTER TABLE [dbo].[users] DROP COLUMN [email]\nGO\nCREATE TABLE x (a int)",
        "definite sql/column-removed users.email",
    ),
    ("ALTER TABLE users DROP (email);", "definite sql/column-removed users.email"),
    ("ALTER TABLE users RENAME name TO full_name;", "definite sql/column-renamed users.name"),
    ("ALTER TABLE users CHANGE `name` `full_name` varchar(50) NOT NULL;", "definite sql/column-renamed users.name"),
    ("ALTER TABLE users MODIFY name varchar(20) NOT NULL;", "likely sql/column-type-narrowed users.name"),
    ("ALTER TABLE users MODIFY COLUMN email text NOT NULL;", "likely sql/not-null-added users.email"),
    ("ALTER TABLE users ALTER COLUMN email nvarchar(200) NULL\nGO", "likely sql/column-type-narrowed users.email"),
    (
        "ALTER TABLE users ALTER COLUMN id SET DATA TYPE uuid USING gen_random_uuid();",
        "likely sql/column-type-changed users.id",
    ),
    ("ALTER TABLE users ALTER email SET NOT NULL;", "likely sql/not-null-added users.email"),
    ("ALTER TABLE users ALTER COLUMN name DROP NOT NULL;", "likely sql/not-null-removed users.name"),
    ("ALTER TABLE users ADD city text NOT NULL;", "definite sql/required-column-added users.city"),
    (
        "ALTER TABLE users ADD city nvarchar(9) NOT NULL, zip int NULL\nGO",
        "definite sql/required-column-added users.city",
    ),
    (
        "ALTER TABLE users ADD COLUMN city text; ALTER TABLE users ALTER COLUMN city SET NOT NULL;",
        "definite sql/required-column-added users.city",
    ),
    ("ALTER TABLE users ALTER COLUMN age DROP DEFAULT;", "likely sql/default-removed users.age"),
    ("CREATE UNIQUE INDEX i ON users (email);", "likely sql/unique-added users.email"),
    ("ALTER TABLE users SET SCHEMA archive;", "likely sql/schema-changed users"),
    ("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';", "definite sql/enum-value-renamed mood.ok"),
    (
        "CREATE TYPE n AS ENUM ('ok'); ALTER TYPE mood RENAME TO o; ALTER TYPE n RENAME TO mood; DROP TYPE o;",
        "definite sql/enum-value-removed mood.sad",
    ),
    ("DROP VIEW names;", "definite sql/view-removed names"),
    ("DROP VIEW names; CREATE VIEW names AS SELECT id FROM users;", "likely sql/view-column-removed names.name"),
    (
        "CREATE OR REPLACE VIEW names (id, label) AS SELECT id, name FROM users;",
        "likely sql/view-column-removed names.name",
    ),
    ("DROP FUNCTION area(int, int);", "definite sql/routine-removed area"),
    (
        "DROP FUNCTION area(int, int); CREATE FUNCTION area(w int) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;",
        "likely sql/routine-signature-changed area",
    ),
    (
        "CREATE TABLE n (id bigint PRIMARY KEY, name text); INSERT INTO n SELECT id, name FROM users; DROP TABLE users; ALTER TABLE n RENAME TO users;",
        "definite sql/column-removed users.email",
    ),
    (
        "ALTER TABLE users ADD COLUMN age_new int; ALTER TABLE users DROP COLUMN age; ALTER TABLE users RENAME age_new TO age; ALTER TABLE users DROP COLUMN email;",
        "definite sql/column-removed users.email",
    ),
    (
        "IF EXISTS (SELECT 1 FROM sys.tables WHERE name = 'users')\n  DROP TABLE dbo.users\nGO",
        "definite sql/table-removed users",
    ),
];

#[test]
fn migrations_that_break_users_are_found() {
    let missed: Vec<_> = LOUD_STEPS
        .iter()
        .map(|(text, expected)| (text, expected, step(BASE, text)))
        .filter(|(_, expected, found)| !found.iter().any(|line| line == *expected))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_older_migrations_do_not_tell_is_judged_by_the_statement_alone() {
    assert_eq!(step("", "ALTER TABLE t ALTER COLUMN c TYPE text;"), ["likely sql/column-type-changed t.c"]);
    assert_eq!(step("", "DROP TABLE IF EXISTS t;"), ["definite sql/table-removed t"]);
    assert_eq!(step("", "ALTER TABLE t MODIFY c int NOT NULL COMMENT 'x';"), [""; 0]);
    assert_eq!(step("", "CREATE UNIQUE INDEX i ON t (c);"), [""; 0]);
    assert_eq!(step("", "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES u (id);"), [""; 0]);
}

/// Schema files that say the same, or more.
const QUIET_SCHEMAS: [(&str, &str, &str); 14] = [
    (
        "order",
        "CREATE TABLE a (b int, c text); CREATE TABLE d (e int);",
        "CREATE TABLE d (e int); CREATE TABLE a (c text, b int);",
    ),
    (
        "spelling",
        "create table a (b integer not null default 0);",
        "CREATE TABLE IF NOT EXISTS `public`.`A` (\n  `B` INT NOT NULL DEFAULT 0\n) ENGINE=InnoDB;",
    ),
    (
        "constraints elsewhere",
        "CREATE TABLE a (b int PRIMARY KEY, c int UNIQUE);",
        "CREATE TABLE a (b int, c int, CONSTRAINT x PRIMARY KEY (b), UNIQUE (c));",
    ),
    (
        "constraints by alteration",
        "CREATE TABLE a (b int NOT NULL, PRIMARY KEY (b));",
        "CREATE TABLE a (b int NOT NULL);\nALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (b);",
    ),
    (
        "a nullable column",
        "CREATE TABLE a (b int);",
        "CREATE TABLE a (b int, c text, d int NOT NULL DEFAULT 1, e int NOT NULL AUTO_INCREMENT);",
    ),
    (
        "wider",
        "CREATE TABLE a (b varchar(10), c decimal(5,2), d int(11), e enum('x'));",
        "CREATE TABLE a (b varchar(20), c decimal(7,2), d bigint(20), e enum('x','y'));",
    ),
    (
        "a dump's data",
        "CREATE TABLE a (b int);\nCOPY public.a (b) FROM stdin;\n1\nDROP TABLE a;\n\\.\nCREATE TABLE c (d int);",
        "CREATE TABLE a (b int);\nCREATE TABLE c (d int);",
    ),
    (
        "a dump's own way",
        "\\connect x\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `a`;\nCREATE TABLE `a` (`b` int DEFAULT NULL);\nLOCK TABLES `a` WRITE;",
        "CREATE TABLE a (b int);",
    ),
    (
        "moved to another file",
        "CREATE TABLE a (b int);\n==> other.sql\nCREATE TABLE c (d int);",
        "==> other.sql\nCREATE TABLE c (d int);\nCREATE TABLE a (b int);\n==> schema.sql\n-- moved\n",
    ),
    (
        "serial and what it stands for",
        "CREATE TABLE a (b serial PRIMARY KEY);",
        "CREATE TABLE a (b integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);",
    ),
    (
        "a delimiter",
        "CREATE TABLE a (b int);",
        "DELIMITER //\nCREATE PROCEDURE p(IN x int)\nBEGIN\n  IF x THEN DROP TABLE a; END IF;\n  SELECT CASE WHEN 1 THEN 2 END;\nEND //\nDELIMITER ;\nCREATE TABLE a (b int);",
    ),
    (
        "columns with odd names",
        "CREATE TABLE a (key text, \"index\" int, check_ int, type varchar(3), date date);",
        "CREATE TABLE a (key text, \"index\" int, check_ int, type varchar(3), date date, comment text);",
    ),
    (
        "a view's spelling",
        "CREATE VIEW v AS SELECT a.b AS x, sum(c) AS y FROM a;",
        "CREATE OR REPLACE VIEW v AS\nSELECT b x, count(*) + 1 AS y, 'z' AS z FROM a;",
    ),
    (
        "types of PostgreSQL",
        "CREATE TABLE a (b character varying(5)[], c timestamp with time zone DEFAULT now() NOT NULL, d double precision);",
        "CREATE TABLE a (b varchar(5)[], c timestamptz NOT NULL DEFAULT now(), d float8);",
    ),
];

#[test]
fn schemas_that_say_the_same_are_quiet() {
    let loud: Vec<_> = QUIET_SCHEMAS
        .iter()
        .map(|(name, old, new)| (name, firm(old, new)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

#[test]
fn schemas_are_compared_by_what_they_declare() {
    let old = "CREATE TABLE a (b int NOT NULL, c varchar(10), d text, e int DEFAULT 1, PRIMARY KEY (b));
CREATE TABLE gone (x int, y int, z text, u int, v int, w int);\nCREATE TYPE t AS ENUM ('x', 'y');";
    let new = "CREATE TABLE a (b int, c varchar(5) NOT NULL, e text, f int NOT NULL, PRIMARY KEY (f));\nCREATE TYPE t AS ENUM ('y');";
    let mut lines = firm(old, new);
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "definite sql/column-removed a.d",
            "definite sql/enum-value-removed t.x",
            "definite sql/required-column-added a.f",
            "definite sql/table-removed gone",
            "likely sql/column-type-changed a.e",
            "likely sql/column-type-narrowed a.c",
            "likely sql/not-null-added a.c",
            "likely sql/not-null-removed a.b",
            "likely sql/primary-key-changed a",
        ]
    );
}

#[test]
fn paths_tell_what_a_file_is() {
    use paths::Role::{Migration, Schema};
    for (path, role) in [
        ("migrations/0001_a.sql", Some(Migration)),
        ("db/migrate/20200101_a/up.sql", Some(Migration)),
        ("prisma/migrations/20200101_a/migration.sql", Some(Migration)),
        ("src/main/resources/db/migration/V1_2__a.sql", Some(Migration)),
        ("R__views.sql", Some(Schema)),
        ("db/structure.sql", Some(Schema)),
        ("pg_x--1.0--1.1.sql", Some(Migration)),
        ("migrations/0001_a.down.sql", None),
        ("migrations/U1__a.sql", None),
        ("db/migrations/20200101_a/down.sql", None),
        ("tests/schema.sql", None),
        ("db/seeds.sql", None),
        ("queries/users.sql", None),
    ] {
        assert_eq!(paths::role(path), role, "{path}");
    }
    let mut paths = ["m/10.sql", "m/2.sql", "m/1_b.sql", "m/01_a.sql"].map(str::to_owned);
    paths::in_order(&mut paths);
    assert_eq!(paths, ["m/01_a.sql", "m/1_b.sql", "m/2.sql", "m/10.sql"]);
}

#[test]
fn the_line_is_that_of_the_action() {
    let sql = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "sql").unwrap();
    let new = "==> migrations/1.sql\n\nALTER TABLE a\n  ADD b int,\n  DROP COLUMN c;\n";
    let found = trial::found(sql, "==> x.txt\n", new);
    assert_eq!((found[0].symbol.as_str(), found[0].line), ("a.c", 4));
}

#[test]
fn odd_texts_do_no_harm() {
    for text in [
        "(".repeat(100_000),
        "CREATE TABLE a (".repeat(10_000),
        "/*".repeat(50_000),
        "BEGIN ".repeat(50_000),
        "CREATE TRIGGER t BEGIN ".repeat(10_000),
        "$a$ '".repeat(10_000),
        "DELIMITER é\nDROP TABLE é é".to_owned(),
        "ALTER TABLE a DROP,,, ADD (((".to_owned(),
    ] {
        parse(&text);
        found("", &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_text_makes_it_panic_or_differ_from_itself(text in "(CREATE |ALTER |DROP |TABLE |TYPE |VIEW |FUNCTION |INDEX |COLUMN |RENAME |TO |SET |NOT NULL |DEFAULT |ADD |AS ENUM |BEGIN |END |[ab] |\\(|\\)|;|,|\\.|'|\"|`|\\[|\\]|\\$\\$|--|/\\*|\\*/|é|\n|int ){0,60}") {
        found(&text, "CREATE TABLE a (b int);");
        step(&text, &text);
        step("CREATE TABLE a (b int);", &text);
        let same = found(&text, &text);
        prop_assert!(same.is_empty());
    }

    #[test]
    fn any_text_is_taken(text in ".{0,200}") {
        step(&text, &text);
        found(&text, "");
    }
}
