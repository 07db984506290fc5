"""A real installation of the program on this machine: prepared once for a configuration, copied for each use, talked to over HTTP."""
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PASSWORD = "correct horse battery staple"
ROLES = {"xavi": "executive", "lena": "leader", "mara": "manager", "nils": "manager", "ana": "rep", "bo": "rep", "cleo": "rep", "dan": "rep",
         "enzo": "enablement", "rita": "revops", "ida": "admin"}


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.text = status, headers, body.decode("utf-8", "replace")  # a workbook is no text

    @property
    def json(self):
        return json.loads(self.text)


class Stream:
    """Events as they come, of a stream that stays open until the server ends it."""

    def __init__(self, address, path, headers):
        self.connection = http.client.HTTPConnection(*address, timeout=60)
        self.connection.request("GET", path, None, headers)
        self.reply = self.connection.getresponse()
        self.status = self.reply.status

    def next(self):
        """The next event and what it says; nothing where the server has ended the stream."""
        event, beats = None, 0
        for line in self.reply:
            if line.startswith(b": "):  # it beats every 15 seconds while nothing is told
                beats += 1
                assert beats < 3, "nothing was told on the stream"
            elif line.startswith(b"event: "):
                event = line[7:].decode().strip()
            elif line.startswith(b"data: "):
                return event, json.loads(line[6:])
        return None

    def close(self):
        self.connection.close()


class Installation:
    """One data folder or database, and the program serving it."""

    def __init__(self, program, folder, database, now, people):
        self.program, self.folder, self.people = program, folder, people
        self.clock = folder / "clock"
        self.set_clock(now)
        self.environment = {**os.environ, "BACKBEAT_DATA": str(folder), "BACKBEAT_LISTEN": "127.0.0.1:0", "BACKBEAT_CLOCK_FILE": str(self.clock),
                            "BACKBEAT_LOG_REQUESTS": "false", "BACKBEAT_REQUESTS_PER_MINUTE": "10000000", "BACKBEAT_SIGN_INS_PER_MINUTE": "1000000",
                            "BACKBEAT_WORKERS": "8", "BACKBEAT_DATABASE": database or ""}
        self.tokens = {}
        self.process = None
        self.errors = open(folder / "stderr", "ab")

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.ended = self.process.wait(60)
        self.errors.close()

    def set_clock(self, now):
        new = self.clock.with_suffix(".new")
        new.write_text(now + "\n")
        new.rename(self.clock)

    def start(self):
        self.process = subprocess.Popen([self.program, "serve"], env=self.environment, stdout=subprocess.PIPE, stderr=self.errors)
        for line in self.process.stdout:
            if line.startswith(b"serving on http://"):
                host, _, port = line.decode().split()[2].removeprefix("http://").rpartition(":")
                self.address = (host, int(port.rstrip("/")))
                return
        raise AssertionError(f"the program did not start: {(self.folder / 'stderr').read_text()[-2000:]}")

    def kill_and_start(self):
        self.process.kill()
        self.process.wait(60)
        self.start()

    def fault_at_end(self):
        """Stops the program gently; anything but a clean end is a fault (sanitizers speak here)."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.process = None
        return None if code == 0 else f"the program ended with {code}: {(self.folder / 'stderr').read_text()[-3000:]}"

    def command(self, *arguments, text=None):
        """The program at the command line on the same data; its output, or AssertionError with what it said."""
        done = subprocess.run([self.program, *arguments], env=self.environment, input=text, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode != 0:
            raise AssertionError(f"backbeat {' '.join(arguments)} ended with {done.returncode}: {done.stdout[-1500:]}{done.stderr[-1500:]}")
        return done.stdout

    def send(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(*self.address, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            reply = connection.getresponse()
            return Reply(reply.status, dict(reply.getheaders()), reply.read())
        finally:
            connection.close()

    def request(self, who, method, path, body=None, headers=None):
        """Sends as one of the people (signing in when needed) or as `nobody`."""
        headers = dict(headers or {})
        if body is not None and "Content-Type" not in headers:
            headers["Content-Type"] = "application/json" if not isinstance(body, bytes) else "text/calendar" if body.startswith(b"BEGIN:VCALENDAR") else "text/csv"
        if isinstance(body, str):
            body = body.encode()
        if who != "nobody":
            headers["Cookie"] = self.cookie(who)
        reply = self.send(method, path, body, headers)
        if reply.status == 401 and who in self.tokens and "Cookie" in headers:
            del self.tokens[who]  # the clock went on past the session's end
            headers["Cookie"] = self.cookie(who)
            reply = self.send(method, path, body, headers)
        return reply

    def stream(self, who, path):
        return Stream(self.address, path, {"Cookie": self.cookie(who)})

    def cookie(self, who):
        if who not in self.tokens:
            reply = self.send("POST", "/api/sign-in", json.dumps({"email": f"{who}@northwind.example", "password": PASSWORD}).encode(),
                              {"Content-Type": "application/json"})
            assert reply.status == 200, f"{who} cannot sign in: {reply.status} {reply.text}"
            self.tokens[who] = reply.headers["Set-Cookie"].split(";")[0]
        return self.tokens[who]


class Seed:
    """Northwind, set up once; `installation` copies it."""

    def __init__(self, program, configuration):
        self.program = pathlib.Path(program).resolve()
        self.is_postgres = configuration == "postgres"
        self.base = os.environ.get("BACKBEAT_TEST_POSTGRES", "")

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="backbeat-"))
        self.seed_folder = self.folder / "seed"
        self.seed_folder.mkdir()
        self.databases = []
        self.seed_database = self.make_database() if self.is_postgres else None
        seed = Installation(self.program, self.seed_folder, self.seed_database, "2027-03-01T08:00:00Z", {})
        seed.command("init", "--name", "Northwind", "--zone", "Europe/Madrid", "--effective", "2026-01-01")
        seed.command("import", "roster", str(ROOT / "tests/fixtures/northwind/roster.csv"), "--mapping", "backbeat")
        for name, role in ROLES.items():
            seed.command("user", "add", f"{name}@northwind.example", "--role", role, "--password-stdin", text=PASSWORD)
        listed = json.loads(seed.command("user", "list", "--json"))
        self.people = {user["email"].split("@")[0]: user["person"]["id"] for user in listed["items"]}
        with seed:
            self.document = seed.send("GET", "/api/openapi.json").json
        return self

    def __exit__(self, *_):
        for database in self.databases:
            self.psql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, statement):
        subprocess.run(["psql", "-X", "-q", "-d", self.base, "-c", statement], check=True, capture_output=True)

    def make_database(self, template=None):
        name = f"backbeat_{uuid.uuid4().hex[:16]}"
        self.psql(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        self.databases.append(name)
        return f"{self.base} dbname={name}"

    def openapi(self):
        return self.document

    def installation(self, now):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        for name in os.listdir(self.seed_folder):
            if name not in ("clock", "stderr"):
                shutil.copy2(self.seed_folder / name, folder / name)
        database = self.make_database(self.databases[0]) if self.is_postgres else None
        return Installation(self.program, folder, database, now, self.people)
