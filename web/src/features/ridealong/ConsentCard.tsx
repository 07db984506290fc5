// May the manager take the call over? The rep signs yes or no before the call; from its start on the answer stands.
import { Trans, useLingui } from "@lingui/react/macro";
import Hand from "lucide-react/icons/hand";
import { serverNow } from "@/live/server_clock";
import { Card, cx, DateTime } from "@/ui";
import { first_name, useRideAlong } from "./use_ride_along";
import { consent as consentTo, may } from "./verbs";

export function ConsentCard() {
  const { t } = useLingui();
  const { ride_along, is_manager, perform } = useRideAlong();
  const { consent, consent_at } = ride_along;
  const may_sign = may(ride_along, "consent");
  const [rep, manager] = [first_name(ride_along.rep), first_name(ride_along.manager)];
  const answers = [
    { key: "yes", is_given: true, label: t`Yes, ${manager} may` },
    { key: "no", is_given: false, label: t`No` },
  ];
  return (
    <Card className="grid gap-3">
      <h2 id="consent" className="flex items-center gap-2 text-sm font-semibold">
        <Hand size={16} aria-hidden className="text-accent" />
        {is_manager ? t`May you take the call over?` : t`May ${manager} take the call over?`}
      </h2>
      {may_sign && !is_manager ? (
        <>
          <div role="group" aria-labelledby="consent" className="grid grid-cols-2 gap-2">
            {answers.map(({ key, is_given, label }) => (
              <button
                key={key}
                type="button"
                aria-pressed={consent === is_given}
                onClick={() => void perform(consentTo(is_given, serverNow()))}
                className={cx("min-h-11 cursor-pointer rounded-lg border px-3 text-sm font-medium", consent === is_given ? "border-accent bg-accent-soft text-accent-strong" : "border-line bg-surface hover:bg-sunken")}
              >
                {label}
              </button>
            ))}
          </div>
          <p className="text-sm text-faint">{t`${manager} hands back before the close, and both times are written down. You can change your answer until the call begins; from then on it stands.`}</p>
        </>
      ) : (
        <p className="text-sm text-soft">
          {consent === undefined ? (may_sign || is_manager ? t`${rep} has not signed. A takeover would be logged as without consent.` : t`Not signed before the call.`) : consent ? t`Yes, signed by ${rep}.` : t`No, signed by ${rep}.`}{" "}
          {consent_at && (
            <span className="text-faint">
              <DateTime at={consent_at} />
            </span>
          )}
        </p>
      )}
      {consent === undefined && may_sign && !is_manager && (
        <p className="text-sm font-medium text-warn">
          <Trans>Not answered yet</Trans>
        </p>
      )}
    </Card>
  );
}
