// Ride-alongs: booking them, preparing, riding and debriefing them, and reading them. Every method takes who asks; what the two wrote is
// reached only as one of them (access::Participation), and is errors::not_found for everybody else, API tokens included.
#pragma once

#include "access/access_actions.hpp"
#include "cadence/cadence_actions_ledgers.hpp"
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

inline constexpr ErrorSpec with_oneself{"with_oneself", ErrorKind::invalid, "A ride-along needs two people."};
inline constexpr ErrorSpec not_here_then{"not_here_then", ErrorKind::invalid, "{person} does not work here on {day}."};
inline constexpr ErrorSpec unknown_call{"unknown_call", ErrorKind::invalid, "There is no such call of this rep that is still to come."};
inline constexpr ErrorSpec call_is_taken{"call_is_taken", ErrorKind::conflict, "{manager} rides along on this call already."};
inline constexpr ErrorSpec busy_then{"busy_then", ErrorKind::conflict, "{person} has something else planned at {starts_at}."};
inline constexpr ErrorSpec no_pre_brief_slot{"no_pre_brief_slot", ErrorKind::conflict,
                                             "Before this call the two are never free together. Pick a time for the pre-brief yourself."};
inline constexpr ErrorSpec no_debrief_slot{"no_debrief_slot", ErrorKind::conflict,
                                           "By {due} the two are never free together. Pick a time for the debrief yourself."};
inline constexpr ErrorSpec pre_brief_after_call{"pre_brief_after_call", ErrorKind::invalid, "The pre-brief ends before the call begins."};
inline constexpr ErrorSpec debrief_outside{"debrief_outside", ErrorKind::invalid, "The debrief begins after the call and by {due}."};
inline constexpr ErrorSpec follows_its_call{"follows_its_call", ErrorKind::conflict,
                                            "This ride-along follows the customer's call: it moves when the call does."};
inline constexpr ErrorSpec pre_brief_incomplete{"pre_brief_incomplete", ErrorKind::invalid, "Fill this in before you sign."};
inline constexpr ErrorSpec another_note{"another_note", ErrorKind::conflict, "Somebody else took the note with this id."};
inline constexpr ErrorSpec not_your_note{"not_your_note", ErrorKind::forbidden, "A note is removed by who took it."};
inline constexpr ErrorSpec too_many_notes{"too_many_notes", ErrorKind::conflict, "{most} notes on one call are enough."};
inline constexpr ErrorSpec no_next_session{"no_next_session", ErrorKind::conflict,
                                           "Nothing is planned for the two of you. Plan the next conversation first."};
inline constexpr ErrorSpec not_the_next{"not_the_next", ErrorKind::invalid, "That is no planned conversation of the two of you."};
inline constexpr ErrorSpec unknown_indicator{"unknown_indicator", ErrorKind::invalid, "The playbook has no leading indicator {found}."};
inline constexpr ErrorSpec score_out_of_range{"score_out_of_range", ErrorKind::invalid, "A whole number from 0 to 10, not {found}."};

// --- what the two see of each other's doing, as it happens ---

/// A note of the pad, as it was taken.
struct Note {
  std::string id = {};  // the client's own: the same note sent again changes nothing
  Instant at;
  Tag tag = Tag::free;
  std::string text = {};
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
  std::optional<Id<Person>> manager = {};  // who rides; the actor where absent
  Format format = Format::observe;
  std::int64_t call = 0;  // a known call; else what follows says when and with whom
  Span when;
  std::string account = {};
  std::optional<Instant> pre_brief_at = {};  // the last free quarter of an hour before the call where absent
  std::optional<Instant> debrief_at = {};    // the first free half hour after it where absent
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
  std::string id = {};
  Instant at;
  Tag tag = Tag::free;
  std::string text = {};
};

struct NextStep {
  std::string text = {};                 // verbatim
  std::optional<LocalDate> due_on = {};  // the day of the next conversation of the two where absent, else in a week
  std::string indicator = {};            // key of a leading indicator, or ""
};

// --- what comes out ---

struct Comment {
  int number = 0;  // from 1
  std::string text = {};
  Instant at;
};

