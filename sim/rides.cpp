#include "sim/rides.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backbeat::sim {
namespace {

using ridealong::Format;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const std::vector<std::string> objectives = {"Find out what the delay costs them, in their numbers",
                                             "Leave with a date for the security review", "Have the champion say who else must agree",
                                             "Get the buyer to compare us with doing nothing"};
const std::vector<std::string> objections = {"Too expensive next to what they have", "Procurement wants three offers",
                                             "They tried something like it two years ago", "No time before the end of their quarter"};
const std::vector<std::string> listens_for = {"Silence after the first question", "Whether the number is asked for twice",
                                              "Who answers when it gets technical", "A next step with a date"};
const std::vector<std::string> assessments = {
    "I asked the question and then answered it myself.", "The opening worked; I lost the thread when price came up.",
    "I waited, and she told me about the audit.", "I forgot to ask for the next step until the last minute."};
const std::vector<std::string> comments = {"At minute twelve you waited, and he gave you the number. Do that again.",
                                           "When price came up you answered before you asked compared to what.",
                                           "You let the champion explain it to the buyer. That was worth more than a slide."};
const std::vector<std::string> next_steps = {"Ask compared to what on the next three calls before I say anything about price",
                                             "Write the question about cost on paper and ask it twice on each discovery call this week",
                                             "End the next two calls five minutes early and ask for the date"};
const std::vector<std::string> call_notes = {"What happens if you leave it as it is?", "They mean the audit in June",
                                             "Wants it from the vendor they have", "The plant manager decides, not IT",
                                             "Thursday 10:00, both calendars"};

}  // namespace

/// One that is booked, as its acts need it.
struct Rides::Ride {
  Id<Session> id;
  const Worker& rep;
  const Worker& manager;
  Format format;
  ridealong::Plan plan;
  Slips slips;
};

Slips slips_of(const Habits& habits, LocalDate day) {
  const auto left = FiscalQuarter::of(day, 1).last_day() - day;
  const double strain = std::clamp((1 - habits.discipline) * 1.4 + (left < days(28) ? 0.12 : 0.0), 0.02, 0.8);
  return {.pre_brief = std::min(0.9, strain * 1.5), .late_debrief = strain, .reverse = strain * 0.8, .whole = strain * 0.4};
}

Rides::Rides(const Stage& stage, const Book& book, Instant until, std::uint64_t seed, Agenda& agenda)
    : m_stage(stage),
      m_until(until),
      m_dice(seed + 2),
      m_agenda(agenda),
      m_ledgers(stage.access),
      m_ride_alongs(stage.db, stage.access, m_ledgers) {
  for (const Deal& deal : book.deals) m_deals[deal.owner_crm_id].push_back(&deal);
  for (const Account& account : book.accounts) m_account_names.emplace(account.id, account.name);
}

void Rides::plan_week(LocalDate monday, const std::unordered_map<std::string, Habits>& habits) {
  if (to_instant(monday, LocalTime(), Zone()) > m_until + days(7)) return;
  std::unordered_map<Id<Person>, const Worker*> workers;
  std::vector<Id<Person>> reps;
  for (const Worker& worker : m_stage.organisation.workers) {
    const auto person = m_stage.person_of.find(worker.email);
    if (person == m_stage.person_of.end()) continue;
    workers.emplace(person->second, &worker);
    if (worker.position == Position::rep && (!worker.left || *worker.left > monday + days(7))) reps.push_back(person->second);
  }
  const auto debts = m_stage.db.read([&](sql::Reader& reader) -> std::vector<cadence::RideAlongDebt> {
    const auto organisation = m_stage.access.organisation(reader, m_stage.org);
    if (!organisation) return {};
    return ridealong::debts(reader, *organisation, reps, {monday, FiscalQuarter::of(monday, 1).last_day()}, m_stage.clock.now());
  });
  for (const cadence::RideAlongDebt& debt : debts) {
    const auto manager = workers.find(debt.manager);
    if (manager == workers.end() || manager->second->position != Position::manager || debt.open() <= 0 || debt.window.first > monday)
      continue;
    const Worker& rep = *workers.at(debt.rep);
    const Slips slips = slips_of(habits.at(manager->second->email), monday);
    // What is open, spread over the weeks that are left; a manager under pressure lets some of it go.
    const double weeks_left = std::max<double>(1, static_cast<double>((debt.window.last - monday).count() / 7));
    if (!m_dice.chance(std::min(1.0, debt.open() / weeks_left) * (1 - slips.whole))) continue;
    std::vector<Format> open;
    for (const Format format : cadence::all_ride_along_formats)
      for (int i = 0; i < debt.of(format).open(); ++i)
        if (format != Format::reverse || !m_dice.chance(slips.reverse)) open.push_back(format);
    if (!open.empty()) book(rep, *manager->second, m_dice.pick(open), monday, slips);
  }
}

