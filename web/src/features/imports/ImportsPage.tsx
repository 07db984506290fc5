// Where the facts come from: how fresh each source is, whose names nobody knows, and every import that was made.
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Navigate, useSearch } from "@tanstack/react-router";
import Upload from "lucide-react/icons/upload";
import { useEffect } from "react";
import { importRunsQuery, importsQuery, type Imports } from "@/api";
import { has_role, useMe } from "@/shell/me";
import { Button, ButtonLink, ErrorState, Loading, Page, Section } from "@/ui";
import { RunTable } from "./RunTable";
import { SourceTable } from "./SourceTable";
import { UnmatchedNames } from "./UnmatchedNames";

export function ImportsPage() {
  const { t } = useLingui();
  const me = useMe();
  const { kind } = useSearch({ from: "/shell/imports" });
  const imports = useQuery(importsQuery);
  // A link that names a source means to import it.
  if (kind && has_role(me, "revops")) return <Navigate to="/imports/new" search={{ kind }} replace />;
  return (
    <Page
      title={t`Imports`}
      width="wide"
      lead={<Trans>Every file is looked at before anything changes, and the same file twice changes nothing.</Trans>}
      actions={
        has_role(me, "revops") && (
          <ButtonLink href="/imports/new" look="primary">
            <Upload size={16} aria-hidden />
            <Trans>Import a file</Trans>
          </ButtonLink>
        )
      }
    >
      {imports.isPending ? <Loading lines={8} /> : imports.isError ? <ErrorState error={imports.error} retry={() => void imports.refetch()} /> : <ImportsBody imports={imports.data} />}
    </Page>
  );
}

function ImportsBody({ imports }: { imports: Imports }) {
  const { t } = useLingui();
  useEffect(() => {
    if (window.location.hash === "#unmatched") document.getElementById("unmatched")?.scrollIntoView();
  }, []);
  return (
    <>
      <Section title={t`Sources`}>
        <SourceTable sources={imports.sources} />
      </Section>
      <Section title={<span id="unmatched">{t`Names that match nobody`}</span>} lead={<Trans>A row with such a name is kept, and joins its person as soon as you say who it is.</Trans>}>
        <UnmatchedNames />
      </Section>
      <Section title={t`History`}>
        <History first={imports} />
      </Section>
    </>
  );
}

function History({ first }: { first: Imports }) {
  const pages = useInfiniteQuery({ ...importRunsQuery, enabled: first.next_cursor !== undefined });
  const runs = pages.data ? pages.data.pages.flatMap((page) => page.runs) : first.runs;
  return (
    <>
      <RunTable runs={runs} />
      {pages.hasNextPage && (
        <Button className="mt-3" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          <Trans>Show earlier</Trans>
        </Button>
      )}
    </>
  );
}
