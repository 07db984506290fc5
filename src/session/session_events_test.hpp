// Stories of sessions for the tests of this feature: events one after the other, told in minutes from the planned start.
#pragma once

#include "audit/audit.hpp"
#include "session/session_fold.hpp"

#include <string>
#include <vector>

namespace backbeat::session {

inline Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

/// A weekly 1:1 of 30 minutes with three stages, and a pipeline review that counts as nothing.
inline std::vector<playbook::DatedPlaybook> test_playbooks() {
  playbook::Playbook rules;
  playbook::SessionType weekly;
  weekly.key = "weekly_one_on_one";
  weekly.name = "Weekly 1:1";
  weekly.minutes = 30;
  weekly.short_below_minutes = 30;
  const auto stage = [](const char* key, int minutes, playbook::Content content) {
    playbook::AgendaStage made;
    made.key = key;
    made.minutes = minutes;
    made.content = content;
    return made;
  };
  weekly.agenda = {stage("inspect", 4, playbook::Content::skill), stage("reality", 20, playbook::Content::deal),
                   stage("will", 6, playbook::Content::skill)};
  playbook::SessionType review;
  review.key = "pipeline_review";
  review.minutes = 30;
  review.counts_as = playbook::CountsAs::nothing;
  review.opens_on_commitment = false;
  playbook::SessionType deal;
  deal.key = "deal_coaching";
  deal.minutes = 30;
  deal.counts_as = playbook::CountsAs::deal_coaching;
  rules.session_types = {weekly, review, deal};
  return {{.id = {}, .effective_from = LocalDate::parse("2020-01-01").value(), .rules = rules}};
}

class Story {
 public:
  /// Planned a day before, for Monday 2027-03-01 10:00 in Madrid, 30 minutes.
  explicit Story(std::string_view first = kinds::planned, std::string_view kind = "weekly_one_on_one") {
    Fields fields;
    fields.add("kind", kind).add("manager", 2).add("rep", 1).add("on_behalf_of", 0);
    fields.add("starts_at", m_start.unix_ms()).add("minutes", 30).add("rep_zone", std::string_view("Europe/Madrid"));
    append(first == kinds::planned ? -24 * 60 : 60, first, std::move(fields));
  }

  Story& then(double minute, std::string_view kind, std::string_view side, Fields more = {}) {
    Fields fields;
    fields.add("side", side);
    for (const auto& [name, value] : more.all()) fields.add(name, std::string_view(value));
    return append(minute, kind, std::move(fields));
  }
  Story& starts(double minute = 0, std::string_view gate = "nothing") {
    return then(minute, kinds::started, "manager", Fields().add("gate", gate));
  }
  Story& stage(double minute, std::string_view key) { return then(minute, kinds::stage_entered, "manager", Fields().add("stage", key)); }
  Story& ends(double minute) { return then(minute, kinds::ended, "manager"); }
  Story& moves_to(double minute, Instant to) {
    return then(minute, kinds::moved, "rep", Fields().add("from", m_start.unix_ms()).add("to", to.unix_ms()));
  }

  [[nodiscard]] Instant minute(double number) const { return m_start + Duration(static_cast<std::int64_t>(number * 60'000)); }
  [[nodiscard]] SessionState as_of(Instant instant) const { return fold(m_events, m_playbooks, instant); }
  [[nodiscard]] SessionState after(double minutes) const { return as_of(minute(minutes)); }
  [[nodiscard]] const std::vector<audit::Event>& events() const { return m_events; }
  [[nodiscard]] const std::vector<playbook::DatedPlaybook>& playbooks() const { return m_playbooks; }

 private:
  Story& append(double minutes, std::string_view kind, Fields fields) {
    audit::Event event;
    event.sequence = static_cast<std::int64_t>(m_events.size()) + 1;
    event.stream_kind = stream_kind;
    event.stream_id = 77;
    event.kind = kind;
    event.at = minute(minutes);
    event.actor = Id<User>(5);
    event.fields = std::move(fields);
    m_events.push_back(std::move(event));
    return *this;
  }

  Instant m_start = at("2027-03-01T09:00:00Z");
  std::vector<playbook::DatedPlaybook> m_playbooks = test_playbooks();
  std::vector<audit::Event> m_events;
};

}  // namespace backbeat::session
