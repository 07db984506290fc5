#include "calls/calls_file.hpp"

#include "base/front.hpp"
#include "base/text.hpp"
#include "csv/csv.hpp"
#include "csv/keys_seen.hpp"
#include "imports/written.hpp"

#include <algorithm>
#include <set>

namespace backbeat::calls {
namespace {

constexpr std::size_t longest_text = 254;
constexpr std::size_t longest_list = 8000;  // of attendees
constexpr int most_minutes = 24 * 60;

/// Where the fields of a mapping stand in a file.
using Places = std::map<std::string, std::size_t, std::less<>>;

Result<Places> places_in(const csv::Header& header, const CallsMapping& mapping) {
  Places out;
  for (const auto& [field, column] : mapping.columns)
    if (const auto index = header.find(column)) out.emplace(field, *index);
  std::string missing;
  for (const std::string& field : mapping.required)
    if (!out.contains(field)) missing += (missing.empty() ? "" : ", ") + mapping.columns.at(field);
  if (missing.empty()) return out;
  std::string found;
  for (const auto& name : header.names()) found += (found.empty() ? "" : ", ") + name;
  constexpr std::size_t most_shown = 300;
  if (found.size() > most_shown) found = std::string(front_of(found, most_shown)) + "...";
  return expected_value("file", "a header with the columns " + missing, found);
}

/// One row under a mapping: asked by our names for fields, it answers with values, and the first reason why it cannot be taken.
class Record {
 public:
  Record(std::int64_t row, std::span<const std::string_view> fields, const Places& places, const CallsMapping& mapping, const Zone& zone)
      : m_row(row), m_fields(fields), m_places(places), m_mapping(mapping), m_zone(mapping.zone.value_or(zone)) {}

  [[nodiscard]] bool has(std::string_view field) const { return m_places.contains(field); }
  std::string text(std::string_view field, std::size_t longest = longest_text) {
    const auto place = m_places.find(field);
    if (place == m_places.end() || place->second >= m_fields.size()) return {};
    const std::string_view value = trimmed(m_fields[place->second]);
    if (std::ranges::find(m_mapping.nothing, value) != m_mapping.nothing.end()) return {};
    if (value.size() > longest && length_of(value) > longest) {
      reject(field, std::to_string(length_of(value)) + " characters", "at most " + std::to_string(longest) + " characters");
      return {};
    }
    return std::string(value);
  }
  std::string required(std::string_view field) {
    std::string value = text(field);
    if (value.empty()) reject(field, "nothing", "a value");
    return value;
  }
  /// A field for the date and perhaps another for the time of day.
  std::optional<Instant> instant(std::string_view field, std::string_view time_field) {
    std::string value = text(field);
    if (value.empty()) return std::nullopt;
    if (!time_field.empty() && has(time_field)) value += " " + text(time_field);
    for (const std::string& format : m_mapping.date_formats) {
      const auto written = imports::read_date(value, format);
      if (written && written->time) return to_instant(written->date, *written->time, format.ends_with('Z') ? Zone() : m_zone);
    }
    std::string formats;
    for (const auto& format : m_mapping.date_formats) formats += (formats.empty() ? "" : " or ") + format;
    reject(field, value, "a date and time as " + formats);
    return std::nullopt;
  }
  std::optional<std::int64_t> number(std::string_view field, std::int64_t most) {
    const std::string value = text(field);
    if (value.empty()) return std::nullopt;
    const auto number = whole_number(value);
    if (number && *number >= 0 && *number <= most) return number;
    reject(field, value, "a whole number from 0 to " + std::to_string(most));
    return std::nullopt;
  }
  bool yes_or_no(std::string_view field) {
    if (!has(field)) return false;
    const std::string value = text(field);
    const auto answer = imports::read_yes_or_no(value, m_mapping.yes, m_mapping.no);
    if (!answer) reject(field, value.empty() ? "nothing" : value, "one of the mapping's words for yes and no");
    return answer.value_or(false);
  }

  void reject(std::string_view field, std::string found, std::string expected) {
    if (m_rejected) return;
    const auto column = m_mapping.columns.find(std::string(field));
    m_rejected = imports::Rejected{.row = m_row,
                                   .column = column == m_mapping.columns.end() ? std::string(field) : column->second,
                                   .found = std::move(found),
                                   .expected = std::move(expected)};
  }
  [[nodiscard]] const std::optional<imports::Rejected>& rejected() const { return m_rejected; }
  [[nodiscard]] const CallsMapping& mapping() const { return m_mapping; }

