#include "meeting/meeting.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <ranges>

namespace backbeat::meeting {
namespace {

template <class Enum, std::size_t N>
std::optional<Enum> from_name(const Enum (&all)[N], std::string_view name) {
  for (const Enum one : all)
    if (name_of(one) == name) return one;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::planned:
      return "planned";
    case State::running:
      return "running";
    case State::held:
      return "held";
    case State::lapsed:
      return "lapsed";
    case State::called_off:
      return "called_off";
  }
  ASSERT(false);
}

std::string_view name_of(Attendance attendance) {
  switch (attendance) {
    case Attendance::expected:
      return "expected";
    case Attendance::excused:
      return "excused";
    case Attendance::present:
      return "present";
    case Attendance::missed:
      return "missed";
  }
  ASSERT(false);
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "done";
    case Outcome::partly:
      return "partly";
    case Outcome::not_done:
      return "not_done";
    case Outcome::carried:
      return "carried";
  }
  ASSERT(false);
}

std::optional<State> state_from(std::string_view name) {
  return from_name(all_states, name);
}

std::optional<Attendance> attendance_from(std::string_view name) {
  return from_name(all_attendances, name);
}

std::optional<Outcome> outcome_from(std::string_view name) {
  return from_name(all_outcomes, name);
}

std::string_view session_type_of(const CircleFacts& circle) {
  return !circle.is_cross && (circle.held_by == "sdr" || circle.held_by == "bdr") ? "circle_sdr" : "circle";
}

bool is_case(std::string_view stage) {
  return stage.starts_with("case");
}

std::vector<Id<Person>> presenting_order(std::vector<Id<Person>> members, const std::map<Id<Person>, std::vector<int>>& presented) {
  const auto rank = [&](Id<Person> person) {
    const auto found = presented.find(person);
    const bool is_new = found == presented.end() || found->second.empty();
    return std::tuple(is_new ? 0 : std::ssize(found->second), is_new ? 0 : std::ranges::max(found->second), person);
  };
  std::ranges::sort(members, {}, rank);
  return members;
}

bool has_missed_two(const std::vector<Attendance>& states) {
  int missed = 0;
  for (const Attendance state : std::views::reverse(states)) {
    if (state == Attendance::present) return false;
    if (state == Attendance::missed && ++missed == 2) return true;
  }
  return false;
}

}  // namespace backbeat::meeting
