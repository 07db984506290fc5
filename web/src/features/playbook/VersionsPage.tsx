// Every version that was published. An old quarter is judged by the rules that were in force then.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { playbookTextQuery, playbookVersionsQuery, type PlaybookVersion } from "@/api";
import { has_role, useMe } from "@/shell/me";
import { as_written, Badge, Button, ButtonLink, DateTime, Dialog, EmptyState, ErrorState, Loading, LocalDate, Page } from "@/ui";

export function VersionsPage() {
  const { t } = useLingui();
  const versions = useQuery(playbookVersionsQuery);
  const [reading, set_reading] = useState<PlaybookVersion | null>(null);
  return (
    <Page title={t`Versions`} width="reading" breadcrumb={[{ label: t`Playbook`, href: "/playbook" }]} lead={<Trans>A period is always judged by the version that was in force in it.</Trans>}>
      {versions.isPending ? (
        <Loading />
      ) : versions.isError ? (
        <ErrorState error={versions.error} retry={() => void versions.refetch()} />
      ) : versions.data.items.length === 0 ? (
        <EmptyState title={<Trans>No version has been published.</Trans>} />
      ) : (
        <ol className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
          {versions.data.items.map((version) => (
            <Version key={version.id} version={version} onRead={() => set_reading(version)} />
          ))}
        </ol>
      )}
      {reading && <VersionText version={reading} onClose={() => set_reading(null)} />}
    </Page>
  );
}

function Version({ version, onRead }: { version: PlaybookVersion; onRead: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="flex flex-wrap items-center gap-2 font-medium">
          <Trans>
            From <LocalDate date={version.effective_from} />
          </Trans>
          {version.is_in_force ? <Badge tone="accent">{t`In force`}</Badge> : version.effective_from > me.now.slice(0, 10) && <Badge tone="outline">{t`To come`}</Badge>}
        </h2>
        <p className="text-sm text-soft">{version.note || version.name}</p>
        <p className="text-sm text-faint">
          {version.published_by ? (
            <Trans>
              {as_written(version.published_by.name)}, <DateTime at={version.published_at} />
            </Trans>
          ) : (
            <Trans>
              Came with Backbeat, <DateTime at={version.published_at} />
            </Trans>
          )}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="small" onClick={onRead} aria-label={t`Read the version from ${version.effective_from}`}>
          <Trans>Read</Trans>
        </Button>
        {has_role(me, "enablement", "executive") && (
          <ButtonLink size="small" href={`/playbook/edit?from=${version.id}`} aria-label={t`Edit from here: the version from ${version.effective_from}`}>
            <Trans>Edit from here</Trans>
          </ButtonLink>
        )}
      </div>
    </li>
  );
}

function VersionText({ version, onClose }: { version: PlaybookVersion; onClose: () => void }) {
  const { t } = useLingui();
  const text = useQuery(playbookTextQuery(version.id));
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={version.name} description={version.note}>
      {text.isPending ? (
        <Loading />
      ) : text.isError ? (
        <ErrorState error={text.error} retry={() => void text.refetch()} />
      ) : (
        <pre tabIndex={0} role="region" aria-label={t`Text of the playbook`} className="overflow-x-auto rounded-lg bg-sunken p-4 font-mono text-xs leading-5">
          {text.data}
        </pre>
      )}
    </Dialog>
  );
}
