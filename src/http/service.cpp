#include "http/service.hpp"

#include "base/text.hpp"
#include "http/checks.hpp"
#include "http/encoding.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <exception>

namespace backbeat::http {
namespace {

constexpr std::string_view content_security_policy =
    "default-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
constexpr std::size_t least_to_compress = 1024;
constexpr int compression_level = 4;  // beyond, an answer costs more time than its bytes

std::string request_id(Random& random) {
  std::array<std::byte, 8> bytes{};
  random.fill(bytes);
  return hex(bytes);
}

std::string allowed_methods(const std::vector<Method>& methods) {
  std::string out;
  for (const Method method : methods) {
    out += (out.empty() ? "" : ", ") + std::string(method_name(method));
    if (method == Method::get) out += ", HEAD";
  }
  return out + ", OPTIONS";
}

bool may_be_compressed(std::string_view content_type) {
  return content_type.starts_with("text/") || content_type.find("json") != std::string_view::npos;
}

Response text_response(std::string_view content_type, std::string body, int status = 200) {
  Response response{.status = status, .body = std::move(body)};
  response.add("Content-Type", content_type);
  return response;
}

}  // namespace

/// What is known of a request while it is answered.
struct Service::Context {
  std::string request_id;
  std::string remote_address = {};
  bool is_secure = false;
  Credentials credentials = {};
  std::string operation = "none";
};

Service::Service(const Router& router, AssetTable assets, ServiceSettings settings, ServiceParts parts)
    : m_router(router),
      m_assets(assets),
      m_settings(std::move(settings)),
      m_parts(std::move(parts)),
      m_openapi(openapi_json(router, m_settings.info)),
      m_per_credential(m_parts.clock, m_settings.per_credential),
      m_per_address(m_parts.clock, m_settings.per_address),
      m_sign_in(m_parts.clock, m_settings.sign_in) {}

bool Service::is_quick(const Request& request) {
  const std::string_view path = request.path();
  return path == "/healthz" || !(path.starts_with("/api/") || path == "/api" || path == "/readyz" || path == "/metrics");
}

std::size_t Service::most_body_bytes(std::string_view method, std::string_view target) const {
  const auto known = method_of(method);
  if (!known) return m_settings.most_body_bytes;
  const auto match = m_router.match(*known, target.substr(0, target.find('?')));
  return match.route != nullptr && match.route->is_upload ? m_settings.most_upload_bytes : m_settings.most_body_bytes;
}

Response Service::refusal(const Error& error) {
  const Context context{.request_id = request_id(m_parts.random)};
  Response response = render(error, context.request_id);
  finish({.method = "GET", .target = "/api/"}, context, response);
  m_metrics.count("none", response.status, {});
  return response;
}

Response Service::answer(const Request& request) {
  const auto start = std::chrono::steady_clock::now();
  ++m_metrics.in_flight;
  Context context{.request_id = request_id(m_parts.random), .remote_address = request.remote_address, .is_secure = request.is_secure};
  Response response;
  try {
    response = answer_any(request, context);
  } catch (const std::exception& failure) {
    m_parts.log(LogLevel::error, "request failed",
                {{"request_id", context.request_id}, {"operation", context.operation}, {"error", failure.what()}});
    const ErrorSpec* const known = m_parts.refusal_of(failure);
    response = render(Error{.spec = known == nullptr ? &refusals::internal : known}, context.request_id);
  }
  finish(request, context, response);
  --m_metrics.in_flight;
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  m_metrics.count(context.operation, response.status, took);
  if (context.operation != "asset" && context.operation != "operate")
    m_parts.log(LogLevel::info, "request",
                {{"request_id", context.request_id},
                 {"operation", context.operation},
                 {"method", request.method},
                 {"status", std::to_string(response.status)},
                 {"microseconds", std::to_string(took.count())}});
  return response;
}

Response Service::answer_any(const Request& request, Context& context) {
  if (m_settings.is_behind_proxy) {
    const auto hops = split(request.header("x-forwarded-for"), ',');
    if (const std::string_view last = trimmed(hops.back()); !last.empty()) context.remote_address = last;
    context.is_secure = request.header("x-forwarded-proto") == "https";
  }
  const std::string_view path = request.path();
  if (path.starts_with("/api/") || path == "/api") return answer_api(request, context);
  const bool is_operation = path == "/healthz" || path == "/readyz" || path == "/metrics";
  context.operation = is_operation ? "operate" : "asset";
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = render(Error{.spec = &refusals::method_not_allowed, .params = {{"allowed", "GET, HEAD"}}}, context.request_id);
    response.add("Allow", "GET, HEAD");
    return response;
  }
  return is_operation ? operate(request, context) : m_assets.answer(request);
}

