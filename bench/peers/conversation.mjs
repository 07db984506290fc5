// The conversation page's data as it is ordinarily written: Node's own http server, better-sqlite3 with prepared statements on the same
// database, the playbook read once, one JSON.stringify. `node conversation.mjs DATABASE PLAYBOOK.json PORT ORG`.
// It answers with the fields the program answers with, and checks what it checks: session, account, role, participation.
import { createHash } from "node:crypto";
import http from "node:http";
import Database from "better-sqlite3";
import { readFileSync } from "node:fs";

const [file, playbook_file, port, org_text] = process.argv.slice(2);
const db = new Database(file, { readonly: true });
db.defaultSafeIntegers(true);
const org = BigInt(org_text);
const playbook = JSON.parse(readFileSync(playbook_file, "utf8"));
const kinds = new Map(playbook.session_types.map((type) => [type.key, type]));
const q = Object.fromEntries(
  Object.entries({
    token: `SELECT s.user_id, u.person_id, u.is_active, p.left_on, p.time_zone FROM user_session s
      JOIN user_account u ON u.org_id = s.org_id AND u.user_id = s.user_id JOIN person p ON p.org_id = u.org_id AND p.person_id = u.person_id WHERE s.token_hash = ?`,
    roles: "SELECT role FROM user_role WHERE org_id = ? AND user_id = ?",
    pair: "SELECT rep_id, manager_id, kind FROM session WHERE org_id = ? AND session_id = ?",
    events: `SELECT e.sequence, e.kind, e.at, e.fields, t.text FROM event e LEFT JOIN event_text t ON t.org_id = e.org_id AND t.sequence = e.sequence
      WHERE e.org_id = ? AND e.stream_kind = ? AND e.stream_id = ? ORDER BY e.sequence`,
    person: "SELECT person_id, name FROM person WHERE org_id = ? AND person_id = ?",
    inspected: "SELECT commitment_id FROM commitment WHERE org_id = ? AND inspected_in = ? ORDER BY commitment_id",
    made: "SELECT commitment_id FROM commitment WHERE org_id = ? AND session_id = ? ORDER BY commitment_id",
    open: "SELECT commitment_id FROM commitment WHERE org_id = ? AND rep_id = ? AND manager_id = ? AND inspected_in IS NULL ORDER BY commitment_id",
    notes: "SELECT stage, text, version, written_by, written_at FROM session_note WHERE org_id = ? AND session_id = ? ORDER BY stage",
    own: "SELECT text, version FROM session_private_note WHERE org_id = ? AND session_id = ? AND author_id = ?",
    focus: "SELECT competency FROM session_focus WHERE org_id = ? AND rep_id = ? ORDER BY sequence DESC LIMIT 1",
    next: "SELECT session_id, starts_at FROM session WHERE org_id = ? AND rep_id = ? AND manager_id = ? AND starts_at > ? ORDER BY starts_at LIMIT 1",
  }).map(([name, text]) => [name, db.prepare(text)]),
);

