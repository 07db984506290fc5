// Builds a simulated organisation with its history in an empty, migrated database: people and deals come in as files through the same
// importers that a real organisation uses, conversations through the same actions.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "imports/imports_actions.hpp"
#include "meeting/meeting_actions_vault.hpp"
#include "sim/organisation.hpp"
#include "sim/refusals.hpp"
#include "sql/sql.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace backbeat::sim {

struct Login {
  std::string role;  // an access role
  std::string name;
  std::string email;
  std::string password;
};

struct Wanted {
  Size size;
  std::uint64_t seed = 1;
  Instant now;  // the history ends here
  std::string name = "Northwind (simulated)";
  Zone zone;
};

/// How the importers are made for a maker of actors; the program's own list.
using MakeImports = std::function<imports::Imports(sql::Db&, const access::Access&)>;

struct Built {
  Id<Org> org;
  std::vector<Login> logins;  // one for each role; the manager's and the rep's belong together and have a 1:1 in a few minutes
  int people = 0;
  int conversations = 0;
  int ride_alongs = 0;
  int deals = 0;
  int circles = 0;       // that meet when the history ends
  int circle_hours = 0;  // that were held
  Refusals refusals;     // what circles were refused and nothing in the story explains
};

/// Says what it does on `progress`. The clock is left at `wanted.now`. What is said in circles is sealed in `vault`, the installation's
/// own.
[[nodiscard]] Result<Built> build(sql::Db& db, ManualClock& clock, Random& random, const Wanted& wanted, const MakeImports& make_imports,
                                  const meeting::Vault& vault, std::ostream& progress);

/// The files of the same organisation, for imports elsewhere: name and contents.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> export_files(const Wanted& wanted);

}  // namespace backbeat::sim
