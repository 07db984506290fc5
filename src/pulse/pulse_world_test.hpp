// Circles as tests make them: who answered what, in a line.
#pragma once

#include "playbook/playbook_file.hpp"
#include "pulse/pulse.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace backbeat::pulse {

/// A circle whose members, numbered on from `first`, gave these answers.
inline CircleFacts circle_of(std::int64_t id, const std::string& held_by, std::int64_t first, const std::vector<int>& answers) {
  CircleFacts circle{.id = Id<Circle>(id),
                     .name = held_by + " " + std::to_string(id),
                     .form = held_by == "renewal" ? "cross" : "same",
                     .held_by = held_by,
                     .members = static_cast<int>(std::max<std::size_t>(answers.size(), 5)),
                     .meetings = {.held = 6},
                     .seats = {.expected = 30, .present = 25, .excused = 3, .missed = 2},
                     .attendance = {.people = 5, .pieces = 30, .plus = 25, .minus = 5, .most = 6},
                     .answers = {},
                     .answered = {},
                     .follow_through = {.people = 5, .pieces = 20, .plus = 12, .minus = 8, .most = 5},
                     .led = 3};
  for (const int answer : answers) {
    ++circle.answers.counts.at(static_cast<std::size_t>(answer));
    circle.answered.emplace_back(first++);
  }
  return circle;
}

inline FiscalQuarter quarter_of(const char* text) {
  return *FiscalQuarter::parse(text, 1);
}

inline Snapshot snapshot(std::vector<CircleFacts> circles, const char* quarter = "2027-Q1", const std::vector<Support>& before = {},
                         const Rules& rules = rules_of(playbook::default_playbook())) {
  return snapshot_of(quarter_of(quarter), Instant(0), std::move(circles), rules, before);
}

inline const ProgrammeRow& row_of(const Snapshot& snapshot, const std::string& group) {
  return *std::ranges::find(snapshot.programme, group, &ProgrammeRow::group);
}

inline const CircleRow& row_of(const Snapshot& snapshot, std::int64_t circle) {
  return *std::ranges::find(snapshot.circles, Id<Circle>(circle), &CircleRow::id);
}

}  // namespace backbeat::pulse
