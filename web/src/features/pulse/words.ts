// The words of quarters and groups.
import { t } from "@lingui/core/macro";

/** "2027-Q1" as "Q1 2027". */
export function quarter_name(quarter: string) {
  const found = /^(\d{4})-Q([1-4])$/.exec(quarter);
  if (!found) return quarter;
  const [, year = "", number = ""] = found;
  return t`Q${number} ${year}`;
}
