// The playbook: the rules of coaching as data. One version is in force at a time; an old quarter is judged by the rules then in force.
// Plain values; playbook_file reads and checks the TOML they come from.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::playbook {

struct PlaybookVersion;  // tag

/// What a session adds to, in every count and view.
enum class CountsAs { coaching, deal_coaching, peer_coaching, practice, nothing };
[[nodiscard]] std::string_view name_of(CountsAs counts_as);

/// What a stage's time is spent on, which tells what a session was about.
enum class Content { skill, deal, pipeline, career };
[[nodiscard]] std::string_view name_of(Content content);

enum class LedBy { rep, manager, both };
[[nodiscard]] std::string_view name_of(LedBy led_by);

struct AgendaStage {
  std::string key = {};
  std::string name = {};
  int minutes = 0;
  LedBy led_by = LedBy::both;
  Content content = Content::skill;
  std::vector<std::string> prompts = {};
  friend bool operator==(const AgendaStage&, const AgendaStage&) = default;
};

struct SessionType {
  std::string key = {};  // "weekly_one_on_one", "skill_deep_dive", "quarterly_reset", "ramp_check_in", "deal_coaching", "pipeline_review",
                         // "ride_along_observe", ...
  std::string name = {};
  int minutes = 0;              // planned length of the conversation; for ride-alongs the call is on top
  int preparation_minutes = 0;  // of the manager, counted in capacity
  CountsAs counts_as = CountsAs::coaching;
  int short_below_percent = 80;                 // of planned: held shorter than this is "held short"
  std::optional<int> short_below_minutes = {};  // a flag of its own (30 for the weekly 1:1)
  bool opens_on_commitment = true;              // the inspection gate
  std::vector<AgendaStage> agenda = {};         // minutes add up to `minutes` where it is not empty
  friend bool operator==(const SessionType&, const SessionType&) = default;
};

enum class Every { week, two_weeks, month, quarter };
[[nodiscard]] std::string_view name_of(Every every);

/// Months of tenure from `from_month` to before `to_month`.
struct TenureBand {
  std::string key = {};  // "new_hire", "tenured", "veteran"
  std::string name = {};
  int from_month = 0;
  std::optional<int> to_month = {};
  friend bool operator==(const TenureBand&, const TenureBand&) = default;
};

/// Who is owed what, how often. Empty lists mean "any".
struct Cadence {
  std::string session_type = {};
  std::vector<std::string> job_roles = {};
  std::vector<std::string> tenure_bands = {};
  Every every = Every::week;
  int count = 1;                          // sessions in each such period
  std::vector<int> days_after_hire = {};  // instead of `every`: once around each of these days (30, 60, 90)
  int window_days = 7;                    // for days_after_hire: the window is that many days either side
  friend bool operator==(const Cadence&, const Cadence&) = default;
};

/// Ride-alongs owed per quarter to a band of a role.
struct RideAlongRule {
  std::vector<std::string> job_roles = {};
  std::vector<std::string> tenure_bands = {};
  int observe = 0;
  int co_sell = 0;
  int reverse = 0;
  std::vector<std::pair<int, int>> taper = {};  // (through week after hire, one every so many weeks) for new hires
  Every every = Every::quarter;
  friend bool operator==(const RideAlongRule&, const RideAlongRule&) = default;
};

struct Competency {
  std::string key = {};
  std::string name = {};
  std::string description = {};
  std::vector<std::string> behaviours = {};  // observable, each a level of the rubric from weak to strong
  friend bool operator==(const Competency&, const Competency&) = default;
};

struct Drill {
  std::string key = {};
  std::string name = {};
  std::string competency = {};
  int minutes = 15;
  std::vector<std::string> steps = {};
  friend bool operator==(const Drill&, const Drill&) = default;
};

/// A number the rules turn on, with its meaning beside it.
struct Threshold {
  std::string key = {};
  std::string name = {};
  double value = 0;
  std::string unit = {};
  std::string meaning = {};
  friend bool operator==(const Threshold&, const Threshold&) = default;
};

struct LeadingIndicator {
  std::string key = {};
  std::string name = {};
  std::string unit = {};
  friend bool operator==(const LeadingIndicator&, const LeadingIndicator&) = default;
};

struct Trigger {
  std::string key = {};
  std::string name = {};
  std::string condition = {};  // in words
  std::string proposes = {};   // a session type
  friend bool operator==(const Trigger&, const Trigger&) = default;
};

struct DiagnosisQuestion {
  std::string key = {};
  std::string question = {};
  std::string answered_by = {};                                   // "data" or "manager"
  std::vector<std::pair<std::string, std::string>> answers = {};  // answer -> what follows
  friend bool operator==(const DiagnosisQuestion&, const DiagnosisQuestion&) = default;
};

/// When a measure of a scorecard opens a calibration: a count as soon as it is reached, a rate only where it is beyond chance. Exactly one
/// of `count_at_least` and `target_percent` is there.
struct CalibrationRule {
  std::string measure = {};
  std::optional<int> count_at_least = {};     // of what was owed and not held; of takeovers without consent
  std::optional<double> target_percent = {};  // what the rate should be
  double chance_percent = 1;  // were the target met, so low a rate would come of chance in at most this share of months (exact test)
  friend bool operator==(const CalibrationRule&, const CalibrationRule&) = default;
};

