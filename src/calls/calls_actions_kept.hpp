// Where each call stands on the page of calls, kept while nothing happens that a match is made of: a page of a hundred calls is then not
// the matching of thousands.
#pragma once

#include "audit/audit_actions_many.hpp"
#include "calls/calls.hpp"
#include "sql/sql.hpp"

#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

namespace backbeat::calls {

struct Place {
  Id<CallEntry> id;
  std::vector<Id<CallEntry>> others;  // records that are, or could be, of the same call
  Instant starts;
  bool needs_a_match = false;
  friend bool operator==(const Place&, const Place&) = default;
};

/// Thread-safe; one for the program. Can be dropped at any time.
class KeptPlaces {
 public:
  /// The places of these people's calls that begin in [from, to), in no order; what is nobody's from outside is no call.
  [[nodiscard]] std::vector<Place> of(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> reps, Instant from, Instant to,
                                      Instant now);

 private:
  struct OfRep {
    Instant from;
    Instant to;
    std::vector<Place> places;  // by start
  };
  struct OfOrg {
    std::mutex mutex;
    audit::Mark mark;
    std::unordered_map<Id<Person>, OfRep> reps;
  };

  std::mutex m_mutex;  // of the map
  std::unordered_map<Id<Org>, std::shared_ptr<OfOrg>> m_kept;
};

}  // namespace backbeat::calls
