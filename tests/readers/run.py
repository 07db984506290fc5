#!/usr/bin/env python3
"""A person's feed in the programs people read feeds with: vdirsyncer fetches it over HTTP from the running program, khal shows it. Four planned
conversations around the night of 28 March 2027 in Madrid: one before it, one moved across the week after it, one cancelled, one after it."""
import argparse
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from testing.installation import Seed  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Reader:
    """vdirsyncer and khal in a home of their own."""

    def __init__(self, folder, address):
        self.folder = folder
        self.entries = folder / "entries"
        self.entries.mkdir(parents=True)
        (folder / "vdirsyncer.conf").write_text(f"""[general]
status_path = "{folder}/status/"
[pair feed]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage there]
type = "http"
url = "{address}"
[storage here]
type = "filesystem"
path = "{self.entries}"
fileext = ".ics"
""")
        (folder / "khal.conf").write_text(f"""[calendars]
[[feed]]
path = {self.entries}
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Madrid
default_timezone = Europe/Madrid
[sqlite]
path = {folder}/khal.db
""")
        self.environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder),
                            "LC_ALL": "C.UTF-8", "NO_PROXY": "*"}

    def run(self, *command):
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}: {done.stdout[-1500:]}{done.stderr[-1500:]}"
        return done.stdout

    def sync(self):
        if not (self.folder / "status").exists():
            self.run("vdirsyncer", "-c", str(self.folder / "vdirsyncer.conf"), "discover", "--no-list")
        self.run("vdirsyncer", "-c", str(self.folder / "vdirsyncer.conf"), "sync")

    def shown(self):
        listed = self.run("khal", "-c", str(self.folder / "khal.conf"), "list", "--day-format", "", "--format",
                          "{start-date} {start-time}-{end-time} {title} {cancelled}", "2027-03-20", "40d")
        return sorted(line.strip() for line in listed.splitlines() if line.strip() and "No events" not in line)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/dev/bin/backbeat")
    arguments = parser.parse_args()
    with Seed(arguments.program, "sqlite") as seed, seed.installation("2027-03-15T08:00:00Z") as house:
        def send(who, method, path, body=None):
            reply = house.request(who, method, path, body)
            assert reply.status in (200, 201, 204), f"{method} {path}: {reply.status} {reply.text[:300]}"
            return reply.json if reply.text else None

        # 10:00 in Madrid: 09:00 UTC in winter, 08:00 in summer.
        times = ("2027-03-23T09:00:00Z", "2027-03-30T08:00:00Z", "2027-04-06T08:00:00Z", "2027-04-13T08:00:00Z")
        body = '{"kind": "weekly_one_on_one", "rep_id": "%s", "starts_at": "%s"}'
        talks = [send("mara", "POST", "/api/sessions", body % (house.people["ana"], at))["id"] for at in times]
        feed = send("ana", "POST", "/api/calendar/feed", "{}")["path"]
        reader = Reader(seed.folder / "reader", f"http://{house.address[0]}:{house.address[1]}{feed}")
        reader.sync()
        before = reader.shown()
        title = "with Mara"
        starts = [line[:16] for line in before]
        assert starts == ["2027-03-23 10:00", "2027-03-30 10:00", "2027-04-06 10:00", "2027-04-13 10:00"], before
        assert all(title in line and "CANCELLED" not in line for line in before), before

        send("mara", "POST", f"/api/sessions/{talks[1]}/move", '{"starts_at": "2027-03-31T13:00:00Z", "reason": "A customer"}')
        send("mara", "POST", f"/api/sessions/{talks[2]}/cancel", '{"reason": "A fair"}')
        reader.sync()
        after = reader.shown()
        assert [line[:16] for line in after] == ["2027-03-23 10:00", "2027-03-31 15:00", "2027-04-06 10:00", "2027-04-13 10:00"], after
        assert [("CANCELLED" in line) for line in after] == [False, False, True, False], after

        # What did not change is not sent again.
        first = house.send("GET", feed)
        again = house.send("GET", feed, headers={"If-None-Match": first.headers["ETag"]})
        assert first.headers["Content-Type"].startswith("text/calendar"), first.headers
        assert (first.status, again.status, again.text) == (200, 304, ""), (first.status, again.status)
        fault = house.fault_at_end()
        assert fault is None, fault
    print(f"vdirsyncer and khal read the feed: {len(after)} entries, one moved over the DST night, one cancelled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
