#!/usr/bin/env python3
"""S10: somebody's data is handed over whole, and erased so that no byte of it is found again, while every count stays as it was.

    /usr/bin/python3 tests/prove/s10_privacy.py --program build/release/bin/backbeat [--short] [--postgres]

Zoe, a rep, and Mara, her manager, talk and ride along for weeks; every text, and Zoe's name, address and ids, carry words of their own. Zoe leaves and is erased
while the program serves. Then the words are looked for in every byte there is: the database and its log, a backup and a dump made afterwards, the
program's own log, and compared before and after is what leaders count. Then Mia is erased, who was a manager.
"""
import datetime
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "lib")]
from report import Report, arguments  # noqa: E402
from testing.database import Database  # noqa: E402
from testing.installation import PASSWORD, Seed  # noqa: E402
from testing.times import Times  # noqa: E402

HEADER = "name,email,job_role,manager_email,segment,region,hire_date,leave_date,crm_id,employee_id\n"
COUNTS = ("session", "commitment", "assignment", "opportunity", "quota", "time_off", "session_note", "person", "ride_along", "ride_along_note", "ride_along_text")
GONE_BEFORE = ("overwrittennote", "overwrittenpadnote", "removednote")  # nobody's any more, whoever is erased


class Story:
    def __init__(self, house, times):
        self.house, self.times = house, times
        self.accounts = {}  # who -> (address, browser)
        self.words = {}  # word -> (what, whose it is to lose: "ana", "mara" or "bo")

    def word(self, what, whose):
        word = f"canary{len(self.words):03}{what}"
        self.words[word] = (what, whose)
        return word

    def send(self, who, method, path, body=None, **headers):
        reply = self.house.request(who, method, path, json.dumps(body) if body is not None else None, {name.replace("_", "-"): value for name, value in headers.items()})
        assert reply.status in (200, 201, 204), f"{who}: {method} {path} -> {reply.status} {reply.text[:400]}"
        return reply.json if reply.text else None

    def upload(self, kind, text):
        reply = self.house.request("rita", "POST", f"/api/imports/{kind}?file_name={kind}.csv&mapping=backbeat&effective_on=2027-03-01", text.encode())
        assert reply.status == 200, f"{kind}: {reply.status} {reply.text[:400]}"

    def roster(self, who, name, leave="", **more):
        manager = {"zoe": "mara@northwind.example", "mia": "lena@northwind.example"}[who]
        role = "ae" if who == "zoe" else "manager"
        self.upload("roster", HEADER + f"{name},{more['email']},{role},{manager},smb,EMEA,2025-01-06,{leave},{more['crm']},{more['number']}\n")

    def go_to(self, text):
        self.times.go_to(text)
        self.house.set_clock(self.times.now)
        for who in self.accounts:  # their sessions end while weeks go by
            self.sign_in(who)

    def sign_in(self, who, password=PASSWORD):
        email, agent = self.accounts[who]
        reply = self.house.send("POST", "/api/sign-in", json.dumps({"email": email, "password": password}).encode(), {"Content-Type": "application/json", "User-Agent": agent})
        if reply.status == 200:
            self.house.tokens[who] = reply.headers["Set-Cookie"].split(";")[0]
        return reply.status

    def talk(self, rep, manager, week, whose):
        """One conversation: a word in every text. `whose` names for each kind of text who takes it with them when they are erased."""
        ids = self.house.people
        self.go_to(f"@mon+{week} 09:00 Europe/Madrid")
        talk = self.send(manager, "POST", "/api/sessions", {"kind": "weekly_one_on_one", "rep_id": ids[rep], "starts_at": self.times.instant("tue", week, "10:00")})["id"]
        base = f"/api/sessions/{talk}"
        self.send(manager, "POST", f"{base}/move", {"starts_at": self.times.instant("tue", week, "11:00"), "reason": self.word("movereason", whose["manager"])})
        self.go_to(f"@tue+{week} 11:00")
        state = self.send(manager, "POST", f"{base}/start", {})
        for commitment in state["gate"]["commitments"]:
            self.send(manager, "POST", f"{base}/gate", {"commitment_id": commitment["id"], "verdict": "partly", "note": self.word("verdictnote", whose["manager"])}, Idempotency_Key=f"gate-{commitment['id']}")
        stages = [stage["key"] for stage in state["agenda"]]
        self.send(rep, "PUT", f"{base}/notes/{stages[0]}", {"text": "first " + self.word("overwrittennote", whose["rep"]), "base_version": 0})
        self.send(rep, "PUT", f"{base}/notes/{stages[0]}", {"text": self.word("sharednote", whose["rep"]), "base_version": 1})
        self.send(manager, "POST", f"{base}/stage", {"stage": stages[1]})
        self.send(manager, "PUT", f"{base}/notes/{stages[1]}", {"text": self.word("noteofthemanager", whose["manager"]), "base_version": 0})
        self.send(rep, "PUT", f"{base}/private-note", {"text": self.word("privateofrep", whose["rep"]), "base_version": 0})
        self.send(manager, "PUT", f"{base}/private-note", {"text": self.word("privateofmanager", whose["manager"]), "base_version": 0})
        made = {"text": "ask on every call " + self.word("commitment", whose["rep"])}
        self.send(rep, "POST", f"{base}/commitments", made, Idempotency_Key=f"made-{talk}")
        self.send(manager, "POST", f"{base}/skip-stage", {"stage": stages[-1], "reason": self.word("skipreason", whose["manager"])}, Idempotency_Key=f"skip-{talk}")
        self.go_to(f"@tue+{week} 11:31")
        self.send(manager, "POST", f"{base}/end", {})
        self.send(rep, "POST", f"{base}/confirm", {})
        return talk


    def ride(self, rep, manager, week, whose):
        """One ride-along from its booking to its next step, moved once: a word in every text, also in what both calendars and the outbox say."""
        ids = self.house.people
        at = lambda time: self.times.instant("wed", week, time)  # noqa: E731
        self.go_to(f"@wed+{week} 09:00 Europe/Madrid")
        booked = {"rep_id": ids[rep], "format": "co_sell", "account": "Acme " + self.word("account", whose["rep"]), "starts_at": at("11:00"), "ends_at": at("11:45")}
        ride = self.send(manager, "POST", "/api/ride-alongs", booked, Idempotency_Key=f"ride-{rep}-{week}")["id"]
        base = f"/api/ride-alongs/{ride}"
        self.send(manager, "POST", f"{base}/move", {"starts_at": at("12:00"), "ends_at": at("12:45"), "reason": self.word("ridemovereason", whose["manager"])})
        parts = {part: self.word(part, whose["rep"]) for part in ("people", "objective", "objections", "skill")}
        self.send(rep, "PUT", f"{base}/pre-brief", {**parts, "sign": True})
        self.send(manager, "PUT", f"{base}/pre-brief", {"listen_for": self.word("listenfor", whose["manager"])})
        self.send(rep, "POST", f"{base}/consent", {"given": True})
        self.send(manager, "POST", f"{base}/format", {"format": "co_sell"})
        self.go_to(f"@wed+{week} 12:00")
        self.send(manager, "POST", f"{base}/start", {})

        def note(who, number, text):
            self.send(who, "POST", f"{base}/notes", {"note_id": f"{who}-{number}", "at": at("12:00"), "tag": "objection", "text": text}, Idempotency_Key=f"{ride}-{who}-{number}-{len(text)}")
        note(manager, 1, "first " + self.word("overwrittenpadnote", whose["manager"]))
        note(manager, 1, self.word("padnote", whose["manager"]))
        note(manager, 2, "said too much " + self.word("removednote", whose["manager"]))
        self.send(manager, "DELETE", f"{base}/notes/{manager}-2")
        note(rep, 1, self.word("padnoteofrep", whose["rep"]))
        self.send(manager, "POST", f"{base}/takeovers", {})
        self.go_to(f"@wed+{week} 12:45")
        self.send(manager, "POST", f"{base}/end", {})
        self.send(manager, "POST", f"{base}/debrief", {})
        self.send(rep, "PUT", f"{base}/self-assessment", {"text": self.word("selfassessment", whose["rep"])})
        for _ in range(2):
            self.send(manager, "POST", f"{base}/comments", {"text": self.word("comment", whose["manager"])})
        self.send(rep, "POST", f"{base}/next-step", {"text": "ask what it costs " + self.word("nextstep", whose["rep"])}, Idempotency_Key=f"step-{ride}")
        self.send(manager, "POST", f"{base}/debrief/end", {})
        self.send(rep, "POST", f"{base}/usefulness", {"score": 8})


