// What seasons, proposals and circles look like on the wire.
#pragma once

#include "http/described.hpp"
#include "http/types.hpp"
#include "season/profile_actions.hpp"
#include "season/proposal_actions.hpp"
#include "season/season_actions.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::season::wire {

// Enumerators stand in the same order as those of the domain; the test holds their names to each other.
BOOST_DEFINE_ENUM_CLASS(CircleForm, same, cross)
BOOST_DEFINE_ENUM_CLASS(CircleTerm, tenure, segment, manager, perf, repeat, prefer, size, slots, facilitators, senior, waitlist)
BOOST_DEFINE_ENUM_CLASS(CircleRule, kind, apart, same_manager, slots, facilitators, size, cross, cover)
BOOST_DEFINE_ENUM_CLASS(CircleSeasonState, forming, published, running, over)
BOOST_DEFINE_ENUM_CLASS(CircleProposalState, running, done, cancelled, cut_off, failed)
BOOST_DEFINE_ENUM_CLASS(CircleStanding, in, not_in, kept_out)
BOOST_DEFINE_ENUM_CLASS(CircleBar, not_coached, no_role, not_here_yet, leaves_before, no_free_hours)
BOOST_DEFINE_ENUM_CLASS(CircleCalendarKind, season_begins, season_ends, remix_due, certificates_end)
BOOST_DEFINE_ENUM_CLASS(CircleDisbandReason, attendance, enps, members_asked, too_small, other)
BOOST_DEFINE_ENUM_CLASS(CircleEndReason, remix, disbanded, season_over)
BOOST_DEFINE_ENUM_CLASS(CircleRepairKind, joiner, leaver, broken)
BOOST_DEFINE_ENUM_CLASS(CirclePeopleFilter, in, not_in, kept_out, certificate_due)

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct CircleTheme {
  std::string key;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CircleTheme, (), (key, name))

struct FreeSpan {
  http::Int<1, 5> weekday;
  http::Int<0, 1440> from_minutes;
  http::Int<0, 1440> to_minutes;
};
BOOST_DESCRIBE_STRUCT(FreeSpan, (), (weekday, from_minutes, to_minutes))

struct CircleCertificate {
  LocalDate from;
  std::optional<LocalDate> to = {};
  bool is_valid = false;
  bool is_due = false;
};
BOOST_DESCRIBE_STRUCT(CircleCertificate, (), (from, to, is_valid, is_due))

struct OwnCircle {
  Id<PeerCircle> id;
  std::string name;
  std::int64_t weekday = 1;
  LocalTime starts_at_local;
  std::int64_t length_minutes = 60;
  std::int64_t every_weeks = 2;
  Zone time_zone;
  LocalDate first_day;
  LocalDate last_day;
};
BOOST_DESCRIBE_STRUCT(OwnCircle, (), (id, name, weekday, starts_at_local, length_minutes, every_weeks, time_zone, first_day, last_day))

struct OwnSeason {
  Id<season::CircleSeason> id;
  std::string name;
  LocalDate first_day;
  LocalDate last_day;
};
BOOST_DESCRIBE_STRUCT(OwnSeason, (), (id, name, first_day, last_day))

struct CircleProfile {
  bool is_in = false;
  std::optional<Instant> since = {};
  bool may_join = false;
  std::optional<std::string> may_not_because = {};
  std::vector<std::string> themes;
  std::vector<CircleTheme> theme_choices;
  std::vector<PersonRef> wishes;
  Zone time_zone;
  std::vector<FreeSpan> free;
  bool is_suggested = false;
  std::int64_t starts_in_season = 0;
  std::optional<CircleCertificate> certificate = {};
  std::optional<OwnCircle> circle = {};
  std::optional<OwnSeason> season = {};
};
BOOST_DESCRIBE_STRUCT(CircleProfile, (),
                      (is_in, since, may_join, may_not_because, themes, theme_choices, wishes, time_zone, free, is_suggested,
                       starts_in_season, certificate, circle, season))

