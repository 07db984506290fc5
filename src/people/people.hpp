// The people of a sales organisation and what was true of them when. Effective-dated: `from` is the first day, `to` the first day after.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::people {

/// Somebody, as they are named beside what they did.
struct PersonRef {
  Id<Person> id;
  std::string name;
  friend bool operator==(const PersonRef&, const PersonRef&) = default;
};

/// From the first day to before the first day after it; no end is "until further notice".
struct Period {
  LocalDate from;
  std::optional<LocalDate> to;
  [[nodiscard]] bool covers(LocalDate day) const { return from <= day && (!to || day < *to); }
  friend bool operator==(const Period&, const Period&) = default;
};

/// What somebody does and for whom, for a while. A person has at most one at an instant.
struct Assignment {
  Period period;
  std::optional<Id<Person>> manager;
  std::string job_role;  // a key of the playbook's roles: "ae", "sdr", "csm", "am", "sales_manager", ...
  std::string segment;
  std::string region;
  bool is_top_performer = false;
  friend bool operator==(const Assignment&, const Assignment&) = default;
};

struct ExternalIdentity {
  std::string system;  // "email", "employee_id", "crm", "crm_name", ...
  std::string value;
  friend bool operator==(const ExternalIdentity&, const ExternalIdentity&) = default;
};

enum class TimeOffReason { pto, sickness, leave };

struct TimeOff {
  LocalDate first;
  LocalDate last;  // inclusive: that is how people say it
  TimeOffReason reason = TimeOffReason::pto;
  friend bool operator==(const TimeOff&, const TimeOff&) = default;
};

/// A day on which nobody of the region works; an empty region is everybody's.
struct Holiday {
  std::string region;
  LocalDate day;
  std::string name;
  friend bool operator==(const Holiday&, const Holiday&) = default;
};

enum class CertificationKind { coach, facilitator };

struct Certification {
  CertificationKind kind = CertificationKind::coach;
  Period period;
  friend bool operator==(const Certification&, const Certification&) = default;
};

struct WorkingHours {
  LocalTime from;
  LocalTime to;
  friend bool operator==(const WorkingHours&, const WorkingHours&) = default;
};

struct Member {
  Id<Person> id;
  std::string name;
  std::string email;  // empty where the source has none
  Zone zone;
  WorkingHours hours;
  LocalDate hired;
  std::optional<LocalDate> left;        // the first day no longer with us
  std::vector<Assignment> assignments;  // by `from`, not overlapping
  std::vector<TimeOff> time_off;
  std::vector<ExternalIdentity> identities;
  std::vector<Certification> certifications;

  /// What the person did on that day; nothing before hire, after leaving or in a gap.
  [[nodiscard]] const Assignment* assignment_on(LocalDate day) const;
  [[nodiscard]] bool works_here_on(LocalDate day) const { return hired <= day && (!left || day < *left); }
};

/// Whole months from hire to the day; 0 in the first month. Tenure bands of the playbook count in these.
[[nodiscard]] int months_of_tenure(LocalDate hired, LocalDate day);

}  // namespace backbeat::people
