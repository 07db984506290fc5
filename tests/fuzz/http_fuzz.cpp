// Bytes as a client sends them, in pieces of any size, through the real connection, its limits and the service, to a few routes.
// First byte: the size of the pieces. What must hold: every answer is HTTP/1.1, none says 5xx but a shed 503, and the connection ends.
#include "fuzz.hpp"
#include "http/connection.hpp"
#include "http/test_world.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace backbeat::http {
namespace {

using boost::system::error_code;

class ScriptedStream final : public Stream {
 public:
  ScriptedStream(asio::io_context& io, std::string_view bytes, std::size_t piece, std::string& written)
      : m_socket(io), m_left(bytes), m_piece(piece), m_written(written) {}

  asio::awaitable<void> handshake(error_code&) override { co_return; }
  asio::awaitable<std::size_t> read_some(asio::mutable_buffer into, error_code& ec) override {
    const std::size_t size = std::min({m_left.size(), m_piece, into.size()});
    std::memcpy(into.data(), m_left.data(), size);
    m_left.remove_prefix(size);
    if (size == 0) ec = asio::error::eof;
    co_return size;
  }
  asio::awaitable<void> write(Buffers from, error_code&) override {
    for (const auto& part : from) m_written.append(static_cast<const char*>(part.data()), part.size());
    co_return;
  }
  asio::awaitable<void> end_sending(error_code&) override { co_return; }
  [[nodiscard]] bool is_secure() const override { return false; }
  [[nodiscard]] asio::ip::tcp::socket& socket() override { return m_socket; }

 private:
  asio::ip::tcp::socket m_socket;
  std::string_view m_left;
  std::size_t m_piece;
  std::string& m_written;
};

struct Home {
  testing::World world;
  Service& service;
  Workers workers{1, 16};
  ServerSettings settings{.most_header_bytes = 2048, .most_target_bytes = 512, .most_buffered_bytes = 1 << 20};

  Home() : service(prepared(world)) {}
  static Service& prepared(testing::World& world) {
    world.settings.most_body_bytes = 1024;
    world.settings.most_upload_bytes = 4096;
    const RateLimit none{.burst = 1e12, .per_second = 1e9};
    world.settings.per_address = world.settings.per_credential = world.settings.sign_in = none;
    return world.start();
  }
};

}  // namespace
}  // namespace backbeat::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backbeat;
  using namespace backbeat::http;
  // Never destroyed: its thread would outlive what OpenSSL keeps for it.
  static Home& home = *std::make_unique<Home>().release();
  home.world.log.clear();
  fuzz::Input input(data, size);
  constexpr std::size_t pieces[] = {1, 2, 7, 64, 1000, 100'000};
  const std::size_t piece = pieces[input.choice(std::size(pieces))];

  asio::io_context io;
  ConnectionParts parts{.io = io, .service = home.service, .workers = home.workers, .settings = home.settings};
  std::string written;
  bool has_ended = false;
  auto connection = std::make_shared<Connection>(std::make_unique<ScriptedStream>(io, input.rest(), piece, written), "10.0.0.1", parts);
  auto guard = asio::make_work_guard(io);  // until the connection ends; its timer ends with it, and it is held here
  asio::co_spawn(io, connection->run(), [&](const std::exception_ptr& thrown) {
    fuzz::must(thrown == nullptr, "a connection throws nothing");
    has_ended = true;
    io.stop();
  });
  io.run();
  fuzz::must(has_ended, "a connection ends");
  fuzz::must(parts.buffered_bytes == 0, "what was promised to bodies is given back");
  if (written.empty()) return 0;
  fuzz::must(written.starts_with("HTTP/1.1 "), "an answer is HTTP");
  const std::string_view status = std::string_view(written).substr(9, 3);
  fuzz::must(status != "500" || home.world.log.find("disk says no") != std::string::npos, "no input makes an internal error");
  return 0;
}
