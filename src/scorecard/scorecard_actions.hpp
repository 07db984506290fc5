// Scorecards: the month as it stands, publishing it, correcting it, and the rows behind it. Nothing here holds a word of coaching.
#pragma once

#include "access/access_actions.hpp"
#include "audit/audit_actions_many.hpp"
#include "people/people.hpp"
#include "scorecard/rows.hpp"
#include "scorecard/scorecard.hpp"
#include "scorecard/trigger.hpp"
#include "sql/sql.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace backbeat::scorecard {

inline constexpr std::string_view publication_stream = "scorecard";

namespace kinds {
inline constexpr std::string_view published = "published";  // month version
inline constexpr std::string_view corrected = "corrected";  // month version · text: why
}  // namespace kinds

inline constexpr ErrorSpec month_not_over{"month_not_over", ErrorKind::conflict,
                                          "{found} is not over. A month is published from {expected} on."};
inline constexpr ErrorSpec published_already{"published_already", ErrorKind::conflict,
                                             "{found} is published. What changed since then is a correction, with a reason."};
inline constexpr ErrorSpec not_the_latest{"not_the_latest", ErrorKind::conflict,
                                          "Version {expected} corrects this one. Correct the latest."};
inline constexpr ErrorSpec nothing_to_correct{"nothing_to_correct", ErrorKind::conflict,
                                              "Every number is what it was. There is nothing to correct."};

struct PublicationRef {
  Id<Publication> id;
  Month month;
  int version = 1;
  Instant published_at;
  std::string published_by;  // name; "" where it was the command line
  std::string reason;        // of a correction; "" where it was erased
};

/// A month as somebody may see it.
struct View {
  Month month;
  std::optional<PublicationRef> publication;  // absent: it is not published, and this is how it stands
  std::vector<PublicationRef> versions;       // newest first
  Instant known_at;
  bool is_over = false;
  bool may_publish = false;
  std::vector<Card> cards;  // the actor's, and of everybody below
  std::vector<Measure> measures;
  std::unordered_map<Id<Person>, std::string> names;
};

struct MonthRow {
  Month month;
  bool is_over = false;
  std::optional<PublicationRef> latest;
};

/// A number that a correction would change.
struct Change {
  Id<Person> about;
  bool is_leader = false;
  Value before;
  Value after;
};

struct Preview {
  View view;                      // as it would be published, without the reps' answers
  std::int64_t pending = 0;       // debriefs that can still be on time
  std::vector<Opening> openings;  // calibrations that it would open; those there already are left out
  std::vector<Change> changes;    // against the version that it would correct
};

struct RowsView {
  View view;
  std::vector<Row> rows;
};

/// What is asked for: a month (the running one where absent) and a version (the latest; or how it stands, where none is published).
struct Asked {
  std::optional<Month> month = {};
  std::optional<int> version = {};
};

class Scorecards {
 public:
  Scorecards(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// Everybody's for see_scorecards; one's own and those of the managers and leaders below for managers and leaders; errors::forbidden for
  /// everybody else, errors::not_found for a version that is not.
  [[nodiscard]] Result<View> view(const access::Actor& actor, const Asked& asked) const;
  /// The thirteen months up to the running one, newest first, and earlier ones that are published.
  [[nodiscard]] Result<std::vector<MonthRow>> months(const access::Actor& actor) const;
  /// errors::not_found where the card is not the actor's to see.
  [[nodiscard]] Result<RowsView> rows(const access::Actor& actor, const Asked& asked, Id<Person> about, bool is_leader,
                                      Measure measure) const;

  [[nodiscard]] Result<std::string> cards_csv(const access::Actor& actor, const Asked& asked) const;
  /// For see_scorecards: all of it, so that anybody can work the numbers out again.
  [[nodiscard]] Result<std::string> rows_csv(const access::Actor& actor, const Asked& asked) const;
  [[nodiscard]] Result<std::string> xlsx(const access::Actor& actor, const Asked& asked) const;

  // For publish_scorecards.
  [[nodiscard]] Result<Preview> preview(const access::Actor& actor, Month month) const;
  /// The facts known now, kept as they are; opens what calibrations they open.
  [[nodiscard]] Result<PublicationRef> publish(const access::Actor& actor, Month month) const;
  /// A new version from the facts known now. What reps answered stays as it was first published: two versions of it would give answers
  /// away.
  [[nodiscard]] Result<PublicationRef> correct(const access::Actor& actor, Id<Publication> id, const std::string& reason) const;

  /// What the month before missed opens its calibrations: run by a job, for every organisation; one of which nothing was said since the
  /// last time is passed over. How many it opened.
  int open_missed() const;

 private:
  struct Live {
    std::int64_t change_number = -1;
    Instant at;
    Month month;
    std::shared_ptr<const MonthFacts> facts;
    std::shared_ptr<const std::vector<Card>> cards;
    CardRules rules;
  };
  /// What the job has seen to.
  struct LookedAt {
    Month month;
    audit::Mark mark;
  };
  struct Seen;
  [[nodiscard]] Result<Seen> see(sql::Reader& reader, const access::Actor& actor, const Asked& asked) const;
  [[nodiscard]] bool is_looked_at(sql::Reader& reader, Id<Org> org, const LookedAt& now) const;
  [[nodiscard]] Live live(sql::Reader& reader, const access::Organisation& organisation, Month month) const;
  [[nodiscard]] Result<PublicationRef> put(sql::Transaction& tx, const access::Actor& actor, Month month, int version,
                                           const std::string& reason) const;

  sql::Db& m_db;
  const access::Access& m_access;
  mutable std::mutex m_mutex;
  mutable std::map<Id<Org>, std::vector<Live>> m_live;  // a few months of each organisation, good while nothing changes and for a minute
  mutable std::map<Id<Org>, LookedAt> m_looked_at;
};

}  // namespace backbeat::scorecard
