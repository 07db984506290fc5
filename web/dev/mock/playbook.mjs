import { at, date, enablement, executive, managers, now_text, ref, reps } from "./world.mjs";

const agenda = [["inspect", "Inspect", 4, "both", ["Read the commitment aloud, in the rep's words.", "What happened on the calls?"]], ["open", "Open", 2, "rep", ["The one thing I want to get sharper on."]], ["goal", "Goal", 3, "rep", ["What does better look like, by when? A behaviour, not a number."]], ["reality", "Reality", 8, "manager", ["One observed call moment. Ask, don't tell."]], ["options", "Options", 8, "rep", ["Rep first: two or three ways.", "The manager's idea comes last, as one more option."]], ["will", "Will", 5, "rep", ["What, on which calls, how will we know?"]]].map(([key, name, minutes, led_by, prompts]) => ({ key, name, minutes, led_by, prompts }));
const text = `name = "Default"\n\n[session.weekly_one_on_one]\nname = "Weekly 1:1"\nminutes = 30\ncounts_as = "coaching"\n\n[[cadence]]\nsession = "weekly_one_on_one"\nevery = "week"\ncount = 1\n\n[capacity]\nbudget_low = 4\nbudget_high = 6\n`;
const check = (source) => {
  const lines = source.split("\n");
  const at_line = lines.findIndex((line) => /minutes\s*=\s*-|minutes\s*=\s*"/.test(line));
  return at_line < 0 ? [] : [{ line: at_line + 1, column: 11, path: "session.weekly_one_on_one.minutes", found: lines[at_line].split("=")[1].trim(), expected: "a whole number of minutes, 5 to 240" }];
};

export const playbook = [
  ["GET", "/api/playbook", () => ({
    version_id: "v000000000002", name: "Default", effective_from: date(-90),
    session_types: [
      { key: "weekly_one_on_one", name: "Weekly 1:1", minutes: 30, counts_as: "coaching", agenda },
      { key: "skill_deep_dive", name: "Skill deep-dive", minutes: 60, counts_as: "coaching", agenda: agenda.map((stage) => ({ ...stage, minutes: stage.minutes * 2 })) },
      { key: "quarterly_reset", name: "Quarterly reset", minutes: 90, counts_as: "coaching", agenda: agenda.map((stage) => ({ ...stage, minutes: stage.minutes * 3 })) },
      { key: "pipeline_review", name: "Pipeline review", minutes: 30, counts_as: "never", agenda: [] },
    ],
    cadences: [
      { session_type: "weekly_one_on_one", job_roles: ["AE", "AM", "SDR"], tenure_bands: [], every: "week", count: 1, summary: "Every rep is owed one weekly 1:1 a week." },
      { session_type: "skill_deep_dive", job_roles: ["AE", "AM"], tenure_bands: [], every: "month", count: 1, summary: "Every AE and AM is owed one skill deep-dive a month." },
      { session_type: "quarterly_reset", job_roles: ["AE", "AM", "SDR"], tenure_bands: [], every: "quarter", count: 1, summary: "Every rep is owed one quarterly reset a quarter." },
    ],
    competencies: [
      { key: "discovery", name: "Discovery depth", description: "Gets to the cost of doing nothing before showing anything.", behaviours: ["Asks a quantified-impact question on every discovery call", "Repeats the customer's words before moving on", "Names the next step aloud before hanging up"] },
      { key: "negotiation", name: "Negotiation", description: "Trades, never gives.", behaviours: ["Asks for something in return for every concession"] },
    ],
    drills: [{ key: "five_whys", name: "Five whys", competency: "discovery", minutes: 15, steps: ["One plays the customer with a vague need.", "Ask why until there is a number.", "Swap."] }],
    thresholds: [{ key: "short_share", name: "Held short", value: 0.8, unit: "share of planned", meaning: "Below this a session counts as held short." }, { key: "weeks_without", name: "Weeks without a 1:1", value: 3, unit: "weeks", meaning: "From here a pair needs attention." }],
    indicators: [{ key: "impact_questions", name: "Discovery calls with a quantified-impact question", unit: "percent of calls" }, { key: "next_step_set", name: "Calls that end with a dated next step", unit: "percent of calls" }],
    tenure_bands: [{ key: "new", name: "New hire", from_month: 0, to_month: 6 }, { key: "tenured", name: "Tenured", from_month: 6, to_month: 18 }, { key: "veteran", name: "Veteran", from_month: 18 }],
    capacity: { budget_low: 4, budget_high: 6, span_low: 6, span_high: 8, span_flag: 10 },
    job_roles: [{ key: "ae", name: "Account executive", is_coached: true }], indicators: [{ key: "win_rate", name: "Win rate", unit: "share" }],
    ride_alongs: [{ job_roles: ["ae"], tenure_bands: ["tenured"], observe: 2, co_sell: 1, reverse: 1, every: "quarter", summary: "Tenured AEs are owed two observed, one co-sold and one reverse ride-along a quarter." }],
    triggers: [{ key: "late_stage", name: "A deal enters a late stage", condition: "An opportunity enters Negotiation", proposes: "deal_coaching" }],
  })],
  ["GET", "/api/playbook/versions", () => ({ items: [
    { id: "v000000000003", name: "Default", effective_from: date(30), published_at: at(-2), published_by: ref(executive), note: "Deep-dives every six weeks from the new year", is_in_force: false },
    { id: "v000000000002", name: "Default", effective_from: date(-90), published_at: at(-97), published_by: ref(enablement), note: "Shorter Inspect, longer Options", is_in_force: true },
    { id: "v000000000001", name: "Default", effective_from: date(-400), published_at: at(-400), published_by: ref(enablement), note: "The default playbook", is_in_force: false },
  ] })],
  ["GET", "/api/playbook/versions/{id}/text", () => ({ reply: { status: 200, type: "text/plain", body: text } })],
  ["POST", "/api/playbook/check", ({ body }) => ({ ok: check(body.text).length === 0, problems: check(body.text) })],
  ["POST", "/api/playbook/preview", ({ body }) => ({
    ok: check(body.text).length === 0, problems: check(body.text),
    differences: [{ path: "cadence.weekly_one_on_one.every", before: "week", after: "2 weeks", summary: "Weekly 1:1s are owed every two weeks instead of every week." }],
    people_affected: reps.slice(0, 6).map((rep) => ({ person: ref(rep), before: "13 a quarter", after: "7 a quarter" })), people_affected_total: 68,
    managers: managers.map((manager, index) => ({ manager: ref(manager), reps: 7, hours_before: 6.9 + (index % 3) * 0.3, hours_before_high: 7.3 + (index % 3) * 0.3, hours_after: 5.1 + (index % 4) * 0.5, hours_after_high: 5.4 + (index % 4) * 0.5, budget_low: 4, budget_high: 6, overflows: 5.4 + (index % 4) * 0.5 > 6, statement: "", by_kind_before: [], options: [{ what: "Skill deep-dives every two months", hours: 0.8, hours_high: 0.8 }], by_kind: [{ kind: "Weekly 1:1", key: "weekly_one_on_one", hours: 1.75, hours_high: 1.75 }, { kind: "Skill deep-dive", key: "skill_deep_dive", hours: 1.6, hours_high: 1.6 }, { kind: "Ride-along", key: "ride_along", hours: 1.8, hours_high: 2.3 }] })),
    statement: "Two of ten managers are asked for more than six hours a week. Nothing that is owed is dropped; the calendar cannot hold all of it.",
  })],
  ["POST", "/api/playbook/versions", () => ({ id: "v000000000004", at: now_text() })],
];
