// Which keys a file of any length has had so far, in memory that hardly grows with it.
#pragma once

#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::csv {

/// The keys that a file has had so far, with their rows. Exact. Up to `most_in_memory` keys are held as they are, in a third of the memory
/// of a map of strings; then they go to a temporary file, sorted, and a filter and an index of two bytes a key stay. Where no such file can
/// be written, all stay in memory.
class KeysSeen {
 public:
  explicit KeysSeen(std::size_t most_in_memory = 750'000);
  ~KeysSeen();
  KeysSeen(const KeysSeen&) = delete;
  KeysSeen& operator=(const KeysSeen&) = delete;

  /// The row on which the key came before; nothing where this is the first. `row` is 1 or more.
  [[nodiscard]] std::optional<std::int64_t> add(std::string_view key, std::int64_t row);

  [[nodiscard]] std::size_t runs_on_disk() const;

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::int64_t row = 0;    // 0: free
    std::uint32_t text = 0;  // where it begins in m_texts
    std::uint32_t length = 0;
  };
  struct Run;
  struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  [[nodiscard]] std::size_t place_of(std::string_view key, std::uint64_t hash) const;
  [[nodiscard]] std::string_view text_of(const Entry& entry) const;
  void grow();
  void spill();
  [[nodiscard]] bool write(std::vector<Entry>& sorted, Run& run);
  [[nodiscard]] std::optional<std::int64_t> on_disk(const Run& run, std::string_view key, std::uint64_t hash) const;

  std::size_t m_most_in_memory;
  std::vector<Entry> m_entries;
  std::deque<std::string> m_texts;  // blocks that never move, so that growing copies nothing
  std::size_t m_count = 0;
  std::unique_ptr<std::FILE, CloseFile> m_file;  // has no name, and is gone with the program
  std::uint64_t m_file_bytes = 0;
  std::vector<Run> m_runs;
  bool m_may_spill = true;
};

}  // namespace backbeat::csv
