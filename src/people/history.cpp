#include "people/history.hpp"

#include <unordered_set>

namespace backbeat::people {
namespace {

constexpr LocalDate end_of_time = LocalDate::from_days(1'000'000);

LocalDate end_of(const Assignment& assignment) {
  return assignment.period.to.value_or(end_of_time);
}

}  // namespace

Result<Done> check_history(const Member& member) {
  if (member.left && *member.left <= member.hired)
    return refuse(leave_before_hire, "left", {{"expected", "after " + member.hired.text()}, {"found", member.left->text()}});
  if (member.hours.to <= member.hours.from)
    return expected_value("hours", "an end after " + member.hours.from.text(), member.hours.to.text());
  const LocalDate last = member.left.value_or(end_of_time);
  LocalDate free_from = member.hired;
  for (const Assignment& assignment : member.assignments) {
    if (assignment.manager == member.id) return refuse(own_manager, "manager");
    const std::string begins = assignment.period.from.text();
    if (end_of(assignment) <= assignment.period.from) return expected_value("to", "a day after " + begins, assignment.period.to->text());
    if (assignment.period.from < member.hired)
      return expected_value("from", "the day of hire, " + member.hired.text() + ", or later", begins);
    if (assignment.period.from < free_from) return refuse(two_at_once, "from", {{"found", begins}});
    if (end_of(assignment) > last) return expected_value("to", "the first day gone, " + last.text() + ", or earlier", begins);
    free_from = end_of(assignment);
  }
  return Done{};
}

Result<Done> assign_from(Member& member, LocalDate from, Assignment assignment) {
  if (!member.works_here_on(from)) {
    const std::string until = member.left ? " and before " + member.left->text() : "";
    return expected_value("from", "a day from " + member.hired.text() + " on" + until, from.text());
  }
  if (!member.assignments.empty()) {
    const Assignment& last = member.assignments.back();
    const bool ended_by_leaving = last.period.to && last.period.to == member.left;
    if (from < last.period.from) return refuse(two_at_once, "from", {{"found", from.text()}});
    if (last.period.to && !ended_by_leaving && from < *last.period.to) return refuse(two_at_once, "from", {{"found", from.text()}});
  }
  if (assignment.manager == member.id) return refuse(own_manager, "manager");
  assignment.period = {.from = from, .to = member.left};
  if (!member.assignments.empty() && member.assignments.back().period.from == from) member.assignments.pop_back();
  if (!member.assignments.empty() && end_of(member.assignments.back()) > from) member.assignments.back().period.to = from;
  member.assignments.push_back(std::move(assignment));
  return check_history(member);
}

Result<Done> set_left(Member& member, std::optional<LocalDate> left) {
  if (left && *left <= member.hired)
    return refuse(leave_before_hire, "left", {{"expected", "after " + member.hired.text()}, {"found", left->text()}});
  const auto before = std::exchange(member.left, left);
  if (before && !member.assignments.empty() && member.assignments.back().period.to == before) member.assignments.back().period.to.reset();
  if (left) {
    std::erase_if(member.assignments, [&](const Assignment& assignment) { return assignment.period.from >= *left; });
    if (!member.assignments.empty() && end_of(member.assignments.back()) > *left) member.assignments.back().period.to = left;
  }
  return check_history(member);
}

Result<Done> set_hired(Member& member, LocalDate hired) {
  const LocalDate before = std::exchange(member.hired, hired);
  if (!member.assignments.empty()) {
    LocalDate& first = member.assignments.front().period.from;
    if (first == before || first < hired) first = hired;
  }
  return check_history(member);
}

std::vector<Id<Person>> cycle_through(Id<Person> start, const std::function<std::optional<Id<Person>>(Id<Person>)>& manager_of) {
  std::vector<Id<Person>> path{start};
  std::unordered_set<Id<Person>> seen{start};
  for (auto at = manager_of(start); at; at = manager_of(*at)) {
    if (*at == start) return path;
    if (!seen.insert(*at).second) return {};  // a circle further up, of which `start` is no part
    path.push_back(*at);
  }
  return {};
}

}  // namespace backbeat::people
