"""Circles put into the database as publishing a season puts them there, for what is about their hours and not about how they were formed."""
import datetime

from testing.database import Database

EPOCH = datetime.date(1970, 1, 1)
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def number_of(text):
    value = 0
    for letter in text:
        value = value * 32 + ALPHABET.index(letter)
    return value


def text_of(number):
    letters = ""
    for _ in range(13):
        number, digit = divmod(number, 32)
        letters = ALPHABET[digit] + letters
    return letters


def milliseconds(instant):
    return int(datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp() * 1000)


def publish(installation, number, people, first_day, weekday, starts, now, minutes=60, role="ae", name="The Harbour", weeks=24, zone="Europe/Madrid"):
    """A circle of `people` (ids) that meets every second `weekday` (1 Monday) at `starts` ("14:00") from `first_day` on. Returns its id."""
    hour, _, minute = starts.partition(":")
    first = (first_day - EPOCH).days
    with Database(installation) as database:
        (org,), = database.rows("SELECT MIN(org_id) FROM organisation")
        database.run("INSERT INTO circle (org_id, circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, first_day, season_id, last_day, "
                     "created_at) VALUES (?, ?, 'same', ?, ?, ?, ?, ?, 2, ?, ?, 1, ?, ?)",
                     (org, number, role, name, weekday, int(hour) * 3600 + int(minute) * 60, minutes, zone, first, first + 7 * weeks, milliseconds(now)))
        for person in people:
            database.run("INSERT INTO circle_member (org_id, circle_id, person_id, joined_at) VALUES (?, ?, ?, ?)", (org, number, number_of(person), milliseconds(now)))
    return text_of(number)


def leave(installation, circle, person, now):
    with Database(installation) as database:
        database.run("UPDATE circle_member SET left_at = ? WHERE circle_id = ? AND person_id = ? AND left_at IS NULL", (milliseconds(now), number_of(circle), number_of(person)))
