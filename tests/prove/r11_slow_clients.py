#!/usr/bin/python3
"""A thousand clients that send, or read, a few bytes now and then: everybody else is served as before, and the thousand are shown the door in time.

    tests/prove/r11_slow_clients.py --program build/release/bin/backbeat [--short] [--figures FILE]

slowhttptest plays slow headers (slowloris), slow bodies and slow readers, one after the other, while a few ordinary clients go on. Then by hand: how long a
client may take over its headers, and what is answered to headers, addresses and bodies that are too large.
"""
import http.client
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/prove/lib"), str(ROOT / "tests/testing")]
from installation import Seed  # noqa: E402
from report import Report, arguments  # noqa: E402

NOW = "2027-03-01T08:00:00Z"
CONNECTIONS = 1000
ATTACKS = {"slow headers": ["-H", "-i", "5", "-x", "24"],
           "slow bodies": ["-B", "-i", "5", "-x", "10", "-s", "8192", "-f", "application/json"],
           "slow readers": ["-X", "-w", "1", "-y", "8", "-n", "5", "-z", "4", "-k", "3"]}


class Others:
    """Eight ordinary clients, each on a connection of its own, a request every 20 ms."""

    def __init__(self, house, path, cookie):
        self.house, self.path, self.cookie = house, path, cookie
        self.took, self.odd, self.is_over = [], [], threading.Event()
        self.threads = [threading.Thread(target=self.ask, daemon=True) for _ in range(8)]
        for thread in self.threads:
            thread.start()

    def ask(self):
        connection = http.client.HTTPConnection(*self.house.address, timeout=20)
        while not self.is_over.wait(0.02):
            began = time.monotonic()
            try:
                connection.request("GET", self.path, headers={"Cookie": self.cookie})
                reply = connection.getresponse()
                reply.read()
                if reply.status != 200:
                    self.odd.append(reply.status)
            except (OSError, http.client.HTTPException) as problem:
                self.odd.append(type(problem).__name__)
                connection.close()
            self.took.append(time.monotonic() - began)

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(30)
        return sorted(self.took)[int(len(self.took) * 0.99)]


def said(address, data, patience=30, trickle=None):
    """What comes back for these bytes, and after how long; with `trickle`, one byte more every so many seconds."""
    began = time.monotonic()
    with socket.create_connection(address, timeout=patience) as one:
        one.settimeout(trickle or patience)
        try:
            one.sendall(data)
        except OSError:
            pass
        got = b""
        while time.monotonic() < began + patience:
            try:
                block = one.recv(65536)
                if not block:
                    break
                got += block
            except socket.timeout:
                try:
                    one.sendall(b"a")
                except OSError:
                    break
            except OSError:
                break
        return got.split(b"\r\n")[0].decode(), time.monotonic() - began


def attack(report, house, name, options, path, cookie, calm, seconds):
    url = f"http://{house.address[0]}:{house.address[1]}{path}"
    with tempfile.TemporaryDirectory() as folder:
        # Behind the others in the queue for the processor: what is asked is what the program does to them, not what the attacker's own work does.
        attacker = subprocess.Popen(["nice", "-n", "15", "slowhttptest", "-c", str(CONNECTIONS), "-r", "400", "-l", str(seconds), "-p", "5", "-u", url, *options], cwd=folder,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        time.sleep(4)  # until the thousand are there
        most_open = 0
        others = Others(house, path, cookie)
        deadline = time.monotonic() + seconds - 5
        while time.monotonic() < deadline and attacker.poll() is None:
            most_open = max(most_open, sum(1 for entry in os.listdir(f"/proc/{house.process.pid}/fd")))
            time.sleep(0.5)
        p99 = others.end()
        attacker.terminate()
        attacker.communicate(timeout=30)
    goal = max(2 * calm, 0.005)
    busy = f"1-minute load of the machine {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores" if p99 > goal else ""
    report.timed(f"{CONNECTIONS} {name}: the others' slowest percent", f"<= 2 x {calm * 1000:.1f} ms", f"{p99 * 1000:.1f} ms, {most_open} files and connections open", p99 <= goal, busy)
    report.check(f"{CONNECTIONS} {name}: nobody else is refused", not others.odd, f"{len(others.took)} requests, odd ones: {others.odd[:3]}")


def main():
    given = arguments(__doc__).parse_args()
    report = Report("R11", given)
    seconds = 15 if given.short else 60
    with Seed(given.program, "sqlite") as seed, seed.installation(NOW) as house:
        talk = house.request("mara", "POST", "/api/sessions", json.dumps({"kind": "weekly_one_on_one", "rep_id": house.people["ana"], "starts_at": NOW})).json["id"]
        path, cookie = f"/api/sessions/{talk}", house.cookie("mara")
        others = Others(house, path, cookie)
        time.sleep(seconds / 2)
        calm = others.end()
        for name, options in ATTACKS.items():
            attack(report, house, name, options, path, cookie, calm, seconds)
        status, took = said(house.address, b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", 30, trickle=1)
        report.figure("time a client may take over its headers, a byte a second", "10 s, then 408", f"{took:.1f} s, {status}", 9.5 <= took <= 13 and " 408 " in status)
        status, took = said(house.address, b"", 30)
        report.check("who connects and says nothing is let go after 10 s", 9.5 <= took <= 13, f"{took:.1f} s")
        for what, expected, data in (
                ("headers of 20,000 bytes", 431, b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-%d: %s\r\n" % (i, b"a" * 190) for i in range(100)) + b"\r\n"),
                ("an address of 9,000 bytes", 414, b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"),
                ("a body announced as 2 GiB", 413, b"POST /api/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2147483648\r\n\r\n"),
                ("a body in chunks without end", 413, b"POST /api/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
                 (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 20)):
            status, took = said(house.address, data)
            report.figure(what, expected, f"{status.split(' ')[1] if ' ' in status else 'nothing'} after {took:.1f} s", f" {expected} " in status)
        code = house.fault_at_end()
        report.check("it stops gently", code is None, code or "")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
