// The invented organisation: 70 reps, 10 managers, 2 leaders and the staff around them, the same at every start.
let seed = 20261122;
export function random() {
  seed = (seed * 1664525 + 1013904223) % 4294967296;
  return seed / 4294967296;
}
export const pick = (list) => list[Math.floor(random() * list.length)];
export const id = (prefix, number) => `${prefix}${String(number).padStart(12, "0")}`.slice(0, 13);

const day = 86_400_000;
export let now = Date.parse("2026-11-23T08:40:00Z");
export const move_clock = (days) => (now += days * day);
export const at = (days, hour = 9, minute = 0) => {
  const date = new Date(now + days * day);
  date.setUTCHours(hour, minute, 0, 0);
  return date.toISOString().replace(".000", "");
};
export const date = (days) => at(days).slice(0, 10);
/** When this server started: the invented clock runs on from `now`. */
export const started = Date.now();
export const now_text = () => new Date(now + Date.now() - started).toISOString().replace(/\.\d+Z/, "Z");

const first = ["Ana", "Ben", "Carla", "Dmitri", "Elif", "Farah", "Gustav", "Hana", "Ivo", "Jamila", "Kofi", "Lena", "Marco", "Noor", "Oskar", "Priya", "Quentin", "Rosa", "Sami", "Tove", "Uma", "Viktor", "Wanda", "Ximena", "Yusuf", "Zoe"];
const last = ["Almeida", "Brandt", "Castellano", "Dubois", "Eriksen", "Fontaine", "Garcia", "Haddad", "Ivanova", "Jansen", "Kowalski", "Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Quispe", "Rossi", "Schneider", "Takahashi", "Ueda", "Vasquez", "Weber", "Xu", "Yilmaz", "Zamora"];
const names = new Set();
function a_name() {
  for (;;) {
    const name = `${pick(first)} ${pick(last)}`;
    if (!names.has(name)) return names.add(name), name;
  }
}

export const people = [];
function person(job_role, manager, months, extra = {}) {
  const made = {
    id: id("p", people.length + 1), name: a_name(), job_role, manager: manager && { id: manager.id, name: manager.name },
    segment: pick(["Mid-market", "Enterprise", "SMB"]), region: pick(["DACH", "Nordics", "Iberia", "UK & Ireland", "North America"]),
    hire_date: date(-months * 30.4), tenure_band: months <= 6 ? "New hire" : months <= 18 ? "Tenured" : "Veteran", is_active: true, time_zone: "Europe/Madrid", ...extra,
  };
  made.email = `${made.name.toLowerCase().replace(" ", ".")}@simulated.example`;
  people.push(made);
  return made;
}

export const executive = person("CRO", null, 40);
export const leaders = [person("VP Sales", executive, 36), person("VP Sales", executive, 20)];
export const managers = Array.from({ length: 10 }, (_, index) => person("Sales manager", leaders[index % 2], 14 + index * 4));
export const reps = Array.from({ length: 70 }, (_, index) => person(index % 7 === 6 ? "SDR" : pick(["AE", "AE", "AE", "AM"]), managers[Math.floor(index / 7)], 1 + Math.floor(random() * 40)));
export const enablement = person("Enablement lead", executive, 22);
export const revops = person("RevOps analyst", executive, 18);
export const admin = person("IT operations", null, 30);
for (const index of [3, 31]) Object.assign(reps[index], { is_active: false, leave_date: date(-40) });

export const users = [
  ["rep", reps[0]], ["manager", managers[0]], ["leader", leaders[0]], ["enablement", enablement], ["revops", revops], ["executive", executive], ["admin", admin],
].map(([role, who], index) => ({ id: id("u", index + 1), person: { id: who.id, name: who.name }, email: who.email, roles: [role], active: true, has_password: index !== 4, last_seen_at: at(-index), version: 1, time_zone: index === 2 ? "America/New_York" : "Europe/Madrid", single_key_shortcuts: true }));

export const ref = (who) => ({ id: who.id, name: who.name });
export const find = (person_id) => people.find((who) => who.id === person_id);
export const signed_in = (cookie) => users.find((user) => cookie?.includes(`backbeat=${user.id}`));
export const me_of = (user) => ({
  user_id: user.id, person: user.person, email: user.email, roles: user.roles, time_zone: user.time_zone, single_key_shortcuts: user.single_key_shortcuts, now: now_text(), demo: true,
  organisation: { id: "o000000000001", name: "Meridian Instruments", time_zone: "Europe/Madrid", fiscal_first_month: 2, is_simulated: true },
});
