// Takes what was deleted out of the files of a database too: freed pages and the write-ahead log hold it until something else is written
// there.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace backbeat::sql {

enum class Cleared { all, not_yet };  // not_yet: others read all the while, so the log could not be cut; ask again

/// Rewrites the file and cuts its WAL to nothing, while it is in use; writers wait meanwhile. Throws Failure.
[[nodiscard]] Cleared scrub_sqlite(const std::string& path);

/// Rewrites these tables (VACUUM FULL: each is locked meanwhile). What PostgreSQL's own WAL files hold goes when it recycles them. Throws
/// Failure.
[[nodiscard]] Cleared scrub_postgres(const std::string& conninfo, std::span<const std::string_view> tables);

}  // namespace backbeat::sql
