#include "pulse/pulse_api_dto.hpp"

#include "base/assert.hpp"

namespace backbeat::pulse::wire {
namespace {

constexpr std::string_view question_text = "How likely are you to recommend your circle to a colleague?";
constexpr std::string_view programme_caveat =
    "These numbers say how circles run, not what they cause: who joins a circle and keeps coming may differ from others in more than that.";
constexpr std::string_view circle_caveat =
    "With five answers one answer moves an eNPS by 20 points or 40: a difference of one step between two circles, or two quarters, says "
    "nothing.";

FigureBound bound_of(Bound bound) {
  switch (bound) {
    case Bound::exact:
      return FigureBound::exact;
    case Bound::at_least:
      return FigureBound::at_least;
    case Bound::at_most:
      return FigureBound::at_most;
  }
  return FigureBound::exact;
}

PulseFigure figure_of(const std::optional<Figure>& figure) {
  if (!figure) return {};
  return {.standing = FigureStanding::shown,
          .value = figure->value,
          .bound = bound_of(figure->bound),
          .n = figure->people,
          .step = figure->step};
}

PulseScale scale_of(double scale) {
  return {.lowest = -scale, .highest = scale};
}

template <class Out>
void put_quarter(Out& out, const Published& published) {
  out.quarters = published.quarters;
  out.scale = scale_of(published.scale);
  if (!published.snapshot) return;
  out.quarter = published.snapshot->quarter.text();
  out.first_day = published.snapshot->quarter.first_day();
  out.last_day = published.snapshot->quarter.last_day();
  out.published_at = published.snapshot->published_at;
}

DisbandProposal proposal_of(const pulse::DisbandProposal& proposal) {
  DisbandProposal out{.circle = {.id = proposal.circle, .name = proposal.name}, .quarters = {}, .reasons = {}};
  for (const pulse::DisbandReason& reason : proposal.reasons) {
    const std::string quarter = reason.quarter.text();
    if (out.quarters.empty() || out.quarters.back() != quarter) out.quarters.push_back(quarter);
    ASSERT(reason.measure != Measure::follow_through);
    out.reasons.push_back({.quarter = quarter,
                           .measure = reason.measure == Measure::enps ? DisbandMeasure::enps : DisbandMeasure::attendance,
                           .value = reason.value,
                           .bound = bound_of(reason.bound),
                           .threshold = reason.threshold});
  }
  return out;
}

CirclePulseRow row_of(const CircleRow& row) {
  return {.circle = {.id = row.id, .name = row.name},
          .form = row.form,
          .held_by = row.held_by,
          .is_running = row.is_running,
          .members = row.members,
          .meetings = {.held = row.meetings.held, .called_off = row.meetings.called_off, .lapsed = row.meetings.lapsed},
          .attendance = {.expected = row.seats.expected,
                         .present = row.seats.present,
                         .excused = row.seats.excused,
                         .missed = row.seats.missed,
                         .percent = row.attendance_percent()},
          .enps = figure_of(row.figures.enps),
          .follow_through = figure_of(row.figures.follow_through),
          .facilitators = {.led = row.led, .members = row.members}};
}

}  // namespace

CircleEnps wire_of(const Question& question) {
  return {.quarter = question.quarter,
          .question = std::string(question_text),
          .is_asked = question.is_asked,
          .has_answered = question.has_answered,
          .closes_on = question.closes_on};
}

CircleProgramme wire_of(const ProgrammeView& view) {
  CircleProgramme out;
  put_quarter(out, view.published);
  out.minimum_circles = view.published.minimums.programme_circles;
  out.minimum_people = view.published.minimums.programme_people;
  out.caveat = programme_caveat;
  if (!view.published.snapshot) return out;
  for (const pulse::ProgrammeRow& row : view.published.snapshot->programme)
    out.rows.push_back({.group = row.group,
                        .name = name_of_group(row.group),
                        .circles = row.circles,
                        .attendance = figure_of(row.figures.attendance),
                        .enps = figure_of(row.figures.enps),
                        .follow_through = figure_of(row.figures.follow_through)});
  return out;
}

CirclePulse wire_of(const PulseView& view) {
  CirclePulse out;
  put_quarter(out, view.published);
  out.minimum = view.published.minimums.people;
  out.thresholds = {.attendance_percent = view.rules.disband_attendance, .enps = view.rules.disband_enps};
  out.caveat = circle_caveat;
  if (view.published.snapshot)
    for (const CircleRow& row : view.published.snapshot->circles) out.circles.push_back(row_of(row));
  for (const pulse::DisbandProposal& proposal : view.proposals) out.proposals.push_back(proposal_of(proposal));
  return out;
}

FacilitationList wire_of(const FacilitationView& view) {
  const Facilitation& all = view.facilitation;
  FacilitationList out{.as_of = all.to,
                       .from = all.from,
                       .sessions_needed = all.sessions_needed,
                       .definition = "Led at least " + std::to_string(all.sessions_needed) + " " +
                                     (view.unit.empty() ? std::string("sessions in 12 months") : view.unit),
                       .items = {}};
  for (const pulse::FacilitationRow& row : all.rows) {
    const auto name = view.names.find(row.person);
    out.items.push_back({.person = {.id = row.person, .name = name == view.names.end() ? std::string() : name->second},
                         .sessions = row.sessions,
                         .last_led = row.last_led,
                         .is_eligible = row.is_eligible});
  }
  return out;
}

}  // namespace backbeat::pulse::wire
