#include "season/proposal_actions.hpp"

#include "circle/reasons.hpp"
#include "season/proposal_store.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

using access::Right;

constexpr std::chrono::milliseconds first_moment{2'000};
constexpr std::size_t most_running = 4;
constexpr std::size_t reasons_shown = 50;
constexpr std::size_t most_moves = 200;
constexpr std::chrono::days earliest_publishing{14};

/// The plan as it is stored, for the people of today.
struct Loaded {
  std::shared_ptr<const Scene> scene;
  Placed placed;
};

Result<Loaded> load(sql::Reader& reader, const Scenes& scenes, Id<Org> org, const Proposal& proposal) {
  Loaded out;
  out.scene = TRY(scenes.of(reader, org, proposal.season, Purpose::forming));
  out.placed = placed(out.scene->pool, read_plan(reader, org, proposal.id));
  return out;
}

/// The rules that these circles break, as a refusal; nothing where they break none.
std::optional<Error> refusal_of(const Scene& scene, const std::vector<circle::Circle>& circles, const std::vector<std::string>& names) {
  std::vector<Error> causes;
  for (std::size_t at = 0; at < circles.size(); ++at)
    for (const Broken& broken : circles[at].members.empty() ? std::vector<Broken>() : broken_in(scene.ground, scene.pool, circles[at]))
      causes.push_back({.spec = &circle_rules_broken, .params = {{"circle", names[at]}, {"found", broken.words}}});
  if (causes.empty()) return std::nullopt;
  Error error = causes.front();
  if (causes.size() > 1) error.causes = std::move(causes);
  return error;
}

std::string names_of(const Scene& scene, const std::vector<Id<Person>>& people) {
  constexpr std::size_t most_named = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(people.size(), most_named); ++i) out += (i == 0 ? "" : ", ") + scene.name(people[i]);
  if (people.size() > most_named) out += " and " + std::to_string(people.size() - most_named) + " more";
  return out;
}

/// The rows of what is published.
std::vector<PublishedCircle> rows_of(sql::Transaction& tx, const Scene& scene, const circle::Plan& plan, Instant now) {
  const std::vector<std::string> names = names_of(scene.pool, plan.circles);
  const std::vector<std::optional<Slot>> slots = slots_of(scene.pool, plan.circles);
  const LocalDate from = std::max(scene.season.first, scene.today + std::chrono::days(1));
  std::vector<PublishedCircle> out;
  for (std::size_t at = 0; at < plan.circles.size(); ++at) {
    const circle::Circle& circle = plan.circles[at];
    if (!slots[at]) continue;  // no lawful circle is without one
    const LocalDate first = first_on(from, slots[at]->weekday);
    PublishedCircle row{.id = tx.new_id<PeerCircle>(),
                        .season = scene.season.id,
                        .name = names[at],
                        .form = circle.kind.form,
                        .held_by = scene.pool.held_by(circle.kind),
                        .slot = *slots[at],
                        .minutes = scene.pool.minutes_of(circle.kind),
                        .every_weeks = scene.pool.every_weeks,
                        .first = first,
                        .last = std::max(first, scene.season.last),
                        .created_at = now};
    for (const circle::RepIndex member : circle.members) row.members.push_back({.person = scene.pool.who[member], .joined_at = now});
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

void Proposals::wait(Id<CircleProposal> id) const {
  m_forming.wait(id, first_moment);
}

Result<Proposal> Proposals::find(sql::Reader& reader, const access::Actor& actor, Id<CircleProposal> id) const {
  auto proposal = read_proposal(reader, actor.org(), id);
  if (!proposal) return refuse(errors::not_found);
  m_forming.judge(*proposal);
  return *std::move(proposal);
}

Result<Id<CircleProposal>> Proposals::begin(const access::Actor& actor, Id<CircleSeason> id, Effort effort) const {
  const auto work = [&](sql::Transaction& tx) -> Result<Id<CircleProposal>> {
    const auto season = read_season(tx, actor.org(), id);
    if (!season) return refuse(errors::not_found);
    if (season->last < m_access.today(tx, actor.org())) return refuse(season_is_over, "", {{"found", season->last.text()}});
    std::size_t running = 0;
    for (Proposal& other : read_proposals(tx, actor.org(), id)) {
      m_forming.judge(other);
      running += other.state == ProposalState::running ? 1 : 0;
    }
    if (running >= most_running) return refuse(too_many_running, "", {{"found", std::to_string(running)}});
    const Instant now = m_access.clock().now();
    Proposal proposal{.id = tx.new_id<CircleProposal>(),
                      .season = id,
                      .number = next_number(tx, actor.org(), id),
                      .effort = effort,
                      .started_at = now,
                      .started_by = actor.user(),
                      .run = m_forming.run(),
                      .beat_at = now};
    if (proposal.effort.seed == 0) proposal.effort.seed = proposal.number;
    insert_proposal(tx, actor.org(), proposal);
    record(tx, actor, proposal_stream, proposal.id.value(), "started", Fields().add("season", id.text()).add("seed", proposal.effort.seed),
           now);
    return proposal.id;
  };
  const auto begun = m_db.write(work);
  if (!begun) return begun;
  m_forming.start(actor.org(), *begun);
  wait(*begun);
  return begun;
}

Result<Id<CircleProposal>> Proposals::start(const access::Actor& actor, Id<CircleSeason> season, Effort effort) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return begin(actor, season, effort);
}

Result<Id<CircleProposal>> Proposals::restart(const access::Actor& actor, Id<CircleProposal> id) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  const Proposal before = TRY(m_db.read([&](sql::Reader& reader) { return find(reader, actor, id); }));
  if (before.state != ProposalState::cut_off && before.state != ProposalState::failed) return refuse(proposal_not_cut_off);
  return begin(actor, before.season, before.effort);
}

