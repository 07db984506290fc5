#!/usr/bin/env python3
"""R3: the n-th write, sync, open, read or accept fails, and the program says so, tells no lie and does not end.

    /usr/bin/python3 tests/prove/r3_failing_calls.py --program build/release/bin/backbeat [--short]

strace is attached to the serving program and makes calls on the database's files fail (`inject=`), while people write. Each time: what was
acknowledged is there after a restart, what was refused was refused with 503 problem+json, reading went on, the process lived. After a failed sync
no further write may be accepted before a restart; after a full disk everything goes on by itself.
"""
import collections
import http.client
import json
import os
import pathlib
import random
import resource
import signal
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "lib")]
import facts  # noqa: E402
import power  # noqa: E402
from report import Report, arguments  # noqa: E402
from testing.installation import Seed  # noqa: E402
from traffic import Traffic  # noqa: E402

NOW = "2027-03-01T09:00:00Z"
# What fails: call, error, whether writes come back without a restart once it is over.
FAULTS = [("fdatasync", "EIO", False), ("fdatasync", "ENOSPC", False), ("pwrite64", "EIO", False), ("pwrite64", "ENOSPC", True)]


class Failing:
    """While it lives, calls of a running process fail."""

    def __init__(self, house, call, error, when, files=("backbeat.db", "backbeat.db-wal"), slow=None):
        """`slow`: a call that takes 20 ms longer each time, meanwhile."""
        paths = [part for name in files for part in ("-P", str(house.folder / name))]
        self.log, self.call = house.folder / "injected", call
        slowed = ["-e", f"inject={slow}:delay_enter=20000"] if slow else []
        self.process = subprocess.Popen(["strace", "-f", "-p", str(house.process.pid), "-o", str(self.log), *paths, "-e",
                                         f"trace={call}" + (f",{slow}" if slow else ""), "-e", f"inject={call}:error={error}:when={when}", *slowed],
                                        stderr=subprocess.PIPE)
        os.set_blocking(self.process.stderr.fileno(), True)
        self.process.stderr.readline()  # "Process N attached"
        time.sleep(0.2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)

    @property
    def injected(self):
        return sum(f" {self.call}(" in line and "(INJECTED)" in line for line in self.log.read_text(errors="replace").splitlines())


BUSY = "overloaded"  # what is said to a client on a machine that cannot keep up: no lie about the disk, and nothing was done


def problem(text):
    try:
        return json.loads(text).get("code", "")
    except ValueError:
        return ""


def is_alive(house):
    return house.process.poll() is None


def write_once(traffic):
    """One write of Ana's; its reply. On a machine that others use too it may be told to come again, as any client."""
    reply = write(traffic)
    while reply.status == 503 and problem(reply.text) == BUSY:
        time.sleep(0.3)
        reply = write(traffic)
    return reply


def write(traffic):
    attempt = traffic.off("ana")
    attempt.headers["Cookie"] = traffic.house.tokens["ana"]
    attempt.headers["Idempotency-Key"] = attempt.key
    traffic.attempts.append(attempt)
    reply = traffic.house.send(attempt.method, attempt.path, attempt.body, attempt.headers)
    attempt.status, attempt.reply, attempt.answered_at = reply.status, reply.text, time.time()
    return reply


def during(house, traffic, seconds, failing):
    """Traffic for a while, and until a call has failed, with reads beside it: {status: count} of these."""
    reads = collections.Counter()
    traffic.begin()
    begin = time.monotonic()
    while time.monotonic() < begin + seconds or (failing.injected == 0 and time.monotonic() < begin + 20):
        try:
            reply = house.send("GET", f"/api/sessions/{traffic.talks['ana']}", None, {"Cookie": house.tokens["ana"]})
            reads[BUSY if reply.status == 503 and problem(reply.text) == BUSY else reply.status] += 1
        except (OSError, http.client.HTTPException) as fault:
            reads[type(fault).__name__] += 1
        time.sleep(0.02)
    traffic.end()
    return reads


def one_fault(seed, report, call, error, recovers, when):
    house = seed.installation(NOW)
    name = f"{call} {error} when={when}"
    with house:
        traffic = Traffic(house, seed=1)
        traffic.prepare()
        with Failing(house, call, error, when) as failing:
            reads = during(house, traffic, 1.0, failing)
            injected = failing.injected
        refused = [attempt for attempt in traffic.attempts
                   if not attempt.is_acknowledged and attempt.status not in (None, 409) and problem(attempt.reply) != BUSY]
        alive = is_alive(house)
        fine = alive and injected > 0
        codes = collections.Counter((attempt.status, problem(attempt.reply)) for attempt in refused)
        fine &= all(status == 503 and code in ("storage_full", "storage_unavailable") for status, code in codes)
        fine &= {200} <= set(reads) <= {200, BUSY}
        after = write_once(traffic)
        silent = [attempt for attempt in traffic.attempts if attempt.status is None]
        expected = 201 if recovers else 503
        if not recovers and refused:
            first = min(attempt.answered_at for attempt in refused)
            # Acknowledged after the failure was known: sent after the first refusal had been answered.
            fine &= not any(attempt.is_acknowledged and attempt.sent_at and attempt.sent_at > first for attempt in traffic.attempts)
        fine &= not refused or after.status == expected
        house.kill_and_start()
        rows = facts.sqlite_rows(house.folder / "backbeat.db")
        verdict = facts.judge(rows, traffic.attempts)
        whole = rows("PRAGMA integrity_check")[0][0]
        for attempt in refused[:5] + silent[:2]:  # what was refused can be sent again, and happens once
            if attempt.method == "POST" and traffic.resend(attempt).status not in (200, 201, 409):
                fine = False
        again = facts.judge(rows, traffic.attempts)
        fine &= write_once(traffic).status == 201
        rows.close()
        fine &= verdict.is_fine and not again.doubled and whole == "ok"
    said = f"{injected} calls failed, refused {dict(codes)}, reads {dict(reads)}, next write {after.status}, {verdict}, alive {alive}"
    report.check(name, fine, said)
    return fine


