#include "pulse/pulse_actions.hpp"

#include "audit/audit_actions.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "pulse/pulse_actions_tally.hpp"
#include "pulse/pulse_file.hpp"
#include "pulse/pulse_store.hpp"

#include <algorithm>
#include <set>

namespace backbeat::pulse {
namespace {

FiscalQuarter quarter_on(const access::Organisation& organisation, LocalDate day) {
  return FiscalQuarter::of(day, organisation.fiscal_first_month);
}

Rules rules_on(sql::Reader& reader, Id<Org> org, LocalDate day) {
  const playbook::Versions versions = playbook::load_versions(reader, org);
  return rules_of(playbook::in_force_on(versions, day).rules);
}

}  // namespace

Result<access::Membership> Pulses::member(sql::Reader& reader, const access::Actor& actor, Id<meeting::Meeting> meeting) const {
  const auto circle = circle_of_meeting(reader, actor.org(), meeting.value());
  if (!circle) return refuse(errors::not_found);
  access::Membership membership = TRY(m_access.membership(reader, actor, *circle));
  // Who has left is not asked any more.
  if (membership.left_at() || !membership.reaches_everything()) return refuse(errors::not_found);
  return membership;
}

FiscalQuarter Pulses::open_quarter(sql::Reader& reader, const access::Organisation& organisation) const {
  FiscalQuarter quarter = quarter_on(organisation, m_access.today(reader, organisation.id));
  // What comes after a quarter was published counts for the next one.
  while (is_published(reader, organisation.id, quarter.first_day())) quarter = quarter.next();
  return quarter;
}

Question Pulses::question_of(sql::Reader& reader, const access::Organisation& organisation, Id<Person> person) const {
  const FiscalQuarter quarter = open_quarter(reader, organisation);
  const LocalDate today = m_access.today(reader, organisation.id);
  return {.quarter = quarter.text(),
          .closes_on = quarter.last_day(),
          .is_asked = today > quarter.last_day() - asked_for,
          .has_answered = has_answered(reader, organisation.id, quarter.first_day(), person)};
}

Result<Question> Pulses::question(const access::Actor& actor, Id<meeting::Meeting> meeting) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Question> {
    TRY(member(reader, actor, meeting));
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    return question_of(reader, organisation, actor.person());
  });
}

Result<Question> Pulses::answer(const access::Actor& actor, Id<meeting::Meeting> meeting, int score) const {
  TRY(access::may_change(actor));
  if (score < 0 || score > 10) return expected_value("score", "a whole number from 0 to 10", std::to_string(score));
  return m_db.write([&](sql::Transaction& tx) -> Result<Question> {
    const access::Membership membership = TRY(member(tx, actor, meeting));
    const access::Organisation organisation = TRY(m_access.organisation(tx, actor.org()));
    const LocalDate quarter = open_quarter(tx, organisation).first_day();
    if (!insert_answered(tx, actor.org(), quarter, actor.person(), membership.circle())) return refuse(enps_answered_already);
    const crypto::SealingKey key = TRY(m_vault.tally_key(tx, actor.org(), membership.circle(), m_access.clock().now()));
    const TallyPlace place{.org = actor.org(), .circle = membership.circle(), .quarter = quarter};
    Histogram histogram = TRY(open_tally(key, sealed_tally(tx, actor.org(), place.circle, quarter), place));
    ++histogram.counts.at(static_cast<std::size_t>(score));
    put_tally(tx, actor.org(), place.circle, quarter, seal_tally(key, histogram, place, m_vault.random()));
    return question_of(tx, organisation, actor.person());
  });
}

