#include "capacity/capacity_actions_quarter.hpp"

#include "capacity/capacity_file.hpp"
#include "playbook/playbook_actions.hpp"

#include <algorithm>

namespace backbeat::capacity {
namespace {

using access::Right;

constexpr int quarters_ahead = 4;
constexpr std::size_t few_people = 60;  // hours of so few are derived for themselves; of more everybody's are, and kept

/// The present quarter and those that follow.
std::vector<FiscalQuarter> quarters_from(LocalDate today, int fiscal_first_month) {
  std::vector<FiscalQuarter> out{FiscalQuarter::of(today, fiscal_first_month)};
  for (int i = 0; i < quarters_ahead; ++i) out.push_back(out.back().next());
  return out;
}

Result<FiscalQuarter> chosen_of(const std::vector<FiscalQuarter>& quarters, std::string_view asked) {
  if (asked.empty()) return quarters[1];
  for (const FiscalQuarter& quarter : quarters)
    if (quarter.text() == asked) return quarter;
  return expected_value("quarter", quarters.front().text() + " or one of the " + std::to_string(quarters_ahead) + " after it",
                        std::string(asked));
}

/// What one request needs of the organisation, and what the asker may see of it.
class Scene {
 public:
  Scene(sql::Reader& reader, const access::Access& access, cadence::Ledgers& ledgers, Kept& kept, const access::Actor& actor,
        const access::Organisation& organisation)
      : m_organisation(organisation),
        m_now(access.clock().now()),
        m_today(access.today(reader, actor.org())),
        m_fiscal_first_month(organisation.fiscal_first_month),
        m_snapshot(ledgers.snapshot(reader, actor.org())),
        m_kept(kept),
        m_moment{.reader = reader, .organisation = m_organisation, .snapshot = m_snapshot, .now = m_now},
        m_self(actor.person()),
        m_below(ledgers.below(reader, actor)),
        m_sees_all_hours(access.entitled<Right::see_cadence>(actor).has_value()),
        m_sees_all_sessions(access.entitled<Right::see_sessions>(actor).has_value()),
        m_leads(actor.roles().has_any({access::Role::manager, access::Role::leader})),
        m_plan(m_kept.plan(m_moment)) {}
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  [[nodiscard]] bool is_in_line(Id<Person> person) const {
    return person.is_set() && (person == m_self || std::ranges::binary_search(*m_below, person));
  }
  [[nodiscard]] bool sees_hours_of(Id<Person> manager) const { return m_sees_all_hours || is_in_line(manager); }
  [[nodiscard]] bool sees_sessions_of(Id<Person> person) const { return m_sees_all_sessions || is_in_line(person); }
  [[nodiscard]] bool sees_any_hours() const { return m_sees_all_hours || m_leads; }
  /// Whether all reps are named without asking; for a manager or leader they are all in their line.
  [[nodiscard]] bool names_reps() const { return m_sees_all_sessions || !m_sees_all_hours; }

  [[nodiscard]] const Plan& plan() const { return *m_plan; }
  [[nodiscard]] std::vector<FiscalQuarter> quarters() const { return quarters_from(m_today, m_fiscal_first_month); }
  [[nodiscard]] const std::string& name_of(Id<Person> person) const { return m_snapshot.standing->name_of(person); }
  [[nodiscard]] const people::Member* member(Id<Person> person) const { return m_snapshot.standing->member(person); }

  /// Everybody the asker sees; those who coach among them bring the hours.
  [[nodiscard]] Plan plan_seen() const {
    if (m_sees_all_hours) return *m_plan;
    return plan_of([&](const people::Member& member) { return is_in_line(member.id); });
  }

  /// Hours of the managers the asker sees, and perhaps of others; without what is asked of whom.
  [[nodiscard]] Demand demand(const FiscalQuarter& quarter) const {
    if (m_sees_all_hours || m_below->size() > few_people) return *m_kept.demand(m_moment, m_plan, quarter);
    const auto is_led = [&](const people::Assignment& assignment) { return assignment.manager && is_in_line(*assignment.manager); };
    Demand out =
        ask(plan_of([&](const people::Member& member) { return is_in_line(member.id) || std::ranges::any_of(member.assignments, is_led); }),
            quarter);
    out.asked = {};
    return out;
  }

  [[nodiscard]] std::shared_ptr<const Given> given(const OptionsRequest& request, const FiscalQuarter& quarter,
                                                   const std::function<std::optional<Given>()>& work) const {
    GivenQuestion question{.quarter = quarter, .manager = request.manager, .below = {}, .asker = {}, .pulled = request.pulled};
    if (!request.manager && !m_sees_all_hours) {
      question.below = m_below;
      question.asker = m_self;
    }
    std::ranges::sort(question.pulled);
    return m_kept.given(m_moment, m_plan, question, work);
  }

