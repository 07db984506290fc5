#include "http/json_value.hpp"

#include "base/text.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <charconv>

namespace backbeat::http {
namespace {

namespace json = boost::json;

/// Builds a JsonValue from the parser's events. `open` are the values that are not complete yet, outermost first.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = 1000;
  static constexpr std::size_t max_string_size = std::size_t(-1);

  explicit Builder(std::size_t limit) : m_left(limit) {}

  JsonValue root;
  bool has_too_many = false;
  std::string duplicate;  // the path of the first key that came twice

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code& ec) { return open(JsonValue::Kind::list, ec); }
  bool on_array_end(std::size_t, json::error_code&) { return close(); }
  bool on_object_begin(json::error_code& ec) { return open(JsonValue::Kind::object, ec); }
  bool on_object_end(std::size_t, json::error_code&) {
    find_duplicate(m_open.back());
    return close();
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return append(part); }
  bool on_string(json::string_view part, std::size_t, json::error_code& ec) {
    append(part);
    return add({.kind = JsonValue::Kind::text, .text = std::exchange(m_text, {})}, ec);
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return append(part); }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    append(part);
    m_keys.back() = std::exchange(m_text, {});
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, json::error_code& ec) {
    return add({.kind = JsonValue::Kind::whole, .whole = value, .number = static_cast<double>(value)}, ec);
  }
  bool on_uint64(std::uint64_t value, json::string_view, json::error_code& ec) {
    return add({.kind = JsonValue::Kind::number, .number = static_cast<double>(value)}, ec);
  }
  bool on_double(double value, json::string_view, json::error_code& ec) {
    return add({.kind = JsonValue::Kind::number, .number = value}, ec);
  }
  bool on_bool(bool value, json::error_code& ec) { return add({.kind = JsonValue::Kind::boolean, .boolean = value}, ec); }
  bool on_null(json::error_code& ec) { return add({}, ec); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool append(json::string_view part) {
    m_text.append(part.data(), part.size());
    return true;
  }

  bool count(json::error_code& ec) {
    if (m_left-- > 0) return true;
    has_too_many = true;
    ec = json::error::array_too_large;
    return false;
  }

  bool open(JsonValue::Kind kind, json::error_code& ec) {
    if (!count(ec)) return false;
    m_open.push_back({.kind = kind});
    m_keys.emplace_back();
    return true;
  }

  bool close() {
    JsonValue done = std::move(m_open.back());
    m_open.pop_back();
    m_keys.pop_back();
    put(std::move(done));
    return true;
  }

  bool add(JsonValue value, json::error_code& ec) {
    if (!count(ec)) return false;
    put(std::move(value));
    return true;
  }

  void put(JsonValue value) {
    if (m_open.empty()) {
      root = std::move(value);
    } else if (m_open.back().kind == JsonValue::Kind::list) {
      m_open.back().items.push_back(std::move(value));
    } else {
      m_open.back().members.emplace_back(m_keys.back(), std::move(value));
    }
  }

  void find_duplicate(const JsonValue& object) {
    std::vector<std::string_view> keys;
    keys.reserve(object.members.size());
    for (const auto& [key, value] : object.members) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end() && duplicate.empty()) duplicate = path_here() + std::string(*twice);
  }

  /// The path of the innermost open value, with the dot that a member's name follows.
  std::string path_here() const {
    std::string path;
    for (std::size_t i = 0; i + 1 < m_open.size(); ++i) {
      if (m_open[i].kind == JsonValue::Kind::list) {
        path += "[" + std::to_string(m_open[i].items.size()) + "]";
      } else {
        path += (path.empty() ? "" : ".") + m_keys[i];
      }
    }
    return path.empty() ? path : path + ".";
  }

  std::size_t m_left;
  std::vector<JsonValue> m_open;
  std::vector<std::string> m_keys;  // beside m_open: the key whose value comes next
  std::string m_text;
};

std::unexpected<Error> malformed(std::string_view text, std::size_t at, std::string problem) {
  const std::string_view before = text.substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto start = before.rfind('\n');
  const auto column = start == std::string_view::npos ? before.size() + 1 : before.size() - start;
  return refuse(malformed_json, {}, {{"problem", std::move(problem)}, {"line", std::to_string(line)}, {"column", std::to_string(column)}});
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const auto& [key, value] : members)
    if (key == name) return &value;
  return nullptr;
}

std::string shown_text(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::size_t end = 0;
  for (std::size_t points = 0; end < text.size(); ++end) {
    const bool starts_point = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (starts_point && points++ == longest) break;
  }
  return '"' + std::string(text.substr(0, end)) + (end < text.size() ? "...\"" : "\"");
}

std::string JsonValue::shown() const {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return boolean ? "true" : "false";
    case Kind::whole:
      return std::to_string(whole);
    case Kind::number: {
      char buffer[32];
      const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
      return std::string(buffer, end);
    }
    case Kind::text:
      return shown_text(text);
    case Kind::list:
      return "a list";
    case Kind::object:
      return "an object";
  }
  return {};
}

Result<JsonValue> parse_json(std::string_view text, const JsonLimits& limits) {
  json::parse_options options;
  options.max_depth = limits.depth;
  json::basic_parser<Builder> parser(options, limits.values);
  json::error_code ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  Builder& built = parser.handler();
  if (built.has_too_many) return malformed(text, used, "more than " + std::to_string(limits.values) + " values");
  if (ec == json::error::too_deep) return malformed(text, used, "more than " + std::to_string(limits.depth) + " levels deep");
  if (ec == json::error::incomplete) return malformed(text, text.size(), "it ends too early");
  if (ec) return malformed(text, used, ec.message());
  if (used < text.size()) return malformed(text, used, "something follows its end");
  if (!built.duplicate.empty()) return refuse(duplicate_field, built.duplicate);
  return std::move(built.root);
}

}  // namespace backbeat::http
