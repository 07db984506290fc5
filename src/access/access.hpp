// Who somebody is and what they may reach. An Actor and every capability can be made only by Access (access_actions), after it has
// checked the role or the relation; code that needs a permission takes the capability as a parameter, so forging one does not compile.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::access {

class Access;

struct SignInSession;  // tag: one browser that somebody signed in with
struct ApiToken;       // tag
struct Calibration;    // tag: a conversation about a scorecard, between a manager and the second line
struct Circle;         // tag: four to six peers who meet

/// The access roles of the organisation; one person can hold several.
enum class Role { rep, manager, leader, enablement, revops, executive, admin };

inline constexpr Role all_roles[] = {Role::rep, Role::manager, Role::leader, Role::enablement, Role::revops, Role::executive, Role::admin};

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] Result<Role> role_from(std::string_view name);

class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles) add(role);
  }
  [[nodiscard]] constexpr bool has(Role role) const { return (m_bits & bit(role)) != 0; }
  [[nodiscard]] constexpr bool has_any(Roles others) const { return (m_bits & others.m_bits) != 0; }
  constexpr void add(Role role) { m_bits |= bit(role); }
  [[nodiscard]] constexpr bool is_empty() const { return m_bits == 0; }
  /// In the order of the enumeration.
  [[nodiscard]] std::vector<Role> list() const;
  friend constexpr bool operator==(Roles, Roles) = default;

 private:
  [[nodiscard]] static constexpr std::uint32_t bit(Role role) { return 1U << static_cast<unsigned>(role); }
  std::uint32_t m_bits = 0;
};

/// How the person proved who they are. An API token never reaches coaching text.
enum class Proof { browser_session, api_token, command_line };

/// Somebody signed in, as of the current request.
class Actor {
 public:
  [[nodiscard]] Id<Org> org() const { return m_org; }
  [[nodiscard]] Id<User> user() const { return m_user; }
  [[nodiscard]] Id<Person> person() const { return m_person; }
  [[nodiscard]] Roles roles() const { return m_roles; }
  [[nodiscard]] Proof proof() const { return m_proof; }

 private:
  friend class Access;
  Actor(Id<Org> org, Id<User> user, Id<Person> person, Roles roles, Proof proof)
      : m_org(org), m_user(user), m_person(person), m_roles(roles), m_proof(proof) {}
  Id<Org> m_org;
  Id<User> m_user;
  Id<Person> m_person;
  Roles m_roles;
  Proof m_proof;
};

enum class Side { rep, manager };

/// Being one of the two people of a coaching session. The only key to its notes and commitments.
class Participation {
 public:
  [[nodiscard]] const Actor& actor() const { return m_actor; }
  [[nodiscard]] Id<Session> session() const { return m_session; }
  [[nodiscard]] Side side() const { return m_side; }

 private:
  friend class Access;
  Participation(const Actor& actor, Id<Session> session, Side side) : m_actor(actor), m_session(session), m_side(side) {}
  Actor m_actor;
  Id<Session> m_session;
  Side m_side;
};

/// Standing above a person in today's reporting line (1: their manager, 2: their manager's manager, ...), or being that person (0).
class ReportingLine {
 public:
  [[nodiscard]] const Actor& actor() const { return m_actor; }
  [[nodiscard]] Id<Person> person() const { return m_person; }
  [[nodiscard]] int distance() const { return m_distance; }

 private:
  friend class Access;
  ReportingLine(const Actor& actor, Id<Person> person, int distance) : m_actor(actor), m_person(person), m_distance(distance) {}
  Actor m_actor;
  Id<Person> m_person;
  int m_distance;
};

/// Being one of the two people of a calibration: the manager it is about, or the leader who holds it (whoever the manager reports to, until
/// it is held). The only key to what was said in it.
class Calibrating {
 public:
  [[nodiscard]] const Actor& actor() const { return m_actor; }
  [[nodiscard]] Id<Calibration> calibration() const { return m_calibration; }
  [[nodiscard]] bool is_leader() const { return m_is_leader; }

 private:
  friend class Access;
  Calibrating(const Actor& actor, Id<Calibration> calibration, bool is_leader)
      : m_actor(actor), m_calibration(calibration), m_is_leader(is_leader) {}
  Actor m_actor;
  Id<Calibration> m_calibration;
  bool m_is_leader;
};

/// Being in a peer circle, or having been: the only key to what is said in it. Somebody who left, and somebody who stands above anybody who
/// ever was in the circle (a member who became another's manager), reaches what they wrote themselves and nothing else.
class Membership {
 public:
  enum class Reach { everything, own_words };

  [[nodiscard]] const Actor& actor() const { return m_actor; }
  [[nodiscard]] Id<Circle> circle() const { return m_circle; }
  [[nodiscard]] Reach reach() const { return m_reach; }
  [[nodiscard]] bool reaches_everything() const { return m_reach == Reach::everything; }
  /// When they left, or the circle ended; nothing while they are in it.
  [[nodiscard]] std::optional<Instant> left_at() const { return m_left_at; }

 private:
  friend class Access;
  Membership(const Actor& actor, Id<Circle> circle, Reach reach, std::optional<Instant> left_at)
      : m_actor(actor), m_circle(circle), m_reach(reach), m_left_at(left_at) {}
  Actor m_actor;
  Id<Circle> m_circle;
  Reach m_reach;
  std::optional<Instant> m_left_at;
};

/// What a role alone allows, anywhere in the organisation.
enum class Right {
  import_files,        // revops, admin through the command line: rosters, CRM exports, quotas; unmatched names
  publish_playbook,    // enablement, executive
  manage_users,        // admin
  see_cadence,         // enablement, revops, executive: counts of every manager
  see_sessions,        // enablement, revops: who, when, what kind, which state; never text
  see_people,          // revops, enablement, admin: the whole record of any person but time off
  verify_audit,        // revops, executive, admin
  see_scorecards,      // revops, executive: the numbers of every manager and leader
  publish_scorecards,  // revops
  run_circles,         // enablement: who is in which circle, seasons, certificates; never what is said in one
};

/// Holding a role that carries a right.
template <Right R>
class Entitled {
 public:
  [[nodiscard]] const Actor& actor() const { return m_actor; }

 private:
  friend class Access;
  explicit Entitled(const Actor& actor) : m_actor(actor) {}
  Actor m_actor;
};

/// The tenant everybody belongs to.
struct Organisation {
  Id<Org> id;
  std::string name;
  Zone zone;
  int fiscal_first_month = 1;
  bool is_simulated = false;
};

/// Pure: does any of these roles carry the right?
[[nodiscard]] bool carries(Roles roles, Right right);

}  // namespace backbeat::access
