// backbeat init: the first thing an installer does.
#include "cli/command.hpp"

#include "access/account_actions.hpp"
#include "base/text.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "server/installation.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

inline constexpr ErrorSpec already_there{"already_there", ErrorKind::conflict, "This installation has the organisation {found} already."};

/// Makes the organisation with the default playbook and, when an admin is named, their account with a one-time link.
Result<Exit> init(Run& run, server::Installation& installation) {
  if (const auto known = installation.organisation()) return refuse(already_there, "", {{"found", known->name}});
  const Zone zone = TRY(Zone::make(run.given.has("zone") ? run.given.text("zone") : "UTC"));
  const std::string month = run.given.has("fiscal-first-month") ? run.given.text("fiscal-first-month") : "1";
  const auto first_month = whole_number(month);
  if (!first_month || *first_month < 1 || *first_month > 12) return expected_value("fiscal-first-month", "a month from 1 to 12", month);
  const Instant now = installation.clock().now();
  const LocalDate effective = run.given.has("effective") ? TRY(LocalDate::parse(run.given.text("effective"))) : to_local(now, zone).date;

  const access::Organisation wanted{
      .id = {}, .name = run.given.text("name"), .zone = zone, .fiscal_first_month = static_cast<int>(*first_month), .is_simulated = false};
  const Result<Id<Org>> founded = installation.db().write([&](sql::Transaction& tx) -> Result<Id<Org>> {
    const Id<Org> made = TRY(access::create_organisation(tx, wanted, now));
    TRY(playbook::install_default(tx, made, effective, now));
    return made;
  });
  const Id<Org> org = TRY(founded);
  TRY(installation.open_vault());

  boost::json::object out{{"organisation", org.text()}, {"name", wanted.name}};
  if (run.given.has("admin-email")) {
    const access::Actor actor = TRY(installation.operator_());
    const people::People people(installation.db(), installation.access());
    const std::string name = run.given.has("admin-name") ? run.given.text("admin-name") : run.given.text("admin-email");
    const Id<Person> person = TRY(people.add(actor, {.name = name,
                                                     .email = run.given.text("admin-email"),
                                                     .zone = zone,
                                                     .hours = {},
                                                     .hired = to_local(now, zone).date,
                                                     .left = {},
                                                     .manager = {},
                                                     .job_role = "it",
                                                     .segment = "",
                                                     .region = "",
                                                     .is_top_performer = false,
                                                     .identities = {}}));
    const access::Accounts accounts(installation.db(), installation.access());
    const access::SetUpLink link = TRY(accounts.create_first_admin_link(actor, person));
    out["set_up_path"] = "/set-up/" + link.token;
    out["expires_at"] = link.expires_at.text();
  }
  if (run.json) {
    run.out << boost::json::serialize(out) << "\n";
  } else {
    run.out << fmt::format("Made the organisation {} with the default playbook, in force from {}.\n", wanted.name, effective.text());
    if (out.contains("set_up_path"))
      run.out << fmt::format("The first admin sets a password at {} (once, until {}).\n", out["set_up_path"].as_string().c_str(),
                             out["expires_at"].as_string().c_str());
    else
      run.out << "Next: `backbeat import roster FILE`, then `backbeat user add EMAIL --role admin`.\n";
  }
  return Exit::ok;
}

}  // namespace

std::vector<Command> init_commands() {
  return {
      {.words = {"init"},
       .summary = "make the organisation of a new installation, with the default playbook",
       .arguments = {{.kind = Kind::required_option, .name = "name", .meaning = "the organisation's name", .value = "NAME"},
                     {.kind = Kind::option, .name = "zone", .meaning = "its time zone, UTC where not given", .value = "ZONE"},
                     {.kind = Kind::option, .name = "fiscal-first-month", .meaning = "month the fiscal year begins with", .value = "1..12"},
                     {.kind = Kind::option, .name = "effective", .meaning = "first day the playbook is in force", .value = "DATE"},
                     {.kind = Kind::option, .name = "admin-email", .meaning = "also make this person the first admin", .value = "EMAIL"},
                     {.kind = Kind::option, .name = "admin-name", .meaning = "their name", .value = "NAME"}},
       .run = [](Run& run) { return on_installation(run, init); }}};
}

}  // namespace backbeat::cli
