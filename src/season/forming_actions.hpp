// Solving in the background: proposals are worked on one after the other by a thread of their own, say how far they are, can be stopped,
// and are said to have been cut off where the program ended under them.
#pragma once

#include "season/proposal.hpp"
#include "season/scene_actions.hpp"

#include "access/access_actions.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace backbeat::season {

class Forming {
 public:
  Forming(sql::Db& db, const access::Access& access, const Scenes& scenes);
  /// What is under way is cut off; it can be started again.
  ~Forming();
  Forming(const Forming&) = delete;
  Forming& operator=(const Forming&) = delete;

  /// This start of this program, among all that there were.
  [[nodiscard]] const std::string& run() const { return m_run; }
  void start(Id<Org> org, Id<CircleProposal> id);
  /// Its best so far is kept.
  void cancel(Id<CircleProposal> id);
  /// Until it has ended, but not longer than that. Who works for others does not hold their place meanwhile.
  void wait(Id<CircleProposal> id, std::chrono::milliseconds longest) const;
  /// Fills in how far a running one is; says of one that nobody works on that it was cut off.
  void judge(Proposal& proposal) const;

 private:
  struct Work {
    Id<Org> org;
    Id<CircleProposal> id;
    std::atomic<bool> is_cancelled = false;
    circle::Progress progress = {};  // under the mutex
  };
  void serve();
  void carry_out(Work& work);
  void solve(Work& work, Proposal proposal, const Scene& scene);
  void told(Work& work, const circle::Progress& progress, std::chrono::steady_clock::time_point& last_beat);
  [[nodiscard]] bool is_ending() const { return m_is_ending.load(); }

  sql::Db& m_db;
  const access::Access& m_access;
  const Scenes& m_scenes;
  std::string m_run;

  mutable std::mutex m_mutex;
  mutable std::condition_variable m_changed;
  std::deque<std::shared_ptr<Work>> m_queue;  // the first is worked on
  std::atomic<bool> m_is_ending = false;
  std::thread m_thread;  // begun with the first proposal
};

}  // namespace backbeat::season
