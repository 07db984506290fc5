#include "sim/play.hpp"

#include "base/assert.hpp"
#include "sim/rides.hpp"
#include "sim/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace backbeat::sim {
namespace {

using commitment::Verdict;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr auto weekly = "weekly_one_on_one";

/// One rep's standing slot with whoever leads them.
struct Slot {
  int weekday = 0;  // days after Monday
  LocalTime time;
};

class Player {
 public:
  Player(const Stage& stage, const Book& book, Instant until, std::uint64_t seed, Dice& dice, Agenda& agenda)
      : m_stage(stage),
        m_until(until),
        m_dice(dice),
        m_sessions(stage.db, stage.access),
        m_people(stage.db, stage.access),
        m_evidence(stage.db, stage.access),
        m_agenda(agenda),
        m_rides(stage, book, until, seed, m_agenda) {}

  Played play(std::ostream& progress) {
    give_slots_and_habits();
    plan_time_off();
    const LocalDate last = monday_of(m_stage.organisation.today) + days(7);
    const int weeks = static_cast<int>((last - m_stage.organisation.first_day).count() / 7) + 1;
    int week = 0;
    for (LocalDate monday = m_stage.organisation.first_day; monday <= last; monday = monday + days(7)) {
      plan_week(monday);
      // Ride-alongs are put where the conversations of the week leave room: on the Friday before, once those are planned.
      const Instant friday = to_instant(monday - days(3), *LocalTime::make(18, 0), Zone());
      if (friday <= m_until) m_agenda.at(std::max(friday, m_stage.clock.now()), [this, monday] { m_rides.plan_week(monday, m_habits); });
      m_agenda.run_until(std::min(m_until, to_instant(monday + days(6), LocalTime(), Zone())), m_stage.clock);
      progress << fmt::format("\r==> simulating: week {} of {}, {} conversations, {} ride-alongs", std::min(++week, weeks - 1), weeks - 1,
                              m_planned, m_rides.booked())
               << std::flush;
    }
    m_agenda.run_until(m_until, m_stage.clock);
    progress << "\n";
    return {.conversations = m_planned, .ride_alongs = m_rides.booked()};
  }

 private:
  /// Plans what somebody is owed in one week, a few days before; the acts of each conversation follow from its fate.
  void plan_week(LocalDate monday) {
    for (const Worker& rep : m_stage.organisation.workers) {
      if (rep.position != Position::rep) continue;
      const Slot& slot = m_slots.at(rep.email);
      const LocalDate day = monday + days(slot.weekday);
      plan_one(rep, weekly, day, slot.time, 30);
      // Once a month the deep-dive, once a quarter the reset, around day 30, 60 and 90 the check-in; in the hour after the slot's own.
      const LocalTime later = *LocalTime::make(std::min(17, slot.time.seconds_since_midnight() / 3600 + 2), 0);
      if (static_cast<unsigned>(day.ymd().day()) > 7 && static_cast<unsigned>(day.ymd().day()) <= 14)
        plan_one(rep, "skill_deep_dive", day, later, 60);
      const LocalDate quarter = FiscalQuarter::of(day, 1).first_day();
      if (day - quarter >= days(14) && day - quarter < days(21))
        plan_one(rep, "quarterly_reset", monday + days((slot.weekday + 2) % 5), later, 90);
      for (const int after : {30, 60, 90})
        if (day <= rep.hired + days(after) && rep.hired + days(after) < day + days(7)) plan_one(rep, "ramp_check_in", day, later, 45);
    }
  }

  const Worker* manager_of(const Worker& rep, LocalDate day) const {
    if (day < rep.hired || (rep.left && day >= *rep.left)) return nullptr;
    const std::string& email = rep.moved_on && day >= *rep.moved_on ? rep.later_manager_email : rep.manager_email;
    const Worker& manager = m_stage.organisation.by_email(email);
    return manager.left && day >= *manager.left ? nullptr : &manager;
  }

  void plan_one(const Worker& rep, const std::string& kind, LocalDate day, LocalTime time, int length) {
    const Worker* manager = manager_of(rep, day);
    if (manager == nullptr) return;
    const Instant starts = to_instant(day, time, *Zone::make(manager->zone));
    const Fate fate = fate_of(m_habits.at(manager->email), day, m_dice);
    // A missed week is mostly one that nobody put on the calendar.
    if (fate == Fate::missed && m_dice.chance(0.7)) return;
    const Instant decided = std::max(starts - days(4) - hours(m_dice.between(0, 20)),
                                     to_instant(rep.hired, *LocalTime::make(8, 0), *Zone::make(rep.zone)) + hours(4));
    if (decided > m_until) return;
    m_agenda.at(decided, [this, &rep, manager, kind, starts, length, fate] {
      const auto planned =
          m_sessions.plan(actor(*manager), {.kind = kind, .rep = person(rep), .manager = {}, .starts_at = starts, .minutes = {}});
      if (!planned) return;  // a holiday that took the slot, somebody who has just left: as in life
      ++m_planned;
      take_course(*planned, rep, *manager, kind, starts, length, fate);
    });
  }