Result<Done> Proposals::cancel(const access::Actor& actor, Id<CircleProposal> id) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  const auto asked = m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const Proposal proposal = TRY(find(tx, actor, id));
    if (proposal.state != ProposalState::running) return refuse(proposal_not_running);
    ask_to_cancel(tx, actor.org(), id);
    record(tx, actor, proposal_stream, id.value(), "cancel_asked", {}, m_access.clock().now());
    return Done{};
  });
  if (!asked) return asked;
  m_forming.cancel(id);
  wait(id);
  return Done{};
}

Result<ProposalView> Proposals::proposal(const access::Actor& actor, Id<CircleProposal> id, std::size_t from, std::size_t limit,
                                         std::string_view search) const {
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<ProposalView> {
    ProposalView view;
    view.row.proposal = TRY(find(reader, actor, id));
    const Proposal& proposal = view.row.proposal;
    view.row.started_by = read_user_name(reader, actor.org(), proposal.started_by);
    if (!proposal.has_plan()) return view;
    Loaded loaded = TRY(load(reader, m_scenes, actor.org(), proposal));
    view.scene = loaded.scene;
    const Pool& pool = view.scene->pool;
    view.row.is_published = view.scene->season.published == id;
    view.plan = std::move(loaded.placed.plan);
    view.outsiders = std::move(loaded.placed.outsiders);
    view.have_facts_changed = fingerprint(pool.organisation) != proposal.outcome.facts;
    view.names = names_of(pool, view.plan.circles);
    view.slots = slots_of(pool, view.plan.circles);
    view.found = circles_with(pool, view.plan, view.names, search);
    view.from = std::min(from, view.found.size());
    view.until = std::min(view.found.size(), view.from + limit);
    const std::vector<circle::RepIndex> waiting = waiting_with(pool, view.plan, search);
    const std::span<const circle::RepIndex> shown = std::span(waiting).first(std::min(waiting.size(), reasons_shown));
    view.reasons = circle::reasons(view.scene->ground, view.plan, shown);
    view.remarks = circle::remarks(view.scene->ground, view.plan);
    view.remarks.insert(view.remarks.end(), pool.remarks.begin(), pool.remarks.end());
    return view;
  });
}

Result<Trial> Proposals::attempt(const access::Actor& actor, Id<CircleProposal> id, const std::vector<Move>& moves) const {
  TRY(m_access.entitled<Right::run_circles>(actor));
  if (moves.size() > most_moves) return expected_value("moves", "at most " + std::to_string(most_moves), std::to_string(moves.size()));
  return m_db.read([&](sql::Reader& reader) -> Result<Trial> {
    const Proposal proposal = TRY(find(reader, actor, id));
    if (!proposal.has_plan()) return refuse(proposal_not_done);
    const Loaded loaded = TRY(load(reader, m_scenes, actor.org(), proposal));
    Trial out;
    out.scene = loaded.scene;
    const circle::Ground& ground = out.scene->ground;
    out.before = ground.score(closed(loaded.placed.plan));
    out.edited = TRY(season::edit(ground, out.scene->pool, loaded.placed.plan, moves));
    out.after = ground.score(closed(out.edited.plan));
    out.names = names_of(out.scene->pool, out.edited.plan.circles);
    out.slots = slots_of(out.scene->pool, out.edited.plan.circles);
    return out;
  });
}

Result<PlacesView> Proposals::places(const access::Actor& actor, Id<CircleProposal> id, const PlacesQuery& query) const {
  TRY(m_access.entitled<Right::run_circles>(actor));
  if (query.moves.size() > most_moves)
    return expected_value("moves", "at most " + std::to_string(most_moves), std::to_string(query.moves.size()));
  return m_db.read([&](sql::Reader& reader) -> Result<PlacesView> {
    const Proposal proposal = TRY(find(reader, actor, id));
    if (!proposal.has_plan()) return refuse(proposal_not_done);
    const Loaded loaded = TRY(load(reader, m_scenes, actor.org(), proposal));
    PlacesView out;
    out.scene = loaded.scene;
    const Pool& pool = out.scene->pool;
    if (!pool.at.contains(query.person)) return expected_value("person_id", "somebody who is in this season", query.person.text());
    Edited edited = TRY(season::edit(out.scene->ground, pool, loaded.placed.plan, query.moves));
    out.plan = std::move(edited.plan);
    out.names = names_of(pool, out.plan.circles);
    out.slots = slots_of(pool, out.plan.circles);
    out.places = places_for(out.scene->ground, pool, out.plan, query.person);
    const std::vector<std::size_t> sought = circles_with(pool, out.plan, out.names, query.search);
    std::erase_if(out.places, [&](const Place& place) { return !std::ranges::binary_search(sought, place.at); });
    out.found = out.places.size();
    if (out.places.size() > query.limit) out.places.resize(query.limit);
    return out;
  });
}

