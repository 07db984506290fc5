#include "ridealong/ridealong_fold.hpp"

#include "base/assert.hpp"
#include "ridealong/ridealong_clock.hpp"
#include "ridealong/ridealong_rules.hpp"
#include "ridealong/ridealong_takeovers.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace {

constexpr std::string_view debrief_stages[] = {self_assessment_stage, comments_stage, next_step_stage, next_session_stage};

std::optional<Span> span_in(const Fields& fields, std::string_view from, std::string_view to) {
  if (fields.number(from) == 0) return std::nullopt;
  return Span{.from = Instant(fields.number(from)), .to = Instant(fields.number(to))};
}

Plan plan_in(const Fields& fields) {
  return {.call = {.from = Instant(fields.number("call_from")), .to = Instant(fields.number("call_to"))},
          .pre_brief = span_in(fields, "pre_from", "pre_to"),
          .debrief = span_in(fields, "debrief_from", "debrief_to")};
}

By by_of(std::string_view name) {
  return name == "rep" ? By::rep : name == "manager" ? By::manager : By::customer;
}

class Folder {
 public:
  explicit Folder(const Judging& judging) : m_judging(judging) {}

  void apply(const audit::Event& event) {
    const Instant at = std::max(event.at, m_last_at);  // a clock that was set back takes no time away
    pass_time(at);
    m_last_at = at;
    m.version = event.sequence;
    change(event, at);
    settle(at);
  }

  RideAlongState finish(Instant as_of) {
    if (m.version == 0) return std::move(m);
    pass_time(as_of);
    run_debrief_clock(as_of);
    return std::move(m);
  }

 private:
  // --- what time alone does ---

  /// The next instant at which the state changes without an event, if any.
  [[nodiscard]] std::optional<Instant> next_change() const {
    switch (m.state) {
      case State::booked:
      case State::confirmed:
        return end_of_day(m.plan.call.to, m.rep_zone);
      case State::running:
        return std::max(m.plan.call.to, *m.started_at) + call_runs_on_for;
      case State::debriefing:
        return *m.debrief_started_at + debrief_runs_on_for;
      case State::ended:
        if (!m.used_by_rep) return m.closes_at;
        break;
      case State::done:
      case State::cancelled:
      case State::lost:
      case State::missed:
        break;
    }
    return std::nullopt;
  }

  void pass_time(Instant until) {
    if (m.version == 0) return;  // not yet booked
    for (auto next = next_change(); next && *next <= until; next = next_change()) {
      if (m.state == State::running) end_call(std::max(std::min(m.plan.call.to, *next), m_last_at));
      if (m.state == State::debriefing) end_debrief(m_last_at);
      const State before = m.state;
      settle(*next);
      if (m.state == before) break;  // cannot be: time has passed
    }
  }

  void run_debrief_clock(Instant as_of) {
    if (m.state == State::cancelled || m.state == State::lost || m.state == State::running) return;
    const Instant call_end =
        m.format == Format::reverse ? std::max(m.ended_at.value_or(m.plan.call.to), m.plan.call.to) : m.ended_at.value_or(m.plan.call.to);
    const bool is_over = as_of >= call_end || (m.ended_at && m.format != Format::reverse);
    if (!is_over) return;
    const playbook::Playbook& rules = rules_on(m_judging.playbooks, m.plan.call.from, m.rep_zone);
    DebriefClock clock = debrief_clock(call_end, debrief_within(rules), Zone::make(m.rep_zone).value_or(Zone()),
                                       skipped_by(rules, m_judging.holidays, m_region));
    m.debrief_due = clock.due;
    m.debrief_skips = std::move(clock.skips);
  }

  // --- what each event does ---

  void book(const audit::Event& event, Instant at) {
    m.id = Id<Session>(event.stream_id);
    m.format = cadence::ride_along_format_from(event.fields.text("format")).value_or(Format::observe);
    m.manager = Id<Person>(event.fields.number("manager"));
    m.rep = Id<Person>(event.fields.number("rep"));
    m.on_behalf_of = Id<Person>(event.fields.number("on_behalf_of"));
    m.call = event.fields.number("call");
    m.rep_zone = event.fields.text("zone");
    m_region = event.fields.text("region");
    m.booked_at = at;
    m.known_at = at;
    for (const std::string_view key : debrief_stages) m.stages.push_back({.key = std::string(key)});
    place(plan_in(event.fields));
  }

  void place(const Plan& plan) {
    m.plan = plan;
    m.closes_at = end_of_day(plan.call.to, m.rep_zone, days_to_close);
  }

  void end_call(Instant at) {
    // What was not handed back before the close stays open: that is the flag.
    m.ended_at = at;
    m.closes_at = std::max(m.closes_at, end_of_day(at, m.rep_zone, days_to_close));
  }

  void enter_stage(std::string_view key, Instant at) {
    for (StageRun& run : m.stages) {
      if (run.entered_at && !run.left_at) run.left_at = at;
    }
    const auto found = std::ranges::find(m.stages, key, &StageRun::key);
    if (found != m.stages.end() && !found->entered_at) found->entered_at = at;
  }

  void start_call(Instant at) {
    m.started_at = at;
    m.live_until = std::max(m.plan.call.to, at) + call_runs_on_for;
    m.used_by_manager = true;
  }

  /// When a key was pressed on the call: now, or when the device says, within the call.
  Instant pressed_on_call(const audit::Event& event, Instant at) {
    if (!event.fields.find("pressed") || !m.started_at || !m.live_until) return at;
    const Instant latest = std::max(*m.started_at, std::min(*m.live_until, at));
    const Instant pressed = std::clamp(Instant(event.fields.number("pressed")), *m.started_at, latest);
    // A call that nobody ended went on for as long as somebody did something on it.
    if (m.ended_at && !m_was_ended && pressed > *m.ended_at) end_call(pressed);
    return pressed;
  }

