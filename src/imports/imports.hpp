// What an import says about a file: how many rows, what they changed, and every row it would not take, in words a person can act on.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "imports/mapping.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::imports {

struct ImportRun;  // tag

/// A row that was left out. `row` counts the file's rows from 1, its header being row 1.
struct Rejected {
  std::int64_t row = 0;
  std::string column;  // as the file calls it; empty for the row as a whole
  std::string found;
  std::string expected;
  friend bool operator==(const Rejected&, const Rejected&) = default;
};

/// Something worth knowing about a row that was taken, or about the file.
struct Note {
  std::optional<std::int64_t> row;
  std::string text;
  friend bool operator==(const Note&, const Note&) = default;
};

/// A name or id in the file that belongs to nobody we know; its rows are kept and wait for a match.
struct Unmatched {
  std::string value;
  std::int64_t rows = 0;
  friend bool operator==(const Unmatched&, const Unmatched&) = default;
};

struct Change {
  std::int64_t row = 0;
  std::string what;  // "Ana Ruiz: manager was Jo Park, is Kim Lee from 2027-01-04"
  friend bool operator==(const Change&, const Change&) = default;
};

/// added + changed + unchanged + rejected_total == rows.
struct ImportReport {
  std::string kind;
  std::string file_name;
  std::int64_t rows = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t rejected_total = 0;
  std::vector<Rejected> rejected;
  std::vector<Note> notes;
  std::vector<Unmatched> unmatched;
  std::vector<Change> changes;  // the first `most_changes`
  UsedMapping mapping;
  bool applied = false;
  std::optional<Id<ImportRun>> run_id;

  static constexpr std::size_t most_changes = 50;
  static constexpr std::size_t most_rejected = 1000;  // listed; rejected_total counts them all
  void reject(Rejected rejection);
  void note_change(std::int64_t row, std::string what);
};

enum class Freshness { fresh, stale, never };

/// A source is stale when its last import is older than this.
inline constexpr std::chrono::days stale_after{8};
[[nodiscard]] Freshness freshness_of(std::optional<Instant> last_imported, Instant now);

/// The state of one kind of source.
struct Source {
  std::string kind;
  std::string label;
  std::optional<Instant> last_imported_at;
  std::int64_t last_rows = 0;
  std::int64_t last_rejected = 0;
  std::int64_t unmatched = 0;  // names still waiting
  Freshness freshness = Freshness::never;
};

/// A value that no person answers to, and how many rows wait for it.
struct UnmatchedName {
  std::string source;  // kind of import that met it
  std::string system;  // identity system: "crm_name", "manager_name"
  std::string value;
  std::int64_t rows = 0;
  Instant first_seen_at;
  friend bool operator==(const UnmatchedName&, const UnmatchedName&) = default;
};

}  // namespace backbeat::imports
