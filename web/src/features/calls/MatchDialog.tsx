// Saying whom a call is with: one press on an account or one of its open opportunities.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Button, Dialog, ErrorState, Field, Input, Loading } from "@/ui";
import { useMatch } from "./CallRow";
import { type Call, choicesQuery } from "./calls";

export function MatchDialog({ call, onClose }: { call: Call; onClose: () => void }) {
  const { t } = useLingui();
  const [typed, set_typed] = useState("");
  const search = useDeferredValue(typed.trim());
  const choices = useQuery(choicesQuery(call.id, search));
  const { match } = useMatch(call, onClose);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t`Whom is the call with?`}>
      <p className="mb-4 text-sm text-soft [overflow-wrap:anywhere]">{call.title}</p>
      <Field label={t`Find an account by name`}>
        <Input type="search" value={typed} onChange={(event) => set_typed(event.target.value)} autoComplete="off" />
      </Field>
      <div className="mt-4 max-h-80 overflow-y-auto" role="region" aria-label={t`Accounts`} tabIndex={0}>
        {choices.isPending ? (
          <Loading lines={3} />
        ) : choices.isError ? (
          <ErrorState error={choices.error} retry={() => void choices.refetch()} />
        ) : choices.data.items.length === 0 ? (
          <p className="py-2 text-sm text-soft">{search ? t`No account is called “${search}”.` : t`Type a part of the account’s name.`}</p>
        ) : (
          <ul className="divide-y divide-line">
            {choices.data.items.map(({ account, opportunities }) => (
              <li key={account.key} className="flex flex-wrap items-center gap-2 py-2">
                <Button size="small" onClick={() => match.mutate({ account: account.key, name: account.name })}>
                  {account.name}
                </Button>
                {opportunities.map((opportunity) => (
                  <Button key={opportunity.key} size="small" look="quiet" onClick={() => match.mutate({ account: account.key, opportunity: opportunity.key, name: account.name })}>
                    {opportunity.name}
                    <span className="sr-only">{t`at ${account.name}`}</span>
                  </Button>
                ))}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="mt-4 border-t border-line pt-3">
        <Button size="small" look="quiet" onClick={() => match.mutate({ is_customer_call: false, name: "" })}>
          <Trans>It is no customer call</Trans>
        </Button>
      </div>
    </Dialog>
  );
}
