#!/usr/bin/python3
"""The Debian package: built, checked by lintian, its unit scored; then installed, started, upgraded with data, removed and purged.

    tests/prove/package.py --program build/release/bin/backbeat [--short] [--older-program PATH] [--figures FILE]

The long form boots Debian 12 with its own systemd (debootstrap; needs the Debian mirror), so the unit runs with all its confinement. The short form
works on this machine under an overlay, where no init runs: the program is started as the unit's account, without capabilities, with its command
line, and its system call filter and mounts are not in force. Both need root. Without --older-program the older package holds the same program.
"""
import configparser
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/prove/lib"), str(ROOT / "packaging")]
import build_package  # noqa: E402
from place import Place  # noqa: E402
from report import Report, arguments  # noqa: E402

OLDER = "0.0.9"
CONFIG = "/etc/backbeat/backbeat.toml"
PASSWORD = "correct horse battery staple"


def look(report, what, holds, found=""):
    """A check that says what was found only where it does not hold."""
    return report.check(what, holds, "" if holds else found)


class Unit:
    """The service, under systemd where there is one, else as its unit says as far as that goes without one."""

    def __init__(self, place):
        self.place, self.process = place, None

    def start(self):
        if not self.place.is_bare:
            unit = configparser.ConfigParser(strict=False, interpolation=None)
            unit.optionxform = str
            unit.read_string(self.place.run("cat", "/lib/systemd/system/backbeat.service").stdout)
            service = unit["Service"]
            self.process = self.place.start("setpriv", f"--reuid={service['User']}", f"--regid={service['Group']}", "--clear-groups", "--no-new-privs",
                                            "--bounding-set=-all", "--inh-caps=-all", "sh", "-c",
                                            f"umask {service['UMask']}; cd {service['WorkingDirectory']}; exec {service['ExecStart']}")
        else:
            self.place.run("systemctl", "start", "backbeat")
        return self.is_ready()

    def is_ready(self):
        for _ in range(100):
            if self.place.run("backbeat", "healthcheck", "--config", CONFIG).returncode == 0:
                return True
            time.sleep(0.1)
        return False

    def stop(self):
        """The program's exit code."""
        if self.place.is_bare:
            self.place.run("systemctl", "stop", "backbeat")
            return int(self.place.run("systemctl", "show", "-P", "ExecMainStatus", "backbeat").stdout)
        self.place.run("pkill", "-TERM", "-u", "backbeat", "-x", "backbeat")
        return self.process.wait(60)


def sign_in(place):
    body = json.dumps({"email": "mara@northwind.example", "password": PASSWORD})
    return place.run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Content-Type: application/json", "-d", body,
                     "http://127.0.0.1:8420/api/sign-in").stdout


def people(place):
    return len(json.loads(as_account(place, "user", "list", "--json").stdout)["items"])


def as_account(place, *words, text=None):
    return place.run("runuser", "-u", "backbeat", "--", "backbeat", *words, "--config", CONFIG, text=text)


def check_static(report, package):
    faults = subprocess.run(["lintian", "--fail-on", "error,warning", str(package)], capture_output=True, text=True, check=False)
    overrides = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout.count("lintian/overrides")
    report.figure("lintian on the package", "no error, no warning", f"{len(re.findall('^[EW]:', faults.stdout, re.M))} faults, {overrides} overrides",
                  faults.returncode == 0)
    said = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--no-pager", ROOT / "packaging/debian/backbeat.service"], capture_output=True,
                          text=True, check=False).stdout
    score = float(re.search(r"Overall exposure level for backbeat.service: ([0-9.]+)", said)[1])
    report.figure("exposure of the unit, systemd-analyze security --offline=yes", "<= 2.0", score, score <= 2.0)


def check_installed(report, place, said):
    look(report, "the installation prints the one step that is left", "backbeat init --config" in said.stdout, said.stdout[-300:])
    owner = place.run("stat", "-c", "%U:%G %a", "/var/lib/backbeat", CONFIG).stdout.split("\n")
    look(report, "the data are the account's alone, the settings readable by it and root", owner[:2] == ["backbeat:backbeat 700", "root:backbeat 640"], owner)
    shell = place.run("getent", "passwd", "backbeat").stdout.strip()
    look(report, "the account cannot sign in", shell.endswith("nologin"), shell)
    look(report, "the manual page is there", place.run("sh", "-c", "zcat /usr/share/man/man1/backbeat.1.gz | grep -c '^.TP'").stdout.strip() > "10")
    look(report, "the completion is valid bash", place.run("bash", "-n", "/usr/share/bash-completion/completions/backbeat").returncode == 0)
    look(report, "the shipped settings are free of faults", as_account(place, "config", "check").returncode == 0)
    link = place.run("readlink", "/etc/systemd/system/multi-user.target.wants/backbeat.service").stdout.strip()
    look(report, "the service is enabled", link == "/lib/systemd/system/backbeat.service", link)


def fill(report, place, said):
    """The step as it was printed, then a roster and somebody who can sign in."""
    step = re.search(r"runuser -u backbeat.*?(?=\n\n|\Z)", said.stdout, re.S)[0].replace("\\\n", " ")
    made = place.run(*shlex.split(step))
    look(report, "the printed step works as printed", made.returncode == 0 and "/set-up/" in made.stdout, made.stdout + made.stderr)
    place.put(ROOT / "tests/fixtures/northwind/roster.csv", "/var/tmp/roster.csv")
    loaded = as_account(place, "import", "roster", "/var/tmp/roster.csv", "--mapping", "backbeat")
    given = as_account(place, "user", "add", "mara@northwind.example", "--role", "manager", "--password-stdin", text=PASSWORD)
    look(report, "a roster and an account are taken while the service runs", loaded.returncode == 0 and given.returncode == 0,
                 loaded.stderr + given.stderr)
    look(report, "that account signs in", sign_in(place) == "200", sign_in(place))


