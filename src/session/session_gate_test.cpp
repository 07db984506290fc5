#include "crm/crm_actions.hpp"
#include "session/session_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::session {
namespace {

using commitment::Verdict;

TEST_CASE_FIXTURE(SessionWorld, "the next conversation of the two opens on what was agreed, in the rep's words") {
  agreed("ask a quantified-impact question on every discovery call");
  const auto id = weekly();
  const Conversation before = seen_by(rita, id);
  CHECK(before.gate == Gate::open);
  REQUIRE(before.to_inspect.size() == 1);
  CHECK(before.to_inspect[0].commitment.text == "ask a quantified-impact question on every discovery call");
  CHECK_FALSE(before.to_inspect[0].commitment.inspection);
}

TEST_CASE_FIXTURE(SessionWorld, "nothing else unlocks before the inspection") {
  agreed("ask why");
  const auto id = running();
  CHECK(code_of(sessions.enter_stage(as(mark), id, "open")) == "gate_open");
  CHECK(code_of(sessions.skip_stage(as(mark), id, "open", "no time")) == "gate_open");
  CHECK(code_of(sessions.write_note(as(rita), id, "inspect", "text", 0)) == "gate_open");
  CHECK(code_of(sessions.write_note(as(mark), id, "inspect", "text", 0)) == "gate_open");
  CHECK(code_of(sessions.commit(as(rita), id, {.text = "another one"})) == "gate_open");
  CHECK(code_of(sessions.plan_next(as(mark), id, in(std::chrono::days(7)))) == "gate_open");
  const auto allowed = seen_by(mark, id).allowed;
  CHECK(std::ranges::find(allowed, "gate") != allowed.end());
  CHECK(std::ranges::find(allowed, "skip-gate") != allowed.end());
  CHECK(std::ranges::find(allowed, "stage") == allowed.end());
  CHECK(std::ranges::find(allowed, "notes") == allowed.end());
}

TEST_CASE_FIXTURE(SessionWorld, "the gate is passed when every open commitment has its verdict") {
  const auto first = agreed("ask why");
  const auto session = running();
  REQUIRE(sessions.judge(as(mark), session, first, Verdict::kept, ""));
  REQUIRE(sessions.commit(as(rita), session, {.text = "send recaps"}));
  REQUIRE(sessions.commit(as(rita), session, {.text = "call Globex"}));
  REQUIRE(sessions.end(as(mark), session));
  pass(std::chrono::days(7));

  const auto id = running();
  const auto open = seen_by(mark, id).to_inspect;
  REQUIRE(open.size() == 2);
  REQUIRE(sessions.judge(as(mark), id, open[0].commitment.id, Verdict::partly, "twice of four"));
  CHECK(seen_by(mark, id).gate == Gate::open);
  REQUIRE(sessions.judge(as(mark), id, open[1].commitment.id, Verdict::no_occasion, ""));
  const Conversation after = seen_by(rita, id);
  CHECK(after.gate == Gate::passed);
  REQUIRE(after.to_inspect.size() == 2);
  CHECK(after.to_inspect[0].commitment.inspection->verdict == Verdict::partly);
  CHECK(after.to_inspect[0].commitment.inspection_note == "twice of four");
  CHECK(sessions.enter_stage(as(mark), id, "open"));
}

TEST_CASE_FIXTURE(SessionWorld, "without an open commitment there is nothing to inspect") {
  const auto id = running();
  CHECK(seen_by(mark, id).gate == Gate::nothing);
  CHECK(sessions.enter_stage(as(mark), id, "open"));
  CHECK(code_of(sessions.start(as(mark), id, "no time")) == "gate_not_open");
}

TEST_CASE_FIXTURE(SessionWorld, "the gate can be skipped with a reason only, and that is recorded; the commitment waits") {
  const auto commitment = agreed("ask why");
  const auto id = weekly();
  CHECK(code_of(sessions.start(as(mark), id, "   ")) == "reason_needed");
  CHECK(code_of(sessions.start(as(mark), id, std::string(501, 'x'))) == "text_too_long");
  REQUIRE(sessions.start(as(mark), id, "urgent customer escalation"));
  const Conversation skipped = seen_by(rita, id);
  CHECK(skipped.gate == Gate::skipped);
  CHECK(skipped.gate_skip_reason == "urgent customer escalation");
  REQUIRE(sessions.end(as(mark), id));
  pass(std::chrono::days(7));

  const auto next = running();
  const auto open = seen_by(mark, next).to_inspect;
  REQUIRE(open.size() == 1);
  CHECK(open[0].commitment.id == commitment);
  CHECK(open[0].commitment.times_carried == 1);
}

TEST_CASE_FIXTURE(SessionWorld, "the gate can be skipped when the conversation runs already") {
  agreed("ask why");
  const auto id = running();
  REQUIRE(sessions.start(as(mark), id, "we come back to it"));
  CHECK(seen_by(mark, id).gate == Gate::skipped);
  CHECK(sessions.enter_stage(as(mark), id, "open"));
}

TEST_CASE_FIXTURE(SessionWorld, "a verdict can be corrected while the conversation runs, and not afterwards") {
  const auto commitment = agreed("ask why");
  const auto id = running();
  REQUIRE(sessions.judge(as(mark), id, commitment, Verdict::kept, ""));
  REQUIRE(sessions.judge(as(mark), id, commitment, Verdict::missed, "we listened again"));
  CHECK(seen_by(mark, id).to_inspect.at(0).commitment.inspection->verdict == Verdict::missed);
  REQUIRE(sessions.end(as(mark), id));
  CHECK(code_of(sessions.judge(as(mark), id, commitment, Verdict::kept, "")) == "already_ended");
  pass(std::chrono::days(7));

  const auto next = running();
  CHECK(code_of(sessions.judge(as(mark), next, commitment, Verdict::kept, "")) == "gate_not_open");
}

TEST_CASE_FIXTURE(SessionWorld, "a commitment inspected in one conversation is not inspected in another") {
  const auto first = agreed("ask why");
  const auto session = running();
  REQUIRE(sessions.judge(as(mark), session, first, Verdict::kept, ""));
  REQUIRE(sessions.commit(as(rita), session, {.text = "send recaps"}));
  REQUIRE(sessions.end(as(mark), session));
  pass(std::chrono::days(7));
  const auto id = running();
  CHECK(code_of(sessions.judge(as(mark), id, first, Verdict::missed, "")) == "already_inspected");
}

TEST_CASE_FIXTURE(SessionWorld, "commitments of others, of this conversation and of nobody are not found") {
  const auto commitment = agreed("ask why");
  const auto robs =
      *sessions.plan(as(mark), {.kind = "weekly_one_on_one", .rep = rob, .manager = {}, .starts_at = clock.now(), .minutes = {}});
  REQUIRE(sessions.start(as(mark), robs, std::nullopt));
  CHECK(seen_by(rob, robs).gate == Gate::nothing);
  CHECK(code_of(sessions.judge(as(mark), robs, commitment, Verdict::kept, "")) == "gate_not_open");

  const auto id = running();
  CHECK(code_of(sessions.judge(as(mark), id, Id<commitment::Commitment>(1), Verdict::kept, "")) == "not_found");
  REQUIRE(sessions.judge(as(mark), id, commitment, Verdict::kept, ""));
  const auto fresh = *sessions.commit(as(rita), id, {.text = "send recaps"});
  CHECK(code_of(sessions.judge(as(mark), id, fresh, Verdict::kept, "")) == "not_found");
}

TEST_CASE_FIXTURE(SessionWorld, "verdicts are the manager's to give, in the conversation") {
  const auto commitment = agreed("ask why");
  const auto id = weekly();
  CHECK(code_of(sessions.judge(as(mark), id, commitment, Verdict::kept, "")) == "not_running");
  REQUIRE(sessions.start(as(mark), id, std::nullopt));
  CHECK(code_of(sessions.judge(as(rita), id, commitment, Verdict::kept, "")) == "other_side");
  CHECK(code_of(sessions.judge(as(mark), id, commitment, Verdict::kept, std::string(2001, 'x'))) == "too_long");
}

TEST_CASE_FIXTURE(SessionWorld, "a new manager does not open on what was agreed with the former one") {
  agreed("ask why");
  change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", olaf, org, rita);
  const auto id =
      sessions.plan(as(olaf), {.kind = "weekly_one_on_one", .rep = rita, .manager = {}, .starts_at = clock.now(), .minutes = {}});
  REQUIRE(id);
  CHECK(seen_by(olaf, *id).to_inspect.empty());
}

/// Rita has two open deals and one that was lost, imported now.
struct WithDeals : SessionWorld {
  crm::OpportunityImporter opportunities{access};
  imports::Imports imports{*db, access, {&opportunities}};

