#include "audit/audit.hpp"

namespace backbeat::audit {
namespace {

void append(std::string& out, std::string_view part) {
  out += std::to_string(part.size());
  out += ':';
  out += part;
  out += ',';
}

void append(std::string& out, std::int64_t number) {
  append(out, std::string_view(std::to_string(number)));
}

}  // namespace

std::string canonical(const Link& link) {
  std::string out;
  out.reserve(256 + link.fields.size());
  append(out, "event 1");  // of this encoding, should there ever be another
  append(out, link.org);
  append(out, link.sequence);
  append(out, link.at_ms);
  append(out, link.stream_kind);
  append(out, link.stream_id);
  append(out, link.kind);
  append(out, link.actor);
  append(out, link.fields);
  append(out, link.text_hash ? "text" : "no text");
  append(out, link.text_hash.value_or(""));
  append(out, link.previous_hash);
  return out;
}

std::string salted(std::string_view salt, std::string_view text) {
  std::string out;
  append(out, "text 1");
  append(out, salt);
  append(out, text);
  return out;
}

}  // namespace backbeat::audit
