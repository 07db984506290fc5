#include "commitment/commitment_store_inspections.hpp"

#include "base/assert.hpp"
#include "base/fields.hpp"

namespace backbeat::commitment {
namespace {

// CROSS JOIN keeps SQLite from walking through the commitments of everybody: first the manager's, then the events of each.
constexpr std::string_view select_inspections =
    "SELECT e.at, e.fields FROM commitment c CROSS JOIN event e "
    "WHERE c.org_id = ? AND c.manager_id = ? AND c.is_closed = 1 "
    "AND e.org_id = c.org_id AND e.stream_kind = 'commitment' AND e.stream_id = c.commitment_id AND e.kind = 'inspected' AND e.at >= ?";

}  // namespace

std::vector<Inspection> read_inspections(sql::Reader& reader, Id<Org> org, Id<Person> manager, Instant since) {
  const auto read = [](const sql::Row& row) {
    const auto fields = Fields::decode(row.text(1));
    ASSERT(fields);  // only audit writes them
    const auto verdict = verdict_from(fields->text("verdict"));
    ASSERT(verdict);
    return Inspection{.verdict = *verdict, .at = row.get<Instant>(0), .in_session = Id<Session>(fields->number("session"))};
  };
  return reader.all(select_inspections, read, org, manager, since);
}

}  // namespace backbeat::commitment
