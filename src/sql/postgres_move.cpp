#include "sql/postgres_move.hpp"

#include "base/random.hpp"
#include "base/text.hpp"
#include "crypto/sha256.hpp"
#include "sql/migrations.hpp"
#include "sql/open.hpp"
#include "sql/postgres_connection.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace backbeat::sql {
namespace {

constexpr auto select_tables =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migration' ORDER BY name";
constexpr auto select_columns = "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid";
constexpr auto select_references = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?)";
constexpr std::int64_t progress_every = 50'000;

struct Column {
  std::string name;
  bool is_text = false;
  std::int64_t place_in_key = 0;  // 0: not of the key
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::set<std::string> refers_to;

  [[nodiscard]] std::string column_list() const {
    std::string out;
    for (const Column& column : columns) out += (out.empty() ? "" : ", ") + column.name;
    return out;
  }
  /// Texts are ordered by their bytes, as SQLite does, whatever the target's collation.
  [[nodiscard]] std::string ordered_select(Engine engine) const {
    std::vector<const Column*> key;
    for (const Column& column : columns)
      if (column.place_in_key > 0) key.push_back(&column);
    std::ranges::sort(key, {}, &Column::place_in_key);
    std::string order;
    for (const Column* column : key)
      order += (order.empty() ? "" : ", ") + column->name + (column->is_text && engine == Engine::postgres ? " COLLATE \"C\"" : "");
    return "SELECT " + column_list() + " FROM " + name + " ORDER BY " + order;
  }
};

std::vector<Table> read_tables(Reader& reader) {
  std::vector<Table> tables;
  for (std::string& name : reader.all(select_tables, [](const Row& row) { return row.get<std::string>(0); })) {
    Table table{.name = std::move(name), .columns = {}, .refers_to = {}};
    table.columns = reader.all(
        select_columns,
        [](const Row& row) {
          return Column{.name = row.get<std::string>(0), .is_text = row.text(1) == "TEXT", .place_in_key = row.integer(2)};
        },
        table.name);
    for (std::string& other : reader.all(select_references, [](const Row& row) { return row.get<std::string>(0); }, table.name))
      if (other != table.name) table.refers_to.insert(std::move(other));
    tables.push_back(std::move(table));
  }
  return tables;
}

/// So that every row comes after those it refers to.
std::vector<Table> in_order_of_references(std::vector<Table> tables) {
  std::vector<Table> ordered;
  std::set<std::string> placed;
  while (!tables.empty()) {
    const auto next = std::ranges::find_if(tables, [&](const Table& table) {
      return std::ranges::all_of(table.refers_to, [&](const std::string& other) { return placed.contains(other); });
    });
    ASSERT(next != tables.end());  // tables that refer to each other in a circle cannot be filled in any order
    placed.insert(next->name);
    ordered.push_back(std::move(*next));
    tables.erase(next);
  }
  return ordered;
}

/// One value as COPY writes and reads it (PostgreSQL's documentation of COPY, "Text Format").
void add_escaped(std::string& line, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\b':
        line += "\\b";
        break;
      case '\f':
        line += "\\f";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\v':
        line += "\\v";
        break;
      case '\\':
        line += "\\\\";
        break;
      default:
        line += c;
    }
  }
}

/// Why the row cannot be moved, or nothing and its line.
std::optional<std::string> write_line(const Table& table, const Row& row, std::string& line) {
  line.clear();
  for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
    const Column& column = table.columns[static_cast<std::size_t>(i)];
    if (i > 0) line += '\t';
    if (row.is_null(i)) {
      line += "\\N";
    } else if (column.is_text) {
      const std::string_view text = row.text(i);
      if (text.find('\0') != std::string_view::npos) return column.name + " holds a zero byte, which PostgreSQL has no text for";
      add_escaped(line, text);
    } else {
      line += std::to_string(row.integer(i));
    }
  }
  line += '\n';
  return std::nullopt;
}

Result<Done> check_empty(PostgresConnection& target, const std::vector<Table>& tables) {
  for (const Table& table : tables) {
    std::int64_t rows = 0;
    target.run("SELECT count(*) FROM " + table.name, {}, [&](const Row& row) { rows = row.integer(0); });
    if (rows > 0) return refuse(errors::target_in_use, "target", {{"table", table.name}, {"rows", std::to_string(rows)}});
  }
  return Done{};
}

Result<MovedTable> copy(Reader& from, PostgresConnection& target, const Table& table, const MoveProgress& progress) {
  MovedTable moved{.name = table.name, .rows = 0, .digest = {}};
  std::optional<std::string> problem;
  crypto::Sha256 digest;
  std::string line;
  target.begin_copy_in("COPY " + table.name + " (" + table.column_list() + ") FROM STDIN");
  from.each(table.ordered_select(Engine::sqlite), [&](const Row& row) {
    if (problem) return;
    problem = write_line(table, row, line);
    if (problem) return;
    digest.add(line);
    target.put_copy(line);
    if (++moved.rows % progress_every == 0) progress(table.name, moved.rows);
  });
  target.end_copy_in();
  if (problem) return refuse(errors::not_movable, table.name, {{"table", table.name}, {"problem", *problem}});
  moved.digest = hex(digest.finish());
  progress(table.name, moved.rows);
  return moved;
}

Result<Done> compare(PostgresConnection& target, const Table& table, const MovedTable& sent) {
  crypto::Sha256 digest;
  std::int64_t rows = 0;
  target.copy_out("COPY (" + table.ordered_select(Engine::postgres) + ") TO STDOUT", [&](std::string_view line) {
    digest.add(line);
    ++rows;
  });
  std::string problem;
  if (rows != sent.rows)
    problem = std::to_string(sent.rows) + " rows were sent, there are " + std::to_string(rows);
  else if (hex(digest.finish()) != sent.digest)
    problem = "another digest";
  if (!problem.empty()) return refuse(errors::target_differs, table.name, {{"table", table.name}, {"problem", problem}});
  return Done{};
}

Result<std::vector<MovedTable>> move_within(Reader& from, PostgresConnection& target, const MoveProgress& progress) {
  const std::vector<Table> tables = in_order_of_references(read_tables(from));
  for (const Table& table : tables) target.execute("LOCK TABLE " + table.name + " IN ACCESS EXCLUSIVE MODE");
  TRY(check_empty(target, tables));
  std::vector<MovedTable> moved;
  for (const Table& table : tables) moved.push_back(TRY(copy(from, target, table, progress)));
  for (std::size_t i = 0; i < tables.size(); ++i) TRY(compare(target, tables[i], moved[i]));
  return moved;
}

}  // namespace

Result<std::vector<MovedTable>> move_to_postgres(Db& from, const std::string& conninfo, const Clock& clock, const MoveProgress& progress) {
  ASSERT(from.engine() == Engine::sqlite);
  {
    SystemRandom random;
    const auto schema = open_postgres(conninfo, {.clock = clock, .random = random});
    TRY(migrate(*schema, embedded_migrations(), clock));
  }
  PostgresConnection target(conninfo);
  target.execute("BEGIN");
  // Inside a write, so that nobody else writes what would be left behind.
  auto moved = from.write([&](Transaction& held) { return move_within(held, target, progress); });
  if (!moved) {
    target.execute("ROLLBACK");
    return moved;
  }
  target.commit();
  for (const MovedTable& table : *moved) target.execute("ANALYZE " + table.name);
  return moved;
}

}  // namespace backbeat::sql
