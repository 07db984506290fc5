// The job that keeps calendars up to date: reads addresses again, carries files' repeating meetings on, deletes what was removed.
#pragma once

#include "calendar/calendar_actions_sources.hpp"
#include "net/net.hpp"

#include <functional>

namespace backbeat::calendar {

class RefreshJob {
 public:
  using Fetch = std::function<net::Fetched(const std::string& address, const net::Validators& known)>;
  /// The calendars must outlive this.
  RefreshJob(const Calendars& calendars, Fetch fetch) : m_calendars(calendars), m_fetch(std::move(fetch)) {}

  /// All that is due, one after the other; how many that were.
  int run(const std::function<bool()>& is_ending = [] { return false; }) const;

 private:
  void refresh(const Calendars::Due& due) const;

  const Calendars& m_calendars;
  Fetch m_fetch;
};

}  // namespace backbeat::calendar
