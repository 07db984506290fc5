#include "season/season_api_dto.hpp"

#include "circle/reasons.hpp"

#include <algorithm>

namespace backbeat::season::wire {
namespace {

PersonRef ref(const people::PersonRef& person) {
  return {.id = person.id, .name = person.name};
}

std::vector<PersonRef> refs(const Scene& scene, const std::vector<Id<Person>>& people) {
  std::vector<PersonRef> out;
  for (const Id<Person> person : people) out.push_back(ref(scene.ref(person)));
  return out;
}

std::vector<CircleViolation> violations(const circle::Violations& broken) {
  std::vector<CircleViolation> out;
  for (std::size_t i = 0; i < circle::rules_by_name.size(); ++i)
    if (const auto rule = static_cast<circle::Rule>(i); broken[rule] > 0)
      out.push_back({.rule = static_cast<CircleRule>(i), .words = std::string(words_of(rule)), .count = broken[rule]});
  return out;
}

std::vector<CircleTermCost> terms(const circle::Costs& costs) {
  std::vector<CircleTermCost> out;
  for (std::size_t i = 0; i < circle::terms.size(); ++i)
    if (const auto term = static_cast<circle::Term>(i); costs[term] != 0)
      out.push_back({.term = static_cast<CircleTerm>(i), .words = std::string(words_of(term)), .cost = costs[term]});
  return out;
}

CircleForm form_of(circle::Kind::Form form) {
  return form == circle::Kind::Form::same ? CircleForm::same : CircleForm::cross;
}

std::vector<FreeSpan> spans(const HalfHours& free) {
  std::vector<FreeSpan> out;
  for (const season::FreeSpan& span : spans_of(free))
    out.push_back({.weekday = *http::Int<1, 5>::make(span.weekday),
                   .from_minutes = *http::Int<0, 1440>::make(span.from_minutes),
                   .to_minutes = *http::Int<0, 1440>::make(span.to_minutes)});
  return out;
}

std::vector<CircleTheme> themes_of(const std::vector<Theme>& themes) {
  std::vector<CircleTheme> out;
  for (const Theme& theme : themes) out.push_back({.key = theme.key, .name = theme.name});
  return out;
}

CircleSeasonRow row_of(const SeasonRow& row) {
  return {.id = row.season.id,
          .name = row.season.name,
          .first_day = row.season.first,
          .last_day = row.season.last,
          .state = static_cast<CircleSeasonState>(row.state),
          .proposals = row.proposals,
          .circles = row.circles,
          .created_at = row.season.created_at};
}

CircleSlot slot_of(const Slot& slot) {
  return {.weekday = slot.weekday, .starts_at_local = slot.starts, .time_zone = slot.zone, .common_starts = slot.common};
}

std::vector<CircleBroken> broken_of(const Scene& scene, const std::vector<Broken>& broken, std::size_t number) {
  std::vector<CircleBroken> out;
  for (const Broken& one : broken)
    out.push_back({.rule = static_cast<CircleRule>(one.rule),
                   .words = one.words,
                   .count = one.count,
                   .circle = static_cast<std::int64_t>(number),
                   .people = refs(scene, one.people)});
  return out;
}

ProposedCircle proposed(const Scene& scene, const circle::Circle& circle, std::size_t at, const std::string& name,
                        const std::optional<Slot>& slot) {
  const Pool& pool = scene.pool;
  ProposedCircle out{.number = static_cast<std::int64_t>(at + 1),
                     .name = name,
                     .form = form_of(circle.kind.form),
                     .held_by = pool.held_by(circle.kind),
                     .held_by_name = pool.held_by_name(circle.kind),
                     .length_minutes = pool.minutes_of(circle.kind),
                     .members = {},
                     .terms = {},
                     .broken = {},
                     .remarks = {}};
  for (const circle::RepIndex member : circle.members) {
    const Candidate& one = pool.candidate(member);
    ProposedMember& row = out.members.emplace_back();
    row.person = {.id = one.person, .name = one.name};
    row.role = pool.organisation.roles[pool.organisation.people[member].role];
    row.segment = one.segment;
    if (one.manager) row.manager = ref(scene.ref(*one.manager));
    row.tenure_months = one.tenure_months;
    row.is_certified = one.is_certified;
    row.time_zone = one.hours.zone;
  }
  if (circle.members.empty()) return out;
  out.broken = broken_of(scene, broken_in(scene.ground, scene.pool, circle), at + 1);
  if (slot) out.slot = slot_of(*slot);
  const circle::Score score = scene.ground.score(circle);
  out.cost = score.cost.total();
  out.terms = terms(score.cost);
  out.remarks = circle::remarks(scene.ground, circle);
  return out;
}

CircleRepair repair_of(const Scene& scene, const Repair& repair, const std::vector<PublishedCircle>& running) {
  const auto circle_ref = [&](const std::optional<Id<PeerCircle>>& id) -> std::optional<CircleRef> {
    if (!id) return std::nullopt;
    const auto found = std::ranges::find(running, *id, &PublishedCircle::id);
    return CircleRef{.id = *id, .name = found == running.end() ? std::string() : found->name};
  };
  CircleRepair out{.key = repair.key(),
                   .kind = static_cast<CircleRepairKind>(repair.kind),
                   .circle = circle_ref(repair.circle),
                   .why = repair.why,
                   .changes = {},
                   .waits = refs(scene, repair.waits),
                   .cost_change = repair.cost_change,
                   .moves_hour = repair.moves_slot,
                   .fingerprint = id_to_text(repair.fingerprint())};
  if (repair.person) out.person = ref(scene.ref(*repair.person));
  for (const Repair::Change& change : repair.changes)
    out.changes.push_back(
        {.circle = circle_ref(change.circle), .before = refs(scene, change.before), .after = refs(scene, change.after.members)});
  return out;
}

}  // namespace

CircleCertificate wire_of(const Certificate& certificate) {
  return {.from = certificate.period.from, .to = certificate.period.to, .is_valid = certificate.is_valid, .is_due = certificate.is_due};
}

CircleProfile wire_of(const OwnProfile& own) {
  CircleProfile out{.is_in = own.profile.is_in,
                    .may_join = own.may_join,
                    .themes = own.profile.themes,
                    .theme_choices = themes_of(own.theme_choices),
                    .wishes = {},
                    .time_zone = own.profile.hours.zone,
                    .free = spans(own.profile.hours.free),
                    .is_suggested = own.is_suggested,
                    .starts_in_season = own.starts};
  if (!own.is_suggested) out.since = own.profile.since;
  if (!own.may_join)
    out.may_not_because = "Circles are for roles that are coached" +
                          (own.role_name.empty() ? std::string(".") : ", and yours (" + own.role_name + ") is not.");
  for (const people::PersonRef& wish : own.wishes) out.wishes.push_back(ref(wish));
  if (own.certificate) out.certificate = wire_of(*own.certificate);
  if (own.circle) {
    const PublishedCircle& circle = *own.circle;
    out.circle = {.id = circle.id,
                  .name = circle.name,
                  .weekday = circle.slot.weekday,
                  .starts_at_local = circle.slot.starts,
                  .length_minutes = circle.minutes,
                  .every_weeks = circle.every_weeks,
                  .time_zone = circle.slot.zone,
                  .first_day = circle.first,
                  .last_day = circle.last};
  }
  if (own.season)
    out.season = {.id = own.season->id, .name = own.season->name, .first_day = own.season->first, .last_day = own.season->last};
  return out;
}

CircleSeasons wire_of(const SeasonList& list) {
  CircleSeasons out{.items = {},
                    .suggested = {.name = list.suggested.name, .first_day = list.suggested.first, .last_day = list.suggested.last},
                    .calendar = {}};
  for (const SeasonRow& row : list.rows) out.items.push_back(row_of(row));
  for (const CalendarRow& row : list.calendar) {
    CircleCalendarRow& one = out.calendar.emplace_back();
    one.day = row.day;
    one.kind = static_cast<CircleCalendarKind>(row.kind);
    one.text = row.text;
    one.season_id = row.season;
    if (row.kind == CalendarKind::certificates_end) one.count = row.count;
  }
  return out;
}

CircleProposalRow wire_of(const Proposal& proposal, const std::string& started_by, bool is_published) {
  CircleProposalRow out{.id = proposal.id,
                        .season_id = proposal.season,
                        .number = proposal.number,
                        .state = static_cast<CircleProposalState>(proposal.state),
                        .seed = proposal.effort.seed,
                        .asked_seconds = proposal.effort.seconds,
                        .asked_epochs = proposal.effort.epochs,
                        .started_at = proposal.started_at,
                        .ended_at = proposal.ended_at,
                        .started_by = started_by,
                        .is_edited = proposal.is_edited,
                        .is_published = is_published,
                        .version = proposal.version};
  if (proposal.state == ProposalState::running && proposal.progress.epochs > 0) {
    const circle::Progress& progress = proposal.progress;
    out.progress = {.epoch = progress.epoch,
                    .epochs = progress.epochs,
                    .cost = progress.cost,
                    .bound = progress.bound,
                    .gap = progress.cost - progress.bound,
                    .waiting = static_cast<std::int64_t>(progress.waiting),
                    .violations = violations(progress.broken)};
  }
  if (proposal.has_plan()) {
    const Outcome& outcome = proposal.outcome;
    const std::int64_t cost = outcome.score.cost.total();
    out.result = {.people = outcome.people,
                  .circles = outcome.circles,
                  .cross_circles = outcome.cross_circles,
                  .waiting = outcome.waiting,
                  .cost = cost,
                  .bound = outcome.bound,
                  .gap = cost - outcome.bound,
                  .is_proven = outcome.is_proven,
                  .epochs = outcome.epochs,
                  .is_repeatable = outcome.is_repeatable,
                  .terms = terms(outcome.score.cost),
                  .violations = violations(outcome.score.broken)};
  }
  return out;
}

CircleSeason wire_of(const SeasonView& view) {
  const Scene& scene = *view.scene;
  const SeasonRules& rules = view.row.season.rules;
  CircleSeason out{.season = row_of(view.row),
                   .time_zone = scene.pool.week.zone(),
                   .rules = {.size_low = rules.size_low,
                             .size_best = rules.size_best,
                             .size_high = rules.size_high,
                             .cross_least = view.cross_least,
                             .cross_most = view.cross_most,
                             .is_cross_from_playbook = !rules.cross_least,
                             .fresh_seasons = rules.fresh_seasons,
                             .themes = themes_of(rules.themes),
                             .version = view.row.season.version},
                   .every_weeks = scene.pool.every_weeks,
                   .counts = {.in = view.in,
                              .not_in = view.not_in,
                              .kept_out = view.kept_out,
                              .certified = view.certified,
                              .certificates_due = view.certificates_due},
                   .roles = {},
                   .kept_out = {},
                   .remarks = scene.pool.remarks,
                   .apart = std::ssize(scene.pool.apart),
                   .proposals = {},
                   .repairs = {},
                   .repairs_left_out = static_cast<std::int64_t>(view.repairs.not_tried)};
  for (const RoleCount& role : view.roles)
    out.roles.push_back({.role = role.group, .name = role.label, .in = role.in, .certified = role.certified});
  for (const auto& [bar, count] : view.bars)
    out.kept_out.push_back({.reason = static_cast<CircleBar>(bar), .words = std::string(words_of(bar)), .count = count});
  for (const Proposal& one : view.proposals)
    out.proposals.push_back(wire_of(one, view.users.at(one.started_by), view.row.season.published == one.id));
  if (view.publication) {
    const Publication& publication = *view.publication;
    out.publication = {.proposal_id = publication.proposal,
                       .at = publication.at,
                       .by = publication.by,
                       .circles = publication.circles,
                       .may_undo = publication.may_undo,
                       .undo_until = publication.undo_until};
  }
  for (const Repair& one : view.repairs.found) out.repairs.push_back(repair_of(scene, one, view.running));
  return out;
}

CirclePersonRow wire_of(const PeoplePage& page, std::size_t candidate) {
  const Candidate& one = page.scene->pool.candidates[candidate];
  CirclePersonRow out{.person = {.id = one.person, .name = one.name},
                      .role = one.group,
                      .role_name = one.group.empty() ? std::string() : label_of(one.group, page.scene->rules),
                      .state = static_cast<CircleStanding>(one.standing),
                      .time_zone = one.hours.zone,
                      .starts_in_season = one.starts,
                      .tenure_months = one.tenure_months,
                      .wishes = static_cast<std::int64_t>(one.wishes),
                      .themes = one.themes};
  if (one.bar) {
    out.reason = static_cast<CircleBar>(*one.bar);
    out.words = std::string(words_of(*one.bar));
  }
  if (one.certificate) out.certificate = wire_of(*one.certificate);
  if (const auto circle = page.circles.find(one.person); circle != page.circles.end())
    out.circle = {.id = circle->second.first, .name = circle->second.second};
  return out;
}

CircleProposal wire_of(const ProposalView& view) {
  CircleProposal out{.proposal = wire_of(view.row.proposal, view.row.started_by, view.row.is_published),
                     .facts_changed = view.have_facts_changed,
                     .outsiders = {},
                     .circles = {},
                     .circles_in_all = std::ssize(view.plan.circles),
                     .circles_found = std::ssize(view.found),
                     .waitlist = {},
                     .waiting_in_all = std::ssize(view.plan.waitlist),
                     .remarks = view.remarks};
  if (view.scene == nullptr) return out;
  const Scene& scene = *view.scene;
  out.outsiders = refs(scene, view.outsiders);
  for (const std::size_t at : std::span(view.found).subspan(view.from, view.until - view.from))
    out.circles.push_back(proposed(scene, view.plan.circles[at], at, view.names[at], view.slots[at]));
  for (const circle::Reason& reason : view.reasons) {
    const Candidate& one = scene.pool.candidate(reason.rep);
    out.waitlist.push_back({.person = {.id = one.person, .name = one.name},
                            .role = scene.pool.organisation.roles[scene.pool.organisation.people[reason.rep].role],
                            .words = reason.words});
  }
  return out;
}

CircleTrial wire_of(const Trial& trial) {
  const Scene& scene = *trial.scene;
  CircleTrial out{.cost_before = trial.before.cost.total(),
                  .cost_after = trial.after.cost.total(),
                  .change = trial.after.cost.total() - trial.before.cost.total(),
                  .terms = {},
                  .broken = {},
                  .touched = {},
                  .waiting_in_all = std::ssize(trial.edited.plan.waitlist)};
  for (std::size_t i = 0; i < circle::terms.size(); ++i) {
    const auto term = static_cast<circle::Term>(i);
    if (trial.before.cost[term] != trial.after.cost[term])
      out.terms.push_back({.term = static_cast<CircleTerm>(i),
                           .words = std::string(words_of(term)),
                           .before = trial.before.cost[term],
                           .after = trial.after.cost[term]});
  }
  for (const std::size_t at : trial.edited.touched) {
    const circle::Circle& circle = trial.edited.plan.circles[at];
    const ProposedCircle& touched = out.touched.emplace_back(proposed(scene, circle, at, trial.names[at], trial.slots[at]));
    out.broken.insert(out.broken.end(), touched.broken.begin(), touched.broken.end());
  }
  out.is_lawful = out.broken.empty();
  return out;
}

CirclePlaces wire_of(const PlacesView& view) {
  CirclePlaces out{.items = {}, .found = static_cast<std::int64_t>(view.found)};
  for (const Place& place : view.places) {
    CirclePlace& row = out.items.emplace_back();
    row.number = static_cast<std::int64_t>(place.at + 1);
    row.name = view.names[place.at];
    row.members = std::ssize(view.plan.circles[place.at].members);
    if (view.slots[place.at]) row.slot = slot_of(*view.slots[place.at]);
    row.change = place.change;
    row.broken = broken_of(*view.scene, place.broken, place.at + 1);
  }
  return out;
}

PublishedCircles wire_of(const CirclePage& page) {
  PublishedCircles out{.items = {}, .in_all = static_cast<std::int64_t>(page.in_all)};
  for (const PublishedCircle& circle : page.rows) {
    PublishedCircleRow& row = out.items.emplace_back();
    row.id = circle.id;
    row.season_id = circle.season;
    row.name = circle.name;
    row.form = form_of(circle.form);
    row.held_by = circle.held_by;
    const auto held_by = page.held_by.find(circle.held_by);
    row.held_by_name = held_by == page.held_by.end() ? circle.held_by : held_by->second;
    row.weekday = circle.slot.weekday;
    row.starts_at_local = circle.slot.starts;
    row.length_minutes = circle.minutes;
    row.every_weeks = circle.every_weeks;
    row.time_zone = circle.slot.zone;
    row.first_day = circle.first;
    row.last_day = circle.last;
    row.created_at = circle.created_at;
    row.ended_at = circle.ended_at;
    for (const CircleEndReason reason : {CircleEndReason::remix, CircleEndReason::disbanded, CircleEndReason::season_over}) {
      constexpr std::string_view names[] = {"remix", "disbanded", "season_over"};
      if (circle.ended_at && circle.end_reason == names[static_cast<std::size_t>(reason)]) row.end_reason = reason;
    }
    for (const CircleMember& member : circle.members) {
      PublishedMember& one = row.members.emplace_back();
      const auto name = page.names.find(member.person);
      one.person = name == page.names.end() ? PersonRef{.id = member.person, .name = {}} : ref(name->second);
      if (const auto role = page.roles.find(member.person); role != page.roles.end()) one.role = role->second;
      const auto certified = page.certified.find(member.person);
      one.is_certified = certified != page.certified.end() && certified->second;
      one.joined_at = member.joined_at;
      one.left_at = member.left_at;
      row.facilitators += one.is_certified && !one.left_at ? 1 : 0;
    }
  }
  return out;
}

}  // namespace backbeat::season::wire
