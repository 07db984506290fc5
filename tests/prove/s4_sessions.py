#!/usr/bin/python3
"""Attacks on sign-in sessions, against the running program as an operator puts it behind a proxy: each line is what an attacker tries.

    tests/prove/s4_sessions.py --program build/release/bin/backbeat [--short] [--figures FILE]

The proxy is played by the headers that it would send. Time passes by the program's clock file. The long form also measures whether the time that
an answer takes tells an unknown address from a known one.
"""
import concurrent.futures
import glob
import http.client
import json
import pathlib
import re
import sqlite3
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/prove/lib"), str(ROOT / "tests/testing"), str(ROOT / "tests")]
from installation import PASSWORD, Reply, Seed  # noqa: E402
from report import Report, arguments  # noqa: E402

SITE = "coaching.example.org"
OWN = f"https://{SITE}"
NOW = "2027-03-01T08:00:00Z"


class Attacker:
    """Somebody at an address, with whatever cookie they hold."""

    def __init__(self, house, address="203.0.113.7", cookie=None, origin=OWN):
        self.house, self.address, self.cookie, self.origin = house, address, cookie, origin

    def send(self, method, path, body=None, **headers):
        out = {"Host": SITE, "X-Forwarded-For": self.address, "X-Forwarded-Proto": "https"}
        if self.cookie:
            out["Cookie"] = f"__Host-backbeat={self.cookie}"
        if self.origin and method not in ("GET", "HEAD"):
            out["Origin"] = self.origin
        if body is not None:
            out["Content-Type"] = "application/json"
        out.update({name.replace("_", "-"): value for name, value in headers.items()})
        out = {name: value for name, value in out.items() if value is not None}
        connection = http.client.HTTPConnection(*self.house.address, timeout=60)
        try:
            connection.request(method, path, None if body is None else body if isinstance(body, str) else json.dumps(body), out)
            reply = connection.getresponse()
            return Reply(reply.status, dict(reply.getheaders()), reply.read())
        finally:
            connection.close()

    def sign_in(self, who="mara", password=PASSWORD):
        """The reply; a new cookie is kept."""
        reply = self.send("POST", "/api/sign-in", {"email": f"{who}@northwind.example", "password": password})
        if reply.status == 200:
            self.cookie = token_of(reply)
        return reply

    def is_in(self):
        return self.send("GET", "/api/me").status == 200


def token_of(reply):
    return reply.headers["Set-Cookie"].split(";")[0].split("=", 1)[1]


def someone(house, who="mara", address="198.51.100.20"):
    there = Attacker(house, address)
    reply = there.sign_in(who)
    assert reply.status == 200, f"{who} cannot sign in: {reply.status} {reply.text}"
    return there


def cookies(say, house):
    reply = Attacker(house).sign_in()
    cookie = reply.headers["Set-Cookie"]
    parts = [part.strip() for part in cookie.split(";")]
    say("a script, another host or plain http gets at the cookie",
        parts[0].startswith("__Host-backbeat=") and {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts) and "domain" not in cookie.lower(), cookie)
    token = token_of(reply)
    tokens = {token} | {token_of(Attacker(house).sign_in()) for _ in range(4)}
    say("a session's token can be guessed: under 128 bits, or not new each time", len(tokens) == 5 and len(token) >= 22, token)
    held = b"".join(pathlib.Path(file).read_bytes() for file in glob.glob(str(house.folder / "backbeat.db*")) + [str(house.folder / "stderr")])
    say("who steals the database, its log or the program's log has tokens or passwords in it", token.encode() not in held and PASSWORD.encode() not in held)
    say("the token travels in an address or is kept by a cache", token not in reply.text and reply.headers["Cache-Control"] == "no-store"
        and reply.headers["Referrer-Policy"] == "same-origin")
    known = Attacker(house)
    say("a token in the query signs in", known.send("GET", f"/api/me?session={token}&access_token={token}").status in (400, 401, 422))
    say("a token under the name that plain http uses signs in", known.send("GET", "/api/me", Cookie=f"backbeat={token}").status == 401)
    say("the page can be framed", "frame-ancestors 'none'" in known.send("GET", "/").headers["Content-Security-Policy"])


def fixation(say, house):
    planted = Attacker(house, cookie="A" * 43)
    reply = planted.sign_in()
    say("a cookie planted before signing in is taken over", token_of(reply) != "A" * 43 and not Attacker(house, cookie="A" * 43).is_in())
    attacker = someone(house, "nils")
    victim = Attacker(house, "198.51.100.9", cookie=attacker.cookie)
    victim.sign_in("mara")
    say("the attacker's own session planted in a victim's browser lives on beside the victim's", not attacker.is_in() and victim.is_in())
    old = someone(house)
    again = Attacker(house, old.address, cookie=old.cookie)
    again.sign_in()
    say("the token from before signing in again still works", not old.is_in() and again.is_in() and again.cookie != old.cookie)


