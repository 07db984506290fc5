#!/usr/bin/env python3
"""The authorization matrix: every operation of the OpenAPI document x everybody x every relation, asked of the real program and compared with the
oracle. Fails when an operation has no rule, when an answer differs, when a word of a conversation reaches somebody it is not for, and when a rule of
the oracle could be changed without anybody noticing."""
import argparse
import copy
import http.client
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import oracle  # noqa: E402
from asking import TARGETS, Requests  # noqa: E402
from company import BASE, MOVE, Company  # noqa: E402
from testing.installation import Reply, Seed  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# These end sessions or begin them, so who asked signs in again afterwards.
ENDS_SESSIONS = {"sign_in", "sign_out", "sign_out_everywhere"}
# Who asks is in no circle afterwards: at the very end.
LEAVES = {"leave_circles"}
OUTCOMES = {401: oracle.UNAUTHENTICATED, 403: oracle.FORBIDDEN, 404: oracle.MISSING}
SELLERS = {"ana", "bo", "cleo", "dan", "gus", "zoe", "uma"}
# Of whom there is something to see: whoever may see it must then find it.
EXISTS = {"email": None, "hire_date": None, "region": None, "row": None, "card": None, "external_ids": {"ana", "dan", "mara", "xavi", "gus", "zoe"},
          "segment": SELLERS, "leave_date": {"zoe", "bo"}, "time_off": {"ana", "mara", "gus"}, "load": None, "shift": {"ana", "cleo"}}


class Observation:
    def __init__(self, operation, viewer, target, world, reply):
        self.operation, self.viewer, self.target, self.world = operation, viewer, target, world
        self.status = reply.status
        self.text = reply.text
        self.outcome = OUTCOMES.get(reply.status, oracle.OK)
        self.seen = []  # (field, whose, is it there)
        self.words = {}  # canary -> is it there

    def __str__(self):
        return f"{self.operation} of {self.target or '-'} as {self.viewer}"


class Matrix:
    def __init__(self, company, document):
        self.company, self.requests = company, Requests(company, document)
        self.operations = sorted(self.requests.places)
        self.events = {operation["operationId"] for methods in document["paths"].values() for operation in methods.values()
                       if isinstance(operation, dict) and "text/event-stream" in str(operation.get("responses", {}).get("200", ""))}
        self.names = {identity: name for name, identity in company.ids.items()}
        self.observations = []

    def walk(self, operations, targets=None, viewers=None):
        world = copy.deepcopy(self.company.world)
        for operation in operations:
            if operation not in oracle.RULES:
                continue
            for target in TARGETS[oracle.RULES[operation].target]:
                if targets and target not in targets:
                    continue
                for viewer in viewers or list(self.company.viewers()):
                    self.observe(operation, viewer, target, world)

    def observe(self, operation, viewer, target, world):
        method, path, body, headers = self.requests(operation, target)
        try:
            reply = self.send(operation in self.events, method, path, body, {**headers, **self.company.headers_of(viewer)})
        except (OSError, http.client.HTTPException) as fault:
            said = (self.company.installation.folder / "stderr").read_text()[-3000:]
            raise AssertionError(f"{operation} of {target} as {viewer}: {method} {path}: {fault!r}\n{said}") from fault
        if operation in ENDS_SESSIONS and viewer.proof == "browser" and viewer.person not in ("nobody", *world.ended):
            self.company.sign_in_again(viewer.person)
        seen = Observation(operation, viewer, target, world, reply)
        self.look(seen, reply)
        self.observations.append(seen)

    def send(self, is_stream, method, path, body, headers):
        if not is_stream:
            return self.company.installation.send(method, path, body, headers)
        connection = http.client.HTTPConnection(*self.company.installation.address, timeout=60)
        try:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            # A stream that was opened goes on until somebody hangs up.
            return Reply(reply.status, dict(reply.getheaders()), b"" if reply.status == 200 else reply.read())
        finally:
            connection.close()

    def look(self, seen, reply):
        """Which fields and which words are in the answer."""
        for word in self.company.canaries:
            seen.words[word] = word in seen.text
        if reply.status != 200 or not oracle.RULES[seen.operation].fields:
            return
        document = reply.json
        if seen.operation == "list_people":
            for row in document["items"]:
                whose = self.names[row["id"]]
                seen.seen += [(field, whose, field in row) for field, _ in oracle.RULES["list_people"].fields]
        elif seen.operation == "get_person":
            seen.seen += [(field, seen.target, bool(document.get(field))) for field, _ in oracle.RULES["get_person"].fields]
        elif seen.operation == "get_cadence":
            rows = {self.names.get(row["manager"]["id"]) for row in document["managers"] if "manager" in row}
            managers = [name + ("2" if seen.viewer.person.endswith("2") else "") for name in ("mara", "nils")]
            seen.seen += [("row", whose, whose in rows) for whose in managers]
        elif seen.operation == "get_scorecards":
            cards = {self.names.get(card["about"]["id"]) for card in document["cards"] if card["who"] == "manager"}
            managers = [name + ("2" if seen.viewer.person.endswith("2") else "") for name in ("mara", "nils")]
            seen.seen += [("card", whose, whose in cards) for whose in managers]
        elif seen.operation == "get_capacity":
            rows = {self.names.get(row["manager"]["id"]) for row in document["managers"] if "manager" in row}
            managers = [name + ("2" if seen.viewer.person.endswith("2") else "") for name in ("mara", "nils")]
            seen.seen += [("load", whose, whose in rows) for whose in managers]
        elif seen.operation == "get_capacity_options":
            # Whose conversations would change, by name: of options that take every account executive's.
            rows = {self.names.get(shift["rep"]["id"]) for option in document["options"] for shift in option["effect"]["shifts"] if "rep" in shift}
            reps = [name + ("2" if seen.viewer.person.endswith("2") else "") for name in ("ana", "cleo")]
            seen.seen += [("shift", whose, whose in rows) for whose in reps]


