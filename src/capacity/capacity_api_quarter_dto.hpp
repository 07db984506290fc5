// A quarter ahead on the wire. Hours are of the quarter unless a name says otherwise; `low` and `high` are the ends where the playbook
// gives a range.
#pragma once

#include "http/described.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::capacity::wire {

struct CapacityPerson {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CapacityPerson, (), (id, name))

struct CapacityHours {
  double low = 0;
  double high = 0;
};
BOOST_DESCRIBE_STRUCT(CapacityHours, (), (low, high))

struct CapacityKind {
  std::string key;
  std::string name;
  CapacityHours hours;
};
BOOST_DESCRIBE_STRUCT(CapacityKind, (), (key, name, hours))

/// A week or the part of it that lies in the quarter; `by_kind` in the order of the load's.
struct CapacityWeek {
  LocalDate monday;
  LocalDate from;
  LocalDate to;
  int weekdays = 0;
  CapacityHours asked;
  CapacityHours budget;
  double overflow = 0;
  std::vector<CapacityHours> by_kind;
};
BOOST_DESCRIBE_STRUCT(CapacityWeek, (), (monday, from, to, weekdays, asked, budget, overflow, by_kind))

struct CapacityLeftOver {
  std::string key;
  std::string name;
  int count = 0;
  int of = 0;
  double hours = 0;
};
BOOST_DESCRIBE_STRUCT(CapacityLeftOver, (), (key, name, count, of, hours))

struct CapacityLoad {
  std::optional<CapacityPerson> manager;  // absent: all together, or what is owed to reps whom nobody leads
  int reps = 0;
  int joining = 0;
  int leaving = 0;
  bool is_over_span = false;
  CapacityHours asked;
  CapacityHours budget;
  CapacityHours asked_a_week;
  CapacityHours budget_a_week;
  bool overflows = false;
  std::vector<CapacityKind> by_kind;
  std::vector<CapacityLeftOver> left_over;
  std::vector<CapacityWeek> weeks;
  std::string statement;
};
BOOST_DESCRIBE_STRUCT(CapacityLoad, (),
                      (manager, reps, joining, leaving, is_over_span, asked, budget, asked_a_week, budget_a_week, overflows, by_kind,
                       left_over, weeks, statement))

struct CapacityRate {
  int n = 0;
  double value = 0;
  double low = 0;
  double high = 0;
};
BOOST_DESCRIBE_STRUCT(CapacityRate, (), (n, value, low, high))

/// Of what was owed and is decided, what was not held. A rate without data is absent.
struct CapacityCut {
  std::string key;
  std::string name;
  int kept = 0;
  int left = 0;
  int excused = 0;
  std::optional<CapacityRate> rate;
  std::optional<CapacityRate> at_quarter_end;
  bool grows_at_the_end = false;
  bool is_clear = false;
};
BOOST_DESCRIBE_STRUCT(CapacityCut, (), (key, name, kept, left, excused, rate, at_quarter_end, grows_at_the_end, is_clear))

struct CapacityCuts {
  LocalDate from;
  LocalDate to;
  std::vector<CapacityCut> items;
};
BOOST_DESCRIBE_STRUCT(CapacityCuts, (), (from, to, items))

struct CapacityQuarter {
  Instant as_of;
  std::string quarter;
  LocalDate from;
  LocalDate to;
  std::vector<std::string> quarters;
  int overflowing = 0;
  CapacityLoad together;
  std::vector<CapacityLoad> managers;
  CapacityCuts cuts;
};
BOOST_DESCRIBE_STRUCT(CapacityQuarter, (), (as_of, quarter, from, to, quarters, overflowing, together, managers, cuts))

struct CapacityConversations {
  std::string key;
  std::string name;
  int count = 0;
  int excused = 0;
  int minutes = 0;
};
BOOST_DESCRIBE_STRUCT(CapacityConversations, (), (key, name, count, excused, minutes))

struct CapacityRep {
  CapacityPerson rep;
  std::vector<CapacityConversations> conversations;
};
BOOST_DESCRIBE_STRUCT(CapacityRep, (), (rep, conversations))

struct CapacityManager {
  Instant as_of;
  std::string quarter;
  LocalDate from;
  LocalDate to;
  std::vector<std::string> quarters;
  CapacityLoad load;
  std::vector<CapacityRep> reps;
  CapacityCuts cuts;
};
BOOST_DESCRIBE_STRUCT(CapacityManager, (), (as_of, quarter, from, to, quarters, load, reps, cuts))

/// What becomes of the conversations of one kind; without `rep` of several, added up.
struct CapacityShift {
  std::optional<CapacityPerson> rep;
  std::string key;
  std::string name;
  std::optional<CapacityPerson> manager_before;
  std::optional<CapacityPerson> manager_after;  // absent: somebody who is not there yet, or nobody
  int count_before = 0;
  int count_after = 0;
  int minutes_before = 0;
  int minutes_after = 0;
  bool is_shared = false;
  bool is_uncovered = false;
};
BOOST_DESCRIBE_STRUCT(CapacityShift, (),
                      (rep, key, name, manager_before, manager_after, count_before, count_after, minutes_before, minutes_after, is_shared,
                       is_uncovered))

struct CapacityEffect {
  CapacityHours saves;
  CapacityHours saves_a_week;
  int overflowing = 0;
  int coaches_to_come = 0;
  int reps = 0;                       // for whom something changes
  int lost = 0;                       // conversations
  int uncovered = 0;                  // reps who have none of some kind any more
  std::vector<CapacityShift> shifts;  // the first 100
  int shifts_total = 0;
};
BOOST_DESCRIBE_STRUCT(CapacityEffect, (), (saves, saves_a_week, overflowing, coaches_to_come, reps, lost, uncovered, shifts, shifts_total))

struct CapacityLever {
  std::string key;
  std::string kind;
  std::string what;
  std::string price;
  bool is_of_rules = false;
};
BOOST_DESCRIBE_STRUCT(CapacityLever, (), (key, kind, what, price, is_of_rules))

struct CapacityOption {
  CapacityLever lever;
  CapacityEffect effect;
};
BOOST_DESCRIBE_STRUCT(CapacityOption, (), (lever, effect))

struct CapacityFit {
  std::vector<CapacityLever> levers;  // none: it fits as it is
  CapacityEffect effect;
};
BOOST_DESCRIBE_STRUCT(CapacityFit, (), (levers, effect))

struct CapacityOptions {
  std::string quarter;
  CapacityLoad before;
  CapacityLoad after;
  int overflowing_before = 0;
  std::vector<CapacityLever> pulled;
  CapacityEffect effect;
  std::vector<CapacityOption> options;
  std::optional<CapacityFit> fit;  // absent: no three of them do
};
BOOST_DESCRIBE_STRUCT(CapacityOptions, (), (quarter, before, after, overflowing_before, pulled, effect, options, fit))

}  // namespace backbeat::capacity::wire
