// The rep's side of what happened: it took place, and was it useful? One tap each.
import { Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import { ScoreScale } from "@/features/session/ScoreScale";
import { Button, Card } from "@/ui";
import { first_name, useRideAlong } from "./use_ride_along";
import { confirmHeld, may, rate } from "./verbs";

export function HeldCard() {
  const { t } = useLingui();
  const { ride_along, is_manager, perform, is_busy } = useRideAlong();
  const { debrief, usefulness } = ride_along;
  const manager = first_name(ride_along.manager);
  const may_confirm = may(ride_along, "confirm");
  const may_rate = may(ride_along, "usefulness") && debrief.ended_at !== undefined;
  if (is_manager || (!may_confirm && !may_rate)) return null;
  return (
    <Card className="no-print grid gap-5">
      {may_confirm && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button look="primary" busy={is_busy} className="max-sm:min-h-11" icon={<Check size={16} aria-hidden />} onClick={() => void perform({ ...confirmHeld, says: t`Confirmed.` })}>
            {t`Yes, ${manager} was there`}
          </Button>
          <span className="text-sm text-faint">
            <Trans>It counts once you say so, or once you have written how you saw it.</Trans>
          </span>
        </div>
      )}
      {may_rate && (
        <div>
          <p id="usefulness" className="font-medium">
            <Trans>Was this useful?</Trans>
          </p>
          <p className="text-sm text-faint">{t`${manager} never sees your answer, only an average over enough answers.`}</p>
          <ScoreScale labelled_by="usefulness" given={usefulness} onScore={(score) => void perform(rate(score))} />
        </div>
      )}
    </Card>
  );
}
