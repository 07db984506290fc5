#!/usr/bin/env python3
"""R4: the disk fills up while people write. Writes are refused with 503 problem+json, reads go on, and when there is space again so do writes,
without a restart.

    sudo /usr/bin/python3 tests/prove/r4_disk_full.py --program build/release/bin/backbeat [--short] [--mib 3]

The data folder is a tmpfs of a few MiB (which needs root; without it the experiment says so and fails). Filled twice: by the writes themselves, and
by somebody else's file.
"""
import collections
import contextlib
import json
import os
import pathlib
import shutil
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


def ask(house, path="/api/home"):
    return house.send("GET", path, None, {"Cookie": house.tokens["mara"]}).status


def fill_by_writing(traffic, patience):
    """Imports until nothing is taken any more; the refusals."""
    refused, deadline = [], time.monotonic() + patience
    while len(refused) < 5 and time.monotonic() < deadline:
        attempt = traffic.deals("rita")
        attempt.headers["Cookie"] = traffic.house.tokens["rita"]
        attempt.headers["Idempotency-Key"] = attempt.key
        traffic.attempts.append(attempt)
        reply = traffic.house.send(attempt.method, attempt.path, attempt.body, attempt.headers)
        attempt.status, attempt.reply, attempt.answered_at = reply.status, reply.text, time.time()
        if reply.status != 200:
            refused.append((attempt, reply))
    return refused


def main():
    parser = arguments(__doc__)
    parser.add_argument("--mib", type=int, default=3)
    given = parser.parse_args()
    report = Report("R4", given)
    place = pathlib.Path(tempfile.mkdtemp(prefix="backbeat-full-"))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={given.mib}m,mode=700", "backbeat", str(place)], check=False).returncode != 0:
        report.figure("disk full", "runs", "a small tmpfs could not be mounted", False, "needs root")
        return report.end()
    try:
        with Seed(given.program, "sqlite") as seed:
            prepared = seed.installation(NOW)
            with prepared:
                traffic = Traffic(prepared, seed=given.seed)
                traffic.prepare()
                tokens = dict(prepared.tokens)
            for name in os.listdir(prepared.folder):
                if name != "stderr":
                    shutil.copy2(prepared.folder / name, place / name)
            house = Installation(given.program, place, None, NOW, seed.people)
            house.errors.close()
            house.errors = open(seed.folder / "stderr", "ab")  # the log is not what fills it
            house.clock = seed.folder / "clock"
            house.set_clock(NOW)
            house.environment["BACKBEAT_CLOCK_FILE"] = str(house.clock)
            house.tokens = tokens
            (place / "clock").unlink(missing_ok=True)
            (place / "stderr").unlink(missing_ok=True)
            traffic.house = house
            with house:
                empty = sum(file.stat().st_size for file in place.iterdir())
                print(f"     {given.mib} MiB of disk, {empty / 2**20:.1f} MiB used at the start")
                ballast = place / "ballast"
                for round_, fill in (("its own writes", None), ("another's file", ballast)):
                    if fill is not None:
                        with open(fill, "wb", buffering=0) as file, contextlib.suppress(OSError):
                            while file.write(bytes(4096)):
                                pass
                    begin = len(traffic.attempts)
                    refused = fill_by_writing(traffic, 120)
                    acknowledged = sum(attempt.is_acknowledged for attempt in traffic.attempts[begin:])
                    codes = collections.Counter((reply.status, reply.json.get("code"), reply.headers.get("Content-Type")) for _, reply in refused)
                    fine = len(refused) == 5 and set(codes) == {(503, "storage_full", "application/problem+json")}
                    report.figure(f"full by {round_}: writes", "503 problem+json", f"{acknowledged} taken, then {words(codes)}", fine)
                    reads = collections.Counter(ask(house, path) for path in ("/api/home", "/api/me", "/api/people", "/api/cadence?weeks=4", f"/api/sessions/{traffic.talks['ana']}"))
                    report.figure(f"full by {round_}: reads", "200", words(reads), set(reads) == {200})
                    signed_in = json.dumps({"email": "lena@northwind.example", "password": "wrong"}).encode()
                    report.check(f"full by {round_}: a sign-in is refused as what it is", house.send("POST", "/api/sign-in", signed_in, {"Content-Type": "application/json"}).status in (401, 422, 503))
                    # Space comes back; the same requests, sent again, are taken and happen once.
                    if fill is not None:
                        fill.unlink()
                    else:
                        subprocess.run(["mount", "-o", f"remount,size={given.mib + 3}m", str(place)], check=True)
                    begin = time.monotonic()
                    again = [traffic.resend(attempt, patience=15) for attempt, _ in refused]
                    for (attempt, _), reply in zip(refused, again):
                        attempt.status, attempt.reply, attempt.answered_at = reply.status, reply.text, time.time()
                    report.figure(f"full by {round_}: afterwards, without a restart", "writes are taken", f"{words(collections.Counter(reply.status for reply in again))} after {time.monotonic() - begin:.1f} s",
                                  all(reply.status == 200 for reply in again) and house.process.poll() is None)
            rows = facts.sqlite_rows(place / "backbeat.db")
            verdict, whole = facts.judge(rows, traffic.attempts), rows("PRAGMA integrity_check")[0][0]
            rows.close()
            report.figure("disk full: what was acknowledged is there, nothing in part, nothing twice", "0, 0, 0", verdict, verdict.is_fine and whole == "ok")
    finally:
        subprocess.run(["umount", str(place)], check=False)
        place.rmdir()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