/// Where both have nothing else, found by trying, as people do.
std::optional<Id<Session>> Rides::put(const Worker& rep, const Worker& manager, Format format, LocalDate monday) {
  const Zone zone = *Zone::make(rep.zone);
  for (int attempt = 0; attempt < 4; ++attempt) {
    const LocalDate day = monday + days(m_dice.between(0, 3));
    const Instant from = to_instant(day, *LocalTime::make(m_dice.between(12, 15), 30 * m_dice.between(0, 1)), zone);
    if (from < m_stage.clock.now() + hours(12)) continue;
    std::string account = "A new account";
    if (const auto deals = m_deals.find(rep.crm_id); deals != m_deals.end())
      account = m_account_names.at(m_dice.pick(deals->second)->account_id);
    const auto made = m_ride_alongs.book(actor(manager), {.rep = m_stage.person_of.at(rep.email),
                                                          .format = format,
                                                          .when = {.from = from, .to = from + minutes(m_dice.chance(0.3) ? 30 : 45)},
                                                          .account = account});
    if (made) return *made;
  }
  return std::nullopt;
}

/// Once calls are known: the first that the desk proposes for the week.
std::optional<Id<Session>> Rides::put_on_known_call(const Worker& rep, const Worker& manager, Format format, LocalDate monday) {
  const auto desk = m_ride_alongs.desk(actor(manager), std::nullopt);
  if (!desk || !desk->are_calls_known) return std::nullopt;
  const Id<Person> who = m_stage.person_of.at(rep.email);
  for (const ridealong::DeskRep& row : desk->reps) {
    if (row.rep.id != who) continue;
    for (const ridealong::Candidate& candidate : row.candidates) {
      if (candidate.format != format || candidate.plan.call.from < to_instant(monday, LocalTime(), Zone())) continue;
      const auto made = m_ride_alongs.book(actor(manager), {.rep = who, .format = format, .call = candidate.call, .when = {}});
      if (made) return *made;
    }
  }
  return std::nullopt;
}

void Rides::book(const Worker& rep, const Worker& manager, Format format, LocalDate monday, const Slips& slips) {
  auto id = put_on_known_call(rep, manager, format, monday);
  const bool is_known = id.has_value();
  if (!id) id = put(rep, manager, format, monday);
  if (!id) return;
  ++m_booked;
  const auto view = m_ride_alongs.ride_along(actor(manager), *id);
  if (!view) return;
  if (is_known) {
    const Ride ride{.id = *id, .rep = rep, .manager = manager, .format = format, .plan = view->state.plan, .slips = slips};
    prepare(ride);
    follow_its_call(ride);
    return;
  }
  take_course({.id = *id, .rep = rep, .manager = manager, .format = format, .plan = view->state.plan, .slips = slips});
}

