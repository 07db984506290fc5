// The month's cards side by side, in the order of names: this is no ranking.
import { useLingui } from "@lingui/react/macro";
import { Link, Table, type Column } from "@/ui";
import { IntervalLine } from "./IntervalLine";
import { value_of, type CardOf, type Measure } from "./scorecard";
import { measure_name, n_text, shown_text } from "./words";

function Cell({ card, measure }: { card: CardOf; measure: Measure }) {
  const value = value_of(card, measure);
  if (!value) return null;
  if (typeof value.value !== "number") return <span className="text-faint">{shown_text(value)}</span>;
  return (
    <div className="grid gap-0.5 sm:w-32">
      <span className="tabular">
        {shown_text(value)} <span className="text-xs text-faint">{n_text(value)}</span>
      </span>
      {value.unit === "share" && <IntervalLine value={value} className="max-w-32" />}
    </div>
  );
}

export function CardsTable({ caption, cards, href_of }: { caption: string; cards: CardOf[]; href_of: (card: CardOf) => string }) {
  const { t } = useLingui();
  const shown: Measure[] = ["held_by_format", "coverage_of_reps", "pre_brief_rate", "debrief_on_time_rate", "median_hours_to_debrief"];
  const columns: Column<CardOf>[] = [
    {
      key: "about",
      title: t`Name`,
      is_row_header: true,
      cell: (card) => (
        <div>
          <Link href={href_of(card)}>{card.about.name}</Link>
          {card.leader && <p className="text-xs text-faint">{t`reports to ${card.leader.name}`}</p>}
        </div>
      ),
    },
    ...shown.map((measure) => ({
      key: measure,
      title: measure_name(measure),
      hide_narrow: measure === "coverage_of_reps" || measure === "median_hours_to_debrief",
      cell: (card: CardOf) => <Cell card={card} measure={measure} />,
    })),
  ];
  return <Table caption={caption} columns={columns} rows={cards} row_key={(card) => `${card.who}-${card.about.id}`} />;
}
