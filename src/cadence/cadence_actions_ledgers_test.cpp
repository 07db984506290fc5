// What is kept between requests is what a program that was just started would read.
#include "cadence/cadence_actions_ledgers.hpp"

#include "cadence/cadence_world_test.hpp"
#include "people/people_actions.hpp"
#include "sql/failing_reader_test.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using cadence::CadenceWorld;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

struct Kept : CadenceWorld {
  people::People people{*db, access};

  std::vector<cadence::Obligation> owed_by(cadence::Ledgers& from) {
    return db->read([&](sql::Reader& reader) {
      const auto ledger = from.of(reader, org);
      const LocalDate today = to_local(clock.now(), Zone()).date;
      cadence::Derivation derivation(*ledger, {.range = {today - days(60), today + days(60)}, .as_of = clock.now()});
      std::vector<cadence::Obligation> all;
      for (cadence::Index person = 0; person < derivation.people(); ++person)
        for (cadence::Obligation& one : derivation.obligations_of(ledger->id_of(person))) all.push_back(std::move(one));
      return all;
    });
  }
  /// The same as those read afresh, and not nothing.
  void check_kept() {
    cadence::Ledgers fresh{access};
    const auto expected = owed_by(fresh);
    CHECK(!expected.empty());
    CHECK(owed_by(ledgers) == expected);
  }
  std::shared_ptr<const cadence::View> view(cadence::Ledgers& from) {
    const LocalDate monday = monday_of(to_local(clock.now(), Zone()).date);
    return db->read([&](sql::Reader& reader) {
      return from.view(reader, org, {.first_monday = monday - days(21), .weeks = 4, .as_of = clock.now(), .kind = "weekly_one_on_one"});
    });
  }
  /// Programs that read before `happens` each fail at one step of reading what came of it, then read right.
  void check_failures(std::vector<std::unique_ptr<cadence::Ledgers>> programs, const std::function<void()>& happens) {
    happens();
    const auto read = [&](cadence::Ledgers& from) { return [&](sql::Reader& reader) { return from.snapshot(reader, org); }; };
    cadence::Ledgers fresh{access};
    const auto expected = owed_by(fresh);
    const auto members_of = [&](cadence::Ledgers& from) {
      return db->read([&](sql::Reader& reader) {
        std::vector<std::pair<Id<Person>, std::vector<people::Assignment>>> members;
        for (const people::Member& member : from.snapshot(reader, org).standing->members())
          members.emplace_back(member.id, member.assignments);
        return members;
      });
    };
    const int steps = sql::steps_of(*db, read(*programs.front()));
    CHECK(steps > 10);
    for (std::size_t i = 1; i < programs.size(); ++i) {
      cadence::Ledgers& program = *programs[i];
      const int fails_at = static_cast<int>((i - 1) * static_cast<std::size_t>(steps) / (programs.size() - 1));
      REQUIRE(sql::fails_after(*db, fails_at, read(program)));
      CHECK(owed_by(program) == expected);
      CHECK(members_of(program) == members_of(fresh));
    }
  }
  /// Enough for every step of a read of this small organisation.
  std::vector<std::unique_ptr<cadence::Ledgers>> programs(bool have_read) {
    std::vector<std::unique_ptr<cadence::Ledgers>> all;
    for (int i = 0; i < 200; ++i) {
      all.push_back(std::make_unique<cadence::Ledgers>(access));
      if (have_read) static_cast<void>(owed_by(*all.back()));
    }
    return all;
  }
  std::vector<Id<Person>> below(Id<Person> who) {
    const access::Actor actor = as(who);
    return db->read([&](sql::Reader& reader) { return *ledgers.below(reader, actor); });
  }
};

}  // namespace

TEST_CASE_FIXTURE(Kept, "every conversation that is planned, moved, held or called off is in what is kept, beside all others") {
  check_kept();
  const auto first = weekly(in(hours(2)));
  check_kept();
  REQUIRE(sessions.move(as(mark), first, in(hours(3)), "A customer called"));
  check_kept();
  const auto other =
      sessions.plan(as(mark), {.kind = "weekly_one_on_one", .rep = rob, .manager = {}, .starts_at = in(hours(5)), .minutes = {}});
  REQUIRE(other);
  check_kept();
  REQUIRE(sessions.cancel(as(mark), *other, "Nothing to talk about"));
  check_kept();
  pass(hours(3));
  REQUIRE(sessions.start(as(mark), first, std::nullopt));
  REQUIRE(sessions.be_present(as(rita), first));
  pass(minutes(30));
  REQUIRE(sessions.end(as(mark), first));
  check_kept();
  CHECK(week_of_mark().held == 1);
  for (int week = 0; week < 4; ++week) {
    pass(days(7));
    check_kept();
    talk();
    check_kept();
  }
}

