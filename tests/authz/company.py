"""The organisation the matrix is walked on: Northwind with somebody in every relation, conversations with words in every text, and a second
organisation in the same database."""
import datetime
import json

from oracle import Viewer, World
from testing import circles
from testing.database import Database

PASSWORD = "correct horse battery staple"
SHIFT = 1_000_003  # the second organisation's ids are the first's, moved
BASE = "2027-03-01"
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

# Beside the people of tests/fixtures/northwind: an executive who is above nobody, somebody whose account ends, somebody who left, and Bo, who will.
MORE = ("name,email,job_role,manager_email,segment,region,hire_date,leave_date,employee_id\n"
        "Eli Exec,eli@northwind.example,executive,,,EMEA,2021-01-04,,N20\n"
        "Gus Gone,gus@northwind.example,ae,mara@northwind.example,smb,EMEA,2025-01-06,,N21\n"
        "Bo Lind,bo@northwind.example,ae,mara@northwind.example,enterprise,EMEA,2023-06-05,2027-12-31,N06\n"
        "Zoe Zed,zoe@northwind.example,ae,mara@northwind.example,smb,EMEA,2025-01-06,2027-02-15,N22\n"
        "Uma Unmatched,uma@northwind.example,ae,,smb,EMEA,2025-01-06,,N23\n")
MOVE = "name,email,manager_email\nDan Okoro,dan@northwind.example,mara@northwind.example\n"
UNKNOWN_MANAGER = "name,email,manager_name\nUma Unmatched,uma@northwind.example,Quentin Who\n"
TOKENS = ("mara", "ana", "rita", "ida", "enzo", "eli")
STRANGERS = ("mara", "ana", "rita", "ida", "eli")


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


