// A month of two managers and their leader, for tests: what each of them did is added by hand.
#pragma once

#include "scorecard/scorecard.hpp"

namespace backbeat::scorecard {

inline LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}

inline const Id<Person> mara{10}, noor{11}, olga{12}, ana{20}, bo{21}, cem{22}, dan{23}, eve{24}, fay{25};

/// September 2026: the last month of a calendar quarter. Mara and Noor report to Olga.
inline MonthFacts september() {
  return {.month = {day("2026-09-01")}, .evidence = {}, .ratings = {}, .lines = {{mara, olga}, {noor, olga}}};
}

inline CardRules every_measure() {
  return {.measures = {std::begin(all_measures), std::end(all_measures)}, .calibrations = {}};
}

/// A ride-along as it should be: pre-brief, debriefed after two hours with two comments.
inline Ride good_ride(std::int64_t id, Id<Person> manager, Id<Person> rep, std::string_view on) {
  return {.id = Id<Session>(id),
          .manager = manager,
          .rep = rep,
          .day = day(on),
          .had_pre_brief = true,
          .debrief = Debrief::on_time,
          .debrief_after = std::chrono::hours(2),
          .comments = 2};
}

inline Debt quarterly(Id<Person> manager, Id<Person> rep, Format format, int owed, int held) {
  return {
      .manager = manager, .rep = rep, .format = format, .first = day("2026-07-01"), .last = day("2026-09-30"), .owed = owed, .held = held};
}

inline const Value& value_of(const std::vector<Card>& cards, Id<Person> about, Measure measure, std::string_view part = "",
                             bool is_leader = false) {
  for (const Card& card : cards)
    if (card.about == about && card.is_leader == is_leader)
      if (const Value* value = card.find(measure, part)) return *value;
  throw std::runtime_error("no such value");
}

}  // namespace backbeat::scorecard
