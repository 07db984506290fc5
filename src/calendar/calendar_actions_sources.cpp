#include "calendar/calendar_actions_sources.hpp"

#include "audit/audit_actions.hpp"
#include "base/front.hpp"
#include "base/text.hpp"
#include "calendar/calendar_store.hpp"
#include "calendar/calendar_store_sources.hpp"
#include "crypto/sha256.hpp"
#include "people/people_actions.hpp"

#include <algorithm>

namespace backbeat::calendar {
namespace {

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_address = 2'000;

void record(sql::Transaction& tx, const StoredSource& source, Id<User> actor, std::string_view kind, Instant now, Fields fields = {}) {
  audit::record(tx, source.org,
                {.stream = {.kind = "calendar", .id = source.id.value()},
                 .kind = kind,
                 .at = now,
                 .actor = actor,
                 .fields = std::move(fields),
                 .text = {}});
}

std::string host_of(std::string_view address) {
  const std::size_t begin = address.find("://");
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = address.substr(begin + 3);
  return lower_ascii(rest.substr(0, rest.find_first_of("/?#:")));
}

/// An address as it is fetched; refuses what is none.
Result<std::string> address_from(std::string_view given) {
  std::string address(trimmed(given));
  if (address.size() >= 7 && lower_ascii(address.substr(0, 7)) == "webcal:") address.replace(0, 7, "https:");
  const std::string scheme = lower_ascii(address.substr(0, address.find("://")));
  const bool is_plain = std::ranges::all_of(address, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
  if ((scheme != "https" && scheme != "http") || host_of(address).empty() || !is_plain || address.size() > longest_address)
    return expected_value("address", "an address that begins with https:// or webcal://", std::string(front_of(given, 60)));
  return address;
}

Result<StoredSource> own_source(sql::Reader& reader, const access::Actor& actor, Id<Source> id) {
  auto source = find_source(reader, actor.org(), id);
  if (!source || !actor.person().is_set() || source->person != actor.person()) return refuse(errors::not_found);
  return *std::move(source);
}

Result<StoredSource> own_standing_source(sql::Reader& reader, const access::Actor& actor, Id<Source> id) {
  StoredSource source = TRY(own_source(reader, actor, id));
  if (source.removed_at) return refuse(errors::not_found);
  return source;
}

Result<Done> may_keep(const access::Actor& actor) {
  TRY(access::may_change(actor));
  if (!actor.person().is_set()) return refuse(errors::not_found);
  return Done{};
}

/// What somebody's meetings are called no API token reads, not even their own.
Result<Done> may_read_titles(const access::Actor& actor) {
  if (actor.proof() != access::Proof::browser_session) return refuse(access::needs_a_browser);
  return Done{};
}

Result<Done> has_room(sql::Reader& reader, const access::Actor& actor) {
  const auto sources = read_sources_of(reader, actor.org(), actor.person());
  const auto standing = std::ranges::count_if(sources, [](const StoredSource& one) { return !one.removed_at; });
  if (standing >= most_calendars) return refuse(too_many_calendars, {}, {{"most", std::to_string(most_calendars)}});
  return Done{};
}

std::string name_from(std::string_view given, std::string_view otherwise) {
  const std::string_view name = trimmed(given).empty() ? trimmed(otherwise) : trimmed(given);
  return std::string(name.empty() ? "Calendar" : front_of(name, longest_name));
}

/// What every database takes as text.
std::string storable(std::string_view text) {
  std::string out = is_utf8(text) ? std::string(text) : utf8_from_windows_1252(text);
  std::ranges::replace(out, '\0', ' ');
  return out;
}

StoredSource new_source(sql::Transaction& tx, const access::Actor& actor, std::string name, Instant now) {
  return {
      .id = tx.new_id<Source>(), .org = actor.org(), .person = actor.person(), .name = std::move(name), .created_at = now, .due_at = now};
}

}  // namespace

SourceRow Calendars::row_of(const StoredSource& source) const {
  SourceRow row{.id = source.id,
                .name = source.name,
                .host = host_of(source.address),
                .series = source.series,
                .troubles = source.troubles,
                .created_at = source.created_at,
                .read_at = source.read_at,
                .error = source.error,
                .removed_at = source.removed_at};
  if (source.failures > 0)
    row.freshness = CalendarFreshness::failing;
  else if (!source.read_at)
    row.freshness = CalendarFreshness::waiting;
  else
    row.freshness =
        source.address.empty() || now() - *source.read_at < std::chrono::days(1) ? CalendarFreshness::fresh : CalendarFreshness::stale;
  return row;
}

Result<Reading> Calendars::read_for(sql::Reader& reader, Id<Org> org, Id<Person> person, std::string_view text) const {
  const auto member = people::load_member(reader, org, person);
  if (!member) return refuse(errors::not_found);
  return read_calendar(
      text, {.now = now(), .from = now() - kept_back, .to = now() + looked_ahead, .zone = member->zone, .address = member->email});
}

void Calendars::told(sql::Transaction& tx, Id<Org> org, Id<Person> person, const std::vector<Change>& changes) const {
  if (m_seams.changed && !changes.empty()) m_seams.changed(tx, org, person, changes, now());
}

Applied Calendars::apply(sql::Transaction& tx, StoredSource& source, const Reading& reading, std::string_view text) const {
  const bool is_news = source.sha256 != crypto::sha256_hex(text);
  Difference difference = calendar::difference(read_occurrences_in(tx, source.org, source.id), reading.occurrences, now());
  std::size_t next_change = 0;
  for (Occurrence& one : difference.added) {
    one.id = tx.new_id<OccurrenceEntry>();
    one.source = source.id;
    one.person = source.person;
    if (one.status != Status::cancelled) difference.changes[next_change++].now = one;
  }
  insert_occurrences(tx, source.org, difference.added);
  for (const Occurrence& one : difference.changed) update_occurrence(tx, source.org, one);
  for (const Occurrence& one : difference.removed) delete_occurrence(tx, source.org, one.id);
  if (is_news) store_content(tx, source.org, source.id, storable(text));
  source.sha256 = crypto::sha256_hex(text);
  source.series = static_cast<int>(reading.series.size());
  source.troubles = static_cast<int>(reading.troubles.size());
  // That a file's meetings were carried on makes it no younger.
  if (is_news || !source.address.empty() || !source.read_at) source.read_at = now();
  source.failures = 0;
  source.error.clear();
  source.due_at = now() + (source.address.empty() ? carried_on_every : read_every);
  update_source(tx, source);
  told(tx, source.org, source.person, difference.changes);
  Applied out{.row = row_of(source)};
  for (const Change& change : difference.changes) {
    out.appeared += change.kind == ChangeKind::appeared || change.kind == ChangeKind::restored ? 1 : 0;
    out.moved += change.kind == ChangeKind::moved ? 1 : 0;
    out.cancelled += change.kind == ChangeKind::cancelled ? 1 : 0;
    out.vanished += change.kind == ChangeKind::vanished ? 1 : 0;
    out.edited += change.kind == ChangeKind::edited ? 1 : 0;
  }
  return out;
}

Result<std::vector<SourceRow>> Calendars::list(const access::Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) {
    std::vector<SourceRow> rows;
    for (const StoredSource& source : read_sources_of(reader, actor.org(), actor.person()))
      if (!source.removed_at || now() < *source.removed_at + can_be_restored) rows.push_back(row_of(source));
    return rows;
  });
}

