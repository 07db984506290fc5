#include "circle/circle_file.hpp"

#include "base/text.hpp"

namespace backbeat::circle {
namespace {

constexpr std::int64_t heaviest = 10'000;
constexpr std::size_t longest_name = 200;
constexpr std::size_t most_themes = 64;
constexpr std::size_t hex_digits = WeeklyStarts::count_of_bits / 4;

Result<const Node*> member(const Node& object, const std::string& path, std::string_view name, Node::Kind kind, std::string expected) {
  const Node* found = object.find(name);
  const std::string field = path + std::string(name);
  if (found == nullptr) return malformed(object.line, field, std::move(expected), "nothing");
  if (found->kind != kind) return malformed(found->line, field, std::move(expected), found->said());
  return found;
}

Result<std::string> name_at(const Node& node, const std::string& field) {
  if (node.kind != Node::Kind::text || node.text.empty() || node.text.size() > longest_name)
    return malformed(node.line, field, "a text of 1 to 200 bytes", node.said());
  return node.text;
}

Result<std::string> name_of(const Node& object, const std::string& path, std::string_view name) {
  const Node* found = TRY(member(object, path, name, Node::Kind::text, "a text"));
  return name_at(*found, path + std::string(name));
}

Result<std::int64_t> whole_of(const Node& object, const std::string& path, std::string_view name, std::int64_t least, std::int64_t most) {
  const std::string expected = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  const Node* found = TRY(member(object, path, name, Node::Kind::number, expected));
  if (found->number < least || found->number > most) return malformed(found->line, path + std::string(name), expected, found->said());
  return found->number;
}

Result<bool> flag_of(const Node& object, const std::string& path, std::string_view name) {
  const Node* found = object.find(name);
  const bool is_flag = found != nullptr && (found->kind == Node::Kind::boolean || found->kind == Node::Kind::number) &&
                       (found->number == 0 || found->number == 1);
  if (!is_flag)
    return malformed(found == nullptr ? object.line : found->line, path + std::string(name), "0 or 1",
                     found == nullptr ? "nothing" : found->said());
  return found->number == 1;
}

/// An optional list; none is an empty one.
Result<std::span<const Node>> list_of(const Node& object, const std::string& path, std::string_view name) {
  const Node* found = object.find(name);
  if (found == nullptr) return std::span<const Node>();
  if (found->kind != Node::Kind::list) return malformed(found->line, path + std::string(name), "a list", found->said());
  return std::span<const Node>(found->items);
}

struct Setting {
  std::string_view name;
  int* value;
  std::int64_t least;
  std::int64_t most;
};

Result<Done> read_settings(const Node& file, const std::string& name, std::span<const Setting> settings) {
  const Node* object = file.find(name);
  if (object == nullptr) return Done{};
  if (object->kind != Node::Kind::object) return malformed(object->line, name, "an object", object->said());
  for (std::size_t i = 0; i < object->names.size(); ++i) {
    const auto known = std::ranges::find(settings, object->names[i], &Setting::name);
    if (known == settings.end()) return malformed(object->items[i].line, name + "." + object->names[i], "a name that is known", "this one");
    *known->value = static_cast<int>(TRY(whole_of(*object, name + ".", known->name, known->least, known->most)));
  }
  return Done{};
}

Result<Done> read_rules(const Node& file, Organisation& out) {
  Rules& rules = out.rules;
  const std::array settings{Setting{"size_min", &rules.size_min, 1, most_members},
                            Setting{"size_ideal", &rules.size_ideal, 1, most_members},
                            Setting{"size_max", &rules.size_max, 1, most_members},
                            Setting{"slots_min", &rules.slots_min, 0, 240},
                            Setting{"slots_want", &rules.slots_want, 0, 240},
                            Setting{"facilitators_min", &rules.facilitators_min, 0, most_members},
                            Setting{"facilitators_want", &rules.facilitators_want, 0, most_members},
                            Setting{"same_manager_max", &rules.same_manager_max, 1, most_members},
                            Setting{"senior_band", &rules.senior_band, 0, 100},
                            Setting{"cross_min_per_role", &rules.cross_min_per_role, 1, most_members}};
  TRY(read_settings(file, "params", settings));
  if (rules.size_min > rules.size_max)
    return malformed(file.find("params")->line, "params.size_min", "at most size_max, " + std::to_string(rules.size_max),
                     std::to_string(rules.size_min));
  Weights& weights = out.weights;
  const auto weight = [](std::string_view name, int& value) { return Setting{name, &value, 0, heaviest}; };
  const std::array all{weight("tenure", weights.tenure), weight("segment", weights.segment),  weight("manager", weights.manager),
                       weight("perf", weights.perf),     weight("repeat", weights.repeat),    weight("prefer", weights.prefer),
                       weight("size", weights.size),     weight("slots", weights.slots),      weight("facilitators", weights.facilitators),
                       weight("senior", weights.senior), weight("waitlist", weights.waitlist)};
  return read_settings(file, "weights", all);
}

/// Names to places, in the order they are first met.
class Names {
 public:
  explicit Names(std::vector<std::string>& names) : m_names(names) {
    for (std::uint32_t i = 0; i < names.size(); ++i) m_places.emplace(names[i], i);
  }
  std::uint32_t place(const std::string& name) {
    const auto [at, is_new] = m_places.emplace(name, static_cast<std::uint32_t>(m_names.size()));
    if (is_new) m_names.push_back(name);
    return at->second;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(const std::string& name) const {
    const auto found = m_places.find(name);
    return found == m_places.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] std::size_t size() const { return m_names.size(); }

 private:
  std::vector<std::string>& m_names;
  std::unordered_map<std::string, std::uint32_t> m_places;
};

Result<WeeklyStarts> starts_of(const Node& object, const std::string& path) {
  const Node* node = TRY(member(object, path, "slots", Node::Kind::text, "60 hexadecimal digits"));
  if (node->text.empty() || node->text.size() > hex_digits)
    return malformed(node->line, path + "slots", "60 hexadecimal digits", node->said());
  WeeklyStarts starts;
  for (std::size_t i = 0; i < node->text.size(); ++i) {
    const char letter = node->text[i];
    const std::size_t digit =
        std::string_view("0123456789abcdef").find(letter >= 'A' && letter <= 'F' ? static_cast<char>(letter | 0x20) : letter);
    if (digit == std::string_view::npos) return malformed(node->line, path + "slots", "60 hexadecimal digits", node->said());
    for (std::size_t bit = 0; bit < 4; ++bit)
      if (((digit >> bit) & 1U) != 0) starts.set((node->text.size() - 1 - i) * 4 + bit);
  }
  return starts;
}

class Reader {
 public:
  explicit Reader(const Node& file)
      : m_file(file),
        m_roles(m_out.roles),
        m_segments(m_out.segments),
        m_managers(m_out.managers),
        m_themes(m_out.themes),
        m_ids(m_id_names) {}

