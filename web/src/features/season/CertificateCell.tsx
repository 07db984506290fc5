// A facilitator's certificate: until when, given or renewed from today, ended; each with its way back.
import { Trans, useLingui } from "@lingui/react/macro";
import Ellipsis from "lucide-react/icons/ellipsis";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Badge, IconButton, local_date, LocalDate, Menu } from "@/ui";
import type { SeasonPerson } from "./wire";

export function CertificateCell({ row: { person, certificate } }: { row: SeasonPerson }) {
  const { t } = useLingui();
  const me = useMe();
  const today = local_date(me.now, me.time_zone);
  const address = `/api/people/${person.id}/facilitator-certificate`;
  const refreshes = [["circle-seasons"]];
  const give = useAct({ run: () => api.put(address, { from: today }), says: () => t`${person.name} may facilitate.`, undo: certificate ? undefined : () => api.delete(address), refreshes });
  const end = useAct({ run: () => api.delete(address), says: () => t`The certificate of ${person.name} ends today.`, undo: certificate ? () => api.put(address, { from: certificate.from }) : undefined, refreshes });
  const is_valid = certificate?.is_valid ?? false;
  return (
    <div className="flex items-center gap-1.5">
      {is_valid && certificate ? (
        <>
          <Badge tone={certificate.is_due ? "warn" : "accent"}>{certificate.is_due ? <Trans>Due</Trans> : <Trans>Certified</Trans>}</Badge>
          {certificate.to && (
            <span className="text-xs text-faint">
              <Trans>
                until <LocalDate date={certificate.to} year={false} />
              </Trans>
            </span>
          )}
        </>
      ) : (
        <span className="text-faint">–</span>
      )}
      <Menu
        trigger={<IconButton size="small" label={t`Certificate of ${person.name}`} icon={<Ellipsis size={16} aria-hidden />} className="ml-auto" />}
        groups={[[{ label: is_valid ? t`Renew from today` : t`Certify from today`, onSelect: () => give.mutate() }, ...(is_valid ? [{ label: t`End today`, onSelect: () => end.mutate(), danger: true }] : [])]]}
      />
    </div>
  );
}
