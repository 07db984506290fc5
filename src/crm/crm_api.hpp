// GET /api/crm/totals: what the imported opportunities add up to, to be compared with the CRM's own report.
#pragma once

#include "access/access_actions.hpp"
#include "crm/crm_actions.hpp"
#include "http/api.hpp"

namespace backbeat::crm {

void routes(http::Router& router, const access::Desk& desk, const Crm& crm);

}  // namespace backbeat::crm
