#include "season/season_store.hpp"

#include "base/assert.hpp"
#include "sql/many_rows.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

constexpr std::string_view seasons_sql =
    "SELECT season_id, name, first_day, last_day, size_low, size_best, size_high, cross_least, cross_most, fresh_seasons, created_at, "
    "published_at, published_proposal_id, published_by, version FROM circle_season WHERE org_id = ? ORDER BY first_day, season_id";
constexpr std::string_view season_sql =
    "SELECT season_id, name, first_day, last_day, size_low, size_best, size_high, cross_least, cross_most, fresh_seasons, created_at, "
    "published_at, published_proposal_id, published_by, version FROM circle_season WHERE org_id = ? AND season_id = ?";
constexpr std::string_view themes_sql = "SELECT season_id, theme, name FROM circle_theme WHERE org_id = ? ORDER BY season_id, position";
constexpr std::string_view themes_of_sql =
    "SELECT season_id, theme, name FROM circle_theme WHERE org_id = ? AND season_id = ? ORDER BY position";
constexpr std::string_view insert_season_sql =
    "INSERT INTO circle_season (org_id, season_id, name, first_day, last_day, size_low, size_best, size_high, cross_least, cross_most, "
    "fresh_seasons, created_at, published_at, published_proposal_id, published_by, version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, 1)";
constexpr std::string_view update_season_sql =
    "UPDATE circle_season SET size_low = ?, size_best = ?, size_high = ?, cross_least = ?, cross_most = ?, fresh_seasons = ?, "
    "published_at = ?, published_proposal_id = ?, published_by = ?, version = version + 1 WHERE org_id = ? AND season_id = ?";
constexpr std::string_view delete_themes_sql = "DELETE FROM circle_theme WHERE org_id = ? AND season_id = ?";
constexpr std::string_view insert_theme_sql = "INSERT INTO circle_theme (org_id, season_id, theme, name, position) VALUES (?, ?, ?, ?, ?)";

const std::string circle_columns =
    "SELECT c.circle_id, c.season_id, c.form, c.held_by, c.name, c.weekday, c.starts_local, c.length_minutes, c.every_weeks, c.zone, "
    "c.first_day, c.last_day, c.created_at, c.ended_at, c.end_reason FROM circle c WHERE c.org_id = ? ";
const std::string circles_sql = circle_columns + "ORDER BY c.name, c.circle_id";
const std::string circles_of_sql = circle_columns + "AND c.season_id = ? ORDER BY c.name, c.circle_id";
const std::string running_sql = circle_columns + "AND c.ended_at IS NULL ORDER BY c.name, c.circle_id";
const std::string circle_sql = circle_columns + "AND c.circle_id = ?";
const std::string circle_of_sql = circle_columns +
                                  "AND c.ended_at IS NULL AND c.circle_id IN (SELECT m.circle_id FROM circle_member m WHERE m.org_id = ? "
                                  "AND m.person_id = ? AND m.left_at IS NULL)";
constexpr std::string_view members_sql =
    "SELECT circle_id, person_id, joined_at, left_at FROM circle_member WHERE org_id = ? ORDER BY circle_id, person_id, joined_at";
constexpr std::string_view members_of_season_sql =
    "SELECT circle_id, person_id, joined_at, left_at FROM circle_member WHERE org_id = ? AND circle_id IN "
    "(SELECT circle_id FROM circle WHERE org_id = ? AND season_id = ?) ORDER BY circle_id, person_id, joined_at";
constexpr std::string_view members_now_sql =
    "SELECT circle_id, person_id, joined_at, left_at FROM circle_member WHERE org_id = ? AND left_at IS NULL "
    "ORDER BY circle_id, person_id, joined_at";
constexpr std::string_view members_of_sql =
    "SELECT circle_id, person_id, joined_at, left_at FROM circle_member WHERE org_id = ? AND circle_id = ? ORDER BY person_id, joined_at";

constexpr std::string_view insert_circle_sql =
    "INSERT INTO circle (org_id, circle_id, season_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, "
    "first_day, last_day, created_at) VALUES ";
