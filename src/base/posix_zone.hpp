// The rule by which a zone changes its offset every year from now on, as the last line of its file in the zone database gives it
// (a POSIX TZ string, IEEE 1003.1 section 8.3, with the extensions of RFC 8536 section 3.3.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace backbeat {

struct OffsetChange {
  std::int64_t at_ms;      // UTC
  std::int64_t offset_ms;  // from then on
  friend bool operator==(const OffsetChange&, const OffsetChange&) = default;
};

/// The changes of one rule such as "CET-1CEST,M3.5.0,M10.5.0/3" in the years `from` to `to`, in order of time; none for a rule without
/// daylight saving. Nothing at all when the text is no such rule.
[[nodiscard]] std::optional<std::vector<OffsetChange>> changes_of_posix_rule(std::string_view rule, int from, int to);

}  // namespace backbeat
