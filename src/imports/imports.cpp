#include "imports/imports.hpp"

namespace backbeat::imports {

void ImportReport::reject(Rejected rejection) {
  ++rejected_total;
  if (rejected.size() < most_rejected) rejected.push_back(std::move(rejection));
}

void ImportReport::note_change(std::int64_t row, std::string what) {
  if (changes.size() < most_changes) changes.push_back({.row = row, .what = std::move(what)});
}

Freshness freshness_of(std::optional<Instant> last_imported, Instant now) {
  if (!last_imported) return Freshness::never;
  return now - *last_imported > stale_after ? Freshness::stale : Freshness::fresh;
}

}  // namespace backbeat::imports