def limits(say, house):
    house.set_clock("2027-03-02T08:00:00Z")
    idle = someone(house)
    house.set_clock("2027-03-02T19:59:00Z")
    used = idle.is_in()
    house.set_clock("2027-03-03T08:00:00Z")
    say("a session that nobody used for twelve hours works", used and not idle.is_in())
    kept = someone(house)
    days = 0
    while days < 16 and kept.is_in():
        for hour in ("14", "20"):
            house.set_clock(f"2027-03-{3 + days:02}T{hour}:00:00Z")
            kept.is_in()
        days += 1
        for hour in ("02", "08"):
            house.set_clock(f"2027-03-{3 + days:02}T{hour}:00:00Z")
            kept.is_in()
    say("a session kept busy outlives fourteen days", days == 14, f"{days} days")
    out = someone(house)
    stolen = Attacker(house, cookie=out.cookie)
    reply = out.send("POST", "/api/sign-out")
    say("a stolen cookie works after its owner signed out, or the browser keeps it",
        reply.status == 204 and "Max-Age=0" in reply.headers["Set-Cookie"] and not stolen.is_in())
    phone, desk = someone(house), someone(house)
    desk.send("POST", "/api/sign-out-everywhere")
    say("a session on a lost phone outlives signing out everywhere", not phone.is_in() and not desk.is_in())
    thief, owner = someone(house), someone(house)
    owner.send("POST", "/api/password", {"current": PASSWORD, "new": "another horse battery staple"})
    say("a thief's session outlives a new password", not thief.is_in() and owner.is_in())
    owner.send("POST", "/api/password", {"current": "another horse battery staple", "new": PASSWORD})
    thief = someone(house)
    reply = thief.send("POST", "/api/password", {"current": "wrong wrong wrong", "new": "taken over taken over"})
    say("a stolen session changes the password without knowing it", reply.status in (400, 422), reply.status)


def foreign(say, house):
    victim = someone(house)
    goal = ("PATCH", "/api/me", {"single_key_shortcuts": False})
    tricks = {"another site": {"Origin": "https://evil.example"}, "an opaque origin": {"Origin": "null"}, "our name before theirs": {"Origin": f"{OWN}.evil.example"},
              "their name before ours": {"Origin": f"https://evil{SITE}"}, "our name as a user": {"Origin": f"https://{SITE}@evil.example"},
              "two origins": {"Origin": f"{OWN} https://evil.example"}, "a browser that says cross-site": {"Origin": None, "Sec_Fetch_Site": "cross-site"},
              "a sister host": {"Origin": None, "Sec_Fetch_Site": "same-site"}, "plain http of the same name, said to be cross-site": {"Origin": f"http://{SITE}", "Sec_Fetch_Site": "cross-site"},
              "a Host made to fit": {"Origin": "https://evil.example", "Host": SITE, "X_Forwarded_Host": "evil.example"},
              "a referrer of ours": {"Origin": "https://evil.example", "Referer": OWN + "/"}}
    for name, headers in tricks.items():
        reply = victim.send(*goal, **headers)
        say(f"a change from elsewhere is taken: {name}", reply.status == 403, reply.status)
    say("a form of text/plain changes something", victim.send("POST", "/api/sign-out-everywhere", '{"a":"', Content_Type="text/plain").status == 415)
    say("a form that a page can send without asking changes something",
        victim.send("PATCH", "/api/me", "single_key_shortcuts=false", Content_Type="application/x-www-form-urlencoded").status == 415)
    say("a link signs somebody out", victim.send("GET", "/api/sign-out").status == 405 and victim.is_in())
    say("a method in a header is believed", victim.send("GET", "/api/sign-out", X_HTTP_Method_Override="POST").status == 405 and victim.is_in())
    reply = victim.send("OPTIONS", "/api/me", Origin="https://evil.example", Access_Control_Request_Method="PATCH")
    say("a browser is told that another site may ask", not any(name.lower().startswith("access-control") for name in reply.headers), reply.headers)
    say("another site signs a victim in as the attacker", Attacker(house, origin="https://evil.example").sign_in("nils").status == 403)


