// The circles that meet: mending, disbanding, ending; who is kept apart; who may facilitate.
#include "season/season_actions.hpp"

#include "audit/audit_actions.hpp"
#include "people/people_actions.hpp"
#include "people/people_actions_certificates.hpp"
#include "people/people_actions_names.hpp"
#include "season/profile_store.hpp"
#include "sql/change_number.hpp"

#include <algorithm>
#include <array>

namespace backbeat::season {
namespace {

using access::Right;

/// What a repair says, row by row: who leaves leaves, who comes joins, a circle whose hour no longer suits all gets another.
class Mended {
 public:
  Mended(sql::Transaction& tx, const access::Actor& actor, const Scene& scene, const std::vector<PublishedCircle>& running, Instant now)
      : m_tx(tx), m_actor(actor), m_scene(scene), m_running(running), m_now(now), m_week(scene.pool.week) {
    for (const PublishedCircle& one : running) ++m_load.at(static_cast<std::size_t>(std::clamp(one.slot.weekday, 1, 5) - 1));
  }

  void carry_out(const Repair& repair) {
    // Everybody leaves before anybody joins: nobody is in two circles at a time.
    for (const Repair::Change& change : repair.changes)
      for (const Id<Person> person : change.before)
        if (!has(change.after.members, person)) leave_circle(m_tx, m_actor.org(), person, m_now);
    for (const Repair::Change& change : repair.changes) {
      if (!change.circle)
        open(change.after);
      else if (change.after.members.empty())
        end_circle(m_tx, m_actor.org(), *change.circle, "disbanded", m_now);
      else
        become(*std::ranges::find(m_running, *change.circle, &PublishedCircle::id), change);
    }
  }

 private:
  static bool has(const std::vector<Id<Person>>& people, Id<Person> person) { return std::ranges::find(people, person) != people.end(); }

  [[nodiscard]] std::vector<LocalHours> hours(const NamedCircle& circle) const {
    std::vector<LocalHours> out;
    for (const Id<Person> person : circle.members) out.push_back(m_scene.pool.find(person)->hours);
    return out;
  }

  void become(PublishedCircle circle, const Repair::Change& change) {
    for (const Id<Person> person : change.after.members)
      if (!has(change.before, person)) join_circle(m_tx, m_actor.org(), circle.id, person, m_now);
    circle.form = change.after.form;
    circle.held_by = change.after.held_by;
    const std::vector<LocalHours> free = hours(change.after);
    if (!m_week.suits(circle.slot, free, circle.minutes))
      if (const auto slot = m_week.choose(free, circle.minutes, m_load)) circle.slot = *slot;
    update_circle(m_tx, m_actor.org(), circle);
  }

  void open(const NamedCircle& named) {
    const auto kind = m_scene.pool.kind_of(named.form, named.held_by);
    if (!kind) return;
    const int minutes = m_scene.pool.minutes_of(*kind);
    const auto slot = m_week.choose(hours(named), minutes, m_load);
    if (!slot) return;
    const LocalDate from = std::max(m_scene.season.first, m_scene.today + std::chrono::days(1));
    PublishedCircle circle{.id = m_tx.new_id<PeerCircle>(),
                           .season = m_scene.season.id,
                           .name = new_name(m_scene.pool.held_by_name(*kind)),
                           .form = named.form,
                           .held_by = named.held_by,
                           .slot = *slot,
                           .minutes = minutes,
                           .every_weeks = m_scene.pool.every_weeks,
                           .first = first_on(from, slot->weekday),
                           .last = m_scene.season.last,
                           .created_at = m_now};
    circle.last = std::max(circle.first, circle.last);
    for (const Id<Person> person : named.members) circle.members.push_back({.person = person, .joined_at = m_now});
    insert_circles(m_tx, m_actor.org(), {circle});
  }

  [[nodiscard]] std::string new_name(const std::string& what) const {
    for (std::size_t number = 1;; ++number) {
      std::string name = what + " " + std::to_string(number);
      if (std::ranges::find(m_running, name, &PublishedCircle::name) == m_running.end()) return name;
    }
  }

