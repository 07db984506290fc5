// Teams for tests of a quarter ahead, under the default playbook, in no zone and without holidays unless a test adds them.
#pragma once

#include "capacity/quarter.hpp"
#include "playbook/playbook_file.hpp"

namespace backbeat::capacity {

inline LocalDate on(std::string_view text) {
  return LocalDate::parse(text).value();
}

inline constexpr Id<Person> ana{1}, jo{2};
inline const FiscalQuarter first_of_2027{.year = 2027, .quarter = 1, .first_month = 1};  // 64 weekdays, from a Friday to a Wednesday

inline people::Member employed(std::int64_t id, std::string_view hired, std::string job_role, std::optional<Id<Person>> manager) {
  people::Member out;
  out.id = Id<Person>(id);
  out.name = "Person " + std::to_string(id);
  out.hired = on(hired);
  people::Assignment assignment;
  assignment.period = {.from = out.hired, .to = {}};
  assignment.manager = manager;
  assignment.job_role = std::move(job_role);
  out.assignments.push_back(assignment);
  return out;
}

/// So many account executives of a year's tenure under Ana, by the default playbook.
inline Plan team_of(int reps) {
  Plan plan{.playbooks = {{.id = {}, .effective_from = on("2020-01-01"), .rules = playbook::default_playbook()}},
            .members = {employed(1, "2020-01-06", "sales_manager", std::nullopt)}};
  for (int i = 0; i < reps; ++i) plan.members.push_back(employed(10 + i, "2026-01-05", "ae", ana));
  return plan;
}

inline Hours hours_of(const ManagerQuarter& load, std::string_view kind) {
  const auto found = std::ranges::find(load.by_kind, kind, &KindHours::kind);
  return found == load.by_kind.end() ? Hours{} : found->hours;
}

}  // namespace backbeat::capacity
