// How many are in, what keeps the others out, and what the next proposal will not look at.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import Info from "lucide-react/icons/info";
import { Card, Link, number_text } from "@/ui";
import type { Season } from "./wire";

export function SeasonHeadline({ season }: { season: Season }) {
  const { t } = useLingui();
  const { counts, kept_out, roles, remarks } = season;
  const href = (state: string) => `/circles/season?${new URLSearchParams({ season: season.season.id, part: "people", state })}`;
  return (
    <Card className="mb-7 grid gap-5">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-3 sm:grid-cols-4">
        <Count label={t`In`} value={counts.in} href={href("in")} />
        <Count label={t`Not in`} value={counts.not_in} href={href("not_in")} />
        <Count label={t`Want to, kept out`} value={counts.kept_out} href={href("kept_out")} />
        <Count label={t`May facilitate`} value={counts.certified} note={counts.certificates_due > 0 && <Link href={href("certificate_due")}><Plural value={counts.certificates_due} one="# certificate is due" other="# certificates are due" /></Link>} />
      </dl>
      <div className="grid gap-x-10 gap-y-3 text-sm sm:grid-cols-2">
        {roles.length > 0 && (
          <div>
            <h2 className="mb-1 text-faint">
              <Trans>By role</Trans>
            </h2>
            <ul className="grid gap-0.5">
              {roles.map(({ role, name, in: is_in, certified }) => (
                <li key={role} className="tabular flex justify-between gap-4">
                  <span>{name}</span>
                  <span className="text-soft">{t`${number_text(is_in)} in, ${number_text(certified)} may facilitate`}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {kept_out.length > 0 && (
          <div>
            <h2 className="mb-1 text-faint">
              <Trans>What keeps somebody out</Trans>
            </h2>
            <ul className="grid gap-0.5">
              {kept_out.map(({ reason, words, count }) => (
                <li key={reason} className="tabular flex justify-between gap-4">
                  <span>{words}</span>
                  <span className="text-soft">{number_text(count)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {remarks.length > 0 && (
        <ul className="grid gap-1 text-sm text-soft">
          {remarks.map((remark) => (
            <li key={remark} className="flex items-start gap-2">
              <Info size={15} aria-hidden className="mt-0.5 shrink-0 text-faint" />
              {remark}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Count({ label, value, href, note }: { label: string; value: number; href?: string; note?: React.ReactNode }) {
  const said = number_text(value);
  return (
    <div>
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="mt-0.5">
        <span className="title tabular text-2xl">{href && value > 0 ? <Link href={href} look="plain" className="rounded-sm underline-offset-3 hover:underline">{said}</Link> : said}</span>
        {note && <span className="block text-xs">{note}</span>}
      </dd>
    </div>
  );
}
