#include "privacy/privacy_actions.hpp"

#include "audit/audit_actions.hpp"
#include "privacy/privacy_store.hpp"

namespace backbeat::privacy {
namespace {

audit::Stream stream_of(Id<Person> person) {
  return {.kind = "person", .id = person.value()};
}

void record(sql::Transaction& tx, const access::Actor& actor, Id<Person> person, std::string_view kind, Instant now) {
  audit::record(tx, actor.org(), {.stream = stream_of(person), .kind = kind, .at = now, .actor = actor.user(), .fields = {}, .text = {}});
}

}  // namespace

Result<Export> Privacy::export_of(const access::Actor& actor, Id<Person> person) const {
  const bool is_own = actor.proof() == access::Proof::browser_session && person == actor.person();
  if (!is_own && actor.proof() != access::Proof::command_line) return refuse(errors::not_found);
  return m_db.write([&](sql::Transaction& tx) -> Result<Export> {
    const auto subject = find_subject(tx, actor.org(), person);
    if (!subject) return refuse(errors::not_found);
    Export out = read_export(tx, actor.org(), *subject);
    if (m_words_elsewhere)
      for (Said& said : TRY(m_words_elsewhere(tx, actor.org(), person))) {
        said.by = subject->name;
        out.said.push_back(std::move(said));
      }
    out.made_at = m_access.clock().now();
    record(tx, actor, person, "exported", out.made_at);
    return out;
  });
}

Result<Erased> Privacy::erase(const access::Actor& actor, Id<Person> person, std::string_view typed_name) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<access::Right::manage_users>(actor));
  const auto work = [&](sql::Transaction& tx) -> Result<Erased> {
    const Id<Org> org = actor.org();
    const auto subject = find_subject(tx, org, person);
    if (!subject) return refuse(errors::not_found);
    if (subject->name == erased_name && subject->email.empty()) return refuse(already_erased);
    if (typed_name != subject->name) return refuse(name_differs, "name");
    if (!subject->left || *subject->left > m_access.today(tx, org)) return refuse(still_here, "", {{"person", subject->name}});
    const Instant now = m_access.clock().now();
    const auto sequences = texts_to_erase(tx, org, *subject);
    Erased erased;
    erased.texts = std::ssize(sequences);
    // In the person's own stream: nothing is folded from it, so no session's last event moves.
    audit::erase_texts(tx, org, stream_of(person), sequences, now, actor.user());
    erased.notes = clear_notes(tx, org, *subject);
    erased.rows = clear_rest(tx, org, *subject);
    record(tx, actor, person, "erased", now);
    return erased;
  };
  Erased erased = TRY(m_db.write(work));
  erased.are_pages_cleared = m_clear_pages();
  return erased;
}

std::span<const std::string_view> touched_tables() {
  static constexpr std::string_view tables[] = {"person",
                                                "external_identity",
                                                "awaited_manager",
                                                "time_off",
                                                "commitment_opportunity",
                                                "user_account",
                                                "user_role",
                                                "user_session",
                                                "api_token",
                                                "set_up_link",
                                                "home_dismissal",
                                                "sign_in_failure",
                                                "demo_login",
                                                "opportunity",
                                                "quota",
                                                "import_line",
                                                "unmatched_name",
                                                "idempotency_key",
                                                "event_text",
                                                "session_note",
                                                "session_private_note",
                                                "ride_along",
                                                "ride_along_text",
                                                "ride_along_note",
                                                "circle_text",
                                                "calendar_source",
                                                "calendar_occurrence",
                                                "calendar_hold",
                                                "calendar_preference",
                                                "calendar_feed",
                                                "mail_letter",
                                                "circle_profile",
                                                "circle_profile_theme",
                                                "circle_wish",
                                                "circle_apart",
                                                "customer_call",
                                                "customer_call_attendee"};
  return tables;
}

}  // namespace backbeat::privacy
