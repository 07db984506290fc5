#include "server/features.hpp"

#include "access/access_api.hpp"
#include "cadence/cadence_api.hpp"
#include "capacity/capacity_api.hpp"
#include "crm/crm_api.hpp"
#include "home/home_api.hpp"
#include "imports/imports_api.hpp"
#include "people/people_api.hpp"
#include "playbook/playbook_api.hpp"
#include "privacy/privacy_api.hpp"
#include "server/demo_api.hpp"
#include "session/session_actions_live.hpp"
#include "session/session_api.hpp"
#include "signal/signal_api.hpp"
#include "sql/scrub.hpp"
#include "team/team_api.hpp"

namespace backbeat::server {

Importers::Importers(const access::Access& access)
    : m_roster(access),
      m_holidays(access),
      m_accounts(access),
      m_products(access),
      m_opportunities(access),
      m_stage_history(access),
      m_quotas(access) {}

std::vector<const imports::Importer*> Importers::all() const {
  return {&m_roster, &m_holidays, &m_accounts, &m_products, &m_opportunities, &m_stage_history, &m_quotas};
}

std::function<bool()> page_clearer(Installation& installation) {
  return [&settings = installation.settings()] {
    const auto cleared = settings.database.empty() ? sql::scrub_sqlite(database_file(settings))
                                                   : sql::scrub_postgres(settings.database, privacy::touched_tables());
    return cleared == sql::Cleared::all;
  };
}

Features::Features(Installation& installation, http::EventHub& events)
    : m_installation(installation),
      m_live(session::live_over(events)),
      m_desk(installation.desk()),
      m_importers(installation.access()),
      m_ledgers(installation.access()),
      m_accounts(installation.db(), installation.access()),
      m_people(installation.db(), installation.access(), m_importers.all()),
      m_imports(installation.db(), installation.access(), m_importers.all()),
      m_playbooks(installation.db(), installation.access()),
      m_capacities(installation.db(), installation.access()),
      m_sessions(installation.db(), installation.access(), seams()),
      m_cadences(installation.db(), installation.access(), m_ledgers),
      m_crm(installation.db(), installation.access()),
      m_evidence(installation.db(), installation.access()),
      m_teams(installation.db(), installation.access(), m_ledgers),
      m_homes(installation.db(), installation.access(), m_ledgers),
      m_privacy(installation.db(), installation.access(), page_clearer(installation)) {
  events.on_presence(
      [&events](const std::string& topic, const std::vector<std::string>& members) { session::tell_presence(events, topic, members); });
}

session::Seams Features::seams() const {
  session::Seams seams = m_live;
  seams.publish = [this](Id<Org> org, Id<Session> id, const session::Message& message) {
    m_live.publish(org, id, message);
    if (m_tell_others) m_tell_others(session::topic_of(org, id), session::reference_of(message));
  };
  return seams;
}

void Features::retell(const std::string& topic, std::string_view reference) const {
  const auto of = session::parse_topic(topic);
  if (!of) return;
  const auto messages = m_installation.db().read(
      [&](sql::Reader& reader) { return session::told(reader, of->org, of->session, reference, m_installation.clock().now()); });
  for (const session::Message& message : messages) m_live.publish(of->org, of->session, message);
}

std::vector<std::string> Features::members_of(const std::string& topic, const std::vector<std::string_view>& ids) const {
  const auto of = session::parse_topic(topic);
  if (!of) return {};
  return m_installation.db().read([&](sql::Reader& reader) {
    std::vector<std::string> members;
    for (const std::string_view text : ids) {
      const auto id = Id<Person>::parse(text);
      const auto person = id ? people::person_ref(reader, of->org, *id) : std::nullopt;
      if (person) members.push_back(session::member_of(*person));
    }
    return members;
  });
}

void Features::add_routes(http::Router& router) {
  access::routes(router, m_desk, m_accounts);
  demo_routes(router, m_installation);
  home::routes(router, m_desk, m_homes);
  team::routes(router, m_desk, m_teams);
  people::routes(router, m_desk, m_people);
  imports::routes(router, m_desk, m_imports);
  playbook::routes(router, m_desk, m_playbooks);
  capacity::routes(router, m_desk, m_capacities);
  session::routes(router, m_desk, m_sessions);
  cadence::routes(router, m_desk, m_cadences);
  crm::routes(router, m_desk, m_crm);
  signal::routes(router, m_desk, m_evidence);
  privacy::routes(router, m_desk, m_privacy);
}

}  // namespace backbeat::server