  void start_debrief(Instant at) {
    // A call that nobody started on the page took place as it was planned, when both come to its debrief.
    if (!m.ended_at) end_call(m.plan.call.to);
    if (m.live_until) m.live_until = std::min(*m.live_until, at);
    m.debrief_started_at = at;
    m.used_by_manager = true;
    enter_stage(self_assessment_stage, at);
  }

  void end_debrief(Instant at) {
    for (StageRun& run : m.stages)
      if (run.entered_at && !run.left_at) run.left_at = at;
    m.debrief_ended_at = at;
  }

  void change(const audit::Event& event, Instant at) {
    const std::string_view kind = event.kind;
    const bool is_rep = event.fields.find("side") == "rep";
    if (kind == kinds::booked) {
      book(event, at);
    } else if (kind == kinds::moved) {
      const Plan to = plan_in(event.fields);
      m.moves.push_back({.from = m.plan.call.from, .to = to.call.from, .at = at, .by = by_of(event.fields.text("by"))});
      place(to);
    } else if (kind == kinds::pre_brief_written) {
      if (!m.pre_brief_written_at) m.pre_brief_written_at = at;
    } else if (kind == kinds::pre_brief_signed) {
      m.pre_brief_at = at;
    } else if (kind == kinds::format_confirmed) {
      m.format_confirmed_at = at;
      m.format = cadence::ride_along_format_from(event.fields.text("format")).value_or(m.format);
    } else if (kind == kinds::consent_signed) {
      m.consent = event.fields.number("given") != 0;
      m.consent_at = at;
    } else if (kind == kinds::started) {
      start_call(at);
    } else if (kind == kinds::taken_over) {
      add_takeover(m.takeovers, {.from = pressed_on_call(event, at), .handed_back_at = {}, .had_consent = m.consent.value_or(false)});
    } else if (kind == kinds::handed_back) {
      hand_back(m.takeovers, pressed_on_call(event, at));
    } else if (kind == kinds::ended) {
      end_call(at);
      m.live_until = at;
      m_was_ended = true;
    } else if (kind == kinds::debrief_started) {
      start_debrief(at);
    } else if (kind == kinds::stage_entered) {
      enter_stage(event.fields.text("stage"), at);
    } else if (kind == kinds::self_assessed) {
      if (!m.self_assessed_at) m.self_assessed_at = at;
    } else if (kind == kinds::commented) {
      ++m.comments;
    } else if (kind == kinds::next_step_made) {
      m.next_step = event.fields.number("commitment");
    } else if (kind == kinds::next_session_confirmed) {
      m.next_session = Id<Session>(event.fields.number("session"));
      m.next_session_at = Instant(event.fields.number("at"));
    } else if (kind == kinds::debrief_ended) {
      end_debrief(at);
    } else if (kind == kinds::rated) {
      m.usefulness = static_cast<int>(event.fields.number("score"));
    } else if (kind == kinds::cancelled) {
      m_is_cancelled = true;
    } else if (kind == kinds::lost) {
      m_is_lost = true;
    }
    // Whatever the rep does from the start of the call on is their side of the evidence.
    if (is_rep && (m.started_at || m.debrief_started_at || m.ended_at)) m.used_by_rep = true;
  }

  // --- what follows ---

  [[nodiscard]] State state_at(Instant at) const {
    if (m_is_lost) return State::lost;
    if (m_is_cancelled) return State::cancelled;
    if (m.debrief_ended_at) return State::done;
    if (m.debrief_started_at) return State::debriefing;
    if (m.ended_at) return !m.used_by_rep && at >= m.closes_at ? State::missed : State::ended;
    if (m.started_at) return State::running;
    if (at >= end_of_day(m.plan.call.to, m.rep_zone)) return State::missed;
    return m.format_confirmed_at ? State::confirmed : State::booked;
  }

  void settle(Instant at) {
    const State before = m.state;
    m.state = state_at(at);
    if (m.state != before) m.known_at = at;
  }

  const Judging& m_judging;
  RideAlongState m;
  std::string m_region;
  Instant m_last_at;
  bool m_was_ended = false;  // the call, by somebody and not by time alone
  bool m_is_cancelled = false;
  bool m_is_lost = false;
};

}  // namespace

Instant end_of_day(Instant at, std::string_view zone_name, int days_later) {
  const Zone zone = Zone::make(zone_name).value_or(Zone());
  return start_of_day(to_local(at, zone).date + std::chrono::days(1 + days_later), zone);
}

const playbook::Playbook& rules_on(const std::vector<playbook::DatedPlaybook>& playbooks, Instant at, std::string_view zone) {
  static const playbook::Playbook none;
  if (playbooks.empty()) return none;
  return playbook::in_force_on(playbooks, to_local(at, Zone::make(zone).value_or(Zone())).date, at).rules;
}

const playbook::SessionType& type_on(const std::vector<playbook::DatedPlaybook>& playbooks, Format format, Instant at,
                                     std::string_view zone) {
  static const playbook::SessionType unknown;
  const playbook::SessionType* type = rules_on(playbooks, at, zone).session_type(kind_of(format));
  return type != nullptr ? *type : unknown;
}

RideAlongState fold(std::span<const audit::Event> events, const Judging& judging, Instant as_of) {
  ASSERT(!events.empty() && events.front().kind == kinds::booked);
  Folder folder(judging);
  for (const audit::Event& event : events) {
    if (event.at > as_of) break;
    folder.apply(event);
  }
  return folder.finish(as_of);
}

}  // namespace backbeat::ridealong
