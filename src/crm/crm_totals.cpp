#include "crm/crm_totals.hpp"

#include <cmath>
#include <set>

namespace backbeat::crm {
namespace {

/// What somebody did on a day; before the first thing that is known of them, that; after the last, that.
const people::Assignment* assignment_near(const people::Member& member, LocalDate day) {
  const people::Assignment* near = nullptr;
  for (const auto& assignment : member.assignments) {
    if (!near || assignment.period.from <= day) near = &assignment;
  }
  return near;
}

std::size_t age_band_of(const Opportunity& opportunity, LocalDate as_of) {
  if (!opportunity.opened_on) return age_bands - 1;
  const auto age = (as_of - *opportunity.opened_on).count();
  for (std::size_t band = 0; band < age_limits.size(); ++band)
    if (age <= age_limits[band]) return band;
  return age_limits.size();
}

/// What one opportunity adds to a row.
TotalsRow row_of(const Opportunity& opportunity, LocalDate as_of) {
  TotalsRow row;
  switch (opportunity.outcome) {
    case Outcome::open:
      row.open = 1;
      row.open_by_age[age_band_of(opportunity, as_of)] = 1;
      break;
    case Outcome::lost:
      row.lost = 1;
      break;
    case Outcome::won:
      row.won = 1;
      row.won_amount = opportunity.amount.value_or(0);
      if (const auto days = opportunity.cycle_days()) {
        row.won_cycle_days = *days;
        row.won_cycles = 1;
      }
      break;
  }
  return row;
}

class Sorter {
 public:
  Sorter(std::span<const people::Member> members, LocalDate as_of, int first_month) : m_as_of(as_of), m_first_month(first_month) {
    for (const auto& member : members) m_members.emplace(member.id, &member);
  }

  /// The row an opportunity belongs to: what it is sorted by, and an empty row of that name.
  [[nodiscard]] std::pair<std::string, TotalsRow> place(const Opportunity& opportunity, By by) const {
    const people::Member* owner = find(opportunity.owner.person);
    switch (by) {
      case By::agent:
        if (owner) return named(*owner);
        return unknown(opportunity.owner.value);
      case By::manager: {
        const people::Assignment* assignment = owner ? assignment_near(*owner, day_of(opportunity)) : nullptr;
        const people::Member* manager = assignment ? find(assignment->manager) : nullptr;
        if (manager) return named(*manager);
        return unknown("no manager known");
      }
      case By::quarter: {
        if (!opportunity.is_closed() || !opportunity.closes_on) return unknown("open");
        TotalsRow row;
        row.label = FiscalQuarter::of(*opportunity.closes_on, m_first_month).text();
        return {row.label, row};
      }
    }
    return unknown("");
  }

  [[nodiscard]] static std::pair<std::string, TotalsRow> named(const people::Member& member) {
    TotalsRow row;
    row.label = member.name;
    row.person = member.id;
    return {"1 " + member.name + " " + member.id.text(), row};
  }

 private:
  /// Behind those that have a name.
  [[nodiscard]] static std::pair<std::string, TotalsRow> unknown(const std::string& label) {
    TotalsRow row;
    row.label = label;
    return {"~ " + label, row};
  }
  [[nodiscard]] const people::Member* find(std::optional<Id<Person>> person) const {
    const auto found = person ? m_members.find(*person) : m_members.end();
    return found == m_members.end() ? nullptr : found->second;
  }
  [[nodiscard]] LocalDate day_of(const Opportunity& opportunity) const {
    return opportunity.is_closed() ? opportunity.closes_on.value_or(m_as_of) : m_as_of;
  }

