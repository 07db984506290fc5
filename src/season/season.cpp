#include "season/season.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cctype>

namespace backbeat::season {
namespace {

constexpr std::size_t longest_abbreviation = 4;
constexpr std::size_t longest_theme = 40;
constexpr std::chrono::days due_before{30};
constexpr std::chrono::days due_after{90};

int threshold(const playbook::Playbook& playbook, std::string_view key, int otherwise) {
  return static_cast<int>(playbook.threshold(key).value_or(otherwise));
}

}  // namespace

std::vector<Theme> usual_themes() {
  return {{.key = "renewal", .name = "Renewal"}, {.key = "expansion", .name = "Expansion"}};
}

SeasonRules rules_from(const playbook::Playbook& playbook) {
  SeasonRules rules;
  rules.size_low = threshold(playbook, "circle_size_low", rules.size_low);
  rules.size_best = threshold(playbook, "circle_size_best", rules.size_best);
  rules.size_high = threshold(playbook, "circle_size_high", rules.size_high);
  return rules;
}

Result<Done> check(const SeasonRules& rules) {
  const std::string most = std::to_string(circle::most_members);
  if (rules.size_low < 2 || rules.size_low > circle::most_members)
    return expected_value("size_low", "2 to " + most, std::to_string(rules.size_low));
  if (rules.size_best < rules.size_low || rules.size_best > circle::most_members)
    return expected_value("size_best", std::to_string(rules.size_low) + " to " + most, std::to_string(rules.size_best));
  if (rules.size_high < rules.size_best || rules.size_high > circle::most_members)
    return expected_value("size_high", std::to_string(rules.size_best) + " to " + most, std::to_string(rules.size_high));
  if (rules.cross_least.has_value() != rules.cross_most.has_value())
    return expected_value("cross_most", "both ends of the range or none", "one");
  if (rules.cross_least && (*rules.cross_least < 0 || *rules.cross_least > *rules.cross_most))
    return expected_value("cross_least", "0 to " + std::to_string(*rules.cross_most), std::to_string(*rules.cross_least));
  if (rules.fresh_seasons < 0 || rules.fresh_seasons > 3)
    return expected_value("fresh_seasons", "0 to 3", std::to_string(rules.fresh_seasons));
  if (rules.themes.empty() || rules.themes.size() > most_themes)
    return expected_value("themes", "1 to " + std::to_string(most_themes) + " themes", std::to_string(rules.themes.size()));
  for (std::size_t i = 0; i < rules.themes.size(); ++i) {
    const Theme& theme = rules.themes[i];
    const std::string field = "themes[" + std::to_string(i) + "]";
    if (theme.key.empty() || theme.name.empty() || length_of(theme.name) > longest_theme)
      return expected_value(field, "a name of 1 to 40 characters with a letter in it", theme.name);
    for (std::size_t other = 0; other < i; ++other)
      if (rules.themes[other].key == theme.key) return expected_value(field, "a theme that is not there yet", theme.name);
  }
  return Done{};
}

std::string key_of(std::string_view name) {
  std::string key;
  for (const char letter : lower_ascii(name)) {
    const bool is_kept = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || static_cast<unsigned char>(letter) >= 0x80;
    if (is_kept)
      key += letter;
    else if (!key.empty() && key.back() != '_')
      key += '_';
  }
  while (!key.empty() && key.back() == '_') key.pop_back();
  return key;
}

std::string_view name_of(SeasonState state) {
  switch (state) {
    case SeasonState::forming:
      return "forming";
    case SeasonState::published:
      return "published";
    case SeasonState::running:
      return "running";
    case SeasonState::over:
      return "over";
  }
  ASSERT(false);
}

SeasonState Season::state(LocalDate today) const {
  if (last < today) return SeasonState::over;
  if (!published_at) return SeasonState::forming;
  return first <= today ? SeasonState::running : SeasonState::published;
}

LocalDate season_end(LocalDate first, int quarters, int fiscal_first_month) {
  FiscalQuarter quarter = FiscalQuarter::of(first, fiscal_first_month);
  for (int i = 1; i < quarters; ++i) quarter = quarter.next();
  return quarter.last_day();
}

std::string group_of(std::string_view job_role) {
  return std::string(job_role == "bdr" ? sdr_group : job_role);
}

std::string label_of(std::string_view group, const playbook::Playbook& playbook) {
  if (group == sdr_group) return circle::role_without_cross;
  if (group.size() <= longest_abbreviation) {
    std::string label(group);
    std::ranges::transform(label, label.begin(), [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    return label;
  }
  const playbook::JobRole* role = playbook.job_role(group);
  return role == nullptr ? std::string(group) : role->name;
}

int session_minutes(const playbook::Playbook& playbook, bool is_of_sdr) {
  const playbook::SessionType* type = playbook.session_type(is_of_sdr ? "circle_sdr" : "circle");
  if (type == nullptr) return is_of_sdr ? 45 : 60;
  return std::clamp(type->minutes, 15, 240);
}

std::string_view name_of(Bar bar) {
  switch (bar) {
    case Bar::not_coached:
      return "not_coached";
    case Bar::no_role:
      return "no_role";
    case Bar::not_here_yet:
      return "not_here_yet";
    case Bar::leaves_before:
      return "leaves_before";
    case Bar::no_free_hours:
      return "no_free_hours";
  }
  ASSERT(false);
}

std::string_view words_of(Bar bar) {
  switch (bar) {
    case Bar::not_coached:
      return "Their role is not one that is coached, and circles are peers'.";
    case Bar::no_role:
      return "They have no role when the season begins.";
    case Bar::not_here_yet:
      return "They join after the season has begun, and can then be added to a circle.";
    case Bar::leaves_before:
      return "They leave before the season begins.";
    case Bar::no_free_hours:
      return "No free time of theirs holds a session on every week of the season.";
  }
  ASSERT(false);
}

std::optional<Certificate> certificate_of(const people::Member& member, LocalDate today) {
  std::optional<Certificate> latest;
  bool is_valid = false;
  for (const people::Certification& one : member.certifications) {
    if (one.kind != people::CertificationKind::facilitator) continue;
    is_valid |= one.period.covers(today);
    const bool is_later = !latest || !one.period.to || (latest->period.to && *latest->period.to < *one.period.to);
    if (is_later) latest = Certificate{.period = one.period};
  }
  if (!latest) return std::nullopt;
  latest->is_valid = is_valid;
  if (const auto to = latest->period.to) latest->is_due = *to <= today + due_before && today < *to + due_after;
  return latest;
}

const std::string& Pool::held_by(circle::Kind kind) const {
  return kind.form == circle::Kind::Form::same ? groups[kind.index] : themes[kind.index].key;
}

const std::string& Pool::held_by_name(circle::Kind kind) const {
  return kind.form == circle::Kind::Form::same ? organisation.roles[kind.index] : organisation.themes[kind.index];
}

bool Pool::is_of_sdr(circle::Kind kind) const {
  return kind.form == circle::Kind::Form::same && groups[kind.index] == sdr_group;
}

std::optional<circle::Kind> Pool::kind_of(circle::Kind::Form form, std::string_view held_by) const {
  if (form == circle::Kind::Form::same) {
    const auto found = std::ranges::find(groups, held_by);
    if (found == groups.end()) return std::nullopt;
    return circle::Kind{.form = form, .index = static_cast<std::uint32_t>(found - groups.begin())};
  }
  const auto found = std::ranges::find(themes, held_by, &Theme::key);
  if (found == themes.end()) return std::nullopt;
  return circle::Kind{.form = form, .index = static_cast<std::uint32_t>(found - themes.begin())};
}

std::unordered_map<Id<Person>, int> terciles(const std::vector<Attainment>& attainment,
                                             const std::function<std::string(Id<Person>)>& group_of_person) {
  std::map<std::string, std::vector<std::pair<double, Id<Person>>>> by_group;
  for (const Attainment& one : attainment)
    if (one.quota > 0)
      by_group[group_of_person(one.person)].emplace_back(static_cast<double>(one.won) / static_cast<double>(one.quota), one.person);
  std::unordered_map<Id<Person>, int> out;
  for (auto& [group, ranked] : by_group) {
    if (ranked.size() < 3) continue;
    std::ranges::sort(ranked);
    for (std::size_t i = 0; i < ranked.size(); ++i) out[ranked[i].second] = static_cast<int>(i * 3 / ranked.size()) + 1;
  }
  return out;
}

}  // namespace backbeat::season
