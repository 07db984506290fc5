// From the facts of an organisation to what the solver gets.
#include "season/mixed.hpp"
#include "season/season.hpp"

#include <algorithm>
#include <numeric>

namespace backbeat::season {
namespace {

/// Whom people report to on a day, and who is above whom.
class Lines {
 public:
  void add(Id<Person> person, std::optional<Id<Person>> manager) {
    if (manager) m_manager[person] = *manager;
  }
  /// Everybody above, nearest first; a circle in the roster is walked once.
  [[nodiscard]] std::vector<Id<Person>> above(Id<Person> person) const {
    std::vector<Id<Person>> out;
    for (auto at = m_manager.find(person); at != m_manager.end(); at = m_manager.find(at->second)) {
      if (at->second == person || std::ranges::find(out, at->second) != out.end()) break;
      out.push_back(at->second);
    }
    return out;
  }

 private:
  std::unordered_map<Id<Person>, Id<Person>> m_manager;
};

const people::Assignment* assignment_in(const people::Member& member, LocalDate day, LocalDate today) {
  const people::Assignment* then = member.assignment_on(day);
  return then != nullptr ? then : member.assignment_on(today);
}

std::optional<Bar> bar_of(const people::Member& member, const people::Assignment* assignment, LocalDate day,
                          const playbook::Playbook& playbook) {
  if (member.left && *member.left <= day) return Bar::leaves_before;
  if (member.hired > day) return Bar::not_here_yet;
  if (assignment == nullptr) return Bar::no_role;
  const playbook::JobRole* role = playbook.job_role(assignment->job_role);
  if (role == nullptr || !role->is_coached) return Bar::not_coached;
  return std::nullopt;
}

class Assembly {
 public:
  Assembly(const Facts& facts, const playbook::Playbook& playbook)
      : m_facts(facts),
        m_playbook(playbook),
        m_day(std::max(facts.today, facts.season.first)),
        m_pool{.organisation = {}, .week = SeasonWeek(facts.zone, m_day, std::max(m_day, facts.season.last))} {}

  Pool make() {
    m_pool.minutes = session_minutes(m_playbook, false);
    m_pool.minutes_sdr = session_minutes(m_playbook, true);
    m_pool.every_weeks = std::clamp(static_cast<int>(m_playbook.threshold("circle_every_weeks").value_or(2)), 1, 13);
    set_rules();
    add_candidates();
    add_people();
    add_wishes();
    add_apart();
    add_history();
    set_range();
    return std::move(m_pool);
  }

 private:
  void set_rules() {
    circle::Organisation& out = m_pool.organisation;
    const SeasonRules& rules = m_facts.season.rules;
    out.name = m_facts.season.name;
    out.rules.size_min = rules.size_low;
    out.rules.size_ideal = rules.size_best;
    out.rules.size_max = rules.size_high;
    std::vector<int> bands;
    for (const playbook::TenureBand& band : m_playbook.tenure_bands)
      if (band.from_month > 0) bands.push_back(band.from_month);
    std::ranges::sort(bands);
    if (!bands.empty()) out.tenure_bands = std::move(bands);
    out.rules.senior_band = std::min(2, static_cast<int>(out.tenure_bands.size()));
    m_pool.themes = rules.themes;
    for (const Theme& theme : m_pool.themes) out.themes.push_back(theme.name);
  }

  void add_candidates() {
    std::unordered_map<Id<Person>, const Profile*> profiles;
    for (const Profile& profile : m_facts.profiles) profiles.emplace(profile.person, &profile);
    for (const people::Member& member : m_facts.members) {
      if (member.left && *member.left <= m_facts.today) continue;
      const people::Assignment* assignment = assignment_in(member, m_day, m_facts.today);
      const auto profile = profiles.find(member.id);
      Candidate one{.person = member.id,
                    .name = member.name,
                    .group = {},
                    .hours = {.zone = member.zone, .free = half_hours_within(member.hours)},
                    .segment = {}};
      one.bar = bar_of(member, assignment, m_day, m_playbook);
      if (assignment != nullptr) {
        one.group = group_of(assignment->job_role);
        one.manager = assignment->manager;
        one.segment = assignment->segment;
        m_lines.add(member.id, assignment->manager);
      }
      one.tenure_months = people::months_of_tenure(member.hired, std::max(member.hired, m_day));
      one.certificate = certificate_of(member, m_facts.today);
      const auto holds = certificate_of(member, m_day);
      one.is_certified = holds && holds->is_valid;
      if (profile != profiles.end()) take(*profile->second, one);
      if (one.opted_in && one.starts == 0 && !one.bar) one.bar = Bar::no_free_hours;
      if (one.opted_in) one.standing = one.bar ? Standing::kept_out : Standing::in;
      m_pool.candidates.push_back(std::move(one));
    }
    std::ranges::sort(m_pool.candidates, {}, [](const Candidate& one) { return std::tuple(std::cref(one.name).get(), one.person); });
    for (std::size_t i = 0; i < m_pool.candidates.size(); ++i) m_pool.candidate_at.emplace(m_pool.candidates[i].person, i);
  }

