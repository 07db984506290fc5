#include "meeting/meeting_fold.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace {

class Folder {
 public:
  void apply(const audit::Event& event) {
    const Instant at = std::max(event.at, m_last_at);
    m_last_at = at;
    const Id<Person> who = event.fields.find("person") ? Id<Person>(event.fields.number("person")) : Id<Person>();
    const std::string_view kind = event.kind;
    if (kind == kinds::started) {
      m.started_at = at;
      m.presenters = people_in(event.fields.text("presenters"));
      come(who);
    } else if (kind == kinds::came) {
      come(who);
    } else if (kind == kinds::went) {
      std::erase(m.here, who);
      if (m.floor && m.floor->person == who) take_floor(at);
    } else if (kind == kinds::drill_picked) {
      m.drill = event.fields.text("drill");
    } else if (kind == kinds::stage_entered) {
      enter(event, at);
    } else if (kind == kinds::floor_given) {
      take_floor(at);
      if (event.fields.number("to") != 0) m.floor = Floor{.person = Id<Person>(event.fields.number("to")), .since = at};
    } else if (kind == kinds::handed_over) {
      m.facilitator = Id<Person>(event.fields.number("to"));
    } else if (kind == kinds::ended) {
      take_floor(at);
      leave_stage(at);
      m.ended_at = at;
    }
  }
  Course finish() { return std::move(m); }

 private:
  void come(Id<Person> who) {
    if (!m.is_here(who)) m.here.push_back(who);
    if (std::ranges::find(m.came, who) == m.came.end()) m.came.push_back(who);
  }
  void take_floor(Instant at) {
    if (!m.floor) return;
    m.airtime[m.floor->person] += at - m.floor->since;
    m.floor.reset();
  }
  void leave_stage(Instant at) {
    if (!m.stages.empty() && !m.stages.back().left_at) m.stages.back().left_at = at;
  }
  void enter(const audit::Event& event, Instant at) {
    leave_stage(at);
    StageRun run{.key = std::string(event.fields.text("stage")), .entered_at = at};
    if (event.fields.number("presenter") != 0) run.presenter = Id<Person>(event.fields.number("presenter"));
    m.stages.push_back(std::move(run));
    if (!event.fields.text("drill").empty()) m.drill = event.fields.text("drill");
  }

  Course m;
  Instant m_last_at;
};

}  // namespace

const StageRun* Course::stage(std::string_view key) const {
  const auto found = std::ranges::find(stages, key, &StageRun::key);
  return found == stages.end() ? nullptr : &*found;
}

bool Course::is_here(Id<Person> person) const {
  return std::ranges::find(here, person) != here.end();
}

bool Course::has_presented(Id<Person> person) const {
  return std::ranges::any_of(stages, [&](const StageRun& run) { return run.presenter == person; });
}

Course fold(std::span<const audit::Event> events) {
  Folder folder;
  for (const audit::Event& event : events) folder.apply(event);
  return folder.finish();
}

std::map<Id<Person>, Duration> airtime_at(const Course& course, Instant now) {
  auto airtime = course.airtime;
  if (course.floor) airtime[course.floor->person] += std::max(Duration(0), now - course.floor->since);
  return airtime;
}

std::string list_of(const std::vector<Id<Person>>& people) {
  std::string out;
  for (const Id<Person> person : people) out += (out.empty() ? "" : ",") + std::to_string(person.value());
  return out;
}

std::vector<Id<Person>> people_in(std::string_view list) {
  std::vector<Id<Person>> out;
  if (list.empty()) return out;
  for (const std::string_view part : split(list, ','))
    if (const auto number = whole_number(part)) out.push_back(Id<Person>(*number));
  return out;
}

}  // namespace backbeat::meeting
