// Scorecards as files: CSV for programs and spreadsheets, a workbook for people. Every number to its last digit.
#pragma once

#include "scorecard/rows.hpp"
#include "scorecard/scorecard.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace backbeat::scorecard {

using Names = std::unordered_map<Id<Person>, std::string>;

/// What a file is of, for its first lines and its name.
struct FileOf {
  Month month;
  int version = 0;  // 0: not published
  Instant known_at;
};

/// A record for each number of each card, with a header.
[[nodiscard]] std::string csv_of(const std::vector<Card>& cards, const Names& names, const FileOf& of);

/// A record for each row behind the cards, with everything that the numbers are counted from; `subject` says which of the columns it has.
/// What reps answered is not in it.
[[nodiscard]] std::string csv_of(const Evidence& evidence, const std::vector<Line>& lines, const Names& names, const FileOf& of);

/// A sheet with the cards, one with the rows, one with how each measure is worked out.
[[nodiscard]] std::string xlsx_of(const std::vector<Card>& cards, const Evidence& evidence, const Names& names, const FileOf& of);

}  // namespace backbeat::scorecard
