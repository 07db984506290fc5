// The table that says whose a commitment is and where to look for the open ones.
#pragma once

#include "commitment/commitment.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <vector>

namespace backbeat::commitment {

/// The two people between whom a commitment was made.
struct Between {
  Id<Person> rep;
  Id<Person> manager;
  friend bool operator==(const Between&, const Between&) = default;
};

struct CommitmentRow {
  Id<Commitment> id;
  Between between;
  Id<Session> made_in;
};

void insert_commitment(sql::Transaction& tx, Id<Org> org, const CommitmentRow& row, Instant now);
void insert_opportunities(sql::Transaction& tx, Id<Org> org, Id<Commitment> id, const std::vector<std::string>& keys);
[[nodiscard]] std::vector<std::string> opportunities_of(sql::Reader& reader, Id<Org> org, Id<Commitment> id);
/// Closed: inspected in a session, or withdrawn.
void close_commitment(sql::Transaction& tx, Id<Org> org, Id<Commitment> id, std::optional<Id<Session>> inspected_in);

[[nodiscard]] std::optional<CommitmentRow> find_commitment(sql::Reader& reader, Id<Org> org, Id<Commitment> id);
/// Oldest first, each of these.
[[nodiscard]] std::vector<Id<Commitment>> open_between(sql::Reader& reader, Id<Org> org, Between between);
[[nodiscard]] std::vector<Id<Commitment>> open_of_rep(sql::Reader& reader, Id<Org> org, Id<Person> rep);
[[nodiscard]] std::vector<Id<Commitment>> all_of_rep(sql::Reader& reader, Id<Org> org, Id<Person> rep);
[[nodiscard]] std::vector<Id<Commitment>> made_in_session(sql::Reader& reader, Id<Org> org, Id<Session> session);
[[nodiscard]] std::vector<Id<Commitment>> inspected_in_session(sql::Reader& reader, Id<Org> org, Id<Session> session);

}  // namespace backbeat::commitment
