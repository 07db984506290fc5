#include "ridealong/ridealong_fold.hpp"

#include "playbook/playbook_file.hpp"
#include "ridealong/ridealong_rules.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::ridealong;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

const Instant booked_at = at("2027-03-01T08:00:00Z");
const Instant call_from = at("2027-03-03T10:00:00Z");  // Wednesday, 11:00 in Madrid
const Instant call_to = at("2027-03-03T10:45:00Z");

/// The events of one ride-along of Ana and Mara.
struct Stream {
  std::vector<playbook::DatedPlaybook> playbooks{
      {.id = {}, .effective_from = LocalDate::parse("2020-01-01").value(), .rules = playbook::default_playbook()}};
  std::vector<people::Holiday> holidays;
  std::vector<audit::Event> events;

  explicit Stream(std::string_view format = "observe") {
    Fields fields;
    fields.add("format", format).add("manager", 10).add("rep", 1).add("on_behalf_of", 0).add("call", 0);
    fields.add("zone", "Europe/Madrid").add("region", "EMEA");
    add_event(booked_at, kinds::booked, plan(std::move(fields), call_from, call_to));
  }
  static Fields plan(Fields fields, Instant from, Instant to) {
    fields.add("call_from", from.unix_ms()).add("call_to", to.unix_ms());
    fields.add("pre_from", (from - minutes(15)).unix_ms()).add("pre_to", from.unix_ms());
    fields.add("debrief_from", to.unix_ms()).add("debrief_to", (to + minutes(30)).unix_ms());
    return fields;
  }
  Stream& add_event(Instant when, std::string_view kind, Fields fields) {
    events.push_back({.sequence = static_cast<std::int64_t>(events.size()) + 1,
                      .stream_kind = std::string(stream_kind),
                      .stream_id = 77,
                      .kind = std::string(kind),
                      .at = when,
                      .actor = {},
                      .fields = std::move(fields),
                      .text = {}});
    return *this;
  }
  Stream& rep(Instant when, std::string_view kind, Fields more = {}) { return by("rep", when, kind, std::move(more)); }
  Stream& manager(Instant when, std::string_view kind, Fields more = {}) { return by("manager", when, kind, std::move(more)); }
  Stream& by(std::string_view side, Instant when, std::string_view kind, Fields more) {
    Fields fields;
    fields.add("side", side);
    for (const auto& [name, value] : more.all()) fields.add(name, std::string_view(value));
    return add_event(when, kind, std::move(fields));
  }
  [[nodiscard]] RideAlongState state(Instant as_of) const { return fold(events, {.playbooks = playbooks, .holidays = holidays}, as_of); }

  /// Ridden as planned, and nothing after it.
  Stream& ridden() { return manager(call_from, kinds::started).manager(call_to, kinds::ended); }
};

}  // namespace

TEST_CASE("a ride-along is booked, confirmed by the manager, running and ended") {
  Stream stream;
  CHECK(stream.state(booked_at).state == State::booked);
  CHECK(stream.state(booked_at).plan.call == Span{call_from, call_to});
  stream.manager(booked_at + hours(1), kinds::format_confirmed, Fields().add("format", "co_sell"));
  CHECK(stream.state(booked_at + hours(1)).state == State::confirmed);
  CHECK(stream.state(booked_at + hours(1)).format == Format::co_sell);
  CHECK(stream.state(booked_at).format == Format::observe);
  stream.ridden();
  CHECK(stream.state(call_from).state == State::running);
  CHECK(stream.state(call_to).state == State::ended);
}

TEST_CASE("one that never began is missed at the end of the rep's day, and a debrief afterwards still makes it held") {
  Stream stream;
  const Instant midnight = at("2027-03-03T23:00:00Z");
  CHECK(stream.state(midnight - minutes(1)).state == State::booked);
  CHECK(stream.state(midnight).state == State::missed);
  CHECK(stream.state(midnight).known_at == midnight);
  stream.manager(midnight + hours(9), kinds::debrief_started).rep(midnight + hours(9), kinds::self_assessed);
  const RideAlongState state = stream.state(midnight + hours(9));
  CHECK(state.state == State::debriefing);
  CHECK(state.ended_at == call_to);
  CHECK(state.is_held());
}

