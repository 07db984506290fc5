#include "scorecard/scorecard_actions.hpp"

#include "audit/audit_actions.hpp"
#include "scorecard/scorecard_store.hpp"
#include "scorecard/scorecard_world_test.hpp"
#include "testing/any_months.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::scorecard;

namespace {

const Asked in_march{.month = march, .version = {}};

TEST_CASE("a month that runs shows what is owed to its quarter's end, to the manager and those above") {
  ScorecardWorld world;
  for (const char* name : {"mark", "lena", "cleo", "remo"}) {
    const auto view = world.scorecards.view(world.as(name), {});
    REQUIRE_MESSAGE(view, name);
    CHECK(view->month.text() == "2027-03");
    CHECK_FALSE(view->publication.has_value());
    REQUIRE_FALSE(view->cards.empty());
    CHECK(view->cards.front().about == world.mark);
    CHECK(view->cards.front().find(Measure::owed_by_format)->counted == 6);
    CHECK(view->cards.size() == (std::string_view(name) == "mark" ? 1 : 2));  // and Lena's, of Mark alone
  }
}

TEST_CASE("a rep, an admin and nobody's manager see no scorecards") {
  ScorecardWorld world;
  for (const char* name : {"rita", "adam"}) {
    CHECK(world.scorecards.view(world.as(name), {}).error().is(errors::forbidden));
    CHECK(world.scorecards.months(world.as(name)).error().is(errors::forbidden));
    CHECK(world.scorecards.cards_csv(world.as(name), {}).error().is(errors::forbidden));
    CHECK(world.scorecards.rows(world.as(name), {}, world.mark, false, Measure::owed_by_format).error().is(errors::forbidden));
  }
}

TEST_CASE("a month to come has no cards, and a version that is not there is not found") {
  ScorecardWorld world;
  CHECK(world.scorecards.view(world.as("remo"), {.month = march.next(), .version = {}}).error().field == "month");
  CHECK(world.scorecards.view(world.as("remo"), {.month = march, .version = 1}).error().is(errors::not_found));
}

TEST_CASE("only RevOps publishes, and only a month that is over") {
  ScorecardWorld world;
  for (const char* name : {"mark", "lena", "cleo", "adam"}) {
    CHECK(world.scorecards.publish(world.as(name), march).error().is(errors::forbidden));
    CHECK(world.scorecards.preview(world.as(name), march).error().is(errors::forbidden));
  }
  CHECK(world.scorecards.publish(world.as("remo"), march).error().is(month_not_over));
  world.at("2027-03-31T21:59:59Z");  // a second before midnight in Madrid
  CHECK(world.scorecards.publish(world.as("remo"), march).error().is(month_not_over));
  world.at("2027-03-31T22:00:00Z");
  const auto published = world.scorecards.publish(world.as("remo"), march);
  REQUIRE(published);
  CHECK(published->version == 1);
  CHECK(published->published_by == "Remo");
  CHECK(world.scorecards.publish(world.as("remo"), march).error().is(published_already));
}

TEST_CASE("what is published stays; a correction is a version of its own with a reason") {
  ScorecardWorld world;
  world.at("2027-04-02T09:00:00Z");
  const auto first = world.scorecards.publish(world.as("remo"), march);
  REQUIRE(first);
  CHECK(world.scorecards.correct(world.as("remo"), first->id, "  ").error().field == "reason");
  CHECK(world.scorecards.correct(world.as("remo"), first->id, "nothing new").error().is(nothing_to_correct));
  const auto before = world.scorecards.view(world.as("cleo"), in_march);

  // Rita was away for all of the quarter, which nobody had told.
  world.change("INSERT INTO time_off (org_id, time_off_id, person_id, first_day, last_day, reason) VALUES (?, 1, ?, ?, ?, 'leave')",
               world.org, world.rita, ScorecardWorld::day("2027-01-01"), ScorecardWorld::day("2027-03-31"));
  world.at("2027-04-05T09:00:00Z");
  const auto preview = world.scorecards.preview(world.as("remo"), march);
  REQUIRE(preview);
  CHECK_FALSE(preview->changes.empty());
  CHECK(world.scorecards.correct(world.as("mark"), first->id, "mine").error().is(errors::forbidden));
  const auto second = world.scorecards.correct(world.as("remo"), first->id, "Rita's leave was told late");
  REQUIRE(second);
  CHECK(second->version == 2);
  CHECK(world.scorecards.correct(world.as("remo"), first->id, "again").error().is(not_the_latest));

  const auto latest = world.scorecards.view(world.as("mark"), in_march);
  REQUIRE(latest);
  CHECK(latest->publication->reason == "Rita's leave was told late");
  CHECK(latest->versions.size() == 2);
  CHECK(latest->cards.front().find(Measure::owed_by_format, "excused")->counted == 3);
  const auto kept = world.scorecards.view(world.as("cleo"), {.month = march, .version = 1});
  REQUIRE(kept);
  CHECK(kept->cards == before->cards);
  CHECK(kept->known_at == before->known_at);

  const auto events = world.read([&](sql::Reader& reader) { return audit::events_of_kind(reader, world.org, publication_stream); });
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == kinds::published);
  CHECK(events[1].kind == kinds::corrected);
  CHECK(events[1].fields.number("version") == 2);
}

