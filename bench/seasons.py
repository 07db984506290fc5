#!/usr/bin/env python3
"""A season of circles of ten thousand people through the product, over HTTP as enablement: forming it, a proposal of twenty seconds with its progress, the page of
the proposal, what a move by hand would cost, publishing, the season's page, and mending after somebody left.

usage: seasons.py --program build/release/bin/backbeat [--short] [--figures FILE] [--reps 10700] [--seconds 20] [--data FOLDER]"""
import datetime
import json
import pathlib
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time

import measure
from reads import Client

WEEKS = 2
GOAL_LAWFUL_S, GOAL_COST, GOAL_REPAIR_MS, GOAL_REPAIR_CIRCLES = 2.0, 3.0, 20.0, 2
READS, TRIALS, LEAVERS = 60, 40, 10


class Enablement:
    """Whoever runs circles, on one kept connection."""

    def __init__(self, address, cookie):
        self.client, self.cookie = Client(address), cookie

    def ask(self, method, path, body=None):
        return json.loads(self.client.ask(method, path, self.cookie, body))

    def timed(self, method, path, body=None):
        """The answer, and milliseconds."""
        began = time.monotonic()
        text = self.client.ask(method, path, self.cookie, body)
        return json.loads(text), (time.monotonic() - began) * 1000

    def circles(self, season):
        rows, page = [], None
        while page is None or page["items"]:
            page = self.ask("GET", f"/api/circles?season={season}&state=running&limit=500&from={len(rows) + 1}")
            rows += page["items"]
        return rows

    def many(self, paths):
        return [self.timed("GET", path)[1] for path in paths]


def p99(took):
    return f"{measure.percentile(took, 0.99):.1f} ms (median {statistics.median(took):.1f})"


def form(boss, season, seconds):
    """A proposal to its end: its row, when it was first seen without a broken rule, and how long each look at its progress took."""
    began = time.monotonic()
    made = boss.ask("POST", f"/api/circle-seasons/{season}/proposals", {"seed": 1, "seconds": seconds})
    path, row, looks, lawful = f"/api/circle-proposals/{made['proposal']['id']}?limit=1", made["proposal"], [], None
    while row["state"] == "running":
        answer, took = boss.timed("GET", path)
        looks.append(took)
        row = answer["proposal"]
        progress = row.get("progress")
        if lawful is None and progress and progress["epoch"] > 0 and not progress["violations"]:
            lawful = time.monotonic() - began
        time.sleep(0.1)
    assert row["state"] == "done", row
    return row, lawful or time.monotonic() - began, looks, time.monotonic() - began


def swaps(proposal):
    """Two people of neighbouring circles change places."""
    circles = proposal["circles"]
    return [[{"person_id": a["members"][0]["person"]["id"], "to": b["number"]}, {"person_id": b["members"][0]["person"]["id"], "to": a["number"]}]
            for a, b in zip(circles, circles[1:])]


def with_hours(data):
    with sqlite3.connect(f"file:{data}/backbeat.db?mode=ro", uri=True) as database:
        return database.execute("SELECT COUNT(DISTINCT circle_id) FROM circle_meeting").fetchone()[0]


def mend(boss, season, person):
    """The season's page with the repair that somebody who left or came makes necessary, and carrying it out: milliseconds each, circles that change."""
    page, seen = boss.timed("GET", f"/api/circle-seasons/{season}")
    found = [each for each in page["repairs"] if (each.get("person") or {}).get("id") == person or any(who["id"] == person for change in each["changes"] for who in change["before"])]
    if not found:
        return seen, None, 0
    _, took = boss.timed("POST", f"/api/circle-seasons/{season}/repairs", {"key": found[0]["key"], "fingerprint": found[0]["fingerprint"]})
    return seen, took, len(found[0]["changes"])


def leave_and_come(report, data, address, boss, season):
    leaving, coming = [], []
    inside = {}
    for row in boss.circles(season):
        for member in row["members"]:
            inside[member["person"]["id"]] = row
    # Out of the smallest circles, where it leaves too few.
    reps = sorted((login for login in measure.logins(data, "rep") if login["person_id"] in inside), key=lambda login: len(inside[login["person_id"]]["members"]))[:LEAVERS]
    for rep in reps:
        profile = json.loads(Client(address).ask("GET", "/api/circle-profile", rep["cookie"]))
        began = time.monotonic()
        Client(address).ask("POST", "/api/circle-profile/opt-out", rep["cookie"], {})
        left = (time.monotonic() - began) * 1000
        leaving.append((left, *mend(boss, season, rep["person_id"])))
        change = {"themes": profile["themes"], "wishes": [], "time_zone": profile["time_zone"], "free": profile["free"]}
        Client(address).ask("PUT", "/api/circle-profile", rep["cookie"], change)
        coming.append(mend(boss, season, rep["person_id"]))
    mended = [row for row in leaving if row[2] is not None]
    placed = [row for row in coming if row[1] is not None]
    report.figure("leaving a circle at once", "said", f"{statistics.median(row[0] for row in leaving):.1f} ms; {len(mended)} of {len(leaving)} circles had to be mended", True)
    for name, rows in (("leaver", [row[1:] for row in mended]), ("joiner", placed)):
        if not rows:
            report.figure(f"one {name}'s repair carried out", "said", "nothing was to be mended, nothing measured", True)
            continue
        middle, circles = statistics.median(row[1] for row in rows), max(row[2] for row in rows)
        report.timed(f"one {name}'s repair carried out, with the season's page in the answer", f"<= {GOAL_REPAIR_MS:.0f} ms", f"{middle:.1f} ms", middle <= GOAL_REPAIR_MS,
                     "the repair itself is within it; the people of the season are put together anew after every change")
        report.figure(f"circles that one {name}'s repair changes, at most", f"<= {GOAL_REPAIR_CIRCLES}", circles, circles <= GOAL_REPAIR_CIRCLES)
        report.figure(f"the season's page right after, with the {name}'s repair", "said", f"{statistics.median(row[0] for row in rows):.1f} ms", True)