  sql::Transaction& m_tx;
  const access::Actor& m_actor;
  const Scene& m_scene;
  const std::vector<PublishedCircle>& m_running;
  Instant m_now;
  SeasonWeek m_week;
  std::array<int, 5> m_load{};
};

}  // namespace

Result<Done> Seasons::mend(const access::Actor& actor, Id<CircleSeason> id, std::string_view key, std::int64_t fingerprint) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const auto scene = TRY(m_scenes.of(tx, actor.org(), id, Purpose::mending));
    std::vector<PublishedCircle> circles = read_circles(tx, actor.org(), id);
    std::erase_if(circles, [](const PublishedCircle& one) { return one.ended_at.has_value(); });
    if (circles.empty()) return refuse(nothing_published);
    const auto found = repair(scene->ground, scene->pool, running_of(circles), [&](Id<Person> person) { return scene->name(person); }, key);
    if (!found || found->fingerprint() != fingerprint) return refuse(repair_outdated);
    const Instant now = m_access.clock().now();
    Mended(tx, actor, *scene, circles, now).carry_out(*found);
    record(tx, actor, season_stream, id.value(), "mended",
           Fields().add("kind", name_of(found->kind)).add("circles", std::ssize(found->changes)), now);
    return Done{};
  });
}

CirclePage Seasons::page_of(sql::Reader& reader, Id<Org> org, std::vector<PublishedCircle> circles, const CircleQuery& query) const {
  CirclePage page{.in_all = circles.size()};
  for (std::size_t at = query.from; at < circles.size() && page.rows.size() < query.limit; ++at)
    page.rows.push_back(std::move(circles[at]));
  std::vector<Id<Person>> people;
  for (const PublishedCircle& one : page.rows)
    for (const CircleMember& member : one.members) people.push_back(member.person);
  std::ranges::sort(people);
  people.erase(std::ranges::unique(people).begin(), people.end());
  page.names = people::person_refs(reader, org, people);
  const LocalDate today = m_access.today(reader, org);
  const playbook::Versions versions = playbook::load_versions(reader, org);
  const playbook::Playbook& rules = playbook::in_force_on(versions, today).rules;
  const bool is_few = people.size() <= 600;
  const auto look = [&](const people::Member& member) {
    const auto certificate = certificate_of(member, today);
    page.certified.emplace(member.id, certificate && certificate->is_valid);
    if (const people::Assignment* assignment = member.assignment_on(today))
      page.roles.emplace(member.id, label_of(group_of(assignment->job_role), rules));
  };
  if (is_few) {
    for (const Id<Person> person : people)
      if (const auto member = people::load_member(reader, org, person)) look(*member);
  } else {
    for (const people::Member& member : people::load_members(reader, org)) look(member);
  }
  for (const Season& season : read_seasons(reader, org))
    for (const Theme& theme : season.rules.themes) page.held_by.insert_or_assign(theme.key, theme.name);
  for (const PublishedCircle& one : page.rows)
    if (one.form == circle::Kind::Form::same) page.held_by.insert_or_assign(one.held_by, label_of(one.held_by, rules));
  return page;
}

Result<CirclePage> Seasons::circles(const access::Actor& actor, const CircleQuery& query) const {
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<CirclePage> {
    std::vector<PublishedCircle> circles = read_circles(reader, actor.org(), query.season);
    if (query.is_running) std::erase_if(circles, [&](const PublishedCircle& one) { return one.ended_at.has_value() == *query.is_running; });
    return page_of(reader, actor.org(), std::move(circles), query);
  });
}

Result<CirclePage> Seasons::disband(const access::Actor& actor, Id<PeerCircle> id, DisbandReason reason) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<CirclePage> {
    const auto circle = read_circle(tx, actor.org(), id);
    if (!circle) return refuse(errors::not_found);
    if (circle->ended_at) return refuse(circle_has_ended);
    const Instant now = m_access.clock().now();
    end_circle(tx, actor.org(), id, "disbanded", now);
    record(tx, actor, circle_stream, id.value(), "disbanded", Fields().add("reason", name_of(reason)), now);
    return page_of(tx, actor.org(), {*read_circle(tx, actor.org(), id)}, {});
  });
}

