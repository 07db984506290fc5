// A long list a part at a time: which part, how many there are, and the way to the next.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState, type ReactNode } from "react";
import { Button } from "./Button";
import { cx } from "./cx";
import { number_text } from "./NumberWithN";

export interface PagerProps {
  /** What is paged: "Pages of circles". */
  label: string;
  /** The place of the first that is shown, from 1. */
  from: number;
  a_page: number;
  in_all: number;
  onFrom: (from: number) => void;
  className?: string;
}

/** Nothing where one page has them all. */
export function Pager({ label, from, a_page, in_all, onFrom, className }: PagerProps) {
  const { t } = useLingui();
  if (in_all <= a_page && from === 1) return null;
  const last = Math.min(in_all, from + a_page - 1);
  const [said_from, said_last, said_all] = [number_text(from), number_text(last), number_text(in_all)];
  return (
    <nav aria-label={label} className={cx("no-print tabular flex flex-wrap items-center gap-2 text-sm text-soft", className)}>
      <span role="status">{t`${said_from} to ${said_last} of ${said_all}`}</span>
      <Button size="small" disabled={from <= 1} onClick={() => onFrom(Math.max(1, from - a_page))}>
        <Trans>Previous</Trans>
      </Button>
      <Button size="small" disabled={last >= in_all} onClick={() => onFrom(from + a_page)}>
        <Trans>Next</Trans>
      </Button>
    </nav>
  );
}

/** Pages of rows that are all here already. */
export function usePages<Row>(rows: readonly Row[], label: string, a_page = 50): { shown: Row[]; pager: ReactNode } {
  const [asked, set_asked] = useState(1);
  const from = asked > rows.length ? 1 : asked; // fewer were found by now
  return { shown: rows.slice(from - 1, from - 1 + a_page), pager: <Pager label={label} from={from} a_page={a_page} in_all={rows.length} onFrom={set_asked} className="mt-4" /> };
}
