#!/usr/bin/env python3
"""The outbox against a real mail server (npm smtp-server): what it takes is well-formed and read by a mailbox's parser, what it refuses for now comes
again, what it refuses for good is given up, a connection that is cut between message and answer comes again under the same Message-ID, and so does
a letter that was being sent when the program was killed. Nothing leaves without a mail server. Over STARTTLS and TLS it goes to a server whose
certificate an authority of ours signed for its name, and to no other; a wrong password is said; meanwhile letters wait and lose no try."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from testing.database import Database  # noqa: E402
from testing.installation import Seed  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BASE = "2027-03-01"
PATIENCE = 60  # seconds until something that must happen has happened
COLUMNS = ("org_id, letter_id, kind, state, name, address, reply_to, subject, text, calendar_method, calendar, thread, created_at, due_at, leased_by, "
           "attempts, error")
HEADERS_OF_OURS = {"date", "from", "to", "reply-to", "subject", "message-id", "auto-submitted", "mime-version", "content-type",
                   "content-transfer-encoding", "received"}
ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Backbeat//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@backbeat\r\nSUMMARY:Gespräch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


class Server:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(["node", str(HERE / "server.mjs"), *arguments], stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def letter(self):
        """The next one it read."""
        return json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)


def until(what, ask):
    """Asks again until the answer is not empty; no judgement hangs on how long it takes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what}: not within {PATIENCE} s")


def put(house, letters):
    """Letters in the outbox of a stopped program: {number: (address, subject, text, calendar)}."""
    with Database(house) as database:
        (org,), = database.rows("SELECT org_id FROM organisation")
        for number, (address, subject, text, calendar) in letters.items():
            database.run(f"INSERT INTO mail_letter ({COLUMNS}) VALUES (?, ?, 'invitation', 'waiting', ?, ?, 'mara@northwind.example', ?, ?, ?, ?, '', 0, 0, '', 0, '')",
                         (org, number, "Zoë \"the closer\" Ruiz\r\nBcc: eve@evil.example", address, subject, text, "REQUEST" if calendar else "", calendar))


def rows(house):
    with Database(house) as database:
        return {address: (state, attempts, error, subject) for address, state, attempts, error, subject in
                database.rows("SELECT address, state, attempts, error, subject FROM mail_letter")}


def settings(house, server, **more):
    house.environment.update({"BACKBEAT_SMTP_HOST": "127.0.0.1", "BACKBEAT_SMTP_PORT": str(server.port), "BACKBEAT_SMTP_SECURITY": "none",
                              "BACKBEAT_SMTP_FROM": "backbeat@northwind.example", "BACKBEAT_SMTP_SECONDS": "10", **more})


def nothing_leaves_without_a_server(seed):
    with seed.installation(BASE + "T08:00:00Z") as house:
        page = house.request("ida", "GET", "/api/mail").json
        assert page["is_set_up"] is False and "server" not in page, page


def letters_arrive(seed, server):
    house = seed.installation(BASE + "T08:00:00Z")
    settings(house, server)
    long = "Gespräch über 機会 " * 12
    put(house, {1: ("good@x.example", long + "\r\nBcc: eve@evil.example", "Grüße.\n.\nEnd.", ICS), 2: ("later@x.example", "Later", "x", ""),
                3: ("never@x.example", "Never", "x", ""), 4: ("hangup@x.example", "Cut", "x", "")})
    with house:
        got = {}
        for _ in range(2):
            letter = server.letter()
            got[letter["to"]] = letter
        good = got["good@x.example"]
        assert good["subject"].split() == (long + " Bcc: eve@evil.example").split(), good["subject"]
        assert set(good["headers"]) <= HEADERS_OF_OURS, good["headers"]
        assert good["text"].strip() == "Grüße.\n.\nEnd.", good["text"]
        assert good["calendars"] == [ICS], good["calendars"]
        assert "method=REQUEST" in good["calendar_types"][0], good["calendar_types"]
        assert good["from"] == "backbeat@northwind.example" and good["reply_to"] == "mara@northwind.example", good
        assert good["longest_line"] <= 78 and not good["bare"], good
        assert "closer" in good["shown_to"] and "<good@x.example>" in good["shown_to"], good["shown_to"]
        cut = got["hangup@x.example"]
        assert cut["cut"] is True

        def settled():
            now = rows(house)
            tried = now["later@x.example"][1] == 1 and now["hangup@x.example"][1] == 1
            return now if tried and now["never@x.example"][0] == "dead" and now["good@x.example"][0] == "sent" else None
        now = until("every letter was tried", settled)
        assert now["good@x.example"][3] == "", "what was sent keeps no text"
        assert "4.2.0" in now["later@x.example"][2], now
        assert "5.1.1" in now["never@x.example"][2], now
        house.set_clock(BASE + "T08:10:00Z")
        again = {letter["to"]: letter for letter in (server.letter(), server.letter())}
        assert again["hangup@x.example"]["id"] == cut["id"], "the same letter, by its name"
        assert "later@x.example" in again
        page = house.request("ida", "GET", "/api/mail").json
        assert page["dead"] == 1 and page["letters"][0]["address"] == "never@x.example", page
        assert "Never" not in json.dumps(page)
        metrics = house.send("GET", "/metrics").text
        assert "backbeat_mail_dead 1" in metrics, metrics[-800:]
        assert house.request("ida", "POST", f"/api/mail/{page['letters'][0]['id']}/retry", "{}").status == 204
        until("it was tried again", lambda: rows(house)["never@x.example"][:2] == ("dead", 1))
        assert house.request("ida", "DELETE", f"/api/mail/{page['letters'][0]['id']}").status == 204