Result<std::vector<std::pair<people::PersonRef, people::PersonRef>>> Seasons::apart(const access::Actor& actor) const {
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<std::pair<people::PersonRef, people::PersonRef>>> {
    const std::vector<PersonPair> pairs = read_apart(reader, actor.org());
    std::vector<Id<Person>> people;
    for (const auto& [one, other] : pairs) people.insert(people.end(), {one, other});
    const auto names = people::person_refs(reader, actor.org(), people);
    std::vector<std::pair<people::PersonRef, people::PersonRef>> out;
    for (const auto& [one, other] : pairs) out.emplace_back(names.at(one), names.at(other));
    std::ranges::sort(out, {}, [](const auto& pair) { return std::pair(pair.first.name, pair.second.name); });
    return out;
  });
}

Result<Done> Seasons::keep_apart(const access::Actor& actor, Id<Person> one, Id<Person> other) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    if (!people::person_ref(tx, actor.org(), one)) return expected_value("one", "a person of your organisation", one.text());
    if (!people::person_ref(tx, actor.org(), other) || one == other)
      return expected_value("other", "another person of your organisation", other.text());
    if (!insert_apart(tx, actor.org(), {one, other})) return refuse(apart_already);
    record(tx, actor, apart_stream, one.value(), "kept_apart", Fields().add("other", other.text()), m_access.clock().now());
    return Done{};
  });
}

Result<Done> Seasons::let_together(const access::Actor& actor, Id<Person> one, Id<Person> other) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    if (!delete_apart(tx, actor.org(), {one, other})) return refuse(errors::not_found);
    record(tx, actor, apart_stream, one.value(), "let_together", Fields().add("other", other.text()), m_access.clock().now());
    return Done{};
  });
}

Result<Certificate> Seasons::certify(const access::Actor& actor, Id<Person> person, LocalDate from) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Certificate> {
    const auto member = people::load_member(tx, actor.org(), person);
    if (!member) return refuse(errors::not_found);
    const LocalDate today = m_access.today(tx, actor.org());
    const LocalDate earliest = plus_months(today, -12);
    if (from < earliest || from > plus_months(today, 12) || !member->works_here_on(std::max(from, today)))
      return expected_value("from", "a day within a year of today on which they work here", from.text());
    const playbook::DatedPlaybook playbook = TRY(playbook::load_in_force(tx, actor.org(), std::max(from, today)));
    int months = 3;
    for (const playbook::CertificationRule& rule : playbook.rules.certifications)
      if (rule.key == "facilitator") months = rule.valid_months;
    const people::Certification given{.kind = people::CertificationKind::facilitator,
                                      .period = {.from = from, .to = plus_months(from, months)}};
    TRY(people::give_certificate(tx, actor, person, given, m_access.clock().now()));
    const auto certified = people::load_member(tx, actor.org(), person);
    return certificate_of(*certified, today).value_or(Certificate{.period = given.period});
  });
}

Result<Done> Seasons::end_certificate(const access::Actor& actor, Id<Person> person) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    return people::end_certificate(tx, actor, person, people::CertificationKind::facilitator, m_access.today(tx, actor.org()),
                                   m_access.clock().now());
  });
}

std::int64_t Seasons::end_over() const {
  std::int64_t ended = 0;
  const Instant now = m_access.clock().now();
  const auto organisations = m_db.read([](sql::Reader& reader) { return access::organisations(reader); });
  for (const access::Organisation& organisation : organisations) {
    const LocalDate today = to_local(now, organisation.zone).date;
    const bool is_any_over = m_db.read([&](sql::Reader& reader) {
      const auto running = read_running_circles(reader, organisation.id);
      return std::ranges::any_of(running, [&](const PublishedCircle& one) { return one.last < today; });
    });
    if (!is_any_over) continue;
    const auto done = m_db.write([&](sql::Transaction& tx) -> Result<std::int64_t> {
      const std::int64_t count = end_circles_before(tx, organisation.id, today, now);
      sql::bump_change(tx, organisation.id);
      return count;
    });
    ended += done.value_or(0);
  }
  return ended;
}

}  // namespace backbeat::season
