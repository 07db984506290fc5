#include "cadence/ride_along_debt.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backbeat::cadence {
namespace {

using playbook::Every;
using playbook::Playbook;
using playbook::RideAlongRule;
using std::chrono::days;

constexpr std::size_t index_of(RideAlongFormat format) {
  return static_cast<std::size_t>(format);
}

bool has_band(const RideAlongRule& rule, const playbook::TenureBand* band) {
  return rule.tenure_bands.empty() || (band != nullptr && std::ranges::find(rule.tenure_bands, band->key) != rule.tenure_bands.end());
}

/// Days on which the same rule held for somebody.
struct Stretch {
  Days days;
  const RideAlongRule* rule = nullptr;
  bool is_top_performer = false;
};

/// The first day after `day` on which their place in the rules can be another: an assignment begins or ends, a tenure band does.
LocalDate next_cut(const people::Member& rep, const Playbook& rules, LocalDate day) {
  LocalDate next = LocalDate::from_days(2'000'000);
  const auto consider = [&](LocalDate cut) {
    if (day < cut) next = std::min(next, cut);
  };
  consider(rep.hired);
  if (rep.left) consider(*rep.left);
  for (const people::Assignment& assignment : rep.assignments) {
    consider(assignment.period.from);
    if (assignment.period.to) consider(*assignment.period.to);
  }
  for (const playbook::TenureBand& band : rules.tenure_bands) {
    consider(plus_months(rep.hired, band.from_month));
    if (band.to_month) consider(plus_months(rep.hired, *band.to_month));
  }
  return next;
}

/// Where the rules of a kind of period hold for the rep, over some days, in order. Two rules of the same days are two stretches.
std::vector<Stretch> stretches_of(const people::Member& rep, const Playbook& rules, Every every, Days over) {
  std::vector<Stretch> stretches;
  for (LocalDate day = over.first; day <= over.last;) {
    const LocalDate last = std::min(next_cut(rep, rules, day) - days(1), over.last);
    const people::Assignment* assignment = rep.works_here_on(day) ? rep.assignment_on(day) : nullptr;
    const playbook::JobRole* role = assignment != nullptr ? rules.job_role(assignment->job_role) : nullptr;
    if (role != nullptr && role->is_coached) {
      const playbook::TenureBand* band = rules.band_for(people::months_of_tenure(rep.hired, day));
      for (const RideAlongRule& rule : rules.ride_alongs)
        if (rule.every == every && playbook::applies_to(rules, rule.job_roles, assignment->job_role) && has_band(rule, band))
          stretches.push_back({.days = {day, last}, .rule = &rule, .is_top_performer = assignment->is_top_performer});
    }
    day = last + days(1);
  }
  return stretches;
}

/// The rule's counts; a top performer's are so many times as many, the extra ones in reverse.
ByFormat<int> counts_of(const RideAlongRule& rule, bool is_top_performer, double factor) {
  ByFormat<int> counts{rule.observe, rule.co_sell, rule.reverse};
  if (!is_top_performer) return counts;
  const int total = rule.observe + rule.co_sell + rule.reverse;
  counts[index_of(RideAlongFormat::reverse)] += static_cast<int>(std::lround(total * factor)) - total;
  return counts;
}

/// Weeks between two of a new hire's: the taper's step of that week after hire; after the last one it goes on.
int taper_weeks(const RideAlongRule& rule, int week_after_hire) {
  for (const auto& [through_week, every_weeks] : rule.taper)
    if (week_after_hire <= through_week) return every_weeks;
  return rule.taper.back().second;
}

bool is_away(const people::Member& member, LocalDate day, const std::vector<people::Holiday>& holidays) {
  const auto is_off = [day](const people::TimeOff& off) { return off.first <= day && day <= off.last; };
  if (std::ranges::any_of(member.time_off, is_off)) return true;
  const people::Assignment* assignment = member.assignment_on(day);
  return std::ranges::any_of(holidays, [&](const people::Holiday& holiday) {
    return holiday.day == day && (holiday.region.empty() || (assignment != nullptr && holiday.region == assignment->region));
  });
}

const playbook::DatedPlaybook& judged_by(const std::vector<playbook::DatedPlaybook>& playbooks, LocalDate first_day, Instant as_of) {
  return playbook::in_force_on(playbooks, first_day, as_of);
}

/// The periods that can be owed in, over a range of days: each kind that a rule of any version names.
struct Period {
  Every every;
  Days days;
};

std::vector<Period> periods_over_all(const std::vector<playbook::DatedPlaybook>& playbooks, Days range, int fiscal_first_month) {
  std::vector<Period> periods;
  for (const Every every : {Every::quarter, Every::month, Every::two_weeks, Every::week}) {
    const bool is_used = std::ranges::any_of(playbooks, [&](const playbook::DatedPlaybook& version) {
      return std::ranges::any_of(version.rules.ride_alongs, [&](const RideAlongRule& rule) { return rule.every == every; });
    });
    if (!is_used) continue;
    for (const Days each : periods_over(range, every, fiscal_first_month)) periods.push_back({.every = every, .days = each});
  }
  return periods;
}

/// The days of a period on which a rule of its kind holds for the rep; nothing where there is none.
std::optional<Days> window_of(const std::vector<Stretch>& stretches) {
  if (stretches.empty()) return std::nullopt;
  return Days{stretches.front().days.first, stretches.back().days.last};
}

/// How many of the observe sessions, and of all, a format has places for.
class Places {
 public:
  explicit Places(RideAlongDebt& debt) : m_debt(debt), m_either(debt.either) {}

