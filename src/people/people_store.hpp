// People, their history, holidays and time off as they are stored.
#pragma once

#include "people/people.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace backbeat::people {

struct TimeOffEntry;

[[nodiscard]] std::string_view name_of(TimeOffReason reason);
[[nodiscard]] Result<TimeOffReason> time_off_reason_from(std::string_view name);
[[nodiscard]] std::string_view name_of(CertificationKind kind);

[[nodiscard]] std::vector<Member> read_members(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::optional<Member> read_member(sql::Reader& reader, Id<Org> org, Id<Person> person);
[[nodiscard]] std::vector<Holiday> read_all_holidays(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::unordered_map<Id<Person>, std::string> read_names(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::optional<PersonRef> read_person_ref(sql::Reader& reader, Id<Org> org, Id<Person> person);

[[nodiscard]] std::optional<Id<Person>> read_identity(sql::Reader& reader, Id<Org> org, std::string_view system, std::string_view key);
/// All values of a system: key and whose it is.
[[nodiscard]] std::vector<std::pair<std::string, Id<Person>>> read_identities(sql::Reader& reader, Id<Org> org, std::string_view system);
[[nodiscard]] std::vector<std::pair<std::string, Id<Person>>> read_name_keys(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<std::pair<std::string, Id<Person>>> read_emails(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<Id<Person>> read_by_name_key(sql::Reader& reader, Id<Org> org, std::string_view key);
[[nodiscard]] std::optional<Id<Person>> read_by_email(sql::Reader& reader, Id<Org> org, std::string_view email);

/// Inserts somebody, or writes what is different from `before`. Assignments may name people who are inserted later in the transaction only
/// after those are: write all people first, then their assignments. `before` must be what is stored. What is replaced is kept with `now`.
void write_person(sql::Transaction& tx, Id<Org> org, const Member& after, const Member* before, Instant now);
void write_history(sql::Transaction& tx, Id<Org> org, const Member& after, const Member* before, Instant now);
/// The same of everybody who is new, many a statement. No two of them may have an identity in common.
void insert_people(sql::Transaction& tx, Id<Org> org, std::span<const Member* const> people, Instant now);
void insert_histories(sql::Transaction& tx, Id<Org> org, std::span<const Member* const> people, Instant now);
void insert_identity(sql::Transaction& tx, Id<Org> org, Id<Person> person, const ExternalIdentity& identity);
void insert_certification(sql::Transaction& tx, Id<Org> org, Id<Person> person, const Certification& certification);

struct StoredTimeOff {
  Id<TimeOffEntry> id;
  TimeOff time_off;
};
[[nodiscard]] std::vector<StoredTimeOff> read_time_off(sql::Reader& reader, Id<Org> org, Id<Person> person);
void insert_time_off(sql::Transaction& tx, Id<Org> org, Id<Person> person, Id<TimeOffEntry> id, const TimeOff& time_off, Instant now);
[[nodiscard]] bool delete_time_off(sql::Transaction& tx, Id<Org> org, Id<Person> person, Id<TimeOffEntry> id, Instant now);

enum class Upserted { added, changed, unchanged };
[[nodiscard]] Upserted upsert_holiday(sql::Transaction& tx, Id<Org> org, const Holiday& holiday, Instant now);

/// Who waits for a manager of that name (by name_key): the match gives them one.
void write_awaited_manager(sql::Transaction& tx, Id<Org> org, Id<Person> person, std::string_view value_key);
void delete_awaited_manager(sql::Transaction& tx, Id<Org> org, Id<Person> person);
[[nodiscard]] std::vector<Id<Person>> read_awaiting(sql::Reader& reader, Id<Org> org, std::string_view value_key);
/// Everybody whose manager is awaited.
[[nodiscard]] std::unordered_set<Id<Person>> read_all_awaiting(sql::Reader& reader, Id<Org> org);

struct DirectoryEntry {
  Id<Person> id;
  std::string name;
  std::string name_key;
  std::string email;
  std::string job_role;
  std::string segment;
  std::string region;
  std::optional<Id<Person>> manager;
  std::string manager_name;
  LocalDate hired;
  std::optional<LocalDate> left;
};
struct DirectoryFilter {
  std::string search;  // part of a name key or an address
  bool search_email = false;
  std::string job_role;
  std::optional<bool> is_active;
  std::string after_key;
  Id<Person> after;
  int limit = 50;
};
/// In the order of names, with the assignment of `today` or the last that began by then.
[[nodiscard]] std::vector<DirectoryEntry> read_directory(sql::Reader& reader, Id<Org> org, const DirectoryFilter& filter, LocalDate today);
[[nodiscard]] std::optional<DirectoryEntry> read_directory_entry(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate today);

}  // namespace backbeat::people
