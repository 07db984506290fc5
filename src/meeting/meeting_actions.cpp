#include "meeting/meeting_actions.hpp"

#include "audit/audit_actions_many.hpp"
#include "meeting/meeting_actions_plan.hpp"
#include "meeting/meeting_actions_scene.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "sql/companion.hpp"

#include <algorithm>

namespace backbeat::meeting {

using access::Actor;

people::PersonRef ref(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return people::person_ref(reader, org, person).value_or(people::PersonRef{.id = person, .name = {}});
}

Result<Entrance> enter(sql::Reader& reader, const access::Access& access, const Actor& actor, Id<Meeting> id) {
  const auto hour = find_hour(reader, actor.org(), id);
  if (!hour) return refuse(errors::not_found);
  const access::Membership membership = TRY(access.membership(reader, actor, hour->circle));
  const auto circle = find_circle(reader, actor.org(), hour->circle);
  if (!circle || (membership.left_at() && hour->starts_at >= *membership.left_at())) return refuse(errors::not_found);
  return Entrance{.membership = membership, .hour = *hour, .circle = *circle};
}

const playbook::Playbook& rules_at(const std::vector<playbook::DatedPlaybook>& playbooks, const CircleFacts& circle, Instant at) {
  static const playbook::Playbook none;
  if (playbooks.empty()) return none;
  return playbook::in_force_on(playbooks, to_local(at, circle.slot.zone).date).rules;
}

std::vector<playbook::AgendaStage> agenda_of(const playbook::Playbook& rules, const CircleFacts& circle) {
  const playbook::SessionType* type = rules.session_type(session_type_of(circle));
  return type != nullptr ? type->agenda : std::vector<playbook::AgendaStage>();
}

std::vector<audit::Event> events_of_hour(sql::Reader& reader, Id<Org> org, Id<Meeting> id) {
  return audit::events_of(reader, org, {.kind = stream_kind, .id = id.value()});
}

std::vector<Id<Person>> presenters_of(sql::Reader& reader, Id<Org> org, const Hour& hour, const Course& course,
                                      const std::vector<AttendanceRow>& attendance, std::size_t cases) {
  if (course.started_at) return course.presenters;
  std::vector<std::int64_t> earlier;
  std::map<std::int64_t, int> number_of;
  for (const Hour& one : hours_of(reader, org, hour.circle)) {
    if (one.number >= hour.number || one.state != State::held) continue;
    earlier.push_back(one.id.value());
    number_of[one.id.value()] = one.number;
  }
  std::map<Id<Person>, std::vector<int>> presented;
  audit::each_of_these(reader, org, stream_kind, earlier, [&](std::span<const audit::Event> events) {
    const Course past = fold(events);
    for (const StageRun& run : past.stages)
      if (run.presenter) presented[*run.presenter].push_back(number_of[events.front().stream_id]);
  });
  std::vector<Id<Person>> members;
  for (const AttendanceRow& row : attendance)
    if (row.state != Attendance::excused) members.push_back(row.person);
  auto order = presenting_order(std::move(members), presented);
  if (order.size() > cases) order.resize(cases);
  return order;
}

std::optional<std::int64_t> version_of(sql::Reader& reader, Id<Org> org, Id<Meeting> id) {
  const auto hour = find_hour(reader, org, id);
  return hour ? std::optional(hour->version) : std::nullopt;
}

void Meetings::tell(sql::Transaction& tx, Id<Org> org, Id<Meeting> id, std::int64_t version) const {
  if (!m_seams.publish) return;
  tx.on_commit([publish = m_seams.publish, org, id, version] { publish(org, id, Changed{.version = version}); });
}

void Meetings::keep_up(Id<Org> org, Id<Circle> circle) const {
  const Instant now = m_access.clock().now();
  if (!m_db.read([&](sql::Reader& reader) { return is_behind(reader, org, circle, now); })) return;
  const sql::Unaccompanied alone;  // bookkeeping, whatever was asked for
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    follow_circle(tx, org, circle, now);
    return Done{};
  }));
}

void Meetings::keep_up(Id<Org> org, std::span<const Id<Circle>> circles) const {
  for (const Id<Circle> circle : circles) keep_up(org, circle);
}

