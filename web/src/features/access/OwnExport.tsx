// Everything that is known of oneself, as a file.
import { Trans } from "@lingui/react/macro";
import Download from "lucide-react/icons/download";
import { useState } from "react";
import { api } from "@/api";
import { problem_text } from "@/shell/act";
import { Button, toast } from "@/ui";

export function OwnExport() {
  const [is_busy, setBusy] = useState(false);
  const fetch_it = async () => {
    setBusy(true);
    try {
      const known = await api.post<object>("/api/me/export", {});
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(known, null, 1)], { type: "application/json" }));
      link.download = "backbeat-export.json";
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      toast(problem_text(error), { tone: "bad" });
    }
    setBusy(false);
  };
  return (
    <Button icon={<Download size={16} aria-hidden />} busy={is_busy} onClick={() => void fetch_it()}>
      <Trans>Download it</Trans>
    </Button>
  );
}
