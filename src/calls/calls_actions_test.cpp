#include "calls/calls_actions.hpp"

#include "access/access_world_test.hpp"
#include "calls/calls_actions_sources.hpp"
#include "crm/crm_actions.hpp"
#include "people/people_actions.hpp"
#include "sql/failing_reader_test.hpp"

namespace backbeat::calls {
namespace {

using access::day;
using access::Role;

constexpr std::string_view header = "call,email,starts_at,minutes,title,account,account_id,opportunity,attendees,status\n";

/// Ana and Ben sell under Mara, who reports to Lena; Olaf leads nobody of them. It is Monday 2027-03-01, 09:00 UTC.
struct CallsWorld : access::AccessWorld {
  std::vector<Change> told;
  CallImporter importer{access, [this](sql::Transaction&, Id<Org>, const std::vector<Change>& changes, Instant) {
                          told.insert(told.end(), changes.begin(), changes.end());
                        }};
  crm::OpportunityImporter opportunities{access};
  crm::AccountImporter accounts_importer{access};
  crm::StageHistoryImporter histories{access};
  people::RosterImporter rosters{access};
  std::vector<const imports::Importer*> all{&importer, &opportunities, &accounts_importer, &histories, &rosters};
  imports::Imports imports{*db, access, all};
  people::People people{*db, access, all};
  Calls calls{*db, access};
  Id<Person> lena = add_person(org, "Lena", "lena@northwind.test");
  Id<Person> mara = add_person(org, "Mara", "mara@northwind.test");
  Id<Person> olaf = add_person(org, "Olaf", "olaf@northwind.test");
  Id<Person> ana = add_person(org, "Ana", "ana@northwind.test");
  Id<Person> ben = add_person(org, "Ben", "ben@northwind.test");

  CallsWorld() {
    clock.set(Instant::parse("2027-03-01T09:00:00Z").value());
    assign(mara, lena, day("2026-01-01"));
    assign(ana, mara, day("2026-01-01"));
    assign(ben, mara, day("2026-01-01"));
    add_user(lena, {Role::leader});
    add_user(mara, {Role::manager});
    add_user(olaf, {Role::manager, Role::revops});
    add_user(ana, {Role::rep});
    add_user(ben, {Role::rep});
  }
  access::Actor as(std::string_view name) { return actor(std::string(name) + "@northwind.test"); }

  imports::ImportReport import(std::string_view kind, std::string_view bytes) {
    auto report = imports.apply(root, kind, "file.csv", "backbeat", {}, bytes);
    if (!report) MESSAGE(report.error().message());
    REQUIRE(report);
    return *report;
  }
  imports::ImportReport call_rows(std::string_view rows) { return import("calls", std::string(header) + std::string(rows)); }
  void market() {
    import("accounts",
           "account,name,domain\nC,Contoso,https://www.contoso.example/\nF,Fabrikam,\nA1,Acme,acme.example\nA2,Acme Labs,acme.example\n");
    import(
        "opportunities",
        "opportunity,name,account,email,stage\nC1,Rollout,C,ana@northwind.test,Proposal\nF1,Pilot,Fabrikam,ben@northwind.test,Prospect\n");
    import("stage-history", "opportunity,stage,entered_at\nC1,Prospect,2027-01-04\nC1,Proposal,2027-02-01\nF1,Prospect,2027-02-01\n");
  }
  std::vector<Call> of(Id<Person> rep) {
    return read([&](sql::Reader& reader) {
      return calls_of(reader, org, std::span(&rep, 1), Instant(0), clock.now() + std::chrono::days(90), clock.now());
    });
  }
  Call only_of(Id<Person> rep) {
    const auto all_calls = of(rep);
    REQUIRE(all_calls.size() == 1);
    return all_calls.front();
  }
  Query coming() { return {.from = clock.now(), .to = clock.now() + std::chrono::days(14)}; }

  calendar::Change on_calendar(calendar::ChangeKind kind, std::string_view starts, std::vector<calendar::Attendee> invited) {
    const Instant at = Instant::parse(starts).value();
    calendar::Occurrence meeting;
    meeting.id = Id<calendar::OccurrenceEntry>(77);
    meeting.person = ana;
    meeting.starts = at;
    meeting.ends = at + std::chrono::minutes(30);
    meeting.title = "Contoso: pricing";
    meeting.attendees = std::move(invited);
    return {.kind = kind, .now = meeting, .started = at, .ended = at};
  }
  void follow(const calendar::Change& change) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      follow_calendar(tx, org, ana, {change}, clock.now(), [this](sql::Transaction&, Id<Org>, const std::vector<Change>& changes, Instant) {
        told.insert(told.end(), changes.begin(), changes.end());
      });
      return Done{};
    }));
  }
};

