// A recurrence rule (RFC 5545 section 3.3.10), read and walked by libical; the only file that knows it. Local times go in and come out:
// what a day is and when it begins is the zone's business.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace backbeat::ical {

/// Seconds since 1970-01-01 00:00 on the clock on the wall.
using LocalSeconds = std::int64_t;

enum class Form { utc, zoned, floating, date };

/// A rule's end as it is written.
struct Until {
  LocalSeconds local = 0;
  Form form = Form::floating;  // utc, floating or date
  friend bool operator==(const Until&, const Until&) = default;
};

inline constexpr ErrorSpec rule_not_understood{"rule_not_understood", ErrorKind::invalid, "{why}"};

/// How much work there is left to spend; walks stop when it is used up. A unit is about a candidate looked at.
struct Budget {
  std::int64_t left = 5'000'000;
  [[nodiscard]] bool is_spent() const { return left <= 0; }
};

class Rule {
 public:
  /// Refuses a part whose value it does not understand, and rules that repeat more than once a day by their frequency.
  [[nodiscard]] static Result<Rule> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return m_text; }
  /// A part that is none of a rule's and was passed over; empty: every part counts.
  [[nodiscard]] const std::string& passed_over() const { return m_passed_over; }
  [[nodiscard]] std::optional<int> count() const { return m_count; }
  [[nodiscard]] std::optional<Until> until() const { return m_until; }

  enum class Walked { to_the_end, stopped, out_of_budget };
  /// Visits the starts of a series that begins at `start`, in order, without regard of COUNT and UNTIL, until `visit` returns false. Begins
  /// near `from` where that is later, so that a series of many years costs no more than what is asked of it.
  Walked walk(LocalSeconds start, LocalSeconds from, Budget& budget, const std::function<bool(LocalSeconds)>& visit) const;

 private:
  struct Parsed;
  std::string m_text;
  std::string m_passed_over;
  std::optional<int> m_count;
  std::optional<Until> m_until;
  std::shared_ptr<const Parsed> m_parsed;
};

/// "20270328", "20270328T090000", "20270328T090000Z"; nothing where it is none of them or there is no such day or time. A leap second is
/// the second before it.
struct ParsedMoment {
  LocalSeconds local = 0;
  Form form = Form::floating;
};
[[nodiscard]] std::optional<ParsedMoment> parse_moment(std::string_view text);
/// The same backwards; a date for Form::date, with a Z for Form::utc.
[[nodiscard]] std::string moment_text(LocalSeconds local, Form form);

/// "PT1H30M", "P1D", "-PT15M" in seconds; nothing where it is no duration or longer than a hundred years.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace backbeat::ical
