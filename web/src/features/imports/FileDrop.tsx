import { Trans } from "@lingui/react/macro";
import FileUp from "lucide-react/icons/file-up";
import { useId, useState, type DragEvent } from "react";
import { buttonClass, cx } from "@/ui";

export interface FileDropProps {
  label: string;
  file_name?: string;
  onFile: (file: File) => void;
}

/** Takes a file by choosing or by dropping; the button does all that dropping does. */
export function FileDrop({ label, file_name, onFile }: FileDropProps) {
  const id = useId();
  const [is_over, set_is_over] = useState(false);
  const take = (file: File | undefined) => {
    if (file) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    set_is_over(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        set_is_over(true);
      }}
      onDragLeave={() => set_is_over(false)}
      onDrop={drop}
      className={cx("mt-4 flex flex-wrap items-center gap-4 rounded-xl border border-dashed px-5 py-6", is_over ? "border-accent bg-accent-soft" : "border-line-strong")}
    >
      <FileUp size={22} aria-hidden className="text-faint" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium" id={`${id}-label`}>
          {label}
        </p>
        <p id={`${id}-file`} className="text-sm text-faint [overflow-wrap:anywhere]">
          {file_name ?? <Trans>Choose it, or drop it here. UTF-8, with a header row.</Trans>}
        </p>
      </div>
      <label className={buttonClass("secondary", "normal", "has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent")}>
        {file_name ? <Trans>Choose another file</Trans> : <Trans>Choose a file</Trans>}
        <input
          type="file"
          aria-describedby={`${id}-label ${id}-file`}
          accept=".csv,text/csv"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = "";
          }}
          className="sr-only"
        />
      </label>
    </div>
  );
}