  std::map<Id<Person>, const people::Member*> m_members;
  LocalDate m_as_of;
  int m_first_month;
};

/// Those who do what the owners of opportunities do, under a manager: they are agents even without a deal.
std::vector<const people::Member*> agents(std::span<const Opportunity> opportunities, std::span<const people::Member> members,
                                          LocalDate as_of) {
  std::set<Id<Person>> owners;
  for (const auto& opportunity : opportunities)
    if (opportunity.owner.person) owners.insert(*opportunity.owner.person);
  std::set<std::string> job_roles;
  std::set<Id<Person>> managers;
  for (const auto& member : members)
    if (const auto* assignment = assignment_near(member, as_of)) {
      if (assignment->manager) managers.insert(*assignment->manager);
      if (owners.contains(member.id)) job_roles.insert(assignment->job_role);
    }
  std::vector<const people::Member*> out;
  for (const auto& member : members) {
    const auto* assignment = assignment_near(member, as_of);
    const bool does_the_same =
        assignment && assignment->manager && !managers.contains(member.id) && job_roles.contains(assignment->job_role);
    if (owners.contains(member.id) || does_the_same) out.push_back(&member);
  }
  return out;
}

std::string padded(std::string text, std::size_t width) {
  std::size_t shown = 0;  // code points
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++shown;
  if (shown < width) text.append(width - shown, ' ');
  return text;
}

std::string before(std::string text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string one_decimal(double value) {
  const auto tenths = std::llround(value * 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

std::string_view name_of(By by) {
  switch (by) {
    case By::agent:
      return "agent";
    case By::manager:
      return "manager";
    case By::quarter:
      return "quarter";
  }
  return "";
}

std::string name_of_age_band(std::size_t band) {
  if (band == 0) return "0-" + std::to_string(age_limits[0]);
  if (band < age_limits.size()) return std::to_string(age_limits[band - 1] + 1) + "-" + std::to_string(age_limits[band]);
  return band == age_limits.size() ? "over " + std::to_string(age_limits.back()) : "no opening date";
}

std::optional<double> TotalsRow::win_rate() const {
  return won + lost == 0 ? std::nullopt : std::optional(static_cast<double>(won) / (won + lost));
}

std::optional<double> TotalsRow::mean_cycle_days() const {
  return won_cycles == 0 ? std::nullopt : std::optional(static_cast<double>(won_cycle_days) / won_cycles);
}

void TotalsRow::add(const TotalsRow& other) {
  won += other.won;
  lost += other.lost;
  open += other.open;
  won_amount += other.won_amount;
  won_cycle_days += other.won_cycle_days;
  won_cycles += other.won_cycles;
  for (std::size_t band = 0; band < age_bands; ++band) open_by_age[band] += other.open_by_age[band];
}

Totals totals(std::span<const Opportunity> opportunities, std::span<const people::Member> members, By by, LocalDate as_of,
              int fiscal_first_month) {
  const Sorter sorter(members, as_of, fiscal_first_month);
  std::map<std::string, TotalsRow> rows;
  if (by == By::agent)
    for (const auto* agent : agents(opportunities, members, as_of)) rows.insert(Sorter::named(*agent));
  Totals out{.by = by, .as_of = as_of, .rows = {}, .total = {}};
  out.total.label = "total";
  for (const auto& opportunity : opportunities) {
    if (opportunity.is_deleted) continue;
    auto [key, empty] = sorter.place(opportunity, by);
    const TotalsRow row = row_of(opportunity, as_of);
    rows.try_emplace(std::move(key), std::move(empty)).first->second.add(row);
    out.total.add(row);
  }
  for (auto& [key, row] : rows) out.rows.push_back(std::move(row));
  return out;
}

std::string text_of(const Totals& totals) {
  std::size_t width = 8;
  for (const auto& row : totals.rows) width = std::max(width, row.label.size());
  std::string out = padded(std::string(name_of(totals.by)), width) + "     won    lost    open     won value  win rate  cycle days\n";
  const auto line = [&](const TotalsRow& row) {
    out += padded(row.label, width) + before(std::to_string(row.won), 8) + before(std::to_string(row.lost), 8) +
           before(std::to_string(row.open), 8) + before(std::to_string(row.won_amount / 100), 14) +
           before(row.win_rate() ? one_decimal(*row.win_rate() * 100) + " %" : "-", 10) +
           before(row.mean_cycle_days() ? one_decimal(*row.mean_cycle_days()) : "-", 12) + "\n";
  };
  for (const auto& row : totals.rows) line(row);
  line(totals.total);
  out += "open by age in days:";
  for (std::size_t band = 0; band < age_bands; ++band)
    out += (band == 0 ? " " : ", ") + name_of_age_band(band) + ": " + std::to_string(totals.total.open_by_age[band]);
  return out + "\n";
}

}  // namespace backbeat::crm
