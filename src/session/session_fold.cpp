#include "session/session_fold.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backbeat::session {
namespace {

Zone zone_named(std::string_view name) {
  return Zone::make(name).value_or(Zone());
}

/// The first instant of the local day after the one that `at` falls on.
Instant end_of_day(Instant at, std::string_view zone_name, int days_later = 0) {
  const Zone zone = zone_named(zone_name);
  return start_of_day(to_local(at, zone).date + std::chrono::days(1 + days_later), zone);
}

StageRun waiting(const playbook::AgendaStage& stage) {
  return {.key = stage.key, .content = stage.content};
}

class Folder {
 public:
  explicit Folder(const std::vector<playbook::DatedPlaybook>& playbooks) : m_playbooks(playbooks) {}

  void apply(const audit::Event& event) {
    const Instant at = std::max(event.at, m_last_at);  // a clock that was set back takes no time away
    pass_time(at);
    m_last_at = at;
    m.version = event.sequence;
    const bool was_running = m.state == State::running;
    change(event, at);
    if (was_running) note_use(event);
    settle(at, event.kind == kinds::moved);
  }

  SessionState finish(Instant as_of) {
    pass_time(as_of);
    return std::move(m);
  }

 private:
  // --- what time alone does ---

  /// The next instant at which the state changes without an event, if any.
  [[nodiscard]] std::optional<Instant> next_change() const {
    switch (m.state) {
      case State::planned:
      case State::confirmed:
      case State::running:
        return m.closes_at;
      case State::ended:
        return confirm_until(m);
      case State::held:
      case State::held_short:
      case State::excused:
      case State::cancelled:
      case State::missed:
        break;
    }
    return std::nullopt;
  }

  void pass_time(Instant until) {
    if (m.version == 0) return;  // not yet planned
    for (auto next = next_change(); next && *next <= until; next = next_change()) {
      if (m.state == State::running) end_at(m_last_at);
      settle(*next, false);
      if (m.state == State::running) break;  // cannot be: an ended session does not run
    }
  }

  void end_at(Instant at) {
    stop_clock(at);
    for (StageRun& run : m.stages) {
      if (run.state == StageState::running || run.state == StageState::paused) run.state = StageState::done;
    }
    m.ended_at = at;
  }

  // --- the clock of the conversation and of its stage ---

  void start_clock(Instant at) {
    m.running_since = at;
    for (StageRun& run : m.stages) {
      if (run.state == StageState::paused) run.state = StageState::running;
      if (run.state == StageState::running) run.running_since = at;
    }
  }

  void stop_clock(Instant at) {
    if (m.running_since) m.held += at - *m.running_since;
    m.running_since.reset();
    for (StageRun& run : m.stages) {
      if (run.running_since) run.spent += at - *run.running_since;
      run.running_since.reset();
    }
  }

  void leave_stage(Instant at) {
    for (StageRun& run : m.stages) {
      if (run.running_since) run.spent += at - *run.running_since;
      run.running_since.reset();
      if (run.state == StageState::running || run.state == StageState::paused) run.state = StageState::done;
    }
  }

  StageRun& stage(std::string_view key) {
    const auto found = std::ranges::find(m.stages, key, &StageRun::key);
    if (found != m.stages.end()) return *found;
    // The rules were replaced after it ran: what ran stays.
    return m.stages.emplace_back(StageRun{.key = std::string(key)});
  }

  void enter_stage(StageRun& run, Instant at) {
    run.state = m.running_since ? StageState::running : StageState::paused;
    if (m.running_since) run.running_since = at;
    if (!run.entered_at) run.entered_at = at;
  }

  void skip_stage(std::string_view key, Instant at) {
    StageRun& run = stage(key);
    if (run.running_since) run.spent += at - *run.running_since;
    run.running_since.reset();
    run.state = StageState::skipped;
  }

  // --- what each event does ---

  void plan(const audit::Event& event, Instant at) {
    m.id = Id<Session>(event.stream_id);
    m.kind = event.fields.text("kind");
    m.manager = Id<Person>(event.fields.number("manager"));
    m.rep = Id<Person>(event.fields.number("rep"));
    m.on_behalf_of = Id<Person>(event.fields.number("on_behalf_of"));
    m.planned_minutes = static_cast<int>(event.fields.number("minutes"));
    m.rep_zone = event.fields.text("rep_zone");
    m.planned_at = at;
    place_at(Instant(event.fields.number("starts_at")));
    if (event.kind != kinds::recorded) return;
    m.was_recorded_afterwards = true;
    m.used_by_manager = true;
    m.gate = Gate::nothing;
    m.stages.clear();
    m.started_at = m.starts_at;
    m.held = std::chrono::minutes(m.planned_minutes);
    m.ended_at = m.starts_at + m.held;
  }

  void place_at(Instant starts_at) {
    m.starts_at = starts_at;
    m_rules = &rules_for(m_playbooks, m.kind, starts_at, m.rep_zone);
    m.counts_as = m_rules->counts_as;
    m.stages.clear();
    for (const playbook::AgendaStage& run : m_rules->agenda) m.stages.push_back(waiting(run));
    m.closes_at = end_of_day(starts_at + std::chrono::minutes(m.planned_minutes), m.rep_zone);
  }

