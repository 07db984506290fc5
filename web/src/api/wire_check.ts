// Holds our types against those generated from the server's OpenAPI document (src/api/schema.d.ts, `npm run wire`): what the server sends must fit what the pages read.
// Only types: nothing of it is in the build.
import type * as calendar from "@/features/calendar/calendar";
import type * as calls from "@/features/calls/calls";
import type * as meeting from "@/features/meeting/wire";
import type * as pulse from "@/features/pulse/wire";
import type * as season from "@/features/season/wire";
import type * as mail from "@/features/mail/mail";
import type * as scorecard from "@/features/scorecard/scorecard";
import type { components } from "./schema";
import type * as rides from "@/features/ridealong/wire";
import type * as ours from "./types";

type Sent = components["schemas"];
/** An error here means that the server's answer `From` no longer fits our type `To`. */
type Fits<From extends To, To> = From;

export type Checked = [
  Fits<Sent["MyCircles"], meeting.MyCircles>,
  Fits<Sent["CircleRoom"], meeting.Room>,
  Fits<Sent["CircleMeeting"], meeting.Meeting>,
  Fits<Sent["CircleProfile"], season.CircleProfile>,
  Fits<Sent["CircleSeasons"], season.Seasons>,
  Fits<Sent["CircleSeason"], season.Season>,
  Fits<Sent["CirclePersonRow"], season.SeasonPerson>,
  Fits<Sent["CircleProposal"], season.Proposal>,
  Fits<Sent["CircleTrial"], season.Trial>,
  Fits<Sent["CirclePlaces"], season.Places>,
  Fits<Sent["PublishedCircles"], season.Circles>,
  Fits<Sent["CircleProgramme"], pulse.Programme>,
  Fits<Sent["CirclePulse"], pulse.CirclePulse>,
  Fits<Sent["CircleEnps"], pulse.Enps>,
  Fits<Sent["CallsView"], calls.Calls>,
  Fits<Sent["CallChoice"], calls.Choice>,
  Fits<Sent["MailView"], mail.Mail>,
  Fits<Sent["Scorecards"], scorecard.Scorecards>,
  Fits<Sent["ScorecardMonth"], scorecard.MonthOf>,
  Fits<Sent["ScorecardRows"], scorecard.Rows>,
  Fits<Sent["ScorecardPreview"], scorecard.Preview>,
  Fits<Sent["ScorecardPublication"], scorecard.Publication>,
  Fits<Sent["Calibration"], scorecard.Calibration>,
  Fits<Sent["CalibrationDetail"], scorecard.CalibrationDetail>,
  Fits<Sent["Me"], ours.Me>,
  Fits<Sent["Demo"], ours.Demo>,
  Fits<Sent["SetUp"], ours.SetUp>,
  Fits<Sent["Token"], ours.ApiToken>,
  Fits<Sent["SignInSessionView"], ours.SignInSession>,
  Fits<Sent["User"], ours.User>,
  Fits<Sent["MadeUser"], ours.User>,
  Fits<Sent["PersonRow"], ours.PersonRow>,
  Fits<Sent["PersonDetailView"], ours.PersonDetail>,
  Fits<Sent["TimelineEntry"], ours.TimelineEntry>,
  Fits<Sent["TeamAnswer"], ours.Team>,
  Fits<Sent["UnmatchedView"], ours.UnmatchedName>,
  Fits<Sent["ImportsView"], ours.Imports>,
  Fits<Sent["MappingView"], ours.ImportMapping>,
  Fits<Sent["ImportReportView"], ours.ImportReport>,
  Fits<Sent["Playbook"], ours.Playbook>,
  Fits<Sent["PlaybookVersionRow"], ours.PlaybookVersion>,
  Fits<Sent["CheckAnswer"], ours.PlaybookCheck>,
  Fits<Sent["PlaybookPreview"], ours.PlaybookPreview>,
  Fits<Sent["Cadence"], ours.Cadence>,
  Fits<Sent["CadenceRow"], ours.CadenceRow>,
  Fits<Sent["Obligation"], ours.Obligation>,
  Fits<Sent["HomeAnswer"], ours.Home>,
  Fits<Sent["SessionRow"], ours.SessionRow>,
  Fits<Sent["Conversation"], ours.Conversation>,
  Fits<Sent["CommitmentHint"], ours.CommitmentHint>,
  Fits<Sent["Signals"], ours.Signals>,
  Fits<Sent["CalendarDetail"], calendar.CalendarDetail>,
  Fits<Sent["CalendarAppliedView"], calendar.Applied>,
  Fits<Sent["CalendarFeedView"], calendar.Feed>,
  Fits<Sent["RideAlongDesk"], rides.RideAlongDesk>,
  Fits<Sent["RideAlongRow"], rides.RideAlongRow>,
  Fits<Sent["RideAlong"], rides.RideAlong>,
  Fits<Sent["RideAlongTimes"], rides.RideAlongTimes>,
  Fits<Sent["PadNote"], rides.PadNote>,
];
