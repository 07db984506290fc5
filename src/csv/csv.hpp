// Reads CSV as a stream in bounded memory, and writes it so that a spreadsheet runs nothing.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::csv {

namespace errors {
inline constexpr ErrorSpec csv_malformed{"csv_malformed", ErrorKind::invalid, "Line {line}: expected {expected}, found {found}."};
inline constexpr ErrorSpec csv_too_large{"csv_too_large", ErrorKind::too_large, "Line {line}: expected {expected}, found {found}."};
}  // namespace errors

struct ReadOptions {
  std::optional<char> separator = {};  // nothing: whichever of , ; and tab the first line has most of
  std::size_t most_columns = 1000;
  std::size_t longest_field = std::size_t{1} << 20U;
  std::size_t longest_record = std::size_t{8} << 20U;
};

/// Something a person should know of the file although it was read.
struct Note {
  std::int64_t line;
  std::string text;
};

struct Summary {
  std::int64_t records = 0;  // without the header
  char separator = ',';
  std::vector<Note> notes = {};
};

/// `line` is that of the file on which the record begins, from 1. The fields are valid UTF-8 and end with the call.
using Visit = std::function<void(std::int64_t line, std::span<const std::string_view> fields)>;

/// Calls `visit` for every record, the first included. Quoting as RFC 4180 has it; spaces around an unquoted field and lines without any
/// character are dropped; a BOM is dropped; a field that is no UTF-8 is read as windows-1252, with a note. A first line "sep=;" names the
/// separator. Refuses, naming the line: a quote inside an unquoted field, one that is never closed, a zero byte, UTF-16, a limit passed.
/// Records before the fault have been visited: apply nothing before it returns.
[[nodiscard]] Result<Summary> read_csv(std::istream& in, const ReadOptions& options, const Visit& visit);
[[nodiscard]] Result<Summary> read_csv(std::string_view bytes, const ReadOptions& options, const Visit& visit);

/// The names of the columns, from the first record.
class Header {
 public:
  /// Refused when a name appears twice; an empty name is a column nobody can ask for.
  [[nodiscard]] static Result<Header> make(std::int64_t line, std::span<const std::string_view> names);

  /// The column of that name; ASCII capitals and spaces around it make no difference.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

 private:
  std::vector<std::string> m_names;
};

/// The first record of a file, from no more than its first 256 KiB. Refuses what read_table would refuse there.
[[nodiscard]] Result<Header> header_of(std::istream& in);

/// Like read_csv with the first record as header. `begin` may refuse it (a column is missing); nothing is visited then.
/// A record may have more or fewer fields than the header: what that means is for the caller to say. Refuses an empty file.
[[nodiscard]] Result<Summary> read_table(std::istream& in, const ReadOptions& options,
                                         const std::function<Result<Done>(const Header&)>& begin, const Visit& visit);
[[nodiscard]] Result<Summary> read_table(std::string_view bytes, const ReadOptions& options,
                                         const std::function<Result<Done>(const Header&)>& begin, const Visit& visit);

/// Writes records with commas and CRLF (RFC 4180). A text that a spreadsheet would take for a formula (it begins with = + - @, tab or
/// carriage return) gets an apostrophe before it; numbers are written as they are.
class Writer {
 public:
  explicit Writer(std::ostream& out) : m_out(out) {}

  Writer& text(std::string_view value);
  Writer& number(std::int64_t value);
  /// In the shortest form that reads back as the same number.
  Writer& number(double value);
  Writer& empty();
  Writer& end_record();

 private:
  void raw(std::string_view field);

  std::ostream& m_out;
  bool m_is_first = true;
};

}  // namespace backbeat::csv
