#!/usr/bin/python3
"""Makes peer-circle instances of the kinds that are measured, in format backbeat.circles/1, from a seed.

  circles_make.py pool|org|small|smallx PEOPLE SEED [--out FILE]

pool and small: one role, no cross-functional circles; org: AE, CSM, SDR and SE with 4 to 5.7 % of the people's number as cross-functional
circles; smallx: AE and CSM with one or two. People work in one of four regions (small ones of two), in teams of 5 to 9, with meetings taking half of their hours.
"""
import argparse
import json
import random
import sys

REGIONS = [(28, 0.42), (34, 0.28), (16, 0.18), (2, 0.12)]  # first half hour of the working day, UTC; share
SEGMENTS = [("SMB", 0.38), ("MM", 0.32), ("ENT", 0.2), ("STRAT", 0.1)]
ROLES = {"pool": [("AE", 1)], "small": [("AE", 1)], "smallx": [("AE", 0.6), ("CSM", 0.4)],
         "org": [("AE", 0.5), ("CSM", 0.22), ("SDR", 0.2), ("SE", 0.08)]}
THEMES = ["renewal", "expansion"]


def pick(chance, shares):
    return chance.choices([name for name, _ in shares], [share for _, share in shares])[0]


def starts(chance, first):
    """Half hours at which an hour is free: meetings of half an hour to two hours until about half of the day is taken."""
    mask = 0
    for day in range(5):
        busy = [False] * 18
        while sum(busy) < chance.randint(5, 9):
            begin = chance.randrange(18)
            for half in range(begin, min(18, begin + chance.randint(1, 4))):
                busy[half] = True
        for half in range(15):
            if not busy[half] and not busy[half + 1]:
                mask |= 1 << ((day * 48 + (first + half) % 48) % 240)
    return mask


def history(chance, people, periods):
    out = []
    for _ in range(periods):
        circles = []
        for role in sorted({person["role"] for person in people}):
            ids = [person["id"] for person in people if person["role"] == role]
            chance.shuffle(ids)
            count = max(1, round(len(ids) / 5))
            circles += [ids[i * len(ids) // count:(i + 1) * len(ids) // count] for i in range(count)]
        out.append(circles)
    return out


def instance(kind, count, seed):
    chance = random.Random(f"{kind}-{count}-{seed}")
    roles = [pick(chance, ROLES[kind]) for _ in range(count)]
    if kind != "org":  # fixed shares, so that a small one is not without a role
        roles = [name for name, share in ROLES[kind] for _ in range(round(share * count))][:count]
        roles += ["AE"] * (count - len(roles))
    people, team = [], []
    regions = REGIONS[:2] if kind.startswith("small") else REGIONS
    for role in sorted(roles):
        if not team or team[0]["role"] != role or len(team) >= team_size:
            team, team_size = [], chance.randint(5, 9)
            manager, main = len({p["manager"] for p in people}) + 1, pick(chance, SEGMENTS)
        tenure = int(min(120, chance.expovariate(1 / 32)))
        person = {"role": role, "segment": main if chance.random() < 0.7 else pick(chance, SEGMENTS), "tenure": tenure,
                  "manager": f"m{manager:04}", "perf": chance.randint(1, 3),
                  "facilitator": int(tenure >= 6 and chance.random() < 0.6), "slots": f"{starts(chance, pick(chance, regions)):060x}",
                  "themes": [] if role == "SDR" else [theme for theme in THEMES if chance.random() < 0.55]}
        people.append(person)
        team.append(person)
    chance.shuffle(people)
    for number, person in enumerate(people):
        person["id"] = f"p{number + 1:05}"
    of_role = {role: [p["id"] for p in people if p["role"] == role] for role in set(roles)}
    for person in people:
        wishes = chance.choices([0, 1, 2, 3], [0.66, 0.13, 0.12, 0.09])[0]
        person["prefers"] = [other for other in chance.sample(of_role[person["role"]], min(wishes, len(of_role[person["role"]])))
                             if other != person["id"]]
    ids = [person["id"] for person in people]
    apart = [chance.sample(ids, 2) for _ in range(count // 20)]
    cross = {"pool": [0, 0], "small": [0, 0], "smallx": [1, 2], "org": [round(0.04 * count), round(0.057 * count)]}[kind]
    return {"format": "backbeat.circles/1", "name": f"{kind}-{count}-{seed}", "tenure_bands": [6, 18, 48], "cross": cross, "themes": THEMES,
            "people": people, "apart": apart, "history": history(chance, people, 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=sorted(ROLES))
    parser.add_argument("people", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--out")
    given = parser.parse_args()
    text = json.dumps(instance(given.kind, given.people, given.seed), separators=(",", ":"))
    if given.out:
        with open(given.out, "w", encoding="utf-8") as out:
            out.write(text + "\n")
    else:
        print(text)


if __name__ == "__main__":
    sys.exit(main())
