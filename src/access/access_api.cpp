#include "access/access_api.hpp"

#include "access/access_api_dto.hpp"

namespace backbeat::access {
namespace {

struct ProfileChange {
  std::optional<Zone> time_zone;
  std::optional<bool> single_key_shortcuts;
};
BOOST_DESCRIBE_STRUCT(ProfileChange, (), (time_zone, single_key_shortcuts))

struct SignInRequest {
  http::Str<1, 254> email;
  http::Str<1, 200> password;
};
BOOST_DESCRIBE_STRUCT(SignInRequest, (), (email, password))

struct PasswordChange {
  http::Str<1, 200> current;
  http::Str<1, 200> new_;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current, new_))

struct LinkPath {
  http::Str<1, 100> token;
};
BOOST_DESCRIBE_STRUCT(LinkPath, (), (token))

struct SetUp {
  std::string email;
  std::string name;
  std::string organisation;
};
BOOST_DESCRIBE_STRUCT(SetUp, (), (email, name, organisation))

struct SetUpRequest {
  http::Str<1, 100> token;
  http::Str<1, 200> password;
};
BOOST_DESCRIBE_STRUCT(SetUpRequest, (), (token, password))

struct Token {
  Id<ApiToken> id;
  std::string name;
  Instant created_at;
  std::optional<Instant> last_used_at;
  std::optional<LocalDate> expires_on;
};
BOOST_DESCRIBE_STRUCT(Token, (), (id, name, created_at, last_used_at, expires_on))

struct TokenRequest {
  http::Str<1, 100> name;
  std::optional<LocalDate> expires_on;
};
BOOST_DESCRIBE_STRUCT(TokenRequest, (), (name, expires_on))

struct MadeToken {
  Id<ApiToken> id;
  std::string name;
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(MadeToken, (), (id, name, secret))

struct TokenPath {
  Id<ApiToken> id;
};
BOOST_DESCRIBE_STRUCT(TokenPath, (), (id))

struct SignInSessionView {
  Id<SignInSession> id;
  Instant created_at;
  Instant last_seen_at;
  std::string agent;
  bool is_current = false;
};
BOOST_DESCRIBE_STRUCT(SignInSessionView, (), (id, created_at, last_seen_at, agent, is_current))

Origin origin_of(const http::Call& call) {
  return {.address = call.remote_address, .agent = call.user_agent, .session_token = call.credentials.session_token};
}

/// The answer to a new session: who it is, and the cookie.
Result<http::SignedIn<wire::Me>> signed_in(const Desk& desk, const Accounts& accounts, NewSession session) {
  const Actor actor = TRY(desk.actor(session.token, ""));
  return http::SignedIn<wire::Me>{.value = wire::me_from(TRY(accounts.profile(actor))),
                                  .session_token = std::move(session.token),
                                  .max_age = std::chrono::duration_cast<std::chrono::seconds>(session.lifetime)};
}

void sign_in_routes(http::Router& router, const Desk& desk, const Accounts& accounts) {
  router.post<SignInRequest, http::SignedIn<wire::Me>>(
      "/api/sign-in",
      {.id = "sign_in",
       .summary = "Sign in with a password",
       .description = "Sets the session cookie. After three failures with an address from one place each further attempt from there waits "
                      "longer; elsewhere the account is not affected.",
       .tag = "access",
       .errors = {&wrong_password, &too_many_attempts},
       .is_open = true,
       .is_sign_in = true},
      [&](const http::Call& call, const SignInRequest& in) -> Result<http::SignedIn<wire::Me>> {
        return signed_in(desk, accounts, TRY(accounts.sign_in(in.email.value(), in.password.value(), origin_of(call))));
      });
  router.post<http::Nothing, http::SignedOut>("/api/sign-out",
                                              {.id = "sign_out", .summary = "End this session", .tag = "access", .is_open = true},
                                              [&](const http::Call& call, const http::Nothing&) -> Result<http::SignedOut> {
                                                TRY(accounts.sign_out(Presented::from(call.credentials)));
                                                return http::SignedOut{};
                                              });
  router.post<http::Nothing, http::SignedOut>(
      "/api/sign-out-everywhere",
      {.id = "sign_out_everywhere", .summary = "End every session of yours", .tag = "access", .errors = {&needs_a_browser}},
      [&](const http::Call& call, const http::Nothing&) -> Result<http::SignedOut> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        TRY(accounts.sign_out_everywhere(actor));
        return http::SignedOut{};
      });
  router.post<PasswordChange, Done>("/api/password",
                                    {.id = "change_password",
                                     .summary = "Change your password",
                                     .description = "Ends every other session of yours.",
                                     .tag = "access",
                                     .errors = {&errors::invalid_value, &too_many_attempts, &needs_a_browser},
                                     .is_sign_in = true},
                                    [&](const http::Call& call, const PasswordChange& in) -> Result<Done> {
                                      const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                      return accounts.change_password(actor, Presented::from(call.credentials), in.current.value(),
                                                                      in.new_.value(), origin_of(call));
                                    });
  router.get<LinkPath, SetUp>(
      "/api/set-up/{token}",
      {.id = "get_set_up",
       .summary = "Whom a set-up link is for",
       .tag = "access",
       .errors = {&link_ended},
       .is_open = true,
       .is_sign_in = true},
      [&](const http::Call&, const LinkPath& in) -> Result<SetUp> {
        Invitation invited = TRY(accounts.invitation(in.token.value()));
        return SetUp{.email = std::move(invited.email), .name = std::move(invited.name), .organisation = std::move(invited.organisation)};
      });
  router.post<SetUpRequest, http::SignedIn<wire::Me>>(
      "/api/set-up/{token}",
      {.id = "set_up",
       .summary = "Set a password with a set-up link and sign in",
       .description = "A link works once, and for seven days.",
       .tag = "access",
       .errors = {&link_ended, &errors::invalid_value},
       .is_open = true,
       .is_sign_in = true},
      [&](const http::Call& call, const SetUpRequest& in) -> Result<http::SignedIn<wire::Me>> {
        return signed_in(desk, accounts, TRY(accounts.set_up(in.token.value(), in.password.value(), origin_of(call))));
      });
}

void token_routes(http::Router& router, const Desk& desk, const Accounts& accounts) {
  router.get<http::Nothing, http::List<Token>>(
      "/api/tokens", {.id = "list_tokens", .summary = "Your API tokens", .tag = "access", .errors = {&needs_a_browser}},
      [&](const http::Call& call, const http::Nothing&) -> Result<http::List<Token>> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        http::List<Token> out;
        for (TokenRow& token : TRY(accounts.tokens(actor))) {
          out.items.push_back({.id = token.id,
                               .name = std::move(token.name),
                               .created_at = token.created_at,
                               .last_used_at = token.last_used_at,
                               .expires_on = token.expires_on});
        }
        return out;
      });
  router.post<TokenRequest, http::Created<MadeToken>>(
      "/api/tokens",
      {.id = "add_token",
       .summary = "Make an API token",
       .description = "The secret is shown this once. A token reads what you may read, but no text of a conversation, and changes nothing.",
       .tag = "access",
       .errors = {&errors::invalid_value, &needs_a_browser}},
      [&](const http::Call& call, const TokenRequest& in) -> Result<http::Created<MadeToken>> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        NewToken made = TRY(accounts.add_token(actor, in.name.value(), in.expires_on));
        return http::Created<MadeToken>{.location = "/api/tokens/" + made.id.text(),
                                        .value = {.id = made.id, .name = in.name.value(), .secret = std::move(made.secret)}};
      });
  router.del<TokenPath, Done>(
      "/api/tokens/{id}",
      {.id = "remove_token", .summary = "Take an API token back", .tag = "access", .errors = {&errors::not_found, &needs_a_browser}},
      [&](const http::Call& call, const TokenPath& in) -> Result<Done> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return accounts.remove_token(actor, in.id);
      });
  router.get<http::Nothing, http::List<SignInSessionView>>(
      "/api/sign-in/sessions",
      {.id = "list_sign_in_sessions", .summary = "Where you are signed in", .tag = "access", .errors = {&needs_a_browser}},
      [&](const http::Call& call, const http::Nothing&) -> Result<http::List<SignInSessionView>> {
        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        http::List<SignInSessionView> out;
        for (SessionRow& session : TRY(accounts.sessions(actor, Presented::from(call.credentials)))) {
          out.items.push_back({.id = session.id,
                               .created_at = session.created_at,
                               .last_seen_at = session.last_seen_at,
                               .agent = std::move(session.agent),
                               .is_current = session.is_current});
        }
        return out;
      });
}

}  // namespace

void routes(http::Router& router, const Desk& desk, const Accounts& accounts) {
  router.tag("access", "Who you are: signing in, passwords, sessions and API tokens.");
  router.get<http::Nothing, wire::Me>("/api/me", {.id = "get_me", .summary = "Who you are", .tag = "access"},
                                      [&](const http::Call& call, const http::Nothing&) -> Result<wire::Me> {
                                        const Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                        return wire::me_from(TRY(accounts.profile(actor)));
                                      });
  router.patch<ProfileChange, wire::Me>("/api/me",
                                        {.id = "change_me",
                                         .summary = "Change your time zone or shortcuts",
                                         .tag = "access",
                                         .errors = {&errors::invalid_value, &needs_a_browser, &errors::forbidden}},
                                        [&](const http::Call& call, const ProfileChange& in) -> Result<wire::Me> {
                                          const Actor actor =
                                              TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                          return wire::me_from(TRY(accounts.change_profile(actor, in.time_zone, in.single_key_shortcuts)));
                                        });
  sign_in_routes(router, desk, accounts);
  token_routes(router, desk, accounts);
  user_routes(router, desk, accounts);
}

}  // namespace backbeat::access
