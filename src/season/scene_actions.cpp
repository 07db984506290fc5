#include "season/scene_actions.hpp"

#include "people/people_actions.hpp"
#include "season/profile_store.hpp"
#include "sql/change_number.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

constexpr std::size_t scenes_kept = 4;
constexpr int quarters_compared = 2;

std::vector<Attainment> recent_attainment(sql::Reader& reader, const access::Organisation& organisation, LocalDate today) {
  FiscalQuarter last = FiscalQuarter::of(today, organisation.fiscal_first_month).previous();
  FiscalQuarter first = last;
  for (int i = 1; i < quarters_compared; ++i) first = first.previous();
  return read_attainment(reader, organisation.id, first.first_day(), last.last_day());
}

}  // namespace

std::vector<std::vector<MetTogether>> history_of(const std::vector<Season>& seasons, const std::vector<PublishedCircle>& circles,
                                                 Id<CircleSeason> season, Purpose purpose, Instant now) {
  std::vector<std::vector<MetTogether>> out;
  const auto add = [&](const auto& is_of) {
    std::vector<MetTogether> period;
    for (const PublishedCircle& circle : circles) {
      if (!is_of(circle) || circle.begins() >= circle.ended_at.value_or(now)) continue;
      MetTogether together;
      for (const CircleMember& member : circle.members) together.push_back(member.person);
      period.push_back(std::move(together));
    }
    if (!period.empty()) out.push_back(std::move(period));
  };
  for (const Season& one : seasons)
    if (one.id != season) add([&](const PublishedCircle& circle) { return circle.season == one.id; });
  add([&](const PublishedCircle& circle) { return circle.season == season && circle.ended_at; });
  if (purpose == Purpose::forming) add([&](const PublishedCircle& circle) { return circle.season == season && !circle.ended_at; });
  return out;
}

std::shared_ptr<const Scene> Scenes::make(sql::Reader& reader, const access::Organisation& organisation, const Season& season,
                                          Purpose purpose) const {
  const Id<Org> org = organisation.id;
  const Instant now = m_access.clock().now();
  Facts facts{.season = season, .zone = organisation.zone, .today = to_local(now, organisation.zone).date};
  facts.members = people::load_members(reader, org);
  facts.profiles = read_profiles(reader, org);
  facts.apart = read_apart(reader, org);
  facts.history = history_of(read_seasons(reader, org), read_circles(reader, org), season.id, purpose, now);
  facts.attainment = recent_attainment(reader, organisation, facts.today);
  const playbook::Versions versions = playbook::load_versions(reader, org);
  const playbook::Playbook rules =
      versions.empty() ? playbook::Playbook{} : playbook::in_force_on(versions, std::max(facts.today, season.first)).rules;
  std::unordered_map<Id<Person>, std::string> names;
  for (const people::Member& member : facts.members) names.emplace(member.id, member.name);
  Pool pool = assemble(facts, rules);
  return std::make_shared<const Scene>(season, facts.today, rules, std::move(pool), std::move(names));
}

Result<std::shared_ptr<const Scene>> Scenes::of(sql::Reader& reader, Id<Org> org, Id<CircleSeason> id, Purpose purpose) const {
  const access::Organisation organisation = TRY(m_access.organisation(reader, org));
  const auto season = read_season(reader, org, id);
  if (!season) return refuse(errors::not_found);
  const std::int64_t number = sql::change_number(reader, org);
  const LocalDate today = to_local(m_access.clock().now(), organisation.zone).date;
  {
    const std::lock_guard lock(m_mutex);
    for (const Kept& kept : m_kept)
      if (kept.org == org && kept.season == id && kept.purpose == purpose && kept.change_number == number && kept.today == today)
        return kept.scene;
  }
  auto scene = make(reader, organisation, *season, purpose);
  const std::lock_guard lock(m_mutex);
  if (m_kept.size() >= scenes_kept) m_kept.erase(m_kept.begin());
  m_kept.push_back({org, id, purpose, number, today, scene});
  return scene;
}

}  // namespace backbeat::season
