#include "sim/build.hpp"

#include "commitment/commitment_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "sim/calls.hpp"
#include "sim/months.hpp"
#include "sim/play.hpp"
#include "sim/seasons.hpp"
#include "sim/staff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace backbeat::sim {
namespace {

using std::chrono::days;

constexpr auto password = "coach-with-rhythm";

class Builder {
 public:
  Builder(sql::Db& db, ManualClock& clock, Random& random, const Wanted& wanted, const MakeImports& make_imports,
          const meeting::Vault& vault, std::ostream& progress)
      : m_db(db),
        m_clock(clock),
        m_access(clock, random),
        m_accounts(db, m_access),
        m_imports(make_imports(db, m_access)),
        m_vault(vault),
        m_wanted(wanted),
        m_progress(progress),
        m_dice(wanted.seed),
        m_plan(plan_organisation(wanted.size, to_local(wanted.now, wanted.zone).date, m_dice)),
        m_deal_dice(wanted.seed + 1),
        m_book(plan_deals(m_plan, m_deal_dice)),
        m_call_dice(wanted.seed + 4),
        m_calls(plan_calls(m_plan, m_book, 3, m_call_dice)) {}

  Result<Built> build() {
    m_clock.set(to_instant(m_plan.first_day, LocalTime(), Zone()) - days(3));
    TRY(found_organisation());
    const access::Actor office = m_access.operator_of(m_built.org);
    TRY(import(office, "holidays", "holidays.csv", "", holidays_csv(m_plan), {}));
    Stage stage{.db = m_db,
                .access = m_access,
                .clock = m_clock,
                .org = m_built.org,
                .organisation = m_plan,
                .vault = m_vault,
                .customers = {},
                .person_of = {},
                .actor_of = {}};
    for (const Account& account : m_book.accounts) stage.customers.push_back(account.name);
    TRY(take_on(stage, m_plan.first_day));
    Agenda agenda = changes_of(stage);
    plan_months(stage, m_wanted.now, m_wanted.seed, agenda);
    const auto circles = plan_seasons(stage, m_wanted.now, m_wanted.seed, agenda);
    const Played played = play_conversations(stage, m_book, m_wanted.now, m_wanted.seed, m_dice, agenda, m_progress);
    m_built.conversations = played.conversations;
    m_built.ride_alongs = played.ride_alongs;
    m_built.circles = circles->circles;
    m_built.circle_hours = circles->hours;
    m_built.refusals = circles->refusals;
    m_progress << "==> importing deals, stage history and quotas\n";
    m_clock.set(std::max(m_clock.now(), m_wanted.now - std::chrono::minutes(90)));
    TRY(import_deals(office, m_wanted.now));
    TRY(make_logins(stage));
    m_clock.set(m_wanted.now);
    m_built.people = static_cast<int>(m_plan.workers.size());
    return m_built;
  }

 private:
  Result<Done> found_organisation() {
    const Instant now = m_clock.now();
    const Result<Id<Org>> made = m_db.write([&](sql::Transaction& tx) -> Result<Id<Org>> {
      const access::Organisation wanted{
          .id = {}, .name = m_wanted.name, .zone = m_wanted.zone, .fiscal_first_month = 1, .is_simulated = true};
      const Id<Org> org = TRY(access::create_organisation(tx, wanted, now));
      TRY(playbook::install_default(tx, org, m_plan.first_day - days(400), now));
      return org;
    });
    m_built.org = TRY(made);
    return Done{};
  }

  Result<imports::ImportReport> import(const access::Actor& office, std::string_view kind, std::string_view name, std::string_view mapping,
                                       const std::string& bytes, std::optional<LocalDate> effective) {
    const auto report = TRY(m_imports.apply(office, kind, name, mapping, effective, bytes));
    say_rejected(name, report);
    return report;
  }

  void say_rejected(std::string_view name, const imports::ImportReport& report) {
    for (const auto& rejected : report.rejected)
      m_progress << fmt::format("{}: row {}: expected {}, found {}\n", name, rejected.row, rejected.expected, rejected.found);
  }

