#!/usr/bin/env python3
"""The conversation page's data, the heaviest read: CPU for each request beside the same endpoint in Node with better-sqlite3 on the same database, and
beside nginx serving the same bytes; and how long it takes at half load.

usage: conversation.py --program build/release/bin/backbeat [--short] [--figures FILE] [--reps 10000] [--rounds 5]"""
import json
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import tomllib

import measure

GOAL_NODE, GOAL_NGINX, GOAL_P99 = 4.0, 0.5, 5.0
CLIENTS = 8


def conversations(data, address, login):
    status, body = measure.get(address, "/api/sessions?limit=100", login["cookie"])
    assert status == 200, body
    found = [row["id"] for row in json.loads(body)["items"] if row["state"] in ("held", "short", "planned", "confirmed")]
    assert len(found) >= 10, f"only {len(found)} conversations of the manager"
    return [f"/api/sessions/{each}" for each in found[-40:]]


def cpu_per_request(pid, address, paths, cookie, requests):
    before = measure.cpu_seconds(pid)
    measure.load(address, paths, cookie, requests, CLIENTS)
    return (measure.cpu_seconds(pid) - before) / requests * 1e6


def main():
    parser = measure.arguments(__doc__)
    parser.add_argument("--reps", type=int)
    parser.add_argument("--rounds", type=int)
    given = parser.parse_args()
    reps, rounds, requests = given.reps or (300 if given.short else 10_000), given.rounds or (3 if given.short else 5), 1000 if given.short else 4000
    report = measure.Report("speed", given)
    data = measure.organisation(reps, 13)
    folder = measure.peers()
    with sqlite3.connect(f"file:{data}/backbeat.db?mode=ro", uri=True) as database:
        (org, text), = database.execute("SELECT org_id, text FROM playbook_version ORDER BY effective_from DESC LIMIT 1").fetchall()
    with tempfile.TemporaryDirectory() as place, measure.backbeat(given.program, data) as ours:
        place = pathlib.Path(place)
        login = measure.logins(data, "manager")[3]
        paths = conversations(data, ours.address, login)
        bodies = [measure.get(ours.address, path, login["cookie"])[1] for path in paths]
        (place / "playbook.json").write_text(json.dumps(tomllib.loads(text), default=str))
        port = measure.free_port()
        costs = {"Backbeat": [], "Node": [], "nginx": []}
        node = folder and measure.Server(["node", "conversation.mjs", data / "backbeat.db", place / "playbook.json", port, org], "ready", cwd=folder)
        process, static = measure.nginx(place, statistics.median_high(sorted(bodies, key=len)))
        try:
            if node:
                theirs = [measure.get(("127.0.0.1", port), path, login["cookie"]) for path in paths]
                assert all(status == 200 for status, _ in theirs), theirs[0]
                for one, (_, other) in zip(bodies, theirs):  # the same conversation, near enough the same work
                    a, b = json.loads(one), json.loads(other)
                    assert a["id"] == b["id"] and a["rep"] == b["rep"] and [c["text"] for c in a["commitments"]] == [c["text"] for c in b["commitments"]]
                    assert 0.7 < len(other) / len(one) < 1.3, f"{len(other)} bytes of the peer, {len(one)} of ours"
            throughput = []
            for _ in range(rounds):
                costs["Backbeat"].append(cpu_per_request(ours.pid, ours.address, paths, login["cookie"], requests))
                if node:
                    costs["Node"].append(cpu_per_request(node.pid, ("127.0.0.1", port), paths, login["cookie"], requests))
                costs["nginx"].append(cpu_per_request(process.pid, static, ["/reply.json"], "", requests * 4))
                throughput.append(measure.load(ours.address, paths, login["cookie"], requests, CLIENTS)[0])
            half = statistics.median(throughput) / 2
            late = [measure.percentile(measure.load(ours.address, paths, login["cookie"], int(half * 3), CLIENTS, half)[1], 0.99) for _ in range(rounds)]
        finally:
            process.terminate()
            process.wait(20)
            if node:
                node.__exit__()
    middle = {name: statistics.median(values) for name, values in costs.items() if values}
    size = statistics.median(len(body) for body in bodies)
    print(f"{reps:,} reps, replies of {size:.0f} bytes, {requests} requests a round, {rounds} rounds; CPU microseconds for each request")
    for name, values in costs.items():
        print(f"  {name:10} {measure.spread(values) if values else 'not measured: better-sqlite3 could not be built here'}")
    if "Node" in middle:
        ratio = middle["Node"] / middle["Backbeat"]
        report.figure(f"conversation page's data, {reps:,} reps: CPU for each request, Node + better-sqlite3 / Backbeat", f">= {GOAL_NODE} x",
                      f"{ratio:.2f} x ({middle['Backbeat']:.0f} against {middle['Node']:.0f} us)", ratio >= GOAL_NODE,
                      "folded from events and checked against today's people: twice the looks into the database, and two threads where the peer has one (decision 19)")
    ratio = middle["nginx"] / middle["Backbeat"]
    report.figure("the same beside nginx serving the same bytes from a file", f">= {GOAL_NGINX} x", f"{ratio:.2f} x ({middle['nginx']:.0f} us)", ratio >= GOAL_NGINX,
                  "nginx reads no account, no relation and no event: each of these is one look into the database, and a reply depends on the minute it is asked")
    report.figure("the same at half load, p99", f"<= {GOAL_P99} ms", f"{measure.spread(late)} ms at {half:.0f} requests/s", statistics.median(late) <= GOAL_P99)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
