// A commitment as it was said, with when it is due and how both will know.
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { nameOf, useIndicators } from "@/features/session/playbook_names";
import { cx, LocalDate } from "@/ui";

export interface CommitmentQuoteProps {
  text: string;
  due_on?: string;
  indicator?: string;
  size?: "normal" | "largest";
  /** Beside the due date: a verdict, a button. */
  children?: ReactNode;
}

export function CommitmentQuote({ text, due_on, indicator, size = "normal", children }: CommitmentQuoteProps) {
  const { t } = useLingui();
  const indicators = useIndicators();
  return (
    <figure>
      <blockquote className={cx("said text-balance", size === "largest" ? "text-2xl leading-snug sm:text-[2.125rem] sm:leading-[1.24]" : "text-lg")}>“{text}”</blockquote>
      <figcaption className={cx("flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-faint", size === "largest" ? "mt-4" : "mt-1.5")}>
        {due_on && (
          <span>
            <Trans>
              Due <LocalDate date={due_on} year={false} />
            </Trans>
          </span>
        )}
        {indicator && (
          <span>
            {t`Known by: ${nameOf(indicators, indicator)}`}
          </span>
        )}
        {children}
      </figcaption>
    </figure>
  );
}