Result<SourceDetail> Calendars::detail(const access::Actor& actor, Id<Source> id) const {
  TRY(may_read_titles(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<SourceDetail> {
    const StoredSource source = TRY(own_standing_source(reader, actor, id));
    SourceDetail out{.row = row_of(source), .reading = {}};
    if (source.read_at) out.reading = TRY(read_for(reader, actor.org(), actor.person(), read_content(reader, actor.org(), id)));
    return out;
  });
}

Result<Reading> Calendars::preview(const access::Actor& actor, std::string_view text) const {
  TRY(may_keep(actor));
  return m_db.read([&](sql::Reader& reader) { return read_for(reader, actor.org(), actor.person(), text); });
}

Result<Applied> Calendars::add_file(const access::Actor& actor, std::string_view name, std::string_view text) const {
  TRY(may_keep(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Applied> {
    TRY(has_room(tx, actor));
    const Reading reading = TRY(read_for(tx, actor.org(), actor.person(), text));
    // The same file again is the same calendar.
    for (StoredSource& there : read_sources_of(tx, actor.org(), actor.person()))
      if (!there.removed_at && there.address.empty() && there.sha256 == crypto::sha256_hex(text)) return apply(tx, there, reading, text);
    StoredSource source = new_source(tx, actor, name_from(name, reading.name), now());
    insert_source(tx, source, "");
    const Applied applied = apply(tx, source, reading, text);
    record(tx, source, actor.user(), "added", now(), Fields().add("series", source.series).add("troubles", source.troubles));
    return applied;
  });
}

Result<SourceRow> Calendars::add_address(const access::Actor& actor, std::string_view name, std::string_view given) const {
  TRY(may_keep(actor));
  const std::string address = TRY(address_from(given));
  return m_db.write([&](sql::Transaction& tx) -> Result<SourceRow> {
    for (const StoredSource& there : read_sources_of(tx, actor.org(), actor.person()))
      if (!there.removed_at && there.address == address) return row_of(there);
    TRY(has_room(tx, actor));
    StoredSource source = new_source(tx, actor, name_from(name, host_of(address)), now());
    source.address = address;
    insert_source(tx, source, "");
    record(tx, source, actor.user(), "added", now());
    return row_of(source);
  });
}

Result<Applied> Calendars::replace(const access::Actor& actor, Id<Source> id, std::string_view text) const {
  TRY(may_keep(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Applied> {
    StoredSource source = TRY(own_standing_source(tx, actor, id));
    if (!source.address.empty()) return refuse(not_a_file);
    const Reading reading = TRY(read_for(tx, actor.org(), actor.person(), text));
    const bool is_another = source.sha256 != crypto::sha256_hex(text);
    const Applied applied = apply(tx, source, reading, text);
    if (is_another)
      record(tx, source, actor.user(), "replaced", now(), Fields().add("series", source.series).add("troubles", source.troubles));
    return applied;
  });
}

Result<Done> Calendars::refresh(const access::Actor& actor, Id<Source> id) const {
  TRY(may_keep(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    StoredSource source = TRY(own_standing_source(tx, actor, id));
    if (source.address.empty()) return refuse(not_an_address);
    source.due_at = now();
    update_source(tx, source);
    return Done{};
  });
}

Result<Done> Calendars::remove(const access::Actor& actor, Id<Source> id) const {
  TRY(may_keep(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    StoredSource source = TRY(own_standing_source(tx, actor, id));
    const Difference difference = calendar::difference(read_occurrences_in(tx, source.org, id), {}, now());
    delete_occurrences_in(tx, source.org, id);
    source.removed_at = now();
    source.due_at = now() + can_be_restored;
    update_source(tx, source);
    record(tx, source, actor.user(), "removed", now());
    told(tx, source.org, source.person, difference.changes);
    return Done{};
  });
}

Result<SourceRow> Calendars::restore(const access::Actor& actor, Id<Source> id) const {
  TRY(may_keep(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<SourceRow> {
    StoredSource source = TRY(own_source(tx, actor, id));
    if (!source.removed_at) return row_of(source);
    if (now() >= *source.removed_at + can_be_restored) return refuse(errors::not_found);
    TRY(has_room(tx, actor));
    source.removed_at.reset();
    source.due_at = now();
    record(tx, source, actor.user(), "restored", now());
    if (!source.read_at) {
      update_source(tx, source);
      return row_of(source);
    }
    const std::string text = read_content(tx, source.org, id);
    const Reading reading = TRY(read_for(tx, source.org, source.person, text));
    return apply(tx, source, reading, text).row;
  });
}

Result<std::vector<Occurrence>> Calendars::occurrences(const access::Actor& actor, Instant from, Instant to) const {
  TRY(may_read_titles(actor));
  return m_db.read([&](sql::Reader& reader) { return read_occurrences_of(reader, actor.org(), actor.person(), from, to); });
}

Result<std::vector<Busy>> Calendars::busy(const access::Actor& actor, Id<Person> person, Instant from, Instant to) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<Busy>> {
    TRY(m_access.reporting_line(reader, actor, person));
    std::vector<Busy> out = busy_of(reader, actor.org(), person, from, to);
    if (m_seams.planned)
      for (const Planned& one : m_seams.planned(reader, actor.org(), person, from, to))
        if (!one.is_cancelled) out.push_back({.starts = one.starts, .ends = one.ends, .is_hold = true});
    std::ranges::stable_sort(out, {}, &Busy::starts);
    return out;
  });
}

// --- the job ---

std::vector<Calendars::Due> Calendars::take_due(int most) const {
  const auto is_anything_due = m_db.read([&](sql::Reader& reader) { return !read_due(reader, now(), 1).empty(); });
  if (!is_anything_due) return {};
  auto taken = m_db.write([&](sql::Transaction& tx) -> Result<std::vector<Due>> {
    std::vector<Due> out;
    for (const StoredSource& source : read_due(tx, now(), most)) {
      if (!put_off(tx, source, now() + std::chrono::minutes(10))) continue;
      const bool is_to_be_fetched = !source.address.empty() && !source.removed_at;
      out.push_back({.org = source.org,
                     .id = source.id,
                     .address = is_to_be_fetched ? source.address : "",
                     .etag = source.etag,
                     .modified = source.modified});
    }
    return out;
  });
  return std::move(taken).value_or(std::vector<Due>{});
}

void Calendars::try_text(const Due& due, std::string_view text,
                         std::optional<std::pair<std::string_view, std::string_view>> validators) const {
  std::string fault;
  const auto done = m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    fault.clear();
    auto source = find_source(tx, due.org, due.id);
    if (!source || source->removed_at) return Done{};
    const auto reading = read_for(tx, source->org, source->person, text);
    if (!reading) {
      fault = reading.error().message();
      return Done{};
    }
    if (validators) {
      source->etag = validators->first;
      source->modified = validators->second;
    }
    apply(tx, *source, *reading, text);
    return Done{};
  });
  if (!done) fault = done.error().message();
  if (!fault.empty()) failed(due, fault);
}

