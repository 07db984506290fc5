#include "http/schema.hpp"

#include "http/json_writer.hpp"

#include <algorithm>
#include <stdexcept>

namespace backbeat::http {
namespace {

std::string_view plain_name(const Type& type) {
  return std::string_view(type.name).substr(type.name.find('.') + 1);
}

bool has_name(const Type& type) {
  return type.shape == Shape::object || type.shape == Shape::choice;
}

std::string capitalised(std::string_view word) {
  std::string out(word);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

/// The last part of a qualified C++ name and the namespace before it, as "people.PersonRow".
std::string name_of_cpp_type(std::string_view cpp) {
  const std::size_t angle = cpp.find('<');
  if (angle != std::string_view::npos) {
    const std::string inner = name_of_cpp_type(cpp.substr(angle + 1, cpp.rfind('>') - angle - 1));
    const std::string outer = name_of_cpp_type(cpp.substr(0, angle));
    return inner + outer.substr(outer.find('.') + 1);
  }
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = cpp.find("::");
    const std::string_view part = cpp.substr(0, end);
    if (part.find('{') == std::string_view::npos && part.find('(') == std::string_view::npos) parts.push_back(part);
    if (end == std::string_view::npos) break;
    cpp.remove_prefix(end + 2);
  }
  const std::string space(parts.size() > 1 ? parts[parts.size() - 2] : std::string_view());
  return space + "." + std::string(parts.back());
}

}  // namespace

std::string schema_name(std::string_view pretty_function) {
  constexpr std::string_view before = "T = ";
  std::string_view cpp = pretty_function.substr(pretty_function.find(before) + before.size());
  return name_of_cpp_type(cpp.substr(0, cpp.find_first_of(";]")));
}

std::string_view detail::wire_name(std::string_view member) {
  if (member.ends_with('_')) member.remove_suffix(1);
  return member;
}

void SchemaBook::enter(const Type& type) {
  if (type.inner != nullptr) return enter(type.inner());
  if (!has_name(type)) return;
  auto& entries = m_by_name[std::string(plain_name(type))];
  if (std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.type == &type; })) return;
  entries.push_back({&type, named_schema(type, true)});
  for (const Member& member : type.members) enter(member.type());
}

std::string SchemaBook::name_of(const Type& type) const {
  const std::string plain(plain_name(type));
  const auto found = m_by_name.find(plain);
  if (found == m_by_name.end()) throw std::logic_error("the schema of " + plain + " was asked for before it was entered");
  const auto& entries = found->second;
  const bool all_same = std::all_of(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.plain == entries[0].plain; });
  return all_same ? plain : capitalised(std::string_view(type.name).substr(0, type.name.find('.'))) + plain;
}

std::string SchemaBook::schema(const Type& type) const {
  return schema(type, false);
}

std::string SchemaBook::schema(const Type& type, bool has_plain_names) const {
  if (has_name(type)) {
    const std::string name = has_plain_names ? std::string(plain_name(type)) : name_of(type);
    return R"({"$ref":"#/components/schemas/)" + name + "\"}";
  }
  std::string out;
  JsonWriter json(out);
  switch (type.shape) {
    case Shape::boolean:
      json.open_object().member("type", "boolean");
      break;
    case Shape::whole: {
      const bool is_32 = type.min == std::numeric_limits<std::int32_t>::min() && type.max == std::numeric_limits<std::int32_t>::max();
      json.open_object().member("type", "integer");
      if (is_32 || type.min == std::numeric_limits<std::int64_t>::min()) {
        json.member("format", is_32 ? "int32" : "int64");
      } else {
        json.key("minimum").whole(type.min);
        if (type.max != std::numeric_limits<std::int64_t>::max()) json.key("maximum").whole(type.max);
      }
      break;
    }
    case Shape::number:
      json.open_object().member("type", "number");
      break;
    case Shape::text:
      json.open_object().member("type", "string");
      if (type.min > 0) json.key("minLength").whole(type.min);
      if (type.max < longest_text) json.key("maxLength").whole(type.max);
      break;
    case Shape::spelled:
      json.open_object().member("type", "string");
      if (!type.format.empty()) json.member("format", type.format);
      if (!type.pattern.empty()) json.member("pattern", type.pattern);
      break;
    case Shape::optional:
      return schema(type.inner(), has_plain_names);
    case Shape::list:
      json.open_object().member("type", "array").key("items").raw(schema(type.inner(), has_plain_names));
      break;
    case Shape::choice:
    case Shape::object:
      break;  // have names
  }
  json.close_object();
  return out;
}

std::string SchemaBook::named_schema(const Type& type, bool has_plain_names) const {
  if (type.shape == Shape::object) return object_schema(type.members, has_plain_names);
  std::string out;
  JsonWriter json(out);
  json.open_object().member("type", "string").key("enum").open_list();
  for (const Choice& choice : type.choices) json.text(choice.name);
  json.close_list().close_object();
  return out;
}

std::string SchemaBook::object_schema(const std::vector<Member>& members, bool has_plain_names) const {
  std::string out;
  JsonWriter json(out);
  json.open_object().member("type", "object").key("properties").open_object();
  for (const Member& member : members) json.key(member.name).raw(schema(member.type(), has_plain_names));
  json.close_object();
  const auto is_required = [](const Member& member) { return member.type().shape != Shape::optional; };
  if (std::any_of(members.begin(), members.end(), is_required)) {
    json.key("required").open_list();
    for (const Member& member : members)
      if (is_required(member)) json.text(member.name);
    json.close_list();
  }
  json.key("additionalProperties").boolean(false).close_object();
  return out;
}

std::map<std::string, std::string> SchemaBook::named() const {
  std::map<std::string, std::string> out;
  for (const auto& [plain, entries] : m_by_name) {
    for (const Entry& entry : entries) {
      const auto [at, is_new] = out.emplace(name_of(*entry.type), named_schema(*entry.type, false));
      if (!is_new && at->second != named_schema(*entry.type, false))
        throw std::logic_error("two different types are called " + at->first + " in the API; give one of them another name");
    }
  }
  return out;
}

}  // namespace backbeat::http