def all_at_once(house, path, cookie, many):
    """How that many requests of one moment are answered: {status or BUSY: count}. All are connected before the first is sent."""
    request = "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", f"Cookie: {cookie}", "", ""]).encode()
    crowd = [socket.create_connection(house.address, timeout=20) for _ in range(many)]
    for one in crowd:
        one.sendall(request)
    statuses = collections.Counter()
    for one in crowd:
        answer = http.client.HTTPResponse(one)
        answer.begin()
        text = answer.read().decode()
        statuses[BUSY if answer.status == 503 and problem(text) == BUSY else answer.status] += 1
        one.close()
    return statuses


def opening_fails(seed, report):
    """No descriptor is left for another connection to the database: reads are refused for the time being, nothing worse. A connection is opened
    only when more reads meet than ever before, so reading takes long for the time being and there may be many connections."""
    house = seed.installation(NOW)
    house.environment.update(BACKBEAT_READERS="64", BACKBEAT_WORKERS="64")
    with house:
        traffic = Traffic(house, seed=1)
        traffic.prepare()
        house.kill_and_start()  # so that its connections for reading are not open yet
        with Failing(house, "openat", "EMFILE", "1+", slow="pread64") as failing:
            statuses, deadline = collections.Counter(), time.monotonic() + 60
            while 503 not in statuses and time.monotonic() < deadline:
                statuses += all_at_once(house, "/api/home", house.tokens["mara"], 64)
            injected = failing.injected
        fine = is_alive(house) and injected > 0 and set(statuses) <= {503, 200, BUSY} and 503 in statuses
        after = house.request("mara", "GET", "/api/home").status
        report.check("openat EMFILE", fine and after == 200, f"{injected} calls failed, {dict(statuses)}, afterwards {after}")
        return fine and after == 200


def reading_fails(seed, report):
    """A page that cannot be read is refused, not guessed."""
    house = seed.installation(NOW)
    with house:
        traffic = Traffic(house, seed=1)
        traffic.prepare()
        house.kill_and_start()
        with Failing(house, "pread64", "EIO", "1+") as failing:
            statuses = collections.Counter(house.send("GET", "/api/home", None, {"Cookie": house.tokens["mara"]}).status for _ in range(5))
            injected = failing.injected
        fine = is_alive(house) and injected > 0 and set(statuses) <= {503}
        after = house.request("mara", "GET", "/api/home").status
        report.check("pread64 EIO", fine and after == 200, f"{injected} calls failed, {dict(statuses)}, afterwards {after}")
        return fine and after == 200


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def accepting_fails(seed, report):
    """More connections than descriptors: those that are open are served, the loop does not burn the processor, and afterwards all is as before."""
    house = seed.installation(NOW)
    del house.environment["BACKBEAT_CLOCK_FILE"]  # a clock in a file needs a descriptor too
    with house:
        cookie = {"Cookie": house.cookie("mara")}
        open_one = http.client.HTTPConnection(*house.address, timeout=20)
        open_one.request("GET", "/api/home", None, cookie)
        fine = open_one.getresponse().read() and True
        in_use = len(os.listdir(f"/proc/{house.process.pid}/fd"))
        _, hard = resource.prlimit(house.process.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(house.process.pid, resource.RLIMIT_NOFILE, (in_use + 20, hard))
        crowd = [socket.create_connection(house.address, timeout=20) for _ in range(100)]
        time.sleep(0.3)
        before = cpu_seconds(house.process.pid)
        open_one.request("GET", "/api/me", None, cookie)
        served = open_one.getresponse()
        served.read()
        time.sleep(1)
        burnt = cpu_seconds(house.process.pid) - before
        for one in crowd:
            one.close()
        resource.prlimit(house.process.pid, resource.RLIMIT_NOFILE, (hard, hard))
        deadline, after = time.monotonic() + 10, 0
        while after != 200 and time.monotonic() < deadline:
            try:
                after = house.send("GET", "/api/me", None, cookie).status
            except OSError:
                time.sleep(0.1)
        fine = is_alive(house) and served.status == 200 and burnt < 0.5 and after == 200
        report.check("accept EMFILE", fine, f"open connection {served.status}, {burnt:.2f} s of CPU in a second of refusals, afterwards {after}")
        return fine


def main():
    given = arguments(__doc__).parse_args()
    report = Report("R3", given)
    chance = random.Random(given.seed)
    results = collections.Counter()
    if not power.strace_works():
        report.figure("the n-th call fails", "runs", "strace may not trace here", False, "needs ptrace")
        return report.end()
    with Seed(given.program, "sqlite") as seed:
        for call, error, recovers in FAULTS:
            whens = ["1", "1+", str(chance.randrange(2, 30))] if given.short else ["1", "2", "3", "1+", "5+", *map(str, sorted(chance.sample(range(4, 200), 15)))]
            for when in whens:
                results[call, error, one_fault(seed, report, call, error, recovers, when)] += 1
        for what in (opening_fails, reading_fails, accepting_fails):
            results[what.__name__, "", what(seed, report)] += 1
    wrong = sum(count for (_, _, fine), count in results.items() if not fine)
    report.figure("the n-th call fails (fdatasync, pwrite64, openat, pread64, accept)", "clean 503, no lie, no crash; no write after a failed sync",
                  f"{sum(results.values())} faults, {wrong} wrong", wrong == 0)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