def passwords(say, house, is_long):
    with sqlite3.connect(house.folder / "backbeat.db") as database:
        hashes = [row[0] for row in database.execute("SELECT password_hash FROM user_account WHERE password_hash IS NOT NULL")]
    costs = {tuple(map(int, re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", one).groups())) for one in hashes}
    say("a stolen hash is cheap to try: not argon2id, or under 19 MiB and two passes", all(m >= 19456 and t >= 2 for m, t, _ in costs), costs)
    say("two people with one password have one hash", len(set(hashes)) == len(hashes) > 5)
    thief = Attacker(house, "203.0.113.50")
    tries = [thief.sign_in("ana", f"guess number {i}") for i in range(6)]
    say("guessing goes on without delay", [reply.status for reply in tries[:4]] == [401] * 4 and {reply.status for reply in tries[4:]} == {429}, [reply.status for reply in tries])
    say("the delay does not say how long", "Retry-After" in tries[-1].headers)
    say("the right guess is taken during the delay", thief.sign_in("ana").status == 429)
    say("a stranger's failures lock the owner out", Attacker(house, "198.51.100.77").sign_in("ana").status == 200)
    forged = thief.send("POST", "/api/sign-in", {"email": "ana@northwind.example", "password": PASSWORD}, X_Forwarded_For="10.9.9.9, " + thief.address)
    say("a forged X-Forwarded-For before the proxy's hides the thief", forged.status == 429, forged.status)
    many = Attacker(house, "203.0.113.51")
    with concurrent.futures.ThreadPoolExecutor(24) as pool:
        statuses = list(pool.map(lambda i: many.sign_in("bo", f"guess number {i}").status, range(24)))
    say("guesses sent all at once pass before the delay begins", statuses.count(401) <= 4, f"{statuses.count(401)} of 24 were tried")
    nets = [Attacker(house, f"2001:db8:7:7::{i:x}").sign_in("cleo", "guess and guess").status for i in range(1, 8)]
    say("another address of the same IPv6 network begins anew", nets.count(401) <= 4, nets)
    known, unknown = Attacker(house, "203.0.113.60").sign_in("dan", "wrong wrong wrong"), Attacker(house, "203.0.113.61").sign_in("nobody", "wrong wrong wrong")
    body = [{key: value for key, value in json.loads(reply.text).items() if key != "request_id"} for reply in (known, unknown)]
    say("the answer tells an unknown address from a wrong password", body[0] == body[1] and known.status == unknown.status == 401, body)
    if is_long:
        took = {"known": [], "unknown": []}
        for i in range(40):
            for name, who in (("known", "enzo"), ("unknown", "nobody")):
                attacker = Attacker(house, f"203.0.113.{100 + i}")
                began = time.perf_counter()
                attacker.sign_in(who, "wrong wrong wrong")
                took[name].append(time.perf_counter() - began)
        ratio = statistics.median(took["known"]) / statistics.median(took["unknown"])
        say("the time tells an unknown address from a wrong password: medians more than 15 % apart", 0.85 < ratio < 1.15, f"{ratio:.2f}")


def links(say, house):
    admin = someone(house, "ida")
    user = next(one for one in admin.send("GET", "/api/users").json["items"] if one["email"].startswith("cleo"))

    def link():
        return admin.send("POST", f"/api/users/{user['id']}/set-up-link").json["link"].rsplit("/", 1)[1]
    first = link()
    second = link()
    chosen = {"password": "a brand new password"}
    say("a link that a newer one replaced works", Attacker(house).send("POST", f"/api/set-up/{first}", chosen).status == 404)
    say("a link sets a password that is too short, or the address", Attacker(house).send("POST", f"/api/set-up/{second}", {"password": "short"}).status in (400, 422)
        and Attacker(house).send("POST", f"/api/set-up/{second}", {"password": "cleo@northwind.example"}).status in (400, 422))
    thief = someone(house, "cleo")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: Attacker(house).send("POST", f"/api/set-up/{second}", chosen).status, range(8)))
    say("a link used eight times at once works more than once", sorted(statuses)[0] == 200 and statuses.count(200) == 1, statuses)
    say("a used link works again", Attacker(house).send("POST", f"/api/set-up/{second}", chosen).status == 404)
    say("a thief's session outlives a link", not thief.is_in())
    with sqlite3.connect(house.folder / "backbeat.db") as database:
        stored = "\n".join(database.iterdump())
    third = link()
    say("who reads the database has links in it", first not in stored and second not in stored)
    time_before = house.clock.read_text()
    house.set_clock("2027-04-10T08:00:00Z")
    say("a link works after its seven days", Attacker(house).send("POST", f"/api/set-up/{third}", chosen).status == 404)
    house.set_clock(time_before.strip())
    fourth = link()
    current = next(one for one in admin.send("GET", "/api/users").json["items"] if one["id"] == user["id"])
    changed = admin.send("PATCH", f"/api/users/{user['id']}", {"active": False}, If_Match=f'"{current["version"]}"')
    say("a link of somebody who was deactivated works", changed.status == 200 and Attacker(house).send("POST", f"/api/set-up/{fourth}", chosen).status == 404, changed.text)
    say("a link can be guessed: under 128 bits", len(fourth) >= 22 and len({first, second, third, fourth}) == 4, fourth)


def tokens(say, house):
    owner = someone(house, "mara")
    made = owner.send("POST", "/api/tokens", {"name": "reports"}).json
    bearer = {"Authorization": f"Bearer {made['secret']}"}
    robot = Attacker(house, origin=None)
    say("the token works at all", robot.send("GET", "/api/me", **bearer).status == 200)
    rep = house.people["ana"]
    planned = owner.send("POST", "/api/sessions", {"kind": "weekly_one_on_one", "rep_id": rep, "starts_at": house.clock.read_text().strip()}).json
    talk = f"/api/sessions/{planned['id']}"
    say("a token reads the text of a conversation", owner.send("GET", talk).status == 200 and robot.send("GET", talk, **bearer).status in (403, 404))
    writes = [("POST", "/api/sessions", {"kind": "weekly_one_on_one", "rep_id": rep, "starts_at": "2027-05-01T08:00:00Z"}), ("POST", f"{talk}/start", {}),
              ("PUT", f"{talk}/private-note", {"text": "x", "base_version": 0}), ("PATCH", "/api/me", {"single_key_shortcuts": False}),
              ("POST", "/api/tokens", {"name": "child"}), ("POST", "/api/password", {"current": PASSWORD, "new": "another horse battery"}),
              ("POST", "/api/sign-out-everywhere", None), ("GET", "/api/tokens", None), ("GET", "/api/sign-in/sessions", None)]
    answers = {f"{method} {path.replace(planned['id'], '{id}')}": robot.send(method, path, body, **bearer).status for method, path, body in writes}
    say("a token changes something, makes another or lists secrets", all(status in (403, 404) for status in answers.values()), answers)
    say("a token works as a cookie", not Attacker(house, cookie=made["secret"]).is_in())
    say("a cookie works as a token", robot.send("GET", "/api/me", Authorization=f"Bearer {owner.cookie}").status == 401)
    say("a token beside the cookie of somebody else gets both", robot.send("GET", "/api/me", Cookie=f"__Host-backbeat={someone(house, 'nils').cookie}", **bearer).status in (400, 401) or
        robot.send("GET", "/api/me", Cookie=f"__Host-backbeat={someone(house, 'nils').cookie}", **bearer).json["email"].startswith("mara"))
    owner.send("DELETE", f"/api/tokens/{made['id']}")
    say("a token that was taken back works", robot.send("GET", "/api/me", **bearer).status == 401)
    today = house.clock.read_text()[:10]
    dated = owner.send("POST", "/api/tokens", {"name": "short", "expires_on": today}).json
    before = house.clock.read_text().strip()
    bearer = {"Authorization": f"Bearer {dated['secret']}"}
    fresh = robot.send("GET", "/api/me", **bearer).status
    house.set_clock("2027-05-02T08:00:00Z")
    say("a token works after its last day", fresh == 200 and robot.send("GET", "/api/me", **bearer).status == 401)
    house.set_clock(before)


def replays(say, house):
    mara, nils = someone(house, "mara"), someone(house, "nils")
    body = {"kind": "skill_deep_dive", "rep_id": house.people["ana"], "starts_at": "2027-04-20T08:00:00Z"}
    first = mara.send("POST", "/api/sessions", body, Idempotency_Key="same")
    other = nils.send("POST", "/api/sessions", body, Idempotency_Key="same")
    say("somebody else's Idempotency-Key gets their reply", first.status == 201 and other.status != 201 and first.json["id"] not in other.text, other.status)
    signed = [Attacker(house).send("POST", "/api/sign-in", {"email": "mara@northwind.example", "password": PASSWORD}, Idempotency_Key="in") for _ in range(2)]
    say("a sign-in is played back with its cookie", token_of(signed[0]) != token_of(signed[1]))


def main():
    given = arguments(__doc__).parse_args()
    report = Report("S4", given)
    counts = [0, 0]

    def say(what, is_refused, found=""):
        counts[0] += 1
        counts[1] += not is_refused
        report.check(f"refused: {what}", is_refused, "" if is_refused else found)

    with Seed(given.program, "sqlite") as seed:
        for attack in (cookies, fixation, limits, foreign, lambda s, h: passwords(s, h, not given.short), links, tokens, replays):
            house = seed.installation(NOW)
            house.environment.update(BACKBEAT_BEHIND_PROXY="true", BACKBEAT_PUBLIC_URL=OWN)
            with house:
                attack(say, house)
    report.figure("attacks on sessions that succeeded", f"0 of {counts[0]}", counts[1], counts[1] == 0)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