Response Service::operate(const Request& request, const Context& context) {
  constexpr std::string_view plain = "text/plain; charset=utf-8";
  if (request.path() == "/healthz") return text_response(plain, "ok\n");
  if (request.path() == "/readyz") {
    const bool is_ready = !m_is_draining && m_parts.is_ready();
    return text_response(plain, is_ready ? "ready\n" : "not ready\n", is_ready ? 200 : 503);
  }
  const bool may_see = m_settings.metrics_token.empty()
                           ? is_loopback(context.remote_address)
                           : digest_of(bearer_token(request.header("authorization"))) == digest_of(m_settings.metrics_token);
  if (!may_see) return render(Error{.spec = &errors::unauthenticated}, context.request_id);
  return text_response("text/plain; version=0.0.4; charset=utf-8", m_metrics.text(m_parts.gauges()));
}

Response Service::answer_api(const Request& request, Context& context) {
  if (request.path() == "/api/openapi.json" && (request.method == "GET" || request.method == "HEAD")) {
    context.operation = "openapi";
    return text_response("application/json", m_openapi);
  }
  const auto method = method_of(request.method);
  const auto match = m_router.match(method.value_or(Method::get), request.path());
  if (match.route == nullptr && match.allowed.empty()) return render(Error{.spec = &refusals::no_such_path}, context.request_id);
  if (!method || match.route == nullptr) {
    const std::string allowed = allowed_methods(match.allowed);
    Response response = request.method == "OPTIONS"
                            ? Response{.status = 204}
                            : render(Error{.spec = &refusals::method_not_allowed, .params = {{"allowed", allowed}}}, context.request_id);
    return std::move(response.add("Allow", allowed));
  }
  context.operation = match.route->doc.id;
  context.credentials = {std::string(request.cookie(m_settings.cookie == CookieKind::secure ? "__Host-backbeat" : "backbeat")),
                         bearer_token(request.header("authorization"))};
  auto response = run_route(request, match, context);
  if (response) return *std::move(response);
  return render(response.error(), context.request_id);
}

Result<Response> Service::run_route(const Request& request, const Router::Match& match, Context& context) {
  const Route& route = *match.route;
  TRY(check_rate(request, route, context));
  if (route.method != Method::get && context.credentials.bearer_token.empty()) TRY(check_origin(request));
  if (!request.body.empty() && !(route.reads_query() && !route.is_upload)) {
    const std::string type = media_type(request.header("content-type"));
    const std::vector<std::string> json = {"application/json"};
    const auto& accepted = route.is_upload ? route.doc.accepts : json;
    if (std::find(accepted.begin(), accepted.end(), type) == accepted.end())
      return refuse(refusals::unsupported_media_type, {},
                    {{"expected", accepted.front()}, {"found", type.empty() ? "nothing" : header_text(type, 100)}});
  }
  // Bodies are taken as they are: what a small compressed one would grow to, nobody can know before.
  const std::string encoding = lower_ascii(trimmed(request.header("content-encoding")));
  if (!request.body.empty() && !encoding.empty() && encoding != "identity")
    return refuse(refusals::unsupported_media_type, {},
                  {{"expected", "a body as it is"}, {"found", "one that is " + header_text(encoding, 40)}});
  const std::string key(trimmed(request.header("idempotency-key")));
  if (route.method != Method::post || key.empty() || route.answer.signs_in) return run_once(request, match, context);
  if (!is_idempotency_key(key)) return refuse(refusals::malformed_key);
  return replay_or_run(request, match, context, key);
}

