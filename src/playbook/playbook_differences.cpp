#include "playbook/playbook_differences.hpp"

namespace backbeat::playbook {
namespace {

struct Field {
  std::string name;
  std::string value;
};

/// One entry of a playbook laid flat: a part with a key of its own and what it says.
struct Item {
  std::string path;
  std::string label;   // in a sentence
  std::string parent;  // path of the item it is a part of; "" for none
  std::vector<Field> fields;
};

std::string text_of(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string text_of(int value) {
  return std::to_string(value);
}
std::string text_of(bool value) {
  return value ? "yes" : "no";
}
std::string text_of(std::string_view value) {
  return std::string(value);
}
template <class T>
std::string text_of(const std::optional<T>& value) {
  return value ? text_of(*value) : "none";
}

std::string text_of(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : " | ") + text;
  return out.empty() ? "none" : out;
}

std::string text_of(const std::vector<CalibrationRule>& rules) {
  std::vector<std::string> out;
  for (const auto& rule : rules)
    out.push_back(rule.measure + (rule.count_at_least ? " at " + text_of(*rule.count_at_least)
                                                      : " beyond " + text_of(rule.chance_percent) + " % chance below " +
                                                            text_of(rule.target_percent) + " %"));
  return text_of(out);
}

void lay_out_people(const Playbook& book, std::vector<Item>& out) {
  for (const auto& role : book.job_roles)
    out.push_back({"job_roles." + role.key, "job role " + role.name, "", {{"name", role.name}, {"is_coached", text_of(role.is_coached)}}});
  for (const auto& band : book.tenure_bands)
    out.push_back({"tenure_bands." + band.key,
                   "tenure band " + band.name,
                   "",
                   {{"name", band.name}, {"from_month", text_of(band.from_month)}, {"to_month", text_of(band.to_month)}}});
}

void lay_out_session_types(const Playbook& book, std::vector<Item>& out) {
  for (const auto& type : book.session_types) {
    const std::string path = "session_types." + type.key;
    std::vector<std::string> stages;
    for (const auto& stage : type.agenda) stages.push_back(stage.key);
    out.push_back({path,
                   type.name,
                   "",
                   {{"name", type.name},
                    {"minutes", text_of(type.minutes)},
                    {"preparation_minutes", text_of(type.preparation_minutes)},
                    {"counts_as", text_of(name_of(type.counts_as))},
                    {"short_below_percent", text_of(type.short_below_percent)},
                    {"short_below_minutes", text_of(type.short_below_minutes)},
                    {"opens_on_commitment", text_of(type.opens_on_commitment)},
                    {"agenda", text_of(stages)}}});
    for (const auto& stage : type.agenda)
      out.push_back({path + ".agenda." + stage.key,
                     type.name + ", stage " + stage.name,
                     path,
                     {{"name", stage.name},
                      {"minutes", text_of(stage.minutes)},
                      {"led_by", text_of(name_of(stage.led_by))},
                      {"content", text_of(name_of(stage.content))},
                      {"prompts", text_of(stage.prompts)}}});
  }
}

void lay_out_cadences(const Playbook& book, std::vector<Item>& out) {
  std::map<std::string, int> seen;
  for (const auto& cadence : book.cadences) {
    std::string path = "cadences." + cadence.session_type + (cadence.days_after_hire.empty() ? "" : ".after_hire");
    if (const int ordinal = ++seen[path]; ordinal > 1) path += "." + std::to_string(ordinal);
    std::string rule = summary_of(cadence, book);
    if (!cadence.days_after_hire.empty()) rule += ", give or take " + std::to_string(cadence.window_days) + " days";
    out.push_back({path, "cadence", "", {{"rule", std::move(rule)}}});
  }
  for (const auto& rule : book.ride_alongs) {
    std::string path = "ride_alongs";
    for (const auto& role : rule.job_roles) path += "." + role;
    for (const auto& band : rule.tenure_bands) path += "." + band;
    if (const int ordinal = ++seen[path]; ordinal > 1) path += "." + std::to_string(ordinal);
    out.push_back({path, "ride-alongs", "", {{"rule", summary_of(rule, book)}}});
  }
}

void lay_out_library(const Playbook& book, std::vector<Item>& out) {
  for (const auto& competency : book.competencies)
    out.push_back({"competencies." + competency.key,
                   "competency " + competency.name,
                   "",
                   {{"name", competency.name}, {"description", competency.description}, {"behaviours", text_of(competency.behaviours)}}});
  for (const auto& drill : book.drills)
    out.push_back(
        {"drills." + drill.key,
         "drill " + drill.name,
         "",
         {{"name", drill.name}, {"competency", drill.competency}, {"minutes", text_of(drill.minutes)}, {"steps", text_of(drill.steps)}}});
  for (const auto& indicator : book.indicators)
    out.push_back({"indicators." + indicator.key, "indicator " + indicator.name, "", {{"name", indicator.name}, {"unit", indicator.unit}}});
  for (const auto& trigger : book.triggers)
    out.push_back({"triggers." + trigger.key,
                   "trigger " + trigger.name,
                   "",
                   {{"name", trigger.name}, {"condition", trigger.condition}, {"proposes", trigger.proposes}}});
  for (const auto& question : book.diagnosis) {
    std::vector<std::string> answers;
    for (const auto& [answer, then] : question.answers) answers.push_back(answer + ": " + then);
    out.push_back({"diagnosis." + question.key,
                   "diagnosis question " + question.question,
                   "",
                   {{"question", question.question}, {"answered_by", question.answered_by}, {"answers", text_of(answers)}}});
  }
}

void lay_out_numbers(const Playbook& book, std::vector<Item>& out) {
  for (const auto& threshold : book.thresholds)
    out.push_back(
        {"thresholds." + threshold.key,
         "threshold " + threshold.name,
         "",
         {{"name", threshold.name}, {"value", text_of(threshold.value)}, {"unit", threshold.unit}, {"meaning", threshold.meaning}}});
  for (const auto& scorecard : book.scorecards)
    out.push_back({"scorecards." + scorecard.key,
                   "scorecard " + scorecard.name,
                   "",
                   {{"name", scorecard.name},
                    {"about", scorecard.about},
                    {"every", text_of(name_of(scorecard.every))},
                    {"measures", text_of(scorecard.measures)},
                    {"calibrations", text_of(scorecard.calibrations)}}});
  for (const auto& rule : book.certifications)
    out.push_back({"certifications." + rule.key,
                   "certification " + rule.name,
                   "",
                   {{"name", rule.name}, {"valid_months", text_of(rule.valid_months)}, {"gates", text_of(rule.gates)}}});
  const Capacity& capacity = book.capacity;
  out.push_back({"capacity",
                 "capacity",
                 "",
                 {{"budget_low_hours", text_of(capacity.budget_low_hours)},
                  {"budget_high_hours", text_of(capacity.budget_high_hours)},
                  {"span_low", text_of(capacity.span_low)},
                  {"span_high", text_of(capacity.span_high)},
                  {"span_flag", text_of(capacity.span_flag)},
                  {"ride_along_low_hours", text_of(capacity.ride_along_low_hours)},
                  {"ride_along_high_hours", text_of(capacity.ride_along_high_hours)}}});
  out.push_back({"privacy",
                 "privacy",
                 "",
                 {{"minimum_group", text_of(book.privacy.minimum_group)}, {"minimum_deals", text_of(book.privacy.minimum_deals)}}});
}

std::vector<Item> laid_out(const Playbook& book) {
  std::vector<Item> out;
  out.push_back({"", "the playbook", "", {{"name", book.name}, {"top_performer_factor", text_of(book.top_performer_factor)}}});
  std::vector<std::string> weekend = book.weekend;
  std::ranges::sort(weekend);
  out.back().fields.push_back({"weekend", text_of(weekend)});
  lay_out_people(book, out);
  lay_out_session_types(book, out);
  lay_out_cadences(book, out);
  lay_out_library(book, out);
  lay_out_numbers(book, out);
  return out;
}

std::string spoken(std::string_view name) {
  std::string out(name);
  std::ranges::replace(out, '_', ' ');
  return out;
}

/// The entry in one line: its rule, or else its fields.
std::string shown(const Item& item) {
  if (item.fields.size() == 1) return item.fields.front().value;
  std::string out;
  for (const auto& field : item.fields) out += (out.empty() ? "" : "; ") + spoken(field.name) + " " + field.value;
  return out;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// Two lists of stages that name the same ones: then only their order can differ. Otherwise the stages speak for themselves.
bool is_reordered(std::string_view before, std::string_view after) {
  const auto sorted = [](std::string_view keys) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= keys.size();) {
      const std::size_t end = std::min(keys.find(" | ", at), keys.size());
      parts.push_back(keys.substr(at, end - at));
      at = end + 3;
    }
    std::ranges::sort(parts);
    return parts;
  };
  return sorted(before) == sorted(after);
}

void compare(const Item& before, const Item& after, std::vector<Difference>& out) {
  for (std::size_t i = 0; i < before.fields.size(); ++i) {
    const Field& was = before.fields[i];
    const Field& is = after.fields[i];
    if (was.value == is.value || (was.name == "agenda" && !is_reordered(was.value, is.value))) continue;
    const std::string path = before.path + (before.path.empty() ? "" : ".") + was.name;
    const std::string name = was.name == "agenda" ? "order of the stages" : spoken(was.name);
    const bool is_whole = before.fields.size() == 1;  // the rule says by itself what it is about
    out.push_back({path, was.value, is.value,
                   is_whole ? "Was: " + was.value + ". Becomes: " + is.value + "."
                            : capitalised(after.label) + ": " + name + " was " + was.value + ", becomes " + is.value + "."});
  }
}

const Item* find(const std::vector<Item>& items, std::string_view path) {
  const auto found = std::ranges::find(items, path, &Item::path);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Difference> differences(const Playbook& before, const Playbook& after) {
  const std::vector<Item> was = laid_out(before);
  const std::vector<Item> is = laid_out(after);
  std::vector<Difference> out;
  for (const auto& item : was) {
    if (const Item* same = find(is, item.path)) {
      compare(item, *same, out);
    } else if (item.parent.empty() || find(is, item.parent)) {
      out.push_back({item.path, shown(item), std::nullopt, "Drops " + item.label + ": " + shown(item) + "."});
    }
  }
  for (const auto& item : is)
    if (!find(was, item.path) && (item.parent.empty() || find(was, item.parent)))
      out.push_back({item.path, std::nullopt, shown(item), "Adds " + item.label + ": " + shown(item) + "."});
  return out;
}

}  // namespace backbeat::playbook
