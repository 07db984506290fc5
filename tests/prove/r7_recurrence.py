#!/usr/bin/python3
"""Weekly series and local times in every zone, held against python dateutil and ical.js.

    tests/prove/r7_recurrence.py [--program ignored] [--short] [--figures FILE] [--cases build/dev/bin/series_cases] [--seed 1]

Both libraries get rules (every 1 to 4 weeks at a local time) and the program's own code gives its instants, through tests/oracle/series_cases.cpp.
A third reading of the zone files, written here, says where clocks jump; a difference counts as explained only where it is exactly what a rule of
that library says for a skipped or a repeated local time. Long: 10,000 rules in all zones; short: 500. The fixed nights run in both.
"""
import bisect
import datetime
import json
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import zoneinfo

import dateutil.rrule
import dateutil.tz

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/prove/lib"))
from report import Report, arguments  # noqa: E402

EPOCH = datetime.datetime(1970, 1, 1)
ZONES = pathlib.Path("/usr/share/zoneinfo")
WEEK = datetime.timedelta(days=7)
# Nights on which clocks did something that broke somebody's calendar: a zone, the Monday of a week before it, how many weeks, and the local times.
NIGHTS = [("America/New_York", "2027-03-01", 40), ("Europe/Berlin", "2027-03-08", 36), ("Australia/Lord_Howe", "2027-03-15", 36), ("Africa/Casablanca", "2027-01-11", 20),
          ("Pacific/Apia", "2011-12-05", 20), ("America/Sao_Paulo", "2018-10-08", 24)]

NAMES = {"gap": "a skipped local time", "fold": "a repeated local time", "misplaced": "a change misplaced by dateutil, not by zoneinfo"}


class Zone:
    """The changes of offset of a zone file (RFC 8536), read here."""

    def __init__(self, name):
        self.name = name
        data = (ZONES / name).read_bytes()
        header = struct.Struct(">4sc15x6I")
        _, version, isut, isstd, leap, times, types, chars = header.unpack_from(data)
        width, at = 4, header.size
        if version >= b"2":
            at += times * 5 + types * 6 + chars + leap * 8 + isstd + isut
            _, _, isut, isstd, leap, times, types, chars = header.unpack_from(data, at)
            width, at = 8, at + header.size
        moments = struct.unpack_from(f">{times}{'q' if width == 8 else 'i'}", data, at)
        kinds = struct.unpack_from(f">{times}B", data, at + times * width)
        infos = [struct.unpack_from(">iBB", data, at + times * (width + 1) + 6 * i) for i in range(types)]
        self.changes = []  # (instant in seconds, offset before, offset after)
        before = infos[0][0]
        for moment, kind in zip(moments, kinds):
            if infos[kind][0] != before:
                self.changes.append((moment, before, infos[kind][0]))
            before = infos[kind][0]

    def odd(self, local):
        """What clocks do at a local time: ("gap" or "fold", by how many seconds, offset before, offset after), or None."""
        seconds = int((local - EPOCH).total_seconds())
        position = bisect.bisect_left(self.changes, (seconds - 86400 * 2,))
        for moment, before, after in self.changes[position:position + 6]:
            if after > before and moment + before <= seconds < moment + after:
                return "gap", after - before
            if after < before and moment + after <= seconds < moment + before:
                return "fold", before - after
        return None

    def calendar(self):
        """As a VTIMEZONE: every change a component of its own."""
        def offset(seconds):
            return f"{'-' if seconds < 0 else '+'}{abs(seconds) // 3600:02}{abs(seconds) // 60 % 60:02}{abs(seconds) % 60:02}".removesuffix("00")
        lines = ["BEGIN:VTIMEZONE", f"TZID:{self.name}"]
        changes = [change for change in self.changes if change[0] > 0]
        first = self.changes[len(self.changes) - len(changes) - 1][2] if len(changes) < len(self.changes) else (changes[0][1] if changes else self.flat())
        for moment, before, after in [(0, first, first), *changes]:
            part = "DAYLIGHT" if after > before else "STANDARD"
            at = EPOCH + datetime.timedelta(seconds=moment + before)
            lines += [f"BEGIN:{part}", f"DTSTART:{at:%Y%m%dT%H%M%S}", f"TZOFFSETFROM:{offset(before)}", f"TZOFFSETTO:{offset(after)}", f"END:{part}"]
        return "\r\n".join([*lines, "END:VTIMEZONE", ""])

    def flat(self):
        return int(dateutil.tz.gettz(self.name).utcoffset(EPOCH).total_seconds())


