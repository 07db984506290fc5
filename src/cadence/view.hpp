// Managers x weeks: where coaching happens. Counts only; whoever owed something in the range is in it, gone or not.
#pragma once

#include "cadence/derive.hpp"
#include "cadence/rate.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace backbeat::cadence {

/// What became of the obligations of one manager in one week. owed is the sum of held, held_short, excused, cancelled, missed and pending.
struct Cell {
  std::uint32_t owed = 0;
  std::uint32_t held = 0;
  std::uint32_t held_short = 0;
  std::uint32_t excused = 0;
  std::uint32_t cancelled = 0;
  std::uint32_t missed = 0;
  std::uint32_t pending = 0;    // not yet decided: pending or due
  std::uint32_t moved = 0;      // whose session was moved at least once
  std::uint32_t delegated = 0;  // held, at length or short, by somebody else

  void add(const Owed& owed, Index held_by);
  Cell& operator+=(const Cell& other);
  /// Held at full length of all that is decided.
  [[nodiscard]] std::optional<Rate> rate() const { return rate_of(held, owed - pending); }
  friend bool operator==(const Cell&, const Cell&) = default;
};

/// Cells of every manager and week.
class Cells {
 public:
  /// `range` must be whole weeks from a Monday on.
  Cells(const Ledger& ledger, Days range);

  /// An obligation whose window ends outside the range is not counted.
  void add(const Owed& owed) {
    const std::size_t week = week_of(owed.window.last);
    if (week >= m_weeks) return;
    const Index held_by = owed.has_session() ? m_ledger.held_by(owed.session.row) : nobody;
    m_cells[row_of(owed.manager) * m_weeks + week].add(owed, held_by);
  }
  [[nodiscard]] std::size_t weeks() const { return m_weeks; }
  /// By the ledger's number of the manager; `nobody` for what nobody owes.
  [[nodiscard]] std::span<const Cell> of(Index manager) const { return std::span(m_cells).subspan(row_of(manager) * m_weeks, m_weeks); }

 private:
  [[nodiscard]] std::size_t row_of(Index manager) const { return manager == nobody ? m_ledger.everybody() : manager; }
  [[nodiscard]] std::size_t week_of(LocalDate day) const {
    return static_cast<std::size_t>(day.days_since_epoch() - m_first.days_since_epoch()) / 7;  // a day before the first is a huge number
  }

  const Ledger& m_ledger;
  LocalDate m_first;
  std::size_t m_weeks;
  std::vector<Cell> m_cells;  // by person (nobody last), then week
};

/// Counts all people in one pass without keeping an obligation. The derivation's range must be whole weeks from a Monday on.
[[nodiscard]] Cells count(Derivation& derivation);

/// A closed week in a row of them: was any of the weekly obligations kept?
enum class WeekKept : std::uint8_t { nothing_owed, kept, not_kept };

/// The closed weeks at the end of a row since the last one kept; weeks in which nothing was owed are passed over.
[[nodiscard]] int weeks_without(std::span<const WeekKept> weeks);

/// The closed weekly obligations of a rep since the last one kept; excused ones are passed over. `owed` as Derivation::owed_to gives it.
[[nodiscard]] int weeks_without(std::span<const Owed> owed);

/// A rep who has gone without, though still with us.
struct Gap {
  Id<Person> rep;
  Id<Person> manager;
  int weeks = 0;
  friend bool operator==(const Gap&, const Gap&) = default;
};

/// Weekly coaching that a manager took up inside the range, and that is kept less than at first by more than chance.
struct Decay {
  LocalDate launched;  // Monday of the first week
  Rate first;          // of weeks 1 to 4
  Rate since;          // of weeks 5 to 8, as far as they are closed
  friend bool operator==(const Decay&, const Decay&) = default;
};

/// `weekly` are a manager's cells of weekly obligations, week after week up to `last_closed` (exclusive).
[[nodiscard]] std::optional<Decay> decay_of(std::span<const Cell> weekly, std::size_t last_closed, LocalDate first_monday);

struct ManagerRow {
  Id<Person> manager;  // unset: what nobody owes
  int reps = 0;        // with an obligation of this manager's in the range
  std::vector<Cell> cells;
  Cell total;
  int weeks_without = 0;  // in which something weekly was owed and nothing kept
  std::optional<Decay> decay;
};

struct View {
  Instant as_of;
  Instant good_until;  // exclusive: without a new fact it is the same for every instant before
  std::vector<LocalDate> mondays;
  std::vector<ManagerRow> managers;  // by id
  std::vector<Gap> gaps;             // every rep with at least one week without, longest first
};

/// What is asked of a view: whole weeks, a session type or all.
struct ViewQuery {
  LocalDate first_monday;
  int weeks = 13;
  Instant as_of;
  std::string kind = {};
};

[[nodiscard]] View view_of(const Ledger& ledger, const ViewQuery& query);

}  // namespace backbeat::cadence