Result<Response> Service::replay_or_run(const Request& request, const Router::Match& match, const Context& context,
                                        const std::string& key) {
  using Store = IdempotencyStore;
  const auto& who = context.credentials;
  const CursorKey& sign = m_parts.cursor_key;
  // What these are made of, whoever has them and not the key cannot find by guessing: an address, a sentence of the body. A token cannot be
  // guessed anyway.
  const std::string scope = who.session_token.empty() && who.bearer_token.empty() ? sign.fingerprint("sender", context.remote_address)
                                                                                  : digest_of(who.session_token + "\n" + who.bearer_token);
  const std::string fingerprint = sign.fingerprint("request", request.method + ' ' + request.target + '\n' + request.body);
  const Store::Found found = m_parts.idempotency.find_or_begin(scope, key, fingerprint);
  if (std::holds_alternative<Store::OtherRequest>(found)) return refuse(refusals::key_reused, "Idempotency-Key");
  if (std::holds_alternative<Store::Running>(found)) return refuse(refusals::key_in_use, "Idempotency-Key");
  if (std::holds_alternative<Store::AnswerLost>(found)) return refuse(refusals::answer_lost, "Idempotency-Key");
  if (const auto* stored = std::get_if<StoredReply>(&found)) {
    Response response = render(Reply{.status = stored->status,
                                     .content_type = stored->content_type,
                                     .body = stored->body,
                                     .location = stored->location,
                                     .version = stored->version});
    response.add("Idempotency-Replayed", "true");
    return response;
  }
  Result<Response> result = Response{};
  try {
    result = run_once(request, match, context);
  } catch (const Store::TakenMeanwhile&) {
    m_parts.idempotency.abandon(scope, key);
    return refuse(refusals::key_in_use, "Idempotency-Key");
  } catch (...) {
    m_parts.idempotency.abandon(scope, key);
    throw;
  }
  const Response response = result ? *result : render(result.error(), context.request_id);
  // What may turn out otherwise the next time is not kept.
  if (response.status >= 500 || response.status == 401 || response.status == 429) {
    m_parts.idempotency.abandon(scope, key);
    return result;
  }
  const std::string_view etag = response.header("ETag");
  try {
    m_parts.idempotency.finish(scope, key,
                               {.status = response.status,
                                .content_type = std::string(response.header("Content-Type")),
                                .body = response.body,
                                .location = std::string(response.header("Location")),
                                .version = etag.empty() ? std::nullopt : whole_number(etag.substr(1, etag.size() - 2))});
  } catch (const std::exception& failure) {  // what was asked for is done: the answer is the truth, a failure would not be
    m_parts.log(LogLevel::error, "answer not kept", {{"request_id", context.request_id}, {"error", failure.what()}});
  }
  return result;
}

Result<Response> Service::run_once(const Request& request, const Router::Match& match, const Context& context) {
  const Route& route = *match.route;
  Call call{.credentials = context.credentials,
            .remote_address = network_of(context.remote_address),
            .user_agent = header_text(request.header("user-agent"), 300),
            .request_id = context.request_id,
            .is_secure = context.is_secure,
            .operation = route.doc.id,
            .cursor_key = &m_parts.cursor_key};
  call.if_match = TRY(version_of(request.header("if-match")));
  if (route.doc.needs_version && !call.if_match) return refuse(errors::version_required);
  const Arguments arguments{.path = match.path, .query = request.query(), .body = request.body};
  if (route.answer.is_events) {
    if (m_is_draining) return refuse(refusals::stopping);
    Response response;
    response.events = TRY(route.listen(call, route, arguments));
    response.may_still_hear = [this, heard = *response.events, who = context.credentials] { return may_still_hear(heard, who); };
    response.add("Content-Type", "text/event-stream").add("X-Accel-Buffering", "no");
    return response;
  }
  const Reply reply = TRY(route.run(call, route, arguments));
  Response response = render(reply);
  if (route.method != Method::get || !reply.version) return response;
  if (route.doc.is_open) response.add("Cache-Control", "private, no-cache");  // kept by whoever asks, and asked for again each time
  if (!names_etag(request.header("if-none-match"), response.header("ETag"))) return response;
  response.status = 304;
  response.body.clear();
  return response;
}

