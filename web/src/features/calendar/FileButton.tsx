import { useId } from "react";
import { buttonClass } from "@/ui";

/** Chooses an .ics file. */
export function FileButton({ label, described, busy = false, onFile }: { label: string; described?: string; busy?: boolean; onFile: (file: File) => void }) {
  const id = useId();
  return (
    <label htmlFor={id} className={buttonClass("secondary", "small", "has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent")}>
      {label}
      <input
        id={id}
        type="file"
        disabled={busy}
        aria-label={described ?? label}
        accept=".ics,.ical,text/calendar"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) onFile(file);
        }}
        className="sr-only"
      />
    </label>
  );
}
