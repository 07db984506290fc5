#include "pulse/figure.hpp"

#include <doctest/doctest.h>

namespace backbeat::pulse {
namespace {

Tally answers(int plus, int between, int minus) {
  const int n = plus + between + minus;
  return {.people = n, .pieces = n, .plus = plus, .minus = minus, .most = 1};
}

Tally commitments(int people, int done, int not_done, int most) {
  return {.people = people, .pieces = done + not_done, .plus = done, .minus = not_done, .most = most};
}

TEST_CASE("four answers say nothing where five are asked for") {
  CHECK_FALSE(sayable(Measure::enps, answers(2, 1, 1), 5));
  CHECK(sayable(Measure::enps, answers(2, 2, 1), 5) == Bound::exact);
}

TEST_CASE("answers that are all alike are not shown, whichever they are") {
  CHECK_FALSE(sayable(Measure::enps, answers(5, 0, 0), 5));
  CHECK_FALSE(sayable(Measure::enps, answers(0, 5, 0), 5));
  CHECK_FALSE(sayable(Measure::enps, answers(0, 0, 5), 5));
  CHECK_FALSE(sayable(Measure::follow_through, commitments(6, 12, 0, 2), 5));
  CHECK_FALSE(sayable(Measure::follow_through, commitments(6, 0, 12, 2), 5));
}

TEST_CASE("the one who answered otherwise does not learn what the others did: four of five in favour say as much as three and a half") {
  const Tally all_but_one = answers(4, 0, 1), all_but_two = answers(3, 1, 1), all_but_none = answers(4, 1, 0);
  CHECK(sayable(Measure::enps, all_but_one, 5) == Bound::at_least);
  CHECK(sayable(Measure::enps, all_but_none, 5) == Bound::at_least);
  CHECK(figure_of(Measure::enps, all_but_one, Bound::at_least, 100, 0.01) ==
        figure_of(Measure::enps, all_but_none, Bound::at_least, 100, 0.01));
  CHECK(sayable(Measure::enps, all_but_two, 5) == Bound::at_least);
  CHECK(sayable(Measure::enps, answers(1, 0, 4), 5) == Bound::at_most);
}

TEST_CASE("an eNPS of five goes in steps of twenty and says so; that of forty in steps of two and a half") {
  const Figure five = figure_of(Measure::enps, answers(2, 2, 1), Bound::exact, 100, 0.01);
  CHECK(five.value == 20);
  CHECK(five.step == 20);
  CHECK(five.people == 5);
  CHECK(figure_of(Measure::enps, answers(20, 11, 9), Bound::exact, 100, 0.05).step == 2.5);
}

TEST_CASE("the scale is the playbook's: on one from -10 to 10 the same answers are a tenth") {
  const Figure figure = figure_of(Measure::enps, answers(2, 2, 1), Bound::exact, 10, 0.01);
  CHECK(figure.value == 2);
  CHECK(figure.step == 2);
}

TEST_CASE("programme values are rounded to five of a hundred; a bound to the side on which it stays true") {
  CHECK(figure_of(Measure::enps, answers(20, 11, 9), Bound::exact, 100, 0.05).value == 30);    // 27.5
  CHECK(figure_of(Measure::enps, answers(3, 9, 6), Bound::exact, 100, 0.05).value == -15);     // -16.7
  CHECK(figure_of(Measure::enps, answers(39, 1, 0), Bound::at_least, 100, 0.05).value == 90);  // 37 of 40: 92.5
  CHECK(figure_of(Measure::enps, answers(0, 1, 39), Bound::at_most, 100, 0.05).value == -90);
}

TEST_CASE("follow-through of everything but one commitment is so much or more") {
  const Tally tally = commitments(5, 19, 1, 4);
  CHECK(sayable(Measure::follow_through, tally, 5) == Bound::at_least);
  const Figure figure = figure_of(Measure::follow_through, tally, Bound::at_least, 100, 0.05);
  CHECK(figure.value == 75);  // 15 of 20: somebody with four knows their own four
  CHECK(figure.step == 5);
}

TEST_CASE("with a commitment each nothing can be said that leaves room for doubt at both ends but the middle") {
  CHECK(sayable(Measure::follow_through, commitments(5, 2, 3, 1), 5) == Bound::at_most);
  CHECK(sayable(Measure::follow_through, commitments(5, 3, 2, 1), 5) == Bound::at_least);
  CHECK_FALSE(sayable(Measure::follow_through, commitments(5, 8, 4, 8), 5));
}

TEST_CASE("names of measures and bounds read back as themselves") {
  for (const Measure measure : {Measure::attendance, Measure::enps, Measure::follow_through})
    CHECK(measure_from(name_of(measure)) == measure);
  for (const Bound bound : {Bound::exact, Bound::at_least, Bound::at_most}) CHECK(bound_from(name_of(bound)) == bound);
  CHECK_FALSE(measure_from("nps"));
  CHECK_FALSE(bound_from(""));
}

}  // namespace
}  // namespace backbeat::pulse
