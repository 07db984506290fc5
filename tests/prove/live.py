#!/usr/bin/python3
"""Live pages: many open at once, and open on another node than the one that is written to.

    tools/with_postgres.sh tests/prove/live.py --program build/release/bin/backbeat [--short] [--figures FILE]

5,000 connections listen, most of them to the conversation that is written in; what the program's memory grew by, and how long an event takes to reach
every one of them, is measured. Then two programs on one PostgreSQL: pages on one see notes, states, the timer and people of the other, of a conversation
and of a ride-along, also after every connection of both to the database was cut.
"""
import json
import os
import pathlib
import resource
import select
import socket
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/prove/lib"), str(ROOT / "tests/testing")]
from installation import Installation, Seed  # noqa: E402
from report import Report, arguments  # noqa: E402

NOW = "2027-03-01T08:00:00Z"


def resident_mib(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


def running_talk(house):
    talk = house.request("mara", "POST", "/api/sessions", json.dumps({"kind": "weekly_one_on_one", "rep_id": house.people["ana"], "starts_at": NOW})).json["id"]
    assert house.request("mara", "POST", f"/api/sessions/{talk}/start", "{}").status in (200, 204)
    return talk, house.request("mara", "GET", f"/api/sessions/{talk}").json["agenda"][0]["key"]


def write_note(house, talk, stage, text):
    version = 0
    for _ in range(2):
        reply = house.request("ana", "PUT", f"/api/sessions/{talk}/notes/{stage}", json.dumps({"text": text, "base_version": version}))
        if reply.status == 200:
            return
        version = int(reply.json["params"]["version"])
    raise AssertionError(reply.text)


class Pages:
    """Open event streams in this process, all on one thread with one poll, so that the clients cost little. When which mark was heard is remembered."""

    def __init__(self):
        self.poll = select.epoll()
        self.sockets, self.heard, self.lost, self.is_over = {}, {}, 0, False
        self.thread = threading.Thread(target=self.follow, daemon=True)

    def join(self, address, talk, cookie, count):
        request = f"GET /api/sessions/{talk}/events HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\n\r\n".encode()
        for begun in range(0, count, 100):  # a hundred at a time, as after a restart
            some = [socket.create_connection(address, timeout=60) for _ in range(min(100, count - begun))]
            for one in some:
                one.sendall(request)
            for one in some:
                head = b""
                while b"event: presence" not in head:
                    block = one.recv(1 << 14)
                    assert block and b" 200 " in (head + block)[:20], (head + block)[:200]
                    head += block
                one.setblocking(False)
                self.sockets[one.fileno()] = one
                self.poll.register(one, select.EPOLLIN)

    def follow(self):
        while not self.is_over:
            for number, _ in self.poll.poll(0.5):
                block = self.sockets[number].recv(1 << 14)
                if not block:
                    self.poll.unregister(number)
                    self.lost += 1
                at = block.find(b"mark-")
                if at >= 0:
                    self.heard.setdefault(block[at:at + 9].decode(), []).append(time.monotonic())


def many(report, seed, count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with seed.installation(NOW) as house:
        talk, stage = running_talk(house)
        for who in ("mara", "ana"):
            house.cookie(who)
        for _ in range(200):
            house.request("mara", "GET", f"/api/sessions/{talk}")
        before = resident_mib(house.process.pid)
        pages = Pages()
        for who in ("mara", "ana"):
            pages.join(house.address, talk, house.tokens[who], count // 2)
        pages.thread.start()
        time.sleep(2)
        grown = resident_mib(house.process.pid) - before
        report.check("all pages are open", len(pages.sockets) == count and pages.lost == 0, f"{len(pages.sockets)} open, {pages.lost} ended")
        report.figure(f"memory for {count:,} open live connections", "<= 100 MiB", f"{grown:.1f} MiB", grown <= 100)
        times = []
        for number in range(10):
            mark = f"mark-{number:04}"
            began = time.monotonic()
            write_note(house, talk, stage, mark)
            deadline = began + 20
            while len(pages.heard.get(mark, [])) < count and time.monotonic() < deadline:
                time.sleep(0.02)
            heard = pages.heard.get(mark, [])
            times.append(max(heard) - began if len(heard) == count else 99)
        report.timed(f"an event reaches all {count:,}", "<= 250 ms", f"{statistics.median(times) * 1000:.0f} ms, median of {len(times)}, slowest {max(times) * 1000:.0f} ms",
                      statistics.median(times) <= 0.25, "" if statistics.median(times) <= 0.25 else
                      f"on {os.cpu_count()} cores shared with the {count:,} clients and a load of {os.getloadavg()[0]:.0f}")
        peak = resident_mib(house.process.pid) - before
        report.check("memory stays there while events are sent", peak <= 130, f"{peak:.1f} MiB more than before")
        pages.is_over = True
        code = house.fault_at_end()
        report.check("it stops gently with all of them open", code is None, code or "")


def running_ride(house):
    """A ride-along of Mara with Ana, on the call."""
    booked = house.request("mara", "POST", "/api/ride-alongs", json.dumps({
        "rep_id": house.people["ana"], "format": "observe", "account": "Hooli", "starts_at": "2027-03-01T10:00:00Z", "ends_at": "2027-03-01T10:45:00Z"}))
    assert booked.status == 201, booked.text
    assert house.request("mara", "POST", f"/api/ride-alongs/{booked.json['id']}/start", "{}").status in (200, 204)
    return booked.json["id"]


def events(house, who, page, into, begun):
    """Follows a live page on a thread: (event, data) into a list."""
    import http.client
    connection = http.client.HTTPConnection(*house.address, timeout=60)
    connection.request("GET", f"/api/{page}/events", headers={"Cookie": house.cookie(who)})
    reply = connection.getresponse()
    assert reply.status == 200
    begun.set()
    name = ""
    try:
        for line in reply.fp:
            text = line.decode().rstrip("\n")
            if text.startswith("event: "):
                name = text[7:]
            elif text.startswith("data: "):
                into.append((name, json.loads(text[6:]), time.monotonic()))
    except (OSError, ValueError):
        pass


def until(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.01)
    return None


def psql(conninfo, statement):
    subprocess.run(["psql", "-X", "-q", "-d", conninfo, "-c", statement], check=True, capture_output=True)


def ride_along(report, a, b):
    """The manager on a phone by the call is served by one node, the rep's page by the other."""
    ride = running_ride(a)
    on_a, on_b, begun = [], [], [threading.Event(), threading.Event()]
    threading.Thread(target=events, args=(a, "mara", f"ride-alongs/{ride}", on_a, begun[0]), daemon=True).start()
    threading.Thread(target=events, args=(b, "ana", f"ride-alongs/{ride}", on_b, begun[1]), daemon=True).start()
    for one in begun:
        one.wait(10)
    both = {a.people["mara"], a.people["ana"]}

    def sees_both(heard):
        return any(name == "presence" and {person["id"] for person in data["people"]} == both for name, data, _ in heard)
    report.check("each of the two sees the other's page of a ride-along, which another node serves", until(lambda: sees_both(on_a) and sees_both(on_b)))

    def note(house, who, number, text):
        body = {"note_id": f"{who}-{number}", "at": NOW, "tag": "question", "text": text}
        began = time.monotonic()
        assert house.request(who, "POST", f"/api/ride-alongs/{ride}/notes", json.dumps(body)).status == 200
        return began
    times = []
    for number in range(20):
        (house, who, heard) = (a, "mara", on_b) if number % 2 else (b, "ana", on_a)
        text = f"said on the call {number}"
        began = note(house, who, number, text)
        found = until(lambda: next((at for name, data, at in heard if name == "note" and data["text"] == text), None))
        times.append(found - began if found else 99)
    report.timed("a page of a ride-along shows a note taken on another node", "<= 250 ms",
                 f"{statistics.median(times) * 1000:.0f} ms, median of {len(times)}, slowest {max(times) * 1000:.0f} ms", statistics.median(times) <= 0.25)
    seen = len(on_b)
    assert a.request("mara", "POST", f"/api/ride-alongs/{ride}/end", "{}").status in (200, 204)
    report.check("a page of a ride-along shows that the call ended on another node", until(lambda: any(name == "state" for name, _, _ in on_b[seen:])))
    # Both nodes are cut off from the database and come back: what was taken meanwhile is told.
    seen = len(on_b)
    psql(a.environment["BACKBEAT_DATABASE"], "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    note(a, "mara", 99, "while nobody heard")
    report.check("no note of a ride-along is missed when every connection to the database was cut",
                 until(lambda: any(name == "note" and data["text"] == "while nobody heard" for name, data, _ in on_b[seen:])))


def two_nodes(report, seed):
    with seed.installation(NOW) as a:
        folder = a.folder / "second"
        folder.mkdir()
        b = Installation(seed.program, folder, a.environment["BACKBEAT_DATABASE"], NOW, a.people)
        with b:
            talk, stage = running_talk(a)
            on_a, on_b, begun = [], [], [threading.Event(), threading.Event()]
            threading.Thread(target=events, args=(a, "mara", f"sessions/{talk}", on_a, begun[0]), daemon=True).start()
            threading.Thread(target=events, args=(b, "ana", f"sessions/{talk}", on_b, begun[1]), daemon=True).start()
            for one in begun:
                one.wait(10)
            both = {a.people["mara"], a.people["ana"]}

            def sees_both(heard):
                return any(name == "presence" and {person["id"] for person in data["people"]} == both for name, data, _ in heard)
            report.check("each of the two sees the other's page, which another node serves", until(lambda: sees_both(on_a) and sees_both(on_b)))
            times = []
            for number in range(20):
                text = f"over there {number}"
                began = time.monotonic()
                write_note(b, talk, stage, text)
                found = until(lambda: next((at for name, data, at in on_a if name == "note" and data["text"] == text), None))
                times.append(found - began if found else 99)
            report.timed("a page shows a note saved on another node", "<= 250 ms", f"{statistics.median(times) * 1000:.0f} ms, median of {len(times)}, slowest {max(times) * 1000:.0f} ms",
                          statistics.median(times) <= 0.25)
            seen = len(on_b)
            assert a.request("mara", "POST", f"/api/sessions/{talk}/pause", "{}").status in (200, 204)
            report.check("a page shows the timer and the state that changed on another node",
                         until(lambda: {"timer", "state"} <= {name for name, _, _ in on_b[seen:]}) and next(data for name, data, _ in on_b[seen:] if name == "timer")["state"] == "paused")
            ride_along(report, a, b)
            # What is written while the other node cannot hear is told when it can again.
            seen = len(on_a)
            psql(a.environment["BACKBEAT_DATABASE"], "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            write_note(b, talk, stage, "while nobody heard")
            report.check("nothing is missed when every connection to the database was cut",
                         until(lambda: any(name == "note" and data["text"] == "while nobody heard" for name, data, _ in on_a[seen:])))
            b.process.kill()
            b.process.wait(10)
            b.process = None
            report.check("a node that was killed takes its people with it within 15 s", until(lambda: on_a[-1][0] == "presence" and len(on_a[-1][1]["people"]) == 1 or
                         any(name == "presence" and len(data["people"]) == 1 for name, data, _ in on_a[seen:]), 15))


def main():
    given = arguments(__doc__).parse_args()
    report = Report("live", given)
    with Seed(given.program, "sqlite") as seed:
        many(report, seed, 1000 if given.short else 5000)
    if os.environ.get("BACKBEAT_TEST_POSTGRES"):
        with Seed(given.program, "postgres") as seed:
            two_nodes(report, seed)
    else:
        report.check("there is a PostgreSQL server (tools/with_postgres.sh)", False)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
