#include "http/problem.hpp"

#include "http/json_value.hpp"
#include "http/json_writer.hpp"
#include "http/read.hpp"

#include <array>

namespace backbeat::http {
namespace {

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return 422;
    case ErrorKind::unauthenticated:
      return 401;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::precondition_failed:
      return 412;
    case ErrorKind::precondition_required:
      return 428;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::too_many_requests:
      return 429;
    case ErrorKind::unavailable:
      return 503;
  }
  return 500;
}

struct Special {
  const ErrorSpec* spec;
  int status;
};

constexpr std::array specials = {
    Special{&malformed_json, 400},
    Special{&malformed_url, 400},
    Special{&refusals::bad_request, 400},
    Special{&refusals::malformed_version, 400},
    Special{&refusals::malformed_key, 400},
    Special{&refusals::method_not_allowed, 405},
    Special{&refusals::request_timeout, 408},
    Special{&refusals::target_too_long, 414},
    Special{&refusals::unsupported_media_type, 415},
    Special{&refusals::headers_too_large, 431},
    Special{&refusals::internal, 500},
};

}  // namespace

int status_of(const ErrorSpec& spec) {
  for (const Special& special : specials)
    if (special.spec == &spec) return special.status;
  return status_of(spec.kind);
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

std::string problem_json(const Error& error, std::string_view request_id) {
  const int status = status_of(*error.spec);
  std::string out;
  JsonWriter json(out);
  json.open_object().member("type", "about:blank").member("title", reason_of(status)).key("status").whole(status);
  json.member("detail", error.message()).member("code", error.spec->code);
  if (!error.field.empty()) json.member("field", error.field);
  if (!error.params.empty()) {
    json.key("params").open_object();
    for (const auto& [name, value] : error.params) json.member(name, value);
    json.close_object();
  }
  if (!error.causes.empty()) {
    json.key("errors").open_list();
    for (const Error& cause : error.causes)
      json.open_object().member("field", cause.field).member("code", cause.spec->code).member("detail", cause.message()).close_object();
    json.close_list();
  }
  json.member("request_id", request_id).close_object();
  return out;
}

}  // namespace backbeat::http
