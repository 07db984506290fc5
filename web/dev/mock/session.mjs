import { at, date, managers, ref, reps } from "./world.mjs";
import { signals } from "./people.mjs";

const stages = [["inspect", "Inspect", 4], ["open", "Open", 2], ["goal", "Goal", 3], ["reality", "Reality", 8], ["options", "Options", 8], ["will", "Will", 5]];

const conversation = (id, me) => ({
  id, kind: "weekly_one_on_one", kind_name: "Weekly 1:1", state: "confirmed", rep: ref(reps[0]), manager: ref(managers[0]), viewer: me.roles.includes("rep") ? "rep" : "manager", starts_at: at(0, 9, 30), minutes: 30, time_zone: "Europe/Madrid", counts_as_coaching: true, moved_times: 0,
  gate: { state: "open", commitments: [{ id: "c1", text: "I will ask what happens if they do nothing, on every discovery call this week.", due_on: date(0), made_at: at(-7), evidence: [{ label: "Discovery calls held", value: 5, n: 5, before: 4 }] }] },
  agenda: stages.map(([key, name, minutes]) => ({ key, name, minutes, led_by: "both", prompts: ["What happened?"], state: "waiting", spent_seconds: 0 })), timer: { state: "idle", total_seconds: 0 }, shared_notes: [], private_note: { text: "", version: 0 }, signals: signals(), commitments: [], focus_skill: "Discovery depth",
  next: { suggested_starts_at: at(7, 9, 30) }, confirmation: {}, shared_with_leader: { rep: false, manager: false }, allowed: ["start", "move", "cancel", "excuse"], version: 1,
});

export const session = [
  ["GET", "/api/sessions", ({ query }) => ({ items: [0, 7].map((days) => ({ id: `s00000000000${days + 1}`, kind: "weekly_one_on_one", kind_name: "Weekly 1:1", rep: ref(reps.find(({ id }) => id === query.get("person_id")) ?? reps[0]), manager: ref(managers[0]), starts_at: at(days, 9, 30), minutes: 30, state: days ? "planned" : "confirmed", counts_as_coaching: true })) })],
  ["POST", "/api/sessions", () => ({ id: "s000000000009" })],
  ["GET", "/api/sessions/{id}", ({ params, me }) => ({ reply: { body: conversation(params.id, me), headers: { ETag: '"1"' } } })],
];
