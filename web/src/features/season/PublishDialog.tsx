// Publishes a proposal: what it does is said before; it is taken back from the message or the season's page until a session has begun.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api";
import { idempotencyKey } from "@/live/keys";
import { problem_text, useAct } from "@/shell/act";
import { Button, Dialog, FormProblem } from "@/ui";
import { seasonKey, told_of_in } from "./queries";
import type { ProposalRow, Season } from "./wire";

export function PublishDialog({ proposal, onClose }: { proposal: ProposalRow; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [key] = useState(idempotencyKey); // pressed twice, it is published once
  const publish = useAct<void, Season>({
    run: () => api.post<Season>(`/api/circle-proposals/${proposal.id}/publish`, { version: proposal.version }, { idempotencyKey: key }),
    says: () => t`Published. Each member sees their circle now.`,
    undo: () => api.post(`/api/circle-seasons/${proposal.season_id}/undo-publish`),
    refreshes: told_of_in,
    quiet_errors: true,
    done: (season) => {
      client.setQueryData(seasonKey(season.season.id), season);
      void navigate({ to: "/circles/season", search: { season: season.season.id, part: "circles" } });
    },
  });
  const { result } = proposal;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Publish proposal ${proposal.number}?`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Not yet</Trans>
          </Button>
          <Button look="primary" busy={publish.isPending} onClick={() => publish.mutate()}>
            <Trans>Publish</Trans>
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <FormProblem text={publish.error ? problem_text(publish.error) : undefined} />
        {result && (
          <ul className="grid list-disc gap-1.5 pl-5 text-soft">
            <li>
              <Plural value={result.circles} one="# circle begins, and its sessions are on its members’ calendars as “Peer circle”." other="# circles begin, and their sessions are on their members’ calendars as “Peer circle”." />
            </li>
            <li>
              <Trans>Circles that run now end. What was written in them stays with those who wrote it.</Trans>
            </li>
            {result.waiting > 0 && (
              <li>
                <Plural value={result.waiting} one="# person waits for the next mix and is told why." other="# people wait for the next mix and are told why." />
              </li>
            )}
            <li>
              <Trans>It can be taken back until the first session begins.</Trans>
            </li>
          </ul>
        )}
      </div>
    </Dialog>
  );
}
