#include "privacy/privacy_store_calls.hpp"

#include "base/text.hpp"

namespace backbeat::privacy {
namespace {

constexpr std::string_view calls_sql =
    "SELECT starts_at, ends_at, title, is_cancelled FROM customer_call WHERE org_id = ? AND rep_id = ? ORDER BY starts_at, call_id";
constexpr std::string_view letters_sql =
    "SELECT created_at, kind, state, address, subject FROM mail_letter WHERE org_id = ? AND person_id = ? ORDER BY letter_id";

constexpr std::string_view clear_letters_sql =
    "DELETE FROM mail_letter WHERE org_id = ? AND (person_id = ? OR about_person_id = ? OR (address <> '' AND lower(address) = ?))";
// The call counts; who was on it, what it was called and what the file called the rep go.
constexpr std::string_view clear_attendees_sql =
    "DELETE FROM customer_call_attendee WHERE org_id = ? AND (address = ? OR call_id IN (SELECT call_id FROM customer_call WHERE org_id = "
    "? "
    "AND rep_id = ?))";
constexpr std::string_view clear_calls_sql = "UPDATE customer_call SET title = '', owner_value = ? WHERE org_id = ? AND rep_id = ?";
constexpr std::string_view clear_waiting_calls_sql =
    "UPDATE customer_call SET title = '', owner_value = ? WHERE org_id = ? AND rep_id IS NULL AND lower(owner_value) = ?";
constexpr std::string_view clear_title_sql = "UPDATE customer_call SET title = '' WHERE org_id = ? AND title <> '' AND lower(title) LIKE ?";

}  // namespace

void read_calls_and_letters(sql::Reader& reader, Id<Org> org, const Subject& subject, Export& out) {
  const auto call = [](const sql::Row& row) {
    return CustomerCall{.starts_at = row.get<Instant>(0),
                        .ends_at = row.get<Instant>(1),
                        .title = row.get<std::string>(2),
                        .is_cancelled = row.get<bool>(3)};
  };
  out.calls = reader.all(calls_sql, call, org, subject.person);
  const auto letter = [](const sql::Row& row) {
    return LetterTo{.at = row.get<Instant>(0),
                    .kind = row.get<std::string>(1),
                    .state = row.get<std::string>(2),
                    .address = row.get<std::string>(3),
                    .subject = row.get<std::string>(4)};
  };
  out.letters = reader.all(letters_sql, letter, org, subject.person);
}

std::int64_t clear_calls_and_letters(sql::Transaction& tx, Id<Org> org, const Subject& subject, const std::set<std::string>& identifiers) {
  const Id<Person> person = subject.person;
  const std::string email = lower_ascii(subject.email);
  const std::string nobody = "erased:" + person.text();
  std::int64_t rows = tx.change(clear_letters_sql, org, person, person, email);
  rows += tx.change(clear_attendees_sql, org, email, org, person);
  rows += tx.change(clear_calls_sql, nobody, org, person);
  for (const std::string& identifier : identifiers) {
    rows += tx.change(clear_waiting_calls_sql, nobody, org, identifier);
    rows += tx.change(clear_title_sql, org, "%" + identifier + "%");
  }
  return rows;
}

}  // namespace backbeat::privacy
