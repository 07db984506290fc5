// What signals and their sources are called on the page; an unknown key is shown as it is.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

export const signal_names: Record<string, MessageDescriptor> = {
  pace: msg`Pace`,
  pipeline: msg`Pipeline`,
  coverage: msg`Coverage`,
  win_rate: msg`Win rate`,
  cycle: msg`Time to close`,
  stage_age: msg`Age in stage`,
};

export const source_names: Record<string, MessageDescriptor> = {
  opportunities: msg`Opportunities`,
  "stage-history": msg`Stage history`,
  quotas: msg`Quotas`,
  accounts: msg`Accounts`,
  roster: msg`Roster`,
};