void Rides::take_course(const Ride& ride) {
  const Instant from = ride.plan.call.from;
  if (m_dice.chance(0.07)) {
    m_agenda.at(from - minutes(m_dice.between(40, 1'500)),
                [this, ride] { static_cast<void>(m_ride_alongs.cancel(actor(ride.manager), ride.id, "The customer called it off")); });
    return;
  }
  if (m_dice.chance(0.12)) {
    // The customer asks for the next day; the pre-brief and the debrief go with the call.
    m_agenda.at(from - hours(m_dice.between(3, 20)), [this, ride] {
      const ridealong::Span later{.from = ride.plan.call.from + hours(24), .to = ride.plan.call.to + hours(24)};
      Ride moved{.id = ride.id, .rep = ride.rep, .manager = ride.manager, .format = ride.format, .plan = ride.plan, .slips = ride.slips};
      if (m_ride_alongs.move(actor(m_dice.chance(0.5) ? ride.manager : ride.rep), ride.id, later, "The customer asked for another day"))
        if (const auto view = m_ride_alongs.ride_along(actor(ride.manager), ride.id)) moved.plan = view->state.plan;
      ride_along(moved);
    });
    prepare(ride);
    return;
  }
  prepare(ride);
  ride_along(ride);
}

/// The customer moves the call or calls it off, and the calendar says so: an hour before, the two look where it stands now.
void Rides::follow_its_call(const Ride& ride) {
  const Instant from = ride.format == Format::reverse && ride.plan.pre_brief ? ride.plan.pre_brief->from : ride.plan.call.from;
  m_agenda.at(from - hours(1), [this, ride] {
    const auto view = m_ride_alongs.ride_along(actor(ride.manager), ride.id);
    if (!view || !view->state.is_planned()) return;
    Ride now{.id = ride.id, .rep = ride.rep, .manager = ride.manager, .format = ride.format, .plan = view->state.plan, .slips = ride.slips};
    if (now.plan == ride.plan)
      ride_along(now);
    else
      follow_its_call(now);
  });
}

void Rides::prepare(const Ride& ride) {
  const Instant starts = ride.plan.pre_brief ? ride.plan.pre_brief->from : ride.plan.call.from - minutes(20);
  const bool is_dropped = m_dice.chance(ride.slips.pre_brief);
  if (!is_dropped) {
    m_agenda.at(starts - minutes(m_dice.between(20, 600)), [this, ride] {
      static_cast<void>(m_ride_alongs.write_pre_brief(actor(ride.rep), ride.id,
                                                      {.people = "The head of operations and somebody from finance",
                                                       .objective = m_dice.pick(objectives),
                                                       .objections = m_dice.pick(objections),
                                                       .skill = m_dice.pick(competencies())},
                                                      ridealong::Signing::sign));
      if (ride.format == Format::co_sell && m_dice.chance(0.7))
        static_cast<void>(m_ride_alongs.sign_consent(actor(ride.rep), ride.id,
                                                     m_dice.chance(0.8) ? ridealong::Consent::given : ridealong::Consent::withheld));
    });
    m_agenda.at(starts + minutes(8), [this, ride] {
      static_cast<void>(
          m_ride_alongs.write_pre_brief(actor(ride.manager), ride.id, {.listen_for = m_dice.pick(listens_for)}, ridealong::Signing::draft));
      static_cast<void>(m_ride_alongs.confirm_format(actor(ride.manager), ride.id, ride.format));
    });
  }
}

void Rides::ride_along(const Ride& ride) {
  if (m_dice.chance(0.03)) return;  // nobody comes; it will have been missed
  const bool is_reverse = ride.format == Format::reverse && ride.plan.pre_brief;
  const ridealong::Span on = is_reverse ? *ride.plan.pre_brief : ride.plan.call;
  const bool is_recent = on.from > m_until - days(35);
  m_agenda.at(on.from, [this, ride] { static_cast<void>(m_ride_alongs.start(actor(ride.manager), ride.id)); });
  if (is_recent && !is_reverse)
    for (int note = 0; note < 3; ++note)
      m_agenda.at(on.from + minutes(4 + 7 * note), [this, ride, note] {
        const auto tag = ridealong::all_tags[static_cast<std::size_t>(m_dice.between(0, 6))];
        static_cast<void>(m_ride_alongs.take_note(
            actor(ride.manager), ride.id,
            {.id = fmt::format("sim-{}", note), .at = m_stage.clock.now(), .tag = tag, .text = m_dice.pick(call_notes)}));
      });
  if (ride.format == Format::co_sell && m_dice.chance(0.15)) {
    m_agenda.at(on.from + minutes(17), [this, ride] { static_cast<void>(m_ride_alongs.take_over(actor(ride.manager), ride.id)); });
    m_agenda.at(on.from + minutes(24), [this, ride] { static_cast<void>(m_ride_alongs.hand_back(actor(ride.manager), ride.id)); });
  }
  m_agenda.at(on.to, [this, ride] { static_cast<void>(m_ride_alongs.end(actor(ride.manager), ride.id)); });
  const Instant planned = ride.plan.debrief ? ride.plan.debrief->from : ride.plan.call.to + minutes(30);
  if (m_dice.chance(ride.slips.late_debrief))
    debrief(ride, planned + days(m_dice.between(2, 4)));
  else
    debrief(ride, planned);
}

void Rides::debrief(const Ride& ride, Instant starts) {
  m_agenda.at(starts, [this, ride] {
    if (!m_ride_alongs.start_debrief(actor(ride.manager), ride.id)) return;
    static_cast<void>(m_ride_alongs.be_present(actor(ride.rep), ride.id));
    static_cast<void>(m_ride_alongs.enter_stage(actor(ride.manager), ride.id, ridealong::self_assessment_stage));
  });
  m_agenda.at(starts + minutes(4),
              [this, ride] { static_cast<void>(m_ride_alongs.assess(actor(ride.rep), ride.id, m_dice.pick(assessments))); });
  m_agenda.at(starts + minutes(6), [this, ride] {
    static_cast<void>(m_ride_alongs.enter_stage(actor(ride.manager), ride.id, ridealong::comments_stage));
    const int most = m_dice.between(1, 3);
    for (int i = 0; i < most; ++i)
      static_cast<void>(m_ride_alongs.comment(actor(ride.manager), ride.id, comments[static_cast<std::size_t>(i)]));
  });
  m_agenda.at(starts + minutes(18), [this, ride] {
    static_cast<void>(m_ride_alongs.enter_stage(actor(ride.manager), ride.id, ridealong::next_step_stage));
    static_cast<void>(m_ride_alongs.make_next_step(actor(ride.rep), ride.id, {.text = m_dice.pick(next_steps)}));
  });
  m_agenda.at(starts + minutes(27), [this, ride] {
    static_cast<void>(m_ride_alongs.enter_stage(actor(ride.manager), ride.id, ridealong::next_session_stage));
    static_cast<void>(m_ride_alongs.confirm_next_session(actor(ride.rep), ride.id, std::nullopt));
    static_cast<void>(m_ride_alongs.end_debrief(actor(ride.manager), ride.id));
    if (m_dice.chance(0.75))
      static_cast<void>(m_ride_alongs.rate(actor(ride.rep), ride.id, std::clamp(7 + static_cast<int>(1.7 * m_dice.bell()), 0, 10)));
  });
}

}  // namespace backbeat::sim
