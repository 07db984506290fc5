#!/usr/bin/env python3
"""R1: kill -9 at a random instant of mixed writes, over and over, and nothing acknowledged is lost, nothing is there in part.

    /usr/bin/python3 tests/prove/r1_crash.py --program build/release/bin/backbeat [--short] [--postgres] [--loops N]

After each kill the program is started again (timed), every request that got no answer is sent again with its Idempotency-Key, and the database
is read beside the program: each acknowledged write is there, imports are whole or absent, rows and events go together, the audit chain,
recomputed here, is whole. A request sent again is answered, and what it asks for is there once.
"""
import os
import pathlib
import random
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "lib")]
import facts  # noqa: E402
from report import Report, arguments  # noqa: E402
from testing.installation import Seed  # noqa: E402
from traffic import Traffic  # noqa: E402

MOST_RESENT = 12  # of the unanswered of one loop; all of them are few


def resend_unanswered(traffic, attempts, chance):
    """Sends again what got no answer; (again, faults)."""
    unanswered = [attempt for attempt in attempts if attempt.status is None and attempt.method == "POST"]
    faults = []
    for attempt in unanswered[:MOST_RESENT]:
        reply = traffic.resend(attempt)
        if reply.status in (200, 201):
            attempt.status, attempt.reply, attempt.answered_at = reply.status, reply.text, time.time()
        elif not (reply.status == 409 and reply.json["code"] in ("answer_lost", "key_in_use")):
            faults.append(f"{attempt.kind}: {reply.status} {reply.text[:200]}")
        else:
            attempt.said = reply.json["code"]
    answered = [attempt for attempt in attempts if attempt.is_acknowledged and attempt.method == "POST" and attempt.answered_at]
    for attempt in chance.sample(answered, min(3, len(answered))):
        reply = traffic.resend(attempt)
        said = reply.headers.get("Idempotency-Replayed") == "true" or (reply.status == 409 and reply.json["code"] == "answer_lost")
        if not said or (reply.status < 400 and reply.text != attempt.reply):
            faults.append(f"{attempt.kind} answered {attempt.status} {attempt.reply[:100]}, and again {reply.status} {reply.text[:100]}")
    return unanswered, faults


def main():
    parser = arguments(__doc__)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, in BACKBEAT_TEST_POSTGRES")
    parser.add_argument("--loops", type=int, default=0)
    given = parser.parse_args()
    engine = "PostgreSQL" if given.postgres else "SQLite"
    loops = given.loops or {(True, False): 200, (True, True): 25, (False, False): 1000, (False, True): 200}[given.short, given.postgres]
    report, chance = Report("R1", given), random.Random(given.seed)
    lost = halves = doubled = acknowledged = resent = lost_answers = 0
    starts, faults, stuck, begin = [], [], [], time.monotonic()
    with Seed(given.program, "postgres" if given.postgres else "sqlite") as seed:
        house = seed.installation("2027-03-01T09:00:00Z")
        with house:
            traffic = Traffic(house, seed=given.seed)
            traffic.prepare()
            rows = (lambda: facts.postgres_rows(house.environment["BACKBEAT_DATABASE"])) if given.postgres else (lambda: facts.sqlite_rows(house.folder / "backbeat.db"))
            for loop in range(loops):
                first = len(traffic.attempts)
                traffic.begin()
                time.sleep(chance.uniform(0.010, 0.150) * (3 if given.postgres else 1))
                house.process.kill()
                house.process.wait(60)
                traffic.end()
                started = time.monotonic()
                house.start()
                starts.append(time.monotonic() - started)
                these = traffic.attempts[first:]
                acknowledged += sum(attempt.is_acknowledged for attempt in these)
                unanswered, said = resend_unanswered(traffic, these, chance)
                resent, faults = resent + len(unanswered), faults + said
                # This loop's attempts, and every so often all there ever were.
                reader = rows()
                every = loop % 20 == 19 or loop == loops - 1
                verdict = facts.judge(reader, traffic.attempts if every else these, whole=every)
                reader.close()
                for attempt in these:
                    if getattr(attempt, "said", "") == "answer_lost":
                        lost_answers += 1
                    if getattr(attempt, "said", "") == "key_in_use" and not given.postgres:
                        stuck.append(attempt)
                lost, halves, doubled = lost + len(verdict.lost), halves + len(verdict.halves), doubled + len(verdict.doubled)
                if not verdict.is_fine:
                    print(f"FAIL loop {loop}: {verdict}")
            chain = house.command("audit", "verify")
            unexpected = traffic.unexpected
    took = time.monotonic() - begin
    report.figure(f"kill -9, {engine}: acknowledged writes lost", "0", f"{lost} of {acknowledged:,} in {loops} kills", lost == 0)
    report.figure(f"kill -9, {engine}: there in part", "0", f"{halves} in {loops} kills", halves == 0)
    report.timed(f"kill -9, {engine}: restart to serving", "<= 2 s", f"median {statistics.median(starts):.2f} s, {max(starts):.2f} s at most", max(starts) <= 2,
                  f"{os.getloadavg()[0]:.0f} processes wanted the {os.cpu_count()} cores")
    report.figure(f"kill -9, {engine}: requests sent again with their Idempotency-Key that happened twice", "0",
                  f"{doubled}; {resent} sent again, {lost_answers} told that their answer was lost", doubled == 0)
    report.check("a request sent again is answered", not faults and not stuck, "; ".join(faults[:3]))
    report.check("nothing was answered that the API does not say", not unexpected, unexpected and f"{unexpected[0].status} {unexpected[0].reply[:200]}")
    report.check("the program finds its chain whole", "whole" in chain, chain.strip())
    print(f"     {loops} loops in {took:.0f} s")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
