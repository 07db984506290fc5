#!/usr/bin/env python3
"""Writes the page of figures from what the experiments of tests/prove/index.toml left in build/proof/<form>: one row per figure, with its
goal, what was measured, whether it holds, and the command. A row that does not hold says why; an experiment that was not run is named. Where the
long form was not run, the short one's figures stand, marked as such."""
import argparse
import json
import os
import pathlib
import platform
import re
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def machine():
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / 2**20
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    debian = pathlib.Path("/etc/debian_version").read_text().strip()
    return f"{os.cpu_count()} cores ({model[1].strip() if model else platform.machine()}), {memory:.0f} GiB of memory, Linux {platform.release()}, Debian {debian}"


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def order(experiment):
    letter, number = re.fullmatch(r"([A-Za-z]+)(\d*).*", experiment["bar"]).groups()
    return ("RS".find(letter) if letter in "RS" else 9, letter, int(number or 0))


def rows_of(experiment, folder):
    """(bar, what, goal, measured, holds, command) for the page, and how long it took."""
    run_file = folder / f"{experiment['name']}.run.json"
    if not run_file.exists() and folder.name == "long":
        run_file = folder.parent / "short" / run_file.name
    figures_file = run_file.with_name(f"{experiment['name']}.json")
    if not run_file.exists():
        return [], None
    ended = json.loads(run_file.read_text())
    command = experiment["name"] + ("" if ended["form"] == folder.name else " (short)")
    rows = []
    if figures_file.exists():
        figures = json.loads(figures_file.read_text())
        for row in figures["rows"]:
            holds = "holds" if row["holds"] else "**no**" + (f": {row['reason']}" if row.get("reason") else "")
            rows.append((row.get("bar", experiment["bar"]), row["what"], row.get("goal", ""), row["measured"], holds, command))
    if not rows or (ended["code"] != 0 and all(row[4] == "holds" for row in rows)):
        holds = "holds" if ended["code"] == 0 else f"**no**: ended with {ended['code']}"
        rows.append((experiment["bar"], experiment.get("title", experiment["name"]), "passes", ended["last"], holds, command))
    return rows, ended


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--form", choices=("short", "long"), default="long")
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    folder = ROOT / "build/proof" / given.form
    experiments = [e for e in tomllib.loads((ROOT / "tests/prove/index.toml").read_text()).get("experiment", []) if given.form == "long" or given.form in e]
    lines = ["| bar | what | goal | measured | | `tools/prove.sh` |", "|---|---|---|---|---|---|"]
    ends, missed, absent = [], 0, []
    for experiment in sorted(experiments, key=order):
        rows, ended = rows_of(experiment, folder)
        ends += [ended] if ended else []
        absent += [] if ended else [f"{experiment['bar']} ({experiment['name']})"]
        for bar, what, goal, measured, holds, command in rows:
            missed += holds.startswith("**no**")
            lines.append(f"| {bar} | {cell(what)} | {cell(goal)} | {cell(measured)} | {cell(holds)} | {command} |")
    dates = sorted({ended["at"][:10] for ended in ends})
    head = ["# Proof", "",
            "What Backbeat claims, as experiments that anyone can run. `make prove` runs all of them and writes this page; `tools/prove.sh NAME` runs the",
            "one of a row, and `SHORT=1` before either takes the bounded form of continuous integration. R is durability and faults, S security and privacy,",
            "P speed. The commands behind the names are in `tests/prove/index.toml`.", "",
            f"{'-'.join(dates[:1] + dates[-1:] if len(dates) > 1 else dates)}, {machine()}. Form: {given.form}. {len(lines) - 2} figures, {missed} missed;",
            f"the experiments took {sum(ended['seconds'] for ended in ends) / 60:.0f} minutes one after the other.", ""]
    if absent:
        head += [f"Not run this time: {', '.join(absent)}.", ""]
    pathlib.Path(given.out).write_text("\n".join(head + lines) + "\n")


if __name__ == "__main__":
    main()
