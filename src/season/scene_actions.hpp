// The facts of a season, loaded and put together once while nothing changes: ten thousand people take a while.
#pragma once

#include "access/access_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "season/repairs.hpp"
#include "season/season.hpp"
#include "season/season_store.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace backbeat::season {

/// What the circles of the season that meet now are: of the past, for those who are mixed anew; or what is to be mended.
enum class Purpose { forming, mending };

struct Scene {
  Scene(Season of, LocalDate day, playbook::Playbook playbook, Pool made, std::unordered_map<Id<Person>, std::string> all)
      : season(std::move(of)),
        today(day),
        rules(std::move(playbook)),
        pool(std::move(made)),
        ground(pool.organisation),
        names(std::move(all)) {}
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  Season season;
  LocalDate today;
  playbook::Playbook rules;
  Pool pool;
  circle::Ground ground;                              // refers to the pool
  std::unordered_map<Id<Person>, std::string> names;  // of everybody there ever was

  [[nodiscard]] std::string name(Id<Person> person) const {
    const auto found = names.find(person);
    return found == names.end() ? std::string() : found->second;
  }
  [[nodiscard]] people::PersonRef ref(Id<Person> person) const { return {.id = person, .name = name(person)}; }
};

class Scenes {
 public:
  explicit Scenes(const access::Access& access) : m_access(access) {}

  /// errors::not_found for a season that is not the organisation's. Shared with whoever asks next.
  [[nodiscard]] Result<std::shared_ptr<const Scene>> of(sql::Reader& reader, Id<Org> org, Id<CircleSeason> season, Purpose purpose) const;

 private:
  struct Kept {
    Id<Org> org;
    Id<CircleSeason> season;
    Purpose purpose;
    std::int64_t change_number;
    LocalDate today;
    std::shared_ptr<const Scene> scene;
  };
  [[nodiscard]] std::shared_ptr<const Scene> make(sql::Reader& reader, const access::Organisation& organisation, const Season& season,
                                                  Purpose purpose) const;

  const access::Access& m_access;
  mutable std::mutex m_mutex;
  mutable std::vector<Kept> m_kept;  // the last few
};

/// Circles of other seasons that have met, a list a season, oldest first; and of this one those that have ended, or run while it is formed
/// anew.
[[nodiscard]] std::vector<std::vector<MetTogether>> history_of(const std::vector<Season>& seasons,
                                                               const std::vector<PublishedCircle>& circles, Id<CircleSeason> season,
                                                               Purpose purpose, Instant now);

}  // namespace backbeat::season
