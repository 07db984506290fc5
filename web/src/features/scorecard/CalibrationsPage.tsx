// Every calibration one may know of: about what, whose, how far. What waits for a conversation comes first, what is over is out of the way. What was said is in the
// conversation of the two.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useState } from "react";
import { EmptyState, ErrorState, Field, Input, Loading, Page } from "@/ui";
import { CalibrationList } from "./CalibrationList";
import { calibrationsQuery, type Calibration } from "./scorecard";

const many = 8;

export function CalibrationsPage() {
  const { t } = useLingui();
  const list = useQuery(calibrationsQuery);
  const [typed, set_typed] = useState("");
  const items = list.data?.items ?? [];
  const is_searchable = items.length > many && new Set(items.map(({ manager }) => manager.id)).size > 1;
  const wanted = typed.trim().toLocaleLowerCase();
  const found = wanted === "" ? items : items.filter(({ manager }) => manager.name.toLocaleLowerCase().includes(wanted));
  return (
    <Page
      title={t`Calibrations`}
      breadcrumb={[{ label: t`Scorecards`, href: "/scorecards" }]}
      lead={<Trans>A manager and the second line talk about something that stands out: what is in the way, what helps, and when both look again. Nobody is ranked.</Trans>}
    >
      {list.isPending ? (
        <Loading lines={5} />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState title={<Trans>No calibration has been opened.</Trans>}>
          <Trans>One opens when owed ride-alongs were missed, or when a rate is lower than chance explains.</Trans>
        </EmptyState>
      ) : (
        <>
          {is_searchable && (
            <Field label={t`Find a manager`} className="mb-6 w-full sm:w-72">
              <Input type="search" value={typed} onChange={(event) => set_typed(event.target.value)} autoComplete="off" />
            </Field>
          )}
          {found.length === 0 ? <EmptyState title={<Trans>No manager of that name has one.</Trans>} /> : <Lists items={found} />}
        </>
      )}
    </Page>
  );
}

function Lists({ items }: { items: Calibration[] }) {
  const { t } = useLingui();
  const of = (...states: Calibration["state"][]) => items.filter(({ state }) => states.includes(state));
  const closed = of("closed");
  const is_all_closed = closed.length === items.length;
  return (
    <>
      <CalibrationList title={t`To talk about`} items={of("opened")} full />
      <CalibrationList title={t`To look at again`} items={of("held", "reviewed")} />
      {closed.length > 0 && (
        <details open={is_all_closed || undefined} className="group">
          <summary className="mb-3 inline-flex min-h-6 cursor-pointer items-center gap-1 font-semibold">
            <ChevronRight size={16} aria-hidden className="group-open:rotate-90" />
            {t`Closed (${closed.length})`}
          </summary>
          <CalibrationList items={closed} />
        </details>
      )}
    </>
  );
}
