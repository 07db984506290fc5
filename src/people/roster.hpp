// What a roster file says of people, and what it changes: a pure plan from (who is known, rows of the file) that the import carries out.
#pragma once

#include "people/people.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace backbeat::people {

/// One row of a roster. What is unset the file does not speak of, and stays as it is.
struct RosterRow {
  std::int64_t row = 0;  // of the file, its header being row 1
  std::string name;
  std::optional<std::string> email;
  std::optional<std::string> job_role;
  std::optional<std::string> segment;
  std::optional<std::string> region;
  std::optional<Zone> zone;
  std::optional<WorkingHours> hours;
  std::optional<LocalDate> hired;
  bool speaks_of_leaving = false;  // the file has a column for it; `left` unset then says "still here"
  std::optional<LocalDate> left;   // the first day gone
  std::optional<bool> is_top_performer;
  bool speaks_of_manager = false;
  std::string manager_id;  // an employee id; of the three the first that is not empty counts
  std::string manager_email;
  std::string manager_name;
  std::vector<ExternalIdentity> identities;  // "employee_id" among them where the file has one
  friend bool operator==(const RosterRow&, const RosterRow&) = default;
};

struct RosterRules {
  LocalDate effective_on;  // from when changes of manager, role, segment and region hold
  Zone zone;               // of people whose row names none
  WorkingHours hours;
  std::string job_role = "ae";
  bool managers_become_people = false;  // a manager who is only a name is added as a person
  std::string manager_job_role = "sales_manager";
};

/// A row that is left out and why.
struct RosterFault {
  std::int64_t row = 0;
  std::string field;
  std::string found;
  std::string expected;
  friend bool operator==(const RosterFault&, const RosterFault&) = default;
};

/// Somebody as they will be. People who are new have ids below zero, also where they are named as managers.
struct PlannedPerson {
  std::int64_t row = 0;            // 0: a manager whom the file names without a row of their own
  const Member* before = nullptr;  // among those the plan was made from; null: somebody new
  std::unique_ptr<Member> own;     // null: as before. A hundred thousand people are not held twice for the few who change
  std::string unknown_manager;     // a name or id nobody answers to: they have no manager until it is matched
  bool is_changed = false;
  std::vector<std::string> differences;  // in words

  [[nodiscard]] const Member& after() const { return own != nullptr ? *own : *before; }
};

struct AwaitedManager {
  std::string value;
  std::int64_t rows = 0;
  friend bool operator==(const AwaitedManager&, const AwaitedManager&) = default;
};

struct RosterPlan {
  std::vector<PlannedPerson> people;  // one per row that is taken, in the file's order; then managers who become people
  std::vector<RosterFault> faults;    // by row
  std::vector<AwaitedManager> unknown_managers;
  std::vector<std::string> notes;
};

/// `known` holds everybody of the organisation, and must outlive the plan. Rows that contradict each other, themselves or history are
/// faults; a manager cycle is a fault of every row in it. Planning the same file again on what the plan made changes nobody.
[[nodiscard]] RosterPlan plan_roster(const std::vector<Member>& known, const std::vector<RosterRow>& rows, const RosterRules& rules);

}  // namespace backbeat::people
