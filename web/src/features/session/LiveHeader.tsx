// The line above a running conversation: with whom, about what, who is here, and what can be done with the whole of it.
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, type ReactNode } from "react";
import { Badge, Breadcrumb } from "@/ui";
import { FocusSkill } from "./FocusSkill";
import { Presence, SaveState } from "./Presence";
import { useConversation } from "./use_conversation";

/** The conversation in a few words, also in the window's title. */
export function useConversationTitle() {
  const { t } = useLingui();
  const { conversation, other } = useConversation();
  const title = t`${conversation.kind_name} with ${other.name}`;
  useEffect(() => {
    document.title = `${title} · Backbeat`;
  }, [title]);
  return title;
}

export function LiveHeader({ actions }: { actions?: ReactNode }) {
  const { conversation, other } = useConversation();
  const title = useConversationTitle();
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-2 max-lg:mb-3">
      <div className="min-w-0">
        <div className="max-lg:hidden">
          <Breadcrumb items={[{ label: other.name, href: `/people/${other.id}` }]} />
        </div>
        <h1 className="title text-xl lg:text-2xl">{title}</h1>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
          <FocusSkill />
          {conversation.goal && (
            <span className="line-clamp-1 max-w-xl">
              <Trans>Goal:</Trans> {conversation.goal}
            </span>
          )}
          {!conversation.counts_as_coaching && (
            <Badge tone="outline">
              <Trans>Does not count as coaching</Trans>
            </Badge>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <Presence />
        <SaveState />
        {actions && <div className="flex gap-2">{actions}</div>}
      </div>
    </header>
  );
}