Result<Published> Pulses::published(sql::Reader& reader, const access::Organisation& organisation,
                                    const std::optional<std::string>& quarter) const {
  Published out;
  std::optional<FiscalQuarter> wanted;
  if (quarter) wanted = TRY(quarter_named(*quarter, organisation.fiscal_first_month));
  for (const auto& [first_day, text] : published_quarters(reader, organisation.id)) {
    out.quarters.push_back(text);
    if (!wanted) wanted = quarter_on(organisation, first_day);
  }
  if (wanted) {
    out.snapshot = load_snapshot(reader, organisation.id, *wanted);
    if (!out.snapshot) return refuse(errors::not_found);
    out.minimums = out.snapshot->minimums;
    out.scale = out.snapshot->scale;
  } else {
    const Rules rules = rules_on(reader, organisation.id, m_access.today(reader, organisation.id));
    out.minimums = rules.minimums;
    out.scale = rules.scale;
  }
  return out;
}

Result<ProgrammeView> Pulses::programme_of(sql::Reader& reader, Id<Org> org, const std::optional<std::string>& quarter) const {
  const access::Organisation organisation = TRY(m_access.organisation(reader, org));
  ProgrammeView view{.published = TRY(published(reader, organisation, quarter))};
  if (view.published.snapshot) view.published.snapshot->circles.clear();
  return view;
}

Result<ProgrammeView> Pulses::programme(const access::Actor& actor, const std::optional<std::string>& quarter) const {
  using access::Role;
  if (!actor.roles().has_any({Role::manager, Role::leader, Role::executive, Role::enablement, Role::revops}))
    return refuse(errors::forbidden);
  catch_up(actor.org());
  return m_db.read([&](sql::Reader& reader) { return programme_of(reader, actor.org(), quarter); });
}

Result<ProgrammeView> Pulses::what_my_manager_sees(const access::Actor& actor, const std::optional<std::string>& quarter) const {
  catch_up(actor.org());
  return m_db.read([&](sql::Reader& reader) -> Result<ProgrammeView> {
    if (!actor.person().is_set() || !was_ever_in_a_circle(reader, actor.org(), actor.person())) return refuse(errors::not_found);
    return programme_of(reader, actor.org(), quarter);
  });
}

Result<PulseView> Pulses::pulse(const access::Actor& actor, const std::optional<std::string>& quarter) const {
  TRY(m_access.entitled<access::Right::run_circles>(actor));
  catch_up(actor.org());
  return m_db.read([&](sql::Reader& reader) -> Result<PulseView> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    PulseView view{.published = TRY(published(reader, organisation, quarter)), .rules = {}, .proposals = {}};
    const auto& snapshot = view.published.snapshot;
    view.rules = rules_on(reader, actor.org(), snapshot ? snapshot->quarter.last_day() : m_access.today(reader, actor.org()));
    if (!snapshot) return view;
    if (const auto earlier = load_snapshot(reader, actor.org(), snapshot->quarter.previous()))
      view.proposals = disband_proposals(*earlier, *snapshot, view.rules);
    const auto running = running_circles(reader, actor.org());
    const std::set<Id<Circle>> still(running.begin(), running.end());
    std::erase_if(view.proposals, [&](const DisbandProposal& proposal) { return !still.contains(proposal.circle); });
    view.published.snapshot->programme.clear();
    return view;
  });
}

Result<std::string> Pulses::pulse_csv(const access::Actor& actor, const std::optional<std::string>& quarter) const {
  const PulseView view = TRY(pulse(actor, quarter));
  return csv_of(view.published.snapshot);
}

Result<FacilitationView> Pulses::facilitation(const access::Actor& actor) const {
  TRY(m_access.entitled<access::Right::run_circles>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<FacilitationView> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const LocalDate today = m_access.today(reader, actor.org());
    const Rules rules = rules_on(reader, actor.org(), today);
    const auto led = led_sessions(reader, actor.org(), start_of_day(facilitation_from(today), organisation.zone), organisation.zone);
    return FacilitationView{
        .facilitation = facilitation_of(led, today, rules), .unit = rules.promotion_unit, .names = people::names(reader, actor.org())};
  });
}

Result<std::string> Pulses::facilitation_csv(const access::Actor& actor) const {
  const FacilitationView view = TRY(facilitation(actor));
  return csv_of(view.facilitation, view.names);
}

