// One hour of a circle, before, during and after it: the same address for its four to six people.
import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ErrorState, Loading, Page } from "@/ui";
import { ClosedView } from "./ClosedView";
import { PlannedView } from "./PlannedView";
import { RunningView } from "./RunningView";
import { MeetingContext, useLive, useMeetingData, useScope } from "./use_meeting";
import type { Meeting } from "./wire";

export function MeetingPage() {
  const { t } = useLingui();
  const { meeting_id } = useParams({ strict: false }) as { meeting_id: string };
  const query = useMeetingData(meeting_id);
  if (query.data) return <Loaded key={meeting_id} meeting={query.data} />;
  return <Page title={t`Circle session`}>{query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Loading lines={5} />}</Page>;
}

const phase_of = ({ state, reads }: Meeting) => (reads === "own" ? "closed" : state === "planned" ? "planned" : state === "running" ? "running" : "closed");

function Loaded({ meeting }: { meeting: Meeting }) {
  const live = useLive(meeting.id);
  const scope = useScope(meeting, live);
  const phase = phase_of(meeting);
  const View = { planned: PlannedView, running: RunningView, closed: ClosedView }[phase];
  const view = useRef<HTMLDivElement>(null);
  const shown = useRef(phase);
  useEffect(() => {
    // What had the focus is gone with the last phase: the new one is read from its beginning.
    if (shown.current !== phase) view.current?.focus({ preventScroll: true });
    shown.current = phase;
  }, [phase]);
  return (
    <MeetingContext value={scope}>
      <div ref={view} tabIndex={-1} className="outline-none">
        <View />
      </div>
    </MeetingContext>
  );
}
