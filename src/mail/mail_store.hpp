// Letters as they are stored.
#pragma once

#include "mail/mail.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::mail {

struct StoredLetter {
  Id<Org> org;
  Id<Letter> id;
  Outgoing letter;
  int attempts = 0;
  Instant created_at;
};

/// A state other than `waiting` is settled now.
void insert_letter(sql::Transaction& tx, Id<Org> org, Id<Letter> id, const Outgoing& letter, State state, std::string_view error,
                   Instant now);

/// Settles the letters of a thread to an address that wait and that no node has at the moment, and takes their texts; how many.
std::int64_t supersede(sql::Transaction& tx, Id<Org> org, const Outgoing& newer, Instant now);
/// Whether some letter of the thread to the address was tried, so that it may have arrived.
[[nodiscard]] bool may_have_arrived(sql::Reader& reader, Id<Org> org, const Outgoing& letter);

/// Which are due, oldest first, of organisations that are not simulated.
[[nodiscard]] std::vector<StoredLetter> read_due(sql::Reader& reader, Instant now, int most);
/// True where this node has it now: it was still due.
bool lease_letter(sql::Transaction& tx, const StoredLetter& letter, std::string_view node, Instant now, Instant until);
/// Settles what is past its use; how many.
std::int64_t expire(sql::Transaction& tx, Instant now);

/// Each changes nothing where the node no longer has the letter.
bool settle(sql::Transaction& tx, Id<Org> org, Id<Letter> id, std::string_view node, State state, std::string_view error, Instant now);
bool postpone(sql::Transaction& tx, Id<Org> org, Id<Letter> id, std::string_view node, int attempts, std::string_view error, Instant now,
              Instant due);
std::int64_t delete_settled(sql::Transaction& tx, Instant before);

struct CountRow {
  std::int64_t waiting = 0, sent = 0, dead = 0;
  std::optional<Instant> oldest_waiting, last_sent;
};
[[nodiscard]] CountRow count_letters(sql::Reader& reader, std::optional<Id<Org>> org);

struct ListedLetter {
  Id<Letter> id;
  std::string kind;
  State state = State::waiting;
  std::string address;
  Instant created_at;
  Instant due_at;
  std::optional<Instant> last_tried_at;
  int attempts = 0;
  std::string error;
};
/// Dead ones and those that failed and wait, newest first.
[[nodiscard]] std::vector<ListedLetter> read_troubled(sql::Reader& reader, Id<Org> org, std::optional<Id<Letter>> before, int limit);
[[nodiscard]] std::optional<State> state_of(sql::Reader& reader, Id<Org> org, Id<Letter> id);
void revive(sql::Transaction& tx, Id<Org> org, Id<Letter> id, Instant now);
void drop_letter(sql::Transaction& tx, Id<Org> org, Id<Letter> id, Instant now);

}  // namespace backbeat::mail