def confinement(report, place):
    """Only under systemd: what the unit takes away is really away."""
    pid = place.run("systemctl", "show", "-P", "MainPID", "backbeat").stdout.strip()
    status = dict(line.split(":\t", 1) for line in place.run("cat", f"/proc/{pid}/status").stdout.splitlines() if ":\t" in line)
    look(report, "the service has no capability, may gain none, and its system calls are filtered",
                 (int(status["CapEff"], 16), int(status["CapBnd"], 16), status["NoNewPrivs"], status["Seccomp"]) == (0, 0, "1", "2"),
                 {key: status[key] for key in ("CapEff", "CapBnd", "NoNewPrivs", "Seccomp")})
    mounts = place.run("cat", f"/proc/{pid}/mountinfo").stdout
    writable = sorted({line.split()[4] for line in mounts.splitlines() if line.split()[5].startswith("rw")})
    look(report, "it can write to its data, its temporary files and nothing else of the disk",
                 all(re.match(r"/(var/lib/backbeat|var/lib/private|tmp|var/tmp|dev|proc|sys|run)\b", at) for at in writable), writable)


def walk(report, place, older, newer):
    unit = Unit(place)
    place.put(older, "/root/older.deb")
    place.put(newer, "/root/newer.deb")
    said = place.run("dpkg", "-i", "/root/older.deb")
    if not look(report, "the package installs", said.returncode == 0, said.stderr[-600:]):
        return
    check_installed(report, place, said)
    look(report, "the service starts and is ready", unit.start(), place.run("journalctl", "-u", "backbeat", "-n", "5", "--no-pager").stdout)
    fill(report, place, said)
    if place.is_bare:
        confinement(report, place)
    before, schema = people(place), json.loads(place.run("backbeat", "version", "--json").stdout)["schema"]
    place.run("sh", "-c", f"echo 'sign_ins_per_minute = 19' >> {CONFIG}")
    if not place.is_bare:
        look(report, "a stop ends with 0", unit.stop() == 0)
    said = place.run("dpkg", "-i", "/root/newer.deb")
    look(report, "the newer package upgrades the older one", said.returncode == 0, said.stdout[-300:] + said.stderr[-600:])
    look(report, "the first-time step is not said again", "backbeat init" not in said.stdout)
    look(report, "the service is ready again" + (", restarted by the upgrade" if place.is_bare else ""), unit.is_ready() if place.is_bare else unit.start())
    look(report, "settings changed by the operator are kept", "sign_ins_per_minute = 19" in place.run("cat", CONFIG).stdout)
    after, now = people(place), json.loads(place.run("backbeat", "version", "--json").stdout)["schema"]
    look(report, f"the people are all there (schema {schema} to {now})", after == before, f"{before} before, {after} after")
    look(report, "who could sign in still can", sign_in(place) == "200", sign_in(place))
    look(report, "the record of events is whole", as_account(place, "audit", "verify").returncode == 0)
    look(report, "a stop ends with 0 after the upgrade", unit.stop() == 0)
    said = place.run("dpkg", "-r", "backbeat")
    look(report, "it can be removed; data and settings stay", said.returncode == 0 and place.run("test", "-e", "/usr/bin/backbeat").returncode == 1 and
                 place.run("test", "-f", "/var/lib/backbeat/backbeat.db", "-a", "-f", CONFIG).returncode == 0, said.stderr[-300:])
    place.run("dpkg", "-i", "/root/newer.deb")
    look(report, "installed again it serves the same people", (unit.is_ready() if place.is_bare else unit.start()) and people(place) == before)
    unit.stop()
    said = place.run("dpkg", "-P", "backbeat")
    left = place.run("sh", "-c", "ls -d /var/lib/backbeat /etc/backbeat /usr/share/doc/backbeat /etc/systemd/system/multi-user.target.wants/backbeat.service "
                     "/var/lib/systemd/deb-systemd-helper-enabled/*backbeat* 2>/dev/null").stdout.split()
    look(report, "a purge leaves nothing", said.returncode == 0 and not left, f"{said.stderr[-300:]} {left}")


def main():
    parser = arguments(__doc__)
    parser.add_argument("--older-program", type=pathlib.Path, help="what the older package holds")
    given = parser.parse_args()
    report = Report("package", given)
    program = pathlib.Path(given.program).resolve()
    with tempfile.TemporaryDirectory(prefix="backbeat-package-") as folder:
        version = build_package.program_version(program)
        newer = build_package.build(program, pathlib.Path(folder) / "newer", version)
        older = build_package.build((given.older_program or program).resolve(), pathlib.Path(folder) / "older", OLDER)
        check_static(report, newer)
        depends = subprocess.run(["dpkg-deb", "-f", newer, "Depends"], capture_output=True, text=True, check=True).stdout
        with Place(is_bare=not given.short, dependencies=depends) as place:
            before = report.failed
            walk(report, place, older, newer)
        how = "on Debian 12 with its systemd" if not given.short else "on an overlay of this machine, no init"
        report.figure(f"install, start, upgrade with data, remove, purge {how}", "every check", f"{report.failed - before} failed", report.failed == before)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
