#include "commitment/commitment_actions_inspections.hpp"

#include "commitment/commitment_store_inspections.hpp"

namespace backbeat::commitment {

std::vector<Inspection> inspections_with(sql::Reader& reader, Id<Org> org, Id<Person> manager, Instant since) {
  return read_inspections(reader, org, manager, since);
}

}  // namespace backbeat::commitment
