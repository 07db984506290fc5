#!/usr/bin/env python3
"""R5: a damaged database is refused at the start, with the file's name and what to do next; what is not refused serves right rows.

    /usr/bin/python3 tests/prove/r5_corrupt.py --program build/release/bin/backbeat [--short]

Damage: pages of noise, zeros or another page's content; a cut file; a header of noise; another kind of file; bits flipped in the write-ahead log
that a kill left behind; a page that goes bad while the program serves. What starts all the same is read table by table and must be what it was.
"""
import collections
import hashlib
import http.client
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "lib")]
import facts  # noqa: E402
from report import Report, arguments, words  # noqa: E402
from testing.installation import Installation, Seed  # noqa: E402
from traffic import Traffic  # noqa: E402

NOW = "2027-03-01T09:00:00Z"
PAGE = 4096


def content(file):
    """A digest of every row of every table, indexes used and not used; or None where SQLite will not read it."""
    try:
        handle = sqlite3.connect(file)
        digest = hashlib.sha256()
        for (table,) in handle.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
            if table in ("idempotency_key", "user_session"):  # written by every start and sign-in
                continue
            rows = handle.execute(f'SELECT * FROM "{table}" NOT INDEXED').fetchall()
            digest.update(repr((table, sorted(map(repr, rows)))).encode())
        handle.close()
        return digest.hexdigest()
    except sqlite3.DatabaseError:
        return None