  Result<Organisation> read() {
    const std::string format = TRY(name_of(m_file, "", "format"));
    if (format != "backbeat.circles/1") return malformed(m_file.find("format")->line, "format", "\"backbeat.circles/1\"", quoted(format));
    if (m_file.find("name") != nullptr) m_out.name = TRY(name_of(m_file, "", "name"));
    TRY(read_rules(m_file, m_out));
    TRY(bands());
    TRY(cross());
    const std::span<const Node> themes = TRY(list_of(m_file, "", "themes"));
    for (const Node& theme : themes) {
      const std::string name = TRY(name_at(theme, "themes"));
      TRY(theme_place(theme, name));
    }
    TRY(people());
    TRY(apart());
    TRY(history());
    return std::move(m_out);
  }

 private:
  Result<std::uint32_t> theme_place(const Node& node, const std::string& name) {
    const std::uint32_t place = m_themes.place(name);
    if (m_themes.size() > most_themes) return malformed(node.line, "themes", "no more than 64 themes", "more");
    return place;
  }

  Result<Done> bands() {
    const Node* node = m_file.find("tenure_bands");
    if (node == nullptr) return Done{};
    const std::span<const Node> list = TRY(list_of(m_file, "", "tenure_bands"));
    m_out.tenure_bands.clear();
    for (const Node& band : list) {
      const bool rises = band.kind == Node::Kind::number && band.number > 0 && band.number <= 1200 &&
                         (m_out.tenure_bands.empty() || band.number > m_out.tenure_bands.back());
      if (!rises) return malformed(band.line, "tenure_bands", "months from 1 to 1200, rising", band.said());
      m_out.tenure_bands.push_back(static_cast<int>(band.number));
    }
    return Done{};
  }

