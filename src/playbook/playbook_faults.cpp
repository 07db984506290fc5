// What a playbook must hold to, beyond its shape. One function for each part; every fault is collected, none ends the check.
#include "base/text.hpp"
#include "playbook/playbook.hpp"

#include <cmath>
#include <set>

namespace backbeat::playbook {
namespace {

using Faults = std::vector<Fault>;

std::string number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string at(std::string_view list, std::size_t index, std::string_view rest = {}) {
  std::string path = std::string(list) + "[" + std::to_string(index) + "]";
  if (!rest.empty()) path += "." + std::string(rest);
  return path;
}

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= 60 &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void check_range(Faults& faults, std::string path, double value, double least, double most) {
  if (std::isfinite(value) && value >= least && value <= most) return;
  faults.push_back({std::move(path), number(value), "a number from " + number(least) + " to " + number(most)});
}

void check_text(Faults& faults, std::string path, std::string_view text, std::size_t most = 1000) {
  const std::size_t length = is_utf8(text) ? length_of(text) : most + 1;
  if (trimmed(text).empty()) return faults.push_back({std::move(path), "an empty text", "a text"});
  if (length > most)
    faults.push_back({std::move(path), std::to_string(length) + " characters", "at most " + std::to_string(most) + " characters"});
}

template <class T>
void check_keys(Faults& faults, const std::string& list, const std::vector<T>& items) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& key = items[i].key;
    if (!is_key(key)) {
      faults.push_back({at(list, i, "key"), quoted(key), "a key of a-z, 0-9 and _, at most 60 characters"});
    } else if (!seen.insert(key).second) {
      faults.push_back({at(list, i, "key"), quoted(key) + " a second time", "a key that no other entry of " + list + " has"});
    }
    if constexpr (requires { items[i].name; }) check_text(faults, at(list, i, "name"), items[i].name, 200);
  }
}

template <class T>
std::string keys_in(const std::vector<T>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ", ") + item.key;
  return out;
}

template <class T>
void check_reference(Faults& faults, std::string path, const std::string& key, const std::vector<T>& items, std::string_view what) {
  if (std::ranges::find(items, key, &T::key) != items.end()) return;
  faults.push_back({std::move(path), quoted(key), std::string(what) + " that is declared: " + keys_in(items)});
}

template <class T>
void check_references(Faults& faults, const std::string& path, const std::vector<std::string>& keys, const std::vector<T>& items,
                      std::string_view what) {
  for (std::size_t i = 0; i < keys.size(); ++i) check_reference(faults, at(path, i), keys[i], items, what);
}

void check_bands(Faults& faults, const std::vector<TenureBand>& bands) {
  if (bands.empty()) return faults.push_back({"tenure_bands", "none", "at least one band"});
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const TenureBand& band = bands[i];
    check_range(faults, at("tenure_bands", i, "from_month"), band.from_month, 0, 600);
    if (band.to_month && *band.to_month <= band.from_month)
      faults.push_back(
          {at("tenure_bands", i, "to_month"), std::to_string(*band.to_month), "a month after " + std::to_string(band.from_month)});
    if (i == 0) {
      if (band.from_month != 0)
        faults.push_back({at("tenure_bands", i, "from_month"), std::to_string(band.from_month), "0, where tenure begins"});
      continue;
    }
    const TenureBand& before = bands[i - 1];
    const std::string expected = before.to_month ? std::to_string(*before.to_month) + ", where " + quoted(before.key) + " ends"
                                                 : "an end (to_month) of " + quoted(before.key) + " before this band";
    if (before.to_month == band.from_month) continue;
    const bool overlaps = !before.to_month || band.from_month < *before.to_month;
    faults.push_back(
        {at("tenure_bands", i, "from_month"),
         std::to_string(band.from_month) + (overlaps ? ", which overlaps " : ", which leaves a gap after ") + quoted(before.key),
         expected});
  }
  if (bands.back().to_month)
    faults.push_back(
        {at("tenure_bands", bands.size() - 1, "to_month"), std::to_string(*bands.back().to_month), "no to_month: the last band goes on"});
}

void check_agenda(Faults& faults, const std::string& path, const SessionType& type) {
  if (type.agenda.empty()) return;
  check_keys(faults, path + ".agenda", type.agenda);
  int sum = 0;
  for (std::size_t i = 0; i < type.agenda.size(); ++i) {
    const AgendaStage& stage = type.agenda[i];
    sum += stage.minutes;
    check_range(faults, at(path + ".agenda", i, "minutes"), stage.minutes, 1, 240);
    for (std::size_t prompt = 0; prompt < stage.prompts.size(); ++prompt)
      check_text(faults, at(at(path + ".agenda", i, "prompts"), prompt), stage.prompts[prompt], 500);
  }
  if (sum == type.minutes) return;
  std::string parts;
  for (const auto& stage : type.agenda) parts += (parts.empty() ? "" : " + ") + std::to_string(stage.minutes);
  faults.push_back({path + ".agenda", "stages of " + parts + " = " + std::to_string(sum) + " minutes",
                    "stages that add up to the " + std::to_string(type.minutes) + " minutes of " + quoted(type.key)});
}

