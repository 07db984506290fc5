// The routes of a feature over a world, without sockets: a request in, the answer's text out.
#pragma once

#include "access/access_world_test.hpp"
#include "http/api.hpp"
#include "http/cursor.hpp"

namespace backbeat::access {

template <class World>
struct ApiWorld : World {
  http::Router router;
  http::CursorKey key = http::CursorKey::make(this->random);
  std::optional<http::Reply> last;  // the last answer that was no refusal

  /// What it answered, or the code of the (first) refusal and the field at fault.
  std::string ask(const http::Credentials& who, http::Method method, const std::string& path, std::string_view query, std::string_view body,
                  std::optional<std::int64_t> if_match = {}) {
    const auto match = router.match(method, path);
    REQUIRE_MESSAGE(match.route != nullptr, path);
    http::Call call;
    call.credentials = who;
    call.if_match = if_match;
    call.remote_address = "10.0.0.1";
    call.operation = match.route->doc.id;
    call.cursor_key = &key;
    auto reply = match.route->run(call, *match.route, {.path = match.path, .query = query, .body = body});
    if (reply) {
      last = *std::move(reply);
      return last->body;
    }
    const Error& error = reply.error().causes.empty() ? reply.error() : reply.error().causes.front();
    return std::string(error.spec->code) + (error.field.empty() ? "" : " " + error.field);
  }
  http::Credentials browser(std::string_view email) { return {.session_token = this->session_of(email), .bearer_token = {}}; }

  std::string get(const http::Credentials& who, const std::string& path, std::string_view query = "") {
    return ask(who, http::Method::get, path, query, "");
  }
  std::string post(const http::Credentials& who, const std::string& path, std::string_view body) {
    return ask(who, http::Method::post, path, "", body);
  }

  /// What stands behind `"name":"` the first time.
  static std::string value_of(const std::string& json, const std::string& name) {
    const std::size_t at = json.find("\"" + name + "\":\"");
    REQUIRE(at != std::string::npos);
    const std::size_t begin = at + name.size() + 4;
    return json.substr(begin, json.find('"', begin) - begin);
  }
};

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace backbeat::access