def try_to_serve(program, folder, house):
    """("refused" | "served" | a fault, what it said)."""
    tried = Installation(program, folder, None, NOW, house.people)
    process = subprocess.Popen([program, "serve"], env=tried.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    if line.startswith("serving"):
        process.kill()
        process.communicate()
        return "served", ""
    _, said = process.communicate(timeout=60)
    good = process.returncode in (1, 3, 4) and "backbeat.db" in said and "restore" in said
    return ("refused" if good else f"ended with {process.returncode} and said too little"), said.strip()


def damaged(original, to, harm):
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(original, to)
    file = to / "backbeat.db"
    bytes_ = bytearray(file.read_bytes())
    file.write_bytes(harm(bytes_))
    return to


def page_harms(chance, count):
    def noise(data):
        at = chance.randrange(len(data) // PAGE) * PAGE
        data[at:at + PAGE] = chance.randbytes(PAGE)
        return data

    def zeros(data):
        at = chance.randrange(len(data) // PAGE) * PAGE
        data[at:at + PAGE] = bytes(PAGE)
        return data

    def misplaced(data):
        here, there = chance.sample(range(len(data) // PAGE), 2)
        data[here * PAGE:here * PAGE + PAGE] = data[there * PAGE:there * PAGE + PAGE]
        return data

    def cut(data):
        return data[:chance.randrange(1, len(data) - 1)]

    def header(data):
        data[0:100] = chance.randbytes(100)
        return data

    def other(data):
        return b"not a database, but somebody's notes\n" * 1000

    return [("a page of noise", noise, count), ("a page of zeros", zeros, count), ("a page with another's content", misplaced, count), ("a cut file", cut, count),
            ("a header of noise", header, 3), ("another kind of file", other, 1)]


def live_frames(log):
    """How many frames of the log count; what follows is left from before it was begun anew, and has other salts."""
    data, frames = log.read_bytes(), 0
    while (at := 32 + frames * (PAGE + 24)) + PAGE + 24 <= len(data) and data[at + 8:at + 16] == data[16:24]:
        frames += 1
    return frames


def flip_log(log, chance):
    """A bit of what counts, flipped."""
    data = bytearray(log.read_bytes())
    at = chance.randrange(32 + live_frames(log) * (PAGE + 24))
    data[at] ^= 1 << chance.randrange(8)
    log.write_bytes(data)


PAGES_READ = ("/api/people", "/api/home", "/api/cadence?weeks=4", "/api/playbook", "/api/me", "/api/team", "/api/capacity/quarter", "/api/ride-alongs/desk",
              "/api/calls?from=2027-03-01T00:00:00Z&to=2027-03-14T00:00:00Z", "/api/sessions", "/api/scorecards")


def bad_while_serving(seed, program, report, chance, rounds):
    """Pages of noise under a running program, and then the right ones again: an answer is the one from before, or 503. Every page is asked for
    twice each time, in a new order, so that what one question left behind meets the next."""
    wrong, statuses = [], {"bad": collections.Counter(), "good again": collections.Counter()}
    for _ in range(rounds):
        house = seed.installation(NOW)
        with house:
            before = {path: house.request("mara", "GET", path) for path in PAGES_READ}
            wrong.extend(f"{path}: {reply.status} of a whole database" for path, reply in before.items() if reply.status != 200)
            house.kill_and_start()  # nothing is cached any more
            file = house.folder / "backbeat.db"
            right = file.read_bytes()
            pages = chance.sample(range(1, len(right) // PAGE), 8)
            for are, content_of in (("bad", lambda at: chance.randbytes(PAGE)), ("good again", lambda at: right[at * PAGE:at * PAGE + PAGE])):
                with open(file, "r+b") as data:
                    for at in pages:
                        data.seek(at * PAGE)
                        data.write(content_of(at))
                for path in chance.sample(2 * PAGES_READ, 2 * len(PAGES_READ)):
                    try:
                        reply = house.send("GET", path, None, {"Cookie": house.tokens["mara"]})
                    except (OSError, http.client.HTTPException):
                        wrong.append(f"{path}: no answer; the program said {(house.folder / 'stderr').read_text()[-300:]}")
                        break
                    statuses[are][reply.status] += 1
                    if not (reply.status == 503 or reply.text == before[path].text):
                        wrong.append(f"{path}: {reply.status} {reply.text[:100]}")
            if house.process.poll() is not None:
                wrong.append("the program ended")
    report.figure("pages that go bad while it serves, and are good again", "503 or the right answer", f"{words(statuses['bad'])}, then {words(statuses['good again'])}, {len(wrong)} wrong in {rounds} rounds", not wrong, "; ".join(wrong[:2]))


def main():
    given = arguments(__doc__).parse_args()
    report, chance = Report("R5", given), random.Random(given.seed)
    count = 8 if given.short else 100
    program = pathlib.Path(given.program).resolve()
    with Seed(program, "sqlite") as seed:
        house = seed.installation(NOW)
        with house:
            traffic = Traffic(house, seed=given.seed)
            traffic.prepare()
            for _ in range(3):
                traffic.begin()
                time.sleep(0.5)
                traffic.end()
        place = pathlib.Path(tempfile.mkdtemp(dir=seed.folder))
        whole = place / "whole"
        shutil.copytree(house.folder, whole)
        right = content(whole / "backbeat.db")
        begin = time.monotonic()
        with Installation(program, shutil.copytree(whole, place / "fine"), None, NOW, seed.people):
            print(f"     {(whole / 'backbeat.db').stat().st_size // 1024} KiB, started in {time.monotonic() - begin:.2f} s")
        for what, harm, times in page_harms(chance, count):
            outcomes, wrong = collections.Counter(), ""
            for _ in range(times):
                folder = damaged(whole, place / "damaged", harm)
                outcome, said = try_to_serve(program, folder, house)
                if outcome == "served":
                    outcome = "served, all rows right" if content(folder / "backbeat.db") == right else "served WRONG"
                if outcome not in ("refused", "served, all rows right"):
                    wrong = wrong or f"{outcome}: {said[:300]}"
                outcomes[outcome] += 1
            report.figure(what, "refused with file and next step, or no row is wrong", words(outcomes), not wrong, wrong)

        # A kill leaves a log behind; bits of it flip.
        live = seed.installation(NOW)
        with live:
            traffic = Traffic(live, seed=given.seed + 1)
            traffic.prepare()
            for _ in range(20):  # until the log is long enough to be worth it
                traffic.begin()
                time.sleep(0.4)
                live.process.kill()
                live.process.wait(60)
                traffic.end()
                frames = live_frames(live.folder / "backbeat.db-wal")
                shutil.rmtree(place / "killed", ignore_errors=True)
                shutil.copytree(live.folder, place / "killed")
                live.start()
                if frames >= 200:
                    break
        outcomes, wrong, tail = collections.Counter(), "", 0
        for _ in range(3 * count):
            folder = place / "flipped"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(place / "killed", folder)
            flip_log(folder / "backbeat.db-wal", chance)
            outcome, said = try_to_serve(program, folder, house)
            if outcome == "served":
                rows = facts.sqlite_rows(folder / "backbeat.db")
                verdict = facts.judge(rows, traffic.attempts)
                rows.close()
                # A bit of the last transaction looks as a torn write does: what is before it stands, nothing is there in part. What may be
                # missing is what its writers wrote at once, or twice that where the bit ended a transaction.
                lost = len(verdict.lost)
                outcome = "served whole" if lost == 0 else "served without the last writes"
                tail += lost > 0
                if verdict.halves or verdict.doubled or lost > 2 * len(traffic.threads):
                    outcome, wrong = "served WRONG", wrong or str(verdict)
            elif outcome != "refused":
                wrong = wrong or f"{outcome}: {said[:300]}"
            outcomes[outcome] += 1
        # Where nothing was refused the experiment did not reach what it is about.
        report.figure(f"a bit flipped in a write-ahead log of {frames} frames", "refused with file and next step; the last transaction's may look torn", words(outcomes),
                      not wrong and outcomes["refused"] >= count, wrong or "too few were refused")
        bad_while_serving(seed, program, report, chance, 3 if given.short else 30)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
