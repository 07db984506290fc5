#include "circle/equipartition_file.hpp"

#include "base/text.hpp"
#include "circle/circle_file_text.hpp"

#include <charconv>
#include <cmath>

namespace backbeat::circle {
namespace {

constexpr std::int64_t most_people = 5000;

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = line.find_first_not_of(" \t\r", at);
    if (begin == std::string_view::npos) break;
    at = std::min(line.find_first_of(" \t\r", begin), line.size());
    out.push_back(line.substr(begin, at - begin));
  }
  return out;
}

Result<std::size_t> whole(std::int64_t line, std::string_view word, std::int64_t most) {
  const auto number = whole_number(word);
  if (!number || *number < 0 || *number > most)
    return malformed(line, "number", "a whole number from 0 to " + std::to_string(most), std::string(beginning_of(word, 40)));
  return static_cast<std::size_t>(*number);
}

}  // namespace

Result<GroupingProblem> read_grouping_problem(std::string_view text) {
  if (!is_utf8(text)) return malformed(1, "file", "plain text", "other bytes");
  GroupingProblem out;
  std::int64_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    const std::vector<std::string_view> words = words_of(line);
    if (number == 1) {
      if (words.size() < 3) return malformed(1, "head", "people, groups, ss or ds, sizes", std::to_string(words.size()) + " words");
      out.people = TRY(whole(1, words[0], most_people));
      const std::size_t groups = TRY(whole(1, words[1], most_people));
      if (words.size() != 3 + 2 * groups)
        return malformed(1, "sizes", std::to_string(2 * groups) + " of them", std::to_string(words.size() - 3));
      std::size_t least = 0;
      std::size_t most = 0;
      for (std::size_t group = 0; group < groups; ++group) {
        const std::size_t from = TRY(whole(1, words[3 + 2 * group], most_people));
        const std::size_t to = TRY(whole(1, words[4 + 2 * group], most_people));
        if (from > to) return malformed(1, "sizes", "the least before the most", std::to_string(from) + " " + std::to_string(to));
        out.group_sizes.emplace_back(from, to);
        least += from;
        most += to;
      }
      if (least > out.people || most < out.people)
        return malformed(1, "sizes", "sizes that hold " + std::to_string(out.people),
                         std::to_string(least) + " to " + std::to_string(most));
      out.difference.assign(out.people * out.people, 0);
      continue;
    }
    if (words.empty()) continue;
    if (words.size() != 3) return malformed(number, "pair", "two people and a difference", std::to_string(words.size()) + " words");
    const std::size_t one = TRY(whole(number, words[0], static_cast<std::int64_t>(out.people) - 1));
    const std::size_t other = TRY(whole(number, words[1], static_cast<std::int64_t>(out.people) - 1));
    double value = 0;
    const auto parsed = std::from_chars(words[2].data(), words[2].data() + words[2].size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != words[2].data() + words[2].size() || !(std::abs(value) <= 1e6))
      return malformed(number, "difference", "a number up to 1000000", std::string(beginning_of(words[2], 40)));
    out.difference[one * out.people + other] = out.difference[other * out.people + one] =
        static_cast<std::int32_t>(std::lround(value * 1000));
  }
  if (number == 0 || out.group_sizes.empty()) return malformed(1, "head", "at least one group", "none");
  return out;
}

}  // namespace backbeat::circle
