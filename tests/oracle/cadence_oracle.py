#!/usr/bin/env python3
"""Derives what is owed a second time, from the sentences of src/cadence/README.md alone, and compares: cadence_oracle.py CADENCE_CASES [COUNT [SEED]].

Slow and simple on purpose: day by day, period by period, one obligation at a time. It was not written from the C++.
"""
import datetime
import functools
import json
import math
import subprocess
import sys
import zoneinfo
from fractions import Fraction

DAY = datetime.timedelta(days=1)
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
PERIOD_ORDER = ["week", "two_weeks", "month", "quarter", "once"]


def date(text):
    return datetime.date.fromisoformat(text) if text is not None else None


@functools.lru_cache(maxsize=None)
def start_of_day(zone, day):
    """The first instant whose local date is the day or later, found by looking at every five minutes."""
    info = zoneinfo.ZoneInfo(zone)
    at = datetime.datetime(day.year, day.month, day.day, tzinfo=UTC) - datetime.timedelta(hours=27)
    while at.astimezone(info).date() < day:
        at += datetime.timedelta(minutes=5)
    return int((at - EPOCH).total_seconds() * 1000)


def months_after(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return datetime.date(year, month, min(day.day, last))


def tenure(hired, day):
    months = 0
    while months_after(hired, months + 1) <= day:
        months += 1
    return months


def period_of(day, every, fiscal_first_month):
    """Rule 1: (first day, last day, label)."""
    monday = day - DAY * day.weekday()
    week = "%d-W%02d" % monday.isocalendar()[:2]
    if every == "week":
        return monday, monday + 6 * DAY, week
    if every == "two_weeks":
        if ((monday - datetime.date(1970, 1, 5)).days // 7) % 2 == 1:
            monday -= 7 * DAY
        return monday, monday + 13 * DAY, "%d-W%02d" % monday.isocalendar()[:2] + "-14d"
    if every == "month":
        first = day.replace(day=1)
        return first, months_after(first, 1) - DAY, "%d-%02d" % (day.year, day.month)
    since = (day.month - fiscal_first_month) % 12
    first = months_after(day.replace(day=1), -(since % 3))
    year = months_after(day.replace(day=1), -since).year + (0 if fiscal_first_month == 1 else 1)
    return first, months_after(first, 3) - DAY, "%d-Q%d" % (year, since // 3 + 1)


class Case:
    def __init__(self, case):
        self.case = case
        self.as_of = case["as_of"]
        known = [p for p in case["playbooks"] if p["known_at"] <= self.as_of]
        known.sort(key=lambda p: (p["from"], p["known_at"], p["id"]))
        self.versions = [p for i, p in enumerate(known) if i + 1 == len(known) or known[i + 1]["from"] != p["from"]]
        self.holidays = [(h["region"], date(h["day"])) for h in case["holidays"] if h["known_at"] <= self.as_of]

    def rules_on(self, day):
        in_force = [p for p in self.versions if date(p["from"]) <= day]
        return in_force[-1]["rules"] if in_force else None

    def is_weekday(self, rules, day):
        return WEEKDAYS[day.weekday()] not in rules["weekend"]

    def assignment_on(self, member, day):
        if day < date(member["hired"]) or (member["left"] and day >= date(member["left"])):
            return None
        for one in member["assignments"]:
            if date(one["from"]) <= day and (one["to"] is None or day < date(one["to"])):
                return one
        return None

    def names(self, rules, cadence, member, day):
        """Does a cadence name what the rep is on that day?"""
        assignment = self.assignment_on(member, day)
        if assignment is None:
            return False
        coached = [role["key"] for role in rules["roles"] if role["is_coached"]]
        counting = [kind["key"] for kind in rules["types"] if kind["counts"]]
        months = tenure(date(member["hired"]), day)
        band = next((b["key"] for b in rules["bands"] if b["from"] <= months and (b["to"] is None or months < b["to"])), None)
        return (assignment["role"] in coached and cadence["type"] in counting and
                (not cadence["roles"] or assignment["role"] in cadence["roles"]) and (not cadence["bands"] or band in cadence["bands"]))

    def is_working(self, rules, member, day):
        assignment = self.assignment_on(member, day)
        return (assignment is not None and self.is_weekday(rules, day) and
                not any(d == day and region in ("", assignment["region"]) for region, d in self.holidays) and
                not any(date(t["first"]) <= day <= date(t["last"]) for t in member["time_off"]))

    def finish(self, member, one, rules):
        """Rule 4 and the ends of the window."""
        zone = member["zone"]
        one["opens"] = start_of_day(zone, one["first"])
        one["closes"] = start_of_day(zone, one["last"] + DAY)
        days = [one["first"] + DAY * i for i in range((one["last"] - one["first"]).days + 1)]
        working = [d for d in days if self.is_working(rules, member, d) and (one["every"] == "once" or d in one["days"])]
        one["due"] = start_of_day(zone, working[-1] + DAY) if working else one["closes"]
        assignment = self.assignment_on(member, one["last"])
        one["manager"] = (assignment["manager"] if assignment else None) or 0
        one["has_working"] = bool(working)
        return one

    def periodic(self, member, kind, every, first, last, label):
        """Rules 2 and 5."""
        rules = self.rules_on(first)
        if rules is None:
            return []
        days = [first + DAY * i for i in range((last - first).days + 1)]
        weekdays = sum(self.is_weekday(rules, d) for d in days)
        count_on = {}
        for day in days:
            count = sum(c["count"] for c in rules["cadences"]
                        if c["type"] == kind and c["every"] == every and not c["days_after_hire"] and self.names(rules, c, member, day))
            if count:
                count_on[day] = count
        if not count_on or not weekdays:
            return []
        total = Fraction(sum(c for d, c in count_on.items() if self.is_weekday(rules, d)), weekdays)
        owed = math.floor(total + Fraction(1, 2))
        stays = math.ceil(Fraction(sum(c for d, c in count_on.items() if self.is_working(rules, member, d)), weekdays))
        share = Fraction(sum(self.is_weekday(rules, d) for d in count_on), weekdays)
        return [self.finish(member, {"kind": kind, "every": every, "number": i + 1, "id": f"{kind}.{label}.{i + 1}", "first": min(count_on),
                                     "last": max(count_on), "days": count_on, "away": i >= stays, "share": float(share)}, rules) for i in range(owed)]

    def once(self, member, kind):
        """Rule 3."""
        hired, left = date(member["hired"]), date(member["left"])
        found = []
        for number in range(0, 200):
            day = hired + DAY * number
            rules = self.rules_on(day)
            if rules is None:
                continue
            for cadence in rules["cadences"]:
                if cadence["type"] != kind or number not in cadence["days_after_hire"] or not self.names(rules, cadence, member, day):
                    continue
                one = {"kind": kind, "every": "once", "number": number, "id": f"{kind}.day.{number}", "share": 1.0,
                       "first": max(day - DAY * cadence["window_days"], hired),
                       "last": min(day + DAY * cadence["window_days"], left - DAY if left else datetime.date.max)}
                self.finish(member, one, rules)
                one["away"] = not one["has_working"]
                found.append(one)
                break  # the first cadence that names them
        return found

    def sessions_of(self, member, kind):
        """As known at the instant: (outcome, start, id, held by, moves)."""
        seen = []
        for session in self.case["sessions"]:
            steps = [step for step in session["steps"] if step["known_at"] <= self.as_of]
            if session["rep"] != member["id"] or session["kind"] != kind or not steps:
                continue
            outcome, start = steps[-1]["outcome"], steps[-1]["starts_at"]
            if start > self.as_of and outcome in ("held", "short", "missed"):
                outcome = "open"
            seen.append({"outcome": outcome, "at": start, "id": session["id"], "held_by": session["held_by"],
                         "moved": sum(step["is_move"] for step in steps)})
        return seen

    def rank(self, session):
        if session["outcome"] == "open":
            return 2 if session["at"] >= self.as_of else 5
        return {"held": 0, "short": 1, "excused": 3, "cancelled": 4, "missed": 6}[session["outcome"]]

    def derive_kind(self, member, kind):
        end = date(self.case["to"])
        owed = self.once(member, kind)
        for every in PERIOD_ORDER[:-1]:
            day = date(member["hired"])
            while day <= end:
                first, last, label = period_of(day, every, self.case["fiscal_first_month"])
                owed += self.periodic(member, kind, every, first, last, label)
                day = last + DAY
        owed.sort(key=lambda o: (o["last"], o["first"], PERIOD_ORDER.index(o["every"]), o["number"]))
        for session in sorted(self.sessions_of(member, kind), key=lambda s: (self.rank(s), s["at"], s["id"])):
            for one in owed:
                if "session" not in one and one["opens"] <= session["at"] < one["closes"]:
                    one["session"] = session
                    break
        return owed

    def state_of(self, one):
        """Rule 7."""
        outcome = one["session"]["outcome"] if "session" in one else None
        if outcome == "held":
            return "satisfied"
        if outcome == "short":
            return "short"
        if self.as_of < one["opens"]:
            return "pending"
        if one["away"] or outcome == "excused":
            return "excused"
        if self.as_of < one["closes"]:
            return "due"
        return "cancelled" if outcome == "cancelled" else "missed"

    def derive(self):
        if not self.versions:
            return []
        answers = []
        people = {}
        for member in sorted(self.case["members"], key=lambda m: m["known_at"]):
            if member["known_at"] <= self.as_of:
                people[member["fact"]["id"]] = member["fact"]
        kinds = {c["type"] for p in self.versions for c in p["rules"]["cadences"]}
        for member in people.values():
            for kind in kinds:
                for one in self.derive_kind(member, kind):
                    if not date(self.case["from"]) <= one["last"] <= date(self.case["to"]):
                        continue
                    state = self.state_of(one)
                    session = one.get("session")
                    answers.append({"id": one["id"], "rep": member["id"], "manager": one["manager"], "kind": one["kind"],
                                    "first": one["first"].isoformat(), "last": one["last"].isoformat(), "opens": one["opens"],
                                    "closes": one["closes"], "due": one["due"], "state": state,
                                    "on_time": session["at"] < one["due"] if state in ("satisfied", "short") else None,
                                    "session": session["id"] if session else 0, "held_by": session["held_by"] if session else 0,
                                    "moved": session["moved"] if session else 0, "share": "%.6f" % one["share"]})
        return answers


def main():
    count, seed = (sys.argv[2:] + ["150", "1"])[0], (sys.argv[3:] + ["1"])[0]
    printed = subprocess.run([sys.argv[1], count, seed], check=True, capture_output=True, text=True).stdout
    obligations, states = 0, {}
    for line in printed.splitlines():
        case = json.loads(line, parse_float=lambda text: "%.6f" % float(text))
        ours = sorted(case["owed"], key=lambda o: (o["rep"], o["id"]))
        again = sorted(Case(case).derive(), key=lambda o: (o["rep"], o["id"]))
        for left, right in zip(ours, again):
            if left != right:
                sys.exit(f"seed {case['seed']}: {left['id']} of {left['rep']}\n  engine {left}\n  oracle {right}")
        if len(ours) != len(again):
            one_side = {(o["rep"], o["id"]) for o in ours} ^ {(o["rep"], o["id"]) for o in again}
            sys.exit(f"seed {case['seed']}: {len(ours)} owed, oracle {len(again)}: {sorted(one_side)[:5]}")
        obligations += len(ours)
        for one in ours:
            states[one["state"]] = states.get(one["state"], 0) + 1
    print(f"{count} teams, {obligations} obligations, the same twice: {states}")
    missing = {"pending", "due", "satisfied", "short", "excused", "cancelled", "missed"} - states.keys()
    if missing:
        sys.exit(f"no case came to {missing}: the comparison is weaker than it looks")


if __name__ == "__main__":
    main()
