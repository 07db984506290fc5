// Opens a season: two quarters, with a name and dates that can be changed before.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api";
import { idempotencyKey } from "@/live/keys";
import { useAct } from "@/shell/act";
import { Button, date_text, Dialog, EmptyState, Field, FormProblem, Input } from "@/ui";
import { field_problems } from "./field_problems";
import { seasonKey, told_of_in } from "./queries";
import type { Season, Seasons } from "./wire";

export function NewSeason({ suggested, is_first = false }: { suggested: Seasons["suggested"]; is_first?: boolean }) {
  const { t } = useLingui();
  const [is_open, set_open] = useState(false);
  return (
    <>
      {is_first ? (
        <EmptyState title={<Trans>There is no season of circles yet.</Trans>} action={<Button look="primary" onClick={() => set_open(true)}>{t`Open ${suggested.name}`}</Button>}>
          {t`A season is two quarters: ${date_text(suggested.first_day)} to ${date_text(suggested.last_day)}. In it, you let the mix be computed, change it by hand where you know better, and publish it.`}
        </EmptyState>
      ) : (
        <Button onClick={() => set_open(true)}>
          <Trans>New season</Trans>
        </Button>
      )}
      {is_open && <OpenSeason suggested={suggested} onClose={() => set_open(false)} />}
    </>
  );
}

function OpenSeason({ suggested, onClose }: { suggested: Seasons["suggested"]; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [values, set_values] = useState(suggested);
  const make = useAct<void, Season>({
    run: () => api.post<Season>("/api/circle-seasons", values, { idempotencyKey: idempotencyKey() }),
    refreshes: told_of_in,
    quiet_errors: true,
    done: (season) => {
      client.setQueryData(seasonKey(season.season.id), season);
      onClose();
      void navigate({ to: "/circles/season", search: { season: season.season.id } });
    },
  });
  const problems = field_problems(make.error, ["name", "first_day", "last_day"]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Open a season`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" busy={make.isPending} disabled={values.name.trim() === ""} onClick={() => make.mutate()}>
            <Trans>Open it</Trans>
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <FormProblem text={problems.rest} />
        <Field label={<Trans>Name</Trans>} error={problems.of("name")}>
          <Input maxLength={100} value={values.name} onChange={(event) => set_values({ ...values, name: event.target.value })} />
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label={<Trans>First day</Trans>} error={problems.of("first_day")}>
            <Input type="date" value={values.first_day} onChange={(event) => set_values({ ...values, first_day: event.target.value })} />
          </Field>
          <Field label={<Trans>Last day</Trans>} error={problems.of("last_day")}>
            <Input type="date" value={values.last_day} onChange={(event) => set_values({ ...values, last_day: event.target.value })} />
          </Field>
        </div>
      </div>
    </Dialog>
  );
}
