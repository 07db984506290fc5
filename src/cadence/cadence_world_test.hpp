// The world of session_world_test.hpp with cadence over it: Mark leads Rita and Rob, Lena leads Mark and Olaf.
#pragma once

#include "cadence/cadence_actions.hpp"
#include "session/session_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::cadence {

struct CadenceWorld : session::SessionWorld {
  Ledgers ledgers{access};
  Cadences cadences{*db, access, ledgers};

  /// The managers in the viewer's view of this week's 1:1s.
  std::vector<Id<Person>> managers_seen_by(const access::Actor& actor) {
    const auto seen = cadences.view(actor, {.until = {}, .weeks = 1, .kind = "weekly_one_on_one"});
    REQUIRE_MESSAGE(seen, session::code_of(seen));
    std::vector<Id<Person>> managers;
    for (const auto& row : seen->view.managers) managers.push_back(row.manager);
    return managers;
  }
  Cell week_of_mark() {
    const auto seen = cadences.view(as(mark), {.until = {}, .weeks = 1, .kind = "weekly_one_on_one"});
    REQUIRE(seen);
    for (const auto& row : seen->view.managers)
      if (row.manager == mark) return row.total;
    return {};
  }
  /// Rita and Mark talk for half an hour, both on the page.
  Id<Session> talk() {
    const auto id = running();
    REQUIRE(sessions.be_present(as(rita), id));
    pass(std::chrono::minutes(30));
    REQUIRE(sessions.end(as(mark), id));
    return id;
  }
  IsoWeek this_week() { return IsoWeek::of(to_local(clock.now(), *Zone::make("Europe/Madrid")).date); }
};

}  // namespace backbeat::cadence
