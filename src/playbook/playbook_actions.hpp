// Publishing the playbook and reading the one in force. What was published stays; a broken text changes nothing.
#pragma once

#include "access/access_actions.hpp"
#include "playbook/playbook.hpp"
#include "playbook/playbook_differences.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::playbook {

inline constexpr ErrorSpec playbook_problem{"playbook_problem", ErrorKind::invalid,
                                            "Line {line}, column {column}: {path}: expected {expected}, found {found}."};
inline constexpr ErrorSpec before_today{"before_today", ErrorKind::invalid,
                                        "A playbook takes effect on {expected} or later, not on {found}: what was owed stays as it was."};
inline constexpr ErrorSpec day_taken{"day_taken", ErrorKind::conflict, "Another version takes effect on {found}. Choose another day."};

// --- for other features: plain rules, without a check of who asks ---

/// Every version of an organisation's playbook, by the day from which it holds, earliest first. It is shared, not copied: a playbook is
/// some tens of KiB, and every page reads it.
class Versions {
 public:
  explicit Versions(std::shared_ptr<const std::vector<DatedPlaybook>> all) : m_all(std::move(all)) {}
  // Implicit: whoever takes versions need not know whether they are shared.
  operator const std::vector<DatedPlaybook>&() const { return *m_all; }
  [[nodiscard]] std::size_t size() const { return m_all->size(); }
  [[nodiscard]] bool empty() const { return m_all->empty(); }

 private:
  std::shared_ptr<const std::vector<DatedPlaybook>> m_all;
};

/// Never empty once the default was installed.
[[nodiscard]] Versions load_versions(sql::Reader& reader, Id<Org> org);
/// The version in force on a day; errors::not_found for an organisation without any.
[[nodiscard]] Result<DatedPlaybook> load_in_force(sql::Reader& reader, Id<Org> org, LocalDate day);

/// The first version of a new organisation, which may hold from any day. Refuses a broken text and a second first.
Result<Id<PlaybookVersion>> install_default(sql::Transaction& tx, Id<Org> org, std::string_view text, LocalDate effective_from, Instant at);
/// The same with the default that ships.
Result<Id<PlaybookVersion>> install_default(sql::Transaction& tx, Id<Org> org, LocalDate effective_from, Instant at);

/// Rules, or every problem; exactly one of the two. For the API and the command line, which may not read files themselves.
struct Checked {
  std::optional<Playbook> rules;
  std::vector<Problem> problems;
};
[[nodiscard]] Checked check(std::string_view text);

// --- actions ---

struct Version {
  Id<PlaybookVersion> id;
  std::string name;
  LocalDate effective_from;
  Instant published_at;
  std::optional<Id<Person>> published_by;  // absent: installed with the organisation, or from the command line
  std::string published_by_name;
  std::string note;
  std::string sha256;
  bool is_in_force = false;  // today
};

class Playbooks {
 public:
  Playbooks(sql::Db& db, const access::Access& access) : m_db(db), m_access(access) {}

  /// The playbook is everybody's: anybody of the organisation reads it and its history.
  [[nodiscard]] Result<DatedPlaybook> in_force(const access::Actor& actor) const;
  /// Latest first.
  [[nodiscard]] Result<std::vector<Version>> history(const access::Actor& actor) const;
  /// As it was written.
  [[nodiscard]] Result<std::string> text(const access::Actor& actor, Id<PlaybookVersion> version) const;

  /// For publish_playbook. Refuses a broken text with all its problems, a day before today (the organisation's) and a day on which
  /// another version takes effect. In force from that day on; until then, and after a refusal, the running version is.
  [[nodiscard]] Result<Id<PlaybookVersion>> publish(const access::Actor& actor, std::string_view text, LocalDate effective_from,
                                                    std::string_view note) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
};

}  // namespace backbeat::playbook
