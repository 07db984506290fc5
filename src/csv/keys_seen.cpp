#include "csv/keys_seen.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace backbeat::csv {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_blocks = 4095;  // what Entry::text can count
constexpr std::size_t entries_a_page = 64;

/// Each key sets some bits of one line of the processor's cache: 12 bits a key let one in a hundred strangers through.
class Filter {
 public:
  explicit Filter(std::size_t keys) : m_lines(keys * 12 / 512 + 1) {}

  void add(std::uint64_t hash) {
    Line& line = m_lines[line_of(hash)];
    each_bit(hash, [&](std::size_t word, std::uint64_t bit) {
      line[word] |= bit;
      return true;
    });
  }
  [[nodiscard]] bool may_have(std::uint64_t hash) const {
    const Line& line = m_lines[line_of(hash)];
    return each_bit(hash, [&](std::size_t word, std::uint64_t bit) { return (line[word] & bit) != 0; });
  }

 private:
  using Line = std::array<std::uint64_t, 8>;

  [[nodiscard]] std::size_t line_of(std::uint64_t hash) const { return hash % m_lines.size(); }
  template <class Visit>
  static bool each_bit(std::uint64_t hash, Visit visit) {
    std::uint64_t bits = (hash ^ (hash >> 29U)) * 0x9E3779B97F4A7C15U;
    for (int i = 0; i < 6; ++i, bits >>= 9U)
      if (!visit((bits >> 6U) & 7U, std::uint64_t{1} << (bits & 63U))) return false;
    return true;
  }

  std::vector<Line> m_lines;
};

/// What stands before each text on disk.
struct Head {
  std::uint64_t hash;
  std::int64_t row;
  std::uint32_t length;
};
constexpr std::size_t head_bytes = 20;

}  // namespace

/// Keys in the order of their hashes, and where each page of them begins in the file.
struct KeysSeen::Run {
  struct Page {
    std::uint64_t first_hash;
    std::uint64_t offset;
  };
  Filter filter;
  std::vector<Page> pages;
  std::uint64_t end = 0;
};

KeysSeen::KeysSeen(std::size_t most_in_memory) : m_most_in_memory(most_in_memory) {}
KeysSeen::~KeysSeen() = default;

std::size_t KeysSeen::runs_on_disk() const {
  return m_runs.size();
}

std::string_view KeysSeen::text_of(const Entry& entry) const {
  return std::string_view(m_texts[entry.text / block_bytes]).substr(entry.text % block_bytes, entry.length);
}

std::size_t KeysSeen::place_of(std::string_view key, std::uint64_t hash) const {
  for (std::size_t at = hash & (m_entries.size() - 1);; at = (at + 1) & (m_entries.size() - 1)) {
    const Entry& entry = m_entries[at];
    if (entry.row == 0 || (entry.hash == hash && text_of(entry) == key)) return at;
  }
}

void KeysSeen::grow() {
  const std::vector<Entry> before = std::exchange(m_entries, std::vector<Entry>(std::max<std::size_t>(1024, m_entries.size() * 2)));
  for (const Entry& entry : before)
    if (entry.row != 0) m_entries[place_of(text_of(entry), entry.hash)] = entry;
}

std::optional<std::int64_t> KeysSeen::add(std::string_view key, std::int64_t row) {
  if (m_count >= m_most_in_memory && m_may_spill) spill();
  if (m_count * 4 >= m_entries.size() * 3) grow();
  const std::uint64_t hash = std::hash<std::string_view>()(key);
  Entry& entry = m_entries[place_of(key, hash)];
  if (entry.row != 0) return entry.row;
  for (const Run& run : m_runs)
    if (const auto before = on_disk(run, key, hash)) return before;
  if (m_texts.size() >= most_blocks) throw std::length_error("keys of 4 GiB, and no temporary file for them");
  // A block is as long as it must be for a text of any length.
  if (m_texts.empty() || m_texts.back().size() + key.size() > block_bytes)
    m_texts.emplace_back().reserve(std::max(block_bytes, key.size()));
  entry = {.hash = hash,
           .row = row,
           .text = static_cast<std::uint32_t>((m_texts.size() - 1) * block_bytes + m_texts.back().size()),
           .length = static_cast<std::uint32_t>(key.size())};
  m_texts.back() += key;
  ++m_count;
  return std::nullopt;
}

void KeysSeen::spill() {
  if (m_file == nullptr) m_file.reset(std::tmpfile());
  std::vector<Entry> sorted;
  sorted.reserve(m_count);
  for (const Entry& entry : m_entries)
    if (entry.row != 0) sorted.push_back(entry);
  Run run{.filter = Filter(sorted.size()), .pages = {}};
  m_may_spill = m_file != nullptr && write(sorted, run);
  if (!m_may_spill) return;
  m_runs.push_back(std::move(run));
  std::ranges::fill(m_entries, Entry{});
  m_texts.clear();
  m_count = 0;
}

bool KeysSeen::write(std::vector<Entry>& sorted, Run& run) {
  std::ranges::sort(sorted, {}, &Entry::hash);
  std::uint64_t offset = m_file_bytes;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Entry& entry = sorted[i];
    if (i % entries_a_page == 0) run.pages.push_back({.first_hash = entry.hash, .offset = offset});
    run.filter.add(entry.hash);
    std::array<char, head_bytes> head{};
    std::memcpy(head.data(), &entry.hash, 8);
    std::memcpy(head.data() + 8, &entry.row, 8);
    std::memcpy(head.data() + 16, &entry.length, 4);
    const std::string_view text = text_of(entry);
    if (std::fwrite(head.data(), 1, head.size(), m_file.get()) != head.size()) return false;
    if (std::fwrite(text.data(), 1, text.size(), m_file.get()) != text.size()) return false;
    offset += head_bytes + text.size();
  }
  if (std::fflush(m_file.get()) != 0) return false;
  run.end = m_file_bytes = offset;
  return true;
}

std::optional<std::int64_t> KeysSeen::on_disk(const Run& run, std::string_view key, std::uint64_t hash) const {
  if (!run.filter.may_have(hash)) return std::nullopt;
  // Keys of one hash may stand on both sides of the beginning of a page.
  auto page = std::ranges::lower_bound(run.pages, hash, {}, &Run::Page::first_hash);
  if (page != run.pages.begin()) --page;
  std::string bytes;
  for (; page != run.pages.end() && page->first_hash <= hash; ++page) {
    const std::uint64_t end = page + 1 == run.pages.end() ? run.end : (page + 1)->offset;
    bytes.resize(end - page->offset);
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t got = pread(fileno(m_file.get()), bytes.data() + done, bytes.size() - done, static_cast<off_t>(page->offset + done));
      if (got <= 0) throw std::system_error(got == 0 ? EIO : errno, std::generic_category(), "the temporary file of an import");
      done += static_cast<std::size_t>(got);
    }
    for (std::string_view rest = bytes; rest.size() >= head_bytes;) {
      Head head{};
      std::memcpy(&head.hash, rest.data(), 8);
      std::memcpy(&head.row, rest.data() + 8, 8);
      std::memcpy(&head.length, rest.data() + 16, 4);
      if (head.hash == hash && rest.substr(head_bytes, head.length) == key) return head.row;
      rest.remove_prefix(head_bytes + head.length);
    }
  }
  return std::nullopt;
}

}  // namespace backbeat::csv
