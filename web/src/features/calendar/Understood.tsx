// What a calendar says, series by series, and every line that was not understood.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Badge, type Column, DateTime, LocalDate, number_text, Table, type Tone } from "@/ui";
import { type Reading, rule_parts, type Series, type Trouble } from "./calendar";

const shown = 50;

export function Understood({ reading }: { reading: Reading }) {
  const { t } = useLingui();
  const columns: Column<Series>[] = [
    { key: "title", title: t`Meeting`, is_row_header: true, cell: (one) => <span className="font-medium [overflow-wrap:anywhere]">{one.title || t`Without a title`}</span> },
    { key: "when", title: t`Repeats`, cell: (one) => <Repeats series={one} /> },
    { key: "next", title: t`Next`, cell: (one) => (one.next_at ? one.is_all_day ? <LocalDate date={one.next_at.slice(0, 10)} /> : <DateTime at={one.next_at} /> : <span className="text-faint">{t`None`}</span>) },
  ];
  return (
    <div className="grid gap-5">
      <p className="text-sm text-soft">
        <Plural value={reading.series_total} one="# series or meeting" other="# series and meetings" />
        {", "}
        <Plural value={reading.occurrences} one="once on your calendar" other="# times on your calendar" />
      </p>
      {reading.troubles.length > 0 ? <Troubles troubles={reading.troubles} total={reading.troubles_total} /> : <p className="text-sm text-accent-strong"><Trans>Every line was understood.</Trans></p>}
      {reading.series.length > 0 && <Table caption={t`What was understood`} columns={columns} rows={reading.series.slice(0, shown)} row_key={(one) => `${one.line}`} />}
      {reading.series_total > shown && (
        <p className="text-sm text-faint">
          {t`The ${shown} with the nearest dates are shown.`}
        </p>
      )}
    </div>
  );
}

function Repeats({ series }: { series: Series }) {
  const { t } = useLingui();
  if (!series.repeats) return <span className="text-faint">{t`Once`}</span>;
  const { every, interval, days } = rule_parts(series.rule ?? "");
  const day_names: Record<string, string> = { MO: t`Mon`, TU: t`Tue`, WE: t`Wed`, TH: t`Thu`, FR: t`Fri`, SA: t`Sat`, SU: t`Sun` };
  const words =
    every === "DAILY" ? (interval > 1 ? t`Every ${interval} days` : t`Daily`)
    : every === "WEEKLY" ? (interval > 1 ? t`Every ${interval} weeks` : t`Weekly`)
    : every === "MONTHLY" ? (interval > 1 ? t`Every ${interval} months` : t`Monthly`)
    : every === "YEARLY" ? t`Yearly`
    : t`On given days`;
  return (
    <span>
      {words}
      {days.length > 0 && ` (${days.map((day) => day_names[day]).join(", ")})`}
      {series.changed > 0 && (
        <span className="text-faint">
          {" · "}
          <Plural value={series.changed} one="# changed" other="# changed" />
        </span>
      )}
    </span>
  );
}

function Troubles({ troubles, total }: { troubles: Trouble[]; total: number }) {
  const { t } = useLingui();
  const words: Record<Trouble["weight"], [string, Tone]> = { repaired: [t`Read anyway`, "plain"], part_left_out: [t`Part left out`, "warn"], series_left_out: [t`Left out`, "bad"] };
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">
        <Plural value={total} one="# line to look at" other="# lines to look at" />
      </h3>
      <ul className="grid max-h-72 gap-2 overflow-y-auto text-sm" role="list" tabIndex={0} aria-label={t`Lines to look at`}>
        {troubles.map((one, index) => (
          <li key={index} className="grid gap-0.5 [overflow-wrap:anywhere]">
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone={words[one.weight][1]}>{words[one.weight][0]}</Badge>
              <span className="tabular text-faint">{t`Line ${number_text(one.line)}`}</span>
              {one.title && <span className="font-medium">{one.title}</span>}
            </span>
            <span className="text-soft">{one.text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
