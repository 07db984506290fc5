#!/usr/bin/env python3
"""The scorecards of 1,000 managers over a year, made from their rows: CPU seconds on one core beside the limit, and how the cost grows.

usage: scorecards.py [--short] [--figures FILE] [--runs 5] [--binary build/bench/bin/scorecard_bench]
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/prove"))
from lib.report import Report  # noqa: E402

LIMIT, MANAGERS = 1.0, 1_000


def build():
    folder = ROOT / "build/bench"
    subprocess.run(["cmake", "--preset", "release", "-B", folder, "-DBACKBEAT_BENCH=ON"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", folder, "scorecard_bench"], check=True)
    return folder / "bin/scorecard_bench"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", help="not used: what is measured is built for it")
    parser.add_argument("--short", action="store_true", help="three runs")
    parser.add_argument("--figures", help="file to write the figures to, as JSON")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--binary", type=pathlib.Path, help="a built scorecard_bench, so that nothing is built")
    options = parser.parse_args()
    runs = options.runs or (3 if options.short else 7)
    binary = (options.binary or build()).resolve()
    rows = [json.loads(subprocess.run([binary, str(managers), str(runs)], check=True, capture_output=True, text=True).stdout)
            for managers in (MANAGERS // 10, MANAGERS)]
    report = Report("speed", options)
    seconds = [statistics.median(row["seconds"]) for row in rows]
    row = rows[-1]
    report.timed(f"scorecards of {MANAGERS:,} managers x 12 months: {row['numbers']:,} numbers from {row['rows']:,} rows, intervals and calibrations included, CPU",
                 f"<= {LIMIT:.0f} s", f"{seconds[1]:.3g} ({min(row['seconds']):.3g}-{max(row['seconds']):.3g}) s, {seconds[1] / LIMIT:.2f} of the limit",
                 seconds[1] <= LIMIT)
    report.timed("growth from 100 to 1,000 managers", "<= 12 x", f"{seconds[1] / seconds[0]:.1f} x", seconds[1] / seconds[0] <= 12)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
