// The listener: sockets, timeouts, limits, TLS. One thread moves bytes, workers answer.
#pragma once

#include "http/service.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace backbeat::http {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  std::size_t workers = 64;
  std::size_t most_waiting = 256;  // requests; beyond, 503 at once
  std::size_t most_connections = 4096;
  std::size_t most_header_bytes = 16 << 10;
  std::size_t most_target_bytes = 8 << 10;
  std::size_t most_buffered_bytes = 512 << 20;                          // of all bodies that are arriving or being answered; beyond, 503
  std::chrono::milliseconds header_timeout = std::chrono::seconds(10);  // from the first byte of a request, or from accepting
  std::chrono::milliseconds body_timeout = std::chrono::seconds(60);
  std::chrono::milliseconds write_timeout = std::chrono::seconds(60);
  std::chrono::milliseconds idle_timeout = std::chrono::seconds(75);     // between two requests
  std::chrono::milliseconds heartbeat = std::chrono::seconds(15);        // of a stream of events
  std::chrono::milliseconds stream_lifetime = std::chrono::minutes(10);  // then the client comes again, and is checked again
  std::string certificate_file = {};                                     // PEM chain; with it, TLS only
  std::string key_file = {};
};

class Server {
 public:
  /// Listens and serves from here on. Throws std::system_error when the address cannot be had, std::runtime_error for a bad certificate.
  Server(Service& service, ServerSettings settings);
  /// Drains without grace.
  ~Server();

  [[nodiscard]] std::uint16_t port() const;

  /// Takes no more connections, is no longer ready, finishes what is under way, ends streams with a `retry`; after `grace` cuts the rest.
  /// Did all end by themselves? Called once, from any thread but its own.
  bool drain(std::chrono::milliseconds grace);

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace backbeat::http
