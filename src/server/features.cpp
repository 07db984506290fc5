#include "server/features.hpp"

#include "access/access_api.hpp"
#include "cadence/cadence_api.hpp"
#include "calendar/calendar_api.hpp"
#include "calls/calls_api.hpp"
#include "capacity/capacity_api.hpp"
#include "crm/crm_api.hpp"
#include "home/home_api.hpp"
#include "http/topics.hpp"
#include "imports/imports_api.hpp"
#include "mail/mail_api.hpp"
#include "meeting/meeting_api.hpp"
#include "people/people_api.hpp"
#include "playbook/playbook_api.hpp"
#include "privacy/privacy_api.hpp"
#include "pulse/pulse_api.hpp"
#include "ridealong/ridealong_actions_live.hpp"
#include "ridealong/ridealong_api.hpp"
#include "scorecard/scorecard_api.hpp"
#include "season/season_api.hpp"
#include "server/call_followers.hpp"
#include "server/demo_api.hpp"
#include "server/outside.hpp"
#include "server/planned_entries.hpp"
#include "session/session_actions_live.hpp"
#include "session/session_api.hpp"
#include "signal/signal_api.hpp"
#include "sql/scrub.hpp"
#include "team/team_api.hpp"

namespace backbeat::server {
namespace {

/// So many circles have their hours on calendars when whoever published them is answered. Of more, the job plans them within a minute and
/// their own pages at the first look: nobody waits for thousands.
constexpr std::size_t planned_at_once = 200;

}  // namespace

Importers::Importers(const access::Access& access, calls::Listener calls_changed)
    : m_roster(access),
      m_holidays(access),
      m_accounts(access),
      m_products(access),
      m_opportunities(access),
      m_stage_history(access),
      m_quotas(access),
      m_calls(access, std::move(calls_changed)) {}

std::vector<const imports::Importer*> Importers::all() const {
  return {&m_roster, &m_holidays, &m_accounts, &m_products, &m_opportunities, &m_stage_history, &m_quotas, &m_calls};
}

std::function<bool()> page_clearer(Installation& installation) {
  return [&settings = installation.settings()] {
    const auto cleared = settings.database.empty() ? sql::scrub_sqlite(database_file(settings))
                                                   : sql::scrub_postgres(settings.database, privacy::touched_tables());
    return cleared == sql::Cleared::all;
  };
}

meeting::Vault vault_of(Installation& installation) {
  return {[&installation] { return installation.sealing_key(); }, installation.random()};
}

privacy::WordsElsewhere circle_words(Installation& installation) {
  return [vault = vault_of(installation)](sql::Reader& reader, Id<Org> org, Id<Person> person) -> Result<std::vector<privacy::Said>> {
    std::vector<privacy::Said> said;
    for (meeting::SaidInCircle& one : TRY(meeting::OwnWords(vault).of(reader, org, person)))
      said.push_back({.at = one.at,
                      .about = std::string(meeting::stream_kind),
                      .id = one.meeting.value(),
                      .what = std::string(meeting::name_of(one.kind)),
                      .stage = std::move(one.stage),
                      .by = {},
                      .text = std::move(one.text)});
    return said;
  };
}

Features::Features(Installation& installation, http::EventHub& events)
    : m_installation(installation),
      m_live(session::live_over(events)),
      m_live_ride_alongs(ridealong::live_over(events)),
      m_live_meetings(meeting::live_over(events)),
      m_desk(installation.desk()),
      m_importers(installation.access(), followed_by(m_ride_alongs)),
      m_ledgers(installation.access()),
      m_accounts(installation.db(), installation.access()),
      m_people(installation.db(), installation.access(), m_importers.all()),
      m_imports(installation.db(), installation.access(), m_importers.all()),
      m_playbooks(installation.db(), installation.access()),
      m_capacities(installation.db(), installation.access()),
      m_quarters(installation.db(), installation.access(), m_ledgers),
      m_sessions(installation.db(), installation.access(), seams()),
      m_ride_alongs(installation.db(), installation.access(), m_ledgers, ride_along_seams()),
      m_meetings(installation.db(), installation.access(), vault_of(installation), meeting_seams()),
      m_cadences(installation.db(), installation.access(), m_ledgers),
      m_crm(installation.db(), installation.access()),
      m_calls(installation.db(), installation.access()),
      m_evidence(installation.db(), installation.access()),
      m_teams(installation.db(), installation.access(), m_ledgers),
      m_scorecards(installation.db(), installation.access()),
      m_calibrations(installation.db(), installation.access()),
      m_season_scenes(installation.access()),
      m_circle_profiles(installation.db(), installation.access()),
      m_seasons(installation.db(), installation.access(), m_season_scenes),
      m_circle_proposals(installation.db(), installation.access(), m_season_scenes, hours_of_published()),
      m_pulses(installation.db(), installation.access(), vault_of(installation)),
      m_homes(installation.db(), installation.access(), m_ledgers),
      m_privacy(installation.db(), installation.access(), page_clearer(installation), circle_words(installation)),
      m_mails(installation.db(), installation.access(), mail_route_of(installation.settings())),
      m_calendars(installation.db(), installation.access(), calendar_seams()),
      m_refreshing(m_calendars,
                   [rules = calendar_rules_of(installation.settings())](const std::string& address, const net::Validators& known) {
                     return net::fetch(address, rules, known);
                   }) {
  events.on_presence(
      [&events](const std::string& topic, const std::vector<std::string>& members) { http::tell_presence(events, topic, members); });
}

calendar::Seams Features::calendar_seams() const {
  return {.changed = [this](sql::Transaction& tx, Id<Org> org, Id<Person> person, const std::vector<calendar::Change>& changes,
                            Instant now) { calls::follow_calendar(tx, org, person, changes, now, followed_by(m_ride_alongs)); },
          .planned = [this](sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from,
                            Instant to) { return planned_entries(reader, org, person, from, to, m_installation.clock().now()); }};
}

session::Seams Features::seams() const {
  session::Seams seams = m_live;
  seams.publish = [this](Id<Org> org, Id<Session> id, const session::Message& message) {
    m_live.publish(org, id, message);
    if (m_tell_others) m_tell_others(session::topics.of(org, id), session::reference_of(message));
  };
  return seams;
}

ridealong::Seams Features::ride_along_seams() const {
  return {.publish = [this](Id<Org> org, Id<Session> id, const ridealong::Message& message) {
    m_live_ride_alongs.publish(org, id, message);
    if (m_tell_others) m_tell_others(ridealong::topics.of(org, id), ridealong::reference_of(message));
  }};
}

meeting::Seams Features::meeting_seams() const {
  return {.publish = [this](Id<Org> org, Id<meeting::Meeting> id, const meeting::Changed& changed) {
    m_live_meetings.publish(org, id, changed);
    if (m_tell_others) m_tell_others(meeting::topics.of(org, id), "state");
  }};
}

bool Features::may_hear(const std::string& topic, const http::Credentials& who) const {
  const access::Access& access = m_installation.access();
  return m_installation.db().read([&](sql::Reader& reader) {
    const auto actor = access.actor(reader, access::Presented::from(who));
    if (!actor || http::org_of_topic(topic) != actor->org()) return false;
    if (const auto hour = meeting::topics.parse(topic)) return meeting::may_follow(reader, access, *actor, hour->id);
    auto of_two = session::topics.parse(topic);
    if (!of_two) of_two = ridealong::topics.parse(topic);
    return of_two && access.participation(reader, *actor, of_two->id).has_value();
  });
}

season::TellPublished Features::hours_of_published() const {
  return [this](Id<Org> org, const std::vector<Id<season::PeerCircle>>& published) {
    if (published.size() > planned_at_once) return;
    std::vector<Id<meeting::Circle>> circles;
    for (const Id<season::PeerCircle> one : published) circles.emplace_back(one.value());
    try {
      m_meetings.keep_up(org, circles);
    } catch (const sql::Failure&) {
      // The season is published, and is answered so; the job that keeps hours ahead plans these within a minute.
    }
  };
}

void Features::retell(const std::string& topic, std::string_view reference) const {
  if (const auto ride = ridealong::topics.parse(topic)) {
    const auto messages = m_installation.db().read(
        [&](sql::Reader& reader) { return ridealong::told(reader, ride->org, ride->id, reference, m_installation.clock().now()); });
    for (const ridealong::Message& message : messages) m_live_ride_alongs.publish(ride->org, ride->id, message);
  }
  if (const auto hour = meeting::topics.parse(topic)) {
    const auto version = m_installation.db().read([&](sql::Reader& reader) { return meeting::version_of(reader, hour->org, hour->id); });
    if (version) m_live_meetings.publish(hour->org, hour->id, {.version = *version});
  }
  const auto of = session::topics.parse(topic);
  if (!of) return;
  const auto messages = m_installation.db().read(
      [&](sql::Reader& reader) { return session::told(reader, of->org, of->id, reference, m_installation.clock().now()); });
  for (const session::Message& message : messages) m_live.publish(of->org, of->id, message);
}

std::vector<std::string> Features::members_of(const std::string& topic, const std::vector<std::string_view>& ids) const {
  const auto org = http::org_of_topic(topic);
  if (!org) return {};
  return m_installation.db().read([&](sql::Reader& reader) {
    std::vector<std::string> members;
    for (const std::string_view text : ids) {
      const auto id = Id<Person>::parse(text);
      const auto person = id ? people::person_ref(reader, *org, *id) : std::nullopt;
      if (person) members.push_back(http::member_of(person->id, person->name));
    }
    return members;
  });
}

void Features::add_routes(http::Router& router) {
  access::routes(router, m_desk, m_accounts);
  demo_routes(router, m_installation);
  home::routes(router, m_desk, m_homes);
  calendar::routes(router, m_desk, m_calendars);
  team::routes(router, m_desk, m_teams);
  scorecard::routes(router, m_desk, m_scorecards, m_calibrations);
  season::routes(router, m_desk, m_circle_profiles, m_seasons, m_circle_proposals);
  people::routes(router, m_desk, m_people);
  imports::routes(router, m_desk, m_imports);
  playbook::routes(router, m_desk, m_playbooks);
  capacity::routes(router, m_desk, m_capacities);
  capacity::routes(router, m_desk, m_quarters);
  session::routes(router, m_desk, m_sessions);
  ridealong::routes(router, m_desk, m_ride_alongs);
  meeting::routes(router, m_desk, m_meetings);
  pulse::routes(router, m_desk, m_pulses);
  cadence::routes(router, m_desk, m_cadences);
  crm::routes(router, m_desk, m_crm);
  calls::routes(router, m_desk, m_calls);
  signal::routes(router, m_desk, m_evidence);
  privacy::routes(router, m_desk, m_privacy);
  mail::routes(router, m_desk, m_mails);
}

std::vector<Job> Features::jobs(const std::string& node, Tell tell) {
  using std::chrono::seconds;
  const Settings& settings = m_installation.settings();
  std::vector<Job> jobs;
  m_outbox.emplace(m_installation.db(), m_installation.clock(), m_installation.random(), node);
  jobs.push_back({.name = "mail-clean", .every = std::chrono::minutes(30), .run = [this](const auto&) { m_outbox->clean(); }});
  jobs.push_back({.name = "calendars", .every = seconds(10), .run = [this](const auto& is_ending) { m_refreshing.run(is_ending); }});
  // What was owed by the end of a month and missed opens its calibrations within the hour.
  jobs.push_back(
      {.name = "calibrations", .every = std::chrono::hours(1), .first_after = std::chrono::minutes(5), .run = [this](const auto&) {
         m_scorecards.open_missed();
       }});
  jobs.push_back({.name = "seasons", .every = std::chrono::minutes(10), .run = [this](const auto&) { m_seasons.end_over(); }});
  jobs.push_back(
      {.name = "circles", .every = std::chrono::minutes(1), .run = [this](const auto& is_ending) { m_meetings.keep_up(is_ending); }});
  // A quarter of circles is published when it is over; not while the key file is missing.
  jobs.push_back({.name = "circle-pulse", .every = std::chrono::minutes(10), .run = [this, tell](const auto&) {
                    if (const auto made = m_pulses.publish_due(); !made) tell("circles_not_published", {{"said", made.error().message()}});
                  }});
  if (settings.smtp_host.empty()) return jobs;
  m_sending.emplace(*m_outbox, m_installation.clock(),
                    mail::SendingJob::Plan{.sender = sender_of(settings), .most_attempts = settings.mail_attempts},
                    [server = mail_server_of(settings)](const net::Envelope& envelope, std::string_view message) {
                      return net::send_mail(server, envelope, message);
                    });
  jobs.push_back({.name = "mail", .every = seconds(2), .run = [this, tell = std::move(tell)](const auto& is_ending) {
                    const auto round = m_sending->run(is_ending);
                    if (!round.trouble.empty()) tell("mail_server_out_of_reach", {{"said", round.trouble}});
                    if (round.dead > 0) tell("letters_given_up", {{"count", std::to_string(round.dead)}});
                  }});
  return jobs;
}

std::vector<http::Gauge> Features::gauges() const {
  mail::Counts letters;
  try {
    letters = m_installation.db().read([](sql::Reader& reader) { return mail::counts_of_all(reader); });
  } catch (const sql::Failure&) {
    return {};  // without the database there are still the counters of the listener
  }
  const Duration oldest = letters.oldest_waiting ? m_installation.clock().now() - *letters.oldest_waiting : Duration(0);
  return {
      {.name = "backbeat_mail_waiting", .help = "Letters that wait to be sent.", .value = static_cast<double>(letters.waiting)},
      {.name = "backbeat_mail_dead", .help = "Letters that were given up; an admin decides.", .value = static_cast<double>(letters.dead)},
      {.name = "backbeat_mail_oldest_waiting_seconds",
       .help = "How long the oldest of them has waited.",
       .value = static_cast<double>(oldest.count()) / 1000}};
}

}  // namespace backbeat::server
