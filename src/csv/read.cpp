#include "base/text.hpp"
#include "csv/csv.hpp"

#include <csv.h>

#include <array>
#include <istream>
#include <sstream>
#include <streambuf>

namespace backbeat::csv {
namespace {

constexpr std::size_t piece_bytes = 65536;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A view as a stream buffer, without a copy.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view bytes) {
    char* start = const_cast<char*>(bytes.data());  // only ever read from
    setg(start, start, start + bytes.size());
  }
};

/// libcsv's parser with its memory.
struct Parser {
  Parser(char separator) {
    csv_init(&state, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&state, static_cast<unsigned char>(separator));
  }
  ~Parser() { csv_free(&state); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  csv_parser state{};
};

/// The separator that the first line has most of, outside quotes.
char guess_separator(std::string_view start) {
  std::array<std::pair<char, int>, 3> counts = {{{',', 0}, {';', 0}, {'\t', 0}}};
  bool in_quotes = false;
  for (const char letter : start) {
    if (letter == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (letter == '\n' || letter == '\r') break;
    for (auto& [separator, count] : counts) count += letter == separator ? 1 : 0;
  }
  return std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

class Reading {
 public:
  Reading(std::istream& in, const ReadOptions& options, const Visit& visit) : m_in(in), m_options(options), m_visit(visit) {}

  Result<Summary> run() {
    m_piece.resize(piece_bytes);
    std::string_view piece = next_piece();
    if (piece.starts_with("\xFF\xFE") || piece.starts_with("\xFE\xFF")) return fault("a file saved as UTF-8", "UTF-16");
    if (piece.starts_with(byte_order_mark)) piece.remove_prefix(byte_order_mark.size());
    m_summary.separator = m_options.separator.value_or(guess_separator(piece));
    drop_separator_line(piece);
    Parser parser(m_summary.separator);
    for (; !piece.empty(); piece = next_piece()) {
      while (!piece.empty()) {
        const std::string_view line = piece.substr(0, end_of_line(piece));
        TRY(feed(parser, line));
        piece.remove_prefix(line.size());
      }
    }
    if (m_in.bad()) return fault("a readable file", "a read error");
    if (csv_fini(&parser.state, on_field, on_record, this) != 0) return fault("a closing quote", "the end of the file");
    if (m_fault) return std::unexpected(*m_fault);
    return std::move(m_summary);
  }

 private:
  std::string_view next_piece() {
    m_in.read(m_piece.data(), static_cast<std::streamsize>(m_piece.size()));
    return {m_piece.data(), static_cast<std::size_t>(m_in.gcount())};
  }

  /// Behind the first line break, or the end of the piece. In CRLF the line ends with the LF; a CR alone ends one too.
  [[nodiscard]] std::size_t end_of_line(std::string_view piece) const {
    const std::size_t line_feed = piece.find('\n');
    const std::size_t at = std::min(line_feed, piece.substr(0, line_feed).find('\r'));
    if (at == std::string_view::npos) return piece.size();
    return piece.substr(at, 2) == "\r\n" ? at + 2 : at + 1;
  }

  void drop_separator_line(std::string_view& piece) {
    if (m_options.separator || piece.size() < 5 || lower_ascii(piece.substr(0, 4)) != "sep=") return;
    if (trimmed(piece.substr(5, end_of_line(piece.substr(5)))) != "") return;
    m_summary.separator = piece[4];
    piece.remove_prefix(5 + end_of_line(piece.substr(5)));
    ++m_line;
  }

  /// Feeds a line, or the part of one that fits into a piece.
  Result<Done> feed(Parser& parser, std::string_view line) {
    constexpr int row_not_begun = 0;  // libcsv's state before the first character of a record
    if (parser.state.pstate == row_not_begun) m_record_line = m_line;
    if (line.find('\0') != std::string_view::npos) return fault_at(m_line, "text", "a zero byte");
    if (parser.state.pstate == row_not_begun && is_plain(line)) {
      split_plain(line);
      if (m_fault) return std::unexpected(*m_fault);
      count_line(line);
      return Done{};
    }
    if (csv_parse(&parser.state, line.data(), line.size(), on_field, on_record, this) != line.size()) {
      if (csv_error(&parser.state) == CSV_ENOMEM) throw std::bad_alloc();
      return fault_at(m_line, "quotes around the whole field, and doubled inside it", "a single quote inside a field");
    }
    if (m_fault) return std::unexpected(*m_fault);
    if (parser.state.entry_pos > m_options.longest_field) return too_long();
    count_line(line);
    return Done{};
  }

  /// A whole line without a quote, in UTF-8, short enough for any limit: almost all there are. Its fields are views of it, and libcsv,
  /// which looks at every byte twice, has nothing to say about it.
  [[nodiscard]] bool is_plain(std::string_view line) const {
    return (line.ends_with('\n') || line.ends_with('\r')) && line.size() <= std::min(m_options.longest_field, m_options.longest_record) &&
           line.find('"') == std::string_view::npos && is_utf8(line);
  }

  void split_plain(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    const char separator = m_summary.separator;
    if (line.find(separator) == std::string_view::npos && without_blanks(line).empty()) return;  // a line without any character
    m_fields.clear();
    while (true) {
      if (m_fields.size() == m_options.most_columns) {
        m_fault = limit_error("at most " + std::to_string(m_options.most_columns) + " columns", "more").error();
        return;
      }
      const std::size_t end = line.find(separator);
      m_fields.push_back(without_blanks(line.substr(0, end)));
      if (end == std::string_view::npos) break;
      line.remove_prefix(end + 1);
    }
    ++m_summary.records;
    m_visit(m_record_line, m_fields);
  }

  /// Without the spaces and tabs around it, as libcsv has them.
  [[nodiscard]] static std::string_view without_blanks(std::string_view text) {
    const auto is_blank = [](char letter) { return letter == ' ' || letter == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
  }

  void count_line(std::string_view line) {
    const bool continues_break = m_ended_with_return && line == "\n";  // CRLF cut in two by the end of a piece
    if (!continues_break && (line.ends_with('\n') || line.ends_with('\r'))) ++m_line;
    m_ended_with_return = line.ends_with('\r');
  }

  static void on_field(void* bytes, std::size_t length, void* self) {
    static_cast<Reading*>(self)->add_field({static_cast<const char*>(bytes), length});
  }
  static void on_record(int, void* self) { static_cast<Reading*>(self)->end_record(); }

  void add_field(std::string_view field) {
    if (m_fault) return;
    if (m_ends.size() == m_options.most_columns) {
      m_fault = limit_error("at most " + std::to_string(m_options.most_columns) + " columns", "more").error();
    } else if (field.size() > m_options.longest_field) {
      m_fault = too_long().error();
    } else if (m_text.size() + field.size() > m_options.longest_record) {
      m_fault = limit_error("a record of at most " + std::to_string(m_options.longest_record) + " bytes", "a longer one").error();
    } else {
      if (is_utf8(field)) {
        m_text += field;
      } else {
        note_foreign_encoding();
        m_text += utf8_from_windows_1252(field);
      }
      m_ends.push_back(m_text.size());
    }
  }

  void end_record() {
    if (m_fault) return;
    m_fields.clear();
    std::size_t start = 0;
    for (const std::size_t end : m_ends) {
      m_fields.push_back(std::string_view(m_text).substr(start, end - start));
      start = end;
    }
    ++m_summary.records;
    m_visit(m_record_line, m_fields);
    m_text.clear();
    m_ends.clear();
  }

  void note_foreign_encoding() {
    if (!m_summary.notes.empty()) return;
    m_summary.notes.push_back({m_record_line, "This is not UTF-8; such texts were read as windows-1252. Check names with accents."});
  }

  [[nodiscard]] std::unexpected<Error> fault_at(std::int64_t line, std::string expected, std::string found) const {
    return refuse(errors::csv_malformed, "",
                  {{"line", std::to_string(line)}, {"expected", std::move(expected)}, {"found", std::move(found)}});
  }
  [[nodiscard]] std::unexpected<Error> fault(std::string expected, std::string found) const {
    return fault_at(m_record_line, std::move(expected), std::move(found));
  }
  [[nodiscard]] std::unexpected<Error> limit_error(std::string expected, std::string found) const {
    return refuse(errors::csv_too_large, "",
                  {{"line", std::to_string(m_record_line)}, {"expected", std::move(expected)}, {"found", std::move(found)}});
  }
  [[nodiscard]] std::unexpected<Error> too_long() const {
    return limit_error("fields of at most " + std::to_string(m_options.longest_field) + " bytes",
                       "a longer one; perhaps a quote is not closed");
  }

  std::istream& m_in;
  const ReadOptions& m_options;
  const Visit& m_visit;
  Summary m_summary;
  std::optional<Error> m_fault;
  std::int64_t m_line = 1;
  std::int64_t m_record_line = 1;
  bool m_ended_with_return = false;
  std::string m_piece;
  std::string m_text;               // the fields of this record, one after the other
  std::vector<std::size_t> m_ends;  // where each ends in m_text
  std::vector<std::string_view> m_fields;
};

}  // namespace

Result<Summary> read_csv(std::istream& in, const ReadOptions& options, const Visit& visit) {
  return Reading(in, options, visit).run();
}

Result<Summary> read_csv(std::string_view bytes, const ReadOptions& options, const Visit& visit) {
  ViewBuffer buffer(bytes);
  std::istream in(&buffer);
  return read_csv(in, options, visit);
}

}  // namespace backbeat::csv
