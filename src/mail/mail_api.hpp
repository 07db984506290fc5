// /api/mail: what became of the letters; counts and what was given up, never a subject or a body.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "mail/mail_actions.hpp"

namespace backbeat::mail {

void routes(http::Router& router, const access::Desk& desk, const Mails& mails);

}  // namespace backbeat::mail
