// How a local time in a file becomes an instant: a zone of the IANA database where the name is one, or the rules the file itself gives
// (VTIMEZONE, RFC 5545 section 3.6.5).
#pragma once

#include "base/time.hpp"
#include "ical/rule.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::ical {

/// One STANDARD or DAYLIGHT part: from each of its onsets on, the offset is `to`.
struct Observance {
  LocalSeconds starts = 0;  // on a clock that shows `from`
  std::int64_t from = 0;    // seconds
  std::int64_t to = 0;
  std::optional<Rule> rule = {};
  std::vector<LocalSeconds> dates = {};
};

class ZoneRules {
 public:
  /// UTC itself.
  ZoneRules() = default;
  explicit ZoneRules(Zone known) : m_known(known) {}
  /// Of a file; at least one observance. Onsets after the year 2100 are not looked for.
  ZoneRules(const std::vector<Observance>& observances, Budget& budget);

  /// A time that a change skips is read with the offset before it, one that happens twice is its first (RFC 5545 section 3.3.5).
  [[nodiscard]] Instant instant_of(LocalSeconds local) const;
  [[nodiscard]] LocalSeconds local_of(Instant at) const;

 private:
  struct Change {
    std::int64_t at = 0;          // seconds UTC
    std::int64_t offset = 0;      // from then on
    LocalSeconds local_from = 0;  // first local time that is read with it
  };
  std::optional<Zone> m_known = Zone();
  std::int64_t m_first_offset = 0;
  std::vector<Change> m_changes;
};

/// The IANA zone that a TZID means by its name alone: its own name, one behind a vendor's prefix ("/mozilla.org/20050126_1/Europe/Berlin"),
/// or Windows' name for it. Nothing where it is none.
[[nodiscard]] std::optional<Zone> zone_by_name(std::string_view tzid);

/// The IANA zone of a Windows name; empty where it is none.
[[nodiscard]] std::string_view iana_of_windows(std::string_view name);

[[nodiscard]] Instant instant_in(const Zone& zone, LocalSeconds local);
[[nodiscard]] LocalSeconds local_in(const Zone& zone, Instant at);

}  // namespace backbeat::ical
