import { Plural, Trans } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { api, type List, type SignInSession } from "@/api";
import { useAct } from "@/shell/act";
import { Badge, Button, DateTime, ErrorState, Loading } from "@/ui";
import { agent_name } from "./agent_name";

/** The current one comes first; the rest is folded away. */
const shown_first = 4;

export function SignInSessions() {
  const router = useRouter();
  const client = useQueryClient();
  const [is_long, set_is_long] = useState(false);
  const sessions = useQuery({ queryKey: ["sign-in", "sessions"], queryFn: () => api.get<List<SignInSession>>("/api/sign-in/sessions") });
  const everywhere = useAct({
    run: () => api.post("/api/sign-out-everywhere"),
    done: () => {
      client.clear();
      router.history.push("/sign-in");
    },
  });
  if (sessions.isPending) return <Loading lines={2} />;
  if (sessions.isError) return <ErrorState error={sessions.error} retry={() => void sessions.refetch()} />;
  const shown = is_long ? sessions.data.items : sessions.data.items.slice(0, shown_first);
  const rest = sessions.data.items.length - shown.length;
  return (
    <>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {shown.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-sm">
            <span className="flex items-center gap-2">
              <span className="font-medium" title={session.agent}>
                {agent_name(session.agent)}
              </span>
              {session.is_current && (
                <Badge tone="accent">
                  <Trans>This one</Trans>
                </Badge>
              )}
            </span>
            <span className="text-faint">
              <Trans>
                Last seen <DateTime at={session.last_seen_at} />
              </Trans>
            </span>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="danger" busy={everywhere.isPending} onClick={() => everywhere.mutate()}>
          <Trans>Sign out everywhere</Trans>
        </Button>
        {rest > 0 && (
          <Button look="quiet" onClick={() => set_is_long(true)}>
            <Plural value={rest} one="Show # more" other="Show # more" />
          </Button>
        )}
      </div>
    </>
  );
}
