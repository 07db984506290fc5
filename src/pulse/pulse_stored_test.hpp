// The circles of meeting_world_test.hpp and a second one: six reps of Nils', P1 to P6. Hours are put down as held, whoever came.
#pragma once

#include "meeting/meeting_world_test.hpp"
#include "pulse/pulse_actions.hpp"
#include "pulse/pulse_store.hpp"

#include <string>
#include <vector>

namespace backbeat::pulse {

struct StoredWorld : meeting::MeetingWorld {
  Pulses pulses{*db, access, vault};
  Id<Circle> second{4712};
  std::vector<Id<Person>> six;

  StoredWorld() {
    for (int i = 1; i <= 6; ++i) six.push_back(person("P" + std::to_string(i), nils, {access::Role::rep}));
    form(second, "ae", 60, six);
  }

  void at(std::string_view instant) { clock.set(*Instant::parse(instant)); }

  /// An hour that was held; the first so many of the people came, the others did not.
  Id<meeting::Meeting> held(Id<Circle> of, int number, std::string_view starts_at, const std::vector<Id<Person>>& people, std::size_t came,
                            std::optional<Id<Person>> leader = {}) {
    const Instant start = *Instant::parse(starts_at);
    const Id<meeting::Meeting> id(of.value() * 1000 + number);
    change(
        "INSERT INTO circle_meeting (org_id, meeting_id, circle_id, number, starts_at, ends_at, state, facilitator_id, version) "
        "VALUES (?, ?, ?, ?, ?, ?, 'held', ?, 1)",
        org, id, of, number, start, start + std::chrono::hours(1), leader.value_or(people.front()));
    for (std::size_t i = 0; i < people.size(); ++i)
      change("INSERT INTO circle_attendance (org_id, meeting_id, person_id, state, at) VALUES (?, ?, ?, ?, ?)", org, id, people[i],
             i < came    ? "present"
             : i == came ? "excused"
                         : "missed",
             start);
    return id;
  }
  void committed(Id<Circle> of, int number, Id<Person> owner, std::string_view due_on, std::optional<std::string> outcome) {
    change(
        "INSERT INTO circle_commitment_state (org_id, commitment_id, circle_id, owner_id, meeting_id, made_at, due_on, outcome) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        org, number, of, owner, of.value() * 1000 + 1, clock.now(), LocalDate::parse(due_on).value(), outcome);
  }

  /// The first quarter: an hour of each circle, and answers.
  void first_quarter(const std::vector<int>& answers = {9, 10, 7, 8, 3}, const std::vector<int>& others = {10, 9, 8, 2, 6, 10}) {
    at("2027-03-20T10:00:00Z");
    const auto one = held(circle, 1, "2027-03-17T13:00:00Z", five, 4), other = held(second, 1, "2027-03-18T13:00:00Z", six, 3);
    for (std::size_t i = 0; i < answers.size(); ++i) REQUIRE(pulses.answer(as(five[i]), one, answers[i]));
    for (std::size_t i = 0; i < others.size(); ++i) REQUIRE(pulses.answer(as(six[i]), other, others[i]));
  }
  int publish() {
    const auto made = pulses.publish_due();
    REQUIRE_MESSAGE(made, meeting::code_of(made));
    return *made;
  }
  std::int64_t count(std::string_view statement) {
    return *db->read([&](sql::Reader& reader) { return reader.first(statement, [](const sql::Row& row) { return row.integer(0); }); });
  }
  Snapshot snapshot_of_circles(std::optional<std::string> quarter = {}) { return *pulses.pulse(as(enzo), quarter)->published.snapshot; }
  Snapshot programme(std::optional<std::string> quarter = {}) { return *pulses.programme(as(mara), quarter)->published.snapshot; }
};

}  // namespace backbeat::pulse
