#include "sql/postgres_channel.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "sql/postgres_connection.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace backbeat::sql {
namespace {

constexpr std::size_t longest_line = 2'000;
constexpr std::size_t longest_payload = 7'900;  // the server takes less than 8,000 bytes
constexpr std::size_t most_waiting = 10'000;
constexpr auto tick = std::chrono::seconds(1);

/// What a hook reads from the database can fail while the channel itself stands: the hook is called again with the next tick.
void guarded(const std::function<void()>& hook) {
  try {
    hook();
  } catch (const Failure&) {
  }
}

}  // namespace

PostgresChannel::PostgresChannel(std::string conninfo, std::string name, Hooks hooks)
    : m_conninfo(std::move(conninfo)), m_name(std::move(name)), m_hooks(std::move(hooks)) {
  if (::pipe2(m_wake, O_CLOEXEC | O_NONBLOCK) != 0) throw Failure(Failure::Kind::full, "cannot make a pipe");
}

void PostgresChannel::start() {
  m_thread = std::thread([this] { run(); });
}

PostgresChannel::~PostgresChannel() {
  {
    const std::lock_guard lock(m_mutex);
    m_is_ending = true;
  }
  m_ended.notify_all();
  wake();
  if (m_thread.joinable()) m_thread.join();
  ::close(m_wake[0]);
  ::close(m_wake[1]);
}

void PostgresChannel::wake() const {
  if (::write(m_wake[1], "x", 1) < 0) return;  // a full pipe wakes as well
}

bool PostgresChannel::is_ending() const {
  const std::lock_guard lock(m_mutex);
  return m_is_ending;
}

void PostgresChannel::send(std::string line) {
  ASSERT(line.size() <= longest_line && line.find('\n') == std::string::npos);
  {
    const std::lock_guard lock(m_mutex);
    if (!m_waiting.empty() && m_waiting.back() == line) return;
    if (m_waiting.size() == most_waiting) m_waiting.pop_front();
    m_waiting.push_back(std::move(line));
  }
  wake();
}

std::pair<std::string, std::size_t> PostgresChannel::next_payload() const {
  const std::lock_guard lock(m_mutex);
  std::string payload;
  std::size_t lines = 0;
  for (; lines < m_waiting.size(); ++lines) {
    if (!payload.empty() && payload.size() + 1 + m_waiting[lines].size() > longest_payload) break;
    if (lines > 0) payload += '\n';
    payload += m_waiting[lines];
  }
  return {std::move(payload), lines};
}

void PostgresChannel::drop(std::size_t lines) {
  const std::lock_guard lock(m_mutex);
  for (; lines > 0 && !m_waiting.empty(); --lines) m_waiting.pop_front();
}

void PostgresChannel::serve() {
  PostgresConnection connection(m_conninfo);
  connection.execute("LISTEN " + m_name);
  guarded(m_hooks.on_connected);
  auto next_tick = std::chrono::steady_clock::now();
  for (;;) {
    const bool is_last_round = is_ending();
    // Outside the writes' own transactions: a NOTIFY inside one makes all commits of the database wait for each other.
    for (auto [payload, lines] = next_payload(); lines > 0; std::tie(payload, lines) = next_payload()) {
      const std::array<Parameter, 2> parameters = {Parameter(m_name), Parameter(payload)};
      connection.run("SELECT pg_notify(?, ?)", parameters, [](const Row&) {});
      drop(lines);
    }
    if (is_last_round) return;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next_tick - std::chrono::steady_clock::now());
    for (const std::string& payload : connection.wait_for_notifications(m_wake[0], std::max(left, std::chrono::milliseconds(0)))) {
      for (const std::string_view line : split(payload, '\n')) guarded([&] { m_hooks.on_line(line); });
    }
    if (std::chrono::steady_clock::now() < next_tick) continue;
    guarded(m_hooks.on_tick);
    next_tick = std::chrono::steady_clock::now() + tick;
  }
}

void PostgresChannel::run() {
  while (!is_ending()) {
    try {
      serve();
    } catch (const Failure&) {  // the connection; another one is tried soon
      guarded(m_hooks.on_tick);
    }
    std::unique_lock lock(m_mutex);
    m_ended.wait_for(lock, tick, [&] { return m_is_ending; });
  }
}

}  // namespace backbeat::sql
