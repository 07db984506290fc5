// The one question at a quarter's end, publishing the quarter once it is over, and who may see what of it.
#pragma once

#include "access/access_actions.hpp"
#include "meeting/meeting_actions_vault.hpp"
#include "pulse/disband.hpp"
#include "pulse/facilitation.hpp"
#include "pulse/pulse.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backbeat::pulse {

inline constexpr std::string_view pulse_stream = "circle_pulse";  // id: the quarter's first day

namespace kinds {
inline constexpr std::string_view published = "published";  // quarter circles minimum
inline constexpr std::string_view minimum_changed =
    "minimum_changed";  // quarter from to: the minimum of this snapshot is not the last one's
}  // namespace kinds

inline constexpr ErrorSpec enps_answered_already{
    "enps_answered_already", ErrorKind::conflict,
    "You have answered for this quarter. The answer cannot be changed: nobody knows any more which one it was."};

/// How many days before a quarter's end the question is asked.
inline constexpr std::chrono::days asked_for{28};

/// The question as one member has it now.
struct Question {
  std::string quarter;  // what an answer counts for
  LocalDate closes_on;  // its last day
  bool is_asked = false;
  bool has_answered = false;
};

/// A snapshot, or that there is none yet.
struct Published {
  std::optional<Snapshot> snapshot;
  std::vector<std::string> quarters;  // newest first
  Minimums minimums;                  // of the snapshot; before the first, those in force
  double scale = 100;
};

/// What managers, leaders and every member have: programme rows, and nothing of a circle.
struct ProgrammeView {
  Published published;  // its snapshot without circles
};

/// What enablement has beside it.
struct PulseView {
  Published published;  // its snapshot without programme rows
  Rules rules;          // of the quarter's last day
  std::vector<DisbandProposal> proposals;
};

struct FacilitationView {
  Facilitation facilitation;
  std::string unit;
  std::unordered_map<Id<Person>, std::string> names;
};

class Pulses {
 public:
  Pulses(sql::Db& db, const access::Access& access, meeting::Vault vault) : m_db(db), m_access(access), m_vault(std::move(vault)) {}

  // For a member of the meeting's circle, in a browser; else errors::not_found.
  [[nodiscard]] Result<Question> question(const access::Actor& actor, Id<meeting::Meeting> meeting) const;
  /// Adds one to the circle's sealed counts and notes that the member has answered, in one transaction and nowhere else: no event, no time.
  [[nodiscard]] Result<Question> answer(const access::Actor& actor, Id<meeting::Meeting> meeting, int score) const;

  /// Of a published quarter, of the latest where none is named. errors::not_found for a quarter that is not published; errors::forbidden
  /// for who is neither manager, leader, executive, enablement nor RevOps.
  [[nodiscard]] Result<ProgrammeView> programme(const access::Actor& actor, const std::optional<std::string>& quarter) const;
  /// The very same, for who is or was in a circle.
  [[nodiscard]] Result<ProgrammeView> what_my_manager_sees(const access::Actor& actor, const std::optional<std::string>& quarter) const;

  // For run_circles.
  [[nodiscard]] Result<PulseView> pulse(const access::Actor& actor, const std::optional<std::string>& quarter) const;
  [[nodiscard]] Result<std::string> pulse_csv(const access::Actor& actor, const std::optional<std::string>& quarter) const;
  [[nodiscard]] Result<FacilitationView> facilitation(const access::Actor& actor) const;
  [[nodiscard]] Result<std::string> facilitation_csv(const access::Actor& actor) const;

  /// Publishes every quarter that is over and had circles, of every organisation, oldest first: run by a job, and for one organisation
  /// before anybody looks. How many it published. An error where a circle's counts do not open: the key file is missing, and nothing is
  /// published until it is back.
  [[nodiscard]] Result<int> publish_due() const;

 private:
  [[nodiscard]] Result<Published> published(sql::Reader& reader, const access::Organisation& organisation,
                                            const std::optional<std::string>& quarter) const;
  [[nodiscard]] Result<ProgrammeView> programme_of(sql::Reader& reader, Id<Org> org, const std::optional<std::string>& quarter) const;
  [[nodiscard]] Result<int> publish_due(const access::Organisation& organisation) const;
  /// Nothing where it cannot be published now: then there is what was published before.
  void catch_up(Id<Org> org) const;
  [[nodiscard]] Result<int> publish(sql::Transaction& tx, const access::Organisation& organisation, const FiscalQuarter& quarter) const;
  [[nodiscard]] Result<access::Membership> member(sql::Reader& reader, const access::Actor& actor, Id<meeting::Meeting> meeting) const;
  [[nodiscard]] FiscalQuarter open_quarter(sql::Reader& reader, const access::Organisation& organisation) const;
  [[nodiscard]] Question question_of(sql::Reader& reader, const access::Organisation& organisation, Id<Person> person) const;

  sql::Db& m_db;
  const access::Access& m_access;
  meeting::Vault m_vault;
};

}  // namespace backbeat::pulse
