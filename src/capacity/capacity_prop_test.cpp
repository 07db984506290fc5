#include "capacity/capacity.hpp"
#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

namespace backbeat::capacity {
namespace {

using playbook::default_playbook;

const LocalDate epoch = LocalDate::parse("2026-01-01").value();

/// An organisation of up to 30 people under up to 4 managers, hired and gone on any day of two years.
std::vector<people::Member> any_members() {
  const int count = *rc::gen::inRange(0, 30);
  std::vector<people::Member> out;
  for (int i = 0; i < count; ++i) {
    people::Member member;
    member.id = Id<Person>(100 + i);
    member.hired = epoch + std::chrono::days(*rc::gen::inRange(-800, 500));
    if (*rc::gen::inRange(0, 4) == 0) member.left = member.hired + std::chrono::days(*rc::gen::inRange(1, 700));
    people::Assignment assignment;
    assignment.period = {.from = member.hired, .to = member.left};
    assignment.manager = Id<Person>(*rc::gen::inRange(1, 5));
    assignment.job_role = *rc::gen::element<std::string>("ae", "sdr", "csm", "sales_manager");
    assignment.is_top_performer = *rc::gen::arbitrary<bool>();
    member.assignments.push_back(assignment);
    out.push_back(member);
  }
  return out;
}

bool is_near(double a, double b) {
  return std::abs(a - b) < 1e-9 * (1 + std::abs(a) + std::abs(b));
}

Hours sum_of(const std::vector<Load>& loads) {
  Hours sum;
  for (const auto& load : loads) sum = sum + load.total;
  return sum;
}

TEST_CASE("the kinds of a load add up to its total, and low is never above high") {
  CHECK(rc::check([] {
    const auto members = any_members();
    const LocalDate day = epoch + std::chrono::days(*rc::gen::inRange(0, 730));
    for (const auto& load : loads_on(default_playbook(), members, day, *rc::gen::inRange(1, 13))) {
      Hours sum;
      for (const auto& kind : load.by_kind) sum = sum + kind.hours;
      RC_ASSERT(is_near(sum.low, load.total.low) && is_near(sum.high, load.total.high));
      RC_ASSERT(load.total.low <= load.total.high);
      RC_ASSERT(load.reps > 0);
    }
  }));
}

TEST_CASE("the preview adds up: its two sides are the loads of the two playbooks") {
  CHECK(rc::check([] {
    const auto members = any_members();
    const LocalDate day = epoch + std::chrono::days(*rc::gen::inRange(0, 730));
    playbook::Playbook after = default_playbook();
    after.ride_alongs[1].observe = *rc::gen::inRange(0, 6);
    after.cadences[0].count = *rc::gen::inRange(1, 4);
    after.tenure_bands[1].to_month = after.tenure_bands[2].from_month = *rc::gen::inRange(7, 40);
    const Preview found = preview(default_playbook(), after, members, day, 1);
    Hours before, now;
    for (const auto& change : found.managers) {
      before = before + change.before.total;
      now = now + change.after.total;
    }
    const Hours expected_before = sum_of(loads_on(default_playbook(), members, day, 1));
    const Hours expected_now = sum_of(loads_on(after, members, day, 1));
    RC_ASSERT(is_near(before.low, expected_before.low) && is_near(before.high, expected_before.high));
    RC_ASSERT(is_near(now.low, expected_now.low) && is_near(now.high, expected_now.high));
    for (const auto& affected : found.affected) RC_ASSERT(affected.before != affected.after);
  }));
}

TEST_CASE("splitting the people in two and adding the loads equals the whole") {
  CHECK(rc::check([] {
    const auto members = any_members();
    const LocalDate day = epoch + std::chrono::days(*rc::gen::inRange(0, 730));
    const auto cut = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(members.size()) + 1));
    const std::span<const people::Member> all(members);
    const Hours whole = sum_of(loads_on(default_playbook(), all, day, 1));
    const Hours parts =
        sum_of(loads_on(default_playbook(), all.first(cut), day, 1)) + sum_of(loads_on(default_playbook(), all.subspan(cut), day, 1));
    RC_ASSERT(is_near(whole.low, parts.low) && is_near(whole.high, parts.high));
  }));
}

}  // namespace
}  // namespace backbeat::capacity
