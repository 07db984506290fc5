#include "http/connection.hpp"

#include "base/text.hpp"
#include "http/problem.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace backbeat::http {
namespace {

namespace beast = boost::beast;
using boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr std::size_t read_size = 16 << 10;
constexpr std::size_t most_lingering_bytes = 1 << 20;

std::string text_of(beast::string_view view) {
  return {view.data(), view.size()};
}

std::unexpected<Error> bad_request(std::string problem) {
  return refuse(refusals::bad_request, {}, {{"problem", std::move(problem)}});
}

/// The request of a parsed message, or why it cannot be taken.
Result<Request> request_of(Parser::value_type message, std::string remote_address, bool is_secure) {
  Request request{.method = text_of(message.method_string()),
                  .target = text_of(message.target()),
                  .remote_address = std::move(remote_address),
                  .is_secure = is_secure};
  std::size_t hosts = 0;
  for (const auto& field : message) {
    request.headers.emplace_back(lower_ascii(text_of(field.name_string())), text_of(field.value()));
    if (request.headers.back().first == "host") ++hosts;
  }
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) return bad_request("it needs one Host header");
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!request.target.starts_with(scheme)) continue;
    const std::size_t slash = request.target.find('/', scheme.size());
    request.target = slash == std::string::npos ? "/" : request.target.substr(slash);
  }
  if (!request.target.starts_with('/')) return bad_request("its address does not begin with /");
  request.body = std::move(message.body());
  return request;
}

}  // namespace

Connection::Connection(std::unique_ptr<Stream> stream, std::string remote_address, ConnectionParts& parts)
    : m_parts(parts), m_stream(std::move(stream)), m_remote_address(std::move(remote_address)), m_deadline(parts.io), m_signal(parts.io) {}

void Connection::arm(Limit limit) {
  m_has_timed_out = false;
  m_is_armed = true;
  m_due = std::chrono::steady_clock::now() + limit;
  if (!m_wakes_at || *m_wakes_at > m_due) wake_at(m_due);
}

void Connection::wake_at(std::chrono::steady_clock::time_point when) {
  m_wakes_at = when;
  m_deadline.expires_at(when);  // and ends the wait before this one
  m_deadline.async_wait([weak = weak_from_this()](error_code ec) {
    const auto self = weak.lock();
    if (ec || !self) return;
    self->m_wakes_at.reset();
    if (!self->m_is_armed) return;
    if (std::chrono::steady_clock::now() < self->m_due) return self->wake_at(self->m_due);
    self->m_has_timed_out = true;
    error_code ignored;
    self->m_stream->socket().cancel(ignored);
  });
}

bool Connection::reserve(std::size_t bytes) {
  if (bytes > m_parts.settings.most_buffered_bytes - m_parts.buffered_bytes) return false;
  m_reserved = bytes;
  m_parts.buffered_bytes += bytes;
  return true;
}

void Connection::release() {
  m_parts.buffered_bytes -= std::exchange(m_reserved, 0);
}

void Connection::begin_drain() {
  error_code ignored;
  if (m_is_idle) m_stream->socket().cancel(ignored);
  if (m_is_streaming) m_signal.cancel();
}

void Connection::cut() {
  error_code ignored;
  m_stream->socket().close(ignored);
  m_signal.cancel();
}

asio::awaitable<void> Connection::run() {
  const auto self = shared_from_this();
  arm(m_parts.settings.header_timeout);
  error_code ec;
  auto handshake = m_stream->handshake(ec);
  co_await std::move(handshake);
  while (!ec) {
    auto reading = read_request();
    std::optional<Request> request = co_await std::move(reading);
    if (!request) break;
    const bool wants_close = m_wants_close;
    auto answering = answer(*request);
    const Response response = co_await std::move(answering);
    request.reset();
    release();
    if (response.events) {
      auto sending = send_events(response);
      co_await std::move(sending);
      break;
    }
    const After after = wants_close || m_parts.is_draining ? After::close : After::keep_alive;
    auto responding = respond(response, after);
    const Next next = co_await std::move(responding);
    if (next == Next::stop) break;
    if (after == After::close) {
      auto lingering = linger();
      co_await std::move(lingering);
      break;
    }
  }
  if (m_refusal) {
    auto refusing = refuse_and_close();
    co_await std::move(refusing);
  }
  disarm();
  release();
  m_stream->socket().close(ec);
}

