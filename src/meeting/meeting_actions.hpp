// The hours of peer circles: running one, saying something in it, and reading it. Every method takes who asks; nothing of a circle is
// reached without an access::Membership, and is errors::not_found for everybody else: managers of its members, enablement, admins, API
// tokens.
#pragma once

#include "access/access_actions.hpp"
#include "meeting/meeting.hpp"
#include "meeting/meeting_actions_vault.hpp"
#include "meeting/meeting_fold.hpp"
#include "meeting/meeting_rules.hpp"
#include "meeting/meeting_words.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::meeting {

inline constexpr ErrorSpec outcome_is_final{"circle_outcome_final", ErrorKind::conflict,
                                            "You said what became of this more than a day ago. Make a new commitment instead."};
inline constexpr ErrorSpec taken_already{"circle_commitment_taken", ErrorKind::conflict, "You took this into a 1:1 already."};
inline constexpr ErrorSpec no_one_on_one{"no_next_one_on_one", ErrorKind::conflict,
                                         "No 1:1 of yours is planned. Ask your manager for one, then take this into it."};

/// Told to the members' pages: load the hour anew. Never a word.
struct Changed {
  std::int64_t version = 0;
};

/// What the program puts in from outside; each may be absent.
struct Seams {
  /// Told that something changed in an hour, once it is durable. Must not throw and not wait.
  std::function<void(Id<Org>, Id<Meeting>, const Changed&)> publish;
};

// --- what comes out ---

/// An hour in a list: when, which state, how many came. The viewer's own attendance where they have one.
struct HourRow {
  Hour hour = {};
  std::optional<people::PersonRef> facilitator = {};
  std::optional<Attendance> mine = {};
  int expected = 0;
  int excused = 0;
  int present = 0;
  int missed = 0;
};

struct MyCircle {
  CircleFacts circle = {};
  access::Membership::Reach reach = access::Membership::Reach::own_words;
  bool is_current = false;
  Instant joined_at = {};
  std::optional<Instant> left_at = {};
  std::vector<people::PersonRef> members = {};  // empty once left
  std::optional<HourRow> next = {};             // running, or the next planned
  bool has_missed_two = false;                  // asks the member, and tells nobody else
};

struct CommitmentView {
  CommitmentRow row = {};
  int made_in_number = 0;
  people::PersonRef owner = {};
  CommitmentWords words = {};
  std::optional<Instant> taken_starts_at = {};  // on the owner's own
};

struct RoomMember {
  people::PersonRef who = {};
  Stay stay = {};
};

/// A circle as one of its members sees it.
struct Room {
  MyCircle mine = {};
  Zone zone = {};  // the viewer's
  Instant now = {};
  std::vector<RoomMember> members = {};
  std::vector<HourRow> hours = {};
  std::vector<CommitmentView> commitments = {};  // open ones
};

struct SeatedMember {
  people::PersonRef who = {};
  Attendance attendance = Attendance::expected;
  bool is_here = false;
  Duration airtime{0};
  std::optional<int> presents = {};  // the number of their case
};

struct AgendaPart {
  playbook::AgendaStage stage = {};
  std::optional<int> case_number = {};
  std::optional<people::PersonRef> presenter = {};
  std::optional<Instant> entered_at = {};
  std::optional<Instant> left_at = {};
};

struct CaseView {
  Id<CircleText> id = {};
  people::PersonRef author = {};
  CaseWords words = {};
  Instant written_at = {};
  bool is_presented = false;
};

/// A note, a message, or feedback on a drill.
struct Line {
  Id<CircleText> id = {};
  WordKind kind = WordKind::note;
  std::string stage = {};
  people::PersonRef by = {};
  std::optional<people::PersonRef> about = {};
  std::string text = {};
  Instant at = {};
};

/// An hour as one of the circle's members sees it.
struct HourView {
  Hour hour = {};
  CircleFacts circle = {};
  Course course = {};
  access::Membership::Reach reach = access::Membership::Reach::own_words;
  Id<Person> viewer = {};
  Zone zone = {};  // the viewer's
  Instant now = {};
  std::optional<people::PersonRef> facilitator = {};
  bool is_facilitator = false;
  std::vector<SeatedMember> members = {};
  std::vector<AgendaPart> agenda = {};
  std::vector<playbook::Drill> drills = {};
  std::vector<CaseView> cases = {};  // presented ones, in their order
  std::optional<CaseView> my_case = {};
  std::vector<CommitmentView> check_in = {};     // made in earlier hours: open, or answered since this one began
  std::vector<CommitmentView> commitments = {};  // made in this one
  std::vector<Line> lines = {};                  // by time
  std::optional<std::pair<Id<Meeting>, Instant>> next = {};
  std::vector<std::string_view> allowed = {};
};

class Meetings {
 public:
  Meetings(sql::Db& db, const access::Access& access, Vault vault, Seams seams = {})
      : m_db(db), m_access(access), m_vault(std::move(vault)), m_seams(std::move(seams)) {}

