#include "server/app.hpp"

#include "base/text.hpp"
#include "crypto/token.hpp"
#include "server/demo_api.hpp"
#include "server/failures.hpp"
#include "server/version.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <boost/json.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <stdexcept>

namespace backbeat::server {
namespace {

struct Address {
  std::string host;
  std::uint16_t port;
};

Address address_of(const std::string& listen) {
  const auto colon = listen.rfind(':');
  const auto port = colon == std::string::npos ? std::nullopt : whole_number(listen.substr(colon + 1));
  if (!port || *port < 0 || *port > 65'535) throw std::runtime_error("listen should be address:port like 127.0.0.1:8420 and is " + listen);
  std::string host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {.host = host, .port = static_cast<std::uint16_t>(*port)};
}

http::ServiceSettings service_settings(const Settings& settings) {
  const bool is_secure = settings.behind_proxy || !settings.tls_certificate.empty();
  const double per_second = settings.requests_per_minute / 60.0;
  return {.info = {.version = std::string(version)},
          .cookie = is_secure ? http::CookieKind::secure : http::CookieKind::plain,
          .own_origins = settings.public_url.empty() ? std::vector<std::string>{} : std::vector<std::string>{settings.public_url},
          .is_behind_proxy = settings.behind_proxy,
          .per_credential = {.burst = per_second * 10, .per_second = per_second},
          .per_address = {.burst = per_second * 100, .per_second = per_second * 10},
          .sign_in = {.burst = static_cast<double>(settings.sign_ins_per_minute), .per_second = settings.sign_ins_per_minute / 60.0},
          .most_upload_bytes = static_cast<std::size_t>(settings.upload_limit_mib) << 20U};
}

/// One JSON object a line; request texts are never among the parameters.
auto json_log(std::ostream& out, const Clock& clock, bool log_requests) {
  return [&out, &clock, log_requests, mutex = std::make_shared<std::mutex>()](http::LogLevel level, std::string_view event,
                                                                              const Params& params) {
    if (level == http::LogLevel::info && !log_requests) return;
    boost::json::object line{{"at", clock.now().text()},
                             {"level", level == http::LogLevel::info ? "info" : (level == http::LogLevel::warning ? "warning" : "error")},
                             {"event", event}};
    for (const auto& [name, value] : params) line[name] = value;
    const std::scoped_lock lock(*mutex);
    out << boost::json::serialize(line) << "\n" << std::flush;
  };
}

}  // namespace

std::string openapi_document() {
  // The routes need an installation to be made, not to be described: one in a folder of its own, gone right after.
  std::string folder = (std::filesystem::temp_directory_path() / "backbeat-openapi-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  Settings settings;
  settings.data = folder;
  std::string document;
  {
    const auto installation = Installation::open(settings);
    http::EventHub events;
    http::Router router;
    Features features(**installation, events);
    features.add_routes(router);
    document = http::openapi_json(router, {.version = std::string(version)});
  }
  std::filesystem::remove_all(folder);
  return document;
}

App::App(Installation& installation, const std::array<std::byte, 32>& key, std::ostream& log)
    : m_installation(installation),
      m_key(key),
      m_idempotency(installation.db(), installation.clock(), installation.random(), key),
      m_features(installation, m_events) {
  // Blocked before any thread starts, so that only run_until_signal() gets them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const Settings& settings = installation.settings();
  m_idempotency.forget_old();
  m_features.add_routes(m_router);
  if (installation.db().engine() == sql::Engine::postgres) join_other_nodes();
  const Log write_log = json_log(log, installation.clock(), settings.log_requests);
  m_service = std::make_unique<http::Service>(
      m_router, http::web_assets(), service_settings(settings),
      http::ServiceParts{.clock = installation.clock(),
                         .random = installation.random(),
                         .cursor_key = m_key,
                         .idempotency = m_idempotency,
                         .events = m_events,
                         .may_hear = [this](const http::Subscription& heard,
                                            const http::Credentials& who) { return m_features.may_hear(heard.topic, who); },
                         .log = write_log,
                         .refusal_of = refusal_of,
                         .gauges = [this] { return m_features.gauges(); }});
  const Address address = address_of(settings.listen);
  m_server = std::make_unique<http::Server>(*m_service,
                                            http::ServerSettings{.address = address.host,
                                                                 .port = address.port,
                                                                 .workers = static_cast<std::size_t>(settings.workers),
                                                                 .most_connections = static_cast<std::size_t>(settings.max_connections),
                                                                 .certificate_file = settings.tls_certificate,
                                                                 .key_file = settings.tls_key});
  start_jobs(write_log);
}

void App::start_jobs(const Log& log) {
  const std::string node = crypto::random_token(m_installation.random()).substr(0, 16);
  auto jobs = m_features.jobs(node, [log](std::string_view event, const Params& params) { log(http::LogLevel::warning, event, params); });
  m_jobs = std::make_unique<Jobs>(std::move(jobs), [log](const std::string& job, const std::exception& failure) {
    log(http::LogLevel::error, "job_failed", {{"job", job}, {"what", failure.what()}});
  });
}

void App::join_other_nodes() {
  using Clock = std::chrono::steady_clock;
  m_nodes = std::make_unique<LiveNodes>(
      LiveNodes::Parts{.hub = m_events,
                       .node = crypto::random_token(m_installation.random()).substr(0, 16),
                       .send = [this](std::string line) { m_channel->send(std::move(line)); },
                       .members_of = [this](const std::string& topic,
                                            const std::vector<std::string_view>& ids) { return m_features.members_of(topic, ids); },
                       .retell = [this](const std::string& topic, std::string_view reference) { m_features.retell(topic, reference); }});
  m_features.on_told([this](const std::string& topic, const std::string& reference) { m_nodes->tell_others(topic, reference); });
  m_channel = std::make_unique<sql::PostgresChannel>(
      m_installation.settings().database, "backbeat_live",
      sql::PostgresChannel::Hooks{.on_line = [this](std::string_view line) { m_nodes->hear(line, Clock::now()); },
                                  .on_connected = [this] { m_nodes->connected(); },
                                  .on_tick = [this] { m_nodes->tick(Clock::now()); }});
  m_channel->start();
}

App::~App() {
  m_jobs.reset();
  m_server.reset();  // its pages leave, and the other nodes are told
  if (!m_nodes) return;
  m_nodes->leave();
  m_channel.reset();
}

bool App::run_until_signal() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  int signal = 0;
  sigwait(&signals, &signal);
  return m_server->drain(std::chrono::seconds(m_installation.settings().drain_seconds));
}

}  // namespace backbeat::server
