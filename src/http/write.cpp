// Values out: walks the table of a type and appends JSON to a string.
#include "base/assert.hpp"
#include "http/described.hpp"
#include "http/json_writer.hpp"

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace backbeat::http {
namespace {

void append_whole(std::string& out, std::int64_t value) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

void append_choice(const Type& type, std::int64_t value, std::string& out) {
  for (const Choice& choice : type.choices)
    if (choice.value == value) return append_json_text(out, choice.name);
  ASSERT(!"a value that its enum does not have");
}

void append_object(const Type& type, const char* from, std::string& out) {
  out += '{';
  bool is_first = true;
  for (const Member& member : type.members) {
    const Type& of = member.type();
    const void* at = from + member.offset;
    if (of.shape == Shape::optional && of.size(at) == 0) continue;
    if (!is_first) out += ',';
    is_first = false;
    out += '"';
    out += member.name;  // an identifier: nothing to escape
    out += "\":";
    write_json(of, at, out);
  }
  out += '}';
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // start of what needs no escape
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    switch (byte) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

void append_json_number(std::string& out, double number) {
  if (!std::isfinite(number)) throw std::domain_error("JSON has no NaN and no infinity");
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  out.append(buffer, end);
}

void write_json(const Type& type, const void* from, std::string& out) {
  switch (type.shape) {
    case Shape::boolean:
      out += type.get(from) != 0 ? "true" : "false";
      return;
    case Shape::whole:
      append_whole(out, type.get(from));
      return;
    case Shape::number:
      append_json_number(out, *static_cast<const double*>(from));
      return;
    case Shape::text:
      append_json_text(out, *type.text(const_cast<void*>(from)));
      return;
    case Shape::spelled:
      append_json_text(out, type.print(from));
      return;
    case Shape::choice:
      append_choice(type, type.get(from), out);
      return;
    case Shape::optional:
      if (type.size(from) == 0) {
        out += "null";
      } else {
        write_json(type.inner(), type.at(from, 0), out);
      }
      return;
    case Shape::list: {
      const std::size_t size = type.size(from);
      out += '[';
      for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) out += ',';
        write_json(type.inner(), type.at(from, i), out);
      }
      out += ']';
      return;
    }
    case Shape::object:
      append_object(type, static_cast<const char*>(from), out);
      return;
  }
}

}  // namespace backbeat::http
