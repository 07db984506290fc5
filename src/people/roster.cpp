#include "people/roster.hpp"

#include "base/text.hpp"
#include "people/history.hpp"
#include "people/names.hpp"
#include "people/roster_index.hpp"

#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>

namespace backbeat::people {
namespace {

/// In all that a roster can say of somebody.
bool is_same(const Member& a, const Member& b) {
  const auto said = [](const Member& m) {
    return std::tie(m.name, m.email, m.zone, m.hours, m.hired, m.left, m.assignments, m.identities);
  };
  return said(a) == said(b);
}

class Planner {
 public:
  Planner(const std::vector<Member>& known, const std::vector<RosterRow>& rows, const RosterRules& rules)
      : m_known(known), m_rows(rows), m_rules(rules) {
    for (const Member& member : known) m_known_by_id.emplace(member.id, &member);
  }

  RosterPlan run() {
    find_people();
    // A row that is left out can be somebody's manager, so the rest is planned anew without it.
    do {
      m_plan.people.clear();
      m_plan.people.reserve(m_rows.size());  // a hundred thousand of them: no room for twice as many
      m_plan.unknown_managers.clear();
      m_plan.notes.clear();
      for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_person_of_row[i]) plan_row(m_rows[i], *m_person_of_row[i]);
      }
      add_managers();
    } while (!resolve_managers() || leave_out_circles());
    describe();
    std::stable_sort(m_plan.faults.begin(), m_plan.faults.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    return std::move(m_plan);
  }

 private:
  void fault(const RosterRow& row, std::string field, std::string found, std::string expected) {
    m_plan.faults.push_back({.row = row.row, .field = std::move(field), .found = std::move(found), .expected = std::move(expected)});
  }

  // Who each row speaks of: somebody known, or a new person with an id below zero; nothing where the row is left out.
  void find_people() {
    RosterIndex index(m_known);
    std::unordered_map<Id<Person>, std::int64_t> row_of;
    for (const RosterRow& row : m_rows) {
      m_person_of_row.emplace_back();
      auto found = index.person_of(row);
      if (auto* wrong = std::get_if<RosterFault>(&found)) {
        m_plan.faults.push_back(std::move(*wrong));
        continue;
      }
      auto person = std::get<std::optional<Id<Person>>>(found);
      if (!person) person = Id<Person>(m_next_new--);
      index.add(stub(row, *person));  // also with the address and ids that the row gives somebody known
      if (const auto [first, is_first] = row_of.emplace(*person, row.row); !is_first) {
        fault(row, "name", row.name, "one row for each person; row " + std::to_string(first->second) + " is the same one");
        continue;
      }
      m_person_of_row.back() = person;
    }
  }

  [[nodiscard]] static Member stub(const RosterRow& row, Id<Person> id) {
    return {.id = id,
            .name = row.name,
            .email = row.email.value_or(""),
            .zone = {},
            .hours = {},
            .hired = {},
            .left = {},
            .assignments = {},
            .time_off = {},
            .identities = row.identities,
            .certifications = {}};
  }

  void plan_row(const RosterRow& row, Id<Person> person) {
    PlannedPerson planned{.row = row.row, .before = nullptr, .own = {}, .unknown_manager = {}, .is_changed = false, .differences = {}};
    const auto known = m_known_by_id.find(person);
    if (known != m_known_by_id.end()) planned.before = known->second;
    Member after = planned.before != nullptr ? *planned.before : stub(row, person);
    const Result<Done> done = planned.before != nullptr ? update(after, row) : create(after, row);
    if (!done) {
      const auto& params = done.error().params;
      const auto param = [&](std::string_view name) {
        for (const auto& [key, value] : params) {
          if (key == name) return value;
        }
        return done.error().message();
      };
      fault(row, done.error().field, param("found"), done.error().is(errors::invalid_value) ? param("expected") : done.error().message());
      m_person_of_row[row_index(row)].reset();
      return;
    }
    if (planned.before == nullptr || !is_same(after, *planned.before)) planned.own = std::make_unique<Member>(std::move(after));
    m_plan.people.push_back(std::move(planned));
  }

  [[nodiscard]] std::size_t row_index(const RosterRow& row) const { return static_cast<std::size_t>(&row - m_rows.data()); }

  [[nodiscard]] Result<Done> create(Member& member, const RosterRow& row) const {
    member.email = lower_ascii(member.email);
    member.zone = row.zone.value_or(m_rules.zone);
    member.hours = row.hours.value_or(m_rules.hours);
    member.hired = row.hired.value_or(m_rules.effective_on);
    member.assignments.push_back({.period = {.from = member.hired, .to = std::nullopt},
                                  .manager = std::nullopt,
                                  .job_role = row.job_role.value_or(m_rules.job_role),
                                  .segment = row.segment.value_or(""),
                                  .region = row.region.value_or(""),
                                  .is_top_performer = row.is_top_performer.value_or(false)});
    TRY(set_left(member, row.left));
    return check_history(member);
  }

