#include "privacy/privacy_store_season.hpp"

#include "season/season_hours.hpp"

#include <algorithm>
#include <array>

namespace backbeat::privacy {
namespace {

constexpr std::string_view profile_sql = "SELECT is_in, since, zone, free FROM circle_profile WHERE org_id = ? AND person_id = ?";
constexpr std::string_view themes_sql = "SELECT theme FROM circle_profile_theme WHERE org_id = ? AND person_id = ? ORDER BY theme";
constexpr std::string_view wishes_sql =
    "SELECT p.name FROM circle_wish w JOIN person p ON p.org_id = w.org_id AND p.person_id = w.wish_id "
    "WHERE w.org_id = ? AND w.person_id = ? ORDER BY w.position";
constexpr std::string_view stays_sql =
    "SELECT c.name, m.joined_at, m.left_at FROM circle_member m JOIN circle c ON c.org_id = m.org_id AND c.circle_id = m.circle_id "
    "WHERE m.org_id = ? AND m.person_id = ? ORDER BY m.joined_at";

constexpr std::string_view clear_wishes_sql = "DELETE FROM circle_wish WHERE org_id = ? AND (person_id = ? OR wish_id = ?)";
constexpr std::string_view clear_themes_sql = "DELETE FROM circle_profile_theme WHERE org_id = ? AND person_id = ?";
constexpr std::string_view clear_profile_sql = "DELETE FROM circle_profile WHERE org_id = ? AND person_id = ?";
constexpr std::string_view clear_apart_sql = "DELETE FROM circle_apart WHERE org_id = ? AND (one_id = ? OR other_id = ?)";

constexpr std::array<std::string_view, 5> weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};

std::string clock_of(int minutes) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

std::vector<std::string> hours_of(std::string_view text) {
  std::vector<std::string> out;
  const auto free = season::half_hours_from(text);
  if (!free) return out;
  for (const season::FreeSpan& span : season::spans_of(*free))
    out.push_back(std::string(weekdays.at(static_cast<std::size_t>(span.weekday - 1))) + " " + clock_of(span.from_minutes) + " to " +
                  clock_of(span.to_minutes));
  return out;
}

}  // namespace

void read_circle_profile(sql::Reader& reader, Id<Org> org, Id<Person> person, Export& out) {
  const auto profile = [](const sql::Row& row) {
    return AboutCircles{.is_in = row.get<bool>(0),
                        .since = row.get<Instant>(1),
                        .time_zone = row.get<std::string>(2),
                        .free = hours_of(row.text(3)),
                        .themes = {},
                        .wishes = {}};
  };
  const auto text = [](const sql::Row& row) { return row.get<std::string>(0); };
  out.about_circles = reader.first(profile_sql, profile, org, person);
  if (out.about_circles) {
    out.about_circles->themes = reader.all(themes_sql, text, org, person);
    out.about_circles->wishes = reader.all(wishes_sql, text, org, person);
  }
  const auto stay = [](const sql::Row& row) {
    return InCircle{.circle = row.get<std::string>(0), .from = row.get<Instant>(1), .to = row.get<std::optional<Instant>>(2)};
  };
  out.circles = reader.all(stays_sql, stay, org, person);
}

std::int64_t clear_circle_profile(sql::Transaction& tx, Id<Org> org, Id<Person> person) {
  return tx.change(clear_wishes_sql, org, person, person) + tx.change(clear_themes_sql, org, person) +
         tx.change(clear_profile_sql, org, person) + tx.change(clear_apart_sql, org, person, person);
}

}  // namespace backbeat::privacy
