#!/usr/bin/env python3
"""How each row grows with the organisation: the start, the conversation's data, home, team and cadence view of organisations of 1,000, 10,000 and 100,000 reps, warm, a
conversation planned, and the imports of as many people and ten times as many deals, CPU of the program each. A row holds where its cost grows no faster than n log n from one size to the next.

usage: growth.py --program build/release/bin/backbeat [--short] [--figures FILE] [--most 100000] [--data FOLDER with organisations called g1000, g10000, ...]"""
import json
import math
import os
import pathlib
import shutil
import statistics
import sys
import tempfile

import conversation
import import_bench
import measure
from reads import CADENCE, Client, Writer, askers

WEEKS = 2
# What is asked, by whom, and how much of the organisation an answer is made of: a view of everybody grows with it, a page of one's own should not.
QUESTIONS = {"home": ("/api/home", ("manager", "rep", "leader", "executive", "enablement")), "team": ("/api/team", ("manager", "leader")),
             "cadence, every manager": (CADENCE, ("executive", "enablement", "revops")), "cadence, one's own": (CADENCE, ("manager", "leader"))}
REQUESTS = 200
REASONS = {"import": "the keys of the tables outgrow what SQLite may keep of them within the one transaction (decision 14)",
           "cadence, every manager": "12.2 to 12.6 x among the runs: an answer of 17 MB, whose memory is asked of the system anew each time"}


def n_log_n(small, large):
    return large / small * math.log(large) / math.log(small)


def costs_of(program, source, rounds):
    """CPU milliseconds for each answer, warm, medians of `rounds`; and MiB at the end."""
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder, "data")
        shutil.copytree(source, data)
        with measure.backbeat(program, data) as server:
            out = {"the start": [measure.cpu_seconds(server.pid) * 1000]}
            login = measure.logins(data, "manager")[3]
            paths = conversation.conversations(data, server.address, login)
            conversation.cpu_per_request(server.pid, server.address, paths, login["cookie"], 1000)
            out["conversation page's data"] = [conversation.cpu_per_request(server.pid, server.address, paths, login["cookie"], 2000) / 1000 for _ in range(rounds)]
            client, writer = Client(server.address), Writer(data, server.address)
            for _ in range(20):
                writer.write(False)
            out["a conversation planned"] = []
            for _ in range(rounds):
                before = measure.cpu_seconds(server.pid)
                for _ in range(100):
                    writer.write(False)
                out["a conversation planned"].append((measure.cpu_seconds(server.pid) - before) * 10)
            for name, (path, roles) in QUESTIONS.items():
                who = askers(data, roles)
                everybody = 60 * len(roles)
                for asker in (next(who) for _ in range(everybody)):
                    client.ask("GET", path, asker["cookie"])
                out[name] = []
                for _ in range(rounds):
                    before = measure.cpu_seconds(server.pid)
                    for _ in range(REQUESTS):
                        client.ask("GET", path, next(who)["cookie"])
                    out[name].append((measure.cpu_seconds(server.pid) - before) / REQUESTS * 1000)
            return out, measure.memory_mib(server.pid)


def imports_of(program, sizes, runs):
    """CPU seconds of importing so many people into an empty installation, and ten times as many deals into one of a hundred people."""
    out = {size: {} for size in sizes}
    with tempfile.TemporaryDirectory(dir=measure.ROOT / "build") as place:
        folder = pathlib.Path(place)
        seeds = import_bench.prepare(program, folder)
        for size in sizes:
            people, deals = folder / "people.csv", folder / "deals.csv"
            import_bench.write_people(people, size)
            import_bench.write_deals(deals, 10 * size)
            for name, seed, words in (("import of the roster", "empty", ["import", "roster", str(people)]),
                                      ("import of ten deals a rep", "owners", ["import", "crm", str(deals)])):
                out[size][name] = []
                for _ in range(runs):
                    data = folder / "data"
                    shutil.rmtree(data, ignore_errors=True)
                    shutil.copytree(seeds[seed], data)
                    out[size][name].append(import_bench.run([str(program), *words, "--json"], {**os.environ, "BACKBEAT_DATA": str(data)})["cpu"] * 1000)
    return out


def main():
    parser = measure.arguments(__doc__)
    parser.add_argument("--most", type=int)
    parser.add_argument("--data", type=pathlib.Path)
    given = parser.parse_args()
    most = given.most or (1000 if given.short else 100_000)
    sizes = [size for size in (100, 1000, 10_000, 100_000) if size <= most][-3:]
    report = measure.Report("speed", given)
    found, sizes_of_memory = {}, {}
    for size in sizes:
        source = given.data / f"g{size}" if given.data else measure.organisation(size, WEEKS, "--no-deals")
        found[size], memory = costs_of(given.program, source, 3 if given.short else 5)
        sizes_of_memory[size] = memory
        print(f"{size:,} reps: {json.dumps({name: round(statistics.median(each), 3) for name, each in found[size].items()})}, {memory:.0f} MiB", flush=True)
    for size, imported in imports_of(given.program, sizes, 1 if given.short else 3).items():
        found[size].update(imported)
    for small, large in zip(sizes, sizes[1:]):
        limit = n_log_n(small, large)
        for name in found[small]:
            a, b = statistics.median(found[small][name]), statistics.median(found[large][name])
            report.figure(f"{name}: CPU, from {small:,} to {large:,} reps", f"<= n log n, {limit:.1f} x", f"{b / a:.1f} x, {a:.2f} to {b:.2f} ms", b <= limit * a, next((why for begins, why in REASONS.items() if name.startswith(begins)), ""))
        report.figure(f"memory of the program after all of it, from {small:,} to {large:,} reps", "said", f"{sizes_of_memory[small]:.0f} to {sizes_of_memory[large]:.0f} MiB", True)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
