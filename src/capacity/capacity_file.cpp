#include "capacity/capacity_file.hpp"

#include <algorithm>
#include <vector>

namespace backbeat::capacity {
namespace {

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char each : text) {
    if (each == '"' || each == '\\') out += '\\';
    out += each;
  }
  return out + "\"";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + quoted(text);
  return "[" + out + "]";
}

void say(std::string& out, std::string_view key, const std::string& value) {
  out += std::string(key) + " = " + value + "\n";
}

template <class Rule>
void say_audience(std::string& out, const Rule& rule) {
  if (!rule.job_roles.empty()) say(out, "job_roles", list_of(rule.job_roles));
  if (!rule.tenure_bands.empty()) say(out, "tenure_bands", list_of(rule.tenure_bands));
}

std::string text_of(const playbook::Cadence& cadence) {
  std::string out = "[[cadences]]\n";
  say(out, "session_type", quoted(cadence.session_type));
  say_audience(out, cadence);
  if (cadence.days_after_hire.empty()) {
    say(out, "every", quoted(name_of(cadence.every)));
    if (cadence.count != 1) say(out, "count", std::to_string(cadence.count));
    return out;
  }
  std::string days;
  for (const int day : cadence.days_after_hire) days += (days.empty() ? "" : ", ") + std::to_string(day);
  say(out, "days_after_hire", "[" + days + "]");
  say(out, "window_days", std::to_string(cadence.window_days));
  return out;
}

std::string text_of(const playbook::RideAlongRule& rule) {
  std::string out = "[[ride_alongs]]\n";
  say_audience(out, rule);
  say(out, "every", quoted(name_of(rule.every)));
  for (const auto& [key, count] : {std::pair("observe", rule.observe), {"co_sell", rule.co_sell}, {"reverse", rule.reverse}})
    if (count > 0) say(out, key, std::to_string(count));
  std::string steps;
  for (const auto& [through, every] : rule.taper)
    steps += "  { through_week = " + std::to_string(through) + ", every_weeks = " + std::to_string(every) + " },\n";
  if (!steps.empty()) say(out, "taper", "[\n" + steps + "]");
  return out;
}

std::string text_of(const playbook::SessionType& type) {
  std::string out = "[[session_types]]\n";
  say(out, "key", quoted(type.key));
  say(out, "name", quoted(type.name));
  say(out, "minutes", std::to_string(type.minutes));
  say(out, "preparation_minutes", std::to_string(type.preparation_minutes));
  say(out, "counts_as", quoted(name_of(type.counts_as)));
  return out;
}

/// A table of the text: its header's line to its last line that is neither blank nor a comment.
struct Block {
  std::string header;
  std::size_t first = 0;
  std::size_t end = 0;
};