/// Where nobody can tell, nothing is heard: the client comes again and is asked as everybody is.
bool Service::may_still_hear(const Subscription& heard, const Credentials& who) const {
  try {
    return m_parts.may_hear(heard, who);
  } catch (const std::exception& failure) {
    m_parts.log(LogLevel::error, "stream not checked", {{"error", failure.what()}});
    return false;
  }
}

Result<Done> Service::check_rate(const Request& request, const Route& route, const Context& context) {
  const auto check = [](Limiter& limiter, const std::string& key) -> Result<Done> {
    if (const auto seconds = limiter.take(key)) return refuse(refusals::too_many_requests, {}, {{"seconds", std::to_string(*seconds)}});
    return Done{};
  };
  const std::string from = network_of(context.remote_address);
  TRY(check(m_per_address, from));
  if (route.doc.is_sign_in && request.method != "GET") TRY(check(m_sign_in, from));
  const Credentials& who = context.credentials;
  if (who.bearer_token.empty() && who.session_token.empty()) return Done{};
  return check(m_per_credential, digest_of(who.bearer_token.empty() ? who.session_token : who.bearer_token));
}

Result<Done> Service::check_origin(const Request& request) const {
  if (is_foreign(request, m_settings.own_origins)) return refuse(refusals::foreign_origin);
  return Done{};
}

std::string Service::cookie_text(std::string_view token, std::chrono::seconds max_age) const {
  const bool is_secure = m_settings.cookie == CookieKind::secure;
  return std::string(is_secure ? "__Host-backbeat=" : "backbeat=") + std::string(token) +
         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(max_age.count()) + (is_secure ? "; Secure" : "");
}

Response Service::render(const Reply& reply) const {
  Response response{.status = reply.status, .body = reply.body};
  if (!reply.content_type.empty()) response.add("Content-Type", reply.content_type);
  if (!reply.location.empty()) response.add("Location", reply.location);
  if (reply.version) response.add("ETag", '"' + std::to_string(*reply.version) + '"');
  if (!reply.file_name.empty()) {
    std::string name = reply.file_name;
    for (char& c : name)
      if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) c = '_';
    response.add("Content-Disposition", "attachment; filename=\"" + name + '"');
  }
  if (!reply.session_token.empty()) response.add("Set-Cookie", cookie_text(reply.session_token, reply.max_age));
  if (reply.signs_out) response.add("Set-Cookie", cookie_text("", std::chrono::seconds(0)));
  return response;
}

Response Service::render(const Error& error, std::string_view id) const {
  Response response = text_response("application/problem+json", problem_json(error, id), status_of(*error.spec));
  if (response.status == 401) response.add("WWW-Authenticate", "Bearer");
  if (response.status == 429) response.add("Retry-After", error.params.empty() ? "1" : error.params.front().second);
  if (response.status == 503 || error.is(refusals::key_in_use)) response.add("Retry-After", "1");
  return response;
}

void Service::finish(const Request& request, const Context& context, Response& response) const {
  response.add("X-Request-Id", context.request_id);
  response.add("Content-Security-Policy", content_security_policy);
  response.add("X-Content-Type-Options", "nosniff");
  response.add("Referrer-Policy", "same-origin");
  response.add("Cross-Origin-Opener-Policy", "same-origin");
  if (response.header("Cache-Control").empty()) response.add("Cache-Control", "no-store");
  response.is_head = request.method == "HEAD";
  if (response.body.size() <= least_to_compress || !may_be_compressed(response.header("Content-Type"))) return;
  response.add("Vary", "Accept-Encoding");
  if (!accepted_encodings(request.header("accept-encoding")).gzip) return;
  response.body = gzip(response.body, compression_level);
  response.add("Content-Encoding", "gzip");
}

}  // namespace backbeat::http