  [[nodiscard]] QuarterView view(Demand demand) const {
    QuarterView out{
        .as_of = m_now, .quarters = quarters(), .demand = std::move(demand), .together = {}, .cuts = {}, .cuts_over = {}, .names = {}};
    std::erase_if(out.demand.managers, [&](const ManagerQuarter& load) { return !sees_hours_of(load.manager); });
    std::vector<Id<Person>> managers;
    for (const ManagerQuarter& load : out.demand.managers) {
      managers.push_back(load.manager);
      if (load.manager.is_set()) out.names.emplace(load.manager, name_of(load.manager));
    }
    out.together = capacity::together(out.demand, managers);
    out.span_flag = m_plan->rules_on(out.demand.quarter.first_day()).capacity.span_flag;
    add_cuts(managers, out);
    return out;
  }

 private:
  template <class Wanted>
  [[nodiscard]] Plan plan_of(const Wanted& wanted) const {
    Plan out{.playbooks = m_plan->playbooks, .members = {}, .holidays = m_plan->holidays, .fiscal_first_month = m_plan->fiscal_first_month};
    std::ranges::copy_if(m_plan->members, std::back_inserter(out.members), wanted);
    return out;
  }

  void add_cuts(const std::vector<Id<Person>>& managers, QuarterView& out) const {
    const FiscalQuarter present = FiscalQuarter::of(m_today, m_fiscal_first_month);
    FiscalQuarter first = present;
    for (int i = 0; i < quarters_looked_back; ++i) first = first.previous();
    out.cuts_over = {first.first_day(), m_today};
    std::vector<Id<Person>> sorted = managers;
    std::ranges::sort(sorted);
    Tally tally = tally_of(*m_plan, *m_kept.ride_alongs(m_moment, m_plan, out.cuts_over), sorted);
    const auto tallies = m_kept.tallies(m_moment, out.cuts_over);
    for (const Id<Person> manager : sorted)
      if (const auto found = tallies->find(manager); found != tallies->end()) add(found->second, tally);
    std::optional<LocalDate> begun;
    for (const auto& [kind, count] : tally)
      if (count.first) begun = std::min(begun.value_or(*count.first), *count.first);
    if (begun) out.cuts_over.first = std::max(out.cuts_over.first, *begun);
    out.cuts = cuts_of(tally);
  }

  const access::Organisation& m_organisation;
  Instant m_now;
  LocalDate m_today;
  int m_fiscal_first_month;
  cadence::Snapshot m_snapshot;
  Kept& m_kept;
  Kept::Moment m_moment;
  Id<Person> m_self;
  std::shared_ptr<const std::vector<Id<Person>>> m_below;
  bool m_sees_all_hours;
  bool m_sees_all_sessions;
  bool m_leads;
  std::shared_ptr<const Plan> m_plan;
};

std::string kind_name(const Plan& plan, const FiscalQuarter& quarter, const std::string& kind) {
  const auto* type = plan.rules_on(quarter.first_day()).session_type(kind);
  return type ? type->name : kind;
}

std::vector<RepAsked> reps_of(const Demand& demand, Id<Person> manager, const Plan& plan) {
  std::vector<RepAsked> out;
  for (const Asked& asked : demand.asked) {
    if (asked.manager != manager || asked.window.last > demand.quarter.last_day()) continue;
    auto row = std::ranges::find_if(out, [&](const RepAsked& each) { return each.rep == asked.rep && each.kind == asked.kind; });
    if (row == out.end())
      row = out.insert(out.end(), {.rep = asked.rep, .kind = asked.kind, .name = kind_name(plan, demand.quarter, asked.kind)});
    (asked.is_excused ? row->excused : row->count) += asked.count;
    row->minutes = std::max(row->minutes, asked.minutes);
  }
  return out;
}

/// Without who the reps are who may not be named: one entry for each pair of managers, kind and length.
void add_up(const Scene& scene, std::vector<Shift>& shifts) {
  std::vector<Shift> out;
  for (Shift shift : shifts) {
    if (scene.sees_sessions_of(shift.rep)) {
      out.push_back(std::move(shift));
      continue;
    }
    shift.rep = {};
    const auto same = std::ranges::find_if(out, [&](const Shift& each) {
      return !each.rep.is_set() && each.kind == shift.kind && each.manager_before == shift.manager_before &&
             each.manager_after == shift.manager_after && each.minutes_before == shift.minutes_before &&
             each.minutes_after == shift.minutes_after && each.is_shared == shift.is_shared;
    });
    if (same == out.end()) {
      out.push_back(std::move(shift));
      continue;
    }
    same->count_before += shift.count_before;
    same->count_after += shift.count_after;
  }
  shifts = std::move(out);
}

void name_everybody(const Scene& scene, const std::vector<Shift>& shifts, Names& names) {
  for (const Shift& shift : shifts)
    for (const Id<Person> person : {shift.rep, shift.manager_before, shift.manager_after})
      if (person.is_set() && !is_to_come(person)) names.try_emplace(person, scene.name_of(person));
}

/// Without what only deriving needs: it is kept.
void slim(Pulled& pulled) {
  pulled.plan = {};
  pulled.demand.asked = {};
}

/// Nothing where something is to be pulled that is no lever.
std::optional<Given> given_by(Plan plan, const FiscalQuarter& quarter, const OptionsRequest& request) {
  const Relief relief(std::move(plan), quarter, request.manager);
  auto pulled = relief.pull(request.pulled);
  if (!pulled) return std::nullopt;
  Given out{.before = relief.demand(),
            .pulled = *std::move(pulled),
            .levers = {},
            .choices = relief.choices(request.pulled),
            .fit = relief.smallest_fit()};
  out.before.asked = {};
  slim(out.pulled);
  if (out.fit) slim(out.fit->pulled);
  for (const Lever& lever : relief.levers())
    if (std::ranges::find(request.pulled, lever.key) != request.pulled.end()) out.levers.push_back(lever);
  return out;
}

}  // namespace

Result<QuarterView> Quarters::quarter(const access::Actor& actor, std::string_view asked) const {
  return m_db.read([&](sql::Reader& reader) -> Result<QuarterView> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const Scene scene(reader, m_access, m_ledgers, m_kept, actor, organisation);
    if (!scene.sees_any_hours()) return refuse(errors::forbidden);
    const FiscalQuarter quarter = TRY(chosen_of(scene.quarters(), asked));
    return scene.view(scene.demand(quarter));
  });
}

