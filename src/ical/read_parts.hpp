// What read.cpp puts a calendar together from: the file's zones, and one event as its lines come.
#pragma once

#include "ical/ical.hpp"
#include "ical/lines.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backbeat::ical {

/// As much of a text as a message shows.
[[nodiscard]] std::string_view front(std::string_view text);

/// A TEXT value as people read it: unescaped, one line, at most 500 bytes.
[[nodiscard]] std::string text_of(std::string_view value);

/// Collected up to a limit, then counted.
class Troubles {
 public:
  explicit Troubles(std::size_t most) : m_most(most) {}
  void add(Trouble trouble);
  /// By line; the last one says how many more there were.
  void sort_into(std::vector<Trouble>& out);

 private:
  std::size_t m_most;
  std::size_t m_more = 0;
  std::vector<Trouble> m_kept;
};

/// The zones that the file itself gives and those its events name. A name that is an IANA zone means that zone: files carry the rules of
/// the year in which their program was made.
class Zones {
 public:
  void define(std::string tzid, std::shared_ptr<const ZoneRules> rules) { m_defined.insert_or_assign(std::move(tzid), std::move(rules)); }
  struct Found {
    std::shared_ptr<const ZoneRules> rules;  // nothing where neither the file nor the database knows it
    bool is_given = false;                   // in the file
    bool is_new = false;                     // asked for the first time
  };
  [[nodiscard]] Found find(std::string_view tzid);

 private:
  std::map<std::string, std::shared_ptr<const ZoneRules>, std::less<>> m_defined;
  std::map<std::string, std::shared_ptr<const ZoneRules>, std::less<>> m_found;  // with what was not
};

[[nodiscard]] Zones read_zones(std::string_view text, Budget& budget, Troubles& troubles);

struct EventParts {
  std::string uid;
  Event event;
  std::vector<Rule> rules, exception_rules;
  std::vector<Added> added;
  std::vector<Moment> excluded;
  std::optional<Moment> instead_of;
  bool is_for_all_after = false;
  bool is_left_out = false;
  std::vector<Trouble> troubles;
  std::vector<std::pair<int, std::string>> faults;

  void read(const ContentLine& line, Zones& zones, const Limits& limits);
  /// When all lines have been seen: the length, and whether there is enough to know when it is.
  void finish();
  void say(Weight weight, int line, std::string text);
  /// For an event without a UID: the same for the same start and title.
  [[nodiscard]] std::string uid_of_content() const;

 private:
  [[nodiscard]] std::optional<Moment> moment(const ContentLine& line, std::string_view value, Zones& zones, Weight weight);
  void date_list(const ContentLine& line, Zones& zones, bool is_added);
  void rule(const ContentLine& line, std::vector<Rule>& into);
  void person(const ContentLine& line, bool is_organizer, const Limits& limits);

  int m_starts_line = 0;
  int m_ends_line = 0;
  int m_added_line = 0;
  std::optional<Moment> m_ends;
  std::optional<std::int64_t> m_duration;
};

}  // namespace backbeat::ical
