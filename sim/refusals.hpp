// What the actions refused while an organisation was simulated. A refusal that nothing in the story explains means that the simulator does
// what people could not: it is counted and the first is kept, never passed over.
#pragma once

#include "base/result.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace backbeat::sim {

class Refusals {
 public:
  /// Was it done? `expected` are refusals that happen to people too.
  template <class T>
  bool done(std::string_view act, const Result<T>& result, std::initializer_list<const ErrorSpec*> expected = {}) {
    if (result) return true;
    for (const ErrorSpec* spec : expected)
      if (result.error().is(*spec)) return false;
    if (m_count++ == 0) m_first = std::string(act) + ": " + result.error().message();
    return false;
  }

  [[nodiscard]] int count() const { return m_count; }
  /// The act and what it was told; empty where there was none.
  [[nodiscard]] const std::string& first() const { return m_first; }

 private:
  int m_count = 0;
  std::string m_first;
};

}  // namespace backbeat::sim
