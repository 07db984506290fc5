// Merging two people's edits of one note so that no word either wrote is lost. Lines are the unit: what only one side changed is taken
// from that side; where both changed the same lines, both versions stay, theirs first.

interface Hunk {
  /** Lines [from, to) of the ancestor that this side replaced; an insertion has from == to. */
  from: number;
  to: number;
  lines: string[];
}

/** The replaced stretches that turn `before` into `after`, in order, none touching the next. */
export function hunksBetween(before: readonly string[], after: readonly string[]): Hunk[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const old_lines = before.slice(head, before.length - tail);
  const new_lines = after.slice(head, after.length - tail);

  // Longest common subsequence of what is left, by lengths of suffixes.
  const width = new_lines.length + 1;
  const longest = new Uint32Array((old_lines.length + 1) * width);
  for (let i = old_lines.length - 1; i >= 0; i--)
    for (let j = new_lines.length - 1; j >= 0; j--)
      longest[i * width + j] =
        old_lines[i] === new_lines[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);

  const hunks: Hunk[] = [];
  let open: Hunk | undefined;
  const close = () => {
    if (open) hunks.push(open);
    open = undefined;
  };
  for (let i = 0, j = 0; i < old_lines.length || j < new_lines.length; ) {
    if (i < old_lines.length && j < new_lines.length && old_lines[i] === new_lines[j]) {
      close();
      i++;
      j++;
      continue;
    }
    open ??= { from: head + i, to: head + i, lines: [] };
    const drop_old = j >= new_lines.length || (i < old_lines.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!);
    if (drop_old) {
      i++;
      open.to = head + i;
    } else {
      open.lines.push(new_lines[j]!);
      j++;
    }
  }
  close();
  return hunks;
}

/** True when the two replaced stretches concern the same lines: they overlap, or both insert at the same place. */
function collide(a: Hunk, b: Hunk) {
  if (a.from === a.to && b.from === b.to) return a.from === b.from;
  return a.from < b.to && b.from < a.to;
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((line, index) => line === b[index]);

/** Both sides' lines for the same stretch: one of them where it already says all of the other, else theirs and then mine. */
function keepBoth(mine: string[], theirs: string[]): string[] {
  if (same(mine, theirs)) return mine;
  const [mine_text, theirs_text] = [mine.join("\n"), theirs.join("\n")];
  if (mine_text.startsWith(theirs_text)) return mine;
  if (theirs_text.startsWith(mine_text)) return theirs;
  const shared = new Set(theirs);
  return [...theirs, ...mine.filter((line) => line === "" || !shared.has(line))];
}

/** What a side made of the ancestor's lines [from, to): its own hunks there, the ancestor's lines between them. */
function rendering(base: readonly string[], hunks: Hunk[], from: number, to: number) {
  const lines: string[] = [];
  let at = from;
  for (const hunk of hunks) {
    lines.push(...base.slice(at, hunk.from), ...hunk.lines);
    at = hunk.to;
  }
  lines.push(...base.slice(at, to));
  return lines;
}

/** The text that holds both edits of `base`. Equal to the edited side when only one side changed. */
export function mergeTexts(base: string, mine: string, theirs: string): string {
  if (mine === theirs || base === theirs) return mine;
  if (base === mine) return theirs;
  const base_lines = splitLines(base);
  const my_hunks = hunksBetween(base_lines, splitLines(mine));
  const their_hunks = hunksBetween(base_lines, splitLines(theirs));
  const merged: string[] = [];
  let at = 0;
  let m = 0;
  let t = 0;
  while (m < my_hunks.length || t < their_hunks.length) {
    // Gather the next group of hunks that touch each other, directly or through one another.
    const first = startsFirst(my_hunks[m], their_hunks[t]);
    const group = { mine: [] as Hunk[], theirs: [] as Hunk[], from: first.from, to: first.to };
    for (;;) {
      const reach: Hunk = { from: group.from, to: group.to, lines: [] };
      const my_next = my_hunks[m];
      const their_next = their_hunks[t];
      if (my_next && (my_next === first || collide(reach, my_next))) {
        group.mine.push(my_next);
        m++;
        group.to = Math.max(group.to, my_next.to);
      } else if (their_next && (their_next === first || collide(reach, their_next))) {
        group.theirs.push(their_next);
        t++;
        group.to = Math.max(group.to, their_next.to);
      } else break;
    }
    merged.push(...base_lines.slice(at, group.from));
    if (group.theirs.length === 0) merged.push(...rendering(base_lines, group.mine, group.from, group.to));
    else if (group.mine.length === 0) merged.push(...rendering(base_lines, group.theirs, group.from, group.to));
    else merged.push(...keepBoth(rendering(base_lines, group.mine, group.from, group.to), rendering(base_lines, group.theirs, group.from, group.to)));
    at = group.to;
  }
  merged.push(...base_lines.slice(at));
  return merged.join("\n");
}

/** An empty note has no lines, so that two people starting it at once are two insertions and not two edits of an empty line. */
const splitLines = (text: string) => (text === "" ? [] : text.split("\n"));

function startsFirst(mine: Hunk | undefined, theirs: Hunk | undefined): Hunk {
  if (!mine) return theirs!;
  if (!theirs) return mine;
  if (mine.from !== theirs.from) return mine.from < theirs.from ? mine : theirs;
  // At the same line an insertion goes before a replacement; otherwise theirs first, as both sides will agree on the same order less often than on this.
  if ((mine.from === mine.to) !== (theirs.from === theirs.to)) return mine.from === mine.to ? mine : theirs;
  return theirs;
}

/** Where a caret belongs after the text under it changed from `before` to `after` elsewhere. */
export function movedCaret(before: string, after: string, caret: number): number {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  if (caret <= head) return caret;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (caret >= before.length - tail) return caret + after.length - before.length;
  return Math.min(caret, after.length - tail);
}
