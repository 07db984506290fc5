// One calibration: why it was opened, what the two came to, and what became of it. Its words are the two people's alone.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import Lock from "lucide-react/icons/lock";
import { Badge, ButtonLink, Card, DateTime, ErrorState, Loading, LocalDate, Page, PersonChip, Section } from "@/ui";
import { HoldForm } from "./HoldForm";
import { ReviewForm } from "./ReviewForm";
import { calibrationQuery, type CalibrationDetail } from "./scorecard";
import { measure_name, month_text, obstacle_name, outcome_name, state_name, why_text } from "./words";

export function CalibrationPage() {
  const { t } = useLingui();
  const { calibration_id } = useParams({ from: "/shell/calibrations/$calibration_id" });
  const found = useQuery(calibrationQuery(calibration_id));
  const of = found.data;
  return (
    <Page
      title={of ? measure_name(of.measure) : t`Calibration`}
      width="reading"
      breadcrumb={[
        { label: t`Scorecards`, href: "/scorecards" },
        { label: t`Calibrations`, href: "/calibrations" },
      ]}
      lead={of && <span>{t`${of.manager.name}, ${month_text(of.month)}`}</span>}
      actions={of && <ButtonLink href={`/scorecards?${new URLSearchParams({ month: of.month, person: of.manager.id, who: "manager" })}`}><Trans>The scorecard</Trans></ButtonLink>}
    >
      {found.isPending ? <Loading lines={5} /> : found.isError ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : <Body of={found.data} />}
    </Page>
  );
}

function Body({ of }: { of: CalibrationDetail }) {
  const { t } = useLingui();
  return (
    <>
      <Card className="mb-7">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={of.state === "opened" ? "warn" : of.state === "closed" ? "plain" : "accent"}>{state_name(of.state)}</Badge>
          <span className="text-sm text-faint">
            <Trans>
              opened <DateTime at={of.opened_at} />
            </Trans>
          </span>
        </p>
        <p className="mt-2">{why_text(of)}</p>
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
          <PersonChip person={of.manager} size="small" />
          {of.leader ? (
            <>
              <span aria-hidden>·</span>
              <PersonChip person={of.leader} size="small" />
            </>
          ) : (
            <Trans>Nobody leads this manager today; it waits for who will.</Trans>
          )}
        </div>
      </Card>
      {!of.is_of_the_two && <p className="mb-6 flex items-center gap-2 text-sm text-faint"><Lock size={15} aria-hidden /><Trans>What is in the way and what helps is between the two. You see that they talk.</Trans></p>}
      {of.is_of_the_two && of.state === "opened" && !of.allowed.includes("hold") && (
        <p className="mb-6 text-soft">
          {t`${of.leader?.name ?? t`Your leader`} will talk with you about this and write down what you came to. It is about what stands in the way, and what would help.`}
        </p>
      )}
      {of.words && (
        <Section title={t`What you came to`} aside={of.held_at && <DateTime at={of.held_at} show="day" />}>
          <dl className="grid gap-4">
            <Said title={t`In the way`} text={of.words.in_the_way}>
              <p className="mb-1 flex flex-wrap gap-1.5">
                {of.words.obstacles.map((obstacle) => (
                  <Badge key={obstacle} tone="outline">{obstacle_name(obstacle)}</Badge>
                ))}
              </p>
            </Said>
            <Said title={of.words.owner === "leader" ? t`What helps, done by ${of.leader?.name ?? t`the leader`}` : t`What helps, done by ${of.manager.name}`} text={of.words.help} />
          </dl>
        </Section>
      )}
      {of.reviews.length > 0 && (
        <Section title={t`Looked at again`}>
          <ol className="grid gap-4">
            {of.reviews.map((review) => (
              <li key={review.at}>
                <p className="flex flex-wrap items-center gap-2 text-sm text-faint">
                  <Badge tone={review.outcome === "continues" ? "accent" : "plain"}>{outcome_name(review.outcome)}</Badge>
                  <DateTime at={review.at} show="day" />
                </p>
                <p className="said mt-1 whitespace-pre-line">{review.text}</p>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {of.review_on && (
        <p className="mb-6 text-soft">
          <Trans>
            You look again on <LocalDate date={of.review_on} />.
          </Trans>
        </p>
      )}
      {of.allowed.includes("hold") && <HoldForm of={of} />}
      {of.allowed.includes("review") && <ReviewForm of={of} />}
    </>
  );
}

function Said({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-faint">{title}</dt>
      <dd className="mt-1">
        {children}
        {text === "" ? <span className="text-faint"><Trans>Erased</Trans></span> : <p className="said whitespace-pre-line">{text}</p>}
      </dd>
    </div>
  );
}
