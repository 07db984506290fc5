#include "calls/calls_actions_sources.hpp"

#include "base/front.hpp"
#include "base/text.hpp"
#include "calls/calls_file.hpp"
#include "calls/calls_store.hpp"
#include "people/people_actions.hpp"
#include "people/people_actions_mail.hpp"
#include "sql/change_number.hpp"

#include <algorithm>
#include <istream>
#include <map>

namespace backbeat::calls {
namespace {

constexpr std::size_t longest_title = 254;

/// A call as an occurrence has it, or as one that is off.
Stored stored_of(const calendar::Occurrence& occurrence, const Domains& ours, std::string_view own_address) {
  Stored call{.origin = Origin::calendar,
              .source_key = occurrence.id.text(),
              .rep = occurrence.person,
              .starts = occurrence.starts,
              .ends = std::max(occurrence.starts, occurrence.ends),
              .title = std::string(front_of(occurrence.title, longest_title)),
              .is_cancelled = occurrence.is_all_day || occurrence.status == calendar::Status::cancelled};
  std::set<Attendee> attendees;
  for (const calendar::Attendee& attendee : occurrence.attendees) {
    if (!own_address.empty() && attendee.address == own_address && attendee.has_declined) call.is_cancelled = true;
    if (!domain_of(attendee.address).empty()) attendees.insert({.address = attendee.address, .name = attendee.name});
  }
  // Colleagues are not kept: whether they are on it is nobody's business here.
  call.attendees = outside_of({attendees.begin(), attendees.end()}, ours);
  if (call.attendees.empty()) call.is_cancelled = true;
  return call;
}

/// Stores what differs; what there is to tell of it.
std::optional<Change> keep(sql::Transaction& tx, Id<Org> org, std::optional<Stored> before, Stored call) {
  if (!before) {
    call.id = tx.new_id<CallEntry>();
    insert_call(tx, org, call);
  } else {
    call.id = before->id;
    if (call == *before) return std::nullopt;
    update_call(tx, org, call);
  }
  return change_between(before, call);
}

}  // namespace

void follow_calendar(sql::Transaction& tx, Id<Org> org, Id<Person> person, const std::vector<calendar::Change>& changes, Instant now,
                     const Listener& listener) {
  if (changes.empty()) return;
  const Domains ours = people::mail_domains(tx, org);
  const auto member = people::load_member(tx, org, person);
  const std::string own_address = member ? lower_ascii(member->email) : std::string();
  std::vector<Change> told;
  for (const calendar::Change& change : changes) {
    Stored call = stored_of(change.now, ours, own_address);
    auto before = find_by_source(tx, org, Origin::calendar, call.source_key);
    if (change.kind == calendar::ChangeKind::vanished) call.is_cancelled = true;
    if (!before && call.is_cancelled) continue;                                // it never was a call
    if (before && call.attendees.empty()) call.attendees = before->attendees;  // it stays the call it was, only off
    if (auto one = keep(tx, org, std::move(before), std::move(call))) told.push_back(*one);
  }
  sql::bump_change(tx, org);
  if (!told.empty() && listener) listener(tx, org, told, now);
}

std::vector<imports::Mapping> CallImporter::mappings() const {
  std::vector<imports::Mapping> out;
  for (const CallsMapping& mapping : shipped_calls_mappings()) out.push_back(offered(mapping));
  return out;
}

std::string_view CallImporter::mapping_text(std::string_view name) const {
  return shipped_mapping_text(name);
}

Result<imports::Mapping> CallImporter::read_mapping(std::string_view text) const {
  return offered(TRY(parse_calls_mapping(text)));
}

Result<CallsMapping> CallImporter::mapping_of(const imports::Upload& upload) const {
  if (!upload.mapping_text.empty()) return parse_calls_mapping(upload.mapping_text);
  return mapping_for(upload.mapping, *upload.file.open());
}

void CallImporter::tell(sql::Transaction& tx, Id<Org> org, const std::vector<Change>& changes, Instant at) const {
  if (!changes.empty() && m_listener) m_listener(tx, org, changes, at);
}

Result<imports::ImportReport> CallImporter::run(sql::Transaction& tx, const imports::ImportRight& right,
                                                const imports::Upload& upload) const {
  const Id<Org> org = right.actor().org();
  const CallsMapping mapping = TRY(mapping_of(upload));
  const Zone zone = TRY(m_access.organisation(tx, org)).zone;
  const people::IdentityIndex index(tx, org, mapping.owner_system);
  imports::ImportReport report;
  std::vector<Change> told;
  std::map<std::string, std::int64_t> missing;  // rows by what the file calls the rep
  std::set<std::string> found;
  const auto take = [&](FileCall&& row) {
    Stored& call = row.call;
    auto before = find_by_source(tx, org, Origin::file, call.source_key);
    call.rep = index.find(call.owner_value);
    if (call.rep)
      found.insert(call.owner_value);
    else if (before && before->owner_value == call.owner_value)
      call.rep = before->rep;  // somebody said who it is
    if (!call.rep) ++missing[call.owner_value];
    if (before) call.id = before->id;
    if (before && *before == call) {
      ++report.unchanged;
      return;
    }
    const bool is_new = !before;
    ++(is_new ? report.added : report.changed);
    report.note_change(row.row, call.source_key + (is_new ? ": new" : (call.is_cancelled ? ": cancelled" : ": changed")));
    if (auto one = keep(tx, org, std::move(before), std::move(call))) told.push_back(*one);
  };
  FileFindings file = TRY(each_call(*upload.file.open(), mapping, zone, take));
  report.mapping = imports::understood(offered(mapping), file.header);
  report.rows = file.rows;
  report.rejected = std::move(file.rejected);
  report.rejected_total = file.rejected_total;
  report.notes = std::move(file.notes);
  const Instant now = m_access.clock().now();
  for (const auto& [value, rows] : missing) {
    report.unmatched.push_back({.value = value, .rows = rows});
    imports::note_unmatched(tx, org, kind(), mapping.owner_system, value, rows, now);
  }
  for (const std::string& value : found) imports::note_unmatched(tx, org, kind(), mapping.owner_system, value, 0, now);
  tell(tx, org, told, now);
  return report;
}

void CallImporter::give(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person,
                        Instant at) const {
  const auto ids = calls_waiting_for(tx, org, system, value);
  if (ids.empty()) return;
  give_calls(tx, org, system, value, person);
  std::vector<Change> told;
  for (const Id<CallEntry> id : ids)
    if (const auto call = find_call(tx, org, id))
      if (auto one = change_between({}, *call)) told.push_back(*one);
  tell(tx, org, told, at);
}

void CallImporter::matched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person) const {
  give(tx, org, system, value, person, m_access.clock().now());
}

void CallImporter::after_any(sql::Transaction& tx, Id<Org> org, Instant at) const {
  std::map<std::string, people::IdentityIndex> index_of;
  for (const auto& [system, value] : waiting_names(tx, org)) {
    const auto person = index_of.try_emplace(system, tx, org, system).first->second.find(value);
    if (!person) continue;
    give(tx, org, system, value, *person, at);
    imports::forget_unmatched(tx, org, system, value);
  }
}

}  // namespace backbeat::calls
