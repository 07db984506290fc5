// From a whole request to a whole response, without sockets: finds the route and does for every one of them, once, what none may forget
// (origin, rate, version, replay, headers, refusals as problem+json, counting). Safe from several threads.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "http/api.hpp"
#include "http/assets.hpp"
#include "http/cursor.hpp"
#include "http/events.hpp"
#include "http/idempotency.hpp"
#include "http/limiter.hpp"
#include "http/message.hpp"
#include "http/metrics.hpp"
#include "http/openapi.hpp"

#include <functional>
#include <string>
#include <vector>

namespace backbeat::http {

enum class CookieKind {
  secure,  // __Host-backbeat; Secure: behind TLS, ours or a proxy's
  plain,   // backbeat: plain http on the machine's own address
};

struct ServiceSettings {
  ApiInfo info = {};
  CookieKind cookie = CookieKind::secure;
  std::vector<std::string> own_origins = {};  // "https://coaching.example.org", beside the one that Host names
  bool is_behind_proxy = false;               // believe X-Forwarded-For and X-Forwarded-Proto
  RateLimit per_credential = {.burst = 300, .per_second = 60};
  RateLimit per_address = {.burst = 3000, .per_second = 600};
  RateLimit sign_in = {.burst = 30, .per_second = 1};
  std::size_t most_body_bytes = 1 << 20;
  std::size_t most_upload_bytes = 64 << 20;
  std::string metrics_token = {};  // empty: /metrics answers the machine itself only
};

enum class LogLevel { info, warning, error };

/// What the service is given by the program. All must outlive it.
struct ServiceParts {
  const Clock& clock;
  Random& random;
  const CursorKey& cursor_key;
  IdempotencyStore& idempotency;
  EventHub& events;
  /// Whether who opened a stream may still hear its topic; asked again before anything is sent on it, and while nothing is. May read the
  /// database, and throw.
  std::function<bool(const Subscription& heard, const Credentials& who)> may_hear;
  std::function<void(LogLevel, std::string_view event, const Params& params)> log = [](LogLevel, std::string_view, const Params&) {};
  /// What somebody is told whose request met this failure; nothing: 500, which says only that the log knows more.
  std::function<const ErrorSpec*(const std::exception& failure)> refusal_of = [](const std::exception&) { return nullptr; };
  std::function<bool()> is_ready = [] { return true; };  // of the program beside this
  std::function<std::vector<Gauge>()> gauges = [] { return std::vector<Gauge>(); };
};

class Service {
 public:
  Service(const Router& router, AssetTable assets, ServiceSettings settings, ServiceParts parts);

  /// May block, on a database for instance; only what is_quick() says does not.
  [[nodiscard]] Response answer(const Request& request);
  /// A file or a sign of life, which the listener answers without a worker.
  [[nodiscard]] static bool is_quick(const Request& request);
  /// How large the body of this request may be, known from its head.
  [[nodiscard]] std::size_t most_body_bytes(std::string_view method, std::string_view target) const;
  /// For what the listener refuses before there is a request.
  [[nodiscard]] Response refusal(const Error& error);

  void drain() { m_is_draining = true; }
  [[nodiscard]] Metrics& metrics() { return m_metrics; }
  [[nodiscard]] EventHub& events() { return m_parts.events; }
  [[nodiscard]] const std::string& openapi() const { return m_openapi; }

 private:
  struct Context;
  [[nodiscard]] Response answer_any(const Request& request, Context& context);
  [[nodiscard]] Response answer_api(const Request& request, Context& context);
  [[nodiscard]] Result<Response> run_route(const Request& request, const Router::Match& match, Context& context);
  [[nodiscard]] Result<Response> run_once(const Request& request, const Router::Match& match, const Context& context);
  [[nodiscard]] Result<Response> replay_or_run(const Request& request, const Router::Match& match, const Context& context,
                                               const std::string& key);
  [[nodiscard]] bool may_still_hear(const Subscription& heard, const Credentials& who) const;
  [[nodiscard]] Response operate(const Request& request, const Context& context);
  [[nodiscard]] Result<Done> check_rate(const Request& request, const Route& route, const Context& context);
  [[nodiscard]] Result<Done> check_origin(const Request& request) const;
  [[nodiscard]] Response render(const Reply& reply) const;
  [[nodiscard]] Response render(const Error& error, std::string_view request_id) const;
  void finish(const Request& request, const Context& context, Response& response) const;
  [[nodiscard]] std::string cookie_text(std::string_view token, std::chrono::seconds max_age) const;

  const Router& m_router;
  const Assets m_assets;
  const ServiceSettings m_settings;
  const ServiceParts m_parts;
  const std::string m_openapi;
  Limiter m_per_credential;
  Limiter m_per_address;
  Limiter m_sign_in;
  Metrics m_metrics;
  std::atomic<bool> m_is_draining = false;
};

}  // namespace backbeat::http
