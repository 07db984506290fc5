#include "privacy/privacy_store_calls.hpp"

#include "access/access_world_test.hpp"
#include "privacy/privacy_actions.hpp"

namespace backbeat::privacy {
namespace {

using access::day;
using access::Role;

/// Ana left; Bo is still here. Each has a call and a letter, and Bo's letter names Ana.
struct CallsAndLetters : access::AccessWorld {
  Privacy privacy{*db, access, [] { return true; }};
  Id<Person> ana = add_person(org, "Ana Ruiz", "ana@northwind.test");
  Id<Person> bo = add_person(org, "Bo Lind", "bo@northwind.test");
  Id<Person> ida = add_person(org, "Ida Admin", "ida@northwind.test");

  CallsAndLetters() {
    add_user(ida, {Role::admin});
    add_user(bo, {Role::rep});
    change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", day("2027-01-31"), org, ana);
    call(1, ana, "Pricing", "eve@contoso.test");
    call(2, bo, "Handover from Ana Ruiz", "eve@contoso.test");
    call(3, bo, "Pricing", "ana@northwind.test");
    letter(1, ana, {}, "ana@northwind.test");
    letter(2, bo, ana, "bo@northwind.test");
    letter(3, {}, {}, "Ana@northwind.test");
    letter(4, bo, {}, "bo@northwind.test");
  }
  void call(std::int64_t id, Id<Person> rep, std::string_view title, std::string_view guest) {
    change(
        "INSERT INTO customer_call (org_id, call_id, origin, source_key, rep_id, owner_system, owner_value, starts_at, ends_at, title, "
        "is_cancelled, opportunity_ref, account_ref, account_name) VALUES (?, ?, 'file', ?, ?, 'crm_name', 'Somebody', 0, 0, ?, 0, '', '', "
        "'')",
        org, id, std::to_string(id), rep, title);
    change("INSERT INTO customer_call_attendee (org_id, call_id, address, name) VALUES (?, ?, ?, '')", org, id, guest);
  }
  void letter(std::int64_t id, std::optional<Id<Person>> to, std::optional<Id<Person>> about, std::string_view address) {
    change(
        "INSERT INTO mail_letter (org_id, letter_id, kind, state, person_id, about_person_id, name, address, reply_to, subject, text, "
        "calendar_method, calendar, thread, created_at, due_at, leased_by, attempts, error) "
        "VALUES (?, ?, 'invitation', 'waiting', ?, ?, '', ?, '', 'Ride-along', '', '', '', '', 0, 0, '', 0, '')",
        org, id, to, about, address);
  }
  std::int64_t count(std::string_view statement) {
    return *read([&](sql::Reader& reader) { return reader.first(statement, [](const sql::Row& row) { return row.integer(0); }); });
  }
};

TEST_CASE_FIXTURE(CallsAndLetters, "letters to a person and about them go when they are erased, others stay") {
  REQUIRE(privacy.erase(actor("ida@northwind.test"), ana, "Ana Ruiz"));
  CHECK(count("SELECT COUNT(*) FROM mail_letter") == 1);
  CHECK(count("SELECT COUNT(*) FROM mail_letter WHERE letter_id = 4") == 1);
}

TEST_CASE_FIXTURE(CallsAndLetters,
                  "their calls stay as counts, without title, guests or what a file called them; others lose their name alone") {
  REQUIRE(privacy.erase(actor("ida@northwind.test"), ana, "Ana Ruiz"));
  CHECK(count("SELECT COUNT(*) FROM customer_call") == 3);
  CHECK(count("SELECT COUNT(*) FROM customer_call WHERE call_id = 1 AND title = '' AND owner_value LIKE 'erased:%'") == 1);
  CHECK(count("SELECT COUNT(*) FROM customer_call WHERE call_id = 2 AND title = '' AND owner_value = 'Somebody'") == 1);
  CHECK(count("SELECT COUNT(*) FROM customer_call WHERE call_id = 3 AND title = 'Pricing'") == 1);
  CHECK(count("SELECT COUNT(*) FROM customer_call_attendee") == 1);  // of the call they only were named in
}

TEST_CASE_FIXTURE(CallsAndLetters, "an export holds one's calls and the letters to oneself") {
  const auto mine = privacy.export_of(actor("bo@northwind.test"), bo);
  REQUIRE(mine);
  CHECK(mine->calls.size() == 2);
  REQUIRE(mine->letters.size() == 2);
  CHECK(mine->letters.front().subject == "Ride-along");
}

}  // namespace
}  // namespace backbeat::privacy