TEST_CASE("months are listed with what was published last") {
  ScorecardWorld world;
  world.at("2027-04-02T09:00:00Z");
  REQUIRE(world.scorecards.publish(world.as("remo"), march));
  const auto months = world.scorecards.months(world.as("lena"));
  REQUIRE(months);
  CHECK(months->size() == 13);
  CHECK(months->front().month.text() == "2027-04");
  CHECK_FALSE(months->front().is_over);
  CHECK((*months)[1].latest->version == 1);
}

TEST_CASE("rows are of one card that the actor sees, and a leader's are of their managers") {
  ScorecardWorld world;
  const auto rows = world.scorecards.rows(world.as("mark"), {}, world.mark, false, Measure::owed_by_format);
  REQUIRE(rows);
  CHECK(rows->rows.size() == 6);
  CHECK(world.scorecards.rows(world.as("lena"), {}, world.lena, true, Measure::owed_by_format)->rows.size() == 6);
  CHECK(world.scorecards.rows(world.as("mark"), {}, world.lena, true, Measure::owed_by_format).error().is(errors::not_found));
  CHECK(world.scorecards.rows(world.as("mark"), {}, world.mark, true, Measure::owed_by_format).error().is(errors::not_found));
}

TEST_CASE("files hold what the pages show: all rows only for those who see everybody") {
  ScorecardWorld world;
  const auto csv = world.scorecards.cards_csv(world.as("mark"), {});
  REQUIRE(csv);
  CHECK(csv->find("2027-03,draft,") != std::string::npos);
  CHECK(csv->find(",Mark,manager,") != std::string::npos);
  CHECK(csv->find(",leader,") == std::string::npos);
  CHECK(world.scorecards.rows_csv(world.as("mark"), {}).error().is(errors::forbidden));
  CHECK(world.scorecards.rows_csv(world.as("cleo"), {})->find("debt") != std::string::npos);
  CHECK(world.scorecards.xlsx(world.as("mark"), {})->substr(0, 2) == "PK");
}

TEST_CASE("a name that looks like a formula is a text in the file") {
  ScorecardWorld world;
  world.change("UPDATE person SET name = '=1+1' WHERE org_id = ? AND person_id = ?", world.org, world.mark);
  CHECK(world.scorecards.cards_csv(world.as("cleo"), {})->find(",'=1+1,") != std::string::npos);
}

TEST_CASE("what one organisation publishes is nothing to another") {
  ScorecardWorld world;
  world.at("2027-04-02T09:00:00Z");
  const auto published = world.scorecards.publish(world.as("remo"), march);
  REQUIRE(published);
  const Id<Org> other = world.other_organisation();
  CHECK(world.read([&](sql::Reader& reader) { return find_publication(reader, other, published->id); }) == std::nullopt);
  CHECK(world.scorecards.correct(world.access.operator_of(other), published->id, "ours").error().is(errors::not_found));
}

TEST_CASE("a publication is read as it was written, to the last digit") {
  ScorecardWorld world;
  const auto year = testing::any_year(20, 7);
  CardRules rules{.measures = {std::begin(all_measures), std::end(all_measures)}, .calibrations = {}};
  const MonthFacts& facts = year[2];
  const auto cards = cards_of(facts, rules, Purpose::publication);
  const PublicationRow row{.id = Id<Publication>(77),
                           .month = facts.month,
                           .version = 1,
                           .published_at = Instant(5),
                           .published_by = Id<User>(3),
                           .known_at = Instant(4)};
  REQUIRE(world.db->write([&](sql::Transaction& tx) -> Result<Done> {
    insert_publication(tx, world.org, row, cards, facts.evidence);
    return Done{};
  }));
  CHECK(world.read([&](sql::Reader& reader) { return load_cards(reader, world.org, row.id); }) == cards);
  const Evidence evidence = world.read([&](sql::Reader& reader) { return load_evidence(reader, world.org, row.id); });
  CHECK(evidence.rides.size() == facts.evidence.rides.size());
  // The rows that are kept make the same cards: but for what reps answered, nothing else is needed.
  MonthFacts again{.month = facts.month, .evidence = evidence, .ratings = facts.ratings, .lines = facts.lines};
  CHECK(cards_of(again, rules, Purpose::publication) == cards);
}

}  // namespace
