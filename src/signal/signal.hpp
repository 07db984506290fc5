// What the CRM's facts say to a rep and their manager before they speak: against the rep's own target and the rep's own past, only where
// it is more than noise, and silent with a reason where there is too little to say anything. Pure.
#pragma once

#include "crm/crm.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace backbeat::signal {

/// What is known of one rep.
struct Facts {
  std::vector<crm::Opportunity> opportunities;  // theirs, without the deleted
  std::vector<crm::StageChange> changes;        // of those
  std::vector<crm::Quota> quotas;
  std::set<LocalDate> holidays;  // where they work
  Zone zone;
  int fiscal_first_month = 1;
};

/// The numbers of a playbook that signals turn on.
struct Rules {
  int minimum_deals = 10;
  double coverage_target = 3;
  double ageing_factor = 1.5;
  double chance = 0.05;  // a change less likely than this to be chance is told
  std::set<Weekday> weekend = {Weekday::saturday, Weekday::sunday};
  [[nodiscard]] static Rules of(const playbook::Playbook& playbook);
};

/// "The last 13 weeks" is compared with the 52 weeks before them: the rep's own previous four quarters.
inline constexpr std::chrono::weeks recent_span{13};
inline constexpr std::chrono::weeks history_span{52};

struct Pace {
  FiscalQuarter quarter;
  crm::Cents target = 0;
  crm::Cents won = 0;
  crm::Cents expected_by_now = 0;  // the target's share of the quarter's working days that are over
  double attainment = 0;           // won / target
  int n = 0;                       // deals won
  double elapsed = 0;              // share of the working days
};

struct StageSignal {
  std::string stage;
  int count = 0;
  crm::Cents amount = 0;
  double median_age_days = 0;
  std::optional<double> usual_age_days;  // median stay of the rep's own won deals, where there are enough
  [[nodiscard]] bool is_old(const Rules& rules) const { return usual_age_days && median_age_days > rules.ageing_factor * *usual_age_days; }
};

struct Coverage {
  double ratio = 0;  // open amount / gap
  crm::Cents open_amount = 0;
  crm::Cents gap = 0;  // what is missing to the target
};

/// Of the last 13 weeks, against the 52 before; there only where both have enough deals.
struct WinRate {
  double value = 0;
  int n = 0;
  double low = 0;  // Wilson, 95 %
  double high = 1;
  double before = 0;
  int before_n = 0;
  bool has_changed = false;  // Fisher's exact test
};

/// Of deals won in the last 13 weeks, against the 52 before; there only where both have enough.
struct Cycle {
  double median_days = 0;
  int n = 0;
  double before_days = 0;
  int before_n = 0;
  bool has_changed = false;  // Mann-Whitney
};

/// Something that is not said, and why.
struct Silent {
  std::string signal;  // "Pace", "Coverage", "Win rate", "Cycle", "Pipeline"
  std::string reason;
  friend bool operator==(const Silent&, const Silent&) = default;
};

struct Question {
  std::string text;
  std::string why;
  friend bool operator==(const Question&, const Question&) = default;
};

inline constexpr std::size_t most_questions = 3;

/// How old a source is. A source that was never imported has none.
struct Freshness {
  std::string source;
  Instant at;
  bool is_stale = false;
};

struct Signals {
  Instant as_of;
  std::vector<Freshness> freshness;
  std::optional<Pace> pace;
  std::vector<StageSignal> pipeline;  // in the order in which this rep's deals go through the stages
  std::optional<Coverage> coverage;
  std::optional<WinRate> win_rate;
  std::optional<Cycle> cycle;
  std::vector<Silent> silent;
  std::vector<Question> questions;  // at most `most_questions`, the most pressing first
};

/// Everything but freshness, from what was true at `as_of`: a deal that closed later is still open then, one opened later is not there.
[[nodiscard]] Signals derive(const Facts& facts, const Rules& rules, Instant as_of);

/// At most three, from the signals alone. Each asks; none tells.
[[nodiscard]] std::vector<Question> questions_from(const Signals& signals, const Rules& rules);

}  // namespace backbeat::signal
