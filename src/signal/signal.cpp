#include "signal/signal.hpp"

#include "signal/statistics.hpp"

#include <cmath>

namespace backbeat::signal {
namespace {

using crm::Opportunity;

/// The facts as they were on a day.
struct View {
  const Facts& facts;
  const Rules& rules;
  Instant as_of;
  LocalDate today;
  std::map<std::string, std::vector<crm::Stay>> stays;  // by opportunity, up to `as_of`

  [[nodiscard]] bool exists(const Opportunity& deal) const { return !deal.opened_on || *deal.opened_on <= today; }
  [[nodiscard]] bool is_closed(const Opportunity& deal) const { return deal.is_closed() && deal.closes_on && *deal.closes_on <= today; }
  [[nodiscard]] bool is_open(const Opportunity& deal) const { return exists(deal) && !is_closed(deal); }
  [[nodiscard]] bool closed_between(const Opportunity& deal, LocalDate from, LocalDate to) const {
    return is_closed(deal) && from <= *deal.closes_on && *deal.closes_on < to;
  }
  [[nodiscard]] LocalDate recent_from() const { return today + std::chrono::days(1) - recent_span; }
  [[nodiscard]] LocalDate history_from() const { return recent_from() - history_span; }
};

View view_of(const Facts& facts, const Rules& rules, Instant as_of) {
  View view{.facts = facts, .rules = rules, .as_of = as_of, .today = to_local(as_of, facts.zone).date, .stays = {}};
  std::map<std::string, std::vector<crm::StageChange>> changes;
  for (const auto& change : facts.changes)
    if (change.entered_at <= as_of) changes[change.opportunity].push_back(change);
  for (auto& [key, of_one] : changes) view.stays.emplace(key, crm::stays_of(std::move(of_one)));
  return view;
}

int working_days(LocalDate from, LocalDate to, const Facts& facts, const Rules& rules) {
  int count = 0;
  for (LocalDate day = from; day < to; day = day + std::chrono::days(1))
    if (!rules.weekend.contains(day.weekday()) && !facts.holidays.contains(day)) ++count;
  return count;
}

double days_between(Instant from, Instant to) {
  return static_cast<double>((to - from).count()) / 86'400'000.0;
}

/// What the quotas ask of a quarter: a longer or shorter period counts with the share of its days that fall into it.
crm::Cents target_of(const std::vector<crm::Quota>& quotas, const FiscalQuarter& quarter) {
  double target = 0;
  for (const auto& quota : quotas) {
    const LocalDate from = std::max(quota.first_day, quarter.first_day());
    const LocalDate to = std::min(quota.last_day, quarter.last_day());
    if (to < from) continue;
    const auto days = [](LocalDate first, LocalDate last) { return static_cast<double>((last - first).count() + 1); };
    target += static_cast<double>(quota.amount) * days(from, to) / days(quota.first_day, quota.last_day);
  }
  return std::llround(target);
}

void derive_pace(const View& view, Signals& out) {
  const FiscalQuarter quarter = FiscalQuarter::of(view.today, view.facts.fiscal_first_month);
  const LocalDate first = quarter.first_day(), end = quarter.next().first_day(), tomorrow = view.today + std::chrono::days(1);
  Pace pace{.quarter = quarter, .target = target_of(view.facts.quotas, quarter)};
  if (pace.target <= 0) {
    out.silent.push_back({"Pace", "There is no quota for " + quarter.text() + "."});
    return;
  }
  for (const auto& deal : view.facts.opportunities) {
    if (deal.outcome != crm::Outcome::won || !view.closed_between(deal, first, tomorrow)) continue;
    pace.won += deal.amount.value_or(0);
    ++pace.n;
  }
  const int all = working_days(first, end, view.facts, view.rules);
  pace.elapsed = all == 0 ? 1.0 : static_cast<double>(working_days(first, tomorrow, view.facts, view.rules)) / all;
  pace.expected_by_now = std::llround(static_cast<double>(pace.target) * pace.elapsed);
  pace.attainment = static_cast<double>(pace.won) / static_cast<double>(pace.target);
  out.pace = pace;
}

void derive_coverage(const View& view, Signals& out) {
  if (!out.pace) {
    out.silent.push_back({"Coverage", "Without a quota there is nothing that the pipeline has to cover."});
    return;
  }
  const crm::Cents gap = out.pace->target - out.pace->won;
  if (gap <= 0) {
    out.silent.push_back({"Coverage", "The target of " + out.pace->quarter.text() + " is reached."});
    return;
  }
  Coverage coverage{.ratio = 0, .open_amount = 0, .gap = gap};
  int open = 0, with_amount = 0;
  for (const auto& deal : view.facts.opportunities) {
    if (!view.is_open(deal)) continue;
    ++open;
    if (!deal.amount) continue;
    ++with_amount;
    // What is expected to close only after the quarter does not help this one.
    if (!deal.closes_on || *deal.closes_on <= out.pace->quarter.last_day()) coverage.open_amount += *deal.amount;
  }
  if (open > 0 && with_amount == 0) {
    out.silent.push_back({"Coverage", "None of the " + std::to_string(open) + " open opportunities carries an amount."});
    return;
  }
  coverage.ratio = static_cast<double>(coverage.open_amount) / static_cast<double>(gap);
  out.coverage = coverage;
}

/// Where an open deal stands, and since when.
std::pair<std::string, std::optional<Instant>> standing_of(const View& view, const Opportunity& deal) {
  const auto stays = view.stays.find(deal.key);
  if (stays != view.stays.end() && !stays->second.empty()) return {stays->second.back().stage, stays->second.back().from};
  if (deal.opened_on) return {deal.stage, start_of_day(*deal.opened_on, view.facts.zone)};
  return {deal.stage, std::nullopt};
}

/// The stays of won deals by stage, and how early each stage comes (the mean position among a deal's stays).
struct StageHistory {
  std::map<std::string, std::vector<double>> won_stays;
  std::map<std::string, std::pair<double, int>> position;
};

StageHistory stage_history(const View& view) {
  StageHistory out;
  for (const auto& deal : view.facts.opportunities) {
    const auto stays = view.stays.find(deal.key);
    if (stays == view.stays.end()) continue;
    double place = 0;
    for (const auto& stay : stays->second) {
      auto& [sum, count] = out.position[stay.stage];
      sum += place++;
      ++count;
      if (deal.outcome == crm::Outcome::won && view.is_closed(deal) && stay.to)
        out.won_stays[stay.stage].push_back(days_between(stay.from, *stay.to));
    }
  }
  return out;
}

void derive_pipeline(const View& view, Signals& out) {
  const StageHistory history = stage_history(view);
  std::map<std::string, std::pair<StageSignal, std::vector<double>>> by_stage;
  for (const auto& deal : view.facts.opportunities) {
    if (!view.is_open(deal)) continue;
    const auto [stage, since] = standing_of(view, deal);
    auto& [signal, ages] = by_stage[stage];
    signal.stage = stage;
    ++signal.count;
    signal.amount += deal.amount.value_or(0);
    if (since) ages.push_back(days_between(*since, view.as_of));
  }
  for (auto& [stage, entry] : by_stage) {
    entry.first.median_age_days = median(entry.second).value_or(0);
    const auto usual = history.won_stays.find(stage);
    if (usual != history.won_stays.end() && std::ssize(usual->second) >= view.rules.minimum_deals)
      entry.first.usual_age_days = median(usual->second);
    out.pipeline.push_back(entry.first);
  }
  const auto place = [&](const StageSignal& signal) {
    const auto found = history.position.find(signal.stage);
    return found == history.position.end() ? 0.0 : found->second.first / found->second.second;
  };
  std::ranges::stable_sort(out.pipeline, {}, place);
  if (out.pipeline.empty()) out.silent.push_back({"Pipeline", "There is no open opportunity."});
}

/// Says why a comparison stays silent, where it does.
std::optional<std::string> too_few(int n, int before_n, std::string_view what, const Rules& rules) {
  const auto say = [&](int count, std::string_view when) {
    return std::to_string(count) + (count == 1 ? " deal was " : " deals were ") + std::string(what) + " in the " + std::string(when) +
           "; the comparison is shown from " + std::to_string(rules.minimum_deals) + " on.";
  };
  if (n < rules.minimum_deals) return say(n, "last 13 weeks");
  if (before_n < rules.minimum_deals) return say(before_n, "52 weeks before the last 13");
  return std::nullopt;
}

void derive_win_rate(const View& view, Signals& out) {
  int won = 0, closed = 0, won_before = 0, closed_before = 0;
  for (const auto& deal : view.facts.opportunities) {
    const int is_won = deal.outcome == crm::Outcome::won ? 1 : 0;
    if (view.closed_between(deal, view.recent_from(), view.today + std::chrono::days(1))) {
      ++closed;
      won += is_won;
    } else if (view.closed_between(deal, view.history_from(), view.recent_from())) {
      ++closed_before;
      won_before += is_won;
    }
  }
  if (auto reason = too_few(closed, closed_before, "closed", view.rules)) {
    out.silent.push_back({"Win rate", *std::move(reason)});
    return;
  }
  const Interval interval = wilson_interval(won, closed);
  out.win_rate = WinRate{.value = static_cast<double>(won) / closed,
                         .n = closed,
                         .low = interval.low,
                         .high = interval.high,
                         .before = static_cast<double>(won_before) / closed_before,
                         .before_n = closed_before,
                         .has_changed = fisher_exact(won, closed, won_before, closed_before) < view.rules.chance};
}

void derive_cycle(const View& view, Signals& out) {
  std::vector<double> recent, before;
  for (const auto& deal : view.facts.opportunities) {
    const auto days = deal.cycle_days();
    if (deal.outcome != crm::Outcome::won || !days) continue;
    if (view.closed_between(deal, view.recent_from(), view.today + std::chrono::days(1))) recent.push_back(*days);
    if (view.closed_between(deal, view.history_from(), view.recent_from())) before.push_back(*days);
  }
  const int n = static_cast<int>(recent.size()), before_n = static_cast<int>(before.size());
  if (auto reason = too_few(n, before_n, "won", view.rules)) {
    out.silent.push_back({"Cycle", *std::move(reason)});
    return;
  }
  out.cycle = Cycle{.median_days = *median(recent),
                    .n = n,
                    .before_days = *median(before),
                    .before_n = before_n,
                    .has_changed = rank_sum(recent, before) < view.rules.chance};
}

}  // namespace

Rules Rules::of(const playbook::Playbook& playbook) {
  Rules rules;
  rules.minimum_deals = playbook.privacy.minimum_deals;
  rules.coverage_target = playbook.threshold("coverage_target").value_or(rules.coverage_target);
  rules.ageing_factor = playbook.threshold("ageing_factor").value_or(rules.ageing_factor);
  rules.chance = 1 - playbook.threshold("change_confidence").value_or(95) / 100;
  constexpr std::string_view days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  rules.weekend.clear();
  for (std::size_t i = 0; i < std::size(days); ++i)
    if (std::ranges::find(playbook.weekend, days[i]) != playbook.weekend.end()) rules.weekend.insert(static_cast<Weekday>(i + 1));
  return rules;
}

Signals derive(const Facts& facts, const Rules& rules, Instant as_of) {
  const View view = view_of(facts, rules, as_of);
  Signals out;
  out.as_of = as_of;
  derive_pace(view, out);
  derive_pipeline(view, out);
  derive_coverage(view, out);
  derive_win_rate(view, out);
  derive_cycle(view, out);
  out.questions = questions_from(out, rules);
  return out;
}

}  // namespace backbeat::signal
