#!/usr/bin/env python3
"""S9: a chain of a million events is verified in ten seconds; every flip, deletion, exchange and insertion is caught.

    /usr/bin/python3 tests/prove/s9_audit.py --program build/release/bin/backbeat [--short] [--postgres]

The chain is written here, from its description (src/audit/README.md) and not with the program: so the two agree on what a chain is. Then the record
is tampered with in each way, one at a time, each where chance says, and undone. What no check of the database alone can find, a cut tail or a chain
written anew together with its head, has to be found by a head that was noted before, and is shown not to be found without.
"""
import hashlib
import json
import pathlib
import random
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "lib")]
from report import Report, arguments  # noqa: E402
from testing.database import Database  # noqa: E402
from testing.installation import Seed  # noqa: E402

NOW = "2027-03-01T09:00:00Z"
COLUMNS = ("org_id", "sequence", "at", "stream_kind", "stream_id", "kind", "actor_user", "fields", "text_hash", "previous_hash", "hash")
SELECT = f"SELECT {', '.join(COLUMNS)} FROM event WHERE org_id = ? AND sequence = ?"
INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def netstrings(*parts):
    return b"".join(b"%d:%s," % (len(part), part) for part in (str(each).encode() for each in parts))


def hash_of(row):
    org, sequence, at, stream, stream_id, kind, actor, fields, text_hash, previous, *_ = row
    return hashlib.sha256(netstrings("event 1", org, sequence, at, stream, stream_id, kind, actor or 0, fields, "text" if text_hash else "no text",
                                     text_hash or "", previous)).hexdigest()


def chain(org, first, previous, count, chance):
    """(event rows, text rows): every third event has a text."""
    events, texts = [], []
    for sequence in range(first, first + count):
        text_hash = None
        if sequence % 3 == 0:
            salt, text = f"{chance.getrandbits(128):032x}", f"I will ask what it costs them on call {sequence}."
            text_hash = hashlib.sha256(netstrings("text 1", salt, text)).hexdigest()
            texts.append((org, sequence, salt, text))
        row = (org, sequence, 1_700_000_000_000 + sequence * 977, ("session", "commitment", "person")[sequence % 3], sequence // 9 + 1, "note_written",
               None if sequence % 50 == 0 else 4711, f"4:side,3:rep,5:stage,4:open,2:no,{len(str(sequence))}:{sequence},", text_hash, previous, "")
        previous = hash_of(row)
        events.append(row[:-1] + (previous,))
    return events, texts


class Record:
    """The chain in a stopped installation's database, and the program's word on it."""

    def __init__(self, program, installation):
        self.program, self.installation = program, installation
        with Database(installation) as database:
            (self.org,), = database.rows("SELECT org_id FROM organisation")
            found = database.rows("SELECT sequence, hash FROM chain_head WHERE org_id = ?", (self.org,))
        self.head = found[0] if found else (0, "0" * 64)

    def grow(self, count, chance):
        with Database(self.installation) as database:
            many = database.connection.cursor().executemany
            place = (lambda text: text.replace("?", "%s")) if database.source else (lambda text: text)
            while count > 0:
                some = min(count, 100_000)
                events, texts = chain(self.org, self.head[0] + 1, self.head[1], some, chance)
                many(place(INSERT), events)
                many(place("INSERT INTO event_text (org_id, sequence, salt, text) VALUES (?, ?, ?, ?)"), texts)
                self.head = (events[-1][1], events[-1][-1])
                count -= some
            database.run("DELETE FROM chain_head WHERE org_id = ?", (self.org,))
            database.run("INSERT INTO chain_head (org_id, sequence, hash) VALUES (?, ?, ?)", (self.org, *self.head))

    def verify(self, *more):
        """(what it said, the seconds it took)."""
        began = time.monotonic()
        done = subprocess.run([self.program, "audit", "verify", "--json", *more], env=self.installation.environment, capture_output=True, text=True, timeout=600, check=False)
        took = time.monotonic() - began
        assert done.returncode in (0, 1) and done.stdout, f"audit verify ended with {done.returncode}: {done.stderr[-500:]}"
        said = json.loads(done.stdout)
        assert said["ok"] == (done.returncode == 0), "the exit code says something else than the words"
        return said, took