  Result<Done> cross() {
    const std::span<const Node> list = TRY(list_of(m_file, "", "cross"));
    if (list.empty()) return Done{};
    const bool is_range = list.size() == 2 && list[0].kind == Node::Kind::number && list[1].kind == Node::Kind::number &&
                          list[0].number >= 0 && list[0].number <= list[1].number && list[1].number <= 100'000;
    if (!is_range) return malformed(list[0].line, "cross", "two numbers, the least and the most", m_file.find("cross")->said());
    m_out.cross_min = static_cast<int>(list[0].number);
    m_out.cross_max = static_cast<int>(list[1].number);
    return Done{};
  }

  Result<Done> people() {
    const Node* list = TRY(member(m_file, "", "people", Node::Kind::list, "a list"));
    if (list->items.size() > most_people) return malformed(list->line, "people", "no more than 100000 people", list->said());
    std::vector<std::span<const Node>> wishes;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const Node& node = list->items[i];
      const std::string path = "people[" + std::to_string(i) + "].";
      if (node.kind != Node::Kind::object) return malformed(node.line, path, "an object", node.said());
      Rep rep;
      rep.id = TRY(name_of(node, path, "id"));
      if (m_ids.place(rep.id) != i) return malformed(node.find("id")->line, path + "id", "each person once", quoted(rep.id) + " again");
      rep.role = m_roles.place(TRY(name_of(node, path, "role")));
      rep.segment = m_segments.place(TRY(name_of(node, path, "segment")));
      rep.manager = m_managers.place(TRY(name_of(node, path, "manager")));
      rep.tenure_months = static_cast<int>(TRY(whole_of(node, path, "tenure", 0, 1200)));
      rep.tercile = static_cast<int>(TRY(whole_of(node, path, "perf", 1, 3)));
      rep.is_certified = TRY(flag_of(node, path, "facilitator"));
      rep.starts = TRY(starts_of(node, path));
      const std::span<const Node> themes = TRY(list_of(node, path, "themes"));
      for (const Node& theme : themes) {
        const std::string name = TRY(name_at(theme, path + "themes"));
        rep.themes.push_back(TRY(theme_place(theme, name)));
      }
      wishes.push_back(TRY(list_of(node, path, "prefers")));
      m_out.people.push_back(std::move(rep));
    }
    for (std::size_t i = 0; i < wishes.size(); ++i)
      m_out.people[i].prefers = TRY(known(wishes[i], "people[" + std::to_string(i) + "].prefers"));
    return Done{};
  }

  /// Those of the list who are here.
  Result<Members> known(std::span<const Node> list, const std::string& field) {
    Members out;
    for (const Node& node : list) {
      const std::string name = TRY(name_at(node, field));
      if (const auto place = m_ids.find(name)) out.push_back(*place);
    }
    return out;
  }

  Result<Done> apart() {
    const std::span<const Node> list = TRY(list_of(m_file, "", "apart"));
    for (const Node& pair : list) {
      if (pair.kind != Node::Kind::list || pair.items.size() != 2) return malformed(pair.line, "apart", "lists of two ids", pair.said());
      const Members both = TRY(known(pair.items, "apart"));
      if (both.size() == 2) m_out.apart.emplace_back(both[0], both[1]);
    }
    return Done{};
  }

