// Conversations of the invented organisation: planned, run live by two browsers, ended. In memory, with the live stream; see mock-server.mjs.
import { signals } from "./mock/people.mjs";
import { at, date, find, managers, now, ref, reps, started } from "./mock/world.mjs";

const now_ms = () => now + Date.now() - started;
const now_text = () => new Date(now_ms()).toISOString().replace(/\.\d+Z/, "Z");
const seconds_since = (instant) => Math.max(0, Math.floor((now_ms() - Date.parse(instant)) / 1000));

const weekly = [
  ["inspect", "Inspect", 4, "rep", ["Read last week's commitment out loud, as you wrote it. What happened on those calls?", "Where did you do it, and where did the moment pass without it?"]],
  ["open", "Open", 2, "rep", ["What is the one thing you want to get sharper on today?"]],
  ["goal", "Goal", 3, "rep", ["What would better sound like? Say the sentence a customer would hear.", "That is a number. Which behaviour of yours would move it?"]],
  ["reality", "Reality", 8, "both", ["Let us listen to one moment of one call. What do you notice?", "What were you trying to find out there, and what did you learn instead?", "What got in the way: not knowing, not wanting to, or not having tried it before?"]],
  ["options", "Options", 8, "rep", ["What are two or three other ways to handle that moment?", "Who on the team does this well, and what exactly do they do?", "Which of these will you pick? May I add one more to the list?"]],
  ["will", "Will", 5, "rep", ["What will you do, in your own words?", "On which calls this week will you do it?", "How will we both know that it happened?"]],
];
const kinds = {
  weekly_one_on_one: ["Weekly 1:1", 30, true, 1], skill_deep_dive: ["Skill deep-dive", 60, true, 2], quarterly_reset: ["Quarterly reset", 90, true, 3],
  ramp_check_in: ["Ramp check-in", 45, true, 1.5], deal_coaching: ["Deal coaching", 30, true, 1], pipeline_review: ["Pipeline review", 30, false, 1],
};
const sessions = new Map();
const streams = new Map();
let serial = 100;
const new_id = (prefix) => `${prefix}${String(++serial).padStart(12, "0")}`;

function make(id, kind, rep, manager, starts_at, over = {}) {
  const [kind_name, minutes, counts, factor] = kinds[kind];
  const made = {
    id, kind, kind_name, state: "planned", rep: ref(rep), manager: ref(manager), starts_at, minutes, time_zone: rep.time_zone, counts_as_coaching: counts, moved_times: 0,
    gate: { state: "nothing", commitments: [] },
    agenda: (counts ? weekly : []).map(([key, name, stage_minutes, led_by, prompts]) => ({ key, name, minutes: stage_minutes * factor, led_by, prompts, state: "waiting", spent_seconds: 0 })),
    timer: { state: "idle", total_seconds: 0 }, notes: new Map(), private: new Map(), commitments: [], focus_skill: "discovery",
    next: {}, confirmation: {}, shared: { rep: false, manager: false }, version: 1, ...over,
  };
  sessions.set(id, made);
  return made;
}
const last_week = "I will ask ‘what happens if you do nothing?’ on every discovery call this week, and write the answer down in their words.";
const opening = () => ({ state: "open", commitments: [{ id: new_id("c"), text: last_week, due_on: date(0), indicator: "impact_questions", made_at: at(-7, 9, 50), evidence: [{ label: "Discovery calls held", value: "5", n: 5, before: "4" }, { label: "Deals with a written impact", value: "3 of 5", n: 5, before: "1 of 4" }] }] });
make("s000000000001", "weekly_one_on_one", reps[0], managers[0], at(0, 9, 30), { state: "confirmed", gate: opening() });
for (const index of [1, 2, 3, 4, 5, 6]) make(`s0000000000${10 + index}`, "weekly_one_on_one", reps[index], managers[0], at(index % 5, 9 + index, 0), { gate: index === 1 ? { state: "nothing", commitments: [] } : opening() });
const ended = make("s000000000002", "weekly_one_on_one", reps[0], managers[0], at(-7, 9, 30), { state: "held", gate: { state: "passed", commitments: [{ ...opening().commitments[0], text: "I will recap the next step aloud before I hang up.", verdict: "partly", verdict_note: "Three of five calls.", due_on: date(-7), made_at: at(-14, 9, 50) }] } });
ended.agenda = ended.agenda.map((stage, index) => ({ ...stage, state: "done", spent_seconds: stage.minutes * 60 + [20, -15, 40, 95, -60, 10][index], entered_at: ended.starts_at }));
ended.timer = { state: "paused", total_seconds: 1890 };
ended.notes.set("goal", { text: "Wants the customer to say the cost out loud before any demo.", version: 2, by: ref(reps[0]), at: ended.starts_at });
ended.notes.set("reality", { text: "Call with Hooli, 12:40: moved to features right after “it is slow”.\nPause. Ask what slow costs them in a week.", version: 4, by: ref(managers[0]), at: ended.starts_at });
ended.notes.set("options", { text: "1 Ask and wait\n2 Offer a range and let them correct it\n3 Bring last month's numbers", version: 3, by: ref(reps[0]), at: ended.starts_at });
ended.commitments = [{ id: new_id("c"), text: last_week, due_on: date(0), indicator: "impact_questions", kind_hint: "behaviour" }];
ended.next = { session_id: "s000000000001", starts_at: at(0, 9, 30) };

