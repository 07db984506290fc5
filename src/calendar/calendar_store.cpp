#include "calendar/calendar_store.hpp"

#include "base/text.hpp"
#include "sql/many_rows.hpp"

#include <array>

namespace backbeat::calendar {
namespace {

constexpr std::string_view insert_hold_sql =
    "INSERT INTO calendar_hold (org_id, hold_id, person_id, kind, about_id, title, text, named_id, starts_at, ends_at, sequence, "
    "is_cancelled, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view update_hold_sql =
    "UPDATE calendar_hold SET title = ?, text = ?, named_id = ?, starts_at = ?, ends_at = ?, sequence = ?, is_cancelled = ?, "
    "changed_at = ? WHERE org_id = ? AND hold_id = ?";
const std::string hold_columns =
    "SELECT hold_id, person_id, kind, about_id, title, text, named_id, starts_at, ends_at, sequence, is_cancelled, changed_at "
    "FROM calendar_hold ";
const std::string hold_sql = hold_columns + "WHERE org_id = ? AND hold_id = ?";
const std::string holds_about_sql = hold_columns + "WHERE org_id = ? AND about_id = ? ORDER BY starts_at, hold_id";
const std::string holds_of_sql =
    hold_columns + "WHERE org_id = ? AND person_id = ? AND ends_at > ? AND starts_at < ? ORDER BY starts_at, hold_id";

const std::string occurrence_columns =
    "SELECT occurrence_id, source_id, person_id, uid, recurrence, starts_at, ends_at, is_all_day, is_busy, status, title, place, attendees "
    "FROM calendar_occurrence ";
const std::string occurrence_sql = occurrence_columns + "WHERE org_id = ? AND occurrence_id = ?";
const std::string occurrences_in_sql = occurrence_columns + "WHERE org_id = ? AND source_id = ? ORDER BY starts_at, occurrence_id";
const std::string occurrences_of_sql =
    occurrence_columns + "WHERE org_id = ? AND person_id = ? AND ends_at > ? AND starts_at < ? ORDER BY starts_at, occurrence_id";
constexpr std::string_view insert_occurrence_sql =
    "INSERT INTO calendar_occurrence (org_id, occurrence_id, source_id, person_id, uid, recurrence, starts_at, ends_at, is_all_day, "
    "is_busy, status, title, place, attendees) VALUES ";
constexpr std::string_view update_occurrence_sql =
    "UPDATE calendar_occurrence SET uid = ?, recurrence = ?, starts_at = ?, ends_at = ?, is_all_day = ?, is_busy = ?, status = ?, "
    "title = ?, place = ?, attendees = ? WHERE org_id = ? AND occurrence_id = ?";
constexpr std::string_view delete_occurrence_sql = "DELETE FROM calendar_occurrence WHERE org_id = ? AND occurrence_id = ?";
constexpr std::string_view delete_in_sql = "DELETE FROM calendar_occurrence WHERE org_id = ? AND source_id = ?";

constexpr std::string_view invitations_sql = "SELECT invitations FROM calendar_preference WHERE org_id = ? AND person_id = ?";
constexpr std::string_view store_invitations_sql =
    "INSERT INTO calendar_preference (org_id, person_id, invitations) VALUES (?, ?, ?) "
    "ON CONFLICT (org_id, person_id) DO UPDATE SET invitations = excluded.invitations";

/// A line each: "o" for the organizer, "d" for who declined, then address and name between tabs. Names and addresses hold neither.
std::string encode(const std::vector<Attendee>& attendees) {
  std::string out;
  for (const Attendee& attendee : attendees) {
    if (attendee.is_organizer) out += 'o';
    if (attendee.has_declined) out += 'd';
    out += '\t' + attendee.address + '\t' + attendee.name + '\n';
  }
  return out;
}

std::vector<Attendee> decode(std::string_view text) {
  std::vector<Attendee> out;
  for (const std::string_view line : split(text, '\n')) {
    const auto parts = split(line, '\t');
    if (parts.size() != 3) continue;
    out.push_back({.address = std::string(parts[1]),
                   .name = std::string(parts[2]),
                   .is_organizer = parts[0].find('o') != std::string_view::npos,
                   .has_declined = parts[0].find('d') != std::string_view::npos});
  }
  return out;
}

auto hold_from(Id<Org> org) {
  return [org](const sql::Row& row) {
    Hold hold{.id = row.get<Id<HoldEntry>>(0),
              .person = row.get<Id<Person>>(1),
              .kind = row.get<std::string>(2),
              .about = row.integer(3),
              .title = row.get<std::string>(4),
              .text = row.get<std::string>(5),
              .named = row.get<std::optional<Id<Person>>>(6),
              .starts = row.get<Instant>(7),
              .ends = row.get<Instant>(8),
              .sequence = row.get<int>(9),
              .is_cancelled = row.get<bool>(10),
              .changed_at = row.get<Instant>(11),
              .uid = {}};
    hold.uid = uid_of(org, hold.id);
    return hold;
  };
}

Occurrence occurrence_from(const sql::Row& row) {
  return {.id = row.get<Id<OccurrenceEntry>>(0),
          .source = row.get<Id<Source>>(1),
          .person = row.get<Id<Person>>(2),
          .uid = row.get<std::string>(3),
          .recurrence = row.get<std::string>(4),
          .starts = row.get<Instant>(5),
          .ends = row.get<Instant>(6),
          .is_all_day = row.get<bool>(7),
          .is_busy = row.get<bool>(8),
          .status = status_from(row.text(9)).value_or(Status::confirmed),
          .title = row.get<std::string>(10),
          .place = row.get<std::string>(11),
          .attendees = decode(row.text(12))};
}

}  // namespace

void insert_hold(sql::Transaction& tx, Id<Org> org, const Hold& hold) {
  tx.change(insert_hold_sql, org, hold.id, hold.person, hold.kind, hold.about, hold.title, hold.text, hold.named, hold.starts, hold.ends,
            hold.sequence, hold.is_cancelled, hold.changed_at);
}

void update_hold(sql::Transaction& tx, Id<Org> org, const Hold& hold) {
  tx.change(update_hold_sql, hold.title, hold.text, hold.named, hold.starts, hold.ends, hold.sequence, hold.is_cancelled, hold.changed_at,
            org, hold.id);
}

std::optional<Hold> find_hold(sql::Reader& reader, Id<Org> org, Id<HoldEntry> id) {
  return reader.first(hold_sql, hold_from(org), org, id);
}

std::vector<Hold> read_holds_about(sql::Reader& reader, Id<Org> org, std::int64_t about) {
  return reader.all(holds_about_sql, hold_from(org), org, about);
}

std::vector<Hold> read_holds_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to) {
  return reader.all(holds_of_sql, hold_from(org), org, person, from, to);
}