constexpr std::string_view insert_member_sql = "INSERT INTO circle_member (org_id, circle_id, person_id, joined_at) VALUES ";
constexpr std::string_view update_circle_sql =
    "UPDATE circle SET form = ?, held_by = ?, weekday = ?, starts_local = ?, length_minutes = ?, zone = ? WHERE org_id = ? AND circle_id = "
    "?";
// Who was in it at this very instant and left is in it again: a row for each stay, and a stay has a length.
constexpr std::string_view join_sql =
    "INSERT INTO circle_member (org_id, circle_id, person_id, joined_at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (org_id, circle_id, person_id, joined_at) DO UPDATE SET left_at = NULL";
constexpr std::string_view leave_sql = "UPDATE circle_member SET left_at = ? WHERE org_id = ? AND person_id = ? AND left_at IS NULL";
constexpr std::string_view leave_circle_sql = "UPDATE circle_member SET left_at = ? WHERE org_id = ? AND circle_id = ? AND left_at IS NULL";
constexpr std::string_view end_sql =
    "UPDATE circle SET ended_at = ?, end_reason = ? WHERE org_id = ? AND circle_id = ? AND ended_at IS NULL";
constexpr std::string_view leave_all_sql = "UPDATE circle_member SET left_at = ? WHERE org_id = ? AND left_at IS NULL";
constexpr std::string_view end_all_sql = "UPDATE circle SET ended_at = ?, end_reason = ? WHERE org_id = ? AND ended_at IS NULL";
constexpr std::string_view leave_over_sql =
    "UPDATE circle_member SET left_at = ? WHERE org_id = ? AND left_at IS NULL AND circle_id IN "
    "(SELECT circle_id FROM circle WHERE org_id = ? AND ended_at IS NULL AND last_day < ?)";
constexpr std::string_view end_over_sql =
    "UPDATE circle SET ended_at = ?, end_reason = 'season_over' WHERE org_id = ? AND ended_at IS NULL AND last_day < ?";
constexpr std::string_view rejoin_sql =
    "UPDATE circle_member SET left_at = NULL WHERE org_id = ? AND left_at = ? AND circle_id IN "
    "(SELECT circle_id FROM circle WHERE org_id = ? AND ended_at = ? AND end_reason = 'remix' AND created_at < ?)";
constexpr std::string_view reopen_sql =
    "UPDATE circle SET ended_at = NULL, end_reason = NULL WHERE org_id = ? AND ended_at = ? AND end_reason = 'remix' AND created_at < ?";

constexpr std::string_view user_name_sql =
    "SELECT p.name FROM user_account u JOIN person p ON p.org_id = u.org_id AND p.person_id = u.person_id WHERE u.org_id = ? AND u.user_id "
    "= ?";

Season season_from(const sql::Row& row) {
  Season season{.id = row.get<Id<CircleSeason>>(0),
                .name = row.get<std::string>(1),
                .first = row.get<LocalDate>(2),
                .last = row.get<LocalDate>(3),
                .rules = {.size_low = row.get<int>(4),
                          .size_best = row.get<int>(5),
                          .size_high = row.get<int>(6),
                          .cross_least = row.get<std::optional<int>>(7),
                          .cross_most = row.get<std::optional<int>>(8),
                          .fresh_seasons = row.get<int>(9),
                          .themes = {}},
                .created_at = row.get<Instant>(10),
                .published_at = row.get<std::optional<Instant>>(11),
                .version = row.integer(14)};
  season.published = row.get<std::optional<Id<CircleProposal>>>(12).value_or(Id<CircleProposal>());
  season.published_by = row.get<std::optional<Id<User>>>(13).value_or(Id<User>());
  return season;
}

