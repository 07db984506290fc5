#include "people/people_actions_mail.hpp"

#include "people/people_store_mail.hpp"

namespace backbeat::people {

std::set<std::string, std::less<>> mail_domains(sql::Reader& reader, Id<Org> org) {
  std::set<std::string, std::less<>> out;
  each_email(reader, org, [&](std::string_view email) {
    const auto at = email.rfind('@');
    if (at == std::string_view::npos) return;
    const std::string_view domain = email.substr(at + 1);
    if (!out.contains(domain)) out.emplace(domain);
  });
  return out;
}

}  // namespace backbeat::people
