// What has broken in a manager's rhythm, in a sentence that ends on how to help.
import { plural, t } from "@lingui/core/macro";
import type { Cadence } from "@/api";
import { date_text, percent_text } from "@/ui";

type Attention = Cadence["attention"][number];
const named_at_most = 3;

export function attention_text(item: Attention): string {
  if (item.kind === "launch_decay" && item.launched_on && item.first && item.since) {
    const { launched_on, first, since } = item;
    return t`Since the start on ${date_text(launched_on)} kept fell from ${percent_text(first.value)} (n = ${first.n}) in the first four weeks to ${percent_text(since.value)} (n = ${since.n}). What help is needed to keep the block free?`;
  }
  const question = t`What stands in the way, and what would help?`;
  const named = item.gaps.flatMap(({ rep, weeks }) => (rep ? [`${rep.name} (${plural(weeks, { one: "# week", other: "# weeks" })})`] : []));
  if (named.length === 0) {
    const longest = item.gaps[0]?.weeks ?? 0;
    const reps = plural(item.gaps.length, { one: "# rep had no 1:1", other: "# reps had no 1:1" });
    return `${t`${reps} for ${plural(longest, { one: "# week", other: "# weeks" })} or nearly.`} ${question}`;
  }
  const more = named.length - named_at_most;
  const names = named.slice(0, named_at_most).join(", ") + (more > 0 ? ` ${t`and ${more} more`}` : "");
  return `${t`No 1:1: ${names}.`} ${question}`;
}
