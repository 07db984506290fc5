#!/usr/bin/python3
"""An organisation of a million rows moves from SQLite to PostgreSQL with `backbeat move-to-postgres`; afterwards every export is the same, byte by byte.

    tools/with_postgres.sh tests/prove/move.py --program build/release/bin/backbeat [--short] [--figures FILE]

Exports are: every table as CSV in the order of its key, `owed --as-of ... --json`, `cadence --json`, `capacity` where there is one, and the audit log of each kind of stream.
Most rows are deals and their stages, written with SQL where an import would take longer than the move; the events among them continue the real chain.
"""
import hashlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/prove/lib"), str(ROOT / "tests/testing")]
from installation import Seed  # noqa: E402
from report import Report, arguments  # noqa: E402

NOW = "2027-03-01T08:00:00Z"


def encoded(*parts):
    """As src/audit chains events."""
    return b"".join(b"%d:%s," % (len(part), part) for part in (str(part).encode() for part in parts))


def grow(file, rows):
    """Deals, stages and events until there are so many rows more; awkward texts among them."""
    db = sqlite3.connect(file)
    org, = db.execute("SELECT org_id FROM organisation").fetchone()
    people = [row[0] for row in db.execute("SELECT person_id FROM person ORDER BY person_id")]
    awkward = ["tab\there", "line\nbreak", "back\\slash \\N \\.", "quote ' and \"", "emoji \U0001f600 ÅÄÖ", "", "carriage\rreturn\x0b\x08\x0c", "\x7f\x01"]
    deals = rows // 4
    db.executemany("INSERT INTO opportunity (org_id, opportunity_key, name, account, product, owner_system, owner_value, owner_id, stage, outcome, amount, opened_on, closes_on, "
                   "is_deleted) VALUES (?, ?, ?, 'Acme', '', 'crm', ?, ?, 'Proposal', ?, ?, ?, NULL, 0)",
                   ((org, f"K{number:07}", f"Deal {number} {awkward[number % 8]}", f"o{number % 97}", people[number % len(people)] if number % 3 else None,
                     ("open", "won", "lost")[number % 3], number * 100 if number % 5 else None, 20_000 + number % 900) for number in range(deals)))
    db.executemany("INSERT INTO stage_change (org_id, opportunity_key, entered_at, stage, source) VALUES (?, ?, ?, ?, 'stage-history')",
                   ((org, f"K{number:07}", 1_700_000_000_000 + step * 86_400_000 + number, f"Stage {step} é{awkward[number % 8]}") for number in range(deals) for step in (1, 2)))
    sequence, previous = db.execute("SELECT sequence, hash FROM chain_head WHERE org_id = ?", (org,)).fetchone()
    last_at, = db.execute("SELECT max(at) FROM event WHERE org_id = ?", (org,)).fetchone()

    def events():
        nonlocal sequence, previous
        for number in range(rows - 3 * deals):
            sequence += 1
            at, stream, fields = last_at + number, 1 + number % 5000, ""
            digest = hashlib.sha256(encoded("event 1", org, sequence, at, "rehearsal", stream, "happened", 0, fields, "no text", "", previous)).hexdigest()
            yield org, sequence, at, "rehearsal", stream, "happened", None, fields, None, previous, digest
            previous = digest
    db.executemany("INSERT INTO event (org_id, sequence, at, stream_kind, stream_id, kind, actor_user, fields, text_hash, previous_hash, hash) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", events())
    db.execute("UPDATE chain_head SET sequence = ?, hash = ? WHERE org_id = ?", (sequence, previous, org))
    db.commit()
    db.close()


def tables_of(file):
    """name -> (columns, columns of the key)"""
    db = sqlite3.connect(file)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migration' ORDER BY name")]
    tables = {}
    for name in names:
        columns = db.execute("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", (name,)).fetchall()
        tables[name] = ([column[0] for column in columns], [(column[0], column[1]) for column in sorted(columns, key=lambda column: column[2]) if column[2]])
    db.close()
    return tables


