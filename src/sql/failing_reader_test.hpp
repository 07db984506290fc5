// Reads that fail, as a disk or a server does, at a statement or between two rows of one.
#pragma once

#include "sql/sql.hpp"

#include <limits>

namespace backbeat::sql {

/// Reads through another reader for so many steps, then throws Failure. A step is a statement or a row.
class FailingReader : public Reader {
 public:
  static constexpr int never = std::numeric_limits<int>::max();

  explicit FailingReader(Reader& whole, int fails_after = never) : m_whole(whole), m_fails_after(fails_after) {}
  [[nodiscard]] int steps() const { return m_steps; }

 protected:
  void run(std::string_view statement, std::span<const Parameter> parameters, const std::function<void(const Row&)>& visit) override {
    step(statement);
    const auto step_and_visit = [&](const Row& row) {
      step(statement);
      visit(row);
    };
    m_whole.each_of(statement, step_and_visit, parameters);
  }

 private:
  void step(std::string_view statement) {
    if (m_steps == m_fails_after) throw Failure(Failure::Kind::broken, "as planned: " + std::string(statement));
    ++m_steps;
  }

  Reader& m_whole;
  int m_fails_after;
  int m_steps = 0;
};

/// How many steps a read takes.
template <class Read>
int steps_of(Db& db, Read read) {
  return db.read([&](Reader& whole) {
    FailingReader reader(whole);
    static_cast<void>(read(reader));
    return reader.steps();
  });
}

/// Has the read fail after so many steps; whether it did.
template <class Read>
bool fails_after(Db& db, int steps, Read read) {
  return db.read([&](Reader& whole) {
    FailingReader reader(whole, steps);
    try {
      static_cast<void>(read(reader));
      return false;
    } catch (const Failure&) {
      return true;
    }
  });
}

}  // namespace backbeat::sql
