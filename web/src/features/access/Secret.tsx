import { Trans } from "@lingui/react/macro";
import Copy from "lucide-react/icons/copy";
import { useState, type ReactNode } from "react";
import { Button, Field, Input } from "@/ui";

/** A link of this server as it is sent to somebody: with the place it is reached at. */
export const absolute = (link: string) => new URL(link, window.location.origin).href;

/** Something shown once, to be copied. */
export function Secret({ label, value, note }: { label: string; value: string; note?: ReactNode }) {
  const [is_copied, set_is_copied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      set_is_copied(true);
    } catch {
      // Without permission to the clipboard the field is still there to select.
    }
  };
  return (
    <div className="grid gap-3">
      <Field label={label} hint={note}>
        <Input readOnly value={value} onFocus={(event) => event.target.select()} className="font-mono !text-sm" />
      </Field>
      <div role="status">
        <Button icon={<Copy size={15} aria-hidden />} onClick={() => void copy()}>
          {is_copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
        </Button>
      </div>
    </div>
  );
}
