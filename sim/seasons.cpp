#include "sim/seasons.hpp"

#include "season/profile_actions.hpp"
#include "season/proposal_actions.hpp"
#include "season/season_actions.hpp"

#include <algorithm>
#include <map>

namespace backbeat::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr days shortest_history{42};
constexpr days opting_in{14};
constexpr days weeks_left{21};       // of the season when the history ends, at least
constexpr days certificates_of{80};  // somewhat less than the three months they hold
// A fixed amount of work, so that the same seed gives the same circles on every machine.
constexpr std::int64_t epochs = 4;

class SeasonPlay {
 public:
  SeasonPlay(const Stage& stage, Instant until, std::uint64_t seed, Agenda& agenda)
      : m_stage(stage),
        m_until(until),
        m_agenda(agenda),
        m_dice(seed + 5),
        m_scenes(stage.access),
        m_profiles(stage.db, stage.access),
        m_seasons(stage.db, stage.access, m_scenes),
        m_proposals(stage.db, stage.access, m_scenes),
        m_pulses(stage.db, stage.access, stage.vault),
        m_hours(stage, until, seed, agenda, m_played.refusals) {}

  void plan(SeasonDays season) {
    for (const Worker& rep : m_stage.organisation.workers)
      if (rep.position == Position::rep) plan_rep(rep, season.first);
    at(season.first - days(5), 9, [this] { keep_two_apart(); });
    at(season.first - days(4), 9, [this, season] { form(season); });
    at(season.first - days(3), 9, [this] { publish(); });
    const LocalDate today = to_local(m_until, Zone()).date;
    for (LocalDate sunday = monday_of(season.first) - days(1); sunday <= today; sunday = sunday + days(7)) {
      at(sunday, 12, [this] { plan_week(); });
      if (sunday + days(4) <= today - days(5)) at(sunday + days(4), 7, [this] { mend(); });
    }
    for (FiscalQuarter quarter = FiscalQuarter::of(season.first, 1).next(); quarter.first_day() <= today; quarter = quarter.next())
      at(quarter.first_day(), 2, [this] { close_quarter(); });
    at(today - days(6), 10, [this] { form_next(1); });
    at(today - days(3), 16, [this] { somebody_leaves(); });
    at(today - days(2), 8, [this] { somebody_comes(); });
    at(today - days(1), 10, [this] { form_next(2); });
    // Whoever has been looking all the while: hours planned ahead, and closed where nobody opened them.
    m_agenda.at(m_until - minutes(2), [this] { finish(); });
  }

  [[nodiscard]] const SeasonsPlayed& played() const { return m_played; }

 private:
  void at(LocalDate day, int hour, std::function<void()> act) {
    m_agenda.at(to_instant(day, *LocalTime::make(hour, 0), Zone()), std::move(act));
  }

  /// Whether they join and when, may facilitate and keep the certificate, or think better of it.
  void plan_rep(const Worker& rep, LocalDate first) {
    if (!m_dice.chance(0.88)) return;
    const LocalDate joins = std::max(first - days(m_dice.between(6, 12)), rep.hired + days(20));
    const bool may_facilitate = m_dice.chance(0.5);
    at(joins, m_dice.between(7, 15), [this, &rep] { opt_in(rep); });
    if (m_dice.chance(0.03)) at(first + days(m_dice.between(30, 90)), 19, [this, &rep] { opt_out(rep); });
    if (!may_facilitate) return;
    const LocalDate today = to_local(m_until, Zone()).date;
    for (LocalDate day = std::max(first - days(5), joins + days(1)); day <= today; day = day + certificates_of)
      if (day < first || m_dice.chance(0.85)) at(day, 8, [this, &rep] { certify(rep); });
  }

  // --- what reps do ---

  /// A rep says when they could meet: most of their working day but what their customers take.
  void opt_in(const Worker& rep) {
    if (!works_here(m_stage, rep)) return;
    season::HalfHours free;
    for (int day = 0; day < 5; ++day) {
      const int begins = 18 + m_dice.between(0, 1);  // half hours from midnight
      const int ends = 34 + m_dice.between(-1, 2);
      const int busy = m_dice.between(begins, ends - 3);
      for (int half = begins; half < ends; ++half)
        if (half < busy || half >= busy + 3) free.set(static_cast<std::size_t>(day * season::bits_of_a_day + half));
    }
    season::ProfileChange change{.themes = {}, .wishes = {}, .hours = {.zone = *Zone::make(rep.zone), .free = free}};
    for (const season::Theme& theme : season::usual_themes())
      if (m_dice.chance(0.4)) change.themes.push_back(theme.key);
    const Worker& wish = m_dice.pick(m_stage.organisation.workers);
    if (m_dice.chance(0.3) && wish.position == Position::rep && &wish != &rep && works_here(m_stage, wish))
      change.wishes.push_back(person(wish));
    m_played.refusals.done("opting in", m_profiles.save(actor(rep), change));
  }

