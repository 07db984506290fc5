// Nobody but Access makes actors and capabilities.
#include "access/access_actions.hpp"

using namespace backbeat;
using namespace backbeat::access;

// What everybody may do: pass on what Access gave.
Id<Session> session_of(const Participation& participation) {
  return participation.session();
}
Actor copy_of(const Actor& actor) {
  return actor;
}

#ifdef REFUSE_ACTOR
// refused: is private within this context
Actor forged() {
  return Actor(Id<Org>(1), Id<User>(2), Id<Person>(3), Roles{Role::admin}, Proof::browser_session);
}
#endif

#ifdef REFUSE_DEFAULT_ACTOR
// refused: no matching function for call
Actor forged() {
  return Actor();
}
#endif

#ifdef REFUSE_BRACED_ACTOR
// refused: is private within this context
Actor forged() {
  return {Id<Org>(1), Id<User>(2), Id<Person>(3), Roles{Role::admin}, Proof::command_line};
}
#endif

#ifdef REFUSE_PARTICIPATION
// refused: is private within this context
Participation forged(const Actor& actor) {
  return Participation(actor, Id<Session>(7), Side::manager);
}
#endif

#ifdef REFUSE_CALIBRATING
// refused: is private within this context
Calibrating forged(const Actor& actor) {
  return Calibrating(actor, Id<Calibration>(7), true);
}
#endif

#ifdef REFUSE_MEMBERSHIP
// refused: is private within this context
Membership forged(const Actor& actor) {
  return Membership(actor, Id<Circle>(7), Membership::Reach::everything, std::nullopt);
}
#endif

#ifdef REFUSE_ANOTHER_CIRCLE
// refused: is private within this context
Membership moved(Membership membership) {
  membership.m_circle = Id<Circle>(8);
  return membership;
}
#endif

#ifdef REFUSE_MORE_REACH
// refused: is private within this context
Membership widened(Membership membership) {
  membership.m_reach = Membership::Reach::everything;
  return membership;
}
#endif

#ifdef REFUSE_REPORTING_LINE
// refused: is private within this context
ReportingLine forged(const Actor& actor) {
  return ReportingLine(actor, Id<Person>(7), 1);
}
#endif

#ifdef REFUSE_ENTITLED
// refused: is private within this context
Entitled<Right::manage_users> forged(const Actor& actor) {
  return Entitled<Right::manage_users>(actor);
}
#endif

#ifdef REFUSE_ANOTHER_RIGHT
// refused: could not convert
Entitled<Right::manage_users> forged(const Entitled<Right::see_people>& entitled) {
  return entitled;
}
#endif

#ifdef REFUSE_ANOTHER_SESSION
// refused: is private within this context
Participation moved(Participation participation) {
  participation.m_session = Id<Session>(8);
  return participation;
}
#endif

#ifdef REFUSE_MORE_ROLES
// refused: is private within this context
Actor promoted(Actor actor) {
  actor.m_roles.add(Role::admin);
  return actor;
}
#endif

#ifdef REFUSE_DERIVED
// refused: is private within this context
struct Forged : Actor {
  Forged() : Actor(Id<Org>(1), Id<User>(2), Id<Person>(3), Roles{}, Proof::browser_session) {}
};
#endif

#ifdef REFUSE_MIXED_IDS
// refused: could not convert
Id<Session> mixed(Id<Person> person) {
  return person;
}
#endif

#ifdef REFUSE_NUMBER_AS_ID
// refused: could not convert
Id<Person> from_number(std::int64_t number) {
  return number;
}
#endif
