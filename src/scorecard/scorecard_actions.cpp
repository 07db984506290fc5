#include "scorecard/scorecard_actions.hpp"

#include "audit/audit_actions.hpp"
#include "audit/audit_actions_many.hpp"
#include "base/text.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "scorecard/calibration_actions.hpp"
#include "scorecard/scorecard_actions_facts.hpp"
#include "scorecard/scorecard_file.hpp"
#include "scorecard/scorecard_store.hpp"
#include "sql/change_number.hpp"

#include <algorithm>
#include <set>

namespace backbeat::scorecard {
namespace {

constexpr int months_listed = 13;
constexpr std::size_t longest_reason = 500;
constexpr Duration live_for = std::chrono::minutes(1);
constexpr std::size_t live_kept = 4;
/// What says nothing of what is owed and held: people, rules and ride-alongs do.
constexpr std::string_view quiet_streams[] = {"session", "commitment", "user", "calibration"};

PublicationRef ref_of(sql::Reader& reader, Id<Org> org, const PublicationRow& row,
                      const std::unordered_map<Id<Person>, std::string>& names) {
  PublicationRef ref{
      .id = row.id, .month = row.month, .version = row.version, .published_at = row.published_at, .published_by = {}, .reason = {}};
  for (const audit::Event& event : audit::events_of(reader, org, {.kind = publication_stream, .id = row.id.value()})) {
    const auto name = names.find(Id<Person>(event.fields.number("person")));
    if (name != names.end()) ref.published_by = name->second;
    ref.reason = event.text.value_or("");
  }
  return ref;
}

std::vector<PublicationRef> refs_of(sql::Reader& reader, Id<Org> org, Month month,
                                    const std::unordered_map<Id<Person>, std::string>& names) {
  std::vector<PublicationRef> refs;
  for (const PublicationRow& row : publications_of(reader, org, month)) refs.push_back(ref_of(reader, org, row, names));
  return refs;
}

/// Whose cards the actor sees: everybody's, or one's own and those of the people below.
class Reach {
 public:
  static Result<Reach> make(sql::Reader& reader, const access::Access& access, const access::Actor& actor) {
    Reach reach;
    reach.m_sees_all = access.entitled<access::Right::see_scorecards>(actor).has_value();
    if (reach.m_sees_all) return reach;
    // A rep has no card, and sees nobody's.
    if (!actor.roles().has_any({access::Role::manager, access::Role::leader})) return refuse(errors::forbidden);
    for (const Id<Person> person : access.people_below(reader, actor)) reach.m_people.insert(person);
    if (actor.person().is_set()) reach.m_people.insert(actor.person());
    return reach;
  }
  [[nodiscard]] bool sees_all() const { return m_sees_all; }
  [[nodiscard]] bool has(const Card& card) const { return m_sees_all || m_people.contains(card.about); }

