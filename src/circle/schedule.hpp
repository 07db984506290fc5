// Re-mixes of the same people, all groups of one size, in which no two meet twice: by construction where one is known or found, else with
// as few repeats as a search leaves. Nothing but who meets whom counts here; an organisation's re-mix is solve() with its history.
#pragma once

#include "circle/chance.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backbeat::circle {

/// People are numbers from 0 to groups * size - 1.
using Grouping = std::vector<std::vector<std::uint32_t>>;

struct Schedule {
  std::vector<Grouping> periods;
  std::uint64_t repeats = 0;  // meetings that are not the first of their pair
};

/// What is being asked: `groups` of `size` people, in each of `periods`.
struct Format {
  std::size_t groups;
  std::size_t size;
  std::size_t periods;
};

/// The same for the same seed. `nodes` bounds the search where no construction is at hand.
[[nodiscard]] Schedule make_schedule(Format format, std::uint64_t seed, std::uint64_t nodes = 60'000'000);

[[nodiscard]] std::uint64_t repeats_of(const std::vector<Grouping>& periods, std::size_t people);

/// The ways, each giving nothing where it does not apply or finds none. All they give is without repeats.
/// A transversal design over the field of `groups` elements: as many periods as there are elements, and one more where columns split
/// evenly.
[[nodiscard]] std::vector<Grouping> by_field(Format format);
/// A difference array over a group of `groups` elements.
[[nodiscard]] std::vector<Grouping> by_differences(Format format, Chance& chance, std::uint64_t nodes);
/// One period turned around a cycle, some people fixed.
[[nodiscard]] std::vector<Grouping> by_turning(Format format, Chance& chance, std::uint64_t nodes);
/// By annealing; the only one that may leave repeats.
[[nodiscard]] std::vector<Grouping> by_search(Format format, Chance& chance, std::uint64_t moves);

}  // namespace backbeat::circle
