#!/usr/bin/python3
"""Two Backbeat nodes behind HAProxy on three database machines, exactly as docs/operate.md prints it, while machines are switched off and cables pulled.

    tests/prove/ha.py --program build/release/bin/backbeat [--short] [--figures FILE]

Several people write all the time; a client that gets no acknowledgement repeats its request with the same Idempotency-Key. Afterwards every acknowledged
write must be there, once, wherever it was sent and however the request before it ended. Nobody helps: machines that were switched off are switched on.
"""
import collections
import datetime
import http.client
import json
import pathlib
import secrets
import shutil
import subprocess
import sys
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/prove/lib"), str(ROOT / "tests/testing")]
import machines  # noqa: E402

machines.in_a_world_of_its_own()
import facts  # noqa: E402
from installation import PASSWORD, ROLES, Installation  # noqa: E402
from report import Report, arguments  # noqa: E402
from traffic import Traffic  # noqa: E402

PAGE = ROOT / "docs/operate.md"
DATABASES = {"db1": "10.66.0.11", "db2": "10.66.0.12", "db3": "10.66.0.13"}
NODES = {"app1": "10.66.0.21", "app2": "10.66.0.22"}
WITH_SETTINGS = ["--config", "/etc/backbeat/backbeat.toml"]


def wait(what, condition, patience=150):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            found = condition()
            if found:
                return found
        except (OSError, ValueError, http.client.HTTPException):
            pass
        time.sleep(0.2)
    raise AssertionError(f"{what} did not come within {patience} s")


class RunningClock(threading.Thread):
    """The day on which the people of the roster are all there, and time that passes; the nodes read it from a file."""

    def __init__(self, file):
        super().__init__(daemon=True)
        self.file, self.ahead = file, datetime.datetime(2027, 3, 1, 8, tzinfo=datetime.timezone.utc) - datetime.datetime.now(datetime.timezone.utc)
        self.write()
        self.start()

    def read_text(self):
        return (datetime.datetime.now(datetime.timezone.utc) + self.ahead).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def write(self):
        new = self.file.with_suffix(".new")
        new.write_text(self.read_text() + "\n")
        new.rename(self.file)

    def run(self):
        while self.file.parent.is_mount():
            time.sleep(0.2)
            self.write()


