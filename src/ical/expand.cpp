#include "ical/ical.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace backbeat::ical {
namespace {

constexpr std::int64_t day_seconds = 86'400;

std::int64_t seconds_of(Instant at) {
  return (at.unix_ms() >= 0 ? at.unix_ms() : at.unix_ms() - 999) / 1'000;
}

/// One meeting of a series before its own changes: the start as the rules give it.
struct Start {
  LocalSeconds local = 0;
  std::optional<std::int64_t> length = {};
};

class SeriesExpansion {
 public:
  SeriesExpansion(const Series& series, Instant from, Instant to, const Zone& floating, Budget& budget, std::size_t room, Expansion& out)
      : m_series(series), m_from(from), m_to(to), m_floating(floating), m_budget(budget), m_room(room), m_out(out) {}

  void run() {
    if (m_series.event) expand_rules();
    for (const Override& one : m_series.overrides)
      if (!m_done.contains(&one)) add_override(one);
  }

 private:
  void expand_rules();
  void walk(const Rule& rule, const std::function<bool(LocalSeconds)>& visit);
  void add(const Start& start);
  void add_override(const Override& one);
  void emit(const Event& event, const std::string& recurrence, const Moment& starts, std::int64_t length, const Override* by);
  void say(Weight weight, std::string text) {
    m_out.troubles.push_back({weight, m_series.face().line, m_series.uid, m_series.face().title, std::move(text)});
  }

  [[nodiscard]] const Moment& first() const { return m_series.event->starts; }
  [[nodiscard]] Moment at(LocalSeconds local) const { return {.local = local, .form = first().form, .zone = first().zone}; }
  /// The same moment on the clock of the series.
  [[nodiscard]] LocalSeconds on_own_clock(const Moment& moment) const;
  [[nodiscard]] std::string name_of(const Moment& moment) const;

