#include "commitment/commitment.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace backbeat::commitment {
namespace {

class Story {
 public:
  Story() {
    Fields fields;
    fields.add("rep", 1).add("manager", 2).add("session", 10).add("due_on", 20'000).add("indicator", std::string_view("talk_share"));
    add(kinds::made, std::move(fields), "ask why");
  }
  Story& inspected(std::int64_t session, Verdict verdict, std::optional<std::string> note = {}) {
    return add(kinds::inspected, Fields().add("session", session).add("verdict", name_of(verdict)), std::move(note));
  }
  Story& add(std::string_view kind, Fields fields, std::optional<std::string> text = {}) {
    audit::Event event;
    event.sequence = static_cast<std::int64_t>(m_events.size()) + 1;
    event.stream_kind = stream_kind;
    event.stream_id = 5;
    event.kind = kind;
    event.at = Instant(static_cast<std::int64_t>(m_events.size()) * 1000);
    event.fields = std::move(fields);
    event.text = std::move(text);
    m_events.push_back(std::move(event));
    return *this;
  }
  [[nodiscard]] CommitmentState state() const { return fold(m_events); }

 private:
  std::vector<audit::Event> m_events;
};

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : std::string(result.error().spec->code);
}

TEST_CASE("a commitment is what was said, by whom, with whom and until when") {
  const CommitmentState state = Story().state();
  CHECK(state.id == Id<Commitment>(5));
  CHECK(state.rep == Id<Person>(1));
  CHECK(state.manager == Id<Person>(2));
  CHECK(state.made_in == Id<Session>(10));
  CHECK(state.due_on == LocalDate::from_days(20'000));
  CHECK(state.indicator == "talk_share");
  CHECK(state.text == "ask why");
  CHECK(state.is_open());
}

TEST_CASE("an inspection closes it, and a correction replaces the verdict") {
  const CommitmentState state = Story().inspected(11, Verdict::kept, "great").inspected(11, Verdict::partly).state();
  CHECK_FALSE(state.is_open());
  CHECK(state.inspection->verdict == Verdict::partly);
  CHECK(state.inspection->in_session == Id<Session>(11));
  CHECK(state.inspection_note == "");
}

TEST_CASE("one that waits because the gate was skipped stays open and is counted") {
  const CommitmentState state =
      Story().add(kinds::carried, Fields().add("session", 11)).add(kinds::carried, Fields().add("session", 12)).state();
  CHECK(state.is_open());
  CHECK(state.times_carried == 2);
}

TEST_CASE("a verdict is given in one conversation, and can be corrected in no other") {
  const CommitmentState inspected = Story().inspected(11, Verdict::kept).state();
  CHECK(code_of(check_inspect(Story().state(), Id<Session>(11))) == "");
  CHECK(code_of(check_inspect(inspected, Id<Session>(11))) == "");
  CHECK(code_of(check_inspect(inspected, Id<Session>(12))) == "already_inspected");
  CHECK(code_of(check_withdraw(inspected)) == "already_inspected");
  const CommitmentState withdrawn = Story().add(kinds::withdrawn, Fields().add("session", 10)).state();
  CHECK_FALSE(withdrawn.is_open());
  CHECK(code_of(check_inspect(withdrawn, Id<Session>(11))) == "already_withdrawn");
  CHECK(code_of(check_withdraw(withdrawn)) == "already_withdrawn");
}

TEST_CASE("the words are kept as they were said, without the blanks around them") {
  CHECK(*check_text(" ask why\n") == "ask why");
  CHECK(code_of(check_text(" \n")) == "nothing_said");
  CHECK(code_of(check_text(std::string(500, 'x'))) == "");
  CHECK(code_of(check_text(std::string(501, 'x'))) == "too_long");
  CHECK(code_of(check_text("\xff\xfe")) == "invalid_value");
  CHECK(code_of(check_text(std::string("a\0b", 3))) == "invalid_value");
  std::string accents;
  for (int i = 0; i < 500; ++i) accents += "\u00e9";
  CHECK(code_of(check_text(accents)) == "");
}

TEST_CASE("it is due today at the earliest and in a year at the latest") {
  const LocalDate today = LocalDate::from_days(20'000);
  CHECK(code_of(check_due(today - std::chrono::days(1), today)) == "due_in_the_past");
  CHECK(code_of(check_due(today, today)) == "");
  CHECK(code_of(check_due(today + std::chrono::days(366), today)) == "");
  CHECK(code_of(check_due(today + std::chrono::days(367), today)) == "due_too_far");
}

TEST_CASE("a verdict is written as its name and read back") {
  for (const Verdict verdict : {Verdict::kept, Verdict::partly, Verdict::missed, Verdict::no_occasion}) {
    CHECK(verdict_from(name_of(verdict)) == verdict);
  }
  CHECK_FALSE(verdict_from("perfect"));
}

}  // namespace
}  // namespace backbeat::commitment