class Cluster:
    def __init__(self, network, program):
        self.program, self.clock = str(pathlib.Path(program).resolve()), RunningClock(network.folder / "clock")
        self.databases = [machines.Machine(network, name, address) for name, address in DATABASES.items()]
        self.nodes = [machines.Machine(network, name, address) for name, address in NODES.items()]
        self.proxy = machines.Machine(network, "proxy", "10.66.0.30")
        self.files = machines.files_of(PAGE)
        self.environment = {"BACKBEAT_REQUESTS_PER_MINUTE": "1000000", "BACKBEAT_LOG_REQUESTS": "false", "BACKBEAT_CLOCK_FILE": str(network.folder / "clock")}
        self.everybody = [*self.databases, *self.nodes, self.proxy]
        self.address = f"host={','.join(DATABASES.values())} target_session_attrs=read-write connect_timeout=3"

    def put(self, machine, first, path, mode=0o644, owner=None):
        machine.write(path, machines.made_for(self.files[path], machine, first, self.everybody), mode, owner)

    def begin(self):
        for machine in self.databases:
            self.put(machine, self.databases[0], "/etc/default/etcd")
            self.put(machine, self.databases[0], "/etc/patroni/config.yml", 0o640, "postgres:postgres")
            machine.command(["install", "-d", "-o", "etcd", "-g", "etcd", "-m", "700", "/var/lib/etcd/default"])
            machine.command(["install", "-d", "-o", "postgres", "-g", "postgres", "/var/lib/postgresql/15"])
            machine.serve("etcd", ["sh", "-c", "set -a; . /etc/default/etcd; exec etcd"], "etcd")
            machine.serve("patroni", ["/usr/bin/patroni", "/etc/patroni/config.yml"], "postgres")
            machine.on()
        wait("a leader with two that follow, one of them in step", self.is_whole)
        once = next(block for block in PAGE.read_text().split("```sql\n")[1:] if "CREATE ROLE backbeat" in block).split("```")[0]
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", f"{self.address} user=postgres password=change-me-1 dbname=postgres"], input=once, text=True, check=True)
        for machine in self.databases:  # those that follow have it a moment later
            wait(f"the database on {machine.name}", lambda at=machine.address: subprocess.run(
                ["psql", "-X", "-q", "-d", f"host={at} user=backbeat password=change-me-4 dbname=backbeat", "-c", "SELECT 1"], capture_output=True, check=False).returncode == 0)
        keys = {name: secrets.token_bytes(32) for name in ("installation.key", "vault.key")}
        for node in self.nodes:
            self.put(node, self.nodes[0], "/etc/backbeat/backbeat.toml")
            for name, key in keys.items():
                (key_file := node.folder / name).write_bytes(key)
                node.command(["install", "-m", "600", key_file, f"/etc/backbeat/{name}"])
            node.command(["install", "-d", "-m", "700", "/var/lib/backbeat"])
            # The load of a whole company comes from a dozen people and one address here.
            node.serve("backbeat", [self.program, "serve", *WITH_SETTINGS], None, self.environment)
        self.command("init", "--name", "Northwind", "--zone", "Europe/Madrid", "--effective", "2026-01-01")
        self.command("import", "roster", ROOT / "tests/fixtures/northwind/roster.csv", "--mapping", "backbeat")
        for name, role in ROLES.items():
            self.command("user", "add", f"{name}@northwind.example", "--role", role, "--password-stdin", text=PASSWORD)
        for node in self.nodes:
            node.on()
        self.put(self.proxy, self.proxy, "/etc/haproxy/haproxy.cfg")
        self.proxy.serve("haproxy", ["haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg"])
        self.proxy.on()
        wait("a node behind the proxy", lambda: urllib.request.urlopen("http://10.66.0.30/healthz", timeout=3).status == 200)

    def command(self, *words, text=None):
        return self.nodes[0].command([self.program, *words, *WITH_SETTINGS], text=text, environment=self.environment)

    def members(self):
        for machine in self.databases:
            try:
                with urllib.request.urlopen(f"http://{machine.address}:8008/cluster", timeout=2) as reply:
                    return json.load(reply)["members"]
            except OSError:
                continue
        return []

    def is_whole(self):
        members = self.members()
        roles = collections.Counter(member["role"] for member in members)
        return len(members) == 3 and roles["leader"] == 1 and roles["sync_standby"] == 1 and all(member["state"] in ("running", "streaming") for member in members)

    def leader(self):
        """None while nobody leads."""
        names = [member["name"] for member in self.members() if member["role"] == "leader"]
        return next((machine for machine in self.databases if machine.name in names), None)


class House(Installation):
    """The cluster as its users see it: one address."""

    def __init__(self, cluster, address=("10.66.0.30", 80)):
        self.address, self.tokens, self.clock = address, {}, cluster.clock
        self.people = {user["email"].split("@")[0]: user["person"]["id"] for user in json.loads(cluster.command("user", "list", "--json"))["items"]}

    def send(self, *request, **more):
        reply = super().send(*request, **more)
        reply.headers = {name.title(): value for name, value in reply.headers.items()}  # the proxy writes them small
        return reply


class Persistent(Traffic):
    """Writers that repeat a request, with its key, until it is answered for good."""

    def __init__(self, house):
        super().__init__(house)
        self.answers = []   # (when, status, has Retry-After, seconds it took)
        self.unanswered = 0
        self.odd = []       # 5xx that do not say when to come again
        self.carried_out = []  # told so, without the answer

    def write(self, who, work):
        while not self.stopping.is_set():
            attempt = work(who)
            attempt.headers["Cookie"] = self.house.tokens[who]
            if attempt.method == "POST":
                attempt.headers["Idempotency-Key"] = attempt.key
            attempt.sent_at = time.time()
            with self.lock:
                self.attempts.append(attempt)
            while not self.is_settled(attempt) and not self.giving_up.is_set():
                self.giving_up.wait(0.25)
            if self.stopping.wait(0.02):
                return

    def is_settled(self, attempt):
        began = time.time()
        connection = http.client.HTTPConnection(*self.house.address, timeout=90)
        try:
            connection.request(attempt.method, attempt.path, attempt.body, attempt.headers)
            reply = connection.getresponse()
            text = reply.read().decode()
        except (OSError, http.client.HTTPException):
            self.unanswered += 1
            return False
        finally:
            connection.close()
        now = time.time()
        if reply.status >= 500 and not reply.getheader("Retry-After"):
            self.odd.append((reply.status, text[:200]))
        self.answers.append((now, reply.status, reply.getheader("Retry-After") is not None, now - began))
        is_problem = (reply.getheader("Content-Type") or "").startswith("application/problem+json")
        code = json.loads(text)["code"] if is_problem else None
        if reply.status >= 500 or code == "key_in_use":
            return False
        attempt.answered_at, attempt.status, attempt.reply = now, reply.status, text
        if code == "answer_lost":
            self.carried_out.append(attempt)
        else:
            self.learn(attempt)
        return True

    def begin(self):
        self.giving_up = threading.Event()
        super().begin()

    def acknowledged_times(self):
        return sorted(attempt.answered_at for attempt in self.attempts if attempt.is_acknowledged)

    def wait_for_writes(self, count=20, patience=150):
        have = len(self.acknowledged_times())
        wait(f"{count} more writes", lambda: len(self.acknowledged_times()) >= have + count, patience)


