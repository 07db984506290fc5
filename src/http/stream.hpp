// A byte stream over a socket, with or without TLS: one type for the connection, whichever it is.
// A named operation is awaited in a statement of its own: g++ 12.2 was seen to free a temporary of `co_await f(temporary)` twice.
#pragma once

#ifdef __SANITIZE_THREAD__
// g++'s ThreadSanitizer does not know this fence; the scheduler's mutex orders what is needed.
#define BOOST_ASIO_DISABLE_FENCED_BLOCK
#endif

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <array>
#include <memory>

namespace backbeat::http {

namespace asio = boost::asio;

class Stream {
 public:
  using Buffers = std::array<asio::const_buffer, 2>;

  virtual ~Stream() = default;
  virtual asio::awaitable<void> handshake(boost::system::error_code& ec) = 0;
  virtual asio::awaitable<std::size_t> read_some(asio::mutable_buffer into, boost::system::error_code& ec) = 0;
  virtual asio::awaitable<void> write(Buffers from, boost::system::error_code& ec) = 0;
  /// Says that nothing more will be sent.
  virtual asio::awaitable<void> end_sending(boost::system::error_code& ec) = 0;
  [[nodiscard]] virtual bool is_secure() const = 0;
  [[nodiscard]] virtual asio::ip::tcp::socket& socket() = 0;
};

[[nodiscard]] std::unique_ptr<Stream> plain_stream(asio::ip::tcp::socket socket);
[[nodiscard]] std::unique_ptr<Stream> tls_stream(asio::ip::tcp::socket socket, asio::ssl::context& context);

/// Of a PEM chain and key; TLS 1.2 and later. Throws std::runtime_error naming the file at fault.
[[nodiscard]] std::unique_ptr<asio::ssl::context> tls_context(const std::string& certificate_file, const std::string& key_file);

}  // namespace backbeat::http
