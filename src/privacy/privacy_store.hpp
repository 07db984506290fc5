// Every place in which a person can stand, in one file: reading it for an export, clearing it for an erasure.
#pragma once

#include "privacy/privacy.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::privacy {

struct Subject {
  Id<Person> person;
  Id<User> user;  // unset: no account
  std::string name;
  std::string email;  // empty: none
  std::optional<LocalDate> left;
  std::vector<Identity> identities;
};

[[nodiscard]] std::optional<Subject> find_subject(sql::Reader& reader, Id<Org> org, Id<Person> person);
/// Everything but `made_at`.
[[nodiscard]] Export read_export(sql::Reader& reader, Id<Org> org, const Subject& subject);

/// The events whose texts go: of conversations and commitments where they are the rep, of their own streams, and what they wrote elsewhere.
/// What a rep committed to stays the rep's, whoever typed it.
[[nodiscard]] std::vector<std::int64_t> texts_to_erase(sql::Reader& reader, Id<Org> org, const Subject& subject);
/// How many notes.
std::int64_t clear_notes(sql::Transaction& tx, Id<Org> org, const Subject& subject);
/// How many rows.
std::int64_t clear_rest(sql::Transaction& tx, Id<Org> org, const Subject& subject);

/// "table.column" of every text column, with what an erasure does about it: the test compares it with the schema.
struct Decision {
  std::string_view column;
  enum class Fate { cleared, nobodys, kept } fate;
};
[[nodiscard]] const std::vector<Decision>& decisions();

}  // namespace backbeat::privacy