def differences(company, observations, rules, texts):
    for seen in observations:
        rule = rules[seen.operation]
        right = oracle.expected(seen.world, rule, seen.viewer, seen.target)
        if seen.outcome not in right or seen.status >= 500:
            yield f"{seen}: {seen.status}, expected {' or '.join(sorted(right))}: {seen.text[:200]}"
        for field, whose, is_there in seen.seen:
            may = oracle.may_see_field(seen.world, dict(rule.fields)[field], seen.viewer, whose)
            if is_there and not may:
                yield f"{seen}: {field} of {whose} is there"
            if may and not is_there and (EXISTS[field] is None or whose in EXISTS[field]):
                yield f"{seen}: {field} of {whose} is missing"
        yield from wrong_words(company, seen, texts)


def wrong_words(company, seen, texts):
    is_shared = seen.operation == "get_shared_conversation"
    is_a_page = is_shared or seen.operation in ("get_conversation", "get_calibration")
    for word, is_there in seen.words.items():
        conversation, author = company.canaries[word]
        if not is_there and not (is_a_page and seen.target == conversation):
            continue
        may = oracle.is_signed_in(seen.world, seen.viewer) and texts.may_read(seen.world, seen.viewer, conversation, author, is_shared)
        if is_there and not may:
            yield f"{seen}: the word {word} of {conversation}, by {author or 'both'}, is there"
        if may and not is_there:
            yield f"{seen}: the word {word} of {conversation} is missing"


def unnoticed(company, observations):
    """How many rules were changed, and the changes that no observation contradicts."""
    of_operation = {}
    for seen in observations:
        of_operation.setdefault(seen.operation, []).append(seen)
    count = 0
    silent = []
    for what, rules in oracle.mutations():
        changed = next(operation for operation in rules if rules[operation] is not oracle.RULES[operation])
        if changed not in of_operation:
            continue
        count += 1
        if next(differences(company, of_operation[changed], rules, oracle.Texts()), None) is None:
            silent.append(what)
    for what, texts in oracle.TEXT_MUTATIONS.items():
        count += 1
        if next(differences(company, observations, oracle.RULES, texts), None) is None:
            silent.append(what)
    return count, silent


def walk(program, configuration):
    with Seed(program, configuration) as seed, seed.installation(BASE + "T08:00:00Z") as installation:
        company = Company(installation)
        company.fill()
        matrix = Matrix(company, seed.openapi())
        faults = [f"{operation} has no rule in tests/authz/oracle.py" for operation in matrix.operations if operation not in oracle.RULES]
        matrix.walk([operation for operation in matrix.operations if operation not in ENDS_SESSIONS | LEAVES])
        matrix.walk([operation for operation in matrix.operations if operation in ENDS_SESSIONS])
        # A change of manager holds from the next request: Dan goes from Nils to Mara.
        company.must("rita", "POST", f"/api/imports/roster?effective_on={BASE}", MOVE.encode())
        company.world.manager["dan"] = "mara"
        about_people = [operation for operation in matrix.operations
                        if operation in oracle.RULES and oracle.RULES[operation].target in ("person", "conversation", "call")]
        changed = [viewer for viewer in company.viewers() if viewer.person in ("nils", "mara", "lena", "dan", "bo")]
        matrix.walk(about_people, ("dan", "old", "call of dan"), changed)
        matrix.walk([operation for operation in matrix.operations if operation in LEAVES])
        installation.__exit__()
        installation.last_words = (installation.folder / "stderr").read_text()[-20000:][:6000]
        installation.process = None
        installation.errors = open(installation.folder / "stderr", "ab")
        return company, matrix, faults, installation


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/dev/bin/backbeat")
    parser.add_argument("--on", choices=("sqlite", "postgres"), default="sqlite", help="postgres needs BACKBEAT_TEST_POSTGRES, see tools/with_postgres.sh")
    parser.add_argument("--all", action="store_true", help="print every difference, not the first 40")
    arguments = parser.parse_args()
    company, matrix, faults, installation = walk(arguments.program, arguments.on)
    if installation.ended != 0:
        faults.append(f"the program ended with {installation.ended}: {installation.last_words}")
    faults += differences(company, matrix.observations, oracle.RULES, oracle.Texts())
    count, silent = unnoticed(company, matrix.observations)
    faults += [f"nobody would notice: {what}" for what in silent]
    for fault in faults if arguments.all else faults[:40]:
        print("FAILED " + fault)
    print(f"authorization on {arguments.on}: {len(matrix.operations)} operations, {len(matrix.observations)} cells, {count} changed rules, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
