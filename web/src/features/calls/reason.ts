// Why a call is at its account, in a sentence.
import { plural, t } from "@lingui/core/macro";
import type { CallMatch, OtherCallRecord, SameBy } from "./calls";

export function reason_text(match: CallMatch): string {
  const found = match.found ?? "";
  const open = match.opportunities.length;
  const several = match.account && open > 0 ? " " + plural(open, { one: "# opportunity is open there.", other: "# opportunities are open there; nothing says which." }) : "";
  switch (match.reason) {
    case "corrected":
      return t`Somebody said so.` + several;
    case "opportunity_id":
      return t`The file names the opportunity ${found}.`;
    case "account_id":
      return t`The file names the account ${found}.` + several;
    case "account_name":
      return t`The file says “${found}”.` + several;
    case "domain":
      return t`A guest’s address is at ${found}.` + several;
    case "title":
      return t`The title names “${found}”.` + several;
    case "ambiguous":
      return t`“${found}” could be any of ${match.accounts.length} accounts.`;
    case "none":
      return t`Nothing says which account this is.`;
    case "no_customer":
      return t`Somebody said it is no customer call.`;
  }
}

const same_because: Record<SameBy, () => string> = {
  said: () => t`Somebody said so.`,
  opportunity: () => t`Both are about the same opportunity.`,
  account: () => t`Both are with the same account.`,
  guest: () => t`The same guest is on both.`,
  domain: () => t`Guests of the same company are on both.`,
};

/** Why two records are of one call, in a sentence. */
export const same_text = ({ title, by }: OtherCallRecord) => (title ? t`The same call as “${title}” in an imported file.` : t`The same call as one in an imported file.`) + (by ? ` ${same_because[by]()}` : "");
