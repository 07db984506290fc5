// The questions that signals suggest. A signal that says nothing asks nothing.
#include "signal/signal.hpp"

#include <cmath>

namespace backbeat::signal {
namespace {

std::string percent(double share) {
  return std::to_string(std::llround(share * 100)) + " %";
}
std::string whole(double days) {
  return std::to_string(std::llround(days));
}
std::string deals(int n) {
  return std::to_string(n) + (n == 1 ? " deal" : " deals");
}

std::string one_decimal(double value) {
  const auto tenths = std::llround(value * 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

/// Behind by more than a tenth of the target once a quarter of the time is over; before that, being behind says nothing.
void ask_of_pace(const Signals& signals, std::vector<Question>& out) {
  if (!signals.pace || signals.pace->elapsed < 0.25) return;
  const Pace& pace = *signals.pace;
  if (pace.attainment > pace.elapsed - 0.1) return;
  out.push_back({"Which two conversations of the next fortnight could change the quarter most, and what will you do differently in them?",
                 percent(pace.attainment) + " of the target is won (" + deals(pace.n) + ") with " + percent(pace.elapsed) +
                     " of the quarter's working days over."});
}

void ask_of_stages(const Signals& signals, const Rules& rules, std::vector<Question>& out) {
  const StageSignal* oldest = nullptr;
  for (const auto& stage : signals.pipeline) {
    if (!stage.is_old(rules)) continue;
    if (!oldest || stage.median_age_days / *stage.usual_age_days > oldest->median_age_days / *oldest->usual_age_days) oldest = &stage;
  }
  if (!oldest) return;
  out.push_back({"Take the oldest deal in " + oldest->stage + ": what is the buyer waiting for, and how do you know?",
                 deals(oldest->count) + " in " + oldest->stage + ", half of them for more than " + whole(oldest->median_age_days) +
                     " days; the ones you won took " + whole(*oldest->usual_age_days) + "."});
}

void ask_of_win_rate(const Signals& signals, std::vector<Question>& out) {
  if (!signals.win_rate || !signals.win_rate->has_changed) return;
  const WinRate& rate = *signals.win_rate;
  const bool is_better = rate.value > rate.before;
  out.push_back({is_better ? "You win more than you used to. What do you do on calls now that you did not do before?"
                           : "You win less than you used to. Where in the last lost deals did it turn, and what did you hear there?",
                 percent(rate.value) + " of " + deals(rate.n) + " in the last 13 weeks, " + percent(rate.before) + " of " +
                     deals(rate.before_n) + " in the year before; more than chance."});
}

void ask_of_cycle(const Signals& signals, std::vector<Question>& out) {
  if (!signals.cycle || !signals.cycle->has_changed) return;
  const Cycle& cycle = *signals.cycle;
  const bool is_faster = cycle.median_days < cycle.before_days;
  out.push_back({is_faster ? "Deals close faster than they used to. Which step do buyers no longer need, and why?"
                           : "Deals take longer than they used to. After which conversation does the waiting begin?",
                 "Half of what you won in the last 13 weeks took more than " + whole(cycle.median_days) + " days (" + deals(cycle.n) +
                     "), " + whole(cycle.before_days) + " in the year before (" + deals(cycle.before_n) + "); more than chance."});
}

void ask_of_coverage(const Signals& signals, const Rules& rules, std::vector<Question>& out) {
  if (!signals.coverage || signals.coverage->ratio >= rules.coverage_target) return;
  out.push_back({"Where will the next opportunity come from, and what will you say in the first twenty seconds?",
                 "What is open and due this quarter is " + one_decimal(signals.coverage->ratio) + " times what is missing to the target; " +
                     one_decimal(rules.coverage_target) + " times is enough."});
}

}  // namespace

std::vector<Question> questions_from(const Signals& signals, const Rules& rules) {
  std::vector<Question> out;
  ask_of_stages(signals, rules, out);
  ask_of_win_rate(signals, out);
  ask_of_cycle(signals, out);
  ask_of_pace(signals, out);
  ask_of_coverage(signals, rules, out);
  if (out.size() > most_questions) out.resize(most_questions);
  return out;
}

}  // namespace backbeat::signal
