// Durable writes as the program makes them (an event of a conversation, with its text, appended to the hash chain), from N threads at the
// same time, against the same code with one commit for each write: `writes_bench FOLDER CLIENTS SECONDS ROUNDS`. The two take turns, and
// each round's pair of figures is printed as one line of JSON. FOLDER must be on a real disk.
#include "audit/audit_actions.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "sql/migrations.hpp"
#include "sql/open.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace backbeat;
using SteadyClock = std::chrono::steady_clock;

constexpr std::string_view insert_organisation =
    "INSERT INTO organisation (org_id, name, time_zone, fiscal_first_month, is_simulated, created_at) VALUES (1, 'Bench', 'UTC', 1, 0, 0)";

const std::string note(400, 'n');  // bytes of a written note

struct Round {
  double writes_per_second = 0;
  double writes_per_commit = 0;
};

enum class Commits { in_groups, one_each };

Round run(const std::string& file, int clients, double seconds, Commits commits) {
  const SystemClock clock;
  SystemRandom random;
  std::atomic<long> made_durable{0};
  std::atomic<long> groups{0};
  const auto db = sql::open_sqlite(file, {.clock = clock, .random = random, .on_commit = [&](std::size_t writes) {
                                            made_durable += static_cast<long>(writes);
                                            ++groups;
                                          }});
  if (!sql::migrate(*db, sql::embedded_migrations(), clock)) std::exit(1);
  if (!db->write([&](sql::Transaction& tx) -> Result<Done> {
        tx.change(insert_organisation);
        return Done{};
      }))
    std::exit(1);
  std::mutex door;  // held over a whole write, it leaves the writing thread nothing to group
  made_durable = groups = 0;
  std::atomic<bool> is_over{false};
  std::vector<std::thread> threads;
  const auto began = SteadyClock::now();
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      while (!is_over) {
        const auto write = [&] {
          return db->write([&](sql::Transaction& tx) -> Result<Done> {
            audit::record(tx, Id<Org>(1),
                          {.stream = {.kind = "session", .id = i + 1},
                           .kind = "note_written",
                           .at = clock.now(),
                           .actor = {},
                           .fields = {},
                           .text = note});
            return Done{};
          });
        };
        if (commits == Commits::one_each) {
          const std::lock_guard lock(door);
          if (!write()) std::exit(1);
        } else if (!write()) {
          std::exit(1);
        }
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  const double took = std::chrono::duration<double>(SteadyClock::now() - began).count();
  const long writes = made_durable;
  const long commits_made = groups;
  is_over = true;
  for (std::thread& thread : threads) thread.join();
  return {.writes_per_second = double(writes) / took, .writes_per_commit = double(writes) / double(std::max(1L, commits_made))};
}

}  // namespace

int main(int count, char** words) {
  if (count != 5) {
    std::fputs("usage: writes_bench FOLDER CLIENTS SECONDS ROUNDS\n", stderr);
    return 2;
  }
  const int clients = std::atoi(words[2]);
  const double seconds = std::atof(words[3]);
  for (int round = 0; round < std::atoi(words[4]); ++round) {
    const auto fresh = [&](const char* name) { return std::string(words[1]) + "/" + name + std::to_string(round) + ".db"; };
    const Round grouped = run(fresh("grouped"), clients, seconds, Commits::in_groups);
    const Round single = run(fresh("single"), clients, seconds, Commits::one_each);
    std::printf("{\"clients\": %d, \"grouped\": %.0f, \"writes_per_commit\": %.1f, \"one_each\": %.0f}\n", clients,
                grouped.writes_per_second, grouped.writes_per_commit, single.writes_per_second);
    std::fflush(stdout);
  }
  return 0;
}
