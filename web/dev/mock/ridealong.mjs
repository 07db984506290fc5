// Ride-alongs of the invented organisation: a desk in mid-quarter, and one ride-along in each of its phases.
import { at, date, managers, now_text, ref, reps } from "./world.mjs";

const manager = managers[0];
const team = reps.slice(0, 7);
const span = (days, hour, minute, minutes) => ({ starts_at: at(days, hour, minute), ends_at: new Date(Date.parse(at(days, hour, minute)) + minutes * 60_000).toISOString().replace(".000", "") });
const accounts = ["Hooli Freight", "Northwind Dental", "Aurora Grid", "Vandelay Imports", "Tyrell Optics", "Wayne Rail", "Soylent Foods", "Initech", "Globex Marine"];
const stages = [
  ["self_assessment", "Debrief: how you saw it", 5, "rep", ["What did you set out to do, and what happened?", "Which thirty seconds would you play to a new colleague? Which would you take back?"]],
  ["comments", "Debrief: at most three comments", 10, "manager", ["One thing that worked, with the words you used.", "One question that I would like you to think about."]],
  ["next_step", "Debrief: your next step", 10, "rep", ["What will you do differently on the next call of this kind?", "Which call is that, and how will we know?"]],
  ["confirm", "Debrief: next session", 5, "both", ["When do we speak again, and which moment of this call do we bring?"]],
].map(([key, name, minutes, led_by, prompts]) => ({ key, name, minutes, led_by, prompts }));

const plan = {
  people: "Dana, finance: sees what it costs. Luis, operations: wants quiet nights.", objective: "They say what one week of it costs, and Dana joins the next call.",
  objections: "“Not this quarter.” I ask what waiting costs them.", skill: "Asking for the number and waiting", listen_for: "The silence after the question about cost.", signed_at: at(-1, 16, 0),
  prompts: ["Who will be on the call, and what does each of them want?", "What is your objective: what will be different after this call?", "Which objection do you expect, and how will you meet it?", "Which skill should I listen for? I stay silent, camera off, unless you call me in."],
};
const noted = [["question", "What does a week of that cost you?", 4], ["talk_balance", "", 7], ["stakeholder", "Dana signs above 40k; Luis does not", 11], ["objection", "“We tried this two years ago”", 14], ["price", "", 19], ["next_step", "Dana and Luis, Thursday at ten", 27]];
const call_at = span(0, 8, 20, 45);
const notes = noted.map(([tag, text, minute], index) => ({ id: `n${index}`, at: new Date(Date.parse(call_at.starts_at) + minute * 60_000 + 12_000).toISOString(), tag, text, by: manager.id }));

const all = new Map();
function make(id, state, over = {}) {
  const rep = over.rep ?? team[0];
  const one = {
    id, format: "observe", format_name: "Ride-along: observe", state, rep: ref(rep), manager: ref(manager), time_zone: rep.time_zone, call: { ...call_at, account: accounts[0], title: "Hooli Freight, second discovery", opportunity: "Night loading", stage: "Discovery" },
    pre_brief_slot: span(0, 8, 0, 15), debrief_slot: span(0, 14, 0, 30), is_delegated: false, moved_times: 0, pre_brief: { people: "", objective: "", objections: "", skill: "", listen_for: "", prompts: plan.prompts }, notes: [], takeovers: [], held: false,
    debrief: { skips: [], stages, self_assessment: "", comments: [], most_comments: 3 }, version: 1, ...over,
  };
  one.rep = ref(rep);
  all.set(id, one);
  return one;
}
make("r000000000001", "booked", { call: { ...span(1, 9, 0, 45), account: accounts[1], title: "Northwind Dental, discovery", stage: "Discovery" }, pre_brief_slot: span(1, 8, 30, 15), debrief_slot: span(1, 15, 0, 30), pre_brief: { ...plan, skill: "", signed_at: undefined, listen_for: "" } });
make("r000000000002", "running", { pre_brief: plan, consent: true, consent_at: at(-1, 16, 5), started_at: call_at.starts_at, notes, format_confirmed_at: at(-1, 17, 0) });
const ended = { pre_brief: plan, consent: false, consent_at: at(-1, 16, 5), started_at: call_at.starts_at, ended_at: call_at.ends_at, notes, held: true };
make("r000000000003", "ended", { ...ended, debrief: { due_at: at(1, 9, 5), skips: [], stages, self_assessment: "", comments: [], most_comments: 3 } });
make("r000000000004", "debriefing", {
  ...ended, takeovers: [{ from: at(0, 8, 50), handed_back_at: at(0, 8, 53), had_consent: false }],
  debrief: { due_at: at(1, 9, 5), skips: [date(-2), date(-1)], started_at: at(0, 8, 30), on_time: true, stage: "comments", stages: stages.map((stage, index) => (index === 0 ? { ...stage, entered_at: at(0, 8, 30), left_at: at(0, 8, 35) } : index === 1 ? { ...stage, entered_at: at(0, 8, 35) } : stage)), self_assessment: "I asked for the number twice, and the second time I waited. I lost Luis when we got to price: he stopped writing.", comments: [{ number: 1, text: "“What does a week of that cost you?”, and then eleven seconds of nothing. That is the call.", at: at(0, 8, 37) }], most_comments: 3 },
});
make("r000000000005", "done", {
  ...ended, debrief: { due_at: at(-1, 9, 5), skips: [], started_at: at(-2, 14, 0), ended_at: at(-2, 14, 28), on_time: true, stages: stages.map((stage) => ({ ...stage, entered_at: at(-2, 14, 0), left_at: at(-2, 14, 7) })), self_assessment: "I waited. It worked.", comments: [{ number: 1, text: "You let them count it themselves.", at: at(-2, 14, 9) }, { number: 2, text: "Luis had a question that nobody heard, at 19 minutes.", at: at(-2, 14, 12) }], most_comments: 3, next_step: { id: "c1", text: "On every discovery call this week I ask for the number, and count to ten before I speak.", due_on: date(5) }, next_session_id: "s000000000001", next_session_at: at(5, 9, 30) },
});