  [[nodiscard]] Result<Done> update(Member& member, const RosterRow& row) {
    member.name = row.name;
    if (row.email) member.email = lower_ascii(*row.email);
    member.zone = row.zone.value_or(member.zone);
    member.hours = row.hours.value_or(member.hours);
    for (const ExternalIdentity& identity : row.identities) add_identity(member, identity);
    if (row.hired && *row.hired != member.hired) TRY(set_hired(member, *row.hired));
    if (row.speaks_of_leaving && row.left != member.left) TRY(set_left(member, row.left));
    Assignment now = latest(member);
    const Assignment before = now;
    now.job_role = row.job_role.value_or(now.job_role);
    now.segment = row.segment.value_or(now.segment);
    now.region = row.region.value_or(now.region);
    now.is_top_performer = row.is_top_performer.value_or(now.is_top_performer);
    if (now == before) return check_history(member);
    return change(member, std::move(now));
  }

  static void add_identity(Member& member, const ExternalIdentity& identity) {
    const std::string key = identity_key(identity.system, identity.value);
    for (const ExternalIdentity& held : member.identities) {
      if (held.system == identity.system && identity_key(held.system, held.value) == key) return;
    }
    member.identities.push_back(identity);
  }

  [[nodiscard]] Assignment latest(const Member& member) const {
    if (!member.assignments.empty()) return member.assignments.back();
    return {.period = {.from = member.hired, .to = {}}, .manager = {}, .job_role = m_rules.job_role, .segment = {}, .region = {}};
  }

  // What holds from the effective date on. Of somebody who is gone by then nothing changes any more.
  [[nodiscard]] Result<Done> change(Member& member, Assignment assignment) {
    const LocalDate from = std::max(m_rules.effective_on, member.hired);
    if (member.left && *member.left <= from) {
      m_plan.notes.push_back(member.name + " left on " + member.left->text() + ": manager, role, segment and region stay as they were.");
      return Done{};
    }
    return assign_from(member, from, std::move(assignment));
  }

  // Managers who are named and nobody's row become people where the rules say so: the file holds them by name only.
  void add_managers() {
    if (!m_rules.managers_become_people) return;
    RosterIndex index = RosterIndex::of_managers(m_known, m_rows);
    for (const PlannedPerson& planned : m_plan.people) index.add(planned.after());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
      const RosterRow& row = m_rows[i];
      if (!m_person_of_row[i] || row.manager_name.empty() || !row.manager_id.empty() || !row.manager_email.empty()) continue;
      if (index.manager_of(row)) continue;
      RosterRow manager;
      manager.name = row.manager_name;
      manager.region = row.region;
      manager.job_role = m_rules.manager_job_role;
      // A name that several people have stays an unknown one.
      if (std::holds_alternative<RosterFault>(index.person_of(manager))) continue;
      auto added = std::make_unique<Member>(stub(manager, new_id_of_manager(name_key(row.manager_name))));
      if (!create(*added, manager)) continue;
      index.add(*added);
      m_plan.people.push_back(
          {.row = 0, .before = nullptr, .own = std::move(added), .unknown_manager = {}, .is_changed = false, .differences = {}});
    }
  }

  Id<Person> new_id_of_manager(const std::string& key) {
    const auto [found, is_new] = m_manager_ids.try_emplace(key, m_next_new);
    if (is_new) --m_next_new;
    return found->second;
  }