const std::vector<calendar::Attendee> with_eve = {{.address = "ana@northwind.test", .name = {}},
                                                  {.address = "eve@contoso.example", .name = "Eve"}};

TEST_CASE_FIXTURE(CallsWorld, "a call knows its account, its deal and the stage that has, by whichever way it was found") {
  market();
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,Call,,,,eve@contoso.example,\n");
  const Call call = only_of(ana);
  CHECK(call.match.reason == Reason::domain);
  CHECK(call.match.account->name == "Contoso");
  CHECK(call.match.opportunity->key == "C1");
  CHECK(call.stage == "Proposal");
  CHECK(call.stage_order == 2);
  CHECK(call.stage_count == 2);
}

TEST_CASE_FIXTURE(CallsWorld, "the stage of a call that was is the stage of then") {
  market();
  call_rows("1,ana@northwind.test,2027-01-15T10:00:00Z,30,,,,C1,,\n");
  CHECK(only_of(ana).match.reason == Reason::opportunity_id);
  CHECK(only_of(ana).stage == "Prospect");
  CHECK(only_of(ana).stage_order == 1);
}

TEST_CASE_FIXTURE(CallsWorld, "it makes no difference whether the calls or the deals come first") {
  const std::string_view rows = "1,ana@northwind.test,2027-03-02T10:00:00Z,30,,Fabrikam,,,,\n";
  call_rows(rows);
  CHECK(only_of(ana).match.reason == Reason::none);
  market();
  const Call after = only_of(ana);
  CHECK(after.match.reason == Reason::account_name);
  CHECK(after.match.account->key == "F");
  CHECK(after.match.opportunity->key == "F1");  // its account is written by its name
  CHECK(call_rows(rows).unchanged == 1);
  CHECK(only_of(ana).match == after.match);
}

TEST_CASE_FIXTURE(CallsWorld, "an account that only deals name is one, too") {
  import("opportunities", "opportunity,name,account,email,stage\nU1,Start,Umber,ana@northwind.test,Prospect\n");
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,,umber,,,,\n");
  CHECK(only_of(ana).match.account == AccountName{.key = "Umber", .name = "Umber"});
  CHECK(only_of(ana).match.opportunity->key == "U1");
}

TEST_CASE_FIXTURE(CallsWorld, "two accounts of one domain are both said and neither is taken") {
  market();
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,,,,,bo@acme.example,\n");
  const Call call = only_of(ana);
  CHECK(call.match.reason == Reason::ambiguous);
  CHECK(call.match.accounts.size() == 2);
  CHECK_FALSE(call.has_account());
}

TEST_CASE_FIXTURE(CallsWorld, "what somebody said holds through later imports, teaches the domain, and can be taken back") {
  market();
  const std::string_view rows =
      "1,ana@northwind.test,2027-03-02T10:00:00Z,30,,,,,zoe@fab.example,\n"
      "2,ana@northwind.test,2027-03-03T10:00:00Z,30,,,,,yan@eu.fab.example,\n"
      "3,ana@northwind.test,2027-03-04T10:00:00Z,30,,,,,zoe@gmail.com,\n";
  call_rows(rows);
  const auto before = of(ana);
  REQUIRE(before.size() == 3);
  CHECK(calls.page(as("ana"), coming())->unmatched == 3);
  CHECK(calls.undo(as("ana"), before[0].id).error().is(nothing_to_undo));
  REQUIRE(calls.match(as("ana"), before[0].id, {.account = "F"}));
  call_rows("1,ana@northwind.test,2027-03-02T11:00:00Z,30,Renamed,,,,zoe@fab.example,\n");
  const auto after = of(ana);
  CHECK(after[0].match.reason == Reason::corrected);
  CHECK(after[0].match.account->key == "F");
  CHECK(after[1].match.reason == Reason::domain);  // learned
  CHECK(after[1].match.found == "fab.example");
  CHECK(after[2].match.reason == Reason::none);  // a provider's domain teaches nothing
  REQUIRE(calls.match(as("mara"), before[0].id, {.account = "C", .opportunity = "C1"}));
  CHECK(of(ana)[1].match.account->key == "C");
  REQUIRE(calls.undo(as("mara"), before[0].id));
  CHECK(of(ana)[0].match.account->key == "F");
  REQUIRE(calls.undo(as("ana"), before[0].id));
  CHECK(of(ana)[0].match.reason == Reason::none);
  CHECK(of(ana)[1].match.reason == Reason::none);
}

