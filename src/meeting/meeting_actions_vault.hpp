// The keys of circles. Each circle has its own, wrapped with the installation's key file; whoever has the database without that file has
// nothing. Words are opened with a Membership alone; counts have a key of their own that opens no word.
#pragma once

#include "access/access.hpp"
#include "crypto/sealing.hpp"
#include "meeting/meeting_words.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace backbeat::meeting {

struct WordRow;

inline constexpr ErrorSpec vault_is_locked{
    "vault_is_locked", ErrorKind::unavailable,
    "What is said in circles is sealed, and the key file of this installation is missing or another one. Whoever operates Backbeat has to "
    "put it back."};

/// Opens what a member may read: everything of their circle or, where the membership reaches no more, what they wrote.
class Opener {
 public:
  /// The words of a row; nothing where they are not for the member, and where they were erased. vault_is_locked where they do not open:
  /// somebody wrote to the database beside the program.
  [[nodiscard]] Result<std::optional<std::string>> open(const WordRow& row) const;

 private:
  friend class Vault;
  Opener(const access::Membership& membership, std::optional<crypto::SealingKey> key) : m_membership(membership), m_key(std::move(key)) {}
  access::Membership m_membership;
  std::optional<crypto::SealingKey> m_key;
};

class Vault {
 public:
  /// The installation's key, or why there is none.
  using KeyOf = std::function<Result<crypto::SealingKey>()>;
  Vault(KeyOf key, Random& random) : m_key(std::move(key)), m_random(&random) {}

  /// The row with its words sealed, made with the circle's key; makes that key at the first word of a circle.
  [[nodiscard]] Result<std::string> seal(sql::Transaction& tx, const access::Membership& membership, const WordRow& row,
                                         std::string_view words, Instant now) const;
  /// What opens the words of the membership's circle.
  [[nodiscard]] Result<Opener> opener(sql::Reader& reader, const access::Membership& membership) const;

  /// For counts that are nobody's words: a key that follows from the circle's and opens none. Makes the circle's at its first use.
  [[nodiscard]] Result<crypto::SealingKey> tally_key(sql::Transaction& tx, Id<Org> org, Id<access::Circle> circle, Instant now) const;
  /// The same where nothing may be written; nothing where the circle has no key yet.
  [[nodiscard]] Result<std::optional<crypto::SealingKey>> tally_key(sql::Reader& reader, Id<Org> org, Id<access::Circle> circle) const;

  [[nodiscard]] Random& random() const { return *m_random; }

 private:
  friend class OwnWords;
  [[nodiscard]] Result<std::optional<crypto::SealingKey>> find_key(sql::Reader& reader, Id<Org> org, Id<access::Circle> circle) const;
  [[nodiscard]] Result<crypto::SealingKey> key_for(sql::Transaction& tx, Id<Org> org, Id<access::Circle> circle, Instant now) const;

  KeyOf m_key;
  Random* m_random;
};

/// Something a person said in a circle, for handing over what is known of them.
struct SaidInCircle {
  Instant at;
  Id<Meeting> meeting;
  WordKind kind = WordKind::note;
  std::string stage = {};
  std::string text = {};
};

/// Everything one person wrote in circles, with no look at who asks: the caller hands it to that person.
class OwnWords {
 public:
  explicit OwnWords(const Vault& vault) : m_vault(vault) {}
  [[nodiscard]] Result<std::vector<SaidInCircle>> of(sql::Reader& reader, Id<Org> org, Id<Person> person) const;

 private:
  const Vault& m_vault;
};

// --- for whoever keeps the key file ---

/// How many circles have words sealed under it.
[[nodiscard]] std::int64_t count_sealed_circles(sql::Reader& reader);
/// Ids of the keys with which anything was sealed, or shall be.
[[nodiscard]] std::vector<std::string> key_ids(sql::Reader& reader);
/// From now on it is this one, for every organisation that has none yet, or for all.
enum class Noting { where_none, everywhere };
void note_key_id(sql::Transaction& tx, std::string_view key_id, Noting noting, Instant now);

}  // namespace backbeat::meeting
