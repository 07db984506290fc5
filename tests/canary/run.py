#!/usr/bin/env python3
"""Plants a word of its own in every text of a coaching conversation, then reads every byte that every role can fetch.

Each canary may appear only for the people named beside it: S2 of the trust bars. The crawl asks every GET operation of the OpenAPI document with
every id that anybody was ever shown, as everybody and as nobody, with a browser session and with an API token, and reads the log, the metrics,
error texts and what the command line prints.
"""
import argparse
import datetime
import hashlib
import itertools
import json
import pathlib
import re
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from testing import circles  # noqa: E402
from testing.database import Database  # noqa: E402
from testing.installation import Seed  # noqa: E402
from testing.times import Times  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ID = re.compile(r'"([0-9a-hjkmnp-tv-z]{13})"')
MOST_IDS = 40  # of each kind of parameter
ASKED = []  # what was asked for, as a guess of it would be hashed


class Birds:
    """The canaries: a word for each text, and who may read it."""

    def __init__(self):
        self.words = {}

    def word(self, what, *readers):
        word = f"canary{len(self.words):03}{what.replace('_', '')}"
        self.words[word] = (what, set(readers))
        return word


def must(reply, *statuses):
    assert reply.status in statuses, f"{reply.status} {reply.text[:500]}"
    return reply.json if reply.text else None


def ask(house, who, method, path, body):
    """As the web client asks: a POST can be sent again with its key, so its answer is kept."""
    headers = {"Idempotency-Key": uuid.uuid4().hex} if method == "POST" else {}
    text = json.dumps(body) if body is not None else None
    ASKED.append(f"{method} {path}\n{text or ''}")
    return house.request(who, method, path, text, headers)


def hold_conversation(house, times, birds):
    """Ana and Mara talk twice, so that a commitment is made, inspected and made again; every text carries a canary."""
    def send(who, method, path, body=None, *statuses):
        return must(ask(house, who, method, path, body), *(statuses or (200, 201, 204)))

    pair = ("ana", "mara")
    for week in (0, 7):
        times.go_to(f"@mon+{week} 09:00 Europe/Madrid")
        house.set_clock(times.now)
        talk = send("mara", "POST", "/api/sessions", {"kind": "weekly_one_on_one", "rep_id": house.people["ana"], "starts_at": times.instant("tue", week, "10:00")})["id"]
        base = f"/api/sessions/{talk}"
        send("ana", "POST", f"{base}/move", {"starts_at": times.instant("tue", week, "11:00"), "reason": birds.word("move_reason", *pair)})
        times.go_to(f"@tue+{week} 11:00")
        house.set_clock(times.now)
        send("mara", "POST", f"{base}/start", {})
        state = send("mara", "GET", base)
        for commitment in state["gate"]["commitments"]:
            send("mara", "POST", f"{base}/gate", {"commitment_id": commitment["id"], "verdict": "partly", "note": birds.word("verdict_note", *pair)})
        for number, stage in enumerate([stage["key"] for stage in state["agenda"]][:3]):
            if number > 0:  # a conversation begins in its first stage
                send("mara", "POST", f"{base}/stage", {"stage": stage})
            send("ana", "PUT", f"{base}/notes/{stage}", {"text": birds.word("shared_note", *pair), "base_version": 0})
        send("ana", "PUT", f"{base}/private-note", {"text": birds.word("private_note_of_the_rep", "ana"), "base_version": 0})
        send("mara", "PUT", f"{base}/private-note", {"text": birds.word("private_note_of_the_manager", "mara"), "base_version": 0})
        send("ana", "POST", f"{base}/commitments", {"text": "ask on every call " + birds.word("commitment", *pair)})
        last = [stage["key"] for stage in state["agenda"]][-1]
        send("mara", "POST", f"{base}/skip-stage", {"stage": last, "reason": birds.word("skip_reason", *pair)})
        times.go_to(f"@tue+{week} 11:31")
        house.set_clock(times.now)
        send("mara", "POST", f"{base}/end", {})
        send("ana", "POST", f"{base}/confirm", {})
        send("ana", "POST", f"{base}/usefulness", {"score": 7})
    cancelled = send("mara", "POST", "/api/sessions", {"kind": "weekly_one_on_one", "rep_id": house.people["ana"], "starts_at": times.instant("thu", 7, "10:00")})["id"]
    send("mara", "POST", f"/api/sessions/{cancelled}/cancel", {"reason": birds.word("cancel_reason", *pair)})


