// Changes of a playbook's rules, each one step.
#pragma once

#include "playbook/playbook.hpp"

namespace backbeat::capacity {

/// Owed every so often, not once after hire.
[[nodiscard]] bool is_recurring(const playbook::Cadence& cadence, std::string_view session_type);
[[nodiscard]] bool names(const playbook::Playbook& rules, const playbook::Cadence& cadence, std::string_view job_role);

/// Half as often; false where it is once a quarter already.
bool make_rarer(playbook::Cadence& cadence);

/// Makes every recurring cadence of a session type that names the role rarer, for that role alone.
void owe_rarer(playbook::Playbook& rules, std::string_view session_type, const std::string& job_role);
/// Makes the monthly cadences of a session type quarterly, for everybody.
void owe_quarterly(playbook::Playbook& rules, std::string_view session_type);
/// One less in each rule's period for the role, of the format with the largest count (observe before co-sell before reverse). A monthly one
/// becomes two a quarter. Rules with a taper, and those that owe one only each quarter, stay.
void owe_one_ride_along_less(playbook::Playbook& rules, const std::string& job_role);
/// In each rule of the role with something to observe, one of it becomes a review of a recording.
void review_calls(playbook::Playbook& rules, const std::string& job_role);
/// A session type's length with its agenda scaled to it, no stage below a minute.
void shorten(playbook::Playbook& rules, std::string_view session_type, int minutes);

}  // namespace backbeat::capacity
