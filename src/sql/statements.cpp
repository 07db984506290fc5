// Cuts an SQL script into its statements.
#include "base/text.hpp"
#include "sql/migrations.hpp"

namespace backbeat::sql {
namespace {

/// Past the quoted text, comment or dollar quote that begins at `at`; `at` itself where none begins there.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const auto past = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string_view::npos ? text.size() : found + end.size();
  };
  const char letter = text[at];
  // A doubled quote inside a quoted text reads as two quoted texts side by side, which comes to the same.
  if (letter == '\'' || letter == '"') return past(std::string_view(&letter, 1), at + 1);
  if (text.substr(at, 2) == "--") return past("\n", at);
  if (text.substr(at, 2) == "/*") return past("*/", at + 2);
  if (letter == '$') {
    const std::size_t close = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at + 1);
    if (close != std::string_view::npos && text[close] == '$') return past(text.substr(at, close - at + 1), close + 1);
  }
  return at;
}

bool is_comment(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "--" || text.substr(at, 2) == "/*";
}

bool ends_line(std::string_view text, std::size_t after) {
  const std::string_view rest = text.substr(after, text.find('\n', after) - after);
  const std::string_view more = trimmed(rest);
  return more.empty() || more.starts_with("--");
}

bool is_trigger(std::string_view statement) {
  return lower_ascii(statement.substr(0, 14)) == "create trigger";
}

}  // namespace

std::vector<std::string_view> statements_of(std::string_view script) {
  std::vector<std::string_view> statements;
  std::size_t start = std::string_view::npos;  // where the statement's first word is; comments before it are not part of it
  for (std::size_t at = 0; at < script.size();) {
    const std::size_t skipped = skip_quoted(script, at);
    if (start == std::string_view::npos && !is_comment(script, at) && trimmed(script.substr(at, 1)) != "") start = at;
    if (skipped != at) {
      at = skipped;
      continue;
    }
    const bool may_end = script[at] == ';' && start != std::string_view::npos && ends_line(script, at + 1);
    if (may_end) {
      const std::string_view statement = script.substr(start, at - start);
      const bool in_body = is_trigger(statement) && lower_ascii(trimmed(statement.substr(statement.rfind('\n') + 1))) != "end";
      if (!in_body) {
        statements.push_back(statement);
        start = std::string_view::npos;
      }
    }
    ++at;
  }
  if (start != std::string_view::npos) statements.push_back(trimmed(script.substr(start)));
  return statements;
}

}  // namespace backbeat::sql