Result<ManagerView> Quarters::manager(const access::Actor& actor, Id<Person> manager, std::string_view asked) const {
  return m_db.read([&](sql::Reader& reader) -> Result<ManagerView> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const Scene scene(reader, m_access, m_ledgers, m_kept, actor, organisation);
    if (!scene.sees_sessions_of(manager) || !scene.member(manager)) return refuse(errors::not_found);
    const FiscalQuarter quarter = TRY(chosen_of(scene.quarters(), asked));
    Demand demand = ask(narrowed_to(scene.plan(), manager, quarter), quarter);
    std::erase_if(demand.managers, [&](const ManagerQuarter& load) { return load.manager != manager; });
    ManagerView view{.whole = {}, .reps = reps_of(demand, manager, scene.plan())};
    view.whole = scene.view(std::move(demand));
    view.whole.names.try_emplace(manager, scene.name_of(manager));
    for (const RepAsked& row : view.reps) view.whole.names.try_emplace(row.rep, scene.name_of(row.rep));
    return view;
  });
}

Result<OptionsView> Quarters::options(const access::Actor& actor, const OptionsRequest& request) const {
  return m_db.read([&](sql::Reader& reader) -> Result<OptionsView> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const Scene scene(reader, m_access, m_ledgers, m_kept, actor, organisation);
    if (request.manager && (!scene.sees_sessions_of(*request.manager) || !scene.member(*request.manager))) return refuse(errors::not_found);
    if (!request.manager && !scene.sees_any_hours()) return refuse(errors::forbidden);
    const FiscalQuarter quarter = TRY(chosen_of(scene.quarters(), request.quarter));
    const auto given = scene.given(request, quarter, [&] {
      return given_by(request.manager ? narrowed_to(scene.plan(), *request.manager, quarter) : scene.plan_seen(), quarter, request);
    });
    if (!given) return expected_value("apply", "keys of options", request.pulled.empty() ? "" : request.pulled.front());
    OptionsView view{.quarter = quarter,
                     .before = given->before,
                     .pulled = given->pulled,
                     .levers = given->levers,
                     .choices = given->choices,
                     .fit = given->fit,
                     .names = {},
                     .may_name_reps = request.manager.has_value() || scene.names_reps()};
    const auto finish = [&](std::vector<Shift>& shifts) {
      if (!view.may_name_reps) add_up(scene, shifts);
      name_everybody(scene, shifts, view.names);
    };
    finish(view.pulled.effect.shifts);
    for (Choice& choice : view.choices) finish(choice.effect.shifts);
    if (view.fit) finish(view.fit->pulled.effect.shifts);
    for (const ManagerQuarter& load : view.before.managers)
      if (load.manager.is_set()) view.names.try_emplace(load.manager, scene.name_of(load.manager));
    return view;
  });
}

Result<std::string> Quarters::playbook_text(const access::Actor& actor, const std::vector<std::string>& keys) const {
  TRY(m_access.entitled<Right::publish_playbook>(actor));
  const auto in_force = m_db.read([&](sql::Reader& reader) -> Result<playbook::DatedPlaybook> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const auto quarters = quarters_from(m_access.today(reader, actor.org()), organisation.fiscal_first_month);
    return playbook::load_in_force(reader, actor.org(), quarters[1].first_day());
  });
  const playbook::DatedPlaybook version = TRY(in_force);
  playbook::Playbook after = version.rules;
  for (const std::string& key : keys) {
    const auto lever = lever_from(key);
    if (!lever || !lever->is_of_rules()) return expected_value("apply", "keys of options that are rules of the playbook", key);
    after = pulled(after, *lever);
  }
  const playbook::Playbooks playbooks(m_db, m_access);
  const std::string text = TRY(playbooks.text(actor, version.id));
  std::string changed = rewritten(text, version.rules, after);
  const playbook::Checked checked = playbook::check(changed);
  if (!checked.rules || *checked.rules != after) return refuse(cannot_be_written, "apply", {{"found", keys.empty() ? "" : keys.front()}});
  return changed;
}

}  // namespace backbeat::capacity
