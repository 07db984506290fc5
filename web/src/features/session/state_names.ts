import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { SessionState } from "@/api";

export const state_names: Record<SessionState, MessageDescriptor> = {
  planned: msg`Planned`,
  confirmed: msg`Confirmed`,
  running: msg`Running`,
  held: msg`Held`,
  short: msg`Held short`,
  excused: msg`Excused`,
  cancelled: msg`Cancelled`,
  missed: msg`Missed`,
};
