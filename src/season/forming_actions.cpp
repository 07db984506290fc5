#include "season/forming_actions.hpp"

#include "audit/audit_actions.hpp"
#include "base/waiting.hpp"
#include "circle/solve.hpp"
#include "crypto/token.hpp"
#include "season/proposal_actions.hpp"
#include "season/proposal_store.hpp"

#include <algorithm>
#include <exception>

namespace backbeat::season {
namespace {

using Monotonic = std::chrono::steady_clock;

constexpr std::chrono::seconds between_beats{2};
// After so long without a word, whoever worked on it on another node is gone.
constexpr Duration beats_follow_within = std::chrono::seconds(60);

circle::Solution nobody_at_all(const circle::Ground& ground) {
  circle::Solution out;
  out.score = ground.score(out.plan);
  out.is_proven = true;
  return out;
}

}  // namespace

Forming::Forming(sql::Db& db, const access::Access& access, const Scenes& scenes)
    : m_db(db), m_access(access), m_scenes(scenes), m_run(crypto::random_token(access.random())) {}

Forming::~Forming() {
  {
    const std::lock_guard lock(m_mutex);
    m_is_ending = true;
  }
  m_changed.notify_all();
  if (m_thread.joinable()) m_thread.join();
}

void Forming::start(Id<Org> org, Id<CircleProposal> id) {
  auto work = std::make_shared<Work>();
  work->org = org;
  work->id = id;
  const std::lock_guard lock(m_mutex);
  m_queue.push_back(std::move(work));
  if (!m_thread.joinable()) m_thread = std::thread([this] { serve(); });
  m_changed.notify_all();
}

void Forming::cancel(Id<CircleProposal> id) {
  const std::lock_guard lock(m_mutex);
  for (const auto& work : m_queue)
    if (work->id == id) work->is_cancelled = true;
}

void Forming::wait(Id<CircleProposal> id, std::chrono::milliseconds longest) const {
  const Waiting waiting;
  std::unique_lock lock(m_mutex);
  m_changed.wait_for(lock, longest,
                     [&] { return is_ending() || std::ranges::none_of(m_queue, [&](const auto& work) { return work->id == id; }); });
}

void Forming::judge(Proposal& proposal) const {
  if (proposal.state != ProposalState::running) return;
  {
    const std::lock_guard lock(m_mutex);
    for (const auto& work : m_queue) {
      if (work->id != proposal.id) continue;
      proposal.progress = work->progress;
      return;
    }
  }
  const bool is_of_another_node =
      m_db.engine() == sql::Engine::postgres && proposal.run != m_run && m_access.clock().now() < proposal.beat_at + beats_follow_within;
  if (!is_of_another_node) proposal.state = ProposalState::cut_off;
}

void Forming::serve() {
  std::unique_lock lock(m_mutex);
  while (true) {
    m_changed.wait(lock, [&] { return is_ending() || !m_queue.empty(); });
    if (is_ending()) return;
    const std::shared_ptr<Work> work = m_queue.front();
    lock.unlock();
    carry_out(*work);
    lock.lock();
    m_queue.pop_front();
    m_changed.notify_all();
  }
}

void Forming::carry_out(Work& work) {
  std::optional<Proposal> proposal;
  try {
    std::shared_ptr<const Scene> scene;
    m_db.read([&](sql::Reader& reader) {
      proposal = read_proposal(reader, work.org, work.id);
      if (!proposal || proposal->state != ProposalState::running) return;
      if (auto found = m_scenes.of(reader, work.org, proposal->season, Purpose::forming)) scene = *found;
    });
    if (scene != nullptr) solve(work, *proposal, *scene);
  } catch (const std::exception&) {
    // The world failed under it (disk, memory): said of the proposal if that still can be.
    if (!proposal) return;
    proposal->state = ProposalState::failed;
    proposal->ended_at = m_access.clock().now();
    try {
      static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
        update_proposal(tx, work.org, *proposal);
        return Done{};
      }));
    } catch (const std::exception&) {  // then it is cut off, which is what whoever asks is told
    }
  }
}

void Forming::told(Work& work, const circle::Progress& progress, Monotonic::time_point& last_beat) {
  {
    const std::lock_guard lock(m_mutex);
    work.progress = progress;
  }
  if (Monotonic::now() - last_beat < between_beats) return;
  last_beat = Monotonic::now();
  const auto goes_on =
      m_db.write([&](sql::Transaction& tx) -> Result<bool> { return beat(tx, work.org, work.id, progress, m_access.clock().now()); });
  if (goes_on && !*goes_on) work.is_cancelled = true;
}

void Forming::solve(Work& work, Proposal proposal, const Scene& scene) {
  const auto began = Monotonic::now();
  auto last_beat = began;
  circle::Effort effort;
  effort.seed = static_cast<std::uint64_t>(proposal.effort.seed);
  effort.epochs = proposal.effort.epochs;
  effort.seconds = static_cast<double>(proposal.effort.seconds.value_or(usual_seconds(scene.pool.who.size())));
  effort.elapsed = [began] { return std::chrono::duration<double>(Monotonic::now() - began).count(); };
  effort.is_cancelled = [&] { return is_ending() || work.is_cancelled.load(); };
  effort.progress = [&](const circle::Progress& progress) { told(work, progress, last_beat); };
  effort.fresh_periods = scene.pool.fresh_periods;
  const circle::Solution solution = scene.pool.who.empty() ? nobody_at_all(scene.ground) : circle::solve(scene.pool.organisation, effort);
  if (is_ending()) return;
  const Instant now = m_access.clock().now();
  proposal.state = work.is_cancelled.load() ? ProposalState::cancelled : ProposalState::done;
  proposal.ended_at = now;
  proposal.outcome = outcome_of(scene.pool, solution);
  const NamedPlan plan = named(scene.pool, solution.plan);
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    update_proposal(tx, work.org, proposal);
    write_plan(tx, work.org, proposal.id, plan);
    audit::record(tx, work.org,
                  {.stream = {.kind = proposal_stream, .id = proposal.id.value()},
                   .kind = name_of(proposal.state),
                   .at = now,
                   .actor = proposal.started_by,
                   .fields = Fields().add("circles", proposal.outcome.circles).add("waiting", proposal.outcome.waiting),
                   .text = {}});
    return Done{};
  }));
}

}  // namespace backbeat::season