def main():
    parser = measure.arguments(__doc__)
    parser.add_argument("--reps", type=int)
    parser.add_argument("--seconds", type=int)
    parser.add_argument("--data", type=pathlib.Path)
    given = parser.parse_args()
    reps, seconds = given.reps or (300 if given.short else 10_700), given.seconds or (3 if given.short else 20)
    report = measure.Report("speed", given)
    source = given.data or measure.organisation(reps, WEEKS, "--circles")
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder, "data")
        shutil.copytree(source, data)
        with measure.backbeat(given.program, data) as server:
            boss = Enablement(server.address, measure.logins(data, "enablement")[0]["cookie"])
            first = datetime.date.today() + datetime.timedelta(days=3)
            made, took = boss.timed("POST", "/api/circle-seasons", {"first_day": first.isoformat()})
            season, people = made["season"]["id"], made["counts"]["in"]
            of = f"{people:,} people"
            report.figure(f"circles, {of}: a season is opened", "said", f"{took:.0f} ms", True)
            row, lawful, looks, whole = form(boss, season, seconds)
            result = row["result"]
            broken = sum(each["count"] for each in result["violations"])
            report.figure(f"circles, {of}: rules broken by a proposal of {seconds} s", "0", broken, broken == 0)
            report.timed(f"circles, {of}: no rule broken for the first time, as its page says", f"<= {GOAL_LAWFUL_S} s", f"{lawful:.1f} s", lawful <= GOAL_LAWFUL_S,
                         "the people are put together from the database before the solver begins")
            a_head = result["cost"] / result["people"]
            report.timed(f"circles, {of}: cost a head of a proposal of {seconds} s", f"<= {GOAL_COST:.1f}", f"{a_head:.2f} (bound {result['bound'] / result['people']:.2f}, {result['circles']:,} circles, {result['waiting']:,} wait)",
                         a_head <= GOAL_COST, "the free hours are of five zones, not those of the instance the goal was set with")
            report.figure("a look at its progress meanwhile, p99", "said", p99(looks) if looks else "done with the answer", True)
            report.figure("from the click to the proposal", "said", f"{whole:.1f} s", True)
            proposal = f"/api/circle-proposals/{row['id']}"
            report.figure("the page of a proposal, a hundred circles, p99", "said", p99(boss.many(f"{proposal}?from={1 + 100 * (i % max(1, result['circles'] // 100))}" for i in range(READS))), True)
            page = boss.ask("GET", f"{proposal}?limit=500")
            trials = [boss.timed("POST", f"{proposal}/try", {"moves": moves})[1] for moves in swaps(page)[:TRIALS]]
            report.figure("what two moves by hand would cost and break, p99", "said", p99(trials), True)
            _, took = boss.timed("POST", f"{proposal}/publish", {"version": page["proposal"]["version"]})
            report.figure("publishing", "said", f"{took / 1000:.2f} s", True)
            there, began = with_hours(data), time.monotonic()
            while with_hours(data) < result["circles"] and time.monotonic() - began < 300:
                time.sleep(0.2)
            report.figure("hours planned and on calendars", "all", f"{there:,} of {result['circles']:,} circles with the answer, {with_hours(data):,} after {time.monotonic() - began:.0f} s", with_hours(data) == result["circles"])
            report.figure("the season's page afterwards, p99", "said", p99(boss.many([f"/api/circle-seasons/{season}"] * READS)), True)
            report.figure("who is in, fifty at a time, p99", "said", p99(boss.many([f"/api/circle-seasons/{season}/people?state=in"] * READS)), True)
            report.figure("a hundred circles that meet, p99", "said", p99(boss.many([f"/api/circles?season={season}&state=running&limit=100"] * READS)), True)
            leave_and_come(report, data, server.address, boss, season)
            report.figure("memory of the program, at its most", "said", f"{measure.memory_mib(server.pid, 'VmHWM'):.0f} MiB", True)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
