#include "base/result.hpp"

#include "base/assert.hpp"

namespace backbeat {

std::string Error::message() const {
  std::string out;
  std::string_view rest = spec->text;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    out += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    rest.remove_prefix(open + 1);
    const auto close = rest.find('}');
    ASSERT(close != std::string_view::npos);
    for (const auto& [name, value] : params)
      if (name == rest.substr(0, close)) out += value;
    rest.remove_prefix(close + 1);
  }
  return out;
}

std::unexpected<Error> refuse_all(std::vector<Error> causes) {
  ASSERT(!causes.empty());
  if (causes.size() == 1) return std::unexpected(std::move(causes.front()));
  return std::unexpected(Error{.spec = &errors::invalid, .causes = std::move(causes)});
}

}  // namespace backbeat
