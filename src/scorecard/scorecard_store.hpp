// Published scorecards and which calibration is whose, as they are stored. What is published is written once and read again, never changed.
#pragma once

#include "scorecard/calibration.hpp"
#include "scorecard/scorecard.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <vector>

namespace backbeat::scorecard {

struct PublicationRow {
  Id<Publication> id;
  Month month;
  int version = 1;
  Instant published_at;
  Id<User> published_by;
  Instant known_at;
};

void insert_publication(sql::Transaction& tx, Id<Org> org, const PublicationRow& row, const std::vector<Card>& cards,
                        const Evidence& evidence);

/// Newest month first, then newest version.
[[nodiscard]] std::vector<PublicationRow> publications(sql::Reader& reader, Id<Org> org);
/// The versions of one month, newest first.
[[nodiscard]] std::vector<PublicationRow> publications_of(sql::Reader& reader, Id<Org> org, Month month);
[[nodiscard]] std::optional<PublicationRow> find_publication(sql::Reader& reader, Id<Org> org, Id<Publication> id);

/// As cards_of gave them.
[[nodiscard]] std::vector<Card> load_cards(sql::Reader& reader, Id<Org> org, Id<Publication> id);
[[nodiscard]] Evidence load_evidence(sql::Reader& reader, Id<Org> org, Id<Publication> id);

/// Nothing where there is one about the same manager, measure and month already.
[[nodiscard]] std::optional<Id<Calibration>> insert_calibration(sql::Transaction& tx, Id<Org> org, Id<Person> manager, Month month,
                                                                Measure measure, Instant now);
void set_leader(sql::Transaction& tx, Id<Org> org, Id<Calibration> id, Id<Person> leader);
void close_calibration(sql::Transaction& tx, Id<Org> org, Id<Calibration> id);

}  // namespace backbeat::scorecard
