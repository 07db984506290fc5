// Ride-alongs: booking them, preparing, riding and debriefing them, and reading them. Every method takes who asks; what the two wrote is
// reached only as one of them (access::Participation), and is errors::not_found for everybody else, API tokens included.
#pragma once

#include "access/access_actions.hpp"
#include "commitment/commitment_actions.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"
#include "ridealong/ridealong.hpp"
#include "ridealong/ridealong_rules.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace backbeat::ridealong {

// --- what the two see of each other's doing, as it happens ---

/// A note of the pad, as it was taken.
struct Note {
  std::string id;  // the client's own: the same note sent again changes nothing
  Instant at;
  Tag tag = Tag::free;
  std::string text;
  Id<Person> by;
  friend bool operator==(const Note&, const Note&) = default;
};
struct StateChanged {
  std::int64_t version = 0;
};
using Message = std::variant<Note, StateChanged>;

/// What the program puts in from outside; each may be absent.
struct Seams {
  /// Told what happened in a ride-along, once it is durable. Must not throw and not wait.
  std::function<void(Id<Org>, Id<Session>, const Message&)> publish;
};

// --- what comes in ---

struct NewRideAlong {
  Id<Person> rep;
  std::optional<Id<Person>> manager;  // who rides; the actor where absent
  Format format = Format::observe;
  std::int64_t call = 0;  // a known call; else what follows says when and with whom
  Span when;
  std::string account;
  std::optional<Instant> pre_brief_at;  // the last free quarter of an hour before the call where absent
  std::optional<Instant> debrief_at;    // the first free half hour after it where absent
};

/// What the rep writes before the call, and what the manager will listen for. Absent: left as it is.
struct PreBrief {
  std::optional<std::string> people = {};
  std::optional<std::string> objective = {};
  std::optional<std::string> objections = {};
  std::optional<std::string> skill = {};
  std::optional<std::string> listen_for = {};  // the manager's
};
enum class Signing { draft, sign };

enum class Consent { withheld, given };

struct NewNote {
  std::string id;
  Instant at;
  Tag tag = Tag::free;
  std::string text;
};

struct NextStep {
  std::string text;                      // verbatim
  std::optional<LocalDate> due_on = {};  // the day of the next conversation of the two where absent, else in a week
  std::string indicator = {};            // key of a leading indicator, or ""
};

// --- what comes out ---

struct Comment {
  int number = 0;  // from 1
  std::string text;
  Instant at;
};

/// A call with what may be said of it to the two and those above the rep.
struct CallView {
  std::int64_t id = 0;
  std::string account;
  std::string title;
  std::string opportunity;
  std::string stage;
};

/// A ride-along as one of its two people sees it.
struct RideAlongView {
  RideAlongState state;
  playbook::SessionType rules;
  access::Side viewer = access::Side::rep;
  people::PersonRef rep;
  people::PersonRef manager;
  CallView call;
  Zone zone;  // the viewer's
  Instant now;
  PreBrief pre_brief;  // empty where nothing was written
  std::vector<Note> notes;
  std::string self_assessment;
  std::vector<Comment> comments;
  int most_comments = 3;
  std::optional<commitment::CommitmentState> next_step;
  std::string last_reason;  // of the last move or cancellation
  std::vector<std::string_view> allowed;
};

struct Row {
  RideAlongState state;
  std::string account;
  people::PersonRef rep;
  people::PersonRef manager;
};

struct Query {
  std::optional<Id<Person>> person;  // the actor where absent
  std::optional<Instant> from;       // 90 days ago where absent
  std::optional<Instant> to;         // in 90 days where absent
  std::optional<State> state;
};

// --- for other features: metadata, without a check of who asks ---

/// Every ride-along whose call was ever planned for [from, to), as known at `as_of`, by the call's time. One pass over the events.
[[nodiscard]] std::vector<RideAlongState> facts(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                                Instant from, Instant to, Instant as_of);
/// Those one person is in, by the call's time.
[[nodiscard]] std::vector<RideAlongState> facts_of(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                                   Id<Person> person, Instant from, Instant to, Instant as_of);

/// What each of these reps is owed in the periods whose window ends on a day of `range`, as known at `as_of`; by rep, then window.
/// `risk` is set for what is open now.
[[nodiscard]] std::vector<cadence::RideAlongDebt> debts(sql::Reader& reader, const access::Organisation& organisation,
                                                        const std::vector<Id<Person>>& reps, cadence::Days range, Instant as_of);

}  // namespace backbeat::ridealong
