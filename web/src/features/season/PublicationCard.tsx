// What was published and by whom; taken back while no session of it has begun.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { as_written, Button, Card, DateTime, Link } from "@/ui";
import { seasonKey, told_of_in } from "./queries";
import type { Season } from "./wire";

export function PublicationCard({ season }: { season: Season }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { publication } = season;
  const undo = useAct<void, Season>({
    run: () => api.post<Season>(`/api/circle-seasons/${season.season.id}/undo-publish`),
    says: () => t`Taken back. The circles from before run again.`,
    refreshes: told_of_in,
    done: (next) => client.setQueryData(seasonKey(next.season.id), next),
  });
  if (!publication) return null;
  const { by } = publication;
  return (
    <Card className="mb-7 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div>
        <p className="font-medium">
          <Link href={`/circles/proposals/${publication.proposal_id}`}>
            <Plural value={publication.circles} one="# circle is published" other="# circles are published" />
          </Link>
        </p>
        <p className="text-sm text-soft">
          <Trans>
            <DateTime at={publication.at} /> by {as_written(by)}
          </Trans>
        </p>
      </div>
      {publication.may_undo && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-faint">
          {publication.undo_until && (
            <span>
              <Trans>
                can be taken back until <DateTime at={publication.undo_until} />
              </Trans>
            </span>
          )}
          <Button busy={undo.isPending} onClick={() => undo.mutate()}>
            <Trans>Take it back</Trans>
          </Button>
        </div>
      )}
    </Card>
  );
}