const side_of = (session, me) => (session.rep.id === me.person.id ? "rep" : session.manager.id === me.person.id ? "manager" : null);
function allowed(session, viewer) {
  const manages = viewer === "manager";
  const { state, timer } = session;
  const is_open = session.gate.state === "open";
  const of = (manager, rep, both = []) => [...(manages ? manager : rep), ...both];
  if (state === "planned" || state === "confirmed") return of(["start", "focus"], state === "planned" ? ["confirm"] : [], ["move", "cancel", "excuse"]);
  if (state === "running" && is_open) return of(["skip-gate", "gate", "end", "focus", timer.state === "paused" ? "resume" : "pause"], [], ["share"]);
  if (state === "running") return of([...(session.gate.state === "passed" ? ["gate"] : []), ...(timer.state === "paused" ? ["resume"] : ["stage", "pause"]), "skip-stage", "end", "focus", "next"], [], ["share", "notes", "commitments"]);
  if (!["ended", "held", "short"].includes(state)) return [];
  return of(["focus", "next"], [...(session.confirmation.confirmed_at ? [] : ["confirm"]), "usefulness"], ["share", "notes"]);
}
function view(session, viewer) {
  const { notes, private: own, shared, confirmation, ...rest } = session;
  return {
    ...rest, viewer, shared_notes: [...notes].map(([stage, note]) => ({ stage, ...note })), private_note: own.get(viewer) ?? { text: "", version: 0 },
    signals: signals(), next: { suggested_starts_at: new Date(Date.parse(session.starts_at) + 7 * 86400000).toISOString().replace(".000", ""), ...session.next },
    confirmation: viewer === "rep" ? confirmation : { confirmed_at: confirmation.confirmed_at }, shared_with_leader: shared, allowed: allowed(session, viewer),
  };
}
const say = (session, event, data) => (streams.get(session.id) ?? []).forEach(({ response }) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
const people_in = (session) => [...new Map((streams.get(session.id) ?? []).map(({ me }) => [me.person.id, me.person])).values()];
function changed(session) {
  session.version++;
  say(session, "state", { version: session.version });
  say(session, "timer", session.timer);
}
function settle(session) {
  const { timer } = session;
  if (timer.state === "running") {
    spend(session);
    timer.total_seconds += seconds_since(timer.since);
  }
  session.timer = { ...timer, since: undefined };
}
function spend(session) {
  const { timer } = session;
  if (timer.state === "running") session.agenda.forEach((stage) => stage.key === timer.stage && (stage.spent_seconds += seconds_since(stage.entered_at > timer.since ? stage.entered_at : timer.since)));
}
function enter(session, key) {
  spend(session);
  session.agenda.forEach((stage) => {
    if (stage.key === key) Object.assign(stage, { state: "running", entered_at: now_text() });
    else if (stage.state === "running" || stage.state === "paused") stage.state = "done";
  });
  session.timer = { ...session.timer, state: "running", stage: key, since: session.timer.since ?? now_text() };
}

const verbs = {
  start(session, body) {
    if (session.state !== "running") {
      session.state = "running";
      if (session.agenda[0]) enter(session, session.agenda[0].key);
    }
    if (body.skip_gate_reason) session.gate = { ...session.gate, state: "skipped", skip_reason: body.skip_gate_reason };
  },
  gate(session, { commitment_id, verdict, note }) {
    const commitment = session.gate.commitments.find(({ id }) => id === commitment_id);
    Object.assign(commitment, { verdict, verdict_note: note });
    if (session.gate.commitments.every((each) => each.verdict)) session.gate.state = "passed";
  },
  stage: (session, { stage }) => enter(session, stage),
  pause(session) {
    settle(session);
    session.timer.state = "paused";
    session.agenda.forEach((stage) => stage.key === session.timer.stage && (stage.state = "paused"));
  },
  resume(session) {
    Object.assign(session.timer, { state: "running", since: now_text() });
    session.agenda.forEach((stage) => stage.key === session.timer.stage && (stage.state = "running"));
  },
  "skip-stage"(session, { stage, reason }) {
    if (session.timer.stage === stage) {
      spend(session);
      session.timer.stage = undefined;
    }
    Object.assign(session.agenda.find(({ key }) => key === stage), { state: "skipped", skip_reason: reason });
  },
  end(session) {
    settle(session);
    session.timer.state = "paused";
    session.agenda.forEach((stage) => ["running", "paused"].includes(stage.state) && (stage.state = "done"));
    session.state = session.timer.total_seconds < session.minutes * 48 ? "short" : "ended";
    const next = session.next.session_id && sessions.get(session.next.session_id);
    if (next) next.gate = { state: session.commitments.length ? "open" : "nothing", commitments: session.commitments.map((each) => ({ ...each, made_at: now_text(), evidence: opening().commitments[0].evidence })) };
  },
  move(session, { starts_at }) {
    Object.assign(session, { starts_at, state: "planned", moved_times: session.moved_times + 1 });
  },
  cancel: (session) => void (session.state = "cancelled"),
  excuse: (session) => void (session.state = "excused"),
  confirm(session) {
    if (session.state === "planned") session.state = "confirmed";
    else {
      session.confirmation.confirmed_at = now_text();
      if (session.state === "ended") session.state = "held";
    }
  },
  usefulness: (session, { score }) => void (session.confirmation.usefulness = score),
  focus: (session, { competency }) => void (session.focus_skill = competency),
  share: (session, { shared }, viewer) => void (session.shared[viewer] = shared),
  next(session, { starts_at }) {
    const known = session.next.session_id && sessions.get(session.next.session_id);
    const next = known ?? make(new_id("s"), session.kind, find(session.rep.id), find(session.manager.id), starts_at);
    next.starts_at = starts_at;
    session.next = { session_id: next.id, starts_at };
  },
};
const load = (handler) => (context) => {
  const session = sessions.get(context.params.id);
  const viewer = session && side_of(session, context.me);
  return viewer ? handler({ ...context, session, viewer }) : context.problem(404, "not_found", "There is nothing here.");
};
const whole = (session, viewer) => ({ reply: { body: view(session, viewer), headers: { ETag: `"${session.version}"` } } });
function put_note(known, { text, base_version }, problem, by) {
  const current = known ?? { text: "", version: 0 };
  if (base_version !== current.version) return [undefined, problem(409, "note_changed", "This note was changed meanwhile.", { params: { text: current.text, version: String(current.version) } })];
  return [{ text, version: current.version + 1, by, at: now_text() }];
}
const outcome = /\b(book|close|win|hit|reach|sell|meetings?|deals?|quota|revenue|\d+ ?%|pipeline)\b/i;
const behaviour = /\b(ask|say|write|pause|repeat|recap|listen|send|call|prepare|practise|name)\b/i;

export const session = [
  ["GET", "/api/sessions", ({ me, query }) => ({ items: [...sessions.values()].filter((each) => side_of(each, me) && (!query.get("person_id") || [each.rep.id, each.manager.id].includes(query.get("person_id"))) && (!query.get("state") || query.get("state") === each.state)).sort((a, b) => a.starts_at.localeCompare(b.starts_at)).map(({ id, kind, kind_name, rep, manager, starts_at, minutes, state, counts_as_coaching }) => ({ id, kind, kind_name, rep, manager, starts_at, minutes, state, counts_as_coaching })) })],
  ["POST", "/api/sessions", ({ body, me, problem }) => (find(body.rep_id) ? { id: make(new_id("s"), body.kind, find(body.rep_id), find(me.person.id), body.starts_at, body.minutes ? { minutes: body.minutes } : {}).id } : problem(422, "invalid", "Check the marked fields.", { errors: [{ field: "rep_id", code: "unknown", detail: "Choose a rep." }] }))],
  ["POST", "/api/sessions/record", ({ body, me }) => ({ id: make(new_id("s"), body.kind, find(body.rep_id), find(me.person.id), body.starts_at, { minutes: body.minutes, state: "held", timer: { state: "paused", total_seconds: body.minutes * 60 } }).id })],
  ["POST", "/api/commitment-hint", ({ body }) => (behaviour.test(body.text) ? { kind: "behaviour" } : outcome.test(body.text) ? { kind: "outcome", hint: "That is a result, and a customer decides it. What will you do that makes it likely, and on which calls?" } : { kind: "unclear", hint: "What would somebody see or hear you do?" })],
  ["GET", "/api/sessions/{id}", load(({ session: one, viewer }) => whole(one, viewer))],
  ["GET", "/api/sessions/{id}/events", load(({ session: one, me, request, response }) => {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write("retry: 1000\n\n");
    const stream = { me, response };
    streams.set(one.id, [...(streams.get(one.id) ?? []), stream]);
    const tell = () => say(one, "presence", { people: people_in(one) });
    tell();
    request.on("close", () => (streams.set(one.id, streams.get(one.id).filter((each) => each !== stream)), tell()));
    return "streaming";
  })],
  ["PUT", "/api/sessions/{id}/notes/{stage}", load(({ session: one, params, body, me, problem }) => {
    const [note, refusal] = put_note(one.notes.get(params.stage), body, problem, me.person);
    if (refusal) return refusal;
    one.notes.set(params.stage, note);
    say(one, "note", { stage: params.stage, text: note.text, version: note.version, by: me.person });
    return { text: note.text, version: note.version };
  })],
  ["PUT", "/api/sessions/{id}/private-note", load(({ session: one, viewer, body, me, problem }) => {
    const [note, refusal] = put_note(one.private.get(viewer), body, problem, me.person);
    if (!refusal) one.private.set(viewer, { text: note.text, version: note.version });
    return refusal ?? one.private.get(viewer);
  })],
  ["POST", "/api/sessions/{id}/commitments", load(({ session: one, body }) => {
    const made = { id: new_id("c"), text: body.text, due_on: body.due_on ?? date(7), indicator: body.indicator, kind_hint: behaviour.test(body.text) ? "behaviour" : "outcome" };
    one.commitments.push(made);
    changed(one);
    return { id: made.id };
  })],
  ["DELETE", "/api/sessions/{id}/commitments/{commitment}", load(({ session: one, params }) => {
    one.commitments = one.commitments.filter(({ id }) => id !== params.commitment);
    changed(one);
  })],
  ["POST", "/api/sessions/{id}/{verb}", load(({ session: one, viewer, params, body, problem }) => {
    const verb = verbs[params.verb];
    if (verb && !allowed(one, viewer).includes(params.verb) && !(params.verb === "start" && body?.skip_gate_reason)) return problem(409, "not_now", "That is not possible now.");
    if (!verb) return problem(404, "not_found", "There is nothing here.");
    if (one.gate.state === "open" && ["stage", "skip-stage", "end"].includes(params.verb)) return problem(409, "gate_open", "Inspect last session's commitment first, or skip it with a reason.");
    verb(one, body ?? {}, viewer);
    changed(one);
    return whole(one, viewer);
  })],
];
