import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type ApiToken, type List } from "@/api";
import { useAct } from "@/shell/act";
import { Button, type Column, DateTime, EmptyState, ErrorState, Loading, LocalDate, Table } from "@/ui";
import { NewToken } from "./NewToken";
import { RemoveToken } from "./RemoveToken";

export function Tokens() {
  const { t } = useLingui();
  const [is_making, set_is_making] = useState(false);
  const [removing, set_removing] = useState<ApiToken | null>(null);
  const tokens = useQuery({ queryKey: ["tokens"], queryFn: () => api.get<List<ApiToken>>("/api/tokens") });
  const remove = useAct<ApiToken>({ run: ({ id }) => api.delete(`/api/tokens/${id}`), says: (_, { name }) => t`Token “${name}” no longer works.`, refreshes: [["tokens"]] });
  if (tokens.isPending) return <Loading lines={2} />;
  if (tokens.isError) return <ErrorState error={tokens.error} retry={() => void tokens.refetch()} />;
  const columns: Column<ApiToken>[] = [
    { key: "name", title: t`Name`, is_row_header: true, cell: (token) => <span className="font-medium">{token.name}</span> },
    { key: "used", title: t`Last used`, cell: (token) => (token.last_used_at ? <DateTime at={token.last_used_at} /> : <span className="text-faint">{t`Never`}</span>) },
    { key: "until", title: t`Until`, cell: (token) => (token.expires_on ? <LocalDate date={token.expires_on} /> : t`No end`) },
    {
      key: "remove",
      title: <span className="sr-only">{t`Remove`}</span>,
      align: "end",
      cell: (token) => (
        <Button size="small" look="danger" onClick={() => set_removing(token)} aria-label={t`Remove the token ${token.name}`}>
          <Trans>Remove</Trans>
        </Button>
      ),
    },
  ];
  const make = (
    <Button onClick={() => set_is_making(true)}>
      <Trans>Make a token</Trans>
    </Button>
  );
  return (
    <>
      {tokens.data.items.length === 0 ? (
        <EmptyState title={<Trans>You have no token.</Trans>} action={make} />
      ) : (
        <>
          <Table caption={t`API tokens`} columns={columns} rows={tokens.data.items} row_key={(token) => token.id} />
          <div className="mt-3">{make}</div>
        </>
      )}
      {is_making && <NewToken onClose={() => set_is_making(false)} />}
      {removing && (
        <RemoveToken
          token={removing}
          onClose={() => set_removing(null)}
          onRemove={() => {
            remove.mutate(removing);
            set_removing(null);
          }}
        />
      )}
    </>
  );
}
