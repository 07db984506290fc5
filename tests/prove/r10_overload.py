#!/usr/bin/python3
"""Ten times the load that the program can carry: what it takes on is done as well as ever, the rest is told at once to come again.

    tests/prove/r10_overload.py --program build/release/bin/backbeat [--short] [--figures FILE]

The program gets one core and h2load the others, in the calm as in the storm, so that the two do not fight for one. First the peak: as many answers a second as
64 clients get that ask again at once. Then ten times that rate, from 256 clients that do not wait for better days (an open loop, as far as a connection has one
request at a time). Goodput, the slowest percent of what was admitted, how soon the rest was refused, and memory are judged, for two answers: a heavy one (the
cadence of 1,500 reps, where being refused costs little beside being served) and the lightest page (where it costs a third, so that refusing cannot pay).
"""
import http.client
import json
import os
import pathlib
import statistics
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
TEAMS, REPS_EACH = 150, 10
CORES = sorted(os.sched_getaffinity(0))


def large_roster(path):
    """Northwind and 150 teams of ten beside it."""
    lines = [(ROOT / "tests/fixtures/northwind/roster.csv").read_text().rstrip("\n")]
    for team in range(TEAMS):
        lines.append(f"M{team},Manager {team},m{team}@northwind.example,sales_manager,,EMEA,Europe/Madrid,lena@northwind.example,2022-03-01,,no,")
        lines += [f"R{team}.{rep},Rep {team}.{rep},r{team}.{rep}@northwind.example,ae,,EMEA,Europe/Madrid,m{team}@northwind.example,2025-01-07,,no,"
                  for rep in range(REPS_EACH)]
    path.write_text("\n".join(lines) + "\n")


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def h2load(house, path, cookie, clients, seconds, rate=None):
    """status -> seconds each answer took, and for how many seconds there were answers."""
    with tempfile.NamedTemporaryFile() as log:
        command = ["h2load", "--h1", "-c", str(clients), "-t", "1", "-D", str(seconds), f"--log-file={log.name}", "-H", f"Cookie: {cookie}"]
        if rate:
            command.append(f"--rps={rate / clients:.2f}")
        url = f"http://{house.address[0]}:{house.address[1]}{path}"
        done = subprocess.run(["taskset", "-c", ",".join(map(str, CORES[1:] or CORES)), *command, url], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
        answers = {}
        for line in open(log.name):
            _, status, micros = line.split()
            answers.setdefault(int(status), []).append(int(micros) / 1e6)
    return answers


def resident_mib(pid):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) / 1024


class Watch(threading.Thread):
    """Memory over time, and what a client that comes now and then is told."""

    def __init__(self, house, path, cookie):
        super().__init__(daemon=True)
        self.house, self.path, self.cookie = house, path, cookie
        self.memory, self.told, self.is_over = [], [], False

    def run(self):
        while not self.is_over:
            self.memory.append(resident_mib(self.house.process.pid))
            try:
                connection = http.client.HTTPConnection(*self.house.address, timeout=5)
                connection.request("GET", self.path, headers={"Cookie": self.cookie})
                reply = connection.getresponse()
                reply.read()
                self.told.append((reply.status, reply.getheader("Retry-After")))
                connection.close()
            except OSError as problem:
                self.told.append((0, str(problem)))
            time.sleep(0.25)


def storm(report, house, name, path, cookie, seconds):
    h2load(house, path, cookie, 16, 2)  # warm
    calm = h2load(house, path, cookie, 64, max(5, seconds // 4))
    calm_seconds = max(5, seconds // 4)
    peak = len(calm.get(200, [])) / calm_seconds
    calm_p99 = percentile(calm.get(200, []), 0.99)
    watch = Watch(house, path, cookie)
    watch.start()
    answers = h2load(house, path, cookie, 256, seconds, rate=10 * peak)
    watch.is_over = True
    watch.join()
    good, refused = answers.pop(200, []), answers.pop(503, [])
    offered = (len(good) + len(refused)) / seconds
    report.check(f"{name}: nothing but 200 and 503 was answered", not answers, {status: len(took) for status, took in answers.items()} or f"{offered:,.0f} a second of the "
                 f"{10 * peak:,.0f} offered got an answer, {len(refused) / max(1, len(good) + len(refused)):.0%} of them 503")
    share = len(good) / seconds / peak
    busy = (f"{offered:,.0f} requests a second arrived of the {10 * peak:,.0f} offered: 256 connections have {256 / (offered or 1) * 1000:.0f} ms of work between them, which is "
            "not long enough to send anybody away" if not refused or len(refused) < len(good) / 100 else
            f"{offered:,.0f} requests a second arrived of the {10 * peak:,.0f} offered; reading and refusing {len(refused) / seconds:,.0f} of them a second, and sending them, takes what is "
            f"missing on the same {len(CORES)} cores (1-minute load {os.getloadavg()[0]:.0f})")
    report.timed(f"{name}: goodput at ten times the peak of {peak:,.0f} a second", ">= 90 % of the peak", f"{share:.0%}", share >= 0.9, "" if share >= 0.9 else busy)
    p99 = percentile(good, 0.99)
    report.timed(f"{name}: slowest percent of what was admitted", f"<= 2 x {calm_p99 * 1000:.0f} ms", f"{p99 * 1000:.0f} ms", p99 <= 2 * calm_p99, "" if p99 <= 2 * calm_p99 else busy)
    late = percentile(refused, 0.99) if refused else 0.0
    report.timed(f"{name}: slowest percent of the refusals", "< 50 ms", f"{late * 1000:.1f} ms, of {len(refused):,}", late < 0.05, "" if late < 0.05 else busy)
    told = [retry for status, retry in watch.told if status == 503]
    report.check(f"{name}: who is refused is told when to come again", all(told), f"{len(told)} of {len(watch.told)} samples were refused")
    settled = watch.memory[len(watch.memory) // 4:]
    flat = max(settled) - min(settled)
    report.figure(f"{name}: memory in the storm", "flat: within 16 MiB", f"{min(settled):.0f} to {max(settled):.0f} MiB", flat <= 16)
    after = h2load(house, path, cookie, 64, 3)
    report.check(f"{name}: afterwards all is as before", set(after) == {200}, f"{len(after.get(200, [])) / 3:,.0f} a second, p99 {percentile(after.get(200, []), 0.99) * 1000:.0f} ms")


def main():
    given = arguments(__doc__).parse_args()
    report = Report("R10", given)
    seconds = 8 if given.short else 60
    with Seed(given.program, "sqlite") as seed:
        house = seed.installation(NOW)
        house.environment["BACKBEAT_WORKERS"] = "64"  # as it comes
        roster = pathlib.Path(house.folder) / "roster.csv"
        large_roster(roster)
        house.command("import", "roster", str(roster), "--mapping", "backbeat")
        with house:
            os.sched_setaffinity(house.process.pid, CORES[:1])
            for task in os.listdir(f"/proc/{house.process.pid}/task"):
                os.sched_setaffinity(int(task), CORES[:1])
            talk = house.request("mara", "POST", "/api/sessions", json.dumps({"kind": "weekly_one_on_one", "rep_id": house.people["ana"], "starts_at": NOW})).json["id"]
            storm(report, house, "the cadence of 1,500 reps", "/api/cadence?weeks=13", house.cookie("lena"), seconds)
            storm(report, house, "a conversation's page", f"/api/sessions/{talk}", house.cookie("mara"), seconds)
            code = house.fault_at_end()
            report.check("it stops gently", code is None, code or "")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