PublishedCircle circle_from(const sql::Row& row) {
  const auto zone = Zone::make(row.text(9));
  ASSERT(zone);
  return {.id = row.get<Id<PeerCircle>>(0),
          .season = row.get<Id<CircleSeason>>(1),
          .name = row.get<std::string>(4),
          .form = row.text(2) == "same" ? circle::Kind::Form::same : circle::Kind::Form::cross,
          .held_by = row.get<std::string>(3),
          .slot = {.zone = *zone, .weekday = row.get<int>(5), .starts = row.get<LocalTime>(6)},
          .minutes = row.get<int>(7),
          .every_weeks = row.get<int>(8),
          .first = row.get<LocalDate>(10),
          .last = row.get<LocalDate>(11),
          .created_at = row.get<Instant>(12),
          .ended_at = row.get<std::optional<Instant>>(13),
          .end_reason = row.get<std::optional<std::string>>(14).value_or("")};
}

template <class... Parameters>
void add_members(sql::Reader& reader, std::vector<PublishedCircle>& circles, std::string_view statement, const Parameters&... parameters) {
  std::unordered_map<Id<PeerCircle>, PublishedCircle*> by_id;
  for (PublishedCircle& circle : circles) by_id.emplace(circle.id, &circle);
  reader.each(
      statement,
      [&](const sql::Row& row) {
        const auto found = by_id.find(row.get<Id<PeerCircle>>(0));
        if (found == by_id.end()) return;
        found->second->members.push_back(
            {.person = row.get<Id<Person>>(1), .joined_at = row.get<Instant>(2), .left_at = row.get<std::optional<Instant>>(3)});
      },
      parameters...);
}

void insert_themes(sql::Transaction& tx, Id<Org> org, const Season& season) {
  for (std::size_t i = 0; i < season.rules.themes.size(); ++i)
    tx.change(insert_theme_sql, org, season.id, season.rules.themes[i].key, season.rules.themes[i].name, i);
}

}  // namespace

std::vector<Season> read_seasons(sql::Reader& reader, Id<Org> org) {
  std::vector<Season> seasons = reader.all(seasons_sql, season_from, org);
  reader.each(
      themes_sql,
      [&](const sql::Row& row) {
        const auto found = std::ranges::find(seasons, row.get<Id<CircleSeason>>(0), &Season::id);
        if (found != seasons.end()) found->rules.themes.push_back({.key = row.get<std::string>(1), .name = row.get<std::string>(2)});
      },
      org);
  return seasons;
}

std::optional<Season> read_season(sql::Reader& reader, Id<Org> org, Id<CircleSeason> id) {
  auto season = reader.first(season_sql, season_from, org, id);
  if (!season) return std::nullopt;
  reader.each(
      themes_of_sql,
      [&](const sql::Row& row) { season->rules.themes.push_back({.key = row.get<std::string>(1), .name = row.get<std::string>(2)}); }, org,
      id);
  return season;
}

void insert_season(sql::Transaction& tx, Id<Org> org, const Season& season) {
  tx.change(insert_season_sql, org, season.id, season.name, season.first, season.last, season.rules.size_low, season.rules.size_best,
            season.rules.size_high, season.rules.cross_least, season.rules.cross_most, season.rules.fresh_seasons, season.created_at);
  insert_themes(tx, org, season);
}

void update_season(sql::Transaction& tx, Id<Org> org, const Season& season) {
  const auto set = [](auto id) { return id.is_set() ? std::optional(id) : std::nullopt; };
  tx.change(update_season_sql, season.rules.size_low, season.rules.size_best, season.rules.size_high, season.rules.cross_least,
            season.rules.cross_most, season.rules.fresh_seasons, season.published_at, set(season.published), set(season.published_by), org,
            season.id);
  tx.change(delete_themes_sql, org, season.id);
  insert_themes(tx, org, season);
}

std::vector<Id<Person>> PublishedCircle::people() const {
  std::vector<Id<Person>> out;
  for (const CircleMember& member : members)
    if (ended_at ? member.left_at == ended_at : !member.left_at) out.push_back(member.person);
  return out;
}