  void take_course(Id<Session> id, const Worker& rep, const Worker& manager, const std::string& kind, Instant starts, int length,
                   Fate fate) {
    if (is_away(rep, manager, starts)) {
      m_agenda.at(starts - hours(20), [this, id, &manager] {
        static_cast<void>(
            m_sessions.excuse(actor(manager), id, m_dice.chance(0.15) ? session::ExcuseReason::sickness : session::ExcuseReason::pto, ""));
      });
      return;
    }
    switch (fate) {
      case Fate::missed:
        return;
      case Fate::cancelled:
        m_agenda.at(starts - minutes(m_dice.between(30, 300)),
                    [this, id, &manager] { static_cast<void>(m_sessions.cancel(actor(manager), id, cancel_reason(m_dice))); });
        return;
      case Fate::moved_then_held: {
        const Instant to = starts + (to_local(starts, *Zone::make(manager.zone)).date.weekday() < Weekday::friday ? hours(24) : hours(2));
        m_agenda.at(starts - minutes(m_dice.between(20, 600)), [this, id, &rep, &manager, kind, to, length] {
          const Worker& mover = m_dice.chance(0.6) ? manager : rep;
          if (m_sessions.move(actor(mover), id, to, move_reason(m_dice))) hold(id, rep, manager, kind, to, length, Fate::held);
        });
        return;
      }
      case Fate::held:
      case Fate::held_short:
      case Fate::unconfirmed:
        hold(id, rep, manager, kind, starts, length, fate);
        return;
    }
  }

  void hold(Id<Session> id, const Worker& rep, const Worker& manager, const std::string& kind, Instant starts, int length, Fate fate) {
    const Instant begins = starts + minutes(m_dice.between(0, 3));
    const int talked = fate == Fate::held_short ? m_dice.between(length / 3, length * 2 / 3) : m_dice.between(length, length + 4);
    const Instant ends = begins + minutes(talked);
    if (ends > m_until) return;  // still to come: the demo's people hold it themselves
    m_agenda.at(begins, [this, id, &rep, &manager, kind, begins, ends, fate] {
      if (!m_sessions.start(actor(manager), id, {})) return;
      static_cast<void>(m_sessions.be_present(actor(manager), id));
      if (fate != Fate::unconfirmed) static_cast<void>(m_sessions.be_present(actor(rep), id));
      talk(id, rep, manager, begins, ends);
      m_agenda.at(ends, [this, id, &rep, &manager, fate] {
        static_cast<void>(m_sessions.end(actor(manager), id));
        if (fate == Fate::unconfirmed) return;
        m_agenda.at(m_stage.clock.now() + minutes(m_dice.between(5, 400)), [this, id, &rep, &manager] {
          if (m_dice.chance(0.9)) static_cast<void>(m_sessions.confirm(actor(rep), id));
          if (m_dice.chance(0.8)) static_cast<void>(m_sessions.rate(actor(rep), id, usefulness_of(m_habits.at(manager.email), m_dice)));
        });
      });
    });
  }

  /// The gate, then stage after stage over the time there is, a note here and there, and a commitment at the end.
  void talk(Id<Session> id, const Worker& rep, const Worker& manager, Instant begins, Instant ends) {
    const auto conversation = m_sessions.conversation(actor(manager), id);
    if (!conversation) return;
    for (const auto& inspected : conversation->to_inspect) {
      const Verdict verdicts[] = {Verdict::kept, Verdict::partly, Verdict::missed, Verdict::no_occasion};
      static_cast<void>(
          m_sessions.judge(actor(manager), id, inspected.commitment.id, verdicts[static_cast<int>(verdict_of(rep, m_dice))], ""));
    }
    const auto& agenda = conversation->rules.agenda;
    if (agenda.empty()) return;
    const std::string focus = focus_of(rep);
    const bool is_recent = begins > m_until - days(35);
    for (std::size_t i = 0; i < agenda.size(); ++i) {
      const Instant when =
          begins + (ends - begins) * static_cast<std::int64_t>(i) / static_cast<std::int64_t>(agenda.size()) + minutes(i == 0 ? 0 : 1);
      // Of older conversations only the first and last stage are played; nobody will look at the minute hand of last spring.
      if (!is_recent && i > 0) continue;
      m_agenda.at(when, [this, id, &rep, &manager, key = agenda[i].key, is_recent] {
        static_cast<void>(m_sessions.enter_stage(actor(manager), id, key));
        if (is_recent && m_dice.chance(0.7))
          static_cast<void>(m_sessions.write_note(actor(m_dice.chance(0.5) ? manager : rep), id, key, note_text(key, m_dice), 0));
      });
    }
    m_agenda.at(ends - minutes(1), [this, id, &rep, &manager, focus] {
      if (m_dice.chance(0.9)) static_cast<void>(m_sessions.commit(actor(rep), id, commitment(rep, focus)));
      if (m_dice.chance(0.15))
        static_cast<void>(m_sessions.write_private_note(actor(manager), id, "Ask about the move to enterprise accounts next month.", 0));
      if (m_focus_set.insert(rep.email + focus).second) static_cast<void>(m_sessions.set_focus(actor(manager), id, focus));
    });
  }

