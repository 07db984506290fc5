#include "signal/evidence.hpp"

#include <algorithm>
#include <map>

namespace backbeat::signal {
namespace {

using crm::Opportunity;
using crm::Outcome;

double days_between(Instant from, Instant to) {
  return static_cast<double>((to - from).count()) / 86'400'000.0;
}

std::string counted(int n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

std::string title_of(const Opportunity& deal) {
  if (!deal.name.empty()) return deal.name;
  return deal.account.empty() ? deal.key : deal.account + ", " + deal.key;
}

/// One rep's deals with where each stood at any instant.
class Book {
 public:
  explicit Book(const Facts& facts) : m_facts(facts) {
    std::map<std::string, std::vector<crm::StageChange>> changes;
    for (const auto& change : facts.changes) changes[change.opportunity].push_back(change);
    for (auto& [key, of_one] : changes) {
      auto stays = crm::stays_of(std::move(of_one));
      for (std::size_t place = 0; place < stays.size(); ++place) {
        auto& [sum, count] = m_places[stays[place].stage];
        sum += static_cast<double>(place);
        ++count;
      }
      m_stays.emplace(key, std::move(stays));
    }
  }

  [[nodiscard]] const std::vector<Opportunity>& deals() const { return m_facts.opportunities; }
  [[nodiscard]] const Opportunity* find(std::string_view key) const {
    const auto found = std::ranges::find(m_facts.opportunities, key, &Opportunity::key);
    return found == m_facts.opportunities.end() ? nullptr : &*found;
  }
  [[nodiscard]] LocalDate day(Instant at) const { return to_local(at, m_facts.zone).date; }

  [[nodiscard]] bool was_there(const Opportunity& deal, Instant at) const { return !deal.opened_on || *deal.opened_on <= day(at); }
  [[nodiscard]] Outcome outcome_at(const Opportunity& deal, Instant at) const {
    return deal.is_closed() && deal.closes_on && *deal.closes_on <= day(at) ? deal.outcome : Outcome::open;
  }
  [[nodiscard]] bool was_open(const Opportunity& deal, Instant at) const {
    return was_there(deal, at) && outcome_at(deal, at) == Outcome::open;
  }

  struct Standing {
    std::string stage;
    std::optional<Instant> since;
    bool is_told = false;  // by the history of its stages
  };
  [[nodiscard]] Standing standing_at(const Opportunity& deal, Instant at) const {
    const auto found = m_stays.find(deal.key);
    const crm::Stay* last = nullptr;
    if (found != m_stays.end()) {
      for (const auto& stay : found->second)
        if (stay.from <= at) last = &stay;
    }
    if (last != nullptr) return {.stage = last->stage, .since = last->from, .is_told = true};
    // Nothing tells when it came where it is: it stands there since it was opened, as far as anybody knows.
    return {.stage = deal.stage, .since = deal.opened_on ? std::optional(start_of_day(*deal.opened_on, m_facts.zone)) : std::nullopt};
  }

  /// Stages come in the order in which this rep's deals went through them, in the mean.
  [[nodiscard]] bool came_further(const Opportunity& deal, Instant from, Instant until) const {
    const Outcome outcome = outcome_at(deal, until);
    if (outcome != Outcome::open) return outcome == Outcome::won;
    const std::string before = standing_at(deal, from).stage, after = standing_at(deal, until).stage;
    return before != after && place_of(after) > place_of(before);
  }

 private:
  [[nodiscard]] double place_of(const std::string& stage) const {
    const auto found = m_places.find(stage);
    return found == m_places.end() ? 0 : found->second.first / found->second.second;
  }

  const Facts& m_facts;
  std::map<std::string, std::vector<crm::Stay>> m_stays;
  std::map<std::string, std::pair<double, int>> m_places;
};

std::string from_on(int minimum) {
  return "; the figure is shown from " + std::to_string(minimum) + " on.";
}

void measure_stage_age(const Book& book, const Rules& rules, CommitmentEvidence& out) {
  const auto ages = [&](Instant at) {
    std::vector<double> days;
    for (const auto& deal : book.deals()) {
      if (!book.was_open(deal, at)) continue;
      if (const auto since = book.standing_at(deal, at).since) days.push_back(days_between(*since, at));
    }
    return days;
  };
  const auto now = ages(out.until), before = ages(out.from);
  const int n = static_cast<int>(now.size()), before_n = static_cast<int>(before.size());
  if (std::min(n, before_n) < rules.minimum_deals) {
    out.silent.push_back(counted(before_n, "deal was", "deals were") + " open when this was agreed, and " + counted(n, "is", "are") +
                         " now" + from_on(rules.minimum_deals));
    return;
  }
  out.figures.push_back({.indicator = std::string(measured::stage_age),
                         .unit = Unit::days,
                         .value = *median(now),
                         .n = n,
                         .before = *median(before),
                         .before_n = before_n});
}

struct Share {
  int advanced = 0;
  int open = 0;
};

Share advanced_in(const Book& book, Instant from, Instant until) {
  Share share;
  for (const auto& deal : book.deals()) {
    if (!book.was_open(deal, from)) continue;
    ++share.open;
    if (book.came_further(deal, from, until)) ++share.advanced;
  }
  return share;
}

/// Spans of the same length before the commitment are added up: as many as go into 13 weeks.
void measure_advance(const Book& book, const Rules& rules, CommitmentEvidence& out) {
  const Share now = advanced_in(book, out.from, out.until);
  const Duration length = out.until - out.from;
  Share before;
  Instant end = out.from;
  for (Duration left = evidence_history; left >= length; left -= length) {
    const Share span = advanced_in(book, end - length, end);
    before.advanced += span.advanced;
    before.open += span.open;
    end = end - length;
  }
  if (now.open < rules.minimum_deals) {
    out.silent.push_back(counted(now.open, "deal was", "deals were") + " open when this was agreed" + from_on(rules.minimum_deals));
    return;
  }
  if (before.open < rules.minimum_deals) {
    out.silent.push_back("In the 13 weeks before there were " + counted(before.open, "open deal", "open deals") +
                         " to compare with; the comparison is shown from " + std::to_string(rules.minimum_deals) + " on.");
    return;
  }
  out.figures.push_back({.indicator = std::string(measured::deals_advanced),
                         .unit = Unit::percent,
                         .value = static_cast<double>(now.advanced) / now.open,
                         .n = now.open,
                         .interval = wilson_interval(now.advanced, now.open),
                         .before = static_cast<double>(before.advanced) / before.open,
                         .before_n = before.open,
                         .has_changed = fisher_exact(now.advanced, now.open, before.advanced, before.open) < rules.chance});
}

void measure_opened(const Book& book, const Rules& rules, CommitmentEvidence& out) {
  const LocalDate from = book.day(out.from), until = book.day(out.until), history = from - evidence_history;
  int opened = 0, before = 0;
  for (const auto& deal : book.deals()) {
    if (!deal.opened_on) continue;
    if (from < *deal.opened_on && *deal.opened_on <= until) ++opened;
    if (history < *deal.opened_on && *deal.opened_on <= from) ++before;
  }
  const double weeks = static_cast<double>((until - from).count()) / 7.0;
  const double weeks_before = static_cast<double>(evidence_history.count());
  if (before < rules.minimum_deals) {
    out.silent.push_back(counted(before, "deal was", "deals were") + " opened in the 13 weeks before" + from_on(rules.minimum_deals));
    return;
  }
  out.figures.push_back({.indicator = std::string(measured::opportunities_opened),
                         .unit = Unit::per_week,
                         .value = opened / weeks,
                         .n = opened,
                         .before = before / weeks_before,
                         .before_n = before,
                         .has_changed = rates_differ(opened, weeks, before, weeks_before) < rules.chance});
}

/// What an indicator that the CRM does not measure would need.
std::string needed_for(std::string_view indicator) {
  constexpr std::string_view calls = "recordings or notes of calls", meetings = "meetings from calendars";
  constexpr std::pair<std::string_view, std::string_view> needs[] = {
      {"talk_ratio", calls},       {"longest_monologue", calls},  {"questions_asked", calls},
      {"impact_questions", calls}, {"next_step_set", calls},      {"second_meetings", meetings},
      {"conversations", meetings}, {"meetings_booked", meetings}, {"stakeholders_met", "the contacts of opportunities"}};
  for (const auto& [key, needed] : needs)
    if (key == indicator) return "That takes " + std::string(needed) + ", and none are imported.";
  return "Nothing that is imported measures it.";
}

void measure(const Book& book, const Rules& rules, const Bound& bound, CommitmentEvidence& out) {
  if (bound.indicator == measured::stage_age) return measure_stage_age(book, rules, out);
  if (bound.indicator == measured::deals_advanced) return measure_advance(book, rules, out);
  if (bound.indicator == measured::opportunities_opened) return measure_opened(book, rules, out);
  out.silent.push_back(needed_for(bound.indicator));
}

void tell_deals(const Book& book, const Bound& bound, CommitmentEvidence& out) {
  int missing = 0;
  for (const std::string& key : bound.opportunities) {
    const Opportunity* deal = book.find(key);
    if (deal == nullptr) {
      ++missing;
      continue;
    }
    const auto before = book.standing_at(*deal, out.from), now = book.standing_at(*deal, out.until);
    out.deals.push_back({.key = deal->key,
                         .name = title_of(*deal),
                         .stage_before = book.was_there(*deal, out.from) && before.is_told ? before.stage : "",
                         .stage = now.stage,
                         .outcome = book.outcome_at(*deal, out.until),
                         .amount = deal->amount,
                         .days_in_stage = now.is_told ? std::optional(days_between(*now.since, out.until)) : std::nullopt});
  }
  if (missing > 0)
    out.silent.push_back(counted(missing, "deal that was named is", "deals that were named are") + " no longer this rep's in the CRM.");
}

}  // namespace

CommitmentEvidence evidence_for(const Facts& facts, const Rules& rules, const Bound& bound) {
  CommitmentEvidence out;
  out.from = bound.from;
  out.until = std::max(bound.from, std::min(bound.until, bound.last_imported_at.value_or(bound.from)));
  if (!bound.is_bound()) return out;
  const Book book(facts);
  tell_deals(book, bound, out);
  const bool is_measurable = bound.indicator == measured::stage_age || bound.indicator == measured::deals_advanced ||
                             bound.indicator == measured::opportunities_opened;
  if (!bound.indicator.empty() && !is_measurable) {
    measure(book, rules, bound, out);
  } else if (!bound.last_imported_at) {
    out.silent.emplace_back("No opportunities were imported yet.");
  } else if (*bound.last_imported_at <= bound.from) {
    out.silent.emplace_back("Opportunities were last imported before this was agreed, so they cannot speak to it.");
  } else if (book.day(out.until) == book.day(out.from)) {
    out.silent.emplace_back("It was agreed on the day up to which the CRM's facts go.");
  } else if (!bound.indicator.empty()) {
    measure(book, rules, bound, out);
  }
  return out;
}

std::vector<OpenDeal> open_deals(const Facts& facts, Instant as_of) {
  const Book book(facts);
  std::vector<OpenDeal> out;
  for (const auto& deal : book.deals()) {
    if (!book.was_open(deal, as_of)) continue;
    out.push_back({.key = deal.key, .name = title_of(deal), .stage = book.standing_at(deal, as_of).stage, .amount = deal.amount});
  }
  std::ranges::sort(out, {}, [](const OpenDeal& deal) { return std::tie(deal.name, deal.key); });
  return out;
}

}  // namespace backbeat::signal
