// The facts of each organisation, loaded from the other features and kept until something changes, with the views derived from them. For
// other features' actions too:
//   const auto ledger = m_ledgers.of(reader, org);
//   cadence::Derivation derivation(*ledger, {.range = {first, last}, .as_of = now});
//   for (const cadence::Obligation& owed : derivation.obligations_of(rep)) ...
#pragma once

#include "access/access_actions.hpp"
#include "cadence/ledger.hpp"
#include "cadence/view.hpp"
#include "sql/sql.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace backbeat::cadence {

/// Everybody of an organisation as they are believed to be now, by id, and the versions of its playbook. Never changed once it is made: it
/// is the same object as long as nothing was said about anybody.
class Standing {
 public:
  Standing(std::vector<people::Member> members, std::vector<playbook::DatedPlaybook> playbooks);
  [[nodiscard]] const std::vector<people::Member>& members() const { return m_members; }
  [[nodiscard]] const people::Member* member(Id<Person> person) const;
  /// "" for a stranger.
  [[nodiscard]] const std::string& name_of(Id<Person> person) const;
  [[nodiscard]] people::PersonRef ref(Id<Person> person) const { return {.id = person, .name = name_of(person)}; }
  [[nodiscard]] const std::vector<playbook::DatedPlaybook>& playbooks() const { return m_playbooks; }
  [[nodiscard]] const playbook::Playbook& rules_on(LocalDate day) const { return playbook::in_force_on(m_playbooks, day).rules; }

 private:
  std::vector<people::Member> m_members;
  std::vector<playbook::DatedPlaybook> m_playbooks;
};

/// One state of an organisation's facts.
struct Snapshot {
  std::shared_ptr<const Ledger> ledger;
  std::shared_ptr<const Standing> standing;
};

/// Thread-safe; one for the program. After a change only what it touched is read and sorted again: sessions with new events; people and
/// rules when the change was of anything but conversations. Every fact has the instant from which it was known (people/records.hpp).
class Ledgers {
 public:
  explicit Ledgers(const access::Access& access) : m_access(access) {}

  /// The facts as the reader sees them, or as a later reader saw them already.
  [[nodiscard]] Snapshot snapshot(sql::Reader& reader, Id<Org> org);
  [[nodiscard]] std::shared_ptr<const Ledger> of(sql::Reader& reader, Id<Org> org) { return snapshot(reader, org).ledger; }

  /// view_of the facts as the reader sees them. What was derived for an instant is given again while nothing changes and no window opens or
  /// closes and no session's time comes; its as_of is then that earlier instant.
  [[nodiscard]] std::shared_ptr<const View> view(sql::Reader& reader, Id<Org> org, const ViewQuery& query);

  /// Everybody below the actor today, as access says, by id; asked once for each state of the people and each day.
  [[nodiscard]] std::shared_ptr<const std::vector<Id<Person>>> below(sql::Reader& reader, const access::Actor& actor);

 private:
  struct KeptView {
    ViewQuery query;
    std::shared_ptr<const Ledger> ledger;  // it was derived from
    std::shared_ptr<const View> view;
  };
  /// Replaced whole, by one that is complete: reading can fail at any statement.
  struct State {
    std::int64_t change_number = -1;
    std::int64_t last_sequence = 0;  // of the events that were seen
    Snapshot snapshot;
  };
  struct Kept {
    std::mutex mutex;
    State state;
    std::mutex views_mutex;
    std::vector<KeptView> views;               // the last asked for at the end
    std::shared_ptr<const Standing> below_in;  // whose chains these are, on that day
    LocalDate below_on;
    std::unordered_map<Id<Person>, std::shared_ptr<const std::vector<Id<Person>>>> below;
  };
  struct News;

  [[nodiscard]] std::shared_ptr<Kept> kept_of(Id<Org> org);
  [[nodiscard]] State renewed(sql::Reader& reader, Id<Org> org, const State& before, std::int64_t number) const;
  void load(sql::Reader& reader, Id<Org> org, State& state) const;
  [[nodiscard]] Facts people_and_rules(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks) const;
  [[nodiscard]] bool take_sessions(sql::Reader& reader, Id<Org> org, const News& news, State& state) const;

  const access::Access& m_access;
  std::mutex m_mutex;  // of the map; each organisation has one of its own
  std::unordered_map<Id<Org>, std::shared_ptr<Kept>> m_kept;
};

}  // namespace backbeat::cadence
