// Seasons as enablement runs them: who is in, what keeps somebody out, what is due, what is to be mended, and the circles that meet.
#pragma once

#include "season/proposal.hpp"
#include "season/scene_actions.hpp"
#include "season/season.hpp"

#include "access/access_actions.hpp"
#include "base/fields.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace backbeat::season {

inline constexpr std::string_view season_stream = "circle_season";
inline constexpr std::string_view circle_stream = "circle";
inline constexpr std::string_view apart_stream = "circle_apart";

inline constexpr ErrorSpec season_is_over{"season_is_over", ErrorKind::conflict, "This season ended on {found}."};
inline constexpr ErrorSpec nothing_published{"nothing_published", ErrorKind::conflict, "No circles of this season are published."};
inline constexpr ErrorSpec already_met{
    "already_met", ErrorKind::conflict,
    "The first of these circles met on {found}. What was published stays; mend or disband circles instead."};
inline constexpr ErrorSpec circle_has_ended{"circle_has_ended", ErrorKind::conflict, "This circle has ended."};
inline constexpr ErrorSpec repair_outdated{
    "repair_outdated", ErrorKind::conflict,
    "Somebody or something changed meanwhile, and this would do something else now. Look at it again."};
inline constexpr ErrorSpec apart_already{"apart_already", ErrorKind::conflict, "These two are kept apart already."};

enum class DisbandReason { attendance, enps, members_asked, too_small, other };
[[nodiscard]] std::string_view name_of(DisbandReason reason);

enum class CalendarKind { season_begins, season_ends, remix_due, certificates_end };

struct CalendarRow {
  LocalDate day;
  CalendarKind kind = CalendarKind::season_begins;
  std::string text;
  std::optional<Id<CircleSeason>> season = {};
  std::int64_t count = 0;
};

struct SeasonRow {
  Season season;
  SeasonState state = SeasonState::forming;
  std::int64_t proposals = 0;
  std::int64_t circles = 0;  // that meet now
};

struct SeasonList {
  std::vector<SeasonRow> rows;  // newest first
  Season suggested;             // name and days of the next one
  std::vector<CalendarRow> calendar;
};

struct NewSeason {
  std::optional<std::string> name;
  std::optional<LocalDate> first;
  std::optional<LocalDate> last;
};

struct RoleCount {
  std::string group;
  std::string label;
  std::int64_t in = 0;
  std::int64_t certified = 0;
};

struct Publication {
  Id<CircleProposal> proposal;
  Instant at;
  std::string by;
  std::int64_t circles = 0;  // that meet now
  bool may_undo = false;
  std::optional<Instant> undo_until = {};
};

struct SeasonView {
  std::shared_ptr<const Scene> scene;
  SeasonRow row;
  int cross_least = 0;
  int cross_most = 0;
  std::int64_t in = 0;
  std::int64_t not_in = 0;
  std::int64_t kept_out = 0;
  std::int64_t certified = 0;
  std::int64_t certificates_due = 0;
  std::vector<RoleCount> roles;
  std::vector<std::pair<Bar, std::int64_t>> bars;
  std::vector<Proposal> proposals;  // cut off ones said to be so
  std::unordered_map<Id<User>, std::string> users;
  std::optional<Publication> publication;
  Repairs repairs;
  std::vector<PublishedCircle> running;  // of this season, by name
};

enum class PeopleFilter { everybody, in, not_in, kept_out, certificate_due };
struct PeopleQuery {
  PeopleFilter filter = PeopleFilter::everybody;
  std::string search;  // part of a name, capitals do not matter
  std::optional<std::pair<std::string, Id<Person>>> after;
  std::size_t limit = 50;
};
struct PeoplePage {
  std::shared_ptr<const Scene> scene;
  std::vector<std::size_t> rows;                                                   // in the pool's candidates
  std::unordered_map<Id<Person>, std::pair<Id<PeerCircle>, std::string>> circles;  // of those in the rows
  std::optional<std::pair<std::string, Id<Person>>> next;
};