void check_session_types(Faults& faults, const Playbook& playbook) {
  for (std::size_t i = 0; i < playbook.session_types.size(); ++i) {
    const SessionType& type = playbook.session_types[i];
    check_range(faults, at("session_types", i, "minutes"), type.minutes, 5, 480);
    check_range(faults, at("session_types", i, "preparation_minutes"), type.preparation_minutes, 0, 240);
    check_range(faults, at("session_types", i, "short_below_percent"), type.short_below_percent, 1, 100);
    if (type.short_below_minutes)
      check_range(faults, at("session_types", i, "short_below_minutes"), *type.short_below_minutes, 1, type.minutes);
    check_agenda(faults, at("session_types", i), type);
  }
}

/// The roles and bands a rule is for, spelled out.
template <class Rule>
std::vector<std::pair<std::string, std::string>> covered_by(const Rule& rule, const Playbook& playbook) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& role : playbook.job_roles) {
    if (!applies_to(playbook, rule.job_roles, role.key)) continue;
    for (const auto& band : playbook.tenure_bands)
      if (rule.tenure_bands.empty() || std::ranges::find(rule.tenure_bands, band.key) != rule.tenure_bands.end())
        out.emplace_back(role.key, band.key);
  }
  return out;
}

/// Faults where two rules of a list owe the same thing to the same role and band: it would be owed twice.
template <class Rule, class Kind>
void check_once(Faults& faults, const std::string& list, const std::vector<Rule>& rules, const Playbook& playbook, Kind kind) {
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> seen;
  for (std::size_t i = 0; i < rules.size(); ++i)
    for (const auto& [role, band] : covered_by(rules[i], playbook)) {
      const auto [found, is_new] = seen.try_emplace({kind(rules[i]), role, band}, i);
      if (is_new) continue;
      faults.push_back({at(list, i), "a second rule for " + role + " (" + band + "), after " + at(list, found->second),
                        "at most one for each role and tenure band"});
      break;
    }
}

void check_cadences(Faults& faults, const Playbook& playbook) {
  for (std::size_t i = 0; i < playbook.cadences.size(); ++i) {
    const Cadence& cadence = playbook.cadences[i];
    check_reference(faults, at("cadences", i, "session_type"), cadence.session_type, playbook.session_types, "a session type");
    check_references(faults, at("cadences", i, "job_roles"), cadence.job_roles, playbook.job_roles, "a job role");
    check_references(faults, at("cadences", i, "tenure_bands"), cadence.tenure_bands, playbook.tenure_bands, "a tenure band");
    check_range(faults, at("cadences", i, "count"), cadence.count, 1, 31);
    check_range(faults, at("cadences", i, "window_days"), cadence.window_days, 0, 60);
    for (std::size_t day = 0; day < cadence.days_after_hire.size(); ++day) {
      const std::string path = at(at("cadences", i, "days_after_hire"), day);
      check_range(faults, path, cadence.days_after_hire[day], 0, 3650);
      if (day > 0 && cadence.days_after_hire[day] <= cadence.days_after_hire[day - 1])
        faults.push_back(
            {path, std::to_string(cadence.days_after_hire[day]), "a day after " + std::to_string(cadence.days_after_hire[day - 1])});
    }
    const SessionType* type = playbook.session_type(cadence.session_type);
    if (type && type->counts_as == CountsAs::nothing)
      faults.push_back(
          {at("cadences", i, "session_type"), quoted(cadence.session_type) + ", which counts as nothing", "a session type that counts"});
  }
  check_once(faults, "cadences", playbook.cadences, playbook,
             [](const Cadence& cadence) { return cadence.session_type + (cadence.days_after_hire.empty() ? "" : " after hire"); });
}

