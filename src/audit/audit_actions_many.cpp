#include "audit/audit_actions_many.hpp"

#include "audit/audit_store_many.hpp"

#include <vector>

namespace backbeat::audit {

void each_of_these(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::span<const std::int64_t> ids,
                   const std::function<void(std::span<const Event>)>& visit) {
  std::vector<Event> stream;
  const auto tell = [&] {
    if (!stream.empty()) visit(stream);
    stream.clear();
  };
  for (std::size_t at = 0; at < ids.size(); at += streams_at_once) {
    each_of_few(reader, org, stream_kind, ids.subspan(at, std::min(streams_at_once, ids.size() - at)), [&](Event event) {
      if (!stream.empty() && stream.front().stream_id != event.stream_id) tell();
      stream.push_back(std::move(event));
    });
    tell();
  }
}

}  // namespace backbeat::audit
