// What is said in a circle: who reads it, and what the database holds of it.
#include "meeting/meeting_store_words.hpp"
#include "meeting/meeting_world_test.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace {

const CaseWords a_case{.situation = "The marmalade deal",
                       .tried = "A periwinkle discount",
                       .stuck = "The gargoyle in legal",
                       .ask = "Has anybody met a kumquat?"};

std::vector<std::string> texts(const std::vector<Line>& lines) {
  std::vector<std::string> out;
  for (const Line& line : lines) out.push_back(line.text);
  return out;
}

struct WordsWorld : MeetingWorld {
  /// Everybody says everything that can be said in the first hour, and it ends.
  Id<Meeting> said() {
    const Hour hour = hour_number(1);
    for (const Id<Person> member : five) REQUIRE(meetings.write_case(as(member), hour.id, a_case));
    const Id<Meeting> id = running();
    REQUIRE(meetings.enter_stage(as(facilitator_of(id)), id, "case_one", {}, ""));
    REQUIRE(meetings.take_note(as(ana), id, "case_one", "a wombat note"));
    REQUIRE(meetings.say(as(bo), id, "an ocelot message"));
    REQUIRE(meetings.give_feedback(as(cleo), id, ana, "your quokka pause was good"));
    REQUIRE(meetings.commit(as(dan), id, "I ask about the zeppelin", {}));
    return id;
  }
  Id<CircleCommitment> first_commitment(Id<Person> of) {
    for (const CommitmentView& one : room_of(of).commitments)
      if (one.row.owner == of) return one.row.id;
    FAIL("there is no commitment");
    return {};
  }
};

TEST_CASE_FIXTURE(WordsWorld, "every member reads what was said in the hour") {
  const Id<Meeting> id = said();
  for (const Id<Person> member : five) {
    const HourView view = seen_by(member, id);
    CHECK(texts(view.lines) == std::vector<std::string>{"a wombat note", "an ocelot message", "your quokka pause was good"});
    REQUIRE(view.commitments.size() == 1);
    CHECK(view.commitments.front().words.text == "I ask about the zeppelin");
    CHECK(view.commitments.front().owner.name == "Dan");
  }
}

TEST_CASE_FIXTURE(WordsWorld, "a case study is its author's alone until it is presented, and nothing is changed in it then") {
  const Id<Meeting> id = said();
  const HourView view = seen_by(cleo, id);
  REQUIRE(view.cases.size() == 1);
  CHECK(view.cases.front().words == a_case);
  const Id<Person> presenter = view.cases.front().author.id;
  for (const Id<Person> member : five) {
    CHECK(seen_by(member, id).cases.size() == 1);
    CHECK(seen_by(member, id).my_case->words == a_case);
  }
  CHECK(code_of(meetings.write_case(as(presenter), id, {})) == "case_is_open");
  const Id<Person> later = presenter == ana ? bo : ana;
  REQUIRE(meetings.write_case(as(later), id, {.situation = "Anew"}));
  CHECK(seen_by(later, id).my_case->words.situation == "Anew");
  CHECK(seen_by(later, id).my_case->words.ask.empty());
}

TEST_CASE_FIXTURE(WordsWorld, "a dump of the database has none of the words") {
  said();
  const std::string all = dump();
  REQUIRE((db->engine() != sql::Engine::sqlite || all.find("The Harbour") != std::string::npos));
  for (const std::string_view word : {"marmalade", "periwinkle", "gargoyle", "kumquat", "wombat", "ocelot", "quokka", "zeppelin"})
    CHECK_MESSAGE(all.find(word) == std::string::npos, word);
}

TEST_CASE_FIXTURE(WordsWorld, "without the key file, and with another one, nobody reads and nobody writes; what has no words works") {
  const Id<Meeting> id = said();
  const auto right = *key;
  for (const bool is_missing : {true, false}) {
    key = is_missing ? std::nullopt : std::optional(crypto::SealingKey::fresh(random));
    CHECK(code_of(meetings.hour(as(cleo), id)) == "vault_is_locked");
    CHECK(code_of(meetings.room(as(cleo), circle)) == "vault_is_locked");
    CHECK(code_of(meetings.say(as(cleo), id, "x")) == "vault_is_locked");
    CHECK(code_of(meetings.my_circles(as(cleo))).empty());
    CHECK(code_of(meetings.leave(as(dan), id)).empty());
    CHECK(code_of(meetings.attend(as(dan), id)).empty());
  }
  key = right;
  CHECK(seen_by(cleo, id).lines.size() == 3);
}

