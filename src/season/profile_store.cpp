#include "season/profile_store.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

constexpr std::string_view profiles_sql =
    "SELECT person_id, is_in, since, zone, free FROM circle_profile WHERE org_id = ? ORDER BY person_id";
constexpr std::string_view profile_sql =
    "SELECT person_id, is_in, since, zone, free FROM circle_profile WHERE org_id = ? AND person_id = ?";
constexpr std::string_view themes_sql = "SELECT person_id, theme FROM circle_profile_theme WHERE org_id = ? ORDER BY person_id, theme";
constexpr std::string_view themes_of_sql =
    "SELECT person_id, theme FROM circle_profile_theme WHERE org_id = ? AND person_id = ? ORDER BY theme";
constexpr std::string_view wishes_sql = "SELECT person_id, wish_id FROM circle_wish WHERE org_id = ? ORDER BY person_id, position";
constexpr std::string_view wishes_of_sql =
    "SELECT person_id, wish_id FROM circle_wish WHERE org_id = ? AND person_id = ? ORDER BY position";
constexpr std::string_view upsert_sql =
    "INSERT INTO circle_profile (org_id, person_id, is_in, since, zone, free) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, person_id) DO UPDATE SET is_in = excluded.is_in, since = excluded.since, zone = excluded.zone, free = "
    "excluded.free";
constexpr std::string_view delete_themes_sql = "DELETE FROM circle_profile_theme WHERE org_id = ? AND person_id = ?";
constexpr std::string_view insert_theme_sql = "INSERT INTO circle_profile_theme (org_id, person_id, theme) VALUES (?, ?, ?)";
constexpr std::string_view delete_wishes_sql = "DELETE FROM circle_wish WHERE org_id = ? AND person_id = ?";
constexpr std::string_view insert_wish_sql = "INSERT INTO circle_wish (org_id, person_id, wish_id, position) VALUES (?, ?, ?, ?)";
constexpr std::string_view apart_sql = "SELECT one_id, other_id FROM circle_apart WHERE org_id = ? ORDER BY one_id, other_id";
constexpr std::string_view insert_apart_sql =
    "INSERT INTO circle_apart (org_id, one_id, other_id) VALUES (?, ?, ?) ON CONFLICT (org_id, one_id, other_id) DO NOTHING";
constexpr std::string_view delete_apart_sql = "DELETE FROM circle_apart WHERE org_id = ? AND one_id = ? AND other_id = ?";
constexpr std::string_view quotas_sql =
    "SELECT owner_id, CAST(SUM(amount) AS BIGINT) FROM quota WHERE org_id = ? AND owner_id IS NOT NULL AND first_day >= ? AND last_day <= "
    "? "
    "GROUP BY owner_id ORDER BY owner_id";
// `+org_id`: everybody's deals are read through from end to end. By the index of owners each is looked up on its own, ten times as long.
constexpr std::string_view won_sql =
    "SELECT owner_id, CAST(SUM(amount) AS BIGINT) FROM opportunity WHERE +org_id = ? AND owner_id IS NOT NULL AND outcome = 'won' AND "
    "is_deleted = 0 "
    "AND amount IS NOT NULL AND closes_on >= ? AND closes_on <= ? GROUP BY owner_id";

Profile profile_from(const sql::Row& row) {
  const auto zone = Zone::make(row.text(3));
  const auto free = half_hours_from(row.text(4));
  ASSERT(zone && free);
  return {
      .person = row.get<Id<Person>>(0), .is_in = row.get<bool>(1), .since = row.get<Instant>(2), .hours = {.zone = *zone, .free = *free}};
}

}  // namespace

std::vector<Profile> read_profiles(sql::Reader& reader, Id<Org> org) {
  std::vector<Profile> profiles = reader.all(profiles_sql, profile_from, org);
  std::unordered_map<Id<Person>, Profile*> by_person;
  for (Profile& profile : profiles) by_person.emplace(profile.person, &profile);
  reader.each(
      themes_sql, [&](const sql::Row& row) { by_person.at(row.get<Id<Person>>(0))->themes.push_back(row.get<std::string>(1)); }, org);
  reader.each(
      wishes_sql, [&](const sql::Row& row) { by_person.at(row.get<Id<Person>>(0))->wishes.push_back(row.get<Id<Person>>(1)); }, org);
  return profiles;
}

std::optional<Profile> read_profile(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  auto profile = reader.first(profile_sql, profile_from, org, person);
  if (!profile) return std::nullopt;
  reader.each(themes_of_sql, [&](const sql::Row& row) { profile->themes.push_back(row.get<std::string>(1)); }, org, person);
  reader.each(wishes_of_sql, [&](const sql::Row& row) { profile->wishes.push_back(row.get<Id<Person>>(1)); }, org, person);
  return profile;
}

void write_profile(sql::Transaction& tx, Id<Org> org, const Profile& profile) {
  tx.change(upsert_sql, org, profile.person, profile.is_in, profile.since, profile.hours.zone.name(), text_of(profile.hours.free));
  tx.change(delete_themes_sql, org, profile.person);
  for (const std::string& theme : profile.themes) tx.change(insert_theme_sql, org, profile.person, theme);
  tx.change(delete_wishes_sql, org, profile.person);
  for (std::size_t i = 0; i < profile.wishes.size(); ++i) tx.change(insert_wish_sql, org, profile.person, profile.wishes[i], i);
}

std::vector<PersonPair> read_apart(sql::Reader& reader, Id<Org> org) {
  return reader.all(apart_sql, [](const sql::Row& row) { return PersonPair(row.get<Id<Person>>(0), row.get<Id<Person>>(1)); }, org);
}

bool insert_apart(sql::Transaction& tx, Id<Org> org, PersonPair pair) {
  const auto [one, other] = std::minmax(pair.first, pair.second);
  return tx.change(insert_apart_sql, org, one, other) > 0;
}

bool delete_apart(sql::Transaction& tx, Id<Org> org, PersonPair pair) {
  const auto [one, other] = std::minmax(pair.first, pair.second);
  return tx.change(delete_apart_sql, org, one, other) > 0;
}

std::vector<Attainment> read_attainment(sql::Reader& reader, Id<Org> org, LocalDate first, LocalDate last) {
  const auto asked = [](const sql::Row& row) { return Attainment{.person = row.get<Id<Person>>(0), .won = 0, .quota = row.integer(1)}; };
  std::vector<Attainment> out = reader.all(quotas_sql, asked, org, first, last);
  if (out.empty()) return out;
  reader.each(
      won_sql,
      [&](const sql::Row& row) {
        const auto found = std::ranges::lower_bound(out, row.get<Id<Person>>(0), {}, &Attainment::person);
        if (found != out.end() && found->person == row.get<Id<Person>>(0)) found->won = row.integer(1);
      },
      org, first, last);
  return out;
}

}  // namespace backbeat::season
