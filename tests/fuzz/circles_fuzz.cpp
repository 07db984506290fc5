// Organisations, plans and grouping problems as text. First byte: which. What must hold: a refusal is UTF-8 and names a line of the file;
// what is read can be written, and reads again as the same text.
#include "base/text.hpp"
#include "circle/circle_file.hpp"
#include "circle/equipartition_file.hpp"
#include "fuzz.hpp"

#include <algorithm>
#include <string>

namespace {

using namespace backbeat;
using namespace backbeat::circle;

void check_refusal(const Error& error, std::string_view bytes) {
  fuzz::must(is_utf8(error.message()), "a refusal is UTF-8");
  for (const auto& [name, value] : error.params) {
    if (name != "line") continue;
    const auto line = whole_number(value);
    fuzz::must(line && *line >= 1 && *line <= 1 + std::count(bytes.begin(), bytes.end(), '\n'), "a refusal names a line of the file");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t which = input.choice(3);
  const std::string_view bytes = input.rest();
  if (which == 0) {
    const auto organisation = read_organisation(bytes);
    if (!organisation) return check_refusal(organisation.error(), bytes), 0;
    const std::string text = text_of(*organisation);
    const auto again = read_organisation(text);
    fuzz::must(again.has_value() && text_of(*again) == text, "what is read can be written and read");
  } else if (which == 1) {
    Organisation organisation;
    organisation.roles = {"AE"};
    organisation.themes = {"renewal"};
    organisation.people.resize(2);
    organisation.people[0].id = "a";
    organisation.people[1].id = "b";
    const auto plan = read_plan(organisation, bytes);
    if (!plan) return check_refusal(plan.error(), bytes), 0;
    const auto again = read_plan(organisation, "{" + fields_of(organisation, *plan) + "}");
    fuzz::must(again.has_value() && *again == *plan, "a plan is the same again");
  } else if (const auto problem = read_grouping_problem(bytes); !problem) {
    check_refusal(problem.error(), bytes);
  }
  return 0;
}