TEST_CASE_FIXTURE(WordsWorld, "words moved to another row, author or circle do not open") {
  const Id<Meeting> id = said();
  const auto swap = [&](std::string_view statement) {
    change(statement, org, id);
    CHECK(code_of(meetings.hour(as(cleo), id)) == "vault_is_locked");
  };
  const auto rows = db->read([&](sql::Reader& reader) { return words_of_hour(reader, org, id); });
  const auto note = std::ranges::find(rows, WordKind::note, &WordRow::kind);
  const auto message = std::ranges::find(rows, WordKind::message, &WordRow::kind);
  change("UPDATE circle_text SET sealed = ? WHERE org_id = ? AND text_id = ?", message->sealed, org, note->id);
  CHECK(code_of(meetings.hour(as(cleo), id)) == "vault_is_locked");
  change("UPDATE circle_text SET sealed = ? WHERE org_id = ? AND text_id = ?", note->sealed, org, note->id);
  CHECK(code_of(meetings.hour(as(cleo), id)).empty());
  swap("UPDATE circle_text SET written_by = about_id WHERE org_id = ? AND meeting_id = ? AND kind = 'feedback'");
}

TEST_CASE_FIXTURE(WordsWorld, "each circle has a key of its own") {
  said();
  form(Id<Circle>(98), "ae", 60, {gil, mara});
  const Id<Meeting> there = room_of(gil, Id<Circle>(98)).hours.front().hour.id;
  REQUIRE(meetings.write_case(as(gil), there, a_case));
  const auto keys =
      db->read([&](sql::Reader& reader) { return std::pair(wrapped_key(reader, org, circle), wrapped_key(reader, org, Id<Circle>(98))); });
  REQUIRE(keys.first);
  REQUIRE(keys.second);
  change("UPDATE circle_key SET wrapped = ? WHERE org_id = ? AND circle_id = 98", *keys.first, org);
  CHECK(code_of(meetings.hour(as(gil), there)) == "vault_is_locked");
}

TEST_CASE_FIXTURE(WordsWorld, "who left keeps what they wrote, reads nothing of the others and nothing that came later") {
  const Id<Meeting> id = said();
  end(id);
  clock.advance(std::chrono::hours(1));
  leave_circle(ana);
  const HourView view = seen_by(ana, id);
  CHECK(view.reach == access::Membership::Reach::own_words);
  CHECK(texts(view.lines) == std::vector<std::string>{"a wombat note"});
  CHECK(view.commitments.empty());
  CHECK(view.my_case->words == a_case);
  CHECK(std::ranges::all_of(view.cases, [&](const CaseView& one) { return one.author.id == ana; }));
  CHECK(view.allowed.empty());
  CHECK(std::ranges::all_of(view.members, [](const SeatedMember& seat) { return seat.airtime == Duration(0); }));
  CHECK(code_of(meetings.say(as(ana), id, "x")) == "not_found");
  CHECK(code_of(meetings.follow(as(ana), id)) == "not_found");
  const Id<Meeting> later = hour_number(2).id;
  CHECK(code_of(meetings.hour(as(ana), later)) == "not_found");
  CHECK(room_of(ana).hours.size() == 1);
}

TEST_CASE_FIXTURE(WordsWorld, "a member who becomes another's manager loses the others' words from the next request; the other keeps all") {
  const Id<Meeting> id = said();
  change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", bo, org, ana);
  CHECK(texts(seen_by(bo, id).lines) == std::vector<std::string>{"an ocelot message"});
  CHECK(seen_by(bo, id).commitments.empty());
  CHECK(code_of(meetings.say(as(bo), id, "x")) == "not_found");
  CHECK(seen_by(ana, id).lines.size() == 3);
}

TEST_CASE_FIXTURE(WordsWorld, "the next hour opens on what was said would be done; the owner says what became of it") {
  const Id<Meeting> first = said();
  const auto made = seen_by(dan, first).commitments.front();
  CHECK(made.row.due_on == LocalDate::parse("2027-03-17").value());
  end(first);
  const Id<Meeting> second = running(2);
  auto check_in = seen_by(ana, second).check_in;
  REQUIRE(check_in.size() == 1);
  CHECK(check_in.front().words.text == "I ask about the zeppelin");
  CHECK(code_of(meetings.give_outcome(as(ana), made.row.id, Outcome::done, "")) == "not_found");
  REQUIRE(meetings.give_outcome(as(dan), made.row.id, Outcome::carried, "not yet"));
  check_in = seen_by(ana, second).check_in;
  CHECK(check_in.front().row.outcome == Outcome::carried);
  CHECK(check_in.front().words.note == "not yet");
  end(second);
  const Id<Meeting> third = running(3);
  REQUIRE(seen_by(ana, third).check_in.size() == 1);
  REQUIRE(meetings.give_outcome(as(dan), made.row.id, Outcome::partly, "once"));
  CHECK(seen_by(ana, third).check_in.front().row.outcome == Outcome::partly);
  CHECK(room_of(ana).commitments.empty());
  CHECK(seen_by(ana, first).commitments.front().words.note == "once");
  clock.advance(std::chrono::hours(24));
  CHECK(code_of(meetings.give_outcome(as(dan), made.row.id, Outcome::done, "")) == "circle_outcome_final");
}