TEST_CASE("a call that the manager alone speaks of is not held, and missed when nobody else does for a fortnight") {
  Stream stream;
  stream.ridden();
  CHECK_FALSE(stream.state(call_to + hours(1)).is_held());
  const Instant closes = stream.state(call_to).closes_at;
  CHECK(closes == at("2027-03-17T23:00:00Z"));
  CHECK(stream.state(closes - minutes(1)).state == State::ended);
  CHECK(stream.state(closes).state == State::missed);
  stream.rep(call_to + hours(2), kinds::confirmed);
  CHECK(stream.state(call_to + hours(2)).is_held());
  CHECK(stream.state(closes).state == State::ended);
}

TEST_CASE("what the rep did before the call is no evidence that it took place") {
  Stream stream;
  stream.rep(booked_at, kinds::pre_brief_signed).rep(booked_at, kinds::consent_signed, Fields().add("given", 1)).ridden();
  CHECK_FALSE(stream.state(call_to).is_held());
}

TEST_CASE("a pre-brief counts when it was signed before the call began") {
  Stream stream;
  stream.rep(booked_at, kinds::pre_brief_written).rep(call_from - minutes(1), kinds::pre_brief_signed);
  CHECK(stream.state(call_from).has_pre_brief());
  Stream late;
  late.manager(call_from - minutes(5), kinds::started).rep(call_from - minutes(1), kinds::pre_brief_signed);
  CHECK_FALSE(late.state(call_from).has_pre_brief());
}

TEST_CASE("a takeover knows whether there was consent, and whether it was handed back before the close") {
  Stream stream("co_sell");
  stream.rep(booked_at, kinds::consent_signed, Fields().add("given", 1))
      .rep(booked_at + hours(1), kinds::consent_signed, Fields().add("given", 0));
  CHECK(stream.state(booked_at).consent == true);
  CHECK(stream.state(booked_at + hours(1)).consent == false);
  stream.manager(call_from, kinds::started).manager(call_from + minutes(5), kinds::taken_over);
  CHECK(stream.state(call_from + minutes(5)).is_taken_over());
  stream.manager(call_from + minutes(9), kinds::handed_back).manager(call_from + minutes(20), kinds::taken_over);
  stream.manager(call_to, kinds::ended);
  const RideAlongState state = stream.state(call_to);
  REQUIRE(state.takeovers.size() == 2);
  CHECK_FALSE(state.takeovers[0].had_consent);
  CHECK(state.takeovers[0].handed_back_at == call_from + minutes(9));
  CHECK_FALSE(state.takeovers[1].handed_back_at.has_value());
  CHECK_FALSE(state.is_taken_over());
}

TEST_CASE("a takeover that is heard of after the call stands where it was pressed, and the past does not know it yet") {
  Stream stream("co_sell");
  const auto pressed = [](Instant when) { return Fields().add("pressed", when.unix_ms()); };
  stream.ridden().manager(call_to + hours(1), kinds::taken_over, pressed(call_from + minutes(10)));
  stream.manager(call_to + hours(1), kinds::handed_back, pressed(call_from + minutes(14)));
  CHECK(stream.state(call_to).takeovers.empty());
  const RideAlongState state = stream.state(call_to + hours(1));
  REQUIRE(state.takeovers.size() == 1);
  CHECK(state.takeovers[0].from == call_from + minutes(10));
  CHECK(state.takeovers[0].handed_back_at == call_from + minutes(14));
  CHECK(state.ended_at == call_to);
  CHECK(state.state == State::ended);
}

TEST_CASE("a press by a clock that is a little off stays within the call and before it was heard of") {
  Stream stream("co_sell");
  stream.manager(call_from, kinds::started);
  stream.manager(call_from + minutes(5), kinds::taken_over, Fields().add("pressed", (call_from - minutes(1)).unix_ms()));
  stream.manager(call_from + minutes(7), kinds::handed_back, Fields().add("pressed", (call_from + minutes(8)).unix_ms()));
  const RideAlongState state = stream.state(call_from + minutes(9));
  CHECK(state.takeovers[0].from == call_from);
  CHECK(state.takeovers[0].handed_back_at == call_from + minutes(7));
}

TEST_CASE("a call that nobody ended went on until the last press on it; one that was ended did not") {
  Stream stream("co_sell");
  const Instant heard = call_to + hours(10);
  const auto late = [&](Stream& on) -> RideAlongState {
    on.manager(heard, kinds::taken_over, Fields().add("pressed", (call_to + minutes(20)).unix_ms()));
    return on.state(heard);
  };
  stream.manager(call_from, kinds::started);
  CHECK(stream.state(heard).ended_at == call_to);
  CHECK(late(stream).ended_at == call_to + minutes(20));
  CHECK(late(stream).live_until == call_to + call_runs_on_for);
  Stream ended("co_sell");
  ended.ridden();
  CHECK(late(ended).ended_at == call_to);
  CHECK(late(ended).live_until == call_to);
}