def hears(address, house, talk, write):
    """Whether a live page at one address gets what `write` writes through another; the seconds it took."""
    connection = http.client.HTTPConnection(address, 8420, timeout=10)
    connection.request("GET", f"/api/sessions/{talk}/events", headers={"Cookie": house.tokens["mara"]})
    stream = connection.getresponse()
    assert stream.status == 200, stream.status
    while b"presence" not in stream.fp.readline():
        pass
    text = write()
    began = time.monotonic()
    while time.monotonic() < began + 10:
        line = stream.fp.readline().decode()
        if line.startswith("data:") and text in line:
            connection.close()
            return time.monotonic() - began
    connection.close()
    return None


def live_check(report, cluster, traffic, when):
    rep = next(rep for rep in traffic.talks if rep == "ana")
    elsewhere = House.__new__(House)
    elsewhere.address, elsewhere.tokens, elsewhere.people, elsewhere.clock = ("10.66.0.22", 8420), traffic.house.tokens, traffic.house.people, traffic.house.clock

    def write():
        text, path, version = f"across the nodes {when}", f"/api/sessions/{traffic.talks[rep]}/notes/{traffic.stages[rep]}", 0
        for _ in range(2):
            reply = elsewhere.request("ana", "PUT", path, json.dumps({"text": text, "base_version": version}))
            if reply.status == 200:
                break
            version = int(reply.json["params"]["version"])
        assert reply.status == 200, reply.text
        return text

    took = hears("10.66.0.21", traffic.house, traffic.talks[rep], write)
    report.timed(f"a page on one node shows a note saved on the other, {when}", "<= 1 s", "never" if took is None else f"{took:.2f} s", took is not None and took <= 1)


def fault(report, traffic, name, most_seconds, during):
    """Runs `during` under load, and judges what people met meanwhile."""
    traffic.wait_for_writes()
    begun, answers_before, unanswered_before = time.time(), len(traffic.answers), traffic.unanswered
    during()
    traffic.wait_for_writes()
    ended = time.time()
    times = [at for at in traffic.acknowledged_times() if begun - 5 <= at <= ended]
    gap = max(later - earlier for earlier, later in zip(times, times[1:]))
    answers = traffic.answers[answers_before:]
    refused = [answer for answer in answers if answer[1] >= 500]
    other = collections.Counter(status for _, status, has_retry, _ in refused if status not in (502, 503) or not has_retry)
    report.timed(f"{name}: longest time without an acknowledged write", f"<= {most_seconds} s", f"{gap:.1f} s", gap <= most_seconds)
    report.check(f"{name}: whoever was refused was told when to come again", not other and traffic.unanswered == unanswered_before,
                 f"{len(refused)} times 503 or 502 with Retry-After, otherwise {dict(other) or 'nothing'}, {traffic.unanswered - unanswered_before} without an answer" +
                 "".join(f"; {status} {text}" for status, text in traffic.odd[:2]))
    slowest = max(took for _, _, _, took in answers)
    report.check(f"{name}: nobody waited long for an answer", slowest <= 30, f"the slowest took {slowest:.1f} s")


