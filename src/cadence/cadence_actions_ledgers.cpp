#include "cadence/cadence_actions_ledgers.hpp"

#include "audit/audit_actions.hpp"
#include "base/assert.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"
#include "sql/change_number.hpp"

#include <algorithm>
#include <set>

namespace backbeat::cadence {
namespace {

/// Sessions are folded to here: what time alone does to them (a window closes) is a step with its own instant, which a derivation for an
/// earlier one does not see.
constexpr Instant end_of_time(7'258'118'400'000);  // 2200-01-01
constexpr std::string_view session_stream = "session";
/// What says nothing about people and rules.
constexpr std::string_view other_quiet_streams[] = {"commitment", "user", "ride_along"};
/// When so much of the sessions was renewed, all are sorted again.
constexpr double most_unsettled = 0.1;
constexpr std::size_t most_views = 24;
constexpr std::size_t most_below = 2'000;

Outcome outcome_of(session::State state) {
  switch (state) {
    case session::State::planned:
    case session::State::confirmed:
    case session::State::running:
    case session::State::ended:  // waits for the rep's confirmation
      return Outcome::open;
    case session::State::held:
      return Outcome::held;
    case session::State::held_short:
      return Outcome::held_short;
    case session::State::excused:
      return Outcome::excused;
    case session::State::cancelled:
      return Outcome::cancelled;
    case session::State::missed:
      return Outcome::missed;
  }
  ASSERT(false);
}

void add_session(const session::SessionState& state, Sessions& sessions) {
  if (state.steps.empty()) return;
  std::vector<SessionStep> steps;
  for (const session::Step& step : state.steps)
    steps.push_back({.known_at = step.known_at, .starts_at = step.starts_at, .outcome = outcome_of(step.state), .is_move = step.is_move});
  sessions.add({.id = state.id, .kind = state.kind, .rep = state.rep, .held_by = state.manager, .steps = steps});
}

std::vector<Id<playbook::PlaybookVersion>> ids_of(const std::vector<playbook::DatedPlaybook>& playbooks) {
  std::vector<Id<playbook::PlaybookVersion>> ids;
  for (const auto& version : playbooks) ids.push_back(version.id);
  return ids;
}

bool is_same_question(const ViewQuery& a, const ViewQuery& b) {
  return a.first_monday == b.first_monday && a.weeks == b.weeks && a.kind == b.kind;
}

}  // namespace

Standing::Standing(std::vector<people::Member> members, std::vector<playbook::DatedPlaybook> playbooks)
    : m_members(std::move(members)), m_playbooks(std::move(playbooks)) {}

const people::Member* Standing::member(Id<Person> person) const {
  const auto found = std::ranges::lower_bound(m_members, person, {}, &people::Member::id);
  return found != m_members.end() && found->id == person ? &*found : nullptr;
}

const std::string& Standing::name_of(Id<Person> person) const {
  static const std::string none;
  const people::Member* found = member(person);
  return found == nullptr ? none : found->name;
}

/// What was recorded since the last look.
struct Ledgers::News {
  std::set<std::int64_t> sessions;
  std::int64_t events = 0;  // about sessions and other quiet things
  std::int64_t last_sequence = 0;
};

std::shared_ptr<Ledgers::Kept> Ledgers::kept_of(Id<Org> org) {
  const std::lock_guard lock(m_mutex);
  std::shared_ptr<Kept>& kept = m_kept[org];
  if (kept == nullptr) kept = std::make_shared<Kept>();
  return kept;
}

Snapshot Ledgers::snapshot(sql::Reader& reader, Id<Org> org) {
  const std::shared_ptr<Kept> kept = kept_of(org);
  const std::lock_guard lock(kept->mutex);
  const std::int64_t number = sql::change_number(reader, org);
  if (kept->state.change_number < number) kept->state = renewed(reader, org, kept->state, number);
  return kept->state.snapshot;
}

std::shared_ptr<const View> Ledgers::view(sql::Reader& reader, Id<Org> org, const ViewQuery& query) {
  const std::shared_ptr<const Ledger> ledger = snapshot(reader, org).ledger;
  const std::shared_ptr<Kept> kept = kept_of(org);
  // Held while it is derived: whoever asks the same in the meantime waits for the answer and does not derive it again.
  const std::lock_guard lock(kept->views_mutex);
  std::vector<KeptView>& views = kept->views;
  const auto same = std::ranges::find_if(views, [&](const KeptView& one) { return is_same_question(one.query, query); });
  const bool is_good =
      same != views.end() && same->ledger == ledger && same->view->as_of <= query.as_of && query.as_of < same->view->good_until;
  if (is_good) {
    std::rotate(same, same + 1, views.end());
    return views.back().view;
  }
  auto derived = std::make_shared<const View>(view_of(*ledger, query));
  std::erase_if(views, [&](const KeptView& one) { return one.ledger != ledger || is_same_question(one.query, query); });
  if (views.size() == most_views) views.erase(views.begin());
  views.push_back({query, ledger, derived});
  return derived;
}

std::shared_ptr<const std::vector<Id<Person>>> Ledgers::below(sql::Reader& reader, const access::Actor& actor) {
  static_cast<void>(snapshot(reader, actor.org()));
  const LocalDate today = m_access.today(reader, actor.org());
  const std::shared_ptr<Kept> kept = kept_of(actor.org());
  const auto ask = [&] {
    std::vector<Id<Person>> people = m_access.people_below(reader, actor);
    std::ranges::sort(people);
    return std::make_shared<const std::vector<Id<Person>>>(std::move(people));
  };
  const std::lock_guard lock(kept->mutex);
  // A reader from before the last change must not leave what it sees behind.
  if (sql::change_number(reader, actor.org()) != kept->state.change_number) return ask();
  if (kept->below_in != kept->state.snapshot.standing || kept->below_on != today || kept->below.size() >= most_below) kept->below.clear();
  kept->below_in = kept->state.snapshot.standing;
  kept->below_on = today;
  auto& below = kept->below[actor.person()];
  if (below == nullptr) below = ask();
  return below;
}

Ledgers::State Ledgers::renewed(sql::Reader& reader, Id<Org> org, const State& before, std::int64_t number) const {
  State state = before;
  News news{.sessions = {}, .events = 0, .last_sequence = state.last_sequence};
  if (state.snapshot.ledger != nullptr) {
    for (const audit::Event& event : audit::events_of_kind(reader, org, session_stream, state.last_sequence)) {
      news.sessions.insert(event.stream_id);
      news.last_sequence = std::max(news.last_sequence, event.sequence);
      ++news.events;
    }
    for (const std::string_view stream : other_quiet_streams)
      for (const audit::Event& event : audit::events_of_kind(reader, org, stream, state.last_sequence)) {
        news.last_sequence = std::max(news.last_sequence, event.sequence);
        ++news.events;
      }
  }
  // Every event counts as one change. Where there were more changes than these events, something else was changed.
  const bool is_quiet = number - state.change_number == news.events;
  bool is_done = state.snapshot.ledger != nullptr;
  if (is_done && !is_quiet) {
    std::vector<playbook::DatedPlaybook> playbooks = playbook::load_versions(reader, org);
    // Sessions are judged by their playbooks: another version can change any of them.
    is_done = ids_of(playbooks) == ids_of(state.snapshot.standing->playbooks());
    if (is_done) {
      state.snapshot.ledger = std::make_shared<const Ledger>(*state.snapshot.ledger, people_and_rules(reader, org, playbooks));
      state.snapshot.standing = std::make_shared<const Standing>(people::load_members(reader, org), std::move(playbooks));
    }
  }
  is_done = is_done && take_sessions(reader, org, news, state);
  if (!is_done) load(reader, org, state);
  state.last_sequence = std::max(state.last_sequence, news.last_sequence);
  state.change_number = number;
  return state;
}

bool Ledgers::take_sessions(sql::Reader& reader, Id<Org> org, const News& news, State& state) const {
  const Ledger& before = *state.snapshot.ledger;
  std::vector<session::SessionState> changed;
  std::set<Id<Person>> reps;
  for (const std::int64_t id : news.sessions) {
    auto session = session::load_session(reader, org, state.snapshot.standing->playbooks(), Id<Session>(id), end_of_time);
    if (!session) continue;
    const auto rep = before.index_of(session->rep);
    if (!rep || *rep >= before.people() || !before.knows(session->manager)) return false;
    reps.insert(session->rep);
    changed.push_back(*std::move(session));
  }
  if (reps.empty()) return true;
  Sessions sessions;
  for (const Id<Person> rep : reps) {
    before.give_back(*before.index_of(rep), sessions, [&](Id<Session> id) { return !news.sessions.contains(id.value()); });
  }
  for (const session::SessionState& session : changed) add_session(session, sessions);
  auto after = std::make_shared<const Ledger>(before, std::vector(reps.begin(), reps.end()), std::move(sessions));
  if (after->unsettled() > most_unsettled) after = std::make_shared<const Ledger>(*after, Ledger::Settled());
  state.snapshot.ledger = std::move(after);
  return true;
}

Facts Ledgers::people_and_rules(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks) const {
  Facts facts;
  people::Records records = people::load_records(reader, org);
  for (const auto& version : playbooks) facts.playbooks.push_back({people::known_at(version.published_at, records.opened), version});
  for (people::MemberRecord& record : records.members) facts.members.push_back({record.known_at, std::move(record.member)});
  for (people::KnownHoliday& holiday : records.holidays) facts.holidays.push_back({holiday.known_at, std::move(holiday.holiday)});
  const auto organisation = m_access.organisation(reader, org);
  ASSERT(organisation);
  facts.fiscal_first_month = organisation->fiscal_first_month;
  return facts;
}

void Ledgers::load(sql::Reader& reader, Id<Org> org, State& state) const {
  std::vector<playbook::DatedPlaybook> playbooks = playbook::load_versions(reader, org);
  Facts facts = people_and_rules(reader, org, playbooks);
  state.last_sequence = 0;
  for (const auto& session : session::session_facts(reader, org, playbooks, people::from_ever, end_of_time, end_of_time)) {
    state.last_sequence = std::max(state.last_sequence, session.version);
    add_session(session, facts.sessions);
  }
  for (const std::string_view stream : other_quiet_streams)
    for (const audit::Event& event : audit::events_of_kind(reader, org, stream, state.last_sequence))
      state.last_sequence = std::max(state.last_sequence, event.sequence);
  state.snapshot.ledger = std::make_shared<const Ledger>(std::move(facts));
  state.snapshot.standing = std::make_shared<const Standing>(people::load_members(reader, org), std::move(playbooks));
}

}  // namespace backbeat::cadence
