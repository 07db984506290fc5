#include "pulse/pulse_actions.hpp"
#include "pulse/pulse_stored_test.hpp"

#include "audit/audit_actions.hpp"

#include <doctest/doctest.h>

namespace backbeat::pulse {
namespace {

using meeting::code_of;

TEST_CASE_FIXTURE(StoredWorld, "the question is asked in the last four weeks of a quarter and answered once") {
  at("2027-03-03T10:00:00Z");
  const auto hour = held(circle, 1, "2027-03-03T13:00:00Z", five, 5);
  const auto early = pulses.question(as(ana), hour);
  REQUIRE(early);
  CHECK_FALSE(early->is_asked);
  CHECK(early->quarter == "2027-Q1");
  CHECK(early->closes_on.text() == "2027-03-31");
  at("2027-03-04T10:00:00Z");
  CHECK(pulses.question(as(ana), hour)->is_asked);
  CHECK_FALSE(pulses.question(as(ana), hour)->has_answered);
  CHECK(pulses.answer(as(ana), hour, 9)->has_answered);
  CHECK(pulses.question(as(ana), hour)->has_answered);
  CHECK(code_of(pulses.answer(as(ana), hour, 2)) == "enps_answered_already");
  CHECK_FALSE(pulses.question(as(bo), hour)->has_answered);
  CHECK(code_of(pulses.answer(as(bo), hour, 11)) == "invalid_value");
  CHECK(code_of(pulses.answer(as(bo), hour, -1)) == "invalid_value");
}

TEST_CASE_FIXTURE(StoredWorld, "nobody but a member of the circle finds its question, and no token does") {
  const auto hour = held(circle, 1, "2027-03-03T13:00:00Z", five, 5);
  for (const Id<Person> who : {mara, nils, lena, xavi, gil, enzo, ida, rita, six[0]}) {
    CHECK(code_of(pulses.question(as(who), hour)) == "not_found");
    CHECK(code_of(pulses.answer(as(who), hour, 5)) == "not_found");
  }
  CHECK(code_of(pulses.question(as_token(ana), hour)) == "not_found");
  CHECK(code_of(pulses.answer(as_token(ana), hour, 5)) == "needs_a_browser");
  CHECK(code_of(pulses.question(as(ana), Id<meeting::Meeting>(1))) == "not_found");
  leave_circle(ana);
  CHECK(code_of(pulses.answer(as(ana), hour, 5)) == "not_found");
}

TEST_CASE_FIXTURE(StoredWorld, "what somebody answered stands nowhere: sealed counts of one length, a row without a time, and no event") {
  const auto hour = held(circle, 1, "2027-03-03T13:00:00Z", five, 5);
  const auto events = count("SELECT COUNT(*) FROM event");
  const auto sealed = [&] {
    return *db->read([&](sql::Reader& reader) {
      return reader.first("SELECT sealed FROM circle_enps_tally", [](const sql::Row& row) { return row.get<std::string>(0); });
    });
  };
  const auto ana_here = as(ana), bo_here = as(bo);
  const auto signed_in = count("SELECT COUNT(*) FROM event");
  REQUIRE(pulses.answer(ana_here, hour, 0));
  const std::string first = sealed();
  REQUIRE(pulses.answer(bo_here, hour, 10));
  CHECK(sealed() != first);
  CHECK(sealed().size() == first.size());
  CHECK(first.find("0001") == std::string::npos);
  CHECK(count("SELECT COUNT(*) FROM event") == signed_in);
  CHECK(signed_in >= events);
  CHECK(count("SELECT COUNT(*) FROM circle_enps_answered") == 2);
}

TEST_CASE_FIXTURE(StoredWorld, "a quarter is published once, when it is over, and its answers are gone then") {
  first_quarter();
  CHECK(publish() == 0);
  CHECK_FALSE(pulses.programme(as(mara), {})->published.snapshot);
  at("2027-03-31T21:59:59Z");
  CHECK(publish() == 0);
  at("2027-03-31T22:00:00Z");  // midnight in Madrid
  CHECK(publish() == 1);
  CHECK(publish() == 0);
  CHECK(count("SELECT COUNT(*) FROM circle_enps_tally") == 0);
  CHECK(count("SELECT COUNT(*) FROM circle_enps_answered") == 11);
  const Snapshot circles = snapshot_of_circles();
  CHECK(circles.quarter.text() == "2027-Q1");
  REQUIRE(circles.circles.size() == 2);
  const CircleRow& row = circles.circles[0];
  CHECK(row.members == 5);
  CHECK(row.meetings == Meetings{.held = 1});
  CHECK(row.seats == Seats{.expected = 5, .present = 4, .excused = 1, .missed = 0});
  CHECK(row.attendance_percent() == 80);
  CHECK(row.led == 1);
  REQUIRE(row.figures.enps);
  CHECK(row.figures.enps->value == 20);
  const Snapshot rows = programme();
  REQUIRE(rows.programme.size() == 2);
  CHECK(rows.programme[0].circles == 2);
  REQUIRE(rows.programme[0].figures.enps);
  CHECK(rows.programme[0].figures.enps->people == 11);
  CHECK(rows.programme[0].figures.enps->value == 20);  // 2 of 11: 18.2, in fives
  const auto events = db->read([&](sql::Reader& reader) { return audit::events_of_kind(reader, org, pulse_stream); });
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == kinds::published);
  CHECK(events[0].fields.text("quarter") == "2027-Q1");
}

TEST_CASE_FIXTURE(StoredWorld, "what was published stays when somebody leaves, when circles end and when their rows change") {
  first_quarter();
  at("2027-04-01T10:00:00Z");
  REQUIRE(publish() == 1);
  const Snapshot before = snapshot_of_circles(), rows = programme();
  leave_circle(ana);
  change("UPDATE circle SET ended_at = ?, end_reason = 'remix' WHERE org_id = ?", clock.now(), org);
  change("UPDATE circle_attendance SET state = 'missed' WHERE org_id = ?", org);
  CHECK(publish() == 0);
  const Snapshot after = snapshot_of_circles("2027-Q1");
  CHECK(after.circles == before.circles);
  CHECK(programme("2027-Q1").programme == rows.programme);
}

TEST_CASE_FIXTURE(StoredWorld, "an answer after a quarter's end counts for the next one, even before the first is published") {
  first_quarter({9, 10, 7, 8});
  at("2027-04-01T10:00:00Z");
  const Id<meeting::Meeting> hour(circle.value() * 1000 + 1);
  CHECK(pulses.answer(as(fay), hour, 0)->quarter == "2027-Q2");
  REQUIRE(publish() == 1);
  CHECK(count("SELECT COUNT(*) FROM circle_enps_tally") == 1);
  CHECK_FALSE(snapshot_of_circles().circles[0].figures.enps);
  CHECK(pulses.answer(as(ana), hour, 5)->quarter == "2027-Q2");
  CHECK(code_of(pulses.answer(as(fay), hour, 5)) == "enps_answered_already");
}

TEST_CASE_FIXTURE(StoredWorld,
                  "managers, leaders, executives, enablement and RevOps have the programme's rows; a rep and an admin have not") {
  first_quarter();
  at("2027-04-01T10:00:00Z");
  REQUIRE(publish() == 1);
  for (const Id<Person> who : {mara, nils, lena, xavi, enzo, rita}) {
    const auto seen = pulses.programme(as(who), {});
    REQUIRE(seen);
    CHECK(seen->published.snapshot->circles.empty());
    CHECK(seen->published.snapshot->programme == programme().programme);
  }
  for (const Id<Person> who : {ana, gil, ida}) CHECK(code_of(pulses.programme(as(who), {})) == "forbidden");
  CHECK(code_of(pulses.programme(as(mara), "2026-Q4")) == "not_found");
  CHECK(code_of(pulses.programme(as(mara), "2027-Q2")) == "not_found");
  CHECK(code_of(pulses.programme(as(mara), "spring")) == "invalid_value");
}

TEST_CASE_FIXTURE(StoredWorld, "each member, and who was one, sees what their manager sees; who never was finds nothing") {
  first_quarter();
  at("2027-04-01T10:00:00Z");
  REQUIRE(publish() == 1);
  CHECK(pulses.what_my_manager_sees(as(ana), {})->published.snapshot->programme == programme().programme);
  leave_circle(ana);
  CHECK(pulses.what_my_manager_sees(as(ana), {}));
  for (const Id<Person> who : {gil, mara, enzo, ida}) CHECK(code_of(pulses.what_my_manager_sees(as(who), {})) == "not_found");
}

TEST_CASE_FIXTURE(StoredWorld, "circle rows, files and who led are enablement's alone") {
  first_quarter();
  at("2027-04-01T10:00:00Z");
  REQUIRE(publish() == 1);
  for (const Id<Person> who : {ana, gil, mara, lena, xavi, ida, rita}) {
    CHECK(code_of(pulses.pulse(as(who), {})) == "forbidden");
    CHECK(code_of(pulses.pulse_csv(as(who), {})) == "forbidden");
    CHECK(code_of(pulses.facilitation(as(who))) == "forbidden");
    CHECK(code_of(pulses.facilitation_csv(as(who))) == "forbidden");
  }
  CHECK(pulses.pulse(as(enzo), {})->published.snapshot->programme.empty());
  const auto csv = pulses.pulse_csv(as(enzo), "2027-Q1");
  REQUIRE(csv);
  CHECK(csv->starts_with("quarter,circle_id,circle,"));
  CHECK(csv->find("2027-Q1,") != std::string::npos);
}

TEST_CASE_FIXTURE(StoredWorld, "two poor quarters propose the end of a circle until it has ended") {
  first_quarter();
  at("2027-04-01T10:00:00Z");
  REQUIRE(publish() == 1);
  CHECK(pulses.pulse(as(enzo), {})->proposals.empty());
  held(second, 2, "2027-05-18T13:00:00Z", six, 2);
  held(circle, 2, "2027-05-18T13:00:00Z", five, 5);
  at("2027-07-01T10:00:00Z");
  REQUIRE(publish() == 1);
  const auto seen = pulses.pulse(as(enzo), {});
  REQUIRE(seen->proposals.size() == 1);
  CHECK(seen->proposals[0].circle == second);
  CHECK(seen->proposals[0].reasons.front().measure == Measure::attendance);
  CHECK(seen->published.quarters == std::vector<std::string>{"2027-Q2", "2027-Q1"});
  CHECK(pulses.pulse(as(enzo), "2027-Q1")->proposals.empty());
  change("UPDATE circle SET ended_at = ?, end_reason = 'disbanded' WHERE org_id = ? AND circle_id = ?", clock.now(), org, second);
  CHECK(pulses.pulse(as(enzo), {})->proposals.empty());
}

TEST_CASE_FIXTURE(StoredWorld, "commitments count in the quarter they were due in; carried ones and those never asked about do not") {
  first_quarter();
  int number = 1;
  for (const Id<Person> who : six) {
    committed(second, number++, who, "2027-03-31", "done");
    committed(second, number++, who, "2027-03-01", "not_done");
    committed(second, number++, who, "2027-04-01", "done");
    committed(second, number++, who, "2027-03-10", "carried");
    committed(second, number++, who, "2027-03-10", std::nullopt);
  }
  committed(second, number++, six[0], "2027-03-10", "partly");
  at("2027-04-01T10:00:00Z");
  REQUIRE(publish() == 1);
  const CircleRow row = snapshot_of_circles().circles[1];
  REQUIRE(row.figures.follow_through);
  CHECK(row.figures.follow_through->people == 6);
  CHECK(row.figures.follow_through->value == 45);  // 6 of 13, in fives
  CHECK(row.figures.follow_through->bound == Bound::exact);
}

TEST_CASE_FIXTURE(StoredWorld, "who led sessions in twelve months stands in the record and in the file, eligible by the playbook") {
  held(circle, 1, "2027-03-03T13:00:00Z", five, 5, ana);
  held(circle, 2, "2027-03-17T13:00:00Z", five, 5, ana);
  held(circle, 3, "2027-04-01T13:00:00Z", five, 5, bo);
  at("2027-04-02T10:00:00Z");
  const auto seen = pulses.facilitation(as(enzo));
  REQUIRE(seen);
  REQUIRE(seen->facilitation.rows.size() == 2);
  CHECK(seen->facilitation.rows[0].person == ana);
  CHECK(seen->facilitation.rows[0].is_eligible);
  CHECK_FALSE(seen->facilitation.rows[1].is_eligible);
  const auto csv = pulses.facilitation_csv(as(enzo));
  REQUIRE(csv);
  CHECK(csv->find("Ana,2,2026-04-03,2027-04-02,2027-03-17,2,1") != std::string::npos);
  at("2028-04-02T10:00:00Z");
  CHECK(pulses.facilitation(as(enzo))->facilitation.rows.empty());
}

TEST_CASE_FIXTURE(StoredWorld, "without the key file nothing is published, and everything is once it is back") {
  first_quarter();
  at("2027-04-01T10:00:00Z");
  const auto kept = key;
  key.reset();
  CHECK(code_of(pulses.publish_due()) == "vault_is_locked");
  CHECK(count("SELECT COUNT(*) FROM circle_pulse") == 0);
  CHECK(count("SELECT COUNT(*) FROM circle_enps_tally") == 2);
  CHECK(code_of(pulses.answer(as(ana), Id<meeting::Meeting>(circle.value() * 1000 + 1), 5)) == "vault_is_locked");
  CHECK(count("SELECT COUNT(*) FROM circle_enps_answered") == 11);
  key = kept;
  CHECK(publish() == 1);
}

TEST_CASE_FIXTURE(StoredWorld, "a tally moved to another circle or quarter does not open") {
  first_quarter();
  change("UPDATE circle_enps_tally SET quarter_from = quarter_from - 90 WHERE circle_id = ?", circle);
  change("UPDATE circle_enps_tally SET circle_id = ? WHERE circle_id = ?", circle, second);
  at("2027-04-01T10:00:00Z");
  CHECK(code_of(pulses.publish_due()) == "vault_is_locked");
}

TEST_CASE_FIXTURE(StoredWorld, "a lower minimum is an event of its own and holds for the quarters that come") {
  first_quarter({9, 10, 7, 3});
  at("2027-04-01T10:00:00Z");
  REQUIRE(publish() == 1);
  CHECK_FALSE(snapshot_of_circles().circles[0].figures.enps);
  playbook::Playbooks playbooks{*db, access};
  const auto versions = playbooks.history(as(enzo));
  REQUIRE(versions);
  auto text = *playbooks.text(as(enzo), versions->front().id);
  const std::string rule = "minimum_group = 5";
  REQUIRE(text.find(rule) != std::string::npos);
  text.replace(text.find(rule), rule.size(), "minimum_group = 3");
  REQUIRE(playbooks.publish(as(enzo), text, LocalDate::parse("2027-04-02").value(), "smaller circles"));
  CHECK_FALSE(snapshot_of_circles().circles[0].figures.enps);
  at("2027-07-01T10:00:00Z");
  REQUIRE(publish() == 1);
  CHECK(snapshot_of_circles().minimums.people == 3);
  CHECK(snapshot_of_circles("2027-Q1").minimums.people == 5);
  const auto events = db->read([&](sql::Reader& reader) { return audit::events_of_kind(reader, org, pulse_stream); });
  REQUIRE(events.size() == 3);
  CHECK(events[2].kind == kinds::minimum_changed);
  CHECK(events[2].fields.number("from") == 5);
  CHECK(events[2].fields.number("to") == 3);
}

TEST_CASE_FIXTURE(StoredWorld, "whoever looks first after a quarter's end finds it published") {
  first_quarter();
  at("2027-04-01T00:00:00Z");
  CHECK(pulses.what_my_manager_sees(as(ana), {})->published.snapshot);
  CHECK(publish() == 0);
}

TEST_CASE_FIXTURE(StoredWorld, "a server that was off for two quarters publishes both, the older first") {
  first_quarter();
  at("2027-07-02T10:00:00Z");
  CHECK(publish() == 2);
  CHECK(pulses.pulse(as(enzo), {})->published.quarters == std::vector<std::string>{"2027-Q2", "2027-Q1"});
}

TEST_CASE_FIXTURE(StoredWorld, "nothing of it passes to another organisation") {
  first_quarter();
  at("2027-04-01T10:00:00Z");
  REQUIRE(publish() == 1);
  const Id<Org> elsewhere = other_organisation();
  const auto quarters = db->read([&](sql::Reader& reader) { return published_quarters(reader, elsewhere); });
  CHECK(quarters.empty());
  CHECK_FALSE(db->read([&](sql::Reader& reader) { return load_snapshot(reader, elsewhere, *FiscalQuarter::parse("2027-Q1", 1)); }));
}

}  // namespace
}  // namespace backbeat::pulse