def add_people(story):
    """Zoe is erased as a rep, Mia as the manager of Bo."""
    house = story.house
    zoe = {"email": f"zoe.{story.word('email', 'zoe')}@northwind.example", "crm": "CRM" + story.word("crmid", "zoe").upper(), "number": story.word("number", "zoe")}
    mia = {"email": f"mia.{story.word('email', 'mia')}@northwind.example", "crm": "CRM" + story.word("crmid", "mia").upper(), "number": story.word("number", "mia")}
    names = {"zoe": "Zoe " + story.word("name", "zoe").capitalize(), "mia": "Mia " + story.word("name", "mia").capitalize()}
    for who, more in (("zoe", zoe), ("mia", mia)):
        story.roster(who, names[who], **more)
        house.command("user", "add", more["email"], "--role", {"zoe": "rep", "mia": "manager"}[who], "--password-stdin", text=PASSWORD)
        story.accounts[who] = (more["email"], story.word("agent", who))
        assert story.sign_in(who) == 200 and story.sign_in(who, "wrong") == 401
        story.send(who, "POST", "/api/tokens", {"name": story.word("token", who)})
    rows = story.send("rita", "GET", "/api/people?limit=200")["items"]
    for who, name in names.items():
        house.people[who] = next(row["id"] for row in rows if row["name"] == name)
    # Bo works for Mia from now on.
    story.upload("roster", HEADER + f"Bo Lind,bo@northwind.example,ae,{mia['email']},enterprise,EMEA,2023-06-05,,,N06\n")
    story.upload("opportunities", "opportunity,name,email,stage,opened\n" + "".join(f"Z{i},Deal {i},{zoe['email']},Proposal,2027-02-01\n" for i in range(12)) +
                 f"BAD,Deal,{zoe['email']},Proposal,not a day\n")
    story.upload("roster", HEADER + f"Vera Vos,vera@northwind.example,ae,,smb,EMEA,{zoe['number']},,,N99\n")  # rejected, and told with what was found
    story.upload("quotas", f"email,period_start,period_end,amount\n{zoe['email']},2027-01-01,2027-03-31,20000\n")
    story.send("rita", "POST", f"/api/people/{house.people['zoe']}/time-off", {"from": "2027-04-26", "to": "2027-04-27", "reason": "sickness"})
    return {"zoe": (names["zoe"], zoe), "mia": (names["mia"], mia)}


