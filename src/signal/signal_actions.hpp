// The signals of one rep: for the rep, those above them, and RevOps.
#pragma once

#include "access/access_actions.hpp"
#include "signal/evidence.hpp"
#include "signal/signal.hpp"

#include <optional>

namespace backbeat::signal {

// --- for other features: plain facts, without a check of who asks ---

/// The signals of a rep as of an instant, under the playbook in force then. errors::not_found where there is no such person or playbook.
[[nodiscard]] Result<Signals> for_rep(sql::Reader& reader, const access::Organisation& organisation, Id<Person> rep, Instant as_of);

/// What is known of each of a rep's commitments, in their order; `last_imported_at` is filled in here. One read of the rep's deals for all
/// of them, and none where nothing is bound.
[[nodiscard]] Result<std::vector<CommitmentEvidence>> evidence_of(sql::Reader& reader, const access::Organisation& organisation,
                                                                  Id<Person> rep, std::vector<Bound> commitments, Instant now);
/// The rep's deals that are open now.
[[nodiscard]] Result<std::vector<OpenDeal>> open_deals_of(sql::Reader& reader, const access::Organisation& organisation, Id<Person> rep,
                                                          Instant now);

// --- actions ---

class Evidence {
 public:
  Evidence(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// As of the end of a day where the person works; now where none is given, and at the latest. errors::not_found for everybody but the
  /// person, those above them today, and import_files.
  [[nodiscard]] Result<Signals> of(const access::Actor& actor, Id<Person> person, std::optional<LocalDate> as_of) const;
  /// The deals that a commitment can name. For the same people.
  [[nodiscard]] Result<std::vector<OpenDeal>> deals(const access::Actor& actor, Id<Person> person) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
};

}  // namespace backbeat::signal