const allowed = ({ state, format, debrief }, viewer) => {
  const manages = viewer === "manager";
  if (state === "booked" || state === "confirmed") return manages ? ["pre-brief", "format", "start", "cancel"] : ["pre-brief", "sign", ...(format === "reverse" ? [] : ["consent"]), "cancel"];
  if (state === "running") return manages ? ["notes", "take-over", "hand-back", "end"] : ["notes"];
  if (state === "ended") return manages ? ["notes", "debrief"] : ["notes", "self-assessment", "confirm", "usefulness"];
  if (state === "debriefing") return [...(manages ? ["stage", ...(debrief.self_assessment && debrief.comments.length < 3 ? ["comments"] : []), ...(debrief.next_step ? ["end-debrief"] : [])] : ["self-assessment", "usefulness"]), ...(debrief.next_step ? [] : ["next-step"]), "next-session", "notes"];
  return state === "done" && !manages ? ["usefulness"] : [];
};
const shown = (one, me) => {
  const viewer = one.rep.id === me.person.id ? "rep" : "manager";
  return { ...one, viewer, now: now_text(), allowed: allowed(one, viewer) };
};
const row = (one) => ({
  id: one.id, format: one.format, state: one.state, rep: one.rep, manager: one.manager, account: one.call.account, call: { starts_at: one.call.starts_at, ends_at: one.call.ends_at }, pre_brief: one.pre_brief_slot, debrief: one.debrief_slot,
  has_pre_brief: one.pre_brief.signed_at !== undefined, consent: one.consent, held: one.held, moved_times: one.moved_times, takeovers: one.takeovers.length, comments: one.debrief.comments.length, debrief_due: one.debrief.due_at, debrief_skips: one.debrief.skips, debrief_started_at: one.debrief.started_at, debrief_on_time: one.debrief.on_time,
});
const line = (format, owed, held, booked = 0, risk = "none", excused = 0) => ({ format, owed, held, booked, excused, extra: 0, open: owed - held - booked - excused, risk });
const owed = [
  [line("observe", 2, 1, 1), line("co_sell", 1, 0), line("reverse", 1, 0, 0, "weeks")], [line("observe", 2, 0, 0, "weeks"), line("co_sell", 1, 1), line("reverse", 1, 0)], [line("observe", 1, 1), line("co_sell", 1, 0, 0, "calls"), line("reverse", 1, 1)],
  [line("observe", 8, 5, 1), line("co_sell", 0, 0), line("reverse", 0, 0)], [line("observe", 2, 1, 0, "none", 1), line("co_sell", 1, 0, 1), line("reverse", 3, 2)], [line("observe", 2, 2), line("co_sell", 1, 1), line("reverse", 1, 1)], [line("observe", 1, 0), line("co_sell", 0, 0), line("reverse", 0, 0)],
];
const debt = (lines, over = {}) => ({ every: "quarter", period_first: date(-52), period_last: date(38), window_first: date(-52), window_last: date(38), lines, either: 0, weeks_left: 5, over: false, ...over });
const candidates = (index) =>
  owed[index].filter(({ open }) => open > 0).flatMap(({ format }, at_format) =>
    accounts.slice(index, index + 4).map((account, position) => ({
      call_id: `k${index}${at_format}${position}`, format, account, title: `${account}, ${format === "co_sell" ? "proposal" : "discovery"}`, stage: format === "co_sell" ? "Proposal" : "Discovery", stage_number: format === "co_sell" ? 3 : 1,
      call: span(2 + position * 3, 9 + position, 0, 45), pre_brief: span(2 + position * 3, 8 + position, 30, 15), debrief: span(2 + position * 3 + (position % 2), 15, 0, 30), part: 2, parts: 3, days_since_last: index === 3 ? undefined : 12 + position,
    })),
  );

