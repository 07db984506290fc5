// Access makes actors and capabilities: the one place where roles and relations are checked. Users, passwords, sessions and API tokens live
// here too.
#pragma once

#include "access/access.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::access {

/// What came with a request and may prove who sent it.
struct Presented {
  std::optional<std::string> session_token;
  std::optional<std::string> bearer_token;

  /// From any two texts of these names, empty where there was none: `Presented::from(call.credentials)`.
  template <class Credentials>
  [[nodiscard]] static Presented from(const Credentials& credentials) {
    Presented presented;
    if (!credentials.session_token.empty()) presented.session_token = credentials.session_token;
    if (!credentials.bearer_token.empty()) presented.bearer_token = credentials.bearer_token;
    return presented;
  }
};

/// A sign-in session ends when it was not used for so long, or was begun so long ago.
inline constexpr Duration idle_limit = std::chrono::hours(12);
inline constexpr Duration absolute_limit = std::chrono::days(14);

inline constexpr ErrorSpec needs_a_browser{"needs_a_browser", ErrorKind::forbidden,
                                           "API tokens can only read. Sign in with a browser for this."};

/// Who somebody is and by what they proved it.
struct Authenticated {
  Actor actor;
  std::optional<Id<SignInSession>> session;  // or
  std::optional<Id<ApiToken>> token;
  std::optional<Instant> last_seen_at;
};

/// needs_a_browser for an API token: the first line of every action that changes something.
[[nodiscard]] Result<Done> may_change(const Actor& actor);

class Access {
 public:
  Access(const Clock& clock, Random& random) : m_clock(clock), m_random(random) {}

  /// The person behind a request: errors::unauthenticated where there is none, the session ended or the user is deactivated.
  [[nodiscard]] Result<Actor> actor(sql::Reader& reader, const Presented& presented) const;
  [[nodiscard]] Result<Authenticated> authenticate(sql::Reader& reader, const Presented& presented) const;
  /// The operator at the command line, who has root over the installation; reaches no coaching text.
  [[nodiscard]] Actor operator_of(Id<Org> org) const;

  /// errors::not_found where the actor is not one of the two, or comes with an API token.
  [[nodiscard]] Result<Participation> participation(sql::Reader& reader, const Actor& actor, Id<Session> session) const;
  /// errors::not_found where the actor is not one of the two, or comes with an API token.
  [[nodiscard]] Result<Calibrating> calibrating(sql::Reader& reader, const Actor& actor, Id<Calibration> calibration) const;
  /// errors::not_found where the actor was never in the circle, or comes with an API token or from the command line.
  [[nodiscard]] Result<Membership> membership(sql::Reader& reader, const Actor& actor, Id<Circle> circle) const;
  /// errors::not_found where the actor is neither the person nor above them on the actor's today.
  [[nodiscard]] Result<ReportingLine> reporting_line(sql::Reader& reader, const Actor& actor, Id<Person> person) const;
  /// Everybody below the actor today, at any distance, themselves excluded.
  [[nodiscard]] std::vector<Id<Person>> people_below(sql::Reader& reader, const Actor& actor) const;

  /// errors::forbidden where no role of the actor carries the right.
  template <Right R>
  [[nodiscard]] Result<Entitled<R>> entitled(const Actor& actor) const {
    if (!carries(actor.roles(), R) && actor.proof() != Proof::command_line) return refuse(errors::forbidden);
    return Entitled<R>(actor);
  }

  /// errors::not_found where there is no such organisation.
  [[nodiscard]] Result<Organisation> organisation(sql::Reader& reader, Id<Org> org) const;
  /// Of the clock on the wall of who acts: the zone they chose, else their person's.
  [[nodiscard]] Zone own_zone(sql::Reader& reader, const Actor& actor) const;
  /// The date in the organisation's zone.
  [[nodiscard]] LocalDate today(sql::Reader& reader, Id<Org> org) const;

  [[nodiscard]] const Clock& clock() const { return m_clock; }
  [[nodiscard]] Random& random() const { return m_random; }

 private:
  const Clock& m_clock;
  Random& m_random;
};

/// All organisations of the installation, oldest first.
[[nodiscard]] std::vector<Organisation> organisations(sql::Reader& reader);
/// The first thing that is ever written. Refuses an empty name and a month that is none.
Result<Id<Org>> create_organisation(sql::Transaction& tx, const Organisation& organisation, Instant now);

/// What every feature's actions and API need to begin: the database and the one place that makes actors. Passed by reference, owned by
/// the composition root. An `_api.cpp` starts each handler with `TRY(desk.actor(call.credentials.session_token,
/// call.credentials.bearer_token))`.
struct Desk {
  sql::Db& db;
  const Access& access;

  /// The person behind a request; empty texts are none. Notes when they were last seen.
  [[nodiscard]] Result<Actor> actor(std::string_view session_token, std::string_view bearer_token) const;
  [[nodiscard]] Instant now() const { return access.clock().now(); }
};

}  // namespace backbeat::access
