import { Trans } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { api, type List, type SignInSession } from "@/api";
import { useAct } from "@/shell/act";
import { Badge, Button, DateTime, ErrorState, Loading } from "@/ui";

export function SignInSessions() {
  const router = useRouter();
  const client = useQueryClient();
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
  return (
    <>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {sessions.data.items.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-sm">
            <span className="flex items-center gap-2">
              <span className="font-medium">{session.agent}</span>
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
      <Button look="danger" className="mt-3" busy={everywhere.isPending} onClick={() => everywhere.mutate()}>
        <Trans>Sign out everywhere</Trans>
      </Button>
    </>
  );
}