def killed_while_sending(seed, server):
    """SIGKILL once the server has the message and before the program has its answer: the letter goes out again, under the same name."""
    house = seed.installation(BASE + "T08:00:00Z")
    settings(house, server)
    put(house, {1: ("slow@x.example", "Killed", "x", "")})
    house.start()
    first = server.letter()
    house.process.kill()
    house.process.wait(60)
    state = rows(house)["slow@x.example"]
    house.set_clock(BASE + "T08:30:00Z")  # the lease of the program that died is over
    house.start()
    try:
        if state[0] == "sent":
            return False  # it had marked the letter before the signal came
        second = server.letter()
        assert second["id"] == first["id"], (first, second)
        until("it is marked", lambda: rows(house)["slow@x.example"][0] == "sent")
        return True
    finally:
        house.__exit__()


def out_of_reach(seed):
    """No connection, and a server that asks for a password over no encryption: letters wait and lose no try."""
    house = seed.installation(BASE + "T08:00:00Z")
    with Server("auth") as server:
        settings(house, server)
        put(house, {1: ("good@x.example", "Waits", "x", "")})
        with house:
            now = until("it was tried", lambda: rows(house) if rows(house)["good@x.example"][2] else None)
            assert now["good@x.example"][:2] == ("waiting", 0), now
            assert now["good@x.example"][2].startswith("530"), now


class Authority:
    """One that nobody else knows, made for this run, and what it signed."""
    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "ca.pem"
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Authority of this test", "-days", "3650")

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def signed(self, name, *for_whom):
        """Key and certificate of a server of these names."""
        (self.folder / "names").write_text("subjectAltName=" + ",".join(for_whom))
        self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        self.openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", f"{name}.pem", "-days", "3650", "-extfile", "names")
        return str(self.folder / f"{name}.key"), str(self.folder / f"{name}.pem")


SECRET = "correct horse"


def waits(house, needle):
    """The letter was tried, was not sent, lost no try, and why is said; also by the doctor, and nowhere with the password."""
    now = until("it was tried", lambda: rows(house) if rows(house)["good@x.example"][2] else None)["good@x.example"]
    assert now[:2] == ("waiting", 0), now
    assert needle in now[2].lower(), now[2]
    doctor = subprocess.run([house.program, "doctor"], env=house.environment, capture_output=True, text=True, timeout=120, check=False)
    assert needle in (doctor.stdout + doctor.stderr).lower(), doctor.stdout + doctor.stderr
    for said in (now[2], doctor.stdout, doctor.stderr, (house.folder / "stderr").read_text()):
        assert "wrong horse" not in said and SECRET not in said, said


