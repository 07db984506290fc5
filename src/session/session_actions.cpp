#include "session/session_actions.hpp"

#include "playbook/playbook_actions.hpp"
#include "session/session_actions_scene.hpp"
#include "signal/signal_actions.hpp"

namespace backbeat::session {

using access::Actor;
using access::Side;

namespace {

/// The deals a commitment names, each once; each has to be an open one of the rep.
Result<std::vector<std::string>> check_deals(sql::Reader& reader, const access::Access& access, Id<Org> org, Id<Person> rep,
                                             const NewCommitment& commitment, Instant now) {
  std::vector<std::string> keys;
  for (const std::string& key : commitment.opportunities)
    if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  if (keys.empty()) return keys;
  if (keys.size() > commitment::most_opportunities)
    return refuse(too_many_opportunities, "opportunities",
                  {{"most", std::to_string(commitment::most_opportunities)}, {"found", std::to_string(keys.size())}});
  const access::Organisation organisation = TRY(access.organisation(reader, org));
  const auto open = TRY(signal::open_deals_of(reader, organisation, rep, now));
  for (const std::string& key : keys)
    if (std::ranges::find(open, key, &signal::OpenDeal::key) == open.end())
      return refuse(unknown_opportunity, "opportunities", {{"found", key}});
  return keys;
}

}  // namespace

std::string_view name_of(Side side) {
  return side == Side::rep ? "rep" : "manager";
}

Timer timer_of(const SessionState& state) {
  const StageRun* stage = state.current_stage();
  return {.state = state.state != State::running ? TimerState::idle
                   : state.running_since         ? TimerState::running
                                                 : TimerState::paused,
          .stage = stage ? stage->key : "",
          .since = state.running_since,
          .total = state.held};
}

// --- the scene ---

Result<Sessions::Scene> Sessions::Scene::open(sql::Transaction& tx, const access::Access& access, const Actor& actor, Id<Session> id) {
  Scene scene(tx, TRY(access.participation(tx, actor, id)), access.clock().now());
  scene.m_playbooks = playbook::load_versions(tx, actor.org());
  scene.m_events = audit::events_of(tx, actor.org(), {.kind = stream_kind, .id = id.value()});
  if (scene.m_events.empty()) return refuse(errors::not_found);  // a session of another feature: a ride-along
  // Whatever another machine's clock said, what was recorded has happened.
  scene.m_now = std::max(scene.m_now, scene.m_events.back().at);
  scene.m_state = fold(scene.m_events, scene.m_playbooks, scene.m_now);
  return scene;
}

const playbook::SessionType& Sessions::Scene::rules() const {
  return rules_for(m_playbooks, m_state.kind, m_state.starts_at, m_state.rep_zone);
}

LocalDate Sessions::Scene::today_of_rep() const {
  return to_local(m_now, Zone::make(m_state.rep_zone).value_or(Zone())).date;
}

std::int64_t Sessions::Scene::record(std::string_view kind, Fields fields, std::optional<std::string> text) {
  return append(m_participation.actor().user(), side(), kind, fields, std::move(text));
}

std::int64_t Sessions::Scene::record_for(Side side, std::string_view kind) {
  return append({}, side, kind, {}, std::nullopt);
}

std::int64_t Sessions::Scene::append(Id<User> actor, Side side, std::string_view kind, const Fields& fields,
                                     std::optional<std::string> text) {
  Fields all;
  all.add("side", name_of(side));
  for (const auto& [name, value] : fields.all()) all.add(name, std::string_view(value));
  audit::Event event{.sequence = 0,
                     .stream_kind = std::string(stream_kind),
                     .stream_id = m_state.id.value(),
                     .kind = std::string(kind),
                     .at = m_now,
                     .actor = actor,
                     .fields = std::move(all),
                     .text = std::move(text)};
  event.sequence = audit::record(tx(), org(),
                                 {.stream = {.kind = stream_kind, .id = m_state.id.value()},
                                  .kind = kind,
                                  .at = m_now,
                                  .actor = actor,
                                  .fields = event.fields,
                                  .text = event.text});
  m_events.push_back(std::move(event));
  m_state = fold(m_events, m_playbooks, m_now);
  return m_state.version;
}

// --- holding ---

Result<Done> Sessions::start(const Actor& actor, Id<Session> id, const std::optional<std::string>& skip_gate_reason) const {
  std::optional<std::string> reason;
  if (skip_gate_reason) reason = TRY(check_reason("skip_gate_reason", *skip_gate_reason));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    const bool is_skipping_later = reason && scene.state().state == State::running;
    TRY(may(is_skipping_later ? Verb::skip_gate : Verb::start, scene.state(), scene.side(), scene.now()));
    if (is_skipping_later) {
      commitment::carry_all(tx, scene.participation(), scene.pair(), scene.now());
      scene.record(kinds::gate_skipped, {}, reason);
    } else {
      const bool opens_on_commitment = scene.rules().opens_on_commitment;
      const bool has_any = opens_on_commitment && !commitment::to_inspect(tx, scene.participation(), scene.pair()).empty();
      if (has_any && reason) commitment::carry_all(tx, scene.participation(), scene.pair(), scene.now());
      const std::string_view gate = !has_any ? "nothing" : reason ? "skipped" : "open";
      scene.record(kinds::started, Fields().add("gate", gate), has_any ? reason : std::nullopt);
      const bool rep_is_here = m_seams.is_listening && m_seams.is_listening(scene.org(), id, scene.state().rep);
      if (rep_is_here) scene.record_for(Side::rep, kinds::used);
    }
    if (!m_seams.publish) return Done{};
    tx.on_commit([publish = m_seams.publish, org = scene.org(), id, state = scene.state()] {
      publish(org, id, timer_of(state));
      publish(org, id, StateChanged{.version = state.version});
    });
    return Done{};
  });
}