  void take(const Profile& profile, Candidate& one) {
    one.opted_in = profile.is_in;
    one.hours = profile.hours;
    one.starts = m_pool.week.starts(one.hours, one.group == sdr_group ? m_pool.minutes_sdr : m_pool.minutes).count();
    one.wishes = profile.wishes.size();
    for (const std::string& theme : profile.themes)
      if (std::ranges::find(m_pool.themes, theme, &Theme::key) != m_pool.themes.end()) one.themes.push_back(theme);
  }

  /// By id, so that the same people are the same places whatever they are called.
  void add_people() {
    circle::Organisation& out = m_pool.organisation;
    std::vector<const Candidate*> in;
    for (const Candidate& one : m_pool.candidates)
      if (one.standing == Standing::in) in.push_back(&one);
    std::ranges::sort(in, {}, &Candidate::person);
    std::map<std::string, std::uint32_t> groups, segments;
    std::map<std::int64_t, std::uint32_t> managers;
    for (const Candidate* one : in) groups.emplace(one->group, 0);
    for (auto& [group, index] : groups) {
      index = static_cast<std::uint32_t>(m_pool.groups.size());
      m_pool.groups.push_back(group);
      out.roles.push_back(label_of(group, m_playbook));
    }
    std::unordered_map<Id<Person>, std::string> group_by_person;
    for (const Candidate* one : in) group_by_person.emplace(one->person, one->group);
    std::vector<Attainment> attainment;
    for (const Attainment& known : m_facts.attainment)
      if (group_by_person.contains(known.person)) attainment.push_back(known);
    const auto tercile_of = terciles(attainment, [&](Id<Person> person) { return group_by_person.at(person); });
    for (const Candidate* one : in) {
      // Whoever reports to nobody is on a team of their own.
      const std::int64_t team = one->manager ? one->manager->value() : -one->person.value();
      const auto [manager, is_new_team] = managers.emplace(team, static_cast<std::uint32_t>(managers.size()));
      if (is_new_team) out.managers.push_back(std::to_string(team));
      const auto [segment, is_new_segment] = segments.emplace(one->segment, static_cast<std::uint32_t>(segments.size()));
      if (is_new_segment) out.segments.push_back(one->segment);
      const auto tercile = tercile_of.find(one->person);
      circle::Rep rep{.id = one->name,
                      .role = groups.at(one->group),
                      .segment = segment->second,
                      .manager = manager->second,
                      .tenure_months = one->tenure_months,
                      .tercile = tercile == tercile_of.end() ? 0 : tercile->second,
                      .is_certified = one->is_certified,
                      .starts = m_pool.week.starts(one->hours, one->group == sdr_group ? m_pool.minutes_sdr : m_pool.minutes),
                      .themes = {},
                      .prefers = {}};
      for (std::uint32_t theme = 0; theme < m_pool.themes.size(); ++theme)
        if (std::ranges::find(one->themes, m_pool.themes[theme].key) != one->themes.end()) rep.themes.push_back(theme);
      m_pool.at.emplace(one->person, static_cast<circle::RepIndex>(out.people.size()));
      m_pool.who.push_back(one->person);
      out.people.push_back(std::move(rep));
    }
    if (tercile_of.empty()) {
      out.weights.perf = 0;
      m_pool.remarks.emplace_back("Recent performance is not looked at: there are no quotas of the last two quarters to compare it by.");
    }
  }

  void add_wishes() {
    for (const Profile& profile : m_facts.profiles) {
      const auto who = m_pool.at.find(profile.person);
      if (who == m_pool.at.end()) continue;
      for (const Id<Person> wish : profile.wishes)
        if (const auto other = m_pool.at.find(wish); other != m_pool.at.end())
          m_pool.organisation.people[who->second].prefers.push_back(other->second);
    }
  }

  void add_apart() {
    std::vector<circle::Pair>& apart = m_pool.organisation.apart;
    for (const auto& [one, other] : m_facts.apart) {
      m_pool.apart.insert(std::minmax(one, other));
      const auto a = m_pool.at.find(one);
      const auto b = m_pool.at.find(other);
      if (a != m_pool.at.end() && b != m_pool.at.end()) apart.emplace_back(a->second, b->second);
    }
    for (circle::RepIndex rep = 0; rep < m_pool.who.size(); ++rep)
      for (const Id<Person> above : m_lines.above(m_pool.who[rep]))
        if (const auto found = m_pool.at.find(above); found != m_pool.at.end()) apart.emplace_back(found->second, rep);
  }