  Result<Done> take_on(Stage& stage, LocalDate day) {
    const imports::ImportReport report = TRY(sim::take_on(stage, m_accounts, m_imports, day));
    say_rejected(fmt::format("the roster of {}", day.text()), report);
    return Done{};
  }

  /// The days on which the roster changes, as acts.
  Agenda changes_of(Stage& stage) {
    std::set<LocalDate> changes;
    for (const Worker& worker : m_plan.workers)
      for (const std::optional<LocalDate>& day : {std::optional(worker.hired), worker.moved_on, worker.left})
        if (day && *day > m_plan.first_day && *day <= m_plan.today) changes.insert(*day);
    Agenda agenda;
    for (const LocalDate day : changes)
      agenda.at(to_instant(day, LocalTime(), Zone()), [this, &stage, day] {
        if (const auto done = take_on(stage, day); !done)
          m_progress << "the roster of " << day.text() << ": " << done.error().message() << "\n";
      });
    // Two weeks before the end the CRM is connected, so that the last commitments can name deals.
    const Instant connected = m_wanted.now - days(15);
    agenda.at(connected, [this, connected] {
      if (const auto done = import_deals(m_access.operator_of(m_built.org), connected); !done)
        m_progress << "the first export of deals: " << done.error().message() << "\n";
    });
    // From then on calendars are read every few days: what customers moved or called off moves the ride-alongs on it.
    for (Instant read = connected + std::chrono::minutes(10); read < m_wanted.now; read = read + days(2))
      agenda.at(read, [this, read] { import_calls(read); });
    return agenda;
  }

  void import_calls(Instant at) {
    const auto done = import(m_access.operator_of(m_built.org), "calls", "calls.csv", "backbeat", calls_csv(m_calls, at), {});
    if (!done) m_progress << "the calls of " << at.text() << ": " << done.error().message() << "\n";
  }

  /// The exports as they were at an instant.
  Result<Done> import_deals(const access::Actor& office, Instant at) {
    m_built.deals = static_cast<int>(m_book.deals.size());
    TRY(import(office, "accounts", "Account.csv", "salesforce", accounts_csv(m_book), {}));
    TRY(import(office, "opportunities", "Opportunity.csv", "salesforce", opportunities_csv(m_book, at), {}));
    TRY(import(office, "stage-history", "OpportunityHistory.csv", "salesforce", stage_history_csv(m_book, at), {}));
    TRY(import(office, "quotas", "quotas.csv", "", quotas_csv(m_plan), {}));
    return Done{};
  }

  /// How much a rep has to show of circles: none, then one that has met, one that meets within a week, a case of their own to write for it.
  int circle_story_of(const Stage& stage, const Worker& rep) const {
    const meeting::Meetings meetings(m_db, m_access, m_vault);
    const access::Actor& actor = stage.actor_of.at(rep.email);
    const auto mine = meetings.my_circles(actor);
    if (!mine || mine->empty() || !mine->front().is_current || !mine->front().next) return 0;
    const meeting::Hour& next = mine->front().next->hour;
    if (next.number == 1 || mine->front().members.size() < 4) return 1;
    if (next.starts_at > m_wanted.now + days(7)) return 2;
    const auto view = meetings.hour(actor, next.id);
    const bool presents = view && std::ranges::any_of(view->members, [&](const meeting::SeatedMember& seat) {
                            return seat.who.id == view->viewer && seat.presents.has_value();
                          });
    return presents ? 4 : 3;
  }