Result<Done> Sessions::judge(const Actor& actor, Id<Session> id, Id<commitment::Commitment> commitment, commitment::Verdict verdict,
                             std::string_view note) const {
  return act(actor, id, Verb::gate, [&](Scene& scene) -> Result<Done> {
    TRY(commitment::inspect(scene.tx(), scene.participation(), scene.pair(), commitment, verdict, note, scene.now()));
    scene.record(kinds::verdict_given, Fields().add("commitment", commitment.value()).add("verdict", commitment::name_of(verdict)));
    const bool is_last = commitment::to_inspect(scene.tx(), scene.participation(), scene.pair()).empty();
    if (is_last && scene.state().is_gate_open()) scene.record(kinds::gate_passed);
    return Done{};
  });
}

Result<Done> Sessions::enter_stage(const Actor& actor, Id<Session> id, std::string_view stage) const {
  return act(actor, id, Verb::stage, [&](Scene& scene) -> Result<Done> {
    TRY(check_enter(scene.state(), stage));
    scene.record(kinds::stage_entered, Fields().add("stage", stage));
    return Done{};
  });
}

Result<Done> Sessions::skip_stage(const Actor& actor, Id<Session> id, std::string_view stage, std::string_view reason) const {
  std::string why = TRY(check_reason("reason", reason));
  return act(actor, id, Verb::skip_stage, [&](Scene& scene) -> Result<Done> {
    TRY(check_skip(scene.state(), stage));
    scene.record(kinds::stage_skipped, Fields().add("stage", stage), why);
    return Done{};
  });
}

Result<Done> Sessions::pause(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::pause, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::paused);
    return Done{};
  });
}

Result<Done> Sessions::resume(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::resume, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::resumed);
    return Done{};
  });
}

Result<Done> Sessions::end(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::end, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::ended);
    return Done{};
  });
}

Result<Done> Sessions::be_present(const Actor& actor, Id<Session> id) const {
  const auto is_new = [](const SessionState& state, Side side) {
    return state.state == State::running && !(side == Side::rep ? state.used_by_rep : state.used_by_manager);
  };
  // Looked at first, so that opening a page is a write only when it tells something.
  const auto look = [&](sql::Reader& reader) -> Result<bool> {
    const auto participation = TRY(m_access.participation(reader, actor, id));
    const auto state = load_session(reader, actor.org(), playbook::load_versions(reader, actor.org()), id, m_access.clock().now());
    if (!state) return refuse(errors::not_found);
    return is_new(*state, participation.side());
  };
  if (!TRY(m_db.read(look))) return Done{};
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    if (is_new(scene.state(), scene.side())) scene.record(kinds::used);
    return Done{};
  });
}