  void add_history() {
    const std::size_t all = m_facts.history.size();
    const std::size_t skipped = all > most_periods ? all - most_periods : 0;
    for (std::size_t period = skipped; period < all; ++period) {
      std::vector<circle::Members>& out = m_pool.organisation.history.emplace_back();
      for (const MetTogether& together : m_facts.history[period]) {
        circle::Members members;
        for (const Id<Person> person : together)
          if (const auto found = m_pool.at.find(person); found != m_pool.at.end()) members.push_back(found->second);
        std::ranges::sort(members);
        members.erase(std::ranges::unique(members).begin(), members.end());
        if (members.size() > 1) out.push_back(std::move(members));
      }
    }
    m_pool.fresh_periods = std::min(m_facts.season.rules.fresh_seasons, static_cast<int>(all - skipped));
    if (skipped > 0)
      m_pool.remarks.push_back("Of " + std::to_string(all) + " seasons the last " + std::to_string(most_periods) +
                               " are looked at: what is older weighs next to nothing.");
  }

  /// So many across roles as the playbook's share leaves of all circles, and no more than have the people for it.
  void set_range() {
    circle::Organisation& out = m_pool.organisation;
    const SeasonRules& rules = m_facts.season.rules;
    if (rules.cross_least) {
      out.cross_min = *rules.cross_least;
      out.cross_max = *rules.cross_most;
      return;
    }
    const int circles = static_cast<int>(out.people.size()) / std::max(1, rules.size_best);
    const int same = std::clamp(static_cast<int>(m_playbook.threshold("circle_same_role_percent").value_or(70)), 0, 100);
    std::vector<int> open(out.roles.size());
    for (const circle::Rep& rep : out.people)
      if (!rep.themes.empty() && out.roles[rep.role] != circle::role_without_cross) ++open[rep.role];
    const int all = std::accumulate(open.begin(), open.end(), 0);
    // Each needs so many of a second role: where nearly all are of one, few circles can be across.
    const int of_others = open.empty() ? 0 : all - *std::ranges::max_element(open);
    out.cross_max =
        std::min({(circles * (100 - same) + 50) / 100, all / std::max(1, rules.size_low), of_others / out.rules.cross_min_per_role});
    out.cross_min = out.cross_max * 3 / 4;
  }

  const Facts& m_facts;
  const playbook::Playbook& m_playbook;
  LocalDate m_day;
  Pool m_pool;
  Lines m_lines;
};

}  // namespace

Pool assemble(const Facts& facts, const playbook::Playbook& playbook) {
  return Assembly(facts, playbook).make();
}

std::int64_t fingerprint(const circle::Organisation& organisation) {
  Mixed mixed;
  const circle::Rules& rules = organisation.rules;
  for (const int number : {rules.size_min, rules.size_ideal, rules.size_max, organisation.cross_min, organisation.cross_max})
    mixed.add(static_cast<std::uint64_t>(number));
  for (const auto* list : {&organisation.roles, &organisation.themes}) {
    mixed.add(list->size());
    for (const std::string& name : *list) mixed.add_text(name);
  }
  mixed.add(organisation.people.size());
  for (const circle::Rep& rep : organisation.people) {
    for (const std::uint64_t number : {std::uint64_t{rep.role}, std::uint64_t{rep.segment}, std::uint64_t{rep.manager},
                                       static_cast<std::uint64_t>(organisation.band_of(rep)), static_cast<std::uint64_t>(rep.tercile),
                                       std::uint64_t{rep.is_certified ? 1U : 0U}})
      mixed.add(number);
    mixed.add_text(text_of(rep.starts));
    mixed.add(rep.themes.size());
    for (const std::uint32_t theme : rep.themes) mixed.add(theme);
    mixed.add(rep.prefers.size());
    for (const circle::RepIndex wish : rep.prefers) mixed.add(wish);
  }
  mixed.add(organisation.apart.size());
  for (const auto& [one, other] : organisation.apart) {
    mixed.add(one);
    mixed.add(other);
  }
  for (const auto& period : organisation.history) {
    mixed.add(period.size());
    for (const circle::Members& members : period) {
      mixed.add(members.size());
      for (const circle::RepIndex member : members) mixed.add(member);
    }
  }
  return mixed.value();
}

}  // namespace backbeat::season