  /// A rep of the manager's who made a commitment that waits for its inspection; of those, whoever has most to show of circles, with how
  /// much.
  std::pair<const Worker*, int> partner_of(const Stage& stage, const Worker& manager) {
    std::pair<const Worker*, int> best{nullptr, -1};
    for (const Worker& rep : m_plan.workers) {
      const std::string& now_under = rep.moved_on && *rep.moved_on <= m_plan.today ? rep.later_manager_email : rep.manager_email;
      if (rep.position != Position::rep || rep.left || now_under != manager.email || rep.hired > m_plan.today - days(60)) continue;
      const auto open = m_db.read([&](sql::Reader& reader) {
        return commitment::open_with(reader, stage.actor_of.at(manager.email), stage.person_of.at(rep.email));
      });
      if (open.empty()) continue;
      const int story = circle_story_of(stage, rep);
      if (story > best.second) best = {&rep, story};
    }
    return best;
  }

  Result<Done> make_logins(const Stage& stage) {
    const Worker* manager = nullptr;
    const Worker* rep = nullptr;
    int most = -1;
    for (const Worker& worker : m_plan.workers) {
      if (worker.position != Position::manager || worker.left) continue;
      const auto [partner, story] = partner_of(stage, worker);
      if (story > most) {
        manager = &worker;
        rep = partner;
        most = story;
      }
    }
    if (rep != nullptr) {
      // On the next full five minutes that are at least five away: in time to open two browsers.
      const Instant soon((m_wanted.now.unix_ms() / 300'000 + 2) * 300'000);
      const session::Sessions sessions(m_db, m_access);
      static_cast<void>(sessions.plan(
          stage.actor_of.at(manager->email),
          {.kind = "weekly_one_on_one", .rep = stage.person_of.at(rep->email), .manager = {}, .starts_at = soon, .minutes = {}}));
      TRY(add_login("rep", *rep));
      TRY(add_login("manager", *manager));
    }
    for (const auto& [position, role] : {std::pair{Position::leader, "leader"},
                                         {Position::enablement, "enablement"},
                                         {Position::revops, "revops"},
                                         {Position::executive, "executive"},
                                         {Position::admin, "admin"}})
      for (const Worker& worker : m_plan.workers)
        if (worker.position == position) {
          TRY(add_login(role, worker));
          break;
        }
    return Done{};
  }

  Result<Done> add_login(const std::string& role, const Worker& worker) {
    const access::Actor office = m_access.operator_of(m_built.org);
    const auto found = TRY(m_accounts.users(office, worker.email, "", 5));
    for (const access::UserRow& user : found.users)
      if (user.email == worker.email) TRY(m_accounts.set_password(office, user.id, password));
    m_built.logins.push_back({.role = role, .name = worker.name, .email = worker.email, .password = password});
    return Done{};
  }

  sql::Db& m_db;
  ManualClock& m_clock;
  access::Access m_access;
  access::Accounts m_accounts;
  imports::Imports m_imports;
  const meeting::Vault& m_vault;
  const Wanted& m_wanted;
  std::ostream& m_progress;
  Dice m_dice;
  Organisation m_plan;
  Dice m_deal_dice;  // of its own, so that what people say does not turn on how many deals there are
  Book m_book;
  Dice m_call_dice;
  std::vector<CustomerCall> m_calls;
  Built m_built;
};

}  // namespace

Result<Built> build(sql::Db& db, ManualClock& clock, Random& random, const Wanted& wanted, const MakeImports& make_imports,
                    const meeting::Vault& vault, std::ostream& progress) {
  return Builder(db, clock, random, wanted, make_imports, vault, progress).build();
}

std::vector<std::pair<std::string, std::string>> export_files(const Wanted& wanted) {
  Dice dice(wanted.seed);
  const Organisation plan = plan_organisation(wanted.size, to_local(wanted.now, wanted.zone).date, dice);
  const Book book = plan_deals(plan, dice);
  return {{"roster.csv", roster_csv(plan, plan.today)},
          {"holidays.csv", holidays_csv(plan)},
          {"Account.csv", accounts_csv(book)},
          {"Opportunity.csv", opportunities_csv(book, wanted.now)},
          {"OpportunityHistory.csv", stage_history_csv(book, wanted.now)},
          {"quotas.csv", quotas_csv(plan)}};
}

}  // namespace backbeat::sim
