#!/usr/bin/env python3
"""Home, team, the cadence view (every manager x 13 weeks), hours ahead and calls of a 10,000-rep organisation: how long they take warm, and right after a write anywhere in
the organisation; and the CPU of the cadence view beside the same question in SQL on PostgreSQL.

Requests are sent on schedule, whether or not the ones before were answered, and timed from when they were due. Writes bench/results/reads.md.

usage: reads.py --program build/release/bin/backbeat [--short] [--figures FILE] [--reps 10000] [--rate 20] [--requests 400] [--rounds 150] [--data FOLDER] [--binary cadence_bench] [--only NAME]"""
import concurrent.futures
import datetime
import http.client
import importlib.machinery
import importlib.util
import itertools
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
import time

import measure

GOAL_WARM_MS, GOAL_WRITTEN_MS, GOAL_RATIO = 20.0, 200.0, 10.0
WEEKS = 13
CADENCE = f"/api/cadence?weeks={WEEKS}&kind=weekly_one_on_one"
CAPACITY_OF = "/api/capacity/quarter/{person_id}"
# What is asked, and the roles that ask it in turn: whoever sees most is among them. What could give is looked through anew for everybody who asks first:
# 30 ms for a team of ten, seconds for the one manager of 400 whom every large organisation has (here: reps whose manager left); it is said, not judged.
QUESTIONS = {"home": ("/api/home", ("manager", "rep", "leader", "executive", "enablement")),
             "team": ("/api/team", ("manager", "leader")),
             "ride-along desk": ("/api/ride-alongs/desk", ("manager",)),
             "cadence, every manager": (CADENCE, ("executive", "enablement", "revops")),
             "cadence, one's own": (CADENCE, ("manager", "leader")),
             "capacity, the whole organisation": ("/api/capacity/quarter", ("executive", "enablement", "revops")),
             "capacity, one's own": ("/api/capacity/quarter", ("manager", "leader")),
             "capacity of one manager": (CAPACITY_OF, ("manager",)),
             "what could give one manager": ("/api/capacity/options/{person_id}", ("manager",)),
             "calls of two weeks": ("/api/calls?limit=100", ("manager", "rep", "leader"))}
SAID = {"what could give one manager"}
# Why a goal may be missed, where it is known.
WHY = {"ride-along desk": "the calls of a month of every rep are matched with accounts for the answer; one of the sixty managers asked has 400 reps, whose own left",
       "capacity, the whole organisation": "the rows of 1,000 managers are most of it: 14 ms of CPU to write",
       "capacity of one manager": "one of the sixty managers asked has 400 reps, whose own left",
       "calls of two weeks": "each call of the page is matched with accounts for the answer, from everybody below who asks"}
CLIENTS = 8


