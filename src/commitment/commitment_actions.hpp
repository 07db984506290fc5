// Making, inspecting, carrying and withdrawing commitments, and reading them. What a commitment says is reached only as one of the two
// people of the conversation; everybody else gets CommitmentFacts, which have no text.
//
// The session feature decides when (the conversation runs, its gate is passed); these decide what.
#pragma once

#include "access/access.hpp"
#include "commitment/commitment.hpp"
#include "sql/sql.hpp"

#include <string>
#include <vector>

namespace backbeat::commitment {

/// The two people of a session. The session feature knows them; a commitment never leaves the two.
struct Pair {
  Id<Person> rep;
  Id<Person> manager;
};

struct NewCommitment {
  std::string text;  // verbatim
  LocalDate due_on;
  std::string indicator;                        // key of a leading indicator, or ""
  std::vector<std::string> opportunities = {};  // keys of the rep's deals; the caller has checked that they are
};

[[nodiscard]] Result<Id<Commitment>> make(sql::Transaction& tx, const access::Participation& participation, Pair pair,
                                          const NewCommitment& commitment, LocalDate today, Instant now);

/// errors::not_found unless it was made in this session.
[[nodiscard]] Result<Done> withdraw(sql::Transaction& tx, const access::Participation& participation, Id<Commitment> id, Instant now);

/// errors::not_found unless it is of this pair and was made in an earlier session; already_inspected unless it was in this session.
[[nodiscard]] Result<Done> inspect(sql::Transaction& tx, const access::Participation& participation, Pair pair, Id<Commitment> id,
                                   Verdict verdict, std::string_view note, Instant now);

/// The gate was skipped: what is open waits for the next session. How many there were.
int carry_all(sql::Transaction& tx, const access::Participation& participation, Pair pair, Instant now);

// --- for the two people of the conversation ---

/// Open and made in another session than this: what the gate opens on. Oldest first.
[[nodiscard]] std::vector<CommitmentState> to_inspect(sql::Reader& reader, const access::Participation& participation, Pair pair);
[[nodiscard]] std::vector<CommitmentState> inspected_in(sql::Reader& reader, const access::Participation& participation);
/// Those withdrawn are left out.
[[nodiscard]] std::vector<CommitmentState> made_in(sql::Reader& reader, const access::Participation& participation);

/// Made in a session that both its people shared with those above the rep, which the caller has checked; the same list.
[[nodiscard]] std::vector<CommitmentState> made_in_shared(sql::Reader& reader, const access::ReportingLine& line, Id<Session> session);

/// The actor's own open commitments, with whomever they were made. Nothing for an API token.
[[nodiscard]] std::vector<CommitmentState> open_of(sql::Reader& reader, const access::Actor& rep);
/// Open between this manager and a rep. Nothing for an API token.
[[nodiscard]] std::vector<CommitmentState> open_with(sql::Reader& reader, const access::Actor& manager, Id<Person> rep);

// --- for other features: without text, without a check of who asks ---

/// Everything of the organisation, in one pass over the events, by id.
[[nodiscard]] std::vector<CommitmentFact> facts(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<CommitmentFact> facts_of(sql::Reader& reader, Id<Org> org, Id<Person> rep);
[[nodiscard]] std::vector<CommitmentFact> facts_of_open(sql::Reader& reader, Id<Org> org, Id<Person> rep);
[[nodiscard]] std::vector<CommitmentFact> facts_inspected_in(sql::Reader& reader, Id<Org> org, Id<Session> session);

}  // namespace backbeat::commitment
