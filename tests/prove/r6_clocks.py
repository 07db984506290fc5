#!/usr/bin/env python3
"""R6: the machine's clock jumps under the serving program, forwards and back.

    /usr/bin/python3 tests/prove/r6_clocks.py --program build/release/bin/backbeat [--short]

The program runs on libfaketime, whose offset is changed while it serves; the monotonic clock goes on as it does on a real machine. After each jump:
requests are answered, nobody who may is locked out, nobody's session or link outlives its time, ids stay unlike, the processor is idle, and an
event stream lives. What a jump back makes look like the future may not be held against anybody for longer than its own rule says.
"""
import collections
import datetime
import glob
import http.client
import json
import os
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "lib")]
import facts  # noqa: E402
from report import Report, arguments, words  # noqa: E402
from testing.installation import Seed  # noqa: E402
from traffic import Traffic  # noqa: E402

START = datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.timezone.utc)
HOUR, DAY = 3600, 86400


class FakeTime:
    """A clock of the program's own that can be set while it runs: an offset to the real one, in a file."""

    def __init__(self, house):
        library = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        assert library, "faketime is not installed"
        self.file = house.folder.parent / "faketime"
        del house.environment["BACKBEAT_CLOCK_FILE"]
        house.environment.update(LD_PRELOAD=library[0], FAKETIME_TIMESTAMP_FILE=str(self.file), FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1", DONT_FAKE_MONOTONIC="1")
        self.base = START.timestamp() - time.time()
        self.jump(0)

    def jump(self, seconds):
        """To START + seconds, and on from there."""
        self.offset = self.base + seconds
        new = self.file.with_suffix(".new")
        new.write_text(f"{self.offset:+.3f}\n")
        new.rename(self.file)

    def now(self):
        return datetime.datetime.fromtimestamp(time.time() + self.offset, datetime.timezone.utc)


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle_share(house, seconds=1.0):
    before = cpu_seconds(house.process.pid)
    time.sleep(seconds)
    return (cpu_seconds(house.process.pid) - before) / seconds


def ask(house, who, path="/api/me"):
    return house.send("GET", path, None, {"Cookie": house.tokens[who]}).status


def sign_in(house, who, password):
    body = json.dumps({"email": f"{who}@northwind.example", "password": password}).encode()
    return house.send("POST", "/api/sign-in", body, {"Content-Type": "application/json"})


def jumps(house, clock, traffic, report, short):
    """Writers keep writing while the clock goes to and fro."""
    # Forwards by less than the 12 hours after which an unused session ends, back by any.
    moves = [11 * HOUR, 0, -DAY, 6 * HOUR, -3 * HOUR, 5, 3, 0] if short else [11 * HOUR, 0, -DAY, -10 * DAY, 6 * HOUR, -3 * HOUR, 5, 4, 3, 2, 1, 0, -1, HOUR, -HOUR, 0] * 3
    stream = http.client.HTTPConnection(*house.address, timeout=60)
    stream.request("GET", f"/api/sessions/{traffic.talks['ana']}/events", None, {"Cookie": house.tokens["ana"]})
    events = stream.getresponse()
    traffic.begin()
    for seconds in moves:
        clock.jump(seconds)
        time.sleep(0.4)
    traffic.end()
    clock.jump(0)
    statuses = collections.Counter(attempt.status for attempt in traffic.attempts)
    report.figure(f"{len(moves)} jumps of up to {max(map(abs, moves)) // DAY} days while people write", "every write answered for what it is", words(statuses),
                  set(statuses) <= {200, 201, 409} and not traffic.unexpected, traffic.unexpected and traffic.unexpected[0].reply[:200])
    note = traffic.note("ana")
    note.headers["Cookie"] = house.tokens["ana"]
    reply = house.send(note.method, note.path, note.body, note.headers)
    got = b""
    while b"event: note" not in got and len(got) < 1_000_000:
        line = events.readline()
        if not line:
            break
        got += line
    report.check("a live page goes on after the jumps", b"event: note" in got or reply.status == 409, f"{reply.status}, {len(got)} bytes")
    stream.close()
    share = idle_share(house)
    report.figure("no timer storm: CPU of the program at rest after the jumps", "< 5 %", f"{100 * share:.1f} %", share < 0.05)


def sessions(house, clock, report):
    """Who is signed in stays so for the idle limit and not longer, whichever way the clock went."""
    found = {}
    clock.jump(0)
    for who in ("lena", "enzo", "xavi"):
        house.cookie(who)
    clock.jump(-30 * DAY)
    found["signed in, then a month back"] = (ask(house, "lena"), 200)
    clock.jump(11 * HOUR)
    found["then eleven hours on"] = (ask(house, "lena"), 200)
    clock.jump(13 * HOUR)
    found["unused for thirteen hours"] = (ask(house, "enzo"), 401)
    clock.jump(400 * DAY)
    found["400 days on"] = (ask(house, "enzo"), 401)
    clock.jump(60)
    found["back: a session is judged by the clock of now"] = (ask(house, "xavi"), 200)
    clock.jump(0)
    return found


def locks(house, clock, report):
    """Failed sign-ins and request limits after a jump back: nobody waits for the clock to catch up."""
    found = {}
    clock.jump(2 * DAY)
    for _ in range(7):
        last = sign_in(house, "nils", "not the password at all")
    found["guessing is slowed down"] = (last.status, 429)
    clock.jump(0)
    time.sleep(1)
    begin = time.monotonic()
    status = 0
    while time.monotonic() - begin < 75:
        status = sign_in(house, "nils", "correct horse battery staple").status
        if status == 200:
            break
        time.sleep(2)
    found[f"two days back, the right password gets in after {time.monotonic() - begin:.0f} s"] = (status, 200)
    statuses = collections.Counter(ask(house, "mara") for _ in range(50))
    found["50 requests after a jump back"] = (200 if set(statuses) == {200} else dict(statuses), 200)
    return found


def links_and_tokens(house, clock, report):
    """A set-up link and an API token end on their day, not before and not later."""
    found = {}
    clock.jump(0)
    people = house.request("rita", "GET", "/api/people?limit=100").json["items"]
    del people
    listed = house.request("ida", "GET", "/api/users?search=dan").json["items"]
    link = house.request("ida", "POST", f"/api/users/{listed[0]['id']}/set-up-link", "{}").json
    token = link["link"].rsplit("/", 1)[1]
    expires = datetime.datetime.fromisoformat(link["expires_at"].replace("Z", "+00:00"))
    span = (expires - clock.now()).total_seconds()
    for label, seconds, expected in (("a link before its end", span - 60, 200), ("after it", span + 60, 404), ("and with the clock back", 0, 200)):
        clock.jump(seconds)
        found[label] = (house.send("GET", f"/api/set-up/{token}").status, expected)
    clock.jump(0)
    today = (clock.now() + datetime.timedelta(hours=1)).date()
    secret = house.request("rita", "POST", "/api/tokens", json.dumps({"name": "clock", "expires_on": (today + datetime.timedelta(days=2)).isoformat()})).json["secret"]
    for label, seconds, expected in (("an API token on its last day", 2 * DAY, 200), ("the day after", 3 * DAY, 401), ("with the clock back", 0, 200)):
        clock.jump(seconds)
        found[label] = (house.send("GET", "/api/people", None, {"Authorization": f"Bearer {secret}"}).status, expected)
    clock.jump(0)
    return found


def main():
    given = arguments(__doc__).parse_args()
    given.program = str(pathlib.Path(given.program).resolve())
    report = Report("R6", given)
    with Seed(given.program, "sqlite") as seed:
        house = seed.installation(START.strftime("%Y-%m-%dT%H:%M:%SZ"))
        with house:  # conversations that run, on the clock of a file
            traffic = Traffic(house, seed=given.seed)
            traffic.prepare()
        clock = FakeTime(house)
        house.environment["BACKBEAT_REQUESTS_PER_MINUTE"] = "1000000"
        house.errors = open(house.folder / "stderr", "ab")
        with house:
            me = house.request("mara", "GET", "/api/me").json
            report.check("the program lives by the clock it is given", me["now"].startswith("2027-03-01T09:0"), me["now"])
            jumps(house, clock, traffic, report, given.short)
            wrong = []
            for part in (sessions, locks, links_and_tokens):
                for what, (found, expected) in part(house, clock, report).items():
                    if not report.check(what, found == expected, f"{found} (goal {expected})"):
                        wrong.append(f"{what}: {found}")
            report.figure("sessions, links, tokens and locks after jumps", "judged right", f"{len(wrong)} wrong", not wrong, "; ".join(wrong))
            share = idle_share(house)
            report.check("the processor is idle at the end", share < 0.05, f"{100 * share:.1f} %")
        rows = facts.sqlite_rows(house.folder / "backbeat.db")
        verdict = facts.judge(rows, traffic.attempts, whole=False)
        ids = rows("SELECT count(*), count(DISTINCT session_id) FROM session")[0]
        rows.close()
        report.figure("what was written during the jumps", "0 lost, 0 twice, ids unlike", f"{verdict}; {ids[0]} sessions", verdict.is_fine and ids[0] == ids[1])
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