def flipped(text, chance):
    at = chance.randrange(len(text))
    return text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1:]


def tamperings(record, chance):
    """(what, the first event that can be named, do(database), undo(database)), each where chance says."""
    org, (last, _) = record.org, record.head

    def of(sequence):
        with Database(record.installation) as database:
            return list(database.rows(SELECT, (org, sequence))[0])

    def replace(sequence, *rows):
        def do(database):
            database.run("DELETE FROM event WHERE org_id = ? AND sequence = ?", (org, sequence))
            for row in rows:
                database.run(INSERT, row)
        return do
    for column in ("at", "stream_kind", "stream_id", "kind", "actor_user", "fields", "text_hash", "previous_hash", "hash"):
        sequence = 3 * chance.randrange(1, last // 3)
        row = of(sequence)
        changed = list(row)
        index = COLUMNS.index(column)
        old = row[index]
        changed[index] = old ^ 1 if isinstance(old, int) else 1 if old is None else flipped(old, chance)
        without_text = ("UPDATE event SET {0} = ? WHERE org_id = ? AND sequence = ?").format(column)
        yield (f"one bit of {column} flipped", sequence, lambda database, to=changed[index], at=sequence, sql=without_text: database.run(sql, (to, org, at)),
               lambda database, to=old, at=sequence, sql=without_text: database.run(sql, (to, org, at)))
    sequence = 3 * chance.randrange(1, last // 3)
    with Database(record.installation) as database:
        (salt, text), = database.rows("SELECT salt, text FROM event_text WHERE org_id = ? AND sequence = ?", (org, sequence))
    for column, old in (("text", text), ("salt", salt)):
        sql = f"UPDATE event_text SET {column} = ? WHERE org_id = ? AND sequence = ?"
        yield (f"one bit of a {column} flipped", sequence, lambda database, to=flipped(old, chance), sql=sql: database.run(sql, (to, org, sequence)),
               lambda database, to=old, sql=sql: database.run(sql, (to, org, sequence)))
    yield ("a text deleted without a word", sequence, lambda database: database.run("DELETE FROM event_text WHERE org_id = ? AND sequence = ?", (org, sequence)),
           lambda database: database.run("INSERT INTO event_text (org_id, sequence, salt, text) VALUES (?, ?, ?, ?)", (org, sequence, salt, text)))
    plain = 3 * chance.randrange(2, last // 3) + 1  # an event without a text
    row = of(plain)
    yield ("an event deleted", plain, replace(plain), lambda database: database.run(INSERT, row))
    anew = list(row)
    anew[COLUMNS.index("fields")] = "4:side,7:manager,"
    anew[-1] = hash_of(anew)
    yield ("an event exchanged for one with a hash of its own", plain + 1, replace(plain, anew), replace(plain, row))
    one, two = of(plain), of(plain + 3)

    def exchange(database):
        for at in (plain, plain + 3):
            database.run("DELETE FROM event WHERE org_id = ? AND sequence = ?", (org, at))
        for row_of, at in ((one, plain + 3), (two, plain)):
            database.run(INSERT, [row_of[0], at, *row_of[2:]])

    def put_back(database):
        for row_of in (one, two):
            database.run("DELETE FROM event WHERE org_id = ? AND sequence = ?", (org, row_of[1]))
            database.run(INSERT, row_of)
    yield "two events in each other's place", plain, exchange, put_back
    before = of(last)
    inserted = [org, last + 1, *before[2:8], None, before[-1], ""]
    inserted[-1] = hash_of(inserted)
    yield ("an event inserted behind the last", last + 1, lambda database: database.run(INSERT, inserted), replace(last + 1))

    def push(database, by):
        # Everything from the middle on makes room; later sequences first, so that none is taken.
        database.run("UPDATE event SET sequence = -(sequence + ?) WHERE org_id = ? AND sequence >= ?", (by, org, last - 5))
        database.run("UPDATE event SET sequence = -sequence WHERE org_id = ? AND sequence < 0", (org,))
    if record.can_renumber:
        middle = [org, last - 5, *before[2:8], None, of(last - 6)[-1], ""]
        middle[-1] = hash_of(middle)

        def insert(database):
            push(database, 1)
            database.run(INSERT, middle)

        def take_out(database):
            database.run("DELETE FROM event WHERE org_id = ? AND sequence = ?", (org, last - 5))
            database.run("UPDATE event SET sequence = -(sequence - 1) WHERE org_id = ? AND sequence > ?", (org, last - 5))
            database.run("UPDATE event SET sequence = -sequence WHERE org_id = ? AND sequence < 0", (org,))
        yield "an event inserted, the later ones renumbered", last - 4, insert, take_out


def cut(record, keep):
    """The tail cut together with the head, as somebody would who can write everything."""
    with Database(record.installation) as database:
        database.run("DELETE FROM event_text WHERE org_id = ? AND sequence > ?", (record.org, keep))
        database.run("DELETE FROM event WHERE org_id = ? AND sequence > ?", (record.org, keep))
        (last_hash,), = database.rows("SELECT hash FROM event WHERE org_id = ? AND sequence = ?", (record.org, keep))
        database.run("UPDATE chain_head SET sequence = ?, hash = ? WHERE org_id = ?", (keep, last_hash, record.org))
    record.head = (keep, last_hash)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--untimed", action="store_true", help="only what is caught: for machines that others use too")
    given = parser.parse_args()
    report, chance = Report("S9", given), random.Random(given.seed)
    program = str(pathlib.Path(given.program).resolve())
    wanted = 20_000 if given.short else 1_000_000
    with Seed(program, "postgres" if given.postgres else "sqlite") as seed:
        installation = seed.installation(NOW)
        record = Record(program, installation)
        record.can_renumber = not given.postgres  # PostgreSQL's foreign key of texts and CHECK of sequences stand in the way of the forger
        record.grow(wanted - record.head[0], chance)
        if not given.postgres:
            with Database(installation) as database:
                database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        said, _ = record.verify()  # warm
        took = min(record.verify()[1] for _ in range(3))
        report.check("a chain written from its description alone is whole to the program", said["ok"] and said["verified"] == wanted, said)
        goal = 10 * wanted / 1_000_000 + (1 if given.short else 0)
        if not given.untimed:
            report.figure(f"{wanted:,} events verified, a third with texts" + (" (PostgreSQL)" if given.postgres else " (SQLite)"), f"<= {goal:.1f} s", f"{took:.2f} s", took <= goal)
        noted = said["head"]
        caught = tried = 0
        rounds = 3 if given.short else 1
        for _ in range(rounds):
            for what, named, do, undo in tamperings(record, chance):
                with Database(installation) as database:
                    if not given.postgres:
                        database.run("PRAGMA ignore_check_constraints = ON")
                    do(database)
                found, _ = record.verify()
                tried += 1
                caught += not found["ok"]
                near = not found["ok"] and abs(found["fault_at"] - named) <= 1
                report.check(what, near, found.get("fault", "not caught"))
                with Database(installation) as database:
                    if not given.postgres:
                        database.run("PRAGMA ignore_check_constraints = ON")
                    undo(database)
            again, _ = record.verify()
            report.check("undone, the chain is whole again", again["ok"] and again["head"] == noted, again.get("fault", ""))
        report.figure("tampering caught: flips, deletions, exchanges, insertions", "all", f"{caught} of {tried}", caught == tried)
        with Database(installation) as database:
            database.run("DELETE FROM event_text WHERE org_id = ? AND sequence > ?", (record.org, wanted - 3))
            database.run("DELETE FROM event WHERE org_id = ? AND sequence > ?", (record.org, wanted - 3))
        found, _ = record.verify()
        report.check("a cut tail is caught by the head that the database keeps", not found["ok"], found.get("fault", "not caught"))
        cut(record, wanted - 3)
        alone, _ = record.verify()
        with_note, _ = record.verify("--noted", noted)
        report.check("a tail cut together with that head is not seen by the database alone", alone["ok"])
        report.figure("a tail cut together with its head, with a head noted elsewhere", "caught", with_note.get("fault", "not caught"), not with_note["ok"])
        record.grow(3, random.Random(given.seed + 1))  # and written anew
        alone, _ = record.verify()
        with_note, _ = record.verify("--noted", noted)
        report.figure("a tail written anew with its head, with a head noted elsewhere", "caught", with_note.get("fault", "not caught"), alone["ok"] and not with_note["ok"])
        installation.errors.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
