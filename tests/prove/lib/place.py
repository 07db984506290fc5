"""A machine to install a package on: a file system of its own, processes, network and accounts that nothing else sees, gone afterwards.

`bare` is Debian 12 as debootstrap makes it, booted with its own systemd; `copy` is this machine under an overlay, without an init. Both need root.
"""
import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent.parent
MOUNTS = """set -e
R=$1; mount --make-rprivate /
%s
for pair in proc:proc sysfs:sys tmpfs:run tmpfs:tmp; do mount -t ${pair%%%%:*} ${pair%%%%:*} $R/${pair#*:}; done
mount -t cgroup2 cgroup2 $R/sys/fs/cgroup 2>/dev/null || true
mount -t tmpfs -o mode=755 tmpfs $R/dev
for d in null zero full random urandom tty; do touch $R/dev/$d; mount --bind /dev/$d $R/dev/$d; done
mkdir -p $R/dev/pts $R/dev/shm $R/dev/mqueue; ln -s /proc/self/fd $R/dev/fd
mount -t devpts -o newinstance,ptmxmode=0666 devpts $R/dev/pts; ln -s pts/ptmx $R/dev/ptmx
mkdir -p $R/run/lock; ip link set lo up
# A root of its own, not a chroot: the init mounts private views of it for its services.
mkdir -p $R/outside; cd $R; pivot_root . outside; umount -l /outside; rmdir /outside
exec /usr/bin/env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 %s
"""
BARE_ROOT = "mount --bind $R $R"
COPY_ROOT = """mount -t tmpfs tmpfs $R; mkdir $R/upper $R/work $R/root
mount -t overlay overlay -o lowerdir=/,upperdir=$R/upper,workdir=$R/work $R/root; R=$R/root
rm -f $R/etc/sysctl.d/*; mkdir -p $R/proc $R/sys $R/run $R/tmp $R/dev"""


class Place:
    def __init__(self, is_bare, dependencies):
        self.is_bare = is_bare
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="backbeat-place-"))
        self.folder.chmod(0o755)  # it becomes the root folder, which every account walks through
        if is_bare:
            key = hashlib.sha256(dependencies.encode()).hexdigest()[:12]
            kept = ROOT / f"build/prove/bookworm-{key}.tar"
            if kept.exists():
                subprocess.run(["tar", "-C", self.folder, "-xpf", kept], check=True)
                return
            self._debootstrap(dependencies)
            kept.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["tar", "-C", self.folder, "--one-file-system", "-cf", kept, "."], check=True)

    def _debootstrap(self, dependencies):
        listed = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT) $(CREATED_BY)"], check=True,
                                capture_output=True, text=True).stdout.splitlines()
        mirror = next(line.split()[0] for line in listed if line.split()[1:] == ["bookworm", "main", "Packages"])
        log = self.folder.with_suffix(".log")
        with open(log, "wb") as out:
            done = subprocess.run(["debootstrap", "--variant=minbase", "--include=systemd,systemd-sysv,iproute2,curl,python3-minimal", "bookworm",
                                   self.folder, mirror], stdout=out, stderr=out, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"debootstrap ended with {done.returncode}; its log is {log}")
        log.unlink()
        shutil.copy("/etc/resolv.conf", self.folder / "etc/resolv.conf")
        # The network stays outside once the place is booted, so what the package depends on comes first.
        names = [name.split()[0] for name in (part.split("|")[0] for part in dependencies.split(",")) if name.split()[0] != "systemd"]
        subprocess.run(["chroot", self.folder, "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive",
                        "apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def __enter__(self):
        init = "/lib/systemd/systemd" if self.is_bare else "/bin/sleep 3600"
        self.script = self.folder.with_suffix(".sh")
        self.script.write_text(MOUNTS % (BARE_ROOT if self.is_bare else COPY_ROOT, init))
        self.outer = subprocess.Popen(["unshare", "--mount", "--pid", "--fork", "--cgroup", "--ipc", "--uts", "--net", "--kill-child",
                                       "bash", self.script, self.folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(300):
            children = pathlib.Path(f"/proc/{self.outer.pid}/task/{self.outer.pid}/children").read_text().split()
            name = pathlib.Path(f"/proc/{children[0]}/comm").read_text().strip() if children else ""
            if name in ("systemd", "sleep"):
                self.pid = children[0]
                break
            if self.outer.poll() is not None:
                raise RuntimeError("the place did not start: " + self.outer.stderr.read().decode()[-500:])
            time.sleep(0.1)
        if self.is_bare:
            self.run("systemctl", "is-system-running", "--wait")
        return self

    def __exit__(self, *_):
        os.kill(int(self.pid), signal.SIGKILL)
        self.outer.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.script.unlink(missing_ok=True)

    def run(self, *command, text=None, seconds=180):
        return subprocess.run(["nsenter", "-t", self.pid, "-a", "-r", "-w", "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                               "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", *map(str, command)],
                              input=text, capture_output=True, text=True, timeout=seconds, check=False)

    def start(self, *command):
        return subprocess.Popen(["nsenter", "-t", self.pid, "-a", "-r", "-w", "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                                 "LC_ALL=C.UTF-8", *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def put(self, file, target):
        """Copies a file of this machine into the place."""
        done = subprocess.run(["nsenter", "-t", self.pid, "-a", "-r", "-w", "/bin/sh", "-c", f"cat > {target}"], stdin=open(file, "rb"), check=False)
        assert done.returncode == 0, f"cannot put {file} into the place"
