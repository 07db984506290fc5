"""Mixed writes by several people at once through the API, each remembered with what was sent and what was answered, and when.

What a writer does is numbered and leaves marks that are nobody else's (a start time, a text, keys of deals), so that afterwards it can be told
of each attempt whether it is there wholly, not at all, in part, or twice.
"""
import datetime
import http.client
import itertools
import json
import random
import threading
import time
import uuid

PAIRS = (("mara", "ana"), ("mara", "bo"), ("nils", "cleo"), ("nils", "dan"))
DEALS_IN_A_FILE = 20
FIRST_START = datetime.datetime(2027, 3, 2, 6, 0, tzinfo=datetime.timezone.utc)


class Attempt:
    """One request: `status` is None while nothing was answered."""

    def __init__(self, kind, mark, where=None):
        self.kind, self.mark, self.where = kind, mark, where
        self.key = str(uuid.uuid4())
        self.method = self.path = self.body = self.headers = None
        self.status = self.reply = self.sent_at = self.answered_at = None

    @property
    def is_acknowledged(self):
        return self.status in (200, 201, 204)


class Traffic:
    """Writers over an installation. `prepare` once; then `begin` and `end` as often as wanted, also across restarts of the program."""

    def __init__(self, house, seed=1, with_keys=True, imports=True):
        self.house, self.with_keys, self.imports = house, with_keys, imports
        self.random = random.Random(seed)
        self.numbers = itertools.count(1)
        self.plans = itertools.count(1)
        self.lock = threading.Lock()
        self.attempts = []
        self.talks = {}   # rep -> session that runs
        self.stages = {}
        self.versions = {}  # (rep, what) -> last version known
        self.unexpected = []

    def prepare(self):
        """A conversation that runs, for each pair; notes and commitments need one."""
        now = self.house.clock.read_text().strip()
        for manager, rep in PAIRS:
            talk = self.must(manager, "POST", "/api/sessions", {"kind": "weekly_one_on_one", "rep_id": self.house.people[rep], "starts_at": now})["id"]
            self.must(manager, "POST", f"/api/sessions/{talk}/start", {})
            self.talks[rep] = talk
            self.stages[rep] = self.must(manager, "GET", f"/api/sessions/{talk}")["agenda"][0]["key"]
        for who in ("rita", *dict(PAIRS), *(rep for _, rep in PAIRS)):
            self.house.cookie(who)

    def must(self, who, method, path, body=None):
        reply = self.house.request(who, method, path, json.dumps(body) if body is not None else None)
        assert reply.status in (200, 201, 204), f"{method} {path}: {reply.status} {reply.text[:300]}"
        return reply.json if reply.text else None

    def begin(self):
        self.stopping = threading.Event()
        people = [(rep, work) for _, rep in PAIRS for work in (self.note, self.commit)]
        people += [(manager, self.plan) for manager in dict(PAIRS)] + [("rita", self.deals if self.imports else self.off)]
        self.threads = [threading.Thread(target=self.write, args=(who, work), daemon=True) for who, work in people]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive(), "a writer hangs"

    def write(self, who, work):
        connection = None
        while not self.stopping.is_set():
            attempt = work(who)
            attempt.headers["Cookie"] = self.house.tokens[who]
            if self.with_keys and attempt.method == "POST":
                attempt.headers["Idempotency-Key"] = attempt.key
            with self.lock:
                self.attempts.append(attempt)
            attempt.sent_at = time.time()
            try:
                connection = connection or http.client.HTTPConnection(*self.house.address, timeout=20)
                connection.request(attempt.method, attempt.path, attempt.body, attempt.headers)
                reply = connection.getresponse()
                text = reply.read()
                attempt.answered_at, attempt.reply, attempt.status = time.time(), text.decode(), reply.status
                self.learn(attempt)
            except (OSError, http.client.HTTPException):
                connection = None
                if self.stopping.wait(0.002):  # the program is gone; nothing is hammered meanwhile
                    return

    def resend(self, attempt, patience=30):
        """The same request again, with its key, until it is answered for good. The last reply."""
        deadline = time.monotonic() + patience
        while True:
            reply = self.house.send(attempt.method, attempt.path, attempt.body, attempt.headers)
            if reply.status not in (503, 500) or time.monotonic() > deadline:
                return reply
            time.sleep(0.05)

    def learn(self, attempt):
        if attempt.kind in ("note", "private"):
            answer = json.loads(attempt.reply)
            if attempt.status == 200:
                self.versions[attempt.where] = answer["version"]
            elif attempt.status == 409:  # one before it arrived, though its answer did not
                self.versions[attempt.where] = int(answer["params"]["version"])
        if not attempt.is_acknowledged and attempt.status not in (409, 500, 503):
            self.unexpected.append(attempt)

    def made(self, kind, mark, method, path, body, where=None):
        attempt = Attempt(kind, mark, where)
        attempt.method, attempt.path = method, path
        attempt.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        attempt.headers = {"Content-Type": "text/csv" if isinstance(body, bytes) else "application/json"}
        return attempt

    def number(self):
        with self.lock:
            return next(self.numbers), self.random.random()

    def note(self, who):
        number, chance = self.number()
        kind = "note" if chance < 0.7 else "private"
        text = f"{kind} {number} " + "with words " * (1 + number % 40)
        path = f"/api/sessions/{self.talks[who]}/" + (f"notes/{self.stages[who]}" if kind == "note" else "private-note")
        return self.made(kind, text, "PUT", path, {"text": text, "base_version": self.versions.get((who, kind), 0)}, (who, kind))

    def commit(self, who):
        number, chance = self.number()
        if chance < 0.3:
            return self.off(who, number)
        text = f"commitment {number} ask for the next step on every call"
        return self.made("commitment", text, "POST", f"/api/sessions/{self.talks[who]}/commitments", {"text": text}, self.talks[who])

    def off(self, who, number=None):
        number = number or self.number()[0]
        day = (datetime.date(2028, 1, 1) + datetime.timedelta(days=number)).isoformat()
        return self.made("off", day, "POST", f"/api/people/{self.house.people[who]}/time-off", {"from": day, "to": day, "reason": "pto"}, who)

    def plan(self, who):
        _, chance = self.number()
        rep = [rep for manager, rep in PAIRS if manager == who][chance < 0.5]
        with self.lock:
            at = FIRST_START + datetime.timedelta(minutes=20 * next(self.plans))  # each its own, and all within the year that may be planned
        at = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        return self.made("plan", at, "POST", "/api/sessions", {"kind": "skill_deep_dive", "rep_id": self.house.people[rep], "starts_at": at, "minutes": 15}, rep)

    def deals(self, who):
        number, _ = self.number()
        rows = "".join(f"F{number}D{row},Deal {row},Acme,{PAIRS[row % 4][1]}@northwind.example,Proposal,{100 + row},2026-03-01,\n" for row in range(DEALS_IN_A_FILE))
        file = "opportunity,name,account,email,stage,amount,opened,closes\n" + rows
        return self.made("deals", f"F{number}D", "POST", f"/api/imports/opportunities?file_name=f{number}.csv&mapping=backbeat", file.encode(), who)
