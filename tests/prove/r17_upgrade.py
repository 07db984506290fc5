#!/usr/bin/env python3
"""R17: the data of every earlier schema comes to the newest one whole, also when the program is killed on the way; a downgrade is refused.

    /usr/bin/python3 tests/prove/r17_upgrade.py --program build/release/bin/backbeat [--short] [--postgres]

A database is built at each migration from db/migrations and tests/fixtures/schemas. The program brings it to the newest schema; every row must be
there with what it held, the schema must be that of a new installation, and people get in. Then the same with SIGKILL at the n-th write to the disk
(on PostgreSQL: at the n-th message to the server, which is every statement), and a second start that goes on.
"""
import collections
import hashlib
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "lib")]
import facts  # noqa: E402
from report import Report, arguments  # noqa: E402
from testing.installation import Installation, Seed  # noqa: E402

ROOT = HERE.parent.parent
NOW = "2027-03-01T10:00:00Z"
INSERT = re.compile(r"^INSERT INTO (\w+) \(([^)]*)\) VALUES .*?\);$", re.M | re.S)
TABLE = "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)"


def migrations(engine):
    found = {}
    for file in sorted((ROOT / "db/migrations").glob("*.sql")):
        other = {"sqlite": ".postgres.sql", "postgres": ".sqlite.sql"}[engine]
        if not file.name.endswith(other):
            found[int(file.name[:4])] = file
    return found


def rows_by_table():
    found = collections.defaultdict(list)
    for match in INSERT.finditer((ROOT / "tests/fixtures/schemas/northwind.sql").read_text()):
        found[match[1]].append(match[0])
    return found


def script_up_to(number, engine, inserts):
    """One SQL script that makes the database of that schema, with its data."""
    parts = [TABLE + ";"]
    for at, file in migrations(engine).items():
        if at > number:
            break
        text = file.read_text()
        parts.append(text)
        parts.append(f"INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES ({at}, '{file.name}', '{hashlib.sha256(text.encode()).hexdigest()}', 0);")
        for table in re.findall(r"^CREATE TABLE (\w+)", text, re.M):
            parts += inserts.get(table, [])
    return "\n".join(parts)


class Sqlite:
    name, traced = "SQLite", "pwrite64"

    def __init__(self, seed):
        self.seed, self.place = seed, pathlib.Path(tempfile.mkdtemp(dir=seed.folder))
        self.count = 0

    def make(self, script):
        """A folder and no database name, as Installation takes them; kept as a template."""
        self.count += 1
        folder = self.place / f"template{self.count}"
        folder.mkdir()
        handle = sqlite3.connect(folder / "backbeat.db")
        handle.executescript("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; BEGIN;\n" + script + "\nCOMMIT;")
        handle.close()
        return folder, None

    def copy(self, made):
        self.count += 1
        folder = self.place / f"copy{self.count}"
        shutil.copytree(made[0], folder)
        return folder, None

    def drop(self, made):
        shutil.rmtree(made[0])

    def rows(self, made):
        return facts.sqlite_rows(made[0] / "backbeat.db")

    def columns(self, rows, table):
        return [row[1] for row in rows(f"PRAGMA table_info({table})")]

    def tables(self, rows):
        return [row[0] for row in rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]

    def schema(self, rows):
        return sorted((kind, name, " ".join((sql or "").split())) for kind, name, sql in rows("SELECT type, name, sql FROM sqlite_master"))


