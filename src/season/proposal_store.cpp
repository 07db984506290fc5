#include "season/proposal_store.hpp"

#include "sql/many_rows.hpp"

namespace backbeat::season {
namespace {

const std::string columns =
    "SELECT proposal_id, season_id, number, state, seed, asked_seconds, asked_epochs, started_at, started_by, run, beat_at, "
    "is_cancel_asked, progress, ended_at, people, circles, cross_circles, waiting, bound, is_proven, epochs, is_repeatable, terms, broken, "
    "facts, is_edited, version FROM circle_proposal WHERE org_id = ? ";
const std::string proposals_sql = columns + "AND season_id = ? ORDER BY number";
const std::string proposal_sql = columns + "AND proposal_id = ?";
constexpr std::string_view next_number_sql = "SELECT COALESCE(MAX(number), 0) + 1 FROM circle_proposal WHERE org_id = ? AND season_id = ?";
constexpr std::string_view circles_sql =
    "SELECT number, form, held_by FROM circle_proposal_circle WHERE org_id = ? AND proposal_id = ? ORDER BY number";
constexpr std::string_view members_sql =
    "SELECT number, person_id FROM circle_proposal_member WHERE org_id = ? AND proposal_id = ? ORDER BY number, person_id";
constexpr std::string_view insert_sql =
    "INSERT INTO circle_proposal (org_id, proposal_id, season_id, number, state, seed, asked_seconds, asked_epochs, started_at, "
    "started_by, "
    "run, beat_at, is_cancel_asked, progress, people, circles, cross_circles, waiting, cost, bound, is_proven, epochs, is_repeatable, "
    "terms, "
    "broken, facts, is_edited, version) VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, 0, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '', 0, "
    "0, 1)";
constexpr std::string_view beat_sql =
    "UPDATE circle_proposal SET progress = ?, beat_at = ? WHERE org_id = ? AND proposal_id = ? AND state = 'running' AND is_cancel_asked = "
    "0";
constexpr std::string_view cancel_sql =
    "UPDATE circle_proposal SET is_cancel_asked = 1 WHERE org_id = ? AND proposal_id = ? AND state = 'running'";
constexpr std::string_view update_sql =
    "UPDATE circle_proposal SET state = ?, ended_at = ?, people = ?, circles = ?, cross_circles = ?, waiting = ?, cost = ?, bound = ?, "
    "is_proven = ?, epochs = ?, is_repeatable = ?, terms = ?, broken = ?, facts = ?, is_edited = ?, version = version + 1 "
    "WHERE org_id = ? AND proposal_id = ?";
constexpr std::string_view delete_members_sql = "DELETE FROM circle_proposal_member WHERE org_id = ? AND proposal_id = ?";
constexpr std::string_view delete_circles_sql = "DELETE FROM circle_proposal_circle WHERE org_id = ? AND proposal_id = ?";
constexpr std::string_view insert_circle_sql = "INSERT INTO circle_proposal_circle (org_id, proposal_id, number, form, held_by) VALUES ";
constexpr std::string_view insert_member_sql = "INSERT INTO circle_proposal_member (org_id, proposal_id, number, person_id) VALUES ";

ProposalState state_from(std::string_view name) {
  for (const ProposalState state : {ProposalState::done, ProposalState::cancelled, ProposalState::failed})
    if (name_of(state) == name) return state;
  return ProposalState::running;
}

Proposal proposal_from(const sql::Row& row) {
  Proposal out{.id = row.get<Id<CircleProposal>>(0),
               .season = row.get<Id<CircleSeason>>(1),
               .number = row.get<int>(2),
               .state = state_from(row.text(3)),
               .effort = {.seed = row.integer(4),
                          .seconds = row.get<std::optional<std::int64_t>>(5),
                          .epochs = row.get<std::optional<std::int64_t>>(6)},
               .started_at = row.get<Instant>(7),
               .started_by = row.get<Id<User>>(8),
               .run = row.get<std::string>(9),
               .beat_at = row.get<Instant>(10),
               .is_cancel_asked = row.get<bool>(11),
               .progress = progress_from(row.text(12)),
               .ended_at = row.get<std::optional<Instant>>(13),
               .outcome = {.people = row.integer(14),
                           .circles = row.integer(15),
                           .cross_circles = row.integer(16),
                           .waiting = row.integer(17),
                           .bound = row.integer(18),
                           .is_proven = row.get<bool>(19),
                           .epochs = row.integer(20),
                           .is_repeatable = row.get<bool>(21),
                           .score = {.cost = costs_from(row.text(22)), .broken = violations_from(row.text(23))},
                           .facts = row.integer(24)},
               .is_edited = row.get<bool>(25),
               .version = row.integer(26)};
  return out;
}

}  // namespace

std::vector<Proposal> read_proposals(sql::Reader& reader, Id<Org> org, Id<CircleSeason> season) {
  return reader.all(proposals_sql, proposal_from, org, season);
}

std::optional<Proposal> read_proposal(sql::Reader& reader, Id<Org> org, Id<CircleProposal> id) {
  return reader.first(proposal_sql, proposal_from, org, id);
}

NamedPlan read_plan(sql::Reader& reader, Id<Org> org, Id<CircleProposal> id) {
  NamedPlan plan;
  reader.each(
      circles_sql,
      [&](const sql::Row& row) {
        plan.circles.push_back({.form = row.text(1) == "same" ? circle::Kind::Form::same : circle::Kind::Form::cross,
                                .held_by = row.get<std::string>(2),
                                .members = {}});
      },
      org, id);
  reader.each(
      members_sql,
      [&](const sql::Row& row) {
        const auto number = row.get<std::size_t>(0);
        if (number == 0)
          plan.waitlist.push_back(row.get<Id<Person>>(1));
        else if (number <= plan.circles.size())
          plan.circles[number - 1].members.push_back(row.get<Id<Person>>(1));
      },
      org, id);
  return plan;
}

int next_number(sql::Reader& reader, Id<Org> org, Id<CircleSeason> season) {
  return reader.first(next_number_sql, [](const sql::Row& row) { return row.get<int>(0); }, org, season).value_or(1);
}

void insert_proposal(sql::Transaction& tx, Id<Org> org, const Proposal& proposal) {
  tx.change(insert_sql, org, proposal.id, proposal.season, proposal.number, proposal.effort.seed, proposal.effort.seconds,
            proposal.effort.epochs, proposal.started_at, proposal.started_by, proposal.run, proposal.beat_at);
}

bool beat(sql::Transaction& tx, Id<Org> org, Id<CircleProposal> id, const circle::Progress& progress, Instant at) {
  return tx.change(beat_sql, text_of(progress), at, org, id) > 0;
}

void ask_to_cancel(sql::Transaction& tx, Id<Org> org, Id<CircleProposal> id) {
  tx.change(cancel_sql, org, id);
}

void update_proposal(sql::Transaction& tx, Id<Org> org, const Proposal& proposal) {
  const Outcome& outcome = proposal.outcome;
  tx.change(update_sql, name_of(proposal.state), proposal.ended_at, outcome.people, outcome.circles, outcome.cross_circles, outcome.waiting,
            outcome.score.cost.total(), outcome.bound, outcome.is_proven, outcome.epochs, outcome.is_repeatable,
            text_of(outcome.score.cost), text_of(outcome.score.broken), outcome.facts, proposal.is_edited, org, proposal.id);
}

void write_plan(sql::Transaction& tx, Id<Org> org, Id<CircleProposal> id, const NamedPlan& plan) {
  tx.change(delete_members_sql, org, id);
  tx.change(delete_circles_sql, org, id);
  static const sql::ManyRows<5> insert_circle(insert_circle_sql);
  static const sql::ManyRows<4> insert_member(insert_member_sql);
  std::vector<sql::ManyRows<5>::OfRow> circles;
  std::vector<sql::ManyRows<4>::OfRow> members;
  for (std::size_t at = 0; at < plan.circles.size(); ++at) {
    const NamedCircle& circle = plan.circles[at];
    circles.push_back({org, id, at + 1, name_of(circle.form), circle.held_by});
    for (const Id<Person> person : circle.members) members.push_back({org, id, at + 1, person});
  }
  for (const Id<Person> person : plan.waitlist) members.push_back({org, id, 0, person});
  insert_circle.insert(tx, circles);
  insert_member.insert(tx, members);
}

}  // namespace backbeat::season
