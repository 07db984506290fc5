// backbeat user add|list|roles|link|password|deactivate|activate: every act of the users page, for the operator.
#include "cli/command.hpp"

#include "access/account_actions.hpp"
#include "base/text.hpp"
#include "people/people_actions.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <istream>
#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

inline constexpr ErrorSpec no_such_user{"no_such_user", ErrorKind::not_found, "No user has the e-mail address {found}."};
inline constexpr ErrorSpec no_such_person{
    "no_such_person", ErrorKind::not_found,
    "No person of the organisation has the e-mail address {found}. Import a roster with them first: `backbeat import roster`."};

boost::json::object as_json(const access::UserRow& user) {
  boost::json::array roles;
  for (const access::Role role : access::all_roles)
    if (user.roles.has(role)) roles.emplace_back(access::name_of(role));
  boost::json::object out{{"id", user.id.text()},
                          {"email", user.email},
                          {"person", boost::json::object{{"id", user.person.text()}, {"name", user.name}}},
                          {"roles", std::move(roles)},
                          {"active", user.is_active},
                          {"has_password", user.has_password}};
  if (user.last_seen_at) out["last_seen_at"] = user.last_seen_at->text();
  return out;
}

std::string roles_text(access::Roles roles) {
  std::string out;
  for (const access::Role role : access::all_roles)
    if (roles.has(role)) out += (out.empty() ? "" : ", ") + std::string(access::name_of(role));
  return out;
}

Exit say(Run& run, const access::UserRow& user, const access::SetUpLink* link) {
  boost::json::object out = as_json(user);
  if (link != nullptr) {
    out["set_up_path"] = "/set-up/" + link->token;
    out["expires_at"] = link->expires_at.text();
  }
  if (run.json) {
    run.out << boost::json::serialize(out) << "\n";
  } else {
    run.out << fmt::format("{} ({}): {}{}\n", user.name, user.email, roles_text(user.roles), user.is_active ? "" : ", deactivated");
    if (link != nullptr)
      run.out << fmt::format("They set a password at /set-up/{} (once, until {}).\n", link->token, link->expires_at.text());
  }
  return Exit::ok;
}

struct Users {
  Run& run;
  server::Installation& installation;
  access::Actor actor;
  access::Accounts accounts;

  static Result<Users> of(Run& run, server::Installation& installation) {
    const access::Actor actor = TRY(installation.operator_());
    return Users{
        .run = run, .installation = installation, .actor = actor, .accounts = access::Accounts(installation.db(), installation.access())};
  }

  Result<access::UserRow> named() const {
    const std::string email = lower_ascii(run.given.text("email"));
    const auto page = TRY(accounts.users(actor, email, "", 200));
    for (const access::UserRow& user : page.users)
      if (lower_ascii(user.email) == email) return user;
    return refuse(no_such_user, "email", {{"found", email}});
  }

  Result<access::Roles> roles() const {
    access::Roles roles;
    for (const std::string& name : run.given.all("role")) roles.add(TRY(access::role_from(name)));
    return roles;
  }

  /// One line of standard input.
  std::string password() const {
    std::string line;
    std::getline(run.in, line);
    return line;
  }
};

Result<Exit> add(Run& run, server::Installation& installation) {
  const Users users = TRY(Users::of(run, installation));
  const std::string email = run.given.text("email");
  const auto person =
      installation.db().read([&](sql::Reader& reader) { return people::find_by_identity(reader, users.actor.org(), "email", email); });
  if (!person) return refuse(no_such_person, "email", {{"found", email}});
  const access::Roles given = TRY(users.roles());
  const access::NewUser added = TRY(users.accounts.add_user(users.actor, *person, given));
  if (!run.given.has("password-stdin")) return say(run, added.user, &added.link);
  TRY(users.accounts.set_password(users.actor, added.user.id, users.password()));
  return say(run, added.user, nullptr);
}

Result<Exit> list(Run& run, server::Installation& installation) {
  const Users users = TRY(Users::of(run, installation));
  boost::json::array all;
  std::string after;
  bool has_more = true;
  while (has_more) {
    const auto page = TRY(users.accounts.users(users.actor, run.given.text("search"), after, 200));
    for (const access::UserRow& user : page.users) {
      if (run.json)
        all.push_back(as_json(user));
      else
        say(run, user, nullptr);
      after = user.email;
    }
    has_more = page.has_more;
  }
  if (run.json) run.out << boost::json::serialize(boost::json::object{{"items", std::move(all)}}) << "\n";
  return Exit::ok;
}

Result<Exit> roles(Run& run, server::Installation& installation) {
  const Users users = TRY(Users::of(run, installation));
  const access::UserRow user = TRY(users.named());
  const access::Roles given = TRY(users.roles());
  return say(run, TRY(users.accounts.change_user(users.actor, user.id, user.version, given, {})), nullptr);
}

template <bool IsActive>
Result<Exit> activate(Run& run, server::Installation& installation) {
  const Users users = TRY(Users::of(run, installation));
  const access::UserRow user = TRY(users.named());
  return say(run, TRY(users.accounts.change_user(users.actor, user.id, user.version, {}, IsActive)), nullptr);
}

Result<Exit> link(Run& run, server::Installation& installation) {
  const Users users = TRY(Users::of(run, installation));
  const access::UserRow user = TRY(users.named());
  const access::SetUpLink made = TRY(users.accounts.new_set_up_link(users.actor, user.id));
  return say(run, user, &made);
}

Result<Exit> password(Run& run, server::Installation& installation) {
  const Users users = TRY(Users::of(run, installation));
  const access::UserRow user = TRY(users.named());
  TRY(users.accounts.set_password(users.actor, user.id, users.password()));
  return say(run, user, nullptr);
}

}  // namespace

std::vector<Command> user_commands() {
  const Argument email{.kind = Kind::required, .name = "email", .meaning = "e-mail address of the person"};
  const Argument role{.kind = Kind::required_option,
                      .name = "role",
                      .meaning = "rep, manager, leader, enablement, revops, executive or admin; can be given several times",
                      .value = "ROLE"};
  const Argument from_stdin{
      .kind = Kind::flag, .name = "password-stdin", .meaning = "read a password from standard input instead of making a link"};
  return {
      {.words = {"user", "add"},
       .summary = "give a person an account",
       .arguments = {email, role, from_stdin},
       .run = [](Run& run) { return on_installation(run, add); }},
      {.words = {"user", "list"},
       .summary = "list the accounts",
       .arguments = {{.kind = Kind::option, .name = "search", .meaning = "part of a name or address", .value = "TEXT"}},
       .run = [](Run& run) { return on_installation(run, list); }},
      {.words = {"user", "roles"},
       .summary = "set the roles of an account",
       .arguments = {email, role},
       .run = [](Run& run) { return on_installation(run, roles); }},
      {.words = {"user", "link"},
       .summary = "make a new one-time set-up link",
       .arguments = {email},
       .run = [](Run& run) { return on_installation(run, link); }},
      {.words = {"user", "password"},
       .summary = "set a password read from standard input",
       .arguments = {email},
       .run = [](Run& run) { return on_installation(run, password); }},
      {.words = {"user", "deactivate"},
       .summary = "end an account's access from its next request on",
       .arguments = {email},
       .run = [](Run& run) { return on_installation(run, activate<false>); }},
      {.words = {"user", "activate"},
       .summary = "give a deactivated account its access back",
       .arguments = {email},
       .run = [](Run& run) { return on_installation(run, activate<true>); }},
  };
}

}  // namespace backbeat::cli
