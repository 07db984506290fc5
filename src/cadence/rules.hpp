// The cadences of all playbook versions known at an instant, compiled so that "how many are owed to this role and band" is one look-up.
#pragma once

#include "cadence/ledger.hpp"
#include "cadence/windows.hpp"

namespace backbeat::cadence {

/// The sessions of one type that are owed every so often. A type can have several: weekly for some, monthly for others.
struct Line {
  std::size_t kind = 0;  // of Rules::kinds
  playbook::Every every = playbook::Every::week;
};

/// A session owed once, around a day after hire.
struct OnceAfterHire {
  std::size_t kind = 0;
  int day = 0;
  int window_days = 0;
  std::vector<bool> is_for;  // by role and band, as in Version::place
};

/// One playbook version's cadences, by the ledger's roles and its own tenure bands.
struct Version {
  LocalDate effective_from;
  Weekend weekend;
  std::vector<playbook::TenureBand> bands;
  std::vector<std::vector<int>> counts;  // by line, then place: sessions in each period
  std::vector<OnceAfterHire> once;

  static constexpr int no_band = -1;
  [[nodiscard]] std::size_t place(Index role, int band) const { return role * (bands.size() + 1) + static_cast<std::size_t>(band + 1); }
  /// The band of so many whole months since hire: the first that holds them.
  [[nodiscard]] int band_of(int months) const;
};

class Rules {
 public:
  Rules(const Ledger& ledger, Instant as_of);

  [[nodiscard]] const std::vector<Version>& versions() const { return m_versions; }
  /// The version in force on a day: the last effective on or before it; the first where all are later. There must be one.
  [[nodiscard]] std::size_t version_on(LocalDate day) const;
  /// The session types that any version owes, by key.
  [[nodiscard]] const std::vector<std::string>& kinds() const { return m_kinds; }
  [[nodiscard]] const std::vector<Line>& lines() const { return m_lines; }
  /// Can windows of this kind overlap? Only then does one obligation depend on another's session.
  [[nodiscard]] bool may_overlap(std::size_t kind) const;

 private:
  std::vector<Version> m_versions;  // by effective_from, one for each day
  std::vector<std::string> m_kinds;
  std::vector<Line> m_lines;
};

}  // namespace backbeat::cadence
