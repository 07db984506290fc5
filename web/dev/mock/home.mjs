import { at, managers, now_text, ref, reps } from "./world.mjs";

const dismissed = new Set();
const person = (who) => ref(who);
const session = "s000000000001";

const actions_by_role = {
  manager: () => [
    { key: "a1", kind: "inspect", title: `Open today's 1:1 with ${reps[0].name}`, why: "It opens on last week's commitment: “ask what happens if they do nothing, on every discovery call.”", href: `/sessions/${session}`, verb: "Prepare", due_at: at(0, 9, 30), person: person(reps[0]) },
    { key: "a2", kind: "weeks_without", title: `Plan a 1:1 with ${reps[4].name}`, why: "No 1:1 for three weeks. The last one was moved twice and then cancelled.", href: "/team?plan=true", verb: "Plan", person: person(reps[4]) },
    { key: "a3", kind: "deal_coaching", title: `Offer deal coaching to ${reps[2].name}`, why: "A deal has been in Negotiation for 34 days; usual for the team is 16.", href: `/people/${reps[2].id}`, verb: "Look", person: person(reps[2]) },
    { key: "a4", kind: "confirm", title: `Name the next session with ${reps[5].name}`, why: "Friday's conversation ended without one.", href: "/team?plan=true", verb: "Plan", person: person(reps[5]) },
  ],
  rep: () => [
    { key: "r1", kind: "prepare", title: "Think of the one thing you want to get sharper on", why: `Your 1:1 with ${managers[0].name} is at 10:30; you speak first.`, href: `/sessions/${session}`, verb: "Open", due_at: at(0, 9, 30), person: person(managers[0]) },
    { key: "r2", kind: "confirm", title: "Confirm last Monday's conversation", why: "One tap says that it was held.", href: "/sessions/s000000000002", verb: "Confirm" },
  ],
  leader: () => [
    { key: "l1", kind: "attention", title: `Ask ${managers[3].name} what is in the way`, why: "Four of seven reps had no 1:1 for three weeks; hours asked exceed the budget by 2.1 a week.", href: "/cadence#attention", verb: "Look", person: person(managers[3]) },
    { key: "l2", kind: "attention", title: `Read ${managers[6].name}'s week`, why: "Held fell from 6 of 7 to 2 of 7 in a month.", href: "/cadence", verb: "Look", person: person(managers[6]) },
  ],
  revops: () => [
    { key: "o1", kind: "unmatched", title: "Match 4 names that belong to nobody", why: "312 opportunities of the last import have an owner the roster does not know.", href: "/imports#unmatched", verb: "Match" },
    { key: "o2", kind: "stale", title: "Import this week's stage history", why: "The last one is 9 days old; pipeline signals are silent until it is fresh.", href: "/imports/new?kind=stage-history", verb: "Import" },
  ],
};

export const home = [
  ["GET", "/api/home", ({ me }) => {
    const role = me.roles[0];
    const all = (actions_by_role[role] ?? (() => []))().filter(({ key }) => !dismissed.has(key));
    const today = role === "manager" || role === "rep" ? [
      { session_id: session, kind_name: "Weekly 1:1", with: person(role === "rep" ? managers[0] : reps[0]), starts_at: at(0, 9, 30), minutes: 30, state: "confirmed" },
      ...(role === "manager" ? [
        { session_id: "s000000000003", kind_name: "Weekly 1:1", with: person(reps[1]), starts_at: at(0, 12, 0), minutes: 30, state: "planned" },
        { session_id: "s000000000004", kind_name: "Skill deep-dive", with: person(reps[2]), starts_at: at(0, 15, 0), minutes: 60, state: "planned" },
      ] : []),
    ] : [];
    const numbers = role === "rep"
      ? [{ label: "Conversations held, last 4 weeks", value: "3 of 4", n: 4 }, { label: "Commitments kept", value: "71 %", n: 7, low: 0.36, high: 0.92 }]
      : [
          { label: "Owed conversations held, last 4 weeks", value: "82 %", n: 28, low: 0.64, high: 0.92 },
          { label: "Commitments inspected", value: "90 %", n: 21, low: 0.71, high: 0.97, note: "At the next conversation of the pair" },
          { label: "Coaching hours asked a week", value: "6.9 h", note: "Budget 4 to 6 h" },
        ];
    return { now: now_text(), actions: all.slice(0, 3), more: Math.max(0, all.length - 3), today, numbers: role === "admin" ? [] : numbers };
  }],
  ["POST", "/api/home/dismiss", ({ body }) => void dismissed.add(body.key)],
  ["POST", "/api/home/restore", ({ body }) => void dismissed.delete(body.key)],
];