TEST_CASE_FIXTURE(CallsWorld, "what is no customer's call is nobody's candidate, and the page still shows it to be undone") {
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,,,,,zoe@fab.example,\n");
  const auto id = only_of(ana).id;
  REQUIRE(calls.match(as("ana"), id, {.is_customer_call = false}));
  CHECK(of(ana).empty());
  CHECK(calls.page(as("ana"), coming())->rows.front().call.match.reason == Reason::no_customer);
  CHECK(read([&](sql::Reader& reader) { return unmatched_ahead(reader, org, ana, clock.now()); }) == 0);
  REQUIRE(calls.undo(as("ana"), id));
  CHECK(read([&](sql::Reader& reader) { return unmatched_ahead(reader, org, ana, clock.now()); }) == 1);
}

TEST_CASE_FIXTURE(CallsWorld, "only accounts and deals that there are can be said") {
  market();
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,,,,,zoe@fab.example,\n");
  const auto id = only_of(ana).id;
  CHECK(calls.match(as("ana"), id, {.account = "nonsense"}).error().is(no_such_account));
  CHECK(calls.match(as("ana"), id, {.account = "C", .opportunity = "F1"}).error().is(no_such_opportunity));
  CHECK(calls.match(as("ana"), id, {.account = "F", .opportunity = "F1"}));
}

TEST_CASE_FIXTURE(CallsWorld, "a call is for its rep and those above them") {
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,Secret,,,,zoe@fab.example,\n");
  const auto id = only_of(ana).id;
  for (const std::string_view who : {"ana", "mara", "lena"}) {
    CHECK(calls.page(as(who), coming())->total == 1);
    CHECK(calls.choices(as(who), id, ""));
  }
  for (const std::string_view who : {"ben", "olaf"}) {
    CHECK(calls.page(as(who), coming())->total == 0);
    Query of_ana = coming();
    of_ana.rep = ana;
    CHECK(calls.page(as(who), of_ana).error().is(errors::not_found));
    CHECK(calls.choices(as(who), id, "").error().is(errors::not_found));
    CHECK(calls.match(as(who), id, {.account = "C"}).error().is(errors::not_found));
    CHECK(calls.undo(as(who), id).error().is(errors::not_found));
  }
}

TEST_CASE_FIXTURE(CallsWorld, "the page begins with what nobody has matched, and turns without losing or repeating a call") {
  market();
  std::string rows;
  for (int i = 0; i < 9; ++i)
    rows += std::to_string(i) + ",ana@northwind.test,2027-03-0" + std::to_string(2 + i % 5) + "T10:00:00Z,30,,,,," +
            (i % 2 == 0 ? "eve@contoso.example" : "who@else.example") + ",\n";
  call_rows(rows);
  Query query = coming();
  query.limit = 2;
  std::vector<Call> seen;
  while (true) {
    const auto page = calls.page(as("ana"), query);
    REQUIRE(page);
    CHECK(page->unmatched == 4);
    for (const Row& row : page->rows) seen.push_back(row.call);
    if (!page->has_more) break;
    query.after = std::pair(seen.back().needs_a_match(), std::pair(seen.back().starts, seen.back().id));
  }
  REQUIRE(seen.size() == 9);
  CHECK(std::ranges::is_sorted(seen, {}, [](const Call& call) { return std::tuple(!call.needs_a_match(), call.starts, call.id); }));
  query.after.reset();
  query.limit = 50;
  query.which = Which::unmatched;
  CHECK(calls.page(as("ana"), query)->rows.size() == 4);
  query.to = query.from + std::chrono::days(101);
  CHECK_FALSE(calls.page(as("ana"), query));
}

TEST_CASE_FIXTURE(CallsWorld, "reading may fail at any statement or row: the next page has every call all the same") {
  market();
  call_rows(
      "1,ana@northwind.test,2027-03-02T10:00:00Z,30,Call,,,,eve@contoso.example,\n"
      "2,ben@northwind.test,2027-03-03T10:00:00Z,30,Call,,,,,\n");
  const std::vector<Id<Person>> reps{ana, ben, ana};
  const auto places_with = [&](KeptPlaces& kept) {
    return [&](sql::Reader& reader) { return kept.of(reader, org, reps, clock.now(), clock.now() + std::chrono::days(14), clock.now()); };
  };
  KeptPlaces fresh;
  const auto expected = read(places_with(fresh));
  CHECK(expected.size() == 3);
  KeptPlaces counted;
  const int steps = sql::steps_of(*db, places_with(counted));
  CHECK(steps > 5);
  for (int step = 0; step < steps; ++step) {
    KeptPlaces kept;
    REQUIRE(sql::fails_after(*db, step, places_with(kept)));
    CHECK(read(places_with(kept)) == expected);
  }
}

