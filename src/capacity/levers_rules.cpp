#include "capacity/levers_rules.hpp"

#include "capacity/levers.hpp"

#include <algorithm>

namespace backbeat::capacity {
namespace {

using playbook::Every;

/// Takes one role out of a rule: what is left of the rule stays, the role gets a copy of its own. False where the rule does not name it.
template <class Rule>
bool split_off(const playbook::Playbook& rules, Rule& rule, const std::string& job_role, std::optional<Rule>& others) {
  if (!playbook::applies_to(rules, rule.job_roles, job_role)) return false;
  Rule rest = rule;
  rest.job_roles.clear();
  for (const auto& role : rules.job_roles)
    if (role.key != job_role && playbook::applies_to(rules, rule.job_roles, role.key)) rest.job_roles.push_back(role.key);
  if (!rest.job_roles.empty()) others = std::move(rest);
  rule.job_roles = {job_role};
  return true;
}

/// Changes the rules that name a role, for that role alone. `change` says whether it changed anything.
template <class Rule, class Wanted, class Change>
void change_for(const playbook::Playbook& rules, std::vector<Rule>& list, const std::string& job_role, const Wanted& wanted,
                const Change& change) {
  std::vector<Rule> out;
  for (const Rule& rule : list) {
    Rule own = rule;
    std::optional<Rule> others;
    if (!wanted(rule) || !split_off(rules, own, job_role, others) || !change(own)) {
      out.push_back(rule);
      continue;
    }
    if (others) out.push_back(std::move(*others));
    out.push_back(std::move(own));
  }
  list = std::move(out);
}

int total(const playbook::RideAlongRule& rule) {
  return rule.observe + rule.co_sell + rule.reverse;
}

playbook::SessionType call_review() {
  return {.key = std::string(call_review_kind),
          .name = "Call review",
          .minutes = 30,
          .preparation_minutes = 15,
          .counts_as = playbook::CountsAs::coaching};
}

}  // namespace

bool is_recurring(const playbook::Cadence& cadence, std::string_view session_type) {
  return cadence.session_type == session_type && cadence.days_after_hire.empty();
}

bool names(const playbook::Playbook& rules, const playbook::Cadence& cadence, std::string_view job_role) {
  return playbook::applies_to(rules, cadence.job_roles, job_role);
}

bool make_rarer(playbook::Cadence& cadence) {
  if (cadence.count > 1) {
    cadence.count = (cadence.count + 1) / 2;
    return true;
  }
  switch (cadence.every) {
    case Every::week:
      cadence.every = Every::two_weeks;
      return true;
    case Every::two_weeks:
      cadence.every = Every::month;
      return true;
    case Every::month:
      cadence.every = Every::quarter;
      return true;
    case Every::quarter:
      return false;
  }
  return false;
}

void owe_rarer(playbook::Playbook& rules, std::string_view session_type, const std::string& job_role) {
  change_for(
      rules, rules.cadences, job_role, [&](const playbook::Cadence& cadence) { return is_recurring(cadence, session_type); },
      [](playbook::Cadence& cadence) { return make_rarer(cadence); });
}

void owe_quarterly(playbook::Playbook& rules, std::string_view session_type) {
  for (auto& cadence : rules.cadences)
    if (is_recurring(cadence, session_type) && cadence.every == Every::month) {
      cadence.every = Every::quarter;
      cadence.count = 1;
    }
}

void owe_one_ride_along_less(playbook::Playbook& rules, const std::string& job_role) {
  change_for(
      rules, rules.ride_alongs, job_role, [](const playbook::RideAlongRule& rule) { return rule.taper.empty(); },
      [](playbook::RideAlongRule& rule) {
        if (rule.every != Every::quarter && total(rule) == 1) {
          if (rule.every != Every::month) return false;
          rule.every = Every::quarter;
          for (int* count : {&rule.observe, &rule.co_sell, &rule.reverse}) *count *= 2;
          return true;
        }
        if (total(rule) < 2) return false;
        int* most = &rule.observe;
        for (int* count : {&rule.co_sell, &rule.reverse})
          if (*count > *most) most = count;
        --*most;
        return true;
      });
}

void review_calls(playbook::Playbook& rules, const std::string& job_role) {
  std::vector<playbook::Cadence> reviews;
  change_for(
      rules, rules.ride_alongs, job_role, [](const playbook::RideAlongRule& rule) { return rule.observe > 0; },
      [&](playbook::RideAlongRule& rule) {
        --rule.observe;
        reviews.push_back({.session_type = std::string(call_review_kind),
                           .job_roles = rule.job_roles,
                           .tenure_bands = rule.tenure_bands,
                           .every = rule.every,
                           .count = 1});
        return true;
      });
  if (reviews.empty()) return;
  std::erase_if(rules.ride_alongs, [](const playbook::RideAlongRule& rule) { return rule.taper.empty() && total(rule) == 0; });
  if (!rules.session_type(call_review_kind)) rules.session_types.push_back(call_review());
  for (auto& review : reviews) rules.cadences.push_back(std::move(review));
}

void shorten(playbook::Playbook& rules, std::string_view session_type, int minutes) {
  for (auto& type : rules.session_types) {
    if (type.key != session_type || type.minutes <= minutes) continue;
    int left = minutes, before = type.minutes;
    for (std::size_t i = 0; i < type.agenda.size(); ++i) {
      auto& stage = type.agenda[i];
      const int stages_after = static_cast<int>(type.agenda.size() - i) - 1;
      const int was = stage.minutes;
      // In proportion to what is left of both, so that the stages add up.
      stage.minutes = std::clamp((left * was + before / 2) / std::max(before, 1), 1, std::max(1, left - stages_after));
      left -= stage.minutes;
      before -= was;
    }
    type.minutes = minutes;
    if (type.short_below_minutes) type.short_below_minutes = std::min(*type.short_below_minutes, minutes);
  }
}

}  // namespace backbeat::capacity
