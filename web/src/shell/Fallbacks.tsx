// What is shown instead of a page: no such page, or a page that broke.
import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Button, ButtonLink, EmptyState, ErrorState, Page } from "@/ui";
import { ApiError } from "@/api";

export function NotFound() {
  const { t } = useLingui();
  return (
    <Page title={t`Not found`}>
      <EmptyState
        title={<Trans>There is no page at this address.</Trans>}
        action={
          <ButtonLink href="/" look="primary">
            <Trans>Go home</Trans>
          </ButtonLink>
        }
      />
    </Page>
  );
}

/** The same where there is no shell around it. */
export function BrokenAlone(props: ErrorComponentProps) {
  return (
    <main>
      <Broken {...props} />
    </main>
  );
}

export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t`Something broke`}>
      {error instanceof ApiError ? (
        <ErrorState error={error} retry={retry} />
      ) : (
        <EmptyState title={<Trans>This page could not be shown.</Trans>} action={<Button onClick={() => window.location.reload()}>{t`Load it again`}</Button>}>
          <Trans>What you had saved is safe. Loading the page again usually helps after an update.</Trans>
        </EmptyState>
      )}
    </Page>
  );
}
