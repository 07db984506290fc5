// The append-only record of everything that happened, hash-chained per organisation. States are folds over these events.
// Personal text is outside the chain: an event carries only a salted hash of it, so a text can be erased and the chain still verifies.
#pragma once

#include "base/fields.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace backbeat::audit {

/// What an event is about: one session, one commitment, one person, ...
struct Stream {
  std::string_view kind;  // "session", "commitment", "person", "user", "playbook", "import"
  std::int64_t id = 0;
  friend bool operator==(const Stream&, const Stream&) = default;
};

/// Something about to be recorded. `fields` hold metadata only; what a person wrote goes into `text`.
struct NewEvent {
  Stream stream;
  std::string_view kind;  // "planned", "moved", "note_written", ...
  Instant at;
  Id<User> actor;  // unset: the system itself
  Fields fields;
  std::optional<std::string> text;
};

struct Event {
  std::int64_t sequence = 0;  // 1, 2, 3 ... within the organisation, without gaps
  std::string stream_kind;
  std::int64_t stream_id = 0;
  std::string kind;
  Instant at;
  Id<User> actor;
  Fields fields;
  std::optional<std::string> text;  // absent when there was none or it was erased
};

/// The hash before the first event.
inline constexpr std::string_view first_previous_hash = "0000000000000000000000000000000000000000000000000000000000000000";

/// What one link of the chain is made of, as it is stored. Hashes are 64 hexadecimal digits.
struct Link {
  std::int64_t org = 0;
  std::int64_t sequence = 0;
  std::int64_t at_ms = 0;
  std::string_view stream_kind;
  std::int64_t stream_id = 0;
  std::string_view kind;
  std::int64_t actor = 0;                     // 0: the system itself
  std::string_view fields;                    // encoded
  std::optional<std::string_view> text_hash;  // absent is not the same as empty
  std::string_view previous_hash;
};

/// The bytes whose SHA-256 is the event's hash. Every part is written as `<length>:<bytes>,` (a netstring, D. J. Bernstein 1997),
/// so that no two different links have the same bytes.
[[nodiscard]] std::string canonical(const Link& link);

/// The bytes whose SHA-256 is the hash of a text. The random salt keeps a short text from being guessed by its hash.
[[nodiscard]] std::string salted(std::string_view salt, std::string_view text);

}  // namespace backbeat::audit
