#include "mail/mail_actions.hpp"

#include "access/access_world_test.hpp"
#include "mail/mail_job.hpp"

#include <deque>
#include <set>

namespace backbeat::mail {
namespace {

using access::Role;

struct MailWorld : access::AccessWorld {
  Id<Person> ana = add_person(org, "Ana", "ana@northwind.test");
  Id<Person> adam = add_person(org, "Adam", "adam@northwind.test");
  Outbox outbox{*db, clock, random, "node-1"};
  Mails mails{*db, access, {.server = "smtp.northwind.test:587, starttls", .from = "backbeat@northwind.test"}};
  std::deque<net::Sent> answers;  // taken where there is none
  std::vector<std::string> sent;
  SendingJob job{outbox,
                 clock,
                 {.sender = {.address = "backbeat@northwind.test"}, .most_attempts = 3},
                 [this](const net::Envelope& envelope, std::string_view message) {
                   sent.push_back(envelope.to + "\n" + std::string(message));
                   if (answers.empty()) return net::Sent{.delivery = net::Delivery::taken, .said = "250"};
                   const net::Sent answer = answers.front();
                   answers.pop_front();
                   return answer;
                 }};

  Outgoing to_ana(std::string_view subject = "Hello") {
    return {.kind = "invitation",
            .person = ana,
            .name = "Ana",
            .address = "ana@northwind.test",
            .subject = std::string(subject),
            .text = "text"};
  }
  Outgoing of_thread(CalendarMethod method, std::string_view subject) {
    Outgoing letter = to_ana(subject);
    letter.thread = "uid-1";
    letter.calendar = CalendarPart{.method = method, .text = "BEGIN:VCALENDAR"};
    return letter;
  }
  Id<Letter> enqueue(const Outgoing& letter) {
    const auto id = db->write([&](sql::Transaction& tx) -> Result<Id<Letter>> { return mail::enqueue(tx, org, letter, clock.now()); });
    REQUIRE(id);
    return *id;
  }
  access::Actor admin() {
    if (!m_is_admin_there) add_user(adam, {Role::admin});
    m_is_admin_there = true;
    return actor("adam@northwind.test");
  }
  Counts counts() {
    return read([](sql::Reader& reader) { return counts_of_all(reader); });
  }
  std::string state(Id<Letter> id) {
    return *read([&](sql::Reader& reader) {
      return reader.first(
          "SELECT state FROM mail_letter WHERE letter_id = ?", [](const sql::Row& row) { return row.get<std::string>(0); }, id);
    });
  }
  std::int64_t count(std::string_view statement) {
    return *read([&](sql::Reader& reader) { return reader.first(statement, [](const sql::Row& row) { return row.integer(0); }); });
  }