  // --- reading ---
  /// Those the actor is in, then those they left, the last first. For a browser alone.
  [[nodiscard]] Result<std::vector<MyCircle>> my_circles(const access::Actor& actor) const;
  [[nodiscard]] Result<Room> room(const access::Actor& actor, Id<Circle> circle) const;
  [[nodiscard]] Result<HourView> hour(const access::Actor& actor, Id<Meeting> id) const;
  /// Somebody opened the page: while the hour runs that is being there. errors::not_found unless they may follow it as it happens.
  [[nodiscard]] Result<people::PersonRef> follow(const access::Actor& actor, Id<Meeting> id) const;

  // --- the hour; each returns its version ---
  [[nodiscard]] Result<std::int64_t> start(const access::Actor& actor, Id<Meeting> id) const;
  [[nodiscard]] Result<std::int64_t> attend(const access::Actor& actor, Id<Meeting> id) const;
  [[nodiscard]] Result<std::int64_t> leave(const access::Actor& actor, Id<Meeting> id) const;
  [[nodiscard]] Result<std::int64_t> excuse(const access::Actor& actor, Id<Meeting> id) const;
  /// A case is presented by `presenter`, or by whose turn it is; a drill is a key of the library, or "".
  [[nodiscard]] Result<std::int64_t> enter_stage(const access::Actor& actor, Id<Meeting> id, std::string_view stage,
                                                 std::optional<Id<Person>> presenter, std::string_view drill) const;
  /// To somebody, or to nobody. Who does not facilitate takes it themselves, and lays down their own.
  [[nodiscard]] Result<std::int64_t> give_floor(const access::Actor& actor, Id<Meeting> id, std::optional<Id<Person>> to) const;
  /// To somebody; the actor takes over where it is nobody.
  [[nodiscard]] Result<std::int64_t> hand_over(const access::Actor& actor, Id<Meeting> id, std::optional<Id<Person>> to) const;
  [[nodiscard]] Result<std::int64_t> end(const access::Actor& actor, Id<Meeting> id) const;

  // --- what is said ---
  [[nodiscard]] Result<std::int64_t> write_case(const access::Actor& actor, Id<Meeting> id, const CaseWords& words) const;
  [[nodiscard]] Result<std::int64_t> take_note(const access::Actor& actor, Id<Meeting> id, std::string_view stage,
                                               std::string_view text) const;
  [[nodiscard]] Result<std::int64_t> say(const access::Actor& actor, Id<Meeting> id, std::string_view text) const;
  [[nodiscard]] Result<std::int64_t> give_feedback(const access::Actor& actor, Id<Meeting> id, Id<Person> to, std::string_view text) const;
  /// Due on the day of the next hour where no day is given, else in a week.
  [[nodiscard]] Result<std::int64_t> commit(const access::Actor& actor, Id<Meeting> id, std::string_view text,
                                            std::optional<LocalDate> due_on) const;

  /// Where a commitment was made, and that hour's version.
  struct Touched {
    Id<Meeting> meeting;
    std::int64_t version = 0;
  };
  [[nodiscard]] Result<Touched> give_outcome(const access::Actor& actor, Id<CircleCommitment> id, Outcome outcome,
                                             std::string_view note) const;
  /// Into the owner's next planned 1:1: its manager sees the commitment there, and nothing else of the circle.
  [[nodiscard]] Result<Touched> take_to_one_on_one(const access::Actor& actor, Id<CircleCommitment> id) const;

  /// Hours planned, closed and on calendars: for the job, which may be ending.
  void keep_up(const std::function<bool()>& is_ending = [] { return false; }) const;
  /// The same of these circles, each in a write of its own.
  void keep_up(Id<Org> org, std::span<const Id<Circle>> circles) const;

 private:
  class Scene;
  template <class Work>
  [[nodiscard]] Result<std::int64_t> act(const access::Actor& actor, Id<Meeting> id, Verb verb, Work work) const;
  template <class Work>
  [[nodiscard]] Result<Touched> of_own(const access::Actor& actor, Id<CircleCommitment> id, Work work) const;
  void keep_up(Id<Org> org, Id<Circle> circle) const;
  void tell(sql::Transaction& tx, Id<Org> org, Id<Meeting> id, std::int64_t version) const;

  sql::Db& m_db;
  const access::Access& m_access;
  Vault m_vault;
  Seams m_seams;
};

/// Whether they may follow an hour as it happens: asked again while they do.
[[nodiscard]] bool may_follow(sql::Reader& reader, const access::Access& access, const access::Actor& actor, Id<Meeting> id);

/// The version of an hour: what another node tells again. Nothing where there is no such hour.
[[nodiscard]] std::optional<std::int64_t> version_of(sql::Reader& reader, Id<Org> org, Id<Meeting> id);

}  // namespace backbeat::meeting
