// Circles and their hours as their members see them.
#include "meeting/meeting_actions_scene.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace {

using access::Actor;

class Names {
 public:
  Names(sql::Reader& reader, Id<Org> org) : m_reader(reader), m_org(org) {}
  [[nodiscard]] people::PersonRef of(Id<Person> person) {
    const auto found = m_known.find(person);
    if (found != m_known.end()) return found->second;
    return m_known.emplace(person, ref(m_reader, m_org, person)).first->second;
  }
  [[nodiscard]] std::optional<people::PersonRef> of(const std::optional<Id<Person>>& person) {
    return person ? std::optional(of(*person)) : std::nullopt;
  }

 private:
  sql::Reader& m_reader;
  Id<Org> m_org;
  std::map<Id<Person>, people::PersonRef> m_known;
};

/// What a reader of one circle needs at every turn.
struct Looking {
  sql::Reader& reader;
  const access::Membership& membership;
  Names names;
  Instant now;

  [[nodiscard]] Id<Org> org() const { return membership.actor().org(); }
  [[nodiscard]] Id<Person> viewer() const { return membership.actor().person(); }
  [[nodiscard]] bool may_read_of(Id<Person> person) const { return membership.reaches_everything() || person == viewer(); }
};

HourRow row_of(Looking& at, const Hour& hour) {
  HourRow row{.hour = hour, .facilitator = at.names.of(hour.facilitator)};
  for (const AttendanceRow& one : attendance_at(at.reader, at.org(), hour.id)) {
    if (one.person == at.viewer()) row.mine = one.state;
    switch (one.state) {
      case Attendance::expected:
        ++row.expected;
        break;
      case Attendance::excused:
        ++row.excused;
        break;
      case Attendance::present:
        ++row.present;
        break;
      case Attendance::missed:
        ++row.missed;
        break;
    }
  }
  return row;
}

MyCircle circle_of(Looking& at, const CircleFacts& circle, const std::vector<Stay>& stays, const std::vector<Hour>& hours) {
  MyCircle mine{.circle = circle,
                .reach = at.membership.reach(),
                .is_current = !at.membership.left_at(),
                .joined_at = {},
                .left_at = at.membership.left_at()};
  for (const Stay& stay : stays) {
    if (stay.person == at.viewer()) mine.joined_at = stay.joined_at;
    if (mine.is_current && !stay.left_at) mine.members.push_back(at.names.of(stay.person));
  }
  if (!mine.is_current) return mine;
  std::ranges::sort(mine.members, {}, &people::PersonRef::name);
  const auto next =
      std::ranges::find_if(hours, [](const Hour& hour) { return hour.state == State::planned || hour.state == State::running; });
  if (next != hours.end()) mine.next = row_of(at, *next);
  mine.has_missed_two = has_missed_two(attendance_of(at.reader, at.org(), circle.id, at.viewer()));
  return mine;
}

/// Commitments with their words, by number of the hour they were made in. Others' are left out where only one's own are for the reader.
Result<std::vector<CommitmentView>> commitments_with_words(Looking& at, const Opener& opener, const std::vector<Hour>& hours) {
  std::vector<CommitmentView> out;
  std::map<Id<CircleText>, WordRow> stored;
  for (WordRow& row : words_of_circle(at.reader, at.org(), at.membership.circle(), WordKind::commitment))
    stored.emplace(row.id, std::move(row));
  for (const CommitmentRow& row : commitments_of(at.reader, at.org(), at.membership.circle())) {
    if (!at.may_read_of(row.owner)) continue;
    CommitmentView view{.row = row, .owner = at.names.of(row.owner)};
    const auto hour = std::ranges::find(hours, row.made_in, &Hour::id);
    if (hour != hours.end()) view.made_in_number = hour->number;
    if (const auto words = stored.find(Id<CircleText>(row.id.value())); words != stored.end())
      view.words = decode_commitment(TRY(opener.open(words->second)).value_or(""));
    if (row.owner != at.viewer()) view.row.taken_to.reset();  // that it went into a 1:1 is theirs to tell
    out.push_back(std::move(view));
  }
  return out;
}

void say_when_taken(Looking& at, std::vector<CommitmentView>& commitments) {
  const bool any = std::ranges::any_of(commitments, [](const CommitmentView& one) { return one.row.taken_to.has_value(); });
  if (!any) return;
  const auto playbooks = playbook::load_versions(at.reader, at.org());
  for (CommitmentView& one : commitments) {
    if (!one.row.taken_to) continue;
    const auto session = session::load_session(at.reader, at.org(), playbooks, *one.row.taken_to, at.now);
    if (session) one.taken_starts_at = session->starts_at;
  }
}

std::vector<SeatedMember> seats(Looking& at, const Course& course, const std::vector<AttendanceRow>& attendance,
                                const std::vector<Id<Person>>& presenters) {
  std::vector<SeatedMember> out;
  const auto airtime = airtime_at(course, at.now);
  for (const AttendanceRow& row : attendance) {
    SeatedMember seat{
        .who = at.names.of(row.person), .attendance = row.state, .is_here = course.is_running() && course.is_here(row.person)};
    if (const auto spoke = airtime.find(row.person); spoke != airtime.end() && at.membership.reaches_everything())
      seat.airtime = spoke->second;
    const auto turn = std::ranges::find(presenters, row.person);
    if (turn != presenters.end()) seat.presents = static_cast<int>(turn - presenters.begin()) + 1;
    out.push_back(std::move(seat));
  }
  std::ranges::sort(out, {}, [](const SeatedMember& seat) { return seat.who.name; });
  return out;
}