// --- agreeing ---

Result<Id<commitment::Commitment>> Sessions::commit(const Actor& actor, Id<Session> id, const NewCommitment& commitment) const {
  /// The day of the next session of the two, else in a week.
  const auto default_due = [](const Scene& scene, LocalDate today) {
    const auto next = next_of_series(scene.tx(), scene.org(), scene.playbooks(), scene.state(), scene.now());
    const Zone zone = Zone::make(scene.state().rep_zone).value_or(Zone());
    return next ? to_local(next->starts_at, zone).date : today + std::chrono::days(7);
  };
  Id<commitment::Commitment> made;
  const auto work = [&](Scene& scene) -> Result<Done> {
    const LocalDate today = scene.today_of_rep();
    const std::string& indicator = commitment.indicator;
    const auto& rules = playbook::in_force_on(scene.playbooks(), today).rules;
    const bool is_known = std::ranges::find(rules.indicators, indicator, &playbook::LeadingIndicator::key) != rules.indicators.end();
    if (!indicator.empty() && !is_known) return refuse(unknown_indicator, "indicator", {{"found", indicator}});
    std::vector<std::string> deals = TRY(check_deals(scene.tx(), m_access, scene.org(), scene.state().rep, commitment, scene.now()));
    const LocalDate due = commitment.due_on ? *commitment.due_on : default_due(scene, today);
    made = TRY(commitment::make(scene.tx(), scene.participation(), scene.pair(),
                                {.text = commitment.text, .due_on = due, .indicator = indicator, .opportunities = std::move(deals)}, today,
                                scene.now()));
    scene.record(kinds::commitment_made, Fields().add("commitment", made.value()));
    return Done{};
  };
  TRY(act(actor, id, Verb::commitments, work));
  return made;
}

Result<Done> Sessions::withdraw(const Actor& actor, Id<Session> id, Id<commitment::Commitment> commitment) const {
  return act(actor, id, Verb::commitments, [&](Scene& scene) -> Result<Done> {
    TRY(commitment::withdraw(scene.tx(), scene.participation(), commitment, scene.now()));
    scene.record(kinds::commitment_withdrawn, Fields().add("commitment", commitment.value()));
    return Done{};
  });
}

Result<Done> Sessions::set_focus(const Actor& actor, Id<Session> id, std::string_view competency) const {
  return act(actor, id, Verb::focus, [&](Scene& scene) -> Result<Done> {
    const auto& rules = playbook::in_force_on(scene.playbooks(), scene.today_of_rep()).rules;
    if (!rules.competency(competency)) return refuse(unknown_competency, "competency", {{"found", std::string(competency)}});
    const std::int64_t sequence = scene.record(kinds::focus_set, Fields().add("competency", competency));
    insert_focus(scene.tx(), scene.org(), scene.state().rep, sequence, id, competency);
    return Done{};
  });
}

Result<Done> Sessions::confirm(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::confirm, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::confirmed);
    return Done{};
  });
}

Result<Done> Sessions::rate(const Actor& actor, Id<Session> id, int score) const {
  return act(actor, id, Verb::usefulness, [&](Scene& scene) -> Result<Done> {
    if (score < 0 || score > 10) return refuse(score_out_of_range, "score", {{"found", std::to_string(score)}});
    if (may(Verb::confirm, scene.state(), scene.side(), scene.now())) scene.record(kinds::confirmed);
    scene.record(kinds::rated, Fields().add("score", score));
    return Done{};
  });
}

Result<Done> Sessions::share(const Actor& actor, Id<Session> id, Sharing sharing) const {
  return act(actor, id, Verb::share, [&](Scene& scene) -> Result<Done> {
    scene.record(kinds::shared, Fields().add("shared", sharing == Sharing::shared ? 1 : 0));
    return Done{};
  });
}

}  // namespace backbeat::session
