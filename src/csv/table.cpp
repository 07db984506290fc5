#include "base/text.hpp"
#include "csv/csv.hpp"

#include <istream>

namespace backbeat::csv {
namespace {

template <class Source>
Result<Summary> read_with_header(Source& source, const ReadOptions& options, const std::function<Result<Done>(const Header&)>& begin,
                                 const Visit& visit) {
  bool is_begun = false;
  std::optional<Error> refused;
  auto summary = read_csv(source, options, [&](std::int64_t line, std::span<const std::string_view> fields) {
    if (refused) return;
    if (is_begun) return visit(line, fields);
    is_begun = true;
    auto header = Header::make(line, fields);
    auto accepted = header ? begin(*header) : Result<Done>(std::unexpected(header.error()));
    if (!accepted) refused = std::move(accepted).error();
  });
  if (refused) return std::unexpected(std::move(*refused));
  if (!summary) return summary;
  if (!is_begun)
    return refuse(errors::csv_malformed, "", {{"line", "1"}, {"expected", "a line with the columns' names"}, {"found", "an empty file"}});
  --summary->records;
  return summary;
}

}  // namespace

Result<Header> Header::make(std::int64_t line, std::span<const std::string_view> names) {
  Header header;
  for (const std::string_view raw : names) {
    const std::string_view name = trimmed(raw);
    if (!name.empty() && header.find(name)) {
      return refuse(
          errors::csv_malformed, "",
          {{"line", std::to_string(line)}, {"expected", "each column's name once"}, {"found", "\"" + std::string(name) + "\" twice"}});
    }
    header.m_names.emplace_back(name);
  }
  return header;
}

std::optional<std::size_t> Header::find(std::string_view name) const {
  const std::string wanted = lower_ascii(trimmed(name));
  if (wanted.empty()) return std::nullopt;
  for (std::size_t i = 0; i < m_names.size(); ++i) {
    if (lower_ascii(m_names[i]) == wanted) return i;
  }
  return std::nullopt;
}

Result<Header> header_of(std::istream& in) {
  constexpr std::size_t most_bytes = std::size_t{256} << 10U;
  std::string start(most_bytes, '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(in.gcount()));
  std::optional<Result<Header>> header;
  const auto summary = read_csv(start, {}, [&](std::int64_t line, std::span<const std::string_view> fields) {
    if (!header) header = Header::make(line, fields);
  });
  if (header) return *std::move(header);
  if (!summary) return std::unexpected(summary.error());
  return refuse(errors::csv_malformed, "", {{"line", "1"}, {"expected", "a line with the columns' names"}, {"found", "an empty file"}});
}

Result<Summary> read_table(std::istream& in, const ReadOptions& options, const std::function<Result<Done>(const Header&)>& begin,
                           const Visit& visit) {
  return read_with_header(in, options, begin, visit);
}

Result<Summary> read_table(std::string_view bytes, const ReadOptions& options, const std::function<Result<Done>(const Header&)>& begin,
                           const Visit& visit) {
  return read_with_header(bytes, options, begin, visit);
}

}  // namespace backbeat::csv
