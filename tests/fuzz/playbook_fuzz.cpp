// Playbooks. What must hold: rules exactly when there are no problems, problems in the order of the text and each with a place in it, and
// what is accepted keeps its own rules.
#include "base/text.hpp"
#include "fuzz.hpp"
#include "playbook/playbook_file.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backbeat;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const playbook::Reading reading = playbook::read(text);
  fuzz::must(reading.rules.has_value() == reading.problems.empty(), "rules exactly when there are no problems");
  const auto lines = 2 + std::count(text.begin(), text.end(), '\n') + std::count(text.begin(), text.end(), '\r');
  for (const playbook::Problem& problem : reading.problems) {
    fuzz::must(problem.line >= 0 && problem.line <= lines, "a problem is on a line of the text");
    fuzz::must(!problem.expected.empty(), "a problem says what was expected");
    fuzz::must(is_utf8(problem.found) && is_utf8(problem.path), "a problem is UTF-8");
  }
  if (reading.rules) fuzz::must(playbook::faults(*reading.rules).empty(), "what is accepted keeps its rules");
  return 0;
}
