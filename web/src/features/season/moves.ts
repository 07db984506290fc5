// Hand edits of a proposal before they are saved: who goes where, and the board as it would be.
import type { Member, Move, Proposal, ProposedCircle, Trial, Waiting } from "./wire";

export const waitlist = 0;

/** Where somebody is in the proposal as it is saved. */
export function home_of(proposal: Pick<Proposal, "circles" | "waitlist">, person_id: string): number | undefined {
  const circle = proposal.circles.find(({ members }) => members.some(({ person }) => person.id === person_id));
  if (circle) return circle.number;
  return proposal.waitlist.some(({ person }) => person.id === person_id) ? waitlist : undefined;
}

/** One more move: the last one of a person counts, and going back home is no move. */
export function moved(moves: readonly Move[], proposal: Pick<Proposal, "circles" | "waitlist">, move: Move): Move[] {
  const others = moves.filter(({ person_id }) => person_id !== move.person_id);
  return home_of(proposal, move.person_id) === move.to ? others : [...others, move];
}

export const place_now = (moves: readonly Move[], proposal: Pick<Proposal, "circles" | "waitlist">, person_id: string) => moves.find((move) => move.person_id === person_id)?.to ?? home_of(proposal, person_id);

export interface BoardCircle {
  circle: ProposedCircle;
  members: (Member & { is_moved: boolean })[];
  /** Somebody comes or goes. */
  is_touched: boolean;
  is_new: boolean;
}
export interface Board {
  circles: BoardCircle[];
  waiting: (Waiting & { is_moved: boolean })[];
}

const known_members = (proposal: Pick<Proposal, "circles">, trial?: Trial) => {
  const members = new Map<string, Member>();
  for (const circle of [...(trial?.touched ?? []), ...proposal.circles]) for (const member of circle.members) members.set(member.person.id, member);
  return members;
};

/** The board as it would be. What a trial says of touched circles (cost, hour, broken rules) is on them as soon as it is there. */
export function board_of(proposal: Pick<Proposal, "circles" | "waitlist" | "circles_in_all">, moves: readonly Move[], trial?: Trial): Board {
  const members = known_members(proposal, trial);
  const as_member = (person_id: string): Member => {
    const waiting = proposal.waitlist.find(({ person }) => person.id === person_id);
    return members.get(person_id) ?? { person: waiting?.person ?? { id: person_id, name: "" }, role: waiting?.role ?? "", segment: "", tenure_months: 0, is_certified: false, time_zone: "" };
  };
  const coming = (number: number) => moves.filter(({ to }) => to === number);
  const going = (person_id: string) => moves.some((move) => move.person_id === person_id);
  const shown = (circle: ProposedCircle, is_new: boolean): BoardCircle => {
    const stay = circle.members.filter(({ person }) => !going(person.id)).map((member) => ({ ...member, is_moved: false }));
    const come = coming(circle.number).map(({ person_id }) => ({ ...as_member(person_id), is_moved: true }));
    const judged = trial?.touched.find(({ number }) => number === circle.number);
    return { circle: judged ?? circle, members: [...stay, ...come], is_touched: come.length > 0 || stay.length < circle.members.length, is_new };
  };
  const circles = proposal.circles.map((circle) => shown(circle, false));
  const fresh = proposal.circles_in_all + 1;
  if (coming(fresh).length > 0) circles.push(shown({ number: fresh, form: "same", held_by: "", held_by_name: "", name: "", length_minutes: 60, members: [], cost: 0, terms: [], broken: [], remarks: [] }, true));
  const stay = proposal.waitlist.filter(({ person }) => !going(person.id)).map((each) => ({ ...each, is_moved: false }));
  const come = coming(waitlist).map(({ person_id }) => {
    const { person, role } = as_member(person_id);
    return { person, role, words: "", is_moved: true };
  });
  return { circles, waiting: [...stay, ...come] };
}