TEST_CASE("a call that nobody ends, ends as planned") {
  Stream stream;
  stream.manager(call_from, kinds::started);
  CHECK(stream.state(call_to + call_runs_on_for - minutes(1)).state == State::running);
  const RideAlongState state = stream.state(call_to + call_runs_on_for);
  CHECK(state.state == State::ended);
  CHECK(state.ended_at == call_to);
}

TEST_CASE("a debrief a millisecond past its time is late") {
  Stream stream;
  stream.ridden();
  const Instant due = call_to + hours(24);
  CHECK(stream.state(call_to).debrief_due == due);
  CHECK_FALSE(stream.state(due).is_debrief_on_time(due).has_value());
  CHECK(stream.state(due).is_debrief_on_time(due + Duration(1)) == false);
  Stream in_time = stream;
  in_time.manager(due, kinds::debrief_started);
  CHECK(in_time.state(due).is_debrief_on_time(due) == true);
  stream.manager(due + Duration(1), kinds::debrief_started);
  CHECK(stream.state(due + Duration(1)).is_debrief_on_time(due + Duration(1)) == false);
}

TEST_CASE("the clock of a reverse session runs from the end of the rep's call, and is not there before it") {
  Stream stream("reverse");
  stream.manager(call_from - minutes(15), kinds::started).manager(call_from, kinds::ended);
  CHECK_FALSE(stream.state(call_from).debrief_due.has_value());
  CHECK(stream.state(call_to).debrief_due == call_to + hours(24));
}

TEST_CASE("a debrief goes through its stages, and what was passed over stays empty") {
  Stream stream;
  stream.ridden().manager(call_to, kinds::debrief_started).rep(call_to + minutes(1), kinds::self_assessed);
  CHECK(stream.state(call_to).current_stage()->key == self_assessment_stage);
  stream.manager(call_to + minutes(5), kinds::stage_entered, Fields().add("stage", next_step_stage));
  const RideAlongState state = stream.state(call_to + minutes(5));
  CHECK(state.current_stage()->key == next_step_stage);
  CHECK(state.stages[0].left_at == call_to + minutes(5));
  CHECK_FALSE(state.stages[1].entered_at.has_value());
  CHECK(check_enter(state, comments_stage).error().is(stage_is_over));
  CHECK(check_enter(state, next_session_stage));
  CHECK(check_enter(state, "sing").error().is(unknown_stage));
}

TEST_CASE("a debrief that nobody ends is done six hours after it began") {
  Stream stream;
  stream.ridden().manager(call_to, kinds::debrief_started).rep(call_to + minutes(1), kinds::self_assessed);
  CHECK(stream.state(call_to + debrief_runs_on_for - minutes(1)).state == State::debriefing);
  const RideAlongState state = stream.state(call_to + debrief_runs_on_for);
  CHECK(state.state == State::done);
  CHECK(state.debrief_ended_at == call_to + minutes(1));
  CHECK(state.is_held());
}

TEST_CASE("a customer's move moves everything, and the past keeps what was known then") {
  Stream stream;
  stream.add_event(booked_at + hours(2), kinds::moved,
                   Stream::plan(Fields().add("by", "customer"), call_from + hours(48), call_to + hours(48)));
  const RideAlongState state = stream.state(booked_at + hours(2));
  CHECK(state.plan.call.from == call_from + hours(48));
  CHECK(state.plan.debrief->from == call_to + hours(48));
  REQUIRE(state.moves.size() == 1);
  CHECK(state.moves[0].by == By::customer);
  CHECK(stream.state(booked_at).plan.call.from == call_from);
  CHECK(stream.state(at("2027-03-03T23:30:00Z")).state == State::booked);
}

TEST_CASE("cancelled and lost are the end of it") {
  Stream cancelled;
  cancelled.rep(booked_at + hours(1), kinds::cancelled);
  CHECK(cancelled.state(call_to + hours(200)).state == State::cancelled);
  CHECK_FALSE(cancelled.state(call_to + hours(200)).debrief_due.has_value());
  Stream lost;
  lost.add_event(booked_at + hours(1), kinds::lost, {});
  CHECK(lost.state(call_to + hours(200)).state == State::lost);
  CHECK_FALSE(lost.state(call_to).is_open());
}