void Calendars::fetched(const Due& due, std::string_view text, std::string_view etag, std::string_view modified) const {
  try_text(due, text, std::pair(front_of(etag, 300), front_of(modified, 300)));
}

void Calendars::not_modified(const Due& due) const {
  // What it said holds still; its repeating meetings go on.
  try_text(due, m_db.read([&](sql::Reader& reader) { return read_content(reader, due.org, due.id); }), std::nullopt);
}

void Calendars::failed(const Due& due, std::string_view why) const {
  (void)m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    auto source = find_source(tx, due.org, due.id);
    if (!source) return Done{};
    source->failures = std::min(source->failures + 1, 1'000);
    source->error = front_of(why, 300);
    source->due_at = now() + std::min<Duration>(read_every * (1 << std::min(source->failures, 5)), std::chrono::days(1));
    update_source(tx, *source);
    return Done{};
  });
}

void Calendars::carry_on(const Due& due) const {
  const auto source = m_db.read([&](sql::Reader& reader) { return find_source(reader, due.org, due.id); });
  if (!source) return;
  if (!source->removed_at) return not_modified(due);
  (void)m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    delete_occurrences_in(tx, due.org, due.id);
    delete_source(tx, due.org, due.id);
    return Done{};
  });
}

}  // namespace backbeat::calendar