class Company:
    def __init__(self, installation):
        self.installation = installation
        self.ids = dict(installation.people)  # person -> id
        self.users = {}  # person -> user id
        self.tokens = {}  # person -> secret
        self.canaries = {}  # word -> (conversation, author or None)
        self.things = {}  # other ids the requests need
        self.world = World(
            roles={"xavi": {"executive"}, "lena": {"leader"}, "mara": {"manager"}, "nils": {"manager"}, "ana": {"rep"}, "bo": {"rep"}, "cleo": {"rep"},
                   "dan": {"rep"}, "enzo": {"enablement"}, "rita": {"revops"}, "ida": {"admin"}, "eli": {"executive"}, "gus": {"rep"}},
            manager={"xavi": None, "lena": "xavi", "mara": "lena", "nils": "lena", "ana": "mara", "bo": "mara", "cleo": "nils", "dan": "nils",
                     "enzo": "xavi", "rita": "xavi", "ida": "xavi", "eli": None, "gus": "mara", "zoe": "mara", "uma": None},
            conversations={"talk": ("ana", "mara"), "old": ("dan", "nils"), "next": ("bo", "mara")},
            owners={"token of ana": "ana", "token of rita": "rita", "calendar of ana": "ana", "calendar of mara": "mara"})

    # --- asking ---

    def must(self, who, method, path, body=None, headers=None, status=(200, 201, 204)):
        text = body if body is None or isinstance(body, (bytes, str)) else json.dumps(body)
        reply = self.installation.request(who, method, path, text, headers)
        assert reply.status in status, f"{who}: {method} {path} -> {reply.status} {reply.text[:500]}"
        return reply.json if reply.text else None

    def headers_of(self, viewer):
        if viewer.person == "nobody":
            return {}
        if viewer.proof == "token":
            return {"Authorization": "Bearer " + self.tokens[viewer.person]}
        return {"Cookie": self.installation.tokens[viewer.person]}

    def sign_in_again(self, person):
        self.installation.tokens.pop(person, None)
        self.sign_in(person)

    def sign_in(self, person):
        name, house = (person[:-1], "contoso") if person.endswith("2") else (person, "northwind")
        if person in self.installation.tokens:
            return
        reply = self.installation.send("POST", "/api/sign-in", json.dumps({"email": f"{name}@{house}.example", "password": PASSWORD}).encode(),
                                       {"Content-Type": "application/json"})
        assert reply.status == 200, f"{person} cannot sign in: {reply.status} {reply.text}"
        self.installation.tokens[person] = reply.headers["Set-Cookie"].split(";")[0]

    # --- setting up ---

    def fill(self):
        self.must("rita", "POST", f"/api/imports/roster?effective_on={BASE}", MORE.encode())
        for row in self.must("rita", "GET", "/api/people?limit=200")["items"]:
            self.ids[row["name"].split()[0].lower()] = row["id"]
        self.add_users()
        self.talk()
        self.ride()
        self.scorecards()
        self.calls()
        self.world_elsewhere()
        self.season()
        self.circle()
        self.add_tokens()
        self.rest()

    def add_users(self):
        for name, role in (("eli", "executive"), ("gus", "rep")):
            self.installation.command("user", "add", f"{name}@northwind.example", "--role", role, "--password-stdin", text=PASSWORD)
        for row in self.must("ida", "GET", "/api/users?limit=200")["items"]:
            self.users[row["email"].split("@")[0]] = row["id"]

    def talk(self):
        """Ana and Mara, and Dan and Nils, have a conversation with a word of its own in every text; Bo and Mara have one planned."""
        self.things["week"] = "2027-W09"
        for name, (rep, manager) in (("talk", ("ana", "mara")), ("old", ("dan", "nils"))):
            self.installation.set_clock(BASE + "T08:00:00Z")
            session = self.must(manager, "POST", "/api/sessions",
                                {"kind": "weekly_one_on_one", "rep_id": self.ids[rep], "starts_at": BASE + "T08:30:00Z"})["id"]
            self.ids[name] = session
            path = f"/api/sessions/{session}"
            self.installation.set_clock(BASE + "T08:30:00Z")
            talk = self.must(manager, "POST", path + "/start", {})
            stage = talk["agenda"][0]["key"]
            self.things["stage"] = stage
            self.must(rep, "GET", path)
            self.write(name, None, lambda word, who=rep: self.must(who, "PUT", f"{path}/notes/{stage}", {"text": word, "base_version": 0}))
            for who in (rep, manager):
                self.write(name, who, lambda word, who=who: self.must(who, "PUT", f"{path}/private-note", {"text": word, "base_version": 0}))
            self.write(name, None, lambda word, who=rep: self.things.__setitem__(
                "commitment of " + name, self.must(who, "POST", path + "/commitments", {"text": "I ask about " + word + " on every call"})["id"]))
            self.installation.set_clock(BASE + "T09:00:00Z")
            self.must(manager, "POST", path + "/end", {})
            self.must(rep, "POST", path + "/confirm", {}, status=(200, 409))
        self.ids["next"] = self.must("mara", "POST", "/api/sessions", {"kind": "weekly_one_on_one", "rep_id": self.ids["bo"],
                                                                     "starts_at": "2027-03-03T09:00:00Z"})["id"]
        # What Ana and Mara shared, those above Ana may read; Dan alone shared his.
        for name, people in (("talk", ("ana", "mara")), ("old", ("dan",))):
            for who in people:
                self.must(who, "POST", f"/api/sessions/{self.ids[name]}/share", {"shared": True})
        self.world.shared = {"talk"}

    def ride(self):
        """Mara rode along with Ana, and Nils with Dan; both are debriefed."""
        for name, (rep, manager) in (("ride", ("ana", "mara")), ("old_ride", ("dan", "nils"))):
            self.installation.set_clock(BASE + "T10:00:00Z")
            self.ids[name] = self.must(manager, "POST", "/api/ride-alongs", {
                "rep_id": self.ids[rep], "format": "observe", "account": "Acme", "starts_at": BASE + "T12:00:00Z", "ends_at": BASE + "T12:30:00Z",
                "pre_brief_at": BASE + "T11:45:00Z", "debrief_at": BASE + "T13:00:00Z"})["id"]
            path = f"/api/ride-alongs/{self.ids[name]}"
            self.installation.set_clock(BASE + "T12:00:00Z")
            self.must(manager, "POST", path + "/start", {})
            self.installation.set_clock(BASE + "T12:30:00Z")
            self.must(manager, "POST", path + "/end", {})
            self.must(manager, "POST", path + "/debrief", {})
            self.must(rep, "PUT", path + "/self-assessment", {"text": "It went well"})
            self.must(rep, "POST", path + "/next-step", {"text": "I ask one more question"})
            self.must(manager, "POST", path + "/debrief/end", {})
            self.world.conversations[name] = (rep, manager)

    def scorecards(self):
        """February is published; Lena and Mara have talked about a number of Mara's, and looked at it again."""
        self.ids["publication"] = self.must("rita", "POST", "/api/scorecards/publish", {"month": "2027-02"})["id"]
        self.ids["calibration"] = self.must("lena", "POST", "/api/calibrations", {"manager_id": self.ids["mara"], "month": "2027-03",
                                                                              "measure": "pre_brief_rate"})["id"]
        path = f"/api/calibrations/{self.ids['calibration']}"
        self.world.conversations["calibration"] = ("mara", "lena")
        said = []
        for _ in range(2):
            self.write("calibration", None, said.append)
        self.must("lena", "POST", path + "/hold", {"obstacles": ["capacity"], "in_the_way": said[0], "help": said[1], "owner": "leader",
                                                   "review_on": "2027-03-22"})
        self.write("calibration", None, lambda word: self.must("mara", "POST", path + "/review", {"outcome": "continues", "text": word,
                                                                                           "review_on": "2027-04-05"}))

    def calls(self):
        """Ana and Dan each have a call with somebody from outside."""
        rows = "".join(f"{who},{who}@northwind.example,{BASE}T15:00:00Z,30,eve@acme.example\n" for who in ("ana", "dan"))
        self.must("rita", "POST", "/api/imports/calls?mapping=backbeat", ("call,email,starts_at,minutes,attendees\n" + rows).encode())
        for who in ("ana", "dan"):
            page = self.must(who, "GET", f"/api/calls?from={BASE}T00:00:00Z&to=2027-03-02T00:00:00Z")
            self.ids["call of " + who] = page["calls"][0]["id"]
            self.world.owners["call of " + who] = who

    def circle(self):
        """Ana, Bo and Cleo are a circle that has met once; Dan was in it then, and left. Its next hour is still to come."""
        now = BASE + "T08:00:00Z"
        self.installation.set_clock(now)
        four = ("ana", "bo", "cleo", "dan")
        self.ids["circle"] = circles.publish(self.installation, 4712, [self.ids[who] for who in four], datetime.date.fromisoformat(BASE), 1, "12:00", now)
        first = self.must("ana", "GET", "/api/my-circles")["circles"][0]["next"]
        self.installation.set_clock(first["starts_at"])
        path = "/api/circle-meetings/" + first["id"]
        leader = next(who for who in four if self.must(who, "GET", path)["is_facilitator"])
        self.must(leader, "POST", path + "/start", {})
        for who in ("ana", "bo"):
            self.must(who, "POST", path + "/commitments", {"text": f"{who} tries it"})
        for row in self.must("ana", "GET", path)["commitments"]:
            self.ids[f"promise of {row['owner']['name'].split()[0].lower()}"] = row["id"]
        self.must(leader, "POST", path + "/end", {})
        circles.leave(self.installation, self.ids["circle"], self.ids["dan"], first["ends_at"])
        self.installation.set_clock(BASE + "T13:00:00Z")
        self.ids["hour"] = self.must("ana", "GET", "/api/my-circles")["circles"][0]["next"]["id"]
        self.ids["old_hour"] = first["id"]
        for thing in ("circle", "hour", "old_hour", "promise of ana", "promise of bo"):
            self.world.members[thing] = {"ana", "bo", "cleo"}
        self.world.left |= {"circle": {"dan"}, "old_hour": {"dan"}}
        self.world.owners |= {"promise of ana": "ana", "promise of bo": "bo"}

    def season(self):
        """A season that Ana and Bo are in, with a proposal that is not published."""
        free = [{"weekday": 2, "from_minutes": 540, "to_minutes": 1080}]
        for who in ("ana", "bo"):
            self.must(who, "PUT", "/api/circle-profile", {"themes": [], "wishes": [], "time_zone": "Europe/Madrid", "free": free})
        self.ids["season"] = self.must("enzo", "POST", "/api/circle-seasons", {"name": "Spring"})["season"]["id"]
        self.ids["proposal"] = self.must("enzo", "POST", f"/api/circle-seasons/{self.ids['season']}/proposals", {"epochs": 1})["proposal"]["id"]

    def write(self, conversation, author, store):
        word = f"canary{len(self.canaries):02}word"
        self.canaries[word] = (conversation, author)
        store(word)

    def add_tokens(self):
        for person in TOKENS:
            self.tokens[person] = self.must(person, "POST", "/api/tokens", {"name": "matrix"})["secret"]

    def rest(self):
        for person in ("ana", "mara"):
            self.ids["calendar of " + person] = self.must(person, "POST", "/api/calendar-addresses", {"address": f"https://calendar.invalid/{person}-kept.ics"})["id"]
        for person in ("ana", "mara", "gus"):
            self.must("rita", "POST", f"/api/people/{self.ids[person]}/time-off", {"from": "2027-06-07", "to": "2027-06-11", "reason": "pto"})
        self.ids["run"] = self.must("rita", "POST", f"/api/imports/roster?effective_on={BASE}", UNKNOWN_MANAGER.encode())["run_id"]
        self.things["version"] = self.must("rita", "GET", "/api/playbook/versions")["items"][0]["id"]
        self.ids["version"] = self.things["version"]
        self.things["competency"] = self.must("rita", "GET", "/api/playbook")["competencies"][0]["key"]
        # Gus' account ends while he is signed in.
        self.sign_in("gus")
        user = self.must("ida", "GET", f"/api/users/{self.users['gus']}")
        self.must("ida", "PATCH", f"/api/users/{user['id']}", {"active": False}, {"If-Match": f'"{user["version"]}"'})
        self.world.ended = {"gus"}
        for person in list(self.world.roles) + [name + "2" for name in STRANGERS]:
            if person not in self.world.ended:
                self.sign_in(person)

    def world_elsewhere(self):
        """A second organisation in the same database, with the same people under other ids; the program is stopped meanwhile."""
        self.installation.process.terminate()
        assert self.installation.process.wait(60) == 0
        copied = ["organisation", "person", "assignment", "user_account", "user_role", "playbook_version", "import_run", "chain_head"]
        with Database(self.installation) as database:
            (org,), = database.rows("SELECT org_id FROM organisation")
            tables = database.tables()
            for table in (name for name in copied if name in tables):
                columns = database.columns(table)
                for row in database.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE org_id = ?", (org,)):
                    values = [self.moved(column, value) for column, value in zip(columns, row)]
                    database.run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(values))})", values)
            # Of a conversation there, only that it exists: its two people ask for nothing here.
            (rep, manager, session) = (number_of(self.ids[name]) + SHIFT for name in ("cleo", "nils", "talk"))
            database.run("INSERT INTO session (org_id, session_id, kind, manager_id, rep_id, created_at, starts_at, earliest_at, latest_at) "
                         "VALUES (?, ?, 'weekly_one_on_one', ?, ?, 0, 0, 0, 0)", (org + SHIFT, session, manager, rep))
            # A letter that waits: trying it again is refused, which says that one may.
            self.ids["letter"] = text_of(4711)
            database.run("INSERT INTO mail_letter (org_id, letter_id, kind, state, name, address, reply_to, subject, text, calendar_method, calendar, thread, created_at, "
                         "due_at, leased_by, attempts, error) VALUES (?, 4711, 'test', 'waiting', '', 'x@northwind.example', '', '', '', '', '', '', 0, 0, '', 0, '')", (org,))
            # A circle that has ended: ending it again is refused, which says that one may.
            self.ids["ended_circle"] = text_of(4713)
            database.run("INSERT INTO circle (org_id, circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, first_day, season_id, last_day, "
                         "created_at, ended_at, end_reason) VALUES (?, 4713, 'same', 'ae', 'AE 9', 1, 36000, 60, 2, 'Europe/Madrid', 0, 1, 1, 0, 1, 'disbanded')", (org,))
        self.installation.start()
        for thing in [*self.world.manager, "talk"]:
            self.ids[thing + "2"] = text_of(number_of(self.ids[thing]) + SHIFT)
            self.world.organisation[thing + "2"] = "contoso"
        for person in self.world.roles:
            self.users[person + "2"] = text_of(number_of(self.users[person]) + SHIFT)
        self.world.roles |= {person + "2": roles for person, roles in self.world.roles.items()}
        self.world.manager |= {person + "2": above and above + "2" for person, above in self.world.manager.items()}
        self.world.conversations["talk2"] = ("cleo2", "nils2")
        self.ids["nothing"] = text_of(12345)
        self.users["nothing"] = text_of(12345)
        self.world.organisation["nothing"] = "nowhere"

    @staticmethod
    def moved(column, value):
        if isinstance(value, int) and (column == "org_id" or column.endswith("_id") or column in ("published_by", "on_behalf_of")):
            return value + SHIFT
        return value.replace("@northwind.example", "@contoso.example") if isinstance(value, str) else value

    def viewers(self):
        yield Viewer("nobody")
        for person in list(self.world.roles):
            if not person.endswith("2") or person[:-1] in STRANGERS:
                yield Viewer(person)
        for person in TOKENS:
            yield Viewer(person, "token")
