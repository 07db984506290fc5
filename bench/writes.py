#!/usr/bin/env python3
"""Durable writes at 32 and 128 clients: commits in groups beside one commit for each write, the same code on the same disk, taking turns.

usage: writes.py [--short] [--figures FILE] [--folder DIR on a real disk]"""
import json
import statistics
import subprocess
import sys
import tempfile

import measure

GOAL = 15.0


def main():
    parser = measure.arguments(__doc__)
    parser.add_argument("--folder", default=measure.ROOT / "build", help="where the databases are made; not in memory")
    given = parser.parse_args()
    seconds, rounds = (1, 3) if given.short else (4, 7)
    report = measure.Report("speed", given)
    program = measure.build("writes_bench") / "writes_bench"
    for clients in (32, 128):
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            printed = subprocess.run([program, folder, str(clients), str(seconds), str(rounds)], check=True, capture_output=True, text=True).stdout
        pairs = [json.loads(line) for line in printed.splitlines()]
        ratios = [pair["grouped"] / pair["one_each"] for pair in pairs]
        print(f"{clients} clients, {rounds} rounds of {seconds} s: {measure.spread([pair['grouped'] for pair in pairs], '{:.0f}')} writes/s in groups of "
              f"{statistics.median(pair['writes_per_commit'] for pair in pairs):.0f}, {measure.spread([pair['one_each'] for pair in pairs], '{:.0f}')} one by one")
        report.figure(f"durable writes, {clients} clients, beside one commit for each", f">= {GOAL:.0f} x",
                      f"{measure.spread(ratios, '{:.1f}')} x", statistics.median(ratios) >= GOAL,
                      f"a group holds at most the {clients} writes that wait, and each costs its own statements; a disk that syncs in a quarter of a millisecond leaves little to save (decision 19)")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
