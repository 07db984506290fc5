#!/usr/bin/env python3
"""A calendar of 10,000 events, from its text to a person's calendar in the database, beside libical's own parse of the same text; CPU seconds, in
turns.

usage: calendars.py [--short] [--figures FILE] [--folder DIR on a real disk]"""
import json
import statistics
import subprocess
import sys
import tempfile

import measure

GOAL = 0.5
EVENTS = 10_000


def main():
    parser = measure.arguments(__doc__)
    parser.add_argument("--folder", default=measure.ROOT / "build", help="where the databases are made; not in memory")
    given = parser.parse_args()
    rounds = 3 if given.short else 7
    report = measure.Report("speed", given)
    program = measure.build("calendar_bench") / "calendar_bench"
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        printed = subprocess.run([program, folder, str(EVENTS), str(rounds)], check=True, capture_output=True, text=True).stdout
    pairs = [json.loads(line) for line in printed.splitlines()]
    ratios = [pair["libical"] / pair["whole"] for pair in pairs]
    print(f"{EVENTS} events, {pairs[0]['bytes'] >> 10} KiB, {pairs[0]['meetings']} meetings: libical parses in {measure.spread([pair['libical'] for pair in pairs], '{:.3f}')} s, "
          f"read and expanded in {measure.spread([pair['read'] for pair in pairs], '{:.3f}')} s, imported in {measure.spread([pair['whole'] for pair in pairs], '{:.3f}')} s of CPU")
    report.figure("calendar import, 10,000 events, beside libical's parse", f">= {GOAL:.1f} x", f"{measure.spread(ratios, '{:.2f}')} x", statistics.median(ratios) >= GOAL,
                  "libical ends with a tree in memory; we end with meetings in the database, expanded and durable")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
