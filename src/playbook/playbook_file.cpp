#include "playbook/playbook_file.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "playbook/playbook_file_toml.hpp"

#include <cstdio>

namespace backbeat::playbook {
namespace {

constexpr LedBy led_by_values[] = {LedBy::rep, LedBy::manager, LedBy::both};
constexpr Content content_values[] = {Content::skill, Content::deal, Content::pipeline, Content::career};
constexpr CountsAs counts_as_values[] = {CountsAs::coaching, CountsAs::deal_coaching, CountsAs::peer_coaching, CountsAs::practice,
                                         CountsAs::nothing};
constexpr Every every_values[] = {Every::week, Every::two_weeks, Every::month, Every::quarter};

void read_people(TomlTable& top, Playbook& out) {
  top.each("job_roles", [&](TomlTable& table) {
    out.job_roles.push_back({.key = table.text("key"), .name = table.text("name"), .is_coached = table.yes_or_no("is_coached", true)});
  });
  top.each("tenure_bands", [&](TomlTable& table) {
    out.tenure_bands.push_back({.key = table.text("key"),
                                .name = table.text("name"),
                                .from_month = table.whole("from_month"),
                                .to_month = table.whole_if_any("to_month")});
  });
}

void read_session_types(TomlTable& top, Playbook& out) {
  top.each("session_types", [&](TomlTable& table) {
    SessionType type{.key = table.text("key"),
                     .name = table.text("name"),
                     .minutes = table.whole("minutes"),
                     .preparation_minutes = table.whole_or("preparation_minutes", 0),
                     .counts_as = table.choice("counts_as", counts_as_values),
                     .short_below_percent = table.whole_or("short_below_percent", 80),
                     .short_below_minutes = table.whole_if_any("short_below_minutes"),
                     .opens_on_commitment = table.yes_or_no("opens_on_commitment", true),
                     .agenda = {}};
    table.each("agenda", [&](TomlTable& stage) {
      type.agenda.push_back({.key = stage.text("key"),
                             .name = stage.text("name"),
                             .minutes = stage.whole("minutes"),
                             .led_by = stage.choice("led_by", led_by_values, std::optional(LedBy::both)),
                             .content = stage.choice("content", content_values, std::optional(Content::skill)),
                             .prompts = stage.texts("prompts")});
    });
    out.session_types.push_back(std::move(type));
  });
}

void read_cadences(TomlTable& top, Playbook& out) {
  top.each("cadences", [&](TomlTable& table) {
    out.cadences.push_back({.session_type = table.text("session_type"),
                            .job_roles = table.texts("job_roles"),
                            .tenure_bands = table.texts("tenure_bands"),
                            .every = table.choice("every", every_values, std::optional(Every::week)),
                            .count = table.whole_or("count", 1),
                            .days_after_hire = table.wholes("days_after_hire"),
                            .window_days = table.whole_or("window_days", 7)});
  });
  top.each("ride_alongs", [&](TomlTable& table) {
    RideAlongRule rule{.job_roles = table.texts("job_roles"),
                       .tenure_bands = table.texts("tenure_bands"),
                       .observe = table.whole_or("observe", 0),
                       .co_sell = table.whole_or("co_sell", 0),
                       .reverse = table.whole_or("reverse", 0),
                       .taper = {},
                       .every = table.choice("every", every_values, std::optional(Every::quarter))};
    table.each("taper", [&](TomlTable& step) { rule.taper.emplace_back(step.whole("through_week"), step.whole("every_weeks")); });
    out.ride_alongs.push_back(std::move(rule));
  });
}

void read_library(TomlTable& top, Playbook& out) {
  top.each("competencies", [&](TomlTable& table) {
    out.competencies.push_back({.key = table.text("key"),
                                .name = table.text("name"),
                                .description = table.text("description"),
                                .behaviours = table.texts("behaviours")});
  });
  top.each("drills", [&](TomlTable& table) {
    out.drills.push_back({.key = table.text("key"),
                          .name = table.text("name"),
                          .competency = table.text("competency"),
                          .minutes = table.whole_or("minutes", 15),
                          .steps = table.texts("steps")});
  });
  top.each("indicators", [&](TomlTable& table) {
    out.indicators.push_back({.key = table.text("key"), .name = table.text("name"), .unit = table.text("unit")});
  });
  top.each("triggers", [&](TomlTable& table) {
    out.triggers.push_back(
        {.key = table.text("key"), .name = table.text("name"), .condition = table.text("condition"), .proposes = table.text("proposes")});
  });
  top.each("diagnosis", [&](TomlTable& table) {
    DiagnosisQuestion question{
        .key = table.text("key"), .question = table.text("question"), .answered_by = table.text("answered_by"), .answers = {}};
    table.each("answers", [&](TomlTable& answer) { question.answers.emplace_back(answer.text("answer"), answer.text("then")); });
    out.diagnosis.push_back(std::move(question));
  });
}

void read_numbers(TomlTable& top, Playbook& out) {
  top.each("thresholds", [&](TomlTable& table) {
    out.thresholds.push_back({.key = table.text("key"),
                              .name = table.text("name"),
                              .value = table.number("value"),
                              .unit = table.text("unit"),
                              .meaning = table.text("meaning")});
  });
  top.each("scorecards", [&](TomlTable& table) {
    Scorecard scorecard{.key = table.text("key"),
                        .name = table.text("name"),
                        .about = table.text("about"),
                        .every = table.choice("every", every_values, std::optional(Every::month)),
                        .measures = table.texts("measures"),
                        .calibrations = {}};
    table.each("calibrations", [&](TomlTable& rule) {
      scorecard.calibrations.push_back({.measure = rule.text("measure"),
                                        .count_at_least = rule.whole_if_any("count_at_least"),
                                        .target_percent = rule.number_if_any("target_percent"),
                                        .chance_percent = rule.number_or("chance_percent", 1)});
    });
    out.scorecards.push_back(std::move(scorecard));
  });
  top.each("certifications", [&](TomlTable& table) {
    out.certifications.push_back({.key = table.text("key"),
                                  .name = table.text("name"),
                                  .valid_months = table.whole_or("valid_months", 12),
                                  .gates = table.texts("gates")});
  });
  top.inside("capacity", [&](TomlTable& table) {
    Capacity& capacity = out.capacity;
    capacity.budget_low_hours = table.number_or("budget_low_hours", capacity.budget_low_hours);
    capacity.budget_high_hours = table.number_or("budget_high_hours", capacity.budget_high_hours);
    capacity.span_low = table.whole_or("span_low", capacity.span_low);
    capacity.span_high = table.whole_or("span_high", capacity.span_high);
    capacity.span_flag = table.whole_or("span_flag", capacity.span_flag);
    capacity.ride_along_low_hours = table.number_or("ride_along_low_hours", capacity.ride_along_low_hours);
    capacity.ride_along_high_hours = table.number_or("ride_along_high_hours", capacity.ride_along_high_hours);
  });
  top.inside("privacy", [&](TomlTable& table) {
    out.privacy.minimum_group = table.whole_or("minimum_group", out.privacy.minimum_group);
    out.privacy.minimum_deals = table.whole_or("minimum_deals", out.privacy.minimum_deals);
  });
}

Playbook read_table(const toml::table& table, Notes& notes) {
  Playbook out;
  TomlTable top(table, "", notes);
  const int format = top.whole("format");
  if (table.get("format") && format != 1)
    notes.problems.push_back({static_cast<int>(table.get("format")->source().begin.line),
                              static_cast<int>(table.get("format")->source().begin.column), "format", std::to_string(format),
                              "1, the only format there is"});
  out.name = top.text("name");
  if (table.contains("weekend")) out.weekend.clear();
  if (auto days = top.texts("weekend"); table.contains("weekend")) out.weekend = std::move(days);
  out.top_performer_factor = top.number_or("top_performer_factor", out.top_performer_factor);
  read_people(top, out);
  read_session_types(top, out);
  read_cadences(top, out);
  read_library(top, out);
  read_numbers(top, out);
  top.finish();
  return out;
}

/// Where a path of the domain's ("drills[2].competency") stands in the text, or the nearest thing around it that does.
toml::source_position place_of(const toml::table& table, std::string path) {
  while (!path.empty()) {
    if (const auto found = toml::at_path(table, path)) return found.node()->source().begin;
    const auto cut = path.find_last_of(".[");
    path.erase(cut == std::string::npos ? 0 : cut);
  }
  return {1, 1};
}

/// Blanks one line, so that the lines after it keep their numbers.
void blank_line(std::string& text, std::size_t line) {
  std::size_t start = 0;
  for (std::size_t i = 1; i < line; ++i) start = text.find('\n', start) + 1;
  for (std::size_t i = start; i < text.size() && text[i] != '\n'; ++i) text[i] = ' ';
}

Problem spelling_problem(const toml::parse_error& error) {
  const bool repeats = error.description().find("redefine") != std::string_view::npos;
  return {static_cast<int>(error.source().begin.line), static_cast<int>(error.source().begin.column), "", std::string(error.description()),
          repeats ? "each key once in its table" : "TOML 1.0"};
}

/// The text as a table. A key given twice is noted and the reading goes on without the second; any other mistake of spelling ends it.
std::optional<toml::table> parse(std::string text, Notes& notes) {
  constexpr int most_repeats = 50;
  for (int i = 0; i < most_repeats; ++i) {
    toml::parse_result result = toml::parse(std::string_view(text));
    if (result) return std::move(result).table();
    notes.problems.push_back(spelling_problem(result.error()));
    if (notes.problems.back().expected == "TOML 1.0") return std::nullopt;
    blank_line(text, result.error().source().begin.line);
  }
  return std::nullopt;
}

}  // namespace

Reading read(std::string_view text) {
  if (text.size() > longest_text)
    return {.rules = {},
            .problems = {{1, 1, "", std::to_string(text.size()) + " bytes", "at most " + std::to_string(longest_text) + " bytes"}}};
  Notes notes;
  const std::optional<toml::table> table = parse(std::string(text), notes);
  if (!table) return {.rules = {}, .problems = std::move(notes.problems)};
  Playbook rules = read_table(*table, notes);
  // The rules of the domain speak of what was read; where the shape is already wrong they would only repeat it.
  for (auto& fault : faults(rules)) {
    const bool said = std::ranges::any_of(notes.problems, [&](const Problem& problem) { return problem.path == fault.path; });
    if (said) continue;
    const toml::source_position place = place_of(*table, fault.path);
    notes.problems.push_back({static_cast<int>(place.line), static_cast<int>(place.column), std::move(fault.path), std::move(fault.found),
                              std::move(fault.expected)});
  }
  std::ranges::stable_sort(notes.problems, {}, [](const Problem& problem) { return std::pair(problem.line, problem.column); });
  if (!notes.problems.empty()) return {.rules = {}, .problems = std::move(notes.problems)};
  return {.rules = std::move(rules), .problems = {}};
}

std::set<std::string> keys_looked_for(std::string_view text) {
  Notes notes;
  if (const std::optional<toml::table> table = parse(std::string(text), notes)) (void)read_table(*table, notes);
  return notes.asked;
}

const Playbook& default_playbook() {
  static const Playbook rules = [] {
    Reading reading = read(default_text());
    for (const auto& problem : reading.problems)
      std::fprintf(stderr, "playbooks/default.toml:%d:%d: %s: found %s, expected %s\n", problem.line, problem.column, problem.path.c_str(),
                   problem.found.c_str(), problem.expected.c_str());
    ASSERT(reading.rules);
    return std::move(*reading.rules);
  }();
  return rules;
}

}  // namespace backbeat::playbook
