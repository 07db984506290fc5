#include "sim/circles.hpp"

#include "sim/circle_script.hpp"

#include <algorithm>

namespace backbeat::sim {
namespace {

using meeting::Attendance;
using meeting::Outcome;
using meeting::State;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr auto opens_early = minutes(8);
// Of older hours nobody looks at who held the floor for how long.
constexpr auto recent = days(45);

Outcome outcome_of(const Worker& owner, Dice& dice) {
  const double roll = dice.unit() - 0.06 * owner.skill;
  if (roll < 0.5) return Outcome::done;
  if (roll < 0.72) return Outcome::partly;
  return roll < 0.88 ? Outcome::not_done : Outcome::carried;
}

}  // namespace

bool works_here(const Stage& stage, const Worker& worker) {
  const LocalDate today = to_local(stage.clock.now(), Zone()).date;
  return stage.person_of.contains(worker.email) && worker.hired <= today && (!worker.left || today < *worker.left);
}

/// An hour that is to come.
struct CircleHours::Hour {
  Id<access::Circle> circle;
  Id<meeting::Meeting> id;
  std::vector<const Worker*> members;
  Mood mood;
};

/// One that takes place, with those who came.
struct CircleHours::Held {
  Hour hour;
  Instant begins;
  const Worker* leads = nullptr;
  bool is_taken_over = false;
  std::vector<const Worker*> here = {};       // who leads first
  std::vector<const Worker*> presented = {};  // so far
  std::vector<meeting::AgendaPart> agenda = {};
  std::vector<std::string> drills = {};  // keys
  bool is_recent = false;
};

CircleHours::CircleHours(const Stage& stage, Instant until, std::uint64_t seed, Agenda& agenda, Refusals& refusals)
    : m_stage(stage),
      m_until(until),
      m_dice(seed + 6),
      m_agenda(agenda),
      m_refusals(refusals),
      m_meetings(stage.db, stage.access, stage.vault),
      m_pulses(stage.db, stage.access, stage.vault) {}

const Worker* CircleHours::worker(Id<Person> person) {
  if (!m_workers.contains(person))
    for (const Worker& one : m_stage.organisation.workers)
      if (const auto found = m_stage.person_of.find(one.email); found != m_stage.person_of.end()) m_workers.emplace(found->second, &one);
  const auto found = m_workers.find(person);
  return found == m_workers.end() ? nullptr : found->second;
}

bool CircleHours::is_in(Id<access::Circle> circle, const Worker& who) const {
  const auto mine = m_meetings.my_circles(actor(who));
  return mine && std::ranges::any_of(*mine, [&](const meeting::MyCircle& one) { return one.circle.id == circle && one.is_current; });
}

template <class T>
bool CircleHours::done(const Hour& hour, const Worker& who, std::string_view act, const Result<T>& result) {
  if (!result && result.error().is(errors::not_found) && !is_in(hour.circle, who)) return false;
  return m_refusals.done(act, result);
}

void CircleHours::plan_week(Id<access::Circle> circle, const std::vector<Id<Person>>& members, const Mood& mood) {
  std::vector<const Worker*> there;
  for (const Id<Person> member : members)
    if (const Worker* one = worker(member); one != nullptr && works_here(m_stage, *one)) there.push_back(one);
  if (there.empty()) return;
  const auto room = m_meetings.room(actor(*there.front()), circle);
  if (!m_refusals.done("looking at a circle", room)) return;
  const Instant now = m_stage.clock.now();
  for (const meeting::HourRow& row : room->hours) {
    if (row.hour.state != State::planned || row.hour.starts_at < now || row.hour.starts_at >= now + days(7)) continue;
    const Hour hour{.circle = circle, .id = row.hour.id, .members = there, .mood = mood};
    m_agenda.at(row.hour.starts_at - hours(m_dice.between(2, 5)), [this, hour] { prepare(hour); });
    if (row.hour.ends_at < m_until) m_agenda.at(row.hour.starts_at - opens_early, [this, hour] { open(hour); });
  }
}

/// As whoever of its members is still in the circle sees it.
std::optional<meeting::HourView> CircleHours::look(const Hour& hour) {
  for (const Worker* member : hour.members) {
    if (!works_here(m_stage, *member)) continue;
    auto view = m_meetings.hour(actor(*member), hour.id);
    if (done(hour, *member, "looking at an hour", view)) return *std::move(view);
  }
  return std::nullopt;
}

void CircleHours::write_case(const Hour& hour, const Worker& who) {
  if (!m_written.emplace(hour.id, person(who)).second) return;
  done(hour, who, "writing a case", m_meetings.write_case(actor(who), hour.id, case_of(who.job_role, m_stage.customers, m_dice)));
}

/// In the hours before: those whose turn it is write their case, some send word that they cannot come.
void CircleHours::prepare(const Hour& hour) {
  const auto view = look(hour);
  if (!view || view->hour.state != State::planned || view->hour.starts_at <= m_stage.clock.now()) return;
  for (const meeting::SeatedMember& seat : view->members) {
    const Worker* who = worker(seat.who.id);
    if (who == nullptr || !works_here(m_stage, *who) || seat.attendance != Attendance::expected) continue;
    if (m_dice.chance(0.05))
      done(hour, *who, "sending word", m_meetings.excuse(actor(*who), hour.id));
    else if (seat.presents && m_dice.chance(0.75))
      write_case(hour, *who);
  }
}

void CircleHours::open(const Hour& hour) {
  const auto view = look(hour);
  if (!view || view->hour.state != State::planned) return;
  if (view->hour.starts_at > m_stage.clock.now() + opens_early) {  // the circle got another hour meanwhile
    if (view->hour.ends_at < m_until) m_agenda.at(view->hour.starts_at - opens_early, [this, hour] { open(hour); });
    return;
  }
  auto held = std::make_shared<Held>(Held{.hour = hour, .begins = view->hour.starts_at + minutes(m_dice.between(1, 3))});
  for (const meeting::SeatedMember& seat : view->members) {
    const Worker* who = worker(seat.who.id);
    const bool may_come = who != nullptr && works_here(m_stage, *who) && seat.attendance == Attendance::expected;
    if (may_come && m_dice.chance(hour.mood.comes)) held->here.push_back(who);
  }
  while (hour.mood.is_half_empty && held->here.size() * 2 > view->members.size())
    held->here.erase(held->here.begin() + m_dice.between(0, static_cast<int>(held->here.size()) - 1));
  if (held->here.size() < 2) return;  // one alone waits a while and goes: nobody opened it
  const auto facilitator =
      std::ranges::find_if(held->here, [&](const Worker* one) { return view->facilitator && person(*one) == view->facilitator->id; });
  if (facilitator != held->here.end())
    std::rotate(held->here.begin(), facilitator, facilitator + 1);
  else
    held->is_taken_over = view->facilitator.has_value();
  held->leads = held->here.front();
  held->agenda = view->agenda;
  for (const playbook::Drill& drill : view->drills) held->drills.push_back(drill.key);
  held->is_recent = view->hour.starts_at > m_until - recent;
  m_agenda.at(held->begins, [this, held] { begin(held); });
}

void CircleHours::begin(const Shared& held) {
  const Hour& hour = held->hour;
  const access::Actor& lead = actor(*held->leads);
  if (held->is_taken_over && !done(hour, *held->leads, "taking over", m_meetings.hand_over(lead, hour.id, std::nullopt))) return;
  if (!done(hour, *held->leads, "opening an hour", m_meetings.start(lead, hour.id))) return;
  for (std::size_t i = 1; i < held->here.size(); ++i) {
    const Worker* who = held->here[i];
    m_agenda.at(held->begins + minutes(m_dice.between(0, 3)),
                [this, held, who] { done(held->hour, *who, "coming in", m_meetings.attend(actor(*who), held->hour.id)); });
  }
  ++m_held;
  plan_stages(held);
}

/// Stage after stage at its time, by whoever leads. The first is entered with the start.
void CircleHours::plan_stages(const Shared& held) {
  Instant when = held->begins;
  for (const meeting::AgendaPart& part : held->agenda) {
    const std::string key = part.stage.key;
    const Instant begins = when;
    when = when + minutes(part.stage.minutes);
    if (begins == held->begins) {
      m_agenda.at(begins + minutes(4), [this, held] { check_in(held); });
    } else if (meeting::is_case(key)) {
      m_agenda.at(begins, [this, held, key, ends = when] { present(held, key, ends); });
    } else if (key == "drill") {
      m_agenda.at(begins, [this, held] { drill(held); });
    } else {
      m_agenda.at(begins, [this, held, key] {
        done(held->hour, *held->leads, "going on", m_meetings.enter_stage(actor(*held->leads), held->hour.id, key, std::nullopt, ""));
        if (key == "commitments") commit(held);
      });
    }
  }
  m_agenda.at(when - minutes(1), [this, held] {
    const Worker& who = any_of(held->here);
    if (m_dice.chance(0.5))
      done(held->hour, who, "a note at the close", m_meetings.take_note(actor(who), held->hour.id, "close", circle_note("close", m_dice)));
  });
  m_agenda.at(when + minutes(m_dice.between(0, 2)), [this, held] { end(held); });
}

void CircleHours::check_in(const Shared& held) {
  const auto view = m_meetings.hour(actor(*held->leads), held->hour.id);
  if (!done(held->hour, *held->leads, "the check-in", view)) return;
  for (const meeting::CommitmentView& one : view->check_in) {
    const auto owner = std::ranges::find_if(held->here, [&](const Worker* who) { return person(*who) == one.owner.id; });
    if (owner == held->here.end() || !one.row.is_open()) continue;
    const Outcome outcome = outcome_of(**owner, m_dice);
    done(held->hour, **owner, "saying what became of it",
         m_meetings.give_outcome(actor(**owner), one.row.id, outcome, outcome_note(outcome, m_dice)));
  }
}

/// Whose turn it is if they are here, else somebody else who has not presented yet; with too few the case is left out.
void CircleHours::present(const Shared& held, const std::string& stage, Instant ends) {
  const Hour& hour = held->hour;
  const auto is_new = [&](const Worker* who) { return std::ranges::find(held->presented, who) == held->presented.end(); };
  const Worker* presenter = nullptr;
  for (const meeting::AgendaPart& part : held->agenda)
    for (const Worker* who : held->here)
      if (presenter == nullptr && part.stage.key == stage && part.presenter && part.presenter->id == person(*who) && is_new(who))
        presenter = who;
  for (const Worker* who : held->here)
    if (presenter == nullptr && is_new(who)) presenter = who;
  if (presenter == nullptr) return;
  held->presented.push_back(presenter);
  write_case(hour, *presenter);
  const access::Actor& lead = actor(*held->leads);
  if (!done(hour, *held->leads, "the next case", m_meetings.enter_stage(lead, hour.id, stage, person(*presenter), ""))) return;
  const Worker& writes = any_of(held->here);
  if (m_dice.chance(0.8))
    done(hour, writes, "a note on a case", m_meetings.take_note(actor(writes), hour.id, stage, circle_note(stage, m_dice)));
  if (!held->is_recent) return;
  const auto give_floor = [this, held](std::optional<Id<Person>> to) {
    done(held->hour, *held->leads, "giving the floor", m_meetings.give_floor(actor(*held->leads), held->hour.id, to));
  };
  give_floor(person(*presenter));
  Instant when = m_stage.clock.now() + minutes(meeting::presenter_minutes);
  for (const Worker* who : held->here) {
    if (who == presenter || when >= ends - minutes(1)) continue;
    m_agenda.at(when, [give_floor, to = person(*who)] { give_floor(to); });
    when = when + minutes(m_dice.between(1, 3));
  }
  m_agenda.at(ends - minutes(1), [give_floor] { give_floor(std::nullopt); });
  const Worker& says = any_of(held->here);
  if (m_dice.chance(0.6)) done(hour, says, "a message", m_meetings.say(actor(says), hour.id, circle_message(m_dice)));
}

void CircleHours::drill(const Shared& held) {
  const Hour& hour = held->hour;
  const std::string key = held->drills.empty() ? std::string() : m_dice.pick(held->drills);
  if (!done(hour, *held->leads, "a drill", m_meetings.enter_stage(actor(*held->leads), hour.id, "drill", std::nullopt, key))) return;
  for (std::size_t i = 0; i + 1 < held->here.size(); i += held->is_recent ? 1 : 3)
    done(hour, *held->here[i], "feedback",
         m_meetings.give_feedback(actor(*held->here[i]), hour.id, person(*held->here[i + 1]), drill_feedback(m_dice)));
}

void CircleHours::commit(const Shared& held) {
  for (const Worker* who : held->here)
    if (m_dice.chance(0.88))
      done(held->hour, *who, "a commitment",
           m_meetings.commit(actor(*who), held->hour.id, circle_commitment(who->job_role, m_dice), std::nullopt));
}

void CircleHours::end(const Shared& held) {
  if (!done(held->hour, *held->leads, "ending an hour", m_meetings.end(actor(*held->leads), held->hour.id))) return;
  answer(held);
  if (held->is_recent) m_agenda.at(m_stage.clock.now() + minutes(m_dice.between(60, 240)), [this, held] { take_along(held); });
}

/// The one question, where it is asked by now.
void CircleHours::answer(const Shared& held) {
  for (const Worker* who : held->here) {
    const auto question = m_pulses.question(actor(*who), held->hour.id);
    if (!done(held->hour, *who, "the question", question)) continue;
    if (!question->is_asked) return;
    if (question->has_answered || !m_dice.chance(0.9)) continue;
    const int score = std::clamp(static_cast<int>(held->hour.mood.likes + 1.4 * m_dice.bell() + 0.5), 0, 10);
    done(held->hour, *who, "an answer", m_pulses.answer(actor(*who), held->hour.id, score));
  }
}

/// Some take what they said they would do into their next 1:1.
void CircleHours::take_along(const Shared& held) {
  for (const Worker* who : held->here) {
    if (!m_dice.chance(0.12) || !works_here(m_stage, *who) || !is_in(held->hour.circle, *who)) continue;
    const auto view = m_meetings.hour(actor(*who), held->hour.id);
    if (!done(held->hour, *who, "looking back", view)) continue;
    for (const meeting::CommitmentView& one : view->commitments)
      if (one.owner.id == person(*who) && !one.row.taken_to) {
        // Nobody has planned the 1:1 yet: it stays in the circle.
        m_refusals.done("taking a commitment along", m_meetings.take_to_one_on_one(actor(*who), one.row.id), {&meeting::no_one_on_one});
        break;
      }
  }
}

}  // namespace backbeat::sim