const letters = "0123456789abcdefghjkmnpqrstvwxyz";
const id_text = (id) => {
  let out = "";
  for (let value = id, i = 0; i < 13; ++i, value >>= 5n) out = letters[Number(value & 31n)] + out;
  return out;
};
const id_of = (text) => [...text].reduce((value, letter) => value * 32n + BigInt(letters.indexOf(letter)), 0n);
const instant = (ms) => new Date(Number(ms)).toISOString().replace(".000Z", "Z");
const fields_of = (text) => Object.fromEntries(text.split("\n").filter(Boolean).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
const day = (number) => instant(BigInt(number) * 86_400_000n).slice(0, 10);
const person = (id) => ({ id: id_text(id), name: q.person.get(org, id).name });

function commitment(id) {
  const out = { id: id_text(id) };
  for (const event of q.events.all(org, "commitment", id)) {
    const fields = fields_of(event.fields);
    if (event.kind === "made") Object.assign(out, { text: event.text, due_on: day(fields.due_on), made_at: instant(event.at) });
    if (event.kind === "inspected") out.verdict = fields.verdict;
  }
  return out;
}

function conversation(viewer, session_id) {
  const pair = q.pair.get(org, session_id);
  if (!pair || (pair.rep_id !== viewer.person_id && pair.manager_id !== viewer.person_id)) return null;
  const kind = kinds.get(pair.kind);
  const state = { state: "planned", moved_times: 0 };
  const spent = new Map();
  let stage, stage_at, reason;
  const leave = (at) => stage && spent.set(stage, (spent.get(stage) ?? 0) + Number(at - stage_at) / 1000);
  for (const event of q.events.all(org, "session", session_id)) {
    const fields = fields_of(event.fields);
    switch (event.kind) {
      case "planned": Object.assign(state, { starts_at: instant(fields.starts_at), minutes: Number(fields.minutes), time_zone: fields.rep_zone }); break;
      case "moved": state.moved_times++; state.starts_at = instant(fields.to); reason = event.text; break;
      case "started": state.state = "running"; state.started_at = instant(event.at); stage = kind.agenda[0]?.key; stage_at = event.at; break;
      case "stage_entered": leave(event.at); stage = fields.stage; stage_at = event.at; break;
      case "ended": leave(event.at); state.state = "held"; state.ended_at = instant(event.at); break;
      case "cancelled": case "excused": state.state = event.kind; reason = event.text; break;
      case "gate_passed": state.gate = "passed"; break;
      case "confirmed": state.confirmed_at = instant(event.at); break;
    }
  }
  const inspected = q.inspected.all(org, session_id).map((row) => commitment(row.commitment_id));
  if (!state.ended_at) inspected.push(...q.open.all(org, pair.rep_id, pair.manager_id).map((row) => commitment(row.commitment_id)));
  const own = q.own.get(org, session_id, viewer.person_id);
  const next = q.next.get(org, pair.rep_id, pair.manager_id, BigInt(Date.parse(state.starts_at)));
  const agenda = kind.agenda.map((each) => ({
    key: each.key, name: each.name, minutes: each.minutes, led_by: each.led_by, prompts: each.prompts,
    state: spent.has(each.key) ? "done" : "waiting", spent_seconds: spent.get(each.key) ?? 0,
  }));
  return {
    id: id_text(session_id), kind: pair.kind, kind_name: kind.name, rep: person(pair.rep_id), manager: person(pair.manager_id),
    viewer: viewer.person_id === pair.rep_id ? "rep" : "manager", ...state, counts_as_coaching: kind.counts_as_coaching ?? true, reason,
    gate: { state: state.gate ?? "open", commitments: inspected }, agenda,
    timer: { state: "idle", total_seconds: [...spent.values()].reduce((a, b) => a + b, 0) },
    shared_notes: q.notes.all(org, session_id).map((note) => ({ stage: note.stage, text: note.text, version: Number(note.version), by: person(note.written_by), at: instant(note.written_at) })),
    private_note: { text: own?.text ?? "", version: Number(own?.version ?? 0) },
    commitments: q.made.all(org, session_id).map((row) => commitment(row.commitment_id)),
    focus_skill: q.focus.get(org, pair.rep_id)?.competency,
    next: next && { session_id: id_text(next.session_id), starts_at: instant(next.starts_at) },
  };
}

http.createServer((request, response) => {
  const say = (status, body) => {
    const text = JSON.stringify(body);
    response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", "Content-Length": Buffer.byteLength(text) });
    response.end(text);
  };
  const token = /(?:^|; )(?:__Host-)?backbeat=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  const viewer = token && q.token.get(createHash("sha256").update(token).digest("hex"));
  if (!viewer || !viewer.is_active) return say(401, { code: "not_signed_in" });
  const roles = q.roles.all(org, viewer.user_id);
  const path = /^\/api\/sessions\/([0-9a-z]{13})$/.exec(request.url);
  const found = path && roles.length > 0 && conversation(viewer, id_of(path[1]));
  return found ? say(200, found) : say(404, { code: "not_found" });
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
