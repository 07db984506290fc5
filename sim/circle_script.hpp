// What the members of simulated peer circles say to each other: cases, commitments, what became of them, notes, messages, feedback. Drawn
// from parts that fit together, with the names of their own customers.
#pragma once

#include "meeting/meeting_words.hpp"
#include "sim/organisation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::sim {

/// A case as somebody of that role would bring it. `accounts` are customers' names; there is at least one.
[[nodiscard]] meeting::CaseWords case_of(std::string_view job_role, const std::vector<std::string>& accounts, Dice& dice);
/// What somebody will try until the circle meets again.
[[nodiscard]] std::string circle_commitment(std::string_view job_role, Dice& dice);
/// How their owner puts it when asked; now and then nothing.
[[nodiscard]] std::string outcome_note(meeting::Outcome outcome, Dice& dice);
/// A note in a stage of the agenda, by its key.
[[nodiscard]] std::string circle_note(std::string_view stage, Dice& dice);
[[nodiscard]] std::string circle_message(Dice& dice);
[[nodiscard]] std::string drill_feedback(Dice& dice);

}  // namespace backbeat::sim
