#include "calendar/calendar_job.hpp"

namespace backbeat::calendar {

int RefreshJob::run(const std::function<bool()>& is_ending) const {
  int done = 0;
  while (!is_ending()) {
    const auto due = m_calendars.take_due(1);  // one at a time: what this node does not get to, another may
    if (due.empty()) break;
    refresh(due.front());
    ++done;
  }
  return done;
}

void RefreshJob::refresh(const Calendars::Due& due) const {
  if (due.address.empty()) return m_calendars.carry_on(due);
  const net::Fetched fetched = m_fetch(due.address, {.etag = due.etag, .last_modified = due.modified});
  switch (fetched.state) {
    case net::FetchState::fetched:
      return m_calendars.fetched(due, fetched.body, fetched.validators.etag, fetched.validators.last_modified);
    case net::FetchState::not_modified:
      return m_calendars.not_modified(due);
    case net::FetchState::refused:
    case net::FetchState::failed:
      return m_calendars.failed(due, fetched.why);
  }
}

}  // namespace backbeat::calendar
