// A case study as its author wrote it: four short parts, read while they speak.
import { Trans, useLingui } from "@lingui/react/macro";
import ChevronDown from "lucide-react/icons/chevron-down";
import { Menu, Button } from "@/ui";
import { first_name, useMeeting } from "./use_meeting";
import { may, stage as enter } from "./verbs";
import type { CaseStudy, MeetingStage } from "./wire";
import { case_fields } from "./words";

export function CaseText({ study }: { study: CaseStudy }) {
  const { i18n } = useLingui();
  return (
    <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      {case_fields.map(({ key, label }) => (
        <div key={key} className={key === "ask" ? "sm:col-span-2" : undefined}>
          <dt className="text-sm text-faint">{i18n._(label)}</dt>
          <dd className={key === "ask" ? "said text-lg leading-snug whitespace-pre-wrap" : "said whitespace-pre-wrap"}>{study[key] || "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The case of the stage that runs, and for the facilitator who presents it. */
export function StageCase({ stage }: { stage: MeetingStage }) {
  const { t } = useLingui();
  const { meeting, perform } = useMeeting();
  const study = meeting.case_studies.find(({ author }) => author.id === stage.presenter?.id);
  const presenter = stage.presenter;
  return (
    <div className="grid gap-4">
      {study ? (
        <CaseText study={study} />
      ) : (
        <p className="text-soft">
          {presenter ? (
            presenter.id === meeting.viewer_id ? <Trans>You wrote nothing before: tell it in four minutes. The situation, what you tried, where it is stuck, what you ask.</Trans> : t`${first_name(presenter)} wrote nothing before and tells it: the situation, what they tried, where it is stuck, what they ask.`
          ) : (
            <Trans>Nobody presents this one yet.</Trans>
          )}
        </p>
      )}
      {may(meeting, "stage") && (
        <div>
          <Menu
            align="start"
            trigger={
              <Button size="small" look={presenter ? "quiet" : "secondary"} className={presenter ? "-ml-2" : undefined}>
                {presenter ? <Trans>Somebody else presents</Trans> : <Trans>Who presents?</Trans>}
                <ChevronDown size={14} aria-hidden />
              </Button>
            }
            groups={[meeting.members.filter(({ id, here }) => here && id !== presenter?.id).map((member) => ({ label: member.name, onSelect: () => void perform(enter(stage.key, { presenter_id: member.id })) }))]}
          />
        </div>
      )}
    </div>
  );
}
