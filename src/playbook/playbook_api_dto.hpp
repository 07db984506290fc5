// What the playbook looks like on the wire.
#pragma once

#include "http/described.hpp"
#include "playbook/playbook.hpp"
#include "playbook/playbook_actions.hpp"

namespace backbeat::playbook::wire {

enum class LedBy { rep, manager, both };
BOOST_DESCRIBE_ENUM(LedBy, rep, manager, both)
enum class CountsAs { coaching, deal_coaching, peer_coaching, practice, nothing };
BOOST_DESCRIBE_ENUM(CountsAs, coaching, deal_coaching, peer_coaching, practice, nothing)
enum class Content { skill, deal, pipeline, career };
BOOST_DESCRIBE_ENUM(Content, skill, deal, pipeline, career)
enum class Every { week, two_weeks, month, quarter };
BOOST_DESCRIBE_ENUM(Every, week, two_weeks, month, quarter)

struct AgendaStage {
  std::string key;
  std::string name;
  int minutes = 0;
  LedBy led_by{};
  Content content{};
  std::vector<std::string> prompts;
};
BOOST_DESCRIBE_STRUCT(AgendaStage, (), (key, name, minutes, led_by, content, prompts))

struct SessionType {
  std::string key;
  std::string name;
  int minutes = 0;
  int preparation_minutes = 0;
  CountsAs counts_as{};
  int short_below_percent = 0;
  std::optional<int> short_below_minutes;
  bool opens_on_commitment = true;
  std::vector<AgendaStage> agenda;
};
BOOST_DESCRIBE_STRUCT(SessionType, (),
                      (key, name, minutes, preparation_minutes, counts_as, short_below_percent, short_below_minutes, opens_on_commitment,
                       agenda))

struct CadenceRule {
  std::string session_type;
  std::vector<std::string> job_roles;
  std::vector<std::string> tenure_bands;
  Every every{};
  int count = 1;
  std::vector<int> days_after_hire;
  std::string summary;
};
BOOST_DESCRIBE_STRUCT(CadenceRule, (), (session_type, job_roles, tenure_bands, every, count, days_after_hire, summary))

struct RideAlongRule {
  std::vector<std::string> job_roles;
  std::vector<std::string> tenure_bands;
  int observe = 0;
  int co_sell = 0;
  int reverse = 0;
  Every every{};
  std::string summary;
};
BOOST_DESCRIBE_STRUCT(RideAlongRule, (), (job_roles, tenure_bands, observe, co_sell, reverse, every, summary))

struct Competency {
  std::string key;
  std::string name;
  std::string description;
  std::vector<std::string> behaviours;
};
BOOST_DESCRIBE_STRUCT(Competency, (), (key, name, description, behaviours))

struct Drill {
  std::string key;
  std::string name;
  std::string competency;
  int minutes = 0;
  std::vector<std::string> steps;
};
BOOST_DESCRIBE_STRUCT(Drill, (), (key, name, competency, minutes, steps))

struct Threshold {
  std::string key;
  std::string name;
  double value = 0;
  std::string unit;
  std::string meaning;
};
BOOST_DESCRIBE_STRUCT(Threshold, (), (key, name, value, unit, meaning))

struct Indicator {
  std::string key;
  std::string name;
  std::string unit;
};
BOOST_DESCRIBE_STRUCT(Indicator, (), (key, name, unit))

struct Trigger {
  std::string key;
  std::string name;
  std::string condition;
  std::string proposes;
};
BOOST_DESCRIBE_STRUCT(Trigger, (), (key, name, condition, proposes))

struct TenureBand {
  std::string key;
  std::string name;
  int from_month = 0;
  std::optional<int> to_month;
};
BOOST_DESCRIBE_STRUCT(TenureBand, (), (key, name, from_month, to_month))

struct JobRole {
  std::string key;
  std::string name;
  bool is_coached = true;
};
BOOST_DESCRIBE_STRUCT(JobRole, (), (key, name, is_coached))

struct CapacityRules {
  double budget_low = 0;
  double budget_high = 0;
  int span_low = 0;
  int span_high = 0;
  int span_flag = 0;
};
BOOST_DESCRIBE_STRUCT(CapacityRules, (), (budget_low, budget_high, span_low, span_high, span_flag))

struct Playbook {
  Id<PlaybookVersion> version_id;
  std::string name;
  LocalDate effective_from;
  std::vector<JobRole> job_roles;
  std::vector<TenureBand> tenure_bands;
  std::vector<SessionType> session_types;
  std::vector<CadenceRule> cadences;
  std::vector<RideAlongRule> ride_alongs;
  std::vector<Competency> competencies;
  std::vector<Drill> drills;
  std::vector<Threshold> thresholds;
  std::vector<Indicator> indicators;
  std::vector<Trigger> triggers;
  CapacityRules capacity;
};
BOOST_DESCRIBE_STRUCT(Playbook, (),
                      (version_id, name, effective_from, job_roles, tenure_bands, session_types, cadences, ride_alongs, competencies,
                       drills, thresholds, indicators, triggers, capacity))

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct PlaybookVersionRow {
  Id<PlaybookVersion> id;
  std::string name;
  LocalDate effective_from;
  Instant published_at;
  std::optional<PersonRef> published_by;  // absent: installed with the organisation, or from the command line
  std::string note;
  bool is_in_force = false;
};
BOOST_DESCRIBE_STRUCT(PlaybookVersionRow, (), (id, name, effective_from, published_at, published_by, note, is_in_force))

struct PlaybookProblem {
  int line = 0;
  int column = 0;
  std::string path;
  std::string found;
  std::string expected;
};
BOOST_DESCRIBE_STRUCT(PlaybookProblem, (), (line, column, path, found, expected))

[[nodiscard]] inline std::vector<PlaybookProblem> wire_of(const std::vector<Problem>& problems) {
  std::vector<PlaybookProblem> out;
  for (const auto& problem : problems)
    out.push_back(
        {.line = problem.line, .column = problem.column, .path = problem.path, .found = problem.found, .expected = problem.expected});
  return out;
}

}  // namespace backbeat::playbook::wire
