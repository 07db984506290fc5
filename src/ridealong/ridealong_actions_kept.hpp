// What counts of every ride-along of an organisation, kept between reads and renewed by what was recorded since.
#pragma once

#include "audit/audit.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"
#include "ridealong/ridealong_fact.hpp"
#include "sql/sql.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace backbeat::ridealong {

/// By rep, then id. Never changed once it is made: the same object as long as nothing happened to any and no time turned one.
using RideAlongFacts = std::vector<RideAlongFact>;

/// Thread-safe; one for the program. Plain facts, without a check of who asks.
class KeptRideAlongs {
 public:
  /// As the reader sees them, or as a later reader saw them already; folded for `now`. Other rules or holidays judge every one anew.
  [[nodiscard]] std::shared_ptr<const RideAlongFacts> of(sql::Reader& reader, Id<Org> org,
                                                         const std::vector<playbook::DatedPlaybook>& playbooks,
                                                         const std::vector<people::Holiday>& holidays, Instant now);

 private:
  struct Kept {
    std::mutex mutex;
    std::int64_t change_number = -1;
    std::int64_t last_sequence = 0;
    Instant as_of;
    std::optional<Instant> next_turn;  // of any
    std::vector<Id<playbook::PlaybookVersion>> versions;
    std::vector<people::Holiday> holidays;
    std::shared_ptr<const RideAlongFacts> facts;
    std::unordered_map<Id<Session>, Instant> turns;  // of those that time alone can still change
  };
  struct Judged;
  struct Taken;

  [[nodiscard]] std::shared_ptr<Kept> kept_of(Id<Org> org);
  static void load(sql::Reader& reader, Id<Org> org, const Judged& by, Kept& kept);
  static void renew(sql::Reader& reader, Id<Org> org, const Judged& by, Kept& kept);
  static void keep(Taken taken, std::shared_ptr<const RideAlongFacts> facts, Kept& kept);

  std::mutex m_mutex;  // of the map
  std::unordered_map<Id<Org>, std::shared_ptr<Kept>> m_kept;
};

}  // namespace backbeat::ridealong
