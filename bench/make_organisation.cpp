// make_organisation --reps N --weeks W --data DIR [--managers M] [--seed S] [--postgres DSN] [--no-deals] [--circles]
//
// A large simulated organisation with its history in a data folder (or a PostgreSQL database), for measurements. People, holidays, deals,
// calls and quotas come in through the importers, as files. Conversations and ride-alongs are written as the events the actions would have
// written, in the order of time and thousands in a transaction, since an action for each takes days: about a million events for 10,000 reps
// and 13 weeks. With --circles every rep is in for peer circles, with usual free hours, themes and wishes, and half of them may facilitate.
// Writes DIR/logins.json: for each sample of people their role, person id and a session's cookie.
#include "audit/audit_actions.hpp"
#include "base/assert.hpp"
#include "commitment/commitment_store.hpp"
#include "people/people_actions.hpp"
#include "people/people_store.hpp"
#include "playbook/playbook_actions.hpp"
#include "ridealong/ridealong_fold.hpp"
#include "ridealong/ridealong_store.hpp"
#include "season/profile_store.hpp"
#include "server/features.hpp"
#include "server/installation.hpp"
#include "session/session_fold.hpp"
#include "session/session_store.hpp"
#include "sim/calls.hpp"
#include "sim/deals.hpp"
#include "sim/script.hpp"
#include "sql/open.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <unordered_map>

namespace {

using namespace backbeat;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view weekly = "weekly_one_on_one";
constexpr int calls_known_weeks_back = 2;
constexpr const char* stages[] = {"inspect", "reality", "will"};

struct Wanted {
  int reps = 10'000;
  int managers = 0;  // 0: one for ten reps
  int weeks = 13;
  int seed = 1;
  bool with_deals = true;
  bool with_circles = false;
  std::string data;
  std::string postgres;
};

/// Something that happens at an instant; what happens at the same one happens in the order it was said.
struct Act {
  Instant at;
  std::function<void(sql::Transaction&)> happen;
};

/// What a rep and their manager go on with.
struct Standing {
  int weekday = 0;
  LocalTime time;
  Id<commitment::Commitment> open;
  Id<Session> made_in;
};

class Maker {
 public:
  Maker(sql::Db& db, ManualClock& clock, Random& random, const Wanted& wanted, Instant now)
      : m_db(db), m_clock(clock), m_access(clock, random), m_importers(m_access), m_wanted(wanted), m_now(now), m_dice(wanted.seed) {
    sim::Size size;
    size.reps = wanted.reps;
    size.managers = wanted.managers > 0 ? wanted.managers : std::max(1, wanted.reps / 10);
    size.leaders = std::max(1, size.managers / 20);
    size.weeks = wanted.weeks;
    m_plan = sim::plan_organisation(size, to_local(now, Zone()).date, m_dice);
  }

  Result<Id<Org>> make() {
    m_clock.set(to_instant(m_plan.first_day, LocalTime(), Zone()) - days(3));
    m_org = TRY(m_db.write([&](sql::Transaction& tx) -> Result<Id<Org>> {
      const Id<Org> org = TRY(access::create_organisation(
          tx,
          {.id = {}, .name = "Measured (simulated)", .zone = *Zone::make("Europe/Madrid"), .fiscal_first_month = 1, .is_simulated = true},
          m_clock.now()));
      TRY(playbook::install_default(tx, org, m_plan.first_day - days(400), m_clock.now()));
      return org;
    }));
    TRY(import("holidays", "", sim::holidays_csv(m_plan), {}));
    TRY(import("roster", "backbeat", sim::roster_csv(m_plan, m_plan.first_day), m_plan.first_day));
    find_people();
    for (LocalDate monday = m_plan.first_day; monday <= m_plan.today; monday = monday + days(7)) {
      if (monday > m_plan.first_day) {
        m_clock.set(std::max(m_clock.now(), to_instant(monday, LocalTime(), Zone())));
        TRY(import("roster", "backbeat", sim::roster_csv(m_plan, monday), monday));
        find_people();
      }
      TRY(play(monday));
    }
    m_clock.set(m_now);
    if (m_wanted.with_deals) {
      const sim::Book book = sim::plan_deals(m_plan, m_dice);
      TRY(import("accounts", "salesforce", sim::accounts_csv(book), {}));
      TRY(import("opportunities", "salesforce", sim::opportunities_csv(book, m_now), {}));
      TRY(import("stage-history", "salesforce", sim::stage_history_csv(book, m_now), {}));
      TRY(import("quotas", "", sim::quotas_csv(m_plan), {}));
      TRY(import("calls", "backbeat", sim::calls_csv(sim::plan_calls(m_plan, book, calls_known_weeks_back, m_dice), m_now), {}));
    }
    if (m_wanted.with_circles) TRY(opt_in());
    TRY(make_logins());
    return m_org;
  }

