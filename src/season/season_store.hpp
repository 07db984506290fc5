// Seasons and the circles that were published for them, as they are stored.
#pragma once

#include "season/plans.hpp"
#include "season/repairs.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::season {

[[nodiscard]] std::vector<Season> read_seasons(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::optional<Season> read_season(sql::Reader& reader, Id<Org> org, Id<CircleSeason> id);
void insert_season(sql::Transaction& tx, Id<Org> org, const Season& season);
/// Rules and what is published; its version goes up by one.
void update_season(sql::Transaction& tx, Id<Org> org, const Season& season);

struct CircleMember {
  Id<Person> person;
  Instant joined_at;
  std::optional<Instant> left_at = {};
};

struct PublishedCircle {
  Id<PeerCircle> id;
  Id<CircleSeason> season;
  std::string name;
  circle::Kind::Form form = circle::Kind::Form::same;
  std::string held_by;
  Slot slot;  // `common` is not kept
  int minutes = 60;
  int every_weeks = 2;
  LocalDate first;
  LocalDate last;
  Instant created_at;
  std::optional<Instant> ended_at = {};
  std::string end_reason = {};
  std::vector<CircleMember> members = {};

  /// When it would meet first.
  [[nodiscard]] Instant begins() const { return to_instant(first, slot.starts, slot.zone); }
  /// Who is in it now; whoever was in it to its end, where it has ended.
  [[nodiscard]] std::vector<Id<Person>> people() const;
};

/// With all members there ever were. In the order of their names.
[[nodiscard]] std::vector<PublishedCircle> read_circles(sql::Reader& reader, Id<Org> org, std::optional<Id<CircleSeason>> season = {});
/// Those that have not ended, of every season.
[[nodiscard]] std::vector<PublishedCircle> read_running_circles(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::optional<PublishedCircle> read_circle(sql::Reader& reader, Id<Org> org, Id<PeerCircle> id);
/// The circle that somebody is in.
[[nodiscard]] std::optional<PublishedCircle> read_circle_of(sql::Reader& reader, Id<Org> org, Id<Person> person);

/// With their members, in as few statements as there can be.
void insert_circles(sql::Transaction& tx, Id<Org> org, const std::vector<PublishedCircle>& circles);
/// Everything but the members.
void update_circle(sql::Transaction& tx, Id<Org> org, const PublishedCircle& circle);
void join_circle(sql::Transaction& tx, Id<Org> org, Id<PeerCircle> circle, Id<Person> person, Instant at);
/// Whoever is in a circle leaves it; true where somebody was.
bool leave_circle(sql::Transaction& tx, Id<Org> org, Id<Person> person, Instant at);
void end_circle(sql::Transaction& tx, Id<Org> org, Id<PeerCircle> circle, std::string_view reason, Instant at);
/// How many.
std::int64_t end_all_circles(sql::Transaction& tx, Id<Org> org, std::string_view reason, Instant at);
/// Circles whose last day has gone by.
std::int64_t end_circles_before(sql::Transaction& tx, Id<Org> org, LocalDate today, Instant at);
/// Takes back what end_all_circles did at that instant.
std::int64_t reopen_circles(sql::Transaction& tx, Id<Org> org, Instant ended_at);

/// "" for the command line and for an account that is nobody's.
[[nodiscard]] std::string read_user_name(sql::Reader& reader, Id<Org> org, Id<User> user);

}  // namespace backbeat::season
