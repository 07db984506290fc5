// Values in: walks the table of a type beside parsed JSON or beside texts of a URL, and collects everything that is wrong.
#include "http/read.hpp"
#include "base/assert.hpp"
#include "base/front.hpp"
#include "base/text.hpp"
#include "http/api.hpp"
#include "http/json_value.hpp"
#include "http/url.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace backbeat::http {
namespace {

constexpr std::size_t most_problems = 50;  // more help nobody

std::string range_of(const Type& type) {
  if (type.max == std::numeric_limits<std::int64_t>::max()) return type.min == 0 ? "a whole number of 0 or more" : "a whole number";
  return "a whole number from " + std::to_string(type.min) + " to " + std::to_string(type.max);
}

std::string choices_of(const Type& type) {
  std::string out = "one of";
  for (const Choice& choice : type.choices) out += (out.size() == 6 ? " " : ", ") + std::string(choice.name);
  return out;
}

std::string length_of_text(const Type& type) {
  if (type.min == type.max) return std::to_string(type.max) + " characters";
  if (type.min == 0) return "at most " + std::to_string(type.max) + " characters";
  return std::to_string(type.min) + " to " + std::to_string(type.max) + " characters";
}

class Reader {
 public:
  void read(const Type& type, void* to, const JsonValue& from);
  void read_member(const Type& object, void* to, std::string_view name, const std::vector<std::string>& texts);
  void refuse_unknown(const Type& type, std::string_view name);
  void miss(std::string_view name) { add(missing_field, path_of(name)); }
  void add(const ErrorSpec& spec, std::string field, Params params = {}) {
    if (m_problems.size() < most_problems) m_problems.push_back({.spec = &spec, .field = std::move(field), .params = std::move(params)});
  }
  [[nodiscard]] Result<Done> done() {
    if (m_problems.empty()) return Done{};
    return std::unexpected(Error{.spec = &errors::invalid, .causes = std::move(m_problems)});
  }

 private:
  std::string path_of(std::string_view name) const { return m_path.empty() ? std::string(name) : m_path + "." + std::string(name); }
  void wrong(std::string expected, std::string found) {
    add(errors::invalid_value, m_path, {{"expected", std::move(expected)}, {"found", std::move(found)}});
  }
  void read_text(const Type& type, void* to, std::string_view text);
  void read_whole(const Type& type, void* to, std::int64_t value);
  void read_object(const Type& type, void* to, const JsonValue& from);
  void read_from_url(const Type& type, void* to, std::string_view text);