 private:
  Result<Done> import(std::string_view kind, std::string_view mapping, const std::string& bytes, std::optional<LocalDate> effective) {
    imports::Imports imports(m_db, m_access, m_importers.all());
    const auto report = TRY(imports.apply(m_access.operator_of(m_org), kind, std::string(kind) + ".csv", mapping, effective, bytes));
    std::cout << fmt::format("==> {}: {} rows, {} added, {} changed, {} refused\n", kind, report.rows, report.added, report.changed,
                             report.rejected_total)
              << std::flush;
    return Done{};
  }

  void find_people() {
    m_db.read([&](sql::Reader& reader) {
      const people::IdentityIndex index(reader, m_org, "email");
      for (const sim::Worker& worker : m_plan.workers)
        if (const auto person = index.find(worker.email)) m_person.insert_or_assign(worker.email, *person);
    });
  }

  /// The week's conversations of everybody, the acts in the order of time.
  Result<Done> play(LocalDate monday) {
    std::vector<Act> acts;
    int place = 0;
    for (const sim::Worker& rep : m_plan.workers) {
      if (rep.position != sim::Position::rep) continue;
      ++place;
      const auto id = m_person.find(rep.email);
      const std::string& manager_email = rep.moved_on && *rep.moved_on <= monday ? rep.later_manager_email : rep.manager_email;
      const auto manager = m_person.find(manager_email);
      if (id == m_person.end() || manager == m_person.end() || (rep.left && *rep.left <= monday + days(6)) || rep.hired > monday) continue;
      const auto [standing, is_new] = m_standing.try_emplace(
          rep.email,
          Standing{.weekday = place % 5, .time = *LocalTime::make(9 + place % 8, 30 * (place / 8 % 2)), .open = {}, .made_in = {}});
      plan(rep, id->second, manager->second, monday, standing->second, acts);
      // Two to observe, one to co-sell and one reverse session in a quarter of thirteen weeks.
      const auto week = static_cast<int>((monday - m_plan.first_day).count() / 7);
      if ((week + place) % 13 % 3 == 0 && (week + place) % 13 < 12 && m_dice.chance(0.85))
        ride(rep, id->second, manager->second, monday + days(place % 4), (week + place) % 13 / 3, acts);
    }
    std::ranges::stable_sort(acts, {}, &Act::at);
    std::erase_if(acts, [&](const Act& act) { return act.at > m_now; });
    for (std::size_t first = 0; first < acts.size(); first += per_transaction) {
      const std::size_t end = std::min(acts.size(), first + per_transaction);
      TRY(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
        for (std::size_t i = first; i < end; ++i) {
          m_clock.set(std::max(m_clock.now(), acts[i].at));
          acts[i].happen(tx);
        }
        return Done{};
      }));
    }
    std::cout << fmt::format("==> week of {}: {} events\n", monday.text(), acts.size()) << std::flush;
    return Done{};
  }

  void plan(const sim::Worker& rep, Id<Person> person, Id<Person> manager, LocalDate monday, Standing& standing, std::vector<Act>& acts) {
    // Some weeks nobody puts anything on the calendar.
    if (m_dice.chance(0.04)) return;
    const Zone zone = *Zone::make(rep.zone);
    const Instant starts = to_instant(monday + days(standing.weekday), standing.time, zone);
    auto id = std::make_shared<Id<Session>>();
    acts.push_back(
        {std::max(starts - days(3), to_instant(monday, LocalTime(), Zone()) - days(2)), [=, this](sql::Transaction& tx) {
           *id = tx.new_id<Session>();
           session::insert_session(
               tx, m_org,
               {.id = *id, .kind = std::string(weekly), .manager = manager, .rep = person, .on_behalf_of = {}, .starts_at = starts},
               m_clock.now());
           Fields fields;
           fields.add("kind", weekly).add("manager", manager.value()).add("rep", person.value()).add("on_behalf_of", 0);
           fields.add("starts_at", starts.unix_ms()).add("minutes", 30).add("rep_zone", zone.name());
           event(tx, *id, session::kinds::planned, std::move(fields));
         }});
    const double fate = m_dice.unit();
    const auto then = [&](Instant at, std::string_view kind, std::string_view side, Fields more = {},
                          std::optional<std::string> text = {}) {
      acts.push_back({at, [=, this](sql::Transaction& tx) {
                        Fields fields;
                        fields.add("side", side);
                        for (const auto& [name, value] : more.all()) fields.add(name, std::string_view(value));
                        event(tx, *id, kind, std::move(fields), text);
                      }});
    };
    if (fate < 0.03) return;
    if (fate < 0.06) return then(starts - hours(20), session::kinds::excused, "manager", Fields().add("reason", std::string_view("pto")));
    if (fate < 0.09) return then(starts - hours(2), session::kinds::cancelled, "manager", {}, sim::cancel_reason(m_dice));
    Instant begins = starts;
    if (fate < 0.15) {
      begins = starts + hours(3);
      then(starts - hours(1), session::kinds::moved, "rep", Fields().add("from", starts.unix_ms()).add("to", begins.unix_ms()),
           sim::move_reason(m_dice));
      acts.push_back({starts - hours(1), [=, this](sql::Transaction& tx) { session::update_starts_at(tx, m_org, *id, begins); }});
    }
    hold(person, manager, begins, m_dice.chance(0.07) ? 17 : 30 + m_dice.between(0, 4), standing, id, acts, then);
  }

  template <class Then>
  void hold(Id<Person> person, Id<Person> manager, Instant begins, int length, Standing& standing, const std::shared_ptr<Id<Session>>& id,
            std::vector<Act>& acts, const Then& then) {
    then(begins, session::kinds::started, "manager", Fields().add("gate", std::string_view("open")));
    then(begins + minutes(1), session::kinds::used, "manager");
    then(begins + minutes(1), session::kinds::used, "rep");
    const std::string_view verdict = m_dice.chance(0.6) ? "kept" : "partly";
    Standing* const between = &standing;
    acts.push_back(
        {begins + minutes(3), [=, this](sql::Transaction& tx) {
           if (!between->open.is_set()) return;
           commitment::close_commitment(tx, m_org, between->open, *id);
           about(tx, between->open, commitment::kinds::inspected, Fields().add("session", id->value()).add("verdict", verdict));
           event(tx, *id, session::kinds::verdict_given,
                 Fields().add("side", std::string_view("manager")).add("commitment", between->open.value()).add("verdict", verdict));
           event(tx, *id, session::kinds::gate_passed, {});
           between->open = {};
         }});
    for (int stage = 0; stage < 3; ++stage)
      then(begins + minutes(4 + length * stage / 4), session::kinds::stage_entered, "manager",
           Fields().add("stage", std::string_view(stages[stage])));
    const std::string note = sim::note_text("reality", m_dice);
    const std::string text = sim::commitment_text(m_dice.pick(sim::competencies()), m_dice);
    acts.push_back(
        {begins + minutes(length - 1), [=, this](sql::Transaction& tx) {
           session::store_note(tx, m_org, *id, {.stage = "reality", .text = note, .version = 1, .by = person, .at = m_clock.now()});
           between->open = tx.new_id<commitment::Commitment>();
           between->made_in = *id;
           commitment::insert_commitment(tx, m_org, {.id = between->open, .between = {.rep = person, .manager = manager}, .made_in = *id},
                                         m_clock.now());
           Fields fields;
           fields.add("rep", person.value()).add("manager", manager.value()).add("session", id->value());
           fields.add("due_on", (to_local(begins, Zone()).date + days(7)).days_since_epoch()).add("indicator", std::string_view());
           about(tx, between->open, commitment::kinds::made, std::move(fields), text);
           event(tx, *id, session::kinds::commitment_made,
                 Fields().add("side", std::string_view("rep")).add("commitment", between->open.value()));
         }});
    then(begins + minutes(length), session::kinds::ended, "manager");
    then(begins + minutes(length + 30), session::kinds::confirmed, "rep");
  }

  /// A ride-along from its booking to the rep's confirmation; some without a pre-brief, some with a late debrief or none.
  void ride(const sim::Worker& rep, Id<Person> person, Id<Person> manager, LocalDate day, int which, std::vector<Act>& acts) {
    constexpr cadence::RideAlongFormat formats[] = {cadence::RideAlongFormat::observe, cadence::RideAlongFormat::co_sell,
                                                    cadence::RideAlongFormat::observe, cadence::RideAlongFormat::reverse};
    const cadence::RideAlongFormat format = formats[which];
    const Zone zone = *Zone::make(rep.zone);
    const Instant from = to_instant(day, *LocalTime::make(10 + which, 0), zone), to = from + minutes(45);
    const Instant debrief = to + hours(m_dice.chance(0.8) ? 1 : 40);
    auto id = std::make_shared<Id<Session>>();
    acts.push_back({from - days(5), [=, this](sql::Transaction& tx) {
                      *id = tx.new_id<Session>();
                      ridealong::insert_ride_along(tx, m_org,
                                                   {.id = *id,
                                                    .manager = manager,
                                                    .rep = person,
                                                    .on_behalf_of = {},
                                                    .kind = std::string(ridealong::kind_of(format)),
                                                    .account = "Hooli Freight",
                                                    .when = {.from = from, .to = to}},
                                                   m_clock.now());
                      Fields fields;
                      fields.add("format", cadence::name_of(format)).add("manager", manager.value()).add("rep", person.value());
                      fields.add("on_behalf_of", 0).add("call", 0).add("zone", zone.name()).add("region", rep.region);
                      fields.add("call_from", from.unix_ms()).add("call_to", to.unix_ms());
                      fields.add("pre_from", (from - minutes(15)).unix_ms()).add("pre_to", from.unix_ms());
                      fields.add("debrief_from", debrief.unix_ms()).add("debrief_to", (debrief + minutes(30)).unix_ms());
                      of_ride(tx, *id, ridealong::kinds::booked, std::move(fields));
                    }});
    const auto then = [&](Instant at, std::string_view kind, std::string_view side, Fields more = {}) {
      acts.push_back({at, [=, this](sql::Transaction& tx) {
                        Fields fields;
                        fields.add("side", side);
                        for (const auto& [name, value] : more.all()) fields.add(name, std::string_view(value));
                        of_ride(tx, *id, kind, std::move(fields));
                      }});
    };
    if (m_dice.chance(0.7)) then(from - hours(4), ridealong::kinds::pre_brief_signed, "rep");
    then(from - hours(3), ridealong::kinds::format_confirmed, "manager", Fields().add("format", cadence::name_of(format)));
    if (m_dice.chance(0.06)) return;
    then(from, ridealong::kinds::started, "manager");
    then(from + minutes(9), ridealong::kinds::note_taken, "manager", Fields().add("tag", std::string_view("question")));
    then(from + minutes(21), ridealong::kinds::note_taken, "rep", Fields().add("tag", std::string_view("price")));
    then(to, ridealong::kinds::ended, "manager");
    if (m_dice.chance(0.1)) return;
    then(debrief, ridealong::kinds::debrief_started, "manager");
    then(debrief + minutes(5), ridealong::kinds::self_assessed, "rep");
    then(debrief + minutes(28), ridealong::kinds::debrief_ended, "manager");
    then(debrief + hours(2), ridealong::kinds::rated, "rep", Fields().add("score", m_dice.between(5, 10)));
  }

  void of_ride(sql::Transaction& tx, Id<Session> id, std::string_view kind, Fields fields) {
    audit::record(tx, m_org,
                  {.stream = {.kind = ridealong::stream_kind, .id = id.value()},
                   .kind = kind,
                   .at = m_clock.now(),
                   .actor = {},
                   .fields = std::move(fields),
                   .text = {}});
  }
  void event(sql::Transaction& tx, Id<Session> id, std::string_view kind, Fields fields, std::optional<std::string> text = {}) {
    audit::record(tx, m_org,
                  {.stream = {.kind = session::stream_kind, .id = id.value()},
                   .kind = kind,
                   .at = m_clock.now(),
                   .actor = {},
                   .fields = std::move(fields),
                   .text = std::move(text)});
  }
  void about(sql::Transaction& tx, Id<commitment::Commitment> id, std::string_view kind, Fields fields,
             std::optional<std::string> text = {}) {
    audit::record(tx, m_org,
                  {.stream = {.kind = commitment::stream_kind, .id = id.value()},
                   .kind = kind,
                   .at = m_clock.now(),
                   .actor = {},
                   .fields = std::move(fields),
                   .text = std::move(text)});
  }

  /// Most of the working day but what customers take, a theme or two, now and then a wish; as rows, thousands in a transaction.
  Result<Done> opt_in() {
    std::vector<const sim::Worker*> reps;
    for (const sim::Worker& worker : m_plan.workers)
      if (worker.position == sim::Position::rep && !worker.left && worker.hired <= m_plan.today && m_person.contains(worker.email))
        reps.push_back(&worker);
    for (std::size_t first = 0; first < reps.size(); first += per_transaction)
      TRY(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
        for (std::size_t i = first; i < std::min(reps.size(), first + per_transaction); ++i) opt_in(tx, *reps[i], reps);
        return Done{};
      }));
    std::cout << fmt::format("==> circles: {} are in\n", reps.size()) << std::flush;
    return Done{};
  }

  void opt_in(sql::Transaction& tx, const sim::Worker& rep, const std::vector<const sim::Worker*>& all) {
    season::HalfHours free;
    for (int day = 0; day < 5; ++day) {
      const int begins = 18 + m_dice.between(0, 1), ends = 34 + m_dice.between(-1, 2);  // half hours from midnight
      const int busy = m_dice.between(begins, ends - 3);
      for (int half = begins; half < ends; ++half)
        if (half < busy || half >= busy + 3) free.set(static_cast<std::size_t>(day * season::bits_of_a_day + half));
    }
    const Id<Person> person = m_person.at(rep.email);
    season::Profile profile{
        .person = person, .is_in = true, .since = m_clock.now(), .hours = {.zone = *Zone::make(rep.zone), .free = free}};
    for (const season::Theme& theme : season::usual_themes())
      if (m_dice.chance(0.4)) profile.themes.push_back(theme.key);
    if (const sim::Worker* wish = m_dice.pick(all); wish != &rep && m_dice.chance(0.3)) profile.wishes.push_back(m_person.at(wish->email));
    season::write_profile(tx, m_org, profile);
    if (m_dice.chance(0.5))
      people::insert_certification(
          tx, m_org, person,
          {.kind = people::CertificationKind::facilitator, .period = {.from = m_plan.today - days(10), .to = m_plan.today + days(80)}});
  }

  /// Up to a hundred of each position, spread over the organisation, signed in.
  Result<Done> make_logins() {
    access::Accounts accounts(m_db, m_access);
    const access::Actor office = m_access.operator_of(m_org);
    constexpr std::pair<sim::Position, access::Role> positions[] = {
        {sim::Position::rep, access::Role::rep},       {sim::Position::manager, access::Role::manager},
        {sim::Position::leader, access::Role::leader}, {sim::Position::enablement, access::Role::enablement},
        {sim::Position::revops, access::Role::revops}, {sim::Position::executive, access::Role::executive}};
    boost::json::array logins;
    for (const auto& [position, role] : positions) {
      std::vector<const sim::Worker*> of;
      for (const sim::Worker& worker : m_plan.workers)
        if (worker.position == position && !worker.left && worker.hired <= m_plan.today && m_person.contains(worker.email))
          of.push_back(&worker);
      const std::size_t step = std::max<std::size_t>(1, of.size() / 100);
      for (std::size_t i = 0; i < of.size() && i / step < 100; i += step) {
        const Id<Person> person = m_person.at(of[i]->email);
        TRY(accounts.add_user(office, person, {role}));
        const access::NewSession session = TRY(accounts.open_session(office, person, "bench"));
        logins.push_back({{"role", access::name_of(role)}, {"person_id", person.text()}, {"cookie", "backbeat=" + session.token}});
      }
    }
    std::ofstream(std::filesystem::path(m_wanted.data) / "logins.json") << boost::json::serialize(logins) << "\n";
    return Done{};
  }

  static constexpr std::size_t per_transaction = 20'000;

  sql::Db& m_db;
  ManualClock& m_clock;
  access::Access m_access;
  server::Importers m_importers;
  const Wanted& m_wanted;
  Instant m_now;
  sim::Dice m_dice;
  sim::Organisation m_plan;
  Id<Org> m_org;
  std::unordered_map<std::string, Id<Person>> m_person;
  std::unordered_map<std::string, Standing> m_standing;
};