TEST_CASE_FIXTURE(WordsWorld, "one's own commitment goes into the next 1:1: its manager reads that text and nothing else of the circle") {
  const Id<Meeting> id = said();
  const Id<CircleCommitment> made = first_commitment(dan);
  CHECK(code_of(meetings.take_to_one_on_one(as(dan), made)) == "no_next_one_on_one");
  const session::Sessions sessions(*db, access);
  const auto talk = sessions.plan(
      as(nils), {.kind = "weekly_one_on_one", .rep = dan, .manager = {}, .starts_at = clock.now() + std::chrono::hours(24), .minutes = {}});
  REQUIRE(talk);
  CHECK(code_of(meetings.take_to_one_on_one(as(ana), made)) == "not_found");
  REQUIRE(meetings.take_to_one_on_one(as(dan), made));
  CHECK(code_of(meetings.take_to_one_on_one(as(dan), made)) == "circle_commitment_taken");
  const auto conversation = sessions.conversation(as(nils), *talk);
  REQUIRE(conversation);
  REQUIRE(conversation->commitments.size() == 1);
  CHECK(conversation->commitments.front().text == "I ask about the zeppelin");
  CHECK(code_of(meetings.hour(as(nils), id)) == "not_found");
  CHECK(seen_by(dan, id).commitments.front().row.taken_to == *talk);
  CHECK_FALSE(seen_by(ana, id).commitments.front().row.taken_to);
}

TEST_CASE_FIXTURE(WordsWorld, "an empty text, one that is too long and a day that is over are refused, and nothing is kept of them") {
  const Id<Meeting> id = running();
  CHECK(code_of(meetings.say(as(ana), id, "  \n")) == "nothing_to_say");
  CHECK(code_of(meetings.say(as(ana), id, std::string(longest_message + 1, 'x'))) == "invalid_value");
  CHECK(code_of(meetings.take_note(as(ana), id, "lunch", "x")) == "unknown_circle_stage");
  CHECK(code_of(meetings.give_feedback(as(ana), id, gil, "x")) == "not_in_this_hour");
  CHECK(code_of(meetings.commit(as(ana), id, "x", LocalDate::parse("2027-03-01").value())) == "due_in_the_past");
  CHECK(seen_by(ana, id).lines.empty());
  CHECK(seen_by(ana, id).commitments.empty());
}

TEST_CASE_FIXTURE(WordsWorld, "what somebody wrote is handed over to them whole; erased words are gone for everybody and the rest stays") {
  const Id<Meeting> id = said();
  const auto own = [&](Id<Person> who) { return db->read([&](sql::Reader& reader) { return OwnWords(vault).of(reader, org, who); }); };
  const auto words = own(ana);
  REQUIRE(words);
  std::vector<std::string> all;
  for (const SaidInCircle& one : *words) all.push_back(one.text);
  CHECK(all == std::vector<std::string>{a_case.situation, a_case.tried, a_case.stuck, a_case.ask, "a wombat note"});
  change("UPDATE circle_text SET sealed = '' WHERE org_id = ? AND written_by = ?", org, ana);
  CHECK(own(ana)->empty());
  CHECK(texts(seen_by(cleo, id).lines) == std::vector<std::string>{"an ocelot message", "your quokka pause was good"});
  key.reset();
  CHECK(code_of(own(bo)) == "vault_is_locked");
}

TEST_CASE_FIXTURE(WordsWorld, "a key for counts opens what it sealed, is the circle's own, and opens no word") {
  const Id<Meeting> id = said();
  const auto tally = db->write([&](sql::Transaction& tx) { return vault.tally_key(tx, org, circle, clock.now()); });
  REQUIRE(tally);
  const auto again = db->read([&](sql::Reader& reader) { return vault.tally_key(reader, org, circle); });
  REQUIRE(again);
  CHECK((*again)->id() == tally->id());
  CHECK_FALSE(*db->read([&](sql::Reader& reader) { return vault.tally_key(reader, org, Id<Circle>(98)); }));
  const auto rows = db->read([&](sql::Reader& reader) { return words_of_hour(reader, org, id); });
  for (const WordRow& row : rows) CHECK_FALSE(tally->open(row.sealed, place_of(org, row)));
}

}  // namespace
}  // namespace backbeat::meeting