  /// What a rep commits to; with the CRM connected many say how both will know.
  session::NewCommitment commitment(const Worker& rep, const std::string& focus) {
    session::NewCommitment out{.text = commitment_text(focus, m_dice)};
    const auto deals = m_evidence.deals(actor(rep), person(rep));
    if (!deals || deals->empty() || m_bond_dice.chance(0.3)) return out;
    out.indicator = indicator_for(focus);
    if (focus == "negotiation" || focus == "stakeholders" || focus == "qualification")
      for (int named = 0; named < 2; ++named) out.opportunities.push_back(m_bond_dice.pick(*deals).key);
    return out;
  }

  /// One skill for six weeks, then the next.
  std::string focus_of(const Worker& rep) {
    const auto weeks = (to_local(m_stage.clock.now(), Zone()).date - m_stage.organisation.first_day).count() / 7;
    const std::size_t turn = std::hash<std::string>{}(rep.employee_id) + static_cast<std::size_t>(weeks / 6);
    return competencies()[turn % competencies().size()];
  }

  void give_slots_and_habits() {
    std::unordered_map<std::string, int> in_team;
    for (const Worker& worker : m_stage.organisation.workers) {
      if (worker.position == Position::manager) m_habits.emplace(worker.email, habits_of(worker, m_stage.organisation, m_dice));
      if (worker.position != Position::rep) continue;
      const int place = in_team[worker.manager_email]++;
      m_slots.emplace(worker.email, Slot{.weekday = place % 5, .time = *LocalTime::make(9 + place / 5 * 2, 30 * (place % 2))});
    }
  }

  /// A week off for most, a few days sick for some.
  void plan_time_off() {
    for (const Worker& worker : m_stage.organisation.workers) {
      if (worker.position != Position::rep && worker.position != Position::manager) continue;
      if (!m_dice.chance(0.75)) continue;
      const LocalDate first =
          m_stage.organisation.first_day +
          days(7 * m_dice.between(2, static_cast<int>((m_stage.organisation.today - m_stage.organisation.first_day).count() / 7) - 1));
      if (first < worker.hired + days(14) || (worker.left && first + days(5) >= *worker.left)) continue;
      const bool is_sick = m_dice.chance(0.2);
      const people::TimeOff off{.first = first,
                                .last = first + days(is_sick ? 1 : 4),
                                .reason = is_sick ? people::TimeOffReason::sickness : people::TimeOffReason::pto};
      m_away.emplace(worker.email, off);
      // Nobody asks for time off before their second day here.
      const Instant second_day = to_instant(worker.hired + days(1), LocalTime(), Zone());
      const Instant told = std::max({to_instant(first, LocalTime(), Zone()) - days(is_sick ? 0 : 21), m_stage.clock.now(), second_day});
      m_agenda.at(told, [this, &worker, off] { static_cast<void>(m_people.add_time_off(actor(worker), person(worker), off)); });
    }
  }

  bool is_away(const Worker& rep, const Worker& manager, Instant at) const {
    const LocalDate day = to_local(at, Zone()).date;
    for (const std::string& email : {rep.email, manager.email}) {
      const auto off = m_away.find(email);
      if (off != m_away.end() && off->second.first <= day && day <= off->second.last) return true;
    }
    return false;
  }

  const access::Actor& actor(const Worker& worker) const { return m_stage.actor_of.at(worker.email); }
  Id<Person> person(const Worker& worker) const { return m_stage.person_of.at(worker.email); }

  const Stage& m_stage;
  Instant m_until;
  Dice& m_dice;
  session::Sessions m_sessions;
  people::People m_people;
  signal::Evidence m_evidence;
  Dice m_bond_dice{17};  // of its own: a connected CRM changes nothing else
  Agenda& m_agenda;
  Rides m_rides;
  std::unordered_map<std::string, Slot> m_slots;
  std::unordered_map<std::string, Habits> m_habits;
  std::unordered_map<std::string, people::TimeOff> m_away;
  std::set<std::string> m_focus_set;
  int m_planned = 0;
};

}  // namespace

void Agenda::run_until(Instant end, ManualClock& clock) {
  while (!m_acts.empty() && m_acts.begin()->first <= end) {
    auto first = m_acts.extract(m_acts.begin());
    if (first.key() > clock.now()) clock.set(first.key());
    first.mapped()();
  }
}

Played play_conversations(const Stage& stage, const Book& book, Instant until, std::uint64_t seed, Dice& dice, Agenda& agenda,
                          std::ostream& progress) {
  return Player(stage, book, until, seed, dice, agenda).play(progress);
}

}  // namespace backbeat::sim
