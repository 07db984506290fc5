// Whether the other person has this page open.
import { Trans, useLingui } from "@lingui/react/macro";
import { cx } from "@/ui";
import { first_name, useRideAlong } from "./use_ride_along";

export function Presence() {
  const { t } = useLingui();
  const { other, live } = useRideAlong();
  const is_here = live.people.some(({ id }) => id === other.id);
  const name = first_name(other);
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-sm text-soft">
      <span aria-hidden className={cx("size-2 shrink-0 rounded-full", is_here ? "bg-accent" : "border border-line-strong")} />
      {!live.is_connected ? <Trans>Reconnecting</Trans> : is_here ? t`${name} is here` : t`${name} is not here`}
    </span>
  );
}