std::vector<AgendaPart> agenda_with_course(Looking& at, const std::vector<playbook::AgendaStage>& agenda, const Course& course,
                                           const std::vector<Id<Person>>& presenters) {
  std::vector<AgendaPart> out;
  std::size_t cases = 0;
  for (const playbook::AgendaStage& stage : agenda) {
    AgendaPart part{.stage = stage};
    std::optional<Id<Person>> presents;
    if (is_case(stage.key)) {
      part.case_number = static_cast<int>(++cases);
      if (cases <= presenters.size()) presents = presenters[cases - 1];
    }
    if (const StageRun* run = course.stage(stage.key)) {
      part.entered_at = run->entered_at;
      part.left_at = run->left_at;
      if (run->presenter) presents = run->presenter;
    }
    part.presenter = at.names.of(presents);
    out.push_back(std::move(part));
  }
  return out;
}

/// Case studies once presented, one's own from the first word on; notes, messages and feedback.
Result<Done> add_words(Looking& at, const Opener& opener, HourView& view) {
  for (const WordRow& row : words_of_hour(at.reader, at.org(), view.hour.id)) {
    if (row.kind == WordKind::commitment) continue;
    const bool is_mine = row.by == at.viewer();
    const bool is_presented = view.course.has_presented(row.by);
    if (row.kind == WordKind::case_study && !is_mine && !is_presented) continue;  // a draft is its author's alone
    const auto words = TRY(opener.open(row));
    if (!words) continue;
    if (row.kind == WordKind::case_study) {
      const CaseView one{
          .id = row.id, .author = at.names.of(row.by), .words = decode_case(*words), .written_at = row.at, .is_presented = is_presented};
      if (is_mine) view.my_case = one;
      if (is_presented) view.cases.push_back(one);
      continue;
    }
    view.lines.push_back({.id = row.id,
                          .kind = row.kind,
                          .stage = row.stage,
                          .by = at.names.of(row.by),
                          .about = at.names.of(row.about),
                          .text = *words,
                          .at = row.at});
  }
  const auto place = [&](const CaseView& one) {
    return std::ranges::find(view.course.stages, std::optional(one.author.id), &StageRun::presenter) - view.course.stages.begin();
  };
  std::ranges::stable_sort(view.cases, {}, place);
  return Done{};
}

void add_commitments(HourView& view, std::vector<CommitmentView> all) {
  // Answered since this hour opened: they stay on its page, with the answer.
  const Instant since = view.hour.starts_at - opens_before;
  const bool is_over = view.hour.state == State::held || view.hour.state == State::lapsed;
  for (CommitmentView& one : all) {
    if (one.row.made_in == view.hour.id) {
      view.commitments.push_back(std::move(one));
    } else if (one.made_in_number < view.hour.number) {
      const bool is_answered_here = one.row.outcome_at && *one.row.outcome_at >= since &&
                                    (!is_over || *one.row.outcome_at <= view.course.ended_at.value_or(view.hour.ends_at));
      if (is_answered_here || (!is_over && one.row.is_open())) view.check_in.push_back(std::move(one));
    }
  }
}

Zone zone_of(sql::Reader& reader, Id<Org> org, Id<Person> person, const Zone& otherwise) {
  const auto member = people::load_member(reader, org, person);
  return member ? member->zone : otherwise;
}

}  // namespace

Result<std::vector<MyCircle>> Meetings::my_circles(const Actor& actor) const {
  TRY(access::may_change(actor));
  const auto ids = m_db.read([&](sql::Reader& reader) { return circles_of(reader, actor.org(), actor.person()); });
  for (const Id<Circle> id : ids) keep_up(actor.org(), id);
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<MyCircle>> {
    std::vector<MyCircle> out;
    for (const Id<Circle> id : ids) {
      const access::Membership membership = TRY(m_access.membership(reader, actor, id));
      const auto circle = find_circle(reader, actor.org(), id);
      if (!circle) continue;
      Looking at{.reader = reader, .membership = membership, .names = {reader, actor.org()}, .now = m_access.clock().now()};
      out.push_back(circle_of(at, *circle, stays_in(reader, actor.org(), id), hours_of(reader, actor.org(), id)));
    }
    std::ranges::stable_sort(out, std::ranges::greater(), &MyCircle::is_current);
    return out;
  });
}