TEST_CASE("every verb is its side's, and only in its time") {
  using access::Side;
  Stream stream("co_sell");
  const auto can = [&](Verb verb, Side side, Instant when) { return may(verb, stream.state(when), side, when, 3).has_value(); };
  CHECK(can(Verb::consent, Side::rep, call_from - minutes(1)));
  CHECK_FALSE(can(Verb::consent, Side::manager, call_from - minutes(1)));
  CHECK_FALSE(can(Verb::consent, Side::rep, call_from));
  CHECK_FALSE(can(Verb::start, Side::manager, call_from - may_start_early_by - minutes(1)));
  CHECK(can(Verb::start, Side::manager, call_from - may_start_early_by));
  CHECK_FALSE(can(Verb::start, Side::rep, call_from));
  CHECK_FALSE(can(Verb::note, Side::manager, call_from));
  CHECK_FALSE(can(Verb::debrief, Side::manager, call_from));
  CHECK(can(Verb::debrief, Side::manager, call_to));
  CHECK(can(Verb::cancel, Side::rep, call_to));
  stream.manager(call_from, kinds::started);
  CHECK(can(Verb::note, Side::rep, call_from));
  CHECK(can(Verb::take_over, Side::manager, call_from));
  CHECK_FALSE(can(Verb::hand_back, Side::manager, call_from));
  CHECK_FALSE(can(Verb::cancel, Side::rep, call_from));
  CHECK_FALSE(can(Verb::confirm, Side::rep, call_from));
  stream.manager(call_to, kinds::ended);
  CHECK(can(Verb::confirm, Side::rep, call_to));
  CHECK(can(Verb::self_assessment, Side::rep, call_to));
  CHECK_FALSE(can(Verb::comment, Side::manager, call_to));
  CHECK(can(Verb::note, Side::manager, call_to + hours(1)));
  const Instant closed = stream.state(call_to).closes_at;
  CHECK_FALSE(can(Verb::note, Side::manager, closed));
  CHECK_FALSE(can(Verb::debrief, Side::manager, closed));
}

TEST_CASE("comments come after the self-assessment, and the fourth is refused") {
  using access::Side;
  Stream stream;
  stream.ridden().manager(call_to, kinds::debrief_started);
  const auto refusal = [&](Verb verb) { return may(verb, stream.state(call_to), Side::manager, call_to, 3); };
  CHECK(refusal(Verb::comment).error().is(self_assessment_first));
  CHECK(refusal(Verb::end_debrief).error().is(next_step_missing));
  stream.rep(call_to, kinds::self_assessed);
  for (int number = 1; number <= 3; ++number) {
    CHECK(refusal(Verb::comment));
    stream.manager(call_to, kinds::commented, Fields().add("number", number));
  }
  const auto fourth = refusal(Verb::comment);
  REQUIRE_FALSE(fourth);
  CHECK(fourth.error().is(enough_comments));
  CHECK(fourth.error().message().find("3 comments") != std::string::npos);
  stream.rep(call_to, kinds::next_step_made, Fields().add("commitment", 9));
  CHECK(refusal(Verb::end_debrief));
  CHECK(refusal(Verb::next_step).error().is(next_step_is_there));
}

TEST_CASE("allowed lists what may permits, by the names of the addresses") {
  const Stream stream;
  const auto verbs = allowed(stream.state(booked_at), access::Side::rep, booked_at, 3);
  CHECK(verbs == std::vector<std::string_view>{"pre-brief", "sign", "consent", "move", "cancel"});
}

TEST_CASE("names go there and back") {
  for (const Tag tag : all_tags) CHECK(tag_from(name_of(tag)) == tag);
  CHECK_FALSE(tag_from("gossip").has_value());
  CHECK(kind_of(Format::co_sell) == "ride_along_co_sell");
  CHECK(name_of(State::debriefing) == "debriefing");
}

TEST_CASE("a call to ride on is still to come, within a year and of a length that can be") {
  CHECK(check_call({call_from, call_to}, booked_at));
  CHECK(check_call({call_from, call_to}, call_to + hours(1)).error().is(in_the_past));
  CHECK(check_call({call_from, call_from + minutes(4)}, booked_at).error().is(call_length));
  CHECK(check_call({call_from, call_from - minutes(4)}, booked_at).error().is(call_length));
  CHECK(check_call({call_from + hours(24 * 367), call_to + hours(24 * 367)}, booked_at).error().is(too_far_ahead));
  CHECK(check_reason("reason", "  ").error().is(reason_needed));
  CHECK(*check_reason("reason", " ill ") == "ill");
  CHECK(check_said("text", std::string(5, 'x'), 4).error().is(text_too_long));
}
