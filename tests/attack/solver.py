"""What follows from published sums, worked out without knowing how they were published: whole numbers and fractions, no rounding of our own.

A system is atoms and rows. An atom is a set of people that every row holds whole or not at all; its unknown is the sum of what they answered,
and each of them can have answered anything between `low` and `high`. A row says that the atoms in it together are between two numbers.
"""
import fractions
import itertools


class Person:
    """Somebody's part: what it can be, and (for the judge alone) what it is."""

    def __init__(self, key, low, high, truth):
        self.key, self.low, self.high, self.truth = key, low, high, truth


class Row:
    def __init__(self, name, people, low, high):
        self.name, self.people, self.low, self.high = name, frozenset(people), low, high


def atoms_of(people, rows):
    """People grouped by the rows they are in."""
    grouped = {}
    for key in people:
        grouped.setdefault(tuple(key in row.people for row in rows), []).append(key)
    return [(signature, keys) for signature, keys in grouped.items() if any(signature)]


def eliminated(matrix):
    """Reduced row echelon form; each row comes with the combination of given rows that makes it."""
    rows = [([fractions.Fraction(x) for x in row], [fractions.Fraction(i == j) for j in range(len(matrix))]) for i, row in enumerate(matrix)]
    done, column = [], 0
    width = len(matrix[0]) if matrix else 0
    while rows and column < width:
        pivot = next((row for row in rows if row[0][column]), None)
        if pivot is None:
            column += 1
            continue
        rows.remove(pivot)
        factor = pivot[0][column]
        pivot = ([x / factor for x in pivot[0]], [x / factor for x in pivot[1]])

        def cleared(row):
            by = row[0][column]
            return row if not by else ([x - by * y for x, y in zip(row[0], pivot[0])], [x - by * y for x, y in zip(row[1], pivot[1])])
        rows, done = [cleared(row) for row in rows], [cleared(row) for row in done]
        done.append(pivot)
        column += 1
    return done


def constraints(atoms, rows):
    """The rows, their differences, and what elimination makes of them, as (coefficients, low, high) over atoms."""
    matrix = [[int(signature[i]) for signature, _ in atoms] for i in range(len(rows))]
    out = {}

    def keep(coefficients, low, high):
        key = tuple(coefficients)
        if not any(key):
            return
        if key in out:
            low, high = max(low, out[key][0]), min(high, out[key][1])
        out[key] = (low, high)
    for line, row in zip(matrix, rows):
        keep(line, row.low, row.high)
    for (one, first), (other, second) in itertools.permutations(zip(matrix, rows), 2):
        if all(x >= y for x, y in zip(one, other)):
            keep([x - y for x, y in zip(one, other)], first.low - second.high, first.high - second.low)
    for line, made_of in eliminated(matrix):
        low = sum(c * (row.low if c > 0 else row.high) for c, row in zip(made_of, rows))
        high = sum(c * (row.high if c > 0 else row.low) for c, row in zip(made_of, rows))
        keep(line, low, high)
    return [(key, low, high) for key, (low, high) in out.items()]


def floor(x):
    return x.numerator // x.denominator if isinstance(x, fractions.Fraction) else x


def ceiling(x):
    return -((-x.numerator) // x.denominator) if isinstance(x, fractions.Fraction) else x


def bounded(boxes, lines):
    """The tightest whole-number bounds that passing them along the lines again and again gives."""
    boxes = list(boxes)
    sparse = [([(i, c) for i, c in enumerate(key) if c], low, high) for key, low, high in lines]
    for _ in range(60):
        changed = False
        for terms, low, high in sparse:
            for i, c in terms:
                # What the others in the line can be, with what is known by now.
                least = sum(d * (boxes[j][0] if d > 0 else boxes[j][1]) for j, d in terms if j != i)
                most = sum(d * (boxes[j][1] if d > 0 else boxes[j][0]) for j, d in terms if j != i)
                at_least, at_most = low - most, high - least
                if c < 0:
                    at_least, at_most = at_most, at_least
                if c != 1:
                    at_least, at_most = fractions.Fraction(at_least) / c, fractions.Fraction(at_most) / c
                tighter = (max(boxes[i][0], ceiling(at_least)), min(boxes[i][1], floor(at_most)))
                if tighter != boxes[i]:
                    boxes[i], changed = tighter, True
        if not changed:
            break
    return boxes


def determined(people, rows, insider=None):
    """Whoever's part is forced, by what the rows say and, where there is one, an insider who knows their own."""
    rows = [row for row in rows if row.people]
    if insider is not None:
        own = people[insider].truth
        people = {key: person for key, person in people.items() if key != insider}
        rows = [Row(row.name, row.people - {insider}, row.low - own, row.high - own) if insider in row.people else row for row in rows]
    atoms = atoms_of(people, rows)
    boxes = [(sum(people[k].low for k in keys), sum(people[k].high for k in keys)) for _, keys in atoms]
    found = []
    for (_, keys), (low, high), (least, most) in zip(atoms, bounded(boxes, constraints(atoms, rows)), boxes):
        for key in keys:
            person = people[key]
            lowest = max(person.low, low - (most - person.high))
            highest = min(person.high, high - (least - person.low))
            if lowest == highest and person.low != person.high:
                found.append((key, lowest))
    return found


def thin_groups(supports, least, orders, random):
    """Sets of fewer people than `least` whose sum follows from sums over `supports`, were everybody's part the same in all of them: as the
    difference of two, or as a row of the reduced form, columns taken in several orders."""
    found = set()
    supports = [frozenset(s) for s in supports if s]
    for one, other in itertools.combinations(supports, 2):
        if 0 < len(one ^ other) < least:
            found.add(one ^ other)
    grouped = {}
    for key in sorted(set().union(*supports)) if supports else []:
        grouped.setdefault(tuple(key in s for s in supports), []).append(key)
    columns = list(grouped.items())
    for _ in range(orders):
        matrix = [[int(signature[i]) for signature, _ in columns] for i in range(len(supports))]
        for line, _ in eliminated(matrix):
            group = frozenset(k for x, (_, keys) in zip(line, columns) if x for k in keys)
            if 0 < len(group) < least:
                found.add(group)
        random.shuffle(columns)
    return found