struct CircleQuery {
  std::optional<Id<CircleSeason>> season = {};
  std::optional<bool> is_running = {};
  std::size_t from = 0;
  std::size_t limit = 100;
};
struct CirclePage {
  std::vector<PublishedCircle> rows = {};
  std::size_t in_all = 0;
  std::unordered_map<Id<Person>, people::PersonRef> names = {};
  std::unordered_map<Id<Person>, bool> certified = {};        // today, by person of the rows
  std::unordered_map<Id<Person>, std::string> roles = {};     // labels
  std::unordered_map<std::string, std::string> held_by = {};  // key -> what it is called
};

/// Says of running proposals that are nobody's any more that they were cut off; given by whoever runs them.
using Judge = std::function<void(Proposal&)>;

class Seasons {
 public:
  Seasons(sql::Db& db, const access::Access& access, const Scenes& scenes) : m_db(db), m_access(access), m_scenes(scenes) {}

  // All for run_circles.
  [[nodiscard]] Result<SeasonList> seasons(const access::Actor& actor) const;
  [[nodiscard]] Result<SeasonView> season(const access::Actor& actor, Id<CircleSeason> id, const Judge& judge) const;
  [[nodiscard]] Result<PeoplePage> people(const access::Actor& actor, Id<CircleSeason> id, const PeopleQuery& query) const;
  [[nodiscard]] Result<Id<CircleSeason>> create(const access::Actor& actor, const NewSeason& wanted) const;
  /// Refuses a version that is not the latest.
  [[nodiscard]] Result<Done> set_rules(const access::Actor& actor, Id<CircleSeason> id, const SeasonRules& rules,
                                       std::int64_t version) const;
  /// Until the first circle has met: its circles end, those that it ended meet again.
  [[nodiscard]] Result<Done> undo_publish(const access::Actor& actor, Id<CircleSeason> id) const;
  /// Carries out a repair that was seen; refuses where it would now do something else.
  [[nodiscard]] Result<Done> mend(const access::Actor& actor, Id<CircleSeason> id, std::string_view key, std::int64_t fingerprint) const;

  [[nodiscard]] Result<CirclePage> circles(const access::Actor& actor, const CircleQuery& query) const;
  [[nodiscard]] Result<CirclePage> disband(const access::Actor& actor, Id<PeerCircle> id, DisbandReason reason) const;

  [[nodiscard]] Result<std::vector<std::pair<people::PersonRef, people::PersonRef>>> apart(const access::Actor& actor) const;
  [[nodiscard]] Result<Done> keep_apart(const access::Actor& actor, Id<Person> one, Id<Person> other) const;
  [[nodiscard]] Result<Done> let_together(const access::Actor& actor, Id<Person> one, Id<Person> other) const;

  /// From that day for as long as the playbook says.
  [[nodiscard]] Result<Certificate> certify(const access::Actor& actor, Id<Person> person, LocalDate from) const;
  [[nodiscard]] Result<Done> end_certificate(const access::Actor& actor, Id<Person> person) const;

  /// Circles whose season is over end: run by a job, for every organisation. How many.
  std::int64_t end_over() const;

 private:
  [[nodiscard]] CirclePage page_of(sql::Reader& reader, Id<Org> org, std::vector<PublishedCircle> circles, const CircleQuery& query) const;

  sql::Db& m_db;
  const access::Access& m_access;
  const Scenes& m_scenes;
};

/// Writes one event about a season, a circle or a pair.
void record(sql::Transaction& tx, const access::Actor& actor, std::string_view stream, std::int64_t id, std::string_view kind,
            Fields fields, Instant now);
/// Circles that meet, for the repairs.
[[nodiscard]] std::vector<RunningCircle> running_of(const std::vector<PublishedCircle>& circles);

}  // namespace backbeat::season
