// One conversation, before, during and after: the same address for both people, whatever its kind.
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { ApiError, type Conversation } from "@/api";
import { getRideAlong, rideAlongKey } from "@/features/ridealong/queries";
import { useMe } from "@/shell/me";
import { ErrorState, Loading, Page } from "@/ui";
import { Announcements } from "./Announcements";
import { phaseOf } from "./conversation";
import { EndedView } from "./EndedView";
import { GateView } from "./GateView";
import { PlannedView } from "./PlannedView";
import { RunningView } from "./RunningView";
import { SharedView } from "./SharedView";
import { ConversationContext, useConversationData, useLive, useVerbs, type ConversationScope } from "./use_conversation";
import { NotesContext, useNotes } from "./use_notes";

export function SessionPage() {
  const { t } = useLingui();
  const { session_id } = useParams({ strict: false }) as { session_id: string };
  const query = useConversationData(session_id);
  if (query.data) return <Loaded key={session_id} conversation={query.data} />;
  // Not a conversation of one of the two: perhaps a ride-along of theirs, or a leader with whom both shared it.
  if (query.error instanceof ApiError && query.error.status === 404) return <Elsewhere key={session_id} id={session_id} />;
  return (
    <Page title={t`Conversation`}>
      {query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Loading lines={5} />}
    </Page>
  );
}

/** A ride-along is a session too, with a page of its own: what was agreed in one leads here. */
function Elsewhere({ id }: { id: string }) {
  const { t } = useLingui();
  const { history } = useRouter();
  const ride_along = useQuery({ queryKey: rideAlongKey(id), queryFn: ({ signal }) => getRideAlong(id, signal), retry: false });
  const is_one = ride_along.isSuccess;
  useEffect(() => {
    if (is_one) history.replace(`/ride-alongs/${id}`);
  }, [is_one, history, id]);
  if (ride_along.isError) return <SharedView id={id} />;
  return (
    <Page title={t`Conversation`}>
      <Loading lines={5} />
    </Page>
  );
}

function Loaded({ conversation }: { conversation: Conversation }) {
  const me = useMe();
  const notes = useNotes(me.user_id, conversation);
  const live = useLive(conversation.id, true, (note) => notes?.receiveLive(note), () => notes?.retryNow());
  const { perform, is_busy } = useVerbs(conversation.id);
  const is_manager = conversation.viewer === "manager";
  const scope = useMemo<ConversationScope>(
    () => ({ conversation, other: is_manager ? conversation.rep : conversation.manager, is_manager, live, perform, is_busy }),
    [conversation, is_manager, live, perform, is_busy],
  );
  const phase = phaseOf(conversation);
  const View = { planned: PlannedView, gate: GateView, running: RunningView, ended: EndedView }[phase];
  const view = useRef<HTMLDivElement>(null);
  const shown = useRef(phase);
  useEffect(() => {
    // What had the focus is gone with the last phase: the new one is read from its beginning.
    if (shown.current !== phase) view.current?.focus({ preventScroll: true });
    shown.current = phase;
  }, [phase]);
  return (
    <ConversationContext value={scope}>
      <NotesContext value={notes ?? null}>
        <div ref={view} tabIndex={-1} className="outline-none">
          <View />
        </div>
        <Announcements />
      </NotesContext>
    </ConversationContext>
  );
}
