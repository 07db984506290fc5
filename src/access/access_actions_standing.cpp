#include "access/access_actions_standing.hpp"

#include "access/account_store.hpp"

namespace backbeat::access {

bool has_standing(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate today) {
  const auto user = find_user_of_person(reader, org, person);
  return user && user->is_active && (!user->left || today < *user->left);
}

}  // namespace backbeat::access
