#include "playbook/playbook_actions.hpp"

#include "access/access_world_test.hpp"
#include "audit/audit_actions.hpp"
#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::playbook {
namespace {

using access::day;

std::string with(std::string_view piece, std::string_view replacement) {
  std::string text(default_text());
  const auto at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return text.replace(at, piece.size(), replacement);
}

/// Eva publishes for enablement, Rita is a rep; the default has been in force since 2027-01-01, and today is 2027-03-01.
struct PlaybookWorld : access::AccessWorld {
  Playbooks playbooks{*db, access};
  Id<Person> eva = add_person(org, "Eva Sol", "eva@northwind.test");
  Id<Person> rita = add_person(org, "Rita Marin", "rita@northwind.test");

  PlaybookWorld() {
    add_user(eva, {access::Role::enablement});
    add_user(rita, {access::Role::rep});
    REQUIRE(db->write([&](sql::Transaction& tx) { return install_default(tx, org, day("2027-01-01"), clock.now()); }));
  }
  access::Actor as_eva() { return actor("eva@northwind.test"); }
  access::Actor as_rita() { return actor("rita@northwind.test"); }
  DatedPlaybook on(std::string_view date) {
    auto found = read([&](sql::Reader& reader) { return load_in_force(reader, org, day(date)); });
    REQUIRE(found);
    return *found;
  }
};

TEST_CASE_FIXTURE(PlaybookWorld, "a new organisation runs on the default from its first day, and before it") {
  CHECK(on("2027-01-01").rules == default_playbook());
  CHECK(on("2020-01-01").rules == default_playbook());
  const auto history = playbooks.history(as_rita());
  REQUIRE(history);
  REQUIRE(history->size() == 1);
  CHECK(history->front().is_in_force);
  CHECK_FALSE(history->front().published_by.has_value());
}

TEST_CASE_FIXTURE(PlaybookWorld, "a version holds from its day on, and an earlier day keeps the rules it had") {
  const auto id = playbooks.publish(as_eva(), with("\"Backbeat default\"", "\"Ours\""), day("2027-04-01"), "Quarter two");
  REQUIRE(id);
  CHECK(on("2027-03-31").rules.name == "Backbeat default");
  CHECK(on("2027-04-01").rules.name == "Ours");
  CHECK(on("2027-04-01").id == *id);
  CHECK(read([&](sql::Reader& reader) { return load_versions(reader, org); }).size() == 2);
  const auto running = playbooks.in_force(as_rita());
  REQUIRE(running);
  CHECK(running->rules.name == "Backbeat default");
}

TEST_CASE_FIXTURE(PlaybookWorld, "the history says who published what, when and why") {
  REQUIRE(playbooks.publish(as_eva(), with("\"Backbeat default\"", "\"Ours\""), day("2027-03-01"), "Shorter names"));
  const auto history = playbooks.history(as_rita());
  REQUIRE(history);
  REQUIRE(history->size() == 2);
  const Version& latest = history->front();
  CHECK(latest.name == "Ours");
  CHECK(latest.published_by == eva);
  CHECK(latest.published_by_name == "Eva Sol");
  CHECK(latest.note == "Shorter names");
  CHECK(latest.published_at == clock.now());
  CHECK(latest.is_in_force);
  CHECK_FALSE(history->back().is_in_force);
}

TEST_CASE_FIXTURE(PlaybookWorld, "the text is kept to the byte, comments and blanks included") {
  const std::string text = "# ours   \r\n\n" + with("\"Backbeat default\"", "\"Ours\"");
  const auto id = playbooks.publish(as_eva(), text, day("2027-03-02"), "");
  REQUIRE(id);
  CHECK(playbooks.text(as_rita(), *id) == text);
}

TEST_CASE_FIXTURE(PlaybookWorld, "only enablement and the executive publish") {
  const auto refused = playbooks.publish(as_rita(), default_text(), day("2027-03-02"), "");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().is(errors::forbidden));
  CHECK(playbooks.history(as_rita())->size() == 1);
}

