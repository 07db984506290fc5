#include "capacity/capacity_file.hpp"

#include "capacity/quarter_world_test.hpp"
#include "capacity/relief.hpp"
#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::capacity {
namespace {

using playbook::default_playbook;
using playbook::default_text;

std::size_t lines_with(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST_CASE("every lever written into the shipped text reads back as exactly the rules it makes, with the comments still there") {
  Plan plan = team_of(3);
  plan.members.push_back(employed(30, "2026-05-01", "sdr", ana));
  for (const Lever& lever : levers_for(plan, ask(plan, first_of_2027))) {
    if (!lever.is_of_rules()) continue;
    const playbook::Playbook after = pulled(default_playbook(), lever);
    const std::string text = rewritten(default_text(), default_playbook(), after);
    const auto reading = playbook::read(text);
    REQUIRE_MESSAGE(reading.rules, lever.key);
    CHECK_MESSAGE(*reading.rules == after, lever.key);
    CHECK(lines_with(text, "\n#") == lines_with(default_text(), "\n#"));
  }
}

TEST_CASE("several levers in one text read back as all of them") {
  playbook::Playbook after = default_playbook();
  for (const char* key : {"fewer:weekly_one_on_one:ae", "fewer:ride_along:ae"})
    after = pulled(after, {.key = key, .kind = LeverKind::fewer, .what = "", .price = ""});
  after = pulled(after, {.key = "shorter:weekly_one_on_one:20", .kind = LeverKind::shorter, .what = "", .price = ""});
  after = pulled(after, {.key = "review:sdr", .kind = LeverKind::call_review, .what = "", .price = ""});
  const auto reading = playbook::read(rewritten(default_text(), default_playbook(), after));
  REQUIRE(reading.rules);
  CHECK(*reading.rules == after);
}

TEST_CASE("the same rules leave the text as it is, and so does a text whose tables are laid out in another way") {
  CHECK(rewritten(default_text(), default_playbook(), default_playbook()) == default_text());
  playbook::Playbook after = default_playbook();
  after.cadences[0].every = playbook::Every::month;
  const std::string inlined = "cadences = [{ session_type = \"weekly_one_on_one\", every = \"week\" }]\n";
  CHECK(rewritten(inlined, default_playbook(), after) == inlined);
}

}  // namespace
}  // namespace backbeat::capacity
