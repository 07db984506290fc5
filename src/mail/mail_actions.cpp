#include "mail/mail_actions.hpp"

#include "audit/audit_actions.hpp"
#include "base/front.hpp"
#include "mail/mail_store.hpp"

namespace backbeat::mail {
namespace {

constexpr std::size_t longest_error = 300;  // servers can be talkative

Counts counts_from(const CountRow& row) {
  return {.waiting = row.waiting, .sent = row.sent, .dead = row.dead, .oldest_waiting = row.oldest_waiting, .last_sent = row.last_sent};
}

void record(sql::Transaction& tx, const access::Actor& actor, Id<Letter> letter, std::string_view kind, Instant now) {
  audit::record(
      tx, actor.org(),
      {.stream = {.kind = "mail", .id = letter.value()}, .kind = kind, .at = now, .actor = actor.user(), .fields = {}, .text = {}});
}

}  // namespace

Id<Letter> enqueue(sql::Transaction& tx, Id<Org> org, const Outgoing& outgoing, Instant now) {
  const auto id = tx.new_id<Letter>();
  const bool has_address = is_mail_address(outgoing.address);
  bool is_needed = true;
  if (has_address && !outgoing.thread.empty()) {
    const bool is_cancel = outgoing.calendar && outgoing.calendar->method == CalendarMethod::cancel;
    const bool is_known = may_have_arrived(tx, org, outgoing);
    const bool is_first = supersede(tx, org, outgoing, now) == 0 && !is_known;
    // What was told and superseded before it left is as if it had never been; a cancellation out of nowhere is the caller's to mean.
    is_needed = !is_cancel || is_known || is_first;
  }
  const State state = !has_address ? State::dead : (is_needed ? State::waiting : State::superseded);
  const std::string_view error =
      has_address ? "" : (outgoing.address.empty() ? "no e-mail address" : "no e-mail address that can be sent to");
  insert_letter(tx, org, id, outgoing, state, error, now);
  return id;
}

std::vector<Leased> Outbox::take(int most) const {
  const Instant now = m_clock.now();
  // A look first: most of the time nothing is due, and a write that changes nothing still costs a commit.
  const auto is_anything_due = m_db.read([&](sql::Reader& reader) { return !read_due(reader, now, 1).empty(); });
  if (!is_anything_due) return {};
  auto taken = m_db.write([&](sql::Transaction& tx) -> Result<std::vector<Leased>> {
    std::vector<Leased> out;
    expire(tx, now);
    for (StoredLetter& letter : read_due(tx, now, most)) {
      if (!lease_letter(tx, letter, m_node, now, now + lease)) continue;
      out.push_back({.org = letter.org,
                     .id = letter.id,
                     .attempts = letter.attempts,
                     .letter = std::move(letter.letter),
                     .created_at = letter.created_at});
    }
    return out;
  });
  return std::move(taken).value_or(std::vector<Leased>{});
}

void Outbox::sent(const Leased& letter) const {
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    settle(tx, letter.org, letter.id, m_node, State::sent, "", m_clock.now());
    return Done{};
  }));
}

void Outbox::give_up(const Leased& letter, std::string_view why) const {
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    settle(tx, letter.org, letter.id, m_node, State::dead, front_of(why, longest_error), m_clock.now());
    return Done{};
  }));
}

void Outbox::put_off(const Leased& letter, std::string_view why, int most_attempts) const {
  const int attempts = letter.attempts + 1;
  if (attempts >= most_attempts) return give_up(letter, why);
  const Instant now = m_clock.now();
  const Instant due = now + backoff(attempts, m_random.next());
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    postpone(tx, letter.org, letter.id, m_node, attempts, front_of(why, longest_error), now, due);
    return Done{};
  }));
}

void Outbox::give_back(const Leased& letter, std::string_view why) const {
  const Instant now = m_clock.now();
  const Instant due = now + backoff(1, m_random.next());
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    postpone(tx, letter.org, letter.id, m_node, letter.attempts, front_of(why, longest_error), now, due);
    return Done{};
  }));
}

std::int64_t Outbox::clean() const {
  const Instant now = m_clock.now();
  const auto deleted = m_db.write([&](sql::Transaction& tx) -> Result<std::int64_t> {
    expire(tx, now);  // also where there is no server, and so nobody who takes
    return delete_settled(tx, now - keep);
  });
  return deleted.value_or(0);
}

Counts counts_of_all(sql::Reader& reader) {
  return counts_from(count_letters(reader, {}));
}

Result<MailPage> Mails::page(const access::Actor& actor, std::optional<Id<Letter>> before, int limit) const {
  TRY(m_access.entitled<access::Right::manage_users>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<MailPage> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    MailPage page{.counts = counts_from(count_letters(reader, actor.org())), .is_simulated = organisation.is_simulated, .rows = {}};
    auto rows = read_troubled(reader, actor.org(), before, limit + 1);
    if (std::ssize(rows) > limit) {
      rows.resize(static_cast<std::size_t>(limit));
      page.next = rows.back().id;
    }
    for (ListedLetter& row : rows) {
      page.rows.push_back({.id = row.id,
                           .kind = std::move(row.kind),
                           .state = row.state,
                           .address = std::move(row.address),
                           .created_at = row.created_at,
                           .next_try_at = row.state == State::waiting ? std::optional(row.due_at) : std::nullopt,
                           .last_tried_at = row.last_tried_at,
                           .attempts = row.attempts,
                           .error = std::move(row.error)});
    }
    return page;
  });
}

Result<Done> Mails::retry(const access::Actor& actor, Id<Letter> letter) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<access::Right::manage_users>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const auto state = state_of(tx, actor.org(), letter);
    if (!state) return refuse(errors::not_found);
    if (*state != State::dead) return refuse(not_dead);
    const Instant now = m_access.clock().now();
    revive(tx, actor.org(), letter, now);
    record(tx, actor, letter, "retried", now);
    return Done{};
  });
}

Result<Done> Mails::drop(const access::Actor& actor, Id<Letter> letter) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<access::Right::manage_users>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const auto state = state_of(tx, actor.org(), letter);
    if (!state) return refuse(errors::not_found);
    if (*state != State::dead) return refuse(not_dead);
    const Instant now = m_access.clock().now();
    drop_letter(tx, actor.org(), letter, now);
    record(tx, actor, letter, "dropped", now);
    return Done{};
  });
}

}  // namespace backbeat::mail
