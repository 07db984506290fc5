#include "server/features.hpp"

#include "access/access_api.hpp"
#include "cadence/cadence_api.hpp"
#include "capacity/capacity_api.hpp"
#include "crm/crm_api.hpp"
#include "home/home_api.hpp"
#include "imports/imports_api.hpp"
#include "people/people_api.hpp"
#include "playbook/playbook_api.hpp"
#include "server/demo_api.hpp"
#include "session/session_api.hpp"
#include "signal/signal_api.hpp"
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

Features::Features(Installation& installation, http::EventHub& events)
    : m_installation(installation),
      m_desk(installation.desk()),
      m_importers(installation.access()),
      m_ledgers(installation.access()),
      m_accounts(installation.db(), installation.access()),
      m_people(installation.db(), installation.access(), m_importers.all()),
      m_imports(installation.db(), installation.access(), m_importers.all()),
      m_playbooks(installation.db(), installation.access()),
      m_capacities(installation.db(), installation.access()),
      m_sessions(installation.db(), installation.access(), session::live_over(events)),
      m_cadences(installation.db(), installation.access(), m_ledgers),
      m_crm(installation.db(), installation.access()),
      m_evidence(installation.db(), installation.access()),

      m_teams(installation.db(), installation.access(), m_ledgers),
      m_homes(installation.db(), installation.access(), m_ledgers) {
  events.on_presence(
      [&events](const std::string& topic, const std::vector<std::string>& members) { session::tell_presence(events, topic, members); });
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
}

}  // namespace backbeat::server
