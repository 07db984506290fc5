// The outbox. `enqueue` is for other features, inside their own transaction; `Outbox` is for the job that sends; `Mails` is what admins
// see.
#pragma once

#include "access/access_actions.hpp"
#include "mail/mail.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::mail {

// --- for other features ---

/// Puts a letter into the outbox: it leaves if, and only if, the transaction commits. Never fails for what the letter holds; a letter that
/// can never be sent (no address) is dead from the beginning and counted.
Id<Letter> enqueue(sql::Transaction& tx, Id<Org> org, const Outgoing& outgoing, Instant now);

// --- for the job that sends ---

/// A letter taken to be sent. Everybody else leaves it alone until the lease ends.
struct Leased {
  Id<Org> org;
  Id<Letter> id;
  int attempts = 0;  // before this one
  Outgoing letter;
  Instant created_at;
};

class Outbox {
 public:
  /// `node` names this program among the nodes of the installation.
  Outbox(sql::Db& db, const Clock& clock, Random& random, std::string node)
      : m_db(db), m_clock(clock), m_random(random), m_node(std::move(node)) {}

  /// How long a letter is left to the node that took it: longer than any try lasts. A node that dies holding one delays it by so much, and
  /// the letter may then go out twice, with the same Message-ID.
  static constexpr Duration lease = std::chrono::minutes(10);

  /// At most `most` letters that are due, oldest first, taken for this node. Those past their use are expired on the way. Letters of
  /// simulated organisations are never taken.
  [[nodiscard]] std::vector<Leased> take(int most) const;

  void sent(const Leased& letter) const;
  /// Tried and refused for now: again later, or dead after `most_attempts`.
  void put_off(const Leased& letter, std::string_view why, int most_attempts) const;
  /// The server will never take it.
  void give_up(const Leased& letter, std::string_view why) const;
  /// It was not the letter's fault (no connection to the server, settings refused): again later without counting a try.
  void give_back(const Leased& letter, std::string_view why) const;

  /// Takes what was sent or settled more than `keep` ago out of the table; how many.
  std::int64_t clean() const;
  static constexpr Duration keep = std::chrono::days(90);

 private:
  sql::Db& m_db;
  const Clock& m_clock;
  Random& m_random;
  std::string m_node;
};

// --- what admins see: no subject, no body ---

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t sent = 0;  // of the last 90 days
  std::int64_t dead = 0;
  std::optional<Instant> oldest_waiting = {};
  std::optional<Instant> last_sent = {};
};
/// Of the whole installation, for metrics.
[[nodiscard]] Counts counts_of_all(sql::Reader& reader);

struct LetterRow {
  Id<Letter> id;
  std::string kind;
  State state = State::waiting;
  std::string address;
  Instant created_at;
  std::optional<Instant> next_try_at = {};
  std::optional<Instant> last_tried_at = {};
  int attempts = 0;
  std::string error;
};

struct MailPage {
  Counts counts;
  bool is_simulated = false;    // a simulated organisation's letters are never sent
  std::vector<LetterRow> rows;  // dead first, then those that failed and wait; newest first
  std::optional<Id<Letter>> next = {};
};

/// Where letters go, for the page to say.
struct Route {
  std::string server = {};  // "smtp.example.com:587, starttls"; empty: no mail server is set, so nothing leaves
  std::string from = {};
  [[nodiscard]] bool is_set() const { return !server.empty(); }
};

class Mails {
 public:
  Mails(sql::Db& db, const access::Access& access, Route route) : m_db(db), m_access(access), m_route(std::move(route)) {}

  [[nodiscard]] const Route& route() const { return m_route; }

  /// For manage_users.
  [[nodiscard]] Result<MailPage> page(const access::Actor& actor, std::optional<Id<Letter>> before, int limit) const;
  /// A dead letter waits again, from now on and with all its tries.
  [[nodiscard]] Result<Done> retry(const access::Actor& actor, Id<Letter> letter) const;
  /// A dead letter is forgotten, its text with it.
  [[nodiscard]] Result<Done> drop(const access::Actor& actor, Id<Letter> letter) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
  Route m_route;
};

}  // namespace backbeat::mail