  void opt_out(const Worker& rep) {
    if (works_here(m_stage, rep)) m_played.refusals.done("opting out", m_profiles.opt_out(actor(rep)));
  }

  /// Out of the smallest circle: it has to be mended.
  void somebody_leaves() {
    const std::vector<season::PublishedCircle> all = circles();
    const season::PublishedCircle* smallest = nullptr;
    for (const season::PublishedCircle& one : all)
      if (!m_moods.contains(one.id) && (smallest == nullptr || one.people().size() < smallest->people().size())) smallest = &one;
    if (smallest == nullptr) return;
    for (const Worker& rep : m_stage.organisation.workers)
      if (works_here(m_stage, rep) && std::ranges::count(smallest->people(), person(rep)) > 0) return opt_out(rep);
  }

  /// Whoever has said nothing so far, or a new hire: waits for a place.
  void somebody_comes() {
    for (const Worker& rep : m_stage.organisation.workers) {
      if (rep.position != Position::rep || rep.left || !works_here(m_stage, rep)) continue;
      const auto own = m_profiles.own(actor(rep));
      if (m_played.refusals.done("looking at oneself", own) && own->is_suggested && own->may_join) return opt_in(rep);
    }
  }

  // --- what enablement does ---

  void certify(const Worker& rep) {
    const Worker* office = enablement();
    if (office != nullptr && works_here(m_stage, rep))
      m_played.refusals.done("certifying", m_seasons.certify(actor(*office), person(rep), today()));
  }

  /// The two would rather not.
  void keep_two_apart() {
    std::vector<const Worker*> there;
    for (const Worker& rep : m_stage.organisation.workers)
      if (rep.position == Position::rep && works_here(m_stage, rep)) there.push_back(&rep);
    const Worker* office = enablement();
    if (office == nullptr || there.size() < 8) return;
    const auto one = static_cast<std::size_t>(m_dice.between(0, static_cast<int>(there.size()) - 5));
    m_played.refusals.done("keeping two apart", m_seasons.keep_apart(actor(*office), person(*there[one]), person(*there[one + 4])));
  }

  std::optional<Id<season::CircleProposal>> solve(const Worker& office, Id<season::CircleSeason> season, std::int64_t seed) {
    const auto proposal = m_proposals.start(actor(office), season, {.seed = seed, .seconds = {}, .epochs = epochs});
    if (!m_played.refusals.done("forming circles", proposal)) return std::nullopt;
    while (true) {
      const auto view = m_proposals.proposal(actor(office), *proposal, 0, 1);
      if (!m_played.refusals.done("looking at a proposal", view)) return std::nullopt;
      if (view->row.proposal.state != season::ProposalState::running) return *proposal;
      m_proposals.wait(*proposal);
    }
  }

  void form(SeasonDays wanted) {
    const Worker* office = enablement();
    if (office == nullptr) return;
    const auto season = m_seasons.create(actor(*office), {.name = {}, .first = wanted.first, .last = wanted.last});
    if (!m_played.refusals.done("a season", season)) return;
    m_season = *season;
    m_proposal = solve(*office, *season, 1);
  }

  void publish() {
    const Worker* office = enablement();
    if (office == nullptr || !m_proposal) return;
    auto published = publish_as_it_is(*office);
    // Somebody left or changed in between: formed anew, as enablement would.
    if (!published && (published.error().is(season::people_not_in) || published.error().is(season::circle_rules_broken))) {
      m_proposal = solve(*office, m_season, 2);
      if (!m_proposal) return;
      published = publish_as_it_is(*office);
    }
    // With too few people there is no circle.
    if (!m_played.refusals.done("publishing", published, {&season::nothing_to_publish})) return;
    give_moods();
  }

  Result<Id<season::CircleSeason>> publish_as_it_is(const Worker& office) {
    const season::ProposalView view = TRY(m_proposals.proposal(actor(office), *m_proposal, 0, 1));
    return m_proposals.publish(actor(office), *m_proposal, view.row.proposal.version);
  }

  /// Most circles do well. One stays half empty, in one they come and are not happy.
  void give_moods() {
    const std::vector<season::PublishedCircle> all = circles();
    if (all.size() < 3) return;
    const auto choose = [&](std::size_t from) -> std::optional<Id<season::PeerCircle>> {
      for (std::size_t i = 0; i < all.size(); ++i)
        if (const auto& one = all[(from + i) % all.size()]; one.people().size() >= 5 && !m_moods.contains(one.id)) return one.id;
      return std::nullopt;
    };
    if (const auto id = choose(all.size() / 3)) m_moods[*id] = {.comes = 0.7, .likes = 5.5, .is_half_empty = true};
    if (all.size() < 6) return;
    if (const auto id = choose(all.size() * 2 / 3)) m_moods[*id] = {.comes = 0.92, .likes = 5.0};
  }

