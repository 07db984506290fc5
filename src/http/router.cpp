#include "base/text.hpp"
#include "http/api.hpp"
#include "http/url.hpp"

#include <algorithm>
#include <stdexcept>

namespace backbeat::http {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{');
}
std::string_view parameter_name(std::string_view segment) {
  return segment.substr(1, segment.size() - 2);
}

[[noreturn]] void wrong_route(const Route& route, const std::string& what) {
  throw std::logic_error("route " + route.doc.id + " (" + route.pattern + "): " + what);
}

bool fits_a_url(const Type& type) {
  if (type.shape == Shape::optional || type.shape == Shape::list) return fits_a_url(type.inner());
  return type.shape != Shape::object;
}

/// Do two patterns take the same paths?
bool are_alike(std::string_view a, std::string_view b) {
  const auto left = split(a, '/');
  const auto right = split(b, '/');
  const auto same = [](std::string_view x, std::string_view y) { return x == y || (is_parameter(x) && is_parameter(y)); };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

}  // namespace

bool Route::in_path(std::string_view name) const {
  return pattern.find("{" + std::string(name) + "}") != std::string::npos;
}

void Router::tag(std::string name, std::string description) {
  const bool is_new = std::none_of(m_tags.begin(), m_tags.end(), [&](const Tag& tag) { return tag.name == name; });
  if (is_new) m_tags.push_back({std::move(name), std::move(description)});
}

void Router::add(Route route) {
  if (!route.pattern.starts_with("/api/")) wrong_route(route, "its path does not begin with /api/");
  if (route.doc.id.empty() || route.doc.summary.empty()) wrong_route(route, "it needs an id and a summary");
  if (std::none_of(m_tags.begin(), m_tags.end(), [&](const Tag& tag) { return tag.name == route.doc.tag; }))
    wrong_route(route, "its tag '" + route.doc.tag + "' is not declared");
  for (const auto& other : m_routes) {
    if (other->doc.id == route.doc.id) wrong_route(route, "another route has its id");
    if (other->method == route.method && are_alike(other->pattern, route.pattern))
      wrong_route(route, "it takes the paths of " + other->doc.id);
  }
  const Type& input = route.input();
  if (input.shape != Shape::object) wrong_route(route, "its input is no struct");
  for (const std::string_view segment : split(route.pattern, '/')) {
    if (!is_parameter(segment)) continue;
    const auto has_name = [&](const Member& member) { return member.name == parameter_name(segment); };
    if (std::none_of(input.members.begin(), input.members.end(), has_name))
      wrong_route(route, "its input has no member " + std::string(parameter_name(segment)));
  }
  for (const Member& member : input.members)
    if ((route.reads_query() || route.in_path(member.name)) && !fits_a_url(member.type()))
      wrong_route(route, "its member " + std::string(member.name) + " does not fit in a URL");
  for (const std::string_view segment : split(route.pattern, '/')) route.segments.emplace_back(segment);
  m_routes.push_back(std::make_unique<Route>(std::move(route)));
}

Router::Match Router::match(Method method, std::string_view path) const {
  const auto segments = split(path, '/');
  Match match;
  std::string best;  // per segment 0 for fixed and 1 for a parameter, so the smallest goes first
  for (const auto& route : m_routes) {
    const auto& pattern = route->segments;
    if (pattern.size() != segments.size()) continue;
    std::string rank;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (is_parameter(pattern[i]) && !segments[i].empty()) {
        rank += '1';
      } else if (pattern[i] == segments[i]) {
        rank += '0';
      } else {
        break;
      }
    }
    if (rank.size() < pattern.size()) continue;
    if (std::find(match.allowed.begin(), match.allowed.end(), route->method) == match.allowed.end()) match.allowed.push_back(route->method);
    if (route->method != method || (match.route != nullptr && rank >= best)) continue;
    match.route = route.get();
    best = std::move(rank);
  }
  if (match.route == nullptr) return match;
  const auto& pattern = match.route->segments;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!is_parameter(pattern[i])) continue;
    auto decoded = decode_percent(segments[i]);
    if (!decoded) return {};
    match.path.emplace_back(parameter_name(pattern[i]), *std::move(decoded));
  }
  return match;
}

}  // namespace backbeat::http
