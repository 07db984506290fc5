// The heart of the product: every coaching session that every rep is owed and what became of it, derived from facts as they were known at
// an instant. src/cadence/README.md states the rules in words; tests/oracle/cadence_oracle.py derives the same from those words.
#pragma once

#include "cadence/matching.hpp"
#include "cadence/rules.hpp"
#include "cadence/spans.hpp"

#include <span>
#include <string>
#include <vector>

namespace backbeat::cadence {

/// What is asked: the obligations whose window ends on a day of `range`, as known at `as_of`.
struct Query {
  Days range;
  Instant as_of;
  std::string kind = {};  // a session type; all where empty
};

/// Derives one rep after the other into the same memory: a million obligations cost no more of it than one rep's.
/// Not to be shared by threads; the ledger may be.
class Derivation {
 public:
  /// The ledger must outlive the derivation.
  Derivation(const Ledger& ledger, Query query);

  [[nodiscard]] const Ledger& ledger() const { return m_ledger; }
  [[nodiscard]] const Rules& rules() const { return m_rules; }
  [[nodiscard]] const Query& query() const { return m_query; }
  [[nodiscard]] std::size_t people() const { return m_ledger.people(); }

  /// What a person is owed, by kind, then window, then number. Good until the next call.
  [[nodiscard]] std::span<const Owed> owed_to(Index rep);
  /// The same with names, by the window's last and first day, then kind, then number.
  [[nodiscard]] std::vector<Obligation> obligations_of(Id<Person> rep);
  [[nodiscard]] Obligation named(const Owed& owed) const;

  /// The first instant behind the one asked for at which anything derived so far can be another without a new fact: a window opens or
  /// closes, a session's time comes. Until then an answer can be given again.
  [[nodiscard]] Instant next_turn() const { return m_turn.at; }

 private:
  /// Days of a period on which somebody of a region works, as far as weekends and holidays go.
  struct WorkingDays {
    std::int32_t count = 0;
    LocalDate last;
  };
  struct LinePeriod {
    Days days;
    std::size_t version = 0;
    std::int32_t weekdays = 0;
  };
  struct LineCalendar {
    std::vector<LinePeriod> periods;
    std::vector<WorkingDays> working;  // by period, then region
    std::size_t first_asked = 0;       // the first period that has a day of the range
  };

  void make_calendars();
  [[nodiscard]] bool is_holiday(Index region, LocalDate day) const;
  [[nodiscard]] const std::vector<Span>& spans_under(const Record& record, std::size_t version);
  void owe_line(Index rep, const Record& record, std::size_t line, bool since_hire);
  void owe_period(Index rep, const Record& record, std::size_t line, std::size_t period, std::span<const Span> spans);
  void owe_once(Index rep, const Record& record, std::size_t kind);
  void settle(Index rep, std::size_t first, std::size_t kind);

  const Ledger& m_ledger;
  Query m_query;
  Rules m_rules;
  NextTurn m_turn;
  std::vector<DayStarts> m_zones;                  // of the ledger's zones
  std::vector<std::vector<LocalDate>> m_holidays;  // of the ledger's regions, sorted
  std::vector<LineCalendar> m_lines;               // of the rules' lines

  // Of the rep at hand.
  std::vector<Owed> m_owed;
  std::vector<Span> m_spans;
  std::size_t m_spans_version = 0;
  std::vector<SeenSession> m_seen;
  std::vector<SeenSession> m_scratch;
};

}  // namespace backbeat::cadence
