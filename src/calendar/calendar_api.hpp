// A person's calendars over HTTP, and the feed under its secret address.
#pragma once

#include "calendar/calendar_actions_sources.hpp"
#include "http/api.hpp"

namespace backbeat::calendar {

/// Both must outlive the router.
void routes(http::Router& router, const access::Desk& desk, const Calendars& calendars);

}  // namespace backbeat::calendar
