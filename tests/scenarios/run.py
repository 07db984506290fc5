#!/usr/bin/env python3
"""Runs the scenario files against the real program; see README.md for their language."""
import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from testing import circles  # noqa: E402
from testing.installation import Installation, Seed  # noqa: E402
from testing.replies import ReplyChecker  # noqa: E402
from testing.times import DAYS, Times  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CONFIGURATIONS = ("sqlite", "postgres", "restart", "dst")
# Operations that a scenario cannot reach, and where they are tried instead.
ELSEWHERE = {
    "follow_conversation": "a stream without end: hears_no_more.scenario, session_api_test, browser journeys",
    "follow_circle_meeting": "a stream without end: hears_no_more.scenario, meeting_api_test",
    "cancel_circle_proposal": "of a solver that is still at work, and a small organisation is done at once: proposal_actions_test",
    "restart_circle_proposal": "of a proposal whose program ended under it: proposal_actions_test",
    "follow_ride_along": "a stream without end: hears_no_more.scenario, browser journey ride_along",
    "retry_letter": "of a letter that a mail server refused: tests/smtp",
    "drop_letter": "of a letter that a mail server refused: tests/smtp",
    "get_demo": "of a simulated organisation only: browser journeys",
    "move_demo_clock": "of a simulated organisation only: browser journeys",
}
REQUEST = re.compile(r"^(GET|POST|PUT|PATCH|DELETE) ((?:@\w{3}(?:[+-]\d+)? \d|\S)+)(?:\s+(.*))?$", re.S)


class Failed(Exception):
    pass


def steps_of(path):
    """The lines of a scenario with their numbers; indented lines go on with the line before."""
    steps = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith(("#", "not under ")):
            continue
        if line[0].isspace() and steps:
            steps[-1] = (steps[-1][0], steps[-1][1] + "\n" + line.strip())
        else:
            steps.append((number, line.rstrip()))
    return steps


def left_out(path, configuration):
    """Does the scenario say, with its reason, that it makes no sense there? `not under dst: ...`"""
    said = re.search(r"^not under (\w+): .+$", path.read_text(), re.M)
    return said is not None and said[1] == configuration


def value_at(document, path):
    """`items[0].name` in a document; raises KeyError where there is no such thing."""
    for part in re.findall(r"[^.\[\]]+|\[\d+\]", path):
        if part.startswith("["):
            if not isinstance(document, list) or int(part[1:-1]) >= len(document):
                raise KeyError(path)
            document = document[int(part[1:-1])]
        else:
            if not isinstance(document, dict) or part not in document:
                raise KeyError(path)
            document = document[part]
    return document


