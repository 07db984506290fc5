// The signals of one rep: for the rep, those above them, and RevOps.
#pragma once

#include "access/access_actions.hpp"
#include "signal/signal.hpp"

#include <optional>

namespace backbeat::signal {

// --- for other features: plain facts, without a check of who asks ---

/// The signals of a rep as of an instant, under the playbook in force then. errors::not_found where there is no such person or playbook.
[[nodiscard]] Result<Signals> for_rep(sql::Reader& reader, const access::Organisation& organisation, Id<Person> rep, Instant as_of);

// --- actions ---

class Evidence {
 public:
  Evidence(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// As of the end of a day where the person works; now where none is given, and at the latest. errors::not_found for everybody but the
  /// person, those above them today, and import_files.
  [[nodiscard]] Result<Signals> of(const access::Actor& actor, Id<Person> person, std::optional<LocalDate> as_of) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
};

}  // namespace backbeat::signal
