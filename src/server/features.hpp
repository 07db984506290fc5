// Every feature, put together once: who imports what, who tells the live pages, and all routes on one router.
#pragma once

#include "access/account_actions.hpp"
#include "cadence/cadence_actions.hpp"
#include "calendar/calendar_job.hpp"
#include "calls/calls_actions_sources.hpp"
#include "capacity/capacity_actions.hpp"
#include "capacity/capacity_actions_quarter.hpp"
#include "crm/crm_actions.hpp"
#include "home/home_actions.hpp"
#include "http/api.hpp"
#include "http/events.hpp"
#include "http/metrics.hpp"
#include "imports/imports_actions.hpp"
#include "mail/mail_job.hpp"
#include "meeting/meeting_actions.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "privacy/privacy_actions.hpp"
#include "pulse/pulse_actions.hpp"
#include "ridealong/ridealong_actions.hpp"
#include "scorecard/calibration_actions.hpp"
#include "scorecard/scorecard_actions.hpp"
#include "season/profile_actions.hpp"
#include "season/proposal_actions.hpp"
#include "season/season_actions.hpp"
#include "server/installation.hpp"
#include "server/jobs.hpp"
#include "session/session_actions.hpp"
#include "signal/signal_actions.hpp"
#include "team/team_actions.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::server {

/// Every kind of file that can be imported. `calls_changed` is told of calls that a file moved or called off.
class Importers {
 public:
  explicit Importers(const access::Access& access, calls::Listener calls_changed = {});
  [[nodiscard]] std::vector<const imports::Importer*> all() const;

 private:
  people::RosterImporter m_roster;
  people::HolidayImporter m_holidays;
  crm::AccountImporter m_accounts;
  crm::ProductImporter m_products;
  crm::OpportunityImporter m_opportunities;
  crm::StageHistoryImporter m_stage_history;
  crm::QuotaImporter m_quotas;
  calls::CallImporter m_calls;
};

/// Takes what was deleted out of the files of the installation's database; false where somebody read all the while.
[[nodiscard]] std::function<bool()> page_clearer(Installation& installation);

/// What is said in circles, sealed under the installation's key file.
[[nodiscard]] meeting::Vault vault_of(Installation& installation);

/// What somebody wrote in circles, opened for handing it over to them.
[[nodiscard]] privacy::WordsElsewhere circle_words(Installation& installation);

class Features {
 public:
  /// Both must outlive this.
  Features(Installation& installation, http::EventHub& events);
  void add_routes(http::Router& router);

  /// Says what a job met, as one line of the log.
  using Tell = std::function<void(std::string_view event, const Params& params)>;
  /// What is to be done without being asked. `node` is this program's name among the nodes. Called once; this must outlive the jobs.
  [[nodiscard]] std::vector<Job> jobs(const std::string& node, Tell tell);
  [[nodiscard]] std::vector<http::Gauge> gauges() const;

  /// Whether who listens to a topic may still: asked with what came when they began, as any request is.
  [[nodiscard]] bool may_hear(const std::string& topic, const http::Credentials& who) const;

  // For the other nodes of the installation (live_nodes.hpp).
  /// Told of everything that is told to a live page here. Set before the first request.
  void on_told(std::function<void(const std::string& topic, const std::string& reference)> tell) { m_tell_others = std::move(tell); }
  /// Publishes on this node's hub what another node told.
  void retell(const std::string& topic, std::string_view reference) const;
  [[nodiscard]] std::vector<std::string> members_of(const std::string& topic, const std::vector<std::string_view>& ids) const;

 private:
  [[nodiscard]] session::Seams seams() const;
  [[nodiscard]] calendar::Seams calendar_seams() const;
  [[nodiscard]] ridealong::Seams ride_along_seams() const;
  [[nodiscard]] meeting::Seams meeting_seams() const;
  [[nodiscard]] season::TellPublished hours_of_published() const;

  Installation& m_installation;
  session::Seams m_live;
  ridealong::Seams m_live_ride_alongs;
  meeting::Seams m_live_meetings;
  std::function<void(const std::string& topic, const std::string& reference)> m_tell_others;
  access::Desk m_desk;
  Importers m_importers;
  cadence::Ledgers m_ledgers;
  access::Accounts m_accounts;
  people::People m_people;
  imports::Imports m_imports;
  playbook::Playbooks m_playbooks;
  capacity::Capacities m_capacities;
  capacity::Quarters m_quarters;
  session::Sessions m_sessions;
  ridealong::RideAlongs m_ride_alongs;
  meeting::Meetings m_meetings;
  cadence::Cadences m_cadences;
  crm::Crm m_crm;
  calls::Calls m_calls;
  signal::Evidence m_evidence;
  team::Teams m_teams;
  scorecard::Scorecards m_scorecards;
  scorecard::Calibrations m_calibrations;
  season::Scenes m_season_scenes;
  season::Profiles m_circle_profiles;
  season::Seasons m_seasons;
  season::Proposals m_circle_proposals;
  pulse::Pulses m_pulses;
  home::Homes m_homes;
  privacy::Privacy m_privacy;
  mail::Mails m_mails;
  calendar::Calendars m_calendars;
  calendar::RefreshJob m_refreshing;
  std::optional<mail::Outbox> m_outbox;       // once jobs() was called
  std::optional<mail::SendingJob> m_sending;  // where there is a mail server
};

}  // namespace backbeat::server