def ride_along(house, times, birds):
    """Mara rides along with Ana: every text of it carries a canary."""
    def send(who, method, path, body=None):
        return must(ask(house, who, method, path, body), 200, 201)

    pair = ("ana", "mara")
    def book(day, account):
        return send("mara", "POST", "/api/ride-alongs", {"rep_id": house.people["ana"], "format": "observe", "account": account,
                                                         "starts_at": times.instant(day, 14, "11:00"), "ends_at": times.instant(day, 14, "11:45")})["id"]
    times.go_to("@mon+14 09:00 Europe/Madrid")
    house.set_clock(times.now)
    base = f"/api/ride-alongs/{book('wed', 'Acme')}"
    send("ana", "PUT", f"{base}/pre-brief", {part: birds.word(f"pre_brief_{part}", *pair) for part in ("people", "objective", "objections", "skill")})
    send("mara", "PUT", f"{base}/pre-brief", {"listen_for": birds.word("pre_brief_listen_for", *pair)})
    send("ana", "POST", f"{base}/move", {"starts_at": times.instant("wed", 14, "12:00"), "ends_at": times.instant("wed", 14, "12:45"), "reason": birds.word("ride_along_move_reason", *pair)})
    times.go_to("@wed+14 12:00")
    house.set_clock(times.now)
    send("mara", "POST", f"{base}/start", {})
    send("mara", "POST", f"{base}/notes", {"note_id": "n1", "at": times.now, "tag": "objection", "text": birds.word("note_of_the_pad", *pair)})
    send("mara", "POST", f"{base}/end", {})
    times.go_to("@wed+14 12:45")
    house.set_clock(times.now)
    send("mara", "POST", f"{base}/debrief", {})
    send("ana", "PUT", f"{base}/self-assessment", {"text": birds.word("self_assessment", *pair)})
    send("mara", "POST", f"{base}/comments", {"text": birds.word("debrief_comment", *pair)})
    send("ana", "POST", f"{base}/next-step", {"text": "ask it earlier " + birds.word("next_step", *pair)})
    send("mara", "POST", f"{base}/debrief/end", {})
    send("mara", "POST", f"/api/ride-alongs/{book('thu', 'Umber')}/cancel", {"reason": birds.word("ride_along_cancel_reason", *pair)})


def circle(house, times, birds):
    """Four peers hold an hour: every text of it is theirs alone, a case not yet presented its author's, and one commitment goes into Ana's 1:1."""
    def send(who, method, path, body=None):
        return must(ask(house, who, method, path, body), 200, 201)

    four = ("ana", "bo", "cleo", "dan")
    times.go_to("@thu+14 08:00 Europe/Madrid")
    house.set_clock(times.now)
    room = circles.publish(house, 4713, [house.people[who] for who in four], times.date("thu", 14), 4, "16:00", times.now)
    hour = send("ana", "GET", "/api/my-circles")["circles"][0]["next"]["id"]
    base = f"/api/circle-meetings/{hour}"
    seats = send("ana", "GET", base)["members"]
    presenter = next(seat["name"].split()[0].lower() for seat in seats if seat.get("presents") == 1)
    waiting = next(seat["name"].split()[0].lower() for seat in seats if seat.get("presents") == 2)
    parts = ("situation", "tried", "stuck", "ask")
    send(presenter, "PUT", f"{base}/case-study", {part: birds.word(f"case_{part}", *four) for part in parts})
    send(waiting, "PUT", f"{base}/case-study", {part: birds.word(f"case_draft_{part}", waiting) for part in parts})
    times.go_to("@thu+14 16:00")
    house.set_clock(times.now)
    leader = next(who for who in four if send(who, "GET", base)["is_facilitator"])
    send(leader, "POST", f"{base}/start", {})
    send(leader, "POST", f"{base}/stage", {"stage": "case_one"})
    send("bo", "POST", f"{base}/notes", {"stage": "case_one", "text": birds.word("circle_note", *four)})
    send("cleo", "POST", f"{base}/messages", {"text": birds.word("circle_message", *four)})
    send("dan", "POST", f"{base}/drill-feedback", {"to_id": house.people["ana"], "text": birds.word("drill_feedback", *four)})
    send("bo", "POST", f"{base}/commitments", {"text": birds.word("circle_commitment", *four)})
    send("ana", "POST", f"{base}/commitments", {"text": birds.word("commitment_taken_to_the_one_on_one", *four, "mara")})
    mine = {row["owner"]["name"].split()[0]: row["id"] for row in send("ana", "GET", base)["commitments"]}
    send("bo", "POST", f"/api/circle-commitments/{mine['Bo']}/outcome", {"outcome": "carried", "note": birds.word("circle_outcome", *four)})
    send("mara", "POST", "/api/sessions", {"kind": "weekly_one_on_one", "rep_id": house.people["ana"], "starts_at": times.instant("fri", 14, "10:00")})
    send("ana", "POST", f"/api/circle-commitments/{mine['Ana']}/carry", {})
    send(leader, "POST", f"{base}/end", {})
    return [f"/api/circles/{room}/room", base]


