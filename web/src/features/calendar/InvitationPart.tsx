import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { ErrorState, Loading } from "@/ui";
import { type Feed, feedQuery } from "./calendar";

type Choice = Feed["invitations"];

/** By mail, or by the feed alone: who has both would see everything twice. */
export function InvitationPart() {
  const { t } = useLingui();
  const id = useId();
  const feed = useQuery(feedQuery);
  const choose = useAct<Choice>({
    run: (invitations) => api.put("/api/calendar/invitations", { invitations }),
    optimistic: (client, invitations) => {
      const before = client.getQueryData(feedQuery.queryKey);
      client.setQueryData(feedQuery.queryKey, (old) => old && { ...old, invitations });
      return () => client.setQueryData(feedQuery.queryKey, before);
    },
    refreshes: [["calendar-feed"]],
  });
  if (feed.isPending) return <Loading lines={2} />;
  if (feed.isError) return <ErrorState error={feed.error} retry={() => void feed.refetch()} />;
  const choices: [Choice, string, string][] = [
    ["mail", t`Invitations by e-mail`, t`One for each change. Your calendar program puts it on your calendar.`],
    ["feed", t`Only by the feed`, t`No e-mail. Choose this once you have subscribed to your feed, so that nothing stands there twice.`],
  ];
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">{t`How you are told of changes`}</legend>
      {choices.map(([value, label, hint]) => (
        <label key={value} htmlFor={`${id}-${value}`} className="flex cursor-pointer items-start gap-3">
          <input
            id={`${id}-${value}`}
            type="radio"
            name={`${id}-way`}
            className="mt-1 size-4 accent-accent"
            checked={feed.data.invitations === value}
            onChange={() => choose.mutate(value)}
            aria-describedby={`${id}-${value}-hint`}
          />
          <span>
            <span className="font-medium">{label}</span>
            <span id={`${id}-${value}-hint`} className="block text-sm text-faint">
              {hint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
