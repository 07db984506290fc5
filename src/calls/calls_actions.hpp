// Customer calls for other features, what calendars and files make of them, and saying whom a call is with.
#pragma once

#include "access/access_actions.hpp"
#include "calls/calls.hpp"
#include "calls/calls_actions_kept.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace backbeat::calls {

// --- for other features: plain facts, without a check of who asks ---

/// The calls of these people that begin in [from, to), by start and id, cancelled ones too; what somebody said is no customer call is left
/// out, and two records of one call are one. The stage is that of the call's beginning, or of `now` where it is still to come.
[[nodiscard]] std::vector<Call> calls_of(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> reps, Instant from, Instant to,
                                         Instant now);
/// Of one call; nothing where there is none of that id or it belongs to nobody yet. Of a record that is not listed by itself, the call that
/// it is of, with that one's id.
[[nodiscard]] std::optional<Call> call(sql::Reader& reader, Id<Org> org, Id<CallEntry> id, Instant now);
/// Of several, each record by itself, in their order; ids that are nothing are left out.
[[nodiscard]] std::vector<Call> calls_with_ids(sql::Reader& reader, Id<Org> org, std::span<const Id<CallEntry>> ids, Instant now);

/// Told in the transaction that stores what a source says anew, with everything that appeared, moved, was cancelled or came back. The
/// composition root lets `ridealong` listen.
using Listener = std::function<void(sql::Transaction& tx, Id<Org> org, const std::vector<Change>& changes, Instant now)>;

// --- people ---

inline constexpr ErrorSpec no_such_account{"no_such_account", ErrorKind::invalid, "There is no account {account} in the CRM's data."};
inline constexpr ErrorSpec no_such_opportunity{"no_such_opportunity", ErrorKind::invalid,
                                               "There is no opportunity {opportunity} at that account in the CRM's data."};
inline constexpr ErrorSpec nothing_to_undo{"nothing_to_undo", ErrorKind::conflict, "Nobody has said whom this call is with."};

inline constexpr ErrorSpec not_two_records{"not_two_records", ErrorKind::invalid,
                                           "Only a meeting of a calendar and a call of a file, both of the same rep, can be one call."};
inline constexpr ErrorSpec nothing_said_of_both{"nothing_said_of_both", ErrorKind::conflict, "Nobody has said whether these are one call."};

/// What somebody says of two records.
enum class Together { same_call, two_calls };

/// What somebody says a call is about.
struct Said {
  bool is_customer_call = true;
  std::string account = {};      // its key
  std::string opportunity = {};  // its key; empty: whichever follows from the account
};

enum class Which { all, unmatched, matched };

struct Query {
  std::optional<Id<Person>> rep = {};  // nobody: the actor and everybody below them
  Instant from;
  Instant to;
  Which which = Which::all;
  std::optional<std::pair<bool, std::pair<Instant, Id<CallEntry>>>> after = {};  // of the last row seen: needs a match, start, id
  int limit = 50;
};

struct Row {
  Call call;
  std::string rep_name;
};

struct Page {
  std::vector<Row> rows;       // those that need a match first, then by start
  std::int64_t unmatched = 0;  // of all that the query covers
  std::int64_t total = 0;
  bool has_more = false;
};

/// An account to choose, with its open opportunities.
struct Choice {
  AccountName account;
  std::vector<OpportunityName> opportunities;
};

/// The longest stretch that is asked for at once.
inline constexpr std::chrono::days longest_stretch{100};

class Calls {
 public:
  Calls(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// The actor's own and those of the people below them. errors::not_found for a rep who is neither.
  [[nodiscard]] Result<Page> page(const access::Actor& actor, const Query& query) const;
  /// Accounts for a call to be matched to: by part of a name, or where nothing is searched those it could be and the rep's own open ones.
  [[nodiscard]] Result<std::vector<Choice>> choices(const access::Actor& actor, Id<CallEntry> call, std::string_view search) const;
  /// Says whom a call is with; holds through later imports. The domain of who was invited is known for the account's from then on.
  [[nodiscard]] Result<Row> match(const access::Actor& actor, Id<CallEntry> call, const Said& said) const;
  /// Takes back what was said last: what was said before holds again, or what the data say.
  [[nodiscard]] Result<Row> undo(const access::Actor& actor, Id<CallEntry> call) const;
  /// Says whether a meeting of a calendar and a call of a file are one call, whichever is named first; holds through later imports. Answers
  /// with the calendar's.
  [[nodiscard]] Result<Row> pair(const access::Actor& actor, Id<CallEntry> call, Id<CallEntry> other, Together together) const;
  /// Takes that back: what the data say holds again.
  [[nodiscard]] Result<Row> unpair(const access::Actor& actor, Id<CallEntry> call, Id<CallEntry> other) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
  mutable KeptPlaces m_places;
};

/// How many calls of a rep in the coming two weeks have no account: for the home page.
[[nodiscard]] std::int64_t unmatched_ahead(sql::Reader& reader, Id<Org> org, Id<Person> rep, Instant now);

}  // namespace backbeat::calls
