#include "sql/wal_check.hpp"

#include <array>
#include <cstring>
#include <fstream>
#include <vector>

namespace backbeat::sql {
namespace {

constexpr std::size_t log_header = 32;
constexpr std::size_t frame_header = 24;
constexpr std::uint32_t magic_little = 0x377F0682;
constexpr std::uint32_t magic_big = 0x377F0683;

using Sums = std::array<std::uint32_t, 2>;

std::uint32_t big_endian(const char* at) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = (value << 8U) | static_cast<std::uint8_t>(at[i]);
  return value;
}

std::uint32_t little_endian(const char* at) {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = (value << 8U) | static_cast<std::uint8_t>(at[i]);
  return value;
}

Sums add(Sums sums, const char* bytes, std::size_t count, bool is_big) {
  const auto word = is_big ? big_endian : little_endian;
  for (std::size_t i = 0; i + 8 <= count; i += 8) {
    sums[0] += word(bytes + i) + sums[1];
    sums[1] += word(bytes + i + 4) + sums[0];
  }
  return sums;
}

struct Header {
  std::array<char, log_header> bytes{};
  bool is_big = false;
  std::size_t page = 0;
  Sums sums{};
};

/// Nothing where the log is shorter than a header: it was never begun.
std::optional<Header> read_header(std::ifstream& in) {
  Header header;
  in.clear();
  in.seekg(0);
  if (!in.read(header.bytes.data(), log_header)) return std::nullopt;
  header.is_big = big_endian(header.bytes.data()) == magic_big;
  header.page = big_endian(header.bytes.data() + 8);
  header.sums = add({}, header.bytes.data(), 24, header.is_big);
  return header;
}

bool is_sound(const Header& header) {
  const auto magic = big_endian(header.bytes.data());
  const bool is_known = magic == magic_little || magic == magic_big;
  const bool is_page = header.page >= 512 && header.page <= 65'536 && (header.page & (header.page - 1)) == 0;
  return is_known && is_page && header.sums == Sums{big_endian(header.bytes.data() + 24), big_endian(header.bytes.data() + 28)};
}

bool has_salts_of(const Header& header, const char* frame) {
  return std::memcmp(frame + 8, header.bytes.data() + 16, 8) == 0;
}

std::optional<std::string> look(std::ifstream& in, const Header& header) {
  std::vector<char> frame(frame_header + header.page);
  Sums sums = header.sums;
  bool is_broken_off = false;
  bool has_commit_after = false;
  for (std::int64_t number = 1, bad = 0; in.read(frame.data(), static_cast<std::streamsize>(frame.size())); ++number) {
    const bool is_ours = has_salts_of(header, frame.data());
    if (!is_broken_off) {
      sums = add(add(sums, frame.data(), 8, header.is_big), frame.data() + frame_header, header.page, header.is_big);
      const bool is_good = is_ours && sums == Sums{big_endian(frame.data() + 16), big_endian(frame.data() + 20)};
      if (is_good) continue;
      is_broken_off = true;
      bad = number;
    } else if (is_ours && has_commit_after) {
      return "frame " + std::to_string(bad) + " of its write-ahead log does not hold what was written, and later transactions follow it";
    }
    // Whether a transaction ends here; the rest of a log from before it was begun anew has other salts.
    has_commit_after = has_commit_after || (is_ours && big_endian(frame.data() + 4) != 0);
  }
  return std::nullopt;
}

/// Whether frames follow a header that is not one: it is written and synced before them.
bool has_commits(std::ifstream& in) {
  in.clear();
  in.seekg(0, std::ios::end);
  return in.tellg() > static_cast<std::streamoff>(log_header + frame_header);
}

}  // namespace

std::optional<std::string> wal_damage(const std::string& log) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    std::ifstream in(log, std::ios::binary);
    if (!in) return std::nullopt;
    const auto header = read_header(in);
    if (!header) return std::nullopt;
    auto damage = is_sound(*header) ? look(in, *header)
                  : has_commits(in) ? std::optional<std::string>("the header of its write-ahead log is not one, and frames follow it")
                                    : std::nullopt;
    if (!damage) return std::nullopt;
    // Another process may have begun the log anew while we read.
    const auto now = read_header(in);
    if (now && now->bytes == header->bytes) return damage;
  }
  return std::nullopt;
}

}  // namespace backbeat::sql
