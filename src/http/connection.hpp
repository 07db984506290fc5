// One connection: reads requests, has them answered, writes the responses; until one side has enough.
#pragma once

#include "http/server.hpp"
#include "http/stream.hpp"
#include "http/workers.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <memory>
#include <optional>
#include <string>

namespace backbeat::http {

/// What all connections of a server share. Only the I/O thread touches what is not const.
struct ConnectionParts {
  asio::io_context& io;
  Service& service;
  Workers& workers;
  const ServerSettings& settings;
  bool is_draining = false;
  std::size_t buffered_bytes = 0;  // promised to bodies
};

/// Lives as long as its coroutine. All members are for the I/O thread.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::unique_ptr<Stream> stream, std::string remote_address, ConnectionParts& parts);

  asio::awaitable<void> run();
  /// Ends it where nothing is under way; what is under way ends with its response.
  void begin_drain();
  void cut();

 private:
  using Limit = std::chrono::milliseconds;
  enum class Next { go_on, stop };

  /// The next request; nothing where the connection is over, or `m_refusal` where the client is to be told why.
  asio::awaitable<std::optional<Request>> read_request();
  asio::awaitable<Response> answer(const Request& request);
  asio::awaitable<Next> respond(const Response& response, After after);
  asio::awaitable<void> refuse_and_close();
  asio::awaitable<void> send_events(const Response& response);
  asio::awaitable<void> watch_peer();
  asio::awaitable<bool> read_more();
  asio::awaitable<void> linger();
  [[nodiscard]] std::optional<Error> fault_of(boost::system::error_code ec, std::size_t most_body_bytes, bool has_target) const;

  /// Takes room for a body, where there is still enough.
  [[nodiscard]] bool reserve(std::size_t bytes);
  void release();
  /// What is under way must be over in that time. The timer is not set anew for each request: it looks at `m_due` when it goes off.
  void arm(Limit limit);
  void disarm() { m_is_armed = false; }
  void wake_at(std::chrono::steady_clock::time_point when);

  ConnectionParts& m_parts;
  std::unique_ptr<Stream> m_stream;
  const std::string m_remote_address;
  boost::beast::flat_buffer m_buffer;
  asio::steady_timer m_deadline;
  std::optional<std::chrono::steady_clock::time_point> m_wakes_at;  // when the timer goes off; nothing while it is not set
  std::chrono::steady_clock::time_point m_due;
  bool m_is_armed = false;
  bool m_has_timed_out = false;
  bool m_is_first = true;  // request of this connection
  bool m_is_idle = true;   // between two requests
  bool m_wants_close = false;
  std::size_t m_reserved = 0;
  std::optional<Error> m_refusal;
  asio::steady_timer m_signal;  // wakes the sender of events
  bool m_is_streaming = false;
  bool m_is_peer_gone = false;
};

}  // namespace backbeat::http