def encrypted(seed):
    """Signed by an authority that was named, for the server's own name: only then, and with the right password, does a letter leave."""
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(pathlib.Path(folder))
        right = authority.signed("mail", "IP:127.0.0.1", "DNS:localhost")
        other = authority.signed("other", "DNS:mail.other.example")
        house = seed.installation(BASE + "T08:00:00Z")
        put(house, {1: ("good@x.example", "Sealed", "x", "")})
        signs_in = {"BACKBEAT_SMTP_USER": "backbeat", "BACKBEAT_SMTP_PASSWORD": SECRET, "BACKBEAT_CA_FILE": str(authority.file)}
        stranger = {**signs_in, "BACKBEAT_CA_FILE": ""}
        refusals = [("an authority nobody named", ("auth", *right), {**stranger, "BACKBEAT_SMTP_SECURITY": "starttls"}, "certificate"),
                    ("a certificate for another name", ("auth", *other), {**signs_in, "BACKBEAT_SMTP_SECURITY": "starttls"}, "127.0.0.1"),
                    ("the same from the first byte", ("auth", *other, "tls"), {**signs_in, "BACKBEAT_SMTP_SECURITY": "tls"}, "127.0.0.1"),
                    ("a server that does not encrypt", ("plain",), {**signs_in, "BACKBEAT_SMTP_SECURITY": "starttls"}, "starttls"),
                    ("a wrong password", ("auth", *right), {**signs_in, "BACKBEAT_SMTP_SECURITY": "starttls", "BACKBEAT_SMTP_PASSWORD": "wrong horse"}, "5.7.8 wrong password")]
        at = 0
        for what, server_is, said, needle in refusals:
            with Server(*server_is) as server:
                settings(house, server, **said)
                at += 1
                house.set_clock(f"{BASE}T{8 + at:02}:00:00Z")  # long after the last try
                with Database(house) as database:
                    database.run("UPDATE mail_letter SET error = '' WHERE 1 = 1", ())
                house.start()
                try:
                    waits(house, needle)
                except AssertionError as fault:
                    raise AssertionError(f"{what}: {fault}") from fault
                finally:
                    end = house.fault_at_end()
                assert end is None, end
        # The same letter, hours later, to the server it was meant for.
        with Server("auth", *right) as server:
            settings(house, server, BACKBEAT_SMTP_SECURITY="starttls", **signs_in)
            house.set_clock(BASE + "T20:00:00Z")
            house.start()
            letter = server.letter()
            assert letter["to"] == "good@x.example" and letter["secure"] is True and letter["user"] == "backbeat", letter
            until("it is marked", lambda: rows(house)["good@x.example"][0] == "sent")
            assert house.fault_at_end() is None
        put(house, {2: ("again@x.example", "Sealed from the start", "x", "")})
        with Server("auth", *right, "tls") as server:
            settings(house, server, BACKBEAT_SMTP_SECURITY="tls", **signs_in)
            with house:
                letter = server.letter()
                assert letter["to"] == "again@x.example" and letter["secure"] is True and letter["user"] == "backbeat", letter
        return len(refusals)


def booked(seed, server):
    """A ride-along is booked and called off: the two are invited, and told of the end, by what a calendar program understands."""
    house = seed.installation(BASE + "T08:00:00Z")
    settings(house, server)
    with house:
        def must(who, path, body):
            reply = house.request(who, "POST", path, json.dumps(body))
            assert reply.status in (200, 201, 204), reply.text
            return reply.json if reply.text else None
        ride = must("mara", "/api/ride-alongs", {"rep_id": house.people["ana"], "format": "observe", "account": "Acme", "starts_at": BASE + "T12:00:00Z",
                                                "ends_at": BASE + "T12:30:00Z", "pre_brief_at": BASE + "T11:45:00Z", "debrief_at": BASE + "T13:00:00Z"})["id"]
        invited = [server.letter() for _ in range(6)]
        assert sorted(letter["to"] for letter in invited) == ["ana@northwind.example"] * 3 + ["mara@northwind.example"] * 3, [one["to"] for one in invited]
        for letter in invited:
            assert "method=REQUEST" in letter["calendar_types"][0] and "METHOD:REQUEST" in letter["calendars"][0]
            assert letter["longest_line"] <= 78 and not letter["bare"]
        until("all are marked", lambda: house.request("ida", "GET", "/api/mail").json["sent"] == 6)
        must("mara", f"/api/ride-alongs/{ride}/cancel", {"reason": "canarycancelreason"})
        told = [server.letter() for _ in range(6)]
        for letter in told:
            assert "method=CANCEL" in letter["calendar_types"][0] and "STATUS:CANCELLED" in letter["calendars"][0]
            assert "canarycancelreason" not in json.dumps(letter), "a reason is the two people's own"
        uids = [sorted(line for letter in letters for line in letter["calendars"][0].split("\r\n") if line.startswith("UID:")) for letters in (invited, told)]
        assert uids[0] == uids[1], uids


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/dev/bin/backbeat")
    parser.add_argument("--on", choices=("sqlite", "postgres"), default="sqlite")
    arguments = parser.parse_args()
    if not (HERE / "node_modules/smtp-server").is_dir():
        subprocess.run("npm ci --silent || npm install --silent --no-save", cwd=HERE, shell=True, check=True, stderr=subprocess.DEVNULL)
    with Seed(arguments.program, arguments.on) as seed, Server() as server:
        nothing_leaves_without_a_server(seed)
        letters_arrive(seed, server)
        resent = sum(killed_while_sending(seed, server) for _ in range(5))
        out_of_reach(seed)
        # How it is encrypted has nothing to do with where letters are kept.
        refused = encrypted(seed) if arguments.on == "sqlite" else None
        booked(seed, server)
    sealed = "" if refused is None else f"encrypted ({refused} servers refused), "
    print(f"mail on {arguments.on}: taken, put off, given up, cut off, killed ({resent} of 5 sent once more), out of reach, {sealed}booked and called off")
    return 0


if __name__ == "__main__":
    sys.exit(main())