class Rule:
    def __init__(self, zone, start, interval, count):
        self.zone, self.start, self.interval, self.count = zone, start, interval, count

    def locals(self):
        return [self.start + WEEK * self.interval * i for i in range(self.count)]


def dateutil_says(rule):
    zone = dateutil.tz.gettz(rule.zone.name)
    out = []
    for at in dateutil.rrule.rrule(dateutil.rrule.WEEKLY, interval=rule.interval, count=rule.count, dtstart=rule.start):
        real = dateutil.tz.resolve_imaginary(at.replace(tzinfo=zone))
        out.append(round((real.replace(tzinfo=None) - real.utcoffset() - EPOCH).total_seconds() * 1000))
    return out


def ical_says(rules):
    folder = ROOT / "tests/prove/ical"
    if not (folder / "node_modules/ical.js").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)
    lines, last = [], None
    for rule in rules:
        if rule.zone is not last:
            lines.append(json.dumps({"zone": rule.zone.calendar()}))
            last = rule.zone
        lines.append(json.dumps({"start": rule.start.isoformat(), "interval": rule.interval, "count": rule.count}))
    node = next((str(path) for path in [ROOT / ".tools/node_modules/.bin/node"] if path.exists()), shutil.which("node"))
    out = subprocess.run([node, "expand.mjs"], cwd=folder, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
    return [[int(at) for at in line.split()] for line in out.splitlines()]


def program_says(cases, lines):
    out = subprocess.run([cases], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(out) == len(lines), f"{len(out)} answers to {len(lines)} questions"
    return [[int(at) for at in line.split()] for line in out]


def differences(rules, ours, theirs, library):
    """(explained by kind, unexplained) instants that differ."""
    explained, unexplained = {}, []
    for rule, mine, other in zip(rules, ours, theirs):
        if len(mine) != len(other):
            unexplained.append(f"{rule.zone.name} {rule.start}: {len(mine)} instants, {library} has {len(other)}")
            continue
        for local, a, b in zip(rule.locals(), mine, other):
            if a == b:
                continue
            odd = rule.zone.odd(local)
            # ical.js reads a skipped time with the offset after the gap and a repeated one as its second; RFC 5545 3.3.5 says before, and first.
            expected = {"gap": -1, "fold": 1}.get(odd[0], 0) * odd[1] * 1000 if odd else None
            # dateutil puts a change of the clocks where the last standard offset says it is, which is wrong where two changes follow each other
            # (Salta 1992); Python's own zoneinfo then says what we say.
            by_zoneinfo = round(local.replace(tzinfo=zoneinfo.ZoneInfo(rule.zone.name)).timestamp() * 1000)
            if library == "ical.js" and odd and b - a == expected:
                explained[NAMES[odd[0]]] = explained.get(NAMES[odd[0]], 0) + 1
            elif library == "python dateutil" and by_zoneinfo == a:
                explained[NAMES["misplaced"]] = explained.get(NAMES["misplaced"], 0) + 1
            else:
                unexplained.append(f"{rule.zone.name} {local}: {a}, {library} says {b} ({(b - a) / 3600000:+.2f} h){' ' + odd[0] if odd else ''}")
    return explained, unexplained


def drift(rules, chains, ours):
    """Sessions planned each from the one before, against the rule: where they part, and whether a skipped local time is why."""
    parted, unexplained = 0, []
    for rule, chain, mine in zip(rules, chains, ours):
        if chain == mine:
            continue
        first = next(i for i in range(len(mine)) if i >= len(chain) or chain[i] != mine[i])
        if any((rule.zone.odd(local) or [""])[0] == "gap" for local in rule.locals()[:first]):
            parted += 1
        else:
            unexplained.append(f"{rule.zone.name} {rule.start}: parts at {rule.locals()[first]}")
    return parted, unexplained


def zone_names():
    return sorted({line.split("\t")[2].strip() for line in (ZONES / "zone.tab").read_text().splitlines() if line and not line.startswith("#")})


def random_rules(count, seed):
    chance = random.Random(seed)
    zones = {}
    for _ in range(count):
        name = chance.choice(zone_names_once)
        zone = zones.setdefault(name, Zone(name))
        if zone.changes and chance.random() < 0.5:  # near a change, where it matters
            moment, before, _ = chance.choice([change for change in zone.changes if change[0] > 631152000] or zone.changes[-1:])
            near = EPOCH + datetime.timedelta(seconds=max(moment, 631152000) + before + chance.randrange(-5400, 9000)) - WEEK * chance.randrange(0, 6)
        else:
            near = datetime.datetime(1990, 1, 1) + datetime.timedelta(minutes=chance.randrange(45 * 365 * 1440))
        start = min(max(near, datetime.datetime(1990, 1, 1)), datetime.datetime(2032, 1, 1)).replace(second=0, microsecond=0)
        yield Rule(zone, start, chance.choice([1, 1, 2, 3, 4]), chance.randrange(4, 60))


def asked(rule):
    day = f"{rule.start:%Y-%m-%d %H:%M}"
    return f"local {rule.zone.name} {day} {7 * rule.interval} {rule.count}", f"series {rule.zone.name} {day} {rule.count}"


def main():
    global zone_names_once
    parser = arguments(__doc__)
    parser.add_argument("--cases", type=pathlib.Path, default=ROOT / "build/dev/bin/series_cases")
    next(action for action in parser._actions if action.dest == "program").required = False
    given = parser.parse_args()
    report = Report("R7", given)
    if not given.cases.exists():
        subprocess.run(["cmake", "--preset", "dev"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["cmake", "--build", "--preset", "dev", "--target", "series_cases"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    zone_names_once = zone_names()

    nights = [Rule(Zone(name), datetime.datetime.fromisoformat(day) + datetime.timedelta(days=weekday, hours=hour, minutes=minute), 1, weeks)
              for name, day, weeks in NIGHTS for weekday in range(7) for hour, minute in ((0, 0), (0, 30), (1, 30), (2, 0), (2, 15), (2, 30), (3, 0), (10, 0), (23, 30))]
    rules = sorted(random_rules(500 if given.short else 10_000, given.seed), key=lambda rule: rule.zone.name)
    for name, some in (("fixed nights", nights), ("random rules", rules)):
        answers = program_says(given.cases, [line for rule in some for line in asked(rule)])
        ours, chains = answers[::2], answers[1::2]
        instants = sum(len(one) for one in ours)
        for library, theirs in (("python dateutil", [dateutil_says(rule) for rule in some]), ("ical.js", ical_says(some))):
            explained, unexplained = differences(some, ours, theirs, library)
            why = "".join(f", {count:,} explained: {kind}" for kind, count in sorted(explained.items()))
            report.figure(f"{name}: {len(some):,} rules, {instants:,} instants, against {library}", "0 unexplained differences", f"{len(unexplained)} unexplained{why}", not unexplained)
            for line in unexplained[:10]:
                print("     ", line)
        weekly = [(rule, chain, mine) for rule, chain, mine in zip(some, chains, ours) if rule.interval == 1]
        parted, unexplained = drift(*zip(*weekly))
        report.figure(f"{name}: {len(weekly):,} weekly series planned one after the other, against the rule", "0 unexplained differences",
                      f"{len(unexplained)} unexplained, {parted} part after a session whose local time was skipped", not unexplained)
        for line in unexplained[:10]:
            print("     ", line)
    ten = [(rule, chain) for rule, chain in zip(nights, program_says(given.cases, [asked(rule)[1] for rule in nights])) if rule.start.hour == 10 and rule.zone.name != "Pacific/Apia"]
    moved = 0
    for rule, chain in ten:
        zone = dateutil.tz.gettz(rule.zone.name)
        moved += sum((datetime.datetime.fromtimestamp(at / 1000, zone).strftime("%H:%M %a")) != f"{rule.start:%H:%M %a}" for at in chain)
    report.figure(f"ten o'clock weekly stays ten o'clock, {len(ten)} series over the fixed nights", "0 moved", f"{moved} moved", moved == 0)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