def counts_of(house, story):
    """What leaders count: rows, the cadence view without names, another rep's obligations."""
    with Database(house) as database:
        rows = {table: database.rows(f"SELECT COUNT(*) FROM {table}")[0][0] for table in COUNTS}
        won = database.rows("SELECT owner_id, COUNT(*) FROM opportunity GROUP BY owner_id ORDER BY owner_id")
    cadence = story.send("xavi", "GET", "/api/cadence?weeks=13")
    without_names = re.sub(r'"name": "[^"]*"', "", json.dumps(cadence, sort_keys=True))
    owed = story.send("rita", "GET", f"/api/owed?person_id={house.people['zoe']}")
    bo = story.send("rita", "GET", f"/api/owed?person_id={house.people['bo']}")
    return {"rows": rows, "deals by owner": [list(row) for row in won], "cadence": without_names, "owed to them": re.sub(r'"name": "[^"]*"', "", json.dumps(owed, sort_keys=True)),
            "owed to Bo": re.sub(r'"name": "[^"]*"', "", json.dumps(bo, sort_keys=True))}


def bytes_of(house, given):
    """Everything there is, by what it is called."""
    found = {}
    if given.postgres:
        dump = subprocess.run(["pg_dump", "--dbname", house.environment["BACKBEAT_DATABASE"]], check=True, capture_output=True).stdout
        found["a dump made afterwards"] = dump
        with Database(house) as database:
            (place,), = database.rows("SELECT current_setting('data_directory')")
            (own,), = database.rows("SELECT oid FROM pg_database WHERE datname = current_database()")
        base = pathlib.Path(place) / "base" / str(own)
        if base.is_dir():
            found["the server's files of the database"] = b"\0".join(path.read_bytes() for path in sorted(base.iterdir()) if path.is_file())
    else:
        backup = house.folder / "later.backup"
        house.command("backup", str(backup))
        found["a backup made afterwards"] = backup.read_bytes()
        backup.unlink()
        found["database"] = (house.folder / "backbeat.db").read_bytes()
        found["its log"] = b"".join(path.read_bytes() for path in house.folder.glob("backbeat.db-*"))
    found["the program's log"] = (house.folder / "stderr").read_bytes()
    return found


