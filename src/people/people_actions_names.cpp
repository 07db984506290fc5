#include "people/people_actions_names.hpp"

#include "people/people_store_names.hpp"

namespace backbeat::people {

std::unordered_map<Id<Person>, PersonRef> person_refs(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> people) {
  std::unordered_map<Id<Person>, PersonRef> out;
  for (std::size_t at = 0; at < people.size(); at += names_at_once)
    for (PersonRef& ref : read_person_refs(reader, org, people.subspan(at, std::min(names_at_once, people.size() - at))))
      out.emplace(ref.id, std::move(ref));
  return out;
}

}  // namespace backbeat::people