  // False where rows were left out, so that the plan must be made again.
  bool resolve_managers() {
    RosterIndex index = RosterIndex::of_managers(m_known, m_rows);
    for (const PlannedPerson& planned : m_plan.people) index.add(planned.after());
    std::unordered_map<std::int64_t, std::size_t> planned_of_row;
    for (std::size_t at = 0; at < m_plan.people.size(); ++at) planned_of_row.emplace(m_plan.people[at].row, at);
    bool all_taken = true;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
      if (!m_person_of_row[i] || !m_rows[i].speaks_of_manager) continue;
      all_taken &= set_manager(m_rows[i], m_plan.people[planned_of_row.at(m_rows[i].row)], index);
    }
    return all_taken;
  }

  bool set_manager(const RosterRow& row, PlannedPerson& planned, const RosterIndex& index) {
    const std::string named = named_manager(row);
    const auto manager = index.manager_of(row);
    if (!named.empty() && !manager) {
      planned.unknown_manager = named;
      count_unknown(named);
      return true;  // whoever is their manager stays it until the name is matched
    }
    Assignment now = latest(planned.after());
    if (now.manager == manager) return true;
    if (manager == planned.after().id) {
      fault(row, "manager", named, "somebody else: nobody is their own manager");
      m_person_of_row[row_index(row)].reset();
      return false;
    }
    now.manager = manager;
    if (!planned.before) {
      planned.own->assignments.back().manager = manager;
      return true;
    }
    if (!planned.own) planned.own = std::make_unique<Member>(*planned.before);
    if (const auto done = change(*planned.own, std::move(now)); !done) {
      fault(row, "effective_on", m_rules.effective_on.text(),
            "a day on or after " + latest(*planned.before).period.from.text() + ", when the last change of " + row.name + " took effect");
      m_person_of_row[row_index(row)].reset();
      return false;
    }
    return true;
  }

  void count_unknown(const std::string& value) {
    for (AwaitedManager& awaited : m_plan.unknown_managers) {
      if (awaited.value == value) {
        ++awaited.rows;
        return;
      }
    }
    m_plan.unknown_managers.push_back({.value = value, .rows = 1});
  }

  // True where rows were left out, so that the plan must be made again.
  bool leave_out_circles() {
    std::unordered_map<Id<Person>, const Member*> all = m_known_by_id;
    for (const PlannedPerson& planned : m_plan.people) all[planned.after().id] = &planned.after();
    const auto manager_of = [&](Id<Person> person) -> std::optional<Id<Person>> {
      const auto found = all.find(person);
      if (found == all.end() || found->second->assignments.empty() || found->second->left) return std::nullopt;
      return found->second->assignments.back().manager;
    };
    bool left_out = false;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
      if (!m_person_of_row[i]) continue;
      const auto circle = cycle_through(*m_person_of_row[i], manager_of);
      if (circle.empty()) continue;
      std::string path;
      for (const Id<Person> person : circle) path += all.at(person)->name + " reports to ";
      fault(m_rows[i], "manager", named_manager(m_rows[i]), "a manager who is not below them; now " + path + all.at(circle.front())->name);
      m_left_out.push_back(i);
      left_out = true;
    }
    for (const std::size_t row : std::exchange(m_left_out, {})) m_person_of_row[row].reset();
    return left_out;
  }

  void describe();
  [[nodiscard]] std::string name_of(const std::optional<Id<Person>>& person,
                                    const std::unordered_map<Id<Person>, const std::string*>& names) const {
    return person ? *names.at(*person) : "nobody";
  }

  const std::vector<Member>& m_known;
  const std::vector<RosterRow>& m_rows;
  const RosterRules& m_rules;
  std::unordered_map<Id<Person>, const Member*> m_known_by_id;
  std::vector<std::optional<Id<Person>>> m_person_of_row;
  std::unordered_map<std::string, Id<Person>> m_manager_ids;
  std::vector<std::size_t> m_left_out;
  std::int64_t m_next_new = -1;
  RosterPlan m_plan;
};

// One person's differences in words.
void Planner::describe() {
  std::unordered_map<Id<Person>, const std::string*> names;
  for (const Member& member : m_known) names[member.id] = &member.name;
  for (const PlannedPerson& planned : m_plan.people) names[planned.after().id] = &planned.after().name;
  for (PlannedPerson& planned : m_plan.people) {
    if (!planned.own) continue;
    const Member& after = *planned.own;
    const Assignment now = latest(after);
    if (!planned.before) {
      planned.is_changed = true;
      planned.differences.push_back("added as " + now.job_role + ", reports to " + name_of(now.manager, names));
      continue;
    }
    const Member& before = *planned.before;
    const Assignment then = latest(before);
    const auto differs = [&](std::string_view what, const std::string& old_value, const std::string& new_value) {
      if (old_value != new_value) planned.differences.push_back(std::string(what) + " was " + old_value + ", is " + new_value);
    };
    differs("name", before.name, after.name);
    differs("e-mail", before.email, after.email);
    differs("zone", std::string(before.zone.name()), std::string(after.zone.name()));
    differs("working hours", before.hours.from.text() + "-" + before.hours.to.text(),
            after.hours.from.text() + "-" + after.hours.to.text());
    differs("hire date", before.hired.text(), after.hired.text());
    differs("leaving", before.left ? before.left->text() : "open", after.left ? after.left->text() : "open");
    differs("manager", name_of(then.manager, names), name_of(now.manager, names));
    differs("job role", then.job_role, now.job_role);
    differs("segment", then.segment, now.segment);
    differs("region", then.region, now.region);
    differs("top performer", then.is_top_performer ? "yes" : "no", now.is_top_performer ? "yes" : "no");
    if (before.identities.size() != after.identities.size()) planned.differences.push_back("an id of another system is new");
    if (then != now && then.period.from != now.period.from) planned.differences.push_back("from " + now.period.from.text());
    planned.is_changed = !planned.differences.empty() || before.assignments != after.assignments;
  }
}

}  // namespace

RosterPlan plan_roster(const std::vector<Member>& known, const std::vector<RosterRow>& rows, const RosterRules& rules) {
  return Planner(known, rows, rules).run();
}

}  // namespace backbeat::people
