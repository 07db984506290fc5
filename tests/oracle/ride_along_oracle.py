#!/usr/bin/env python3
"""Derives what ride-alongs are owed, and when a debrief is due, a second time, from the sentences of src/ridealong/README.md alone, and
compares: ride_along_oracle.py RIDE_ALONG_CASES [COUNT [SEED]]. Day by day, minute by minute where it must; not written from the C++."""
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
KINDS = ["quarter", "month", "two_weeks", "week"]


def date(text):
    return datetime.date.fromisoformat(text) if text is not None else None


def local_day(ms, zone):
    return (EPOCH + datetime.timedelta(milliseconds=ms)).astimezone(zoneinfo.ZoneInfo(zone)).date()


@functools.lru_cache(maxsize=None)
def start_of_day(zone, day):
    """The first instant whose local date is the day or later."""
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


def period_of(day, every, fiscal):
    monday = day - DAY * day.weekday()
    if every == "week":
        return monday, monday + 6 * DAY
    if every == "two_weeks":
        if ((monday - datetime.date(1970, 1, 5)).days // 7) % 2 == 1:
            monday -= 7 * DAY
        return monday, monday + 13 * DAY
    first = day.replace(day=1)
    if every == "month":
        return first, months_after(first, 1) - DAY
    while (first.month - fiscal) % 3 != 0:
        first = months_after(first, -1)
    return first, months_after(first, 3) - DAY


def days_of(first, last):
    while first <= last:
        yield first
        first += DAY


def half_up(x):
    return math.floor(x + Fraction(1, 2))


class Case:
    def __init__(self, case):
        self.c = case
        rep = case["rep"]
        self.zone, self.hired, self.left = rep["zone"], date(rep["hired"]), date(rep["left"])
        self.assignments = [dict(a, **{"from": date(a["from"]), "to": date(a["to"])}) for a in rep["assignments"]]
        self.off = [(date(o["first"]), date(o["last"])) for o in rep["time_off"]]
        self.holidays = [(h["region"], date(h["day"])) for h in case["holidays"]]
        self.playbooks = sorted([(date(p["from"]), i, p["rules"]) for i, p in enumerate(case["playbooks"])], key=lambda p: p[:2])

    def assignment(self, day):
        if day < self.hired or (self.left and day >= self.left):
            return None
        for a in self.assignments:
            if a["from"] <= day and (a["to"] is None or day < a["to"]):
                return a
        return None

    def in_force(self, day):
        return ([p for p in self.playbooks if p[0] <= day] or self.playbooks[:1])[-1][2]

    def rules_on(self, book, every, day):
        a = self.assignment(day)
        if not a or not any(r["key"] == a["role"] and r["coached"] for r in book["roles"]):
            return []
        months = tenure(self.hired, day)
        band = next((b["key"] for b in book["bands"] if b["from"] <= months and (b["to"] is None or months < b["to"])), None)
        return [(r, a) for r in book["rules"] if r["every"] == every and (not r["roles"] or a["role"] in r["roles"])
                and (not r["bands"] or band in r["bands"])]

    def away(self, day):
        a = self.assignment(day)
        return any(f <= day <= l for f, l in self.off) or any(d == day and (not r or (a and r == a["region"])) for r, d in self.holidays)

    def sums(self, book, every, period, only_working):
        weekend = book["weekend"]
        weekdays = sum(1 for d in days_of(*period) if WEEKDAYS[d.weekday()] not in weekend)
        counts, taper = [Fraction(0)] * 3, Fraction(0)
        for day in days_of(*period):
            if WEEKDAYS[day.weekday()] in weekend or (only_working and self.away(day)):
                continue
            for rule, a in self.rules_on(book, every, day):
                if rule["taper"]:
                    week = (day - self.hired).days // 7 + 1
                    step = next((s for s in rule["taper"] if week <= s["through"]), rule["taper"][-1])
                    taper += Fraction(1, step["weeks"] * (7 - len(set(weekend))))
                    continue
                own = list(rule["counts"])
                if a["top"]:
                    own[2] += half_up(Fraction(sum(own) * book["factor_quarters"], 4)) - sum(own)
                for i in range(3):
                    counts[i] += Fraction(own[i], weekdays)
        return counts, taper

    def owed(self, every, period):
        book = self.in_force(period[0])
        held_on = [d for d in days_of(*period) if self.rules_on(book, every, d)]
        if not held_on:
            return None
        counts, taper = self.sums(book, every, period, False)
        working, working_taper = self.sums(book, every, period, True)
        lines = []
        for i in range(3):
            owed = half_up(counts[i] + (taper if i == 0 else 0))
            stays = math.ceil(working[i] + (working_taper if i == 0 else 0))
            lines.append({"owed": owed, "excused": max(owed - stays, 0), "held": 0, "booked": 0, "extra": 0})
        last = self.assignment(held_on[-1])
        over = start_of_day(self.zone, held_on[-1] + DAY) <= self.c["as_of"]
        return {"manager": last["manager"], "every": every, "first": held_on[0], "last": held_on[-1], "period": period, "lines": lines,
                "either": min(half_up(taper), lines[0]["owed"]), "over": over}

    def debts(self):
        fiscal = self.c["fiscal_first_month"]
        begin = period_of(date(self.c["from"]), "quarter", fiscal)[0]
        end = period_of(date(self.c["to"]), "quarter", fiscal)[1]
        named = {r["every"] for _, _, book in self.playbooks for r in book["rules"]}
        debts = []
        for every in KINDS:
            if every not in named:
                continue
            day = begin
            while day <= end:
                period = period_of(day, every, fiscal)
                debt = self.owed(every, period)
                if debt:
                    debts.append(debt)
                day = period[1] + DAY
        debts.sort(key=lambda d: (d["last"], d["period"][0]))
        left = {id(d): d["either"] for d in debts}
        for one in sorted(self.c["seen"], key=lambda s: (not s["held"], s["at"], s["id"])):
            day = local_day(one["at"], self.zone)
            holding = [d for d in debts if d["first"] <= day <= d["last"]]
            done = False
            for debt in holding:
                wanted = [one["format"]] + ([0] if one["format"] == 1 and left[id(debt)] > 0 else [])
                for at in wanted:
                    line = debt["lines"][at]
                    if line["owed"] - line["excused"] - line["held"] - line["booked"] > 0:
                        line["held" if one["held"] else "booked"] += 1
                        if at != one["format"]:
                            left[id(debt)] -= 1
                        done = True
                        break
                if done:
                    break
            if not done and holding and one["held"]:
                holding[0]["lines"][one["format"]]["extra"] += 1
        return [d for d in debts if date(self.c["from"]) <= d["last"] <= date(self.c["to"])]


def as_said(debt):
    return {"manager": debt["manager"], "every": debt["every"], "first": str(debt["first"]), "last": str(debt["last"]),
            "lines": [[l["owed"], l["excused"], l["held"], l["booked"], l["extra"]] for l in debt["lines"]], "either": debt["either"],
            "over": debt["over"]}


def clock(c):
    """Walks the days; those that are skipped do not count."""
    left, at, skips = c["within"], c["end"], []
    day = local_day(at, c["zone"])
    while True:
        until = start_of_day(c["zone"], day + DAY)
        if until > at:
            if WEEKDAYS[day.weekday()] in c["weekend"] or any(date(h["day"]) == day and h["region"] in ("", "EMEA") for h in c["holidays"]):
                skips.append(str(day))
            elif left <= until - at:
                return at + left, skips
            else:
                left -= until - at
            at = until
        day += DAY


def main():
    count = sys.argv[2] if len(sys.argv) > 2 else "400"
    seed = sys.argv[3] if len(sys.argv) > 3 else "1"
    lines = subprocess.run([sys.argv[1], count, seed], check=True, capture_output=True, text=True).stdout.splitlines()
    wrong = owed = 0
    for line in lines:
        case = json.loads(line)
        mine = [as_said(d) for d in Case(case).debts()]
        owed += sum(l[0] for d in mine for l in d["lines"])
        if mine != case["debts"]:
            wrong += 1
            print("seed", case["seed"], "owed: ours", case["debts"], "the oracle's", mine)
        due, skips = clock(case["clock"])
        if (due, skips) != (case["clock"]["due"], case["clock"]["skips"]):
            wrong += 1
            print("seed", case["seed"], "clock", case["clock"], "the oracle's", due, skips)
    print(len(lines), "reps,", owed, "ride-alongs owed,", wrong, "differences")
    return 1 if wrong or owed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