/// What is published about a manager, a circle or a rep, how often, and which measures stand on it.
struct Scorecard {
  std::string key = {};
  std::string name = {};
  std::string about = {};  // "manager", "circle" or "rep"
  Every every = Every::month;
  std::vector<std::string> measures = {};
  std::vector<CalibrationRule> calibrations = {};  // none: calibrations_of says what holds
  friend bool operator==(const Scorecard&, const Scorecard&) = default;
};

/// How long a certification lasts and which session types ask for it.
struct CertificationRule {
  std::string key = {};  // "coach", "facilitator"
  std::string name = {};
  int valid_months = 12;
  std::vector<std::string> gates = {};
  friend bool operator==(const CertificationRule&, const CertificationRule&) = default;
};

struct JobRole {
  std::string key = {};
  std::string name = {};
  bool is_coached = true;  // is owed coaching
  friend bool operator==(const JobRole&, const JobRole&) = default;
};

struct Capacity {
  double budget_low_hours = 4;  // coaching hours a week a manager has
  double budget_high_hours = 6;
  int span_low = 6;
  int span_high = 8;
  int span_flag = 10;
  double ride_along_low_hours = 1.5;  // one ride-along with everything around it
  double ride_along_high_hours = 2.0;
  friend bool operator==(const Capacity&, const Capacity&) = default;
};

struct Privacy {
  int minimum_group = 5;   // answers before an aggregate is shown
  int minimum_deals = 10;  // closed deals before a rate is shown
  friend bool operator==(const Privacy&, const Privacy&) = default;
};

struct Playbook {
  std::string name = {};
  std::vector<JobRole> job_roles = {};
  std::vector<TenureBand> tenure_bands = {};
  std::vector<SessionType> session_types = {};
  std::vector<Cadence> cadences = {};
  std::vector<RideAlongRule> ride_alongs = {};
  double top_performer_factor = 1.5;
  std::vector<Competency> competencies = {};
  std::vector<Drill> drills = {};
  std::vector<Threshold> thresholds = {};
  std::vector<LeadingIndicator> indicators = {};
  std::vector<Trigger> triggers = {};
  std::vector<DiagnosisQuestion> diagnosis = {};
  std::vector<Scorecard> scorecards = {};
  std::vector<CertificationRule> certifications = {};
  Capacity capacity;
  Privacy privacy;
  std::vector<std::string> weekend = {"saturday", "sunday"};

  [[nodiscard]] const SessionType* session_type(std::string_view key) const;
  [[nodiscard]] const TenureBand* band_for(int months_of_tenure) const;
  [[nodiscard]] const JobRole* job_role(std::string_view key) const;
  [[nodiscard]] const Competency* competency(std::string_view key) const;
  [[nodiscard]] const Scorecard* scorecard(std::string_view key) const;
  [[nodiscard]] std::optional<double> threshold(std::string_view key) const;
  friend bool operator==(const Playbook&, const Playbook&) = default;
};

/// Something in a playbook that cannot hold, found after its shape was read. `path` is like "session_types[0].agenda[2].minutes".
struct Fault {
  std::string path;
  std::string found;
  std::string expected;
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// A fault or a mistake of spelling, and where in the text it is. Lines and columns count from 1.
struct Problem {
  int line = 0;
  int column = 0;
  std::string path;  // "" for the whole text
  std::string found;
  std::string expected;
  friend bool operator==(const Problem&, const Problem&) = default;
};

/// Every rule that a playbook breaks, in the order of its parts: ranges, repeated keys, references to nothing, agendas that do not add up,
/// tenure bands that overlap or leave a gap. Empty: it can be published.
[[nodiscard]] std::vector<Fault> faults(const Playbook& playbook);

/// What opens a calibration. A scorecard about managers that does not say has the rules that playbooks/default.toml spells out, for those
/// of its measures that it has: 2 owed ride-alongs not held; pre-briefs and debriefs in time against 95 % at 1 % chance.
[[nodiscard]] std::vector<CalibrationRule> calibrations_of(const Scorecard& scorecard);

/// Does the role stand in the list? An empty list means every coached role.
[[nodiscard]] bool applies_to(const Playbook& playbook, const std::vector<std::string>& job_roles, std::string_view job_role);

/// "every week", "twice a month", "on days 30, 60 and 90 after hire".
[[nodiscard]] std::string rhythm_of(const Cadence& cadence);
/// "Weekly 1:1: every week, for every coached role".
[[nodiscard]] std::string summary_of(const Cadence& cadence, const Playbook& playbook);
/// "2 observe, 1 co-sell, 1 reverse a quarter, for Account executive (Tenured)".
[[nodiscard]] std::string summary_of(const RideAlongRule& rule, const Playbook& playbook);

/// A playbook and the days it is in force, from `effective_from` until the next version's.
struct DatedPlaybook {
  Id<PlaybookVersion> id;
  LocalDate effective_from;
  Playbook rules;
  Instant published_at = Instant(INT64_MIN);  // when it became known
};

/// The version in force on a day: the last one effective on or before it; the first where all are later.
[[nodiscard]] const DatedPlaybook& in_force_on(const std::vector<DatedPlaybook>& versions, LocalDate day);
/// The same of those that were published by an instant; of all where none was. What has happened is judged by this: a version published in
/// the evening, for the same day, does not judge the morning.
[[nodiscard]] const DatedPlaybook& in_force_on(const std::vector<DatedPlaybook>& versions, LocalDate day, Instant known_by);

}  // namespace backbeat::playbook