def sqlite_csv(file, name, columns, key):
    """(rows, digest) of the canonical CSV: NULL is an empty field, a text is always quoted."""
    db = sqlite3.connect(file)
    digest, rows = hashlib.sha256(), 0
    for row in db.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(column for column, _ in key)}"):
        fields = ("" if value is None else '"' + value.replace('"', '""') + '"' if isinstance(value, str) else str(value) for value in row)
        digest.update((",".join(fields) + "\n").encode())
        rows += 1
    db.close()
    return rows, digest.hexdigest()


def postgres_csv(conninfo, name, columns, key, texts):
    order = ", ".join(f'{column} COLLATE "C"' if kind == "TEXT" else column for column, kind in key)
    quoted = ", ".join(column for column in columns if column in texts)
    force = f", FORCE_QUOTE ({quoted})" if quoted else ""
    copy = subprocess.Popen(["psql", "-X", "-q", "-d", conninfo, "-c", f"COPY (SELECT {', '.join(columns)} FROM {name} ORDER BY {order}) TO STDOUT (FORMAT csv{force})"],
                            stdout=subprocess.PIPE)
    digest = hashlib.sha256()
    while block := copy.stdout.read(1 << 20):
        digest.update(block)
    assert copy.wait() == 0
    rows = subprocess.run(["psql", "-X", "-q", "-t", "-A", "-d", conninfo, "-c", f"SELECT count(*) FROM {name}"], capture_output=True, text=True, check=True).stdout
    return int(rows), digest.hexdigest()


class Program:
    def __init__(self, program, folder, database=""):
        self.program = program
        clock = folder / "clock"
        clock.write_text(NOW + "\n")
        self.environment = {**os.environ, "BACKBEAT_DATA": str(folder), "BACKBEAT_CLOCK_FILE": str(clock), "BACKBEAT_DATABASE": database, "BACKBEAT_LISTEN": "127.0.0.1:1"}

    def run(self, *words, **more):
        return subprocess.run([self.program, *words], env=self.environment, capture_output=True, check=False, **more)

    def exports(self):
        """name -> digest of what the program says"""
        said = {}
        for words in (["owed", "--as-of", "2027-02-28", "--json"], ["owed", "--as-of", "2026-12-01", "--json"], ["cadence", "--json"], ["cadence", "--csv", "--weeks", "26"],
                      *(["audit", "log", "--stream", kind, "--json"] for kind in ("person", "user", "playbook", "import", "session", "rehearsal"))):
            done = self.run(*words)
            assert done.returncode == 0, f"{words}: {done.stderr[-500:]}"
            said[" ".join(words)] = (len(done.stdout), hashlib.sha256(done.stdout).hexdigest())
        return said


