// One small SQL layer over SQLite (embedded) and PostgreSQL. Statements are portable SQL with `?` placeholders, bound and read by type.
// Reads run on any thread against a snapshot; writes go through one door and are durable before they are acknowledged.
#pragma once

#include "base/assert.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace backbeat::sql {

/// What a column can hold. Instants are integers (milliseconds), LocalDates integers (days), LocalTimes integers (seconds), ids integers,
/// booleans 0 and 1.
using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string, std::vector<std::byte>>;

/// A value on its way into a statement; what it refers to must outlive the call.
class Parameter {
 public:
  Parameter(std::nullptr_t) : m_value(nullptr) {}
  Parameter(std::integral auto value) : m_value(static_cast<std::int64_t>(value)) {}
  Parameter(double value) : m_value(value) {}
  Parameter(std::string_view text) : m_value(text) {}
  Parameter(const char* text) : m_value(std::string_view(text)) {}
  Parameter(const std::string& text) : m_value(std::string_view(text)) {}
  Parameter(std::span<const std::byte> bytes) : m_value(bytes) {}
  Parameter(const std::vector<std::byte>& bytes) : m_value(std::span<const std::byte>(bytes)) {}
  Parameter(Instant at) : m_value(at.unix_ms()) {}
  Parameter(LocalDate date) : m_value(static_cast<std::int64_t>(date.days_since_epoch())) {}
  Parameter(LocalTime time) : m_value(static_cast<std::int64_t>(time.seconds_since_midnight())) {}
  template <class Tag>
  Parameter(Id<Tag> id) : m_value(id.value()) {}
  template <class T>
  Parameter(const std::optional<T>& value) : m_value(value ? Parameter(*value).m_value : Held(nullptr)) {}

  using Held = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, std::span<const std::byte>>;
  [[nodiscard]] const Held& held() const { return m_value; }

 private:
  Held m_value;
};

/// One row while it is being visited. Columns are read in order of the SELECT list, from 0; a wrong type or index is a bug (ASSERT).
/// Texts and bytes are views that end with the visit.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual std::span<const std::byte> bytes(int column) const = 0;

  /// `row.get<LocalDate>(2)`, `row.get<std::optional<Id<Person>>>(3)`, `row.get<std::string>(0)`, `row.get<bool>(4)`.
  template <class T>
  [[nodiscard]] T get(int column) const;
};

namespace detail {

template <class T>
struct Get;  // reads one column as a T; a type that has none cannot be read

template <class T>
  requires std::integral<T>
struct Get<T> {
  static T of(const Row& row, int column) {
    if constexpr (std::same_as<T, bool>) {
      return row.integer(column) != 0;
    } else {
      ASSERT(std::in_range<T>(row.integer(column)));
      return static_cast<T>(row.integer(column));
    }
  }
};
template <>
struct Get<double> {
  static double of(const Row& row, int column) { return row.real(column); }
};
template <>
struct Get<std::string> {
  static std::string of(const Row& row, int column) { return std::string(row.text(column)); }
};
template <>
struct Get<std::string_view> {
  static std::string_view of(const Row& row, int column) { return row.text(column); }
};
template <>
struct Get<std::vector<std::byte>> {
  static std::vector<std::byte> of(const Row& row, int column) {
    const auto bytes = row.bytes(column);
    return {bytes.begin(), bytes.end()};
  }
};
template <>
struct Get<Instant> {
  static Instant of(const Row& row, int column) { return Instant(row.integer(column)); }
};
template <>
struct Get<LocalDate> {
  static LocalDate of(const Row& row, int column) { return LocalDate::from_days(Get<std::int32_t>::of(row, column)); }
};
template <>
struct Get<LocalTime> {
  static LocalTime of(const Row& row, int column) {
    const int seconds = Get<int>::of(row, column);
    const auto time = LocalTime::make(seconds / 3600, seconds / 60 % 60, seconds % 60);
    ASSERT(time);
    return *time;
  }
};
template <class Tag>
struct Get<Id<Tag>> {
  static Id<Tag> of(const Row& row, int column) { return Id<Tag>(row.integer(column)); }
};
template <class T>
struct Get<std::optional<T>> {
  static std::optional<T> of(const Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return Get<T>::of(row, column);
  }
};

}  // namespace detail

template <class T>
T Row::get(int column) const {
  return detail::Get<T>::of(*this, column);
}

/// A consistent view of the database. Every feature's store reads through it.
class Reader {
 public:
  virtual ~Reader() = default;

  /// Visits the rows in order. The statement is prepared once per connection and text; pass named constants.
  template <class... Parameters>
  void each(std::string_view statement, const std::function<void(const Row&)>& visit, const Parameters&... parameters) {
    const Parameter list[] = {Parameter(nullptr), Parameter(parameters)...};
    run(statement, std::span<const Parameter>(list).subspan(1), visit);
  }

