#include "meeting/meeting_plan.hpp"

#include "circle/rotation.hpp"

#include <algorithm>
#include <map>

namespace backbeat::meeting {
namespace {

bool is_holiday_for(const people::Member& member, LocalDate day, std::span<const people::Holiday> holidays) {
  const people::Assignment* assignment = member.assignment_on(day);
  return std::ranges::any_of(holidays, [&](const people::Holiday& holiday) {
    return holiday.day == day && (holiday.region.empty() || (assignment != nullptr && holiday.region == assignment->region));
  });
}

bool is_certified_on(const people::Member& member, LocalDate day) {
  return std::ranges::any_of(member.certifications, [&](const people::Certification& one) {
    return one.kind == people::CertificationKind::facilitator && one.period.covers(day);
  });
}

/// The turns that were: who, and over how many hours.
struct Turns {
  std::map<Id<Person>, std::size_t> had;
  std::optional<Id<Person>> last;
  std::size_t last_length = 0;
};

Turns turns_of(std::span<const std::optional<Id<Person>>> past) {
  Turns turns;
  for (const std::optional<Id<Person>>& facilitator : past) {
    if (!facilitator) continue;
    const bool goes_on = turns.last == facilitator && turns.last_length < circle::sessions_a_turn;
    turns.last_length = goes_on ? turns.last_length + 1 : 1;
    if (!goes_on) ++turns.had[*facilitator];
    turns.last = facilitator;
  }
  return turns;
}

/// Gives each of `hours` (none a holiday) its facilitator.
void assign_facilitators(std::vector<PlannedHour*> hours, std::span<const people::Member> members, const Turns& turns) {
  if (hours.empty() || members.empty()) return;
  const auto is_there = [](const PlannedHour& hour, Id<Person> who) { return std::ranges::find(hour.away, who) == hour.away.end(); };
  if (turns.last && turns.last_length < circle::sessions_a_turn && is_there(*hours.front(), *turns.last) &&
      std::ranges::find(members, *turns.last, &people::Member::id) != members.end()) {
    hours.front()->facilitator = turns.last;
    hours.erase(hours.begin());
    if (hours.empty()) return;
  }
  std::vector<circle::Facilitator> facilitators;
  for (const people::Member& member : members) {
    circle::Facilitator one{.is_certified = is_certified_on(member, hours.front()->day), .turns_so_far = 0, .is_away = {}};
    if (const auto had = turns.had.find(member.id); had != turns.had.end()) one.turns_so_far = had->second;
    for (const PlannedHour* hour : hours) one.is_away.push_back(!is_there(*hour, member.id));
    facilitators.push_back(std::move(one));
  }
  const auto chosen = circle::rotation(facilitators, hours.size());
  for (std::size_t i = 0; i < hours.size(); ++i)
    if (chosen[i]) hours[i]->facilitator = members[*chosen[i]].id;
}

}  // namespace

std::vector<LocalDate> days_of(const CircleFacts& circle) {
  const int ahead = (circle.slot.weekday - static_cast<int>(circle.first_day.weekday()) + 7) % 7;
  std::vector<LocalDate> days;
  for (LocalDate day = circle.first_day + std::chrono::days(ahead); day <= circle.last_day;
       day = day + std::chrono::days(7 * circle.slot.every_weeks))
    days.push_back(day);
  return days;
}

bool is_away(const people::Member& member, LocalDate day, std::span<const people::Holiday> holidays) {
  return !member.works_here_on(day) || is_holiday_for(member, day, holidays) ||
         std::ranges::any_of(member.time_off, [&](const people::TimeOff& off) { return off.first <= day && day <= off.last; });
}

std::vector<PlannedHour> plan_hours(const CircleFacts& circle, std::span<const people::Member> members,
                                    std::span<const people::Holiday> holidays, std::span<const std::optional<Id<Person>>> past,
                                    Instant now) {
  std::vector<PlannedHour> hours;
  int number = 0;
  for (const LocalDate day : days_of(circle)) {
    ++number;
    const Instant starts = to_instant(day, circle.slot.starts, circle.slot.zone);
    if (starts <= now || (circle.ended_at && starts >= *circle.ended_at)) continue;
    PlannedHour hour{.number = number, .day = day, .starts_at = starts, .ends_at = starts + std::chrono::minutes(circle.slot.minutes)};
    std::size_t on_holiday = 0;
    for (const people::Member& member : members) {
      if (is_holiday_for(member, day, holidays)) ++on_holiday;
      if (is_away(member, day, holidays)) hour.away.push_back(member.id);
    }
    hour.is_holiday = on_holiday > 0 && on_holiday * 2 >= members.size();
    hours.push_back(std::move(hour));
  }
  std::vector<PlannedHour*> to_lead;
  for (PlannedHour& hour : hours)
    if (!hour.is_holiday) to_lead.push_back(&hour);
  assign_facilitators(std::move(to_lead), members, turns_of(past));
  return hours;
}

}  // namespace backbeat::meeting