std::optional<Wanted> wanted_from(int count, char** arguments) {
  Wanted wanted;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    if (name == "--no-deals") {
      wanted.with_deals = false;
      continue;
    }
    if (name == "--circles") {
      wanted.with_circles = true;
      continue;
    }
    if (i + 1 == count) return std::nullopt;
    const std::string_view value = arguments[++i];
    int* const number = name == "--reps"       ? &wanted.reps
                        : name == "--managers" ? &wanted.managers
                        : name == "--weeks"    ? &wanted.weeks
                        : name == "--seed"     ? &wanted.seed
                                               : nullptr;
    if (number != nullptr) {
      const auto read = std::from_chars(value.data(), value.data() + value.size(), *number);
      if (read.ec != std::errc() || read.ptr != value.data() + value.size() || *number < 1) return std::nullopt;
    } else if (name == "--data") {
      wanted.data = value;
    } else if (name == "--postgres") {
      wanted.postgres = value;
    } else {
      return std::nullopt;
    }
  }
  return wanted.data.empty() ? std::nullopt : std::optional(wanted);
}

}  // namespace

int main(int count, char** arguments) {
  const auto wanted = wanted_from(count, arguments);
  if (!wanted) {
    std::cerr << "make_organisation --reps N --weeks W --data DIR [--managers M] [--seed S] [--postgres DSN] [--no-deals] [--circles]\n";
    return 2;
  }
  try {
    server::Settings settings;
    settings.data = wanted->data;
    settings.database = wanted->postgres;
    const auto installation = server::Installation::open(settings);
    if (!installation) {
      std::cerr << installation.error().message() << "\n";
      return 3;
    }
    const Instant now = (*installation)->clock().now();
    ManualClock clock(now);
    SystemRandom random;
    const auto db = settings.database.empty() ? sql::open_sqlite(server::database_file(settings), {.clock = clock, .random = random})
                                              : sql::open_postgres(settings.database, {.clock = clock, .random = random});
    const auto made = Maker(*db, clock, random, *wanted, now).make();
    if (!made) {
      std::cerr << made.error().message() << "\n";
      return 1;
    }
    return 0;
  } catch (const std::exception& fault) {
    std::cerr << fault.what() << "\n";
    return 4;
  }
}