def peak_memory(command, environment):
    """The exit code, what was said, and the most memory the child had, in MiB."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, env=environment, stdout=out, stderr=err)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        return child.returncode, out.read().decode(), err.read().decode(), used.ru_maxrss / 1024


def psql(conninfo, statement):
    return subprocess.run(["psql", "-X", "-q", "-t", "-A", "-d", conninfo, "-c", statement], capture_output=True, text=True, check=True).stdout.strip()


def rows_in_all(conninfo, tables):
    return sum(int(psql(conninfo, f"SELECT count(*) FROM {name}")) for name in tables) if psql(conninfo, "SELECT to_regclass('organisation')") else 0


def refusals(report, seed, program, folder, source_rows, tables, full):
    """What must not be moved, and what a move that fails leaves behind."""
    again = program.run("move-to-postgres", full, "--json")
    report.check("a target that holds something is refused and stays as it was", again.returncode == 1 and b"target_in_use" in again.stdout + again.stderr and
                 rows_in_all(full, tables) == source_rows, (again.stdout + again.stderr)[-150:].decode())
    db = sqlite3.connect(folder / "backbeat.db")
    db.execute("UPDATE opportunity SET name = 'zero ' || char(0) || ' byte' WHERE opportunity_key = 'K0000100'")
    db.commit()
    db.close()
    empty = seed.make_database()
    zero = program.run("move-to-postgres", empty, "--json")
    report.check("what PostgreSQL cannot hold is refused by table and column, and nothing is kept", zero.returncode == 1 and b"opportunity" in zero.stdout + zero.stderr and
                 rows_in_all(empty, tables) == 0, (zero.stdout + zero.stderr)[-200:].decode())
    db = sqlite3.connect(folder / "backbeat.db")
    db.execute("UPDATE opportunity SET name = 'fine' WHERE opportunity_key = 'K0000100'")
    db.execute("UPDATE event SET kind = 'changed' WHERE sequence = 3")
    db.commit()
    db.close()
    broken = program.run("move-to-postgres", empty, "--json")
    report.check("a record that was tampered with is not moved", broken.returncode == 1 and b"chain_broken" in broken.stdout + broken.stderr, (broken.stdout + broken.stderr)[-150:].decode())


def killed(report, seed, program, tables):
    """Killed in the middle, then run again."""
    target = seed.make_database()
    child = subprocess.Popen([program.program, "move-to-postgres", target], env=program.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    for line in child.stderr:
        if b"rows of event" in line or b"rows of opportunity" in line:
            break
    child.kill()
    child.wait(30)
    # The server notices the end of the connection, and only then is the lock gone.
    deadline = time.monotonic() + 30
    while psql(target, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'backbeat' AND datname = current_database()") != "0" and time.monotonic() < deadline:
        time.sleep(0.1)
    report.check("killed in the middle, a move leaves no row", rows_in_all(target, tables) == 0)
    done = program.run("move-to-postgres", target, "--json")
    report.check("and the same command again moves everything", done.returncode == 0, done.stderr[-200:].decode())


def main():
    given = arguments(__doc__).parse_args()
    report = Report("move-to-postgres", given)
    program_file = str(pathlib.Path(given.program).resolve())
    wanted = 40_000 if given.short else 1_000_000
    with Seed(program_file, "sqlite") as seed:
        seed.base = os.environ["BACKBEAT_TEST_POSTGRES"]
        folder = seed.seed_folder
        program = Program(program_file, folder)
        program.run("doctor")
        file = folder / "backbeat.db"
        grow(file, wanted)
        tables = tables_of(file)
        db = sqlite3.connect(file)
        texts = {name: {row[0] for row in db.execute("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'", (name,))} for name in tables}
        db.close()
        before_csv = {name: sqlite_csv(file, name, *tables[name]) for name in tables}
        source_rows = sum(rows for rows, _ in before_csv.values())
        before = program.exports()
        if not given.short:
            killed(report, seed, program, tables)
        target = seed.make_database()
        began = time.monotonic()
        code, said, problems, memory = peak_memory([program_file, "move-to-postgres", target, "--json"], program.environment)
        took = time.monotonic() - began
        if not report.check("the move ends well", code == 0, (said + problems)[-300:] if code else f"{source_rows:,} rows in {took:.1f} s, {source_rows / took:,.0f} a second"):
            return report.end()
        answer = json.loads(said)
        report.figure("rows moved, of those there were", f"{source_rows:,}", f"{answer['rows']:,}", answer["rows"] == source_rows and (given.short or source_rows >= 1_000_000))
        after_csv = {name: postgres_csv(target, name, *tables[name], texts[name]) for name in tables}
        differing = [name for name in tables if before_csv[name] != after_csv[name]]
        report.figure("tables whose CSV is the same, byte by byte", f"{len(tables)} of {len(tables)}", f"{len(tables) - len(differing)} of {len(tables)}", not differing, ", ".join(differing))
        moved = Program(program_file, folder, target)
        after = moved.exports()
        other = [name for name in before if before[name] != after[name]]
        report.figure("exports of the program that are the same, byte by byte", f"{len(before)} of {len(before)}",
                      f"{len(before) - len(other)} of {len(before)} ({sum(size for size, _ in before.values()):,} bytes)", not other, ", ".join(other))
        verified = moved.run("audit", "verify", "--json")
        report.check("the chain of events is whole on the new side", json.loads(verified.stdout)["ok"], verified.stdout.decode().strip())
        report.figure("most memory the move took", "<= 100 MiB", f"{memory:.0f} MiB", memory <= 100)
        report.check("the file it came from is as it was", {name: sqlite_csv(file, name, *tables[name]) for name in tables} == before_csv)
        refusals(report, seed, program, folder, source_rows, tables, target)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