Result<Room> Meetings::room(const Actor& actor, Id<Circle> id) const {
  // Who has no business here is told so before anything is brought up to date.
  TRY(m_db.read([&](sql::Reader& reader) { return m_access.membership(reader, actor, id); }));
  keep_up(actor.org(), id);
  return m_db.read([&](sql::Reader& reader) -> Result<Room> {
    const access::Membership membership = TRY(m_access.membership(reader, actor, id));
    const auto circle = find_circle(reader, actor.org(), id);
    if (!circle) return refuse(errors::not_found);
    Looking at{.reader = reader, .membership = membership, .names = {reader, actor.org()}, .now = m_access.clock().now()};
    std::vector<Hour> hours = hours_of(reader, at.org(), id);
    if (const auto left = membership.left_at()) std::erase_if(hours, [&](const Hour& hour) { return hour.starts_at >= *left; });
    const std::vector<Stay> stays = stays_in(reader, at.org(), id);
    Room room{
        .mine = circle_of(at, *circle, stays, hours), .zone = zone_of(reader, at.org(), at.viewer(), circle->slot.zone), .now = at.now};
    for (const Stay& stay : stays)
      if (!membership.left_at() || stay.joined_at < *membership.left_at())
        room.members.push_back({.who = at.names.of(stay.person), .stay = stay});
    for (const Hour& hour : hours) room.hours.push_back(row_of(at, hour));
    const Opener opener = TRY(m_vault.opener(reader, membership));
    room.commitments = TRY(commitments_with_words(at, opener, hours));
    std::erase_if(room.commitments, [](const CommitmentView& one) { return !one.row.is_open(); });
    say_when_taken(at, room.commitments);
    return room;
  });
}

Result<HourView> Meetings::hour(const Actor& actor, Id<Meeting> id) const {
  const Entrance first = TRY(m_db.read([&](sql::Reader& reader) { return enter(reader, m_access, actor, id); }));
  keep_up(actor.org(), first.circle.id);
  return m_db.read([&](sql::Reader& reader) -> Result<HourView> {
    const Entrance in = TRY(enter(reader, m_access, actor, id));
    Looking at{.reader = reader, .membership = in.membership, .names = {reader, actor.org()}, .now = m_access.clock().now()};
    const Id<Org> org = at.org();
    HourView view{.hour = in.hour,
                  .circle = in.circle,
                  .course = fold(events_of_hour(reader, org, id)),
                  .reach = in.membership.reach(),
                  .viewer = at.viewer(),
                  .zone = zone_of(reader, org, at.viewer(), in.circle.slot.zone),
                  .now = at.now};
    const auto playbooks = playbook::load_versions(reader, org);
    const playbook::Playbook& rules = rules_at(playbooks, in.circle, in.hour.starts_at);
    const auto agenda = agenda_of(rules, in.circle);
    const auto cases = static_cast<std::size_t>(std::ranges::count_if(agenda, [](const auto& stage) { return is_case(stage.key); }));
    const std::vector<AttendanceRow> attendance = attendance_at(reader, org, id);
    const auto presenters = presenters_of(reader, org, in.hour, view.course, attendance, cases);
    const Situation situation{.hour = view.hour, .course = view.course, .attendance = attendance, .viewer = at.viewer(), .now = at.now};
    view.facilitator = at.names.of(situation.facilitator());
    view.is_facilitator = situation.is_facilitator();
    view.members = seats(at, view.course, attendance, presenters);
    view.agenda = agenda_with_course(at, agenda, view.course, presenters);
    view.drills = rules.drills;
    if (in.membership.reaches_everything()) view.allowed = allowed(situation);
    const std::vector<Hour> hours = hours_of(reader, org, in.circle.id);
    const Opener opener = TRY(m_vault.opener(reader, in.membership));
    TRY(add_words(at, opener, view));
    add_commitments(view, TRY(commitments_with_words(at, opener, hours)));
    say_when_taken(at, view.check_in);
    say_when_taken(at, view.commitments);
    const auto next =
        std::ranges::find_if(hours, [&](const Hour& one) { return one.number > in.hour.number && one.state == State::planned; });
    if (next != hours.end() && !in.membership.left_at()) view.next = {next->id, next->starts_at};
    return view;
  });
}

bool may_follow(sql::Reader& reader, const access::Access& access, const Actor& actor, Id<Meeting> id) {
  const auto in = enter(reader, access, actor, id);
  return in && in->membership.reaches_everything();
}

Result<people::PersonRef> Meetings::follow(const Actor& actor, Id<Meeting> id) const {
  const Entrance in = TRY(m_db.read([&](sql::Reader& reader) { return enter(reader, m_access, actor, id); }));
  if (!in.membership.reaches_everything()) return refuse(errors::not_found);
  if (in.hour.state == State::running) {
    const bool was_here =
        m_db.read([&](sql::Reader& reader) { return fold(events_of_hour(reader, actor.org(), id)).is_here(actor.person()); });
    // The page is open in the hour: that is being there. Who went, and only looks on, comes back by a tap.
    const auto rows = m_db.read([&](sql::Reader& reader) { return attendance_at(reader, actor.org(), id); });
    const auto mine = std::ranges::find(rows, actor.person(), &AttendanceRow::person);
    if (!was_here && (mine == rows.end() || mine->state != Attendance::present)) TRY(attend(actor, id));
  }
  return m_db.read([&](sql::Reader& reader) { return ref(reader, actor.org(), actor.person()); });
}

}  // namespace backbeat::meeting