TEST_CASE_FIXTURE(PlaybookWorld, "a broken text is refused with every problem, and the running version stays in force") {
  std::string text = with("window_days = 7", "window_days = 700");
  text += "\nzebra = 1\n";
  const auto refused = playbooks.publish(as_eva(), text, day("2027-03-02"), "");
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().causes.size() == 2);
  CHECK(refused.error().causes[0].is(playbook_problem));
  CHECK(refused.error().causes[0].field == "text");
  CHECK(refused.error().causes[0].message().find("cadences[3].window_days: expected a number from 0 to 60, found 700.") !=
        std::string::npos);
  CHECK(playbooks.history(as_eva())->size() == 1);
  CHECK(on("2027-03-02").rules == default_playbook());
}

TEST_CASE_FIXTURE(PlaybookWorld, "today may be changed, yesterday not: what was owed stays") {
  const auto refused = playbooks.publish(as_eva(), default_text(), day("2027-02-28"), "");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().is(before_today));
  CHECK(refused.error().field == "effective_from");
  CHECK(playbooks.publish(as_eva(), default_text(), day("2027-03-01"), ""));
}

TEST_CASE_FIXTURE(PlaybookWorld, "today is the organisation's, not that of Greenwich") {
  clock.set(Instant::parse("2027-03-01T23:30:00Z").value());  // 00:30 on the 2nd in Madrid
  CHECK_FALSE(playbooks.publish(as_eva(), default_text(), day("2027-03-01"), ""));
  CHECK(playbooks.publish(as_eva(), default_text(), day("2027-03-02"), ""));
}

TEST_CASE_FIXTURE(PlaybookWorld, "two versions cannot take effect on one day") {
  REQUIRE(playbooks.publish(as_eva(), default_text(), day("2027-05-01"), ""));
  const auto refused = playbooks.publish(as_eva(), default_text(), day("2027-05-01"), "");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().is(day_taken));
}

TEST_CASE_FIXTURE(PlaybookWorld, "a note that is too long is refused") {
  CHECK_FALSE(playbooks.publish(as_eva(), default_text(), day("2027-05-01"), std::string(501, 'x')));
}

TEST_CASE_FIXTURE(PlaybookWorld, "publishing is an event of the organisation's record") {
  const auto id = playbooks.publish(as_eva(), default_text(), day("2027-05-01"), "");
  REQUIRE(id);
  const auto events = read([&](sql::Reader& reader) { return audit::events_of(reader, org, {.kind = "playbook", .id = id->value()}); });
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "published");
  CHECK(events[0].fields.text("effective_from") == "2027-05-01");
  CHECK(events[0].actor == as_eva().user());
}

TEST_CASE_FIXTURE(PlaybookWorld, "another organisation's playbook is not there") {
  const Id<Org> contoso = other_organisation();
  const auto id = db->write([&](sql::Transaction& tx) { return install_default(tx, contoso, day("2027-01-01"), clock.now()); });
  REQUIRE(id);
  const auto refused = playbooks.text(as_eva(), *id);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().is(errors::not_found));
  CHECK(playbooks.history(as_eva())->size() == 1);
}

TEST_CASE_FIXTURE(PlaybookWorld, "an organisation without a playbook has none in force") {
  const Id<Org> contoso = other_organisation();
  CHECK_FALSE(read([&](sql::Reader& reader) { return load_in_force(reader, contoso, day("2027-01-01")); }));
  CHECK(read([&](sql::Reader& reader) { return load_versions(reader, contoso); }).empty());
}

TEST_CASE_FIXTURE(PlaybookWorld, "a broken text cannot be installed as the default either") {
  const Id<Org> contoso = other_organisation();
  CHECK_FALSE(db->write([&](sql::Transaction& tx) { return install_default(tx, contoso, "format = 1", day("2027-01-01"), clock.now()); }));
}

}  // namespace
}  // namespace backbeat::playbook