Result<int> Pulses::publish(sql::Transaction& tx, const access::Organisation& organisation, const FiscalQuarter& quarter) const {
  const Id<Org> org = organisation.id;
  const LocalDate first_day = quarter.first_day();
  if (is_published(tx, org, first_day)) return 0;
  std::vector<CircleFacts> facts = load_facts(tx, org, quarter, span_of(quarter, organisation.zone));
  if (facts.empty()) return 0;
  for (const auto& [circle, sealed] : sealed_tallies(tx, org, first_day)) {
    const auto place = std::ranges::find(facts, circle, &CircleFacts::id);
    if (place == facts.end()) continue;
    const auto key = TRY(m_vault.tally_key(tx, org, circle));
    if (!key) return refuse(meeting::vault_is_locked);
    place->answers = TRY(open_tally(*key, sealed, {.org = org, .circle = circle, .quarter = first_day}));
  }
  const Instant now = m_access.clock().now();
  const Rules rules = rules_on(tx, org, quarter.last_day());
  const auto before = published_quarters(tx, org);
  const Snapshot snapshot = snapshot_of(quarter, now, std::move(facts), rules, published_supports(tx, org));
  if (!insert_snapshot(tx, org, snapshot)) return 0;
  delete_tallies(tx, org, first_day);
  const audit::Stream stream{.kind = pulse_stream, .id = first_day.days_since_epoch()};
  audit::record(tx, org,
                {.stream = stream,
                 .kind = kinds::published,
                 .at = now,
                 .actor = {},
                 .fields = Fields()
                               .add("quarter", quarter.text())
                               .add("circles", static_cast<std::int64_t>(snapshot.circles.size()))
                               .add("minimum", std::int64_t{rules.minimums.people}),
                 .text = {}});
  if (before.empty()) return 1;
  const auto last = load_snapshot(tx, org, quarter_on(organisation, before.front().first));
  if (last && last->minimums.people != rules.minimums.people)
    audit::record(tx, org,
                  {.stream = stream,
                   .kind = kinds::minimum_changed,
                   .at = now,
                   .actor = {},
                   .fields = Fields()
                                 .add("quarter", quarter.text())
                                 .add("from", std::int64_t{last->minimums.people})
                                 .add("to", std::int64_t{rules.minimums.people}),
                   .text = {}});
  return 1;
}

Result<int> Pulses::publish_due(const access::Organisation& organisation) const {
  const auto due = m_db.read([&](sql::Reader& reader) {
    std::vector<FiscalQuarter> quarters;
    const auto first_day = first_day_of_circles(reader, organisation.id);
    if (!first_day) return quarters;
    const FiscalQuarter running = quarter_on(organisation, m_access.today(reader, organisation.id));
    for (FiscalQuarter quarter = quarter_on(organisation, *first_day); quarter < running; quarter = quarter.next())
      if (!is_published(reader, organisation.id, quarter.first_day()) &&
          has_circles(reader, organisation.id, quarter, span_of(quarter, organisation.zone)))
        quarters.push_back(quarter);
    return quarters;
  });
  int published = 0;
  for (const FiscalQuarter& quarter : due) {
    const auto made = m_db.write([&](sql::Transaction& tx) { return publish(tx, organisation, quarter); });
    if (!made) return std::unexpected(made.error());
    published += *made;
  }
  return published;
}

Result<int> Pulses::publish_due() const {
  const auto all = m_db.read([](sql::Reader& reader) { return access::organisations(reader); });
  int published = 0;
  for (const access::Organisation& organisation : all) published += TRY(publish_due(organisation));
  return published;
}

void Pulses::catch_up(Id<Org> org) const {
  const auto organisation = m_db.read([&](sql::Reader& reader) { return m_access.organisation(reader, org); });
  // Who looks is not told of a missing key file; the job tells the operator.
  if (organisation) [[maybe_unused]]
    const auto made = publish_due(*organisation);
}

}  // namespace backbeat::pulse
