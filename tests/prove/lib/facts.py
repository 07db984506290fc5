"""What a database holds, read beside the program, and judged against what was acknowledged. The audit chain is recomputed here, in words of its own."""
import csv
import collections
import datetime
import hashlib
import io
import json
import sqlite3
import subprocess

from traffic import DEALS_IN_A_FILE

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def number_of(text):
    """An id of the wire as the database has it."""
    value = 0
    for letter in text:
        value = value * 32 + ALPHABET.index(letter)
    return value


def sqlite_rows(file):
    """A reader of an SQLite file: SQL -> rows. Opening it plays the log in, as the program's opening would."""
    handle = sqlite3.connect(file)

    def rows(sql):
        return handle.execute(sql).fetchall()
    rows.close = handle.close
    return rows


def postgres_rows(conninfo):
    def typed(value):
        return int(value) if value.lstrip("-").isdigit() and len(value) < 20 else value

    shell = subprocess.Popen(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", conninfo], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def rows(sql):
        print(f"COPY ({sql}) TO STDOUT (FORMAT csv, NULL '\\N');\n\\echo that was all", file=shell.stdin, flush=True)
        lines = []
        while (line := shell.stdout.readline()) != "that was all\n":
            assert line, f"psql ended at: {sql}"
            lines.append(line)
        return [tuple(None if value == "\\N" else typed(value) for value in row) for row in csv.reader(io.StringIO("".join(lines)))]

    def close():
        shell.stdin.close()
        shell.wait(30)
    rows.close = close
    return rows


def chain_fault(rows):
    """Where the chain of events is not whole, or None. The encoding is that of docs and src/audit, written again."""
    def canonical(*parts):
        return b"".join(b"%d:%s," % (len(part), part) for part in (str(p).encode() for p in parts))

    heads = {org: (sequence, digest) for org, sequence, digest in rows("SELECT org_id, sequence, hash FROM chain_head")}
    last = {}
    texts = {(org, sequence): (salt, text) for org, sequence, salt, text in rows("SELECT org_id, sequence, salt, text FROM event_text")}
    for org, sequence, at, kind, stream, what, actor, fields, text_hash, previous, digest in rows(
            "SELECT org_id, sequence, at, stream_kind, stream_id, kind, coalesce(actor_user, 0), fields, text_hash, previous_hash, hash "
            "FROM event ORDER BY org_id, sequence"):
        before = last.get(org, (0, "0" * 64))
        if sequence != before[0] + 1 or previous != before[1]:
            return f"event {sequence} does not follow event {before[0]}"
        encoded = canonical("event 1", org, sequence, at, kind, stream, what, actor, fields, "text" if text_hash else "no text", text_hash or "", previous)
        if hashlib.sha256(encoded).hexdigest() != digest:
            return f"event {sequence} has another hash"
        if text_hash and (org, sequence) in texts and hashlib.sha256(canonical("text 1", *texts[org, sequence])).hexdigest() != text_hash:
            return f"the text of event {sequence} has another hash"
        last[org] = (sequence, digest)
    return None if last == heads else f"the head says {heads}, the events {last}"


class Verdict:
    def __init__(self):
        self.lost, self.halves, self.doubled = [], [], []

    @property
    def is_fine(self):
        return not (self.lost or self.halves or self.doubled)

    def __str__(self):
        return f"{len(self.lost)} lost, {len(self.halves)} in part, {len(self.doubled)} twice " + "; ".join((self.lost + self.halves + self.doubled)[:3])


def judge(rows, attempts, until=None, whole=True):
    """Every attempt against what is there. Acknowledged counts what was answered before `until` (time.time()); nothing: all of it. `whole`: also
    that no note holds a text that none of `attempts` wrote."""
    verdict = Verdict()
    sessions = {row[0]: row for row in rows("SELECT session_id, starts_at, rep_id FROM session")}
    starts = collections.Counter(starts_at for _, starts_at, _ in sessions.values())
    notes = {(row[0], row[1]): row[2:] for row in rows("SELECT session_id, stage, version, text FROM session_note")}
    private = {row[0]: row[1:] for row in rows("SELECT session_id, version, text FROM session_private_note")}
    commitments = {row[0] for row in rows("SELECT commitment_id FROM commitment")}
    offs = {row[0]: row[1] for row in rows("SELECT time_off_id, first_day FROM time_off")}
    days = collections.Counter(offs.values())
    runs = {row[0] for row in rows("SELECT run_id FROM import_run")}
    deals = collections.Counter(row[0].rpartition("D")[0] + "D" for row in rows("SELECT opportunity_key FROM opportunity"))
    events = collections.defaultdict(list)
    for kind, stream, what in rows("SELECT stream_kind, stream_id, kind FROM event"):
        events[kind, stream].append(what)
    said = collections.Counter(row[0] for row in rows("SELECT t.text FROM event_text t JOIN event e ON e.org_id = t.org_id AND e.sequence = t.sequence WHERE e.kind = 'made'"))
    newest = {}
    for attempt in attempts:
        acknowledged = attempt.is_acknowledged and (until is None or attempt.answered_at < until)
        answer = json.loads(attempt.reply) if acknowledged and attempt.reply else {}
        if attempt.kind == "plan":
            found = starts[int(datetime.datetime.fromisoformat(attempt.mark).timestamp() * 1000)]
            if acknowledged and number_of(answer["id"]) not in sessions:
                verdict.lost.append(f"session {answer['id']}")
            if found > 1:
                verdict.doubled.append(f"session at {attempt.mark}")
        elif attempt.kind == "commitment":
            if acknowledged and (number_of(answer["id"]) not in commitments or said[attempt.mark] == 0):
                verdict.lost.append(attempt.mark)
            if said[attempt.mark] > 1:
                verdict.doubled.append(attempt.mark)
        elif attempt.kind == "off":
            day = (datetime.date.fromisoformat(attempt.mark) - datetime.date(1970, 1, 1)).days
            if acknowledged and number_of(answer["id"]) not in offs:
                verdict.lost.append(f"time off {attempt.mark}")
            if days[day] > 1:
                verdict.doubled.append(f"time off {attempt.mark}")
        elif attempt.kind == "deals":
            found = deals[attempt.mark]
            if acknowledged and (found == 0 or number_of(answer["run_id"]) not in runs):
                verdict.lost.append(f"import {attempt.mark}")
            if found not in (0, DEALS_IN_A_FILE):
                verdict.halves.append(f"import {attempt.mark}: {found} of {DEALS_IN_A_FILE}")
        elif acknowledged:  # notes: the last version that was answered, or one after it
            newest[attempt.path] = max(newest.get(attempt.path, (0, "")), (answer["version"], attempt.mark))
    sent = {attempt.mark for attempt in attempts if attempt.kind in ("note", "private")}
    for path, (version, text) in newest.items():
        talk, what = path.split("/")[3], path.split("/", 4)[4]
        there = private.get(number_of(talk)) if what == "private-note" else notes.get((number_of(talk), what.removeprefix("notes/")))
        if there is None or there[0] < version or (there[0] == version and there[1] != text):
            verdict.lost.append(f"{text[:20]} as version {version}, there is {there and there[0]}")
    verdict.halves += [f"note {text[:20]}" for _, text in [*notes.values(), *private.values()] if whole and sent and text not in sent]
    # Rows and events go together, whichever way one looks.
    verdict.halves += [f"session {one} without its event" for one in sessions if "planned" not in events["session", one]]
    verdict.halves += [f"commitment {one} without its event" for one in commitments if "made" not in events["commitment", one]]
    verdict.halves += [f"import {one} without its event" for one in runs if "imported" not in events["import", one]]
    for (kind, stream), whats in events.items():
        if kind == "session" and stream not in sessions or kind == "commitment" and stream not in commitments or kind == "import" and stream not in runs:
            verdict.halves.append(f"{kind} {stream} has events and no row")
        if kind == "session" and whats.count("planned") != 1:
            verdict.halves.append(f"session {stream} was planned {whats.count('planned')} times")
        if kind == "session":
            announced = whats.count("commitment_made")
            if announced != 0 and announced > len(commitments):
                verdict.halves.append(f"session {stream} announces {announced} commitments")
    fault = chain_fault(rows)
    if fault:
        verdict.halves.append(fault)
    return verdict
