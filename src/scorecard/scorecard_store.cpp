#include "scorecard/scorecard_store.hpp"

#include "base/assert.hpp"
#include "sql/many_rows.hpp"

#include <map>

namespace backbeat::scorecard {
namespace {

constexpr std::string_view insert_publication_sql =
    "INSERT INTO scorecard_publication (org_id, publication_id, month, version, published_at, published_by, known_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
// A month of a thousand managers has tens of thousands of rows.
const sql::ManyRows<5> insert_cards("INSERT INTO scorecard_card (org_id, publication_id, person_id, is_leader, leader_id) VALUES ");
const sql::ManyRows<17> insert_values(
    "INSERT INTO scorecard_value (org_id, publication_id, person_id, is_leader, position, measure, part, state, counted, n, pending, "
    "value, low, high, compared, compared_low, compared_high) VALUES ");
const sql::ManyRows<13> insert_rides(
    "INSERT INTO scorecard_ride (org_id, publication_id, manager_id, ride_along_id, rep_id, day, format, had_pre_brief, debrief, "
    "debrief_after_ms, comments, takeovers_with_consent, takeovers_without_consent) VALUES ");
const sql::ManyRows<10> insert_debts(
    "INSERT INTO scorecard_debt (org_id, publication_id, manager_id, rep_id, format, first_day, last_day, owed, excused, held) VALUES ");
const sql::ManyRows<7> insert_verdicts(
    "INSERT INTO scorecard_verdict (org_id, publication_id, manager_id, commitment_id, rep_id, day, verdict) VALUES ");

constexpr std::string_view publications_sql =
    "SELECT publication_id, month, version, published_at, published_by, known_at FROM scorecard_publication WHERE org_id = ? "
    "ORDER BY month DESC, version DESC";
constexpr std::string_view publications_of_sql =
    "SELECT publication_id, month, version, published_at, published_by, known_at FROM scorecard_publication WHERE org_id = ? AND month = ? "
    "ORDER BY version DESC";
constexpr std::string_view publication_sql =
    "SELECT publication_id, month, version, published_at, published_by, known_at FROM scorecard_publication "
    "WHERE org_id = ? AND publication_id = ?";
constexpr std::string_view cards_sql =
    "SELECT person_id, is_leader, leader_id FROM scorecard_card WHERE org_id = ? AND publication_id = ? ORDER BY is_leader, person_id";
constexpr std::string_view values_sql =
    "SELECT person_id, is_leader, measure, part, state, counted, n, pending, value, low, high, compared, compared_low, compared_high "
    "FROM scorecard_value WHERE org_id = ? AND publication_id = ? ORDER BY is_leader, person_id, position";
constexpr std::string_view rides_sql =
    "SELECT ride_along_id, manager_id, rep_id, day, format, had_pre_brief, debrief, debrief_after_ms, comments, takeovers_with_consent, "
    "takeovers_without_consent FROM scorecard_ride WHERE org_id = ? AND publication_id = ? ORDER BY manager_id, day, ride_along_id";
constexpr std::string_view debts_sql =
    "SELECT manager_id, rep_id, format, first_day, last_day, owed, excused, held FROM scorecard_debt "
    "WHERE org_id = ? AND publication_id = ? ORDER BY manager_id, rep_id, format, first_day";
constexpr std::string_view verdicts_sql =
    "SELECT commitment_id, manager_id, rep_id, day, verdict FROM scorecard_verdict WHERE org_id = ? AND publication_id = ? "
    "ORDER BY manager_id, day, commitment_id";

constexpr std::string_view insert_calibration_sql =
    "INSERT INTO calibration (org_id, calibration_id, manager_id, leader_id, month, measure, created_at, is_closed) "
    "VALUES (?, ?, ?, NULL, ?, ?, ?, 0) ON CONFLICT (org_id, manager_id, measure, month) DO NOTHING";
constexpr std::string_view set_leader_sql = "UPDATE calibration SET leader_id = ? WHERE org_id = ? AND calibration_id = ?";
constexpr std::string_view close_sql = "UPDATE calibration SET is_closed = 1 WHERE org_id = ? AND calibration_id = ?";

PublicationRow publication_of(const sql::Row& row) {
  return {.id = row.get<Id<Publication>>(0),
          .month = {row.get<LocalDate>(1)},
          .version = row.get<int>(2),
          .published_at = row.get<Instant>(3),
          .published_by = row.get<Id<User>>(4),
          .known_at = row.get<Instant>(5)};
}

/// A value with its place on its card.
struct Placed {
  const Card* card = nullptr;
  std::ptrdiff_t position = 0;
  const Value* value = nullptr;
};

/// A name that a CHECK or this program alone can have written.
template <class T>
T known(std::optional<T> value) {
  ASSERT(value.has_value());
  return *value;
}

}  // namespace

void insert_publication(sql::Transaction& tx, Id<Org> org, const PublicationRow& row, const std::vector<Card>& cards,
                        const Evidence& evidence) {
  tx.change(insert_publication_sql, org, row.id, row.month.first, row.version, row.published_at, row.published_by, row.known_at);
  insert_cards.insert(tx, std::span(cards), [&](const Card& card) -> std::array<sql::Parameter, 5> {
    return {org, row.id, card.about, card.is_leader, card.leader};
  });
  std::vector<Placed> values;
  for (const Card& card : cards)
    for (const Value& value : card.values) values.push_back({.card = &card, .position = &value - card.values.data(), .value = &value});
  insert_values.insert(tx, std::span<const Placed>(values), [&](const Placed& at) -> std::array<sql::Parameter, 17> {
    const Value& value = *at.value;
    const auto compared = [&](double Estimate::* member) {
      return value.compared ? std::optional((*value.compared).*member) : std::nullopt;
    };
    return {org,
            row.id,
            at.card->about,
            at.card->is_leader,
            at.position,
            name_of(value.measure),
            value.part,
            name_of(value.standing),
            value.counted,
            value.n,
            value.pending,
            value.value,
            value.low,
            value.high,
            compared(&Estimate::value),
            compared(&Estimate::low),
            compared(&Estimate::high)};
  });
  insert_rides.insert(tx, std::span(evidence.rides), [&](const Ride& ride) -> std::array<sql::Parameter, 13> {
    return {org,
            row.id,
            ride.manager,
            ride.id,
            ride.rep,
            ride.day,
            cadence::name_of(ride.format),
            ride.had_pre_brief,
            name_of(ride.debrief),
            ride.debrief_after ? std::optional(std::int64_t{ride.debrief_after->count()}) : std::nullopt,
            ride.comments,
            ride.takeovers_with_consent,
            ride.takeovers_without_consent};
  });
  insert_debts.insert(tx, std::span(evidence.debts), [&](const Debt& debt) -> std::array<sql::Parameter, 10> {
    return {org, row.id, debt.manager, debt.rep, cadence::name_of(debt.format), debt.first, debt.last, debt.owed, debt.excused, debt.held};
  });
  insert_verdicts.insert(tx, std::span(evidence.verdicts), [&](const Verdict& verdict) -> std::array<sql::Parameter, 7> {
    return {org, row.id, verdict.manager, verdict.id, verdict.rep, verdict.day, commitment::name_of(verdict.verdict)};
  });
}

std::vector<PublicationRow> publications(sql::Reader& reader, Id<Org> org) {
  return reader.all(publications_sql, publication_of, org);
}

std::vector<PublicationRow> publications_of(sql::Reader& reader, Id<Org> org, Month month) {
  return reader.all(publications_of_sql, publication_of, org, month.first);
}

std::optional<PublicationRow> find_publication(sql::Reader& reader, Id<Org> org, Id<Publication> id) {
  return reader.first(publication_sql, publication_of, org, id);
}

std::vector<Card> load_cards(sql::Reader& reader, Id<Org> org, Id<Publication> id) {
  const auto card_of = [](const sql::Row& row) {
    return Card{
        .about = row.get<Id<Person>>(0), .is_leader = row.get<bool>(1), .leader = row.get<std::optional<Id<Person>>>(2), .values = {}};
  };
  std::vector<Card> cards = reader.all(cards_sql, card_of, org, id);
  std::map<std::pair<Id<Person>, bool>, Card*> by_about;
  for (Card& card : cards) by_about[{card.about, card.is_leader}] = &card;
  reader.each(
      values_sql,
      [&](const sql::Row& row) {
        Value value{.measure = known(measure_from(row.text(2))),
                    .part = row.get<std::string>(3),
                    .standing = known(standing_from(row.text(4))),
                    .counted = row.integer(5),
                    .n = row.integer(6),
                    .pending = row.integer(7),
                    .value = row.get<std::optional<double>>(8),
                    .low = row.get<std::optional<double>>(9),
                    .high = row.get<std::optional<double>>(10)};
        if (!row.is_null(11)) value.compared = Estimate{.value = row.real(11), .low = row.real(12), .high = row.real(13)};
        by_about.at({row.get<Id<Person>>(0), row.get<bool>(1)})->values.push_back(std::move(value));
      },
      org, id);
  return cards;
}

Evidence load_evidence(sql::Reader& reader, Id<Org> org, Id<Publication> id) {
  const auto ride_of = [](const sql::Row& row) {
    Ride ride{.id = row.get<Id<Session>>(0),
              .manager = row.get<Id<Person>>(1),
              .rep = row.get<Id<Person>>(2),
              .day = row.get<LocalDate>(3),
              .format = known(cadence::ride_along_format_from(row.text(4))),
              .had_pre_brief = row.get<bool>(5),
              .debrief = known(debrief_from(row.text(6))),
              .comments = row.get<int>(8),
              .takeovers_with_consent = row.get<int>(9),
              .takeovers_without_consent = row.get<int>(10)};
    if (!row.is_null(7)) ride.debrief_after = Duration(row.integer(7));
    return ride;
  };
  const auto debt_of = [](const sql::Row& row) {
    return Debt{.manager = row.get<Id<Person>>(0),
                .rep = row.get<Id<Person>>(1),
                .format = known(cadence::ride_along_format_from(row.text(2))),
                .first = row.get<LocalDate>(3),
                .last = row.get<LocalDate>(4),
                .owed = row.get<int>(5),
                .excused = row.get<int>(6),
                .held = row.get<int>(7)};
  };
  const auto verdict_of = [](const sql::Row& row) {
    return Verdict{.id = row.get<Id<commitment::Commitment>>(0),
                   .manager = row.get<Id<Person>>(1),
                   .rep = row.get<Id<Person>>(2),
                   .day = row.get<LocalDate>(3),
                   .verdict = known(commitment::verdict_from(row.text(4)))};
  };
  return {.rides = reader.all(rides_sql, ride_of, org, id),
          .debts = reader.all(debts_sql, debt_of, org, id),
          .verdicts = reader.all(verdicts_sql, verdict_of, org, id)};
}

std::optional<Id<Calibration>> insert_calibration(sql::Transaction& tx, Id<Org> org, Id<Person> manager, Month month, Measure measure,
                                                  Instant now) {
  const auto id = tx.new_id<Calibration>();
  return tx.change(insert_calibration_sql, org, id, manager, month.first, name_of(measure), now) > 0 ? std::optional(id) : std::nullopt;
}

void set_leader(sql::Transaction& tx, Id<Org> org, Id<Calibration> id, Id<Person> leader) {
  tx.change(set_leader_sql, leader, org, id);
}

void close_calibration(sql::Transaction& tx, Id<Org> org, Id<Calibration> id) {
  tx.change(close_sql, org, id);
}

}  // namespace backbeat::scorecard
