// What is left to do after the end: the rep confirms and rates, the manager sees that it is confirmed, both may share with the leader.
import { Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import { Button, Card, Check as CheckBox, DateTime } from "@/ui";
import { isConfirmedHeld, may } from "./conversation";
import { LeftHere } from "./LeftHere";
import { NextSession } from "./NextSession";
import { serverNow } from "@/live/server_clock";
import { useConversation } from "./use_conversation";
import { Usefulness } from "./Usefulness";

export function AfterCard() {
  const { conversation } = useConversation();
  const was_talked = ["ended", "held", "short"].includes(conversation.state);
  return (
    <Card className="no-print grid gap-6">
      {was_talked && <Confirmation />}
      {was_talked && conversation.viewer === "rep" && <Usefulness />}
      <LeftHere />
      <NextSession />
      {may(conversation, "share") && <ShareWithLeader />}
    </Card>
  );
}

function Confirmation() {
  const { t } = useLingui();
  const { conversation, perform, is_busy } = useConversation();
  const { confirmed_at } = conversation.confirmation;
  const rep = conversation.rep.name.split(" ")[0];
  if (confirmed_at && isConfirmedHeld(conversation))
    return (
      <p className="flex items-center gap-2">
        <Check size={17} aria-hidden className="text-accent" />
        {conversation.viewer === "rep" ? (
          <Trans>
            You confirmed that it was held, <DateTime at={confirmed_at} />.
          </Trans>
        ) : (
          t`${rep} has confirmed that it was held.`
        )}
      </p>
    );
  if (conversation.viewer === "rep" && may(conversation, "confirm"))
    return (
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          look="primary"
          size="large"
          busy={is_busy}
          icon={<Check size={17} aria-hidden />}
          onClick={() => void perform({ verb: "confirm", ahead: (now) => ({ ...now, confirmation: { ...now.confirmation, confirmed_at: new Date(serverNow()).toISOString() } }), says: t`Confirmed.` })}
        >
          <Trans>Yes, we talked</Trans>
        </Button>
        <span className="text-sm text-faint">
          <Trans>One tap says that it was held.</Trans>
        </span>
      </div>
    );
  return (
    <p className="text-soft">
      {t`${rep} has not confirmed yet.`}
    </p>
  );
}

function ShareWithLeader() {
  const { t } = useLingui();
  const { conversation, other, perform } = useConversation();
  const mine = conversation.shared_with_leader[conversation.viewer];
  const theirs = conversation.shared_with_leader[conversation.viewer === "rep" ? "manager" : "rep"];
  const share = (shared: boolean) => ({
    verb: "share",
    body: { shared },
    ahead: (now: typeof conversation) => ({ ...now, shared_with_leader: { ...now.shared_with_leader, [now.viewer]: shared } }),
  });
  return (
    <CheckBox
      look="switch"
      checked={mine}
      label={t`The next leader up may read the shared notes`}
      hint={theirs ? t`${other.name} agrees already. It takes both of you.` : t`It takes both of you; ${other.name} has not agreed.`}
      onChange={(event) => void perform({ ...share(event.target.checked), says: event.target.checked ? t`You agree to share.` : t`You no longer share.`, undo: share(!event.target.checked) })}
    />
  );
}
