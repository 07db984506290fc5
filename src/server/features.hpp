// Every feature, put together once: who imports what, who tells the live pages, and all routes on one router.
#pragma once

#include "access/account_actions.hpp"
#include "cadence/cadence_actions.hpp"
#include "capacity/capacity_actions.hpp"
#include "crm/crm_actions.hpp"
#include "home/home_actions.hpp"
#include "http/api.hpp"
#include "http/events.hpp"
#include "imports/imports_actions.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "server/installation.hpp"
#include "session/session_actions.hpp"
#include "signal/signal_actions.hpp"
#include "team/team_actions.hpp"

#include <vector>

namespace backbeat::server {

/// Every kind of file that can be imported.
class Importers {
 public:
  explicit Importers(const access::Access& access);
  [[nodiscard]] std::vector<const imports::Importer*> all() const;

 private:
  people::RosterImporter m_roster;
  people::HolidayImporter m_holidays;
  crm::AccountImporter m_accounts;
  crm::ProductImporter m_products;
  crm::OpportunityImporter m_opportunities;
  crm::StageHistoryImporter m_stage_history;
  crm::QuotaImporter m_quotas;
};

class Features {
 public:
  /// Both must outlive this.
  Features(Installation& installation, http::EventHub& events);
  void add_routes(http::Router& router);

 private:
  Installation& m_installation;
  access::Desk m_desk;
  Importers m_importers;
  cadence::Ledgers m_ledgers;
  access::Accounts m_accounts;
  people::People m_people;
  imports::Imports m_imports;
  playbook::Playbooks m_playbooks;
  capacity::Capacities m_capacities;
  session::Sessions m_sessions;
  cadence::Cadences m_cadences;
  crm::Crm m_crm;
  signal::Evidence m_evidence;
  team::Teams m_teams;
  home::Homes m_homes;
};

}  // namespace backbeat::server
