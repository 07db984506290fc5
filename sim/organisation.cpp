#include "sim/organisation.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace backbeat::sim {
namespace {

const std::vector<std::string> given_names = {
    "Ana",    "Ben",   "Carla", "Dmitri", "Elena",  "Farid", "Grace", "Hugo",  "Ines",  "Jonas",  "Keiko", "Liam",  "Marta", "Noah",
    "Olga",   "Pablo", "Quinn", "Rosa",   "Samir",  "Tessa", "Umar",  "Vera",  "Wanda", "Xavier", "Yara",  "Zoe",   "Aaron", "Bianca",
    "Cyril",  "Dalia", "Emil",  "Fatima", "Goran",  "Hanna", "Ivan",  "Julia", "Kwame", "Lucia",  "Mateo", "Nadia", "Oscar", "Priya",
    "Rafael", "Sofia", "Tomas", "Ulrike", "Victor", "Wei",   "Yusuf", "Amara", "Bruno", "Chloe",  "Diego", "Esther"};
const std::vector<std::string> family_names = {"Ruiz",    "Okafor",   "Lindqvist", "Moreau",  "Tanaka",   "Novak",  "Silva",     "Keller",
                                               "Haddad",  "Walsh",    "Petrov",    "Nguyen",  "Castillo", "Brandt", "Mensah",    "Rossi",
                                               "Fischer", "Oduya",    "Larsen",    "Vargas",  "Cohen",    "Dubois", "Ivanova",   "Park",
                                               "Romero",  "Schmidt",  "Achebe",    "Bianchi", "Kowalski", "Sato",   "Fernandez", "Jensen",
                                               "Malik",   "Costa",    "Weber",     "Marin",   "Hassan",   "Berg",   "Torres",    "Yilmaz",
                                               "Popescu", "Andersen", "Reyes",     "Vogel",   "Banerjee", "Duarte", "Holm",      "Santos"};

struct Place {
  const char* region;
  const char* zone;
};
constexpr std::array<Place, 5> places = {{{"EMEA", "Europe/Madrid"},
                                          {"AMER", "America/New_York"},
                                          {"EMEA", "Europe/Berlin"},
                                          {"AMER", "America/Chicago"},
                                          {"APAC", "Asia/Singapore"}}};

class Planner {
 public:
  Planner(const Size& size, LocalDate today, Dice& dice) : m_size(size), m_dice(dice) {
    m_plan.today = today;
    m_plan.first_day = monday_of(today) - std::chrono::weeks(size.weeks);
  }

  Organisation plan() {
    add_staff();
    for (int manager = 0; manager < m_size.managers; ++manager) add_team(manager);
    play_changes();
    return std::move(m_plan);
  }

