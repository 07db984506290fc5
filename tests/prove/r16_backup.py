#!/usr/bin/env python3
"""R16: a backup taken while people write is restored elsewhere and is all there; a cut, changed or wrong file is refused.

    /usr/bin/python3 tests/prove/r16_backup.py --program build/release/bin/backbeat [--short] [--postgres]

With --postgres: pg_dump under load, as docs/operate.md says, restored into another database.
"""
import collections
import hashlib
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "lib")]
import facts  # noqa: E402
from report import Report, arguments  # noqa: E402
from testing.installation import Installation, Seed  # noqa: E402
from traffic import Traffic  # noqa: E402

NOW = "2027-03-01T09:00:00Z"
TABLES = ("person", "user_account", "session", "session_note", "session_private_note", "commitment", "opportunity", "import_run", "time_off", "event", "event_text")


def counts(rows):
    return {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}



def serve_and_look(report, found, label, whole):
    """The program on what was restored: people get in, the chain is whole, and it answers as the rows say."""
    with found:
        statuses = [found.request(who, "GET", "/api/home").status for who in ("mara", "ana", "xavi")]
        people = found.request("rita", "GET", "/api/people?limit=100").json
    chain = found.command("audit", "verify").strip()
    report.check(f"{label}: login, home and people", statuses == [200, 200, 200] and len(people["items"]) == 11, statuses)
    report.check(f"{label}: chain", "whole" in chain and str(whole["event"]) in chain, chain)


def damages(backup, place, chance):
    """(what, file) of copies that must be refused."""
    manifest = pathlib.Path(f"{backup}.manifest")

    def copy(name):
        to = place / name
        shutil.copy(backup, to)
        shutil.copy(manifest, f"{to}.manifest")
        return to
    data = backup.read_bytes()
    cut = copy("cut")
    cut.write_bytes(data[:chance.randrange(1, len(data))])
    yield "cut", cut
    for number in range(3):
        flipped = copy(f"flipped{number}")
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        flipped.write_bytes(changed)
        yield "a bit flipped", flipped
    longer = copy("longer")
    longer.write_bytes(data + b"\0")
    yield "a byte too many", longer
    bare = place / "bare"
    shutil.copy(backup, bare)
    yield "no manifest", bare
    other = copy("other")
    other.write_bytes(b"something else altogether\n" * 1000)
    yield "another file under its manifest", other
    text = place / "text"
    text.write_text("no backup")
    pathlib.Path(f"{text}.manifest").write_text("no manifest")
    yield "a text file", text
    empty = copy("empty")
    empty.write_bytes(b"")
    yield "an empty file", empty
    yield "no file", place / "not there"


