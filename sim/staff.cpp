#include "sim/staff.hpp"

#include "base/assert.hpp"

#include <fmt/format.h>

namespace backbeat::sim {
namespace {

access::Role role_of(Position position) {
  switch (position) {
    case Position::rep:
      return access::Role::rep;
    case Position::manager:
      return access::Role::manager;
    case Position::leader:
      return access::Role::leader;
    case Position::enablement:
      return access::Role::enablement;
    case Position::revops:
      return access::Role::revops;
    case Position::executive:
      return access::Role::executive;
    case Position::admin:
      return access::Role::admin;
  }
  ASSERT(false);
}

}  // namespace

Result<imports::ImportReport> take_on(Stage& stage, access::Accounts& accounts, imports::Imports& imports, LocalDate day) {
  const access::Actor office = stage.access.operator_of(stage.org);
  imports::ImportReport report =
      TRY(imports.apply(office, "roster", fmt::format("roster-{}.csv", day.text()), "backbeat", day, roster_csv(stage.organisation, day)));
  for (const Worker& worker : stage.organisation.workers) {
    if (worker.hired > day || stage.person_of.contains(worker.email)) continue;
    const auto person =
        stage.db.read([&](sql::Reader& reader) { return people::find_by_identity(reader, stage.org, "email", worker.email); });
    ASSERT(person);
    stage.person_of.emplace(worker.email, *person);
    TRY(accounts.add_user(office, *person, {role_of(worker.position)}));
    const access::NewSession session = TRY(accounts.open_session(office, *person, "simulator"));
    const access::Actor actor = TRY(stage.db.read(
        [&](sql::Reader& reader) { return stage.access.actor(reader, {.session_token = session.token, .bearer_token = {}}); }));
    stage.actor_of.emplace(worker.email, actor);
  }
  return report;
}

}  // namespace backbeat::sim