TEST_CASE_FIXTURE(CallsWorld, "a later file moves, calls off and brings back calls, and who follows them is told once") {
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,,,,,,\n2,ana@northwind.test,2027-03-03T10:00:00Z,30,,,,,,\n");
  CHECK(told.size() == 2);
  told.clear();
  const std::string_view changed =
      "1,ana@northwind.test,2027-03-02T12:00:00Z,30,,,,,,\n2,ana@northwind.test,2027-03-03T10:00:00Z,30,,,,,,cancelled\n";
  REQUIRE(imports.preview(root, "calls", "file.csv", "backbeat", {}, std::string(header) + std::string(changed)));
  told.clear();  // a preview tells inside a transaction that is rolled back
  CHECK(call_rows(changed).changed == 2);
  REQUIRE(told.size() == 2);
  CHECK(told[0].kind == ChangeKind::moved);
  CHECK(told[0].started.text() == "2027-03-02T10:00:00Z");
  CHECK(told[1].kind == ChangeKind::cancelled);
  told.clear();
  CHECK(call_rows(changed).unchanged == 2);
  CHECK(told.empty());
  call_rows("2,ana@northwind.test,2027-03-03T10:00:00Z,30,,,,,,\n");
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == ChangeKind::restored);
}

TEST_CASE_FIXTURE(CallsWorld, "a call of somebody nobody knows waits for them, by hand or by a roster") {
  const auto report =
      call_rows("1,someone@northwind.test,2027-03-02T10:00:00Z,30,,,,,,\n2,zoe@northwind.test,2027-03-03T10:00:00Z,30,,,,,,\n");
  CHECK(report.unmatched.size() == 2);
  CHECK(told.empty());
  REQUIRE(people.match(root, "email", "someone@northwind.test", ana));
  CHECK(of(ana).size() == 1);
  CHECK(told.size() == 1);
  import("roster", "name,email\nZoe Zed,zoe@northwind.test\n");
  CHECK(told.size() == 2);
  CHECK(call_rows("1,someone@northwind.test,2027-03-02T10:00:00Z,30,,,,,,\n").unchanged == 1);
}

TEST_CASE_FIXTURE(CallsWorld, "a meeting with somebody from outside is a call, for as long as it is one") {
  using enum calendar::ChangeKind;
  market();
  follow(on_calendar(appeared, "2027-03-02T10:00:00Z",
                     {{.address = "ana@northwind.test", .name = {}}, {.address = "ben@northwind.test", .name = {}}}));
  CHECK(of(ana).empty());
  follow(on_calendar(edited, "2027-03-02T10:00:00Z", with_eve));
  const Call call = only_of(ana);
  CHECK(call.origin == Origin::calendar);
  CHECK(call.match.account->key == "C");
  CHECK(call.outside == std::vector<Attendee>{{.address = "eve@contoso.example", .name = "Eve"}});
  CHECK(told.back().kind == ChangeKind::appeared);
  follow(on_calendar(moved, "2027-03-03T10:00:00Z", with_eve));
  CHECK(told.back().kind == ChangeKind::moved);
  CHECK(only_of(ana).id == call.id);
  const std::size_t so_far = told.size();
  follow(on_calendar(edited, "2027-03-03T10:00:00Z", with_eve));
  CHECK(told.size() == so_far);
  follow(on_calendar(vanished, "2027-03-03T10:00:00Z", with_eve));
  CHECK(told.back().kind == ChangeKind::cancelled);
  CHECK(only_of(ana).is_cancelled);
  follow(on_calendar(restored, "2027-03-03T10:00:00Z", with_eve));
  CHECK(told.back().kind == ChangeKind::restored);
  std::vector<calendar::Attendee> declined = with_eve;
  declined.front().has_declined = true;
  follow(on_calendar(edited, "2027-03-03T10:00:00Z", declined));
  CHECK(told.back().kind == ChangeKind::cancelled);
}

TEST_CASE_FIXTURE(CallsWorld, "accounts to choose from are those it could be, then those that are searched for") {
  market();
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,,,,,bo@acme.example,\n");
  const auto id = only_of(ana).id;
  const auto likely = calls.choices(as("ana"), id, "");
  REQUIRE(likely);
  REQUIRE(likely->size() == 3);
  CHECK((*likely)[0].account.key == "A1");
  CHECK((*likely)[2].account.key == "C");  // of Ana's own open deals
  CHECK((*likely)[2].opportunities.size() == 1);
  const auto found = calls.choices(as("ana"), id, "FAB");
  REQUIRE(found->size() == 1);
  CHECK(found->front().opportunities.front().key == "F1");
  CHECK(calls.choices(as("ana"), id, "100%")->empty());
}

