#include "playbook/playbook.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backbeat::playbook {
namespace {

template <class T>
const T* with_key(const std::vector<T>& items, std::string_view key) {
  const auto found = std::ranges::find(items, key, &T::key);
  return found == items.end() ? nullptr : &*found;
}

template <class T>
std::string names_of(const std::vector<T>& items, const std::vector<std::string>& keys) {
  std::string out;
  for (const auto& key : keys) {
    const T* item = with_key(items, key);
    out += (out.empty() ? "" : ", ") + (item ? item->name : key);
  }
  return out;
}

std::string for_whom(const Playbook& playbook, const std::vector<std::string>& job_roles, const std::vector<std::string>& tenure_bands) {
  std::string out = ", for " + (job_roles.empty() ? std::string("every coached role") : names_of(playbook.job_roles, job_roles));
  if (!tenure_bands.empty()) out += " (" + names_of(playbook.tenure_bands, tenure_bands) + ")";
  return out;
}

std::string_view period_of(Every every) {
  switch (every) {
    case Every::week:
      return "week";
    case Every::two_weeks:
      return "two weeks";
    case Every::month:
      return "month";
    case Every::quarter:
      return "quarter";
  }
  return "";
}

}  // namespace

std::string_view name_of(CountsAs counts_as) {
  switch (counts_as) {
    case CountsAs::coaching:
      return "coaching";
    case CountsAs::deal_coaching:
      return "deal_coaching";
    case CountsAs::peer_coaching:
      return "peer_coaching";
    case CountsAs::practice:
      return "practice";
    case CountsAs::nothing:
      return "nothing";
  }
  return "";
}

std::string_view name_of(Content content) {
  switch (content) {
    case Content::skill:
      return "skill";
    case Content::deal:
      return "deal";
    case Content::pipeline:
      return "pipeline";
    case Content::career:
      return "career";
  }
  return "";
}

std::string_view name_of(LedBy led_by) {
  switch (led_by) {
    case LedBy::rep:
      return "rep";
    case LedBy::manager:
      return "manager";
    case LedBy::both:
      return "both";
  }
  return "";
}

std::string_view name_of(Every every) {
  switch (every) {
    case Every::week:
      return "week";
    case Every::two_weeks:
      return "two_weeks";
    case Every::month:
      return "month";
    case Every::quarter:
      return "quarter";
  }
  return "";
}

const SessionType* Playbook::session_type(std::string_view key) const {
  return with_key(session_types, key);
}
const JobRole* Playbook::job_role(std::string_view key) const {
  return with_key(job_roles, key);
}
const Competency* Playbook::competency(std::string_view key) const {
  return with_key(competencies, key);
}

const Scorecard* Playbook::scorecard(std::string_view key) const {
  return with_key(scorecards, key);
}

std::vector<CalibrationRule> calibrations_of(const Scorecard& scorecard) {
  if (!scorecard.calibrations.empty() || scorecard.about != "manager") return scorecard.calibrations;
  std::vector<CalibrationRule> rules = {{.measure = "held_by_format", .count_at_least = 2},
                                        {.measure = "pre_brief_rate", .target_percent = 95},
                                        {.measure = "debrief_on_time_rate", .target_percent = 95}};
  std::erase_if(
      rules, [&](const CalibrationRule& rule) { return std::ranges::find(scorecard.measures, rule.measure) == scorecard.measures.end(); });
  return rules;
}

const TenureBand* Playbook::band_for(int months_of_tenure) const {
  for (const auto& band : tenure_bands)
    if (band.from_month <= months_of_tenure && (!band.to_month || months_of_tenure < *band.to_month)) return &band;
  return nullptr;
}

std::optional<double> Playbook::threshold(std::string_view key) const {
  const Threshold* found = with_key(thresholds, key);
  return found ? std::optional(found->value) : std::nullopt;
}

bool applies_to(const Playbook& playbook, const std::vector<std::string>& job_roles, std::string_view job_role) {
  if (!job_roles.empty()) return std::ranges::find(job_roles, job_role) != job_roles.end();
  const JobRole* role = playbook.job_role(job_role);
  return role && role->is_coached;
}

std::string rhythm_of(const Cadence& cadence) {
  if (!cadence.days_after_hire.empty()) {
    std::string days;
    for (std::size_t i = 0; i < cadence.days_after_hire.size(); ++i) {
      if (i > 0) days += i + 1 == cadence.days_after_hire.size() ? " and " : ", ";
      days += std::to_string(cadence.days_after_hire[i]);
    }
    return (cadence.days_after_hire.size() == 1 ? "on day " : "on days ") + days + " after hire";
  }
  const std::string period(period_of(cadence.every));
  if (cadence.count == 1) return "every " + period;
  const std::string per = cadence.every == Every::two_weeks ? " every " : " a ";
  return (cadence.count == 2 ? "twice" : std::to_string(cadence.count) + " times") + per + period;
}

std::string summary_of(const Cadence& cadence, const Playbook& playbook) {
  const SessionType* type = playbook.session_type(cadence.session_type);
  return (type ? type->name : cadence.session_type) + ": " + rhythm_of(cadence) +
         for_whom(playbook, cadence.job_roles, cadence.tenure_bands);
}

std::string summary_of(const RideAlongRule& rule, const Playbook& playbook) {
  std::string out;
  const auto say = [&](int count, std::string_view format) {
    if (count > 0) out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(format);
  };
  say(rule.observe, "observe");
  say(rule.co_sell, "co-sell");
  say(rule.reverse, "reverse");
  if (!out.empty()) out += (rule.every == Every::two_weeks ? " every " : " a ") + std::string(period_of(rule.every));
  for (const auto& [through_week, every_weeks] : rule.taper) {
    out += (out.empty() ? "" : ", ");
    out += every_weeks == 1 ? "one a week" : "one every " + std::to_string(every_weeks) + " weeks";
    out += " through week " + std::to_string(through_week);
  }
  return (out.empty() ? "none" : out) + for_whom(playbook, rule.job_roles, rule.tenure_bands);
}

const DatedPlaybook& in_force_on(const std::vector<DatedPlaybook>& versions, LocalDate day) {
  return in_force_on(versions, day, Instant(INT64_MAX));
}

const DatedPlaybook& in_force_on(const std::vector<DatedPlaybook>& versions, LocalDate day, Instant known_by) {
  ASSERT(!versions.empty());
  const bool was_any_known = std::ranges::any_of(versions, [&](const auto& version) { return version.published_at <= known_by; });
  const DatedPlaybook* earliest = nullptr;
  const DatedPlaybook* found = nullptr;
  for (const auto& version : versions) {
    if (was_any_known && version.published_at > known_by) continue;
    if (earliest == nullptr || version.effective_from < earliest->effective_from) earliest = &version;
    if (version.effective_from <= day && (!found || found->effective_from < version.effective_from)) found = &version;
  }
  return found ? *found : *earliest;
}

}  // namespace backbeat::playbook
