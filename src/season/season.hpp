// A season of circles as plain values: who said they want to be in one, the rules of this season, and what of all that is handed to the
// solver. Everybody who works here stands somewhere: in, not in, or kept out for a reason.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "circle/cost.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"
#include "season/season_hours.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backbeat::season {

struct CircleSeason;    // tag: so many quarters of circles
struct CircleProposal;  // tag: a division of the people that the solver made
struct PeerCircle;      // tag: a circle that was published

/// What circles across roles are held together by.
struct Theme {
  std::string key;
  std::string name;
  friend bool operator==(const Theme&, const Theme&) = default;
};
/// Where enablement has named none: renewal and expansion, never new business.
[[nodiscard]] std::vector<Theme> usual_themes();
inline constexpr std::size_t most_themes = 12;
inline constexpr std::size_t most_wishes = 10;
/// Older seasons weigh too little to be looked at.
inline constexpr std::size_t most_periods = 8;

struct SeasonRules {
  int size_low = 4;
  int size_best = 5;
  int size_high = 6;
  std::optional<int> cross_least = {};  // absent: from the playbook's share and how many there are
  std::optional<int> cross_most = {};
  int fresh_seasons = 3;  // who met in so many last seasons is kept apart unless somebody would have to wait for it
  std::vector<Theme> themes = usual_themes();
  friend bool operator==(const SeasonRules&, const SeasonRules&) = default;
};
/// Sizes as the playbook has them.
[[nodiscard]] SeasonRules rules_from(const playbook::Playbook& playbook);
/// Refuses sizes out of order or above what a circle can be, a range that is none, no or too many themes, and a theme twice.
[[nodiscard]] Result<Done> check(const SeasonRules& rules);
/// A key for a name: "Renewal and risk" -> "renewal_and_risk".
[[nodiscard]] std::string key_of(std::string_view name);

enum class SeasonState { forming, published, running, over };
[[nodiscard]] std::string_view name_of(SeasonState state);

struct Season {
  Id<CircleSeason> id;
  std::string name;
  LocalDate first;
  LocalDate last;
  SeasonRules rules;
  Instant created_at;
  std::optional<Instant> published_at = {};
  Id<CircleProposal> published = {};
  Id<User> published_by = {};
  std::int64_t version = 1;

  [[nodiscard]] SeasonState state(LocalDate today) const;
  friend bool operator==(const Season&, const Season&) = default;
};

/// So many quarters of the playbook's re-mix from `first` on: through the last day of the quarter that many after.
[[nodiscard]] LocalDate season_end(LocalDate first, int quarters, int fiscal_first_month);

/// What somebody said about circles.
struct Profile {
  Id<Person> person;
  bool is_in = false;
  Instant since;  // of the last change between in and out
  LocalHours hours;
  std::vector<std::string> themes = {};  // keys
  std::vector<Id<Person>> wishes = {};
};

/// Roles that are in circles of their own together: SDR and BDR are one.
[[nodiscard]] std::string group_of(std::string_view job_role);
/// "AE", "SDR"; the playbook's name where the key is no abbreviation.
[[nodiscard]] std::string label_of(std::string_view group, const playbook::Playbook& playbook);
/// Minutes of a circle's session by what holds it together.
[[nodiscard]] int session_minutes(const playbook::Playbook& playbook, bool is_of_sdr);
inline constexpr std::string_view sdr_group = "sdr";

enum class Standing { in, not_in, kept_out };
/// Why somebody who opted in is in no circle of the season, or could be in none if they did.
enum class Bar { not_coached, no_role, not_here_yet, leaves_before, no_free_hours };
[[nodiscard]] std::string_view name_of(Bar bar);
[[nodiscard]] std::string_view words_of(Bar bar);

/// A facilitator's certificates as of a day.
struct Certificate {
  people::Period period;  // of the one that ends last
  bool is_valid = false;  // one holds on the day
  bool is_due = false;    // ends within a month, or has ended within the last three
};
[[nodiscard]] std::optional<Certificate> certificate_of(const people::Member& member, LocalDate today);

