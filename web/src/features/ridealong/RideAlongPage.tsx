// One ride-along, before, during and after the call: the same address for both people.
import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { ErrorState, Loading, Page } from "@/ui";
import { ClosedView } from "./ClosedView";
import { DebriefView } from "./DebriefView";
import { PadView } from "./PadView";
import { PlannedView } from "./PlannedView";
import { RiddenView } from "./RiddenView";
import { RideAlongContext, useLive, useRideAlongData, useScope } from "./use_ride_along";
import type { Phase, RideAlong } from "./wire";

export function RideAlongPage() {
  const { t } = useLingui();
  const { ride_along_id } = useParams({ strict: false }) as { ride_along_id: string };
  const query = useRideAlongData(ride_along_id);
  if (query.data) return <Loaded key={ride_along_id} ride_along={query.data} />;
  return <Page title={t`Ride-along`}>{query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Loading lines={5} />}</Page>;
}

const stage_of = (state: Phase) => (state === "booked" || state === "confirmed" ? "planned" : state === "running" ? "running" : state === "ended" || state === "debriefing" ? "debrief" : "closed");

function Loaded({ ride_along }: { ride_along: RideAlong }) {
  const live = useLive(ride_along.id, useCallback(() => undefined, []));
  const scope = useScope(ride_along, live);
  const stage = stage_of(ride_along.state);
  const View = { planned: PlannedView, running: scope.is_manager ? PadView : RiddenView, debrief: DebriefView, closed: ClosedView }[stage];
  const view = useRef<HTMLDivElement>(null);
  const shown = useRef(stage);
  useEffect(() => {
    // What had the focus is gone with the last stage: the new one is read from its beginning.
    if (shown.current !== stage) view.current?.focus({ preventScroll: true });
    shown.current = stage;
  }, [stage]);
  return (
    <RideAlongContext value={scope}>
      <div ref={view} tabIndex={-1} className="outline-none">
        <View />
      </div>
    </RideAlongContext>
  );
}
