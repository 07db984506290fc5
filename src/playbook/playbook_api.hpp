// /api/playbook: the rules in force, their history, checking a text and publishing it. The preview is of capacity_api.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "playbook/playbook_actions.hpp"

namespace backbeat::playbook {

void routes(http::Router& router, const access::Desk& desk, const Playbooks& playbooks);

}  // namespace backbeat::playbook
