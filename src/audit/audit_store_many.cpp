#include "audit/audit_store_many.hpp"

#include "base/assert.hpp"

#include <array>
#include <string>
#include <tuple>

namespace backbeat::audit {
namespace {

/// One statement for any number up to the most: what is not needed repeats the last id.
const std::string& few_sql() {
  static const std::string text = [] {
    std::string out =
        "SELECT sequence, stream_kind, stream_id, kind, at, actor_user, fields FROM event WHERE org_id = ? AND stream_kind = ? AND "
        "stream_id IN (";
    for (std::size_t i = 0; i < streams_at_once; ++i) out += i == 0 ? "?" : ", ?";
    return out + ") ORDER BY stream_id, sequence";
  }();
  return text;
}

}  // namespace

void each_of_few(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::span<const std::int64_t> ids,
                 const std::function<void(Event)>& visit) {
  ASSERT(!ids.empty() && ids.size() <= streams_at_once);
  std::array<std::int64_t, streams_at_once> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = ids[std::min(i, ids.size() - 1)];
  const auto read = [&](const sql::Row& row) {
    auto fields = Fields::decode(row.text(6));
    ASSERT(fields);  // only record() writes them
    visit({.sequence = row.integer(0),
           .stream_kind = std::string(row.text(1)),
           .stream_id = row.integer(2),
           .kind = std::string(row.text(3)),
           .at = Instant(row.integer(4)),
           .actor = Id<User>(row.is_null(5) ? 0 : row.integer(5)),
           .fields = *std::move(fields),
           .text = std::nullopt});
  };
  std::apply([&](const auto... id) { reader.each(few_sql(), read, org, stream_kind, id...); }, all);
}

}  // namespace backbeat::audit
