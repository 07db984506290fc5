#include "calls/calls_store.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backbeat::calls {
namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO customer_call (org_id, call_id, origin, source_key, rep_id, owner_system, owner_value, starts_at, ends_at, title, "
    "is_cancelled, opportunity_ref, account_ref, account_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view update_sql =
    "UPDATE customer_call SET rep_id = ?, owner_system = ?, owner_value = ?, starts_at = ?, ends_at = ?, title = ?, is_cancelled = ?, "
    "opportunity_ref = ?, account_ref = ?, account_name = ? WHERE org_id = ? AND call_id = ?";
constexpr std::string_view insert_attendee_sql =
    "INSERT INTO customer_call_attendee (org_id, call_id, address, name) VALUES (?, ?, ?, ?) ON CONFLICT (org_id, call_id, address) DO "
    "NOTHING";
constexpr std::string_view delete_attendees_sql = "DELETE FROM customer_call_attendee WHERE org_id = ? AND call_id = ?";
constexpr std::string_view columns =
    "SELECT call_id, origin, source_key, rep_id, owner_system, owner_value, starts_at, ends_at, title, is_cancelled, opportunity_ref, "
    "account_ref, account_name FROM customer_call ";
const std::string find_sql = std::string(columns) + "WHERE org_id = ? AND call_id = ?";
const std::string by_source_sql = std::string(columns) + "WHERE org_id = ? AND origin = ? AND source_key = ?";
const std::string of_rep_sql =
    std::string(columns) + "WHERE org_id = ? AND rep_id = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at, call_id";
constexpr std::string_view attendees_sql =
    "SELECT address, name FROM customer_call_attendee WHERE org_id = ? AND call_id = ? ORDER BY address";
constexpr std::string_view attendees_of_rep_sql =
    "SELECT a.call_id, a.address, a.name FROM customer_call_attendee a "
    "JOIN customer_call c ON c.org_id = a.org_id AND c.call_id = a.call_id "
    "WHERE c.org_id = ? AND c.rep_id = ? AND c.starts_at >= ? AND c.starts_at < ? ORDER BY a.call_id, a.address";

constexpr std::size_t ids_a_statement = 100;
std::string places() {
  std::string out = "(?";
  for (std::size_t i = 1; i < ids_a_statement; ++i) out += ", ?";
  return out + ")";
}
const std::string corrections_sql =
    "SELECT call_id, is_customer_call, account_key, opportunity_key FROM call_correction WHERE org_id = ? AND call_id IN " + places() +
    " ORDER BY call_id, number";
const std::string with_ids_sql = std::string(columns) + "WHERE org_id = ? AND call_id IN " + places();
const std::string attendees_of_ids_sql =
    "SELECT call_id, address, name FROM customer_call_attendee WHERE org_id = ? AND call_id IN " + places() + " ORDER BY call_id, address";
constexpr std::string_view last_correction_sql = "SELECT MAX(number) FROM call_correction WHERE org_id = ? AND call_id = ?";
constexpr std::string_view insert_correction_sql =
    "INSERT INTO call_correction (org_id, call_id, number, is_customer_call, account_key, opportunity_key, user_id, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view delete_correction_sql = "DELETE FROM call_correction WHERE org_id = ? AND call_id = ? AND number = ?";
constexpr std::string_view pairs_sql =
    "SELECT calendar_call_id, file_call_id, is_same FROM call_pair WHERE org_id = ? ORDER BY calendar_call_id, file_call_id";
constexpr std::string_view drop_other_pairs_sql =
    "DELETE FROM call_pair WHERE org_id = ? AND is_same = 1 AND (calendar_call_id = ? OR file_call_id = ?)";
constexpr std::string_view store_pair_sql =
    "INSERT INTO call_pair (org_id, calendar_call_id, file_call_id, is_same, user_id, at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, calendar_call_id, file_call_id) DO UPDATE SET is_same = excluded.is_same, user_id = excluded.user_id, "
    "at = excluded.at";
constexpr std::string_view delete_pair_sql = "DELETE FROM call_pair WHERE org_id = ? AND calendar_call_id = ? AND file_call_id = ?";
constexpr std::string_view learned_sql =
    "SELECT c.call_id, c.account_key, a.address FROM call_correction c "
    "JOIN customer_call_attendee a ON a.org_id = c.org_id AND a.call_id = c.call_id "
    "WHERE c.org_id = ? AND c.account_key <> '' AND NOT EXISTS (SELECT 1 FROM call_correction later WHERE later.org_id = c.org_id AND "
    "later.call_id = c.call_id AND later.number > c.number) ORDER BY c.call_id, a.address";
constexpr std::string_view waiting_names_sql =
    "SELECT DISTINCT owner_system, owner_value FROM customer_call WHERE org_id = ? AND rep_id IS NULL ORDER BY owner_system, owner_value";
constexpr std::string_view waiting_calls_sql =
    "SELECT call_id FROM customer_call WHERE org_id = ? AND owner_system = ? AND owner_value = ? AND rep_id IS NULL ORDER BY call_id";
constexpr std::string_view give_sql =
    "UPDATE customer_call SET rep_id = ? WHERE org_id = ? AND owner_system = ? AND owner_value = ? AND rep_id IS NULL";

Stored stored(const sql::Row& row) {
  return {.id = row.get<Id<CallEntry>>(0),
          .origin = row.text(1) == name_of(Origin::calendar) ? Origin::calendar : Origin::file,
          .source_key = row.get<std::string>(2),
          .rep = row.get<std::optional<Id<Person>>>(3),
          .owner_system = row.get<std::string>(4),
          .owner_value = row.get<std::string>(5),
          .starts = row.get<Instant>(6),
          .ends = row.get<Instant>(7),
          .title = row.get<std::string>(8),
          .is_cancelled = row.get<bool>(9),
          .opportunity_ref = row.get<std::string>(10),
          .account_ref = row.get<std::string>(11),
          .account_name = row.get<std::string>(12),
          .attendees = {}};
}

void add_attendees(sql::Reader& reader, Id<Org> org, std::optional<Stored>& call) {
  if (!call) return;
  const auto attendee = [](const sql::Row& row) { return Attendee{.address = row.get<std::string>(0), .name = row.get<std::string>(1)}; };
  call->attendees = reader.all(attendees_sql, attendee, org, call->id);
}

void insert_attendees(sql::Transaction& tx, Id<Org> org, const Stored& call) {
  for (const Attendee& attendee : call.attendees) tx.change(insert_attendee_sql, org, call.id, attendee.address, attendee.name);
}

/// The organisation and ids for a statement with places for `ids_a_statement`; what is not needed repeats the last one.
std::vector<sql::Parameter> parameters_of(Id<Org> org, std::span<const Id<CallEntry>> ids) {
  std::vector<sql::Parameter> parameters{org};
  for (const Id<CallEntry> id : ids) parameters.emplace_back(id);
  parameters.resize(ids_a_statement + 1, sql::Parameter(ids.back()));
  return parameters;
}

/// One call that somebody said something of.
struct Lesson {
  std::string account;
  std::vector<Attendee> attendees;
};

}  // namespace