def calibrate(house, birds):
    """Lena and Mara talk about a number of Mara's: what they say is theirs. RevOps publishes and corrects, and reads none of it."""
    def send(who, method, path, body=None):
        return must(ask(house, who, method, path, body), 200, 201)

    pair = ("mara", "lena")
    made = send("lena", "POST", "/api/calibrations", {"manager_id": house.people["mara"], "month": "2027-03", "measure": "pre_brief_rate"})
    base = f"/api/calibrations/{made['id']}"
    send("lena", "POST", f"{base}/hold", {"obstacles": ["skill"], "in_the_way": birds.word("what_is_in_the_way", *pair), "help": birds.word("what_helps", *pair),
                                          "owner": "manager", "review_on": "2027-04-05"})
    send("mara", "POST", f"{base}/review", {"outcome": "continues", "text": birds.word("review", *pair), "review_on": "2027-05-03"})
    send("rita", "POST", "/api/scorecards/publish", {"month": "2027-02"})


def customer_calls(house, times, birds):
    """Ana has a call with a customer: what it is called and who is invited are hers and those above her."""
    # No coaching text: a token of theirs reads it, too.
    line = ("ana", "mara", "lena", "xavi", "ana by token", "mara by token")
    row = ["c1", "ana@northwind.example", times.instant("fri", 14, "11:00"), "30", birds.word("call_title", *line), birds.word("call_attendee", *line) + "@umber.example"]
    text = "call,email,starts_at,minutes,title,attendees\n" + ",".join(row) + "\n"
    must(house.request("rita", "POST", "/api/imports/calls?mapping=backbeat", text.encode()), 200)


def own_calendar(house, times, birds):
    """Ana's own calendar has a meeting with nobody from outside: what it is called and where it is, she alone reads."""
    start = times.instant("fri", 14, "15:00").replace("-", "").replace(":", "")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:own", f"DTSTART:{start}", "DURATION:PT30M", "SUMMARY:" + birds.word("own_meeting", "ana"),
             "LOCATION:" + birds.word("own_place", "ana"), "RRULE:FREQ=NEVER", "END:VEVENT", "END:VCALENDAR"]
    must(house.request("ana", "POST", "/api/calendars/preview", "\r\n".join(lines).encode()), 200)
    must(house.request("ana", "POST", "/api/calendars", "\r\n".join(line for line in lines if "NEVER" not in line).encode()), 201)
    must(house.request("ana", "POST", "/api/calendar/feed", "{}"), 200)


def crawl(house, document, credentials, rooms):
    """Every byte of every GET operation for each of `credentials`: {who: headers}. `rooms` are addresses that only members were shown."""
    seen = {who: [] for who in credentials}
    ids = set(house.people.values())

    def fetch(who, path):
        reply = house.send("GET", path, None, credentials[who])
        seen[who].append((path, reply.text + json.dumps(dict(reply.headers))))
        ids.update(ID.findall(reply.text))

    operations = [path for path, methods in document["paths"].items() if "get" in methods and not path.endswith("/events")]
    for who in credentials:
        for path in operations:
            if "{" not in path:
                fetch(who, path)
    # Twice, because the first round shows ids that the second asks for.
    for _ in range(2):
        known = sorted(ids)
        for who in credentials:
            for path in operations:
                names = re.findall(r"{(\w+)}", path)
                if not names or "token" in names:
                    continue
                values = [known if name.endswith("id") else special(name) for name in names]
                for chosen in itertools.islice(itertools.product(*values), MOST_IDS * 4):
                    filled = path
                    for name, value in zip(names, chosen):
                        filled = filled.replace("{" + name + "}", value)
                    fetch(who, filled)
    for who in credentials:
        for path in rooms:
            fetch(who, path)
        for person in house.people.values():
            for path in (f"/api/sessions?person_id={person}", f"/api/owed?person_id={person}", f"/api/team?manager_id={person}", f"/api/ride-alongs?person_id={person}", f"/api/ride-alongs/desk?manager={person}", f"/api/people?search=canary", "/nowhere", "/metrics"):
                fetch(who, path)
    return seen