void Meetings::keep_up(const std::function<bool()>& is_ending) const {
  follow_all(m_db, m_access.clock().now(), is_ending);
}

// --- the scene ---

Result<Meetings::Scene> Meetings::Scene::open(sql::Transaction& tx, const access::Access& access, const Actor& actor, Id<Meeting> id) {
  Entrance at = TRY(enter(tx, access, actor, id));
  if (!at.membership.reaches_everything()) return refuse(errors::not_found);
  const Instant clock = access.clock().now();
  if (is_behind(tx, actor.org(), at.hour.circle, clock)) {
    follow_circle(tx, actor.org(), at.hour.circle, clock);
    at = TRY(enter(tx, access, actor, id));
  }
  Scene scene(tx, std::move(at), clock);
  scene.m_events = events_of_hour(tx, actor.org(), id);
  // Whatever another machine's clock said, what was recorded has happened.
  if (!scene.m_events.empty()) scene.m_now = std::max(scene.m_now, scene.m_events.back().at);
  scene.m_course = fold(scene.m_events);
  scene.m_attendance = attendance_at(tx, actor.org(), id);
  return scene;
}

Result<Done> Meetings::Scene::check_among(Id<Person> person, std::string_view field) const {
  const bool is_here = std::ranges::find(m_attendance, person, &AttendanceRow::person) != m_attendance.end();
  if (!is_here) return refuse(not_among_you, std::string(field));
  return Done{};
}

void Meetings::Scene::record(std::string_view kind, const Fields& fields) {
  Fields all;
  all.add("person", person().value());
  for (const auto& [name, value] : fields.all()) all.add(name, std::string_view(value));
  audit::Event event{.sequence = 0,
                     .stream_kind = std::string(stream_kind),
                     .stream_id = hour().id.value(),
                     .kind = std::string(kind),
                     .at = m_now,
                     .actor = membership().actor().user(),
                     .fields = std::move(all),
                     .text = {}};
  event.sequence = audit::record(tx(), org(),
                                 {.stream = {.kind = stream_kind, .id = hour().id.value()},
                                  .kind = kind,
                                  .at = m_now,
                                  .actor = event.actor,
                                  .fields = event.fields,
                                  .text = {}});
  m_events.push_back(std::move(event));
  m_course = fold(m_events);
}

void Meetings::Scene::note_attendance(Id<Person> person, Attendance state) {
  store_attendance(tx(), org(), hour().id, person, state, m_now);
  const auto row = std::ranges::find(m_attendance, person, &AttendanceRow::person);
  if (row == m_attendance.end())
    m_attendance.push_back({.person = person, .state = state});
  else
    row->state = state;
}

void Meetings::Scene::come() {
  if (!m_course.is_here(person())) record(kinds::came);
  if (situation().attendance_of(person()) != Attendance::present) note_attendance(person(), Attendance::present);
}

// --- the hour ---

Result<std::int64_t> Meetings::start(const Actor& actor, Id<Meeting> id) const {
  return act(actor, id, Verb::start, [](Scene& scene) -> Result<Done> {
    const auto playbooks = playbook::load_versions(scene.tx(), scene.org());
    const auto agenda = agenda_of(rules_at(playbooks, scene.circle(), scene.hour().starts_at), scene.circle());
    const auto cases = static_cast<std::size_t>(std::ranges::count_if(agenda, [](const auto& stage) { return is_case(stage.key); }));
    const auto presenters = presenters_of(scene.tx(), scene.org(), scene.hour(), scene.course(), scene.attendance(), cases);
    scene.set_state(State::running);
    scene.set_facilitator(scene.situation().facilitator().value_or(scene.person()));
    scene.record(kinds::started, Fields().add("presenters", std::string_view(list_of(presenters))));
    scene.come();
    if (!agenda.empty())
      scene.record(kinds::stage_entered,
                   Fields().add("stage", std::string_view(agenda.front().key)).add("presenter", std::int64_t{0}).add("drill", ""));
    return Done{};
  });
}

Result<std::int64_t> Meetings::attend(const Actor& actor, Id<Meeting> id) const {
  return act(actor, id, Verb::attend, [](Scene& scene) -> Result<Done> {
    if (scene.hour().state == State::running)
      scene.come();
    else if (scene.situation().attendance_of(scene.person()) == Attendance::excused)
      scene.note_attendance(scene.person(), Attendance::expected);  // they can come after all
    return Done{};
  });
}

