"""What the measurements share: servers started for the purpose, their CPU, and load. CPU seconds are counted, not elapsed time, wherever a peer is
compared with, so that other work on the machine does not decide."""
import hashlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/prove"))
from lib.report import Report, arguments  # noqa: E402, F401

TICK = os.sysconf("SC_CLK_TCK")


def build(*targets):
    """The measuring programs, without sanitizers; their folder."""
    folder = ROOT / "build/bench"
    subprocess.run(["cmake", "--preset", "release", "-B", folder, "-DBACKBEAT_BENCH=ON"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", folder, *targets], check=True, stdout=subprocess.DEVNULL)
    return folder / "bin"


def organisation(reps, weeks, *options):
    """A data folder with an organisation of that size, made once for a schema: `logins.json` in it has people by role and their cookies.
    `options` are more words for make_organisation."""
    schema = hashlib.sha256("".join(sorted(migration.name for migration in (ROOT / "db/migrations").glob("*.sql"))).encode()).hexdigest()[:8]
    folder = ROOT / f"build/bench/organisation-{reps}-{weeks}{''.join(options)}-{schema}"
    if not (folder / "logins.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        maker = build("make_organisation") / "make_organisation"
        subprocess.run([maker, "--reps", str(reps), "--weeks", str(weeks), *options, "--data", folder], check=True, stdout=subprocess.DEVNULL)
    return folder


def logins(data, role):
    return [login for login in json.loads((data / "logins.json").read_text()) if login["role"] == role]


def peers():
    """The folder of the peers, with their packages; None where better-sqlite3 cannot be built (it needs node's headers)."""
    folder = ROOT / "bench/peers"
    if not (folder / "node_modules/better-sqlite3/build/Release/better_sqlite3.node").exists():
        # Built here, never fetched ready-made: the headers that came with this node are enough.
        home = pathlib.Path(subprocess.run(["node", "-p", "process.execPath"], capture_output=True, text=True, check=True).stdout.strip()).parent.parent
        environment = {**os.environ, "npm_config_nodedir": str(home), "npm_config_build_from_source": "true"}
        done = subprocess.run("npm ci --silent || npm install --silent --no-save", shell=True, cwd=folder, env=environment, check=False)
        if done.returncode or not (folder / "node_modules/better-sqlite3/build/Release/better_sqlite3.node").exists():
            return None
    return folder


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def cpu_seconds(pid):
    """User and system time of a process and of its children that are still there."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / TICK
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(cpu_seconds(int(child)) for child in children)


def memory_mib(pid, what="VmRSS"):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(what + ":"):
            return int(line.split()[1]) / 1024
    raise AssertionError(what)


class Server:
    """A process that says a word when it serves; ended at the end."""

    def __init__(self, command, ready, environment=None, cwd=None):
        self.errors = tempfile.TemporaryFile()
        began = time.monotonic()
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=self.errors, cwd=cwd,
                                        env={**os.environ, **(environment or {})})
        self.said = ""
        for line in self.process.stdout:
            self.said = line.decode().strip()
            if self.said.startswith(ready):
                break
        else:
            self.errors.seek(0)
            raise AssertionError(f"{command[0]} did not start: {self.errors.read()[-2000:].decode()}")
        self.start_seconds = time.monotonic() - began

    @property
    def pid(self):
        return self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def backbeat(program, data, **settings):
    """The program on a data folder; `.address` is host and port."""
    environment = {"BACKBEAT_DATA": str(data), "BACKBEAT_LISTEN": "127.0.0.1:0", "BACKBEAT_LOG_REQUESTS": "false",
                   "BACKBEAT_REQUESTS_PER_MINUTE": "10000000", **{f"BACKBEAT_{name.upper()}": str(value) for name, value in settings.items()}}
    server = Server([program, "serve"], "serving on http://", environment)
    host, _, port = server.said.split()[2].removeprefix("http://").rstrip("/").rpartition(":")
    server.address = (host, int(port))
    return server


def nginx(folder, body):
    """nginx, one worker, serving one file of these bytes at /reply.json."""
    (folder / "html").mkdir()
    (folder / "html/reply.json").write_bytes(body)
    port = free_port()
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; user root;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; keepalive_requests 100000000; default_type application/json; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;"
        f" fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;\n"
        f" server {{ listen 127.0.0.1:{port}; root {folder}/html; }} }}\n")
    process = subprocess.Popen(["/usr/sbin/nginx", "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    return process, ("127.0.0.1", port)


def get(address, path, cookie=None):
    connection = http.client.HTTPConnection(*address, timeout=120)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, body


def load(address, paths, cookie, requests, clients, rate=None):
    """GETs over kept connections; requests a second, and the latencies in milliseconds. `rate` is requests a second in all, sent on schedule."""
    with tempfile.TemporaryDirectory() as folder:
        uris = pathlib.Path(folder, "uris")
        uris.write_text("".join(f"http://{address[0]}:{address[1]}{path}\n" for path in paths))
        command = ["h2load", "--h1", "-n", requests, "-c", clients, "-t", 1, *(["-H", f"Cookie: {cookie}"] if cookie else []), "-i", uris, "--log-file", f"{folder}/log"]
        if rate:
            command += ["--rps", max(0.1, rate / clients)]
        began = time.monotonic()
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
        took = time.monotonic() - began
        rows = [line.split("\t") for line in pathlib.Path(folder, "log").read_text().splitlines()]
    failed = [row[1] for row in rows if row[1] != "200"]
    assert rows and not failed, f"{len(failed)} of {len(rows)} requests failed, the first with {failed[:1]}: {done.stdout[-500:]}"
    return len(rows) / took, [int(row[2]) / 1000 for row in rows]


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values, form="{:.3g}"):
    """Median and range, in words."""
    return f"{form.format(statistics.median(values))} ({form.format(min(values))}-{form.format(max(values))})"
