#!/usr/bin/env python3
"""From nothing to ready, the memory of an idle server and the size of what is installed, beside PostgreSQL with Node doing the same.

usage: start.py --program build/release/bin/backbeat [--short] [--figures FILE] [--rounds 9]
Ready is when /readyz says so; for the peer, when PostgreSQL takes connections and Node (bench/peers/conversation.mjs) answers. Memory is what would be
freed if the processes ended (PSS)."""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import measure

GOAL_MS, GOAL_MIB = 150, 60


def pss_mib(pids):
    total = 0
    for pid in pids:
        for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def family(pid):
    children = [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [pid, *(each for child in children for each in family(child))]


def ready(address, path):
    while True:
        try:
            if measure.get(address, path)[0] < 500:
                return
        except OSError:
            pass
        time.sleep(0.002)


def ours(program, data):
    began = time.monotonic()
    with measure.backbeat(program, data) as server:
        ready(server.address, "/readyz")
        took = (time.monotonic() - began) * 1000
        time.sleep(2)  # what start-up allocated and freed is settled
        return took, pss_mib(family(server.pid))


def as_postgres(command, **options):
    if os.getuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
    return subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **options)


def theirs(bin_folder, cluster, peers, data, org):
    port, web = measure.free_port(), measure.free_port()
    began = time.monotonic()
    database = as_postgres([bin_folder / "postgres", "-D", cluster, "-p", port, "-c", f"unix_socket_directories={cluster}", "-c", "listen_addresses="])
    try:
        while subprocess.run([bin_folder / "pg_isready", "-q", "-h", cluster, "-p", str(port)], check=False).returncode != 0:
            time.sleep(0.002)
        with measure.Server(["node", "conversation.mjs", data / "backbeat.db", cluster.parent / "playbook.json", web, org], "ready", cwd=peers) as node:
            ready(("127.0.0.1", web), "/")
            took = (time.monotonic() - began) * 1000
            time.sleep(2)
            return took, pss_mib(family(node.pid)) + pss_mib(family(database.pid))
    finally:
        database.terminate()
        database.wait(60)


def main():
    parser = measure.arguments(__doc__)
    parser.add_argument("--rounds", type=int)
    given = parser.parse_args()
    rounds = given.rounds or (3 if given.short else 9)
    report = measure.Report("speed", given)
    data, peers = measure.organisation(300 if given.short else 10_000, 13), measure.peers()
    bin_folder = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        place.chmod(0o755)
        cluster = place / "cluster"
        (place / "playbook.json").write_text('{"session_types": []}')
        cluster.mkdir()
        if os.getuid() == 0:
            shutil.chown(cluster, "postgres", "postgres")
        cluster.chmod(0o700)
        assert as_postgres([bin_folder / "initdb", "-D", cluster, "-A", "trust"]).wait(120) == 0
        mine, other = [], []
        for _ in range(rounds):
            mine.append(ours(given.program, data))
            if peers:
                other.append(theirs(bin_folder, cluster, peers, data, 1))
    took, memory = ([each[i] for each in mine] for i in (0, 1))
    beside = ""
    if other:
        beside = f" (PostgreSQL + Node {measure.spread([each[0] for each in other], '{:.0f}')} ms, {statistics.median(each[1] for each in other):.0f} MiB)"
    report.figure("start to ready", f"<= {GOAL_MS} ms", f"{measure.spread(took, '{:.0f}')} ms{beside}", statistics.median(took) <= GOAL_MS)
    report.figure("memory of an idle server", f"<= {GOAL_MIB} MiB", f"{measure.spread(memory, '{:.0f}')} MiB", statistics.median(memory) <= GOAL_MIB)
    size = pathlib.Path(given.program).stat().st_size / 2**20
    with tempfile.NamedTemporaryFile() as stripped:
        subprocess.run(["strip", "-o", stripped.name, given.program], check=True)
        bare = pathlib.Path(stripped.name).stat().st_size / 2**20
    report.figure("size of the program, web client inside", "stated", f"{bare:.1f} MiB stripped, {size:.1f} MiB with line tables", True)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
