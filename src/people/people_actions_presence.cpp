#include "people/people_actions_presence.hpp"

#include "people/people_store_presence.hpp"

namespace backbeat::people {

std::optional<Member> load_presence(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return read_presence(reader, org, person);
}

std::optional<Zone> zone_of(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return read_zone(reader, org, person);
}

}  // namespace backbeat::people