std::vector<Occurrence> read_occurrences_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to) {
  return reader.all(occurrences_of_sql, occurrence_from, org, person, from, to);
}

std::vector<Occurrence> read_occurrences_in(sql::Reader& reader, Id<Org> org, Id<Source> source) {
  return reader.all(occurrences_in_sql, occurrence_from, org, source);
}

std::optional<Occurrence> find_occurrence(sql::Reader& reader, Id<Org> org, Id<OccurrenceEntry> id) {
  return reader.first(occurrence_sql, occurrence_from, org, id);
}

void insert_occurrences(sql::Transaction& tx, Id<Org> org, const std::vector<Occurrence>& occurrences) {
  static const sql::ManyRows<14> insert(insert_occurrence_sql);
  std::vector<std::string> attendees;
  attendees.reserve(occurrences.size());
  for (const Occurrence& one : occurrences) attendees.push_back(encode(one.attendees));
  auto next = attendees.begin();
  insert.insert(tx, std::span<const Occurrence>(occurrences), [&](const Occurrence& one) -> sql::ManyRows<14>::OfRow {
    return {org,      one.id,         one.source,  one.person,          one.uid,   one.recurrence, one.starts,
            one.ends, one.is_all_day, one.is_busy, name_of(one.status), one.title, one.place,      *next++};
  });
}

void update_occurrence(sql::Transaction& tx, Id<Org> org, const Occurrence& one) {
  tx.change(update_occurrence_sql, one.uid, one.recurrence, one.starts, one.ends, one.is_all_day, one.is_busy, name_of(one.status),
            one.title, one.place, encode(one.attendees), org, one.id);
}

void delete_occurrence(sql::Transaction& tx, Id<Org> org, Id<OccurrenceEntry> id) {
  tx.change(delete_occurrence_sql, org, id);
}

void delete_occurrences_in(sql::Transaction& tx, Id<Org> org, Id<Source> source) {
  tx.change(delete_in_sql, org, source);
}

Invitations read_invitations(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  const auto read = [](const sql::Row& row) { return invitations_from(row.text(0)).value_or(Invitations::mail); };
  return reader.first(invitations_sql, read, org, person).value_or(Invitations::mail);
}

void store_invitations(sql::Transaction& tx, Id<Org> org, Id<Person> person, Invitations invitations) {
  tx.change(store_invitations_sql, org, person, name_of(invitations));
}

}  // namespace backbeat::calendar