void check_ride_alongs(Faults& faults, const Playbook& playbook) {
  for (std::size_t i = 0; i < playbook.ride_alongs.size(); ++i) {
    const RideAlongRule& rule = playbook.ride_alongs[i];
    check_references(faults, at("ride_alongs", i, "job_roles"), rule.job_roles, playbook.job_roles, "a job role");
    check_references(faults, at("ride_alongs", i, "tenure_bands"), rule.tenure_bands, playbook.tenure_bands, "a tenure band");
    check_range(faults, at("ride_alongs", i, "observe"), rule.observe, 0, 60);
    check_range(faults, at("ride_alongs", i, "co_sell"), rule.co_sell, 0, 60);
    check_range(faults, at("ride_alongs", i, "reverse"), rule.reverse, 0, 60);
    int last = 0;
    for (std::size_t step = 0; step < rule.taper.size(); ++step) {
      const auto [through_week, every_weeks] = rule.taper[step];
      const std::string path = at(at("ride_alongs", i, "taper"), step);
      check_range(faults, path + ".every_weeks", every_weeks, 1, 13);
      if (through_week <= last || through_week > 156)
        faults.push_back({path + ".through_week", std::to_string(through_week), "a week from " + std::to_string(last + 1) + " to 156"});
      last = std::max(last, through_week);
    }
    const bool has_counts = rule.observe + rule.co_sell + rule.reverse > 0;
    if (has_counts == !rule.taper.empty())
      faults.push_back({at("ride_alongs", i), has_counts ? "both counts and a taper" : "neither counts nor a taper",
                        "either counts (observe, co_sell, reverse) or a taper"});
  }
  check_once(faults, "ride_alongs", playbook.ride_alongs, playbook, [](const RideAlongRule&) { return std::string(); });
}

void check_library(Faults& faults, const Playbook& playbook) {
  for (std::size_t i = 0; i < playbook.competencies.size(); ++i) {
    const Competency& competency = playbook.competencies[i];
    check_text(faults, at("competencies", i, "description"), competency.description);
    check_range(faults, at("competencies", i, "behaviours"), static_cast<double>(competency.behaviours.size()), 2, 6);
    for (std::size_t level = 0; level < competency.behaviours.size(); ++level)
      check_text(faults, at(at("competencies", i, "behaviours"), level), competency.behaviours[level]);
  }
  for (std::size_t i = 0; i < playbook.drills.size(); ++i) {
    const Drill& drill = playbook.drills[i];
    check_reference(faults, at("drills", i, "competency"), drill.competency, playbook.competencies, "a competency");
    check_range(faults, at("drills", i, "minutes"), drill.minutes, 1, 120);
    if (drill.steps.empty()) faults.push_back({at("drills", i, "steps"), "none", "at least one step"});
    for (std::size_t step = 0; step < drill.steps.size(); ++step) check_text(faults, at(at("drills", i, "steps"), step), drill.steps[step]);
  }
  for (std::size_t i = 0; i < playbook.triggers.size(); ++i) {
    check_text(faults, at("triggers", i, "condition"), playbook.triggers[i].condition);
    check_reference(faults, at("triggers", i, "proposes"), playbook.triggers[i].proposes, playbook.session_types, "a session type");
  }
  for (std::size_t i = 0; i < playbook.diagnosis.size(); ++i) {
    const DiagnosisQuestion& question = playbook.diagnosis[i];
    check_text(faults, at("diagnosis", i, "question"), question.question);
    if (question.answered_by != "data" && question.answered_by != "manager")
      faults.push_back({at("diagnosis", i, "answered_by"), quoted(question.answered_by), "\"data\" or \"manager\""});
    if (question.answers.size() < 2)
      faults.push_back({at("diagnosis", i, "answers"), std::to_string(question.answers.size()), "at least two answers"});
  }
}

void check_numbers(Faults& faults, const Playbook& playbook) {
  for (std::size_t i = 0; i < playbook.thresholds.size(); ++i) {
    check_range(faults, at("thresholds", i, "value"), playbook.thresholds[i].value, -1000, 100000);
    check_text(faults, at("thresholds", i, "unit"), playbook.thresholds[i].unit, 100);
    check_text(faults, at("thresholds", i, "meaning"), playbook.thresholds[i].meaning);
  }
  check_range(faults, "top_performer_factor", playbook.top_performer_factor, 1, 3);
  const Capacity& capacity = playbook.capacity;
  check_range(faults, "capacity.budget_low_hours", capacity.budget_low_hours, 0.5, 40);
  check_range(faults, "capacity.budget_high_hours", capacity.budget_high_hours, std::max(capacity.budget_low_hours, 0.5), 40);
  check_range(faults, "capacity.span_low", capacity.span_low, 1, 50);
  check_range(faults, "capacity.span_high", capacity.span_high, std::max(capacity.span_low, 1), 50);
  check_range(faults, "capacity.span_flag", capacity.span_flag, std::max(capacity.span_high, 1), 100);
  check_range(faults, "capacity.ride_along_low_hours", capacity.ride_along_low_hours, 0.25, 8);
  check_range(faults, "capacity.ride_along_high_hours", capacity.ride_along_high_hours, std::max(capacity.ride_along_low_hours, 0.25), 8);
  // Three is the least at which an aggregate is not one colleague's answer.
  check_range(faults, "privacy.minimum_group", playbook.privacy.minimum_group, 3, 100);
  check_range(faults, "privacy.minimum_deals", playbook.privacy.minimum_deals, 1, 1000);
}

