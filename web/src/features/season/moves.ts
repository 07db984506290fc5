// Hand edits of a proposal before they are saved: who goes where, and the board as it would be. A proposal may have two thousand circles, of which a page is here:
// a step therefore carries where somebody was and what they are called.
import type { Member, Move, Proposal, ProposedCircle, Trial, Waiting } from "./wire";

export const waitlist = 0;

export interface Step extends Move {
  name: string;
  /** The circle as it is saved; 0 is the waitlist. */
  home: number;
}

/** As the server takes them. */
export const moves_of = (steps: readonly Step[]): Move[] => steps.map(({ person_id, to }) => ({ person_id, to }));

type Shown = Pick<Proposal, "circles" | "waitlist">;

/** What is known of the circles that changed, wherever they stand. */
const circles_known = (shown: Shown, trial?: Trial) => [...shown.circles, ...(trial?.touched ?? [])];

/** Somebody on the board, with where they are as it is saved. */
export function found_on(shown: Shown, steps: readonly Step[], trial: Trial | undefined, person_id: string): { name: string; home: number } | undefined {
  const moved_before = steps.find((step) => step.person_id === person_id);
  if (moved_before) return moved_before;
  const waiting = shown.waitlist.find(({ person }) => person.id === person_id);
  if (waiting) return { name: waiting.person.name, home: waitlist };
  for (const { number, members } of circles_known(shown, trial))
    for (const { person } of members) if (person.id === person_id) return { name: person.name, home: number };
  return undefined;
}

/** One more step: the last one of a person counts, and going back home is none. */
export function moved(steps: readonly Step[], step: Step): Step[] {
  const others = steps.filter(({ person_id }) => person_id !== step.person_id);
  return step.home === step.to ? others : [...others, step];
}

export interface BoardCircle {
  circle: ProposedCircle;
  members: (Member & { is_moved: boolean })[];
  /** Somebody comes or goes. */
  is_touched: boolean;
  is_new: boolean;
}
export interface Board {
  circles: BoardCircle[];
  /** Those that change and are not on this page. */
  elsewhere: BoardCircle[];
  waiting: (Waiting & { is_moved: boolean })[];
}

const empty_circle = (number: number): ProposedCircle => ({ number, form: "same", held_by: "", held_by_name: "", name: "", length_minutes: 60, members: [], cost: 0, terms: [], broken: [], remarks: [] });

/** The board as it would be. What a trial says of touched circles (cost, hour, broken rules) is on them as soon as it is there. */
export function board_of(proposal: Shown & Pick<Proposal, "circles_in_all">, steps: readonly Step[], trial?: Trial): Board {
  const known = new Map<string, Member>(circles_known(proposal, trial).flatMap(({ members }) => members.map((member) => [member.person.id, member] as const)));
  const as_member = ({ person_id, name }: Step): Member =>
    known.get(person_id) ?? { person: { id: person_id, name }, role: proposal.waitlist.find(({ person }) => person.id === person_id)?.role ?? "", segment: "", tenure_months: 0, is_certified: false, time_zone: "" };
  const goes = (person_id: string) => steps.some((step) => step.person_id === person_id);
  const shown = (circle: ProposedCircle, is_new: boolean): BoardCircle => {
    const stay = circle.members.filter(({ person }) => !goes(person.id)).map((member) => ({ ...member, is_moved: false }));
    const come = steps.filter(({ to }) => to === circle.number).map((step) => ({ ...as_member(step), is_moved: true }));
    const judged = trial?.touched.find(({ number }) => number === circle.number);
    return { circle: judged ?? circle, members: [...stay, ...come], is_touched: come.length > 0 || stay.length < circle.members.length, is_new };
  };
  const fresh = proposal.circles_in_all + 1;
  const here = new Set(proposal.circles.map(({ number }) => number));
  const circles = proposal.circles.map((circle) => shown(circle, false));
  if (steps.some(({ to }) => to === fresh)) circles.push(shown(empty_circle(fresh), true));
  const elsewhere = (trial?.touched ?? []).filter(({ number }) => number < fresh && !here.has(number)).map((circle) => ({ ...shown(circle, false), is_touched: true }));
  const stay = proposal.waitlist.filter(({ person }) => !goes(person.id)).map((each) => ({ ...each, is_moved: false }));
  const come = steps.filter(({ to }) => to === waitlist).map((step) => {
    const { person, role } = as_member(step);
    return { person, role, words: "", is_moved: true };
  });
  return { circles, elsewhere, waiting: [...stay, ...come] };
}

/** The moves that take these back, where circles keep their numbers: none opened, none emptied. Nothing while it is not known. */
export function back_from({ circles_in_all }: Pick<Proposal, "circles_in_all">, steps: readonly Step[], trial: Trial | undefined): Move[] | undefined {
  const opens = steps.some(({ to }) => to > circles_in_all);
  const empties = trial?.touched.some(({ members }) => members.length === 0);
  return !trial || opens || empties ? undefined : steps.map(({ person_id, home }) => ({ person_id, to: home }));
}
