// Writes JSON straight into a string; it puts the commas. Keys and values are to come in an order that makes sense.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backbeat::http {

/// Appends the text as a JSON string, quotes included.
void append_json_text(std::string& out, std::string_view text);
/// The shortest decimal that reads back as the same number. Throws std::domain_error for what JSON cannot say (NaN, infinity).
void append_json_number(std::string& out, double number);

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : m_out(out) {}

  JsonWriter& open_object() { return open('{'); }
  JsonWriter& close_object() { return close('}'); }
  JsonWriter& open_list() { return open('['); }
  JsonWriter& close_list() { return close(']'); }
  JsonWriter& key(std::string_view name) {
    comma();
    append_json_text(m_out, name);
    m_out += ':';
    m_needs_comma = false;
    return *this;
  }
  JsonWriter& text(std::string_view value) {
    comma();
    append_json_text(m_out, value);
    return *this;
  }
  JsonWriter& whole(std::int64_t value) { return raw(std::to_string(value)); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json) {
    comma();
    m_out += json;
    return *this;
  }
  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }

 private:
  void comma() {
    if (m_needs_comma) m_out += ',';
    m_needs_comma = true;
  }
  JsonWriter& open(char bracket) {
    comma();
    m_out += bracket;
    m_needs_comma = false;
    return *this;
  }
  JsonWriter& close(char bracket) {
    m_out += bracket;
    m_needs_comma = true;
    return *this;
  }

  std::string& m_out;
  bool m_needs_comma = false;
};

}  // namespace backbeat::http
