#!/usr/bin/env python3
"""Works scorecards out a second time, from the sentences of src/scorecard/README.md, and compares every number to the last digit.

scorecard_oracle.py SCORECARD_CASES [MANAGERS [SEED]]      a made-up year, the reps' answers included
scorecard_oracle.py --files CARDS.csv ROWS.csv [...]       what anybody can download of a month; reps' answers are not in it

Binary64 arithmetic in the order the README gives; no library is asked for a statistic.
"""
import collections
import csv
import fractions
import math
import pathlib
import subprocess
import sys
import tempfile

Z = 1.959963984540054
STUDENT = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314,
           2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452]
FORMATS = ["observe", "co_sell", "reverse"]
VERDICTS = ["kept", "partly", "missed", "no_occasion"]
COMPARED = {"coverage_of_reps", "pre_brief_rate", "debrief_on_time_rate", "three_comment_rate"}
MOST_COMMENTS, MINIMUM_GROUP = 3, 5
MISSED, TARGET, CHANCE = 2, 95, 1
HOUR = 3_600_000

Number = collections.namedtuple("Number", "state counted n pending value low high", defaults=[None, None, None])


def half_up(value):
    return math.floor(value + 0.5)


def wilson(part, n):
    p = part / n
    centre = p + Z * Z / (2 * float(n))
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * float(n) * float(n)))
    scale = 1 + Z * Z / n
    low = 0.0 if part == 0 else max(0.0, (centre - half) / scale)
    high = 1.0 if part == n else min(1.0, (centre + half) / scale)
    return p, low, high


def at_most(k, n, p):
    """P(X <= k), binomial: weights against that of k, those down over all."""
    if k < 0:
        return 0.0
    if k >= n:
        return 1.0
    odds = p / (1 - p)
    down = weight = 1.0
    for i in range(k, 0, -1):
        weight = weight * i / (n - i + 1) / odds
        down += weight
    if math.isinf(down):
        return 1.0
    up, weight = 0.0, 1.0
    for i in range(k, n):
        weight = weight * (n - i) / (i + 1) * odds
        up += weight
    return down / (down + up)


def median_ranks(n):
    """Exactly, in whole numbers: the tail of a fair coin."""
    if n < 6:
        return None
    rank, tail = 0, 0
    while True:
        tail += math.comb(n, rank)
        if fractions.Fraction(2 * tail, 2 ** n) > fractions.Fraction(1, 20):
            return rank, n + 1 - rank
        rank += 1


def prior_of(counts):
    counts = [(part, n) for part, n in counts if n]
    if len(counts) < 3:
        return None
    total, parts = sum(n for _, n in counts), sum(part for part, _ in counts)
    p = parts / total
    worth = most = max(2, min(total, 200))
    if 0 < parts < total:
        spread = 0.0
        for part, n in counts:
            off = part / n - p
            spread += n * off * off
        free = float(len(counts) - 1)
        room = float(total) - sum(n * n for _, n in counts) / float(total) - free
        excess = spread / (p * (1 - p)) - free
        if excess > 0 and room > 0:
            rho = excess / room
            observations = (1 - rho) / rho
            worth = most if observations >= most else max(2, half_up(observations))
    count = min(max(half_up(worth * p), 1), worth - 1)
    return count, worth - count


def beta_point(a, b, chance):
    low, high = 0.0, 1.0
    for _ in range(53):
        middle = (low + high) / 2
        if at_most(a - 1, a + b - 1, middle) > 1 - chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


KEPT = {}


def shrunken(part, n, prior):
    a, b = prior[0] + part, prior[1] + n - part
    if (a, b) not in KEPT:
        KEPT[a, b] = (a / (a + b), beta_point(a, b, 0.05 / 2), beta_point(a, b, 1 - 0.05 / 2))
    return KEPT[a, b]


def share(part, n, pending=0):
    if n == 0:
        return Number("running" if pending else "no_data", part, n, pending)
    return Number("known", part, n, pending, *wilson(part, n))


def count(counted, n):
    return Number("known", counted, n, 0)


def month_end(month):
    year, number = map(int, month.split("-"))
    following = f"{year + number // 12}-{number % 12 + 1:02d}-01"
    return following  # exclusive: ISO texts compare as days do


def may_be_shown(answers):
    if len(answers) < MINIMUM_GROUP:
        return False
    return len({fractions.Fraction(sum(scores), len(scores)) for scores in answers.values()}) > 1


def usefulness(answers, is_shown):
    if not is_shown:
        return Number("too_few" if answers else "no_data", 0, 0, 0)
    means = [sum(answers[rep]) / len(answers[rep]) for rep in sorted(answers)]
    n = len(means)
    total = 0.0
    for mean in means:
        total += mean
    middle = total / n
    squares = 0.0
    for mean in means:
        squares += (mean - middle) * (mean - middle)
    point = STUDENT[n - 2] if n - 1 <= len(STUDENT) else Z
    half = point * math.sqrt(squares / (n - 1) / n)
    tenths = [min(max(math.floor(value * 10 + 0.5) / 10, 0.0), 10.0) for value in (middle, middle - half, middle + half)]
    return Number("known", n, n, 0, *tenths)


