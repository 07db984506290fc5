#!/usr/bin/env python3
"""Runs every experiment of tests/prove/index.toml, one after the other, goes on after failures, and writes the page of figures.

    tools/run_proofs.py --program build/release/bin/backbeat --form short [NAME ...]

What each experiment printed is in build/proof/<form>/<name>.log, its figures beside it, and how it ended in <name>.run.json.
Exit code 1 when one of them failed.
"""
import argparse
import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
USUAL_MINUTES = {"short": 5, "long": 60}


def most_minutes(experiment, form):
    """What it may take before it counts as failed."""
    minutes = experiment.get("minutes", USUAL_MINUTES)
    return minutes[form] if isinstance(minutes, dict) else minutes


def run(experiment, form, program, folder):
    """How one experiment ended: {name, bar, command, code, seconds, at, last}."""
    name = experiment["name"]
    figures = folder / f"{name}.json"
    figures.unlink(missing_ok=True)
    command = experiment[form].format(program=program, figures=figures.relative_to(ROOT), root=ROOT)
    limit = 60 * most_minutes(experiment, form)
    environment = dict(os.environ)
    if not experiment.get("postgres"):
        environment.pop("BACKBEAT_TEST_POSTGRES", None)
    begin = time.monotonic()
    with open(folder / f"{name}.log", "w+", encoding="utf-8") as log:
        process = subprocess.Popen(["bash", "-c", command], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            code = process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # the session of this experiment alone
            process.wait()
            code = "over its time"
        log.seek(0)
        lines = [line.rstrip() for line in log if line.strip()]
    ended = {"name": name, "bar": experiment["bar"], "title": experiment.get("title", ""), "command": command, "code": code,
             "seconds": round(time.monotonic() - begin, 1), "at": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M"),
             "last": lines[-1] if lines else "", "form": form}
    (folder / f"{name}.run.json").write_text(json.dumps(ended, indent=1))
    return ended, lines


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", default="build/release/bin/backbeat")
    arguments.add_argument("--form", choices=("short", "long"), default="long")
    arguments.add_argument("--within", type=float, metavar="MINUTES", help="leave out what may take longer than is left of this, and say so")
    arguments.add_argument("--ci", action="store_true", help="without what is said not to be for continuous integration, and why")
    arguments.add_argument("--bar", help="only those of this bar, such as speed")
    arguments.add_argument("names", nargs="*")
    given = arguments.parse_args()
    experiments = tomllib.loads((ROOT / "tests/prove/index.toml").read_text()).get("experiment", [])
    unknown = set(given.names) - {experiment["name"] for experiment in experiments}
    if unknown:
        sys.exit(f"tests/prove/index.toml has no {', '.join(sorted(unknown))}")
    chosen = [experiment for experiment in experiments if given.form in experiment and (not given.names or experiment["name"] in given.names)
              and given.bar in (None, experiment["bar"])]
    folder = ROOT / "build/proof" / given.form
    folder.mkdir(parents=True, exist_ok=True)
    failed, left_out, began = [], [], time.monotonic()
    for experiment in chosen:
        if given.ci and experiment.get("not_in_ci"):
            print(f"==> {experiment['bar']} {experiment['name']} is not for continuous integration: {experiment['not_in_ci']}")
            left_out.append(experiment["name"])
            continue
        if given.within is not None and most_minutes(experiment, given.form) > given.within - (time.monotonic() - began) / 60:
            print(f"==> {experiment['bar']} {experiment['name']} is left out: too little of the {given.within:.0f} minutes is left")
            left_out.append(experiment["name"])
            continue
        print(f"==> {experiment['bar']} {experiment['name']}", flush=True)
        ended, lines = run(experiment, given.form, given.program, folder)
        is_fine = ended["code"] == 0
        if not is_fine:
            failed.append(experiment["name"])
        print("\n".join(f"    {line}" for line in lines[-1 if is_fine else -40:]))
        print(f"    {'passed' if is_fine else 'FAILED (' + str(ended['code']) + ')'} in {ended['seconds']:.0f} s", flush=True)
    page = ROOT / "docs/proof.md" if given.form == "long" else folder / "proof.md"
    subprocess.run([sys.executable, ROOT / "tools/proof_page.py", "--form", given.form, "--out", page], check=True)
    if left_out:
        print("left out:", ", ".join(left_out))
    if failed:
        print("failed:", ", ".join(failed))
    print(f"{len(chosen) - len(left_out) - len(failed)} passed, {len(failed)} failed, {len(left_out)} left out")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
