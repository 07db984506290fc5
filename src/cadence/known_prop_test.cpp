// From the database to the engine: whatever is corrected, withdrawn or found out later, what was derived for an instant stays as it was.
#include "cadence/cadence_actions_ledgers.hpp"

#include "cadence/derive.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "playbook/playbook_file.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <map>

using namespace backbeat;
using std::chrono::days;
using std::chrono::hours;

namespace {

int number(int from, int below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, below));
}

const LocalDate first_day = *LocalDate::parse("2027-01-04");

/// One database for all cases; each has an organisation of its own.
struct World {
  ManualClock clock{start_of_day(first_day, Zone())};
  SeededRandom random{92};
  testing::TestDb db{{.clock = clock, .random = random}};
  access::Access access{clock, random};
  people::RosterImporter roster{access};
  people::HolidayImporter holidays{access};
  imports::Imports imports{*db, access, {&roster, &holidays}};
  people::People people{*db, access};
  playbook::Playbooks playbooks{*db, access};
};

/// A story of an organisation, one change after the other, with what was derived on the way.
class Story {
 public:
  explicit Story(World& world) : m_world(world), m_ledgers(world.access), m_org(found()), m_office(world.access.operator_of(m_org)) {}

  /// Rosters, corrections and rules; some are refused, which changes nothing either.
  void go_on() {
    m_world.clock.advance(hours(number(1, 24 * 12)));
    switch (number(0, 7)) {
      case 0:
      case 1:
        return import_roster();
      case 2:
        return assign();
      case 3:
        static_cast<void>(m_world.people.leave(m_office, anybody(), any_day()));
        return;
      case 4:
        return take_time_off();
      case 5:
        static_cast<void>(m_world.imports.apply(m_office, "holidays", "h.csv", "", {}, "day,name\n" + any_day().text() + ",Feast\n"));
        return;
      default:
        return publish();
    }
  }

  void remember() {
    if (!m_is_open) return;  // before the first load there is nobody to derive anything for
    const Instant now = m_world.clock.now();
    m_derived.insert_or_assign(now, derived(now));
    // And for an instant of the past, long before Backbeat was there perhaps.
    const Instant past = now - hours(number(1, 24 * 120));
    m_derived.try_emplace(past, derived(past));
  }

  void check() {
    for (const auto& [as_of, before] : m_derived) RC_ASSERT(derived(as_of) == before);
  }

 private:
  Id<Org> found() {
    m_world.clock.set(start_of_day(first_day, Zone()));
    const auto made = m_world.db->write([&](sql::Transaction& tx) -> Result<Id<Org>> {
      const auto org = access::create_organisation(
          tx, {.id = {}, .name = "Northwind", .zone = *Zone::make("Europe/Madrid"), .fiscal_first_month = 1}, m_world.clock.now());
      if (!org) return org;
      if (const auto done = playbook::install_default(tx, *org, first_day - days(number(0, 300)), m_world.clock.now()); !done)
        return std::unexpected(done.error());
      return org;
    });
    RC_ASSERT(made.has_value());
    return *made;
  }

  std::vector<cadence::Obligation> derived(Instant as_of) {
    return m_world.db->read([&](sql::Reader& reader) {
      const auto ledger = m_ledgers.of(reader, m_org);
      cadence::Derivation derivation(*ledger, {.range = {first_day - days(150), first_day + days(250)}, .as_of = as_of});
      std::vector<cadence::Obligation> all;
      for (cadence::Index person = 0; person < derivation.people(); ++person)
        for (cadence::Obligation& one : derivation.obligations_of(ledger->id_of(person))) all.push_back(std::move(one));
      return all;
    });
  }

  LocalDate any_day() { return to_local(m_world.clock.now(), Zone()).date + days(number(-90, 40)); }
  std::string any_person() { return "p" + std::to_string(number(0, 5)) + "@example.com"; }
  Id<Person> anybody() {
    const std::string email = any_person();
    const auto found = m_world.db->read([&](sql::Reader& reader) { return people::find_by_identity(reader, m_org, "email", email); });
    return found.value_or(Id<Person>(4711));
  }

  /// Each file says something else about when people came, what they do, for whom and until when.
  void import_roster() {
    constexpr const char* roles[] = {"ae", "sdr", "csm", "sales_manager"};
    std::string file = "name,email,job_role,manager_email,region,hire_date,leave_date\n";
    for (int person = 0; person < 5; ++person) {
      if (number(0, 4) == 0) continue;
      const std::string name = "p" + std::to_string(person);
      const LocalDate hired = any_day() - days(number(0, 400));
      file += name + "," + name + "@example.com," + roles[number(0, 4)] + ",";
      if (number(0, 3) > 0) file += "p" + std::to_string(number(0, person + 1)) + "@example.com";
      file += ",ES," + hired.text() + "," + (number(0, 4) == 0 ? (hired + days(number(1, 500))).text() : "") + "\n";
    }
    const auto report = m_world.imports.apply(m_office, "roster", "r.csv", "", any_day(), file);
    m_is_open = m_is_open || (report && report->added > 0);
  }

  void assign() {
    static_cast<void>(m_world.people.assign(m_office, anybody(),
                                            {.period = {.from = any_day(), .to = {}},
                                             .manager = number(0, 3) == 0 ? std::nullopt : std::optional(anybody()),
                                             .job_role = number(0, 2) == 0 ? "ae" : "csm",
                                             .segment = {},
                                             .region = {}}));
  }

  void take_time_off() {
    const Id<Person> who = anybody();
    const LocalDate from = any_day();
    const auto entry = m_world.people.add_time_off(m_office, who, {.first = from, .last = from + days(number(0, 20)), .reason = {}});
    if (entry) m_time_off.emplace_back(who, *entry);
    if (m_time_off.empty() || number(0, 2) == 0) return;
    const auto& [whose, which] = m_time_off[static_cast<std::size_t>(number(0, static_cast<int>(m_time_off.size())))];
    static_cast<void>(m_world.people.remove_time_off(m_office, whose, which));
  }

  void publish() {
    std::string text(playbook::default_text());
    const std::string weekly = "every = \"week\"";
    if (number(0, 2) == 0)
      if (const auto at = text.find(weekly); at != std::string::npos) text.replace(at, weekly.size(), "every = \"month\"");
    static_cast<void>(m_world.playbooks.publish(m_office, text, to_local(m_world.clock.now(), Zone()).date + days(number(0, 30)), ""));
  }

  World& m_world;
  cadence::Ledgers m_ledgers;
  Id<Org> m_org;
  access::Actor m_office;
  std::vector<std::pair<Id<Person>, Id<people::TimeOffEntry>>> m_time_off;
  std::map<Instant, std::vector<cadence::Obligation>> m_derived;
  bool m_is_open = false;
};

}  // namespace

TEST_CASE("what was derived for an instant does not change when rosters, time off, holidays and rules are corrected later") {
  setenv("RC_PARAMS", "max_success=40", 0);  // where the caller asks for nothing else
  World world;
  CHECK(rc::check("known when", [&] {
    Story story(world);
    for (int step = 0; step < 12; ++step) {
      story.go_on();
      story.remember();
    }
    story.check();
  }));
}
