// Importing opportunities: the one kind whose rows refer to everything else.
#include "crm/crm_actions.hpp"
#include "crm/crm_actions_report.hpp"
#include "crm/crm_file.hpp"
#include "crm/crm_store.hpp"

#include <istream>
#include <set>
#include <unordered_set>

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
  References(std::string what, std::unordered_set<std::string> known) : m_what(std::move(what)), m_known(std::move(known)) {}

  void see(const std::string& name) {
    if (name.empty())
      ++m_blank;
    else if (!m_known.empty() && !m_known.contains(name))
      count(name);
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
  /// The first ten thousand by name: a column that is something else altogether fills no memory.
  void count(const std::string& name) {
    constexpr std::size_t most_counted = 10'000;
    const auto found = m_unknown.find(name);
    if (found != m_unknown.end())
      ++found->second;
    else if (m_unknown.size() < most_counted)
      m_unknown.emplace(name, 1);
  }
  [[nodiscard]] std::string perhaps(const std::string& name) const {
    for (const auto& known : m_known)
      if (squeezed(known) == squeezed(name)) return " (perhaps \"" + known + "\")";
    return "";
  }

  std::string m_what;
  std::unordered_set<std::string> m_known;
  std::map<std::string, std::int64_t> m_unknown;
  std::int64_t m_blank = 0;
};

template <class T>
std::unordered_set<std::string> keys_of(const std::vector<T>& items) {
  std::unordered_set<std::string> out;
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

/// Writes what a row says of stages and is not known yet; whether there was anything. A mapping with a date for each stage states all of
/// them anew, so that a corrected date replaces the earlier one.
bool tell_changes(sql::Transaction& tx, Id<Org> org, std::vector<StageChange>& told, std::vector<StageChange>& known, bool restates,
                  std::vector<StageChange>& to_put) {
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
    to_put.push_back(change);
    known.push_back(change);
    has_changed = true;
  }
  return has_changed;
}

}  // namespace

namespace {

/// Writes the rows of a file as they are read, some hundred at a time: a file of any length is imported in the same memory.
class Writing {
 public:
  Writing(sql::Transaction& tx, Id<Org> org, const CrmMapping& mapping)
      : m_tx(tx),
        m_org(org),
        m_restates(!mapping.kinds.find("opportunities")->second.stage_dates.empty()),
        m_tells_products(mapping.kinds.find("opportunities")->second.columns.contains("product")),
        m_is_first(!has_opportunities(tx, org)),
        m_products("product", keys_of(read_stored_products(tx, org))),
        m_accounts("account", keys_of(read_stored_accounts(tx, org))),
        m_owners(tx, org, "opportunities", mapping.owner_system) {
    m_rows.reserve(rows_a_batch);
  }

  void take(FileRow<OpportunityRow>&& row) {
    m_rows.push_back(std::move(row));
    if (m_rows.size() == rows_a_batch) write();
  }

  /// More names than an organisation can have owners: the column is another one.
  [[nodiscard]] bool has_too_many_owners() const { return m_owners.missing() > most_unknown_owners; }

  imports::ImportReport finish(FileFindings file, const CrmMapping& mapping, Instant at) {
    write();
    add_findings(m_report, std::move(file), mapping, "opportunities");
    m_products.note(m_report);
    m_accounts.note(m_report);
    if (m_deleted > 0)
      m_report.notes.push_back(
          {.row = {}, .text = plural(m_deleted, "row is", "rows are") + " marked as deleted in the CRM: kept, and part of no figure."});
    m_owners.finish(m_report, at);
    return std::move(m_report);
  }

  static constexpr std::size_t most_unknown_owners = 100'000;

 private:
  void write() {
    std::unordered_map<std::string, Opportunity> known;
    ChangesByKey changes_of;
    if (!m_is_first) {
      std::vector<std::string> keys;
      for (const auto& [row, told] : m_rows) keys.push_back(told.opportunity.key);
      known = read_opportunities_of_keys(m_tx, m_org, keys);
      changes_of = read_changes_of_keys(m_tx, m_org, keys);
    }
    for (auto& [row, told] : m_rows) write_row(row, told, known, changes_of);
    put_opportunities(m_tx, m_org, m_to_put);
    put_changes(m_tx, m_org, m_changes_to_put);
    m_rows.clear();
    m_to_put.clear();
    m_changes_to_put.clear();
  }

  void write_row(std::int64_t row, OpportunityRow& told, const std::unordered_map<std::string, Opportunity>& known,
                 ChangesByKey& changes_of) {
    Opportunity& opportunity = told.opportunity;
    const auto found = known.find(opportunity.key);
    const bool is_new = found == known.end();
    const bool had_same_owner =
        !is_new && found->second.owner.system == opportunity.owner.system && found->second.owner.value == opportunity.owner.value;
    opportunity.owner.person = m_owners.person(opportunity.owner.value, had_same_owner ? found->second.owner.person : std::nullopt);
    if (m_tells_products) m_products.see(opportunity.product);
    m_accounts.see(opportunity.account);
    if (opportunity.is_deleted) ++m_deleted;
    const bool has_moved = m_is_first ? put_first(told.changes)
                                      : tell_changes(m_tx, m_org, told.changes, changes_of[opportunity.key], m_restates, m_changes_to_put);
    const bool is_same = !is_new && found->second == opportunity;
    if (is_same && !has_moved) {
      ++m_report.unchanged;
      return;
    }
    ++(is_new ? m_report.added : m_report.changed);
    if (m_report.changes.size() < imports::ImportReport::most_changes)
      m_report.note_change(row, is_new ? opportunity.key + ": new, " + opportunity.stage + ", " + opportunity.owner.value
                                       : difference(found->second, opportunity));
    if (!is_same) m_to_put.push_back(std::move(opportunity));
  }

  /// Where nothing is stored yet there is nothing to compare with; two entries of one row can still be the same.
  bool put_first(std::vector<StageChange>& told) {
    for (std::size_t i = 0; i < told.size(); ++i) {
      const bool is_told = std::any_of(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(i), [&](const StageChange& one) {
        return one.stage == told[i].stage && one.entered_at == told[i].entered_at;
      });
      if (!is_told) m_changes_to_put.push_back(told[i]);
    }
    return !told.empty();
  }

  sql::Transaction& m_tx;
  Id<Org> m_org;
  bool m_restates;
  bool m_tells_products;
  bool m_is_first;
  References m_products;
  References m_accounts;
  Owners m_owners;
  std::vector<FileRow<OpportunityRow>> m_rows;
  std::vector<Opportunity> m_to_put;
  std::vector<StageChange> m_changes_to_put;
  imports::ImportReport m_report;
  std::int64_t m_deleted = 0;
};

}  // namespace

Result<imports::ImportReport> OpportunityImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                       const imports::Upload& upload) const {
  const Id<Org> org = right.actor().org();
  const CrmMapping mapping = TRY(mapping_of(upload));
  const Zone zone = TRY(access().organisation(tx, org)).zone;
  Writing writing(tx, org, mapping);
  const auto in = upload.file.open();
  FileFindings found = TRY(each_opportunity(*in, mapping, zone, [&](FileRow<OpportunityRow>&& row) { writing.take(std::move(row)); }));
  imports::ImportReport report = writing.finish(std::move(found), mapping, access().clock().now());
  if (writing.has_too_many_owners())
    return expected_value("file", "owners that people answer to, or at most 100,000 whom nobody knows yet", "more in " + mapping.name);
  return report;
}

}  // namespace backbeat::crm