 private:
  Reach() = default;
  bool m_sees_all = false;
  std::set<Id<Person>> m_people;
};

/// What reps answered is published once.
void keep_usefulness(const std::vector<Card>& first, std::vector<Card>& cards) {
  for (Card& card : cards) {
    const auto before =
        std::ranges::find_if(first, [&](const Card& other) { return other.about == card.about && other.is_leader == card.is_leader; });
    for (Value& value : card.values) {
      if (value.measure != Measure::rep_usefulness) continue;
      const Value* kept = before == first.end() ? nullptr : before->find(Measure::rep_usefulness);
      value = kept == nullptr ? Value{.measure = Measure::rep_usefulness, .standing = Standing::too_few} : *kept;
    }
  }
}

std::vector<Change> changes_between(const std::vector<Card>& before, const std::vector<Card>& after) {
  std::vector<Change> out;
  for (const Card& card : after) {
    const auto old =
        std::ranges::find_if(before, [&](const Card& other) { return other.about == card.about && other.is_leader == card.is_leader; });
    for (const Value& value : card.values) {
      if (value.measure == Measure::rep_usefulness) continue;
      const Value* was = old == before.end() ? nullptr : old->find(value.measure, value.part);
      const Value nothing{.measure = value.measure, .part = value.part};
      if (was == nullptr ? value != nothing : *was != value)
        out.push_back({.about = card.about, .is_leader = card.is_leader, .before = was == nullptr ? nothing : *was, .after = value});
    }
  }
  return out;
}

std::int64_t pending_in(const Evidence& evidence) {
  return std::ranges::count(evidence.rides, Debrief::pending, &Ride::debrief);
}

std::vector<Line> lines_of(const std::vector<Card>& cards) {
  std::vector<Line> lines;
  for (const Card& card : cards)
    if (!card.is_leader) lines.push_back({.manager = card.about, .leader = card.leader});
  return lines;
}

FileOf file_of(const View& view) {
  return {.month = view.month, .version = view.publication ? view.publication->version : 0, .known_at = view.known_at};
}

}  // namespace

/// A month with all that stands behind it, before it is cut down to what the actor sees.
struct Scorecards::Seen {
  View view;
  std::vector<Card> all;
  Evidence evidence;
  CardRules rules;
  bool sees_all = false;
};

Scorecards::Live Scorecards::live(sql::Reader& reader, const access::Organisation& organisation, Month month) const {
  const Instant now = m_access.clock().now();
  const std::int64_t number = sql::change_number(reader, organisation.id);
  {
    const std::lock_guard lock(m_mutex);
    for (const Live& kept : m_live[organisation.id])
      if (kept.month == month && kept.change_number == number && kept.at <= now && now < kept.at + live_for) return kept;
  }
  Gathered gathered = gather(reader, organisation, month, now, Purpose::live);
  auto cards = std::make_shared<const std::vector<Card>>(cards_of(gathered.facts, gathered.rules, Purpose::live));
  Live made{.change_number = number,
            .at = now,
            .month = month,
            .facts = std::make_shared<const MonthFacts>(std::move(gathered.facts)),
            .cards = std::move(cards),
            .rules = std::move(gathered.rules)};
  const std::lock_guard lock(m_mutex);
  std::vector<Live>& kept = m_live[organisation.id];
  std::erase_if(kept, [&](const Live& other) { return other.month == month; });
  if (kept.size() >= live_kept) kept.erase(kept.begin());
  kept.push_back(made);
  return made;
}

Result<Scorecards::Seen> Scorecards::see(sql::Reader& reader, const access::Actor& actor, const Asked& asked) const {
  const Reach reach = TRY(Reach::make(reader, m_access, actor));
  const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
  const LocalDate today = m_access.today(reader, actor.org());
  const Month month = asked.month.value_or(Month::of(today));
  if (month > Month::of(today)) return expected_value("month", "a month that has begun", month.text());

  Seen seen;
  seen.sees_all = reach.sees_all();
  View& view = seen.view;
  view.month = month;
  view.is_over = month.next().first <= today;
  view.may_publish = m_access.entitled<access::Right::publish_scorecards>(actor).has_value();
  view.names = people::names(reader, actor.org());
  view.versions = refs_of(reader, actor.org(), month, view.names);
  if (asked.version) {
    const auto found = std::ranges::find(view.versions, *asked.version, &PublicationRef::version);
    if (found == view.versions.end()) return refuse(errors::not_found);
    view.publication = *found;
  } else if (!view.versions.empty()) {
    view.publication = view.versions.front();
  }

  if (view.publication) {
    const auto row = find_publication(reader, actor.org(), view.publication->id);
    view.known_at = row->known_at;
    seen.all = load_cards(reader, actor.org(), row->id);
    seen.evidence = load_evidence(reader, actor.org(), row->id);
    const playbook::Versions versions = playbook::load_versions(reader, actor.org());
    seen.rules = card_rules(playbook::in_force_on(versions, month.last(), row->known_at).rules);
  } else {
    const Live standing = live(reader, organisation, month);
    view.known_at = standing.at;
    seen.all = *standing.cards;
    seen.evidence = standing.facts->evidence;
    seen.rules = standing.rules;
  }
  view.measures = seen.rules.measures;
  for (const Card& card : seen.all)
    if (reach.has(card)) view.cards.push_back(card);
  return seen;
}

Result<View> Scorecards::view(const access::Actor& actor, const Asked& asked) const {
  return m_db.read([&](sql::Reader& reader) -> Result<View> {
    Seen seen = TRY(see(reader, actor, asked));
    return std::move(seen.view);
  });
}

Result<std::vector<MonthRow>> Scorecards::months(const access::Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<MonthRow>> {
    TRY(Reach::make(reader, m_access, actor));
    const Month running = Month::of(m_access.today(reader, actor.org()));
    const auto names = people::names(reader, actor.org());
    std::map<Month, MonthRow, std::greater<>> rows;
    Month month = running;
    for (int i = 0; i < months_listed; ++i, month = month.previous())
      rows[month] = {.month = month, .is_over = month < running, .latest = {}};
    for (const PublicationRow& row : publications(reader, actor.org())) {
      MonthRow& of = rows[row.month];
      of.month = row.month;
      of.is_over = true;
      if (!of.latest) of.latest = ref_of(reader, actor.org(), row, names);
    }
    std::vector<MonthRow> out;
    for (auto& [key, row] : rows) out.push_back(std::move(row));
    return out;
  });
}