  void start(const audit::Event& event, Instant at) {
    m.started_at = at;
    m.confirmed_at.reset();  // that they would come; from now on it is that it took place
    m.used_by_manager = true;
    m.closes_at = std::max(m.closes_at, at + shortest_window_after_start);
    const std::string_view gate = event.fields.text("gate");
    m.gate = gate == "open" ? Gate::open : gate == "skipped" ? Gate::skipped : Gate::nothing;
    m.running_since = at;
    if (!m.stages.empty()) enter_stage(m.stages.front(), at);
  }

  void change(const audit::Event& event, Instant at) {
    const std::string_view kind = event.kind;
    if (kind == kinds::planned || kind == kinds::recorded) {
      plan(event, at);
    } else if (kind == kinds::moved) {
      const Instant to(event.fields.number("to"));
      m.moves.push_back({.from = m.starts_at, .to = to, .at = at, .by = event.actor});
      m.confirmed_at.reset();  // of another time
      place_at(to);
    } else if (kind == kinds::cancelled) {
      m_is_cancelled = true;
    } else if (kind == kinds::excused) {
      m.excuse = excuse_from(event.fields.text("reason"));
    } else if (kind == kinds::started) {
      start(event, at);
    } else if (kind == kinds::gate_skipped) {
      m.gate = Gate::skipped;
    } else if (kind == kinds::gate_passed) {
      m.gate = Gate::passed;
    } else if (kind == kinds::stage_entered) {
      leave_stage(at);
      enter_stage(stage(event.fields.text("stage")), at);
    } else if (kind == kinds::stage_skipped) {
      skip_stage(event.fields.text("stage"), at);
    } else if (kind == kinds::paused) {
      stop_clock(at);
      for (StageRun& run : m.stages) {
        if (run.state == StageState::running) run.state = StageState::paused;
      }
    } else if (kind == kinds::resumed) {
      start_clock(at);
    } else if (kind == kinds::ended) {
      end_at(at);
    } else if (kind == kinds::confirmed) {
      m.confirmed_at = at;
    } else if (kind == kinds::rated) {
      m.usefulness = static_cast<int>(event.fields.number("score"));
    } else if (kind == kinds::focus_set) {
      m.focus_competency = event.fields.text("competency");
    } else if (kind == kinds::shared) {
      (event.fields.text("side") == "rep" ? m.shared_by_rep : m.shared_by_manager) = event.fields.number("shared") != 0;
    }
  }

  /// Whatever one of the two does on the page while the session runs is live use by that side.
  void note_use(const audit::Event& event) {
    const auto side = event.fields.find("side");
    if (side == "rep") m.used_by_rep = true;
    if (side == "manager") m.used_by_manager = true;
  }

  // --- what follows ---

  [[nodiscard]] bool has_both_sides() const {
    if (m.used_by_manager && m.used_by_rep) return true;
    // A review of the pipeline counts as no coaching: that the manager recorded it is enough.
    if (m.was_recorded_afterwards && m.counts_as == playbook::CountsAs::nothing) return true;
    return m.used_by_manager && m.confirmed_at.has_value();
  }

  [[nodiscard]] State state_at(Instant at) const {
    if (m_is_cancelled) return State::cancelled;
    if (m.excuse) return State::excused;
    if (!m.started_at) {
      if (at >= m.closes_at) return State::missed;
      return m.confirmed_at ? State::confirmed : State::planned;
    }
    if (!m.ended_at) return State::running;
    if (has_both_sides()) {
      const bool is_short = m.held * 100 < std::chrono::minutes(m.planned_minutes) * m_rules->short_below_percent;
      return is_short ? State::held_short : State::held;
    }
    return at >= confirm_until(m) ? State::missed : State::ended;
  }

  void settle(Instant at, bool is_move) {
    const State before = m.state;
    m.state = state_at(at);
    m.was_under_own_minimum =
        m.took_place() && m_rules->short_below_minutes && m.held < std::chrono::minutes(*m_rules->short_below_minutes);
    if (m.steps.empty() || is_move || m.state != before) {
      m.steps.push_back({.known_at = at, .starts_at = m.started_at.value_or(m.starts_at), .state = m.state, .is_move = is_move});
    }
  }

  const std::vector<playbook::DatedPlaybook>& m_playbooks;
  const playbook::SessionType* m_rules = nullptr;
  SessionState m;
  Instant m_last_at;
  bool m_is_cancelled = false;
};

}  // namespace

const playbook::SessionType& rules_for(const std::vector<playbook::DatedPlaybook>& playbooks, std::string_view kind, Instant at,
                                       std::string_view zone) {
  static const playbook::SessionType unknown{.counts_as = playbook::CountsAs::nothing};
  if (playbooks.empty()) return unknown;
  const auto& version = playbook::in_force_on(playbooks, to_local(at, zone_named(zone)).date, at);
  const playbook::SessionType* type = version.rules.session_type(kind);
  return type ? *type : unknown;
}

Instant confirm_until(const SessionState& state) {
  // What was recorded afterwards can be confirmed only from then on.
  return end_of_day(std::max(state.ended_at.value_or(state.starts_at), state.planned_at), state.rep_zone, days_to_confirm);
}

SessionState fold(std::span<const audit::Event> events, const std::vector<playbook::DatedPlaybook>& playbooks, Instant as_of) {
  ASSERT(!events.empty() && (events.front().kind == kinds::planned || events.front().kind == kinds::recorded));
  Folder folder(playbooks);
  for (const audit::Event& event : events) {
    if (event.at > as_of) break;
    folder.apply(event);
  }
  return folder.finish(as_of);
}

}  // namespace backbeat::session
