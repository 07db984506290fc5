// The month's cards; one card is one page. Published months stand as they were; the running one stands as it is.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Download from "lucide-react/icons/download";
import Printer from "lucide-react/icons/printer";
import { useState } from "react";
import { has_role, useMe } from "@/shell/me";
import { Button, buttonClass, ButtonLink, EmptyState, ErrorState, Field, Loading, Page, Section, Select } from "@/ui";
import { CardsTable } from "./CardsTable";
import { CardView, StatusBadge, StatusText } from "./CardView";
import { OpenCalibration } from "./OpenCalibration";
import { PublishDialog } from "./PublishDialog";
import { RowsDrawer } from "./RowsDrawer";
import { download_of, monthsQuery, scorecardsQuery, type CardOf, type Measure, type Scorecards } from "./scorecard";
import { month_text } from "./words";

export function ScorecardsPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/shell/scorecards" });
  const navigate = useNavigate();
  const me = useMe();
  const [is_publishing, set_publishing] = useState(false);
  const asked = { month: search.month, version: search.version };
  const scorecards = useQuery(scorecardsQuery(asked));
  const go = (next: Partial<typeof search>) => void navigate({ to: "/scorecards", search: { ...search, ...next }, replace: true, resetScroll: false });
  const href_of = (card: CardOf) => `/scorecards?${new URLSearchParams({ ...(search.month ? { month: search.month } : {}), ...(search.version ? { version: String(search.version) } : {}), person: card.about.id, who: card.who })}`;

  const cards = scorecards.data?.cards ?? [];
  const card = search.person ? cards.find(({ about, who }) => about.id === search.person && who === (search.who ?? "manager")) : cards.length === 1 ? cards[0] : undefined;
  const is_alone = search.person === undefined;
  return (
    <Page
      title={card ? card.about.name : t`Scorecards`}
      width="wide"
      breadcrumb={card && !is_alone ? [{ label: t`Scorecards`, href: `/scorecards${search.month ? `?month=${search.month}` : ""}` }] : undefined}
      lead={
        card ? (
          <span>{card.who === "leader" ? t`The managers together, ${month_text(scorecards.data?.month ?? "")}` : t`The month of a manager, ${month_text(scorecards.data?.month ?? "")}`}</span>
        ) : (
          <Trans>What was owed and held, and how well it was run. In the order of names: a card is the start of a conversation, not a rank.</Trans>
        )
      }
      actions={
        <>
          <ButtonLink href="/calibrations">
            <Trans>Calibrations</Trans>
          </ButtonLink>
          {card?.who === "manager" && card.leader?.id === me.person.id && scorecards.data && <OpenCalibration key={card.about.id} card={card} month={scorecards.data.month} />}
          {scorecards.data?.may_publish && scorecards.data.is_over && (
            <Button look="primary" onClick={() => set_publishing(true)}>
              {scorecards.data.versions.length > 0 ? <Trans>Correct</Trans> : <Trans>Publish</Trans>}
            </Button>
          )}
        </>
      }
    >
      <Bar scorecards={scorecards.data} asked={asked} onChange={go} />
      {scorecards.isPending ? (
        <Loading lines={8} />
      ) : scorecards.isError ? (
        <ErrorState error={scorecards.error} retry={() => void scorecards.refetch()} />
      ) : card ? (
        <CardView scorecards={scorecards.data} card={card} onRows={(rows) => go({ rows })} />
      ) : search.person ? (
        <EmptyState title={<Trans>There is no such card in this month.</Trans>} />
      ) : cards.length === 0 ? (
        <EmptyState title={<Trans>Nobody was owed a ride-along in this month.</Trans>}>
          <Trans>Each manager who owes one will have a card here.</Trans>
        </EmptyState>
      ) : (
        <Lists cards={cards} href_of={href_of} />
      )}
      {card && search.rows && <RowsDrawer asked={asked} card={card} measure={search.rows as Measure} onClose={() => go({ rows: undefined })} />}
      {is_publishing && scorecards.data && (
        <PublishDialog
          month={scorecards.data.month}
          onClose={(published) => {
            set_publishing(false);
            if (published) go({ month: published.month, version: undefined });
          }}
        />
      )}
    </Page>
  );
}

function Lists({ cards, href_of }: { cards: CardOf[]; href_of: (card: CardOf) => string }) {
  const { t } = useLingui();
  const leaders = cards.filter(({ who }) => who === "leader");
  return (
    <>
      <Section title={t`Managers`}>
        <CardsTable caption={t`Scorecards of managers`} cards={cards.filter(({ who }) => who === "manager")} href_of={href_of} />
      </Section>
      {leaders.length > 0 && (
        <Section title={t`Leaders, their managers together`}>
          <CardsTable caption={t`Scorecards of leaders`} cards={leaders} href_of={href_of} />
        </Section>
      )}
    </>
  );
}

interface BarProps {
  scorecards?: Scorecards;
  asked: { month?: string; version?: number };
  onChange: (next: { month?: string; version?: number; rows?: string }) => void;
}

/** Which month and version is shown, since when it is known, and its files. */
function Bar({ scorecards, asked, onChange }: BarProps) {
  const { t } = useLingui();
  const me = useMe();
  const months = useQuery(monthsQuery);
  const file = buttonClass("quiet", "small");
  const { month, versions = [], publication } = scorecards ?? {};
  return (
    <div className="mb-6 grid gap-2">
      <div className="no-print flex flex-wrap items-end gap-3">
        <Field label={t`Month`} className="w-44">
          <Select value={month ?? asked.month ?? ""} onChange={(event) => onChange({ month: event.target.value, version: undefined })} className="!h-9 text-sm">
            {(months.data?.items ?? []).map((row) => (
              <option key={row.month} value={row.month}>
                {month_text(row.month)}
              </option>
            ))}
          </Select>
        </Field>
        {versions.length > 1 && (
          <Field label={t`Version`} className="w-36">
            <Select value={publication?.version ?? ""} onChange={(event) => onChange({ version: Number(event.target.value) })} className="!h-9 text-sm">
              {versions.map(({ version }) => (
                <option key={version} value={version}>
                  {version === versions[0]?.version ? t`${version} (latest)` : version}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <div className="ml-auto flex flex-wrap items-center gap-1 max-sm:ml-0">
          <a href={download_of("csv", asked)} className={file} download>
            <Download size={15} aria-hidden />
            CSV
          </a>
          <a href={download_of("xlsx", asked)} className={file} download>
            <Download size={15} aria-hidden />
            Excel
          </a>
          {has_role(me, "revops", "executive") && (
            <a href={download_of("rows", asked)} className={file} download>
              <Download size={15} aria-hidden />
              <Trans>All rows</Trans>
            </a>
          )}
          <Button look="quiet" size="small" icon={<Printer size={15} aria-hidden />} onClick={() => window.print()}>
            <Trans>Print</Trans>
          </Button>
        </div>
      </div>
      {scorecards && (
        <div className="text-sm text-faint print:hidden">
          <p className="flex flex-wrap items-center gap-2">
            <StatusBadge scorecards={scorecards} />
            <span>
              <StatusText scorecards={scorecards} />
            </span>
          </p>
          {publication?.reason && <p className="mt-1 text-soft">{t`Corrected: ${publication.reason}`}</p>}
        </div>
      )}
    </div>
  );
}