  const Series& m_series;
  Instant m_from, m_to;
  const Zone& m_floating;
  Budget& m_budget;
  std::size_t m_room;
  Expansion& m_out;
  std::unordered_set<const Override*> m_done;
  std::unordered_set<LocalSeconds> m_excluded;       // exactly
  std::unordered_set<LocalSeconds> m_excluded_days;  // dates against a series with times
  std::unordered_map<LocalSeconds, const Override*> m_overrides;
  std::unordered_map<LocalSeconds, const Override*> m_day_overrides;
  std::map<LocalSeconds, const Override*> m_from_then_on;
  bool m_is_full = false;
};

LocalSeconds SeriesExpansion::on_own_clock(const Moment& moment) const {
  if (moment.form == Form::date || first().form == Form::date || moment.form == Form::floating || first().form == Form::floating)
    return moment.local;
  if (moment.form == first().form && moment.zone == first().zone) return moment.local;
  const Instant at = moment.instant(m_floating);
  return first().form == Form::zoned ? first().zone->local_of(at) : seconds_of(at);
}

std::string SeriesExpansion::name_of(const Moment& moment) const {
  if (moment.form != Form::zoned) return moment_text(moment.local, moment.form);
  return moment_text(seconds_of(moment.instant(m_floating)), Form::utc);
}

LocalSeconds day_of(LocalSeconds local) {
  return (local >= 0 ? local : local - (day_seconds - 1)) / day_seconds * day_seconds;
}

void SeriesExpansion::walk(const Rule& rule, const std::function<bool(LocalSeconds)>& visit) {
  int left = rule.count().value_or(-1);
  const auto until = rule.until();
  // The first years of a long series, where nothing that is asked for can be, are passed over; counting needs them all, and so do meetings
  // that were moved from there.
  const bool may_skip = left < 0 && m_series.overrides.empty();
  const LocalSeconds from = may_skip ? seconds_of(m_from) - m_series.event->length - 400 * day_seconds : first().local;
  const LocalSeconds stop = seconds_of(m_to) + 2 * day_seconds;
  const auto walked = rule.walk(first().local, from, m_budget, [&](LocalSeconds local) {
    if (left-- == 0 || local > stop) return false;
    if (until) {
      // A date ends with its day; UTC is compared as an instant; anything else on the clock on the wall.
      if (until->form == Form::date && day_of(local) > until->local) return false;
      if (until->form == Form::floating && local > until->local) return false;
      if (until->form == Form::utc) {
        if (first().form == Form::date ? day_of(local) > until->local : seconds_of(at(local).instant(m_floating)) > until->local)
          return false;
      }
    }
    return visit(local);
  });
  if (walked == Rule::Walked::out_of_budget && !m_is_full) {
    m_is_full = true;
    say(Weight::part_left_out, "it repeats so often that it is followed only for a while");
  }
}

void SeriesExpansion::expand_rules() {
  for (const Moment& one : m_series.excluded) {
    if (one.form == Form::date && first().form != Form::date)
      m_excluded_days.insert(one.local);
    else
      m_excluded.insert(first().form == Form::date ? day_of(one.local) : on_own_clock(one));
  }
  for (const Override& one : m_series.overrides) {
    if (one.instead_of.form == Form::date && first().form != Form::date)
      m_day_overrides.emplace(one.instead_of.local, &one);
    else
      m_overrides.emplace(first().form == Form::date ? day_of(one.instead_of.local) : on_own_clock(one.instead_of), &one);
    if (one.is_for_all_after) m_from_then_on.emplace(on_own_clock(one.instead_of), &one);
  }
  for (const Rule& rule : m_series.exception_rules) walk(rule, [&](LocalSeconds local) { return m_excluded.insert(local), true; });

  std::unordered_set<LocalSeconds> seen;
  const auto visit = [&](const Start& start) {
    if (!seen.insert(start.local).second) return true;
    add(start);
    return !m_is_full;
  };
  for (const Added& one : m_series.added) visit({.local = on_own_clock(one.starts), .length = one.length});
  if (m_series.rules.empty()) visit({.local = first().local});
  for (const Rule& rule : m_series.rules) walk(rule, [&](LocalSeconds local) { return visit({.local = local}); });
}

void SeriesExpansion::add(const Start& start) {
  if (m_excluded.contains(start.local) || m_excluded_days.contains(day_of(start.local))) return;
  const auto find = [](const auto& map, LocalSeconds key) { return map.contains(key) ? map.at(key) : nullptr; };
  const Override* own = find(m_overrides, start.local);
  if (own == nullptr) own = find(m_day_overrides, day_of(start.local));
  if (own != nullptr) {
    if (m_done.insert(own).second) {
      const std::string recurrence = m_series.repeats() ? name_of(at(start.local)) : std::string();
      emit(own->event, recurrence, own->event.starts, own->event.length, own);
    }
    return;
  }
  const Moment as_ruled = at(start.local);
  const std::string recurrence = m_series.repeats() ? name_of(as_ruled) : std::string();
  const auto after = m_from_then_on.upper_bound(start.local);
  if (after == m_from_then_on.begin()) {
    emit(*m_series.event, recurrence, as_ruled, start.length.value_or(m_series.event->length), nullptr);
    return;
  }
  // All after it follow the one that was changed, by as much as it was moved.
  const auto& [changed_at, changed] = *std::prev(after);
  Moment moved = changed->event.starts;
  moved.local += start.local - changed_at;
  emit(changed->event, recurrence, moved, changed->event.length, changed);
}

void SeriesExpansion::add_override(const Override& one) {
  emit(one.event, name_of(one.instead_of), one.event.starts, one.event.length, &one);
}

void SeriesExpansion::emit(const Event& event, const std::string& recurrence, const Moment& starts, std::int64_t length,
                           const Override* by) {
  if (m_is_full) return;
  Moment ends = starts;
  ends.local += length;
  const Instant begin = starts.instant(m_floating);
  const Instant end = std::max(begin, ends.instant(m_floating));
  if (begin >= m_to || (end <= m_from && begin != m_from)) return;
  if (m_out.occurrences.size() >= m_room) {
    m_is_full = true;
    say(Weight::part_left_out, "there are more meetings than are kept; the rest is left out");
    return;
  }
  m_out.occurrences.push_back({.series = &m_series,
                               .event = &event,
                               .recurrence = recurrence,
                               .form = starts.form,
                               .local_starts = starts.local,
                               .local_ends = ends.local,
                               .starts = begin,
                               .ends = end,
                               .is_override = by != nullptr});
}

}  // namespace

Instant Moment::instant(const Zone& floating) const {
  switch (form) {
    case Form::utc:
      return Instant(local * 1'000);
    case Form::zoned:
      return zone->instant_of(local);
    case Form::floating:
    case Form::date:
      return instant_in(floating, local);
  }
  return Instant();
}

Expansion expand(const Calendar& calendar, Instant from, Instant to, const Zone& floating, const Limits& limits) {
  Expansion out;
  Budget budget{limits.work};
  for (const Series& series : calendar.series) {
    const std::int64_t most = std::min(budget.left, limits.work_of_series);  // one that never ends leaves the others their share
    Budget own{most};
    SeriesExpansion(series, from, to, floating, own, limits.occurrences, out).run();
    budget.left -= most - own.left;
  }
  std::ranges::stable_sort(out.occurrences, {},
                           [](const Occurrence& one) { return std::tuple(one.starts, std::string_view(one.series->uid)); });
  return out;
}

}  // namespace backbeat::ical
