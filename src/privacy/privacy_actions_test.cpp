#include "privacy/privacy_actions.hpp"

#include "access/access_world_test.hpp"
#include "audit/audit_actions.hpp"
#include "privacy/privacy_store.hpp"

#include <doctest/doctest.h>

#include <set>

namespace backbeat::privacy {
namespace {

using access::day;
using access::Role;

/// Ana sold under Mara and left in January; they talked once, and Ana committed to something. Bo is Mara's other rep. Ida is an admin.
struct PrivacyWorld : access::AccessWorld {
  int cleared = 0;
  Privacy privacy{*db, access, [this] { return ++cleared > 0; }};
  Id<Person> ana = add_person(org, "Ana Ruiz", "ana@northwind.test");
  Id<Person> bo = add_person(org, "Bo Lind", "bo@northwind.test");
  Id<Person> mara = add_person(org, "Mara Stein", "mara@northwind.test");
  Id<Person> ida = add_person(org, "Ida Admin", "ida@northwind.test");
  Id<User> anas = add_user(ana, {Role::rep});
  Id<User> maras = add_user(mara, {Role::manager});
  std::int64_t anas_talk = 101, bos_talk = 102;

  PrivacyWorld() {
    add_user(ida, {Role::admin});
    add_user(bo, {Role::rep});
    assign(ana, mara, day("2026-01-01"));
    change("INSERT INTO external_identity (org_id, system, value_key, value, person_id) VALUES (?, 'crm', 'crm-ana', 'CRM-ANA', ?)", org,
           ana);
    for (const auto& [session, rep] : {std::pair(anas_talk, ana), std::pair(bos_talk, bo)}) {
      change(
          "INSERT INTO session (org_id, session_id, kind, manager_id, rep_id, created_at, starts_at, earliest_at, latest_at) "
          "VALUES (?, ?, 'weekly_one_on_one', ?, ?, 0, 0, 0, 0)",
          org, session, mara, rep);
      note(session, "open", rep, "said by the rep");
      note(session, "goal", mara, "said by Mara");
      private_note(session, mara, "thought by Mara");
      private_note(session, rep, "thought by the rep");
      change(
          "INSERT INTO commitment (org_id, commitment_id, rep_id, manager_id, session_id, created_at, is_closed) VALUES (?, ?, ?, ?, ?, 0, "
          "0)",
          org, session + 100, rep, mara, session);
      event("commitment", session + 100, "made", maras, "I ask why");
      event("session", session, "moved", maras, "Mara is late");
    }
    change(
        "INSERT INTO quota (org_id, owner_system, owner_value, first_day, last_day, owner_id, amount) VALUES (?, 'crm', 'CRM-ANA', 1, 90, "
        "?, 5)",
        org, ana);
    change("INSERT INTO unmatched_name (org_id, source, system, value, row_count, first_seen_at) VALUES (?, 'x', 'crm', 'crm-ana', 1, 0)",
           org);
    change(
        "INSERT INTO idempotency_key (scope, key, fingerprint, run, begun_at, status, content_type, reply, location) "
        "VALUES ('s', 'k', 'f', 'r', 0, 200, 'application/json', 'I ask why', '')");
    change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", day("2027-01-31"), org, ana);
  }
  void note(std::int64_t session, std::string_view stage, Id<Person> by, std::string_view text) {
    change("INSERT INTO session_note (org_id, session_id, stage, version, text, written_by, written_at) VALUES (?, ?, ?, 1, ?, ?, 0)", org,
           session, stage, text, by);
  }
  void private_note(std::int64_t session, Id<Person> by, std::string_view text) {
    change("INSERT INTO session_private_note (org_id, session_id, author_id, version, text, written_at) VALUES (?, ?, ?, 1, ?, 0)", org,
           session, by, text);
  }
  void event(std::string_view stream, std::int64_t id, std::string_view kind, Id<User> by, std::string text) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      audit::record(tx, org,
                    {.stream = {.kind = stream, .id = id}, .kind = kind, .at = clock.now(), .actor = by, .fields = {}, .text = text});
      return Done{};
    }));
  }
  std::int64_t count(std::string_view statement) {
    return db->read([&](sql::Reader& reader) { return *reader.first(statement, [](const sql::Row& row) { return row.integer(0); }); });
  }
  access::Actor admin() { return actor("ida@northwind.test"); }
};

TEST_CASE_FIXTURE(PrivacyWorld, "a person is erased after they left, by an admin who types their name") {
  const auto code = [&](const access::Actor& by, Id<Person> who, std::string_view name) {
    const auto done = privacy.erase(by, who, name);
    return done ? std::string() : std::string(done.error().spec->code);
  };
  CHECK(code(actor("mara@northwind.test"), ana, "Ana Ruiz") == "forbidden");
  CHECK(code(admin(), Id<Person>(4711), "Ana Ruiz") == "not_found");
  CHECK(code(admin(), ana, "Ana Ruis") == "name_differs");
  CHECK(code(admin(), bo, "Bo Lind") == "still_here");
  CHECK(cleared == 0);
  CHECK(code(admin(), ana, "Ana Ruiz") == "");
  CHECK(cleared == 1);
  CHECK(code(admin(), ana, "Erased person") == "already_erased");
}

