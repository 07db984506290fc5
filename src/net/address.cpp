#include "net/net.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <cstring>

namespace backbeat::net {
namespace {

struct Block {
  std::uint32_t network;
  int bits;
};

constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24U | b << 16U | c << 8U | d;
}

// IANA's registry of special-purpose addresses (RFC 6890 and its updates).
constexpr Block special_v4[] = {{v4(0, 0, 0, 0), 8},      {v4(10, 0, 0, 0), 8},     {v4(100, 64, 0, 0), 10}, {v4(127, 0, 0, 0), 8},
                                {v4(169, 254, 0, 0), 16}, {v4(172, 16, 0, 0), 12},  {v4(192, 0, 0, 0), 24},  {v4(192, 0, 2, 0), 24},
                                {v4(192, 88, 99, 0), 24}, {v4(192, 168, 0, 0), 16}, {v4(198, 18, 0, 0), 15}, {v4(198, 51, 100, 0), 24},
                                {v4(203, 0, 113, 0), 24}, {v4(224, 0, 0, 0), 4},    {v4(240, 0, 0, 0), 4}};

bool is_private_v4(std::uint32_t address) {
  for (const Block& block : special_v4) {
    const std::uint32_t mask = ~std::uint32_t{0} << static_cast<unsigned>(32 - block.bits);
    if ((address & mask) == block.network) return true;
  }
  return false;
}

using V6 = std::array<unsigned char, 16>;

std::uint32_t v4_at(const V6& address, std::size_t at) {
  return v4(address[at], address[at + 1], address[at + 2], address[at + 3]);
}

bool begins_with(const V6& address, std::initializer_list<unsigned char> bytes) {
  std::size_t at = 0;
  for (const unsigned char byte : bytes)
    if (address[at++] != byte) return false;
  return true;
}

bool is_private_v6(const V6& address) {
  if (begins_with(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return is_private_v4(v4_at(address, 12));     // ::ffff:a.b.c.d
  if (begins_with(address, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return is_private_v4(v4_at(address, 12));  // NAT64
  if (begins_with(address, {0x20, 0x02})) return is_private_v4(v4_at(address, 2));                                    // 6to4
  if ((address[0] & 0xe0U) != 0x20) return true;                    // only 2000::/3 is given out
  if (begins_with(address, {0x20, 0x01, 0x0d, 0xb8})) return true;  // documentation
  return begins_with(address, {0x20, 0x01}) && address[2] < 0x02;   // 2001::/23: protocol assignments, Teredo among them
}

}  // namespace

bool is_private_address(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));  // without a zone
  in_addr four{};
  if (::inet_pton(AF_INET, text.c_str(), &four) == 1) return is_private_v4(ntohl(four.s_addr));
  in6_addr six{};
  if (::inet_pton(AF_INET6, text.c_str(), &six) != 1) return true;
  V6 bytes{};
  std::memcpy(bytes.data(), &six, bytes.size());
  return is_private_v6(bytes);
}

}  // namespace backbeat::net
