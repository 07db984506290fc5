// Adding a calendar: an address that is read every hour, or a file that is looked at first.
import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { api, request } from "@/api";
import { problem_text, useAct } from "@/shell/act";
import { Button, Dialog, Field, FormProblem, Input, Tabs } from "@/ui";
import { type Applied, type Calendar, type Reading } from "./calendar";
import { FileButton } from "./FileButton";
import { Understood } from "./Understood";

type Way = "address" | "file";

export function AddCalendar({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [way, set_way] = useState<Way>("address");
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={t`Add a calendar`}>
      <Tabs
        label={t`How`}
        value={way}
        onChange={(next) => set_way(next as Way)}
        tabs={[
          { key: "address", label: t`An address`, content: <FromAddress onClose={onClose} /> },
          { key: "file", label: t`A file`, content: <FromFile onClose={onClose} /> },
        ]}
      />
    </Dialog>
  );
}

function FromAddress({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [address, set_address] = useState("");
  const [name, set_name] = useState("");
  const [missing, set_missing] = useState(false);
  const add = useAct<void, Calendar>({
    run: () => api.post<Calendar>("/api/calendar-addresses", { address, name: name || undefined }),
    says: () => t`The calendar is read now, and then every hour.`,
    refreshes: [["calendars"]],
    done: onClose,
    quiet_errors: true,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set_missing(address.trim() === "");
    if (address.trim() !== "") add.mutate();
  };
  return (
    <form onSubmit={submit} className="grid gap-4 pt-4" noValidate>
      <Field label={t`Address`} hint={t`Begins with https:// or webcal://. Whoever has it can read your calendar, so only its host is shown here again.`} error={missing ? t`Enter the address.` : add.isError ? problem_text(add.error) : undefined}>
        <Input value={address} onChange={(event) => set_address(event.target.value)} inputMode="url" autoComplete="off" spellCheck={false} />
      </Field>
      <Field label={t`Name`} optional>
        <Input value={name} onChange={(event) => set_name(event.target.value)} maxLength={100} autoComplete="off" />
      </Field>
      <details className="text-sm text-soft">
        <summary className="inline-flex min-h-6 cursor-pointer items-center font-semibold text-ink">
          <Trans>Where to find it</Trans>
        </summary>
        <ul className="mt-1 grid list-disc gap-1 pl-5">
          <li><Trans>Google Calendar: Settings, your calendar, “Secret address in iCal format”.</Trans></li>
          <li><Trans>Outlook: Settings, Calendar, Shared calendars, Publish a calendar, the ICS link.</Trans></li>
          <li><Trans>Apple: in Calendar, share the calendar as a public calendar and copy its address.</Trans></li>
        </ul>
      </details>
      <div className="flex justify-end">
        <Button look="primary" type="submit" busy={add.isPending}>
          <Trans>Add</Trans>
        </Button>
      </div>
    </form>
  );
}

function FromFile({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [file, set_file] = useState<File>();
  const send = async <T,>(path: string, chosen: File) => (await request<T>("POST", path, { raw: { type: "text/calendar", content: chosen } })).data;
  const preview = useAct<File, Reading>({ run: (chosen) => send<Reading>("/api/calendars/preview", chosen), quiet_errors: true });
  const add = useAct<File, Applied>({
    run: (chosen) => send<Applied>("/api/calendars", chosen),
    says: (done) => t`${done.calendar.name} was added.`,
    refreshes: [["calendars"]],
    done: onClose,
    quiet_errors: true,
  });
  const failed = preview.isError ? preview.error : add.isError ? add.error : undefined;
  return (
    <div className="grid gap-4 pt-4">
      <div className="flex flex-wrap items-center gap-3">
        <FileButton
          label={file ? t`Choose another file` : t`Choose an .ics file`}
          onFile={(chosen) => {
            set_file(chosen);
            add.reset();
            preview.mutate(chosen);
          }}
        />
        <span className="text-sm text-faint [overflow-wrap:anywhere]">{file?.name ?? <Trans>It is looked at first; nothing is added yet.</Trans>}</span>
      </div>
      <FormProblem text={failed === undefined ? undefined : problem_text(failed)} />
      {preview.isPending && <p className="text-sm text-soft" role="status"><Trans>Reading…</Trans></p>}
      {preview.data && !preview.isPending && <Understood reading={preview.data} />}
      {file && preview.data && (
        <div className="flex justify-end">
          <Button look="primary" busy={add.isPending} onClick={() => add.mutate(file)}>
            <Trans>Add this calendar</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
