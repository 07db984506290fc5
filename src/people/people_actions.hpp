// The people of an organisation for other features to read, and the actions that change them.
#pragma once

#include "access/access_actions.hpp"
#include "imports/imports_actions.hpp"
#include "people/people.hpp"
#include "people/records.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backbeat::people {

struct TimeOffEntry;  // tag

// --- for other features: plain facts, without a check of who asks ---

/// Everybody who ever worked here, with all that was true of them when, ordered by id. Complete Members; 10,000 people in well under a
/// second.
[[nodiscard]] std::vector<Member> load_members(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::optional<Member> load_member(sql::Reader& reader, Id<Org> org, Id<Person> person);
[[nodiscard]] std::vector<Holiday> load_holidays(sql::Reader& reader, Id<Org> org);

/// All that was ever known of everybody and of holidays, each with the instant from which it was: what an earlier instant is derived from.
[[nodiscard]] Records load_records(sql::Reader& reader, Id<Org> org);

/// Who answers to `value` in `system`. A system that is "name" or ends in "_name" falls back to the person's own name where exactly one
/// person has it, "email" and "..._email" to their e-mail address. Case and blanks do not matter.
[[nodiscard]] std::optional<Id<Person>> find_by_identity(sql::Reader& reader, Id<Org> org, std::string_view system, std::string_view value);

/// The same for a whole file: reads the organisation's identities once.
class IdentityIndex {
 public:
  IdentityIndex(sql::Reader& reader, Id<Org> org, std::string_view system);
  [[nodiscard]] std::optional<Id<Person>> find(std::string_view value) const;

 private:
  std::string m_system;
  std::unordered_map<std::string, Id<Person>> m_by_key;
};

[[nodiscard]] std::optional<PersonRef> person_ref(sql::Reader& reader, Id<Org> org, Id<Person> person);
/// The names of everybody.
[[nodiscard]] std::unordered_map<Id<Person>, std::string> names(sql::Reader& reader, Id<Org> org);

// --- actions ---

/// How much of a person a viewer may see: name, role and manager; the record without time off and ids of other systems; all of it.
enum class Detail { directory, record, everything };

inline constexpr ErrorSpec time_off_overlaps{"time_off_overlaps", ErrorKind::conflict, "There is time off from {from} to {to} already."};
inline constexpr ErrorSpec email_taken{"email_taken", ErrorKind::conflict, "{found} is somebody else's address."};

struct DirectoryRow {
  Id<Person> id;
  std::string name;
  std::string job_role;  // of the assignment today, or the last one
  std::optional<PersonRef> manager;
  bool is_active = false;
  Detail detail = Detail::directory;  // what follows is empty for `directory`
  std::string email;
  std::string segment;
  std::string region;
  std::optional<LocalDate> hired;
  std::optional<LocalDate> left;
};

struct DirectoryQuery {
  std::string search;    // part of a name or e-mail address
  std::string job_role;  // exactly
  std::optional<bool> is_active;
  std::optional<std::pair<std::string, Id<Person>>> after;  // name key and id of the last row seen
  int limit = 50;
};

struct DirectoryPage {
  std::vector<DirectoryRow> rows;  // by name
  std::optional<std::pair<std::string, Id<Person>>> next;
};

struct TimeOffRow {
  Id<TimeOffEntry> id;
  TimeOff time_off;
};

struct PersonDetail {
  DirectoryRow row;
  Member member;                     // without time off and identities but for `everything`
  std::vector<TimeOffRow> time_off;  // the member's, with their ids
  std::unordered_map<Id<Person>, std::string> manager_names;
};

struct NewPerson {
  std::string name;
  std::string email;
  Zone zone;
  WorkingHours hours;  // unset: 09:00 to 17:30
  LocalDate hired;
  std::optional<LocalDate> left;
  std::optional<Id<Person>> manager;
  std::string job_role;
  std::string segment;
  std::string region;
  bool is_top_performer = false;
  std::vector<ExternalIdentity> identities;
};

struct Suggestion {
  PersonRef person;
  std::string reason;  // "same words in another order", "one letter differs"
};

struct UnmatchedRow {
  imports::UnmatchedName name;
  std::vector<Suggestion> suggestions;  // at most 3, best first
};

class People {
 public:
  People(sql::Db& db, const access::Access& access, std::vector<const imports::Importer*> importers = {});

  /// Everybody of the organisation may look people up: name, role, manager. E-mail, hire and leave dates need see_people or the chain.
  [[nodiscard]] Result<DirectoryPage> directory(const access::Actor& actor, const DirectoryQuery& query) const;
  /// errors::not_found where not even the record is the actor's to see.
  [[nodiscard]] Result<PersonDetail> person(const access::Actor& actor, Id<Person> person) const;

  /// Adds one person with their first assignment. For import_files.
  [[nodiscard]] Result<Id<Person>> add(const access::Actor& actor, const NewPerson& person) const;
  /// Ends what they do now and starts something else, from a day on. For import_files. Refuses a manager cycle.
  [[nodiscard]] Result<Done> assign(const access::Actor& actor, Id<Person> person, const Assignment& assignment) const;
  /// Their first day no longer here. For import_files.
  [[nodiscard]] Result<Done> leave(const access::Actor& actor, Id<Person> person, LocalDate first_day_gone) const;
  [[nodiscard]] Result<Done> certify(const access::Actor& actor, Id<Person> person, const Certification& certification) const;

  /// The person, those above them, and import_files.
  [[nodiscard]] Result<Id<TimeOffEntry>> add_time_off(const access::Actor& actor, Id<Person> person, const TimeOff& time_off) const;
  [[nodiscard]] Result<Done> remove_time_off(const access::Actor& actor, Id<Person> person, Id<TimeOffEntry> entry) const;

  /// For import_files.
  [[nodiscard]] Result<std::vector<UnmatchedRow>> unmatched(const access::Actor& actor) const;
  [[nodiscard]] Result<Done> match(const access::Actor& actor, std::string_view system, std::string_view value, Id<Person> person) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
  std::vector<const imports::Importer*> m_importers;
};

/// kind "roster": people, their managers and assignments. Mappings: backbeat, hr-dataset, maven-teams.
class RosterImporter final : public imports::Importer {
 public:
  explicit RosterImporter(const access::Access& access) : m_access(access) {}
  [[nodiscard]] std::string_view kind() const override { return "roster"; }
  [[nodiscard]] std::string_view label() const override { return "Roster"; }
  [[nodiscard]] std::vector<imports::Mapping> mappings() const override;
  [[nodiscard]] std::string_view mapping_text(std::string_view name) const override;
  [[nodiscard]] Result<imports::Mapping> read_mapping(std::string_view text) const override;
  [[nodiscard]] Result<imports::ImportReport> run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const override;
  /// "manager_name": everybody whose row named that manager reports to `person` from then on.
  void matched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person) const override;

 private:
  const access::Access& m_access;
};

/// kind "holidays": day, region, name.
class HolidayImporter final : public imports::Importer {
 public:
  explicit HolidayImporter(const access::Access& access) : m_access(access) {}
  [[nodiscard]] std::string_view kind() const override { return "holidays"; }
  [[nodiscard]] std::string_view label() const override { return "Holidays"; }
  [[nodiscard]] std::vector<imports::Mapping> mappings() const override;
  [[nodiscard]] Result<imports::ImportReport> run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const override;

 private:
  const access::Access& m_access;
};

}  // namespace backbeat::people
