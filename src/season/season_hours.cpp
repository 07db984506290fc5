#include "season/season_hours.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

namespace backbeat::season {
namespace {

constexpr int days_of_a_week = 5;
constexpr int minutes_of_a_day = 24 * 60;
constexpr int minutes_of_a_week = 7 * minutes_of_a_day;
constexpr int liked_minute = 11 * 60;
constexpr int bits = static_cast<int>(HalfHours::count_of_bits);

/// Is every half hour that a session touches free, and all of it within Monday to Friday?
bool is_free(const HalfHours& free, int from_minute, int minutes) {
  if (from_minute < 0 || from_minute + minutes > bits * minutes_of_a_bit) return false;
  for (int bit = from_minute / minutes_of_a_bit; bit * minutes_of_a_bit < from_minute + minutes; ++bit)
    if (!free.has(static_cast<std::size_t>(bit))) return false;
  return true;
}

LocalTime time_of(int minute_of_day) {
  return *LocalTime::make(minute_of_day / 60, minute_of_day % 60);
}

std::string said(const FreeSpan& span) {
  return "weekday " + std::to_string(span.weekday) + ", minutes " + std::to_string(span.from_minutes) + " to " +
         std::to_string(span.to_minutes);
}

}  // namespace

Result<HalfHours> half_hours_of(const std::vector<FreeSpan>& spans) {
  HalfHours out;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const FreeSpan& span = spans[i];
    const bool is_whole = span.from_minutes % minutes_of_a_bit == 0 && span.to_minutes % minutes_of_a_bit == 0;
    const bool is_day = span.weekday >= 1 && span.weekday <= days_of_a_week;
    if (!is_day || !is_whole || span.from_minutes < 0 || span.to_minutes <= span.from_minutes || span.to_minutes > minutes_of_a_day)
      return expected_value("free[" + std::to_string(i) + "]", "whole half hours of a day from Monday (1) to Friday (5)", said(span));
    for (int minute = span.from_minutes; minute < span.to_minutes; minute += minutes_of_a_bit)
      out.set(static_cast<std::size_t>((span.weekday - 1) * bits_of_a_day + minute / minutes_of_a_bit));
  }
  return out;
}

std::vector<FreeSpan> spans_of(const HalfHours& half_hours) {
  std::vector<FreeSpan> out;
  for (int bit = 0; bit < bits; ++bit) {
    if (!half_hours.has(static_cast<std::size_t>(bit))) continue;
    const int weekday = bit / bits_of_a_day + 1;
    const int from = bit % bits_of_a_day * minutes_of_a_bit;
    if (!out.empty() && out.back().weekday == weekday && out.back().to_minutes == from)
      out.back().to_minutes += minutes_of_a_bit;
    else
      out.push_back({.weekday = weekday, .from_minutes = from, .to_minutes = from + minutes_of_a_bit});
  }
  return out;
}

HalfHours half_hours_within(people::WorkingHours hours) {
  HalfHours out;
  const int from = hours.from.seconds_since_midnight() / 60;
  const int to = hours.to.seconds_since_midnight() / 60;
  for (int day = 0; day < days_of_a_week; ++day)
    for (int at = 0; at < bits_of_a_day; ++at)
      if (at * minutes_of_a_bit >= from && (at + 1) * minutes_of_a_bit <= to) out.set(static_cast<std::size_t>(day * bits_of_a_day + at));
  return out;
}

std::string text_of(const HalfHours& half_hours) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (std::size_t bit = 0; bit < HalfHours::count_of_bits; bit += 4) {
    std::size_t digit = 0;
    for (std::size_t i = 0; i < 4; ++i) digit = digit * 2 + (half_hours.has(bit + i) ? 1 : 0);
    out += digits[digit];
  }
  return out;
}

std::optional<HalfHours> half_hours_from(std::string_view text) {
  if (text.size() != HalfHours::count_of_bits / 4) return std::nullopt;
  HalfHours out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    const bool is_digit = letter >= '0' && letter <= '9';
    if (!is_digit && (letter < 'a' || letter > 'f')) return std::nullopt;
    const int digit = is_digit ? letter - '0' : letter - 'a' + 10;
    for (std::size_t i = 0; i < 4; ++i)
      if (((digit >> (3 - i)) & 1) != 0) out.set(at * 4 + i);
  }
  return out;
}