/// A call with what may be said of it to the two and those above the rep.
struct CallView {
  std::int64_t id = 0;
  std::string account = {};
  std::string title = {};
  std::string opportunity = {};
  std::string stage = {};
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
  std::vector<Note> notes = {};
  std::string self_assessment = {};
  std::vector<Comment> comments = {};
  int most_comments = 3;
  std::optional<commitment::CommitmentState> next_step = {};
  std::string last_reason = {};  // of the last move or cancellation
  std::vector<std::string_view> allowed = {};
};

struct Row {
  RideAlongState state;
  std::string account = {};
  people::PersonRef rep;
  people::PersonRef manager;
};

struct Query {
  std::optional<Id<Person>> person = {};  // the actor where absent
  std::optional<Instant> from = {};       // 90 days ago where absent
  std::optional<Instant> to = {};         // in 90 days where absent
  std::optional<State> state = {};
};

/// A call that would do for what is open, with why: it lies in the `part`-th of so many parts of what is left of the window, and the rep's
/// last ride-along was so many days ago.
struct Candidate {
  std::int64_t call = 0;
  Format format = Format::observe;
  CallView what = {};
  std::optional<int> stage_number = {};
  Plan plan = {};
  int part = 1;
  int parts = 1;
  std::optional<int> days_since_last = {};
};

struct DeskRep {
  people::PersonRef rep;
  std::string job_role = {};
  bool is_top_performer = false;
  std::optional<Instant> last_held_at = {};
  std::vector<cadence::RideAlongDebt> debts = {};
  std::vector<Candidate> candidates = {};
};

/// What one manager owes now, and what stands on their calendar.
struct Desk {
  people::PersonRef manager;
  Instant now;
  Zone zone;
  bool are_calls_known = false;
  std::vector<DeskRep> reps = {};      // by name
  std::vector<Row> coming = {};        // planned and running, by time
  std::vector<Row> debriefs_due = {};  // the call is over, the debrief is not; by when it is due
  std::vector<Row> recent = {};        // of the last 30 days, the last first
};

/// When the two could meet around a call; the nearest to it first. The debrief begins by `due`.
struct Times {
  Span call;
  Instant due;
  std::vector<Span> pre_briefs = {};
  std::vector<Span> debriefs = {};
};

/// What became of a customer call.
struct CallChange {
  std::int64_t call = 0;
  bool is_cancelled = false;
  Span now;
};

class RideAlongs {
 public:
  RideAlongs(sql::Db& db, const access::Access& access, cadence::Ledgers& ledgers, Seams seams = {})
      : m_db(db), m_access(access), m_ledgers(ledgers), m_seams(std::move(seams)) {}

  // --- planning ---
  /// The ride-along, its pre-brief and its debrief, with holds on both calendars, in one transaction. For everybody above the rep.
  [[nodiscard]] Result<Id<Session>> book(const access::Actor& actor, const NewRideAlong& wanted) const;
  /// What could be chosen for it, before it is booked. For everybody above the rep, with themselves or with somebody below them.
  [[nodiscard]] Result<Times> times(const access::Actor& actor, const NewRideAlong& wanted) const;
  /// One whose call was typed by hand.
  [[nodiscard]] Result<Done> move(const access::Actor& actor, Id<Session> id, Span call, std::string_view reason) const;
  [[nodiscard]] Result<Done> cancel(const access::Actor& actor, Id<Session> id, std::string_view reason) const;
  /// Calls moved or were called off: holds follow, and what is lost is owed again. Said again, it changes nothing.
  void follow(sql::Transaction& tx, Id<Org> org, const std::vector<CallChange>& changes, Instant now) const;

  // --- before the call ---
  /// Each side writes its own part. Signing needs all of the rep's.
  [[nodiscard]] Result<Done> write_pre_brief(const access::Actor& actor, Id<Session> id, const PreBrief& pre_brief, Signing signing) const;
  [[nodiscard]] Result<Done> confirm_format(const access::Actor& actor, Id<Session> id, Format format) const;
  [[nodiscard]] Result<Done> sign_consent(const access::Actor& actor, Id<Session> id, Consent consent) const;

