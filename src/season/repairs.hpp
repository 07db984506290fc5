// Between seasons: somebody joins, leaves, changes managers or hours. What would mend it, as a proposal to say yes to.
#pragma once

#include "season/plans.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::season {

/// A circle that meets, as its rows say.
struct RunningCircle {
  Id<PeerCircle> id;
  std::string name;
  NamedCircle circle;
  Slot slot;
  int minutes = 60;
};

enum class RepairKind { joiner, leaver, broken };
[[nodiscard]] std::string_view name_of(RepairKind kind);

struct Repair {
  struct Change {
    std::optional<Id<PeerCircle>> circle = {};  // absent: a new one
    std::vector<Id<Person>> before = {};        // members as the rows say
    NamedCircle after = {};                     // no members: it ends
  };
  RepairKind kind = RepairKind::broken;
  std::optional<Id<Person>> person = {};      // the joiner
  std::optional<Id<PeerCircle>> circle = {};  // what is to be mended
  std::string why;
  std::vector<Change> changes = {};
  std::vector<Id<Person>> waits = {};  // who would wait then, and does not now
  std::int64_t cost_change = 0;
  bool moves_slot = false;  // members stay, and the hour has to change

  /// "join:<person>" or "mend:<circle>".
  [[nodiscard]] std::string key() const;
  /// Of what it would do: the same again only where nothing has changed meanwhile.
  [[nodiscard]] std::int64_t fingerprint() const;
};

struct Repairs {
  std::vector<Repair> found;  // what is broken first, then joiners who fit somewhere
  std::size_t not_tried = 0;  // who waits and was not looked at
};

using NameOf = std::function<std::string(Id<Person>)>;

/// At most `most` of them. Each stands for itself: after one was carried out the others are worked out anew.
[[nodiscard]] Repairs repairs(const circle::Ground& ground, const Pool& pool, const std::vector<RunningCircle>& running, const NameOf& name,
                              std::size_t most);
/// The one of that key; nothing where there is nothing to mend.
[[nodiscard]] std::optional<Repair> repair(const circle::Ground& ground, const Pool& pool, const std::vector<RunningCircle>& running,
                                           const NameOf& name, std::string_view key);

}  // namespace backbeat::season
