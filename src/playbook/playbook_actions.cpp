#include "playbook/playbook_actions.hpp"

#include "audit/audit_actions.hpp"
#include "base/text.hpp"
#include "crypto/sha256.hpp"
#include "playbook/playbook_file.hpp"
#include "playbook/playbook_store.hpp"

#include <mutex>
#include <unordered_map>

namespace backbeat::playbook {
namespace {

std::string digest_of(std::string_view text) {
  return crypto::sha256_hex(text);
}

/// What was read before, by what it was read from: a version never changes, and every page asks for all of them.
template <class Value>
class ReadBefore {
 public:
  [[nodiscard]] std::shared_ptr<const Value> find(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_values.find(key);
    return found == m_values.end() ? nullptr : found->second;
  }
  std::shared_ptr<const Value> keep(const std::string& key, Value value) {
    auto shared = std::make_shared<const Value>(std::move(value));
    const std::lock_guard lock(m_mutex);
    if (m_values.size() >= most) m_values.clear();
    m_values.insert_or_assign(key, shared);
    return shared;
  }

 private:
  static constexpr std::size_t most = 1'000;  // versions of all organisations; a playbook is some tens of KiB
  std::mutex m_mutex;
  std::unordered_map<std::string, std::shared_ptr<const Value>> m_values;
};

/// The rules of a stored text. It was checked when it was published; one that no longer reads is a fault of the database or of the program.
DatedPlaybook dated(sql::Reader& reader, Id<Org> org, const VersionText& version) {
  static ReadBefore<Playbook> read_before;
  auto rules = read_before.find(version.sha256);
  if (!rules) {
    const auto stored = read_version_text(reader, org, version.id);
    Reading reading = read(stored ? std::string_view(stored->text) : std::string_view());
    if (!reading.rules)
      throw sql::Failure(sql::Failure::Kind::broken, "playbook version " + version.id.text() + " cannot be read: line " +
                                                         std::to_string(reading.problems.front().line) + ", expected " +
                                                         reading.problems.front().expected);
    rules = read_before.keep(version.sha256, std::move(*reading.rules));
  }
  return {.id = version.id, .effective_from = version.effective_from, .rules = *rules, .published_at = version.published_at};
}

Result<Playbook> read_or_refuse(std::string_view text) {
  Reading reading = read(text);
  if (reading.rules) return std::move(*reading.rules);
  std::vector<Error> causes;
  for (const auto& problem : reading.problems)
    causes.push_back({.spec = &playbook_problem,
                      .field = "text",
                      .params = {{"line", std::to_string(problem.line)},
                                 {"column", std::to_string(problem.column)},
                                 {"path", problem.path.empty() ? "the text" : problem.path},
                                 {"expected", problem.expected},
                                 {"found", problem.found}}});
  return refuse_all(std::move(causes));
}

Result<Id<PlaybookVersion>> add_version(sql::Transaction& tx, Id<Org> org, VersionRow row, std::string_view text, Id<User> by) {
  if (is_day_taken(tx, org, row.effective_from)) return refuse(day_taken, "effective_from", {{"found", row.effective_from.text()}});
  row.id = tx.new_id<PlaybookVersion>();
  row.sha256 = digest_of(text);
  insert_version(tx, org, row, text);
  audit::record(tx, org,
                {.stream = {.kind = "playbook", .id = row.id.value()},
                 .kind = "published",
                 .at = row.published_at,
                 .actor = by,
                 .fields = Fields().add("name", row.name).add("effective_from", row.effective_from.text()).add("sha256", row.sha256),
                 .text = {}});
  return row.id;
}

}  // namespace

Versions load_versions(sql::Reader& reader, Id<Org> org) {
  static ReadBefore<std::vector<DatedPlaybook>> read_before;
  const auto versions = read_versions_without_text(reader, org);
  std::string key = org.text();
  for (const auto& version : versions) key += "," + version.id.text() + ":" + version.effective_from.text() + ":" + version.sha256;
  if (auto found = read_before.find(key)) return Versions(std::move(found));
  std::vector<DatedPlaybook> out;
  for (const auto& version : versions) out.push_back(dated(reader, org, version));
  return Versions(read_before.keep(key, std::move(out)));
}

Result<DatedPlaybook> load_in_force(sql::Reader& reader, Id<Org> org, LocalDate day) {
  const auto version = read_version_on(reader, org, day);
  if (!version) return refuse(errors::not_found);
  return dated(reader, org, *version);
}

Result<Id<PlaybookVersion>> install_default(sql::Transaction& tx, Id<Org> org, std::string_view text, LocalDate effective_from,
                                            Instant at) {
  const Playbook rules = TRY(read_or_refuse(text));
  return add_version(tx, org,
                     {.id = {},
                      .name = rules.name,
                      .effective_from = effective_from,
                      .published_at = at,
                      .published_by = {},
                      .published_by_name = {},
                      .note = "Installed with the organisation",
                      .sha256 = {}},
                     text, {});
}

Result<Id<PlaybookVersion>> install_default(sql::Transaction& tx, Id<Org> org, LocalDate effective_from, Instant at) {
  return install_default(tx, org, default_text(), effective_from, at);
}

Checked check(std::string_view text) {
  Reading reading = read(text);
  return {.rules = std::move(reading.rules), .problems = std::move(reading.problems)};
}

Result<DatedPlaybook> Playbooks::in_force(const access::Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) { return load_in_force(reader, actor.org(), m_access.today(reader, actor.org())); });
}

Result<std::vector<Version>> Playbooks::history(const access::Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<Version>> {
    const auto running = read_version_on(reader, actor.org(), m_access.today(reader, actor.org()));
    std::vector<Version> out;
    for (auto& row : read_version_rows(reader, actor.org()))
      out.push_back({.id = row.id,
                     .name = std::move(row.name),
                     .effective_from = row.effective_from,
                     .published_at = row.published_at,
                     .published_by = row.published_by,
                     .published_by_name = std::move(row.published_by_name),
                     .note = std::move(row.note),
                     .sha256 = std::move(row.sha256),
                     .is_in_force = running && running->id == row.id});
    return out;
  });
}

Result<std::string> Playbooks::text(const access::Actor& actor, Id<PlaybookVersion> version) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::string> {
    auto found = read_version_text(reader, actor.org(), version);
    if (!found) return refuse(errors::not_found);
    return std::move(found->text);
  });
}

Result<Id<PlaybookVersion>> Playbooks::publish(const access::Actor& actor, std::string_view text, LocalDate effective_from,
                                               std::string_view note) const {
  TRY(m_access.entitled<access::Right::publish_playbook>(actor));
  TRY(access::may_change(actor));
  constexpr std::size_t longest_note = 500;
  if (!is_utf8(note) || length_of(note) > longest_note) return expected_value("note", "at most 500 characters", "more");
  const Playbook rules = TRY(read_or_refuse(text));
  return m_db.write([&](sql::Transaction& tx) -> Result<Id<PlaybookVersion>> {
    const LocalDate today = m_access.today(tx, actor.org());
    if (effective_from < today)
      return refuse(before_today, "effective_from", {{"expected", today.text()}, {"found", effective_from.text()}});
    return add_version(tx, actor.org(),
                       {.id = {},
                        .name = rules.name,
                        .effective_from = effective_from,
                        .published_at = m_access.clock().now(),
                        .published_by = actor.person().is_set() ? std::optional(actor.person()) : std::nullopt,
                        .published_by_name = {},
                        .note = std::string(note),
                        .sha256 = {}},
                       text, actor.user());
  });
}

}  // namespace backbeat::playbook
