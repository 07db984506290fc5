#include "people/people_store_names.hpp"

#include "base/assert.hpp"

#include <array>
#include <string>
#include <tuple>

namespace backbeat::people {
namespace {

/// One statement for any number up to the most: what is not needed repeats the last id.
const std::string& names_sql() {
  static const std::string text = [] {
    std::string out = "SELECT person_id, name FROM person WHERE org_id = ? AND person_id IN (";
    for (std::size_t i = 0; i < names_at_once; ++i) out += i == 0 ? "?" : ", ?";
    return out + ")";
  }();
  return text;
}

}  // namespace

std::vector<PersonRef> read_person_refs(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> people) {
  ASSERT(!people.empty() && people.size() <= names_at_once);
  std::array<Id<Person>, names_at_once> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = people[std::min(i, people.size() - 1)];
  const auto read = [](const sql::Row& row) { return PersonRef{.id = row.get<Id<Person>>(0), .name = row.get<std::string>(1)}; };
  return std::apply([&](const auto... id) { return reader.all(names_sql(), read, org, id...); }, all);
}

}  // namespace backbeat::people
