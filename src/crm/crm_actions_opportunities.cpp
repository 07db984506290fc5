// Importing opportunities: the one kind whose rows refer to everything else.
#include "crm/crm_actions.hpp"
#include "crm/crm_actions_report.hpp"
#include "crm/crm_file.hpp"
#include "crm/crm_store.hpp"

#include <set>

namespace backbeat::crm {
namespace {

std::string plural(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

/// Without blanks and capitals: how "GTXPro" is meant to be "GTX Pro".
std::string squeezed(std::string_view text) {
  std::string out = lower(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  return out;
}

/// What is known of names a row refers to, and which of them it did not find.
class References {
 public:
  References(std::string what, std::set<std::string> known) : m_what(std::move(what)), m_known(std::move(known)) {}

  void see(const std::string& name) {
    if (name.empty())
      ++m_blank;
    else if (!m_known.empty() && !m_known.contains(name))
      ++m_unknown[name];
  }
  void note(imports::ImportReport& report) const {
    constexpr std::size_t most_names = 20;
    std::size_t listed = 0;
    for (const auto& [name, rows] : m_unknown) {
      if (++listed > most_names) break;
      report.notes.push_back({.row = {},
                              .text = plural(rows, "row names", "rows name") + " the " + m_what + " \"" + name +
                                      "\", which is none of the " + std::to_string(m_known.size()) + " known" + perhaps(name) +
                                      ": kept as written."});
    }
    if (m_unknown.size() > most_names)
      report.notes.push_back(
          {.row = {}, .text = std::to_string(m_unknown.size() - most_names) + " more names of a " + m_what + " are unknown."});
    if (m_blank > 0) report.notes.push_back({.row = {}, .text = plural(m_blank, "row names", "rows name") + " no " + m_what + ": kept."});
  }

 private:
  [[nodiscard]] std::string perhaps(const std::string& name) const {
    for (const auto& known : m_known)
      if (squeezed(known) == squeezed(name)) return " (perhaps \"" + known + "\")";
    return "";
  }

  std::string m_what;
  std::set<std::string> m_known;
  std::map<std::string, std::int64_t> m_unknown;
  std::int64_t m_blank = 0;
};

template <class T>
std::set<std::string> keys_of(const std::vector<T>& items) {
  std::set<std::string> out;
  for (const auto& item : items) out.insert(item.key);
  return out;
}

std::string day_text(const std::optional<LocalDate>& day) {
  return day ? day->text() : "none";
}
std::string amount_text(const std::optional<Cents>& amount) {
  return amount ? text_of(*amount) : "none";
}

/// "1C1I7A6R: stage was Engaging, is Won; amount was none, is 1054".
std::string difference(const Opportunity& was, const Opportunity& is) {
  std::string out;
  const auto say = [&](std::string_view what, const std::string& before, const std::string& after) {
    if (before != after) out += (out.empty() ? ": " : "; ") + std::string(what) + " was " + before + ", is " + after;
  };
  say("stage", was.stage, is.stage);
  say("outcome", std::string(name_of(was.outcome)), std::string(name_of(is.outcome)));
  say("amount", amount_text(was.amount), amount_text(is.amount));
  say("owner", was.owner.value, is.owner.value);
  say("opening date", day_text(was.opened_on), day_text(is.opened_on));
  say("closing date", day_text(was.closes_on), day_text(is.closes_on));
  say("account", was.account, is.account);
  say("product", was.product, is.product);
  say("name", was.name, is.name);
  if (was.is_deleted != is.is_deleted) out += (out.empty() ? ": " : "; ") + std::string(is.is_deleted ? "deleted" : "no longer deleted");
  if (out.empty()) out = was.owner.person == is.owner.person ? ": when it entered a stage" : ": its owner is known now";
  return is.key + out;
}

using ChangesOf = std::unordered_map<std::string, std::vector<StageChange>>;

/// Writes what a row says of stages and is not known yet; whether there was anything. A mapping with a date for each stage states all of
/// them anew, so that a corrected date replaces the earlier one.
bool put_changes(sql::Transaction& tx, Id<Org> org, const std::vector<StageChange>& told, std::vector<StageChange>& known, bool restates) {
  const auto is_told = [&](const StageChange& change) {
    return std::ranges::any_of(told,
                               [&](const StageChange& one) { return one.stage == change.stage && one.entered_at == change.entered_at; });
  };
  bool has_changed = false;
  if (restates)
    std::erase_if(known, [&](const StageChange& change) {
      if (change.source != "opportunities" || is_told(change)) return false;
      remove_change(tx, org, change);
      has_changed = true;
      return true;
    });
  for (const auto& change : told) {
    const bool is_known = std::ranges::any_of(
        known, [&](const StageChange& one) { return one.stage == change.stage && one.entered_at == change.entered_at; });
    if (is_known) continue;
    put_change(tx, org, change);
    known.push_back(change);
    has_changed = true;
  }
  return has_changed;
}

}  // namespace

Result<imports::ImportReport> OpportunityImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                       const imports::Upload& upload) const {
  const Id<Org> org = right.actor().org();
  const CrmMapping mapping = TRY(mapping_of(upload));
  const bool restates = !mapping.kinds.find(kind())->second.stage_dates.empty();
  const Zone zone = TRY(access().organisation(tx, org)).zone;
  const auto file = TRY(read_opportunities(upload.bytes, mapping, zone));

  std::unordered_map<std::string, Opportunity> known;
  for (auto& opportunity : read_stored_opportunities(tx, org)) known.emplace(opportunity.key, std::move(opportunity));
  ChangesOf changes_of;
  for (auto& change : read_stored_changes(tx, org)) changes_of[change.opportunity].push_back(std::move(change));
  References products("product", keys_of(read_stored_products(tx, org)));
  References accounts("account", keys_of(read_stored_accounts(tx, org)));
  Owners owners(tx, org, kind(), mapping.owner_system);

  imports::ImportReport report = report_of(file, mapping, kind());
  std::int64_t deleted = 0;
  const bool tells_products = mapping.kinds.find(kind())->second.columns.contains("product");
  for (const auto& [row, told] : file.rows) {
    Opportunity opportunity = told.opportunity;
    const auto found = known.find(opportunity.key);
    const bool had_same_owner = found != known.end() && found->second.owner.system == opportunity.owner.system &&
                                found->second.owner.value == opportunity.owner.value;
    opportunity.owner.person = owners.person(opportunity.owner.value, had_same_owner ? found->second.owner.person : std::nullopt);
    if (tells_products) products.see(opportunity.product);
    accounts.see(opportunity.account);
    if (opportunity.is_deleted) ++deleted;
    const bool has_moved = put_changes(tx, org, told.changes, changes_of[opportunity.key], restates);
    const bool is_same = found != known.end() && found->second == opportunity;
    if (is_same && !has_moved) {
      ++report.unchanged;
      continue;
    }
    if (!is_same) put_opportunity(tx, org, opportunity);
    ++(found == known.end() ? report.added : report.changed);
    report.note_change(row, found == known.end() ? opportunity.key + ": new, " + opportunity.stage + ", " + opportunity.owner.value
                                                 : difference(found->second, opportunity));
  }
  products.note(report);
  accounts.note(report);
  if (deleted > 0)
    report.notes.push_back(
        {.row = {}, .text = plural(deleted, "row is", "rows are") + " marked as deleted in the CRM: kept, and part of no figure."});
  owners.finish(report, access().clock().now());
  return report;
}

}  // namespace backbeat::crm
