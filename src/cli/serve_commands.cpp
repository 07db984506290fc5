// backbeat serve, openapi: the program as a server, and the document of what it answers.
#include "cli/command.hpp"

#include "server/app.hpp"
#include "sql/backup.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

namespace backbeat::cli {
namespace {

Result<Exit> serve_installation(Run& run, server::Installation& installation) {
  const auto key = TRY(installation.key());
  // Without the key of the circles everything else is served: they say so themselves.
  if (const auto vault = installation.open_vault(); !vault) run.err << vault.error().message() << "\n";
  const bool is_empty = !installation.organisation();
  server::App app(installation, key, run.err);
  const bool is_tls = !run.settings.tls_certificate.empty();
  const std::string host = run.settings.listen.substr(0, run.settings.listen.rfind(':'));
  run.out << fmt::format("serving on {}://{}:{}/\n", is_tls ? "https" : "http", host, app.port()) << std::flush;
  if (is_empty) run.err << "There is no organisation here yet; `backbeat init` makes one.\n";
  return app.run_until_signal() ? Exit::ok : Exit::refused;
}

Exit serve(Run& run) {
  if (run.settings.database.empty()) {
    // Before anything opens it: a damaged database is not served, and not changed either.
    if (auto whole = sql::check_before_serving(server::database_file(run.settings)); !whole) return run.refused(whole.error());
  }
  return on_installation(run, serve_installation);
}

Exit openapi(Run& run) {
  run.out << server::openapi_document() << "\n";
  return Exit::ok;
}

}  // namespace

std::vector<Command> serve_commands() {
  return {{.words = {"serve"}, .summary = "serve the web client and the API until SIGTERM", .arguments = {}, .run = serve},
          {.words = {"openapi"}, .summary = "print the OpenAPI 3.1 document of the API", .arguments = {}, .run = openapi}};
}

}  // namespace backbeat::cli