def look_for(report, story, who, found, before):
    words = [word for word, (_, whose) in story.words.items() if whose == who]
    hits = []
    for place, data in found.items():
        lower = data.lower()
        for word in words:
            if word.lower().encode() in lower:
                hits.append(f"{story.words[word][0]} in {place}")
    report.figure(f"{who}: {len(words)} words looked for in {', '.join(found)}", "0 hits", f"{len(hits)} hits{': ' + '; '.join(hits[:6]) if hits else ''}", not hits)
    # What was not there before proves nothing.
    missing = [story.words[word][0] for word in words if story.words[word][0] not in GONE_BEFORE and not any(word.lower().encode() in data.lower() for data in before.values())]
    report.check(f"{who}: every word was there before", not missing, missing or "")
    others = [word for word, (_, whose) in story.words.items() if whose == "bo"]
    kept = next(iter(found.values())).lower()
    lost = [story.words[word][0] for word in others if word.encode() not in kept]
    # An overwritten note is nobody's any more.
    report.check(f"{who}: what others wrote is still there", not [what for what in lost if what not in GONE_BEFORE], lost or "")


def number_of(identity):
    """An id as the database has it: 13 characters of Crockford's alphabet."""
    number = 0
    for letter in identity:
        number = number << 5 | "0123456789abcdefghjkmnpqrstvwxyz".index(letter)
    return number


def outbox_of(house):
    """How many letters are to Zoe or about her, and how many are others'."""
    zoe = number_of(house.people["zoe"])
    with Database(house) as database:
        rows = database.rows("SELECT person_id, about_person_id FROM mail_letter")
    return {"zoe": sum(zoe in row for row in rows), "others": sum(zoe not in row for row in rows)}


