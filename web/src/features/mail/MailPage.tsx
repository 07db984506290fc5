// Letters that leave, wait or were given up. For administrators.
import { Trans, useLingui } from "@lingui/react/macro";
import { t as now_t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { Badge, Button, Card, type Column, DateTime, EmptyState, ErrorState, Loading, number_text, Page, Section, Table } from "@/ui";
import { type Letter, type Mail, mailQuery } from "./mail";

export function MailPage() {
  const { t } = useLingui();
  const mail = useInfiniteQuery(mailQuery);
  const state = mail.data?.pages[0];
  const letters = mail.data?.pages.flatMap((page) => page.letters) ?? [];
  return (
    <Page title={t`Mail`} width="wide" lead={<Trans>Invitations and their cancellations. What was sent keeps no text; nothing here shows a subject or a text.</Trans>}>
      {mail.isPending ? (
        <Loading lines={6} />
      ) : mail.isError || !state ? (
        <ErrorState error={mail.error} retry={() => void mail.refetch()} />
      ) : (
        <>
          <Where state={state} />
          <dl className="mb-8 grid grid-cols-1 gap-3 sm:grid-cols-3">
            <Figure name={t`Waiting`} value={state.waiting}>
              {state.oldest_waiting_at && <Trans>the oldest since <DateTime at={state.oldest_waiting_at} /></Trans>}
            </Figure>
            <Figure name={t`Sent in 90 days`} value={state.sent}>
              {state.last_sent_at && <Trans>last <DateTime at={state.last_sent_at} /></Trans>}
            </Figure>
            <Figure name={t`Given up`} value={state.dead} />
          </dl>
          <Section title={t`What went wrong`}>
            {letters.length === 0 ? <EmptyState title={<Trans>Nothing was refused.</Trans>} /> : <Letters letters={letters} />}
            {mail.hasNextPage && (
              <div className="mt-4 text-center">
                <Button busy={mail.isFetchingNextPage} onClick={() => void mail.fetchNextPage()}>
                  <Trans>Show more</Trans>
                </Button>
              </div>
            )}
          </Section>
        </>
      )}
    </Page>
  );
}

function Where({ state }: { state: Mail }) {
  const { server, from } = state;
  const note = state.is_simulated ? (
    <Trans>This organisation is simulated: its letters are never sent.</Trans>
  ) : server && from ? (
    now_t`Letters go to ${server} as ${from}.`
  ) : (
    <Trans>No mail server is set, so nothing is sent. Set smtp_host and smtp_from; what is still of use then leaves.</Trans>
  );
  const is_off = state.is_simulated || !state.is_set_up;
  return <p className={is_off ? "mb-6 rounded-lg bg-warn-soft px-4 py-3 text-sm text-warn" : "mb-6 text-sm text-soft"}>{note}</p>;
}

function Figure({ name, value, children }: { name: string; value: number; children?: ReactNode }) {
  return (
    <Card>
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="mt-1">
        <span className="tabular text-2xl font-semibold">{number_text(value)}</span>
        <span className="mt-1 block text-sm text-faint sm:min-h-5">{children}</span>
      </dd>
    </Card>
  );
}

function Letters({ letters }: { letters: Letter[] }) {
  const { t } = useLingui();
  const retry = useAct<Letter>({ run: ({ id }) => api.post(`/api/mail/${id}/retry`), says: () => now_t`It will be sent again.`, refreshes: [["mail"]] });
  const drop = useAct<Letter>({ run: ({ id }) => api.delete(`/api/mail/${id}`), says: () => now_t`The letter was dropped.`, refreshes: [["mail"]] });
  const columns: Column<Letter>[] = [
    { key: "address", title: t`To`, is_row_header: true, cell: (letter) => <span className="[overflow-wrap:anywhere]">{letter.address || <Trans>no address</Trans>}</span> },
    { key: "kind", title: t`Kind`, hide_narrow: true, cell: (letter) => letter.kind },
    { key: "state", title: t`State`, cell: (letter) => (letter.state === "dead" ? <Badge tone="bad"><Trans>Given up</Trans></Badge> : <Badge tone="warn"><Trans>Tried again</Trans></Badge>) },
    { key: "error", title: t`Why`, cell: (letter) => <span className="text-soft [overflow-wrap:anywhere]">{letter.error}</span> },
    { key: "attempts", title: t`Tries`, align: "end", hide_narrow: true, cell: (letter) => number_text(letter.attempts) },
    { key: "next", title: t`Next`, hide_narrow: true, cell: (letter) => (letter.next_try_at ? <DateTime at={letter.next_try_at} /> : <span className="text-faint">–</span>) },
    {
      key: "ways",
      title: <span className="sr-only">{t`What to do`}</span>,
      align: "end",
      cell: (letter) =>
        letter.state === "dead" && (
          <span className="inline-flex flex-wrap justify-end gap-2">
            <Button size="small" onClick={() => retry.mutate(letter)}>
              <Trans>Try again</Trans>
              <span className="sr-only">{t`to ${letter.address}`}</span>
            </Button>
            <Button size="small" look="quiet" onClick={() => drop.mutate(letter)}>
              <Trans>Drop</Trans>
              <span className="sr-only">{t`to ${letter.address}`}</span>
            </Button>
          </span>
        ),
    },
  ];
  return <Table caption={t`Letters`} columns={columns} rows={letters} row_key={(letter) => letter.id} />;
}
