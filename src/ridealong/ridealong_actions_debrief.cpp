// After the call: the debrief in its stages, and what the two agree on.
#include "people/people_actions.hpp"
#include "ridealong/ridealong_actions_scene.hpp"
#include "session/session_actions.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace {

using access::Actor;

constexpr std::chrono::days looked_ahead{366};

struct Planned {
  Id<Session> id;
  Instant at;
};

/// What is planned for the two and still to come, the nearest first: 1:1s and other ride-alongs.
std::vector<Planned> planned_for(sql::Reader& reader, Id<Org> org, const Facts& facts, const RideAlongState& state, Instant now) {
  std::vector<Planned> planned;
  for (const auto& session : session::session_facts_of(reader, org, facts.playbooks, state.rep, now, now + looked_ahead, now))
    if (session.manager == state.manager && session.rep == state.rep && session.is_planned() && session.starts_at >= now)
      planned.push_back({.id = session.id, .at = session.starts_at});
  for (const Id<Session> id : ride_alongs_of(reader, org, state.rep, now, now + looked_ahead)) {
    const auto other = load_state(reader, org, facts, id, now);
    if (other && other->id != state.id && other->manager == state.manager && other->rep == state.rep && other->is_planned() &&
        other->plan.call.from >= now)
      planned.push_back({.id = id, .at = other->plan.call.from});
  }
  std::ranges::sort(planned, {}, &Planned::at);
  return planned;
}

}  // namespace

Result<Done> RideAlongs::start_debrief(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::debrief, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::debrief_started);
    return Done{};
  });
}

Result<Done> RideAlongs::enter_stage(const Actor& actor, Id<Session> id, std::string_view stage) const {
  return act(actor, id, Verb::stage, [&](Scene& scene) -> Result<Done> {
    TRY(check_enter(scene.state(), stage));
    if (stage != self_assessment_stage && !scene.state().self_assessed_at) return refuse(self_assessment_first);
    scene.record(kinds::stage_entered, Fields().add("stage", stage));
    return Done{};
  });
}

Result<Done> RideAlongs::assess(const Actor& actor, Id<Session> id, std::string_view text) const {
  const std::string said = TRY(check_said("text", text, longest_field));
  return act(actor, id, Verb::self_assessment, [&](Scene& scene) -> Result<Done> {
    store_text(scene.tx(), scene.org(), id, self_assessment_stage, said, scene.person(), scene.now());
    if (!scene.state().self_assessed_at) scene.record(kinds::self_assessed);
    return Done{};
  });
}

Result<Done> RideAlongs::comment(const Actor& actor, Id<Session> id, std::string_view text) const {
  const std::string said = TRY(check_said("text", text, longest_field));
  return act(actor, id, Verb::comment, [&](Scene& scene) -> Result<Done> {
    scene.record(kinds::commented, Fields().add("number", scene.state().comments + 1), said);
    return Done{};
  });
}

Result<Done> RideAlongs::make_next_step(const Actor& actor, Id<Session> id, const NextStep& step) const {
  return act(actor, id, Verb::next_step, [&](Scene& scene) -> Result<Done> {
    const Zone zone = Zone::make(scene.state().rep_zone).value_or(Zone());
    const LocalDate today = to_local(scene.now(), zone).date;
    const auto& indicators = rules_on(scene.facts().playbooks, scene.now(), scene.state().rep_zone).indicators;
    const bool is_known = std::ranges::find(indicators, step.indicator, &playbook::LeadingIndicator::key) != indicators.end();
    if (!step.indicator.empty() && !is_known) return refuse(unknown_indicator, "indicator", {{"found", step.indicator}});
    LocalDate due = today + std::chrono::days(7);
    if (step.due_on) {
      due = *step.due_on;
    } else if (const auto next = planned_for(scene.tx(), scene.org(), scene.facts(), scene.state(), scene.now()); !next.empty()) {
      due = to_local(next.front().at, zone).date;
    }
    const auto made =
        TRY(commitment::make(scene.tx(), scene.participation(), scene.pair(),
                             {.text = step.text, .due_on = due, .indicator = step.indicator, .opportunities = {}}, today, scene.now()));
    scene.record(kinds::next_step_made, Fields().add("commitment", made.value()));
    return Done{};
  });
}

Result<Done> RideAlongs::confirm_next_session(const Actor& actor, Id<Session> id, std::optional<Id<Session>> session) const {
  return act(actor, id, Verb::next_session, [&](Scene& scene) -> Result<Done> {
    const auto planned = planned_for(scene.tx(), scene.org(), scene.facts(), scene.state(), scene.now());
    if (!session && planned.empty()) return refuse(no_next_session);
    const auto found = session ? std::ranges::find(planned, *session, &Planned::id) : planned.begin();
    if (found == planned.end()) return refuse(not_the_next, "session_id");
    scene.record(kinds::next_session_confirmed, Fields().add("session", found->id.value()).add("at", found->at.unix_ms()));
    return Done{};
  });
}

Result<Done> RideAlongs::end_debrief(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::end_debrief, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::debrief_ended);
    return Done{};
  });
}

Result<Done> RideAlongs::confirm(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::confirm, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::confirmed);
    return Done{};
  });
}

Result<Done> RideAlongs::rate(const Actor& actor, Id<Session> id, int score) const {
  return act(actor, id, Verb::usefulness, [&](Scene& scene) -> Result<Done> {
    if (score < 0 || score > 10) return refuse(score_out_of_range, "score", {{"found", std::to_string(score)}});
    scene.record(kinds::rated, Fields().add("score", score));
    return Done{};
  });
}

Result<Done> RideAlongs::be_present(const Actor& actor, Id<Session> id) const {
  const auto is_new = [](const RideAlongState& state, access::Side side) {
    return state.state == State::debriefing && side == access::Side::rep && !state.used_by_rep;
  };
  // Looked at first, so that opening a page is a write only when it tells something.
  const auto look = [&](sql::Reader& reader) -> Result<bool> {
    const auto participation = TRY(m_access.participation(reader, actor, id));
    const auto state = load_state(reader, actor.org(), load_facts(reader, actor.org()), id, m_access.clock().now());
    if (!state) return refuse(errors::not_found);
    return is_new(*state, participation.side());
  };
  if (!TRY(m_db.read(look))) return Done{};
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    if (!is_new(scene.state(), scene.side())) return Done{};
    scene.record(kinds::used);
    tell(tx, scene.org(), id, scene.state().version);
    return Done{};
  });
}

}  // namespace backbeat::ridealong
