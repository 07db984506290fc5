#include "mail/mail_store.hpp"

#include "base/assert.hpp"

#include <limits>

namespace backbeat::mail {
namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO mail_letter (org_id, letter_id, kind, state, person_id, about_person_id, name, address, reply_to, subject, text, "
    "calendar_method, calendar, thread, created_at, useless_after, due_at, leased_by, attempts, last_tried_at, error, settled_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, NULL, ?, ?)";
// `thread <> ''` says what the index by thread holds: without it neither engine uses it, and each letter reads all that there are.
constexpr std::string_view supersede_sql =
    "UPDATE mail_letter SET state = 'superseded', settled_at = ?, subject = '', text = '', calendar = '' "
    "WHERE org_id = ? AND thread = ? AND thread <> '' AND address = ? AND state = 'waiting' AND (leased_by = '' OR due_at <= ?)";
constexpr std::string_view arrived_sql =
    "SELECT 1 FROM mail_letter WHERE org_id = ? AND thread = ? AND thread <> '' AND address = ? AND (attempts > 0 OR leased_by <> '' OR "
    "state = 'sent') LIMIT 1";
constexpr std::string_view due_sql =
    "SELECT l.org_id, l.letter_id, l.kind, l.person_id, l.about_person_id, l.name, l.address, l.reply_to, l.subject, l.text, "
    "l.calendar_method, l.calendar, l.thread, l.created_at, l.useless_after, l.attempts FROM mail_letter l "
    "JOIN organisation o ON o.org_id = l.org_id "
    "WHERE l.state = 'waiting' AND l.due_at <= ? AND o.is_simulated = 0 ORDER BY l.due_at, l.letter_id LIMIT ?";
constexpr std::string_view lease_sql =
    "UPDATE mail_letter SET leased_by = ?, due_at = ?, last_tried_at = ? WHERE org_id = ? AND letter_id = ? AND state = 'waiting' AND "
    "due_at <= ?";
constexpr std::string_view expire_sql =
    "UPDATE mail_letter SET state = 'expired', settled_at = ?, leased_by = '', subject = '', text = '', calendar = '' "
    "WHERE state = 'waiting' AND due_at <= ? AND useless_after <= ?";
constexpr std::string_view settle_sql =
    "UPDATE mail_letter SET state = ?, settled_at = ?, leased_by = '', attempts = attempts + 1, error = ? "
    "WHERE org_id = ? AND letter_id = ? AND leased_by = ? AND state = 'waiting'";
constexpr std::string_view clear_text_sql =
    "UPDATE mail_letter SET subject = '', text = '', calendar = '' WHERE org_id = ? AND letter_id = ?";
constexpr std::string_view postpone_sql =
    "UPDATE mail_letter SET leased_by = '', attempts = ?, error = ?, last_tried_at = ?, due_at = ? "
    "WHERE org_id = ? AND letter_id = ? AND leased_by = ? AND state = 'waiting'";
constexpr std::string_view delete_settled_sql =
    "DELETE FROM mail_letter WHERE state IN ('sent', 'dropped', 'superseded', 'expired') AND settled_at < ?";
constexpr std::string_view count_sql =
    "SELECT state, COUNT(*), MIN(created_at), MAX(settled_at) FROM mail_letter WHERE state IN ('waiting', 'sent', 'dead') GROUP BY state";
constexpr std::string_view count_of_org_sql =
    "SELECT state, COUNT(*), MIN(created_at), MAX(settled_at) FROM mail_letter WHERE org_id = ? AND state IN ('waiting', 'sent', 'dead') "
    "GROUP BY state";
constexpr std::string_view troubled_sql =
    "SELECT letter_id, kind, state, address, created_at, due_at, last_tried_at, attempts, error FROM mail_letter "
    "WHERE org_id = ? AND letter_id < ? AND (state = 'dead' OR (state = 'waiting' AND error <> '')) ORDER BY letter_id DESC LIMIT ?";
constexpr std::string_view state_sql = "SELECT state FROM mail_letter WHERE org_id = ? AND letter_id = ?";
constexpr std::string_view revive_sql =
    "UPDATE mail_letter SET state = 'waiting', attempts = 0, error = '', settled_at = NULL, leased_by = '', due_at = ? "
    "WHERE org_id = ? AND letter_id = ?";
constexpr std::string_view drop_sql =
    "UPDATE mail_letter SET state = 'dropped', settled_at = ?, subject = '', text = '', calendar = '' WHERE org_id = ? AND letter_id = ?";

CalendarMethod method_from(std::string_view name) {
  for (const CalendarMethod method : {CalendarMethod::request, CalendarMethod::cancel, CalendarMethod::reply})
    if (name_of(method) == name) return method;
  ASSERT(false);
}

StoredLetter stored(const sql::Row& row) {
  StoredLetter out{.org = row.get<Id<Org>>(0),
                   .id = row.get<Id<Letter>>(1),
                   .letter = {.kind = row.get<std::string>(2),
                              .person = row.get<std::optional<Id<Person>>>(3),
                              .about_person = row.get<std::optional<Id<Person>>>(4),
                              .name = row.get<std::string>(5),
                              .address = row.get<std::string>(6),
                              .reply_to = row.get<std::string>(7),
                              .subject = row.get<std::string>(8),
                              .text = row.get<std::string>(9),
                              .thread = row.get<std::string>(12),
                              .useless_after = row.get<std::optional<Instant>>(14)},
                   .attempts = row.get<int>(15),
                   .created_at = row.get<Instant>(13)};
  if (!row.text(10).empty()) out.letter.calendar = CalendarPart{.method = method_from(row.text(10)), .text = row.get<std::string>(11)};
  return out;
}

}  // namespace

void insert_letter(sql::Transaction& tx, Id<Org> org, Id<Letter> id, const Outgoing& letter, State state, std::string_view error,
                   Instant now) {
  const bool is_settled = state != State::waiting;
  const bool is_kept = state == State::waiting || state == State::dead;  // a text nobody will send is not kept
  tx.change(insert_sql, org, id, letter.kind, name_of(state), letter.person, letter.about_person, letter.name, letter.address,
            letter.reply_to, is_kept ? letter.subject : std::string(), is_kept ? letter.text : std::string(),
            letter.calendar ? name_of(letter.calendar->method) : std::string_view(),
            is_kept && letter.calendar ? letter.calendar->text : std::string(), letter.thread, now, letter.useless_after, now, error,
            is_settled ? std::optional(now) : std::nullopt);
}

std::int64_t supersede(sql::Transaction& tx, Id<Org> org, const Outgoing& newer, Instant now) {
  return tx.change(supersede_sql, now, org, newer.thread, newer.address, now);
}

bool may_have_arrived(sql::Reader& reader, Id<Org> org, const Outgoing& letter) {
  return reader.first(arrived_sql, [](const sql::Row&) { return true; }, org, letter.thread, letter.address).has_value();
}

std::vector<StoredLetter> read_due(sql::Reader& reader, Instant now, int most) {
  return reader.all(due_sql, stored, now, most);
}

bool lease_letter(sql::Transaction& tx, const StoredLetter& letter, std::string_view node, Instant now, Instant until) {
  return tx.change(lease_sql, node, until, now, letter.org, letter.id, now) == 1;
}

std::int64_t expire(sql::Transaction& tx, Instant now) {
  return tx.change(expire_sql, now, now, now);
}

bool settle(sql::Transaction& tx, Id<Org> org, Id<Letter> id, std::string_view node, State state, std::string_view error, Instant now) {
  if (tx.change(settle_sql, name_of(state), now, error, org, id, node) != 1) return false;
  if (state != State::dead) tx.change(clear_text_sql, org, id);
  return true;
}

bool postpone(sql::Transaction& tx, Id<Org> org, Id<Letter> id, std::string_view node, int attempts, std::string_view error, Instant now,
              Instant due) {
  return tx.change(postpone_sql, attempts, error, now, due, org, id, node) == 1;
}

std::int64_t delete_settled(sql::Transaction& tx, Instant before) {
  return tx.change(delete_settled_sql, before);
}

CountRow count_letters(sql::Reader& reader, std::optional<Id<Org>> org) {
  CountRow out;
  const auto visit = [&](const sql::Row& row) {
    switch (state_from(row.text(0))) {
      case State::waiting:
        out.waiting = row.integer(1);
        out.oldest_waiting = row.get<std::optional<Instant>>(2);
        break;
      case State::sent:
        out.sent = row.integer(1);
        out.last_sent = row.get<std::optional<Instant>>(3);
        break;
      case State::dead:
        out.dead = row.integer(1);
        break;
      case State::dropped:
      case State::superseded:
      case State::expired:
        break;
    }
  };
  if (org)
    reader.each(count_of_org_sql, visit, *org);
  else
    reader.each(count_sql, visit);
  return out;
}

std::vector<ListedLetter> read_troubled(sql::Reader& reader, Id<Org> org, std::optional<Id<Letter>> before, int limit) {
  const auto read = [](const sql::Row& row) {
    return ListedLetter{.id = row.get<Id<Letter>>(0),
                        .kind = row.get<std::string>(1),
                        .state = state_from(row.text(2)),
                        .address = row.get<std::string>(3),
                        .created_at = row.get<Instant>(4),
                        .due_at = row.get<Instant>(5),
                        .last_tried_at = row.get<std::optional<Instant>>(6),
                        .attempts = row.get<int>(7),
                        .error = row.get<std::string>(8)};
  };
  return reader.all(troubled_sql, read, org, before ? before->value() : std::numeric_limits<std::int64_t>::max(), limit);
}

std::optional<State> state_of(sql::Reader& reader, Id<Org> org, Id<Letter> id) {
  return reader.first(state_sql, [](const sql::Row& row) { return state_from(row.text(0)); }, org, id);
}

void revive(sql::Transaction& tx, Id<Org> org, Id<Letter> id, Instant now) {
  tx.change(revive_sql, now, org, id);
}

void drop_letter(sql::Transaction& tx, Id<Org> org, Id<Letter> id, Instant now) {
  tx.change(drop_sql, now, org, id);
}

}  // namespace backbeat::mail
