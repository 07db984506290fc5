// Why somebody waits, in values and in words: for each circle with room the first rule that blocks it, and where there is no such circle,
// what keeps one from being opened. And what of the organisation's wishes for the whole could not be met.
#pragma once

#include "circle/cost.hpp"

namespace backbeat::circle {

/// So many circles of a form and role are barred to a person by this rule. Rule::size: they are full.
struct Block {
  Kind::Form form = Kind::Form::same;
  Rule rule = Rule::kind;
  std::size_t circles = 0;

  friend bool operator==(const Block&, const Block&) = default;
};

struct Reason {
  RepIndex rep = 0;
  std::vector<Block> blocks;  // same-role circles before cross-functional ones; the most first
  std::string words;          // "no common hour with any AE circle"
};

/// The first hard rule that keeps `rep` out of `circle` as it is; nothing: it could be joined. In the order of Rule; a full circle is asked
/// last, so that what would bar its free place is said first.
[[nodiscard]] std::optional<Rule> first_bar(const Ground& ground, const Circle& circle, RepIndex rep);

/// One for each person on the waitlist, in its order.
[[nodiscard]] std::vector<Reason> reasons(const Ground& ground, const Plan& plan);
/// The same for some of those who wait: each takes a look at every circle.
[[nodiscard]] std::vector<Reason> reasons(const Ground& ground, const Plan& plan, std::span<const RepIndex> of);

/// Sentences about the whole: cross-functional circles missing, pairs that meet again and whether that had to be, circles with no second
/// facilitator. Empty where there is nothing to say.
[[nodiscard]] std::vector<std::string> remarks(const Ground& ground, const Plan& plan);

/// What stands out about one circle: its cost by term, and the pairs behind it.
[[nodiscard]] std::vector<std::string> remarks(const Ground& ground, const Circle& circle);

}  // namespace backbeat::circle
