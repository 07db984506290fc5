#!/usr/bin/env python3
"""R2: the power goes in the middle of writes, and nothing that was acknowledged is lost.

    /usr/bin/python3 tests/prove/r2_power_cut.py --program build/release/bin/backbeat [--short]

Nine people write through the API while strace records every write, fsync, truncation and removal. The record is cut at random instants; what
no fsync vouches for is dropped or torn, sector by sector (tests/prove/lib/power.py); SQLite opens what is left. Each time: is the database whole, is
the audit chain, is everything there whose answer had reached its sender, is nothing there in part? The same with two copies of the program
whose `synchronous` was weakened in the binary: an experiment that cannot tell them apart proves nothing.
"""
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
import power  # noqa: E402
from report import Report, arguments  # noqa: E402
from testing.installation import Installation, Seed  # noqa: E402
from traffic import Traffic  # noqa: E402

NOW = "2027-03-01T09:00:00Z"


def record(seed, program, folder, wanted, level, chance):
    """Writes under the tracer: (files before, calls, attempts, times between which to cut)."""
    house = seed.installation(NOW)
    house.program = program if level == "FULL" else power.weaker(program, folder / f"backbeat-{level}", level)
    with house:  # prepared before the trace begins
        traffic = Traffic(house, seed=chance.randrange(1 << 30))
        traffic.prepare()
    before = power.Disk.of_folder(house.folder)
    house.errors = open(house.folder / "stderr", "ab")
    house.program = power.traced(house.program, folder / f"{level}.strace")
    with house:
        begin = time.time()
        traffic.begin()
        while sum(attempt.is_acknowledged for attempt in traffic.attempts) < wanted and time.time() < begin + 120:
            time.sleep(0.1)
        traffic.end()
    power.wait_for_end(folder / f"{level}.strace")
    assert not traffic.unexpected, traffic.unexpected[0].reply
    calls = power.calls_of(folder / f"{level}.strace", house.folder)
    return before, calls, traffic, (begin, calls[-1].end)


class Count:
    def __init__(self):
        self.cuts = self.lost = self.corrupt = self.halves = self.rows_lost = 0
        self.first = ""


def look(files, folder, attempts, until, count):
    """One state of the disk, judged."""
    shutil.rmtree(folder, ignore_errors=True)
    power.put(files, folder)
    count.cuts += 1
    try:
        rows = facts.sqlite_rows(folder / "backbeat.db")
        said = rows("PRAGMA integrity_check")[0][0]
        if said != "ok":
            raise sqlite3.DatabaseError(said)
        verdict = facts.judge(rows, attempts, until)
        rows.close()
    except sqlite3.DatabaseError as fault:
        count.corrupt += 1
        count.first = count.first or f"corrupt: {fault}"
        return False
    count.lost += bool(verdict.lost)
    count.rows_lost += len(verdict.lost)
    count.halves += bool(verdict.halves or verdict.doubled)
    if not verdict.is_fine:
        count.first = count.first or str(verdict)
    return verdict.is_fine


def starts(program, house, files, folder):
    """Whether the program itself starts on it, lets people in, and finds its chain whole; and how long the start took."""
    shutil.rmtree(folder, ignore_errors=True)
    power.put(files, folder)
    found = Installation(program, folder, None, NOW, house.people)
    begin = time.monotonic()
    with found:
        took = time.monotonic() - begin
        is_fine = found.request("mara", "GET", "/api/home").status == 200
    found.command("audit", "verify")
    return is_fine, took


