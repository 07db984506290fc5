// The rep's next step: a commitment like any other, on which the next conversation opens.
import { Trans, useLingui } from "@lingui/react/macro";
import { CommitmentComposer } from "@/features/commitment/CommitmentComposer";
import { CommitmentQuote } from "@/features/commitment/CommitmentQuote";
import { local_date } from "@/ui";
import { first_name, useRideAlong } from "./use_ride_along";
import { usePlanned } from "./use_planned";
import { may } from "./verbs";

export function NextStep() {
  const { t } = useLingui();
  const { ride_along, is_manager, perform } = useRideAlong();
  const { next_step } = ride_along.debrief;
  const next = usePlanned().planned[0];
  const rep = first_name(ride_along.rep);
  if (next_step)
    return (
      <div className="grid gap-2">
        <CommitmentQuote text={next_step.text} due_on={next_step.due_on} indicator={next_step.indicator} />
        <p className="text-sm text-faint">
          <Trans>The next conversation opens on it.</Trans>
        </p>
      </div>
    );
  if (!may(ride_along, "next-step")) return <p className="text-soft">{is_manager ? t`${rep} says it in the debrief.` : t`You say it in the debrief.`}</p>;
  return (
    <div className="max-w-2xl">
      <CommitmentComposer rep_id={ride_along.rep.id} rep_name={rep} is_rep={!is_manager} default_due_on={next && local_date(next.starts_at, ride_along.time_zone)} names_deals={false} onAdd={({ text, due_on, indicator }) => perform({ verb: "next-step", body: { text, due_on, indicator } })} />
    </div>
  );
}
