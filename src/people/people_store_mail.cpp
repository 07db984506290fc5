#include "people/people_store_mail.hpp"

namespace backbeat::people {
namespace {

constexpr std::string_view emails_sql = "SELECT email FROM person WHERE org_id = ? AND email IS NOT NULL";

}  // namespace

void each_email(sql::Reader& reader, Id<Org> org, const std::function<void(std::string_view email)>& visit) {
  reader.each(emails_sql, [&](const sql::Row& row) { visit(row.text(0)); }, org);
}

}  // namespace backbeat::people
