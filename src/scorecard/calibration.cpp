#include "scorecard/calibration.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace backbeat::scorecard {
namespace {

template <class E, std::size_t N>
using Names = std::array<std::pair<E, std::string_view>, N>;

constexpr Names<Obstacle, 4> obstacles = {
    {{Obstacle::system, "system"}, {Obstacle::capacity, "capacity"}, {Obstacle::skill, "skill"}, {Obstacle::will, "will"}}};
constexpr Names<Owner, 2> owners = {{{Owner::manager, "manager"}, {Owner::leader, "leader"}}};
constexpr Names<Outcome, 4> outcomes = {{{Outcome::resolved, "resolved"},
                                         {Outcome::continues, "continues"},
                                         {Outcome::handed_on, "handed_on"},
                                         {Outcome::not_needed, "not_needed"}}};
constexpr Names<CalibrationState, 4> states = {{{CalibrationState::opened, "opened"},
                                                {CalibrationState::held, "held"},
                                                {CalibrationState::reviewed, "reviewed"},
                                                {CalibrationState::closed, "closed"}}};

template <class E, std::size_t N>
std::string_view name_in(const Names<E, N>& names, E value) {
  return std::ranges::find(names, value, &std::pair<E, std::string_view>::first)->second;
}
template <class E, std::size_t N>
std::optional<E> value_in(const Names<E, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &std::pair<E, std::string_view>::second);
  return found == names.end() ? std::nullopt : std::optional(found->first);
}

/// A number that may be absent, written with as many digits as it takes to read the same again.
std::optional<double> number_in(const Fields& fields, std::string_view name) {
  const auto text = fields.find(name);
  if (!text || text->empty()) return std::nullopt;
  double value = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
  ASSERT(read.ec == std::errc());
  return value;
}

std::vector<Obstacle> obstacles_in(std::string_view text) {
  std::vector<Obstacle> out;
  for (const Obstacle obstacle : all_obstacles)
    if (text.find(name_of(obstacle)) != std::string_view::npos) out.push_back(obstacle);
  return out;
}

void take_text(std::string_view text, CalibrationRecord& out) {
  const auto said = Fields::decode(text);
  ASSERT(said);
  out.obstacles = obstacles_in(said->text("obstacles"));
  out.owner = owner_from(said->text("owner")).value_or(Owner::leader);
  out.in_the_way = said->text("in_the_way");
  out.help = said->text("help");
}

Result<Done> check_text(std::string_view field, std::string_view text) {
  if (trimmed(text).empty()) return expected_value(std::string(field), "a few words", "nothing");
  const std::size_t length = length_of(text);
  if (length > longest_calibration_text)
    return expected_value(std::string(field), "up to " + std::to_string(longest_calibration_text) + " characters", std::to_string(length));
  return Done{};
}

Result<Done> check_review_day(LocalDate day, LocalDate today) {
  if (day <= today || day > today + std::chrono::days(review_days_at_most))
    return expected_value("review_on", "a day after " + today.text() + ", within half a year", day.text());
  return Done{};
}

}  // namespace

std::string_view name_of(Obstacle obstacle) {
  return name_in(obstacles, obstacle);
}
std::optional<Obstacle> obstacle_from(std::string_view name) {
  return value_in(obstacles, name);
}
std::string_view name_of(Owner owner) {
  return name_in(owners, owner);
}
std::optional<Owner> owner_from(std::string_view name) {
  return value_in(owners, name);
}
std::string_view name_of(Outcome outcome) {
  return name_in(outcomes, outcome);
}
std::optional<Outcome> outcome_from(std::string_view name) {
  return value_in(outcomes, name);
}
std::string_view name_of(CalibrationState state) {
  return name_in(states, state);
}

CalibrationRecord fold_calibration(std::span<const audit::Event> events) {
  ASSERT(!events.empty() && events.front().kind == kinds::opened);
  const audit::Event& first = events.front();
  CalibrationRecord out;
  out.id = Id<Calibration>(first.stream_id);
  out.manager = Id<Person>(first.fields.number("manager"));
  out.month = {LocalDate::from_days(static_cast<std::int32_t>(first.fields.number("month")))};
  const auto measure = measure_from(first.fields.text("measure"));
  ASSERT(measure);
  out.measure = *measure;
  out.is_by_hand = !first.fields.find("counted").has_value();
  if (!out.is_by_hand) {
    out.counted = first.fields.number("counted");
    out.n = first.fields.number("n");
    out.target = number_in(first.fields, "target");
    out.chance = number_in(first.fields, "chance");
  }
  out.opened_at = first.at;
  for (const audit::Event& event : events) {
    out.version = event.sequence;
    if (event.kind == kinds::held) {
      out.state = CalibrationState::held;
      out.leader = Id<Person>(event.fields.number("leader"));
      out.held_at = event.at;
      out.review_on = LocalDate::from_days(static_cast<std::int32_t>(event.fields.number("review_on")));
      if (event.text) take_text(*event.text, out);
    } else if (event.kind == kinds::reviewed) {
      const Outcome outcome = outcome_from(event.fields.text("outcome")).value_or(Outcome::continues);
      out.reviews.push_back({.at = event.at, .outcome = outcome, .text = event.text.value_or("")});
      if (outcome == Outcome::continues) {
        out.state = CalibrationState::reviewed;
        out.review_on = LocalDate::from_days(static_cast<std::int32_t>(event.fields.number("review_on")));
      } else {
        out.state = CalibrationState::closed;
        out.closed_at = event.at;
        out.review_on.reset();
      }
    }
  }
  return out;
}

std::string text_of(const Held& held) {
  std::string chosen;
  for (const Obstacle obstacle : all_obstacles)
    if (std::ranges::find(held.obstacles, obstacle) != held.obstacles.end())
      chosen += (chosen.empty() ? "" : " ") + std::string(name_of(obstacle));
  Fields said;
  said.add("obstacles", chosen)
      .add("owner", name_of(held.owner))
      .add("in_the_way", trimmed(held.in_the_way))
      .add("help", trimmed(held.help));
  return said.encode();
}

Result<Done> check_hold(const CalibrationFact& calibration, const Held& held, LocalDate today) {
  if (calibration.state == CalibrationState::closed) return refuse(calibration_closed);
  if (calibration.state != CalibrationState::opened) return refuse(calibration_held_already);
  if (held.obstacles.empty()) return expected_value("obstacles", "at least one of system, capacity, skill and will", "none");
  TRY(check_text("in_the_way", held.in_the_way));
  TRY(check_text("help", held.help));
  return check_review_day(held.review_on, today);
}

Result<Done> check_review(const CalibrationFact& calibration, const Reviewed& reviewed, LocalDate today) {
  if (calibration.state == CalibrationState::closed) return refuse(calibration_closed);
  if (calibration.state == CalibrationState::opened) return refuse(calibration_not_held);
  TRY(check_text("text", reviewed.text));
  if (reviewed.outcome != Outcome::continues) return Done{};
  if (!reviewed.review_on) return expected_value("review_on", "a day, when it continues", "none");
  return check_review_day(*reviewed.review_on, today);
}

}  // namespace backbeat::scorecard
