#include "circle/circle_file.hpp"
#include "circle/circle_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::circle {
namespace {

std::string file_with(const std::string& person) {
  return "{\"format\":\"backbeat.circles/1\",\n \"people\":[\n" + person + "\n]}";
}
const std::string ana =
    R"({"id":"ana","role":"AE","segment":"MM","tenure":7,"manager":"m1","perf":2,"facilitator":1,"slots":"3","themes":["renewal"],"prefers":["gone"]})";

std::string refusal(const std::string& text) {
  const auto found = read_organisation(text);
  return found ? "read" : found.error().message();
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST_CASE("a person is read with every field, and names of people who left are passed over") {
  const auto organisation = read_organisation(file_with(ana));
  REQUIRE(organisation);
  const Rep& rep = organisation->people.at(0);
  CHECK(rep.id == "ana");
  CHECK(organisation->roles[rep.role] == "AE");
  CHECK(rep.tenure_months == 7);
  CHECK(rep.is_certified);
  CHECK(rep.starts.has(0));
  CHECK(rep.starts.has(1));
  CHECK(rep.starts.count() == 2);
  CHECK(organisation->themes == std::vector<std::string>{"renewal"});
  CHECK(rep.prefers.empty());
}

TEST_CASE("an organisation that is written and read again is the same text") {
  for (std::uint64_t seed = 1; seed < 8; ++seed) {
    Organisation organisation = any_organisation(seed, 20, 1, 2);
    organisation.people[3].id = "quote \" backslash \\ tab \t and é";
    const std::string text = text_of(organisation);
    const auto again = read_organisation(text);
    REQUIRE(again);
    CHECK(text_of(*again) == text);
    // Names are numbered as they are met, so the numbers may differ; what anything costs may not.
    Circle circle{.kind = {Kind::Form::same, again->people[0].role}, .members = {0, 1, 2, 3, 4}};
    Circle before = circle;
    before.kind.index = organisation.people[0].role;
    CHECK(Ground(*again).score(circle) == Ground(organisation).score(before));
  }
}

TEST_CASE("a corrupt file is refused with the line and the field") {
  CHECK(refusal("") == "Line 1, file: expected a value, found the end of the file.");
  CHECK(refusal("{\"format\":\"other\"}") == R"(Line 1, format: expected "backbeat.circles/1", found "other".)");
  CHECK(refusal(file_with(ana + "," + ana)) == R"(Line 3, people[1].id: expected each person once, found "ana" again.)");
  CHECK(refusal(file_with(replaced(ana, "\"tenure\":7", "\"tenure\":-1"))) ==
        "Line 3, people[0].tenure: expected a whole number from 0 to 1200, found -1.");
  CHECK(refusal(file_with(replaced(ana, "\"perf\":2", "\"perf\":2.5"))) == "Line 3, file: expected a whole number, found 2.5.");
  CHECK(refusal(file_with(replaced(ana, "\"slots\":\"3\"", "\"slots\":\"xyz\""))) ==
        R"(Line 3, people[0].slots: expected 60 hexadecimal digits, found "xyz".)");
  CHECK(refusal(file_with(replaced(ana, "\"role\":\"AE\",", ""))) == "Line 3, people[0].role: expected a text, found nothing.");
  CHECK(refusal(file_with(replaced(ana, "\"facilitator\":1", "\"facilitator\":2"))) ==
        "Line 3, people[0].facilitator: expected 0 or 1, found 2.");
  CHECK(refusal(replaced(file_with(ana), "\n]}", "\n]")) == "Line 4, file: expected \",\" or \"}\", found the end of the file.");
  CHECK(refusal(replaced(file_with(ana), "\n]}", ",\n\"weights\":{\"tenur\":1}}")).starts_with("Line 4, file: expected"));
  CHECK(refusal(replaced(file_with(ana), "\n]}", "\n],\n\"weights\":{\"tenur\":1}}")) ==
        "Line 5, weights.tenur: expected a name that is known, found this one.");
  CHECK(refusal(replaced(file_with(ana), "\n]}", "\n],\n\"params\":{\"size_min\":7}}")) ==
        "Line 5, params.size_min: expected at most size_max, 6, found 7.");
  CHECK(refusal(replaced(file_with(ana), "\n]}", "\n],\n\"cross\":[3,2]}")).starts_with("Line 5, cross: expected two numbers"));
  CHECK(refusal("{\"format\":\"\xff\"}") == "Line 1, file: expected UTF-8 text, found other bytes.");
  CHECK(refusal(std::string(40, '[')) == "Line 1, file: expected no more than 16 levels, found more.");
}

TEST_CASE("a plan is read back as it was written, and one with strangers is refused") {
  const Organisation organisation = any_organisation(3, 14, 0, 2);
  const Plan plan{.circles = {{{Kind::Form::same, 0}, {0, 1, 2, 3}}, {{Kind::Form::cross, 1}, {4, 5, 6, 7}}}, .waitlist = {8, 9}};
  const auto again = read_plan(organisation, "{" + fields_of(organisation, plan) + "}");
  REQUIRE(again);
  CHECK(*again == plan);
  const auto stranger = read_plan(organisation, "{\"circles\":[\n{\"kind\":\"same:AE\",\"members\":[\"p0\",\"who\"]}]}");
  REQUIRE_FALSE(stranger);
  CHECK(stranger.error().message() == R"(Line 2, circles.members: expected the id of one of the people, found "who".)");
  const auto kind = read_plan(organisation, "{\"circles\":[{\"kind\":\"same:XX\",\"members\":[]}]}");
  REQUIRE_FALSE(kind);
  CHECK(kind.error().field == "circles.kind");
}

}  // namespace
}  // namespace backbeat::circle