def card(rows, month):
    """Every number but the reps' answers, from the rows of one manager or of several together."""
    out = {}
    debts = [row for row in rows if row["subject"] == "debt"]
    rides = [row for row in rows if row["subject"] == "ride_along"]
    verdicts = [row["verdict"] for row in rows if row["subject"] == "commitment"]
    owed_to = set()
    for form in FORMATS:
        of_form = [debt for debt in debts if debt["format"] == form and int(debt["owed"])]
        out["owed_by_format", form] = count(sum(int(debt["owed"]) for debt in of_form), len({debt["rep_id"] for debt in of_form}))
        owed_to |= {debt["rep_id"] for debt in of_form}
    owed = sum(int(debt["owed"]) for debt in debts)
    out["owed_by_format", "excused"] = count(sum(int(debt["excused"]) for debt in debts if int(debt["owed"])), owed)
    out["owed_by_format", ""] = count(owed, len(owed_to))
    for form in [*FORMATS, ""]:
        of_form = [debt for debt in debts if form in ("", debt["format"])]
        expected = [int(debt["owed"]) - int(debt["excused"]) for debt in of_form]
        number = share(sum(int(debt["held"]) for debt in of_form), sum(expected))
        if any(n and debt["until"] >= month_end(month) for n, debt in zip(expected, of_form)):
            number = number._replace(state="running", low=None, high=None)
        out["held_by_format", form] = number
    out["held_by_format", "in_month"] = count(len(rides), len(rides))
    expected = {(debt["manager_id"], debt["rep_id"]) for debt in debts if int(debt["owed"]) > int(debt["excused"])}
    ridden = {(ride["manager_id"], ride["rep_id"]) for ride in rides}
    out["coverage_of_reps", ""] = share(len(expected & ridden), len(expected))
    briefed = [int(ride["pre_brief"]) for ride in rides if ride["format"] != "reverse"]
    out["pre_brief_rate", ""] = share(sum(briefed), len(briefed))
    debriefs = [ride["debrief"] for ride in rides]
    pending = debriefs.count("pending")
    out["debrief_on_time_rate", ""] = share(debriefs.count("on_time"), len(debriefs) - pending, pending)
    after = sorted(int(ride["debrief_after_ms"]) for ride in rides if ride["debrief_after_ms"])
    n = len(after)
    if n:
        middle = (2 * after[n // 2] if n % 2 else after[n // 2 - 1] + after[n // 2]) / 2 / HOUR
        ranks = median_ranks(n)
        ends = [after[rank - 1] / HOUR for rank in ranks] if ranks else [None, None]
        out["median_hours_to_debrief", ""] = Number("known", n, n, pending, middle, *ends)
    else:
        out["median_hours_to_debrief", ""] = Number("running" if pending else "no_data", 0, 0, pending)
    debriefed = [int(ride["comments"]) for ride in rides if ride["debrief_after_ms"]]
    out["three_comment_rate", ""] = share(sum(1 <= comments <= MOST_COMMENTS for comments in debriefed), len(debriefed))
    with_, without = (sum(int(ride[f"takeovers_{kind}_consent"]) for ride in rides) for kind in ("with", "without"))
    out["takeovers_with_consent", ""] = share(with_, with_ + without)
    out["takeovers_without_consent", ""] = share(without, with_ + without)
    for verdict in VERDICTS:
        out["commitment_verdicts", verdict] = count(verdicts.count(verdict), len(verdicts))
    judged = [verdict for verdict in verdicts if verdict != "no_occasion"]
    out["commitment_verdicts", ""] = share(judged.count("kept"), len(judged))
    return out


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def expected_cards(rows, ratings, month):
    """(who, id) -> (measure, part) -> Number, and the numbers beside those of the other managers."""
    lines = {row["manager_id"]: row["leader_id"] for row in rows if row["subject"] == "manager"}
    by_manager = collections.defaultdict(list)
    for row in rows:
        by_manager[row["manager_id"]].append(row)
    answers = collections.defaultdict(lambda: collections.defaultdict(list))
    for rating in ratings or []:
        answers[rating["manager_id"]][rating["rep_id"]].append(int(rating["score"]))
    cards, compared = {}, {}
    for manager in sorted(lines):
        cards["manager", manager] = card(by_manager[manager], month)
        if ratings is not None:
            cards["manager", manager]["rep_usefulness", ""] = usefulness(answers[manager], may_be_shown(answers[manager]))
    for measure in COMPARED:
        numbers = {manager: cards["manager", manager][measure, ""] for manager in sorted(lines)}
        prior = prior_of([(number.counted, number.n) for number in numbers.values()])
        for manager, number in numbers.items():
            if prior and number.n:
                compared[manager, measure] = shrunken(number.counted, number.n, prior)
    for leader in sorted(set(lines.values()) - {""}):
        managers = sorted(manager for manager in lines if lines[manager] == leader)
        cards["leader", leader] = card([row for manager in managers for row in by_manager[manager]], month)
        if ratings is not None:
            together = collections.defaultdict(list)
            for manager in managers:
                if may_be_shown(answers[manager]):
                    for rep, scores in answers[manager].items():
                        together[rep] += scores
            number = usefulness(together, bool(together))
            if not together and any(answers[manager] for manager in managers):
                number = number._replace(state="too_few")
            cards["leader", leader]["rep_usefulness", ""] = number
    return cards, compared


def openings(rows, cards, month):
    """What opens a calibration: exact in whole numbers, so that a slip of the floating tail would show."""
    found = []
    for (who, about), numbers in cards.items():
        if who != "manager":
            continue
        over = [row for row in rows if row["subject"] == "debt" and row["manager_id"] == about
                and month <= row["until"] < month_end(month)]
        expected = sum(int(row["owed"]) - int(row["excused"]) for row in over)
        missed = expected - sum(int(row["held"]) for row in over)
        if missed >= MISSED:
            found.append((about, "held_by_format", missed, expected))
        for measure in ("pre_brief_rate", "debrief_on_time_rate"):
            number = numbers[measure, ""]
            if not number.n:
                continue
            p = fractions.Fraction(TARGET, 100)
            tail = sum(math.comb(number.n, i) * p ** i * (1 - p) ** (number.n - i) for i in range(number.counted + 1))
            if tail <= fractions.Fraction(CHANCE, 100):
                found.append((about, measure, number.counted, number.n))
    return found


def number_in(text):
    return float(text) if text else None


def compare(cards_path, rows_path, ratings_path=None, openings_path=None, spoil=None):
    """How many numbers were compared, and what differed. `spoil` changes what was printed first."""
    printed, rows = read(cards_path), read(rows_path)
    if spoil:
        spoil(printed)
    if not rows:
        return 0, [f"{rows_path}: nothing in it"]
    month = rows[0]["month"]
    cards, compared = expected_cards(rows, read(ratings_path) if ratings_path else None, month)
    faults, checked = [], 0
    seen = set()
    for row in printed:
        key = (row["who"], row["about_id"])
        if row["measure"] == "rep_usefulness" and not ratings_path:
            continue
        expected = cards.get(key, {}).get((row["measure"], row["part"]))
        seen.add((*key, row["measure"], row["part"]))
        if expected is None:
            faults.append(f"{month} {key} {row['measure']} {row['part']}: not expected at all")
            continue
        found = Number(row["state"], int(row["counted"]), int(row["n"]), int(row["pending"]),
                       *(number_in(row[name]) for name in ("value", "low", "high")))
        beside = tuple(number_in(row[name]) for name in ("compared", "compared_low", "compared_high"))
        wanted = compared.get((row["about_id"], row["measure"]), (None,) * 3) if row["who"] == "manager" else (None,) * 3
        checked += 1
        if found != expected or beside != wanted:
            faults.append(f"{month} {key} {row['measure']} {row['part']}: {found} {beside}, expected {expected} {wanted}")
    for key, numbers in cards.items():
        for measure, part in numbers:
            if (*key, measure, part) not in seen:
                faults.append(f"{month} {key} {measure} {part}: missing")
    if openings_path:
        found = sorted((row["manager_id"], row["measure"], int(row["counted"]), int(row["n"])) for row in read(openings_path))
        wanted = sorted(openings(rows, cards, month))
        checked += len(wanted)
        if found != wanted:
            faults.append(f"{month}: calibrations {set(found) ^ set(wanted)}")
    return checked, faults


def off_by_the_last_digit(printed):
    """The smallest lie there is: one interval's end moved to the next double."""
    row = next(row for row in printed if row["low"] and 0 < float(row["low"]) < 1)
    row["low"] = repr(math.nextafter(float(row["low"]), 1))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    checked, faults = 0, []
    if sys.argv[1] == "--files":
        for cards_path, rows_path in zip(sys.argv[2::2], sys.argv[3::2]):
            more, found = compare(cards_path, rows_path)
            checked, faults = checked + more, faults + found
    else:
        managers, seed = (sys.argv[2:] + ["40", "2026"][len(sys.argv) - 2:])[:2]
        with tempfile.TemporaryDirectory(prefix="backbeat-scorecards-") as folder:
            subprocess.run([sys.argv[1], managers, seed, folder], check=True)
            for path in sorted(pathlib.Path(folder).glob("*.cards.csv")):
                start = str(path)[:-len(".cards.csv")]
                more, found = compare(path, start + ".rows.csv", start + ".ratings.csv", start + ".openings.csv")
                checked, faults = checked + more, faults + found
            if len(compare(path, start + ".rows.csv", start + ".ratings.csv", spoil=off_by_the_last_digit)[1]) != 1:
                faults.append("a number that was off by its last digit went unnoticed")
    for fault in faults[:20]:
        print(fault)
    print(f"{checked} numbers, {len(faults)} differ")
    return 1 if faults or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
