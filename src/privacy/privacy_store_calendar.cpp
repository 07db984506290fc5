#include "privacy/privacy_store_calendar.hpp"

#include "base/text.hpp"

namespace backbeat::privacy {
namespace {

constexpr std::string_view calendars_sql =
    "SELECT name, address, created_at FROM calendar_source WHERE org_id = ? AND person_id = ? ORDER BY source_id";
constexpr std::string_view meetings_sql =
    "SELECT starts_at, ends_at, title, place FROM calendar_occurrence WHERE org_id = ? AND person_id = ? ORDER BY starts_at, occurrence_id";
constexpr std::string_view holds_sql =
    "SELECT starts_at, ends_at, title, '' FROM calendar_hold WHERE org_id = ? AND person_id = ? AND is_cancelled = 0 "
    "ORDER BY starts_at, hold_id";

constexpr std::string_view of_person_sql[] = {
    "DELETE FROM calendar_occurrence WHERE org_id = ? AND person_id = ?", "DELETE FROM calendar_source WHERE org_id = ? AND person_id = ?",
    "DELETE FROM calendar_preference WHERE org_id = ? AND person_id = ?", "DELETE FROM calendar_feed WHERE org_id = ? AND person_id = ?"};
// That there was an entry counts; its title names people.
constexpr std::string_view clear_holds_sql =
    "UPDATE calendar_hold SET title = '', text = '' WHERE org_id = ? AND (person_id = ? OR named_id = ?) AND (title <> '' OR text <> '')";
// In colleagues' calendars, which are theirs, the person is taken out by name and address.
constexpr std::string_view clear_attendees_sql =
    "UPDATE calendar_occurrence SET attendees = '' WHERE org_id = ? AND attendees <> '' AND lower(attendees) LIKE ?";
constexpr std::string_view clear_title_sql =
    "UPDATE calendar_occurrence SET title = '' WHERE org_id = ? AND title <> '' AND lower(title) LIKE ?";
constexpr std::string_view sources_sql = "SELECT source_id FROM calendar_source WHERE org_id = ? AND content <> '' ORDER BY source_id";
constexpr std::string_view content_sql = "SELECT content FROM calendar_source WHERE org_id = ? AND source_id = ?";
constexpr std::string_view update_content_sql =
    "UPDATE calendar_source SET content = ?, content_sha256 = '' WHERE org_id = ? AND source_id = ?";

/// Lines that were folded hide what stands across the fold (RFC 5545 section 3.1).
std::string unfolded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n' ? i + 2 : (text[i] == '\n' ? i + 1 : i);
    if (end > i && end < text.size() && (text[end] == ' ' || text[end] == '\t'))
      i = end;
    else
      out += text[i];
  }
  return out;
}

/// The text without any of these, whatever their case; nothing where none stands in it.
std::optional<std::string> cleared_text(std::string_view folded, const std::set<std::string>& identifiers) {
  std::string text = unfolded(folded);
  std::string lower = lower_ascii(text);
  bool is_changed = false;
  for (const std::string& identifier : identifiers) {
    for (std::size_t at = 0; (at = lower.find(identifier, at)) != std::string::npos;) {
      text.replace(at, identifier.size(), "erased");
      lower.replace(at, identifier.size(), "erased");
      at += std::string_view("erased").size();
      is_changed = true;
    }
  }
  return is_changed ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace

void read_calendars(sql::Reader& reader, Id<Org> org, const Subject& subject, Export& out) {
  const auto calendar = [](const sql::Row& row) {
    return OwnCalendar{.name = row.get<std::string>(0), .address = row.get<std::string>(1), .added_at = row.get<Instant>(2)};
  };
  out.calendars = reader.all(calendars_sql, calendar, org, subject.person);
  const auto entry = [](const sql::Row& row) {
    return CalendarEntry{.starts_at = row.get<Instant>(0),
                         .ends_at = row.get<Instant>(1),
                         .title = row.get<std::string>(2),
                         .place = row.get<std::string>(3)};
  };
  out.meetings = reader.all(meetings_sql, entry, org, subject.person);
  out.holds = reader.all(holds_sql, entry, org, subject.person);
}

std::int64_t clear_calendars(sql::Transaction& tx, Id<Org> org, const Subject& subject, const std::set<std::string>& identifiers) {
  std::int64_t rows = tx.change(clear_holds_sql, org, subject.person, subject.person);
  for (const std::string_view statement : of_person_sql) rows += tx.change(statement, org, subject.person);
  for (const std::string& identifier : identifiers) {
    const std::string anywhere = "%" + identifier + "%";
    rows += tx.change(clear_attendees_sql, org, anywhere) + tx.change(clear_title_sql, org, anywhere);
  }
  for (const std::int64_t source : tx.all(sources_sql, [](const sql::Row& row) { return row.integer(0); }, org)) {
    const auto content = tx.first(content_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, source);
    if (const auto cleared = content ? cleared_text(*content, identifiers) : std::nullopt)
      rows += tx.change(update_content_sql, *cleared, org, source);
  }
  return rows;
}

}  // namespace backbeat::privacy