  bool take(RideAlongFormat format, bool is_held) {
    if (take_of(m_debt.of(format), is_held)) return true;
    // A new hire's can be either.
    if (format != RideAlongFormat::co_sell || m_either == 0) return false;
    if (!take_of(m_debt.of(RideAlongFormat::observe), is_held)) return false;
    --m_either;
    return true;
  }

 private:
  static bool take_of(FormatDebt& debt, bool is_held) {
    if (debt.open() == 0) return false;
    ++(is_held ? debt.held : debt.booked);
    return true;
  }
  RideAlongDebt& m_debt;
  int m_either;
};

/// What is owed, before anything was held.
std::optional<RideAlongDebt> owed_in(const people::Member& rep, const RideAlongRules& rules, Period period, Instant as_of) {
  const Playbook& book = judged_by(rules.playbooks, period.days.first, as_of).rules;
  const auto window = window_of(stretches_of(rep, book, period.every, period.days));
  if (!window) return std::nullopt;
  RideAlongDebt debt{.rep = rep.id, .manager = {}, .every = period.every, .period = period.days, .window = *window, .formats = {}};
  const people::Assignment* last = rep.assignment_on(window->last);
  if (last != nullptr && last->manager) debt.manager = *last->manager;
  const Accrued all = accrued(rep, book, period.every, period.days, *window, CountedDays::all, rules.holidays);
  const Accrued working = accrued(rep, book, period.every, period.days, *window, CountedDays::working, rules.holidays);
  for (const RideAlongFormat format : all_ride_along_formats) {
    const std::size_t at = index_of(format);
    const bool is_observe = format == RideAlongFormat::observe;
    FormatDebt& line = debt.formats[at];
    line.owed = (is_observe ? all.counts[at] + all.taper : all.counts[at]).rounded_half_up();
    const int stays = (is_observe ? working.counts[at] + working.taper : working.counts[at]).rounded_up();
    line.excused = std::max(line.owed - stays, 0);
  }
  debt.either = std::min(all.taper.rounded_half_up(), debt.of(RideAlongFormat::observe).owed);
  debt.is_over = start_of_day(window->last + days(1), rep.zone) <= as_of;
  return debt;
}

}  // namespace

