#include "people/people_store_certificates.hpp"

#include "people/people_store.hpp"

namespace backbeat::people {
namespace {

constexpr std::string_view delete_later_sql = "DELETE FROM certification WHERE org_id = ? AND person_id = ? AND kind = ? AND from_day >= ?";
constexpr std::string_view end_sql =
    "UPDATE certification SET to_day = ? WHERE org_id = ? AND person_id = ? AND kind = ? AND from_day < ? AND (to_day IS NULL OR to_day > "
    "?)";

}  // namespace

std::int64_t end_certifications(sql::Transaction& tx, Id<Org> org, Id<Person> person, CertificationKind kind, LocalDate day) {
  return tx.change(delete_later_sql, org, person, name_of(kind), day) + tx.change(end_sql, day, org, person, name_of(kind), day, day);
}

}  // namespace backbeat::people