TEST_CASE_FIXTURE(Kept, "people who come, go, change managers or are away are in what is kept, with the conversations there were") {
  talk();
  check_kept();
  const auto newcomer = people.add(root, {.name = "Nia New",
                                          .email = "nia@example.com",
                                          .zone = *Zone::make("Europe/Madrid"),
                                          .hours = {},
                                          .hired = to_local(clock.now(), Zone()).date,
                                          .left = {},
                                          .manager = mark,
                                          .job_role = "ae",
                                          .segment = {},
                                          .region = {},
                                          .identities = {}});
  REQUIRE(newcomer);
  check_kept();
  REQUIRE(accounts.add_user(root, *newcomer, {access::Role::rep}));
  const auto with_newcomer =
      sessions.plan(as(mark), {.kind = "weekly_one_on_one", .rep = *newcomer, .manager = {}, .starts_at = in(hours(4)), .minutes = {}});
  REQUIRE(with_newcomer);
  check_kept();
  pass(days(1));
  const LocalDate today = to_local(clock.now(), Zone()).date;
  REQUIRE(people.assign(root, rita, {.period = {.from = today, .to = {}}, .manager = olaf, .job_role = "ae", .segment = {}, .region = {}}));
  check_kept();
  REQUIRE(people.add_time_off(root, rob, {.first = today, .last = today + days(3), .reason = people::TimeOffReason::pto}));
  check_kept();
  REQUIRE(people.leave(root, rob, today + days(5)));
  check_kept();
}

TEST_CASE_FIXTURE(Kept, "another version of the playbook judges what is kept anew") {
  talk();
  check_kept();
  const playbook::Playbooks playbooks(*db, access);
  const auto history = playbooks.history(root);
  REQUIRE(history);
  const auto text = playbooks.text(root, history->front().id);
  REQUIRE(text);
  const auto published = playbooks.publish(root, *text + "\n# again\n", to_local(clock.now(), Zone()).date + days(7), "");
  REQUIRE_MESSAGE(published, session::code_of(published));
  check_kept();
}

TEST_CASE_FIXTURE(Kept, "a view is given again until a window opens or closes or a session's time comes, and no longer") {
  CHECK(view(ledgers)->good_until == in(hours(3)));  // noon in UTC: the week before is over everywhere
  pass(hours(3));
  weekly(in(hours(2)));
  const auto first = view(ledgers);
  CHECK(first->good_until == in(hours(2)));
  pass(hours(2) - Duration(1));
  CHECK(view(ledgers) == first);
  cadence::Ledgers fresh{access};
  pass(Duration(1));
  CHECK(view(ledgers) != first);
  pass(days(8));
  const auto later = view(ledgers);
  CHECK(later->managers.size() == view(fresh)->managers.size());
  for (std::size_t i = 0; i < later->managers.size(); ++i) CHECK(later->managers[i].total == view(fresh)->managers[i].total);
}

TEST_CASE_FIXTURE(Kept, "who is below somebody follows a change of manager at once") {
  CHECK(below(mark).size() == 2);
  CHECK(below(olaf).empty());
  CHECK(below(lena).size() == 4);
  const LocalDate today = to_local(clock.now(), *Zone::make("Europe/Madrid")).date;
  REQUIRE(people.assign(root, rita, {.period = {.from = today, .to = {}}, .manager = olaf, .job_role = "ae", .segment = {}, .region = {}}));
  CHECK(below(mark) == std::vector{rob});
  CHECK(below(olaf) == std::vector{rita});
  CHECK(below(lena).size() == 4);
  CHECK(below(rita).empty());
}

TEST_CASE_FIXTURE(Kept, "a report that begins tomorrow is below tomorrow, without anything being said then") {
  const LocalDate today = to_local(clock.now(), *Zone::make("Europe/Madrid")).date;
  REQUIRE(people.assign(root, rita,
                        {.period = {.from = today + days(1), .to = {}}, .manager = olaf, .job_role = "ae", .segment = {}, .region = {}}));
  CHECK(below(olaf).empty());
  pass(days(1));
  CHECK(below(olaf) == std::vector{rita});
}

TEST_CASE_FIXTURE(Kept, "everybody of the organisation stands there by id, and a stranger has no name") {
  const auto standing = db->read([&](sql::Reader& reader) { return ledgers.snapshot(reader, org).standing; });
  CHECK(standing->members().size() == 9);
  CHECK(standing->name_of(rita) == "Rita");
  CHECK(standing->member(mark)->name == "Mark");
  CHECK(standing->name_of(Id<Person>(4711)).empty());
  CHECK(standing->member(Id<Person>(4711)) == nullptr);
  weekly(in(hours(2)));
  // Nothing was said about anybody: it is the same object.
  CHECK(db->read([&](sql::Reader& reader) { return ledgers.snapshot(reader, org).standing; }) == standing);
}

TEST_CASE_FIXTURE(Kept, "the first read may fail at any statement or row: the next one is right") {
  talk();
  check_failures(programs(false), [] {});
}

TEST_CASE_FIXTURE(Kept, "reading what happened since may fail at any statement or row: the next one is right") {
  talk();
  check_failures(programs(true), [&] {
    talk();
    const LocalDate today = to_local(clock.now(), Zone()).date;
    REQUIRE(
        people.assign(root, rita, {.period = {.from = today, .to = {}}, .manager = olaf, .job_role = "ae", .segment = {}, .region = {}}));
    REQUIRE(people.add_time_off(root, rob, {.first = today, .last = today + days(3), .reason = people::TimeOffReason::pto}));
  });
}
