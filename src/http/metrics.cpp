#include "http/metrics.hpp"

#include "http/json_writer.hpp"

#include <algorithm>

namespace backbeat::http {
namespace {

void head(std::string& out, std::string_view name, std::string_view kind, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(kind).append("\n");
}

void gauge(std::string& out, std::string_view name, std::string_view help, double value) {
  head(out, name, "gauge", help);
  out.append(name).append(" ");
  append_json_number(out, value);
  out += '\n';
}

}  // namespace

void Metrics::count(std::string_view operation, int status, std::chrono::microseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin());
  const std::scoped_lock lock(m_mutex);
  ++m_requests[{std::string(operation), status}];
  Durations& durations = m_durations[std::string(operation)];
  ++durations.counts[bucket];
  durations.sum += seconds;
}

std::string Metrics::text(const std::vector<Gauge>& more) const {
  std::string out;
  const std::scoped_lock lock(m_mutex);
  head(out, "backbeat_http_requests_total", "counter", "Requests answered, by operation and status.");
  for (const auto& [key, count] : m_requests)
    out += "backbeat_http_requests_total{operation=\"" + key.first + "\",status=\"" + std::to_string(key.second) + "\"} " +
           std::to_string(count) + "\n";

  constexpr std::string_view name = "backbeat_http_request_seconds";
  head(out, name, "histogram", "Time from the whole request to the whole answer.");
  for (const auto& [operation, durations] : m_durations) {
    const std::string label = "operation=\"" + operation + "\"";
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < durations.counts.size(); ++i) {
      total += durations.counts[i];
      std::string bound = "+Inf";
      if (i < bounds.size()) {
        bound.clear();
        append_json_number(bound, bounds[i]);
      }
      out.append(name).append("_bucket{").append(label).append(",le=\"").append(bound).append("\"} ");
      out.append(std::to_string(total)).append("\n");
    }
    out.append(name).append("_sum{").append(label).append("} ");
    append_json_number(out, durations.sum);
    out.append("\n").append(name).append("_count{").append(label).append("} ").append(std::to_string(total)).append("\n");
  }

  gauge(out, "backbeat_http_in_flight", "Requests being answered.", static_cast<double>(in_flight.load()));
  gauge(out, "backbeat_http_connections", "Open connections.", static_cast<double>(connections.load()));
  gauge(out, "backbeat_http_event_listeners", "Connections that listen to events.", static_cast<double>(event_listeners.load()));
  head(out, "backbeat_http_connections_refused_total", "counter", "Connections beyond the most allowed.");
  out += "backbeat_http_connections_refused_total " + std::to_string(connections_refused.load()) + "\n";
  head(out, "backbeat_http_requests_shed_total", "counter", "Requests answered 503 because too many waited.");
  out += "backbeat_http_requests_shed_total " + std::to_string(requests_shed.load()) + "\n";
  for (const Gauge& more_gauge : more) gauge(out, more_gauge.name, more_gauge.help, more_gauge.value);
  return out;
}

}  // namespace backbeat::http
