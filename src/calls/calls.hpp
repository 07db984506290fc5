// Customer calls: when a rep talks to whom, and about which deal. They come from calendars (a meeting with somebody from outside) and from
// files. What a call is about is derived from what the source says of it and what the CRM says, at every reading, and never guessed.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calls {

struct CallEntry;  // tag

enum class Origin { calendar, file };
[[nodiscard]] std::string_view name_of(Origin origin);

struct Attendee {
  std::string address;  // lower case
  std::string name = {};
  friend auto operator<=>(const Attendee&, const Attendee&) = default;
};

/// A call as its source has it.
struct Stored {
  Id<CallEntry> id = {};
  Origin origin = Origin::file;
  std::string source_key = {};         // the file's id of the call; of a calendar the occurrence's
  std::optional<Id<Person>> rep = {};  // nobody until a name is matched
  std::string owner_system = {};       // of a file: what it calls the rep
  std::string owner_value = {};
  Instant starts = {};
  Instant ends = {};  // as starts where nobody spoke
  std::string title = {};
  bool is_cancelled = false;
  std::string opportunity_ref = {};  // as the file names them; empty: not at all
  std::string account_ref = {};
  std::string account_name = {};
  std::vector<Attendee> attendees = {};  // in order of their address; who is ours is left out where it is read
  friend bool operator==(const Stored&, const Stored&) = default;
};

/// Why a call is at an account. What comes first goes first: somebody said so; the opportunity's id; the account's id; the account's name;
/// the domain of who is invited; the account's name in the title. `ambiguous`: several are equally likely, so none was taken.
enum class Reason { corrected, opportunity_id, account_id, account_name, domain, title, ambiguous, none, no_customer };
[[nodiscard]] std::string_view name_of(Reason reason);

struct AccountName {
  std::string key;
  std::string name;
  friend auto operator<=>(const AccountName&, const AccountName&) = default;
};

struct OpportunityName {
  std::string key;
  std::string name;
  friend auto operator<=>(const OpportunityName&, const OpportunityName&) = default;
};

/// What a call is about.
struct Match {
  Reason reason = Reason::none;
  std::string found = {};  // the id, name or domain that decided, as it was found
  std::optional<AccountName> account = {};
  std::optional<OpportunityName> opportunity = {};
  std::vector<AccountName> accounts = {};           // of ambiguous: which it could be
  std::vector<OpportunityName> opportunities = {};  // at the account, where several are open and none is the rep's alone
  friend bool operator==(const Match&, const Match&) = default;
};

/// Why two records are of one call: somebody said so; the same opportunity; the same account; a guest in both; a guest's domain.
enum class SameBy { said, opportunity, account, guest, domain };
[[nodiscard]] std::string_view name_of(SameBy by);

/// What another source says at that time.
struct OtherRecord {
  Id<CallEntry> id = {};
  Origin origin = Origin::file;
  Instant starts = {};
  std::string title = {};
  SameBy by = SameBy::said;
  friend bool operator==(const OtherRecord&, const OtherRecord&) = default;
};

/// A call as others read it.
struct Call {
  Id<CallEntry> id;
  Origin origin = Origin::file;
  Id<Person> rep;
  Instant starts;
  Instant ends;
  bool is_cancelled = false;
  std::string title;  // for the rep and those above them alone, as are the attendees
  std::vector<Attendee> outside;
  Match match;
  // Of the opportunity, when the call begins, as far as is known now. Empty and 0: no opportunity, or nothing tells.
  std::string stage = {};
  int stage_order = 0;                   // 1 is the first stage deals of this organisation go through
  int stage_count = 0;                   // how many of them there are
  std::optional<OtherRecord> same = {};  // of the same call, by another source; it is not listed by itself
  std::vector<OtherRecord> near = {};    // by another source at that time: perhaps the same call, by nothing that is known
  [[nodiscard]] bool has_account() const { return match.account.has_value(); }
  /// Somebody should say whom it is with.
  [[nodiscard]] bool needs_a_match() const { return match.reason == Reason::none || match.reason == Reason::ambiguous; }
};

enum class ChangeKind { appeared, moved, cancelled, restored };
[[nodiscard]] std::string_view name_of(ChangeKind kind);

/// What a file or a calendar said differently about a call. One that left the calendar was cancelled.
struct Change {
  ChangeKind kind = ChangeKind::appeared;
  Id<CallEntry> call;
  Id<Person> rep;
  Instant starts;  // from now on
  Instant ends;
  Instant started;  // before the change
  Instant ended;
  friend bool operator==(const Change&, const Change&) = default;
};

/// What to tell of one call that was stored differently before; nothing where others need not know. Of a call without a rep nothing is
/// told.
[[nodiscard]] std::optional<Change> change_between(const std::optional<Stored>& before, const Stored& now);

/// The part behind the @, in lower case; empty where there is none.
[[nodiscard]] std::string domain_of(std::string_view address);
/// A provider of mailboxes for everybody (gmail.com, ...): tells nothing about whom somebody works for.
[[nodiscard]] bool is_public_domain(std::string_view domain);

using Domains = std::set<std::string, std::less<>>;
/// Those whose domain is not one of ours, nor below one. An address without a domain (a room, a list) counts for nobody.
[[nodiscard]] std::vector<Attendee> outside_of(const std::vector<Attendee>& attendees, const Domains& ours);

}  // namespace backbeat::calls