Result<Done> Proposals::edit(const access::Actor& actor, Id<CircleProposal> id, const std::vector<Move>& moves,
                             std::int64_t version) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  if (moves.empty() || moves.size() > most_moves)
    return expected_value("moves", "1 to " + std::to_string(most_moves), std::to_string(moves.size()));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    Proposal proposal = TRY(find(tx, actor, id));
    if (!proposal.has_plan()) return refuse(proposal_not_done);
    if (proposal.version != version) return refuse(errors::version_changed);
    Loaded loaded = TRY(load(tx, m_scenes, actor.org(), proposal));
    const Scene& scene = *loaded.scene;
    if (scene.season.published == id) return refuse(proposal_is_published);
    const Edited changed = TRY(season::edit(scene.ground, scene.pool, loaded.placed.plan, moves));
    const std::vector<std::string> all_names = names_of(scene.pool, changed.plan.circles);
    std::vector<circle::Circle> touched;
    std::vector<std::string> names;
    for (const std::size_t at : changed.touched) {
      touched.push_back(changed.plan.circles[at]);
      names.push_back(all_names[at]);
    }
    if (auto refusal = refusal_of(scene, touched, names)) return std::unexpected(*std::move(refusal));
    const circle::Plan plan = closed(changed.plan);
    proposal.outcome = edited(proposal.outcome, scene.pool, plan, scene.ground.score(plan));
    proposal.is_edited = true;
    write_plan(tx, actor.org(), id, named(scene.pool, plan));
    update_proposal(tx, actor.org(), proposal);
    record(tx, actor, proposal_stream, id.value(), "edited",
           Fields().add("moves", std::ssize(moves)).add("cost", proposal.outcome.score.cost.total()), m_access.clock().now());
    return Done{};
  });
}

Result<Id<CircleSeason>> Proposals::publish(const access::Actor& actor, Id<CircleProposal> id, std::int64_t version) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  // Put together before the door for writes is taken: it is found again there.
  m_db.read([&](sql::Reader& reader) {
    const auto proposal = read_proposal(reader, actor.org(), id);
    if (proposal) static_cast<void>(m_scenes.of(reader, actor.org(), proposal->season, Purpose::forming));
  });
  std::vector<Id<PeerCircle>> fresh;
  auto published = m_db.write([&](sql::Transaction& tx) -> Result<Id<CircleSeason>> {
    const Proposal proposal = TRY(find(tx, actor, id));
    if (!proposal.has_plan()) return refuse(proposal_not_done);
    if (proposal.version != version) return refuse(errors::version_changed);
    const Loaded loaded = TRY(load(tx, m_scenes, actor.org(), proposal));
    const Scene& scene = *loaded.scene;
    Season season = scene.season;
    if (season.published == id) return refuse(proposal_is_published);
    if (season.last < scene.today) return refuse(season_is_over, "", {{"found", season.last.text()}});
    if (scene.today < season.first - earliest_publishing)
      return refuse(season_too_early, "", {{"expected", (season.first - earliest_publishing).text()}});
    if (!loaded.placed.outsiders.empty()) return refuse(people_not_in, "", {{"found", names_of(scene, loaded.placed.outsiders)}});
    const circle::Plan plan = closed(loaded.placed.plan);
    if (plan.circles.empty()) return refuse(nothing_to_publish);
    if (auto refusal = refusal_of(scene, plan.circles, names_of(scene.pool, plan.circles))) return std::unexpected(*std::move(refusal));
    const Instant now = m_access.clock().now();
    const std::vector<PublishedCircle> circles = rows_of(tx, scene, plan, now);
    std::size_t members = 0;
    fresh.clear();
    for (const PublishedCircle& one : circles) {
      members += one.members.size();
      fresh.push_back(one.id);
    }
    const std::int64_t ended = end_all_circles(tx, actor.org(), "remix", now);
    insert_circles(tx, actor.org(), circles);
    season.published_at = now;
    season.published = id;
    season.published_by = actor.user();
    update_season(tx, actor.org(), season);
    record(tx, actor, season_stream, season.id.value(), "published",
           Fields()
               .add("proposal", id.text())
               .add("circles", std::ssize(circles))
               .add("members", static_cast<std::int64_t>(members))
               .add("ended", ended),
           now);
    return season.id;
  });
  if (published && m_tell) m_tell(actor.org(), fresh);
  return published;
}

}  // namespace backbeat::season
