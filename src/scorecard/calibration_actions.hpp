// Calibrations: opened by what a scorecard shows or by hand, held, reviewed, closed. What the two said and chose is reached only as one of
// them (access::Calibrating); those above them and whoever sees scorecards learn that there is one, about what, and how far it is.
#pragma once

#include "access/access_actions.hpp"
#include "people/people.hpp"
#include "scorecard/calibration.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::scorecard {

struct CalibrationRow {
  CalibrationFact fact;
  people::PersonRef manager;
  std::optional<people::PersonRef> leader;  // who holds it: whom the manager reports to, until it is held
};

/// As one of the two sees it; for the others the record has no words, obstacles or owner.
struct CalibrationView {
  CalibrationRow row;
  CalibrationRecord record;
  bool is_of_the_two = false;
  std::vector<std::string_view> allowed;  // "hold", "review"
};

class Calibrations {
 public:
  Calibrations(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// Newest first: one's own, those of managers below, all for see_scorecards; errors::forbidden for whoever has neither a card nor the
  /// right.
  [[nodiscard]] Result<std::vector<CalibrationRow>> list(const access::Actor& actor) const;
  [[nodiscard]] Result<CalibrationView> one(const access::Actor& actor, Id<Calibration> id) const;

  /// By hand, by whom the manager reports to. errors::not_found about anybody else, and about who leads nobody.
  [[nodiscard]] Result<Id<Calibration>> open(const access::Actor& actor, Id<Person> manager, Month month, Measure measure) const;
  /// What the two came to, written down by the leader.
  [[nodiscard]] Result<Done> hold(const access::Actor& actor, Id<Calibration> id, const Held& held) const;
  /// Looking back, by either.
  [[nodiscard]] Result<Done> review(const access::Actor& actor, Id<Calibration> id, const Reviewed& reviewed) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
};

// --- for other features ---

/// What waits for somebody: to be held by them, or to be looked at again on a day that has come. No words.
struct CalibrationsWaiting {
  std::vector<CalibrationRow> to_hold;
  std::vector<CalibrationRow> to_review;
  std::vector<CalibrationRow> to_attend;  // opened about them, and not held yet
};
[[nodiscard]] CalibrationsWaiting calibrations_waiting_for(sql::Reader& reader, const access::Access& access, const access::Actor& actor);

// --- for this feature's own ---

/// Those about which there is no calibration yet.
[[nodiscard]] std::vector<Opening> new_openings(sql::Reader& reader, Id<Org> org, std::vector<Opening> openings);
/// How many were opened: none twice. `by` is unset where a job does it.
int open_calibrations(sql::Transaction& tx, Id<Org> org, Id<User> by, const std::vector<Opening>& openings, Instant now);

}  // namespace backbeat::scorecard
