#include "server/health.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace backbeat::server {
namespace {

class Socket {
 public:
  explicit Socket(const addrinfo& to) : m_fd(::socket(to.ai_family, to.ai_socktype, to.ai_protocol)) {
    const timeval patience{.tv_sec = 2, .tv_usec = 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(m_fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  }
  ~Socket() { ::close(m_fd); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int fd() const { return m_fd; }

 private:
  int m_fd;
};

std::string exchange(const Socket& socket, const std::string& request) {
  if (::send(socket.fd(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) return "";
  std::string reply;
  char buffer[1024];
  for (ssize_t read = 0; (read = ::recv(socket.fd(), buffer, sizeof buffer, 0)) > 0;) reply.append(buffer, static_cast<std::size_t>(read));
  return reply;
}

}  // namespace

Health ask_health(const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) return {.is_ready = false, .said = "expected address:port"};
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty() || host == "0.0.0.0") host = "127.0.0.1";
  addrinfo* found = nullptr;
  const addrinfo wanted{.ai_flags = 0,
                        .ai_family = AF_UNSPEC,
                        .ai_socktype = SOCK_STREAM,
                        .ai_protocol = 0,
                        .ai_addrlen = 0,
                        .ai_addr = nullptr,
                        .ai_canonname = nullptr,
                        .ai_next = nullptr};
  if (::getaddrinfo(host.c_str(), address.substr(colon + 1).c_str(), &wanted, &found) != 0)
    return {.is_ready = false, .said = "no such address"};
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, &::freeaddrinfo);
  const Socket socket(*found);
  if (::connect(socket.fd(), found->ai_addr, found->ai_addrlen) != 0) return {.is_ready = false, .said = std::strerror(errno)};
  const std::string reply = exchange(socket, "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const auto end = reply.find("\r\n");
  if (end == std::string::npos) return {.is_ready = false, .said = "no answer"};
  return {.is_ready = reply.starts_with("HTTP/1.1 200 "), .said = reply.substr(0, end)};
}

}  // namespace backbeat::server