class Scenario:
    def __init__(self, path, installation, times, checker, restart):
        self.path, self.installation, self.times, self.checker, self.restart = path, installation, times, checker, restart
        self.who = "nobody"
        self.kept = dict(installation.people)
        self.headers = {}
        self.reply = None
        self.request_line = ""
        self.status_pending = False
        self.circle_count = 0
        self.streams = {}

    def run(self):
        try:
            return self.fault()
        finally:
            for stream in self.streams.values():
                stream.close()

    def fault(self):
        for number, step in steps_of(self.path):
            try:
                self.step(step)
            except (Failed, AssertionError, KeyError, ValueError) as fault:
                reply = "" if self.reply is None else f"\n    {self.request_line} -> {self.reply.status} {self.reply.text[:1500]}"
                return f"{self.path.relative_to(ROOT)}:{number}: {step.splitlines()[0]}\n    {type(fault).__name__}: {fault}{reply}"
        if self.status_pending:
            return f"{self.path.relative_to(ROOT)}: the last request has no `--` line"
        return None

    def fill(self, text):
        def one(match):
            name = match.group(1)
            if name not in self.kept:
                raise Failed(f"${name} was not kept")
            return str(self.kept[name])
        return self.times.fill(re.sub(r"\$([a-z_][a-z_0-9]*)", one, text))

    def step(self, step):
        if REQUEST.match(step):
            return self.request(step)
        word, _, rest = step.partition(" ")
        handler = {"at": self.at, "as": self.as_, "--": self.status, "keep": self.keep, "expect": self.expect, "header": self.header,
                   "only": self.only, "import": self.import_, "events": self.events, "circle": self.circle, "leaves": self.leaves, "lacks": self.lacks, "listen": self.listen, "hears": self.hears, "cut": self.cut}.get(word)
        if handler is None:
            raise Failed("is no step of a scenario")
        handler(rest)

    def at(self, rest):
        self.times.go_to(rest)
        self.installation.set_clock(self.times.now)

    def as_(self, rest):
        self.who = rest.strip()

    def header(self, rest):
        name, _, value = rest.partition(":")
        self.headers[name.strip()] = self.fill(value.strip())

    def send(self, who, method, path, body, headers):
        if self.restart:
            self.installation.kill_and_start()
        reply = self.installation.request(who, method, path, body, headers)
        self.checker.check(method, path, reply)
        return reply

    def request(self, step):
        if self.status_pending:
            raise Failed("the request before this has no `--` line")
        method, path, body = REQUEST.match(step).groups()
        path = self.fill(path)
        if body is not None and body.startswith("<"):
            body = self.times.fill((ROOT / body[1:].strip()).read_text()).encode()  # `%fri` in a file is a date as in a scenario
        elif body is not None:
            body = self.fill(body)
        self.request_line = f"{self.who}: {method} {path}"
        self.reply = self.send(self.who, method, path, body, self.headers)
        if "ETag" in self.reply.headers:
            self.kept["etag"] = self.reply.headers["ETag"]
        self.headers = {}
        self.status_pending = True

    def status(self, rest):
        self.status_pending = False
        wanted, *more = rest.split()
        if str(self.reply.status) != wanted:
            raise Failed(f"expected {wanted}")
        for word in more:
            problem = self.reply.json
            said = [problem.get("code"), problem.get("field")] + [value for fault in problem.get("errors", []) for value in (fault.get("field"), fault.get("code"))]
            if word not in said:
                raise Failed(f"expected {word} among {said}")

    def keep(self, rest):
        name, _, path = (part.strip() for part in rest.partition("="))
        path, _, prefix = path.partition(" after ")
        self.kept[name] = str(value_at(self.reply.json, path)).rpartition(prefix)[2] if prefix else value_at(self.reply.json, path)

    def expect(self, rest):
        path, _, rest = rest.partition(" ")
        operator, _, wanted = rest.strip().partition(" ")
        if operator == "absent":
            try:
                found = value_at(self.reply.json, path)
            except KeyError:
                return
            if found is not None:
                raise Failed(f"found {json.dumps(found)}")
            return
        found = value_at(self.reply.json, path)
        wanted = self.fill(wanted)
        if operator == "count":
            if len(found) != int(wanted):
                raise Failed(f"found {len(found)}")
            return
        wanted = json.loads(wanted)
        holds = {"=": found == wanted, "!=": found != wanted, "has": operator == "has" and wanted in found}[operator]
        if not holds:
            raise Failed(f"found {json.dumps(found)}")

    def lacks(self, rest):
        """`Harbour, circle`: the reply says none of these, anywhere and however written."""
        for word in rest.split(","):
            if self.fill(word.strip()).lower() in self.reply.text.lower():
                raise Failed(f"it says {word.strip()}")

    def only(self, rest):
        names, _, request = rest.partition(":")
        allowed = {name.strip() for name in names.split(",")}
        method, path, body = REQUEST.match(request.strip()).groups()
        for who in sorted(set(self.installation.people) | {"nobody"}):
            reply = self.send(who, method, self.fill(path), self.fill(body) if body else None, {})
            if (reply.status in (401, 403, 404)) == (who in allowed):
                raise Failed(f"{who} got {reply.status} {reply.text[:300]}")

    def import_(self, rest):
        kind, file, *mapping = rest.split()
        self.installation.command("import", kind, str(ROOT / file), *(["--mapping", mapping[0]] if mapping else []))

    def circle(self, rest):
        """`harbour: ana, bo, cleo, dan on wed 14:00 [45 minutes] [of sdr]`"""
        name, people, day, starts, minutes, role = re.fullmatch(r"(\w+): ([\w, ]+?) on (\w{3}) (\d\d:\d\d)(?: (\d+) minutes)?(?: of (\w+))?", rest.strip()).groups()
        ids = [self.installation.people[person.strip()] for person in people.split(",")]
        self.circle_count += 1
        number = 900_000_000_000_000 + self.circle_count
        self.kept[name] = circles.publish(self.installation, number, ids, self.times.date("mon", 0), DAYS.index(day) + 1, starts, self.times.now, int(minutes or 60), role or "ae")

    def leaves(self, rest):
        """`harbour: ana`"""
        name, _, person = rest.partition(":")
        circles.leave(self.installation, self.kept[name.strip()], self.installation.people[person.strip()], self.times.now)

    def listen(self, rest):
        """`page = /api/circle-meetings/$hour/events`"""
        name, _, path = (part.strip() for part in rest.partition("="))
        self.streams[name] = self.installation.stream(self.who, self.fill(path))
        if self.streams[name].status != 200:
            raise Failed(f"got {self.streams[name].status}")

    def hears(self, rest):
        """`page: state [version]`: it is told so, whatever it is told before."""
        name, _, wanted = (part.strip() for part in rest.partition(":"))
        kind, *version = self.fill(wanted).split()
        while heard := self.streams[name].next():
            if heard[0] == kind and (not version or heard[1].get("version") == int(version[0])):
                return
        raise Failed("the stream has ended")

    def cut(self, rest):
        """`page`: the server ends the stream, and nothing more is told on it."""
        if heard := self.streams[rest.strip()].next():
            raise Failed(f"{heard[0]} was told")

    def events(self, rest):
        about, _, kinds = rest.partition(":")
        stream, identity = self.fill(about).split()
        log = json.loads(self.installation.command("audit", "log", "--stream", stream, "--id", identity, "--json"))
        found = [event["kind"] for event in log["items"]]
        wanted = [kind.strip() for kind in kinds.split(",")]
        if found != wanted:
            raise Failed(f"found {', '.join(found)}")


