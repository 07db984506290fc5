// Before the conversation: when, with whom, what it will open on, what the numbers say, and the button that starts it.
import { Trans, useLingui } from "@lingui/react/macro";
import { Plural } from "@lingui/react/macro";
import { CommitmentQuote } from "@/features/commitment/CommitmentQuote";
import { Evidence } from "@/features/commitment/Evidence";
import { EvidencePanel } from "@/features/signal/EvidencePanel";
import { Questions } from "@/features/signal/Questions";
import { Badge, Card, DateTime, Page, Section } from "@/ui";
import { AgendaOutline } from "./AgendaOutline";
import { PlannedActions } from "./PlannedActions";
import { Presence } from "./Presence";
import { PrivateNote } from "./PrivateNote";
import { useConversation } from "./use_conversation";
import { useSignals } from "./use_signals";

export function PlannedView() {
  const { t } = useLingui();
  const { conversation, other, is_manager } = useConversation();
  const { gate } = conversation;
  const signals = useSignals();
  const first_word = conversation.rep.name.split(" ")[0] ?? "";
  return (
    <Page
      title={t`${conversation.kind_name} with ${other.name}`}
      breadcrumb={[{ label: other.name, href: `/people/${other.id}` }]}
      lead={<When />}
      actions={<PlannedActions />}
      width="wide"
    >
      <div className="grid gap-x-12 gap-y-2 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div>
          {gate.commitments.length > 0 ? (
            <Section title={<Trans>It will open on this</Trans>} className="mb-10">
              <div className="grid gap-8">
                {gate.commitments.map((commitment) => (
                  <div key={commitment.id} className="grid gap-6 md:grid-cols-[minmax(0,1fr)_16rem]">
                    <CommitmentQuote text={commitment.text} due_on={commitment.due_on} indicator={commitment.indicator} size="largest" />
                    <div className="md:border-l md:border-line md:pl-5">
                      <Evidence evidence={commitment.evidence} />
                    </div>
                  </div>
                ))}
              </div>
            </Section>
          ) : (
            <Section title={<Trans>Nothing to inspect</Trans>}>
              <p className="text-soft">
                <Trans>No commitment is open. This conversation can make the first one.</Trans>
              </p>
            </Section>
          )}
          {conversation.commitments.length > 0 && (
            <Section title={<Trans>Brought along</Trans>} lead={is_manager ? t`${first_word} made it elsewhere and chose to bring it here.` : t`You made it elsewhere and chose to bring it here.`} className="mb-10">
              <div className="grid gap-6">
                {conversation.commitments.map((commitment) => (
                  <CommitmentQuote key={commitment.id} text={commitment.text} due_on={commitment.due_on} indicator={commitment.indicator} />
                ))}
              </div>
            </Section>
          )}
          {conversation.agenda.length > 0 && (
            <Section title={<Trans>Agenda</Trans>} aside={<Plural value={conversation.minutes} one="# minute" other="# minutes" />}>
              <AgendaOutline agenda={conversation.agenda} />
            </Section>
          )}
        </div>
        <aside aria-label={t`Preparation`} className="grid content-start gap-5">
          {signals && (
            <Card className="grid gap-6">
              <Questions questions={signals.questions} />
              <EvidencePanel signals={signals} />
            </Card>
          )}
          <PrivateNote />
        </aside>
      </div>
    </Page>
  );
}

function When() {
  const { conversation } = useConversation();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span className="text-lg text-ink">
        <DateTime at={conversation.starts_at} zone={conversation.time_zone} />
      </span>
      <span className="text-sm">
        <Plural value={conversation.minutes} one="# minute" other="# minutes" />
      </span>
      {conversation.state === "confirmed" ? (
        <Badge tone="accent">
          <Trans>Confirmed</Trans>
        </Badge>
      ) : (
        <Badge>
          <Trans>Not confirmed yet</Trans>
        </Badge>
      )}
      {conversation.moved_times > 0 && (
        <Badge tone="outline">
          <Plural value={conversation.moved_times} one="Moved once" other="Moved # times" />
        </Badge>
      )}
      {conversation.last_reason && <span className="text-sm">{conversation.last_reason}</span>}
      {conversation.is_delegated && (
        <Badge tone="outline">
          <Trans>Delegated</Trans>
        </Badge>
      )}
      {!conversation.counts_as_coaching && (
        <Badge tone="outline">
          <Trans>Does not count as coaching</Trans>
        </Badge>
      )}
      <Presence />
    </span>
  );
}
