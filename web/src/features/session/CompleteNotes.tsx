// Notes of a conversation that is over, while they may still be completed.
import { Trans } from "@lingui/react/macro";
import { Button, Section } from "@/ui";
import { SharedNote } from "./SharedNote";
import { useConversation } from "./use_conversation";

export function CompleteNotes({ onDone }: { onDone: () => void }) {
  const { conversation } = useConversation();
  return (
    <Section
      title={<Trans>Notes</Trans>}
      aside={
        <Button size="small" onClick={onDone}>
          <Trans>Done</Trans>
        </Button>
      }
    >
      <div className="grid gap-6">
        {conversation.agenda.map((stage) => (
          <div key={stage.key}>
            <h3 className="mb-1 font-medium">{stage.name}</h3>
            <SharedNote stage={stage.key} stage_name={stage.name} />
          </div>
        ))}
      </div>
    </Section>
  );
}
