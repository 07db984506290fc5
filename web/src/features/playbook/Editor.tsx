import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useBlocker } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api, type PlaybookPreview } from "@/api";
import { useAct } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Badge, Button, Dialog, EmptyState, Field, Input, local_date, Textarea } from "@/ui";
import { Preview } from "./Preview";
import { Problems } from "./Problems";
import { Publish } from "./Publish";
import { offset_of } from "./text_position";
import { useCheckedText } from "./use_checked_text";

export function Editor({ start, is_changed = false }: { start: string; /** What stands there differs from the version in force already. */ is_changed?: boolean }) {
  const { t } = useLingui();
  const me = useMe();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, set_text] = useState(start);
  const [effective_from, set_effective_from] = useState(() => local_date(me.now, me.organisation.time_zone));
  const [preview, set_preview] = useState<{ of: string; from: string; result: PlaybookPreview } | null>(null);
  const [is_publishing, set_is_publishing] = useState(false);
  const has_changed = is_changed || text !== start;
  const check = useCheckedText(text);
  const problems = check?.problems ?? [];
  const look = useAct<void, PlaybookPreview>({
    run: () => api.post<PlaybookPreview>("/api/playbook/preview", { text, effective_from }),
    done: (result) => set_preview({ of: text, from: effective_from, result }),
  });
  const is_preview_current = preview?.of === text && preview.from === effective_from;
  // What was written is not thrown away by a slip: leaving asks, and the browser asks when the window is closed.
  const leaving = useBlocker({ shouldBlockFn: () => has_changed && !is_publishing, enableBeforeUnload: () => has_changed, withResolver: true });

  const jump = (line: number, column: number) => {
    const at = offset_of(text, line, column);
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
    if (area.current) area.current.scrollTop = Math.max(0, (line - 6) * 20);
  };

  return (
    <div className="grid grid-cols-1 gap-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <Field label={t`Text of the playbook`} hint={t`TOML. Checked while you write; a mistake never takes effect.`}>
          <Textarea ref={area} value={text} onChange={(event) => set_text(event.target.value)} spellCheck={false} autoCapitalize="off" autoComplete="off" wrap="off" rows={30} className="!px-4 font-mono !text-xs !leading-5" />
        </Field>
        <div aria-live="polite" className="mt-2 min-h-6 text-sm">
          {check === undefined ? (
            <span className="text-faint">
              <Trans>Checking…</Trans>
            </span>
          ) : problems.length === 0 ? (
            <Badge tone="accent">
              <Trans>No mistakes</Trans>
            </Badge>
          ) : (
            <Badge tone="bad">{plural(problems.length, { one: "# mistake", other: "# mistakes" })}</Badge>
          )}
        </div>
        {problems.length > 0 && <Problems problems={problems} onJump={jump} />}
      </div>
      <div className="min-w-0">
        <div className="flex flex-wrap items-end gap-3">
          <Field label={t`Holds from`} className="w-44">
            <Input type="date" value={effective_from} onChange={(event) => set_effective_from(event.target.value)} />
          </Field>
          <Button className="!h-10" disabled={problems.length > 0} busy={look.isPending} onClick={() => look.mutate()}>
            <Trans>Preview what changes</Trans>
          </Button>
          <Button className="!h-10" look="primary" disabled={!has_changed || problems.length > 0 || !is_preview_current || !preview?.result.ok} onClick={() => set_is_publishing(true)}>
            <Trans>Publish…</Trans>
          </Button>
        </div>
        <p className="mt-2 text-sm text-faint">
          {!has_changed ? <Trans>Change the text to publish a new version.</Trans> : is_preview_current ? <Trans>This preview is of the text as it stands.</Trans> : <Trans>Look at the preview before publishing: whom it changes, and whether it fits.</Trans>}
        </p>
        <div className="mt-6">
          {preview ? (
            <Preview preview={preview.result} is_current={is_preview_current} />
          ) : (
            <EmptyState title={<Trans>What your change does will stand here.</Trans>}>
              <Trans>Whom it changes, the hours a week it asks of each manager, and what does not fit.</Trans>
            </EmptyState>
          )}
        </div>
      </div>
      {leaving.status === "blocked" && (
        <Dialog
          open
          onOpenChange={(open) => !open && leaving.reset()}
          title={t`Leave without publishing?`}
          description={t`Your changes to the text are lost.`}
          footer={
            <>
              <Button look="danger" onClick={leaving.proceed}>
                <Trans>Leave and lose them</Trans>
              </Button>
              <Button look="primary" onClick={leaving.reset}>
                <Trans>Stay here</Trans>
              </Button>
            </>
          }
        />
      )}
      {is_publishing && <Publish text={text} effective_from={effective_from} onClose={() => set_is_publishing(false)} />}
    </div>
  );
}
