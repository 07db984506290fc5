#include "capacity/capacity.hpp"
#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::capacity {
namespace {

using playbook::default_playbook;

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}

people::Member member(std::int64_t id, std::string_view hired, std::string job_role, Id<Person> manager) {
  people::Member out;
  out.id = Id<Person>(id);
  out.hired = day(hired);
  people::Assignment assignment;
  assignment.period = {.from = out.hired, .to = {}};
  assignment.manager = manager;
  assignment.job_role = std::move(job_role);
  out.assignments.push_back(assignment);
  return out;
}

/// Ana leads seven account executives, Jo two SDRs.
std::vector<people::Member> organisation() {
  std::vector<people::Member> out;
  for (int i = 0; i < 7; ++i) out.push_back(member(10 + i, "2026-01-05", "ae", Id<Person>(1)));
  out.push_back(member(20, "2026-01-05", "sdr", Id<Person>(2)));
  out.push_back(member(21, "2027-01-04", "sdr", Id<Person>(2)));
  return out;
}

TEST_CASE("the same playbook changes nobody") {
  const auto members = organisation();
  const Preview same = preview(default_playbook(), default_playbook(), members, day("2027-02-01"), 1);
  CHECK(same.affected.empty());
  REQUIRE(same.managers.size() == 2);
  for (const auto& change : same.managers) CHECK(change.before == change.after);
}

TEST_CASE("the preview of the default says that it overflows at seven") {
  const auto members = organisation();
  const Preview same = preview(default_playbook(), default_playbook(), members, day("2027-02-01"), 1);
  CHECK(same.statement ==
        "What is owed changes for 0 people. 1 of 2 managers are asked for more than the hours there are (before: 1). Most: "
        "7 account executives need 10.5–11.6 h a week against 4–6 h: Weekly 1:1 3.5 h, Skill deep-dive 1.6 h, Quarterly reset 0.8 h, "
        "Ride-alongs 3.3–4.4 h, Preparation 1.3 h.");
}

TEST_CASE("a change for one band names the people in it, with what it was and what it becomes") {
  playbook::Playbook after = default_playbook();
  after.ride_alongs[1].observe = 1;
  const auto members = organisation();
  const Preview changed = preview(default_playbook(), after, members, day("2027-02-01"), 1);
  REQUIRE(changed.affected.size() == 7);
  CHECK(changed.affected[0].person == Id<Person>(10));
  CHECK(changed.affected[0].before == "Ride-alongs: 2 observe, 1 co-sell, 1 reverse a quarter");
  CHECK(changed.affected[0].after == "Ride-alongs: 1 observe, 1 co-sell, 1 reverse a quarter");
  CHECK(changed.managers[0].after.total.high < changed.managers[0].before.total.high);
  CHECK(changed.managers[1].after == changed.managers[1].before);
}

TEST_CASE("a longer session changes everybody who is owed it") {
  playbook::Playbook after = default_playbook();
  after.session_types[0].minutes = 45;
  after.session_types[0].agenda.clear();
  const auto members = organisation();
  const Preview changed = preview(default_playbook(), after, members, day("2027-02-01"), 1);
  REQUIRE(changed.affected.size() == 9);
  CHECK(changed.affected[0].before == "Weekly 1:1 (30 min): every week");
  CHECK(changed.affected[0].after == "Weekly 1:1 (45 min): every week");
}

TEST_CASE("owed something new, or nothing any more, is said as nothing on the other side") {
  playbook::Playbook after = default_playbook();
  std::erase_if(after.cadences, [](const playbook::Cadence& cadence) { return !cadence.days_after_hire.empty(); });
  const auto members = organisation();
  const Preview changed = preview(default_playbook(), after, members, day("2027-02-01"), 1);
  REQUIRE(changed.affected.size() == 1);
  CHECK(changed.affected[0].person == Id<Person>(21));
  CHECK(changed.affected[0].before == "30/60/90 ramp check-in (45 min): on days 30, 60 and 90 after hire");
  CHECK(changed.affected[0].after == "nothing");
}

TEST_CASE("a playbook that fits says so, and that the one before did not") {
  playbook::Playbook after = default_playbook();
  after.capacity.budget_high_hours = 12;
  const auto members = organisation();
  const Preview changed = preview(default_playbook(), after, members, day("2027-02-01"), 1);
  CHECK(changed.affected.empty());
  CHECK(changed.statement == "What is owed changes for 0 people. Every manager's hours fit. Before, they did not for 1.");
}

TEST_CASE("what could give is derived for whom it does not fit, with what it takes from whom") {
  const auto members = organisation();
  const Preview same = preview(default_playbook(), default_playbook(), members, day("2027-02-01"), 1);
  CHECK(same.managers[1].options.empty());
  const auto& options = same.managers[0].options;
  REQUIRE(options.size() > 3);
  for (std::size_t i = 1; i < options.size(); ++i) CHECK(options[i - 1].saves.low >= options[i].saves.low);
  const auto rarer =
      std::ranges::find_if(options, [](const Option& option) { return option.what.starts_with("Weekly 1:1 every two weeks"); });
  REQUIRE(rarer != options.end());
  CHECK(rarer->reps == 7);
  CHECK(rarer->lost == 7 * 6);
  CHECK(rarer->saves.low == doctest::Approx(7 * 35 / 60.0 / 2).epsilon(0.03));  // pairs of weeks do not begin with the quarter
}

TEST_CASE("rules in another order change nobody") {
  playbook::Playbook after = default_playbook();
  std::ranges::reverse(after.cadences);
  const auto members = organisation();
  CHECK(preview(default_playbook(), after, members, day("2027-02-01"), 1).affected.empty());
}

TEST_CASE("nobody at all is said as that") {
  CHECK(preview(default_playbook(), default_playbook(), {}, day("2027-02-01"), 1).statement ==
        "What is owed changes for 0 people. No manager coaches anybody on that day.");
}

}  // namespace
}  // namespace backbeat::capacity
