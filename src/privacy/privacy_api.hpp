// A person's own export, and erasing somebody who has left.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "privacy/privacy_actions.hpp"

#include <string>

namespace backbeat::privacy {

void routes(http::Router& router, const access::Desk& desk, const Privacy& privacy);

/// An export as JSON, as the API and the command line give it.
[[nodiscard]] std::string json_of(const Export& from);

}  // namespace backbeat::privacy