Result<RowsView> Scorecards::rows(const access::Actor& actor, const Asked& asked, Id<Person> about, bool is_leader, Measure measure) const {
  return m_db.read([&](sql::Reader& reader) -> Result<RowsView> {
    Seen seen = TRY(see(reader, actor, asked));
    const auto is_asked = [&](const Card& card) { return card.about == about && card.is_leader == is_leader; };
    if (std::ranges::none_of(seen.view.cards, is_asked)) return refuse(errors::not_found);
    std::vector<Id<Person>> managers;
    if (!is_leader) managers.push_back(about);
    for (const Card& card : seen.all)
      if (is_leader && !card.is_leader && card.leader == about) managers.push_back(card.about);
    std::erase_if(seen.view.cards, [&](const Card& card) { return !is_asked(card); });
    auto rows = rows_of(measure, seen.evidence, managers, seen.rules);
    return RowsView{.view = std::move(seen.view), .rows = std::move(rows)};
  });
}

Result<std::string> Scorecards::cards_csv(const access::Actor& actor, const Asked& asked) const {
  const View seen = TRY(view(actor, asked));
  return csv_of(seen.cards, seen.names, file_of(seen));
}

Result<std::string> Scorecards::rows_csv(const access::Actor& actor, const Asked& asked) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::string> {
    const Seen seen = TRY(see(reader, actor, asked));
    if (!seen.sees_all) return refuse(errors::forbidden);
    return csv_of(seen.evidence, lines_of(seen.all), seen.view.names, file_of(seen.view));
  });
}

Result<std::string> Scorecards::xlsx(const access::Actor& actor, const Asked& asked) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::string> {
    Seen seen = TRY(see(reader, actor, asked));
    std::set<Id<Person>> managers;
    for (const Card& card : seen.view.cards)
      if (!card.is_leader) managers.insert(card.about);
    const auto is_hidden = [&](const auto& row) { return !managers.contains(row.manager); };
    std::erase_if(seen.evidence.rides, is_hidden);
    std::erase_if(seen.evidence.debts, is_hidden);
    return xlsx_of(seen.view.cards, seen.evidence, seen.view.names, file_of(seen.view));
  });
}

Result<Preview> Scorecards::preview(const access::Actor& actor, Month month) const {
  TRY(m_access.entitled<access::Right::publish_scorecards>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<Preview> {
    Preview out;
    Seen seen = TRY(see(reader, actor, {.month = month, .version = {}}));
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const Live standing = live(reader, organisation, month);
    out.view = std::move(seen.view);
    out.view.cards = *standing.cards;
    out.view.known_at = standing.at;
    out.pending = pending_in(standing.facts->evidence);
    out.openings = new_openings(reader, actor.org(), openings_of(*standing.facts, *standing.cards, standing.rules, Which::all));
    if (out.view.publication) out.changes = changes_between(seen.all, *standing.cards);
    return out;
  });
}

