// Newer replaces older by version, for anything two people look at; what a verb will look like is shown before the server has answered.
interface Versioned {
  id: string;
  version: number;
}

/** The newer of what is known and what came in; an older answer that overtook a newer one is dropped. */
export function newerOf<T extends Versioned>(known: T | undefined, incoming: T): T {
  return known && known.id === incoming.id && known.version > incoming.version ? known : incoming;
}

/** What was shown ahead of the server lies between two versions: later than any answer that was on its way before, earlier than the one it waits for. */
const ahead_of = (version: number) => (Number.isInteger(version) ? version + 0.5 : version + 1);
export const isAhead = ({ version }: Pick<Versioned, "version">) => !Number.isInteger(version);
export const lookedAhead = <T extends Versioned>(known: T, ahead: (now: T) => T): T => ({ ...ahead(known), version: ahead_of(known.version) });

/** The server's answer to a verb. The answer to the last one under way replaces what was shown ahead, also where nothing changed. */
export function answeredBy<T extends Versioned>(known: T | undefined, reply: T, is_last: boolean): T {
  return known && isAhead(known) && is_last && reply.version >= Math.floor(known.version) ? reply : newerOf(known, reply);
}
