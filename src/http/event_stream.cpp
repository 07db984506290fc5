// The part of a connection that sends events until the client, the hub or the server has enough.
#include "http/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace backbeat::http {
namespace {

using boost::system::error_code;
using Listener = std::shared_ptr<EventHub::Listener>;

/// Joining tells presence, which may ask a database: a worker does it.
asio::awaitable<Listener> join(ConnectionParts& parts, const Subscription& subscription, std::function<void()> wake) {
  auto token = asio::use_awaitable;
  auto start = [&](auto handler) {
    auto task = [&parts, subscription, wake = std::move(wake), handler = std::move(handler)]() mutable {
      Listener listener = parts.service.events().join(std::move(subscription), std::move(wake));
      asio::post(parts.io,
                 [handler = std::move(handler), listener = std::move(listener)]() mutable { std::move(handler)(std::move(listener)); });
    };
    parts.workers.submit(std::move(task));
  };
  auto operation = asio::async_initiate<asio::use_awaitable_t<>, void(Listener)>(start, token);
  Listener listener = co_await std::move(operation);
  co_return listener;
}

}  // namespace

/// A client of an event stream sends nothing; what can be read is its end.
asio::awaitable<void> Connection::watch_peer() {
  const auto self = shared_from_this();
  std::array<char, 512> ignored{};
  error_code ec;
  while (!ec) {
    auto reading = m_stream->read_some(asio::buffer(ignored), ec);
    co_await std::move(reading);
  }
  m_is_peer_gone = true;
  m_signal.cancel();
}

asio::awaitable<void> Connection::send_events(const Response& response) {
  m_is_streaming = true;
  auto responding = respond(response, After::close);
  const Next next = co_await std::move(responding);
  m_is_idle = false;
  if (next == Next::stop || response.is_head) co_return;

  auto wake = [&io = m_parts.io, weak = weak_from_this()] {
    asio::post(io, [weak] {
      if (const auto self = weak.lock()) self->m_signal.cancel();
    });
  };
  auto joining = join(m_parts, *response.events, std::move(wake));
  const Listener listener = co_await std::move(joining);
  ++m_parts.service.metrics().event_listeners;
  asio::co_spawn(m_parts.io, watch_peer(), asio::detached);

  const auto end = std::chrono::steady_clock::now() + m_parts.settings.stream_lifetime;
  std::string text = "retry: 2000\n\n";
  error_code ec;
  for (;;) {
    const bool is_over = m_parts.is_draining || listener->has_ended() || std::chrono::steady_clock::now() >= end;
    text += listener->take();
    if (is_over) text += "retry: 1000\n\n";
    if (!text.empty()) {
      arm(m_parts.settings.write_timeout);
      const Stream::Buffers buffers{asio::buffer(text), {}};
      auto writing = m_stream->write(buffers, ec);
      co_await std::move(writing);
      disarm();
      text.clear();
      if (ec || is_over || m_is_peer_gone) break;
      continue;  // look again before waiting: a wake during the write woke nobody
    }
    if (m_is_peer_gone) break;
    m_signal.expires_after(m_parts.settings.heartbeat);
    error_code woken;
    auto token = asio::redirect_error(asio::use_awaitable, woken);
    auto waiting = m_signal.async_wait(token);
    co_await std::move(waiting);
    if (!woken) text = ": still here\n\n";
  }
  --m_parts.service.metrics().event_listeners;
  m_parts.workers.submit([&hub = m_parts.service.events(), listener] { hub.leave(listener); });
  auto ending = m_stream->end_sending(ec);
  co_await std::move(ending);
}

}  // namespace backbeat::http
