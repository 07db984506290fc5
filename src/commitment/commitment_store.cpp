#include "commitment/commitment_store.hpp"

namespace backbeat::commitment {
namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO commitment (org_id, commitment_id, rep_id, manager_id, session_id, created_at, is_closed) VALUES (?, ?, ?, ?, ?, ?, 0)";
constexpr std::string_view close_sql = "UPDATE commitment SET is_closed = 1, inspected_in = ? WHERE org_id = ? AND commitment_id = ?";
constexpr std::string_view find_sql =
    "SELECT commitment_id, rep_id, manager_id, session_id FROM commitment WHERE org_id = ? AND commitment_id = ?";
constexpr std::string_view open_between_sql =
    "SELECT commitment_id FROM commitment WHERE org_id = ? AND rep_id = ? AND is_closed = 0 AND manager_id = ? ORDER BY commitment_id";
constexpr std::string_view open_of_rep_sql =
    "SELECT commitment_id FROM commitment WHERE org_id = ? AND rep_id = ? AND is_closed = 0 ORDER BY commitment_id";
constexpr std::string_view all_of_rep_sql = "SELECT commitment_id FROM commitment WHERE org_id = ? AND rep_id = ? ORDER BY commitment_id";
constexpr std::string_view made_in_sql = "SELECT commitment_id FROM commitment WHERE org_id = ? AND session_id = ? ORDER BY commitment_id";
constexpr std::string_view inspected_in_sql =
    "SELECT commitment_id FROM commitment WHERE org_id = ? AND inspected_in = ? ORDER BY commitment_id";
constexpr std::string_view insert_opportunity_sql =
    "INSERT INTO commitment_opportunity (org_id, commitment_id, position, opportunity_key) VALUES (?, ?, ?, ?)";
constexpr std::string_view opportunities_sql =
    "SELECT opportunity_key FROM commitment_opportunity WHERE org_id = ? AND commitment_id = ? ORDER BY position";

Id<Commitment> id_of(const sql::Row& row) {
  return row.get<Id<Commitment>>(0);
}

}  // namespace

void insert_commitment(sql::Transaction& tx, Id<Org> org, const CommitmentRow& row, Instant now) {
  tx.change(insert_sql, org, row.id, row.between.rep, row.between.manager, row.made_in, now);
}

void insert_opportunities(sql::Transaction& tx, Id<Org> org, Id<Commitment> id, const std::vector<std::string>& keys) {
  std::int64_t position = 0;
  for (const std::string& key : keys) tx.change(insert_opportunity_sql, org, id, position++, key);
}

std::vector<std::string> opportunities_of(sql::Reader& reader, Id<Org> org, Id<Commitment> id) {
  return reader.all(opportunities_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, id);
}

void close_commitment(sql::Transaction& tx, Id<Org> org, Id<Commitment> id, std::optional<Id<Session>> inspected_in) {
  tx.change(close_sql, inspected_in, org, id);
}

std::optional<CommitmentRow> find_commitment(sql::Reader& reader, Id<Org> org, Id<Commitment> id) {
  const auto read = [](const sql::Row& row) {
    return CommitmentRow{.id = id_of(row),
                         .between = {.rep = row.get<Id<Person>>(1), .manager = row.get<Id<Person>>(2)},
                         .made_in = row.get<Id<Session>>(3)};
  };
  return reader.first(find_sql, read, org, id);
}

std::vector<Id<Commitment>> open_between(sql::Reader& reader, Id<Org> org, Between between) {
  return reader.all(open_between_sql, id_of, org, between.rep, between.manager);
}

std::vector<Id<Commitment>> open_of_rep(sql::Reader& reader, Id<Org> org, Id<Person> rep) {
  return reader.all(open_of_rep_sql, id_of, org, rep);
}

std::vector<Id<Commitment>> all_of_rep(sql::Reader& reader, Id<Org> org, Id<Person> rep) {
  return reader.all(all_of_rep_sql, id_of, org, rep);
}

std::vector<Id<Commitment>> made_in_session(sql::Reader& reader, Id<Org> org, Id<Session> session) {
  return reader.all(made_in_sql, id_of, org, session);
}

std::vector<Id<Commitment>> inspected_in_session(sql::Reader& reader, Id<Org> org, Id<Session> session) {
  return reader.all(inspected_in_sql, id_of, org, session);
}

}  // namespace backbeat::commitment