asio::awaitable<bool> Connection::read_more() {
  error_code ec;
  auto reading = m_stream->read_some(m_buffer.prepare(read_size), ec);
  const std::size_t size = co_await std::move(reading);
  m_buffer.commit(size);
  if (m_has_timed_out && !m_is_idle) m_refusal = Error{.spec = &refusals::request_timeout};
  co_return !ec;
}

std::optional<Error> Connection::fault_of(error_code ec, std::size_t most_body_bytes, bool has_target) const {
  using beast::http::error;
  const auto most = [](const ErrorSpec& spec, std::size_t bytes) {
    return Error{.spec = &spec, .params = {{"most", std::to_string(bytes)}}};
  };
  if (!ec || ec == error::need_more) return std::nullopt;
  if (ec == error::body_limit) return most(refusals::body_too_large, most_body_bytes);
  if (ec == error::header_limit) {
    // Where not even the first line has ended, it is the address that is too long.
    const std::string_view seen(static_cast<const char*>(m_buffer.data().data()), m_buffer.size());
    if (!has_target && seen.find('\n') > m_parts.settings.most_target_bytes)
      return most(refusals::target_too_long, m_parts.settings.most_target_bytes);
    return most(refusals::headers_too_large, m_parts.settings.most_header_bytes);
  }
  return bad_request(ec.message()).error();
}

asio::awaitable<std::optional<Request>> Connection::read_request() {
  release();
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(m_parts.settings.most_header_bytes));
  parser.body_limit(boost::none);  // until the head says which route it is for
  const bool is_first = std::exchange(m_is_first, false);
  m_is_idle = m_buffer.size() == 0;
  if (m_is_idle && m_parts.is_draining) co_return std::nullopt;
  // The first request has been under the header's deadline since the connection was accepted.
  if (!is_first) arm(m_is_idle ? m_parts.settings.idle_timeout : m_parts.settings.header_timeout);

  std::size_t limit = 0;
  std::size_t head_bytes = 0;
  bool is_in_body = false;
  while (!parser.is_done()) {
    error_code ec;
    if (m_buffer.size() > 0) {
      if (m_is_idle) {
        m_is_idle = false;
        if (!is_first) arm(m_parts.settings.header_timeout);
      }
      const std::size_t used = parser.put(m_buffer.data(), ec);
      m_refusal = fault_of(ec, limit, !parser.get().target().empty());
      if (m_refusal) co_return std::nullopt;
      m_buffer.consume(used);
      // The parser's own limit is for one line and for what is buffered at once, so that many short lines would pass it.
      if (!is_in_body) head_bytes += used;
      if (head_bytes > m_parts.settings.most_header_bytes) {
        m_refusal = Error{.spec = &refusals::headers_too_large, .params = {{"most", std::to_string(m_parts.settings.most_header_bytes)}}};
        co_return std::nullopt;
      }
    } else {
      ec = beast::http::error::need_more;
    }
    if (parser.is_header_done() && !is_in_body) {
      is_in_body = true;
      const auto& head = parser.get();
      const std::string_view target(head.target().data(), head.target().size());
      if (target.size() > m_parts.settings.most_target_bytes) {
        m_refusal = Error{.spec = &refusals::target_too_long, .params = {{"most", std::to_string(m_parts.settings.most_target_bytes)}}};
        co_return std::nullopt;
      }
      limit = m_parts.service.most_body_bytes(text_of(head.method_string()), target);
      if (parser.content_length() && *parser.content_length() > limit) {
        m_refusal = Error{.spec = &refusals::body_too_large, .params = {{"most", std::to_string(limit)}}};
        co_return std::nullopt;
      }
      parser.body_limit(limit);
      if (!parser.is_done() && !reserve(parser.content_length() ? *parser.content_length() : limit)) {
        ++m_parts.service.metrics().requests_shed;
        m_refusal = Error{.spec = &refusals::overloaded};
        co_return std::nullopt;
      }
      if (!parser.is_done()) arm(m_parts.settings.body_timeout);
      if (!parser.is_done() && lower_ascii(text_of(head[beast::http::field::expect])) == "100-continue") {
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        error_code write_error;
        const Stream::Buffers buffers{asio::buffer(go_on), {}};
        auto writing = m_stream->write(buffers, write_error);
        co_await std::move(writing);
        if (write_error) co_return std::nullopt;
      }
      continue;
    }
    if (ec == beast::http::error::need_more) {
      auto reading = read_more();
      const bool has_more = co_await std::move(reading);
      if (!has_more) co_return std::nullopt;
    }
  }
  disarm();
  m_is_idle = false;
  m_wants_close = !parser.get().keep_alive();
  auto request = request_of(parser.release(), m_remote_address, m_stream->is_secure());
  if (!request) {
    m_refusal = std::move(request).error();
    co_return std::nullopt;
  }
  co_return *std::move(request);
}

