#!/usr/bin/env python3
"""Tries to work out from everything a role can fetch about peer circles what one person answered, or a number about fewer people than the minimum.

inference.py [--cases build/dev/bin/pulse_cases] [--short] [--years N] [--seed S] [--figures FILE]

Written from the rule on aggregates alone (docs/circles.md), not from the program. The attacker is given more than anybody has: who is in which
circle, who answered, how many commitments and seats everybody had, and the rules of rounding. Three readers:
  manager      programme rows of every quarter (a leader, an executive and every member have the same)
  member       the same, and what they answered themselves: each member in turn
  enablement   circle rows too; and the same for a member who is of enablement
Two assumptions about answers: that every quarter's are new, and (for programme rows) that nobody ever changes theirs.
An attack that finds nothing proves nothing, so it is also run on two ways of publishing that are known to leak, and has to find people there.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "prove" / "lib"))
import organisation  # noqa: E402
import report  # noqa: E402
import solver  # noqa: E402

K, PROGRAMME_PEOPLE, PROGRAMME_CIRCLES = 5, 8, 2
MEASURES = ["attendance", "enps", "follow_through"]


class Engine:
    """The product's own way of publishing."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def begin(self):
        self.process.stdin.write(f"begin {K}\n")

    def publish(self, quarter, circles):
        self.process.stdin.write("\n".join(organisation.lines_of(quarter, circles)) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        return self.process.wait()


def part_of(measure, circle, person):
    """(lowest, highest, truth) of what somebody adds to a sum; None where they add nothing."""
    if measure == "enps":
        score = circle.answers.get(person)
        return None if score is None else (-1, 1, 1 if score >= 9 else -1 if score <= 6 else 0)
    done, others = (circle.kept if measure == "follow_through" else circle.seats).get(person, (0, 0))
    return None if done + others == 0 else (0, done + others, done)


def people_in(measure, circles):
    out = {}
    for circle in circles:
        for person in circle.members:
            part = part_of(measure, circle, person)
            if part:
                out[(circle.key, person)] = solver.Person((circle.key, person), *part)
    return out


def row_of(name, measure, figure, keys, people, grain):
    """What a published figure says of the sum over these people."""
    parts = [people[key] for key in keys]
    lowest, highest = sum(p.low for p in parts), sum(p.high for p in parts)
    pieces = len(parts) if measure == "enps" else highest
    widest = max(p.high - p.low for p in parts)
    sums = range(lowest + 1, highest)  # never all alike
    if figure["bound"] == "at_least":
        sums = [s for s in sums if s >= highest - widest - 1]
    elif figure["bound"] == "at_most":
        sums = [s for s in sums if s <= lowest + widest + 1]
    else:
        sums = [s for s in sums if abs(100 * s / pieces - figure["value"]) <= grain / 2 + 1e-9]
    truth = sum(p.truth for p in parts)
    assert sums and min(sums) <= truth <= max(sums), f"{name}: {figure} is not true of {truth} of {pieces}"
    return solver.Row(name, keys, min(sums), max(sums))


def rows_of(measure, published, circles, people, with_circles, tag=""):
    """The rows a reader has, and the sets of circles that each is about."""
    rows, sets = [], []
    by_key = {circle.key: [key for key in people if key[0] == circle.key] for circle in circles}
    for row in published["programme"]:
        figure = row.get(measure)
        if figure:
            members = [c for c in circles if row["group"] in ("all", c.group)]
            keys = [key for c in members for key in by_key[c.key]]
            assert figure["n"] == len({key[1] for key in keys}), f"{row['group']}: n is {figure['n']}, not {len(keys)}"
            rows.append(row_of(tag + row["group"], measure, figure, keys, people, row.get("grain", 5)))
            sets.append(frozenset(c.key for c in members))
    for row in published["circles"] if with_circles else []:
        figure = row.get(measure)
        if figure:
            keys = by_key[row["circle"]]
            rows.append(row_of(tag + str(row["circle"]), measure, figure, keys, people, row.get("grain", 1 if measure == "enps" else 5)))
            sets.append(frozenset([row["circle"]]))
    return rows, sets


def groups_below(sets, circles, measure, least_people, least_circles):
    """Sets of circles of too few that a row or a difference of rows is about, whole-programme down."""
    answered = {c.key: sum(1 for p in c.members if part_of(measure, c, p)) for c in circles}
    columns = sorted(answered)
    derived = set(sets)
    if sets:
        for line, _ in solver.eliminated([[int(c in s) for c in columns] for s in sets]):
            derived.add(frozenset(c for c, x in zip(columns, line) if x))
        for one in sets:
            for other in sets:
                if other < one:
                    derived.add(one - other)
    return [s for s in derived if s and (sum(answered[c] for c in s) < least_people or len(s) < least_circles)]


def counts_below(published, circles, measure):
    """Withheld circles whose number of answers follows from the numbers shown, and is below the minimum."""
    people = {c.key: solver.Person(c.key, 0, len(c.members), sum(1 for p in c.members if part_of(measure, c, p))) for c in circles}
    rows = []
    for row in published["programme"]:
        if row.get(measure):
            rows.append(solver.Row(row["group"], [c.key for c in circles if row["group"] in ("all", c.group)], row[measure]["n"], row[measure]["n"]))
    for row in published["circles"]:
        if row.get(measure):
            rows.append(solver.Row(str(row["circle"]), [row["circle"]], row[measure]["n"], row[measure]["n"]))
    return [(key, n) for key, n in solver.determined(people, rows) if n < K]


class Findings:
    def __init__(self):
        self.people, self.groups, self.examples, self.years = 0, 0, [], set()

    def add(self, year, what, people=0, groups=0):
        if people or groups:
            self.people, self.groups = self.people + people, self.groups + groups
            self.years.add(year)
            if len(self.examples) < 5:
                self.examples.append(f"year {year}: {what}")


def checked(people, found):
    """What is claimed of somebody has to be what they answered."""
    for key, value in found:
        assert people[key].truth == value, f"the attack is wrong about {key}: {value}, not {people[key].truth}"
    return found


def attack_quarter(year, quarter, published, circles, findings):
    for measure in MEASURES:
        people = people_in(measure, circles)
        for reader, with_circles in (("manager", False), ("enablement", True)):
            if with_circles and measure == "attendance":
                continue  # enablement has the seats of every circle by the rule
            rows, sets = rows_of(measure, published, circles, people, with_circles)
            where = f"{quarter} {measure} {reader}"
            for key, value in checked(people, solver.determined(people, rows)):
                findings.add(year, f"{where}: {key} is {value}", people=1)
            insiders = {}
            for key, person in people.items():
                insiders.setdefault((key[0], person.low, person.high, person.truth), key)
            for insider in insiders.values():
                for key, value in checked(people, solver.determined(people, rows, insider)):
                    findings.add(year, f"{where}, knowing {insider}: {key} is {value}", people=1)
            least = (K, 1) if with_circles else (PROGRAMME_PEOPLE, PROGRAMME_CIRCLES)
            for group in groups_below(sets, circles, measure, *least):
                findings.add(year, f"{where}: circles {sorted(group)} by themselves", groups=1)
        for key, n in [] if measure == "attendance" else counts_below(published, circles, measure):
            findings.add(year, f"{quarter} {measure}: circle {key} has {n} answers", groups=1)


def attack_periods(year, told, findings, randomness):
    """Programme rows of all quarters, had nobody ever changed their answer."""
    supports = []
    for published, circles in told:
        for row in published["programme"]:
            if row.get("enps"):
                supports.append(frozenset(p for c in circles if row["group"] in ("all", c.group) for p in c.answers))
    for group in solver.thin_groups(supports, K, 6, randomness):
        findings.add(year, f"quarters together: {sorted(group)}", people=int(len(group) == 1), groups=int(len(group) > 1))


def naive(circles, with_circles=True):
    """Publishing with a minimum of people as the only rule: what the attack has to break."""
    def figure(members, measure):
        parts = [part_of(measure, c, p) for c in members for p in c.members]
        parts = [p for p in parts if p]
        if len(parts) < K:
            return None
        truth, pieces = sum(p[2] for p in parts), len(parts) if measure == "enps" else sum(p[1] for p in parts)
        if truth in (sum(p[0] for p in parts), sum(p[1] for p in parts)):
            return None
        return {"value": 100 * truth / pieces, "bound": "exact", "n": len(parts)}
    groups = ["all"] + sorted({c.group for c in circles})
    return {"programme": [{"group": g, "grain": 1e-6, **{m: figure([c for c in circles if g in ("all", c.group)], m) for m in MEASURES}} for g in groups],
            "circles": [{"circle": c.key, "grain": 1e-6, **{m: figure([c], m) for m in MEASURES}} for c in circles]}


def attack_recount(year, engine, circles, quarter, findings, randomness):
    """The planted leak: somebody leaves and the quarter is counted again without them. Both versions were seen."""
    answered = [(c.key, p) for c in circles for p in c.answers]
    if not answered:
        return
    _, leaver = randomness.choice(answered)
    people = people_in("enps", circles)
    rows = []
    for tag, now in (("before ", circles), ("after ", organisation.without(circles, leaver))):
        engine.begin()
        seen = {key: person for key, person in people.items() if tag == "before " or key[1] != leaver}
        rows += rows_of("enps", engine.publish(quarter, now), now, seen, True, tag)[0]
    found = checked(people, solver.determined(people, rows))
    findings.add(year, f"{found[:3]}, after {leaver} left", people=len(found))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=pathlib.Path, default=ROOT / "build/dev/bin/pulse_cases", help="the program pulse_cases; built where it is not there")
    parser.add_argument("--program", help="not used: every experiment is given it")
    parser.add_argument("--short", action="store_true", help="the bounded form, for make test")
    parser.add_argument("--years", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--figures", help="file to write the figures to, as JSON")
    given = parser.parse_args()
    years = given.years or (25 if given.short else 500)
    told = report.Report("S3", given)
    if not given.cases.exists():
        subprocess.run(["cmake", "--preset", "dev"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["cmake", "--build", "--preset", "dev", "--target", "pulse_cases"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    randomness = random.Random(given.seed)
    engine = Engine(given.cases)
    real, plain, recount = Findings(), Findings(), Findings()
    shown = {"programme": 0, "circles": 0}
    rows = {"programme": 0, "circles": 0}
    planted = max(10, years // 5)
    for year in range(years):
        quarters = organisation.made_year(randomness)
        engine.begin()
        seen = []
        for quarter, circles in quarters:
            published = engine.publish(quarter, circles)
            seen.append((published, circles))
            for kind in shown:
                shown[kind] += sum(row["enps"] is not None for row in published[kind])
                rows[kind] += len(published[kind])
            attack_quarter(year, quarter, published, circles, real)
        attack_periods(year, seen, real, randomness)
        if year < planted:
            for quarter, circles in quarters:
                attack_quarter(year, quarter, naive(circles), circles, plain)
            attack_recount(year, engine, quarters[1][1], quarters[1][0], recount, randomness)
    told.check("the program that publishes ends well", engine.end() == 0)
    for example in real.examples:
        print("     " + example)
    told.figure(f"people whose answer follows, in {years} organisation-years", "0", real.people, real.people == 0)
    told.figure("numbers about fewer people than the minimum", "0", real.groups, real.groups == 0)
    told.figure("planted: only a minimum of people; years in which the attack finds somebody or a group", f"> 0 of {planted}", len(plain.years), plain.people > 0 and plain.groups > 0)
    told.figure("planted: counted again after somebody left; years in which the attack names an answer", f"> 0 of {planted}", len(recount.years), recount.people > 0)
    for example in recount.examples[:1] + plain.examples[:1]:
        print("     planted, " + example)
    said = ", ".join(f"{shown[kind]} of {rows[kind]} {kind}" for kind in shown)
    told.figure("eNPS that are shown all the same (a rule that shows nothing protects too)", "> 0", said, all(shown.values()))
    return told.end()


if __name__ == "__main__":
    sys.exit(main())
