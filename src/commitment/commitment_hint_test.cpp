#include "commitment/commitment.hpp"

#include <doctest/doctest.h>

#include <string>

namespace backbeat::commitment {
namespace {

struct Sentence {
  HintKind kind;
  const char* text;
};

constexpr auto behaviour = HintKind::behaviour;
constexpr auto outcome = HintKind::outcome;
constexpr auto unclear = HintKind::unclear;

constexpr Sentence sentences[] = {
    {behaviour, "ask a quantified-impact question on every discovery call"},
    {outcome, "book two more meetings"},
    {behaviour, "I will ask for the decision process before I send a proposal"},
    {behaviour, "I'll pause three seconds after each objection"},
    {behaviour, "On every discovery call, ask what the problem costs per month."},
    {behaviour, "Before each demo I will write down the one thing they must see"},
    {behaviour, "Stop interrupting the customer"},
    {behaviour, "Talk less than 45 % on the Acme call"},
    {behaviour, "Summarise the next step at the end of each call"},
    {behaviour, "Send a recap within an hour of every call"},
    {behaviour, "Call 30 prospects before noon every day"},
    {behaviour, "Make 20 calls each morning"},
    {behaviour, "Practise the pricing talk track with Ben twice"},
    {behaviour, "Start every call with an agenda"},
    {behaviour, "Close every call with a dated next step"},
    {behaviour, "Set an agenda before every meeting"},
    {behaviour, "Add a next step to each opportunity"},
    {behaviour, "Create a mutual action plan with Globex"},
    {behaviour, "Build a stakeholder map for the three biggest accounts"},
    {behaviour, "Reduce my talking to half"},
    {behaviour, "Increase the questions I ask per call to twelve"},
    {behaviour, "Book a rehearsal with Ana before Thursday"},
    {behaviour, "Remember to ask who else decides"},
    {behaviour, "Focus on asking open questions"},
    {behaviour, "Try to listen to the end before I answer"},
    {behaviour, "Book two more meetings by asking for a referral at the end of each call"},
    {behaviour, "Win Globex by mapping the buying committee first"},
    {behaviour, "Let the customer finish, then restate what I heard"},
    {behaviour, "Never send a quote without a call"},
    {behaviour, "Reach out to the economic buyer at Initech"},
    {behaviour, "Use the silence after the price"},
    {behaviour, "Raise price before the customer does"},
    {behaviour, "Listen to two of my own calls and note every missed question"},
    {behaviour, "I\u2019ll confirm the agenda by e-mail the day before"},
    {behaviour, "Keep asking why until I know the number behind it"},
    {outcome, "Close three deals this month"},
    {outcome, "Hit quota"},
    {outcome, "Hit 110% of target"},
    {outcome, "I will win the Acme deal"},
    {outcome, "Increase my win rate"},
    {outcome, "Increase pipeline coverage to 3x"},
    {outcome, "Generate 200k of new pipeline"},
    {outcome, "Get five demos on the calendar"},
    {outcome, "Make my number"},
    {outcome, "Set five meetings"},
    {outcome, "Schedule three demos with new logos"},
    {outcome, "Create 5 opportunities"},
    {outcome, "Add $100k to pipeline"},
    {outcome, "Move three deals to proposal"},
    {outcome, "Grow the Hooli account"},
    {outcome, "Sell more"},
    {outcome, "Two more meetings by Friday"},
    {outcome, "Win rate up 5 points"},
    {outcome, "Try to close two deals before the quarter ends"},
    {outcome, "Work on closing more business"},
    {outcome, "Shorten my sales cycle"},
    {outcome, "Reach 50 % attainment by mid-quarter"},
    {outcome, "Improve my conversion rate"},
    {outcome, "Get the contract signed"},
    {outcome, "Bring in two new customers"},
    {outcome, "Beat last quarter"},
    {outcome, "Land Umbrella"},
    {unclear, "Be more confident"},
    {unclear, "Improve my discovery"},
    {unclear, "Work on objections"},
    {unclear, "Get better"},
    {unclear, "Handle objections better"},
    {unclear, "Make more of an effort"},
    {unclear, "Think about MEDDIC"},
    {unclear, "Better discovery"},
    {unclear, ""},
    {unclear, "???"},
    {unclear, "asdf"},
};

TEST_CASE("a sentence is told as a behaviour, an outcome or neither") {
  for (const Sentence& sentence : sentences) {
    CAPTURE(std::string(sentence.text));
    CHECK(static_cast<int>(hint_for(sentence.text).kind) == static_cast<int>(sentence.kind));
  }
}

TEST_CASE("a behaviour needs no hint, and everything else gets one that asks for a behaviour") {
  for (const Sentence& sentence : sentences) {
    const Hint hint = hint_for(sentence.text);
    CAPTURE(std::string(sentence.text));
    CHECK(hint.text.empty() == (hint.kind == behaviour));
  }
  CHECK(hint_for("book two more meetings").text.find("What will you do") != std::string::npos);
  CHECK(hint_for("be more confident").text.find("see or hear you do") != std::string::npos);
}

TEST_CASE("capital letters, spaces and full stops do not change what is told") {
  CHECK(hint_for("  BOOK TWO MORE MEETINGS!!  ").kind == outcome);
  CHECK(hint_for("Ask\nwhy\non every call...").kind == behaviour);
}

TEST_CASE("any bytes get an answer") {
  CHECK(hint_for(std::string(5000, ',')).kind == unclear);
  CHECK(hint_for("\u00e9\u00e8 \u65e5\u672c\u8a9e").kind == unclear);
  CHECK(hint_for(std::string("book\0two", 8)).text.size() > 0);
}

}  // namespace
}  // namespace backbeat::commitment
