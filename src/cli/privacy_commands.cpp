// backbeat export-person|erase-person: what is known of somebody, handed over and erased.
#include "cli/command.hpp"

#include "people/people_actions.hpp"
#include "privacy/privacy_api.hpp"
#include "server/features.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

inline constexpr ErrorSpec nobody_so{"no_such_person", ErrorKind::not_found, "No person has the e-mail address or id {found}."};
inline constexpr ErrorSpec cannot_write{"cannot_write", ErrorKind::conflict, "{file} is there already, or cannot be written."};

Result<Id<Person>> person_named(server::Installation& installation, const access::Actor& actor, const std::string& who) {
  const auto by_address =
      installation.db().read([&](sql::Reader& reader) { return people::find_by_identity(reader, actor.org(), "email", who); });
  if (by_address) return *by_address;
  const auto id = Id<Person>::parse(who);
  if (!id) return refuse(nobody_so, "person", {{"found", who}});
  return *id;
}

/// Readable by its owner alone, and never over another file.
Result<Done> write_own(const std::string& file, std::string_view text) {
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) return refuse(cannot_write, "file", {{"file", file}});
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t some = ::write(made, text.data() + written, text.size() - written);
    if (some <= 0) break;
    written += static_cast<std::size_t>(some);
  }
  const bool is_whole = written == text.size() && ::fsync(made) == 0;
  ::close(made);
  if (is_whole) return Done{};
  ::unlink(file.c_str());
  return refuse(cannot_write, "file", {{"file", file}});
}

Result<Exit> export_person(Run& run, server::Installation& installation) {
  const access::Actor actor = TRY(installation.operator_());
  const Id<Person> person = TRY(person_named(installation, actor, run.given.text("person")));
  const privacy::Privacy privacy(installation.db(), installation.access(), [] { return true; }, server::circle_words(installation));
  const privacy::Export out = TRY(privacy.export_of(actor, person));
  const std::string file = run.given.text("to");
  TRY(write_own(file, privacy::json_of(out) + "\n"));
  if (run.json)
    run.out << boost::json::serialize(
                   boost::json::object{{"file", file}, {"texts", out.said.size()}, {"conversations", out.conversations.size()}})
            << "\n";
  else
    run.out << fmt::format("{}: {} texts of {} conversations. Only you can read the file.\n", file, out.said.size(),
                           out.conversations.size());
  return Exit::ok;
}

Result<Exit> erase_person(Run& run, server::Installation& installation) {
  const access::Actor actor = TRY(installation.operator_());
  const Id<Person> person = TRY(person_named(installation, actor, run.given.text("person")));
  const privacy::Privacy privacy(installation.db(), installation.access(), server::page_clearer(installation));
  const privacy::Erased erased = TRY(privacy.erase(actor, person, run.given.text("name")));
  if (run.json)
    run.out << boost::json::serialize(boost::json::object{
                   {"texts", erased.texts}, {"notes", erased.notes}, {"rows", erased.rows}, {"pages_cleared", erased.are_pages_cleared}})
            << "\n";
  else
    run.out << fmt::format("Erased: {} texts, {} notes, {} other rows. {}\n", erased.texts, erased.notes, erased.rows,
                           erased.are_pages_cleared ? "Freed pages are cleared."
                                                    : "Somebody read meanwhile: run `backbeat clear-pages` to clear freed pages.");
  return Exit::ok;
}

Result<Exit> clear_pages(Run& run, server::Installation& installation) {
  const bool is_done = server::page_clearer(installation)();
  if (run.json)
    run.out << boost::json::serialize(boost::json::object{{"pages_cleared", is_done}}) << "\n";
  else
    run.out << (is_done ? "Freed pages are cleared.\n" : "Somebody read all the while; try again.\n");
  return is_done ? Exit::ok : Exit::refused;
}

}  // namespace

std::vector<Command> privacy_commands() {
  const Argument person{.kind = Kind::required, .name = "person", .meaning = "e-mail address or id of the person"};
  return {{.words = {"export-person"},
           .summary = "write everything that is known of a person, and what they wrote, to a file for them",
           .arguments =
               {person,
                {.kind = Kind::required_option, .name = "to", .meaning = "JSON, readable by you alone; must not exist", .value = "FILE"}},
           .run = [](Run& run) { return on_installation(run, export_person); }},
          {.words = {"erase-person"},
           .summary = "erase a person who has left; it cannot be taken back",
           .arguments = {person, {.kind = Kind::required_option, .name = "name", .meaning = "their name, to be sure", .value = "NAME"}},
           .run = [](Run& run) { return on_installation(run, erase_person); }},
          {.words = {"clear-pages"}, .summary = "take what was deleted out of the database's files", .arguments = {}, .run = [](Run& run) {
             return on_installation(run, clear_pages);
           }}};
}

}  // namespace backbeat::cli
