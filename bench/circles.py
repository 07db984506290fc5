#!/usr/bin/python3
"""Peer circles: the target table, each row beside its reference. Every row's command is printed with its result; writes bench/results/circles.md.

usage: circles.py --program build/release/bin/backbeat [--shared DIR] [--only ROW ...] [--threads 2] [--seeds 1] [--short]

Rows: small pool60 pool600 org300 org10000 first mdgp schedules remix. Instances of the shared folder and, of the same kinds, ones made here
(circles_make.py); plans are scored by the independent scorer of the shared folder where it is there. --short: a fifth of the time, one
instance a row. Wall-clock times: run it on a machine that does nothing else."""
import argparse
import csv
import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import circles_make

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEDULES = ["5x5x6", "5x4x5", "6x4x7", "7x5x7", "8x5x8", "9x5x8", "11x5x11", "12x5x8", "13x5x13", "20x5x8", "100x5x8", "1000x5x8",
             "6x5x6", "7x4x9", "8x4x9", "10x5x8"]


class Bench:
    def __init__(self, given):
        self.given = given
        self.shared = given.shared / "data/circles" if (given.shared / "data/circles").is_dir() else None
        self.scorer = given.shared / "tools/circles_score.py"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="backbeat-circles-"))
        self.rows = []

    def run(self, *words):
        """What it printed, wall and CPU seconds."""
        command = [str(self.given.program), *map(str, words)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        done = subprocess.run(command, text=True, capture_output=True, check=False)
        wall = time.monotonic() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: {done.stderr}")
        return done.stdout.strip(), wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def score(self, instance, plan):
        if not self.scorer.exists():
            return json.loads(plan.read_text())["cost"], "not scored"
        found = json.loads(subprocess.run(["/usr/bin/python3", self.scorer, "score", instance, plan], text=True, capture_output=True, check=True).stdout)
        return found["cost"], found["violations"]

    def made(self, kind, count, seed):
        path = self.folder / f"{kind}-{count}-{seed}.json"
        if not path.exists():
            path.write_text(json.dumps(circles_make.instance(kind, count, seed)))
        return path

    def files(self, name, *made):
        out = [self.shared / f"{name}.json"] if name and self.shared else []
        return (out + [self.made(*one) for one in made])[:1 if self.given.short else None]

    def solve(self, row, instance, seconds, reference, seed=1):
        seconds = seconds / 5 if self.given.short else seconds
        plan = self.folder / f"{instance.stem}-plan.json"
        words = ["circles", "solve", instance, "--seconds", seconds, "--seed", seed, "--threads", self.given.threads, "--out", plan]
        said, wall, cpu = self.run(*words)
        cost, violations = self.score(instance, plan)
        found = json.loads(plan.read_text())
        people = len(json.loads(instance.read_text())["people"])
        ratio = f"{cost / reference:.3f}" if reference else "-"
        self.row(row, instance.stem, f"cost {cost} ({cost / people:.2f} a head), violations {violations}, bound {found['bound']}"
                 + (", proven" if found["proven"] else ""), reference or "-", ratio, wall, cpu, words)
        return found

    def row(self, row, name, result, reference, ratio, wall, cpu, words):
        command = " ".join(["backbeat", *(pathlib.Path(str(word)).name if "/" in str(word) else str(word) for word in words)])
        self.rows.append((row, name, result, reference, ratio, f"{wall:.2f}", f"{cpu:.2f}", command))
        print(" | ".join(map(str, self.rows[-1])), flush=True)

    def small(self):
        optima = {}
        if self.shared:
            with open(self.shared / "optima.tsv", encoding="utf-8") as file:
                optima = {one["instance"]: int(one["proven_optimum"]) for one in csv.DictReader(file, delimiter="\t")}
        shared = [self.shared / f"{name}.json" for name in optima if name.startswith("small")]
        made = [self.made("small", 12 + 4 * seed, seed) for seed in (1, 2, 3)] + [self.made("smallx", 18 + 2 * seed, seed) for seed in (1, 2, 3)]
        for instance in shared + made:
            self.solve("small", instance, 5, optima.get(instance.stem))

    def pool60(self):
        for instance in self.files("pool-60-9", ("pool", 60, 1), ("pool", 60, 2)):
            self.solve("pool-60", instance, 10, 344 if instance.stem == "pool-60-9" else None)

    def pool600(self):
        for seed in range(1, self.given.seeds + 1):
            for instance in self.files("pool-600-9", ("pool", 600, 1), ("pool", 600, 2)):
                self.solve("pool-600", instance, 20, 1097 if instance.stem == "pool-600-9" else None, seed)

    def org300(self):
        for seed in range(1, self.given.seeds + 1):
            for instance in self.files("org-300-8", ("org", 300, 1), ("org", 300, 2)):
                self.solve("org-300", instance, 20, 1273 if instance.stem == "org-300-8" else None, seed)

    def org10000(self):
        instance = self.made("org", 10_000, 1)
        for seconds, a_head in ((2, None), (20, 3.0), (60, 2.4)):
            self.solve(f"org-10000 in {seconds} s", instance, seconds, a_head and int(a_head * 10_000))

    def first(self):
        """A lawful plan at once: 600 people in a tenth of a second."""
        for instance in self.files("pool-600-9", ("pool", 600, 1)):
            self.solve("first plan", instance, 0.5 if self.given.short else 0.1, None)

    def mdgp(self):
        if not self.shared:
            return print("mdgp: skipped, there is no shared folder")
        with open(self.shared / "mdgplib/best_known.tsv", encoding="utf-8") as file:
            known = list(csv.DictReader(file, delimiter="\t"))
        gaps = {}
        for one in known:
            people = int(one["n"])
            seconds = (3 if people == 120 else 20) / (5 if self.given.short else 1)
            instance, out = self.shared / f"mdgplib/{one['instance']}.txt", self.folder / "groups.txt"
            words = ["circles", "group", instance, "--seconds", seconds, "--seed", 1, "--threads", self.given.threads, "--out", out]
            said, wall, cpu = self.run(*words)
            scored = subprocess.run(["/usr/bin/python3", self.scorer, "mdgp", instance, out], text=True, capture_output=True, check=True)
            value, best = float(scored.stdout), float(one["best"])
            gaps.setdefault((people, one["instance"].split("_")[0]), []).append(100 * (best - value) / best)
            self.row("mdgp", one["instance"], f"{value:.3f}, gap {100 * (best - value) / best:.3f} %", best, f"{value / best:.5f}", wall, cpu, words)
        for (people, kind), found in sorted(gaps.items()):
            self.row("mdgp mean", f"{kind} n={people}", f"gap {sum(found) / len(found):.3f} %", "-", "-", 0, 0, ["mean of the rows above"])

    def schedules(self):
        for name in SCHEDULES:
            groups, size, periods = map(int, name.split("x"))
            out = self.folder / "schedule.txt"
            words = ["circles", "schedule", "--groups", groups, "--size", size, "--periods", periods, "--out", out]
            said, wall, cpu = self.run(*words)
            checked = json.loads(subprocess.run(["/usr/bin/python3", self.scorer, "remix", out, str(size), str(size)], text=True,
                                                capture_output=True, check=True).stdout) if self.scorer.exists() else {"repeats": said}
            self.row("schedule", name, f"repeats {checked['repeats']}", 0, "-", wall, cpu, words)

    @staticmethod
    def mixing(found):
        """How alike people in one circle are. Wishes are left out: those met once have met, and may not be met again."""
        return sum(found["terms"].get(term, 0) for term in ("tenure", "segment", "manager", "perf"))

    def remix(self):
        """Eight re-mixes of 300 people, 8 % of whom are others each time; the mixing beside a solve without history."""
        chance = random.Random(8)
        now = circles_make.instance("org", 300, 5)
        newcomers = circles_make.instance("org", 300, 6)["people"]
        now["history"] = []
        seconds = 10 / (5 if self.given.short else 1)
        met, worst, repeats_soon = {}, 0.0, 0
        for period in range(2 if self.given.short else 8):
            for place in chance.sample(range(300), 24) if period else []:
                like = next(one for one in newcomers if one["role"] == now["people"][place]["role"])
                newcomers.remove(like)
                gone = now["people"][place]["id"]
                now["people"][place] = {**like, "id": f"n{period}-{place}", "prefers": []}
                for one in now["people"]:
                    one["prefers"] = [wish for wish in one["prefers"] if wish != gone]
            path, plan = self.folder / "remix.json", self.folder / "remix-plan.json"
            path.write_text(json.dumps(now))
            words = ["circles", "remix", path, "--fresh", 3, "--seconds", seconds, "--seed", 1, "--threads", self.given.threads, "--out", plan]
            said, wall, cpu = self.run(*words)
            found = json.loads(plan.read_text())
            free = self.folder / "remix-free.json"
            free.write_text(json.dumps({**now, "history": []}))
            free_plan = self.folder / "remix-free-plan.json"
            self.run("circles", "solve", free, "--seconds", seconds, "--threads", self.given.threads, "--out", free_plan)
            mixing = self.mixing(found)
            ratio = mixing / self.mixing(json.loads(free_plan.read_text()))
            worst = max(worst, ratio)
            for circle in found["circles"]:
                for a in circle["members"]:
                    for b in circle["members"]:
                        if a >= b:
                            continue
                        repeats_soon += period - met.get((a, b), -9) <= 3
                        met[a, b] = period
            now["history"].append([circle["members"] for circle in found["circles"]])
            self.row("remix", f"period {period + 1}", f"mixing {mixing}, pairs again within 3 periods so far {repeats_soon}, waiting {len(found['waitlist'])}",
                     "history-free solve", f"{ratio:.3f}", wall, cpu, words)
        self.row("remix worst", "all periods", f"mixing {worst:.3f} of the history-free solve", 1.05, f"{worst / 1.05:.3f}", 0, 0, ["the rows above"])

    def write(self):
        out = ROOT / "bench/results/circles.md"
        lines = ["# Peer circles", "", f"`bench/circles.py --threads {self.given.threads}{' --short' if self.given.short else ''}`, {os.cpu_count()} cores, load at the end "
                 f"{os.getloadavg()[0]:.1f}. Ratios below 1 are cheaper than the reference (of mdgp: above 1 is better).", "",
                 "| row | instance | result | reference | ratio | wall s | CPU s | command |", "|---|---|---|---|---|---|---|---|"]
        lines += ["| " + " | ".join(map(str, row)) + " |" for row in self.rows]
        out.write_text("\n".join(lines) + "\n")


ROWS = ("small", "pool60", "pool600", "org300", "org10000", "first", "mdgp", "schedules", "remix")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/release/bin/backbeat")
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path(os.environ.get("BACKBEAT_SHARED", ROOT.parent / "shared")))
    parser.add_argument("--only", nargs="*", choices=ROWS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--dry", action="store_true", help="write no result file")
    bench = Bench(parser.parse_args())
    for name in bench.given.only or ROWS:
        getattr(bench, name)()
    if not bench.given.dry:
        bench.write()
    shutil.rmtree(bench.folder)


if __name__ == "__main__":
    main()
