import { at, date, find, managers, people as all, ref, reps } from "./world.mjs";

const page_size = 40;
const skills = ["Discovery depth", "Quantifying impact", "Multi-threading", "Negotiation", "Next-step control"];
const time_off = new Map();
const row = ({ time_zone: _zone, tenure_band: _band, ...who }) => who;

const timeline = (who) => [
  { at: at(-7, 9), kind: "session", title: "Weekly 1:1", detail: "31 of 30 minutes · Discovery depth", session_id: "s000000000002", state: "held" },
  { at: at(-7, 9, 30), kind: "commitment", title: "Commitment", detail: "Due at the next 1:1", session_id: "s000000000002", text: "I will ask what happens if they do nothing, on every discovery call this week, and write the answer down in their words." },
  { at: at(-7, 9, 2), kind: "inspection", title: "Commitment inspected", detail: "partly", session_id: "s000000000002", state: "partly", text: "Recap the next step aloud before hanging up." },
  { at: at(-14, 9), kind: "session", title: "Weekly 1:1", detail: "Sickness", state: "excused" },
  { at: at(-18, 9), kind: "focus", title: "Focus: Discovery depth", detail: "Until the end of the quarter" },
  { at: at(-21, 9), kind: "session", title: "Weekly 1:1", detail: "17 of 30 minutes", state: "short" },
  { at: at(-28, 9), kind: "session", title: "Quarterly reset", detail: "88 of 90 minutes", state: "held" },
  { at: at(-120, 9), kind: "assignment", title: `Reports to ${who.manager?.name ?? "nobody"}` },
  { at: `${who.hire_date}T09:00:00Z`, kind: "hire", title: "Joined" },
];

const team_of = (manager) => ({
  manager: ref(manager), managers: managers.map(ref), hours: { asked: 6.4, asked_high: 6.9, budget_low: 4, budget_high: 6, statement: "Up to 0.9 hours a week more than there are. Everything stays owed; the calendar cannot hold all of it." },
  reps: reps.filter((rep) => rep.manager.id === manager.id && rep.is_active).map((rep, index) => {
    const missed = [0, 0, 1, 0, 3, 0, 1][index] ?? 0;
    const excused = index === 3 ? 1 : 0;
    const short = index === 2 ? 1 : 0;
    return {
      person: ref(rep), job_role: rep.job_role, tenure_band: rep.tenure_band, focus_skill: index === 4 ? undefined : skills[index % skills.length],
      next_session: index === 4 || index === 5 ? undefined : { id: `s00000000000${index + 1}`, kind: "weekly_one_on_one", starts_at: at(index, 9 + index, 30) },
      last_held_at: at(index === 4 ? -24 : -7 + (index % 3)), last_four_weeks: { owed: 4, held: 4 - missed - excused - short, short, excused, cancelled: 0, missed },
      open_commitments: (index * 2) % 3, weeks_without: index === 4 ? 3 : 0,
    };
  }),
});

const unmatched = [
  { source: "opportunities", system: "crm", value: "Almeida, A.", rows: 148, first_seen_at: at(-9), suggestions: [{ person: ref(reps[0]), reason: "Same last name and initial" }, { person: ref(reps[8]), reason: "Same region and segment" }] },
  { source: "opportunities", system: "crm", value: "j.doe-contractor", rows: 12, first_seen_at: at(-9), suggestions: [] },
  { source: "stage history", system: "crm", value: "Benjamin Brandt", rows: 131, first_seen_at: at(-9), suggestions: [{ person: ref(reps[1]), reason: "Ben is short for Benjamin" }] },
];

