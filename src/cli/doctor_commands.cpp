// backbeat doctor, healthcheck: is everything as it should be, and if not, what to do.
#include "cli/command.hpp"

#include "audit/audit_actions.hpp"
#include "meeting/meeting_actions_vault.hpp"
#include "server/health.hpp"
#include "server/key_files.hpp"
#include "server/outside.hpp"
#include "sql/backup.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <filesystem>
#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

struct Finding {
  bool is_fine;
  std::string what;
  std::string next;  // what to do about it
};

Finding look_at_mail(const server::Settings& settings) {
  const mail::Route route = server::mail_route_of(settings);
  if (!route.is_set()) return {true, "no mail server is set: invitations are not sent", ""};
  const net::Sent tried = net::try_server(server::mail_server_of(settings));
  const bool is_fine = tried.delivery == net::Delivery::taken;
  return {
      is_fine,
      is_fine ? fmt::format("the mail server answers ({})", route.server) : fmt::format("the mail server {}: {}", route.server, tried.said),
      "Look at smtp_host, smtp_port, smtp_security, smtp_user and smtp_password; letters wait meanwhile."};
}

/// Without it nobody reads what was said in circles, and nothing else is lost.
Finding look_at_sealing_key(server::Installation& installation) {
  const std::string file = server::sealing_key_file(installation.settings());
  const std::string next =
      "Put the key file of this installation back (setting key_file); it is in no backup. It is its owner's alone: chmod 600.";
  if (const auto key = installation.sealing_key(); !key) return {false, key.error().message(), next};
  if (!server::is_private(file)) return {false, "others on this machine can read the key file " + file, "chmod 600 " + file};
  const auto sealed = installation.db().read([](sql::Reader& reader) { return meeting::count_sealed_circles(reader); });
  return {true, fmt::format("the key file {} is there and fits ({} circles sealed); keep a copy apart from backups", file, sealed), ""};
}

std::vector<Finding> look(server::Installation& installation) {
  std::vector<Finding> findings;
  const auto& settings = installation.settings();
  findings.push_back({true,
                      fmt::format("the database opens ({}) and its schema is this program's",
                                  installation.db().engine() == sql::Engine::sqlite ? "SQLite" : "PostgreSQL"),
                      ""});
  if (installation.db().engine() == sql::Engine::sqlite) {
    const auto whole = sql::check_sqlite_file(server::database_file(settings));
    findings.push_back({whole.has_value(), whole ? "every page of the database file is sound" : whole.error().message(),
                        "Stop the program, move the file away and `backbeat restore` the last backup."});
  }
  std::error_code fault;
  const auto space = std::filesystem::space(settings.data, fault);
  const bool has_room = !fault && space.available > (std::uintmax_t{512} << 20U);
  findings.push_back({has_room, fmt::format("{} MiB free in the data folder", fault ? 0 : space.available >> 20U),
                      "Free some space, or move the data folder."});
  const auto mode = std::filesystem::status(settings.data, fault).permissions();
  const bool is_private = (mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none;
  findings.push_back({is_private, is_private ? "the data folder is its owner's alone" : "others on this machine can read the data folder",
                      "chmod 700 " + settings.data});
  const auto organisation = installation.organisation();
  findings.push_back({organisation.has_value(), organisation ? "the organisation is " + organisation->name : "there is no organisation",
                      "Run `backbeat init` or `backbeat demo`."});
  if (organisation) {
    const auto chain = installation.db().read([&](sql::Reader& reader) { return audit::verify(reader, organisation->id); });
    findings.push_back({!chain.fault_at,
                        chain.fault_at ? fmt::format("the audit chain is broken at event {}: {}", *chain.fault_at, chain.fault)
                                       : fmt::format("{} events, the audit chain is whole", chain.verified),
                        "Compare with a backup; somebody wrote to the database beside the program."});
  }
  const bool has_public_url =
      settings.public_url.starts_with("https://") || settings.listen.starts_with("127.") || settings.listen.starts_with("[::1]");
  findings.push_back(
      {has_public_url,
       has_public_url ? "passwords travel encrypted, or stay on this machine" : "the program is reachable and public_url is not https",
       "Put a TLS proxy in front and set public_url and behind_proxy, or set tls_certificate and tls_key."});
  findings.push_back(look_at_sealing_key(installation));
  findings.push_back(look_at_mail(settings));
  return findings;
}

Result<Exit> doctor(Run& run, server::Installation& installation) {
  bool is_well = true;
  boost::json::array items;
  for (const Finding& finding : look(installation)) {
    is_well = is_well && finding.is_fine;
    if (run.json)
      items.push_back(boost::json::object{{"ok", finding.is_fine}, {"what", finding.what}, {"next", finding.is_fine ? "" : finding.next}});
    else
      run.out << fmt::format("{} {}\n{}", finding.is_fine ? "ok  " : "LOOK", finding.what,
                             finding.is_fine ? "" : "     " + finding.next + "\n");
  }
  if (run.json) run.out << boost::json::serialize(boost::json::object{{"ok", is_well}, {"items", std::move(items)}}) << "\n";
  return is_well ? Exit::ok : Exit::refused;
}

Exit healthcheck(Run& run) {
  const std::string address = run.given.has("address") ? run.given.text("address") : run.settings.listen;
  const auto health = server::ask_health(address);
  if (run.json)
    run.out << boost::json::serialize(boost::json::object{{"ready", health.is_ready}, {"said", health.said}}) << "\n";
  else
    run.out << fmt::format("{} is {}: {}\n", address, health.is_ready ? "ready" : "not ready", health.said);
  return health.is_ready ? Exit::ok : Exit::unavailable;
}

}  // namespace

std::vector<Command> doctor_commands() {
  return {{.words = {"doctor"},
           .summary = "look at everything that can be wrong, and say what to do",
           .arguments = {},
           .run = [](Run& run) { return on_installation(run, doctor); }},
          {.words = {"healthcheck"},
           .summary = "ask a running server whether it is ready; for containers and monitors",
           .arguments =
               {{.kind = Kind::option, .name = "address", .meaning = "address:port; setting `listen` where not given", .value = "ADDRESS"}},
           .run = healthcheck}};
}

}  // namespace backbeat::cli
