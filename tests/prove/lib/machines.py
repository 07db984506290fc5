"""Several machines on this one: each with a network, files and services of its own, joined by a cable that can be pulled. All of it lives in
namespaces of the calling script and is gone with it, however it ends. Needs root."""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

OWN_FOLDERS = ("/etc", "/var/lib")


def in_a_world_of_its_own():
    """Runs the script anew where its network, mounts and processes are nobody else's; call it first."""
    stage = os.environ.get("BACKBEAT_OWN_WORLD")
    if stage == "inside":
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    elif stage == "init":
        # The first process there inherits every orphan: left unburied, what was killed would seem to be alive.
        script = subprocess.Popen([sys.executable, *sys.argv], env={**os.environ, "BACKBEAT_OWN_WORLD": "inside"})
        while True:
            ended, status = os.wait()
            if ended == script.pid:
                sys.exit(os.waitstatus_to_exitcode(status))
    else:
        unshare = ["unshare", "--net", "--mount", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"]
        os.execvpe(unshare[0], [*unshare, sys.executable, *sys.argv], {**os.environ, "BACKBEAT_OWN_WORLD": "init"})


class Network:
    """A switch at which this script has an address of its own."""

    def __init__(self, address):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="backbeat-machines-"))
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", self.folder], check=True)  # what lies over a folder must not be an overlay itself
        self.folder.chmod(0o755)
        self.machines = []
        for command in ("ip link add switch type bridge", f"ip addr add {address}/24 dev switch", "ip link set switch up"):
            subprocess.run(command.split(), check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for machine in self.machines:
            machine.off()
            machine.anchor.kill()
            machine.anchor.wait(10)
        subprocess.run(["umount", "-l", self.folder], check=False)
        self.folder.rmdir()


class Service:
    """What systemd would run on a machine: started again when it ends, for as long as the machine is on."""

    def __init__(self, machine, name, command, user, environment):
        self.machine, self.name, self.user, self.environment = machine, name, user, environment
        self.command = [str(part) for part in command]
        self.process = None

    def run(self, boot):
        machine = self.machine
        with open(machine.folder / f"{self.name}.log", "ab") as log:
            while machine.boot == boot:
                with machine.lock:
                    if machine.boot != boot:
                        return
                    self.process = machine.start(self.command, self.user, self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
                self.process.wait()
                time.sleep(1)

    def kill(self):
        self.process.kill()


class Machine:
    def __init__(self, network, name, address):
        self.network, self.name, self.address = network, name, address
        self.lock, self.boot, self.services = threading.Lock(), 0, []
        self.folder = network.folder / name
        self.anchor = subprocess.Popen(["unshare", "--net", "--mount", "--ipc", "--propagation", "private", "sh", "-c", "echo ready; exec sleep infinity"],
                                       stdout=subprocess.PIPE)
        assert self.anchor.stdout.readline() == b"ready\n"
        self.namespace = os.readlink(f"/proc/{self.anchor.pid}/ns/net")
        self.cable = f"to-{name}"
        script = [f"ip addr add {address}/24 dev eth0", "ip link set eth0 up", "ip link set lo up"]
        for folder in OWN_FOLDERS:
            upper, work = self.folder / folder[1:] / "upper", self.folder / folder[1:] / "work"
            upper.mkdir(parents=True), work.mkdir()
            script.append(f"mount -t overlay overlay -o lowerdir={folder},upperdir={upper},workdir={work} {folder}")
        script += ["mount -t tmpfs tmpfs /run", "mkdir -p /run/postgresql", "chown postgres /run/postgresql"]
        subprocess.run(["ip", "link", "add", self.cable, "type", "veth", "peer", "name", "eth0", "netns", str(self.anchor.pid)], check=True)
        subprocess.run(["ip", "link", "set", self.cable, "master", "switch", "up"], check=True)
        self.command(["sh", "-ec", "\n".join(script)])
        network.machines.append(self)

    def wrapped(self, command, user):
        enter = ["nsenter", "-t", str(self.anchor.pid), "-n", "-m", "-i", "--"]
        return [*enter, *(["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"] if user else []), *command]

    def start(self, command, user=None, environment=None, **more):
        return subprocess.Popen(self.wrapped(command, user), env={**os.environ, **(environment or {})}, **more)

    def command(self, command, user=None, text=None, environment=None):
        """Runs it on the machine; what it said, or AssertionError."""
        done = subprocess.run(self.wrapped([str(part) for part in command], user), env={**os.environ, **(environment or {})}, input=text, capture_output=True,
                              text=True, check=False)
        assert done.returncode == 0, f"{self.name}: {' '.join(map(str, command))} ended with {done.returncode}: {done.stdout[-1500:]}{done.stderr[-1500:]}"
        return done.stdout

    def write(self, path, text, mode=0o644, owner=None):
        self.command(["sh", "-ec", f"mkdir -p {pathlib.Path(path).parent}; cat > {path}; chmod {mode:o} {path}" + (f"; chown {owner} {path}" if owner else "")], text=text)

    def serve(self, name, command, user=None, environment=None):
        """A service that starts with the machine; add all, then on()."""
        self.services.append(Service(self, name, command, user, environment))

    def service(self, name):
        return next(service for service in self.services if service.name == name)

    def on(self):
        self.boot += 1
        for service in self.services:
            threading.Thread(target=service.run, args=(self.boot,), daemon=True).start()

    def off(self):
        """The power goes: everything that runs on it is killed at once."""
        with self.lock:
            self.boot += 1
            for entry in os.listdir("/proc"):
                try:
                    if entry.isdigit() and int(entry) != self.anchor.pid and os.readlink(f"/proc/{entry}/ns/net") == self.namespace:
                        os.kill(int(entry), signal.SIGKILL)
                except OSError:
                    pass

    def unplug(self):
        subprocess.run(["ip", "link", "set", self.cable, "down"], check=True)

    def plug(self):
        subprocess.run(["ip", "link", "set", self.cable, "up"], check=True)

    def log(self, name, most=2000):
        return (self.folder / f"{name}.log").read_text(errors="replace")[-most:]


def files_of(page):
    """The files a page prints in full: fenced blocks with a path behind the language."""
    return {path: text for path, text in re.findall(r"^```\w+ (/\S+)\n(.*?)^```$", pathlib.Path(page).read_text(), re.MULTILINE | re.DOTALL)}


def made_for(text, machine, first, all_machines):
    """A file printed for `first`, for another machine: its own name and address in the lines that name no other machine."""
    others = [word for one in all_machines if one is not first for word in (one.name, one.address)]
    lines = []
    for line in text.splitlines(keepends=True):
        if not any(re.search(rf"\b{re.escape(word)}\b", line) for word in others):
            line = line.replace(first.address, machine.address).replace(first.name, machine.name)
        lines.append(line)
    return "".join(lines)
