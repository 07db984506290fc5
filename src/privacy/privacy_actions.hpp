// Handing over what is known of a person, and erasing it.
#pragma once

#include "access/access_actions.hpp"
#include "privacy/privacy.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace backbeat::privacy {

/// What a person wrote where this feature cannot read it: what is sealed.
using WordsElsewhere = std::function<Result<std::vector<Said>>(sql::Reader& reader, Id<Org> org, Id<Person> person)>;

class Privacy {
 public:
  /// `clear_pages` takes what was deleted out of the database's files; false where it could not yet.
  Privacy(sql::Db& db, const access::Access& access, std::function<bool()> clear_pages, WordsElsewhere words_elsewhere = {})
      : m_db(db), m_access(access), m_clear_pages(std::move(clear_pages)), m_words_elsewhere(std::move(words_elsewhere)) {}

  /// One's own, in a browser; the operator at the command line may have anybody's. errors::not_found for everybody else. It is recorded.
  [[nodiscard]] Result<Export> export_of(const access::Actor& actor, Id<Person> person) const;

  /// For manage_users, of somebody who has left, with their name typed. Durable before the pages are cleared.
  [[nodiscard]] Result<Erased> erase(const access::Actor& actor, Id<Person> person, std::string_view typed_name) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
  std::function<bool()> m_clear_pages;
  WordsElsewhere m_words_elsewhere;
};

/// The tables in which something was deleted or changed.
[[nodiscard]] std::span<const std::string_view> touched_tables();

}  // namespace backbeat::privacy
