// What both people of a conversation shared with the leader above them: the notes they wrote together and what was agreed, nothing private.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { api, type Conversation, type PersonRef, type SessionState, type SharedNote } from "@/api";
import { CommitmentList } from "@/features/commitment/CommitmentList";
import { SessionStateBadge } from "@/features/people/SessionStateBadge";
import { DateTime, ErrorState, Loading, Page, Section } from "@/ui";

interface SharedConversation {
  id: string;
  state: SessionState;
  rep: PersonRef;
  manager: PersonRef;
  starts_at: string;
  shared_notes: SharedNote[];
  commitments: Conversation["commitments"];
}

export function SharedView({ id }: { id: string }) {
  const { t } = useLingui();
  const { data, error } = useQuery({ queryKey: ["sessions", id, "shared"], queryFn: ({ signal }) => api.get<SharedConversation>(`/api/sessions/${id}/shared`, undefined, signal), retry: false });
  if (!data) return <Page title={t`Conversation`}>{error ? <ErrorState error={error} /> : <Loading lines={5} />}</Page>;
  const notes = data.shared_notes.filter((note) => note.text.trim() !== "");
  return (
    <Page
      title={t`${data.rep.name} with ${data.manager.name}`}
      breadcrumb={[{ label: data.rep.name, href: `/people/${data.rep.id}` }]}
      width="reading"
      lead={
        <span className="flex flex-wrap items-center gap-3">
          <DateTime at={data.starts_at} />
          <SessionStateBadge state={data.state} />
          <Trans>Both have shared this with you.</Trans>
        </span>
      }
    >
      {data.commitments.length > 0 && (
        <Section title={<Trans>Commitment</Trans>}>
          <CommitmentList commitments={data.commitments} />
        </Section>
      )}
      <Section title={<Trans>Notes</Trans>}>
        {notes.length > 0 ? (
          <ol className="divide-y divide-line">
            {notes.map((note) => (
              <li key={note.stage} className="whitespace-pre-wrap py-3 first:pt-0">
                {note.text}
              </li>
            ))}
          </ol>
        ) : (
          <p className="text-soft">
            <Trans>No notes were taken.</Trans>
          </p>
        )}
      </Section>
    </Page>
  );
}
