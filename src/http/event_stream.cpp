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

/// What `work` returns, done by a worker: joining tells presence, and both that and being allowed to hear may ask a database.
template <class Work>
asio::awaitable<std::invoke_result_t<Work&>> on_worker(ConnectionParts& parts, Work work) {
  using Out = std::invoke_result_t<Work&>;
  auto token = asio::use_awaitable;
  auto start = [&](auto handler) {
    auto task = [&parts, work = std::move(work), handler = std::move(handler)]() mutable {
      Out out = work();
      asio::post(parts.io, [handler = std::move(handler), out = std::move(out)]() mutable { std::move(handler)(std::move(out)); });
    };
    parts.workers.submit(std::move(task));
  };
  auto operation = asio::async_initiate<asio::use_awaitable_t<>, void(Out)>(start, token);
  Out out = co_await std::move(operation);
  co_return out;
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
  auto join = [&hub = m_parts.service.events(), subscription = *response.events, wake = std::move(wake)] {
    return hub.join(subscription, wake);
  };
  auto joining = on_worker(m_parts, std::move(join));
  const Listener listener = co_await std::move(joining);
  ++m_parts.service.metrics().event_listeners;
  asio::co_spawn(m_parts.io, watch_peer(), asio::detached);

  const auto end = std::chrono::steady_clock::now() + m_parts.settings.stream_lifetime;
  std::string text = "retry: 2000\n\n";
  error_code ec;
  bool is_quiet = false;  // for so long that the client is told we are still here
  for (;;) {
    bool is_over = m_parts.is_draining || listener->has_ended() || std::chrono::steady_clock::now() >= end;
    std::string news = listener->take();
    if (is_quiet) news += ": still here\n\n";
    is_quiet = false;
    if (!news.empty()) {
      // Asked after it was taken: who may hear now may hear what was told before. Who may not is cut off, and hears nothing of it.
      std::function<bool()> ask = response.may_still_hear;
      auto asking = on_worker(m_parts, std::move(ask));
      const bool may_hear = co_await std::move(asking);
      if (may_hear) text += news;
      if (!may_hear) is_over = true;
    }
    if (is_over) text += "retry: 1000\n\n";
    if (!text.empty()) {
      arm(m_parts.settings.write_timeout);
      const Stream::Buffers buffers{asio::buffer(text), {}};
      auto writing = m_stream->write(buffers, ec);
      co_await std::move(writing);
      disarm();
      text.clear();
      if (ec || is_over || m_is_peer_gone) break;
      continue;  // look again before waiting: a wake meanwhile woke nobody
    }
    if (m_is_peer_gone) break;
    m_signal.expires_after(m_parts.settings.heartbeat);
    error_code woken;
    auto token = asio::redirect_error(asio::use_awaitable, woken);
    auto waiting = m_signal.async_wait(token);
    co_await std::move(waiting);
    is_quiet = !woken;
  }
  --m_parts.service.metrics().event_listeners;
  m_parts.workers.submit([&hub = m_parts.service.events(), listener] { hub.leave(listener); });
  auto ending = m_stream->end_sending(ec);
  co_await std::move(ending);
}

}  // namespace backbeat::http