def erase_over_http(report, story, who, name):
    house = story.house
    path = f"/api/people/{house.people[who]}/erase"
    refused = house.request("ida", "POST", path, json.dumps({"name": name + "x"}))
    report.check(f"{who}: another name is refused", refused.status == 422, refused.text[:120])
    done = story.send("ida", "POST", path, {"name": name})
    report.check(f"{who}: erased over HTTP while the program serves", done["pages_cleared"] and done["texts"] > 0 and done["notes"] > 0, done)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    report = Report("S10", given)
    weeks = 2 if given.short else 8
    times = Times(datetime.date(2027, 3, 1))
    with Seed(given.program, "postgres" if given.postgres else "sqlite") as seed, seed.installation(times.now) as house:
        story = Story(house, times)
        people = add_people(story)
        for week in range(weeks):
            story.talk("zoe", "mara", 7 * week, {"rep": "zoe", "manager": "zoe"})
            story.talk("bo", "mia", 7 * week, {"rep": "bo", "manager": "mia"})
            story.ride("zoe", "mara", 7 * week, {"rep": "zoe", "manager": "zoe"})
            story.ride("bo", "mia", 7 * week, {"rep": "bo", "manager": "mia"})
        # Handed over: all that is Zoe's to see, nothing that Mara thought for herself, and none of another's.
        mine = json.dumps(story.send("zoe", "POST", "/api/me/export", {})).lower()
        texts = {word: what for word, (what, whose) in story.words.items() if whose == "zoe" and what not in (*GONE_BEFORE, "privateofmanager", "token", "agent")}
        missing = [what for word, what in texts.items() if word.lower() not in mine]
        report.check("an export holds everything that is theirs to see", not missing, missing or f"{len(texts)} words")
        foreign = [what for word, (what, whose) in story.words.items() if word.lower() in mine and (whose != "zoe" or what == "privateofmanager")]
        report.check("and nothing of others", not foreign, foreign or "")
        file = house.folder / "zoe.json"
        house.command("export-person", people["zoe"][1]["email"], "--to", str(file))
        exported = json.loads(file.read_text())
        report.check("the operator's export is the same texts, in a file for its owner alone", len(exported["texts"]) == mine.count('"what":') and file.stat().st_mode & 0o777 == 0o600, len(exported["texts"]))
        file.unlink()
        day = story.times.date("mon", 7 * weeks).isoformat()
        story.go_to(f"@mon+{7 * weeks} 09:00 Europe/Madrid")
        for who in ("zoe", "mia"):
            still = house.request("ida", "POST", f"/api/people/{house.people[who]}/erase", json.dumps({"name": people[who][0]}))
            report.check(f"{who}: not while they work here", still.status == 409, still.status)
            story.roster(who, people[who][0], leave=day, **people[who][1])
        story.go_to(f"@tue+{7 * weeks} 09:00 Europe/Madrid")
        before, counted = bytes_of(house, given), counts_of(house, story)
        removed = [word for word, (what, _) in story.words.items() if what == "removednote"]
        place, kept = next(iter(before.items()))
        report.check(f"a note removed from the pad is nowhere in {place}", removed and not any(word.encode() in kept for word in removed), f"{len(removed)} notes")
        letters = outbox_of(house)
        report.check("letters about her wait in the outbox before", letters["zoe"] > 0 and letters["others"] > 0, letters)
        erase_over_http(report, story, "zoe", people["zoe"][0])
        letters = {**letters, "after": outbox_of(house)}
        report.check("none of hers does afterwards, and those of others do", letters["after"]["zoe"] == 0 and letters["after"]["others"] == letters["others"], letters)
        look_for(report, story, "zoe", bytes_of(house, given), before)
        after = counts_of(house, story)
        for what, value in counted.items():
            same = value == after[what]
            report.figure(f"zoe: {what} before and after", "the same", "the same" if same else f"{str(value)[:150]} / {str(after[what])[:150]}", same)
        chain = json.loads(house.command("audit", "verify", "--json"))
        report.figure("the audit chain afterwards", "whole", f"whole, {chain['verified']} events" if chain["ok"] else chain["fault"], chain["ok"])
        replay = house.request("mara", "GET", "/api/home")
        report.check("the program serves on", replay.status == 200, replay.status)
        # The manager, at the command line.
        before = bytes_of(house, given)
        said = json.loads(house.command("erase-person", people["mia"][1]["email"], "--name", people["mia"][0], "--json"))
        report.check("mia: erased at the command line", said["pages_cleared"] and said["texts"] > 0, said)
        look_for(report, story, "mia", bytes_of(house, given), before)
        chain = json.loads(house.command("audit", "verify", "--json"))
        report.check("the audit chain afterwards", chain["ok"], chain.get("fault", chain["verified"]))
        end = house.fault_at_end()
        report.check("the program ends cleanly", not end, end or "")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
