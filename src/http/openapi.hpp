// The OpenAPI 3.1 document of all routes. The same routes give the same bytes.
#pragma once

#include "http/api.hpp"

#include <string>

namespace backbeat::http {

struct ApiInfo {
  std::string title = "Backbeat";
  std::string version;  // of the program
  std::string description = "The rhythm of sales coaching: what is owed, what was held, what was agreed.";
};

[[nodiscard]] std::string openapi_json(const Router& router, const ApiInfo& info);

[[nodiscard]] std::string_view method_name(Method method);  // "GET"

}  // namespace backbeat::http
