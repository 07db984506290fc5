#include "http/message.hpp"

#include "base/text.hpp"
#include "http/problem.hpp"

namespace backbeat::http {
namespace {

std::string_view find(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  return find(headers, name);
}
std::string_view Response::header(std::string_view name) const {
  return find(headers, name);
}

std::string_view Request::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view Request::query() const {
  const std::size_t mark = target.find('?');
  return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

std::string_view Request::cookie(std::string_view name) const {
  for (const std::string_view part : split(header("cookie"), ';')) {
    const std::string_view pair = trimmed(part);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return {};
}

std::string head_of(const Response& response, After after) {
  std::string out;
  out.reserve(512);
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += reason_of(response.status);
  out += "\r\n";
  for (const auto& [name, value] : response.headers) {
    out += name;
    out += ": ";
    // A value that came from outside must not be able to begin a header of its own.
    for (const char c : value) out += (c == '\r' || c == '\n' || c == '\0') ? ' ' : c;
    out += "\r\n";
  }
  if (!response.events && response.status != 204 && response.status != 304) {
    out += "Content-Length: ";
    out += std::to_string(response.bytes().size());
    out += "\r\n";
  }
  if (after == After::close) out += "Connection: close\r\n";
  out += "\r\n";
  return out;
}

}  // namespace backbeat::http
