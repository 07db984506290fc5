#include "ridealong/ridealong_actions_kept.hpp"

#include "audit/audit_actions.hpp"
#include "audit/audit_actions_many.hpp"
#include "ridealong/ridealong_fold.hpp"
#include "sql/change_number.hpp"

#include <algorithm>
#include <set>

namespace backbeat::ridealong {
namespace {

auto key_of(const RideAlongFact& fact) {
  return std::pair(fact.rep, fact.id);
}

}  // namespace

struct KeptRideAlongs::Judged {
  Judging judging;
  Instant now;
};

/// What one look found. Reading can fail at any statement, so nothing of it is kept before all of it was read.
struct KeptRideAlongs::Taken {
  RideAlongFacts facts;  // by rep, then id, once it is sorted
  std::vector<std::pair<Id<Session>, std::optional<Instant>>> turns;
  std::int64_t last_sequence = 0;

  void add(const Judged& by, std::span<const audit::Event> events) {
    last_sequence = std::max(last_sequence, events.back().sequence);
    // An event of a node whose clock is ahead has happened all the same.
    const RideAlongState state = fold(events, by.judging, std::max(by.now, events.back().at));
    facts.push_back(fact_of(state, by.now));
    turns.emplace_back(state.id, next_turn(state, by.now));
  }
};

std::shared_ptr<KeptRideAlongs::Kept> KeptRideAlongs::kept_of(Id<Org> org) {
  const std::lock_guard lock(m_mutex);
  std::shared_ptr<Kept>& kept = m_kept[org];
  if (kept == nullptr) kept = std::make_shared<Kept>();
  return kept;
}

std::shared_ptr<const RideAlongFacts> KeptRideAlongs::of(sql::Reader& reader, Id<Org> org,
                                                         const std::vector<playbook::DatedPlaybook>& playbooks,
                                                         const std::vector<people::Holiday>& holidays, Instant now) {
  const std::shared_ptr<Kept> of_org = kept_of(org);
  Kept& kept = *of_org;
  // Held while they are read: whoever asks in the meantime waits for the answer.
  const std::lock_guard lock(kept.mutex);
  const std::int64_t number = sql::change_number(reader, org);
  const Judged by{.judging = {.playbooks = playbooks, .holidays = holidays}, .now = now};
  const bool is_judged_alike =
      std::ranges::equal(kept.versions, playbooks, {}, {}, &playbook::DatedPlaybook::id) && kept.holidays == holidays;
  if (kept.facts == nullptr || !is_judged_alike || now < kept.as_of) {
    load(reader, org, by, kept);
    kept.versions.clear();
    for (const playbook::DatedPlaybook& version : playbooks) kept.versions.push_back(version.id);
    kept.holidays = holidays;
    kept.change_number = number;  // of what was read, whatever a later reader saw
  } else if (kept.change_number < number || (kept.next_turn && *kept.next_turn <= now)) {
    renew(reader, org, by, kept);
  }
  kept.change_number = std::max(kept.change_number, number);
  kept.as_of = now;
  return kept.facts;
}

void KeptRideAlongs::keep(Taken taken, std::shared_ptr<const RideAlongFacts> facts, Kept& kept) {
  for (const auto& [id, turn] : taken.turns) {
    if (turn)
      kept.turns.insert_or_assign(id, *turn);
    else
      kept.turns.erase(id);
  }
  kept.next_turn.reset();
  for (const auto& [id, turn] : kept.turns) kept.next_turn = std::min(kept.next_turn.value_or(turn), turn);
  kept.last_sequence = std::max(kept.last_sequence, taken.last_sequence);
  kept.facts = std::move(facts);
}

void KeptRideAlongs::load(sql::Reader& reader, Id<Org> org, const Judged& by, Kept& kept) {
  Taken all;
  audit::each_stream(reader, org, stream_kind, 0, INT64_MAX, [&](std::span<const audit::Event> events) { all.add(by, events); });
  std::ranges::sort(all.facts, {}, key_of);
  auto facts = std::make_shared<const RideAlongFacts>(std::move(all.facts));
  kept.turns.clear();
  kept.last_sequence = 0;
  keep(std::move(all), std::move(facts), kept);
}

void KeptRideAlongs::renew(sql::Reader& reader, Id<Org> org, const Judged& by, Kept& kept) {
  std::set<std::int64_t> changed;
  for (const audit::Event& event : audit::events_of_kind(reader, org, stream_kind, kept.last_sequence)) changed.insert(event.stream_id);
  if (kept.next_turn && *kept.next_turn <= by.now)
    for (const auto& [id, turn] : kept.turns)
      if (turn <= by.now) changed.insert(id.value());
  if (changed.empty()) return;
  Taken taken;
  audit::each_of_these(reader, org, stream_kind, std::vector(changed.begin(), changed.end()),
                       [&](std::span<const audit::Event> events) { taken.add(by, events); });
  RideAlongFacts& fresh = taken.facts;
  std::ranges::sort(fresh, {}, key_of);
  RideAlongFacts all;
  all.reserve(kept.facts->size() + fresh.size());
  const auto is_fresh = [&](const RideAlongFact& fact) { return changed.contains(fact.id.value()); };
  auto next = fresh.begin();
  bool is_other = false;
  for (const RideAlongFact& fact : *kept.facts) {
    for (; next != fresh.end() && key_of(*next) < key_of(fact); ++next) {
      all.push_back(*next);
      is_other = true;
    }
    if (!is_fresh(fact)) {
      all.push_back(fact);
    } else if (next != fresh.end() && next->id == fact.id) {
      is_other = is_other || *next != fact;
      all.push_back(*next++);
    }
  }
  is_other = is_other || next != fresh.end();
  all.insert(all.end(), next, fresh.end());
  keep(std::move(taken), is_other ? std::make_shared<const RideAlongFacts>(std::move(all)) : kept.facts, kept);
}

}  // namespace backbeat::ridealong
