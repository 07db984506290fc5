#include "privacy/privacy_store_circles.hpp"

namespace backbeat::privacy {
namespace {

constexpr std::string_view clear_words_sql =
    "UPDATE circle_text SET sealed = '' WHERE org_id = ? AND sealed <> '' AND (written_by = ? OR about_id = ?)";

}  // namespace

std::int64_t clear_circles(sql::Transaction& tx, Id<Org> org, Id<Person> person) {
  return tx.change(clear_words_sql, org, person, person);
}

}  // namespace backbeat::privacy