std::string_view name_of(RideAlongFormat format) {
  switch (format) {
    case RideAlongFormat::observe:
      return "observe";
    case RideAlongFormat::co_sell:
      return "co_sell";
    case RideAlongFormat::reverse:
      return "reverse";
  }
  return "";
}

std::optional<RideAlongFormat> ride_along_format_from(std::string_view name) {
  for (const RideAlongFormat format : all_ride_along_formats)
    if (name_of(format) == name) return format;
  return std::nullopt;
}

std::string_view name_of(RideAlongRisk risk) {
  switch (risk) {
    case RideAlongRisk::none:
      return "none";
    case RideAlongRisk::weeks:
      return "weeks";
    case RideAlongRisk::calls:
      return "calls";
  }
  return "";
}

Share::Share(std::int64_t over, std::int64_t under) {
  ASSERT(under > 0 && over >= 0);
  const std::int64_t common = std::max<std::int64_t>(std::gcd(over, under), 1);
  m_over = over / common;
  m_under = under / common;
}

int Share::rounded_half_up() const {
  return static_cast<int>((2 * m_over + m_under) / (2 * m_under));
}

int Share::rounded_up() const {
  return static_cast<int>((m_over + m_under - 1) / m_under);
}

Share operator+(Share a, Share b) {
  const std::int64_t under = std::lcm(a.m_under, b.m_under);
  return {a.m_over * (under / a.m_under) + b.m_over * (under / b.m_under), under};
}

std::strong_ordering operator<=>(const Share& a, const Share& b) {
  return a.m_over * b.m_under <=> b.m_over * a.m_under;
}

Accrued operator+(const Accrued& a, const Accrued& b) {
  Accrued sum{.counts = {}, .taper = a.taper + b.taper};
  for (std::size_t i = 0; i < sum.counts.size(); ++i) sum.counts[i] = a.counts[i] + b.counts[i];
  return sum;
}

Accrued accrued(const people::Member& rep, const Playbook& rules, Every every, Days period, Days days_asked, CountedDays counted,
                const std::vector<people::Holiday>& holidays) {
  const Weekend weekend(rules.weekend);
  const int weekdays = weekend.weekdays_in(period);
  const int weekdays_a_week = weekend.weekdays_in({LocalDate::from_days(4), LocalDate::from_days(10)});
  Accrued sum;
  if (weekdays == 0) return sum;
  // Added up as whole numbers first: days times what they count, and the taper's days by their weeks.
  ByFormat<std::int64_t> counts{};
  std::vector<std::pair<int, std::int64_t>> taper;
  const Days over{std::max(days_asked.first, period.first), std::min(days_asked.last, period.last)};
  for (const Stretch& stretch : stretches_of(rep, rules, every, over)) {
    const ByFormat<int> of_rule = counts_of(*stretch.rule, stretch.is_top_performer, rules.top_performer_factor);
    for (LocalDate day = stretch.days.first; day <= stretch.days.last; day = day + days(1)) {
      if (weekend.has(day) || (counted == CountedDays::working && is_away(rep, day, holidays))) continue;
      if (stretch.rule->taper.empty()) {
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += of_rule[i];
        continue;
      }
      const int weeks = taper_weeks(*stretch.rule, static_cast<int>((day - rep.hired).count() / 7) + 1);
      const auto found = std::ranges::find(taper, weeks, &std::pair<int, std::int64_t>::first);
      if (found == taper.end())
        taper.emplace_back(weeks, 1);
      else
        ++found->second;
    }
  }
  for (std::size_t i = 0; i < counts.size(); ++i) sum.counts[i] = Share(counts[i], weekdays);
  for (const auto& [weeks, number] : taper) sum.taper = sum.taper + Share(number, std::int64_t{weeks} * weekdays_a_week);
  return sum;
}

int RideAlongDebt::open() const {
  int sum = 0;
  for (const FormatDebt& each : formats) sum += each.open();
  return sum;
}