 private:
  std::int64_t m_row;
  std::span<const std::string_view> m_fields;
  const Places& m_places;
  const CallsMapping& m_mapping;
  Zone m_zone;
  std::optional<imports::Rejected> m_rejected;
};

/// "00:02:23". An empty one is no time at all: nobody spoke.
std::optional<Duration> clock_length(Record& record) {
  const std::string value = record.text("duration");
  if (value.empty()) return Duration(0);
  const auto time = LocalTime::parse(value);
  if (time && value.size() == 8) return std::chrono::seconds(time->seconds_since_midnight());
  record.reject("duration", value, "a length as hh:mm:ss");
  return std::nullopt;
}

/// When the call is over. Where several columns tell, the first of: its end, minutes, seconds, a length.
Instant end_of(Record& record, Instant starts) {
  if (const auto ends = record.instant("ends", "")) {
    if (*ends < starts) record.reject("ends", ends->text(), "an end at or after " + starts.text());
    if (*ends - starts > std::chrono::minutes(most_minutes))
      record.reject("ends", ends->text(), "an end within 24 hours of " + starts.text());
    return *ends;
  }
  if (const auto minutes = record.number("minutes", most_minutes)) return starts + std::chrono::minutes(*minutes);
  if (const auto seconds = record.number("seconds", std::int64_t{most_minutes} * 60)) return starts + std::chrono::seconds(*seconds);
  if (record.has("duration")) return starts + clock_length(record).value_or(Duration(0));
  if (record.mapping().default_minutes) return starts + std::chrono::minutes(*record.mapping().default_minutes);
  for (const std::string_view field : {"ends", "minutes", "seconds"})
    if (record.has(field)) record.reject(field, "nothing", "an end or a length");
  record.reject("starts", "neither an end nor a length", "one of them, or default_minutes in the mapping");
  return starts;
}

std::vector<Attendee> attendees_of(Record& record) {
  std::set<Attendee> out;
  std::string all = record.text("attendees", longest_list);
  std::ranges::replace(all, ',', ';');
  for (const std::string_view part : split(all, ';')) {
    const std::string address = lower_ascii(trimmed(part));
    if (address.empty()) continue;
    if (domain_of(address).empty() || address.size() > longest_text || address.find(' ') != std::string::npos)
      record.reject("attendees", std::string(front_of(address, 100)), "e-mail addresses with ; between them");
    out.insert({.address = address});
  }
  return {out.begin(), out.end()};
}

Stored read_call(Record& record) {
  Stored call{.origin = Origin::file, .source_key = record.required("key")};
  call.owner_system = record.mapping().owner_system;
  call.owner_value = record.required("rep");
  static_cast<void>(record.required("starts"));
  call.starts = record.instant("starts", "starts_time").value_or(Instant());
  call.ends = record.rejected() ? call.starts : end_of(record, call.starts);
  call.title = record.text("title");
  call.account_name = record.text("account");
  call.account_ref = record.text("account_key");
  call.opportunity_ref = record.text("opportunity");
  // A CRM's "about" is the id of whatever it is about.
  const std::string about = record.text("about");
  if (call.opportunity_ref.empty()) call.opportunity_ref = about;
  if (call.account_ref.empty()) call.account_ref = about;
  call.attendees = attendees_of(record);
  const auto& cancelled = record.mapping().cancelled;
  const bool is_off = std::ranges::find(cancelled, lower_ascii(record.text("status"))) != cancelled.end();
  call.is_cancelled = record.yes_or_no("is_deleted") || is_off;
  return call;
}

void add(FileFindings& findings, const imports::Rejected& rejected) {
  ++findings.rejected_total;
  if (findings.rejected.size() < imports::ImportReport::most_rejected) findings.rejected.push_back(rejected);
}

}  // namespace

Result<FileFindings> each_call(std::istream& in, const CallsMapping& mapping, const Zone& zone,
                               const std::function<void(FileCall&&)>& take) {
  FileFindings out;
  Places places;
  csv::KeysSeen seen;
  const auto begin = [&](const csv::Header& header) -> Result<Done> {
    places = TRY(places_in(header, mapping));
    out.header = header.names();
    return Done{};
  };
  const auto visit = [&](std::int64_t line, std::span<const std::string_view> fields) {
    ++out.rows;
    Record record(line, fields, places, mapping, zone);
    if (fields.size() != out.header.size())
      record.reject({}, std::to_string(fields.size()) + " fields", std::to_string(out.header.size()) + " fields, as in the header");
    Stored call;
    if (!record.rejected()) call = read_call(record);
    if (!record.rejected()) {
      if (const auto first = seen.add(call.source_key, line))
        record.reject("key", call.source_key + " a second time", "each once; row " + std::to_string(*first) + " has it already");
    }
    if (record.rejected()) return add(out, *record.rejected());
    take({.row = line, .call = std::move(call)});
  };
  const csv::Summary summary = TRY(csv::read_table(in, {}, begin, visit));
  for (const auto& note : summary.notes) out.notes.push_back({.row = note.line, .text = note.text});
  return out;
}

}  // namespace backbeat::calls
