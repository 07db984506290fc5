#include "sim/circle_script.hpp"

#include "sim/script.hpp"

#include <fmt/format.h>

#include <map>

namespace backbeat::sim {
namespace {

using Lines = std::vector<std::string>;

/// One kind of trouble. Any situation of it goes with any attempt, any place where it is stuck and any question; "{}" is a customer.
struct Trouble {
  Lines situation;
  Lines tried;
  Lines stuck;
  Lines ask;
};

const std::vector<Trouble> of_ae = {
    {{"{} has been in proposal for five weeks. My champion wanted it before their quarter ended; since then she answers in one line.",
      "The buyer at {} said yes in the room. Two weeks later nobody there can tell me what happens next."},
     {"I sent the summary twice and called on two mornings. I offered to come by.",
      "I asked for a date, then for a shorter call, then whether something had changed."},
     {"I do not know whether the money went somewhere else or she just has no time.",
      "Each of my messages asks for something; none gives her a reason to answer."},
     {"How did you find out what had changed without sounding worried?", "What would you send that is worth her ten minutes?"}},
    {{"{} wants eighteen percent off or they sign with whom they have today. The list price was clear from the first call.",
      "Procurement at {} came in last week and asked for our best price before any other conversation."},
     {"I offered a longer term for less, and took one module out.",
      "I asked what they compare us with. They said that this is not the point."},
     {"My sponsor says it is decided and the price is only a form. Procurement says that nothing is decided.",
      "If I give in now, they will ask again at the renewal. I cannot say so."},
     {"What did you ask for in return that cost them little?", "Who of you has gone around procurement without burning the bridge?"}},
    {{"Discovery with {} went well: three people, an hour, a clear problem. I showed the product too early all the same.",
      "First call with {}: they asked for a demo after ten minutes and I gave them one."},
     {"I went back with questions about what it costs them today; they send me to the website of their own report.",
      "I asked for a second hour with the head of operations. It is with her assistant."},
     {"They think that they know what we do, so nobody sees why they should tell me more.",
      "I have features they like and no number that hurts."},
     {"How do you go back to the problem after the tour is over?", "Which question gets you the number at a second meeting?"}},
    {{"I know one person at {}, and he likes us. The deal is four times what he may sign.",
      "My champion at {} changes departments in three weeks."},
     {"I asked him who else must agree. He said he would take care of it.",
      "I wrote to the head of finance myself and got a polite nothing."},
     {"He hears 'you are not enough' each time I ask for somebody else.", "I would have to go over his head, and he would know."},
     {"What did you give your champion so that opening the door was good for him?", "Would you wait, or write to the next one up today?"}},
    {{"{} compares us with doing it in a spreadsheet. Four people keep it, and they are proud of it.",
      "The three people I need at {} agree that it can stay as it is for another year."},
     {"I counted the hours with them: nine a week. They said that this is their job.", "I told the story of a customer of the same size."},
     {"Nobody loses anything by waiting, at least nobody who sits in our calls.",
      "I push and they nod. Nothing that I say is new to them."},
     {"How did you find the person for whom waiting is expensive?", "When did you walk away, and how did you say it?"}},
    {{"Security review at {}: 214 questions, and the answers come from four teams of ours.",
      "{} is ready to sign and legal sent the contract back with forty comments."},
     {"I filled in what I knew and asked for a call on the rest. They want it in writing.",
      "I put the five that matter on one page and sent it to my sponsor."},
     {"Each week one more person joins who was not there from the start.", "Our own people take four days for each round."},
     {"How do you keep the sponsor interested while the lawyers talk?", "Do you run it in parallel with the commercial part, or after?"}},
};

const std::vector<Trouble> of_sdr = {
    {{"The first sentence works with owners and dies with everybody else. Eleven calls into {} and its neighbours yesterday, one "
      "conversation.",
      "People at firms like {} hang up when I say where I call from."},
     {"I tried it with a question first, then with the name of a customer they know.",
      "I slowed down. I stood up. It got a little better."},
     {"I hear myself ask for permission in the first breath.", "I lose them between who I am and why it is them that I call."},
     {"Say yours out loud, please, the first twenty seconds, nothing else.", "What do you say when they ask if this is a sales call?"}},
    {{"'Send me something.' Six times this week, last time from {}.", "{} says that they have somebody for this already."},
     {"I asked what I should put in it. They said: just the overview.", "I said that most of our customers had somebody too."},
     {"I send it, and that is the end of it.", "I argue, and it is over sooner."},
     {"What do you ask so that they tell you what it is that they have?", "Who got a meeting out of 'send me something', and how?"}},
    {{"Four of the last ten meetings were no-shows, {} twice.",
      "The meeting with {} took place, and our AE says it should not have been one."},
     {"I send a reminder the day before with the agenda.", "I read my notes again: the reason to meet is mine, not theirs."},
     {"They said yes to be rid of me.", "I qualify when I write it down, not while they talk."},
     {"What do you do on the phone so that they want to be there?", "What is your last question before the calendar opens?"}},
    {{"A hundred and ten names for the week, and {} is the only one that I could say something about.",
      "I have written to three people at {}. All three opened it, none answered."},
     {"Twenty minutes of reading for each. That is two calls an hour.", "Shorter mails, then one line, then a question only."},
     {"When I read I do not call, when I call I have nothing to say.", "My reason would fit any firm of that size."},
     {"Where do you find one true sentence about them in three minutes?", "Show me the last mail that somebody answered."}},
};

const std::vector<Trouble> of_csm = {
    {{"{} renews in nine weeks. Usage is where it was in spring, and the person who bought us has left.",
      "The new head of the department at {} asked what we are for."},
     {"I sent the report on usage; she asked for another one.", "I asked for the old goals. Nobody has them written down."},
     {"She inherits the cost and not the reason.", "I talk about the product, and she wants to know what would be missing without it."},
     {"How do you start again with somebody who never chose you?", "What did you show in the first half hour?"}},
    {{"{} has three requests with us since June, and I have run out of ways to say that it is on the list.",
      "Each call with {} begins with the same open ticket."},
     {"I gave them the workaround, and a person to call.", "I asked our people for a date, and passed on the one that was not kept."},
     {"They have stopped being angry. That worries me more.", "I defend us where I should take their side."},
     {"How do you say no so that they can plan with it?", "When did you bring in somebody from above, and as what?"}},
    {{"The second plant of {} could use it tomorrow. The first one does not tell them.",
      "Our users at {} are happy, and nobody above them has ever heard of it."},
     {"I asked for an introduction. They want to wait for the audit.", "I offered a breakfast for both sites. No date yet."},
     {"If I go there alone, I go behind their back.", "I have no numbers that mean something two floors up."},
     {"How did you make your users look good upstairs?", "Which of their words do you take into the next department?"}},
};

const std::map<std::string, Lines, std::less<>> commitments = {
    {"ae",
     {"Call the head of operations on Tuesday and ask what happens if it stays as it is until summer",
      "Send the one-page summary with their words, not ours, before Thursday's call",
      "Ask for something back each time the discount comes up: date, reference or volume",
      "Have the champion tell the story to me before he tells it upstairs",
      "Write the three questions on paper and show nothing in the first twenty minutes with the new account",
      "Close the file on the deal that nobody needs, with a call and not with a mail"}},
    {"sdr",
     {"Thirty calls with the new first sentence, counted on paper: how many talk longer than a minute",
      "Ask every 'send me something' what would make it worth reading, and write down the answer",
      "One true sentence about the firm before I dial, for the ten names of each morning",
      "Repeat their reason to meet back to them before I open the calendar",
      "Record four openings and listen to them with somebody of this circle"}},
    {"csm",
     {"Ask the new head of the department for twenty minutes about her first hundred days, without the product",
      "Write down with the users what would be missing, in hours, and take it to the renewal",
      "Give them a date or a no on the three requests by Friday",
      "Have the plant manager say in one line what changed, and ask if I may pass it on"}},
};

const std::map<meeting::Outcome, Lines> notes_on_outcomes = {
    {meeting::Outcome::done,
     {"Did it on Tuesday. The silence was long, and then he told me the number.", "Twice. The second time it felt like mine.",
      "Done, and she asked for the page to send it on.", "Yes. Harder to say than to write down."}},
    {meeting::Outcome::partly,
     {"On one of the two calls; on the other I was in the tour before I noticed.", "Sent it, and did not call.",
      "Half of it: asked, and answered it myself."}},
    {meeting::Outcome::not_done,
     {"Quarter end ate it.", "I avoided it, if I am honest.", "The call was moved twice and I did not look for another one."}},
    {meeting::Outcome::carried, {"The meeting is next week. I keep it.", "Not yet the right call for it; it stays on my list."}},
};

const std::map<std::string, Lines, std::less<>> notes_by_stage = {
    {"case",
     {"Three of us had the same one last spring. What helped was to say what we saw and then be quiet.",
      "Question that opened it: who loses sleep over this?", "Less about the product, more about Monday morning at their desk.",
      "Offer to try: write the mail as if she had ninety seconds.",
      "We talked about the manager for a while, and came back to the scenario.",
      "He would stop here. Two of us would go one more time with a question that has no ask in it.",
      "What was not tried: telling them that we may not be right for it."}},
    {"drill",
     {"Round two was better than round one for everybody: shorter.", "The pause is the drill. Count to four.",
      "Swap roles earlier next time.", "Works only with a real account in mind."}},
    {"close",
     {"Worth the hour. Next time the drill before the third case.", "Start on time, even with three.",
      "More customers' words, less ours."}},
};

const Lines messages = {"two minutes, coming",
                        "that question is gold",
                        "can you paste the sentence you used?",
                        "had exactly this in spring",
                        "I'd buy that opening",
                        "sending you the one-pager after",
                        "try it on me now",
                        "say the number first?",
                        "who is their champion's boss?",
                        "that was uncomfortable and good",
                        "sorry, dog",
                        "writing that down"};

const Lines feedback = {"Keep the pause after the question. Try one word less before it.",
                        "Keep: you named their Monday. Try: stop after the number.",
                        "You sounded like yourself in round two. In round one you sold.",
                        "Keep the smile in the voice. Try asking for the date before you thank them.",
                        "Good that you asked compared to what. Then you answered it yourself.",
                        "I believed you. I would have told you the budget.",
                        "Slower in the first sentence; after that it carries itself."};

const std::vector<Trouble>& troubles_of(std::string_view job_role) {
  if (job_role == "sdr" || job_role == "bdr") return of_sdr;
  return job_role == "csm" || job_role == "am" ? of_csm : of_ae;
}

}  // namespace

meeting::CaseWords case_of(std::string_view job_role, const std::vector<std::string>& accounts, Dice& dice) {
  const Trouble& trouble = dice.pick(troubles_of(job_role));
  return {.situation = fmt::format(fmt::runtime(dice.pick(trouble.situation)), dice.pick(accounts)),
          .tried = dice.pick(trouble.tried),
          .stuck = dice.pick(trouble.stuck),
          .ask = dice.pick(trouble.ask)};
}

std::string circle_commitment(std::string_view job_role, Dice& dice) {
  const auto found = commitments.find(job_role);
  if (found == commitments.end() || dice.chance(0.4)) return commitment_text(dice.pick(competencies()), dice);
  return dice.pick(found->second);
}

std::string outcome_note(meeting::Outcome outcome, Dice& dice) {
  return dice.chance(0.35) ? std::string() : dice.pick(notes_on_outcomes.at(outcome));
}

std::string circle_note(std::string_view stage, Dice& dice) {
  const auto found = notes_by_stage.find(meeting::is_case(stage) ? "case" : stage);
  return dice.pick(found == notes_by_stage.end() ? notes_by_stage.find("close")->second : found->second);
}

std::string circle_message(Dice& dice) {
  return dice.pick(messages);
}

std::string drill_feedback(Dice& dice) {
  return dice.pick(feedback);
}

}  // namespace backbeat::sim
