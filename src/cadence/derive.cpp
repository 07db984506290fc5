#include "cadence/derive.hpp"

#include "base/assert.hpp"

namespace backbeat::cadence {
namespace {

using std::chrono::days;

constexpr std::size_t no_version = SIZE_MAX;

/// The longest period and the longest window reach no further than this beyond a range.
constexpr days margin{100};

bool is_away(const Record& record, LocalDate day) {
  for (const people::TimeOff& off : record.time_off) {
    if (off.first > day) return false;
    if (day <= off.last) return true;
  }
  return false;
}

bool is_away_during(const Record& record, Days range) {
  for (const people::TimeOff& off : record.time_off) {
    if (off.first > range.last) return false;
    if (off.last >= range.first) return true;
  }
  return false;
}

/// The number of sessions that a sum of daily counts over a period's weekdays comes to: sum / weekdays, rounded half up.
int rounded(std::int64_t sum, std::int64_t weekdays) {
  return static_cast<int>((2 * sum + weekdays) / (2 * weekdays));
}

/// How many of `owed` are excused because the rep was there for only `present` of the sum: the share that is left, rounded up, stays owed.
int excusable(int owed, std::int64_t present, std::int64_t weekdays) {
  return std::max(0, owed - static_cast<int>((present + weekdays - 1) / weekdays));
}

Belongs belongs_of(playbook::Every every) {
  switch (every) {
    case playbook::Every::week:
      return Belongs::week;
    case playbook::Every::two_weeks:
      return Belongs::two_weeks;
    case playbook::Every::month:
      return Belongs::month;
    case playbook::Every::quarter:
      return Belongs::quarter;
  }
  ASSERT(false);
}

/// "2027-W13", "2027-W13-14d", "2027-03", "2027-Q2", "day".
std::string text_of(const Owed& owed, int fiscal_first_month) {
  switch (owed.belongs) {
    case Belongs::week:
      return IsoWeek::of(owed.period).text();
    case Belongs::two_weeks:
      return IsoWeek::of(owed.period).text() + "-14d";
    case Belongs::month:
      return owed.period.text().substr(0, 7);
    case Belongs::quarter:
      return FiscalQuarter::of(owed.period, fiscal_first_month).text();
    case Belongs::once_after_hire:
      return "day";
  }
  ASSERT(false);
}

}  // namespace

Derivation::Derivation(const Ledger& ledger, Query query)
    : m_ledger(ledger), m_query(std::move(query)), m_rules(ledger, m_query.as_of), m_turn{.after = m_query.as_of} {
  const Days kept{m_query.range.first - margin, m_query.range.last + margin};
  for (const Zone& zone : ledger.zones()) m_zones.emplace_back(zone, kept);
  m_holidays.resize(ledger.regions().size());
  for (const auto& version : ledger.playbooks()) m_turn.note(version.at);
  for (const auto& holiday : ledger.holidays()) {
    m_turn.note(holiday.at);
    if (holiday.at > m_query.as_of) continue;
    for (std::size_t region = 0; region < m_holidays.size(); ++region)
      if (holiday.fact.region.empty() || holiday.fact.region == ledger.regions()[region]) m_holidays[region].push_back(holiday.fact.day);
  }
  for (auto& of_region : m_holidays) std::ranges::sort(of_region);
  if (!m_rules.versions().empty()) make_calendars();
}

void Derivation::make_calendars() {
  // A kind whose windows may overlap is matched from each rep's first day on, so that the answer does not depend on the range asked for.
  LocalDate earliest = m_query.range.first;
  for (Index person = 0; person < people(); ++person)
    if (const Record* record = m_ledger.record_of(person, m_query.as_of)) earliest = std::min(earliest, record->hired);
  for (const Line& line : m_rules.lines()) {
    LineCalendar calendar;
    const LocalDate from = m_rules.may_overlap(line.kind) ? earliest : m_query.range.first;
    for (const Days& period : periods_over({from, m_query.range.last}, line.every, m_ledger.fiscal_first_month())) {
      const std::size_t version = m_rules.version_on(period.first);
      const Weekend& weekend = m_rules.versions()[version].weekend;
      if (period.last < m_query.range.first) calendar.first_asked = calendar.periods.size() + 1;
      calendar.periods.push_back({.days = period, .version = version, .weekdays = weekend.weekdays_in(period)});
      for (Index region = 0; region < m_holidays.size(); ++region) {
        WorkingDays working{.count = 0, .last = period.first};
        for (LocalDate day = period.first; day <= period.last; day = day + days(1)) {
          if (weekend.has(day) || is_holiday(region, day)) continue;
          ++working.count;
          working.last = day;
        }
        calendar.working.push_back(working);
      }
    }
    m_lines.push_back(std::move(calendar));
  }
}

bool Derivation::is_holiday(Index region, LocalDate day) const {
  return std::ranges::binary_search(m_holidays[region], day);
}

const std::vector<Span>& Derivation::spans_under(const Record& record, std::size_t version) {
  if (m_spans_version != version) spans_of(record, m_rules.versions()[version], m_spans);
  m_spans_version = version;
  return m_spans;
}

std::span<const Owed> Derivation::owed_to(Index rep) {
  m_owed.clear();
  m_spans_version = no_version;
  const Record* record = m_ledger.record_of(rep, m_turn);
  if (record == nullptr || m_rules.versions().empty()) return {};
  for (std::size_t kind = 0; kind < m_rules.kinds().size(); ++kind) {
    if (!m_query.kind.empty() && m_query.kind != m_rules.kinds()[kind]) continue;
    const std::size_t first = m_owed.size();
    const bool may_overlap = m_rules.may_overlap(kind);
    for (std::size_t line = 0; line < m_rules.lines().size(); ++line)
      if (m_rules.lines()[line].kind == kind) owe_line(rep, *record, line, may_overlap);
    if (may_overlap) owe_once(rep, *record, kind);
    if (m_owed.size() > first) settle(rep, first, kind);
  }
  return m_owed;
}

void Derivation::owe_line(Index rep, const Record& record, std::size_t line, bool since_hire) {
  const LineCalendar& calendar = m_lines[line];
  std::size_t period = calendar.first_asked;
  if (since_hire)
    period = static_cast<std::size_t>(
        std::ranges::lower_bound(calendar.periods, record.hired, {}, [](const LinePeriod& p) { return p.days.last; }) -
        calendar.periods.begin());
  std::size_t version = no_version;
  std::size_t at = 0;
  for (; period < calendar.periods.size(); ++period) {
    const LinePeriod& here = calendar.periods[period];
    const std::vector<Span>& spans = spans_under(record, here.version);
    if (here.version != version) at = 0;
    version = here.version;
    while (at < spans.size() && spans[at].end <= here.days.first) ++at;
    if (here.days.first < m_rules.versions().front().effective_from) continue;        // nobody had said yet what is owed
    if (at == spans.size() && here.version + 1 == m_rules.versions().size()) return;  // gone for good
    std::size_t end = at;
    while (end < spans.size() && spans[end].first <= here.days.last) ++end;
    if (end > at) owe_period(rep, record, line, period, std::span(spans).subspan(at, end - at));
  }
}

void Derivation::owe_period(Index rep, const Record& record, std::size_t line, std::size_t period, std::span<const Span> spans) {
  const LineCalendar& calendar = m_lines[line];
  const LinePeriod& here = calendar.periods[period];
  const Version& version = m_rules.versions()[here.version];
  const std::vector<int>& counts = version.counts[line];
  if (here.weekdays == 0) return;

  Owed owed{.rep = rep,
            .kind = static_cast<std::uint32_t>(m_rules.lines()[line].kind),
            .belongs = belongs_of(m_rules.lines()[line].every),
            .period = here.days.first,
            .weekdays = here.weekdays};
  int count = 0;
  std::int64_t present = 0;
  LocalDate last_working;
  const Span& only = spans.front();
  if (spans.size() == 1 && only.first <= here.days.first && here.days.last < only.end && !is_away_during(record, here.days)) {
    // Nearly every period of nearly every rep: nothing changes in it.
    const WorkingDays& working = calendar.working[period * m_holidays.size() + only.region];
    count = counts[only.place];
    owed.manager = only.manager;
    owed.window = here.days;
    owed.weekdays_in_place = here.weekdays;
    present = std::int64_t{count} * working.count;
    last_working = working.last;
  } else {
    std::int64_t sum = 0;
    bool is_begun = false;
    for (const Span& span : spans) {
      const int each = counts[span.place];
      if (each == 0) continue;
      const Days inside{std::max(span.first, here.days.first), std::min(span.end - days(1), here.days.last)};
      if (!is_begun) owed.window.first = inside.first;
      is_begun = true;
      owed.window.last = inside.last;
      owed.manager = span.manager;
      for (LocalDate day = inside.first; day <= inside.last; day = day + days(1)) {
        if (version.weekend.has(day)) continue;
        ++owed.weekdays_in_place;
        sum += each;
        if (is_holiday(span.region, day) || is_away(record, day)) continue;
        present += each;
        last_working = day;
      }
    }
    count = rounded(sum, here.weekdays);
  }
  if (count == 0 || owed.window.last < m_query.range.first || owed.window.last > m_query.range.last) {
    const bool matters_to_later = count > 0 && m_rules.may_overlap(owed.kind) && owed.window.last < m_query.range.first;
    if (!matters_to_later) return;
  }
  const DayStarts& zone = m_zones[record.zone];
  owed.opens = zone.start_of(owed.window.first);
  owed.closes = zone.start_of(owed.window.last + days(1));
  owed.due = present > 0 ? zone.start_of(last_working + days(1)) : owed.closes;
  const int excused = excusable(count, present, here.weekdays);
  for (int i = 0; i < count; ++i) {
    owed.ordinal = static_cast<std::uint16_t>(i + 1);
    owed.is_excusable = i >= count - excused;
    m_owed.push_back(owed);
  }
}

void Derivation::owe_once(Index rep, const Record& record, std::size_t kind) {
  for (std::size_t index = 0; index < m_rules.versions().size(); ++index) {
    const Version& version = m_rules.versions()[index];
    for (const OnceAfterHire& once : version.once) {
      if (once.kind != kind) continue;
      const LocalDate day = record.hired + days(once.day);
      Days window{day - days(once.window_days), day + days(once.window_days)};
      if (day < version.effective_from || m_rules.version_on(day) != index) continue;
      const std::vector<Span>& spans = spans_under(record, index);
      const auto on_the_day = std::ranges::find_if(spans, [&](const Span& span) { return span.first <= day && day < span.end; });
      if (on_the_day == spans.end() || !once.is_for[on_the_day->place]) continue;
      window.first = std::max(window.first, record.hired);
      if (record.left) window.last = std::min(window.last, *record.left - days(1));
      if (window.last > m_query.range.last) continue;

      Owed owed{.rep = rep,
                .kind = static_cast<std::uint32_t>(kind),
                .ordinal = static_cast<std::uint16_t>(once.day),
                .belongs = Belongs::once_after_hire,
                .period = day,
                .window = window,
                .weekdays_in_place = 1};
      LocalDate last_working;
      bool is_ever_there = false;
      for (const Span& span : spans) {
        const Days inside{std::max(span.first, window.first), std::min(span.end - days(1), window.last)};
        if (span.first <= window.last && window.last < span.end) owed.manager = span.manager;
        for (LocalDate d = inside.first; d <= inside.last; d = d + days(1)) {
          if (version.weekend.has(d) || is_holiday(span.region, d) || is_away(record, d)) continue;
          is_ever_there = true;
          last_working = d;
        }
      }
      const DayStarts& zone = m_zones[record.zone];
      owed.opens = zone.start_of(window.first);
      owed.closes = zone.start_of(window.last + days(1));
      owed.due = is_ever_there ? zone.start_of(last_working + days(1)) : owed.closes;
      owed.is_excusable = !is_ever_there;
      m_owed.push_back(owed);
    }
  }
}

void Derivation::settle(Index rep, std::size_t first, std::size_t kind) {
  std::span<Owed> owed = std::span(m_owed).subspan(first);
  m_ledger.sessions_of(rep, m_rules.kinds()[kind], m_turn, m_seen);
  if (m_rules.may_overlap(kind)) {
    std::ranges::sort(owed, {}, [](const Owed& one) { return std::tuple(one.window.last, one.window.first, one.belongs, one.ordinal); });
    match_any_windows(owed, m_seen, m_query.as_of, m_scratch);
    const auto in_range = std::ranges::find_if(owed, [&](const Owed& one) { return one.window.last >= m_query.range.first; });
    m_owed.erase(m_owed.begin() + static_cast<std::ptrdiff_t>(first),
                 m_owed.begin() + static_cast<std::ptrdiff_t>(first) + (in_range - owed.begin()));
    owed = std::span(m_owed).subspan(first);
  } else {
    match_in_windows(owed, m_seen, m_query.as_of, m_scratch);
  }
  for (Owed& one : owed) {
    one.state = state_of(one, m_query.as_of);
    m_turn.note(one.opens);
    m_turn.note(one.closes);
  }
}

Obligation Derivation::named(const Owed& owed) const {
  Obligation named{.id = m_ledger.id_of(owed.rep).text() + "." + m_rules.kinds()[owed.kind] + "." +
                         text_of(owed, m_ledger.fiscal_first_month()) + "." + std::to_string(owed.ordinal),
                   .rep = m_ledger.id_of(owed.rep),
                   .manager = m_ledger.id_of(owed.manager),
                   .kind = m_rules.kinds()[owed.kind],
                   .window = owed.window,
                   .opens = owed.opens,
                   .closes = owed.closes,
                   .due = owed.due,
                   .state = owed.state,
                   .on_time = {},
                   .session = {},
                   .held_by = {},
                   .moved = owed.has_session() ? owed.session.moves : 0,
                   .share = double(owed.weekdays_in_place) / owed.weekdays};
  if (owed.is_kept()) named.on_time = owed.is_on_time();
  if (owed.has_session()) {
    named.session = m_ledger.session_id(owed.session.row);
    named.held_by = m_ledger.id_of(m_ledger.held_by(owed.session.row));
  }
  return named;
}

std::vector<Obligation> Derivation::obligations_of(Id<Person> rep) {
  std::vector<Obligation> obligations;
  const auto index = m_ledger.index_of(rep);
  if (!index || *index >= people()) return obligations;
  for (const Owed& owed : owed_to(*index)) obligations.push_back(named(owed));
  std::ranges::stable_sort(obligations, {}, [](const Obligation& one) { return std::pair(one.window.last, one.window.first); });
  return obligations;
}

}  // namespace backbeat::cadence
