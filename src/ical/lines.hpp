// Content lines of an iCalendar stream (RFC 5545 section 3.1): unfolded, taken apart, and each with the number of its first line in the
// file. libical's own parser forgets where it read something; people need the line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::ical {

struct LineParameter {
  std::string_view name;
  std::string_view value;  // without quotes; of several the first
};

struct ContentLine {
  int number = 0;  // of its first physical line, from 1
  std::string_view name;
  std::string_view value;
  std::vector<LineParameter> parameters;
  std::string_view fault;  // why it is no content line; then the rest is empty

  [[nodiscard]] bool is(std::string_view property) const;
  /// The value of a parameter; empty where there is none.
  [[nodiscard]] std::string_view parameter(std::string_view of) const;
};

/// Do they differ in the case of ASCII letters at most?
[[nodiscard]] bool equal_but_case(std::string_view a, std::string_view b);

/// Reads a text line by line; what a line refers to ends with the next. Blank lines are passed over.
class Lines {
 public:
  explicit Lines(std::string_view text) : m_rest(text) {}
  /// Nothing at the end of the text.
  [[nodiscard]] const ContentLine* next();
  /// The number of the line read last.
  [[nodiscard]] int number() const { return m_number; }

 private:
  [[nodiscard]] std::string_view physical();
  void take_apart(std::string_view text);

  std::string_view m_rest;
  std::string m_unfolded;
  ContentLine m_line;
  int m_number = 0;
};

}  // namespace backbeat::ical