bool RideAlongDebt::is_at_risk() const {
  return std::ranges::any_of(formats, [](const FormatDebt& each) { return each.risk != RideAlongRisk::none; });
}

std::vector<RideAlongDebt> ride_along_debts(const people::Member& rep, const RideAlongRules& rules, std::span<const RideAlongSeen> seen,
                                            Days range, Instant as_of) {
  std::vector<RideAlongDebt> debts;
  if (rules.playbooks.empty()) return debts;
  // Whole quarters: a ride-along of an earlier month fills that month's place, whatever is asked for.
  const Days quarters{period_of(range.first, Every::quarter, rules.fiscal_first_month).first,
                      period_of(range.last, Every::quarter, rules.fiscal_first_month).last};
  for (const Period& period : periods_over_all(rules.playbooks, quarters, rules.fiscal_first_month))
    if (auto debt = owed_in(rep, rules, period, as_of)) debts.push_back(*std::move(debt));
  std::ranges::sort(debts, [](const RideAlongDebt& a, const RideAlongDebt& b) {
    if (a.window.last != b.window.last) return a.window.last < b.window.last;
    return a.period.first < b.period.first;
  });

  std::vector<const RideAlongSeen*> in_order;
  for (const RideAlongSeen& each : seen) in_order.push_back(&each);
  std::ranges::sort(in_order, [](const RideAlongSeen* a, const RideAlongSeen* b) {
    if (a->is_held != b->is_held) return a->is_held;
    if (a->starts_at != b->starts_at) return a->starts_at < b->starts_at;
    return a->id < b->id;
  });
  std::vector<Places> places;
  places.reserve(debts.size());
  for (RideAlongDebt& debt : debts) places.emplace_back(debt);
  for (const RideAlongSeen* each : in_order) {
    const LocalDate day = to_local(each->starts_at, rep.zone).date;
    RideAlongDebt* first = nullptr;
    bool is_taken = false;
    for (std::size_t i = 0; i < debts.size() && !is_taken; ++i) {
      if (!debts[i].window.holds(day)) continue;
      if (first == nullptr) first = &debts[i];
      is_taken = places[i].take(each->format, each->is_held);
    }
    if (!is_taken && first != nullptr && each->is_held) ++first->of(each->format).extra;
  }
  std::erase_if(debts, [&](const RideAlongDebt& debt) { return !range.holds(debt.window.last); });
  return debts;
}

int weeks_with_both(const people::Member& rep, const people::Member& manager, const Playbook& rules,
                    const std::vector<people::Holiday>& holidays, Days window, LocalDate today) {
  const Weekend weekend(rules.weekend);
  int weeks = 0;
  std::optional<LocalDate> counted;  // the Monday of the last week that counted
  for (LocalDate day = std::max(window.first, today); day <= window.last; day = day + days(1)) {
    if (weekend.has(day) || counted == monday_of(day)) continue;
    if (!rep.works_here_on(day) || !manager.works_here_on(day)) continue;
    if (is_away(rep, day, holidays) || is_away(manager, day, holidays)) continue;
    counted = monday_of(day);
    ++weeks;
  }
  return weeks;
}

void set_risks(RideAlongDebt& debt, int weeks_left, const std::optional<ByFormat<int>>& suitable_calls) {
  debt.weeks_left = weeks_left;
  const bool has_too_few_weeks = debt.open() > weeks_left;
  for (const RideAlongFormat format : all_ride_along_formats) {
    FormatDebt& line = debt.of(format);
    line.risk = RideAlongRisk::none;
    if (debt.is_over || line.open() <= 0) continue;
    const bool has_too_few_calls =
        suitable_calls && weeks_left <= calls_are_known_weeks_ahead && (*suitable_calls)[index_of(format)] < line.open();
    line.risk = has_too_few_weeks ? RideAlongRisk::weeks : has_too_few_calls ? RideAlongRisk::calls : RideAlongRisk::none;
  }
}

}  // namespace backbeat::cadence
