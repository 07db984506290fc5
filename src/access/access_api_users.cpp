#include "access/access_api_dto.hpp"

namespace backbeat::access {
namespace {

struct UsersQuery {
  std::optional<http::Str<0, 100>> search;
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(UsersQuery, (), (search, cursor, limit))

struct NewUserRequest {
  Id<Person> person_id;
  std::vector<Role> roles;
};
BOOST_DESCRIBE_STRUCT(NewUserRequest, (), (person_id, roles))

struct UserChange {
  Id<User> id;
  std::optional<std::vector<Role>> roles;
  std::optional<bool> active;
};
BOOST_DESCRIBE_STRUCT(UserChange, (), (id, roles, active))

struct UserPath {
  Id<User> id;
};
BOOST_DESCRIBE_STRUCT(UserPath, (), (id))

struct MadeUser : wire::User {
  std::string set_up_link;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(MadeUser, (wire::User), (set_up_link, expires_at))

wire::User user_from(UserRow row) {
  return {.id = row.id,
          .person = {.id = row.person, .name = std::move(row.name)},
          .email = std::move(row.email),
          .roles = row.roles.list(),
          .active = row.is_active,
          .has_password = row.has_password,
          .last_seen_at = row.last_seen_at,
          .version = row.version};
}

Roles roles_from(const std::vector<Role>& list) {
  Roles roles;
  for (const Role role : list) roles.add(role);
  return roles;
}

/// Where the browser goes; the page asks the server that served it.
std::string page_of(const SetUpLink& link) {
  return "/set-up/" + link.token;
}

}  // namespace

void user_routes(http::Router& router, const Desk& desk, const Accounts& accounts) {
  router.tag("users", "Accounts and their roles; for admins.");
  router.get<UsersQuery, http::Page<wire::User>>(
      "/api/users", {.id = "list_users", .summary = "Accounts by e-mail address", .tag = "users", .errors = {&errors::forbidden}},
      [&](const http::Call& call, const UsersQuery& in) -> Result<http::Page<wire::User>> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const std::string after = in.cursor ? std::string(TRY(call.decode_cursor(*in.cursor)).text("email")) : "";
        const int limit = in.limit ? static_cast<int>(in.limit->value()) : 50;
        UserPage page = TRY(accounts.users(actor, in.search ? in.search->value() : "", after, limit));
        http::Page<wire::User> out;
        if (page.has_more) out.next_cursor = call.encode_cursor(Fields().add("email", page.users.back().email));
        for (UserRow& user : page.users) out.items.push_back(user_from(std::move(user)));
        return out;
      });
  router.get<UserPath, http::Versioned<wire::User>>(
      "/api/users/{id}", {.id = "get_user", .summary = "An account", .tag = "users", .errors = {&errors::forbidden, &errors::not_found}},
      [&](const http::Call& call, const UserPath& in) -> Result<http::Versioned<wire::User>> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        UserRow user = TRY(accounts.user(actor, in.id));
        const std::int64_t version = user.version;
        return http::Versioned<wire::User>{.value = user_from(std::move(user)), .version = version};
      });
  router.post<NewUserRequest, http::Created<MadeUser>>(
      "/api/users",
      {.id = "add_user",
       .summary = "Give a person an account",
       .description = "Answers with a set-up link that works once, within seven days; hand it to the person.",
       .tag = "users",
       .errors = {&errors::forbidden, &errors::invalid_value, &already_a_user, &person_has_no_email, &needs_a_browser}},
      [&](const http::Call& call, const NewUserRequest& in) -> Result<http::Created<MadeUser>> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        NewUser added = TRY(accounts.add_user(actor, in.person_id, roles_from(in.roles)));
        MadeUser out;
        static_cast<wire::User&>(out) = user_from(std::move(added.user));
        out.set_up_link = page_of(added.link);
        out.expires_at = added.link.expires_at;
        return http::Created<MadeUser>{.location = "/api/users/" + out.id.text(), .value = std::move(out)};
      });
  router.patch<UserChange, http::Versioned<wire::User>>(
      "/api/users/{id}",
      {.id = "change_user",
       .summary = "Change an account's roles, or deactivate it",
       .description = "Holds from the user's next request.",
       .tag = "users",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &errors::version_changed, &last_admin, &needs_a_browser},
       .needs_version = true},
      [&](const http::Call& call, const UserChange& in) -> Result<http::Versioned<wire::User>> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        std::optional<Roles> roles;
        if (in.roles) roles = roles_from(*in.roles);
        const std::int64_t seen = TRY(call.version());
        UserRow user = TRY(accounts.change_user(actor, in.id, seen, roles, in.active));
        const std::int64_t version = user.version;
        return http::Versioned<wire::User>{.value = user_from(std::move(user)), .version = version};
      });
  router.post<UserPath, wire::SetUpLink>("/api/users/{id}/set-up-link",
                                         {.id = "make_set_up_link",
                                          .summary = "Make a new set-up link",
                                          .description = "The one before stops working. For a first or a forgotten password.",
                                          .tag = "users",
                                          .errors = {&errors::forbidden, &errors::not_found, &needs_a_browser}},
                                         [&](const http::Call& call, const UserPath& in) -> Result<wire::SetUpLink> {
                                           const Actor actor =
                                               TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                           const SetUpLink link = TRY(accounts.new_set_up_link(actor, in.id));
                                           return wire::SetUpLink{.link = page_of(link), .expires_at = link.expires_at};
                                         });
}

}  // namespace backbeat::access
