// An installation opened for use: its clock, its database brought to this program's schema, and the door of `access`. Commands and the
// server work on one of these.
#pragma once

#include "access/access_actions.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "crypto/sealing.hpp"
#include "server/settings.hpp"
#include "sql/open.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <optional>

namespace backbeat::server {

inline constexpr ErrorSpec no_organisation{
    "no_organisation", ErrorKind::conflict,
    "There is no organisation here yet. `backbeat init` makes one, `backbeat demo` a simulated one."};
inline constexpr ErrorSpec bad_key_file{"bad_key_file", ErrorKind::conflict, "{file} should hold 32 bytes and holds {found}."};
inline constexpr ErrorSpec sealing_key_missing{
    "sealing_key_missing", ErrorKind::unavailable,
    "The key file {file} is missing. What {circles} circles said is sealed with it and stays unreadable until it is put back; it is in no "
    "backup of the database. Everything else works."};
inline constexpr ErrorSpec cannot_make_sealing_key{
    "cannot_make_sealing_key", ErrorKind::unavailable,
    "The key file {file} is not there and cannot be made. Until it is, nothing is said in circles. Everything else works."};
inline constexpr ErrorSpec sealing_key_differs{
    "sealing_key_differs", ErrorKind::unavailable,
    "The key file {file} is another one than that of this database, under which {circles} circles are sealed. Put the right one back: all "
    "nodes of an installation share it. Everything else works."};

class Installation {
 public:
  /// Makes the data folder when it is not there, opens the database, applies missing migrations. Throws sql::Failure when the world fails.
  [[nodiscard]] static Result<std::unique_ptr<Installation>> open(const Settings& settings);

  [[nodiscard]] const Settings& settings() const { return m_settings; }
  [[nodiscard]] const Clock& clock() const { return m_clock; }
  [[nodiscard]] Random& random() { return m_random; }
  [[nodiscard]] sql::Db& db() { return *m_db; }
  [[nodiscard]] const access::Access& access() const { return m_access; }
  [[nodiscard]] access::Desk desk() { return {.db = *m_db, .access = m_access}; }
  /// Moves the clock of a simulated organisation, now and for later runs.
  void shift_clock(Id<Org> org, Duration by);

  /// The organisation commands work on: the only one, or the first.
  [[nodiscard]] Result<access::Organisation> organisation();
  /// The person at the command line, who has root over the installation.
  [[nodiscard]] Result<access::Actor> operator_();

  /// 32 bytes that sign what leaves the program and comes back; made at the first use, readable by its user alone.
  [[nodiscard]] Result<std::array<std::byte, 32>> key();

  /// The key under which what is said in circles is sealed, of the file that sealing_key_file names. Made where nothing was sealed yet;
  /// refused where it is missing or not the one. Safe from several threads, also within a write.
  [[nodiscard]] Result<crypto::SealingKey> sealing_key();
  /// The same, and the database notes which key it is: at the first start.
  [[nodiscard]] Result<Done> open_vault();

 private:
  Installation(const Settings& settings, std::unique_ptr<Clock> under);
  void read_clock_offset();

  Settings m_settings;
  SystemRandom m_random;
  std::unique_ptr<Clock> m_under;
  ShiftedClock m_clock;
  std::unique_ptr<sql::Db> m_db;
  access::Access m_access;
  std::mutex m_sealing_mutex;
  std::optional<crypto::SealingKey> m_sealing;
};

/// Where the SQLite database of a data folder lies.
[[nodiscard]] std::string database_file(const Settings& settings);
/// Where the key lies under which what is said in circles is sealed.
[[nodiscard]] std::string sealing_key_file(const Settings& settings);

}  // namespace backbeat::server