 private:
  bool m_is_admin_there = false;
};

TEST_CASE_FIXTURE(MailWorld, "a letter leaves only if what it tells of was committed") {
  static_cast<void>(db->write([&](sql::Transaction& tx) -> Result<Done> {
    mail::enqueue(tx, org, to_ana(), clock.now());
    return refuse(errors::forbidden);
  }));
  CHECK(job.run().sent == 0);
  enqueue(to_ana());
  CHECK(job.run().sent == 1);
  CHECK(job.run().sent == 0);
  REQUIRE(sent.size() == 1);
  CHECK(sent.front().starts_with("ana@northwind.test\n"));
}

TEST_CASE_FIXTURE(MailWorld, "what was sent loses its text at once and its row after ninety days") {
  const auto id = enqueue(of_thread(CalendarMethod::request, "Canary"));
  job.run();
  CHECK(state(id) == "sent");
  CHECK(count("SELECT COUNT(*) FROM mail_letter WHERE subject <> '' OR text <> '' OR calendar <> ''") == 0);
  clock.advance(Outbox::keep + std::chrono::hours(1));
  CHECK(outbox.clean() == 1);
  CHECK(count("SELECT COUNT(*) FROM mail_letter") == 0);
}

TEST_CASE_FIXTURE(MailWorld, "a program killed between sending and marking sends once more, with the same Message-ID") {
  enqueue(to_ana());
  const auto killed = outbox.take(1);  // and sent, and never marked
  REQUIRE(killed.size() == 1);
  CHECK(job.run().sent == 0);  // somebody has it
  clock.advance(Outbox::lease);
  CHECK(job.run().sent == 1);
  const Sender sender{.address = "backbeat@northwind.test"};
  CHECK(sent.front().find("Message-ID: " + message_id(killed.front().org, killed.front().id, sender)) != std::string::npos);
}

TEST_CASE_FIXTURE(MailWorld, "two nodes never hold the same letter") {
  const Outbox other(*db, clock, random, "node-2");
  for (int i = 0; i < 10; ++i) enqueue(to_ana());
  std::set<Id<Letter>> taken;
  for (int i = 0; i < 5; ++i) {
    for (const Leased& one : outbox.take(1)) CHECK(taken.insert(one.id).second);
    for (const Leased& one : other.take(1)) CHECK(taken.insert(one.id).second);
  }
  CHECK(taken.size() == 10);
  CHECK(outbox.take(1).empty());
}

TEST_CASE_FIXTURE(MailWorld, "a node whose lease ended no longer says what became of the letter") {
  const auto id = enqueue(to_ana());
  const auto mine = outbox.take(1);
  clock.advance(Outbox::lease);
  const Outbox other(*db, clock, random, "node-2");
  REQUIRE(other.take(1).size() == 1);
  outbox.give_up(mine.front(), "too late");
  CHECK(state(id) == "waiting");
}

TEST_CASE_FIXTURE(MailWorld, "a letter refused for now is tried again, ever later, and then an admin decides") {
  const auto id = enqueue(to_ana());
  for (int i = 0; i < 3; ++i) answers.push_back({.delivery = net::Delivery::later, .said = "451 later"});
  CHECK(job.run().put_off == 1);
  CHECK(job.run() == SendingJob::Round{});  // not yet
  clock.advance(std::chrono::seconds(80));
  CHECK(job.run().put_off == 1);
  clock.advance(std::chrono::seconds(160));
  CHECK(job.run().dead == 1);
  CHECK(state(id) == "dead");
  clock.advance(std::chrono::days(2));
  CHECK(job.run() == SendingJob::Round{});
  const auto page = mails.page(admin(), {}, 10);
  REQUIRE(page);
  REQUIRE(page->rows.size() == 1);
  CHECK(page->rows.front().error == "451 later");
  CHECK(page->rows.front().attempts == 3);
  REQUIRE(mails.retry(admin(), id));
  CHECK(job.run().sent == 1);
}

TEST_CASE_FIXTURE(MailWorld, "a letter refused for good is dead at once, and forgotten with its text when an admin drops it") {
  const auto id = enqueue(to_ana("Canary"));
  answers.push_back({.delivery = net::Delivery::never, .said = "550 no such user"});
  CHECK(job.run().dead == 1);
  REQUIRE(mails.drop(admin(), id));
  CHECK(state(id) == "dropped");
  CHECK(count("SELECT COUNT(*) FROM mail_letter WHERE subject <> ''") == 0);
  CHECK(mails.drop(admin(), id).error().is(not_dead));
  CHECK(mails.retry(admin(), id).error().is(not_dead));
  CHECK(mails.retry(admin(), Id<Letter>(5)).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(MailWorld, "a server out of reach costs no letter a try, and is left alone for longer each time") {
  for (int i = 0; i < 3; ++i) enqueue(to_ana());
  const net::Sent away{.delivery = net::Delivery::unreachable, .said = "connection refused"};
  for (int i = 0; i < 4; ++i) answers.push_back(away);
  CHECK(job.run().trouble == "connection refused");
  CHECK(sent.size() == 1);  // not all of them in vain
  clock.advance(std::chrono::seconds(50));
  job.run();
  CHECK(sent.size() == 1);
  clock.advance(std::chrono::seconds(30));
  job.run();
  CHECK(sent.size() == 2);
  clock.advance(std::chrono::seconds(100));
  job.run();
  CHECK(sent.size() == 2);  // two minutes by now
  answers.clear();
  clock.advance(std::chrono::minutes(5));
  CHECK(job.run().sent == 3);
  CHECK(counts().dead == 0);
}

TEST_CASE_FIXTURE(MailWorld, "a letter to nobody is dead from the beginning, and can be seen") {
  Outgoing letter = to_ana();
  letter.address.clear();
  const auto id = enqueue(letter);
  CHECK(state(id) == "dead");
  CHECK(mails.page(admin(), {}, 10)->rows.front().error == "no e-mail address");
  REQUIRE(mails.retry(admin(), id));
  CHECK(job.run().dead == 1);
  CHECK(sent.empty());
}

TEST_CASE_FIXTURE(MailWorld, "nobody is invited to a time that no longer holds, nor told of the end of what they never heard of") {
  const auto first = enqueue(of_thread(CalendarMethod::request, "ten"));
  const auto second = enqueue(of_thread(CalendarMethod::request, "eleven"));
  CHECK(state(first) == "superseded");
  const auto cancel = enqueue(of_thread(CalendarMethod::cancel, "off"));
  CHECK(state(second) == "superseded");
  CHECK(state(cancel) == "superseded");
  CHECK(job.run().sent == 0);
  enqueue(of_thread(CalendarMethod::request, "noon"));
  CHECK(job.run().sent == 1);
  enqueue(of_thread(CalendarMethod::cancel, "off"));
  CHECK(job.run().sent == 1);
}

TEST_CASE_FIXTURE(MailWorld, "what may have arrived is told of, even where the server said not yet") {
  answers.push_back({.delivery = net::Delivery::later, .said = "after DATA: connection reset"});
  enqueue(of_thread(CalendarMethod::request, "ten"));
  job.run();
  enqueue(of_thread(CalendarMethod::cancel, "off"));
  CHECK(job.run().sent == 1);
  CHECK(sent.back().find("method=CANCEL") != std::string::npos);
}

TEST_CASE_FIXTURE(MailWorld, "an invitation to what has begun is not sent") {
  Outgoing letter = to_ana();
  letter.useless_after = clock.now() + std::chrono::hours(1);
  const auto id = enqueue(letter);
  clock.advance(std::chrono::hours(2));
  CHECK(job.run().sent == 0);
  CHECK(state(id) == "expired");
  const auto unsent = enqueue([&] {
    Outgoing other = to_ana();
    other.useless_after = clock.now() + std::chrono::hours(1);
    return other;
  }());
  clock.advance(std::chrono::hours(2));
  outbox.clean();  // where there is no mail server, nobody takes
  CHECK(state(unsent) == "expired");
}

TEST_CASE_FIXTURE(MailWorld, "a simulated organisation sends nothing") {
  change("UPDATE organisation SET is_simulated = 1 WHERE org_id = ?", org);
  enqueue(to_ana());
  CHECK(job.run() == SendingJob::Round{});
  CHECK(counts().waiting == 1);
  CHECK(mails.page(admin(), {}, 10)->is_simulated);
}

TEST_CASE_FIXTURE(MailWorld, "the outbox is for admins alone") {
  add_user(ana, {Role::rep, Role::revops, Role::leader});
  const auto id = enqueue(to_ana());
  CHECK(mails.page(actor("ana@northwind.test"), {}, 10).error().is(errors::forbidden));
  CHECK(mails.retry(actor("ana@northwind.test"), id).error().is(errors::forbidden));
  CHECK(mails.drop(actor("ana@northwind.test"), id).error().is(errors::forbidden));
}

TEST_CASE_FIXTURE(MailWorld, "the page turns through what went wrong, newest first") {
  for (int i = 0; i < 5; ++i) {
    Outgoing letter = to_ana();
    letter.address = "nobody";
    enqueue(letter);
  }
  const auto as_admin = admin();
  std::vector<Id<Letter>> seen;
  std::optional<Id<Letter>> before;
  do {
    const auto page = mails.page(as_admin, before, 2);
    REQUIRE(page);
    for (const LetterRow& row : page->rows) seen.push_back(row.id);
    before = page->next;
  } while (before);
  CHECK(seen.size() == 5);
  CHECK(std::ranges::is_sorted(seen, std::ranges::greater()));
}

}  // namespace
}  // namespace backbeat::mail
