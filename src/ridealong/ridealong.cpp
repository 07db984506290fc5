#include "ridealong/ridealong.hpp"

#include <algorithm>

namespace backbeat::ridealong {

std::string_view name_of(State state) {
  switch (state) {
    case State::booked:
      return "booked";
    case State::confirmed:
      return "confirmed";
    case State::running:
      return "running";
    case State::ended:
      return "ended";
    case State::debriefing:
      return "debriefing";
    case State::done:
      return "done";
    case State::cancelled:
      return "cancelled";
    case State::lost:
      return "lost";
    case State::missed:
      return "missed";
  }
  return "";
}

std::string_view kind_of(Format format) {
  switch (format) {
    case Format::observe:
      return "ride_along_observe";
    case Format::co_sell:
      return "ride_along_co_sell";
    case Format::reverse:
      return "ride_along_reverse";
  }
  return "";
}

std::string_view name_of(Tag tag) {
  switch (tag) {
    case Tag::question:
      return "question";
    case Tag::objection:
      return "objection";
    case Tag::next_step:
      return "next_step";
    case Tag::talk_balance:
      return "talk_balance";
    case Tag::competitor:
      return "competitor";
    case Tag::price:
      return "price";
    case Tag::stakeholder:
      return "stakeholder";
    case Tag::free:
      return "free";
  }
  return "";
}

std::optional<Tag> tag_from(std::string_view name) {
  for (const Tag tag : all_tags)
    if (name_of(tag) == name) return tag;
  return std::nullopt;
}

bool RideAlongState::is_held() const {
  const bool is_past_the_call = state == State::ended || state == State::debriefing || state == State::done;
  return is_past_the_call && used_by_manager && used_by_rep;
}

bool RideAlongState::has_pre_brief() const {
  return pre_brief_at && *pre_brief_at < started_at.value_or(plan.call.from);
}

std::optional<bool> RideAlongState::is_debrief_on_time(Instant now) const {
  if (!debrief_due) return std::nullopt;
  if (debrief_started_at) return *debrief_started_at <= *debrief_due;
  return now <= *debrief_due ? std::nullopt : std::optional(false);
}

bool RideAlongState::is_taken_over() const {
  return state == State::running && std::ranges::any_of(takeovers, [](const Takeover& takeover) { return !takeover.handed_back_at; });
}

const StageRun* RideAlongState::current_stage() const {
  const auto found = std::ranges::find_if(stages, [](const StageRun& run) { return run.entered_at && !run.left_at; });
  return found == stages.end() ? nullptr : &*found;
}

}  // namespace backbeat::ridealong
