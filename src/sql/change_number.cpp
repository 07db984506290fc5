#include "sql/change_number.hpp"

#include "base/assert.hpp"

namespace backbeat::sql {
namespace {

constexpr std::string_view bump = "UPDATE organisation SET change_number = change_number + 1 WHERE org_id = ?";
constexpr std::string_view select_number = "SELECT change_number FROM organisation WHERE org_id = ?";

}  // namespace

void bump_change(Transaction& tx, Id<Org> org) {
  ASSERT(tx.change(bump, org) == 1);
}

std::int64_t change_number(Reader& reader, Id<Org> org) {
  const auto number = reader.first(select_number, [](const Row& row) { return row.get<std::int64_t>(0); }, org);
  ASSERT(number);
  return *number;
}

}  // namespace backbeat::sql
