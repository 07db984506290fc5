// Who may see which part of a quarter ahead: hours of managers, which reps would lose what, what was cut. Reads only.
#pragma once

#include "access/access_actions.hpp"
#include "cadence/cadence_actions_ledgers.hpp"
#include "capacity/capacity_actions_kept.hpp"
#include "capacity/cuts.hpp"
#include "capacity/relief.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace backbeat::capacity {

using Names = std::unordered_map<Id<Person>, std::string>;

/// Cuts are read from so many quarters before the present one, up to today.
inline constexpr int quarters_looked_back = 4;

/// The managers whom the asker sees, and all of them together.
struct QuarterView {
  Instant as_of;
  std::vector<FiscalQuarter> quarters;  // that can be asked for
  Demand demand;                        // of those seen only; without what is asked of whom
  ManagerQuarter together;
  int span_flag = 0;
  std::vector<Cut> cuts;
  cadence::Days cuts_over;
  Names names;
};

/// One rep's conversations of one kind in the quarter.
struct RepAsked {
  Id<Person> rep;
  std::string kind;
  std::string name;
  int count = 0;
  int excused = 0;
  int minutes = 0;  // of each; nought for ride-alongs
};

struct ManagerView {
  QuarterView whole;  // of this manager alone
  std::vector<RepAsked> reps;
};

struct OptionsRequest {
  std::optional<Id<Person>> manager;  // absent: everybody whom the asker sees
  std::string quarter;                // the next one where empty
  std::vector<std::string> pulled;    // keys of levers
};

struct OptionsView {
  FiscalQuarter quarter;
  Demand before;
  Pulled pulled;
  std::vector<Lever> levers;  // that are pulled
  std::vector<Choice> choices;
  std::optional<Fit> fit;
  Names names;
  bool may_name_reps = true;  // else shifts of those who are not below the asker hold no rep and are added up by manager and kind
};

inline constexpr ErrorSpec cannot_be_written{
    "cannot_be_written", ErrorKind::conflict,
    "The text of the playbook in force lays its tables out in a way that {found} cannot be written "
    "into. Change it by hand."};

class Quarters {
 public:
  Quarters(sql::Db& db, const access::Access& access, cadence::Ledgers& ledgers) : m_db(db), m_access(access), m_ledgers(ledgers) {}

  /// All managers for see_cadence; for managers and leaders their own hours and those of the managers below them; errors::forbidden for
  /// everybody else. `quarter` as in "2027-Q2"; the next one where empty. Refuses one that is over or more than four ahead.
  [[nodiscard]] Result<QuarterView> quarter(const access::Actor& actor, std::string_view quarter) const;
  /// For the manager, those above them, and see_sessions: with each rep. errors::not_found for everybody else.
  [[nodiscard]] Result<ManagerView> manager(const access::Actor& actor, Id<Person> manager, std::string_view quarter) const;
  /// What could give, alone and with what is pulled already. Who sees the hours sees these; reps are named to those who see their sessions.
  [[nodiscard]] Result<OptionsView> options(const access::Actor& actor, const OptionsRequest& request) const;
  /// The text of the playbook in force in the next quarter with levers of the rules pulled, for the editor. For publish_playbook. Changes
  /// nothing.
  [[nodiscard]] Result<std::string> playbook_text(const access::Actor& actor, const std::vector<std::string>& keys) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
  cadence::Ledgers& m_ledgers;
  mutable Kept m_kept;
};

}  // namespace backbeat::capacity
