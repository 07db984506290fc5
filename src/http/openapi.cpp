#include "http/openapi.hpp"

#include "base/text.hpp"
#include "http/json_value.hpp"
#include "http/json_writer.hpp"
#include "http/problem.hpp"
#include "http/read.hpp"
#include "http/schema.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace backbeat::http {
namespace {

/// What problem_json() writes. By hand, since no DTO has members of any name, as `params` has.
constexpr std::string_view problem_schema =
    R"({"type":"object","description":"A refusal, as RFC 9457 has it.","properties":{"type":{"type":"string"},"title":{"type":"string"},)"
    R"("status":{"type":"integer"},"detail":{"type":"string"},"code":{"type":"string"},"field":{"type":"string"},)"
    R"("params":{"type":"object","additionalProperties":{"type":"string"}},"errors":{"type":"array","items":{"type":"object","properties":)"
    R"({"field":{"type":"string"},"code":{"type":"string"},"detail":{"type":"string"}},"required":["field","code","detail"],)"
    R"("additionalProperties":false}},"request_id":{"type":"string"}},)"
    R"("required":["type","title","status","detail","code","request_id"],"additionalProperties":false})";
constexpr std::string_view problem_ref = R"({"$ref":"#/components/schemas/ProblemDetails"})";

bool is_unsafe(const Route& route) {
  return route.method != Method::get;
}

std::vector<Member> members_in_body(const Route& route) {
  std::vector<Member> out;
  for (const Member& member : route.input().members)
    if (!route.reads_query() && !route.in_path(member.name)) out.push_back(member);
  return out;
}

bool is_required(const Member& member) {
  return member.type().shape != Shape::optional;
}

/// The codes that a route may refuse with, by status.
std::map<int, std::set<std::string>> refusals_of(const Route& route) {
  std::vector<const ErrorSpec*> specs = route.doc.errors;
  const auto also = [&](std::initializer_list<const ErrorSpec*> more) { specs.insert(specs.end(), more); };
  if (!route.doc.is_open) also({&errors::unauthenticated});
  if (!route.input().members.empty()) also({&errors::invalid});
  if (!members_in_body(route).empty()) also({&malformed_json, &refusals::body_too_large, &refusals::unsupported_media_type});
  if (route.is_upload) also({&refusals::body_too_large, &refusals::unsupported_media_type});
  if (is_unsafe(route)) also({&refusals::foreign_origin});
  if (route.method == Method::post) also({&refusals::malformed_key, &refusals::key_reused, &refusals::key_in_use});
  if (route.doc.needs_version) also({&errors::version_required, &errors::version_changed, &refusals::malformed_version});
  also({&refusals::too_many_requests, &refusals::overloaded});
  std::map<int, std::set<std::string>> out;
  for (const ErrorSpec* spec : specs) out[status_of(*spec)].insert(std::string(spec->code));
  return out;
}

class Document {
 public:
  Document(const Router& router, const ApiInfo& info) : m_router(router), m_info(info), m_json(m_out) {
    for (const auto& route : router.routes()) {
      if (route->answer.body != nullptr) m_schemas.enter(route->answer.body());
      enter_input(*route);
    }
  }

  std::string write() {
    m_json.open_object().member("openapi", "3.1.0");
    write_info();
    m_json.key("servers").raw(R"([{"url":"/","description":"This installation"}])");
    m_json.key("security").raw(R"([{"cookie":[]},{"bearer":[]}])");
    m_json.key("tags").open_list();
    for (const auto& tag : m_router.tags())
      m_json.open_object().member("name", tag.name).member("description", tag.description).close_object();
    m_json.close_list();
    write_paths();
    write_components();
    m_json.close_object();
    return std::move(m_out);
  }

 private:
  void enter_input(const Route& route) {
    const auto body = members_in_body(route);
    if (!body.empty() && body.size() == route.input().members.size()) return m_schemas.enter(route.input());
    for (const Member& member : route.input().members) m_schemas.enter(member.type());
  }

  void write_info() {
    m_json.key("info").open_object().member("title", m_info.title).member("version", m_info.version);
    m_json.member("description", m_info.description);
    m_json.key("contact").raw(R"({"name":"The people who run this installation"})");
    m_json.key("license").raw(R"({"name":"Apache License 2.0","identifier":"Apache-2.0"})").close_object();
  }

  void write_paths() {
    std::map<std::string, std::vector<const Route*>> paths;
    for (const auto& route : m_router.routes()) paths[route->pattern].push_back(route.get());
    m_json.key("paths").open_object();
    for (auto& [pattern, routes] : paths) {
      std::sort(routes.begin(), routes.end(), [](const Route* a, const Route* b) { return a->method < b->method; });
      m_json.key(pattern).open_object();
      for (const Route* route : routes) write_operation(*route);
      m_json.close_object();
    }
    m_json.close_object();
  }

  void write_operation(const Route& route) {
    m_json.key(lower_ascii(method_name(route.method))).open_object();
    m_json.member("operationId", route.doc.id).member("summary", route.doc.summary);
    m_json.member("description", route.doc.description.empty() ? route.doc.summary + "." : route.doc.description);
    m_json.key("tags").open_list().text(route.doc.tag).close_list();
    if (route.doc.is_open) m_json.key("security").raw("[]");
    write_parameters(route);
    write_request_body(route);
    m_json.key("responses").open_object();
    write_answer(route);
    for (const auto& [status, codes] : refusals_of(route)) write_refusal(status, codes);
    m_json.close_object().close_object();
  }

