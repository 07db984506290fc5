// Moving people of a proposal by hand: what it would cost, and which rules it would break, in words that name them.
#pragma once

#include "season/season.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::season {

/// Somebody goes to the circle of that number (from 1), to the waitlist (0), or into a new circle (one above the last).
struct Move {
  Id<Person> person;
  std::size_t to = 0;
};

/// A rule that a circle breaks: how often, in words, and who is at fault.
struct Broken {
  circle::Rule rule = circle::Rule::kind;
  std::int64_t count = 0;
  std::string words;
  std::vector<Id<Person>> people = {};
};

/// What would be broken in this circle; whether there are as many cross-functional ones as asked is not its matter.
[[nodiscard]] std::vector<Broken> broken_in(const circle::Ground& ground, const Pool& pool, const circle::Circle& circle);
/// A few words for the rule alone: "nobody certified to facilitate".
[[nodiscard]] std::string_view words_of(circle::Rule rule);
[[nodiscard]] std::string_view words_of(circle::Term term);

/// A plan after some moves. Circles keep their places, so that their numbers mean the same before and after; one may have become empty.
struct Edited {
  circle::Plan plan;
  std::vector<std::size_t> touched;  // places of circles that changed, ascending
};
/// Refuses, naming moves[i], a person who is not in the pool and a circle that is not there. The kind of a circle that changed is found
/// anew: its own if that still holds it together, else a role or a theme that does, else what it was.
[[nodiscard]] Result<Edited> edit(const circle::Ground& ground, const Pool& pool, const circle::Plan& plan, const std::vector<Move>& moves);
/// Without the circles that became empty.
[[nodiscard]] circle::Plan closed(circle::Plan plan);

/// Nothing a circle may not be: what keeps a plan from being saved or published. The number of cross-functional circles does not.
[[nodiscard]] bool is_lawful(const circle::Violations& broken);

}  // namespace backbeat::season
