#include "http/stream.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <stdexcept>

namespace backbeat::http {
namespace {

using asio::ip::tcp;
using boost::system::error_code;

class PlainStream final : public Stream {
 public:
  explicit PlainStream(tcp::socket socket) : m_socket(std::move(socket)) {}

  asio::awaitable<void> handshake(error_code&) override { co_return; }

  asio::awaitable<std::size_t> read_some(asio::mutable_buffer into, error_code& ec) override {
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    auto operation = m_socket.async_read_some(into, token);
    const std::size_t size = co_await std::move(operation);
    co_return size;
  }

  asio::awaitable<void> write(Buffers from, error_code& ec) override {
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    auto operation = asio::async_write(m_socket, from, token);
    co_await std::move(operation);
  }

  asio::awaitable<void> end_sending(error_code& ec) override {
    m_socket.shutdown(tcp::socket::shutdown_send, ec);
    co_return;
  }

  bool is_secure() const override { return false; }
  tcp::socket& socket() override { return m_socket; }

 private:
  tcp::socket m_socket;
};

class TlsStream final : public Stream {
 public:
  TlsStream(tcp::socket socket, asio::ssl::context& context) : m_stream(std::move(socket), context) {}

  asio::awaitable<void> handshake(error_code& ec) override {
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    auto operation = m_stream.async_handshake(asio::ssl::stream_base::server, token);
    co_await std::move(operation);
  }

  asio::awaitable<std::size_t> read_some(asio::mutable_buffer into, error_code& ec) override {
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    auto operation = m_stream.async_read_some(into, token);
    const std::size_t size = co_await std::move(operation);
    co_return size;
  }

  asio::awaitable<void> write(Buffers from, error_code& ec) override {
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    auto operation = asio::async_write(m_stream, from, token);
    co_await std::move(operation);
  }

  asio::awaitable<void> end_sending(error_code& ec) override {
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    auto operation = m_stream.async_shutdown(token);
    co_await std::move(operation);
  }

  bool is_secure() const override { return true; }
  tcp::socket& socket() override { return m_stream.next_layer(); }

 private:
  asio::ssl::stream<tcp::socket> m_stream;
};

}  // namespace

std::unique_ptr<Stream> plain_stream(tcp::socket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

std::unique_ptr<Stream> tls_stream(tcp::socket socket, asio::ssl::context& context) {
  return std::make_unique<TlsStream>(std::move(socket), context);
}

std::unique_ptr<asio::ssl::context> tls_context(const std::string& certificate_file, const std::string& key_file) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
  error_code ec;
  context->use_certificate_chain_file(certificate_file, ec);
  if (ec) throw std::runtime_error("the certificate file " + certificate_file + " cannot be used: " + ec.message());
  context->use_private_key_file(key_file, asio::ssl::context::pem, ec);
  if (ec) throw std::runtime_error("the key file " + key_file + " cannot be used: " + ec.message());
  return context;
}

}  // namespace backbeat::http
