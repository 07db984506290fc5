#include "home/home_store.hpp"

namespace backbeat::home {
namespace {

constexpr std::string_view select_keys = "SELECT key FROM home_dismissal WHERE org_id = ? AND user_id = ?";
constexpr std::string_view upsert_key =
    "INSERT INTO home_dismissal (org_id, user_id, key, at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (org_id, user_id, key) DO UPDATE SET at = excluded.at";
constexpr std::string_view delete_key = "DELETE FROM home_dismissal WHERE org_id = ? AND user_id = ? AND key = ?";

}  // namespace

std::set<std::string> dismissed(sql::Reader& reader, Id<Org> org, Id<User> user) {
  std::set<std::string> keys;
  reader.each(select_keys, [&](const sql::Row& row) { keys.insert(row.get<std::string>(0)); }, org, user);
  return keys;
}

void dismiss(sql::Transaction& tx, Id<Org> org, Id<User> user, std::string_view key, Instant now) {
  tx.change(upsert_key, org, user, key, now);
}

void restore(sql::Transaction& tx, Id<Org> org, Id<User> user, std::string_view key) {
  tx.change(delete_key, org, user, key);
}

}  // namespace backbeat::home