 private:
  Worker& add(Position position, const std::string& job_role, const Place& place, const std::string& manager_email) {
    Worker worker;
    do {
      worker.name = m_dice.pick(given_names) + " " + m_dice.pick(family_names);
      if (m_names.size() >= given_names.size() * family_names.size() / 2) worker.name += fmt::format(" {}", m_plan.workers.size());
    } while (!m_names.insert(worker.name).second);
    const std::size_t number = m_plan.workers.size() + 1;
    worker.employee_id = fmt::format("E{:05}", number);
    worker.crm_id = fmt::format("005SIM{:09}AAA", number);
    std::string local = lower_ascii(worker.name);
    for (char& c : local)
      if (c == ' ') c = '.';
    worker.email = local + "@northwind-sim.example";
    worker.position = position;
    worker.job_role = job_role;
    worker.region = place.region;
    worker.zone = place.zone;
    worker.manager_email = manager_email;
    worker.hired = m_plan.first_day - std::chrono::days(m_dice.between(30, 1'500));
    worker.skill = m_dice.bell();
    m_plan.workers.push_back(worker);
    return m_plan.workers.back();
  }

  void add_staff() {
    const std::string executive = add(Position::executive, "executive", places[1], "").email;
    for (int leader = 0; leader < m_size.leaders; ++leader)
      m_leaders.push_back(add(Position::leader, "sales_leader", places[static_cast<std::size_t>(leader) % places.size()], executive).email);
    add(Position::enablement, "enablement", places[0], executive);
    add(Position::revops, "revops", places[1], executive);
    add(Position::admin, "it", places[1], executive);
  }

  void add_team(int number) {
    const Place& place = places[static_cast<std::size_t>(number) % places.size()];
    const std::string& leader = m_leaders[static_cast<std::size_t>(number) % m_leaders.size()];
    const std::string manager = add(Position::manager, "sales_manager", place, leader).email;
    m_managers.push_back(manager);
    const int from = m_size.reps * number / m_size.managers;
    const int to = m_size.reps * (number + 1) / m_size.managers;
    // Of ten teams seven are account executives, two develop leads and one looks after customers.
    const std::string job_role = number % 10 == 9 ? "csm" : (number % 10 >= 7 ? "sdr" : "ae");
    for (int rep = from; rep < to; ++rep) {
      Worker& worker = add(Position::rep, job_role, place, manager);
      worker.segment = rep % 3 == 0 ? "enterprise" : (rep % 3 == 1 ? "mid_market" : "smb");
      // One in six joined during the history, so that ramp check-ins and new-hire bands are crossed.
      if (rep % 6 == 5) worker.hired = m_plan.first_day + std::chrono::days(m_dice.between(7, m_size.weeks * 7 - 35));
      worker.is_top_performer = worker.skill > 1.2;
    }
  }

  /// A manager goes and their team is taken on by another; single reps change teams; some leave.
  void play_changes() {
    const LocalDate middle = m_plan.first_day + std::chrono::weeks(m_size.weeks / 2);
    if (m_managers.size() >= 4) {
      for (Worker& worker : m_plan.workers) {
        if (worker.email == m_managers[3]) worker.left = middle;
        if (worker.manager_email == m_managers[3]) {
          worker.later_manager_email = m_managers[1];
          worker.moved_on = middle;
        }
      }
    }
    int rep = 0;
    for (Worker& worker : m_plan.workers) {
      if (worker.position != Position::rep) continue;
      ++rep;
      if (rep % 17 == 0) {
        const LocalDate left = m_plan.first_day + std::chrono::days(m_dice.between(40, m_size.weeks * 7 - 20));
        if (left > worker.hired + std::chrono::days(60)) worker.left = left;
      } else if (rep % 23 == 0 && worker.later_manager_email.empty() && m_managers.size() > 1) {
        worker.later_manager_email = worker.manager_email == m_managers[0] ? m_managers[1] : m_managers[0];
        worker.moved_on = m_plan.first_day + std::chrono::days(m_dice.between(30, m_size.weeks * 7 - 30));
      }
    }
  }

  const Size& m_size;
  Dice& m_dice;
  Organisation m_plan;
  std::set<std::string> m_names;
  std::vector<std::string> m_leaders;
  std::vector<std::string> m_managers;
};

}  // namespace

double Dice::bell() {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += unit();
  return sum;
}

const Worker& Organisation::by_email(const std::string& email) const {
  for (const Worker& worker : workers)
    if (worker.email == email) return worker;
  ASSERT(false);
}

int usual_weeks(LocalDate today) {
  constexpr std::chrono::days before_the_last_quarter{42};
  const LocalDate latest = FiscalQuarter::of(today, 1).previous().first_day() - before_the_last_quarter;
  return std::max(Size().weeks, static_cast<int>(((monday_of(today) - latest).count() + 6) / 7));
}

Organisation plan_organisation(const Size& size, LocalDate today, Dice& dice) {
  return Planner(size, today, dice).plan();
}

std::string roster_csv(const Organisation& organisation, LocalDate on) {
  std::string out = "employee_id,name,email,job_role,segment,region,time_zone,manager_email,hire_date,leave_date,top_performer,crm_id\n";
  for (const Worker& worker : organisation.workers) {
    if (worker.hired > on) continue;
    const bool has_moved = worker.moved_on && *worker.moved_on <= on;
    const bool has_left = worker.left && *worker.left <= on;
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", worker.employee_id, worker.name, worker.email, worker.job_role,
                       worker.segment, worker.region, worker.zone, has_moved ? worker.later_manager_email : worker.manager_email,
                       worker.hired.text(), has_left ? worker.left->text() : "", worker.is_top_performer ? "yes" : "no", worker.crm_id);
  }
  return out;
}

std::string holidays_csv(const Organisation& organisation) {
  std::string out = "day,region,name\n";
  for (int year = static_cast<int>(organisation.first_day.ymd().year()); year <= static_cast<int>(organisation.today.ymd().year()) + 1;
       ++year) {
    out += fmt::format("{}-01-01,,New Year's Day\n{}-12-25,,Christmas Day\n", year, year);
    out += fmt::format(
        "{}-07-04,AMER,Independence Day\n{}-05-01,EMEA,Labour Day\n{}-12-26,EMEA,Second Christmas Day\n{}-08-09,APAC,National Day\n", year,
        year, year, year);
  }
  return out;
}

}  // namespace backbeat::sim
