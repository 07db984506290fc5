"""A made-up organisation's year of circles: people join, leave, change circles in mid-quarter, are re-mixed after two quarters and erased."""
QUARTERS = ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]
ROLES = ["ae", "ae", "ae", "sdr", "csm"]


class Circle:
    def __init__(self, key, form, held_by):
        self.key, self.form, self.held_by = key, form, held_by
        self.members, self.answers, self.kept, self.seats = [], {}, {}, {}

    @property
    def group(self):
        return f"same:{self.held_by}" if self.form == "same" else "cross"


def made_year(random):
    """Quarters, each a list of circles with what everybody in them answered and did."""
    count = random.randrange(8, 61)
    role = {person: random.choice(ROLES) for person in range(1, count + 1)}
    mood = {person: random.choice([3, 7, 8, 9, 10]) for person in role}
    same_answers = random.random() < 0.5      # people who never change their mind are the worst case
    alike = random.random() < 0.2             # so is everybody being pleased
    next_person, next_circle, here, circles = count + 1, 1, set(role), []
    year = []
    for number, quarter in enumerate(QUARTERS):
        for person in sorted(here):
            if number and random.random() < 0.06:
                here.discard(person)
                for circle in circles:
                    circle.members = [m for m in circle.members if m != person]
        joiners = []
        for _ in range(random.randrange(0, 3) if number else 0):
            role[next_person], mood[next_person] = random.choice(ROLES), random.choice([5, 8, 9, 10])
            here.add(next_person)
            joiners.append(next_person)
            next_person += 1
        if number % 2 == 0:
            circles, left = [], []
            for held_by in sorted(set(ROLES)):
                pool = [p for p in sorted(here) if role[p] == held_by and random.random() < 0.9]
                random.shuffle(pool)
                while len(pool) >= 4:
                    size = min(len(pool), random.choice([4, 5, 5, 5, 6]))
                    circle = Circle(next_circle, "same", held_by)
                    next_circle, circle.members, pool = next_circle + 1, pool[:size], pool[size:]
                    circles.append(circle)
                left += pool
            if len(left) >= 4:
                circle = Circle(next_circle, "cross", random.choice(["renewal", "expansion"]))
                next_circle, circle.members = next_circle + 1, left[:6]
                circles.append(circle)
        else:
            for person in joiners:
                room = [c for c in circles if len(c.members) < 6 and c.held_by == role[person]]
                if room:
                    random.choice(room).members.append(person)
            if circles and random.random() < 0.3:  # somebody changes circles
                one, other = random.choice(circles), random.choice(circles)
                if one is not other and len(one.members) > 4 and len(other.members) < 6:
                    other.members.append(one.members.pop())
        told = []
        for circle in circles:
            now = Circle(circle.key, circle.form, circle.held_by)
            now.members = list(circle.members)
            for person in now.members:
                if random.random() < 0.85:
                    score = mood[person] if same_answers else min(10, max(0, mood[person] + random.randrange(-2, 3)))
                    now.answers[person] = random.choice([9, 10]) if alike else score
                asked = random.choice([0, 2, 3, 4, 5, 6])
                done = asked if alike else random.randrange(0, asked + 1)
                now.kept[person] = (done, asked - done)
                seats = 6
                present = 6 if random.random() < 0.4 else random.randrange(2, 7)
                now.seats[person] = (present, seats - present)
            told.append(now)
        year.append((quarter, told))
    return year


def lines_of(quarter, circles):
    out = []
    for circle in circles:
        out.append(f"circle {circle.key} {circle.form} {circle.held_by} {len(circle.members)}")
        out += [f"answer {circle.key} {person} {score}" for person, score in circle.answers.items()]
        out += [f"kept {circle.key} {person} {done} {others}" for person, (done, others) in circle.kept.items()]
        out += [f"seats {circle.key} {person} {present} {others}" for person, (present, others) in circle.seats.items()]
    return out + [f"close {quarter}"]


def without(circles, person):
    """The same quarter as if somebody had never answered."""
    out = []
    for circle in circles:
        other = Circle(circle.key, circle.form, circle.held_by)
        other.members = [m for m in circle.members if m != person]
        other.answers = {p: s for p, s in circle.answers.items() if p != person}
        other.kept = {p: s for p, s in circle.kept.items() if p != person}
        other.seats = {p: s for p, s in circle.seats.items() if p != person}
        out.append(other)
    return out