asio::awaitable<Response> Connection::answer(const Request& request) {
  if (Service::is_quick(request)) co_return m_parts.service.answer(request);
  auto token = asio::use_awaitable;
  auto start = [this, &request](auto handler) {
    // The handler is shared because one of two tasks calls it.
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    const auto complete = [this, shared](Response response) {
      asio::post(m_parts.io, [shared, response = std::move(response)]() mutable { std::move (*shared)(std::move(response)); });
    };
    m_parts.workers.submit([this, &request, complete] { complete(m_parts.service.answer(request)); },
                           [this, complete] {
                             ++m_parts.service.metrics().requests_shed;
                             complete(m_parts.service.refusal(Error{.spec = &refusals::overloaded}));
                           });
  };
  auto operation = asio::async_initiate<asio::use_awaitable_t<>, void(Response)>(start, token);
  Response response = co_await std::move(operation);
  co_return response;
}

asio::awaitable<Connection::Next> Connection::respond(const Response& response, After after) {
  const std::string head = head_of(response, after);
  const std::string_view body = response.is_head ? std::string_view() : response.bytes();
  arm(m_parts.settings.write_timeout);
  error_code ec;
  const Stream::Buffers buffers{asio::buffer(head), asio::buffer(body)};
  auto writing = m_stream->write(buffers, ec);
  co_await std::move(writing);
  disarm();
  m_is_idle = true;
  co_return ec ? Next::stop : Next::go_on;
}

asio::awaitable<void> Connection::refuse_and_close() {
  const Response response = m_parts.service.refusal(*m_refusal);
  auto responding = respond(response, After::close);
  const Next next = co_await std::move(responding);
  if (next == Next::stop) co_return;
  auto lingering = linger();
  co_await std::move(lingering);
}

/// Reads on for a moment after the last response: closing with unread bytes would reset the connection, and the client might never see it.
asio::awaitable<void> Connection::linger() {
  arm(std::chrono::seconds(2));
  error_code ec;
  auto ending = m_stream->end_sending(ec);
  co_await std::move(ending);
  std::size_t left = most_lingering_bytes;
  while (!ec && left > 0) {
    m_buffer.clear();
    auto reading = m_stream->read_some(m_buffer.prepare(read_size), ec);
    const std::size_t size = co_await std::move(reading);
    left -= std::min(left, size);
  }
}

}  // namespace backbeat::http
