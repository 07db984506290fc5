#include "team/team.hpp"

#include <algorithm>

namespace backbeat::team {
namespace {

std::string name_of(Id<Person> person, const std::vector<people::PersonRef>& people) {
  for (const people::PersonRef& known : people)
    if (known.id == person) return known.name;
  return "somebody";
}

}  // namespace

Counts count(std::span<const cadence::Obligation> obligations) {
  Counts counts;
  for (const cadence::Obligation& obligation : obligations) {
    switch (obligation.state) {
      case cadence::ObligationState::pending:
      case cadence::ObligationState::due:
        continue;
      case cadence::ObligationState::satisfied:
        ++counts.held;
        break;
      case cadence::ObligationState::held_short:
        ++counts.held_short;
        break;
      case cadence::ObligationState::excused:
        ++counts.excused;
        break;
      case cadence::ObligationState::cancelled:
        ++counts.cancelled;
        break;
      case cadence::ObligationState::missed:
        ++counts.missed;
        break;
    }
    ++counts.owed;
  }
  return counts;
}

void sort(std::vector<Entry>& entries) {
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) { return a.at != b.at ? a.at > b.at : a.key > b.key; });
}

std::string title_of(const people::Assignment& assignment, const std::vector<people::PersonRef>& people) {
  std::string out = assignment.job_role.empty() ? "No role" : assignment.job_role;
  if (!assignment.region.empty()) out += " in " + assignment.region;
  if (assignment.manager) out += ", led by " + name_of(*assignment.manager, people);
  return out;
}

std::vector<Entry> entries_of(const people::Member& member, const std::vector<people::PersonRef>& people, Instant now) {
  std::vector<Entry> out;
  const auto add = [&](LocalDate day, EntryKind kind, std::string key, std::string title) {
    const Instant at = start_of_day(day, member.zone);
    if (at <= now)
      out.push_back(
          {.at = at, .kind = kind, .key = std::move(key), .title = std::move(title), .detail = {}, .session = {}, .state = {}, .text = {}});
  };
  add(member.hired, EntryKind::hire, "0hire", "Joined");
  for (std::size_t i = 0; i < member.assignments.size(); ++i)
    add(member.assignments[i].period.from, EntryKind::assignment, "1assignment" + std::to_string(i),
        title_of(member.assignments[i], people));
  if (member.left) add(*member.left, EntryKind::leave, "9leave", "Left");
  return out;
}

}  // namespace backbeat::team