def cut_all(recorded, cuts, folder, chance, program, house, sampled):
    before, calls, traffic, (first, last) = recorded
    instants = sorted(chance.uniform(first, last) for _ in range(cuts))
    # Half of them right after an answer, where a lost write shows most.
    answered = [attempt.answered_at for attempt in traffic.attempts if attempt.is_acknowledged]
    instants = sorted(instants[::2] + [chance.choice(answered) + 1e-4 for _ in range(cuts // 2)])
    disk, fed, count, slowest, refused = before, 0, Count(), 0.0, 0
    by_begin = sorted(calls, key=lambda call: call.begin)
    for number, instant in enumerate(instants):
        while fed < len(calls) and calls[fed].end <= instant:
            disk.feed(calls[fed])
            fed += 1
        # Begun and not ended: may have arrived as any unsynced write may. A sync that has not returned vouches for nothing.
        running = [call for call in by_begin if call.begin <= instant < call.end and call.what in ("write", "truncate")]
        for call in running:
            disk.pending.setdefault(call.file, []).append(call)
        _, files = disk.cut(chance)
        for call in running:
            disk.pending[call.file].remove(call)
        look(files, folder, traffic.attempts, instant, count)
        if sampled and number % (cuts // sampled) == 0:
            is_fine, took = starts(program, house, files, folder)
            slowest, refused = max(slowest, took), refused + (not is_fine)
    return count, slowest, refused


def first_start(program, folder, cuts, chance, report):
    """The power goes during and after `init`: it says "Made", so it is there; and where it did not say so it can be said again."""
    home = folder / "new"
    home.mkdir()
    log = folder / "init.strace"
    house = Installation(program, home, None, NOW, {})
    house.program = power.traced(program, log)
    begin = time.time()
    house.command("init", "--name", "Northwind", "--zone", "Europe/Madrid")
    acknowledged = time.time()
    house.program = power.traced(program, folder / "serve.strace")
    with house:
        served = time.time()
    power.wait_for_end(log)
    power.wait_for_end(folder / "serve.strace")
    calls = sorted(power.calls_of(log, home) + power.calls_of(folder / "serve.strace", home), key=lambda call: call.end)
    instants = sorted([chance.uniform(begin, acknowledged) for _ in range(cuts // 2)] + [chance.uniform(acknowledged, served + 0.1) for _ in range(cuts - cuts // 2)])
    disk, fed, lost, stuck, said = power.Disk({}), 0, 0, 0, ""
    for instant in instants:
        while fed < len(calls) and calls[fed].end <= instant:
            disk.feed(calls[fed])
            fed += 1
        _, files = disk.cut(chance)
        place = folder / "found"
        shutil.rmtree(place, ignore_errors=True)
        power.put(files, place)
        found = Installation(program, place, None, NOW, {})
        again = subprocess.run([program, "init", "--name", "Northwind"], env=found.environment, capture_output=True, text=True, check=False)
        has_it = again.returncode == 1 and "already" in again.stderr
        if not has_it and again.returncode != 0:
            stuck, said = stuck + 1, said or again.stderr.strip()
        elif not has_it and instant > acknowledged:
            lost, said = lost + 1, said or "the organisation is gone"
        try:
            with found:
                pass
        except AssertionError as fault:
            stuck, said = stuck + 1, said or str(fault)
    report.figure(f"first start: {cuts} cuts during `init` and the first `serve`", "0 lost, 0 that cannot go on", f"{lost} lost, {stuck} stuck", not lost and not stuck, said)


def main():
    given = arguments(__doc__).parse_args()
    report, chance = Report("R2", given), random.Random(given.seed)
    cuts, wanted, control = (400, 500, 100) if given.short else (400, 3000, 400)
    program = pathlib.Path(given.program).resolve()
    if not power.strace_works():
        report.figure("power cut", "runs", "strace may not trace here", False, "needs ptrace")
        return report.end()
    with Seed(program, "sqlite") as seed:
        house = seed.installation(NOW)
        house.errors.close()
        folder = pathlib.Path(tempfile.mkdtemp(dir=seed.folder, prefix="power-"))
        first_start(program, folder, 20 if given.short else 100, chance, report)
        for level, rounds in (("FULL", cuts), ("NORMAL", control), ("OFF", control)):
            recorded = record(seed, program, folder, wanted, level, chance)
            writes = sum(call.what == "write" for call in recorded[1])
            syncs = sum(call.what == "sync" for call in recorded[1])
            acknowledged = sum(attempt.is_acknowledged for attempt in recorded[2].attempts)
            print(f"     {level}: {acknowledged} acknowledged writes, {writes} writes to the disk, {syncs} syncs")
            count, slowest, refused = cut_all(recorded, rounds, folder / "cut", chance, program, house, (5 if given.short else 20) if level == "FULL" else 0)
            said = f"lost in {count.lost}, corrupt in {count.corrupt}, in part in {count.halves} of {count.cuts} cuts"
            if level == "FULL":
                report.figure("power cut, synchronous=FULL as shipped", "0 lost, 0 corrupt", said, not (count.lost or count.corrupt or count.halves), count.first)
                report.timed("start on what a cut left", "<= 2 s, chain whole", f"{slowest:.2f} s at most, {refused} refused", slowest <= 2 and not refused)
            elif level == "NORMAL":
                report.figure("control: synchronous=NORMAL", "acknowledged writes lost in many", said, count.lost >= rounds // 4, "the experiment would not notice a lost write")
            else:
                report.figure("control: synchronous=OFF", "corrupt in many", said, count.corrupt >= rounds // 4, "the experiment would not notice a corrupt database")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
