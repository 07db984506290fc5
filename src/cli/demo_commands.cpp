// backbeat demo, simulate: a simulated organisation to look at, and its export files to import elsewhere.
#include "cli/command.hpp"

#include "base/text.hpp"
#include "server/app.hpp"
#include "server/call_followers.hpp"
#include "server/demo_api.hpp"
#include "server/features.hpp"
#include "sim/build.hpp"
#include "sql/migrations.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

inline constexpr ErrorSpec not_simulated{
    "not_simulated", ErrorKind::conflict,
    "{found} holds the organisation {name}, which is not simulated. Choose another folder with --data."};

Result<int> number(const Run& run, std::string_view name, int otherwise, int least, int most) {
  if (!run.given.has(name)) return otherwise;
  const auto value = whole_number(run.given.text(name));
  if (!value || *value < least || *value > most)
    return expected_value(std::string(name), fmt::format("a whole number from {} to {}", least, most), run.given.text(name));
  return static_cast<int>(*value);
}

Result<sim::Wanted> wanted(const Run& run, Instant now) {
  const Zone zone = TRY(Zone::make("Europe/Madrid"));
  sim::Wanted out{.size = {}, .seed = 1, .now = now, .name = "Northwind (simulated)", .zone = zone};
  out.size.reps = TRY(number(run, "reps", out.size.reps, 1, 200'000));
  out.size.managers = TRY(number(run, "managers", std::max(1, out.size.reps / 7), 1, 100'000));
  out.size.leaders = TRY(number(run, "leaders", std::max(1, out.size.managers / 5), 1, 100'000));
  out.size.weeks = TRY(number(run, "weeks", sim::usual_weeks(to_local(now, zone).date), 2, 520));
  out.seed = static_cast<std::uint64_t>(TRY(number(run, "seed", 1, 0, 1'000'000'000)));
  return out;
}

void say(std::ostream& out, const std::vector<server::DemoLogin>& logins, const std::string& address) {
  out << fmt::format("\nBackbeat is at {}\n\n", address);
  for (const auto& login : logins) out << fmt::format("  {:<11} {:<24} {:<44} {}\n", login.role, login.name, login.email, login.password);
  out << "\nThe rep and the manager have a 1:1 in a few minutes: sign in as one in this browser and as the other in a private window.\n"
         "Everybody here is simulated. Ctrl-C stops it.\n\n"
      << std::flush;
}

/// Builds the history with a clock of its own, in the same database the server will open.
Result<Done> build(Run& run, server::Installation& installation) {
  ManualClock clock(installation.clock().now());
  SystemRandom random;
  const auto db = run.settings.database.empty() ? sql::open_sqlite(server::database_file(run.settings), {.clock = clock, .random = random})
                                                : sql::open_postgres(run.settings.database, {.clock = clock, .random = random});
  std::unique_ptr<server::CallFollowers> followers;
  std::unique_ptr<server::Importers> importers;
  const auto make_imports = [&](sql::Db& on, const access::Access& access) {
    followers = std::make_unique<server::CallFollowers>(on, access);
    importers = std::make_unique<server::Importers>(access, followers->listener());
    return imports::Imports(on, access, importers->all());
  };
  const sim::Wanted what = TRY(wanted(run, installation.clock().now()));
  // The key file is made here as at any first start: what circles say is sealed from the first word on.
  TRY(installation.sealing_key());
  const sim::Built built = TRY(sim::build(*db, clock, random, what, make_imports, server::vault_of(installation), run.out));
  TRY(installation.open_vault());
  std::vector<server::DemoLogin> logins;
  for (const sim::Login& login : built.logins)
    logins.push_back({.role = login.role, .name = login.name, .email = login.email, .password = login.password});
  TRY(installation.db().write([&](sql::Transaction& tx) -> Result<Done> {
    server::save_demo_logins(tx, built.org, logins);
    return Done{};
  }));
  run.out << fmt::format("==> {} people, {} conversations, {} ride-alongs, {} deals, {} circles that met {} times\n", built.people,
                         built.conversations, built.ride_alongs, built.deals, built.circles, built.circle_hours);
  if (built.refusals.count() > 0)
    run.out << fmt::format("{} acts in circles were refused, the first: {}\n", built.refusals.count(), built.refusals.first());
  return Done{};
}

Result<Exit> demo(Run& run, server::Installation& installation) {
  if (const auto there = installation.organisation(); there && !there->is_simulated)
    return refuse(not_simulated, "data", {{"found", run.settings.data}, {"name", there->name}});
  else if (!there)
    TRY(build(run, installation));
  if (run.given.has("only-build")) return Exit::ok;
  const auto key = TRY(installation.key());
  server::App app(installation, key, run.err);
  const auto logins = installation.db().read([](sql::Reader& reader) { return server::demo_logins(reader); });
  run.out << fmt::format("serving on http://{}:{}/\n", run.settings.listen.substr(0, run.settings.listen.rfind(':')), app.port());
  say(run.out, logins, fmt::format("http://{}:{}/", run.settings.listen.substr(0, run.settings.listen.rfind(':')), app.port()));
  return app.run_until_signal() ? Exit::ok : Exit::refused;
}

Exit demo_with_address(Run& run) {
  if (run.given.has("listen")) run.settings.listen = run.given.text("listen");
  run.settings.log_requests = false;
  return on_installation(run, demo);
}

Result<Exit> write_files(Run& run) {
  const std::filesystem::path folder = run.given.text("folder");
  const sim::Wanted what = TRY(wanted(run, SystemClock().now()));
  std::filesystem::create_directories(folder);
  for (const auto& [name, contents] : sim::export_files(what)) {
    std::ofstream(folder / name, std::ios::binary) << contents;
    run.out << fmt::format("{} ({} bytes)\n", (folder / name).string(), contents.size());
  }
  return Exit::ok;
}

}  // namespace

std::vector<Command> demo_commands() {
  const std::vector<Argument> size = {
      {.kind = Kind::option, .name = "reps", .meaning = "how many reps, 70 where not given", .value = "N"},
      {.kind = Kind::option, .name = "managers", .meaning = "one for seven reps where not given", .value = "N"},
      {.kind = Kind::option, .name = "leaders", .meaning = "one for five managers where not given", .value = "N"},
      {.kind = Kind::option, .name = "weeks", .meaning = "of history; where not given 26, late in a quarter some more", .value = "N"},
      {.kind = Kind::option, .name = "seed", .meaning = "another number, other people", .value = "N"}};
  std::vector<Argument> demo_arguments = size;
  demo_arguments.push_back({.kind = Kind::option, .name = "listen", .meaning = "address:port (setting `listen`)", .value = "ADDRESS"});
  demo_arguments.push_back({.kind = Kind::flag, .name = "only-build", .meaning = "make the organisation and do not serve it"});
  std::vector<Argument> file_arguments = size;
  file_arguments.insert(file_arguments.begin(), {.kind = Kind::required, .name = "folder", .meaning = "where to"});
  return {{.words = {"demo"},
           .summary = "simulate an organisation with its history (once) and serve it; prints a login for each role",
           .arguments = demo_arguments,
           .run = demo_with_address},
          {.words = {"simulate"},
           .summary = "write a simulated organisation's roster and CRM export as files",
           .arguments = file_arguments,
           .run = [](Run& run) {
             const auto done = write_files(run);
             return done ? *done : run.refused(done.error());
           }}};
}

}  // namespace backbeat::cli