std::vector<PublishedCircle> read_circles(sql::Reader& reader, Id<Org> org, std::optional<Id<CircleSeason>> season) {
  if (season) {
    std::vector<PublishedCircle> circles = reader.all(circles_of_sql, circle_from, org, *season);
    add_members(reader, circles, members_of_season_sql, org, org, *season);
    return circles;
  }
  std::vector<PublishedCircle> circles = reader.all(circles_sql, circle_from, org);
  add_members(reader, circles, members_sql, org);
  return circles;
}

std::vector<PublishedCircle> read_running_circles(sql::Reader& reader, Id<Org> org) {
  std::vector<PublishedCircle> circles = reader.all(running_sql, circle_from, org);
  add_members(reader, circles, members_now_sql, org);
  return circles;
}

std::optional<PublishedCircle> read_circle(sql::Reader& reader, Id<Org> org, Id<PeerCircle> id) {
  std::vector<PublishedCircle> circles = reader.all(circle_sql, circle_from, org, id);
  if (circles.empty()) return std::nullopt;
  add_members(reader, circles, members_of_sql, org, id);
  return circles.front();
}

std::optional<PublishedCircle> read_circle_of(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  std::vector<PublishedCircle> circles = reader.all(circle_of_sql, circle_from, org, org, person);
  if (circles.empty()) return std::nullopt;
  add_members(reader, circles, members_of_sql, org, circles.front().id);
  return circles.front();
}

void insert_circles(sql::Transaction& tx, Id<Org> org, const std::vector<PublishedCircle>& circles) {
  static const sql::ManyRows<14> insert_circle(insert_circle_sql);
  static const sql::ManyRows<4> insert_member(insert_member_sql);
  std::vector<sql::ManyRows<14>::OfRow> rows;
  std::vector<sql::ManyRows<4>::OfRow> members;
  for (const PublishedCircle& one : circles) {
    rows.push_back({org, one.id, one.season, name_of(one.form), one.held_by, one.name, one.slot.weekday, one.slot.starts, one.minutes,
                    one.every_weeks, one.slot.zone.name(), one.first, one.last, one.created_at});
    for (const CircleMember& member : one.members) members.push_back({org, one.id, member.person, member.joined_at});
  }
  insert_circle.insert(tx, rows);
  insert_member.insert(tx, members);
}

void update_circle(sql::Transaction& tx, Id<Org> org, const PublishedCircle& circle) {
  tx.change(update_circle_sql, name_of(circle.form), circle.held_by, circle.slot.weekday, circle.slot.starts, circle.minutes,
            circle.slot.zone.name(), org, circle.id);
}

void join_circle(sql::Transaction& tx, Id<Org> org, Id<PeerCircle> circle, Id<Person> person, Instant at) {
  tx.change(join_sql, org, circle, person, at);
}

bool leave_circle(sql::Transaction& tx, Id<Org> org, Id<Person> person, Instant at) {
  return tx.change(leave_sql, at, org, person) > 0;
}

void end_circle(sql::Transaction& tx, Id<Org> org, Id<PeerCircle> circle, std::string_view reason, Instant at) {
  tx.change(leave_circle_sql, at, org, circle);
  tx.change(end_sql, at, reason, org, circle);
}

std::int64_t end_all_circles(sql::Transaction& tx, Id<Org> org, std::string_view reason, Instant at) {
  tx.change(leave_all_sql, at, org);
  return tx.change(end_all_sql, at, reason, org);
}

std::int64_t end_circles_before(sql::Transaction& tx, Id<Org> org, LocalDate today, Instant at) {
  tx.change(leave_over_sql, at, org, org, today);
  return tx.change(end_over_sql, at, org, today);
}

std::int64_t reopen_circles(sql::Transaction& tx, Id<Org> org, Instant ended_at) {
  tx.change(rejoin_sql, org, ended_at, org, ended_at, ended_at);
  return tx.change(reopen_sql, org, ended_at, ended_at);
}

std::string read_user_name(sql::Reader& reader, Id<Org> org, Id<User> user) {
  return reader.first(user_name_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, user).value_or("");
}

}  // namespace backbeat::season
