#include "audit/audit_actions_many.hpp"

#include "audit/audit_store.hpp"
#include "audit/audit_store_many.hpp"
#include "sql/change_number.hpp"

#include <vector>

namespace backbeat::audit {
namespace {

constexpr std::int64_t most_looked_at = 2'000;  // events; reading anew is quicker than more

}  // namespace

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

Mark mark_of(sql::Reader& reader, Id<Org> org) {
  return {.change_number = sql::change_number(reader, org), .sequence = load_head(reader, org).sequence};
}

bool changed_only(sql::Reader& reader, Id<Org> org, std::span<const std::string_view> stream_kinds, const Mark& since, const Mark& now) {
  if (since == now) return true;
  if (now.change_number < since.change_number || now.change_number - since.change_number > most_looked_at) return false;
  std::int64_t events = 0;
  for (const std::string_view kind : stream_kinds)
    for (const Event& event : load_kind(reader, org, kind, since.sequence)) events += event.sequence <= now.sequence;
  return events == now.change_number - since.change_number;
}

}  // namespace backbeat::audit
