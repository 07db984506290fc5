#!/usr/bin/python3
"""Peer circles: the target table, each row beside its reference. Every row's command is printed with its result; writes bench/results/circles.md.

usage: circles.py --program build/release/bin/backbeat [--shared DIR] [--only ROW ...] [--threads 2] [--seeds 1] [--short] [--figures FILE]

Rows: small pool60 pool600 org300 org10000 repair first mdgp schedules remix. Instances of the shared folder and, of the same kinds, ones made here
(circles_make.py); plans are scored by the independent scorer of the shared folder where it is there. --short: a fifth of the time, one
instance a row, nothing of time judged. Wall-clock times: run it on a machine that does nothing else."""
import argparse
import collections
import csv
import itertools
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
import typing

import circles_make
import measure

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEDULES = ["5x5x6", "5x4x5", "6x4x7", "7x5x7", "8x5x8", "9x5x8", "11x5x11", "12x5x8", "13x5x13", "20x5x8", "100x5x8", "1000x5x8",
             "6x5x6", "7x4x9", "8x4x9", "10x5x8"]


class Solved(typing.NamedTuple):
    name: str
    people: int
    cost: int
    violations: int | str
    proven: bool
    wall: float


class Bench:
    def __init__(self, given):
        self.given = given
        self.shared = given.shared / "data/circles" if (given.shared / "data/circles").is_dir() else None
        self.scorer = given.shared / "tools/circles_score.py"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="backbeat-circles-"))
        self.rows = []
        self.report = measure.Report("speed", given)

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
        return Solved(instance.stem, people, cost, violations, found["proven"], wall)

    def goal(self, what, goal, measured, holds, reason=""):
        """A line of the target table. The short form has a fifth of the time, so that it says and does not judge."""
        self.report.timed(what, goal, measured, holds or self.given.short, reason)

    def unbroken(self, what, found):
        violations = sum(one.violations for one in found if one.violations != "not scored")
        self.report.figure(f"{what}: hard rules broken, by the independent scorer", "0", violations, violations == 0)

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
        found = [self.solve("small", instance, 5, optima.get(instance.stem)) for instance in shared + made]
        known = [one for one in found if one.name in optima]
        if known:
            reached = sum(one.cost == optima[one.name] for one in known)
            self.report.figure("12 to 24 people, one role and two: known optima reached", f"{len(known)} of {len(known)}", f"{reached} of {len(known)}", reached == len(known))
        proven = sum(one.proven for one in found)
        self.report.figure("12 to 24 people: proven to be the best there is", f"{len(found)} of {len(found)}", f"{proven} of {len(found)}", proven == len(found))
        slowest = max(one.wall for one in found)
        self.goal("12 to 24 people: optimum and proof, the slowest, with the program's start", "<= 200 ms", f"{slowest * 1000:.0f} ms", slowest <= 0.2)
        self.unbroken("12 to 24 people", found)

    def pool60(self):
        found = [self.solve("pool-60", instance, 10, 344 if instance.stem == "pool-60-9" else None)
                 for instance in self.files("pool-60-9", ("pool", 60, 1), ("pool", 60, 2))]
        for one in found:
            best = one.name != "pool-60-9" or one.cost == 344
            self.goal(f"{one.name}: optimum within 10 s", "344, the optimum" if one.name == "pool-60-9" else "proven",
                      f"{one.cost}{', proven' if one.proven else ''}, {one.wall:.1f} s", best and (one.proven or one.name == "pool-60-9"))
        self.unbroken("60 people", found)

    def pool600(self):
        self.beside_one_seen("pool-600", "pool-600-9", 1097, ("pool", 600, 1), ("pool", 600, 2))

    def org300(self):
        self.beside_one_seen("org-300", "org-300-8", 1273, ("org", 300, 1), ("org", 300, 2))

    def beside_one_seen(self, row, shared, seen, *made):
        """20 s each; the shared instance beside the best that was seen of it, the others only said."""
        found = [self.solve(row, instance, 20, seen if instance.stem == shared else None, seed)
                 for seed in range(1, self.given.seeds + 1) for instance in self.files(shared, *made)]
        for one in found:
            self.goal(f"{one.name}: cost after 20 s", f"<= {seen:,}" if one.name == shared else "said", f"{one.cost:,}, {one.cost / one.people:.2f} a head",
                      one.name != shared or one.cost <= seen)
        self.unbroken(row, found)

    def org10000(self):
        instance = self.made("org", 10_000, 1)
        found = []
        for seconds, a_head in ((2, None), (20, 3.0), (60, 2.4)):
            found.append(self.solve(f"org-10000 in {seconds} s", instance, seconds, a_head and int(a_head * 10_000)))
            if a_head:
                self.goal(f"an organisation of 10,000: cost a head in {seconds} s", f"<= {a_head}", f"{found[-1].cost / 10_000:.2f}", found[-1].cost <= a_head * 10_000)
        self.unbroken("an organisation of 10,000, after 2, 20 and 60 s", found)

    def repair(self):
        """Somebody leaves an organisation of 10,000, somebody joins it: bench/repair_bench, two thousand times each."""
        instance, plan = self.made("org", 10_000, 1), self.folder / "repair-plan.json"
        self.run("circles", "solve", instance, "--seconds", 5, "--seed", 1, "--threads", self.given.threads, "--out", plan)
        command = [measure.build("repair_bench") / "repair_bench", instance, plan, "200" if self.given.short else "2000"]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for name, who in (("leave", "leaver"), ("join", "joiner")):
            one = found[name]
            self.row("repair", f"one {who} at 10,000", f"{one['mean']:.2f} CPU ms on average, {one['worst']:.1f} at worst, {one['touched']} circles touched at most", "20 ms, 2",
                     f"{one['mean'] / 20:.3f}", 0, 0, ["see bench/repair_bench.cpp"])
            self.report.figure(f"one {who} at 10,000: circles touched at most", "<= 2", one["touched"], one["touched"] <= 2)
            self.goal(f"one {who} at 10,000: CPU, mean and worst of 2,000", "<= 20 ms", f"{one['mean']:.1f} ms, {one['worst']:.1f} ms", one["worst"] <= 20)

    def first(self):
        """A lawful plan at once: 600 people in a tenth of a second."""
        self.unbroken("600 people after 100 ms", [self.solve("first plan", instance, 0.5 if self.given.short else 0.1, None)
                                                  for instance in self.files("pool-600-9", ("pool", 600, 1))])

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
        for people in sorted({people for people, _ in gaps if people >= 120}):
            what = f"MDGPLIB, n = {people}, in {3 if people == 120 else 20} s: mean gap to the best known"
            random_ones = [gap for kind in ("RanInt", "RanReal") for gap in gaps[people, kind]]
            mean, geo = sum(random_ones) / len(random_ones), sum(gaps[people, "Geo"]) / len(gaps[people, "Geo"])
            self.goal(f"{what}, RanInt and RanReal", "<= 0.3 %", f"{mean:.3f} %, {max(random_ones):.3f} % at most", mean <= 0.3)
            self.goal(f"{what}, Geo", "at or above it", f"{geo:.3f} %", geo <= 0)

    def schedules(self):
        without = 0
        for name in SCHEDULES:
            groups, size, periods = map(int, name.split("x"))
            out = self.folder / "schedule.txt"
            words = ["circles", "schedule", "--groups", groups, "--size", size, "--periods", periods, "--out", out]
            said, wall, cpu = self.run(*words)
            checked = json.loads(subprocess.run(["/usr/bin/python3", self.scorer, "remix", out, str(size), str(size)], text=True,
                                                capture_output=True, check=True).stdout) if self.scorer.exists() else {"repeats": said}
            self.row("schedule", name, f"repeats {checked['repeats']}", 0, "-", wall, cpu, words)
            without += str(checked["repeats"]) == "0"
        self.report.figure(f"pure re-mix schedules without a pair twice, of {len(SCHEDULES)} (groups x size x periods: {', '.join(SCHEDULES)})",
                           f"{len(SCHEDULES)}", without, without == len(SCHEDULES))

    @staticmethod
    def mixing(found):
        """How alike people in one circle are. Wishes are left out: those met once have met, and may not be met again."""
        return sum(found["terms"].get(term, 0) for term in ("tenure", "segment", "manager", "perf"))

    def remix(self):
        """Eight re-mixes of 300 people, 8 % of whom are others each time; the mixing beside a solve without history. Of one role, and of four with
        cross-functional circles: there the smallest role has 24 people in four regions, who cannot meet others four times in turn."""
        for kind in ("pool", "org"):
            self.remix_of(kind)

    def remix_of(self, kind):
        chance = random.Random(8)
        now = circles_make.instance(kind, 300, 5)
        newcomers = circles_make.instance(kind, 300, 6)["people"]
        now["history"] = []
        seconds = 10 / (5 if self.given.short else 1)
        met, ratios, again, in_last = {}, [], collections.Counter(), collections.Counter()
        for period in range(2 if self.given.short else 8):
            for place in chance.sample(range(300), 24) if period else []:
                like = next(one for one in newcomers if one["role"] == now["people"][place]["role"])
                newcomers.remove(like)
                gone = now["people"][place]["id"]
                now["people"][place] = {**like, "id": f"n{period}-{place}", "prefers": []}
                for one in now["people"]:
                    one["prefers"] = [wish for wish in one["prefers"] if wish != gone]
            role = {one["id"]: one["role"] for one in now["people"]}
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
            ratios.append(mixing / self.mixing(json.loads(free_plan.read_text())))
            for circle in found["circles"]:
                for a, b in itertools.combinations(sorted(circle["members"]), 2):
                    ago = period - met.get((a, b), -9)
                    if ago <= 3:
                        again[" and ".join(sorted({role[a], role[b]}))] += 1
                        in_last[ago] += 1
                    met[a, b] = period
            now["history"].append([circle["members"] for circle in found["circles"]])
            self.row(f"remix {kind}", f"period {period + 1}", f"mixing {mixing}, pairs again within 3 periods so far {again.total()}, waiting {len(found['waitlist'])}",
                     "history-free solve", f"{ratios[-1]:.3f}", wall, cpu, words)
        who = "300 people of one role" if kind == "pool" else "300 people of four roles"
        reason = "" if kind == "pool" else ("the smallest roles have 4 to 11 people in a region, who share hours with nobody else: in four periods they meet again or "
                                            "wait, and who meets is then not free to be mixed")
        of_whom = ", ".join(f"{count} among {name}" for name, count in again.most_common())
        self.row(f"remix {kind}", "all periods", f"mixing {max(ratios):.3f} of the history-free solve at worst", 1.05, f"{max(ratios) / 1.05:.3f}", 0, 0, ["the rows above"])
        self.goal(f"eight re-mixes of {who}, 8 % others each time: pairs again within 3 periods", "0",
                  f"{again.total()}" + (f" ({of_whom}; {', '.join(f'{count} after {ago}' for ago, count in sorted(in_last.items()))})" if again else ""), not again, reason)
        self.goal("the same: mixing beside a solve without history, mean and worst", "<= 1.05 x", f"{sum(ratios) / len(ratios):.3f} x, {max(ratios):.3f} x", max(ratios) <= 1.05, reason)

    def write(self):
        out = ROOT / "bench/results/circles.md"
        lines = ["# Peer circles", "", f"`bench/circles.py --threads {self.given.threads}{' --short' if self.given.short else ''}`, {os.cpu_count()} cores, load at the end "
                 f"{os.getloadavg()[0]:.1f}. Ratios below 1 are cheaper than the reference (of mdgp: above 1 is better).", "",
                 "| row | instance | result | reference | ratio | wall s | CPU s | command |", "|---|---|---|---|---|---|---|---|"]
        lines += ["| " + " | ".join(map(str, row)) + " |" for row in self.rows]
        out.write_text("\n".join(lines) + "\n")


ROWS = ("small", "pool60", "pool600", "org300", "org10000", "repair", "first", "mdgp", "schedules", "remix")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/release/bin/backbeat")
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path(os.environ.get("BACKBEAT_SHARED", ROOT.parent / "shared")))
    parser.add_argument("--only", nargs="*", choices=ROWS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--figures", help="file to write the figures to, as JSON")
    parser.add_argument("--dry", action="store_true", help="write no result file")
    bench = Bench(parser.parse_args())
    for name in bench.given.only or ROWS:
        getattr(bench, name)()
    if not bench.given.dry:
        bench.write()
    shutil.rmtree(bench.folder)
    sys.exit(bench.report.end())


if __name__ == "__main__":
    main()