  Result<Done> history() {
    const std::span<const Node> periods = TRY(list_of(m_file, "", "history"));
    for (const Node& period : periods) {
      if (period.kind != Node::Kind::list) return malformed(period.line, "history", "a list of circles for each period", period.said());
      auto& circles = m_out.history.emplace_back();
      for (const Node& circle : period.items) {
        if (circle.kind != Node::Kind::list || circle.items.size() > 1000)
          return malformed(circle.line, "history", "a list of ids for each circle", circle.said());
        Members members = TRY(known(circle.items, "history"));
        std::ranges::sort(members);
        members.erase(std::ranges::unique(members).begin(), members.end());
        circles.push_back(std::move(members));
      }
    }
    return Done{};
  }

  const Node& m_file;
  Organisation m_out;
  std::vector<std::string> m_id_names;
  Names m_roles, m_segments, m_managers, m_themes, m_ids;
};

Result<Kind> kind_of(const Organisation& organisation, const Node& node) {
  const std::string_view text = node.text;
  const auto find = [&](const std::vector<std::string>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::uint32_t>(found - names.begin()));
  };
  if (text.starts_with("same:"))
    if (const auto role = find(organisation.roles, text.substr(5))) return Kind{Kind::Form::same, *role};
  if (text.starts_with("cross:"))
    if (const auto theme = find(organisation.themes, text.substr(6))) return Kind{Kind::Form::cross, *theme};
  return malformed(node.line, "circles.kind", "\"same:\" and a role or \"cross:\" and a theme of the organisation", node.said());
}

}  // namespace

Result<Organisation> read_organisation(std::string_view text) {
  if (text.size() > longest_circles_text) return malformed(1, "file", "no more than 256 MiB", std::to_string(text.size()) + " bytes");
  const Node file = TRY(parse_tree(text));
  if (file.kind != Node::Kind::object) return malformed(file.line, "file", "an object", file.said());
  return Reader(file).read();
}

Result<Plan> read_plan(const Organisation& organisation, std::string_view text) {
  if (text.size() > longest_circles_text) return malformed(1, "file", "no more than 256 MiB", std::to_string(text.size()) + " bytes");
  const Node file = TRY(parse_tree(text));
  if (file.kind != Node::Kind::object) return malformed(file.line, "file", "an object", file.said());
  std::unordered_map<std::string_view, RepIndex> places;
  for (RepIndex i = 0; i < organisation.people.size(); ++i) places.emplace(organisation.people[i].id, i);
  const auto members_of = [&](std::span<const Node> list, const std::string& field) -> Result<Members> {
    Members out;
    for (const Node& node : list) {
      const auto found = places.find(node.text);
      if (node.kind != Node::Kind::text || found == places.end())
        return malformed(node.line, field, "the id of one of the people", node.said());
      out.push_back(found->second);
    }
    return out;
  };
  Plan plan;
  const Node* circles = TRY(member(file, "", "circles", Node::Kind::list, "a list"));
  for (const Node& node : circles->items) {
    if (node.kind != Node::Kind::object) return malformed(node.line, "circles", "objects with kind and members", node.said());
    const Node* kind = TRY(member(node, "circles.", "kind", Node::Kind::text, "a text"));
    const Node* members = TRY(member(node, "circles.", "members", Node::Kind::list, "a list of ids"));
    Circle circle;
    circle.kind = TRY(kind_of(organisation, *kind));
    circle.members = TRY(members_of(members->items, "circles.members"));
    plan.circles.push_back(std::move(circle));
  }
  const std::span<const Node> waiting = TRY(list_of(file, "", "waitlist"));
  plan.waitlist = TRY(members_of(waiting, "waitlist"));
  return plan;
}

}  // namespace backbeat::circle