const std::vector<int>& SeasonWeek::ahead(const Zone& theirs, const Zone& frame) {
  const auto [found, is_new] = m_ahead.try_emplace({theirs.name(), frame.name()});
  if (!is_new) return found->second;
  std::set<int> differences;
  // Clocks change at night: what holds at the beginning and in the middle of each day is all there is.
  for (LocalDate day = m_first; day <= m_last; day = day + std::chrono::days(1))
    for (const int hour : {0, 12}) {
      const Instant at = to_instant(day, *LocalTime::make(hour, 0), frame);
      const Duration difference = utc_offset(at, theirs) - utc_offset(at, frame);
      differences.insert(static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(difference).count()));
    }
  found->second.assign(differences.begin(), differences.end());
  return found->second;
}

HalfHours SeasonWeek::starts(const LocalHours& hours, const Zone& frame, int minutes) {
  const std::vector<int>& differences = ahead(hours.zone, frame);
  HalfHours out;
  for (int bit = 0; bit < bits; ++bit) {
    const bool suits_always =
        std::ranges::all_of(differences, [&](int difference) { return is_free(hours.free, bit * minutes_of_a_bit + difference, minutes); });
    if (suits_always) out.set(static_cast<std::size_t>(bit));
  }
  return out;
}

HalfHours SeasonWeek::common(std::span<const LocalHours> members, const Zone& frame, int minutes) {
  HalfHours out = HalfHours::all();
  for (const LocalHours& member : members) out &= starts(member, frame, minutes);
  return out;
}

std::optional<Slot> SeasonWeek::choose(std::span<const LocalHours> members, int minutes, std::span<const int> load) {
  std::vector<std::pair<int, Zone>> frames;
  for (const LocalHours& member : members) {
    const auto known = std::ranges::find(frames, member.zone, &std::pair<int, Zone>::second);
    if (known == frames.end())
      frames.emplace_back(1, member.zone);
    else
      ++known->first;
  }
  std::ranges::stable_sort(frames, [](const auto& one, const auto& other) {
    return std::tuple(-one.first, one.second.name()) < std::tuple(-other.first, other.second.name());
  });
  frames.emplace_back(0, m_zone);
  for (const auto& [count, frame] : frames) {
    const HalfHours mask = common(members, frame, minutes);
    std::vector<int> differences;
    for (const LocalHours& member : members) differences.push_back(ahead(member.zone, frame).front());
    std::tuple<int, int, int> best{std::numeric_limits<int>::max(), 0, 0};
    for (int bit = 0; bit < bits; ++bit) {
      if (!mask.has(static_cast<std::size_t>(bit))) continue;
      int strain = 0;
      for (const int difference : differences)
        strain += std::abs((bit * minutes_of_a_bit + difference + minutes_of_a_week) % minutes_of_a_day - liked_minute);
      const auto day = static_cast<std::size_t>(bit / bits_of_a_day);
      best = std::min(best, {strain, day < load.size() ? load[day] : 0, bit});
    }
    if (std::get<0>(best) == std::numeric_limits<int>::max()) continue;
    const int bit = std::get<2>(best);
    return Slot{.zone = frame,
                .weekday = bit / bits_of_a_day + 1,
                .starts = time_of(bit % bits_of_a_day * minutes_of_a_bit),
                .common = mask.count()};
  }
  return std::nullopt;
}

bool SeasonWeek::suits(const Slot& slot, std::span<const LocalHours> members, int minutes) {
  const int minute = (slot.weekday - 1) * minutes_of_a_day + slot.starts.seconds_since_midnight() / 60;
  return std::ranges::all_of(members, [&](const LocalHours& member) {
    return std::ranges::all_of(ahead(member.zone, slot.zone),
                               [&](int difference) { return is_free(member.free, minute + difference, minutes); });
  });
}

LocalDate first_on(LocalDate from, int weekday) {
  const int today = static_cast<int>(from.weekday());
  return from + std::chrono::days((weekday - today + 7) % 7);
}

}  // namespace backbeat::season