TEST_CASE_FIXTURE(PrivacyWorld, "every text of conversations about them goes, and no other's") {
  const auto erased = privacy.erase(admin(), ana, "Ana Ruiz");
  REQUIRE(erased);
  CHECK(erased->texts == 2);
  CHECK(erased->notes == 4);
  CHECK(erased->are_pages_cleared);
  CHECK(count("SELECT COUNT(*) FROM session_note WHERE text = '' AND session_id = 101") == 2);
  CHECK(count("SELECT COUNT(*) FROM session_private_note WHERE session_id = 101") == 0);
  CHECK(count("SELECT COUNT(*) FROM session_note WHERE text <> '' AND session_id = 102") == 2);
  CHECK(count("SELECT COUNT(*) FROM session_private_note WHERE session_id = 102") == 2);
  CHECK(count("SELECT COUNT(*) FROM event_text") == 2);
}

TEST_CASE_FIXTURE(PrivacyWorld, "of a manager goes what they wrote; what their reps said stays the reps'") {
  change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", day("2027-01-31"), org, mara);
  const auto erased = privacy.erase(admin(), mara, "Mara Stein");
  REQUIRE(erased);
  CHECK(erased->texts == 2);  // why she moved them; not the commitments she typed
  CHECK(count("SELECT COUNT(*) FROM session_note WHERE text <> ''") == 2);
  CHECK(count("SELECT COUNT(*) FROM session_private_note") == 2);
  CHECK(count("SELECT COUNT(*) FROM event_text") == 2);
}

TEST_CASE_FIXTURE(PrivacyWorld, "name, address, account and what sources call them go; what counts stays") {
  sign_in("ana@northwind.test", "wrong");
  REQUIRE(privacy.erase(admin(), ana, "Ana Ruiz"));
  CHECK(count("SELECT COUNT(*) FROM person WHERE name = 'Erased person' AND email IS NULL") == 1);
  CHECK(count("SELECT COUNT(*) FROM assignment") == 1);
  CHECK(count("SELECT COUNT(*) FROM external_identity") == 0);
  CHECK(count("SELECT COUNT(*) FROM unmatched_name") == 0);
  CHECK(count("SELECT COUNT(*) FROM sign_in_failure") == 0);
  CHECK(count("SELECT COUNT(*) FROM quota WHERE owner_value LIKE 'erased:%' AND owner_id IS NOT NULL") == 1);
  CHECK(count("SELECT COUNT(*) FROM user_account WHERE email LIKE '%northwind%' AND is_active = 1") == 3);
  CHECK(count("SELECT COUNT(*) FROM idempotency_key WHERE reply IS NULL AND status IS NULL") == 1);
  CHECK_FALSE(sign_in("ana@northwind.test"));
}

TEST_CASE_FIXTURE(PrivacyWorld, "the chain stays whole, and says what was erased and by whom") {
  REQUIRE(privacy.erase(admin(), ana, "Ana Ruiz"));
  const auto verified = db->read([&](sql::Reader& reader) { return audit::verify(reader, org); });
  CHECK_MESSAGE(!verified.fault_at, verified.fault);
  const auto events = db->read([&](sql::Reader& reader) { return audit::events_of(reader, org, {.kind = "person", .id = ana.value()}); });
  REQUIRE(events.size() == 3);
  CHECK(events[0].kind == "text_erased");
  CHECK(events[2].kind == "erased");
  CHECK(events[2].actor == admin().user());
}

TEST_CASE_FIXTURE(PrivacyWorld, "an export holds what they may see: not what another thought for themself") {
  const auto handed = privacy.export_of(root, ana);
  REQUIRE(handed);
  CHECK(handed->email == "ana@northwind.test");
  CHECK(handed->conversations.size() == 1);
  std::multiset<std::string> texts;
  for (const Said& said : handed->said) texts.insert(said.text);
  CHECK(texts == std::multiset<std::string>{"I ask why", "Mara is late", "said by Mara", "said by the rep", "thought by the rep"});
  CHECK(handed->assignments.at(0).manager == "Mara Stein");
}

TEST_CASE_FIXTURE(PrivacyWorld, "an export is one's own: not an admin's, a manager's or a token's to fetch") {
  REQUIRE(privacy.export_of(actor("bo@northwind.test"), bo));
  CHECK(privacy.export_of(admin(), bo).error().is(errors::not_found));
  CHECK(privacy.export_of(actor("mara@northwind.test"), bo).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(PrivacyWorld, "somebody decided about every text column there is") {
  if (db->engine() != sql::Engine::sqlite) return;
  std::set<std::string> decided;
  for (const Decision& decision : decisions()) CHECK_MESSAGE(decided.insert(std::string(decision.column)).second, decision.column);
  const auto columns = db->read([](sql::Reader& reader) {
    return reader.all(
        "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "
        "AND c.type = 'TEXT' AND m.name NOT LIKE 'sqlite_%'",
        [](const sql::Row& row) { return row.get<std::string>(0); });
  });
  for (const std::string& column : columns) CHECK_MESSAGE(decided.erase(column) == 1, column << ": what does an erasure do about it?");
  for (const std::string& gone : decided) FAIL_CHECK(gone << " is no column any more");
}

}  // namespace
}  // namespace backbeat::privacy