export const people = [
  ["GET", "/api/people", ({ query }) => {
    const search = (query.get("search") ?? "").toLowerCase();
    const found = all.filter((who) => who.name.toLowerCase().includes(search) && (!query.get("role") || who.job_role === query.get("role")) && (query.get("active") !== "true" || who.is_active));
    const from = Number(query.get("cursor") ?? 0);
    const limit = Math.min(page_size, Number(query.get("limit") ?? page_size));
    return { items: found.slice(from, from + limit).map(row), next_cursor: from + limit < found.length ? String(from + limit) : undefined };
  }],
  ["GET", "/api/people/{id}", ({ params, problem }) => {
    const who = find(params.id);
    if (!who) return problem(404, "not_found", "There is nothing here.");
    return {
      ...row(who), time_zone: who.time_zone, working_hours: { from: "09:00", to: "18:00" }, is_top_performer: reps.indexOf(who) % 9 === 1,
      assignments: [{ from: date(-120), manager: who.manager, job_role: who.job_role, segment: who.segment, region: who.region }, ...(who.manager ? [{ from: who.hire_date, to: date(-120), manager: ref(managers[4]), job_role: "SDR", segment: "SMB", region: who.region }] : [])],
      external_ids: [{ system: "crm", value: `005${who.id.slice(-6)}` }], time_off: time_off.get(who.id) ?? [{ id: "t1", from: date(28), to: date(35), reason: "pto" }], certifications: who.job_role === "Sales manager" ? [{ kind: "coach", from: date(-200), to: date(165) }] : [],
    };
  }],
  ["POST", "/api/people/{id}/time-off", ({ params, body, problem }) => {
    if (body.to < body.from) return problem(422, "invalid", "Check the marked fields.", { errors: [{ field: "to", code: "before_from", detail: "The last day is before the first." }] });
    const list = time_off.get(params.id) ?? [{ id: "t1", from: date(28), to: date(35), reason: "pto" }];
    const entry = { id: `t${list.length + 1}`, ...body };
    time_off.set(params.id, [...list, entry]);
    return { id: entry.id };
  }],
  ["DELETE", "/api/people/{id}/time-off/{entry}", ({ params }) => void time_off.set(params.id, (time_off.get(params.id) ?? []).filter(({ id }) => id !== params.entry))],
  ["GET", "/api/people/{id}/timeline", ({ params }) => ({ items: timeline(find(params.id)) })],
  ["GET", "/api/team", ({ query, me }) => team_of(find(query.get("manager_id") ?? "") ?? managers.find(({ id }) => id === me.person.id) ?? managers[0])],
  ["GET", "/api/owed", () => ({ as_of: at(0), items: [] })],
  ["GET", "/api/unmatched", () => ({ items: unmatched })],
  ["POST", "/api/unmatched/match", ({ body }) => void unmatched.splice(unmatched.findIndex(({ value }) => value === body.value), 1)],
  ["GET", "/api/people/{id}/signals", () => signals()],
];

export const signals = () => ({
  as_of: at(0), freshness: [{ source: "opportunities", at: at(-1), stale: false }, { source: "stage history", at: at(-9), stale: true }],
  pace: { quarter: "2026-Q4", target: 240000, won: 131000, expected_by_now: 148000, attainment: 0.546, n: 9 },
  pipeline: [{ stage: "Discovery", count: 8, amount: 210000, median_age_days: 12, usual_age_days: 14 }, { stage: "Proposal", count: 4, amount: 150000, median_age_days: 21, usual_age_days: 18 }, { stage: "Negotiation", count: 2, amount: 88000, median_age_days: 34, usual_age_days: 16 }],
  coverage: { ratio: 2.1, open_amount: 448000, gap: 109000 }, win_rate: { value: 0.27, n: 33, low: 0.15, high: 0.44, before: 0.31, before_n: 58, changed: false },
  cycle: { median_days: 61, n: 9, before_days: 54, before_n: 21, changed: false }, silent: [{ signal: "Stage velocity", reason: "Stage history is 9 days old." }],
  questions: [{ text: "What would have to be true for the Negotiation deals to move this week?", why: "Two deals are at twice their usual age in Negotiation." }],
});