const load = (handler) => (call) => (all.has(call.params.id) ? handler({ ...call, one: all.get(call.params.id) }) : call.problem(404, "not_found", "There is nothing here."));
const verb = (method, name, change) => [method, `/api/ride-alongs/{id}/${name}`, load((call) => (change(call.one, call.body ?? {}, call), (call.one.version += 1), shown(call.one, call.me)))];

export const ridealong = [
  ["GET", "/api/ride-alongs/desk", () => ({
    manager: ref(manager), now: now_text(), time_zone: manager.time_zone, calls_known: true,
    reps: team.map((rep, index) => ({ rep: ref(rep), job_role: "ae", is_top_performer: index === 4, last_held_at: index === 3 ? undefined : at(-12 - index), debts: [debt(owed[index], index === 2 ? { window_first: date(-20) } : {})], candidates: candidates(index) })),
    coming: ["r000000000001", "r000000000002"].map((id) => row(all.get(id))), debriefs_due: ["r000000000003", "r000000000004"].map((id) => row(all.get(id))), recent: [row(all.get("r000000000005"))],
  })],
  ["GET", "/api/ride-alongs", () => ({ items: [...all.values()].map(row) })],
  ["POST", "/api/ride-alongs", () => ({ id: "r000000000001" })],
  ["GET", "/api/ride-alongs/{id}", load(({ one, me }) => shown(one, me))],
  ["GET", "/api/ride-alongs/{id}/events", load(({ response }) => (response.writeHead(200, { "Content-Type": "text/event-stream" }), response.write("retry: 1000\n\n"), "streaming"))],
  verb("PUT", "pre-brief", (one, { sign, ...fields }) => Object.assign(one.pre_brief, fields, sign && { signed_at: now_text() })),
  verb("PUT", "self-assessment", (one, { text }) => (one.debrief.self_assessment = text)),
  verb("POST", "format", (one, { format }) => Object.assign(one, { format, format_confirmed_at: now_text(), state: "confirmed" })),
  verb("POST", "consent", (one, { given }) => Object.assign(one, { consent: given, consent_at: now_text() })),
  verb("POST", "start", (one) => Object.assign(one, { state: "running", started_at: now_text() })),
  verb("POST", "end", (one) => Object.assign(one, { state: "ended", ended_at: now_text() })),
  verb("POST", "cancel", (one) => (one.state = "cancelled")),
  ["POST", "/api/ride-alongs/{id}/notes", load(({ one, body: { note_id, at: noted_at, tag, text }, me }) => {
    const note = { id: note_id, at: noted_at, tag, text, by: me.person.id };
    one.notes = [...one.notes.filter(({ id }) => id !== note_id), note];
    return note;
  })],
  verb("POST", "takeovers", (one) => one.takeovers.push({ from: now_text(), had_consent: one.consent === true })),
  verb("POST", "takeovers/hand-back", (one) => (one.takeovers.at(-1).handed_back_at = now_text())),
  verb("POST", "debrief", (one) => ((one.state = "debriefing"), (one.debrief = { ...one.debrief, started_at: now_text(), stages: stages.map((stage, index) => (index === 0 ? { ...stage, entered_at: now_text() } : stage)) }))),
  verb("POST", "debrief/stage", (one, { stage: key }) => (one.debrief.stages = one.debrief.stages.map((stage) => (stage.key === key ? { ...stage, entered_at: now_text() } : stage.entered_at && !stage.left_at ? { ...stage, left_at: now_text() } : stage)))),
  verb("POST", "comments", (one, { text }) => one.debrief.comments.push({ number: one.debrief.comments.length + 1, text, at: now_text() })),
  verb("POST", "next-step", (one, body) => (one.debrief.next_step = { id: "c9", due_on: date(7), ...body })),
  verb("POST", "next-session", (one) => Object.assign(one.debrief, { next_session_at: at(5, 9, 30), next_session_id: "s000000000001" })),
  verb("POST", "debrief/end", (one) => (one.state = "done")),
];
