#!/usr/bin/env python3
"""A year of weekly 1:1s, derived for up to 100,000 reps, beside the same question in SQL on PostgreSQL, in one run.

usage: cadence.py [--short] [--figures FILE] [--sizes 1000,10000,100000] [--runs 5]

Builds the benches without sanitizers (or takes a built one with --binary), starts a PostgreSQL of its own, checks that both give the same
counts, and writes bench/results/cadence.md. Times are CPU seconds on one core, so that other work on the machine does not count.
"""
import argparse
import datetime
import math
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import json

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/prove"))
from lib.report import Report  # noqa: E402

HERE = ROOT / "bench"
# The best of the planner settings tried on this query (jit, nested loops and merge joins each made it slower); one core for both sides.
SETTINGS = """SET max_parallel_workers_per_gather = 0; SET work_mem = '2GB'; SET jit = off;
SET enable_nestloop = off; SET enable_mergejoin = off;"""
TICKS = ("SELECT 'ticks', split_part(s, ' ', 14)::bigint + split_part(s, ' ', 15)::bigint "
         "FROM pg_read_file('/proc/self/stat') AS s;")  # user and system time of this connection's process
GOAL_SECONDS, GOAL_RATIO, GOAL_REPS = 1.0, 10.0, 100_000


def build():
    folder = ROOT / "build/bench"
    subprocess.run(["cmake", "--preset", "release", "-B", folder, "-DBACKBEAT_BENCH=ON"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", folder, "cadence_bench"], check=True)
    return folder / "bin/cadence_bench"


def psql(script, folder, **variables):
    """Runs a script and returns what it printed; as the superuser whom tools/with_postgres.sh made."""
    values = dict(part.split("=", 1) for part in os.environ["BACKBEAT_TEST_POSTGRES"].split())
    command = ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", values["host"], "-U", values["user"], "-d", "bench"]
    for name, value in variables.items():
        command += ["-v", f"{name}={value}"]
    done = subprocess.run(command, input=script, cwd=folder, text=True, stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit("psql failed")
    return done.stdout


def fresh_database():
    values = dict(part.split("=", 1) for part in os.environ["BACKBEAT_TEST_POSTGRES"].split())
    for statement in ("DROP DATABASE IF EXISTS bench", "CREATE DATABASE bench"):
        subprocess.run(["psql", "-X", "-q", "-h", values["host"], "-U", values["user"], "-d", values["dbname"], "-c", statement], check=True,
                       stderr=subprocess.DEVNULL)


def ask_postgres(binary, reps, runs):
    """CPU seconds of each run, after checking the counts against ours, cell by cell."""
    query = (HERE / "cadence_query.sql").read_text()
    with tempfile.TemporaryDirectory(prefix="backbeat-bench-") as folder:
        subprocess.run([binary, "export", str(reps), folder], check=True)
        fresh_database()
        psql((HERE / "cadence_schema.sql").read_text(), folder)
        as_of, first_monday = pathlib.Path(folder, "as_of.txt").read_text().split()
        script = SETTINGS + f"CREATE TEMP TABLE cells AS {query}; \\copy cells TO 'found.tsv'\n"
        script += "".join(f"{TICKS}\nSELECT count(*), sum(owed), sum(held), sum(moved) FROM ({query}) AS cells;\n" for _ in range(runs)) + TICKS
        printed = psql(script, folder, as_of=as_of, first_monday=first_monday)
        found, expected = (sorted(pathlib.Path(folder, name).read_text().splitlines()) for name in ("found.tsv", "expected.tsv"))
        if found != expected:
            sys.exit(f"{reps} reps: the two sides differ: {[line for line in found if line not in set(expected)][:3]}")
    ticks = [int(value) for value in re.findall(r"^ticks\t(\d+)$", printed, re.M)]
    return [(after - before) / os.sysconf("SC_CLK_TCK") for before, after in zip(ticks, ticks[1:])], len(expected)


def spread(times):
    return f"{statistics.median(times):.3g} ({min(times):.3g}-{max(times):.3g})"


def exponents(rows, key):
    """How time grows: the exponent of the number of reps between neighbouring sizes."""
    pairs = zip(rows, rows[1:])
    return [math.log(statistics.median(b[key]) / statistics.median(a[key])) / math.log(b["reps"] / a["reps"]) for a, b in pairs]


def page(rows, runs):
    def one(command):
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.strip()
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    lines = ["# Cadence: a year of weekly 1:1s, derived", "",
             "Every weekly obligation of every rep over 52 weeks, counted by manager and week in nine columns: hires, leavers, changed managers, holidays, time",
             "off, moved, short, excused, cancelled, missed and delegated sessions, in 12 time zones. `bench/cadence.py` wrote this file.", "",
             f"{datetime.date.today()} · {cpu} · one core · commit {one(['git', 'rev-parse', '--short', 'HEAD'])} · {one(['g++', '--version']).splitlines()[0]} -O2 · "
             f"{one(['psql', '--version'])}", "",
             f"CPU seconds, median of {runs} runs (least-most). Both sides start from facts that are loaded and sorted or indexed, and gave the same counts in every cell.", "",
             "| reps | obligations | sessions | Backbeat | PostgreSQL | ratio | loading | peak memory |", "|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for row in rows:
        ratio = statistics.median(row["peer_s"]) / statistics.median(row["derive_s"])
        lines.append(f"| {row['reps']:,} | {row['owed']:,} | {row['sessions']:,} | {spread(row['derive_s'])} s | {spread(row['peer_s'])} s | {ratio:.0f} x | "
                     f"{row['load_s']:.2g} s | {row['peak_mib']} MiB |")
    ours = ", ".join(f"{value:.2f}" for value in exponents(rows, "derive_s")) or "one size only"
    peer = ", ".join(f"{value:.2f}" for value in exponents(rows, "peer_s")) or "one size only"
    largest = rows[-1]
    ratio = statistics.median(largest["peer_s"]) / statistics.median(largest["derive_s"])
    met = statistics.median(largest["derive_s"]) <= GOAL_SECONDS and ratio >= GOAL_RATIO and largest["reps"] >= GOAL_REPS
    lines += ["", f"Growth with the number of reps, as an exponent between neighbouring sizes: Backbeat {ours}; PostgreSQL {peer}.",
              f"Goal: {GOAL_REPS:,} reps in at most {GOAL_SECONDS:.0f} s and at least {GOAL_RATIO:.0f} times faster: {'met' if met else 'not met'}.", "",
              "*Peak memory* is of the whole process: the facts with the history of each session, what they were made from, and the answer; deriving itself",
              f"added {largest['derive_adds_mib']} MiB. *Loading* sorts the facts into columns once after a change; it is not in the time, as building PostgreSQL's indexes is not.", "",
              "What makes the peer look better than it would be: it keeps only the present state of a session (no history, so it could not answer for a past",
              "instant), the session's local day and week are stored ready-made, and its data is in memory. What makes it look worse: it is asked for everything",
              "at once, where a product would keep counts up to date with triggers or a materialised view and would then have those to keep right.", ""]
    return "\n".join(lines)


def figures_of(rows, options):
    """One row for each size, and how the cost grows: no faster than n log n."""
    report = Report("speed", options)
    for row in rows:
        ours, peer = statistics.median(row["derive_s"]), statistics.median(row["peer_s"])
        holds = peer / ours >= GOAL_RATIO and (row["reps"] != GOAL_REPS or ours <= GOAL_SECONDS)
        goal = f">= {GOAL_RATIO:.0f} x PostgreSQL" + (f", <= {GOAL_SECONDS:.0f} s" if row["reps"] == GOAL_REPS else "")
        report.figure(f"a year of obligations of {row['reps']:,} reps, CPU", goal, f"{spread(row['derive_s'])} s against {spread(row['peer_s'])} s, {peer / ours:.0f} x", holds)
    for before, after in zip(rows, rows[1:]):
        ratio = statistics.median(after["derive_s"]) / statistics.median(before["derive_s"])
        most = after["reps"] * math.log(after["reps"]) / (before["reps"] * math.log(before["reps"]))
        seen = f"{min(after['derive_s']) / max(before['derive_s']):.1f} to {max(after['derive_s']) / min(before['derive_s']):.1f} x among the runs"
        report.figure(f"growth from {before['reps']:,} to {after['reps']:,} reps", f"<= n log n, {most:.1f} x", f"{ratio:.1f} x", ratio <= most,
                      f"{seen}; {after['reps']:,} reps take {after['peak_mib']} MiB, more than any cache")
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", help="not used: what is measured is built for it")
    parser.add_argument("--short", action="store_true", help="1,000 and 10,000 reps, three runs")
    parser.add_argument("--figures", help="file to write the figures to, as JSON")
    parser.add_argument("--sizes", help="numbers of reps")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--binary", type=pathlib.Path, help="a built cadence_bench, so that nothing is built")
    parser.add_argument("--output", type=pathlib.Path, default=HERE / "results/cadence.md")
    options = parser.parse_args()
    options.sizes = options.sizes or ("1000,10000" if options.short else "1000,10000,100000")
    options.runs = options.runs or (3 if options.short else 5)
    if "BACKBEAT_TEST_POSTGRES" not in os.environ:
        if shutil.which("psql") is None:
            sys.exit("PostgreSQL is not installed: make packages")
        os.execv(ROOT / "tools/with_postgres.sh", ["with_postgres.sh", __file__, *sys.argv[1:]])

    binary = (options.binary or build()).resolve()
    rows = []
    for reps in (int(size) for size in options.sizes.split(",")):
        print(f"{reps:,} reps: deriving ...", flush=True)
        row = json.loads(subprocess.run([binary, "measure", str(reps), str(options.runs)], check=True, capture_output=True, text=True).stdout)
        print(f"{reps:,} reps: {spread(row['derive_s'])} s; asking PostgreSQL ...", flush=True)
        row["peer_s"], row["cells"] = ask_postgres(binary, reps, options.runs)
        print(f"{reps:,} reps: {spread(row['peer_s'])} s, the same {row['cells']:,} cells", flush=True)
        rows.append(row)
    if rows[-1]["reps"] >= GOAL_REPS:
        text = page(rows, options.runs)
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text)
        print(text)
    return figures_of(rows, options).end()


if __name__ == "__main__":
    sys.exit(main())
