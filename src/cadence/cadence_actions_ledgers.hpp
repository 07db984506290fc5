// The ledger of each organisation, loaded from the other features' facts and kept until something changes. For other features' actions too:
//   const auto ledger = m_ledgers.of(reader, org);
//   cadence::Derivation derivation(*ledger, {.range = {first, last}, .as_of = now});
//   for (const cadence::Obligation& owed : derivation.obligations_of(rep)) ...
#pragma once

#include "access/access_actions.hpp"
#include "cadence/ledger.hpp"
#include "sql/sql.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace backbeat::cadence {

/// Thread-safe; one for the program. It keeps what it read of sessions, so that after a change only the sessions with new events are read
/// again. Every fact has the instant from which it was known, people and rules too (people/records.hpp).
class Ledgers {
 public:
  explicit Ledgers(const access::Access& access) : m_access(access) {}

  /// The facts as the reader sees them, or as a later reader saw them already.
  [[nodiscard]] std::shared_ptr<const Ledger> of(sql::Reader& reader, Id<Org> org);

 private:
  struct KeptSession {
    std::string kind;
    Id<Person> rep;
    Id<Person> held_by;
    std::vector<SessionStep> steps;
  };
  struct Kept {
    std::int64_t change_number = -1;
    std::shared_ptr<const Ledger> ledger;
    std::vector<Id<playbook::PlaybookVersion>> versions;
    std::int64_t last_sequence = 0;
    std::unordered_map<Id<Session>, KeptSession> sessions;
  };
  void renew(sql::Reader& reader, Id<Org> org, Kept& kept) const;

  const access::Access& m_access;
  std::mutex m_mutex;
  std::unordered_map<Id<Org>, Kept> m_kept;
};

}  // namespace backbeat::cadence
