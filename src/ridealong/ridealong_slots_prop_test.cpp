#include "ridealong/ridealong_slots.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <ranges>

using namespace backbeat;
using namespace backbeat::ridealong;
using std::chrono::days;
using std::chrono::minutes;

namespace {

const Instant monday = Instant::parse("2027-03-22T00:00:00Z").value();  // the week before the clocks change in Europe

/// Two people in zones of their own, each with a calendar of what takes their time, and a call.
struct Any {
  people::Member rep;
  people::Member manager;
  std::vector<Span> reps;
  std::vector<Span> managers;
  Span call;
  Duration length = minutes(15);
  Instant now;

  [[nodiscard]] Diary of_rep() const { return {.person = &rep, .busy = reps, .is_off = is_off}; }
  [[nodiscard]] Diary of_manager() const { return {.person = &manager, .busy = managers, .is_off = is_off}; }
  [[nodiscard]] Instant due() const { return call.to + days(3); }
  [[nodiscard]] std::vector<Span> before(std::size_t most) const {
    return free_pre_briefs(call, length, now, of_rep(), of_manager(), most);
  }
  [[nodiscard]] std::vector<Span> after(std::size_t most) const { return free_debriefs(call, length, due(), of_rep(), of_manager(), most); }
  [[nodiscard]] bool suits(Span span) const {
    return is_free(of_rep(), span) && is_free(of_manager(), span) && is_at_work(of_rep(), span) && is_at_work(of_manager(), span);
  }
  static bool is_off(LocalDate day) { return day.weekday() >= Weekday::saturday; }
};

int any(int from, int below) {
  return *rc::gen::inRange(from, below);
}

people::Member any_person() {
  people::Member person;
  person.zone = Zone::make(*rc::gen::element("Europe/Madrid", "Europe/London", "America/New_York", "Asia/Kolkata")).value();
  person.hours = {.from = LocalTime::parse(*rc::gen::element("07:00", "09:00", "10:30")).value(),
                  .to = LocalTime::parse(*rc::gen::element("15:00", "17:30", "20:00")).value()};
  return person;
}

std::vector<Span> any_busy() {
  std::vector<Span> busy;
  for (int left = any(0, 40); left > 0; --left) {
    const Instant from = monday + minutes(any(0, 14 * 24 * 12) * 5);
    busy.push_back({.from = from, .to = from + minutes(any(1, 40) * 5)});
  }
  return busy;
}

Any anything() {
  Any any_two;
  any_two.rep = any_person();
  any_two.manager = any_person();
  any_two.reps = any_busy();
  any_two.managers = any_busy();
  const Instant from = monday + days(6) + minutes(any(0, 7 * 24 * 12) * 5);
  any_two.call = {.from = from, .to = from + minutes(any(1, 20) * 5)};
  any_two.length = minutes(any(1, 5) * 15);
  any_two.now = from - minutes(any(0, 7 * 24 * 60));
  return any_two;
}

}  // namespace

TEST_CASE("every time offered suits both, within the rule, the nearest first and none over another") {
  CHECK(rc::check([] {
    const Any two = anything();
    const auto before = two.before(most_times);
    const auto after = two.after(most_times);
    RC_ASSERT(before.size() <= most_times && after.size() <= most_times);
    for (std::size_t at = 0; at < before.size(); ++at) {
      RC_ASSERT(two.suits(before[at]) && before[at].to - before[at].from == two.length);
      RC_ASSERT(before[at].from >= two.now && before[at].to <= two.call.from);
      if (at > 0) RC_ASSERT(before[at].to <= before[at - 1].from);
    }
    for (std::size_t at = 0; at < after.size(); ++at) {
      RC_ASSERT(two.suits(after[at]) && after[at].to - after[at].from == two.length);
      RC_ASSERT(after[at].from >= two.call.to && after[at].from <= two.due());
      if (at > 0) RC_ASSERT(after[at - 1].to <= after[at].from);
    }
  }));
}

TEST_CASE("what is found by itself is the first that is offered, and a shorter list is the beginning of a longer one") {
  CHECK(rc::check([] {
    const Any two = anything();
    const auto before = two.before(most_times);
    const auto after = two.after(most_times);
    const auto first_before = find_pre_brief(two.call, two.length, two.now, two.of_rep(), two.of_manager());
    const auto first_after = find_debrief(two.call, two.length, two.due(), two.of_rep(), two.of_manager());
    RC_ASSERT(first_before.has_value() == !before.empty());
    RC_ASSERT(first_after.has_value() == !after.empty());
    if (first_before) RC_ASSERT(*first_before == before.front());
    if (first_after) RC_ASSERT(*first_after == after.front());
    const auto few = two.after(3);
    RC_ASSERT(std::ranges::equal(few, after | std::views::take(3)));
  }));
}

TEST_CASE("a quarter of an hour that suits both and is not offered lies over one that is") {
  CHECK(rc::check([] {
    const Any two = anything();
    const auto offered = two.after(1'000);
    const std::int64_t step = slots_begin_every.count();
    const Instant first((two.call.to.unix_ms() + step - 1) / step * step);
    for (Instant from = first; from <= two.due(); from = from + slots_begin_every) {
      const Span span{.from = from, .to = from + two.length};
      if (!two.suits(span)) continue;
      RC_ASSERT(std::ranges::any_of(offered, [span](Span each) { return overlap(each, span); }));
    }
  }));
}
