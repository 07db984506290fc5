// What proves who somebody is, and today's reporting line, as they are stored.
#pragma once

#include "access/access.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace backbeat::access {

/// A user as a session or a token names them, with all that decides whether it still holds.
struct Credential {
  Id<Org> org;
  Id<User> user;
  Id<Person> person;
  bool is_active = false;
  std::optional<LocalDate> left;
  Zone zone;  // of the organisation
  std::int64_t id = 0;
  Instant created_at;
  std::optional<Instant> last_seen_at;
  std::optional<LocalDate> expires_on;
};

[[nodiscard]] std::optional<Credential> find_session(sql::Reader& reader, std::string_view token_hash);
[[nodiscard]] std::optional<Credential> find_api_token(sql::Reader& reader, std::string_view token_hash);
void touch_session(sql::Transaction& tx, Id<Org> org, Id<SignInSession> session, Instant now);
void touch_api_token(sql::Transaction& tx, Id<Org> org, Id<ApiToken> token, Instant now);

[[nodiscard]] Roles roles_of(sql::Reader& reader, Id<Org> org, Id<User> user);

[[nodiscard]] std::vector<Organisation> read_organisations(sql::Reader& reader);
[[nodiscard]] std::optional<Organisation> read_organisation(sql::Reader& reader, Id<Org> org);
/// The zone a user chose, else their person's.
[[nodiscard]] std::optional<Zone> read_zone_of(sql::Reader& reader, Id<Org> org, Id<User> user);
void insert_organisation(sql::Transaction& tx, const Organisation& organisation, Instant now);

/// Whose report the person is on that day.
[[nodiscard]] std::optional<Id<Person>> manager_on(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate day);
[[nodiscard]] bool person_exists(sql::Reader& reader, Id<Org> org, Id<Person> person);
/// Everybody below, at any distance; ends even where the rows go in a circle.
[[nodiscard]] std::vector<Id<Person>> below_on(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate day);

struct Pair {
  Id<Person> rep;
  Id<Person> manager;
};
[[nodiscard]] std::optional<Pair> pair_of(sql::Reader& reader, Id<Org> org, Id<Session> session);

struct CalibrationPair {
  Id<Person> manager;
  std::optional<Id<Person>> leader;  // from the moment it is held
};
[[nodiscard]] std::optional<CalibrationPair> calibration_pair_of(sql::Reader& reader, Id<Org> org, Id<Calibration> calibration);

/// Somebody's time in a circle: the latest, if there were several.
struct CircleStay {
  std::optional<Instant> left_at;  // or the circle's end
};
[[nodiscard]] std::optional<CircleStay> circle_stay_of(sql::Reader& reader, Id<Org> org, Id<Circle> circle, Id<Person> person);
/// Was any of these ever in the circle?
[[nodiscard]] bool has_been_joined_by(sql::Reader& reader, Id<Org> org, Id<Circle> circle, const std::vector<Id<Person>>& any);

}  // namespace backbeat::access