class Postgres:
    name, traced = "PostgreSQL", "sendto"

    def __init__(self, seed):
        self.seed, self.place = seed, pathlib.Path(tempfile.mkdtemp(dir=seed.folder))
        self.count = 0

    def folder(self):
        self.count += 1
        folder = self.place / f"folder{self.count}"
        folder.mkdir()
        return folder

    def make(self, script):
        database = self.seed.make_database()
        done = subprocess.run(["psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-d", database], input=script, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr[-1000:]
        return self.folder(), database

    def copy(self, made):
        return self.folder(), self.seed.make_database(made[1].rsplit("dbname=", 1)[1])

    def drop(self, made):
        self.seed.psql(f"DROP DATABASE {made[1].rsplit('dbname=', 1)[1]} WITH (FORCE)")
        self.seed.databases.remove(made[1].rsplit("dbname=", 1)[1])

    def rows(self, made):
        return facts.postgres_rows(made[1])

    def columns(self, rows, table):
        return [row[0] for row in rows(f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position")]

    def tables(self, rows):
        return [row[0] for row in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")]

    def schema(self, rows):
        return (rows("SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2")
                + rows("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
                + rows("SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"))


def content(engine, rows, columns=None):
    """Every table's rows: {table: (columns, sorted rows)}; with `columns` of {table: ...} only those."""
    found = {}
    for table in columns or engine.tables(rows):
        if table == "schema_migration":
            continue
        names = columns[table] if columns else engine.columns(rows, table)
        found[table] = sorted(map(repr, rows(f"SELECT {', '.join(names)} FROM {table}")))
    return found


def fault_after(engine, made, before, columns, schema, newest):
    """What is not as it should be once the program has been there, or None."""
    rows = engine.rows(made)
    try:
        applied = [row[0] for row in rows("SELECT number FROM schema_migration ORDER BY number")]
        if applied[-1] != newest:
            return f"at {applied[-1]}, not {newest}"
        after = content(engine, rows, columns)
        for table, was in before.items():
            if after[table] != was:
                return f"{table}: {sorted(set(was) ^ set(after[table]))[:2]}"
        if engine.schema(rows) != schema:
            return f"another schema than a new installation's: {[one for one in engine.schema(rows) if one not in schema][:2]}"
        return None
    finally:
        rows.close()


def upgrade(program, made):
    """The first command an operator runs after installing; its exit code and what it said."""
    found = Installation(program, made[0], made[1], NOW, {})
    found.errors.close()
    done = subprocess.run([program, "audit", "verify"], env=found.environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def under_strace(program, made, call, when=None):
    found = Installation(program, made[0], made[1], NOW, {})
    found.errors.close()
    log = made[0] / "strace"
    inject = ["-e", f"inject={call}:signal=KILL:when={when}"] if when else []
    process = subprocess.Popen(["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={call}", *inject, program, "audit", "verify"], env=found.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process.wait(120)
    return process.returncode, log.read_text(errors="replace").count(f"{call}(")


def main():
    parser = arguments(__doc__)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, in BACKBEAT_TEST_POSTGRES")
    given = parser.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    report, chance, inserts = Report("R17", given), random.Random(given.seed), rows_by_table()
    kind = "postgres" if given.postgres else "sqlite"
    known = list(migrations(kind))
    with Seed(program, kind) as seed:
        engine = (Postgres if given.postgres else Sqlite)(seed)
        fresh = engine.make("")
        code, said = upgrade(program, fresh)
        rows = engine.rows(fresh)
        schema, newest = engine.schema(rows), rows("SELECT max(number) FROM schema_migration")[0][0]
        rows.close()
        report.check("an empty database comes to the newest schema", newest == known[-1], f"{newest} {said.strip()}")
        wrong, kept = [], {}
        for number in known[:-1]:
            template = engine.make(script_up_to(number, kind, inserts))
            rows = engine.rows(template)
            before = content(engine, rows)
            columns = {table: engine.columns(rows, table) for table in before}
            rows.close()
            kept[number] = (template, before, columns)
            made = engine.copy(template)
            code, said = upgrade(program, made)
            fault = fault_after(engine, made, before, columns, schema, newest)
            fault = fault or (None if code == 0 and "whole" in said else said.strip())
            if not fault and number >= 72:
                with Installation(program, made[0], made[1], NOW, {}) as house:
                    statuses = [house.request(who, "GET", path).status for who in ("mara", "ana", "rita") for path in ("/api/home", "/api/people", "/api/me")]
                    fault = None if set(statuses) <= {200, 403} else f"served {statuses}"
            report.check(f"from {number:04}: {sum(map(len, before.values()))} rows of {len(before)} tables", not fault, fault or "")
            wrong += [number] if fault else []
            engine.drop(made)
        report.figure(f"data of every earlier schema to the newest, {engine.name}", "100 %", f"{len(known) - 1 - len(wrong)} of {len(known) - 1} schemas", not wrong, str(wrong))

        # Killed on the way, from nothing, from the middle and from the last one.
        kills = faults = points = 0
        first_fault = ""
        for number in (known[0], 72, known[-2]) if given.short else known[:-1]:
            template, before, columns = kept[number]
            made = engine.copy(template)
            _, calls = under_strace(program, made, engine.traced)
            engine.drop(made)
            points += calls
            whens = sorted(chance.sample(range(1, calls + 1), min(calls, 8 if given.short else 60)))
            for when in whens:
                made = engine.copy(template)
                code, _ = under_strace(program, made, engine.traced, when)
                kills += code in (-signal.SIGKILL, 128 + signal.SIGKILL)
                code, said = upgrade(program, made)
                fault = fault_after(engine, made, before, columns, schema, newest) or (None if code == 0 else said)
                if fault:
                    faults, first_fault = faults + 1, first_fault or f"from {number:04}, call {when} of {calls}: {fault}"
                engine.drop(made)
        report.figure(f"kill -9 on the way, {engine.name}", "the next start goes on, 100 %", f"{kills} kills at {'writes' if kind == 'sqlite' else 'messages to the server'}, {faults} wrong", not faults and kills > 0, first_fault)

        # A database of a newer program, and one that another program wrote.
        rows_before = engine.copy(kept[known[-2]][0])
        upgrade(program, rows_before)
        for what, statement, words in (("a newer program's database", f"INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES ({newest + 1}, '{newest + 1:04}_later.sql', 'x', 0)", (str(newest + 1), str(newest), "newer program")),
                                       ("a migration with other content", f"UPDATE schema_migration SET sha256 = 'x' WHERE number = {known[3]}", (f"{known[3]:04}", "other content"))):
            made = engine.copy(rows_before)
            if given.postgres:
                subprocess.run(["psql", "-X", "-q", "-d", made[1], "-c", statement], check=True)
            else:
                with sqlite3.connect(made[0] / "backbeat.db") as handle:
                    handle.execute(statement)
                handle.close()
            rows = engine.rows(made)
            was = content(engine, rows)
            rows.close()
            code, said = upgrade(program, made)
            rows = engine.rows(made)
            is_same = content(engine, rows) == was
            rows.close()
            report.figure(f"{what}, {engine.name}", "refused in words, nothing changed", said.strip(), code == 1 and all(word in said for word in words) and is_same)
            engine.drop(made)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