  // --- on the call ---
  [[nodiscard]] Result<Done> start(const access::Actor& actor, Id<Session> id) const;
  /// A note with the same id by the same person replaces it; the same note changes nothing and succeeds.
  [[nodiscard]] Result<Note> take_note(const access::Actor& actor, Id<Session> id, const NewNote& note) const;
  /// A note of one's own, for as long as notes are taken; its words are kept nowhere. One that is gone changes nothing and succeeds.
  [[nodiscard]] Result<Done> remove_note(const access::Actor& actor, Id<Session> id, std::string_view note) const;
  /// `pressed`: when, by the clock of a device that had no network; said again, it changes nothing and succeeds. Absent: now.
  [[nodiscard]] Result<Done> take_over(const access::Actor& actor, Id<Session> id, std::optional<Instant> pressed = {}) const;
  [[nodiscard]] Result<Done> hand_back(const access::Actor& actor, Id<Session> id, std::optional<Instant> pressed = {}) const;
  [[nodiscard]] Result<Done> end(const access::Actor& actor, Id<Session> id) const;

  // --- after it ---
  [[nodiscard]] Result<Done> start_debrief(const access::Actor& actor, Id<Session> id) const;
  [[nodiscard]] Result<Done> enter_stage(const access::Actor& actor, Id<Session> id, std::string_view stage) const;
  [[nodiscard]] Result<Done> assess(const access::Actor& actor, Id<Session> id, std::string_view text) const;
  [[nodiscard]] Result<Done> comment(const access::Actor& actor, Id<Session> id, std::string_view text) const;
  /// A commitment: the next conversation of the two opens on it.
  [[nodiscard]] Result<Done> make_next_step(const access::Actor& actor, Id<Session> id, const NextStep& step) const;
  /// The named one, or the next that is planned for the two.
  [[nodiscard]] Result<Done> confirm_next_session(const access::Actor& actor, Id<Session> id, std::optional<Id<Session>> session) const;
  [[nodiscard]] Result<Done> end_debrief(const access::Actor& actor, Id<Session> id) const;
  [[nodiscard]] Result<Done> confirm(const access::Actor& actor, Id<Session> id) const;
  /// 0 to 10. Rating says that it took place, so it confirms too.
  [[nodiscard]] Result<Done> rate(const access::Actor& actor, Id<Session> id, int score) const;
  /// The page is open while there is a debrief: that is evidence. Otherwise nothing happens.
  [[nodiscard]] Result<Done> be_present(const access::Actor& actor, Id<Session> id) const;

  // --- reading ---
  [[nodiscard]] Result<RideAlongView> ride_along(const access::Actor& actor, Id<Session> id) const;
  /// Metadata, for the person, those above them, and see_sessions.
  [[nodiscard]] Result<std::vector<Row>> list(const access::Actor& actor, const Query& query) const;
  /// For the manager (the actor where absent) and those above them.
  [[nodiscard]] Result<Desk> desk(const access::Actor& actor, std::optional<Id<Person>> manager) const;
  [[nodiscard]] people::PersonRef ref_of(const access::Actor& actor) const;
  [[nodiscard]] Instant now() const { return m_access.clock().now(); }

 private:
  class Scene;
  template <class Work>
  [[nodiscard]] Result<Done> act(const access::Actor& actor, Id<Session> id, Verb verb, Work work) const;
  [[nodiscard]] Result<Done> press(const access::Actor& actor, Id<Session> id, Verb verb, std::optional<Instant> pressed) const;
  void tell(sql::Transaction& tx, Id<Org> org, Id<Session> id, std::int64_t version) const;

  sql::Db& m_db;
  const access::Access& m_access;
  cadence::Ledgers& m_ledgers;
  Seams m_seams;
};

// --- for other features: metadata, without a check of who asks ---

/// Every ride-along whose call was ever planned for [from, to), as known at `as_of`, by the call's time. One pass over the events.
[[nodiscard]] std::vector<RideAlongState> facts(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                                Instant from, Instant to, Instant as_of);
/// Those one person is in, by the call's time.
[[nodiscard]] std::vector<RideAlongState> facts_of(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                                   Id<Person> person, Instant from, Instant to, Instant as_of);

/// What each of these reps is owed in the periods whose window ends on a day of `range`, as everything was known at `as_of`; by rep, then
/// window.
[[nodiscard]] std::vector<cadence::RideAlongDebt> debts(sql::Reader& reader, const access::Organisation& organisation,
                                                        const std::vector<Id<Person>>& reps, cadence::Days range, Instant as_of);

/// What one rep is owed in the periods that hold the day of `now`, with its risks.
[[nodiscard]] std::vector<cadence::RideAlongDebt> debts_now(sql::Reader& reader, const access::Organisation& organisation,
                                                            const cadence::Standing& standing, const people::Member& rep, Instant now);

}  // namespace backbeat::ridealong