  /// What is broken is mended, and who waits is given a place, once a week.
  void mend() {
    const Worker* office = enablement();
    if (office == nullptr || !m_season.is_set() || circles().empty()) return;
    for (int times = 0; times < 10; ++times) {
      const auto view = m_seasons.season(actor(*office), m_season, m_proposals.judge());
      if (!m_played.refusals.done("looking at a season", view) || view->repairs.found.empty()) return;
      const season::Repair& first = view->repairs.found.front();
      if (!m_played.refusals.done("mending", m_seasons.mend(actor(*office), m_season, first.key(), first.fingerprint()))) return;
      std::vector<Id<access::Circle>> changed;
      for (const season::Repair::Change& change : first.changes)
        if (change.circle) changed.emplace_back(change.circle->value());
      m_hours.keep_up(changed);  // the program does so within the minute
    }
  }

  /// The season after this one, beside the circles that meet.
  void form_next(std::int64_t seed) {
    const Worker* office = enablement();
    if (office == nullptr || !m_season.is_set()) return;
    if (!m_next) {
      const auto season = m_seasons.create(actor(*office), {});
      if (!m_played.refusals.done("the next season", season)) return;
      m_next = *season;
    }
    static_cast<void>(solve(*office, *m_next, seed));
  }

  // --- what goes by itself ---

  void plan_week() {
    for (const season::PublishedCircle& one : circles()) {
      // Once in so many weeks; in the others there is nothing to prepare.
      const auto since = (season::first_on(today(), one.slot.weekday) - season::first_on(one.first, one.slot.weekday)).count();
      if (since < 0 || since % (7 * one.every_weeks) != 0) continue;
      const auto mood = m_moods.find(one.id);
      m_hours.plan_week(Id<access::Circle>(one.id.value()), one.people(), mood == m_moods.end() ? Mood{} : mood->second);
    }
  }

  void close_quarter() {
    m_hours.keep_up();
    m_played.refusals.done("closing a quarter", m_pulses.publish_due());
  }

  void finish() {
    m_hours.keep_up();
    m_played.hours = m_hours.held();
    m_played.circles = static_cast<int>(circles().size());
  }

  /// Those that meet, by name.
  std::vector<season::PublishedCircle> circles() {
    const Worker* office = enablement();
    if (office == nullptr || !m_season.is_set()) return {};
    auto page = m_seasons.circles(actor(*office), {.season = m_season, .is_running = true, .from = 0, .limit = 10'000});
    if (!m_played.refusals.done("looking at circles", page)) return {};
    return std::move(page->rows);
  }

  [[nodiscard]] LocalDate today() const { return to_local(m_stage.clock.now(), Zone()).date; }
  [[nodiscard]] const access::Actor& actor(const Worker& worker) const { return m_stage.actor_of.at(worker.email); }
  [[nodiscard]] Id<Person> person(const Worker& worker) const { return m_stage.person_of.at(worker.email); }
  [[nodiscard]] const Worker* enablement() const {
    for (const Worker& worker : m_stage.organisation.workers)
      if (worker.position == Position::enablement && works_here(m_stage, worker)) return &worker;
    return nullptr;
  }

  const Stage& m_stage;
  Instant m_until;
  Agenda& m_agenda;
  Dice m_dice;
  season::Scenes m_scenes;
  season::Profiles m_profiles;
  season::Seasons m_seasons;
  season::Proposals m_proposals;
  pulse::Pulses m_pulses;
  SeasonsPlayed m_played;
  CircleHours m_hours;
  Id<season::CircleSeason> m_season;
  std::optional<Id<season::CircleProposal>> m_proposal;
  std::optional<Id<season::CircleSeason>> m_next;
  std::map<Id<season::PeerCircle>, Mood> m_moods;  // of those that do badly
};

}  // namespace

SeasonDays season_days(LocalDate first_day, LocalDate today) {
  return {.first = monday_of(first_day) + opting_in, .last = FiscalQuarter::of(today + weeks_left, 1).last_day()};
}

std::shared_ptr<const SeasonsPlayed> plan_seasons(const Stage& stage, Instant until, std::uint64_t seed, Agenda& agenda) {
  const LocalDate today = to_local(until, Zone()).date;
  if (today - stage.organisation.first_day < shortest_history) return std::make_shared<SeasonsPlayed>();
  const auto play = std::make_shared<SeasonPlay>(stage, until, seed, agenda);
  play->plan(season_days(stage.organisation.first_day, today));
  return {play, &play->played()};
}

}  // namespace backbeat::sim
