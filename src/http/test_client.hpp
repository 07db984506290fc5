// A tiny blocking HTTP client for tests. It sends what it is told, byte for byte, and waits at most ten seconds for anything.
#pragma once

#include "base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backbeat::http {

struct TestReply {
  int status = 0;  // 0: none came
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (key == name) return value;
    return {};
  }
};

class TestClient {
 public:
  explicit TestClient(std::uint16_t port) : m_socket(socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_is_connected = connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  TestClient(TestClient&& other) noexcept
      : m_socket(std::exchange(other.m_socket, -1)), m_is_connected(other.m_is_connected), m_seen(std::move(other.m_seen)) {}
  TestClient& operator=(TestClient&&) = delete;
  ~TestClient() { close(); }

  [[nodiscard]] bool is_connected() const { return m_is_connected; }

  void close() {
    if (m_socket >= 0) ::close(std::exchange(m_socket, -1));
  }

  /// Sends all, or what the server takes before it closes.
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// Of several, the one that has something to read first; null where none has within ten seconds.
  [[nodiscard]] static TestClient* first_with_reply(const std::vector<TestClient*>& clients) {
    std::vector<pollfd> waiting;
    for (const TestClient* client : clients) waiting.push_back({.fd = client->m_socket, .events = POLLIN, .revents = 0});
    if (poll(waiting.data(), waiting.size(), 10'000) <= 0) return nullptr;
    for (std::size_t i = 0; i < clients.size(); ++i)
      if (waiting[i].revents != 0) return clients[i];
    return nullptr;
  }

  TestReply read_head() {
    TestReply reply;
    if (!fill_until("\r\n\r\n")) return reply;
    const std::string head = take(m_seen.find("\r\n\r\n") + 4);
    bool is_first = true;
    for (const std::string_view line : split(head, '\n')) {
      if (std::exchange(is_first, false)) {
        reply.status = static_cast<int>(whole_number(line.substr(9, 3)).value_or(0));
      } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
        reply.headers.emplace_back(lower_ascii(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
      }
    }
    return reply;
  }

  TestReply read_reply() {
    TestReply reply = read_head();
    const auto length = static_cast<std::size_t>(whole_number(reply.header("content-length")).value_or(0));
    while (m_seen.size() < length && fill()) {
    }
    reply.body = take(std::min(length, m_seen.size()));
    return reply;
  }

  /// Does this text come? It and what came before it is taken.
  [[nodiscard]] bool read_until(std::string_view text) {
    if (!fill_until(text)) return false;
    take(m_seen.find(text) + text.size());
    return true;
  }

  /// All that comes until the server ends the connection.
  std::string read_rest() {
    while (fill()) {
    }
    return take(m_seen.size());
  }

  /// Does the server end the connection, without anything more?
  [[nodiscard]] bool is_closed() {
    char byte = 0;
    return m_seen.empty() && recv(m_socket, &byte, 1, 0) == 0;
  }

 private:
  bool fill() {
    char buffer[65536];
    const ssize_t size = recv(m_socket, buffer, sizeof buffer, 0);
    if (size > 0) m_seen.append(buffer, static_cast<std::size_t>(size));
    return size > 0;
  }
  bool fill_until(std::string_view text) {
    while (m_seen.find(text) == std::string::npos)
      if (!fill()) return false;
    return true;
  }
  std::string take(std::size_t size) {
    std::string out = m_seen.substr(0, size);
    m_seen.erase(0, size);
    return out;
  }

  int m_socket;
  bool m_is_connected = false;
  std::string m_seen;
};

}  // namespace backbeat::http
