// Proposals and their plans, as they are stored.
#pragma once

#include "season/proposal.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <vector>

namespace backbeat::season {

/// The state as stored: a running one may be cut off.
[[nodiscard]] std::vector<Proposal> read_proposals(sql::Reader& reader, Id<Org> org, Id<CircleSeason> season);
[[nodiscard]] std::optional<Proposal> read_proposal(sql::Reader& reader, Id<Org> org, Id<CircleProposal> id);
[[nodiscard]] NamedPlan read_plan(sql::Reader& reader, Id<Org> org, Id<CircleProposal> id);

/// The next number of the season.
[[nodiscard]] int next_number(sql::Reader& reader, Id<Org> org, Id<CircleSeason> season);
void insert_proposal(sql::Transaction& tx, Id<Org> org, const Proposal& proposal);
/// False where somebody asked for the end of it, or it has ended.
bool beat(sql::Transaction& tx, Id<Org> org, Id<CircleProposal> id, const circle::Progress& progress, Instant at);
void ask_to_cancel(sql::Transaction& tx, Id<Org> org, Id<CircleProposal> id);
/// State, outcome, end and whether it was edited; its version goes up by one.
void update_proposal(sql::Transaction& tx, Id<Org> org, const Proposal& proposal);
/// In place of what was there.
void write_plan(sql::Transaction& tx, Id<Org> org, Id<CircleProposal> id, const NamedPlan& plan);

}  // namespace backbeat::season
