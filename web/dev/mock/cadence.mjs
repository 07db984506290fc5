import { at, date, leaders, managers, now, ref, reps } from "./world.mjs";

function iso_week(ms) {
  const day = new Date(ms);
  const thursday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 3 - ((day.getUTCDay() + 6) % 7)));
  const january4 = Date.UTC(thursday.getUTCFullYear(), 0, 4);
  const first_monday = january4 - ((new Date(january4).getUTCDay() + 6) % 7) * 86_400_000;
  return `${thursday.getUTCFullYear()}-W${String(1 + Math.floor((thursday.getTime() - first_monday) / 604_800_000)).padStart(2, "0")}`;
}
const hash = (a, b) => ((a * 73856093) ^ (b * 19349663)) >>> 0;

function cell(manager, week, is_current) {
  const owed = 7;
  const roll = hash(manager + 1, week + 1);
  const quality = manager === 3 ? 2 : manager === 6 ? Math.max(1, 7 - Math.floor(week / 2)) : 5 + (roll % 3);
  const excused = roll % 5 === 0 ? 1 : 0;
  const cancelled = roll % 11 === 0 ? 1 : 0;
  const held = Math.min(owed - excused - cancelled, quality);
  const short = held > 3 && roll % 4 === 0 ? 1 : 0;
  const rest = owed - held - excused - cancelled;
  return { owed, held: held - short, short, moved: roll % 3, excused, cancelled, missed: is_current ? 0 : rest, pending: is_current ? rest : 0, delegated: 0 };
}

export const cadence = [
  ["GET", "/api/cadence", ({ query }) => {
    const count = Number(query.get("weeks") ?? 13);
    const until = now;
    const monday = until - ((new Date(until).getUTCDay() + 6) % 7) * 86_400_000;
    const weeks = Array.from({ length: count }, (_, index) => monday - (count - 1 - index) * 604_800_000).map((ms) => ({ week: iso_week(ms), monday: new Date(ms).toISOString().slice(0, 10) }));
    const rows = managers.map((manager, index) => {
      const cells = weeks.map((_, week) => cell(index, week, week === count - 1));
      const total = cells.reduce((sum, one) => Object.fromEntries(Object.keys(one).map((key) => [key, (sum[key] ?? 0) + one[key]])), {});
      const closed = total.owed - total.pending;
      const rate = closed ? (total.held + total.short) / closed : undefined;
      const spread = rate === undefined ? 0 : 1.96 * Math.sqrt((rate * (1 - rate)) / closed);
      return { manager: ref(manager), leader: ref(leaders[index % 2]), reps: 7, cells, total: { ...total, n: closed, rate, low: rate && Math.max(0, rate - spread), high: rate && Math.min(1, rate + spread) }, weeks_without: index === 3 ? 3 : 0, attention: index === 3 ? "No 1:1 for three weeks with 4 of 7 reps" : undefined };
    });
    return { as_of: at(0), weeks, managers: rows, attention: [
      { manager: ref(managers[3]), kind: "weeks_without", text: "No 1:1 for three weeks with 4 of 7 reps. Hours asked exceed the budget by 2.1 a week." },
      { manager: ref(managers[6]), kind: "decay", text: "Held fell from 6 of 7 to 2 of 7 since the launch 41 days ago." },
    ] };
  }],
  ["GET", "/api/cadence/{manager}/{week}", ({ params }) => {
    const mine = reps.filter((rep) => rep.manager.id === params.manager);
    const states = ["satisfied", "short", "missed", "excused", "satisfied", "satisfied", "cancelled"];
    return { items: mine.map((rep, index) => ({
      obligation_id: `b${index}`, rep: ref(rep), kind: "weekly_one_on_one", kind_name: "Weekly 1:1", window_from: date(-7), window_to: date(-1), due_at: at(-3, 17), state: states[index], on_time: index !== 1, planned_minutes: index === 2 ? undefined : 30,
      held_minutes: states[index] === "satisfied" ? 31 : states[index] === "short" ? 17 : undefined, session_id: "s000000000002", moved_times: index === 1 ? 2 : 0, focus_competency: index % 2 ? "Negotiation" : "Discovery depth", commitment_verdicts: states[index] === "satisfied" ? ["kept"] : states[index] === "short" ? ["partly"] : [],
    })) };
  }],
];