def special(name):
    return {"week": ["2027-W09", "2027-W10"], "kind": ["roster", "opportunities"], "stage": ["inspect", "open"]}.get(name, ["x"])


def faults_of(birds, seen):
    for who, pages in seen.items():
        for path, text in pages:
            for word, (what, readers) in birds.words.items():
                if word in text and who not in readers:
                    yield f"{who} reads a {what} at {path}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/dev/bin/backbeat")
    arguments = parser.parse_args()
    birds = Birds()
    times = Times(datetime.date(2027, 3, 1))
    faults = []
    with Seed(arguments.program, "sqlite") as seed, seed.installation(times.now) as house:
        hold_conversation(house, times, birds)
        ride_along(house, times, birds)
        rooms = circle(house, times, birds)
        customer_calls(house, times, birds)
        calibrate(house, birds)
        own_calendar(house, times, birds)
        credentials = {"nobody": {}}
        for who in house.people:
            credentials[who] = {"Cookie": house.cookie(who)}
        for who in ("mara", "ana", "ida"):
            secret = must(house.request(who, "POST", "/api/tokens", json.dumps({"name": "crawl"})), 200, 201)["secret"]
            credentials[f"{who} by token"] = {"Authorization": f"Bearer {secret}"}
        seen = crawl(house, seed.openapi(), credentials, rooms)
        for command in (["owed", "--json"], ["cadence", "--json"], ["audit", "log", "--stream", "session", "--json"], ["audit", "log", "--stream", "ride_along", "--json"], ["audit", "log", "--stream", "calibration", "--json"], ["audit", "log", "--stream", "calendar", "--json"], ["audit", "log", "--stream", "circle_meeting", "--json"], ["user", "list", "--json"], ["config", "dump"], ["doctor"]):
            seen.setdefault("the command line", []).append((" ".join(command), house.command(*command)))
        end = house.fault_at_end()
        if end:
            faults.append(end)
        # What is sealed stands nowhere in the database, and in no file of it, in clear.
        sealed = {word for word, (what, readers) in birds.words.items() if "dan" in readers or what.startswith("case_")} - {
            word for word, (what, _) in birds.words.items() if what == "commitment_taken_to_the_one_on_one"}
        with Database(house) as database:
            rows = [str(row) for table in database.tables() for row in database.rows(f"SELECT * FROM {table}")]
            kept = database.rows("SELECT fingerprint, reply, status, content_type, location FROM idempotency_key")
        files = [path.read_bytes().decode("latin-1") for path in house.folder.iterdir() if path.name.startswith("backbeat.db")]
        for word in sealed:
            if any(word in text for text in rows + files):
                faults.append(f"the database holds the {birds.words[word][0]} in clear")
        # An answer that is kept for a repetition holds no word in clear, and what was asked cannot be confirmed by guessing it.
        if len(kept) < 20 or not any(reply for _, reply, *_ in kept):
            faults.append(f"{len(kept)} answers were kept for a repetition: too few to prove anything")
        for word, (what, _) in birds.words.items():
            if any(word in str(row) for row in kept):
                faults.append(f"an answer kept for a repetition holds the {what} in clear")
        guesses = {hashlib.sha256(text.encode()).hexdigest() for text in ASKED}
        if guesses & {fingerprint for fingerprint, *_ in kept}:
            faults.append("what was asked can be confirmed by who has the database and guesses it")
        if len(sealed) < 10:
            faults.append("no more than a few sealed words were looked for in the database")
        seen["the log"] = [("stderr", (house.folder / "stderr").read_text())]
        faults += sorted(set(faults_of(birds, seen)))
        # A crawl that reads nothing would find nothing: the two who talked must meet every word of theirs.
        for word, (what, readers) in birds.words.items():
            for who in readers:
                if not any(word in text for _, text in seen[who]):
                    faults.append(f"the crawl never met the {what} that {who} may read; it proves nothing about it")
        pages = sum(len(found) for found in seen.values())
    for fault in faults:
        print("FAILED", fault)
    print(f"canaries: {len(birds.words)} words, {pages} pages read as {len(seen)} readers")
    print(f"{max(0, len(birds.words) - len(faults))} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
