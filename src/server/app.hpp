// The program as a server: every feature's routes on one router, the listener, and a gentle end.
#pragma once

#include "http/cursor.hpp"
#include "http/events.hpp"
#include "http/server.hpp"
#include "http/service.hpp"
#include "server/features.hpp"
#include "server/idempotency_rows.hpp"
#include "server/installation.hpp"
#include "server/jobs.hpp"
#include "server/live_nodes.hpp"
#include "sql/postgres_channel.hpp"

#include <array>
#include <memory>
#include <ostream>
#include <string>

namespace backbeat::server {

/// The OpenAPI document of this program; needs no installation.
[[nodiscard]] std::string openapi_document();

class App {
 public:
  /// `key` is the installation's. Throws std::system_error when the address cannot be had.
  App(Installation& installation, const std::array<std::byte, 32>& key, std::ostream& log);
  ~App();

  [[nodiscard]] std::uint16_t port() const { return m_server->port(); }
  /// Waits for SIGTERM or SIGINT, then drains. True when everything under way ended by itself.
  bool run_until_signal();

 private:
  void join_other_nodes();
  using Log = std::function<void(http::LogLevel, std::string_view event, const Params& params)>;
  void start_jobs(const Log& log);

  Installation& m_installation;
  http::CursorKey m_key;
  http::EventHub m_events;
  IdempotencyRows m_idempotency;
  Features m_features;
  std::unique_ptr<LiveNodes> m_nodes;               // on PostgreSQL only: an SQLite file has one program that serves it
  std::unique_ptr<sql::PostgresChannel> m_channel;  // calls m_nodes, so it ends first
  http::Router m_router;
  std::unique_ptr<http::Service> m_service;
  std::unique_ptr<http::Server> m_server;
  std::unique_ptr<Jobs> m_jobs;  // uses the features, so it ends first
};

}  // namespace backbeat::server
