// /api/imports: files in, reports out.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "imports/imports_actions.hpp"

namespace backbeat::imports {

void routes(http::Router& router, const access::Desk& desk, const Imports& imports);

}  // namespace backbeat::imports
