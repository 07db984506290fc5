#!/usr/bin/env python3
"""Importing a million deals and a roster of 100,000 people, beside `sqlite3 .import` of the same file in the same run.

usage: import_bench.py --program build/release/bin/backbeat [--short] [--figures FILE] [--runs 3] [--output bench/results/import.md]

Backbeat checks every value, finds owners, managers and doubled keys, keeps history and a report, and commits once, durably. `sqlite3 .import` puts the same
lines as texts into a table without a key, in a new file. Ours begins with an installation of 100 people (for the deals) or of nobody (for the roster).
Compared are CPU seconds (user and system) of the whole process, so that other work on the machine does not decide; elapsed time and peak memory stand beside.
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import measure

GOAL_RATIO, GOAL_MIB = 0.5, 200
STAGES = ["Prospecting", "Discovery", "Proposal", "Negotiation", "Won", "Lost"]


def run(command, environment=None, text=None):
    """CPU seconds, elapsed seconds, peak MiB, output."""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT)
        process.stdin.write((text or "").encode())
        process.stdin.close()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode(errors="replace")
    assert process.returncode == 0, f"{command}: {process.returncode}: {said[-1500:]}"
    return {"cpu": used.ru_utime + used.ru_stime, "wall": time.monotonic() - begin, "mib": used.ru_maxrss / 1024, "said": said}


def write_people(path, count, raised=0):
    """One executive, then a tree: every tenth person leads nine or ten of those who follow. `raised`: everybody in another segment."""
    with open(path, "w") as out:
        out.write("employee_id,name,email,job_role,segment,region,time_zone,manager_id,hire_date,leave_date,top_performer,crm_id\n")
        for i in range(count):
            manager = f"E{(i - 1) // 10:06d}" if i else ""
            role = "executive" if i == 0 else "sales_manager" if i * 10 + 1 < count else "ae"
            out.write(f"E{i:06d},Given{i % 997} Family{i},p{i}@northwind.example,{role},{'smb' if (i + raised) % 3 else 'mid_market' if raised else 'enterprise'},{'EMEA' if i % 2 else 'AMER'},Europe/Madrid,"
                      f"{manager},20{10 + i % 15}-{i % 12 + 1:02d}-{i % 28 + 1:02d},,no,005{i:015d}\n")


def write_deals(path, count, raised=0):
    """As a CRM exports them: ids that ascend, an owner, two dates, a stage. `raised`: added to every amount, so that every row is another."""
    with open(path, "w") as out:
        out.write("opportunity,name,account,product,email,stage,amount,opened,closes,stage_since\n")
        for i in range(count):
            out.write(f"006{i:015d},Renewal of {i % 977} seats,Customer {i % 5000},Product {i % 12},p{i % 100}@northwind.example,{STAGES[i % 6]},{i % 90000 + raised}.50,"
                      f"2025-{i % 12 + 1:02d}-{i % 28 + 1:02d},2026-{i % 12 + 1:02d}-{i % 28 + 1:02d},2026-{i % 12 + 1:02d}-{i % 28 + 1:02d}\n")


def peer(file, folder):
    database = folder / "peer.db"
    database.unlink(missing_ok=True)
    done = run(["sqlite3", str(database)], text=f".mode csv\n.import {file} rows\n")
    count = int(subprocess.run(["sqlite3", str(database), "SELECT count(*) FROM rows"], capture_output=True, text=True, check=True).stdout)
    database.unlink()
    return {**done, "rows": count}


def ours(program, seed, folder, words, changed):
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(seed, data)
    environment = {**os.environ, "BACKBEAT_DATA": str(data)}
    done = run([str(program), *words, "--json"], environment)
    report = json.loads(done["said"][:done["said"].rindex("}") + 1])["items"][0]
    again = run([str(program), *words, "--json"], environment)
    repeat = json.loads(again["said"][:again["said"].rindex("}") + 1])["items"][0]
    assert repeat["added"] == repeat["changed"] == 0, "importing again changed something"
    other = run([str(program), *words[:-1], str(changed), "--json"], environment)
    every = json.loads(other["said"][:other["said"].rindex("}") + 1])["items"][0]
    assert every["changed"] > 0 and every["added"] == 0, every
    return {**done, "rows": report["added"], "again": again, "other": other, "changed": every["changed"]}


def prepare(program, folder):
    """Two installations: of nobody, and of the hundred people who own the deals."""
    seeds = {}
    for name in ("empty", "owners"):
        seeds[name] = folder / name
        seeds[name].mkdir()
        environment = {**os.environ, "BACKBEAT_DATA": str(seeds[name])}
        run([str(program), "init", "--name", "Northwind", "--zone", "Europe/Madrid", "--effective", "2020-01-01"], environment)
    people = folder / "owners.csv"
    write_people(people, 100)
    run([str(program), "import", "roster", str(people), "--effective", "2020-01-01"], {**os.environ, "BACKBEAT_DATA": str(seeds["owners"])})
    return seeds


def spread(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def measured(program, seed, folder, words, file, changed, rows, runs):
    pairs = []
    for _ in range(runs):
        pairs.append((ours(program, seed, folder, [*words, str(file)], changed), peer(file, folder)))
        assert pairs[-1][0]["rows"] == pairs[-1][1]["rows"] == rows, (pairs[-1][0]["rows"], pairs[-1][1]["rows"])
    mine, its = [a for a, _ in pairs], [b for _, b in pairs]
    return {"ratio": statistics.median(b["cpu"] for b in its) / statistics.median(a["cpu"] for a in mine),
            "cpu": spread([a["cpu"] for a in mine]), "peer_cpu": spread([b["cpu"] for b in its]),
            "wall": spread([a["wall"] for a in mine]), "peer_wall": spread([b["wall"] for b in its]),
            "mib": max(a["mib"] for a in mine), "again": spread([a["again"]["cpu"] for a in mine]), "again_mib": max(a["again"]["mib"] for a in mine),
            "other": spread([a["other"]["cpu"] for a in mine]), "other_mib": max(a["other"]["mib"] for a in mine), "changed": mine[0]["changed"]}


def main():
    parser = measure.arguments(__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--output", type=pathlib.Path)
    given = parser.parse_args()
    program = pathlib.Path(given.program).resolve()
    report = measure.Report("bench", given)
    scale = 10 if given.short else 1
    lines = []
    with tempfile.TemporaryDirectory(prefix="backbeat-import-", dir=measure.ROOT / "build") as scratch:
        folder = pathlib.Path(scratch)
        seeds = prepare(program, folder)
        for what, count, write, seed, words in (("deals", 1_000_000 // scale, write_deals, "owners", ["import", "crm"]),
                                                ("people", 100_000 // scale, write_people, "empty", ["import", "roster"])):
            file = folder / f"{what}.csv"
            write(file, count)
            changed = folder / f"{what}-changed.csv"
            write(changed, count, raised=1)
            found = measured(program, seeds[seed], folder, words, file, changed, count, given.runs)
            size = file.stat().st_size >> 20
            lines.append(f"| {count:,} {what}, {size} MiB | {found['cpu']} s | {found['peer_cpu']} s | {found['ratio']:.2f} x | {found['wall']} s | {found['peer_wall']} s | "
                         f"{found['mib']:.0f} MiB | {found['again']} s, {found['again_mib']:.0f} MiB | {found['other']} s, {found['other_mib']:.0f} MiB |")
            print(lines[-1], flush=True)
            report.figure(f"import of {count:,} {what} beside sqlite3 .import, CPU", f">= {GOAL_RATIO} x", f"{found['ratio']:.2f} x ({found['cpu']} s beside {found['peer_cpu']} s)",
                          found["ratio"] >= GOAL_RATIO, "every value checked, owners and managers found, history and three tables with their indexes written (decision 14)")
            report.figure(f"import of {count:,} {what}, memory", f"<= {GOAL_MIB} MiB", f"{found['mib']:.0f} MiB, {found['again_mib']:.0f} MiB the second time, "
                          f"{found['other_mib']:.0f} MiB with {found['changed']:,} changed", max(found["mib"], found["again_mib"], found["other_mib"]) <= GOAL_MIB,
                          "everybody as they were and as they will be is held at once: a row's manager can be any other row")
    table = "\n".join(["| file | Backbeat, CPU | sqlite3 .import, CPU | ratio | Backbeat, elapsed | sqlite3, elapsed | peak memory | the same file again, CPU | every row changed, CPU |",
                       "|---|---:|---:|---:|---:|---:|---:|---:|---:|", *lines])
    if given.output:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=measure.ROOT, capture_output=True, text=True, check=True).stdout.strip()
        given.output.write_text(f"# Importing, beside sqlite3 .import\n\n{__doc__.split(chr(10), 4)[4].strip()}\n\n{time.strftime('%Y-%m-%d')} · commit {commit} · median of "
                                f"{given.runs} runs (least-most) · `{' '.join(sys.argv)}`\n\n{table}\n")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
