import { t } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { api, homeQuery, type HomeAction } from "@/api";
import { useAct } from "@/shell/act";
import { ButtonLink, cx, DateTime, IconButton, Initials } from "@/ui";
import { words_of } from "./words";

/** One thing to do, why, and the verb that does it. It can be put aside, and brought back. */
export function NextAction({ action, is_first }: { action: HomeAction; is_first: boolean }) {
  const { t } = useLingui();
  const dismiss = useDismiss();
  const { title, why, verb } = words_of(action);
  return (
    <li className={cx("flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-4 sm:flex-nowrap sm:px-5", is_first && "sm:py-5")}>
      {/* Titles begin on one line, with a person beside them or not. */}
      <span className="flex w-8 justify-center max-sm:hidden">{action.person ? <Initials name={action.person.name} /> : <span aria-hidden className="mt-2.5 size-2 rounded-full bg-accent" />}</span>
      <div className="min-w-0 flex-1 basis-60">
        <h3 className={cx(is_first ? "title text-xl" : "font-medium")}>{title}</h3>
        <p className="mt-0.5 max-w-prose text-sm text-soft">{why}</p>
        {action.due_at && (
          <p className="mt-1 text-xs text-faint">
            <DateTime at={action.due_at} />
          </p>
        )}
      </div>
      <div className="flex items-center gap-1 max-sm:w-full max-sm:justify-between">
        <ButtonLink href={action.href} look={is_first ? "primary" : "secondary"} aria-label={`${verb}: ${title}`}>
          {verb}
        </ButtonLink>
        <IconButton label={t`Put aside: ${title}`} icon={<X size={16} aria-hidden />} onClick={() => dismiss.mutate(action)} />
      </div>
    </li>
  );
}

function useDismiss() {
  return useAct<HomeAction>({
    run: ({ key }) => api.post("/api/home/dismiss", { key }),
    optimistic: (client, { key }) => {
      const before = client.getQueryData(homeQuery.queryKey);
      client.setQueryData(homeQuery.queryKey, (home) => home && { ...home, actions: home.actions.filter((action) => action.key !== key) });
      return () => client.setQueryData(homeQuery.queryKey, before);
    },
    says: (_, action) => {
      const { title } = words_of(action);
      return t`Put aside: ${title}`;
    },
    undo: ({ key }) => api.post("/api/home/restore", { key }),
    refreshes: [["home"]],
  });
}
