#include "audit/audit_actions.hpp"

#include "audit/audit_store.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "crypto/sha256.hpp"
#include "sql/change_number.hpp"

#include <array>
#include <set>

namespace backbeat::audit {
namespace {

constexpr std::string_view erased_kind = "text_erased";
constexpr std::int64_t links_at_once = 4096;  // bounds memory where the engine fetches a whole result

/// From the operating system always: a salt is a secret, and nobody may be able to repeat it.
std::string new_salt() {
  std::array<std::byte, 16> bytes{};
  SystemRandom().fill(bytes);
  return hex(bytes);
}

/// Follows the chain row by row and stops at the first fault.
class Verifier {
 public:
  explicit Verifier(const std::optional<NotedHead>& noted) : m_noted(noted) {}

  void visit(const StoredLink& stored) {
    if (m_result.fault_at) return;
    const Link& link = stored.link;
    const std::string after = m_result.verified == 0 ? "the beginning" : "event " + std::to_string(m_result.verified);
    const std::int64_t expected = m_result.verified + 1;
    if (link.sequence != expected) {
      return fault(expected, "is missing: after " + after + " comes event " + std::to_string(link.sequence) + ".");
    }
    if (link.previous_hash != m_hash) {
      return fault(expected, "does not follow from " + after + ": events were inserted, removed or put in another order here.");
    }
    if (crypto::sha256_hex(canonical(link)) != stored.hash) return fault(expected, "was changed after it was recorded.");
    if (stored.text && !link.text_hash) return fault(expected, "has a text that was added after it was recorded.");
    if (stored.text && crypto::sha256_hex(salted(*stored.salt, *stored.text)) != *link.text_hash) {
      return fault(expected, "has another text than the one that was recorded.");
    }
    if (m_noted && m_noted->sequence == expected && m_noted->hash != stored.hash) {
      return fault(expected, "is not the one that was noted: the chain was written anew.");
    }
    if (link.text_hash && !stored.text) m_without_text.insert(expected);
    if (link.kind == erased_kind) note_erasure(link);
    m_hash = stored.hash;
    m_result.verified = expected;
  }

  /// After the last row: compares with the head, and every missing text with the recorded erasures.
  Verification finish(const Head& head) {
    m_result.head_hash = m_hash;
    if (m_result.fault_at) return m_result;
    const std::int64_t last = m_result.verified;
    if (m_noted && m_noted->sequence > last) {
      fault(last + 1, "is missing: event " + std::to_string(m_noted->sequence) + " was noted, the chain was cut.");
      return m_result;
    }
    if (head.sequence > last) {
      fault(last + 1, "is missing: the chain should end with event " + std::to_string(head.sequence) + ", its tail was cut.");
    } else if (head.sequence < last) {
      fault(head.sequence + 1, "was added behind the end of the chain.");
    } else if (head.hash != m_hash) {
      fault(last, "is not the one the chain ended with.");
    } else if (!m_without_text.empty()) {
      fault(*m_without_text.begin(), "lost its text, and no erasure of it is recorded.");
    }
    return m_result;
  }

  [[nodiscard]] bool is_broken() const { return m_result.fault_at.has_value(); }

 private:
  void fault(std::int64_t sequence, const std::string& what) {
    m_result.fault_at = sequence;
    m_result.fault = "Event " + std::to_string(sequence) + " " + what;
  }

  void note_erasure(const Link& link) {
    const auto fields = Fields::decode(link.fields);
    const auto erased = fields ? fields->find("event") : std::nullopt;
    if (const auto sequence = whole_number(erased.value_or(""))) m_without_text.erase(*sequence);
  }

  const std::optional<NotedHead>& m_noted;
  Verification m_result;
  std::string m_hash{first_previous_hash};
  std::set<std::int64_t> m_without_text;
};

}  // namespace

std::int64_t record(sql::Transaction& tx, Id<Org> org, const NewEvent& event) {
  sql::bump_change(tx, org);  // first: this is what keeps two writers of one chain apart
  const Head head = load_head(tx, org);
  const std::string fields = event.fields.encode();
  const std::string salt = event.text ? new_salt() : "";
  const std::string text_hash = event.text ? crypto::sha256_hex(salted(salt, *event.text)) : "";
  const Link link{.org = org.value(),
                  .sequence = head.sequence + 1,
                  .at_ms = event.at.unix_ms(),
                  .stream_kind = event.stream.kind,
                  .stream_id = event.stream.id,
                  .kind = event.kind,
                  .actor = event.actor.value(),
                  .fields = fields,
                  .text_hash = event.text ? std::optional<std::string_view>(text_hash) : std::nullopt,
                  .previous_hash = head.hash};
  const std::string hash = crypto::sha256_hex(canonical(link));
  insert_event(tx, link, hash);
  if (event.text) insert_text(tx, org, link.sequence, salt, *event.text);
  store_head(tx, org, {.sequence = link.sequence, .hash = hash});
  return link.sequence;
}

std::vector<Event> events_of(sql::Reader& reader, Id<Org> org, Stream stream) {
  return load_stream(reader, org, stream);
}

std::vector<Event> events_of_kind(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t after) {
  return load_kind(reader, org, stream_kind, after);
}

void each_stream(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t first, std::int64_t last,
                 const std::function<void(std::span<const Event>)>& visit) {
  std::vector<Event> stream;
  each_of_streams(reader, org, stream_kind, first, last, [&](Event event) {
    if (!stream.empty() && stream.front().stream_id != event.stream_id) {
      visit(stream);
      stream.clear();
    }
    stream.push_back(std::move(event));
  });
  if (!stream.empty()) visit(stream);
}

void erase_texts(sql::Transaction& tx, Id<Org> org, Stream stream, std::span<const std::int64_t> sequences, Instant at, Id<User> actor) {
  for (const std::int64_t sequence : sequences) {
    if (delete_text(tx, org, sequence) == 0) continue;
    record(tx, org,
           {.stream = stream, .kind = erased_kind, .at = at, .actor = actor, .fields = Fields().add("event", sequence), .text = {}});
  }
}

Verification verify(sql::Reader& reader, Id<Org> org, const std::optional<NotedHead>& noted) {
  Verifier verifier(noted);
  std::int64_t after = 0;
  std::int64_t rows = links_at_once;
  while (rows == links_at_once && !verifier.is_broken()) {
    rows = each_link(reader, org, after, links_at_once, [&](const StoredLink& stored) {
      after = stored.link.sequence;
      verifier.visit(stored);
    });
  }
  return verifier.finish(load_head(reader, org));
}

}  // namespace backbeat::audit
