// The zones of time.hpp. The only file that knows the zone database.
#include "base/time.hpp"

#include "base/assert.hpp"
#include "base/front.hpp"
#include "base/posix_zone.hpp"

// As Debian builds libdate-tz: the zones are those of the system's tzdata package.
#define USE_OS_TZDB 1
#define HAS_REMOTE_API 0
#include <date/tz.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <vector>

namespace backbeat {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

/// A stretch of time with one offset. All in milliseconds; the first begins and the last ends beyond every date there is.
struct Stretch {
  std::int64_t begin;      // UTC
  std::int64_t local_end;  // the local time, by this stretch's own offset, at which it ends
  std::int64_t offset;
};

constexpr int last_year = 2200;  // daylight saving is known up to then
constexpr std::int64_t beyond = std::int64_t{1} << 60;

}  // namespace

/// A zone with all its changes of offset, so that a lookup is one binary search and takes no lock.
struct ZoneEntry {
  std::string name;
  std::vector<Stretch> stretches;

  [[nodiscard]] const Stretch& at(std::int64_t utc) const {
    const auto after =
        std::upper_bound(stretches.begin(), stretches.end(), utc, [](std::int64_t t, const Stretch& s) { return t < s.begin; });
    return *std::prev(after);
  }

  /// The first stretch that ends after this local time, and whether the local time falls into the gap before that stretch.
  struct Found {
    std::size_t index;
    bool in_gap;
  };
  [[nodiscard]] Found at_local(std::int64_t local) const {
    const auto found =
        std::upper_bound(stretches.begin(), stretches.end(), local, [](std::int64_t t, const Stretch& s) { return t < s.local_end; });
    const bool in_gap = found != stretches.begin() && local < found->begin + found->offset;
    return {static_cast<std::size_t>(found - stretches.begin()), in_gap};
  }
};

namespace {

std::int64_t ms_of(date::sys_seconds at) {
  return std::chrono::milliseconds(at.time_since_epoch()).count();
}

void add_change(ZoneEntry& entry, std::int64_t at, std::int64_t offset) {
  // Consecutive stretches with one offset differ only in their abbreviation.
  Stretch& before = entry.stretches.back();
  if (before.offset == offset) return;
  before.local_end = at + before.offset;
  entry.stretches.push_back({at, beyond, offset});
}

/// The last line of the zone's file: the rule for the years after those that the file lists. The library does not read it, and without it
/// daylight saving would end in 2037. Empty where the file cannot be read.
std::string last_line(std::string_view name) {
  const char* folder = std::getenv("TZDIR");
  std::ifstream in(std::string(folder != nullptr ? folder : "/usr/share/zoneinfo") + "/" + std::string(name), std::ios::binary);
  std::string line;
  std::string last;
  while (std::getline(in, line)) last = line;
  return last;
}

ZoneEntry load(const date::time_zone& zone, std::string_view name) {
  ZoneEntry entry{.name = std::string(name), .stretches = {}};
  const date::sys_seconds last = date::sys_days(date::year(last_year) / 12 / 31);
  date::sys_info info = zone.get_info(date::sys_seconds(date::sys_days(date::year(1800) / 1 / 1)));
  entry.stretches.push_back({-beyond, beyond, std::chrono::milliseconds(info.offset).count()});
  std::int64_t latest = -beyond;
  while (info.end < last) {
    const date::sys_seconds at = info.end;
    info = zone.get_info(at);
    latest = ms_of(at);
    add_change(entry, latest, std::chrono::milliseconds(info.offset).count());
    if (info.end <= at) break;
  }
  const auto changes = changes_of_posix_rule(last_line(name), 2007, last_year);
  for (const OffsetChange& change : changes.value_or(std::vector<OffsetChange>())) {
    if (change.at_ms > latest) add_change(entry, change.at_ms, change.offset_ms);
  }
  return entry;
}

/// The zones asked for so far. Entries are never removed, so that a Zone may point at one.
class Registry {
 public:
  const ZoneEntry* find(std::string_view name) {
    const std::lock_guard lock(m_mutex);
    const auto known = m_zones.find(name);
    if (known != m_zones.end()) return &known->second;
    try {
      const date::time_zone* zone = date::locate_zone(name);
      return &m_zones.emplace(std::string(name), load(*zone, name)).first->second;
    } catch (const std::runtime_error&) {  // how the library says that there is no such zone
      return nullptr;
    }
  }

 private:
  std::mutex m_mutex;
  std::map<std::string, ZoneEntry, std::less<>> m_zones;
};

const ZoneEntry* find_zone(std::string_view name) {
  static Registry registry;
  return registry.find(name);
}

const ZoneEntry& entry_of(const void* entry) {
  return *static_cast<const ZoneEntry*>(entry);
}

std::int64_t local_ms(LocalDate date, LocalTime time) {
  return date.days_since_epoch() * day_ms + std::int64_t{time.seconds_since_midnight()} * 1000;
}

LocalTime time_of(std::int64_t ms_of_day) {
  const auto seconds = static_cast<int>(ms_of_day / 1000);
  const auto time = LocalTime::make(seconds / 3600, seconds / 60 % 60, seconds % 60);
  ASSERT(time);
  return *time;
}

}  // namespace

Zone::Zone() {
  static const ZoneEntry* const utc = find_zone("UTC");
  ASSERT(utc != nullptr);  // tzdata is not installed
  m_entry = utc;
}

Result<Zone> Zone::make(std::string_view name) {
  const ZoneEntry* entry = name.empty() ? nullptr : find_zone(name);
  if (entry == nullptr) return expected_value("", "an IANA time zone such as Europe/Madrid", std::string(front_of(name, 60)));
  return Zone(entry);
}

std::string_view Zone::name() const {
  return entry_of(m_entry).name;
}

Duration utc_offset(Instant at, const Zone& zone) {
  return Duration(entry_of(zone.m_entry).at(at.unix_ms()).offset);
}

LocalDateTime to_local(Instant at, const Zone& zone) {
  const std::int64_t local = at.unix_ms() + entry_of(zone.m_entry).at(at.unix_ms()).offset;
  const auto day = std::chrono::floor<std::chrono::days>(Duration(local));
  return {LocalDate(std::chrono::sys_days(day)), time_of((Duration(local) - day).count())};
}

Instant to_instant(LocalDate date, LocalTime time, const Zone& zone) {
  const ZoneEntry& entry = entry_of(zone.m_entry);
  const std::int64_t local = local_ms(date, time);
  const auto found = entry.at_local(local);
  return Instant(local - entry.stretches[found.in_gap ? found.index - 1 : found.index].offset);
}

Instant start_of_day(LocalDate date, const Zone& zone) {
  const ZoneEntry& entry = entry_of(zone.m_entry);
  const std::int64_t local = local_ms(date, LocalTime());
  const auto found = entry.at_local(local);
  const Stretch& stretch = entry.stretches[found.index];
  // When midnight is skipped, the day begins with the change itself.
  return Instant(found.in_gap ? stretch.begin : local - stretch.offset);
}

}  // namespace backbeat
