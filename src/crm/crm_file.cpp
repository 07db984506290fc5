#include "crm/crm_file.hpp"

#include "crm/crm_file_record.hpp"

#include <spanstream>

namespace backbeat::crm {
namespace {

/// The instant of a written time; the start of the day where only a date is written.
Instant instant_of(const Written& written, const Zone& zone) {
  return written.time ? to_instant(written.date, *written.time, zone) : start_of_day(written.date, zone);
}

Outcome outcome_of(Record& record, const std::string& stage, const KindMapping& kind) {
  const bool is_won = record.yes_or_no("is_won").value_or(false);
  const bool is_closed = record.yes_or_no("is_closed").value_or(false);
  if (is_won || std::ranges::find(kind.won_stages, stage) != kind.won_stages.end()) return Outcome::won;
  if (is_closed || std::ranges::find(kind.lost_stages, stage) != kind.lost_stages.end()) return Outcome::lost;
  return Outcome::open;
}

/// What the row itself says of when stages were entered.
std::vector<StageChange> changes_of(Record& record, const Opportunity& opportunity, const KindMapping& kind, const Zone& times,
                                    const std::optional<Written>& opened, const std::optional<Written>& closes) {
  std::vector<StageChange> out;
  const auto add = [&](const std::string& stage, const std::optional<Written>& when) {
    if (when)
      out.push_back({.opportunity = opportunity.key, .stage = stage, .entered_at = instant_of(*when, times), .source = "opportunities"});
  };
  for (const auto& [stage, field] : kind.stage_dates) {
    const std::optional<Written> when = field == "opened" ? opened : (field == "closes" ? closes : record.date(field));
    if (stage != "closed")
      add(stage, when);
    else if (opportunity.is_closed())
      add(opportunity.stage, when);
  }
  if (kind.stage_dates.empty()) {
    const std::optional<Written> since = record.date("stage_since");
    if (since)
      add(opportunity.stage, since);
    else if (opportunity.is_closed())
      add(opportunity.stage, closes);
  }
  std::ranges::stable_sort(out, {}, &StageChange::entered_at);
  return out;
}

}  // namespace

void FileFindings::reject(imports::Rejected rejected_row) {
  ++rejected_total;
  if (rejected.size() < imports::ImportReport::most_rejected) rejected.push_back(std::move(rejected_row));
}

void FileFindings::note(imports::Note note) {
  ++notes_total;
  if (notes.size() < most_notes) notes.push_back(std::move(note));
}

Result<FileFindings> each_opportunity(std::istream& in, const CrmMapping& mapping, const Zone& zone, const Take<OpportunityRow>& take) {
  const Zone times = mapping.zone.value_or(zone);
  const KindMapping& kind = mapping.kinds.find("opportunities")->second;
  const auto make = [&](Record& record) {
    OpportunityRow row;
    Opportunity& opportunity = row.opportunity;
    opportunity.key = record.required("key");
    opportunity.name = record.text("name");
    opportunity.account = record.text("account");
    opportunity.product = record.text("product");
    opportunity.owner = {.system = mapping.owner_system, .value = record.required("owner"), .person = {}};
    opportunity.stage = record.required("stage");
    opportunity.outcome = outcome_of(record, opportunity.stage, kind);
    opportunity.amount = record.amount("amount");
    opportunity.is_deleted = record.yes_or_no("is_deleted").value_or(false);
    const std::optional<Written> opened = record.date("opened");
    const std::optional<Written> closes = record.date("closes");
    // An opening is a moment and falls on a day here; a closing date is a day wherever one is.
    if (opened) opportunity.opened_on = opened->time ? to_local(instant_of(*opened, times), zone).date : opened->date;
    if (closes) opportunity.closes_on = closes->date;
    if (opportunity.is_closed() && !closes)
      record.reject("closes", "nothing", "the date on which it was " + std::string(name_of(opportunity.outcome)));
    row.changes = changes_of(record, opportunity, kind, times, opened, closes);
    return row;
  };
  const auto key_of = [](const OpportunityRow& row) -> const std::string& { return row.opportunity.key; };
  const auto note_of = [](const OpportunityRow& row) -> std::optional<std::string> {
    const Opportunity& opportunity = row.opportunity;
    if (!opportunity.is_closed() || !opportunity.opened_on || !(*opportunity.closes_on < *opportunity.opened_on)) return std::nullopt;
    return opportunity.key + " was closed on " + opportunity.closes_on->text() + ", before it was opened on " +
           opportunity.opened_on->text() + ": kept, and left out of cycle times.";
  };
  return each_row<OpportunityRow>(in, mapping, "opportunities", make, key_of, take, note_of);
}

Result<FileFindings> each_account(std::istream& in, const CrmMapping& mapping, const Take<Account>& take) {
  const auto make = [](Record& record) {
    Account account{.key = record.required("key"),
                    .name = record.text("name"),
                    .industry = record.text("industry"),
                    .location = record.text("location"),
                    .parent = record.text("parent"),
                    .employees = record.count("employees"),
                    .is_deleted = record.yes_or_no("is_deleted").value_or(false)};
    account.domain = domain_of_site(record.text("domain"));  // a free text in most systems: what is no address says nothing
    if (account.name.empty()) account.name = account.key;
    return account;
  };
  return each_row<Account>(in, mapping, "accounts", make, [](const Account& account) -> const std::string& { return account.key; }, take);
}

Result<FileFindings> each_product(std::istream& in, const CrmMapping& mapping, const Take<Product>& take) {
  const auto make = [](Record& record) {
    Product product{.key = record.required("key"),
                    .name = record.text("name"),
                    .series = record.text("series"),
                    .price = record.amount("price"),
                    .is_deleted = record.yes_or_no("is_deleted").value_or(false)};
    if (product.name.empty()) product.name = product.key;
    return product;
  };
  return each_row<Product>(in, mapping, "products", make, [](const Product& product) -> const std::string& { return product.key; }, take);
}

Result<FileFindings> each_stage_change(std::istream& in, const CrmMapping& mapping, const Zone& zone, const Take<StageChange>& take) {
  const Zone times = mapping.zone.value_or(zone);
  const auto make = [&](Record& record) {
    StageChange change{
        .opportunity = record.required("opportunity"), .stage = record.required("stage"), .entered_at = {}, .source = "stage-history"};
    if (record.yes_or_no("is_deleted").value_or(false)) record.reject("is_deleted", "a deleted row", "a row that holds");
    if (record.required("entered_at").empty()) return change;
    if (const auto when = record.date("entered_at")) change.entered_at = instant_of(*when, times);
    return change;
  };
  // A row is written for every edit, so the same opportunity comes many times.
  return each_row<StageChange>(in, mapping, "stage-history", make, [](const StageChange&) { return std::string(); }, take);
}

Result<FileFindings> each_quota(std::istream& in, const CrmMapping& mapping, const Take<Quota>& take) {
  const auto make = [&](Record& record) {
    Quota quota{.owner = {.system = mapping.owner_system, .value = record.required("owner"), .person = {}},
                .first_day = {},
                .last_day = {},
                .amount = 0};
    for (const std::string_view field : {"first_day", "last_day", "amount"}) (void)record.required(field);
    if (const auto first = record.date("first_day")) quota.first_day = first->date;
    if (const auto last = record.date("last_day")) quota.last_day = last->date;
    quota.amount = record.amount("amount").value_or(0);
    if (!record.rejected() && quota.last_day < quota.first_day)
      record.reject("last_day", quota.last_day.text(), "a day on or after " + quota.first_day.text());
    return quota;
  };
  return each_row<Quota>(
      in, mapping, "quotas", make, [](const Quota& quota) { return quota.owner.value + " from " + quota.first_day.text(); }, take);
}

namespace {

template <class T, class Each>
Result<FileRows<T>> all_of(std::string_view bytes, Each each) {
  std::ispanstream in{std::span<const char>(bytes)};
  FileRows<T> out;
  const Take<T> take = [&out](FileRow<T>&& row) { out.taken.push_back(std::move(row)); };
  static_cast<FileFindings&>(out) = TRY(each(in, take));
  return out;
}

}  // namespace

Result<FileRows<OpportunityRow>> read_opportunities(std::string_view bytes, const CrmMapping& mapping, const Zone& zone) {
  return all_of<OpportunityRow>(bytes, [&](std::istream& in, const auto& take) { return each_opportunity(in, mapping, zone, take); });
}
Result<FileRows<Account>> read_accounts(std::string_view bytes, const CrmMapping& mapping) {
  return all_of<Account>(bytes, [&](std::istream& in, const auto& take) { return each_account(in, mapping, take); });
}
Result<FileRows<Product>> read_products(std::string_view bytes, const CrmMapping& mapping) {
  return all_of<Product>(bytes, [&](std::istream& in, const auto& take) { return each_product(in, mapping, take); });
}
Result<FileRows<StageChange>> read_stage_history(std::string_view bytes, const CrmMapping& mapping, const Zone& zone) {
  return all_of<StageChange>(bytes, [&](std::istream& in, const auto& take) { return each_stage_change(in, mapping, zone, take); });
}
Result<FileRows<Quota>> read_quotas(std::string_view bytes, const CrmMapping& mapping) {
  return all_of<Quota>(bytes, [&](std::istream& in, const auto& take) { return each_quota(in, mapping, take); });
}

}  // namespace backbeat::crm
