// After the conversation: a summary that prints on one page, and the few things left to do.
import { Trans, useLingui } from "@lingui/react/macro";
import { Plural } from "@lingui/react/macro";
import Printer from "lucide-react/icons/printer";
import { useState } from "react";
import { SessionStateBadge } from "@/features/people/SessionStateBadge";
import { Badge, Button, DateTime, Page } from "@/ui";
import { AfterCard } from "./AfterCard";
import { CompleteNotes } from "./CompleteNotes";
import { heldMinutes, may } from "./conversation";
import { PlannedActions } from "./PlannedActions";
import { PrivateNote } from "./PrivateNote";
import { Summary } from "./Summary";
import { useConversation } from "./use_conversation";

export function EndedView() {
  const { t } = useLingui();
  const { conversation, other } = useConversation();
  const [is_completing, setCompleting] = useState(false);
  return (
    <Page
      title={t`${conversation.kind_name} with ${other.name}`}
      breadcrumb={[{ label: other.name, href: `/people/${other.id}` }]}
      lead={<Outcome />}
      actions={
        <>
          {(may(conversation, "move") || may(conversation, "excuse")) && <PlannedActions />}
          <Button icon={<Printer size={16} aria-hidden />} onClick={() => window.print()}>
            <Trans>Print</Trans>
          </Button>
        </>
      }
      width="wide"
    >
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem] print:block">
        <div className="max-lg:order-2">
          {is_completing ? <CompleteNotes onDone={() => setCompleting(false)} /> : <Summary onComplete={may(conversation, "notes") ? () => setCompleting(true) : undefined} />}
        </div>
        <aside aria-label={t`What is left to do`} className="no-print grid content-start gap-5 max-lg:order-1">
          <AfterCard />
          <PrivateNote />
        </aside>
      </div>
    </Page>
  );
}

function Outcome() {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const held = heldMinutes(conversation);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <DateTime at={conversation.starts_at} zone={conversation.time_zone} />
      <SessionStateBadge state={conversation.state} />
      {held > 0 && (
        <span className="tabular text-sm">
          {t`${held} of ${conversation.minutes} minutes`}
        </span>
      )}
      {conversation.last_reason && <span className="text-sm">{conversation.last_reason}</span>}
      {conversation.moved_times > 0 && (
        <span className="text-sm">
          <Plural value={conversation.moved_times} one="moved once" other="moved # times" />
        </span>
      )}
      {!conversation.counts_as_coaching && (
        <Badge tone="outline">
          <Trans>Does not count as coaching</Trans>
        </Badge>
      )}
    </span>
  );
}