TEST_CASE_FIXTURE(CallsWorld, "a call on a calendar and in a file is one, with what both know, until somebody says that they are two") {
  market();
  follow(on_calendar(calendar::ChangeKind::appeared, "2027-03-03T10:00:00Z", with_eve));
  const std::string_view logged = "1,ana@northwind.test,2027-03-03T10:05:00Z,25,Logged,,,C1,,\n";
  call_rows(logged);
  const Call one = only_of(ana);
  CHECK(one.origin == Origin::calendar);
  CHECK(one.match.reason == Reason::opportunity_id);
  CHECK(one.stage == "Proposal");
  REQUIRE(one.same);
  CHECK(one.same->by == SameBy::opportunity);
  const auto page = calls.page(as("mara"), coming());
  REQUIRE(page->rows.size() == 1);
  CHECK(page->total == 1);
  CHECK(page->rows.front().call.same == one.same);
  CHECK(page->rows.front().call.match == one.match);
  // Who still names the file's record is told of the one call.
  CHECK(read([&](sql::Reader& reader) { return call(reader, org, one.same->id, clock.now()); })->id == one.id);

  const auto apart = calls.pair(as("ana"), one.same->id, one.id, Together::two_calls);
  REQUIRE(apart);
  CHECK(apart->call.id == one.id);
  CHECK_FALSE(apart->call.same.has_value());
  REQUIRE(apart->call.near.size() == 1);
  CHECK(apart->call.near.front().id == one.same->id);
  CHECK(of(ana).size() == 2);
  CHECK(calls.page(as("mara"), coming())->rows.front().call.near.size() == 1);
  CHECK(call_rows(logged).unchanged == 1);
  CHECK(of(ana).size() == 2);
  CHECK(calls.unpair(as("mara"), one.id, one.same->id)->call.same == one.same);
  CHECK(calls.unpair(as("mara"), one.id, one.same->id).error().is(nothing_said_of_both));
}

TEST_CASE_FIXTURE(CallsWorld,
                  "what somebody knows to be one call is one, also without anything in common, and only those above the rep say so") {
  follow(on_calendar(calendar::ChangeKind::appeared, "2027-03-03T10:00:00Z", with_eve));
  call_rows("1,ana@northwind.test,2027-03-03T10:05:00Z,25,Logged,,,,,\n2,ana@northwind.test,2027-03-03T10:20:00Z,25,Again,,,,,\n");
  const auto three = of(ana);
  REQUIRE(three.size() == 3);
  const Id<CallEntry> meeting = three[0].id, first = three[1].id, second = three[2].id;
  CHECK(three[0].near.size() == 2);
  CHECK(calls.pair(as("olaf"), meeting, first, Together::same_call).error().is(errors::not_found));
  CHECK(calls.pair(as("ana"), first, second, Together::same_call).error().is(not_two_records));
  CHECK(calls.pair(as("ana"), meeting, first, Together::same_call)->call.same->by == SameBy::said);
  // A record is of one call: the last word holds.
  CHECK(calls.pair(as("ana"), second, meeting, Together::same_call)->call.same->id == second);
  CHECK(of(ana).size() == 2);
  CHECK(read([&](sql::Reader& reader) { return unmatched_ahead(reader, org, ana, clock.now()); }) == 2);
}

TEST_CASE_FIXTURE(CallsWorld, "another organisation's accounts and calls are nobody's here") {
  const auto other = db->write([&](sql::Transaction& tx) -> Result<Id<Org>> {
    return access::create_organisation(tx, {.id = {}, .name = "Elsewhere", .zone = Zone(), .fiscal_first_month = 1, .is_simulated = false},
                                       clock.now());
  });
  REQUIRE(other);
  change(
      "INSERT INTO crm_account (org_id, account_key, name, industry, location, parent, employees, is_deleted, domain) "
      "VALUES (?, 'X', 'Contoso', '', '', '', NULL, 0, 'contoso.example')",
      *other);
  call_rows("1,ana@northwind.test,2027-03-02T10:00:00Z,30,Contoso demo,Contoso,X,,eve@contoso.example,\n");
  CHECK(only_of(ana).match.reason == Reason::none);
  const auto elsewhere = read([&](sql::Reader& reader) { return call(reader, *other, only_of(ana).id, clock.now()); });
  CHECK_FALSE(elsewhere);
}

}  // namespace
}  // namespace backbeat::calls