/// Somebody of the organisation, as a season sees them.
struct Candidate {
  Id<Person> person;
  std::string name;
  std::string group;  // of the role; empty: none
  Standing standing = Standing::not_in;
  std::optional<Bar> bar = {};
  bool opted_in = false;
  LocalHours hours;
  int starts = 0;  // a week of the season
  int tenure_months = 0;
  bool is_certified = false;
  std::optional<Certificate> certificate = {};
  std::optional<Id<Person>> manager = {};
  std::string segment;
  std::size_t wishes = 0;
  std::vector<std::string> themes = {};
};

/// Who won how much of what was asked of them.
struct Attainment {
  Id<Person> person;
  std::int64_t won = 0;
  std::int64_t quota = 0;
};

using PersonPair = std::pair<Id<Person>, Id<Person>>;
using MetTogether = std::vector<Id<Person>>;

struct Facts {
  Season season;
  Zone zone;  // of the organisation: the week of the season
  LocalDate today;
  std::vector<people::Member> members = {};
  std::vector<Profile> profiles = {};
  std::vector<PersonPair> apart = {};                  // by enablement
  std::vector<std::vector<MetTogether>> history = {};  // seasons, oldest first
  std::vector<Attainment> attainment = {};
};

/// What the solver gets, and who is who in it. The organisation's people are called by their names, so that its words name them.
struct Pool {
  circle::Organisation organisation = {};
  SeasonWeek week;
  std::vector<Id<Person>> who = {};                          // by RepIndex
  std::unordered_map<Id<Person>, circle::RepIndex> at = {};  // the way back
  std::vector<std::string> groups = {};                      // by the organisation's role index
  std::vector<Theme> themes = {};                            // by its theme index
  std::vector<Candidate> candidates = {};                    // everybody who works here in the season, by name
  std::unordered_map<Id<Person>, std::size_t> candidate_at = {};
  std::set<PersonPair> apart = {};  // by enablement, the smaller id first; all others that are apart stand in one reporting chain
  std::vector<std::string> remarks = {};
  int minutes = 60;  // of a session; that of SDR and BDR is shorter
  int minutes_sdr = 45;
  int every_weeks = 2;
  int fresh_periods = 0;

  [[nodiscard]] const Candidate& candidate(circle::RepIndex rep) const { return candidates[candidate_at.at(who[rep])]; }
  [[nodiscard]] const Candidate* find(Id<Person> person) const {
    const auto found = candidate_at.find(person);
    return found == candidate_at.end() ? nullptr : &candidates[found->second];
  }
  /// "ae" or a theme's key, and what it is called.
  [[nodiscard]] const std::string& held_by(circle::Kind kind) const;
  [[nodiscard]] const std::string& held_by_name(circle::Kind kind) const;
  [[nodiscard]] bool is_of_sdr(circle::Kind kind) const;
  [[nodiscard]] int minutes_of(circle::Kind kind) const { return is_of_sdr(kind) ? minutes_sdr : minutes; }
  /// Nothing where the season has no such role or theme.
  [[nodiscard]] std::optional<circle::Kind> kind_of(circle::Kind::Form form, std::string_view held_by) const;
};

[[nodiscard]] Pool assemble(const Facts& facts, const playbook::Playbook& playbook);

/// 1, 2 or 3 for everybody with a quota whose role has at least three of them, by attainment within the role.
[[nodiscard]] std::unordered_map<Id<Person>, int> terciles(const std::vector<Attainment>& attainment,
                                                           const std::function<std::string(Id<Person>)>& group_of_person);

/// A number that changes when anything the solver looks at changes; not a secret, not for ever.
[[nodiscard]] std::int64_t fingerprint(const circle::Organisation& organisation);

}  // namespace backbeat::season
