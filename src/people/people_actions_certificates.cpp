#include "people/people_actions_certificates.hpp"

#include "audit/audit_actions.hpp"
#include "people/people_store.hpp"
#include "people/people_store_certificates.hpp"

namespace backbeat::people {
namespace {

void record(sql::Transaction& tx, const access::Actor& actor, Id<Person> person, std::string_view kind, Fields fields, Instant now) {
  audit::record(tx, actor.org(),
                {.stream = {.kind = "person", .id = person.value()},
                 .kind = kind,
                 .at = now,
                 .actor = actor.user(),
                 .fields = std::move(fields),
                 .text = {}});
}

}  // namespace

Result<Done> give_certificate(sql::Transaction& tx, const access::Actor& actor, Id<Person> person, const Certification& certification,
                              Instant now) {
  if (!read_person_ref(tx, actor.org(), person)) return refuse(errors::not_found);
  end_certifications(tx, actor.org(), person, certification.kind, certification.period.from);
  insert_certification(tx, actor.org(), person, certification);
  record(tx, actor, person, "certified", Fields().add("kind", name_of(certification.kind)).add("from", certification.period.from.text()),
         now);
  return Done{};
}

Result<Done> end_certificate(sql::Transaction& tx, const access::Actor& actor, Id<Person> person, CertificationKind kind, LocalDate day,
                             Instant now) {
  if (!read_person_ref(tx, actor.org(), person)) return refuse(errors::not_found);
  if (end_certifications(tx, actor.org(), person, kind, day) == 0) return Done{};
  record(tx, actor, person, "certificate_ended", Fields().add("kind", name_of(kind)).add("on", day.text()), now);
  return Done{};
}

}  // namespace backbeat::people