class Client:
    """One kept connection."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(*address, timeout=120)

    def ask(self, method, path, cookie, body=None):
        headers = {"Cookie": cookie, **({"Content-Type": "application/json"} if body else {})}
        self.connection.request(method, path, json.dumps(body) if body else None, headers)
        reply = self.connection.getresponse()
        text = reply.read()
        assert reply.status in (200, 201, 204), f"{method} {path}: {reply.status} {text[:300]}"
        return text


def askers(data, roles):
    people = [measure.logins(data, role) for role in roles]
    return itertools.cycle([people[turn % len(roles)][turn // len(roles) % len(people[turn % len(roles)])] for turn in range(60 * len(roles))])


def on_schedule(address, path, who, rate, requests):
    """Milliseconds from when each was due."""
    begin = time.monotonic() + 0.2
    jobs = [(begin + i / rate, next(who)) for i in range(requests)]

    def work(jobs):
        client, took = Client(address), []
        for due, asker in jobs:
            time.sleep(max(0.0, due - time.monotonic()))
            client.ask("GET", path.format(**asker), asker["cookie"])
            took.append((time.monotonic() - due) * 1000)
        return took
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
        return [each for took in pool.map(work, [jobs[i::CLIENTS] for i in range(CLIENTS)]) for each in took]


class Writer:
    """Writes of two kinds: a conversation is planned, which touches one rep's sessions; time off is said, which touches what is known of people."""

    def __init__(self, data, address):
        self.client, self.managers, self.teams, self.turn = Client(address), measure.logins(data, "manager"), {}, 0
        self.day = datetime.datetime.now(datetime.timezone.utc).replace(hour=11, minute=0, second=0, microsecond=0)

    def rep_of(self, manager):
        if manager["person_id"] not in self.teams:
            self.teams[manager["person_id"]] = [row["person"]["id"] for row in json.loads(self.client.ask("GET", "/api/team", manager["cookie"]))["reps"]]
        reps = self.teams[manager["person_id"]]
        return reps[self.turn // len(self.managers) % len(reps)] if reps else None

    def write(self, of_people):
        self.turn += 1
        manager = self.managers[self.turn % len(self.managers)]
        rep = self.rep_of(manager)
        if rep is None:
            return self.write(of_people)
        later = self.day + datetime.timedelta(days=30 + self.turn // 7 % 300, hours=self.turn % 7, minutes=self.turn // 2100)  # within a year
        if of_people:
            first = (later + datetime.timedelta(days=400 + 2 * self.turn)).date().isoformat()
            return self.client.ask("POST", f"/api/people/{rep}/time-off", manager["cookie"], {"from": first, "to": first, "reason": "pto"})
        body = {"kind": "deal_coaching", "rep_id": rep, "starts_at": later.strftime("%Y-%m-%dT%H:%M:%SZ")}
        return self.client.ask("POST", "/api/sessions", manager["cookie"], body)


def after_writes(address, writer, path, who, of_people, rounds):
    client, took = Client(address), []
    for _ in range(rounds):
        writer.write(of_people)
        asker = next(who)
        begin = time.monotonic()
        client.ask("GET", path.format(**asker), asker["cookie"])
        took.append((time.monotonic() - begin) * 1000)
    return took


def cpu_of_cadence(server, data, requests, writer=None):
    """CPU milliseconds of the whole program for each answer of the whole view, after a write each where there is a writer."""
    client, cookie, cost = Client(server.address), measure.logins(data, "enablement")[0]["cookie"], 0.0
    client.ask("GET", CADENCE, cookie)
    for _ in range(requests):
        if writer:
            writer.write(False)
        before = measure.cpu_seconds(server.pid)
        client.ask("GET", CADENCE, cookie)
        cost += measure.cpu_seconds(server.pid) - before
    return cost / requests * 1000


def ask_postgres(binary, reps, runs):
    """CPU milliseconds of bench/cadence_query.sql over the last 13 weeks, by the same means as bench/cadence.py."""
    loader = importlib.machinery.SourceFileLoader("bench_cadence", str(measure.ROOT / "bench/cadence.py"))
    run = importlib.util.module_from_spec(importlib.util.spec_from_loader("bench_cadence", loader))
    loader.exec_module(run)
    query = (measure.ROOT / "bench/cadence_query.sql").read_text().replace("generate_series(0, 51)", f"generate_series(0, {WEEKS - 1})")
    with tempfile.TemporaryDirectory(prefix="backbeat-bench-") as folder:
        subprocess.run([binary, "export", str(reps), folder], check=True)
        run.fresh_database()
        run.psql((measure.ROOT / "bench/cadence_schema.sql").read_text(), folder)
        as_of, first_monday = pathlib.Path(folder, "as_of.txt").read_text().split()
        first_monday = (datetime.date.fromisoformat(first_monday) + datetime.timedelta(weeks=52 - WEEKS)).isoformat()
        script = run.SETTINGS + "".join(f"{run.TICKS}\nSELECT count(*), sum(owed) FROM ({query}) AS cells;\n" for _ in range(runs + 1)) + run.TICKS
        printed = run.psql(script, folder, as_of=as_of, first_monday=first_monday)
    ticks = [int(value) for value in re.findall(r"^ticks\t(\d+)$", printed, re.M)]
    return [(after - before) / measure.TICK * 1000 for before, after in zip(ticks[1:], ticks[2:])]


def row(name, took, goal, cpu=None):
    middle, ninety, worst = (measure.percentile(took, share) for share in (0.5, 0.9, 0.99))
    return f"| {name} | {len(took)} | {'' if cpu is None else f'{cpu:.1f}'} | {middle:.1f} | {ninety:.1f} | **{worst:.1f}** | {max(took):.1f} | {'' if goal is None else f'{goal:.0f}'} |"


def main():
    parser = measure.arguments(__doc__)
    for name, kind in (("--reps", int), ("--rate", float), ("--requests", int), ("--rounds", int), ("--data", pathlib.Path), ("--binary", pathlib.Path), ("--only", str)):
        parser.add_argument(name, type=kind)
    given = parser.parse_args()
    reps, requests = given.reps or (300 if given.short else 10_000), given.requests or (60 if given.short else 400)
    rate, rounds = given.rate or 20.0, given.rounds or (20 if given.short else 150)
    report = measure.Report("reads", given)
    source = given.data or measure.organisation(reps, WEEKS)
    questions = {name: one for name, one in QUESTIONS.items() if not given.only or given.only in name}
    lines = []

    def figure(what, goal, took, name):
        middle, worst = measure.percentile(took, 0.5), measure.percentile(took, 0.99)
        is_judged = goal is not None and name not in SAID
        report.figure(what, f"<= {goal:.0f} ms" if is_judged else "said", f"{worst:.1f} ms, half within {middle:.1f} ms", worst <= goal if is_judged else True, WHY.get(name, ""))

    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder, "data")
        shutil.copytree(source, data)
        with measure.backbeat(given.program, data) as server:
            managers = len(json.loads(Client(server.address).ask("GET", CADENCE, measure.logins(data, "enablement")[0]["cookie"]))["managers"])
            for name, (path, roles) in questions.items():
                # Everybody asks once, and with that what is kept between reads is there.
                everybody = 60 * len(roles)  # the cycle of askers
                first = on_schedule(server.address, path, askers(data, roles), rate, everybody)
                lines.append(row(f"{name}, asked for the first time", first, None))
                figure(f"{name}, asked for the first time: p99", None, first, name)
                before = measure.cpu_seconds(server.pid)
                took = on_schedule(server.address, path, askers(data, roles), rate, requests)
                lines.append(row(f"{name}, warm", took, GOAL_WARM_MS, (measure.cpu_seconds(server.pid) - before) / requests * 1000))
                figure(f"{name}, warm: p99 at {rate:.0f} requests/s", GOAL_WARM_MS, took, name)
            writer = Writer(data, server.address)
            for kind, of_people in (("a conversation was planned", False), ("time off was said", True)):
                for name, (path, roles) in questions.items():
                    took = after_writes(server.address, writer, path, askers(data, roles), of_people, rounds)
                    lines.append(row(f"{name}, after {kind}", took, GOAL_WRITTEN_MS))
                    figure(f"{name}, after {kind}: p99", GOAL_WRITTEN_MS, took, name)
            warm, written = (cpu_of_cadence(server, data, 20 if given.short else 60, each) for each in (None, writer))
            memory = measure.memory_mib(server.pid)
    theirs = None
    if "BACKBEAT_TEST_POSTGRES" in os.environ:
        binary = (given.binary or measure.build("cadence_bench") / "cadence_bench").resolve()
        theirs = statistics.median(ask_postgres(binary, reps, 3))
        report.figure("cadence view after a write beside the same question in SQL on PostgreSQL (CPU)", f">= {GOAL_RATIO:.0f} x", f"{theirs / written:.0f} x",
                      theirs >= GOAL_RATIO * written)
    text = page(reps, managers, rate, lines, warm, written, theirs, memory)
    if not given.short and not given.only:
        (measure.ROOT / "bench/results/reads.md").write_text(text)
    print(text)
    return report.end()


def page(reps, managers, rate, lines, warm, written, theirs, memory):
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=measure.ROOT, capture_output=True, text=True).stdout.strip()
    beside = "not asked: no PostgreSQL" if theirs is None else f"{theirs:.0f} ms; {theirs / written:.0f} x the answer after a write, {theirs / warm:.0f} x the warm one"
    return "\n".join([
        "# Reads: home, team, the cadence view, hours ahead and calls", "",
        f"{reps:,} reps under {managers:,} managers, {WEEKS} weeks. {datetime.date.today()} · {cpu} · {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end · commit {commit}.",
        f"Asked for the first time, and warm, when everybody has asked once: sent on schedule, {rate:.0f} a second, timed from when each was due. After a write: one write, then at once the read. `bench/reads.py` wrote this file.", "",
        "| what | requests | CPU ms each | median ms | p90 ms | p99 ms | longest ms | goal ms |", "|---|---:|---:|---:|---:|---:|---:|---:|", *lines, "",
        f"CPU of the whole view, every manager and week, with its {managers:,} rows of JSON: {warm:.1f} ms warm, {written:.1f} ms after a write.",
        f"PostgreSQL, CPU of `bench/cadence_query.sql` over {WEEKS} weeks of an organisation of that size (`bench/cadence_bench`), counts only, no JSON: {beside}.",
        f"Memory of the program at the end: {memory:.0f} MiB.", ""])


if __name__ == "__main__":
    raise SystemExit(main())