void insert_call(sql::Transaction& tx, Id<Org> org, const Stored& call) {
  tx.change(insert_sql, org, call.id, name_of(call.origin), call.source_key, call.rep, call.owner_system, call.owner_value, call.starts,
            call.ends, call.title, call.is_cancelled, call.opportunity_ref, call.account_ref, call.account_name);
  insert_attendees(tx, org, call);
}

void update_call(sql::Transaction& tx, Id<Org> org, const Stored& call) {
  tx.change(update_sql, call.rep, call.owner_system, call.owner_value, call.starts, call.ends, call.title, call.is_cancelled,
            call.opportunity_ref, call.account_ref, call.account_name, org, call.id);
  tx.change(delete_attendees_sql, org, call.id);
  insert_attendees(tx, org, call);
}

std::optional<Stored> find_call(sql::Reader& reader, Id<Org> org, Id<CallEntry> id) {
  auto call = reader.first(find_sql, stored, org, id);
  add_attendees(reader, org, call);
  return call;
}

std::vector<Stored> find_calls(sql::Reader& reader, Id<Org> org, std::span<const Id<CallEntry>> ids) {
  std::map<Id<CallEntry>, Stored> found;
  for (auto left = ids; !left.empty();) {
    const auto piece = left.first(std::min(ids_a_statement, left.size()));
    const auto parameters = parameters_of(org, piece);
    reader.each_of(
        with_ids_sql,
        [&](const sql::Row& row) {
          Stored call = stored(row);
          found.emplace(call.id, std::move(call));
        },
        parameters);
    reader.each_of(
        attendees_of_ids_sql,
        [&](const sql::Row& row) {
          const auto of = found.find(row.get<Id<CallEntry>>(0));
          if (of != found.end()) of->second.attendees.push_back({.address = row.get<std::string>(1), .name = row.get<std::string>(2)});
        },
        parameters);
    left = left.subspan(piece.size());
  }
  std::vector<Stored> out;
  for (const Id<CallEntry> id : ids)
    if (auto of = found.extract(id)) out.push_back(std::move(of.mapped()));
  return out;
}

std::optional<Stored> find_by_source(sql::Reader& reader, Id<Org> org, Origin origin, std::string_view source_key) {
  auto call = reader.first(by_source_sql, stored, org, name_of(origin), source_key);
  add_attendees(reader, org, call);
  return call;
}

