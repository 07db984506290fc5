// Calls as their sources have them, and what somebody said of them.
#pragma once

#include "calls/calls.hpp"
#include "calls/match.hpp"
#include "calls/same_call.hpp"
#include "sql/sql.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backbeat::calls {

/// Attendees by address.
void insert_call(sql::Transaction& tx, Id<Org> org, const Stored& call);
/// Everything but its id, origin and source key.
void update_call(sql::Transaction& tx, Id<Org> org, const Stored& call);

[[nodiscard]] std::optional<Stored> find_call(sql::Reader& reader, Id<Org> org, Id<CallEntry> id);
/// Those with these ids, in their order, each once; an id that is no call's is left out.
[[nodiscard]] std::vector<Stored> find_calls(sql::Reader& reader, Id<Org> org, std::span<const Id<CallEntry>> ids);
[[nodiscard]] std::optional<Stored> find_by_source(sql::Reader& reader, Id<Org> org, Origin origin, std::string_view source_key);
/// Those of a rep that begin in [from, to), by start and id.
[[nodiscard]] std::vector<Stored> read_calls_of(sql::Reader& reader, Id<Org> org, Id<Person> rep, Instant from, Instant to);

/// The last one of each of these calls.
[[nodiscard]] std::map<Id<CallEntry>, Correction> read_corrections(sql::Reader& reader, Id<Org> org, std::span<const Id<CallEntry>> calls);
[[nodiscard]] std::optional<std::int64_t> last_correction(sql::Reader& reader, Id<Org> org, Id<CallEntry> call);
void insert_correction(sql::Transaction& tx, Id<Org> org, Id<CallEntry> call, std::int64_t number, const Correction& said, Id<User> by,
                       Instant at);
void delete_correction(sql::Transaction& tx, Id<Org> org, Id<CallEntry> call, std::int64_t number);

/// What was said of two records being of one call.
[[nodiscard]] std::vector<PairSaid> read_pairs(sql::Reader& reader, Id<Org> org);
/// One record is of one call: that either was said to be the same as a third is gone.
void store_pair(sql::Transaction& tx, Id<Org> org, const PairSaid& said, Id<User> by, Instant at);
/// False where nothing was said of the two.
[[nodiscard]] bool delete_pair(sql::Transaction& tx, Id<Org> org, Id<CallEntry> calendar, Id<CallEntry> file);

/// The accounts that corrections put calls with somebody of these domains at: (domain, account key), each once. Only calls on which
/// everybody from outside is of one domain teach anything; `ours` says who is from outside.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> learned_domains(sql::Reader& reader, Id<Org> org, const Domains& ours);

/// Names that calls wait for, and giving those calls to a person; the ids of the calls.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> waiting_names(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<Id<CallEntry>> calls_waiting_for(sql::Reader& reader, Id<Org> org, std::string_view system,
                                                           std::string_view value);
void give_calls(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> rep);

}  // namespace backbeat::calls
