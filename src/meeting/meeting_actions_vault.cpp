#include "meeting/meeting_actions_vault.hpp"

#include "access/access_actions.hpp"
#include "meeting/meeting_store_words.hpp"

namespace backbeat::meeting {
namespace {

std::string place_of_key(Id<Org> org, Id<Circle> circle) {
  return "circle_key:" + std::to_string(org.value()) + ":" + std::to_string(circle.value());
}

}  // namespace

Result<std::optional<crypto::SealingKey>> Vault::find_key(sql::Reader& reader, Id<Org> org, Id<Circle> circle) const {
  const auto wrapped = wrapped_key(reader, org, circle);
  if (!wrapped) return std::nullopt;
  const auto outer = m_key();
  if (!outer) return refuse(vault_is_locked);  // what is wrong with the file is for who operates it
  const auto key = outer->unwrap(*wrapped, place_of_key(org, circle));
  if (!key) return refuse(vault_is_locked);
  return key;
}

Result<crypto::SealingKey> Vault::key_for(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, Instant now) const {
  if (const auto known = TRY(find_key(tx, org, circle))) return *known;
  const auto outer = m_key();
  if (!outer) return refuse(vault_is_locked);  // what is wrong with the file is for who operates it
  const auto noted = noted_key(tx, org);
  if (noted && *noted != outer->id() && count_wrapped_keys(tx) > 0) return refuse(vault_is_locked);
  if (noted != outer->id()) note_key(tx, org, outer->id(), now);
  const crypto::SealingKey made = crypto::SealingKey::fresh(*m_random);
  if (insert_wrapped_key(tx, org, circle, outer->wrap(made, place_of_key(org, circle), *m_random), now)) return made;
  const auto theirs = TRY(find_key(tx, org, circle));  // somebody else was quicker
  if (!theirs) return refuse(vault_is_locked);
  return *theirs;
}

Result<std::string> Vault::seal(sql::Transaction& tx, const access::Membership& membership, const WordRow& row, std::string_view words,
                                Instant now) const {
  if (row.circle != membership.circle() || row.by != membership.actor().person()) return refuse(errors::not_found);
  const Id<Org> org = membership.actor().org();
  const crypto::SealingKey key = TRY(key_for(tx, org, row.circle, now));
  return key.seal(words, place_of(org, row), *m_random);
}

Result<Opener> Vault::opener(sql::Reader& reader, const access::Membership& membership) const {
  auto key = TRY(find_key(reader, membership.actor().org(), membership.circle()));
  return Opener(membership, std::move(key));
}

Result<std::optional<std::string>> Opener::open(const WordRow& row) const {
  const bool may_read =
      row.circle == m_membership.circle() && (m_membership.reaches_everything() || row.by == m_membership.actor().person());
  if (!may_read || row.sealed.empty()) return std::nullopt;
  auto words = m_key ? m_key->open(row.sealed, place_of(m_membership.actor().org(), row)) : std::nullopt;
  if (!words) return refuse(vault_is_locked);
  return words;
}

Result<crypto::SealingKey> Vault::tally_key(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, Instant now) const {
  return TRY(key_for(tx, org, circle, now)).derived("counts");
}

Result<std::optional<crypto::SealingKey>> Vault::tally_key(sql::Reader& reader, Id<Org> org, Id<Circle> circle) const {
  const auto key = TRY(find_key(reader, org, circle));
  if (!key) return std::nullopt;
  return key->derived("counts");
}

Result<std::vector<SaidInCircle>> OwnWords::of(sql::Reader& reader, Id<Org> org, Id<Person> person) const {
  std::vector<SaidInCircle> out;
  for (const WordRow& row : words_by(reader, org, person)) {
    if (row.sealed.empty()) continue;
    const auto key = TRY(m_vault.find_key(reader, org, row.circle));
    const auto words = key ? key->open(row.sealed, place_of(org, row)) : std::nullopt;
    if (!words) return refuse(vault_is_locked);
    const auto add = [&](std::string_view part, const std::string& text) {
      if (!text.empty()) out.push_back({.at = row.at, .meeting = row.meeting, .kind = row.kind, .stage = std::string(part), .text = text});
    };
    if (row.kind == WordKind::case_study) {
      const CaseWords one = decode_case(*words);
      add("situation", one.situation);
      add("tried", one.tried);
      add("stuck", one.stuck);
      add("ask", one.ask);
    } else if (row.kind == WordKind::commitment) {
      const CommitmentWords one = decode_commitment(*words);
      add("", one.text);
      add("outcome", one.note);
    } else {
      add(row.stage, *words);
    }
  }
  return out;
}

std::int64_t count_sealed_circles(sql::Reader& reader) {
  return count_wrapped_keys(reader);
}

std::vector<std::string> key_ids(sql::Reader& reader) {
  return noted_keys(reader);
}

void note_key_id(sql::Transaction& tx, std::string_view key_id, Noting noting, Instant now) {
  for (const access::Organisation& organisation : access::organisations(tx))
    if (noting == Noting::everywhere || !noted_key(tx, organisation.id)) note_key(tx, organisation.id, key_id, now);
}

}  // namespace backbeat::meeting