void check_calibrations(Faults& faults, const std::string& path, const Scorecard& scorecard) {
  if (!scorecard.calibrations.empty() && (scorecard.about == "circle" || scorecard.about == "rep"))
    faults.push_back({path + ".calibrations", "a scorecard about a " + scorecard.about, "calibrations on a scorecard about managers only"});
  for (std::size_t i = 0; i < scorecard.calibrations.size(); ++i) {
    const CalibrationRule& rule = scorecard.calibrations[i];
    const std::string place = at(path + ".calibrations", i);
    if (std::ranges::find(scorecard.measures, rule.measure) == scorecard.measures.end())
      faults.push_back({place + ".measure", quoted(rule.measure), "one of the scorecard's measures"});
    const bool is_rate = rule.measure.ends_with("_rate");
    if (rule.count_at_least.has_value() == rule.target_percent.has_value()) {
      faults.push_back({place, rule.count_at_least ? "both a count and a target" : "neither a count nor a target",
                        is_rate ? "target_percent" : "count_at_least"});
      continue;
    }
    if (is_rate != rule.target_percent.has_value())
      faults.push_back({place, quoted(rule.measure) + (is_rate ? " with a count" : " with a target"),
                        is_rate ? "target_percent for a rate" : "count_at_least for a count"});
    if (rule.count_at_least) check_range(faults, place + ".count_at_least", *rule.count_at_least, 1, 1000);
    if (rule.target_percent) check_range(faults, place + ".target_percent", *rule.target_percent, 1, 99.9);
    check_range(faults, place + ".chance_percent", rule.chance_percent, 0.01, 20);
    for (std::size_t other = 0; other < i; ++other)
      if (scorecard.calibrations[other].measure == rule.measure)
        faults.push_back({place + ".measure", quoted(rule.measure) + " a second time", "one rule for each measure"});
  }
}

void check_governance(Faults& faults, const Playbook& playbook) {
  for (std::size_t i = 0; i < playbook.scorecards.size(); ++i) {
    const Scorecard& scorecard = playbook.scorecards[i];
    if (scorecard.about != "manager" && scorecard.about != "circle" && scorecard.about != "rep")
      faults.push_back({at("scorecards", i, "about"), quoted(scorecard.about), "\"manager\", \"circle\" or \"rep\""});
    if (scorecard.measures.empty()) faults.push_back({at("scorecards", i, "measures"), "none", "at least one measure"});
    check_calibrations(faults, at("scorecards", i), scorecard);
  }
  for (std::size_t i = 0; i < playbook.certifications.size(); ++i) {
    const CertificationRule& rule = playbook.certifications[i];
    if (rule.key != "coach" && rule.key != "facilitator")
      faults.push_back({at("certifications", i, "key"), quoted(rule.key), "\"coach\" or \"facilitator\""});
    check_range(faults, at("certifications", i, "valid_months"), rule.valid_months, 1, 120);
    check_references(faults, at("certifications", i, "gates"), rule.gates, playbook.session_types, "a session type");
  }
  constexpr std::string_view days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < playbook.weekend.size(); ++i) {
    if (std::ranges::find(days, playbook.weekend[i]) == std::ranges::end(days))
      faults.push_back({at("weekend", i), quoted(playbook.weekend[i]), "a day of the week in lower case, \"monday\" to \"sunday\""});
    else if (!seen.insert(playbook.weekend[i]).second)
      faults.push_back({at("weekend", i), quoted(playbook.weekend[i]) + " a second time", "each day once"});
  }
  if (seen.size() == 7) faults.push_back({"weekend", "all seven days", "at least one working day"});
}

}  // namespace

std::vector<Fault> faults(const Playbook& playbook) {
  Faults found;
  check_text(found, "name", playbook.name, 200);
  if (playbook.job_roles.empty()) found.push_back({"job_roles", "none", "at least one job role"});
  if (playbook.session_types.empty()) found.push_back({"session_types", "none", "at least one session type"});
  check_keys(found, "job_roles", playbook.job_roles);
  check_keys(found, "tenure_bands", playbook.tenure_bands);
  check_keys(found, "session_types", playbook.session_types);
  check_keys(found, "competencies", playbook.competencies);
  check_keys(found, "drills", playbook.drills);
  check_keys(found, "indicators", playbook.indicators);
  check_keys(found, "triggers", playbook.triggers);
  check_keys(found, "diagnosis", playbook.diagnosis);
  check_keys(found, "thresholds", playbook.thresholds);
  check_keys(found, "scorecards", playbook.scorecards);
  check_keys(found, "certifications", playbook.certifications);
  check_bands(found, playbook.tenure_bands);
  check_session_types(found, playbook);
  check_cadences(found, playbook);
  check_ride_alongs(found, playbook);
  check_library(found, playbook);
  check_numbers(found, playbook);
  check_governance(found, playbook);
  return found;
}

}  // namespace backbeat::playbook
