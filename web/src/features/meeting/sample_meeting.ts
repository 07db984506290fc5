// A circle's hour for tests: running, at its check-in, led by Ana.
import type { CircleCommitment, Meeting, MeetingMember, MeetingStage } from "./wire";

export const meeting_member = (id: string, name: string, over: Partial<MeetingMember> = {}): MeetingMember => ({ id, name, attendance: "present", here: true, airtime_seconds: 0, ...over });

const stage = (key: string, name: string, minutes: number, over: Partial<MeetingStage> = {}): MeetingStage => ({ key, name, minutes, prompts: [], ...over });

export const circle_commitment = (over: Partial<CircleCommitment> = {}): CircleCommitment => ({
  id: "c1",
  circle_id: "k1",
  meeting_id: "m0",
  meeting_number: 1,
  owner: { id: "p1", name: "Ana Almeida" },
  mine: true,
  text: "I ask what a week of waiting costs",
  due_on: "2027-03-30",
  made_at: "2027-03-16T14:00:00Z",
  ...over,
});

export const meeting = (over: Partial<Meeting> = {}): Meeting => ({
  id: "m1",
  circle_id: "k1",
  circle_name: "AE 1",
  number: 2,
  starts_at: "2027-03-30T13:00:00Z",
  ends_at: "2027-03-30T14:00:00Z",
  state: "running",
  version: 4,
  now: "2027-03-30T13:02:00Z",
  time_zone: "Europe/Madrid",
  viewer_id: "p1",
  reads: "all",
  facilitator: { id: "p1", name: "Ana Almeida" },
  is_facilitator: true,
  minutes: 60,
  started_at: "2027-03-30T13:00:00Z",
  members: [meeting_member("p1", "Ana Almeida", { presents: 1 }), meeting_member("p2", "Bo Lind"), meeting_member("p3", "Cy Ray"), meeting_member("p4", "Di Sol", { here: false, attendance: "expected" })],
  agenda: [
    stage("check_in", "Check-in on commitments", 5, { entered_at: "2027-03-30T13:00:00Z", prompts: ["One sentence each."] }),
    stage("case_one", "First case", 10, { presenter_minutes: 4, case_number: 1, presenter: { id: "p1", name: "Ana Almeida" } }),
    stage("drill", "Skill drill", 15),
    stage("commitments", "Commitments", 5),
    stage("close", "Close", 5),
  ],
  stage: "check_in",
  drills: [{ key: "silence", name: "Ask and wait", competency: "discovery", minutes: 10, steps: ["Ask the question.", "Count to ten."] }],
  case_studies: [],
  check_in: [circle_commitment(), circle_commitment({ id: "c2", owner: { id: "p2", name: "Bo Lind" }, mine: false, text: "I open with the agenda" })],
  commitments: [],
  notes: [],
  messages: [],
  feedback: [],
  next: { id: "m2", starts_at: "2027-04-13T13:00:00Z" },
  allowed: ["leave", "stage", "floor", "handover", "end", "note", "message", "commitment", "feedback"],
  ...over,
});