class Text {
 public:
  explicit Text(std::string_view text) {
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
      m_lines.emplace_back(text.substr(0, end));
      text.remove_prefix(end);
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
      const std::string_view line = trimmed(without_end(m_lines[i]));
      if (line.starts_with('[') && line.ends_with(']')) m_blocks.push_back({.header = std::string(line), .first = i, .end = i + 1});
      if (!m_blocks.empty() && !line.empty() && !line.starts_with('#')) m_blocks.back().end = i + 1;
    }
  }

  [[nodiscard]] const std::vector<Block>& blocks() const { return m_blocks; }
  [[nodiscard]] std::vector<Block> blocks(std::string_view header) const {
    std::vector<Block> out;
    std::ranges::copy_if(m_blocks, std::back_inserter(out), [&](const Block& block) { return block.header == header; });
    return out;
  }
  [[nodiscard]] bool has(const Block& block, std::string_view line) const {
    return std::any_of(m_lines.begin() + static_cast<std::ptrdiff_t>(block.first), m_lines.begin() + static_cast<std::ptrdiff_t>(block.end),
                       [&](const std::string& each) { return trimmed(without_end(each)) == line; });
  }

  /// Puts other text in the place of a block; lines keep their numbers until all is done.
  void replace(const Block& block, const std::string& by) {
    for (std::size_t i = block.first; i < block.end; ++i) m_lines[i].clear();
    m_lines[block.first] = by;
  }
  void add_after(const Block& block, const std::string& text) { m_lines[block.end - 1] += "\n" + text; }
  void set_number(const Block& block, std::string_view key, int number) {
    for (std::size_t i = block.first; i < block.end; ++i) {
      const std::string_view line = trimmed(without_end(m_lines[i]));
      const auto equals = line.find('=');
      if (equals == std::string_view::npos || trimmed(line.substr(0, equals)) != key) continue;
      const auto at = m_lines[i].find_first_of("0123456789", m_lines[i].find('='));
      if (at == std::string::npos) return;
      m_lines[i].replace(at, m_lines[i].find_first_not_of("0123456789", at) - at, std::to_string(number));
      return;
    }
  }

  [[nodiscard]] std::string whole() const {
    std::string out;
    for (const auto& line : m_lines) out += line;
    return out;
  }

 private:
  static std::string_view without_end(std::string_view line) { return line.ends_with('\n') ? line.substr(0, line.size() - 1) : line; }

  std::vector<std::string> m_lines;  // with their ends
  std::vector<Block> m_blocks;
};

/// Rules that stay keep their blocks; what stands between two that stay takes the place of what stood there.
template <class Rule>
void rewrite_rules(Text& text, std::string_view header, const std::vector<Rule>& before, const std::vector<Rule>& after) {
  const std::vector<Block> blocks = text.blocks(header);
  if (before == after || blocks.size() != before.size() || before.empty()) return;
  std::size_t next = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (next < after.size() && after[next] == before[i]) {
      ++next;
      continue;
    }
    // Up to the next rule of those before that is still there.
    auto end = after.end();
    for (std::size_t later = i + 1; later < before.size() && end == after.end(); ++later)
      end = std::find(after.begin() + static_cast<std::ptrdiff_t>(next), after.end(), before[later]);
    std::string by;
    for (; next < static_cast<std::size_t>(end - after.begin()); ++next) by += (by.empty() ? "" : "\n") + text_of(after[next]);
    text.replace(blocks[i], by);
  }
  for (; next < after.size(); ++next) text.add_after(blocks.back(), text_of(after[next]));
}

void rewrite_session_types(Text& text, const playbook::Playbook& before, const playbook::Playbook& after) {
  std::string added;
  const Block* last = nullptr;
  for (const auto& type : after.session_types) {
    const playbook::SessionType* was = before.session_type(type.key);
    if (!was) added += (added.empty() ? "" : "\n") + text_of(type);
    if (!was || *was == type) continue;
    bool is_inside = false;
    std::size_t stage = 0;
    for (const Block& block : text.blocks()) {
      if (block.header == "[[session_types]]") is_inside = text.has(block, "key = " + quoted(type.key));
      if (!is_inside) continue;
      if (block.header == "[[session_types]]") {
        text.set_number(block, "minutes", type.minutes);
        if (type.short_below_minutes) text.set_number(block, "short_below_minutes", *type.short_below_minutes);
      } else if (block.header == "[[session_types.agenda]]" && stage < type.agenda.size()) {
        text.set_number(block, "minutes", type.agenda[stage++].minutes);
      }
    }
  }
  for (const Block& block : text.blocks())
    if (block.header.starts_with("[[session_types")) last = &block;
  if (last && !added.empty()) text.add_after(*last, added);
}

}  // namespace

std::string rewritten(std::string_view text, const playbook::Playbook& before, const playbook::Playbook& after) {
  Text lines(text);
  rewrite_session_types(lines, before, after);
  rewrite_rules(lines, "[[cadences]]", before.cadences, after.cadences);
  rewrite_rules(lines, "[[ride_alongs]]", before.ride_alongs, after.ride_alongs);
  return lines.whole();
}

}  // namespace backbeat::capacity
