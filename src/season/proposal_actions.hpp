// Proposals: started, looked at, compared, changed by hand, published.
#pragma once

#include "circle/reasons.hpp"
#include "season/edits.hpp"
#include "season/forming_actions.hpp"
#include "season/places.hpp"
#include "season/proposal.hpp"
#include "season/scene_actions.hpp"
#include "season/season_actions.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace backbeat::season {

inline constexpr std::string_view proposal_stream = "circle_proposal";

inline constexpr ErrorSpec proposal_not_done{"proposal_not_done", ErrorKind::conflict, "The solver has not finished with this one."};
inline constexpr ErrorSpec proposal_not_running{"proposal_not_running", ErrorKind::conflict, "The solver is not working on this one."};
inline constexpr ErrorSpec proposal_not_cut_off{"proposal_not_cut_off", ErrorKind::conflict,
                                                "This one was not cut off; form another one instead."};
inline constexpr ErrorSpec proposal_is_published{"proposal_is_published", ErrorKind::conflict,
                                                 "This one is published. Undo that first, or mend the circles."};
inline constexpr ErrorSpec circle_rules_broken{"circle_rules_broken", ErrorKind::conflict, "{circle}: {found}."};
inline constexpr ErrorSpec nothing_to_publish{"nothing_to_publish", ErrorKind::conflict, "There is no circle in this proposal."};
inline constexpr ErrorSpec people_not_in{"people_not_in", ErrorKind::conflict,
                                         "{found} can be in no circle any more. Move them out, or form another proposal."};
inline constexpr ErrorSpec season_too_early{
    "season_too_early", ErrorKind::conflict,
    "Publishing ends the circles that meet now. It can be done from {expected} on, two weeks before the season begins."};
inline constexpr ErrorSpec too_many_running{"too_many_running", ErrorKind::conflict,
                                            "{found} proposals of this season are being formed. Wait for one, or cancel it."};

struct ProposalRow {
  Proposal proposal;
  std::string started_by;
  bool is_published = false;
};

/// Who is where and why, a part of the circles at a time.
struct ProposalView {
  ProposalRow row;
  std::shared_ptr<const Scene> scene;
  bool have_facts_changed = false;
  std::vector<Id<Person>> outsiders;
  circle::Plan plan;                       // of people who can be in one today
  std::vector<std::string> names;          // of all circles
  std::vector<std::optional<Slot>> slots;  // of all circles
  std::vector<std::size_t> found;          // the circles that were sought, all of them where nothing was
  std::size_t from = 0;                    // of the found ones, those to be shown
  std::size_t until = 0;
  std::vector<circle::Reason> reasons;  // of the first who wait
  std::vector<std::string> remarks;
};

struct Trial {
  std::shared_ptr<const Scene> scene;
  circle::Score before;
  circle::Score after;
  Edited edited;
  std::vector<std::string> names;
  std::vector<std::optional<Slot>> slots;
};

/// Where somebody could go, the best first.
struct PlacesView {
  std::shared_ptr<const Scene> scene;
  circle::Plan plan;  // after the moves that were made
  std::vector<std::string> names;
  std::vector<std::optional<Slot>> slots;
  std::vector<Place> places;  // at most as many as were asked for
  std::size_t found = 0;
};
struct PlacesQuery {
  Id<Person> person;
  std::vector<Move> moves = {};
  std::string search = {};  // of a circle or of somebody in it
  std::size_t limit = 12;
};

/// Told of the circles that were published, once they are durable and before whoever published them is answered. Must not throw.
using TellPublished = std::function<void(Id<Org>, const std::vector<Id<PeerCircle>>&)>;

class Proposals {
 public:
  Proposals(sql::Db& db, const access::Access& access, const Scenes& scenes, TellPublished tell = {})
      : m_db(db), m_access(access), m_scenes(scenes), m_tell(std::move(tell)), m_forming(db, access, scenes) {}

  // All for run_circles.
  /// Starts the solver and waits a moment for it: few people are done by then.
  [[nodiscard]] Result<Id<CircleProposal>> start(const access::Actor& actor, Id<CircleSeason> season, Effort effort) const;
  /// The same again, as a new proposal, of one that was cut off or failed.
  [[nodiscard]] Result<Id<CircleProposal>> restart(const access::Actor& actor, Id<CircleProposal> id) const;
  [[nodiscard]] Result<Done> cancel(const access::Actor& actor, Id<CircleProposal> id) const;

  /// Circles from the `from`th (from 0), at most `limit`; the people's part is empty while the solver works. With `search`, of those alone
  /// that are called that or have somebody who is.
  [[nodiscard]] Result<ProposalView> proposal(const access::Actor& actor, Id<CircleProposal> id, std::size_t from, std::size_t limit,
                                              std::string_view search = {}) const;
  /// What these moves would do. Nothing is saved.
  [[nodiscard]] Result<Trial> attempt(const access::Actor& actor, Id<CircleProposal> id, const std::vector<Move>& moves) const;
  /// Where somebody could go after these moves, with what each place would cost and break.
  [[nodiscard]] Result<PlacesView> places(const access::Actor& actor, Id<CircleProposal> id, const PlacesQuery& query) const;
  /// The same, saved; refused while a circle that it changes would break a rule.
  [[nodiscard]] Result<Done> edit(const access::Actor& actor, Id<CircleProposal> id, const std::vector<Move>& moves,
                                  std::int64_t version) const;
  /// Its circles meet from the season's first day on; those there are end. Refused while any circle breaks a rule.
  [[nodiscard]] Result<Id<CircleSeason>> publish(const access::Actor& actor, Id<CircleProposal> id, std::int64_t version) const;

  /// Until the solver has done with it, but no longer than a moment.
  void wait(Id<CircleProposal> id) const;
  [[nodiscard]] Judge judge() const {
    return [this](Proposal& proposal) { m_forming.judge(proposal); };
  }

 private:
  [[nodiscard]] Result<Proposal> find(sql::Reader& reader, const access::Actor& actor, Id<CircleProposal> id) const;
  [[nodiscard]] Result<Id<CircleProposal>> begin(const access::Actor& actor, Id<CircleSeason> season, Effort effort) const;

  sql::Db& m_db;
  const access::Access& m_access;
  const Scenes& m_scenes;
  TellPublished m_tell;
  mutable Forming m_forming;
};

}  // namespace backbeat::season
