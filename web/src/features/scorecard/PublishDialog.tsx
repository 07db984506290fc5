// Publishing a month, or correcting it: what it would keep, open and change, before it is done for good.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api";
import { problem_text, useAct } from "@/shell/act";
import { Button, Dialog, ErrorState, Field, FormProblem, Loading, Textarea } from "@/ui";
import { previewQuery, type Preview, type Publication } from "./scorecard";
import { measure_name, month_text, part_name, shown_text, why_text } from "./words";

const most_listed = 8;

export function PublishDialog({ month, onClose }: { month: string; onClose: (published?: Publication) => void }) {
  const { t } = useLingui();
  const preview = useQuery(previewQuery(month));
  const [reason, set_reason] = useState("");
  const [problem, set_problem] = useState<string>();
  const latest = preview.data?.latest;
  const publish = useAct<void, Publication>({
    run: () => (latest ? api.post<Publication>(`/api/scorecards/${latest.id}/corrections`, { reason }) : api.post<Publication>("/api/scorecards/publish", { month })),
    refreshes: [["scorecards"], ["calibrations"], ["home"]],
    says: ({ version }) => (version === 1 ? t`${month_text(month)} is published.` : t`${month_text(month)} is corrected: version ${version}.`),
    quiet_errors: true,
    done: onClose,
  });
  const act = () => publish.mutate(undefined, { onError: (error) => set_problem(problem_text(error)) });
  const has_nothing = latest !== undefined && latest !== null && preview.data?.changes.length === 0;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={latest ? t`Correct ${month_text(month)}` : t`Publish ${month_text(month)}`}
      description={latest ? t`A new version from what is known now. The old one stays readable.` : t`What is published is never changed. What turns out wrong is a correction, with its reason.`}
      footer={
        <>
          <Button onClick={() => onClose()}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" busy={publish.isPending} disabled={!preview.data || has_nothing || (Boolean(latest) && reason.trim() === "")} onClick={act}>
            {latest ? <Trans>Publish the correction</Trans> : <Trans>Publish</Trans>}
          </Button>
        </>
      }
    >
      <FormProblem text={problem} />
      {preview.isPending ? <Loading lines={4} /> : preview.isError ? <ErrorState error={preview.error} /> : <PreviewBody preview={preview.data} />}
      {latest && !has_nothing && (
        <Field label={t`Why it is corrected`} hint={t`Shown beside the version to everybody who sees the cards.`} className="mt-4">
          <Textarea value={reason} maxLength={500} rows={2} onChange={(event) => set_reason(event.target.value)} />
        </Field>
      )}
    </Dialog>
  );
}

function PreviewBody({ preview }: { preview: Preview }) {
  const { t } = useLingui();
  const { managers, leaders, pending, openings, changes, latest } = preview;
  return (
    <div className="grid gap-4 text-sm">
      <ul className="grid gap-1 text-soft">
        <li>{plural(managers, { one: "# manager’s card", other: "# managers’ cards" })}, {plural(leaders, { one: "# leader’s", other: "# leaders’" })}</li>
        {pending > 0 && (
          <li className="text-warn">
            {plural(pending, { one: "# debrief can still be in time. It is not counted; wait for it, or correct the month later.", other: "# debriefs can still be in time. They are not counted; wait for them, or correct the month later." })}
          </li>
        )}
      </ul>
      <div>
        <h3 className="font-semibold">
          <Trans>Calibrations it opens</Trans>
        </h3>
        {openings.length === 0 ? (
          <p className="text-soft">
            {latest ? <Trans>None beside those that were opened already.</Trans> : <Trans>None. Nothing was missed, and no rate is lower than chance explains.</Trans>}
          </p>
        ) : (
          <ul className="mt-1 grid gap-1.5">
            {openings.slice(0, most_listed).map((opening) => (
              <li key={opening.manager.id + opening.measure}>
                <span className="font-medium">{opening.manager.name}</span> · {measure_name(opening.measure)}
                <p className="text-soft">{why_text(opening)}</p>
              </li>
            ))}
            {openings.length > most_listed && <li className="text-faint">{plural(openings.length - most_listed, { one: "and # more", other: "and # more" })}</li>}
          </ul>
        )}
      </div>
      {latest && (
        <div>
          <h3 className="font-semibold">
            {t`What changes against version ${latest.version}`}
          </h3>
          {changes.length === 0 ? (
            <p className="text-soft">
              <Trans>Nothing. Every number is what it was.</Trans>
            </p>
          ) : (
            <ul className="mt-1 grid gap-1">
              {changes.slice(0, most_listed).map(({ about, who, before, after }) => (
                <li key={about.id + who + after.measure + after.part} className="text-soft">
                  <span className="font-medium text-ink">{about.name}</span> · {measure_name(after.measure)}
                  {after.part && ` (${part_name(after.part)})`}: {t`${shown_text(before)} (${before.counted} of ${before.n}) becomes ${shown_text(after)} (${after.counted} of ${after.n})`}
                </li>
              ))}
              {changes.length > most_listed && <li className="text-faint">{plural(changes.length - most_listed, { one: "and # more", other: "and # more" })}</li>}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
