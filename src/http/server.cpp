#include "http/server.hpp"

#include "http/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>

namespace backbeat::http {

using asio::ip::tcp;
using boost::system::error_code;

struct Server::Impl {
  Impl(Service& service_in, ServerSettings settings_in)
      : settings(std::move(settings_in)),
        service(service_in),
        tls(settings.certificate_file.empty() ? nullptr : tls_context(settings.certificate_file, settings.key_file)),
        acceptor(io),
        retry(io) {
    listen();
    workers = std::make_unique<Workers>(settings.workers, settings.most_waiting);
    parts = std::make_unique<ConnectionParts>(ConnectionParts{.io = io, .service = service, .workers = *workers, .settings = settings});
    asio::co_spawn(io, accept(), asio::detached);
    thread = std::thread([this] { io.run(); });
  }

  void listen();
  asio::awaitable<void> accept();
  void open(tcp::socket socket);
  asio::awaitable<void> serve(std::shared_ptr<Connection> connection);
  bool drain(std::chrono::milliseconds grace);

  const ServerSettings settings;
  Service& service;
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
  std::unique_ptr<asio::ssl::context> tls;
  tcp::acceptor acceptor;
  asio::steady_timer retry;
  std::unique_ptr<Workers> workers;
  std::unique_ptr<ConnectionParts> parts;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections;  // of the I/O thread
  std::mutex mutex;
  std::condition_variable all_ended;
  std::size_t open_count = 0;  // guarded by mutex
  bool has_drained = false;
  std::thread thread;
};

void Server::Impl::listen() {
  error_code ec;
  const auto address = asio::ip::make_address(settings.address, ec);
  const auto check = [&] {
    if (ec) throw std::system_error(ec, "cannot listen on " + settings.address + " port " + std::to_string(settings.port));
  };
  check();
  const tcp::endpoint endpoint(address, settings.port);
  acceptor.open(endpoint.protocol(), ec);
  check();
  acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
  check();
  acceptor.bind(endpoint, ec);
  check();
  acceptor.listen(asio::socket_base::max_listen_connections, ec);
  check();
}

asio::awaitable<void> Server::Impl::accept() {
  while (acceptor.is_open()) {
    tcp::socket socket(io);
    error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    auto accepting = acceptor.async_accept(socket, token);
    co_await std::move(accepting);
    if (!acceptor.is_open()) co_return;
    if (ec) {
      // Out of descriptors or the like: some connection will end, then there is room again.
      retry.expires_after(std::chrono::milliseconds(100));
      auto waiting = retry.async_wait(token);
      co_await std::move(waiting);
      continue;
    }
    open(std::move(socket));
  }
}

void Server::Impl::open(tcp::socket socket) {
  error_code ec;
  const auto remote = socket.remote_endpoint(ec);
  if (ec) return;
  if (connections.size() >= settings.most_connections) {
    ++service.metrics().connections_refused;
    static constexpr std::string_view full =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    socket.non_blocking(true, ec);
    if (!tls) socket.write_some(asio::buffer(full), ec);
    return;
  }
  socket.set_option(tcp::no_delay(true), ec);
  auto stream = tls ? tls_stream(std::move(socket), *tls) : plain_stream(std::move(socket));
  auto connection = std::make_shared<Connection>(std::move(stream), remote.address().to_string(), *parts);
  connections.emplace(connection.get(), connection);
  ++service.metrics().connections;
  {
    const std::scoped_lock lock(mutex);
    ++open_count;
  }
  asio::co_spawn(io, serve(std::move(connection)), asio::detached);
}

asio::awaitable<void> Server::Impl::serve(std::shared_ptr<Connection> connection) {
  try {
    auto running = connection->run();
    co_await std::move(running);
  } catch (const std::exception&) {
    connection->cut();  // out of memory, or the like: this connection ends, the others go on
  }
  connections.erase(connection.get());
  --service.metrics().connections;
  const std::scoped_lock lock(mutex);
  --open_count;
  all_ended.notify_all();
}

bool Server::Impl::drain(std::chrono::milliseconds grace) {
  if (std::exchange(has_drained, true)) return true;
  service.drain();
  asio::post(io, [this] {
    error_code ignored;
    acceptor.close(ignored);
    retry.cancel();
    parts->is_draining = true;
    for (const auto& [key, connection] : connections) connection->begin_drain();
  });
  bool all_by_themselves = false;
  {
    std::unique_lock lock(mutex);
    all_by_themselves = all_ended.wait_for(lock, grace, [&] { return open_count == 0; });
  }
  if (!all_by_themselves)
    asio::post(io, [this] {
      for (const auto& [key, connection] : connections) connection->cut();
    });
  // A handler under way is waited for: it may hold a transaction. Its connection ends when it is done.
  {
    std::unique_lock lock(mutex);
    all_ended.wait(lock, [&] { return open_count == 0; });
  }
  workers.reset();
  guard.reset();
  io.stop();
  thread.join();
  return all_by_themselves;
}

Server::Server(Service& service, ServerSettings settings) : m_impl(std::make_unique<Impl>(service, std::move(settings))) {}

Server::~Server() {
  m_impl->drain(std::chrono::milliseconds(0));
}

std::uint16_t Server::port() const {
  error_code ec;
  return m_impl->acceptor.local_endpoint(ec).port();
}

bool Server::drain(std::chrono::milliseconds grace) {
  return m_impl->drain(grace);
}

}  // namespace backbeat::http
