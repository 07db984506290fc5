#include "circle/circle_file.hpp"

namespace backbeat::circle {
namespace {

template <class Items, class Text>
std::string list(const Items& items, const Text& text) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ',';
    out += text(item);
  }
  return out + "]";
}

std::string field(std::string_view name, std::int64_t value) {
  return quoted(name) + ":" + std::to_string(value);
}

std::string hex_of(const WeeklyStarts& starts) {
  std::string out;
  for (std::size_t digit = WeeklyStarts::count_of_bits / 4; digit-- > 0;) {
    std::size_t value = 0;
    for (std::size_t bit = 0; bit < 4; ++bit) value |= std::size_t{starts.has(digit * 4 + bit) ? 1U : 0U} << bit;
    out += "0123456789abcdef"[value];
  }
  return out;
}

std::string settings_of(const Organisation& organisation) {
  const Rules& r = organisation.rules;
  const Weights& w = organisation.weights;
  const auto object = [](std::initializer_list<std::pair<std::string_view, int>> fields) {
    std::string out = list(fields, [](const auto& one) { return field(one.first, one.second); });
    out.front() = '{';
    out.back() = '}';
    return out;
  };
  return "\"params\":" +
         object({{"size_min", r.size_min},
                 {"size_ideal", r.size_ideal},
                 {"size_max", r.size_max},
                 {"slots_min", r.slots_min},
                 {"slots_want", r.slots_want},
                 {"facilitators_min", r.facilitators_min},
                 {"facilitators_want", r.facilitators_want},
                 {"same_manager_max", r.same_manager_max},
                 {"senior_band", r.senior_band},
                 {"cross_min_per_role", r.cross_min_per_role}}) +
         ",\n\"weights\":" +
         object({{"tenure", w.tenure},
                 {"segment", w.segment},
                 {"manager", w.manager},
                 {"perf", w.perf},
                 {"repeat", w.repeat},
                 {"prefer", w.prefer},
                 {"size", w.size},
                 {"slots", w.slots},
                 {"facilitators", w.facilitators},
                 {"senior", w.senior},
                 {"waitlist", w.waitlist}});
}

}  // namespace

std::string text_of(const Organisation& organisation) {
  const auto id = [&](RepIndex rep) { return quoted(organisation.people[rep].id); };
  const auto number = [](int value) { return std::to_string(value); };
  std::string out = "{\"format\":\"backbeat.circles/1\",";
  if (!organisation.name.empty()) out += "\"name\":" + quoted(organisation.name) + ",";
  out += "\n" + settings_of(organisation) + ",\n\"tenure_bands\":" + list(organisation.tenure_bands, number) + ",\"cross\":[" +
         std::to_string(organisation.cross_min) + "," + std::to_string(organisation.cross_max) +
         "],\"themes\":" + list(organisation.themes, quoted) + ",\n\"people\":[";
  for (std::size_t i = 0; i < organisation.people.size(); ++i) {
    const Rep& rep = organisation.people[i];
    out += (i == 0 ? "\n{\"id\":" : ",\n{\"id\":") + quoted(rep.id) + ",\"role\":" + quoted(organisation.roles[rep.role]) +
           ",\"segment\":" + quoted(organisation.segments[rep.segment]) + "," + field("tenure", rep.tenure_months) +
           ",\"manager\":" + quoted(organisation.managers[rep.manager]) + "," + field("perf", rep.tercile) + "," +
           field("facilitator", rep.is_certified ? 1 : 0) + ",\"slots\":\"" + hex_of(rep.starts) +
           "\",\"themes\":" + list(rep.themes, [&](std::uint32_t theme) { return quoted(organisation.themes[theme]); }) +
           ",\"prefers\":" + list(rep.prefers, id) + "}";
  }
  out += "],\n\"apart\":" + list(organisation.apart, [&](const Pair& pair) { return "[" + id(pair.first) + "," + id(pair.second) + "]"; });
  out += ",\n\"history\":" + list(organisation.history, [&](const auto& period) {
           return "\n" + list(period, [&](const Members& circle) { return list(circle, id); });
         });
  return out + "}\n";
}

std::string fields_of(const Organisation& organisation, const Plan& plan) {
  const auto id = [&](RepIndex rep) { return quoted(organisation.people[rep].id); };
  return "\"circles\":" +
         list(plan.circles,
              [&](const Circle& circle) {
                return "\n{\"kind\":" + quoted(text_of(organisation, circle.kind)) + ",\"members\":" + list(circle.members, id) + "}";
              }) +
         ",\n\"waitlist\":" + list(plan.waitlist, id);
}

}  // namespace backbeat::circle
