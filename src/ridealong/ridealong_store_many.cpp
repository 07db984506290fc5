#include "ridealong/ridealong_store_many.hpp"

#include <algorithm>
#include <vector>

namespace backbeat::ridealong {
namespace {

constexpr std::size_t ids_a_statement = 100;
std::string with_places(std::string_view select) {
  std::string out = std::string(select) + "(?";
  for (std::size_t i = 1; i < ids_a_statement; ++i) out += ", ?";
  return out + ")";
}
const std::string taken_sql = with_places("SELECT call_id FROM ride_along WHERE org_id = ? AND is_open = 1 AND call_id IN ");
const std::string accounts_sql = with_places("SELECT session_id, account FROM ride_along WHERE org_id = ? AND session_id IN ");

/// What is not needed repeats the last one.
template <class T>
void each_hundred(sql::Reader& reader, Id<Org> org, std::string_view statement, std::span<const T> ids,
                  const std::function<void(const sql::Row&)>& visit) {
  while (!ids.empty()) {
    const auto piece = ids.first(std::min(ids_a_statement, ids.size()));
    std::vector<sql::Parameter> parameters{org};
    for (const T& id : piece) parameters.emplace_back(id);
    parameters.resize(ids_a_statement + 1, sql::Parameter(piece.back()));
    reader.each_of(statement, visit, parameters);
    ids = ids.subspan(piece.size());
  }
}

}  // namespace

std::set<std::int64_t> taken_calls(sql::Reader& reader, Id<Org> org, std::span<const std::int64_t> calls) {
  std::set<std::int64_t> out;
  each_hundred(reader, org, taken_sql, calls, [&](const sql::Row& row) { out.insert(row.integer(0)); });
  return out;
}

std::map<Id<Session>, std::string> accounts_of(sql::Reader& reader, Id<Org> org, std::span<const Id<Session>> ids) {
  std::map<Id<Session>, std::string> out;
  each_hundred(reader, org, accounts_sql, ids, [&](const sql::Row& row) { out.emplace(row.get<Id<Session>>(0), row.get<std::string>(1)); });
  return out;
}

}  // namespace backbeat::ridealong
