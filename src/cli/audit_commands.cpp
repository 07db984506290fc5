// backbeat audit verify|log: the hash chain of everything that happened.
#include "cli/command.hpp"

#include "audit/audit_actions.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

/// `SEQUENCE:HASH`, as verify says it.
Result<std::optional<audit::NotedHead>> noted_in(const Run& run) {
  if (!run.given.has("noted")) return std::optional<audit::NotedHead>();
  const std::string text = run.given.text("noted");
  const auto colon = text.find(':');
  const auto sequence = whole_number(std::string_view(text).substr(0, colon));
  const std::string hash = colon == std::string::npos ? "" : text.substr(colon + 1);
  if (!sequence || *sequence < 1 || hash.size() != 64) return expected_value("noted", "SEQUENCE:HASH, as `audit verify` prints it", text);
  return std::optional(audit::NotedHead{.sequence = *sequence, .hash = hash});
}

Result<Exit> verify(Run& run, server::Installation& installation) {
  const auto noted = TRY(noted_in(run));
  const access::Organisation organisation = TRY(installation.organisation());
  const audit::Verification found =
      installation.db().read([&](sql::Reader& reader) { return audit::verify(reader, organisation.id, noted); });
  if (run.json) {
    boost::json::object out{
        {"ok", !found.fault_at.has_value()}, {"verified", found.verified}, {"head", fmt::format("{}:{}", found.verified, found.head_hash)}};
    if (found.fault_at) {
      out["fault_at"] = *found.fault_at;
      out["fault"] = found.fault;
    }
    run.out << boost::json::serialize(out) << "\n";
  } else if (found.fault_at) {
    run.out << fmt::format("The chain is broken at event {}: {} {} events before it are sound.\n", *found.fault_at, found.fault,
                           found.verified);
  } else {
    run.out << fmt::format("{} events, the chain is whole. Its head, to be noted elsewhere: {}:{}\n", found.verified, found.verified,
                           found.head_hash);
  }
  return found.fault_at ? Exit::refused : Exit::ok;
}

/// Metadata only: what kind of thing happened to what, when and by whom.
Result<Exit> log(Run& run, server::Installation& installation) {
  const access::Organisation organisation = TRY(installation.organisation());
  const std::string kind = run.given.text("stream");
  std::optional<std::int64_t> id;
  if (run.given.has("id")) id = TRY(id_from_text(run.given.text("id")));
  boost::json::array items;
  installation.db().read([&](sql::Reader& reader) {
    for (const audit::Event& event : audit::events_of_kind(reader, organisation.id, kind)) {
      if (id && event.stream_id != *id) continue;
      if (run.json)
        items.push_back(
            boost::json::object{{"sequence", event.sequence},
                                {"at", event.at.text()},
                                {"stream", event.stream_kind},
                                {"id", id_to_text(event.stream_id)},
                                {"kind", event.kind},
                                {"actor", event.actor.is_set() ? boost::json::value(event.actor.text()) : boost::json::value()}});
      else
        run.out << fmt::format("{:>8} {} {} {} {}\n", event.sequence, event.at.text(), event.stream_kind, id_to_text(event.stream_id),
                               event.kind);
    }
    return 0;
  });
  if (run.json) run.out << boost::json::serialize(boost::json::object{{"items", std::move(items)}}) << "\n";
  return Exit::ok;
}

}  // namespace

std::vector<Command> audit_commands() {
  return {{.words = {"audit", "verify"},
           .summary = "check the hash chain of all events",
           .arguments = {{.kind = Kind::option,
                          .name = "noted",
                          .meaning = "a head that was noted earlier: shows a chain that was cut or written anew with its head",
                          .value = "SEQUENCE:HASH"}},
           .run = [](Run& run) { return on_installation(run, verify); }},
          {.words = {"audit", "log"},
           .summary = "list what happened, without texts",
           .arguments = {{.kind = Kind::required_option,
                          .name = "stream",
                          .meaning = "session, commitment, person, user, playbook or import",
                          .value = "KIND"},
                         {.kind = Kind::option, .name = "id", .meaning = "of one thing", .value = "ID"}},
           .run = [](Run& run) { return on_installation(run, log); }}};
}

}  // namespace backbeat::cli
