#include "cadence/view.hpp"

#include "base/assert.hpp"

namespace backbeat::cadence {
namespace {

using std::chrono::days;

/// Weeks before the view that are derived with it, so that a launch just before it is seen.
constexpr int look_back_weeks = 9;
constexpr std::size_t early_weeks = 4;
constexpr std::size_t watched_weeks = 8;  // the whole weeks inside 60 days

WeekKept kept_in(const Cell& cell) {
  if (cell.held + cell.held_short > 0) return WeekKept::kept;
  return cell.missed + cell.cancelled > 0 ? WeekKept::not_kept : WeekKept::nothing_owed;
}

/// The weeks that a rep has gone without, and who owes it to them now; nothing for one whose last obligation is long over.
std::optional<Gap> gap_of(std::span<const Owed> owed, const Ledger& ledger, NextTurn& turn) {
  const int weeks = weeks_without(owed);
  if (weeks == 0) return std::nullopt;
  const auto last = std::find_if(owed.rbegin(), owed.rend(), [](const Owed& one) { return one.belongs == Belongs::week; });
  turn.note(last->closes + days(8) + Duration(1));
  if (last->closes + days(8) < turn.after) return std::nullopt;
  return Gap{.rep = ledger.id_of(last->rep), .manager = ledger.id_of(last->manager), .weeks = weeks};
}

std::size_t closed_weeks(LocalDate first_monday, std::size_t weeks, NextTurn& turn) {
  // A week is closed when it is over everywhere: the last zone is twelve hours behind UTC.
  for (std::size_t closed = 0; closed < weeks; ++closed) {
    const Instant over = start_of_day(first_monday + days(7 * static_cast<int>(closed + 1)), Zone()) + std::chrono::hours(12);
    turn.note(over);
    if (over > turn.after) return closed;
  }
  return weeks;
}

}  // namespace

void Cell::add(const Owed& one, Index held_by) {
  ++owed;
  switch (one.state) {
    case ObligationState::pending:
    case ObligationState::due:
      ++pending;
      break;
    case ObligationState::satisfied:
      ++held;
      break;
    case ObligationState::held_short:
      ++held_short;
      break;
    case ObligationState::excused:
      ++excused;
      break;
    case ObligationState::cancelled:
      ++cancelled;
      break;
    case ObligationState::missed:
      ++missed;
      break;
  }
  if (one.has_session() && one.session.moves > 0) ++moved;
  if (one.is_kept() && held_by != one.manager) ++delegated;
}

Cell& Cell::operator+=(const Cell& other) {
  owed += other.owed;
  held += other.held;
  held_short += other.held_short;
  excused += other.excused;
  cancelled += other.cancelled;
  missed += other.missed;
  pending += other.pending;
  moved += other.moved;
  delegated += other.delegated;
  return *this;
}

Cells::Cells(const Ledger& ledger, Days range)
    : m_ledger(ledger), m_first(range.first), m_weeks(static_cast<std::size_t>((range.last - range.first).count() + 1) / 7) {
  ASSERT(range.first.weekday() == Weekday::monday && range.last == range.first + days(7 * static_cast<int>(m_weeks) - 1));
  m_cells.resize((ledger.everybody() + 1) * m_weeks);
}

Cells count(Derivation& derivation) {
  Cells cells(derivation.ledger(), derivation.query().range);
  for (Index person = 0; person < derivation.people(); ++person)
    for (const Owed& owed : derivation.owed_to(person)) cells.add(owed);
  return cells;
}

int weeks_without(std::span<const WeekKept> weeks) {
  int without = 0;
  for (const WeekKept week : weeks) {
    if (week == WeekKept::kept) without = 0;
    if (week == WeekKept::not_kept) ++without;
  }
  return without;
}

int weeks_without(std::span<const Owed> owed) {
  int without = 0;
  for (const Owed& one : owed) {
    if (one.belongs != Belongs::week) continue;
    if (one.is_kept()) without = 0;
    if (one.state == ObligationState::missed || one.state == ObligationState::cancelled) ++without;
  }
  return without;
}

std::optional<Decay> decay_of(std::span<const Cell> weekly, std::size_t last_closed, LocalDate first_monday) {
  const auto launch =
      static_cast<std::size_t>(std::ranges::find_if(weekly, [](const Cell& cell) { return cell.owed > 0; }) - weekly.begin());
  // In the very first week that was looked at it may have begun long before.
  if (launch == 0 || launch == weekly.size()) return std::nullopt;
  Cell first;
  Cell since;
  for (std::size_t week = launch; week < std::min(last_closed, launch + watched_weeks); ++week)
    (week < launch + early_weeks ? first : since) += weekly[week];
  const auto before = first.rate();
  const auto after = since.rate();
  if (!before || !after || difference_of(*before, *after).low <= 0) return std::nullopt;
  return Decay{.launched = first_monday + days(7 * static_cast<int>(launch)), .first = *before, .since = *after};
}

View view_of(const Ledger& ledger, const ViewQuery& query) {
  const Days shown{query.first_monday, query.first_monday + days(7 * query.weeks - 1)};
  const Days looked_at{shown.first - days(7 * look_back_weeks), shown.last};
  Derivation derivation(ledger, {.range = looked_at, .as_of = query.as_of, .kind = query.kind});
  Cells cells(ledger, shown);
  Cells weekly(ledger, looked_at);
  NextTurn turn{.after = query.as_of};
  View view{.as_of = query.as_of, .good_until = {}, .mondays = {}, .managers = {}, .gaps = {}};
  for (int week = 0; week < query.weeks; ++week) view.mondays.push_back(shown.first + days(7 * week));

  std::vector<int> reps(ledger.everybody() + 1, 0);
  std::vector<Index> last_rep(reps.size(), nobody);
  for (Index person = 0; person < derivation.people(); ++person) {
    const std::span<const Owed> owed = derivation.owed_to(person);
    for (const Owed& one : owed) {
      cells.add(one);
      if (one.belongs == Belongs::week) weekly.add(one);
      const std::size_t row = one.manager == nobody ? ledger.everybody() : one.manager;
      if (!shown.holds(one.window.last) || last_rep[row] == person) continue;
      last_rep[row] = person;
      ++reps[row];
    }
    if (const auto gap = gap_of(owed, ledger, turn)) view.gaps.push_back(*gap);
  }
  std::ranges::sort(view.gaps, {}, [](const Gap& gap) { return std::pair(-gap.weeks, gap.rep); });

  const std::size_t closed = closed_weeks(looked_at.first, weekly.weeks(), turn);
  for (std::size_t row = 0; row < reps.size(); ++row) {
    if (reps[row] == 0) continue;
    const Index manager = row == ledger.everybody() ? nobody : static_cast<Index>(row);
    ManagerRow shown_row{.manager = ledger.id_of(manager), .reps = reps[row], .cells = {}, .total = {}, .weeks_without = 0, .decay = {}};
    for (const Cell& cell : cells.of(manager)) {
      shown_row.cells.push_back(cell);
      shown_row.total += cell;
    }
    std::vector<WeekKept> kept;
    for (const Cell& cell : weekly.of(manager)) kept.push_back(kept_in(cell));
    shown_row.weeks_without = weeks_without(kept);
    shown_row.decay = decay_of(weekly.of(manager), closed, looked_at.first);
    view.managers.push_back(std::move(shown_row));
  }
  std::ranges::sort(view.managers, {}, &ManagerRow::manager);
  view.good_until = std::min(turn.at, derivation.next_turn());
  return view;
}

}  // namespace backbeat::cadence
