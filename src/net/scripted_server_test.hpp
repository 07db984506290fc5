// A server on this machine that says what a test tells it to say: one script for each connection, in order.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

namespace backbeat::net {

/// A script is what is sent before anything is heard, then one answer for each line (or, after DATA's, for the whole message) that is
/// heard. An empty answer hangs up.
using Script = std::vector<std::string>;

[[nodiscard]] std::vector<Script> scripts(const auto&... each) {
  return {each...};
}

class ScriptedServer {
 public:
  explicit ScriptedServer(std::vector<Script> scripts) : m_listener(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    socklen_t size = sizeof address;
    REQUIRE(::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
    REQUIRE(::listen(m_listener, 8) == 0);
    m_thread = std::thread([this, scripts = std::move(scripts)] {
      for (const Script& script : scripts) play(script);
    });
  }
  ~ScriptedServer() {
    end();
    ::close(m_listener);
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  /// Everything that was heard, once the client is done: what plays is played to its end, and nobody is answered any more.
  [[nodiscard]] const std::string& heard() {
    end();
    return m_heard;
  }
  int port = 0;

 private:
  void end() {
    if (!m_thread.joinable()) return;
    ::shutdown(m_listener, SHUT_RDWR);
    m_thread.join();
  }
  /// The next line, or up to the end of a message, or all headers; empty where the other side left.
  std::string hear(int socket, const std::string& end) {
    std::string text;
    char c = 0;
    while (!text.ends_with(end) && ::recv(socket, &c, 1, 0) == 1) text += c;
    m_heard += text;
    return text;
  }
  void play(const Script& script) {
    const int socket = ::accept(m_listener, nullptr, nullptr);
    if (socket < 0) return;
    bool is_in_message = false;
    for (std::size_t at = 0; at < script.size(); ++at) {
      if (at > 0 && hear(socket, is_in_message ? "\r\n.\r\n" : (script[0].empty() ? "\r\n\r\n" : "\r\n")).empty()) break;
      if (at > 0 && script[at].empty()) break;
      static_cast<void>(::send(socket, script[at].data(), script[at].size(), MSG_NOSIGNAL));
      is_in_message = script[at].starts_with("354");
    }
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
  }

  int m_listener;
  std::string m_heard;
  std::thread m_thread;
};

}  // namespace backbeat::net