  std::string m_path;
  std::vector<Error> m_problems;
};

void Reader::read_whole(const Type& type, void* to, std::int64_t value) {
  if (value < type.min || value > type.max) return wrong(range_of(type), std::to_string(value));
  type.set(to, value);
}

/// For the shapes that are texts in JSON and in a URL alike.
void Reader::read_text(const Type& type, void* to, std::string_view text) {
  switch (type.shape) {
    case Shape::text: {
      if (!is_utf8(text) || text.find('\0') != std::string_view::npos) return wrong("text without NUL", "NUL");
      const std::size_t length = length_of(text);
      if (length < static_cast<std::size_t>(type.min) || length > static_cast<std::size_t>(type.max))
        return wrong(length_of_text(type), length == 0 ? "none" : std::to_string(length));
      *type.text(to) = text;
      return;
    }
    case Shape::spelled:
      if (!type.parse(text, to)) wrong(std::string(type.expected), shown_text(text));
      return;
    case Shape::choice:
      for (const Choice& choice : type.choices)
        if (choice.name == text) return type.set(to, choice.value);
      return wrong(choices_of(type), shown_text(text));
    case Shape::boolean:
    case Shape::whole:
    case Shape::number:
    case Shape::optional:
    case Shape::list:
    case Shape::object:
      ASSERT(!"no text");
  }
}

void Reader::read(const Type& type, void* to, const JsonValue& from) {
  using Kind = JsonValue::Kind;
  switch (type.shape) {
    case Shape::boolean:
      if (from.kind != Kind::boolean) return wrong("true or false", from.shown());
      return type.set(to, from.boolean ? 1 : 0);
    case Shape::whole:
      if (from.kind != Kind::whole) return wrong(range_of(type), from.shown());
      return read_whole(type, to, from.whole);
    case Shape::number:
      if ((from.kind != Kind::whole && from.kind != Kind::number) || !std::isfinite(from.number)) return wrong("a number", from.shown());
      *static_cast<double*>(to) = from.number;
      return;
    case Shape::text:
      if (from.kind != Kind::text) return wrong("text", from.shown());
      return read_text(type, to, from.text);
    case Shape::spelled:
      if (from.kind != Kind::text) return wrong(std::string(type.expected), from.shown());
      return read_text(type, to, from.text);
    case Shape::choice:
      if (from.kind != Kind::text) return wrong(choices_of(type), from.shown());
      return read_text(type, to, from.text);
    case Shape::optional:
      if (from.kind != Kind::null) read(type.inner(), type.emplace(to), from);
      return;
    case Shape::list: {
      if (from.kind != Kind::list) return wrong("a list", from.shown());
      const std::size_t length = m_path.size();
      for (std::size_t i = 0; i < from.items.size(); ++i) {
        m_path += "[" + std::to_string(i) + "]";
        read(type.inner(), type.emplace(to), from.items[i]);
        m_path.resize(length);
      }
      return;
    }
    case Shape::object:
      if (from.kind != Kind::object) return wrong("an object", from.shown());
      return read_object(type, to, from);
  }
}

void Reader::read_object(const Type& type, void* to, const JsonValue& from) {
  const std::size_t length = m_path.size();
  for (const Member& member : type.members) {
    const JsonValue* value = from.find(member.name);
    const Type& of = member.type();
    if (value == nullptr) {
      if (of.shape != Shape::optional) miss(member.name);
      continue;
    }
    m_path = path_of(member.name);
    read(of, static_cast<char*>(to) + member.offset, *value);
    m_path.resize(length);
  }
  for (const auto& [name, value] : from.members) {
    const bool is_known = std::any_of(type.members.begin(), type.members.end(), [&](const Member& m) { return m.name == name; });
    if (!is_known) refuse_unknown(type, name);
  }
}

void Reader::read_from_url(const Type& type, void* to, std::string_view text) {
  switch (type.shape) {
    case Shape::boolean:
      if (text != "true" && text != "false") return wrong("true or false", shown_text(text));
      return type.set(to, text == "true" ? 1 : 0);
    case Shape::whole: {
      const auto value = whole_number(text);
      if (!value) return wrong(range_of(type), shown_text(text));
      return read_whole(type, to, *value);
    }
    case Shape::number: {
      double value = 0;
      const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
      if (ec != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return wrong("a number", shown_text(text));
      *static_cast<double*>(to) = value;
      return;
    }
    case Shape::text:
    case Shape::spelled:
    case Shape::choice:
      return read_text(type, to, text);
    case Shape::optional:
      return read_from_url(type.inner(), type.emplace(to), text);
    case Shape::list:
      return read_from_url(type.inner(), type.emplace(to), text);
    case Shape::object:
      ASSERT(!"the router refuses objects in a URL");
  }
}

void Reader::read_member(const Type& object, void* to, std::string_view name, const std::vector<std::string>& texts) {
  const auto member = std::find_if(object.members.begin(), object.members.end(), [&](const Member& m) { return m.name == name; });
  ASSERT(member != object.members.end());
  const Type& type = member->type();
  const bool is_list = type.shape == Shape::list || (type.shape == Shape::optional && type.inner().shape == Shape::list);
  if (texts.size() > 1 && !is_list) return add(duplicate_field, std::string(name));
  m_path = name;
  void* at = static_cast<char*>(to) + member->offset;
  const Type& of = is_list && type.shape == Shape::optional ? type.inner() : type;
  if (&of != &type) at = type.emplace(at);
  for (const std::string& text : texts) read_from_url(of, at, text);
  m_path.clear();
}

/// Levenshtein's distance, for names of a few characters.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

void Reader::refuse_unknown(const Type& type, std::string_view name) {
  std::string_view nearest;
  std::size_t least = 1 + std::min<std::size_t>(name.size() / 3 + 1, 3);
  for (const Member& member : type.members) {
    if (name.size() > 60) break;
    const std::size_t away = distance(name, member.name);
    if (away < least) {
      least = away;
      nearest = member.name;
    }
  }
  const std::string hint = nearest.empty() ? std::string() : " Did you mean " + std::string(nearest) + "?";
  add(unknown_field, path_of(front_of(name, 60)), {{"hint", hint}});
}

}  // namespace

Result<Done> read_json(const Type& type, void* to, std::string_view json) {
  const JsonValue value = TRY(parse_json(json));
  Reader reader;
  reader.read(type, to, value);
  return reader.done();
}

Result<Done> read_input(const Route& route, const Arguments& from, void* to) {
  const Type& type = route.input();
  Reader reader;
  for (const auto& [name, text] : from.path) reader.read_member(type, to, name, {text});

  const std::vector<QueryParameter> query = TRY(parse_query(from.query));
  JsonValue body;
  if (!route.reads_query() && !from.body.empty()) {
    body = TRY(parse_json(from.body));
    if (body.kind != JsonValue::Kind::object) return expected_value({}, "a JSON object", body.shown());
  }

  Type rest{.shape = Shape::object};
  for (const Member& member : type.members)
    if (!route.in_path(member.name)) rest.members.push_back(member);
  if (!route.reads_query()) {
    if (!query.empty()) reader.refuse_unknown({.shape = Shape::object}, query.front().name);
    body.kind = JsonValue::Kind::object;
    reader.read(rest, to, body);
    return reader.done();
  }
  for (const Member& member : rest.members) {
    std::vector<std::string> texts;
    for (const QueryParameter& parameter : query)
      if (parameter.name == member.name) texts.push_back(parameter.value);
    if (!texts.empty()) {
      reader.read_member(type, to, member.name, texts);
    } else if (member.type().shape != Shape::optional && member.type().shape != Shape::list) {
      reader.miss(member.name);
    }
  }
  for (const QueryParameter& parameter : query) {
    const bool is_known = std::any_of(rest.members.begin(), rest.members.end(), [&](const Member& m) { return m.name == parameter.name; });
    if (!is_known) reader.refuse_unknown(rest, parameter.name);
  }
  return reader.done();
}

}  // namespace backbeat::http