std::vector<Stored> read_calls_of(sql::Reader& reader, Id<Org> org, Id<Person> rep, Instant from, Instant to) {
  std::vector<Stored> calls = reader.all(of_rep_sql, stored, org, rep, from, to);
  if (calls.empty()) return calls;
  std::map<Id<CallEntry>, std::size_t> place;
  for (std::size_t at = 0; at < calls.size(); ++at) place.emplace(calls[at].id, at);
  reader.each(
      attendees_of_rep_sql,
      [&](const sql::Row& row) {
        calls[place.at(row.get<Id<CallEntry>>(0))].attendees.push_back(
            {.address = row.get<std::string>(1), .name = row.get<std::string>(2)});
      },
      org, rep, from, to);
  return calls;
}

std::map<Id<CallEntry>, Correction> read_corrections(sql::Reader& reader, Id<Org> org, std::span<const Id<CallEntry>> calls) {
  std::map<Id<CallEntry>, Correction> out;
  while (!calls.empty()) {
    const auto piece = calls.first(std::min(ids_a_statement, calls.size()));
    reader.each_of(
        corrections_sql,
        [&](const sql::Row& row) {
          out[row.get<Id<CallEntry>>(0)] = {
              .is_customer_call = row.get<bool>(1), .account = row.get<std::string>(2), .opportunity = row.get<std::string>(3)};
        },
        parameters_of(org, piece));
    calls = calls.subspan(piece.size());
  }
  return out;
}

std::optional<std::int64_t> last_correction(sql::Reader& reader, Id<Org> org, Id<CallEntry> call) {
  const auto number = [](const sql::Row& row) { return row.get<std::optional<std::int64_t>>(0); };
  return reader.first(last_correction_sql, number, org, call).value_or(std::nullopt);
}

void insert_correction(sql::Transaction& tx, Id<Org> org, Id<CallEntry> call, std::int64_t number, const Correction& said, Id<User> by,
                       Instant at) {
  tx.change(insert_correction_sql, org, call, number, said.is_customer_call, said.account, said.opportunity, by, at);
}

void delete_correction(sql::Transaction& tx, Id<Org> org, Id<CallEntry> call, std::int64_t number) {
  tx.change(delete_correction_sql, org, call, number);
}

std::vector<PairSaid> read_pairs(sql::Reader& reader, Id<Org> org) {
  const auto pair = [](const sql::Row& row) {
    return PairSaid{.calendar = row.get<Id<CallEntry>>(0), .file = row.get<Id<CallEntry>>(1), .is_same = row.get<bool>(2)};
  };
  return reader.all(pairs_sql, pair, org);
}

void store_pair(sql::Transaction& tx, Id<Org> org, const PairSaid& said, Id<User> by, Instant at) {
  if (said.is_same) tx.change(drop_other_pairs_sql, org, said.calendar, said.file);
  tx.change(store_pair_sql, org, said.calendar, said.file, said.is_same, by, at);
}

bool delete_pair(sql::Transaction& tx, Id<Org> org, Id<CallEntry> calendar, Id<CallEntry> file) {
  return tx.change(delete_pair_sql, org, calendar, file) > 0;
}

std::vector<std::pair<std::string, std::string>> learned_domains(sql::Reader& reader, Id<Org> org, const Domains& ours) {
  std::map<Id<CallEntry>, Lesson> lessons;
  reader.each(
      learned_sql,
      [&](const sql::Row& row) {
        Lesson& lesson = lessons[row.get<Id<CallEntry>>(0)];
        lesson.account = row.get<std::string>(1);
        lesson.attendees.push_back({.address = row.get<std::string>(2)});
      },
      org);
  std::set<std::pair<std::string, std::string>> out;
  for (const auto& [call, lesson] : lessons) {
    std::set<std::string> domains;
    for (const Attendee& attendee : outside_of(lesson.attendees, ours)) domains.insert(domain_of(attendee.address));
    if (domains.size() == 1 && !is_public_domain(*domains.begin())) out.emplace(*domains.begin(), lesson.account);
  }
  return {out.begin(), out.end()};
}

std::vector<std::pair<std::string, std::string>> waiting_names(sql::Reader& reader, Id<Org> org) {
  return reader.all(
      waiting_names_sql, [](const sql::Row& row) { return std::pair(row.get<std::string>(0), row.get<std::string>(1)); }, org);
}

std::vector<Id<CallEntry>> calls_waiting_for(sql::Reader& reader, Id<Org> org, std::string_view system, std::string_view value) {
  return reader.all(waiting_calls_sql, [](const sql::Row& row) { return row.get<Id<CallEntry>>(0); }, org, system, value);
}

void give_calls(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> rep) {
  tx.change(give_sql, rep, org, system, value);
}

}  // namespace backbeat::calls