def main():
    parser = arguments(__doc__)
    parser.add_argument("--logs", help="an existing folder to leave every machine's logs in")
    given = parser.parse_args()
    report = Report("HA", given)
    with machines.Network("10.66.0.1") as network:
        cluster = Cluster(network, given.program)
        try:
            experiment(report, cluster, 1 if given.short else 4)
        except AssertionError as failure:
            report.check("the experiment went through", False, failure)
            for machine in cluster.everybody:
                for service in (service for service in machine.services if service.process):
                    print(f"--- {machine.name} {service.name}\n{machine.log(service.name, 700)}", file=sys.stderr)
        if given.logs:
            for machine in cluster.everybody:
                for log in [*machine.folder.glob("*.log"), *machine.folder.glob("var/lib/upper/postgresql/15/backbeat/p*.conf")]:
                    shutil.copy(log, pathlib.Path(given.logs) / f"{machine.name}-{log.name}")
    return report.end()


def experiment(report, cluster, rounds):
    cluster.begin()
    report.check("the page's files make a cluster: a leader, one that is in step, one more", cluster.is_whole())
    house = House(cluster)
    traffic = Persistent(house)
    traffic.prepare()
    live_check(report, cluster, traffic, "at first")
    traffic.begin()

    def switch_off():
        leader = wait("a leader", cluster.leader)
        leader.off()
        wait("another leader", lambda: cluster.leader() not in (None, leader))
        traffic.wait_for_writes()
        leader.on()
        wait("three that are in step again", cluster.is_whole)

    def unplug():
        leader = wait("a leader", cluster.leader)
        leader.unplug()
        wait("another leader", lambda: cluster.leader() not in (None, leader))
        traffic.wait_for_writes()
        leader.plug()
        wait("three that are in step again", cluster.is_whole)

    def kill_node():
        node = cluster.nodes[0]
        node.off()
        traffic.wait_for_writes()
        node.on()

    def kill_postgres():
        leader = wait("a leader", cluster.leader)
        leader.command(["pkill", "-KILL", "-u", "postgres"])
        wait("three that are in step again", cluster.is_whole)

    for number in range(1, rounds + 1):
        which = f" ({number})" if rounds > 1 else ""
        fault(report, traffic, f"leader switched off{which}", 60, switch_off)
        fault(report, traffic, f"leader cut off{which}", 60, unplug)
        if rounds > 1:
            fault(report, traffic, f"leader's PostgreSQL and Patroni killed{which}", 60, kill_postgres)
        fault(report, traffic, f"a Backbeat node switched off{which}", 15, kill_node)

    traffic.stopping.set()
    for thread in traffic.threads:
        thread.join(120)
    traffic.giving_up.set()
    judge(report, cluster, traffic)
    wait("a live page", lambda: urllib.request.urlopen("http://10.66.0.21:8420/healthz", timeout=2).status == 200)
    live_check(report, cluster, traffic, "after all that")


def judge(report, cluster, traffic):
    rows = facts.postgres_rows(f"{cluster.address} user=postgres password=change-me-1 dbname=backbeat")
    acknowledged = [attempt for attempt in traffic.attempts if attempt.is_acknowledged]
    open_ended = [attempt for attempt in traffic.attempts if attempt.status is None]
    verdict = facts.judge(rows, traffic.attempts)
    report.check("every request was settled in the end", not open_ended, f"{len(open_ended)} of {len(traffic.attempts)} were not")
    report.check("nothing was refused that should not be", not traffic.unexpected, [(one.status, one.reply[:200]) for one in traffic.unexpected[:3]])
    report.figure("acknowledged writes lost", "0", f"{len(verdict.lost)} of {len(acknowledged)}", not verdict.lost, "; ".join(verdict.lost[:3]))
    report.figure("writes done twice", "0", f"{len(verdict.doubled)}; {len(traffic.carried_out)} repetitions were told that the first had been carried out",
                  not verdict.doubled, "; ".join(verdict.doubled[:3]))
    report.figure("writes done in part, or a broken chain of events", "0", len(verdict.halves), not verdict.halves, "; ".join(verdict.halves[:3]))
    said = {row[0] for row in rows("SELECT text FROM event_text")}
    missing = [one.mark for one in traffic.carried_out if one.kind == "commitment" and one.mark not in said]
    report.check("what a repetition was told had been carried out is there", not missing, missing[:3])
    words = cluster.command("audit", "verify")
    report.check("the program's own check of the chain of events agrees", "the chain is whole" in words, words.strip())


if __name__ == "__main__":
    sys.exit(main())
