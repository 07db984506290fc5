#include "sim/script.hpp"

#include <algorithm>
#include <map>

namespace backbeat::sim {
namespace {

const std::map<std::string, std::vector<std::string>> behaviours = {
    {"discovery",
     {"Ask what the problem costs them in numbers on each of my three discovery calls this week",
      "Stay silent for five seconds after the first answer on every discovery call",
      "Ask who else feels this problem before I show anything on Thursday's call with the new account",
      "Write down their words for the problem and read them back before the call ends"}},
    {"qualification",
     {"Ask how they decided on the last tool of this kind in every first call",
      "Name the two deals without a buyer on Monday and ask each champion for an introduction",
      "Ask for the date after which doing nothing hurts, in both open proposals"}},
    {"objections",
     {"When price comes up, ask compared to what before I answer, on every call",
      "Repeat the objection in their words and ask if there is anything behind it, three times this week",
      "Role-play the security objection with Nadia before Wednesday"}},
    {"next_steps",
     {"End every call with a date in both calendars before we hang up",
      "Send the summary with owners and dates within an hour of each demo",
      "Ask what would have to happen before our next meeting, on all four open deals"}},
    {"stakeholders",
     {"Ask my champion at the two largest accounts for half an hour with finance",
      "Write to one new person a day in the three accounts where I know only one",
      "Invite the head of operations to the next call and say why it matters to her"}},
    {"negotiation",
     {"Trade, never give: ask for the signature date each time a discount is asked for",
      "Write down my three gives and gets before Friday's call", "Say our price and stop talking, on both proposals"}},
    {"value",
     {"Tell one customer story with a number in it on each demo", "Open Tuesday's demo with the problem they told me, before any slide",
      "Practise the two-minute story of the logistics customer and record it"}},
    {"prospecting",
     {"Make twenty calls before eleven, four days this week", "Open with the trigger I found, not with our name, in every first call",
      "Ask for the meeting at the end of each conversation that goes over two minutes"}},
};
const std::vector<std::string> outcomes = {"Book two more meetings", "Close the renewal by Friday", "Get pipeline to three times quota",
                                           "Win one of the two proposals"};

const std::map<std::string, std::vector<std::string>> notes = {
    {"inspect",
     {"Did it on two of three calls; the third ended early.", "Played the moment at minute twelve, it worked.",
      "Forgot under time pressure on the second call."}},
    {"open",
     {"Wants to get sharper at the first five minutes.", "Says discovery turns into a demo too soon.",
      "Feels stuck between champion and buyer."}},
    {"goal",
     {"By the end of the month: the cost of the problem, in their numbers, in every opportunity.",
      "In two weeks: no call ends without a date."}},
    {"reality",
     {"Listened to the call together. She answers her own question after two seconds.",
      "Three closed questions in a row, then the feature tour.", "He had the number and moved on before asking what it means."}},
    {"options",
     {"Wait longer / write the question down / ask the customer to walk through their week.",
      "Start with the summary of last time; ask what changed.", "Let the champion explain it to the buyer, with us in the room."}},
    {"will",
     {"On the calls with the two new accounts. We will hear it in the recording.", "On every call until Thursday; counts them on paper."}},
};
const std::vector<std::string> plain_notes = {"Went through it step by step.", "Agreed to look at one recording together next time.",
                                              "Good energy; one thing at a time."};

}  // namespace

const std::vector<std::string>& competencies() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> out;
    for (const auto& [key, texts] : behaviours) out.push_back(key);
    return out;
  }();
  return keys;
}

Habits habits_of(const Worker& manager, const Organisation& organisation, Dice& dice) {
  Habits habits{.discipline = std::clamp(0.86 + 0.07 * manager.skill, 0.55, 0.98),
                .brevity = std::clamp(0.12 - 0.05 * manager.skill, 0.02, 0.4),
                .is_all_pipeline = dice.chance(0.1),
                .stops_on = {}};
  if (dice.chance(0.12)) habits.stops_on = organisation.today - std::chrono::days(dice.between(24, 40));
  return habits;
}

Fate fate_of(const Habits& habits, LocalDate day, Dice& dice) {
  if (habits.stops_on && day >= *habits.stops_on) return dice.chance(0.8) ? Fate::missed : Fate::cancelled;
  // The last two weeks of a quarter press on everything that can be put off.
  const LocalDate quarter_end = FiscalQuarter::of(day, 1).last_day();
  const double pressure = quarter_end - day < std::chrono::days(14) ? 0.12 : 0.0;
  if (!dice.chance(habits.discipline - pressure)) return dice.chance(0.6) ? Fate::missed : Fate::cancelled;
  if (dice.chance(habits.brevity + pressure / 2)) return Fate::held_short;
  if (dice.chance(0.12)) return Fate::moved_then_held;
  return dice.chance(0.03) ? Fate::unconfirmed : Fate::held;
}

std::string commitment_text(const std::string& competency, Dice& dice) {
  if (dice.chance(0.12)) return dice.pick(outcomes);
  const auto found = behaviours.find(competency);
  return dice.pick(found == behaviours.end() ? behaviours.begin()->second : found->second);
}

std::string indicator_for(const std::string& competency) {
  static const std::map<std::string, std::string> known_by = {{"discovery", "impact_questions"},
                                                              {"qualification", "deals_advanced"},
                                                              {"objections", "deals_advanced"},
                                                              {"next_steps", "deals_advanced"},
                                                              {"value", "stage_age"},
                                                              {"negotiation", "deals_advanced"},
                                                              {"prospecting", "opportunities_opened"},
                                                              {"stakeholders", "stage_age"}};
  const auto found = known_by.find(competency);
  return found == known_by.end() ? "" : found->second;
}

std::string note_text(const std::string& stage, Dice& dice) {
  const auto found = notes.find(stage);
  return dice.pick(found == notes.end() ? plain_notes : found->second);
}

std::string cancel_reason(Dice& dice) {
  return dice.pick(
      std::vector<std::string>{"Customer escalation", "All-hands at the same time", "Board preparation", "Travelling, no quiet place"});
}

std::string move_reason(Dice& dice) {
  return dice.pick(
      std::vector<std::string>{"Customer call moved into the slot", "Train delayed", "Doctor's appointment", "Quarter-end review"});
}

Kept verdict_of(const Worker& rep, Dice& dice) {
  const double roll = dice.unit() - 0.08 * rep.skill;
  if (roll < 0.48) return Kept::kept;
  if (roll < 0.75) return Kept::partly;
  if (roll < 0.92) return Kept::missed;
  return Kept::no_occasion;
}

int usefulness_of(const Habits& habits, Dice& dice) {
  const double mean = habits.is_all_pipeline ? 5.0 : 6.5 + 2.5 * (habits.discipline - 0.6);
  return std::clamp(static_cast<int>(mean + 1.6 * dice.bell() + 0.5), 0, 10);
}

}  // namespace backbeat::sim
