// Being in circles or not: everybody's own. Opting out needs no reason and holds at once.
#pragma once

#include "season/season.hpp"
#include "season/season_store.hpp"

#include "access/access_actions.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::season {

inline constexpr std::string_view profile_stream = "circle_profile";

inline constexpr ErrorSpec no_circles_for_role{"no_circles_for_role", ErrorKind::conflict,
                                               "Circles are for roles that are coached. {found} is not one of them."};

/// What somebody sees of themselves.
struct OwnProfile {
  Profile profile;  // their own, or what is offered where they have said nothing yet
  bool is_suggested = false;
  bool may_join = false;
  std::string role_name;  // empty: none
  std::vector<Theme> theme_choices;
  std::vector<people::PersonRef> wishes;
  int starts = 0;  // a week that their hours leave, all season long
  std::optional<Certificate> certificate;
  std::optional<PublishedCircle> circle;
  std::optional<Season> season;  // that runs, or comes next
};

struct ProfileChange {
  std::vector<std::string> themes;
  std::vector<Id<Person>> wishes;
  LocalHours hours;
};

class Profiles {
 public:
  Profiles(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// errors::not_found for a user who is nobody of the roster.
  [[nodiscard]] Result<OwnProfile> own(const access::Actor& actor) const;
  /// Opts in, or in again, with these. Refuses a theme that is none, too many wishes, oneself and somebody who is gone.
  [[nodiscard]] Result<OwnProfile> save(const access::Actor& actor, const ProfileChange& change) const;
  /// Leaves the circle there is at once. Doing it twice is the same as once.
  [[nodiscard]] Result<OwnProfile> opt_out(const access::Actor& actor) const;

 private:
  [[nodiscard]] Result<OwnProfile> read(sql::Reader& reader, const access::Actor& actor) const;

  sql::Db& m_db;
  const access::Access& m_access;
};

/// The season that runs on that day, else the next to come, else the last; nothing where there is none.
[[nodiscard]] std::optional<Season> season_at(const std::vector<Season>& seasons, LocalDate today);

}  // namespace backbeat::season