  void write_parameters(const Route& route) {
    m_json.key("parameters").open_list();
    for (const Member& member : route.input().members) {
      const bool in_path = route.in_path(member.name);
      if (!in_path && !route.reads_query()) continue;
      m_json.open_object().member("name", member.name).member("in", in_path ? "path" : "query");
      m_json.key("required").boolean(in_path || (is_required(member) && member.type().shape != Shape::list));
      m_json.key("schema").raw(m_schemas.schema(member.type())).close_object();
    }
    if (route.doc.needs_version) {
      m_needs_version = true;
      m_json.raw(R"({"$ref":"#/components/parameters/IfMatch"})");
    }
    if (route.method == Method::post && !route.answer.signs_in) {
      m_takes_key = true;
      m_json.raw(R"({"$ref":"#/components/parameters/IdempotencyKey"})");
    }
    m_json.close_list();
  }

  void write_request_body(const Route& route) {
    if (route.is_upload) {
      m_json.key("requestBody").open_object().key("required").boolean(true).key("content").open_object();
      for (const std::string& type : route.doc.accepts) m_json.key(type).raw(R"({"schema":{"type":"string"}})");
      m_json.close_object().close_object();
      return;
    }
    const auto body = members_in_body(route);
    if (body.empty()) return;
    m_json.key("requestBody").open_object().key("required").boolean(std::any_of(body.begin(), body.end(), is_required));
    m_json.key("content").open_object().key("application/json").open_object().key("schema");
    if (body.size() == route.input().members.size()) {
      m_json.raw(m_schemas.schema(route.input()));
    } else {
      m_json.raw(m_schemas.object_schema(body));
    }
    m_json.close_object().close_object().close_object();
  }

  void write_answer(const Route& route) {
    const Answer& answer = route.answer;
    m_json.key(std::to_string(answer.status)).open_object().member("description", reason_of(answer.status));
    if (answer.has_version || answer.has_location || answer.signs_in) {
      m_json.key("headers").open_object();
      if (answer.has_version) m_json.key("ETag").raw(R"({"description":"The version, in quotes.","schema":{"type":"string"}})");
      if (answer.has_location) m_json.key("Location").raw(R"({"description":"Where it is.","schema":{"type":"string"}})");
      if (answer.signs_in) m_json.key("Set-Cookie").raw(R"({"description":"The session.","schema":{"type":"string"}})");
      m_json.close_object();
    }
    if (answer.is_file) write_content(route.doc.produces.empty() ? "application/octet-stream" : route.doc.produces, R"({"type":"string"})");
    if (answer.is_events) write_content("text/event-stream", R"({"type":"string"})");
    if (answer.body != nullptr) write_content("application/json", m_schemas.schema(answer.body()));
    m_json.close_object();
  }

  void write_refusal(int status, const std::set<std::string>& codes) {
    std::string description(reason_of(status));
    for (const std::string& code : codes) description += (description.back() == '`' ? ", `" : ": `") + code + '`';
    m_json.key(std::to_string(status)).open_object().member("description", description);
    write_content("application/problem+json", problem_ref);
    m_json.close_object();
  }

  void write_content(std::string_view type, std::string_view schema) {
    m_json.key("content").open_object().key(type).open_object().key("schema").raw(schema).close_object().close_object();
  }

  void write_components() {
    m_json.key("components").open_object();
    m_json.key("securitySchemes").open_object();
    m_json.key("cookie").raw(R"({"type":"apiKey","in":"cookie","name":"__Host-backbeat","description":"The session of a browser."})");
    m_json.key("bearer").raw(R"({"type":"http","scheme":"bearer","description":"A token of the user's own making."})").close_object();
    if (m_needs_version || m_takes_key) {
      m_json.key("parameters").open_object();
      if (m_needs_version)
        m_json.key("IfMatch").raw(
            R"({"name":"If-Match","in":"header","required":true,"description":"The version that the change is based on, as ETag gave it.","schema":{"type":"string"}})");
      if (m_takes_key)
        m_json.key("IdempotencyKey")
            .raw(
                R"({"name":"Idempotency-Key","in":"header","required":false,"description":"Makes it safe to send the request again: the first answer is replayed.","schema":{"type":"string","minLength":1,"maxLength":200}})");
      m_json.close_object();
    }
    m_json.key("schemas").open_object();
    auto schemas = m_schemas.named();
    if (!schemas.emplace("ProblemDetails", problem_schema).second) throw std::logic_error("a DTO is called ProblemDetails");
    for (const auto& [name, schema] : schemas) m_json.key(name).raw(schema);
    m_json.close_object().close_object();
  }

  const Router& m_router;
  const ApiInfo& m_info;
  SchemaBook m_schemas;
  bool m_needs_version = false;
  bool m_takes_key = false;
  std::string m_out;
  JsonWriter m_json;
};

}  // namespace

std::string_view method_name(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
  }
  return {};
}

std::string openapi_json(const Router& router, const ApiInfo& info) {
  return Document(router, info).write();
}

}  // namespace backbeat::http
