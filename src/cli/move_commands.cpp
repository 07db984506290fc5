// backbeat move-to-postgres: an installation that has outgrown its file goes to a PostgreSQL server, whole or not at all.
#include "cli/command.hpp"

#include "audit/audit_actions.hpp"
#include "base/text.hpp"
#include "server/health.hpp"
#include "sql/open.hpp"
#include "sql/postgres_move.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <chrono>
#include <istream>
#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

inline constexpr ErrorSpec is_moved{"is_moved", ErrorKind::conflict, "This installation is on PostgreSQL already."};
inline constexpr ErrorSpec still_serving{
    "still_serving", ErrorKind::conflict,
    "The server still answers on {listen}. Stop it first: what it writes meanwhile would be left behind."};
inline constexpr ErrorSpec chain_broken{"chain_broken", ErrorKind::conflict,
                                        "The chain of events is broken at event {event} {where}. `backbeat audit verify` says more."};

/// How many events all chains have; a refusal where one is not whole.
Result<std::int64_t> verify_chains(sql::Db& db, std::string_view where) {
  std::int64_t events = 0;
  for (const access::Organisation& organisation : db.read([](sql::Reader& reader) { return access::organisations(reader); })) {
    const auto found = db.read([&](sql::Reader& reader) { return audit::verify(reader, organisation.id); });
    if (found.fault_at) return refuse(chain_broken, "", {{"event", fmt::format("{}", *found.fault_at)}, {"where", std::string(where)}});
    events += found.verified;
  }
  return events;
}

Result<Exit> move(Run& run, server::Installation& installation) {
  if (installation.db().engine() != sql::Engine::sqlite) return refuse(is_moved);
  if (server::ask_health(run.settings.listen).is_ready) return refuse(still_serving, "listen", {{"listen", run.settings.listen}});
  std::string target = run.given.text("target");
  if (target == "-") std::getline(run.in, target);

  const auto begun = std::chrono::steady_clock::now();
  const std::int64_t events = TRY(verify_chains(installation.db(), "in the source"));
  const auto progress = [&run](const std::string& table, std::int64_t rows) {
    if (!run.json && rows > 0) run.err << fmt::format("{:>12} rows of {}\n", rows, table) << std::flush;
  };
  const auto tables = TRY(sql::move_to_postgres(installation.db(), target, installation.clock(), progress));
  const auto moved = sql::open_postgres(target, {.clock = installation.clock(), .random = installation.random(), .readers = 2});
  const std::int64_t arrived = TRY(verify_chains(*moved, "in the target"));
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);

  std::int64_t rows = 0;
  boost::json::array listed;
  for (const sql::MovedTable& table : tables) {
    rows += table.rows;
    listed.push_back(boost::json::object{{"table", table.name}, {"rows", table.rows}, {"sha256", table.digest}});
  }
  if (run.json)
    run.out << boost::json::serialize(
                   boost::json::object{{"tables", std::move(listed)}, {"rows", rows}, {"events", arrived}, {"milliseconds", took.count()}})
            << "\n";
  else
    run.out << fmt::format(
        "{} rows of {} tables moved and compared, {} of {} events verified in the target, in {:.1f} s.\n"
        "Now put the connection string into the settings as `database`; the file here is as it was.\n",
        rows, tables.size(), arrived, events, static_cast<double>(took.count()) / 1000);
  return Exit::ok;
}

}  // namespace

std::vector<Command> move_commands() {
  return {{.words = {"move-to-postgres"},
           .summary = "move everything from the SQLite file into an empty PostgreSQL database",
           .arguments = {{.kind = Kind::required, .name = "target", .meaning = "its connection string; - reads it from standard input"}},
           .run = [](Run& run) { return on_installation(run, move); }}};
}

}  // namespace backbeat::cli
