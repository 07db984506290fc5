// backbeat owed, cadence: what is owed to whom, and what became of it, for any instant.
#include "cli/command.hpp"

#include "base/text.hpp"
#include "cadence/cadence_actions.hpp"
#include "people/people_actions.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

inline constexpr ErrorSpec nobody_known{"nobody_known", ErrorKind::not_found, "Nobody of the organisation has the e-mail address {found}."};

Result<std::optional<Instant>> as_of(const Run& run, const Zone& zone) {
  if (!run.given.has("as-of")) return std::nullopt;
  const std::string text = run.given.text("as-of");
  if (const auto day = LocalDate::parse(text)) return start_of_day(*day + std::chrono::days(1), zone) - Duration(1);
  const auto at = Instant::parse(text);
  if (!at) return expected_value("as-of", "a day like 2027-03-28 (its end) or an instant like 2027-03-28T09:00:00Z", text);
  return *at;
}

boost::json::object as_json(const cadence::OwedRow& row) {
  boost::json::object out{{"id", row.owed.id},
                          {"rep", row.rep.name},
                          {"kind", row.owed.kind},
                          {"window_from", row.owed.window.first.text()},
                          {"window_to", row.owed.window.last.text()},
                          {"due_at", row.owed.due.text()},
                          {"state", cadence::name_of(row.owed.state)},
                          {"share", row.owed.share}};
  if (row.manager) out["manager"] = row.manager->name;
  if (row.owed.session.is_set()) out["session_id"] = row.owed.session.text();
  if (row.owed.on_time) out["on_time"] = *row.owed.on_time;
  return out;
}

/// Of one person, or of everybody: windows that are open, will open within two weeks or closed in the last four.
Result<Exit> owed(Run& run, server::Installation& installation) {
  const access::Actor actor = TRY(installation.operator_());
  const access::Organisation organisation = TRY(installation.organisation());
  cadence::Ledgers ledgers(installation.access());
  const cadence::Cadences cadences(installation.db(), installation.access(), ledgers);
  std::vector<Id<Person>> people;
  if (run.given.has("person")) {
    const std::string email = run.given.text("person");
    const auto person =
        installation.db().read([&](sql::Reader& reader) { return people::find_by_identity(reader, actor.org(), "email", email); });
    if (!person) return refuse(nobody_known, "person", {{"found", email}});
    people.push_back(*person);
  } else {
    for (const people::Member& member :
         installation.db().read([&](sql::Reader& reader) { return people::load_members(reader, actor.org()); }))
      people.push_back(member.id);
  }
  const auto instant = TRY(as_of(run, organisation.zone));
  boost::json::array items;
  for (const Id<Person> person : people) {
    const cadence::OwedList list = TRY(cadences.owed(actor, person, instant));
    for (const cadence::OwedRow& row : list.rows) {
      if (run.json)
        items.push_back(as_json(row));
      else
        run.out << fmt::format("{:<12} {:<24} {:<22} {} to {}  {}\n", cadence::name_of(row.owed.state), row.rep.name, row.kind_name,
                               row.owed.window.first.text(), row.owed.window.last.text(),
                               row.manager ? row.manager->name : "nobody leads them");
    }
  }
  if (run.json) run.out << boost::json::serialize(boost::json::object{{"items", std::move(items)}}) << "\n";
  return Exit::ok;
}

Result<cadence::ViewRequest> request(const Run& run) {
  cadence::ViewRequest request{.until = {}, .weeks = 13, .kind = run.given.text("kind")};
  if (run.given.has("until")) request.until = TRY(IsoWeek::parse(run.given.text("until")));
  if (run.given.has("weeks")) {
    const auto weeks = whole_number(run.given.text("weeks"));
    if (!weeks || *weeks < 1 || *weeks > 53) return expected_value("weeks", "a whole number from 1 to 53", run.given.text("weeks"));
    request.weeks = static_cast<int>(*weeks);
  }
  return request;
}

boost::json::object as_json(const cadence::Cell& cell) {
  return {{"owed", cell.owed},     {"held", cell.held},       {"short", cell.held_short},
          {"moved", cell.moved},   {"excused", cell.excused}, {"cancelled", cell.cancelled},
          {"missed", cell.missed}, {"pending", cell.pending}, {"delegated", cell.delegated}};
}

Result<Exit> cadence_view(Run& run, server::Installation& installation) {
  const access::Actor actor = TRY(installation.operator_());
  cadence::Ledgers ledgers(installation.access());
  const cadence::Cadences cadences(installation.db(), installation.access(), ledgers);
  const cadence::ViewRequest wanted = TRY(request(run));
  if (run.given.has("csv")) {
    run.out << TRY(cadences.csv(actor, wanted));
    return Exit::ok;
  }
  const cadence::NamedView view = TRY(cadences.view(actor, wanted));
  boost::json::array managers;
  for (const cadence::ManagerRow& row : view.view.managers) {
    const auto name = view.names.find(row.manager);
    const std::string manager = name == view.names.end() ? "nobody" : name->second;
    const auto rate = row.total.rate();
    if (run.json) {
      boost::json::array cells;
      for (const cadence::Cell& cell : row.cells) cells.push_back(as_json(cell));
      boost::json::object out{{"manager", manager},
                              {"reps", row.reps},
                              {"cells", std::move(cells)},
                              {"total", as_json(row.total)},
                              {"weeks_without", row.weeks_without}};
      if (rate) out["rate"] = boost::json::object{{"value", rate->value}, {"low", rate->low}, {"high", rate->high}};
      managers.push_back(std::move(out));
    } else {
      run.out << fmt::format(
          "{:<28} owed {:>4}  held {:>4}  short {:>3}  excused {:>3}  cancelled {:>3}  missed {:>3}  {}{}\n", manager, row.total.owed,
          row.total.held, row.total.held_short, row.total.excused, row.total.cancelled, row.total.missed,
          rate ? fmt::format("{:.0f} % ({:.0f}-{:.0f})", rate->value * 100, rate->low * 100, rate->high * 100) : "not enough data",
          row.weeks_without >= 3 ? fmt::format("  none for {} weeks", row.weeks_without) : "");
    }
  }
  if (run.json)
    run.out << boost::json::serialize(boost::json::object{{"as_of", view.view.as_of.text()}, {"managers", std::move(managers)}}) << "\n";
  return Exit::ok;
}

}  // namespace

std::vector<Command> cadence_commands() {
  return {
      {.words = {"owed"},
       .summary = "list what coaching is owed, to whom and by whom",
       .arguments = {{.kind = Kind::option, .name = "person", .meaning = "one person; everybody where not given", .value = "EMAIL"},
                     {.kind = Kind::option, .name = "as-of", .meaning = "as it was known then; now where not given", .value = "INSTANT"}},
       .run = [](Run& run) { return on_installation(run, owed); }},
      {.words = {"cadence"},
       .summary = "count what was owed and held, by manager and week",
       .arguments =
           {{.kind = Kind::option, .name = "weeks", .meaning = "how many, 13 where not given", .value = "N"},
            {.kind = Kind::option, .name = "until", .meaning = "the last one; the present where not given", .value = "WEEK"},
            {.kind = Kind::option, .name = "kind", .meaning = "a session type of the playbook; all where not given", .value = "KIND"},
            {.kind = Kind::flag, .name = "csv", .meaning = "a record for each manager and week"}},
       .run = [](Run& run) { return on_installation(run, cadence_view); }}};
}

}  // namespace backbeat::cli