  /// The same with as many parameters as the caller has put together.
  void each_of(std::string_view statement, const std::function<void(const Row&)>& visit, std::span<const Parameter> parameters) {
    run(statement, parameters, visit);
  }

  /// All rows, each made into a value by `read`.
  template <class Read, class... Parameters>
  [[nodiscard]] auto all(std::string_view statement, Read read, const Parameters&... parameters) {
    std::vector<std::invoke_result_t<Read, const Row&>> rows;
    each(statement, [&](const Row& row) { rows.push_back(read(row)); }, parameters...);
    return rows;
  }

  /// The first row made into a value, or nothing.
  template <class Read, class... Parameters>
  [[nodiscard]] auto first(std::string_view statement, Read read, const Parameters&... parameters) {
    std::optional<std::invoke_result_t<Read, const Row&>> found;
    each(
        statement,
        [&](const Row& row) {
          if (!found) found.emplace(read(row));
        },
        parameters...);
    return found;
  }

 protected:
  virtual void run(std::string_view statement, std::span<const Parameter> parameters, const std::function<void(const Row&)>& visit) = 0;
};

/// A write in progress: all of it becomes durable, or none.
class Transaction : public Reader {
 public:
  /// Runs a statement that changes rows and returns how many it changed.
  template <class... Parameters>
  std::int64_t change(std::string_view statement, const Parameters&... parameters) {
    const Parameter list[] = {Parameter(nullptr), Parameter(parameters)...};
    return run_change(statement, std::span<const Parameter>(list).subspan(1));
  }

  /// The same with as many parameters as the caller has put together: a statement that writes many rows at once.
  std::int64_t change_many(std::string_view statement, std::span<const Parameter> parameters) { return run_change(statement, parameters); }

  /// An id never given before: 42 bits of milliseconds since 2020, then 21 bits of a counter with a random start. Time-ordered, needs no
  /// table.
  template <class Tag>
  [[nodiscard]] Id<Tag> new_id() {
    return Id<Tag>(next_id());
  }

  /// Calls `after` once this write is durable (live pages are told here). Not called when the write is rolled back. It must neither
  /// throw nor write; it may run on another thread, before `write` returns.
  virtual void on_commit(std::function<void()> after) = 0;

 protected:
  virtual std::int64_t run_change(std::string_view statement, std::span<const Parameter> parameters) = 0;
  virtual std::int64_t next_id() = 0;
};

/// The world failed under a statement (disk, network, server). Caught once per entry point; never shown to a caller.
class Failure : public std::exception {
 public:
  enum class Kind { broken, busy, full, constraint };
  Failure(Kind kind, std::string what) : m_kind(kind), m_what(std::move(what)) {}
  [[nodiscard]] const char* what() const noexcept override { return m_what.c_str(); }
  [[nodiscard]] Kind kind() const { return m_kind; }

 private:
  Kind m_kind;
  std::string m_what;
};

enum class Engine { sqlite, postgres };

/// An open database. Thread-safe.
class Db {
 public:
  virtual ~Db() = default;
  [[nodiscard]] virtual Engine engine() const = 0;

  /// Runs `work` against one consistent snapshot and returns what it returns. A read inside a read joins it: the same snapshot.
  template <class Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, Reader&> {
    if constexpr (std::is_void_v<std::invoke_result_t<Work, Reader&>>) {
      run_read([&](Reader& reader) { work(reader); });
    } else {
      std::optional<std::invoke_result_t<Work, Reader&>> out;
      run_read([&](Reader& reader) { out.emplace(work(reader)); });
      return std::move(*out);
    }
  }

  /// Runs `work`; a value commits, an Error rolls back. Returns after the commit is durable. `work` may run more than once
  /// (PostgreSQL retries serialisation failures), so it must have no effect but through the transaction. It may run on another thread, and
  /// must not write again through the Db; a read through the Db in it sees what was there before.
  template <class Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
    std::optional<std::invoke_result_t<Work, Transaction&>> out;
    run_write([&](Transaction& tx) {
      out.emplace(work(tx));
      return out->has_value() ? Outcome::commit : Outcome::roll_back;
    });
    return std::move(*out);
  }

  /// How many writes wait for their turn: what an overloaded server looks at before it accepts another one.
  [[nodiscard]] virtual std::size_t waiting_writes() const = 0;

  /// Copies the whole database, while it is in use, into a new file that `verify_backup` accepts, with its manifest beside it.
  /// SQLite only; PostgreSQL has pg_dump. Throws Failure, and then leaves nothing behind.
  virtual void backup_to(const std::string& path) = 0;

 protected:
  enum class Outcome { commit, roll_back };
  virtual void run_read(const std::function<void(Reader&)>& work) = 0;
  virtual void run_write(const std::function<Outcome(Transaction&)>& work) = 0;
};

}  // namespace backbeat::sql
