#include "crm/crm_actions_report.hpp"

#include "base/text.hpp"

namespace backbeat::crm {

std::string lower(std::string_view text) {
  return lower_ascii(text);
}

std::string text_of(Cents amount) {
  std::string out = std::to_string(amount / 100);
  const Cents rest = amount % 100;
  if (rest != 0) out += (rest < 10 ? ".0" : ".") + std::to_string(rest);
  return out;
}

void add_findings(imports::ImportReport& report, FileFindings file, const CrmMapping& mapping, std::string_view kind) {
  report.mapping = imports::understood(offered(mapping, kind), file.header);
  report.rows = file.rows;
  for (auto& rejected : file.rejected) report.reject(std::move(rejected));
  report.rejected_total += file.rejected_total - static_cast<std::int64_t>(file.rejected.size());
  const auto listed = static_cast<std::int64_t>(file.notes.size());
  report.notes.insert(report.notes.begin(), std::make_move_iterator(file.notes.begin()), std::make_move_iterator(file.notes.end()));
  if (file.notes_total > listed)
    report.notes.insert(report.notes.begin() + listed,
                        {.row = {}, .text = std::to_string(file.notes_total - listed) + " more rows have a note like these."});
}

imports::ImportReport report_of(const FileFindings& file, const CrmMapping& mapping, std::string_view kind) {
  imports::ImportReport report;
  add_findings(report, file, mapping, kind);
  return report;
}

Owners::Owners(sql::Transaction& tx, Id<Org> org, std::string_view kind, std::string system)
    : m_tx(tx), m_org(org), m_kind(kind), m_system(std::move(system)), m_index(tx, org, m_system) {}

std::optional<Id<Person>> Owners::person(const std::string& value, std::optional<Id<Person>> known) {
  const auto [entry, is_new] = m_found.try_emplace(value);
  if (is_new) entry->second = m_index.find(value);
  if (entry->second) return entry->second;
  if (!known) ++m_missing[value];
  return known;
}

void Owners::finish(imports::ImportReport& report, Instant at) {
  for (const auto& [value, rows] : m_missing) {
    report.unmatched.push_back({.value = value, .rows = rows});
    imports::note_unmatched(m_tx, m_org, m_kind, m_system, value, rows, at);
  }
  for (const auto& name : imports::unmatched_names(m_tx, m_org))
    if (name.source == m_kind && name.system == m_system && m_found.contains(name.value) && !m_missing.contains(name.value))
      imports::note_unmatched(m_tx, m_org, m_kind, m_system, name.value, 0, at);
}

}  // namespace backbeat::crm
