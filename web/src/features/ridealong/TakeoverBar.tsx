// Taking the call over: two presses, so that none is by accident; from then on handing back is the one big button.
import { Trans, useLingui } from "@lingui/react/macro";
import Hand from "lucide-react/icons/hand";
import { useEffect, useState } from "react";
import { useSingleKeys } from "@/live/use_single_keys";
import { useMe } from "@/shell/me";
import { Button, cx, Kbd } from "@/ui";
import { CallClock } from "./CallClock";
import { first_name, useRideAlong } from "./use_ride_along";
import type { Pad } from "./use_pad";

/** The second press must follow within this time. */
const armed_ms = 4_000;

export function TakeoverBar({ pad }: { pad: Pad }) {
  const { t } = useLingui();
  const me = useMe();
  const { ride_along } = useRideAlong();
  const [is_armed, setArmed] = useState(false);
  const { takeover } = pad;
  const { format, consent } = ride_along;
  const rep = first_name(ride_along.rep);
  const may_take = format !== "reverse" && !takeover && pad.is_ready;
  useEffect(() => {
    if (!is_armed) return;
    const off = setTimeout(() => setArmed(false), armed_ms);
    return () => clearTimeout(off);
  }, [is_armed]);
  const press = () => {
    setArmed(!is_armed);
    if (is_armed) pad.takeOver();
  };
  useSingleKeys({ t: may_take ? press : undefined, h: takeover ? pad.handBack : undefined, Escape: is_armed ? () => setArmed(false) : undefined });
  if (format === "reverse") return null;
  if (takeover)
    return (
      <div role="alert" className="-mx-4 flex flex-wrap items-center justify-between gap-x-5 gap-y-2 border-b border-line bg-warn-soft px-4 py-3 text-warn sm:-mx-8 sm:px-8 lg:mx-0 lg:rounded-b-xl">
        <p className="flex min-w-0 items-center gap-3 font-medium">
          <Hand size={18} aria-hidden className="shrink-0" />
          <span>
            <Trans>You have the call.</Trans> {takeover.had_consent ? t`Hand it back to ${rep} before the close.` : t`${rep} had not consented; that is on the record. Hand it back before the close.`}
          </span>
          <CallClock since={takeover.from} until={ride_along.call.ends_at} />
        </p>
        <Button look="primary" size="large" className="max-sm:w-full" onClick={pad.handBack} aria-keyshortcuts="h">
          <Trans>Hand back</Trans>
          {me.single_key_shortcuts && <Mark>h</Mark>}
        </Button>
      </div>
    );
  return (
    <div className={cx("-mx-4 flex flex-wrap items-center justify-between gap-x-5 gap-y-2 border-b border-line px-4 py-2 text-sm sm:-mx-8 sm:px-8 lg:mx-0 lg:px-0", is_armed && "bg-warn-soft lg:px-4")}>
      <p role="status" className={is_armed ? "font-medium text-warn" : "text-faint"}>
        {is_armed ? (
          consent ? t`${rep} consented. Press once more to take over.` : t`${rep} did not consent. Press once more, and it is logged so.`
        ) : consent ? (
          t`${rep} consents to a takeover.`
        ) : (
          t`${rep} has not consented to a takeover.`
        )}
      </p>
      <Button look={is_armed ? "danger" : "quiet"} className="max-lg:min-h-11" icon={<Hand size={15} aria-hidden />} onClick={press} disabled={!may_take} aria-keyshortcuts="t t">
        {is_armed ? <Trans>Take over now</Trans> : <Trans>Take over</Trans>}
        {me.single_key_shortcuts && <Mark>{is_armed ? "t" : "t t"}</Mark>}
      </Button>
    </div>
  );
}

/** A press that the server did not write down, and why: nobody is left believing that it is on the record. */
export function RefusedPress({ pad }: { pad: Pad }) {
  const { t } = useLingui();
  const { refused_press } = pad;
  if (!refused_press) return null;
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-x-5 gap-y-1 border-b border-line py-2 text-sm text-bad">
      <p>{t`Not on the record: ${refused_press}`}</p>
      <Button look="quiet" size="small" className="max-lg:min-h-11" onClick={pad.forgetRefusedPress}>
        <Trans>Understood</Trans>
      </Button>
    </div>
  );
}

const Mark = ({ children }: { children: string }) => (
  <span aria-hidden className="ml-1 hidden lg:inline">
    <Kbd>{children}</Kbd>
  </span>
);