def sqlite(seed, given, report, chance):
    house = seed.installation(NOW)
    place = pathlib.Path(tempfile.mkdtemp(dir=seed.folder))
    rounds = 3 if given.short else 20
    taken = []
    with house:
        traffic = Traffic(house, seed=given.seed)
        traffic.prepare()
        traffic.begin()
        time.sleep(0.5)
        slowest = 0.0
        for number in range(rounds):
            time.sleep(chance.uniform(0.1, 0.5))
            begin = time.time()
            said = json.loads(house.command("backup", str(place / f"{number}.db"), "--json"))
            slowest = max(slowest, time.time() - begin)
            taken.append((place / f"{number}.db", begin, said))
        # Two at once, and one that is killed in the middle: it leaves no backup, and the next one is not in its way.
        both = [threading.Thread(target=house.command, args=("backup", str(place / f"both{n}.db"))) for n in (1, 2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        killed = 0
        for number in range(5 if given.short else 40):
            process = subprocess.Popen([house.program, "backup", str(place / "killed.db")], env=house.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.0, 0.15))
            process.kill()
            process.wait()
            if (place / "killed.db").exists():  # it was done before the kill
                check = subprocess.run([house.program, "restore", "--verify", str(place / "killed.db")], env=house.environment, capture_output=True, check=False)
                report.check("a backup that got its name before the kill is whole", check.returncode == 0)
                (place / "killed.db").unlink()
                pathlib.Path(place / "killed.db.manifest").unlink(missing_ok=True)
            else:
                killed += 1
        house.command("backup", str(place / "killed.db"))
        traffic.end()
        acknowledged = sum(attempt.is_acknowledged for attempt in traffic.attempts)
    report.check("backups killed in the middle are none, and the next one works", True, f"{killed} killed")

    lost = halves = 0
    for number, (file, begin, said) in enumerate(taken):
        to = place / f"restored{number}"
        to.mkdir()
        found = Installation(given.program, to, None, NOW, seed.people)
        found.command("restore", str(file))
        rows = facts.sqlite_rows(to / "backbeat.db")
        verdict = facts.judge(rows, traffic.attempts, until=begin)
        lost, halves = lost + len(verdict.lost), halves + len(verdict.halves) + len(verdict.doubled)
        there = counts(rows)
        rows.close()
        original = facts.sqlite_rows(file)
        is_same = counts(original) == there and hashlib.sha256(file.read_bytes()).hexdigest() == said["sha256"]
        original.close()
        report.check(f"backup {number}: counts and hash", is_same and rows is not None, f"{there['event']} events")
        if number < 3:
            serve_and_look(report, found, f"backup {number}, restored elsewhere", there)
    report.figure("backup under load, restored elsewhere: acknowledged before it began and missing", "0", f"{lost} in {rounds} backups of {acknowledged} writes", lost == 0)
    report.figure("backup under load: there in part", "0", halves, halves == 0)
    report.figure("a backup while people write takes", "said", f"{slowest:.2f} s at most, {taken[-1][0].stat().st_size // 1024} KiB", True)

    refused, wrong = collections.Counter(), []
    for what, file in damages(taken[-1][0], place, chance):
        to = place / "target"
        shutil.rmtree(to, ignore_errors=True)
        to.mkdir()
        found = Installation(given.program, to, None, NOW, seed.people)
        for words in (("restore", "--verify", str(file)), ("restore", str(file))):
            done = subprocess.run([given.program, *words], env=found.environment, capture_output=True, text=True, check=False)
            is_fine = done.returncode in (1, 3) and str(file) in done.stderr and not (to / "backbeat.db").exists()
            refused[is_fine] += 1
            if not is_fine:
                wrong.append(f"{what}: {done.returncode} {done.stdout[:100]} {done.stderr[:200]}")
        found.errors.close()
    report.figure("cut, changed and wrong files", "all refused, nothing put in place", f"{refused[True]} refused, {refused[False]} not", not wrong, "; ".join(wrong[:3]))
    again = subprocess.run([given.program, "restore", str(taken[-1][0])], env=house.environment, capture_output=True, text=True, check=False)
    report.check("a database that is there is not replaced", again.returncode == 1 and "backbeat.db" in again.stderr, again.stderr.strip())


def postgres(seed, given, report, chance):
    house = seed.installation(NOW)
    place = pathlib.Path(tempfile.mkdtemp(dir=seed.folder))
    with house:
        traffic = Traffic(house, seed=given.seed)
        traffic.prepare()
        traffic.begin()
        time.sleep(chance.uniform(0.5, 1.0))
        begin = time.time()
        subprocess.run(["pg_dump", "-Fc", "-f", str(place / "dump"), "-d", house.environment["BACKBEAT_DATABASE"]], check=True)
        took = time.time() - begin
        time.sleep(0.3)
        traffic.end()
    database = seed.make_database()
    subprocess.run(["pg_restore", "--exit-on-error", "-d", database, str(place / "dump")], check=True)
    rows = facts.postgres_rows(database)
    verdict, there = facts.judge(rows, traffic.attempts, until=begin), counts(rows)
    to = place / "restored"
    to.mkdir()
    serve_and_look(report, Installation(given.program, to, database, NOW, seed.people), "pg_dump, restored elsewhere", there)
    acknowledged = sum(attempt.is_acknowledged for attempt in traffic.attempts)
    report.figure("PostgreSQL: pg_dump under load, restored elsewhere", "0 missing, 0 in part", f"{verdict} of {acknowledged} writes; {took:.1f} s", verdict.is_fine)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, in BACKBEAT_TEST_POSTGRES")
    given = parser.parse_args()
    given.program = str(pathlib.Path(given.program).resolve())
    report, chance = Report("R16", given), random.Random(given.seed)
    with Seed(given.program, "postgres" if given.postgres else "sqlite") as seed:
        (postgres if given.postgres else sqlite)(seed, given, report, chance)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
