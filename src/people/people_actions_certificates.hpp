// Certificates given and taken by other features, in their transaction, without a check of who asks.
#pragma once

#include "access/access.hpp"
#include "people/people.hpp"
#include "sql/sql.hpp"

namespace backbeat::people {

/// What holds of that kind from the first day on makes room for this one. errors::not_found for nobody of the organisation.
[[nodiscard]] Result<Done> give_certificate(sql::Transaction& tx, const access::Actor& actor, Id<Person> person,
                                            const Certification& certification, Instant now);
/// From that day on there is none; where there was none anyway, nothing happens. errors::not_found for nobody of the organisation.
[[nodiscard]] Result<Done> end_certificate(sql::Transaction& tx, const access::Actor& actor, Id<Person> person, CertificationKind kind,
                                           LocalDate day, Instant now);

}  // namespace backbeat::people