  WithDeals() {
    change("UPDATE person SET email = lower(email) WHERE org_id = ?", org);
    import("Discovery", "2027-01-04", "Proposal");
  }
  /// `since`: when the first came where it is.
  void import(std::string_view first, std::string_view since, std::string_view second) {
    const std::string rows = "opportunity,name,email,stage,stage_since,opened,closes\nA1,Acme rollout,rita@example.com," +
                             std::string(first) + "," + std::string(since) + ",2027-01-04,\nA2,Umber pilot,rita@example.com," +
                             std::string(second) +
                             ",2027-01-11,2027-01-11,\nA3,Gone,rita@example.com,Lost,,2027-01-11,2027-02-01\n"
                             "B1,Another's,rob@example.com,Proposal,,2027-01-11,\n";
    const auto report = imports.apply(root, "opportunities", "o.csv", "backbeat", {}, rows);
    REQUIRE_MESSAGE(report, code_of(report));
    REQUIRE(report->rejected.empty());
  }
};

TEST_CASE_FIXTURE(WithDeals, "a commitment names the rep's open deals, each once, and none of others") {
  const auto id = running();
  CHECK(code_of(sessions.commit(as(rita), id, {.text = "ask why", .indicator = "no_such"})) == "unknown_indicator");
  for (const std::string key : {"A3", "B1", "nothing"})
    CHECK_MESSAGE(code_of(sessions.commit(as(rita), id, {.text = "ask why", .opportunities = {key}})) == "unknown_opportunity", key);
  CHECK(code_of(sessions.commit(as(rita), id, {.text = "ask", .opportunities = {"1", "2", "3", "4", "5", "6"}})) ==
        "too_many_opportunities");
  REQUIRE(sessions.commit(as(rita), id, {.text = "ask why", .opportunities = {"A2", "A1", "A2"}}));
  CHECK(seen_by(mark, id).commitments.at(0).opportunities == std::vector<std::string>{"A2", "A1"});
}

TEST_CASE_FIXTURE(WithDeals, "what became of the named deals stands beside the commitment, and stays as it was judged") {
  const auto first = running();
  const auto made = sessions.commit(as(rita), first, {.text = "ask for the date", .opportunities = {"A1", "A2"}});
  REQUIRE(made);
  pass(std::chrono::minutes(30));
  REQUIRE(sessions.end(as(mark), first));
  pass(std::chrono::days(6));
  import("Proposal", "2027-03-05", "Proposal");
  pass(std::chrono::days(1));
  const auto second = running();
  const auto seen = seen_by(rita, second).to_inspect;
  REQUIRE(seen.size() == 1);
  const auto& evidence = seen[0].evidence;
  REQUIRE(evidence.deals.size() == 2);
  CHECK(evidence.deals[0].name == "Acme rollout");
  CHECK(evidence.deals[0].stage_before == "Discovery");
  CHECK(evidence.deals[0].stage == "Proposal");
  CHECK_FALSE(evidence.deals[1].has_moved());
  CHECK(evidence.until == clock.now() - std::chrono::days(1));
  REQUIRE(evidence.freshness.size() == 1);
  CHECK(evidence.freshness[0].source == "Opportunities");

  REQUIRE(sessions.judge(as(mark), second, *made, Verdict::kept, ""));
  const Instant judged = clock.now();
  pass(std::chrono::minutes(30));
  REQUIRE(sessions.end(as(mark), second));
  pass(std::chrono::days(3));
  import("Negotiation", "2027-03-10", "Proposal");
  const auto later = seen_by(rita, second).to_inspect.at(0).evidence;
  CHECK(later.until == judged);
  CHECK(later.deals.at(0).stage == "Proposal");
}

TEST_CASE_FIXTURE(WithDeals, "an indicator without enough behind it is silent with the reason") {
  const auto first = running();
  REQUIRE(sessions.commit(as(rita), first, {.text = "ask why", .indicator = "deals_advanced"}));
  REQUIRE(sessions.commit(as(rita), first, {.text = "ask again"}));
  REQUIRE(sessions.end(as(mark), first));
  pass(std::chrono::days(7));
  import("Proposal", "2027-03-05", "Proposal");
  const auto seen = seen_by(mark, weekly()).to_inspect;
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].evidence.silent.at(0) == "2 deals were open when this was agreed; the figure is shown from 10 on.");
  CHECK(seen[1].evidence.silent.empty());
  CHECK(seen[1].evidence.freshness.empty());
}

}  // namespace
}  // namespace backbeat::session