Result<PublicationRef> Scorecards::put(sql::Transaction& tx, const access::Actor& actor, Month month, int version,
                                       const std::string& reason) const {
  const access::Organisation organisation = TRY(m_access.organisation(tx, actor.org()));
  const LocalDate today = m_access.today(tx, actor.org());
  if (today < month.next().first)
    return refuse(month_not_over, "month", {{"found", month.text()}, {"expected", month.next().first.text()}});
  const Instant now = m_access.clock().now();
  const Gathered gathered = gather(tx, organisation, month, now, Purpose::publication);
  std::vector<Card> cards = cards_of(gathered.facts, gathered.rules, Purpose::publication);
  if (version > 1) {
    const auto before = publications_of(tx, actor.org(), month);
    keep_usefulness(load_cards(tx, actor.org(), before.back().id), cards);
    if (cards == load_cards(tx, actor.org(), before.front().id)) return refuse(nothing_to_correct);
  }
  const PublicationRow row{.id = tx.new_id<Publication>(),
                           .month = month,
                           .version = version,
                           .published_at = now,
                           .published_by = actor.user(),
                           .known_at = now};
  insert_publication(tx, actor.org(), row, cards, gathered.facts.evidence);
  audit::record(tx, actor.org(),
                {.stream = {.kind = publication_stream, .id = row.id.value()},
                 .kind = version == 1 ? kinds::published : kinds::corrected,
                 .at = now,
                 .actor = actor.user(),
                 .fields = Fields().add("month", month.text()).add("version", std::int64_t{version}).add("person", actor.person().value()),
                 .text = version == 1 ? std::nullopt : std::optional(reason)});
  open_calibrations(tx, actor.org(), actor.user(), openings_of(gathered.facts, cards, gathered.rules, Which::all), now);
  return ref_of(tx, actor.org(), row, people::names(tx, actor.org()));
}

Result<PublicationRef> Scorecards::publish(const access::Actor& actor, Month month) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<access::Right::publish_scorecards>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<PublicationRef> {
    if (!publications_of(tx, actor.org(), month).empty()) return refuse(published_already, "month", {{"found", month.text()}});
    return put(tx, actor, month, 1, {});
  });
}

Result<PublicationRef> Scorecards::correct(const access::Actor& actor, Id<Publication> id, const std::string& reason) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<access::Right::publish_scorecards>(actor));
  const std::string why(trimmed(reason));
  if (why.empty()) return expected_value("reason", "why the month is corrected", "nothing");
  if (length_of(why) > longest_reason) return expected_value("reason", "up to 500 characters", std::to_string(length_of(why)));
  return m_db.write([&](sql::Transaction& tx) -> Result<PublicationRef> {
    const auto row = find_publication(tx, actor.org(), id);
    if (!row) return refuse(errors::not_found);
    const auto versions = publications_of(tx, actor.org(), row->month);
    if (versions.front().id != id) return refuse(not_the_latest, {}, {{"expected", std::to_string(versions.front().version)}});
    return put(tx, actor, row->month, row->version + 1, why);
  });
}

bool Scorecards::is_looked_at(sql::Reader& reader, Id<Org> org, const LookedAt& now) const {
  const std::lock_guard lock(m_mutex);
  const auto last = m_looked_at.find(org);
  return last != m_looked_at.end() && last->second.month == now.month &&
         audit::changed_only(reader, org, quiet_streams, last->second.mark, now.mark);
}

int Scorecards::open_missed() const {
  const auto all = m_db.read([](sql::Reader& reader) { return access::organisations(reader); });
  int opened = 0;
  for (const access::Organisation& organisation : all) {
    const Instant now = m_access.clock().now();
    const Month month = Month::of(to_local(now, organisation.zone).date).previous();
    LookedAt looked{.month = month, .mark = {}};
    const auto openings = m_db.read([&](sql::Reader& reader) -> std::vector<Opening> {
      looked.mark = audit::mark_of(reader, organisation.id);
      // Once a month is over, time alone makes nothing of it missed: only what is said later does.
      if (is_looked_at(reader, organisation.id, looked)) return {};
      const Live standing = live(reader, organisation, month);
      return new_openings(reader, organisation.id, openings_of(*standing.facts, *standing.cards, standing.rules, Which::counts));
    });
    if (!openings.empty()) {
      const auto count =
          m_db.write([&](sql::Transaction& tx) -> Result<int> { return open_calibrations(tx, organisation.id, {}, openings, now); });
      if (!count) continue;
      opened += *count;
    }
    const std::lock_guard lock(m_mutex);
    m_looked_at[organisation.id] = looked;
  }
  return opened;
}

}  // namespace backbeat::scorecard