struct CircleSeasonRow {
  Id<season::CircleSeason> id;
  std::string name;
  LocalDate first_day;
  LocalDate last_day;
  CircleSeasonState state{};
  std::int64_t proposals = 0;
  std::int64_t circles = 0;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(CircleSeasonRow, (), (id, name, first_day, last_day, state, proposals, circles, created_at))

struct SuggestedSeason {
  std::string name;
  LocalDate first_day;
  LocalDate last_day;
};
BOOST_DESCRIBE_STRUCT(SuggestedSeason, (), (name, first_day, last_day))

struct CircleCalendarRow {
  LocalDate day;
  CircleCalendarKind kind{};
  std::string text;
  std::optional<Id<season::CircleSeason>> season_id = {};
  std::optional<std::int64_t> count = {};
};
BOOST_DESCRIBE_STRUCT(CircleCalendarRow, (), (day, kind, text, season_id, count))

struct CircleSeasons {
  std::vector<CircleSeasonRow> items;
  SuggestedSeason suggested;
  std::vector<CircleCalendarRow> calendar;
};
BOOST_DESCRIBE_STRUCT(CircleSeasons, (), (items, suggested, calendar))

struct CircleSeasonRules {
  std::int64_t size_low = 4;
  std::int64_t size_best = 5;
  std::int64_t size_high = 6;
  std::int64_t cross_least = 0;
  std::int64_t cross_most = 0;
  bool is_cross_from_playbook = true;
  std::int64_t fresh_seasons = 3;
  std::vector<CircleTheme> themes;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(CircleSeasonRules, (),
                      (size_low, size_best, size_high, cross_least, cross_most, is_cross_from_playbook, fresh_seasons, themes, version))

struct CircleSeasonCounts {
  std::int64_t in = 0;
  std::int64_t not_in = 0;
  std::int64_t kept_out = 0;
  std::int64_t certified = 0;
  std::int64_t certificates_due = 0;
};
BOOST_DESCRIBE_STRUCT(CircleSeasonCounts, (), (in, not_in, kept_out, certified, certificates_due))

struct CircleRoleCount {
  std::string role;
  std::string name;
  std::int64_t in = 0;
  std::int64_t certified = 0;
};
BOOST_DESCRIBE_STRUCT(CircleRoleCount, (), (role, name, in, certified))

struct CircleBarCount {
  CircleBar reason{};
  std::string words;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CircleBarCount, (), (reason, words, count))

struct CircleViolation {
  CircleRule rule{};
  std::string words;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CircleViolation, (), (rule, words, count))

struct CircleTermCost {
  CircleTerm term{};
  std::string words;
  std::int64_t cost = 0;
};
BOOST_DESCRIBE_STRUCT(CircleTermCost, (), (term, words, cost))

struct CircleProgress {
  std::int64_t epoch = 0;
  std::int64_t epochs = 0;
  std::int64_t cost = 0;
  std::int64_t bound = 0;
  std::int64_t gap = 0;
  std::int64_t waiting = 0;
  std::vector<CircleViolation> violations;
};
BOOST_DESCRIBE_STRUCT(CircleProgress, (), (epoch, epochs, cost, bound, gap, waiting, violations))

struct CircleOutcome {
  std::int64_t people = 0;
  std::int64_t circles = 0;
  std::int64_t cross_circles = 0;
  std::int64_t waiting = 0;
  std::int64_t cost = 0;
  std::int64_t bound = 0;
  std::int64_t gap = 0;
  bool is_proven = false;
  std::int64_t epochs = 0;
  bool is_repeatable = false;
  std::vector<CircleTermCost> terms;
  std::vector<CircleViolation> violations;
};
BOOST_DESCRIBE_STRUCT(CircleOutcome, (),
                      (people, circles, cross_circles, waiting, cost, bound, gap, is_proven, epochs, is_repeatable, terms, violations))

struct CircleProposalRow {
  Id<season::CircleProposal> id;
  Id<season::CircleSeason> season_id;
  std::int64_t number = 1;
  CircleProposalState state{};
  std::int64_t seed = 1;
  std::optional<std::int64_t> asked_seconds = {};
  std::optional<std::int64_t> asked_epochs = {};
  Instant started_at;
  std::optional<Instant> ended_at = {};
  std::string started_by;
  bool is_edited = false;
  bool is_published = false;
  std::int64_t version = 1;
  std::optional<CircleProgress> progress = {};
  std::optional<CircleOutcome> result = {};
};
BOOST_DESCRIBE_STRUCT(CircleProposalRow, (),
                      (id, season_id, number, state, seed, asked_seconds, asked_epochs, started_at, ended_at, started_by, is_edited,
                       is_published, version, progress, result))

struct CirclePublication {
  Id<season::CircleProposal> proposal_id;
  Instant at;
  std::string by;
  std::int64_t circles = 0;
  bool may_undo = false;
  std::optional<Instant> undo_until = {};
};
BOOST_DESCRIBE_STRUCT(CirclePublication, (), (proposal_id, at, by, circles, may_undo, undo_until))

struct CircleRef {
  Id<PeerCircle> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CircleRef, (), (id, name))

struct CircleRepairChange {
  std::optional<CircleRef> circle = {};
  std::vector<PersonRef> before;
  std::vector<PersonRef> after;
};
BOOST_DESCRIBE_STRUCT(CircleRepairChange, (), (circle, before, after))

struct CircleRepair {
  std::string key;
  CircleRepairKind kind{};
  std::optional<PersonRef> person = {};
  std::optional<CircleRef> circle = {};
  std::string why;
  std::vector<CircleRepairChange> changes;
  std::vector<PersonRef> waits;
  std::int64_t cost_change = 0;
  bool moves_hour = false;
  std::string fingerprint;
};
BOOST_DESCRIBE_STRUCT(CircleRepair, (), (key, kind, person, circle, why, changes, waits, cost_change, moves_hour, fingerprint))

struct CircleSeason {
  CircleSeasonRow season;
  Zone time_zone;
  CircleSeasonRules rules;
  std::int64_t every_weeks = 2;
  CircleSeasonCounts counts;
  std::vector<CircleRoleCount> roles;
  std::vector<CircleBarCount> kept_out;
  std::vector<std::string> remarks;
  std::int64_t apart = 0;
  std::vector<CircleProposalRow> proposals;
  std::optional<CirclePublication> publication = {};
  std::vector<CircleRepair> repairs;
  std::int64_t repairs_left_out = 0;
};
BOOST_DESCRIBE_STRUCT(CircleSeason, (),
                      (season, time_zone, rules, every_weeks, counts, roles, kept_out, remarks, apart, proposals, publication, repairs,
                       repairs_left_out))

struct CirclePersonRow {
  PersonRef person;
  std::string role;
  std::string role_name;
  CircleStanding state{};
  std::optional<CircleBar> reason = {};
  std::optional<std::string> words = {};
  Zone time_zone;
  std::int64_t starts_in_season = 0;
  std::int64_t tenure_months = 0;
  std::int64_t wishes = 0;
  std::vector<std::string> themes;
  std::optional<CircleCertificate> certificate = {};
  std::optional<CircleRef> circle = {};
};
BOOST_DESCRIBE_STRUCT(CirclePersonRow, (),
                      (person, role, role_name, state, reason, words, time_zone, starts_in_season, tenure_months, wishes, themes,
                       certificate, circle))

struct ProposedMember {
  PersonRef person;
  std::string role;
  std::string segment;
  std::optional<PersonRef> manager = {};
  std::int64_t tenure_months = 0;
  bool is_certified = false;
  Zone time_zone;
};
BOOST_DESCRIBE_STRUCT(ProposedMember, (), (person, role, segment, manager, tenure_months, is_certified, time_zone))

struct CircleSlot {
  std::int64_t weekday = 1;
  LocalTime starts_at_local;
  Zone time_zone;
  std::int64_t common_starts = 0;
};
BOOST_DESCRIBE_STRUCT(CircleSlot, (), (weekday, starts_at_local, time_zone, common_starts))

struct CircleBroken {
  CircleRule rule{};
  std::string words;
  std::int64_t count = 0;
  std::int64_t circle = 0;
  std::vector<PersonRef> people;
};
BOOST_DESCRIBE_STRUCT(CircleBroken, (), (rule, words, count, circle, people))

struct ProposedCircle {
  std::int64_t number = 1;
  std::string name;
  CircleForm form{};
  std::string held_by;
  std::string held_by_name;
  std::int64_t length_minutes = 60;
  std::vector<ProposedMember> members;
  std::optional<CircleSlot> slot = {};
  std::int64_t cost = 0;
  std::vector<CircleTermCost> terms;
  std::vector<CircleBroken> broken;
  std::vector<std::string> remarks;
};
BOOST_DESCRIBE_STRUCT(ProposedCircle, (),
                      (number, name, form, held_by, held_by_name, length_minutes, members, slot, cost, terms, broken, remarks))

struct CircleWaiting {
  PersonRef person;
  std::string role;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(CircleWaiting, (), (person, role, words))

struct CircleProposal {
  CircleProposalRow proposal;
  bool facts_changed = false;
  std::vector<PersonRef> outsiders;
  std::vector<ProposedCircle> circles;
  std::int64_t circles_in_all = 0;
  std::int64_t circles_found = 0;
  std::vector<CircleWaiting> waitlist;
  std::int64_t waiting_in_all = 0;
  std::vector<std::string> remarks;
};
BOOST_DESCRIBE_STRUCT(CircleProposal, (),
                      (proposal, facts_changed, outsiders, circles, circles_in_all, circles_found, waitlist, waiting_in_all, remarks))

struct CircleTermChange {
  CircleTerm term{};
  std::string words;
  std::int64_t before = 0;
  std::int64_t after = 0;
};
BOOST_DESCRIBE_STRUCT(CircleTermChange, (), (term, words, before, after))

struct CircleTrial {
  std::int64_t cost_before = 0;
  std::int64_t cost_after = 0;
  std::int64_t change = 0;
  std::vector<CircleTermChange> terms;
  bool is_lawful = false;
  std::vector<CircleBroken> broken;
  std::vector<ProposedCircle> touched;
  std::int64_t waiting_in_all = 0;
};
BOOST_DESCRIBE_STRUCT(CircleTrial, (), (cost_before, cost_after, change, terms, is_lawful, broken, touched, waiting_in_all))

/// A circle that somebody could go to.
struct CirclePlace {
  std::int64_t number = 1;
  std::string name;
  std::int64_t members = 0;
  std::optional<CircleSlot> slot = {};
  std::int64_t change = 0;
  std::vector<CircleBroken> broken;
};
BOOST_DESCRIBE_STRUCT(CirclePlace, (), (number, name, members, slot, change, broken))

struct CirclePlaces {
  std::vector<CirclePlace> items;
  std::int64_t found = 0;
};
BOOST_DESCRIBE_STRUCT(CirclePlaces, (), (items, found))

struct PublishedMember {
  PersonRef person;
  std::optional<std::string> role = {};
  bool is_certified = false;
  Instant joined_at;
  std::optional<Instant> left_at = {};
};
BOOST_DESCRIBE_STRUCT(PublishedMember, (), (person, role, is_certified, joined_at, left_at))

struct PublishedCircleRow {
  Id<PeerCircle> id;
  Id<season::CircleSeason> season_id;
  std::string name;
  CircleForm form{};
  std::string held_by;
  std::string held_by_name;
  std::int64_t weekday = 1;
  LocalTime starts_at_local;
  std::int64_t length_minutes = 60;
  std::int64_t every_weeks = 2;
  Zone time_zone;
  LocalDate first_day;
  LocalDate last_day;
  std::vector<PublishedMember> members;
  std::int64_t facilitators = 0;
  Instant created_at;
  std::optional<Instant> ended_at = {};
  std::optional<CircleEndReason> end_reason = {};
};
BOOST_DESCRIBE_STRUCT(PublishedCircleRow, (),
                      (id, season_id, name, form, held_by, held_by_name, weekday, starts_at_local, length_minutes, every_weeks, time_zone,
                       first_day, last_day, members, facilitators, created_at, ended_at, end_reason))

struct PublishedCircles {
  std::vector<PublishedCircleRow> items;
  std::int64_t in_all = 0;
};
BOOST_DESCRIBE_STRUCT(PublishedCircles, (), (items, in_all))

struct KeptApart {
  PersonRef one;
  PersonRef other;
};
BOOST_DESCRIBE_STRUCT(KeptApart, (), (one, other))

[[nodiscard]] CircleProfile wire_of(const OwnProfile& profile);
[[nodiscard]] CircleSeasons wire_of(const SeasonList& list);
[[nodiscard]] CircleSeason wire_of(const SeasonView& view);
[[nodiscard]] CirclePersonRow wire_of(const PeoplePage& page, std::size_t candidate);
[[nodiscard]] CircleProposal wire_of(const ProposalView& view);
[[nodiscard]] CircleProposalRow wire_of(const Proposal& proposal, const std::string& started_by, bool is_published);
[[nodiscard]] CircleTrial wire_of(const Trial& trial);
[[nodiscard]] CirclePlaces wire_of(const PlacesView& view);
[[nodiscard]] PublishedCircles wire_of(const CirclePage& page);
[[nodiscard]] CircleCertificate wire_of(const Certificate& certificate);

}  // namespace backbeat::season::wire
