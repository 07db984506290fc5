// What the rep has open beside their own call: the plan, what the manager listens for, and who has the call. Nothing that moves.
import { Trans, useLingui } from "@lingui/react/macro";
import Hand from "lucide-react/icons/hand";
import { Card, Page } from "@/ui";
import { CallClock } from "./CallClock";
import { RepsPart } from "./PreBriefForm";
import { Presence } from "./Presence";
import { openTakeover } from "./pad";
import { first_name, useRideAlong } from "./use_ride_along";

export function RiddenView() {
  const { t } = useLingui();
  const { ride_along } = useRideAlong();
  const { call, format, pre_brief } = ride_along;
  const manager = first_name(ride_along.manager);
  const takeover = openTakeover(ride_along, []);
  const does = { observe: t`${manager} listens: silent, camera off, muted.`, co_sell: t`${manager} is on the call with you. You lead; one or two questions are theirs.`, reverse: t`${manager} plays a new colleague. Explain your plan, and why that way.` }[format];
  return (
    <Page title={t`${call.account} with ${ride_along.manager.name}`} lead={does} actions={<CallClock since={ride_along.started_at ?? call.starts_at} until={call.ends_at} />}>
      {takeover && (
        <p role="alert" className="mb-6 flex items-center gap-3 rounded-xl bg-warn-soft px-4 py-3 font-medium text-warn">
          <Hand size={18} aria-hidden className="shrink-0" />
          {t`${manager} has the call, and hands it back before the close.`}
        </p>
      )}
      <RepsPart />
      {pre_brief.listen_for && (
        <Card className="mb-6 max-w-2xl">
          <h2 className="text-sm text-faint">{t`${manager} listens for`}</h2>
          <p className="said mt-0.5 whitespace-pre-wrap">{pre_brief.listen_for}</p>
        </Card>
      )}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-faint">
        <Presence />
        <Trans>The notes of the call are here for both of you once it is over.</Trans>
      </p>
    </Page>
  );
}