Result<std::int64_t> Meetings::leave(const Actor& actor, Id<Meeting> id) const {
  return act(actor, id, Verb::leave, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::went);
    return Done{};
  });
}

Result<std::int64_t> Meetings::excuse(const Actor& actor, Id<Meeting> id) const {
  return act(actor, id, Verb::excuse, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::excused);
    scene.note_attendance(scene.person(), Attendance::excused);
    return Done{};
  });
}

Result<std::int64_t> Meetings::enter_stage(const Actor& actor, Id<Meeting> id, std::string_view stage, std::optional<Id<Person>> presenter,
                                           std::string_view drill) const {
  return act(actor, id, Verb::stage, [&](Scene& scene) -> Result<Done> {
    const auto playbooks = playbook::load_versions(scene.tx(), scene.org());
    const playbook::Playbook& rules = rules_at(playbooks, scene.circle(), scene.hour().starts_at);
    std::vector<std::string> keys;
    std::size_t cases = 0;
    std::size_t case_number = 0;
    for (const playbook::AgendaStage& one : agenda_of(rules, scene.circle())) {
      if (is_case(one.key)) ++cases;
      if (one.key == stage) case_number = cases;
      keys.push_back(one.key);
    }
    const StageRun* const current = scene.course().current_stage();
    const bool is_there = current != nullptr && current->key == stage && !drill.empty();  // the drill is picked while it runs
    if (!is_there) TRY(check_enter(keys, scene.course(), stage));
    if (!drill.empty() && std::ranges::find(rules.drills, drill, &playbook::Drill::key) == rules.drills.end())
      return refuse(unknown_drill, "drill", {{"found", std::string(drill)}});
    if (is_there) {
      scene.come();
      scene.record(kinds::drill_picked, Fields().add("drill", drill));
      return Done{};
    }
    Id<Person> presents;
    if (is_case(stage)) {
      if (presenter) TRY(scene.check_among(*presenter, "presenter_id"));
      if (presenter)
        presents = *presenter;
      else if (case_number <= scene.course().presenters.size())
        presents = scene.course().presenters[case_number - 1];
    }
    scene.come();
    scene.record(kinds::stage_entered, Fields().add("stage", stage).add("presenter", presents.value()).add("drill", drill));
    return Done{};
  });
}

Result<std::int64_t> Meetings::give_floor(const Actor& actor, Id<Meeting> id, std::optional<Id<Person>> to) const {
  return act(actor, id, Verb::floor, [&](Scene& scene) -> Result<Done> {
    const Id<Person> me = scene.person();
    if (to) TRY(scene.check_among(*to, "person_id"));
    const auto& floor = scene.course().floor;
    const bool is_own = to ? *to == me : (floor && floor->person == me);
    if (!is_own && !scene.situation().is_facilitator())
      return refuse(facilitator_only, "person_id",
                    {{"facilitator", ref(scene.tx(), scene.org(), scene.situation().facilitator().value_or(me)).name}});
    if ((floor ? std::optional(floor->person) : std::nullopt) == to) return Done{};
    scene.record(kinds::floor_given, Fields().add("to", to.value_or(Id<Person>()).value()));
    return Done{};
  });
}

Result<std::int64_t> Meetings::hand_over(const Actor& actor, Id<Meeting> id, std::optional<Id<Person>> to) const {
  return act(actor, id, to && *to != actor.person() ? Verb::handover : Verb::take_over, [&](Scene& scene) -> Result<Done> {
    const Id<Person> next = to.value_or(scene.person());
    TRY(scene.check_among(next, "to_id"));
    scene.set_facilitator(next);
    scene.record(kinds::handed_over, Fields().add("to", next.value()));
    if (scene.hour().state == State::running && next == scene.person()) scene.come();
    return Done{};
  });
}

Result<std::int64_t> Meetings::end(const Actor& actor, Id<Meeting> id) const {
  return act(actor, id, Verb::end, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::ended);
    scene.set_state(State::held);
    miss_the_rest(scene.tx(), scene.org(), scene.hour().id, scene.now());
    return Done{};
  });
}

}  // namespace backbeat::meeting
