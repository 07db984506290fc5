// What became of words written here: saved, on their way, kept on this device, or refused. Announced when it turns bad, not on every saved word.
import { Trans } from "@lingui/react/macro";
import CloudCheck from "lucide-react/icons/cloud-check";
import CloudOff from "lucide-react/icons/cloud-off";
import RefreshCw from "lucide-react/icons/refresh-cw";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { NoteStatus } from "./note_state";

export function StatusMark({ status }: { status: NoteStatus }) {
  const icon_size = 15;
  if (status === "saved")
    return (
      <>
        <CloudCheck size={icon_size} aria-hidden />
        <Trans>Saved</Trans>
      </>
    );
  if (status === "saving")
    return (
      <>
        <RefreshCw size={icon_size} aria-hidden />
        <Trans>Saving</Trans>
      </>
    );
  if (status === "offline")
    return (
      <span role="status" className="inline-flex items-center gap-1.5 text-warn">
        <CloudOff size={icon_size} aria-hidden className="shrink-0" />
        <Trans>Offline, kept on this device</Trans>
      </span>
    );
  return (
    <span role="alert" className="inline-flex items-center gap-1.5 text-bad">
      <TriangleAlert size={icon_size} aria-hidden className="shrink-0" />
      <Trans>Not taken, kept here</Trans>
    </span>
  );
}