def run_one(path, configuration, seed, checker):
    times = Times(datetime.date(2027, 3, 22) if configuration == "dst" else datetime.date(2027, 3, 1))
    with seed.installation(times.now) as installation:
        fault = Scenario(path, installation, times, checker, configuration == "restart").run()
        if fault is None:
            fault = installation.fault_at_end()
        return fault


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/dev/bin/backbeat")
    parser.add_argument("--configuration", choices=CONFIGURATIONS, action="append")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    files = [file.resolve() for file in arguments.files] or sorted((ROOT / "tests/scenarios").rglob("*.scenario"))
    failed = passed = skipped = 0
    covered, lock = set(), threading.Lock()
    for configuration in arguments.configuration or CONFIGURATIONS:
        if configuration == "postgres" and not os.environ.get("BACKBEAT_TEST_POSTGRES"):
            print("scenarios: postgres skipped, BACKBEAT_TEST_POSTGRES is not set (tools/with_postgres.sh sets it)")
            skipped += len(files)
            continue
        with Seed(arguments.program, configuration) as seed:
            checker = ReplyChecker(seed.openapi())
            chosen = [path for path in files if not left_out(path, configuration)]
            skipped += len(files) - len(chosen)
            with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
                for path, fault in zip(chosen, pool.map(lambda path: run_one(path, configuration, seed, checker), chosen)):
                    if fault:
                        failed += 1
                        print(f"FAILED [{configuration}] {fault}", flush=True)
                    else:
                        passed += 1
            with lock:
                covered |= checker.covered
        print(f"scenarios: {configuration} done", flush=True)
    if not arguments.files and not failed:
        missing = sorted(checker.operations() - covered - set(ELSEWHERE))
        for operation in missing:
            print(f"FAILED no scenario covers {operation}")
        failed += len(missing)
    print(f"scenarios: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
