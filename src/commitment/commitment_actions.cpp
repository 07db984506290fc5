#include "commitment/commitment_actions.hpp"

#include "audit/audit_actions.hpp"
#include "commitment/commitment_store.hpp"

#include <map>

namespace backbeat::commitment {
namespace {

using access::Participation;

audit::Stream stream_of(Id<Commitment> id) {
  return {.kind = stream_kind, .id = id.value()};
}

Between between(Pair pair) {
  return {.rep = pair.rep, .manager = pair.manager};
}

CommitmentState load(sql::Reader& reader, Id<Org> org, Id<Commitment> id) {
  return fold(audit::events_of(reader, org, stream_of(id)));
}

std::vector<CommitmentState> load_all(sql::Reader& reader, Id<Org> org, const std::vector<Id<Commitment>>& ids) {
  std::vector<CommitmentState> states;
  states.reserve(ids.size());
  for (const Id<Commitment> id : ids) states.push_back(load(reader, org, id));
  return states;
}

/// For those who may know which deals it names.
std::vector<CommitmentState> with_deals(sql::Reader& reader, Id<Org> org, std::vector<CommitmentState> states) {
  for (CommitmentState& state : states) state.opportunities = opportunities_of(reader, org, state.id);
  return states;
}

std::vector<CommitmentFact> without_texts(const std::vector<CommitmentState>& states) {
  return {states.begin(), states.end()};
}

void record(sql::Transaction& tx, const Participation& by, Id<Commitment> id, std::string_view kind, Fields fields,
            std::optional<std::string> text, Instant now) {
  audit::record(
      tx, by.actor().org(),
      {.stream = stream_of(id), .kind = kind, .at = now, .actor = by.actor().user(), .fields = std::move(fields), .text = std::move(text)});
}

Fields in_session(const Participation& participation) {
  return Fields().add("session", participation.session().value());
}

bool may_read_texts(const access::Actor& actor) {
  return actor.proof() == access::Proof::browser_session;
}

}  // namespace

Result<Id<Commitment>> make(sql::Transaction& tx, const Participation& participation, Pair pair, const NewCommitment& commitment,
                            LocalDate today, Instant now) {
  std::string text = TRY(check_text(commitment.text));
  TRY(check_due(commitment.due_on, today));
  const auto id = tx.new_id<Commitment>();
  insert_commitment(tx, participation.actor().org(), {.id = id, .between = between(pair), .made_in = participation.session()}, now);
  insert_opportunities(tx, participation.actor().org(), id, commitment.opportunities);
  Fields fields;
  fields.add("rep", pair.rep.value()).add("manager", pair.manager.value()).add("session", participation.session().value());
  fields.add("due_on", commitment.due_on.days_since_epoch()).add("indicator", commitment.indicator);
  record(tx, participation, id, kinds::made, std::move(fields), std::move(text), now);
  return id;
}

Result<Done> withdraw(sql::Transaction& tx, const Participation& participation, Id<Commitment> id, Instant now) {
  const Id<Org> org = participation.actor().org();
  const auto row = find_commitment(tx, org, id);
  if (!row || row->made_in != participation.session()) return refuse(errors::not_found);
  TRY(check_withdraw(load(tx, org, id)));
  close_commitment(tx, org, id, std::nullopt);
  record(tx, participation, id, kinds::withdrawn, in_session(participation), std::nullopt, now);
  return Done{};
}

Result<Done> inspect(sql::Transaction& tx, const Participation& participation, Pair pair, Id<Commitment> id, Verdict verdict,
                     std::string_view note, Instant now) {
  const Id<Org> org = participation.actor().org();
  const auto row = find_commitment(tx, org, id);
  if (!row || row->between != between(pair) || row->made_in == participation.session()) return refuse(errors::not_found);
  TRY(check_inspect(load(tx, org, id), participation.session()));
  TRY(check_note(note));
  close_commitment(tx, org, id, participation.session());
  Fields fields = in_session(participation);
  fields.add("verdict", name_of(verdict));
  record(tx, participation, id, kinds::inspected, std::move(fields), note.empty() ? std::nullopt : std::optional(std::string(note)), now);
  return Done{};
}

int carry_all(sql::Transaction& tx, const Participation& participation, Pair pair, Instant now) {
  int carried = 0;
  for (const CommitmentState& commitment : to_inspect(tx, participation, pair)) {
    record(tx, participation, commitment.id, kinds::carried, in_session(participation), std::nullopt, now);
    ++carried;
  }
  return carried;
}

std::vector<CommitmentState> to_inspect(sql::Reader& reader, const Participation& participation, Pair pair) {
  const Id<Org> org = participation.actor().org();
  auto states = load_all(reader, org, open_between(reader, org, between(pair)));
  std::erase_if(states, [&](const CommitmentState& state) { return state.made_in == participation.session(); });
  return with_deals(reader, org, std::move(states));
}

std::vector<CommitmentState> inspected_in(sql::Reader& reader, const Participation& participation) {
  const Id<Org> org = participation.actor().org();
  return with_deals(reader, org, load_all(reader, org, inspected_in_session(reader, org, participation.session())));
}

std::vector<CommitmentState> made_in(sql::Reader& reader, const Participation& participation) {
  const Id<Org> org = participation.actor().org();
  auto states = load_all(reader, org, made_in_session(reader, org, participation.session()));
  std::erase_if(states, [](const CommitmentState& state) { return state.is_withdrawn; });
  return with_deals(reader, org, std::move(states));
}

std::vector<CommitmentState> made_in_shared(sql::Reader& reader, const access::ReportingLine& line, Id<Session> session) {
  const Id<Org> org = line.actor().org();
  auto states = load_all(reader, org, made_in_session(reader, org, session));
  std::erase_if(states, [&](const CommitmentState& state) { return state.is_withdrawn || state.rep != line.person(); });
  return states;
}

std::vector<CommitmentState> open_of(sql::Reader& reader, const access::Actor& rep) {
  if (!may_read_texts(rep)) return {};
  return load_all(reader, rep.org(), open_of_rep(reader, rep.org(), rep.person()));
}

std::vector<CommitmentState> open_with(sql::Reader& reader, const access::Actor& manager, Id<Person> rep) {
  if (!may_read_texts(manager)) return {};
  return load_all(reader, manager.org(), open_between(reader, manager.org(), {.rep = rep, .manager = manager.person()}));
}

std::vector<CommitmentFact> facts(sql::Reader& reader, Id<Org> org) {
  std::map<std::int64_t, std::vector<audit::Event>> streams;
  for (audit::Event& event : audit::events_of_kind(reader, org, stream_kind)) streams[event.stream_id].push_back(std::move(event));
  std::vector<CommitmentFact> facts;
  facts.reserve(streams.size());
  for (const auto& [id, events] : streams) facts.push_back(fold(events));
  return facts;
}

std::vector<CommitmentFact> facts_of(sql::Reader& reader, Id<Org> org, Id<Person> rep) {
  return without_texts(load_all(reader, org, all_of_rep(reader, org, rep)));
}

std::vector<CommitmentFact> facts_of_open(sql::Reader& reader, Id<Org> org, Id<Person> rep) {
  return without_texts(load_all(reader, org, open_of_rep(reader, org, rep)));
}

std::vector<CommitmentFact> facts_inspected_in(sql::Reader& reader, Id<Org> org, Id<Session> session) {
  return without_texts(load_all(reader, org, inspected_in_session(reader, org, session)));
}

}  // namespace backbeat::commitment
