#include "sim/deals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace backbeat::sim {
namespace {

const std::vector<std::string> first_words = {"Aurora",   "Blue Harbor", "Cobalt",   "Driftwood", "Evergreen", "Foxglove",
                                              "Granite",  "Highland",    "Ironwood", "Juniper",   "Kestrel",   "Lakeshore",
                                              "Meridian", "Northgate",   "Orchard",  "Pinecrest", "Quarry",    "Riverstone",
                                              "Summit",   "Tidewater",   "Umber",    "Vantage",   "Willow",    "Yarrow"};
const std::vector<std::string> second_words = {"Logistics", "Foods", "Health",    "Systems", "Energy",
                                               "Retail",    "Labs",  "Insurance", "Media",   "Mobility"};
constexpr std::array<const char*, 4> open_stages = {"Prospecting", "Discovery", "Proposal", "Negotiation"};

std::string utc(Instant at) {
  std::string text = at.text();  // 2027-03-28T09:00:00Z
  text[10] = ' ';
  return text.substr(0, 19);
}

/// Carries one deal from its first day as far as time allows.
Deal play_deal(const Worker& rep, Instant opened, Instant now, std::size_t number, const Account& account, Dice& dice) {
  Deal deal;
  deal.id = fmt::format("006SIM{:09}AAA", number);
  deal.name = account.name + " " + dice.pick(std::vector<std::string>{"rollout", "renewal", "pilot", "expansion", "platform"});
  deal.account_id = account.id;
  deal.owner_crm_id = rep.crm_id;
  const double size = rep.segment == "enterprise" ? 60'000 : (rep.segment == "mid_market" ? 24'000 : 9'000);
  deal.amount = static_cast<std::int64_t>(size * std::exp(0.5 * dice.bell()));
  Instant at = opened;
  for (std::size_t stage = 0; stage < open_stages.size(); ++stage) {
    deal.stages.emplace_back(open_stages[stage], at);
    const double days = (8 + 6 * static_cast<double>(stage)) * std::exp(0.45 * dice.bell()) * (1 - 0.06 * std::clamp(rep.skill, -2.0, 2.0));
    at = at + Duration(static_cast<std::int64_t>(days * 86'400'000.0));
    if (at >= now) break;
    const double stays = std::clamp(0.72 + 0.05 * rep.skill, 0.4, 0.95);
    if (!dice.chance(stays)) {
      deal.stages.emplace_back("Closed Lost", at);
      break;
    }
    if (stage + 1 == open_stages.size()) deal.stages.emplace_back("Closed Won", at);
  }
  deal.expected_close = to_local(opened + std::chrono::days(75), Zone()).date;
  if (deal.is_closed()) deal.expected_close = to_local(deal.stages.back().second, Zone()).date;
  return deal;
}

std::string quoted(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) line += (line.empty() ? "\"" : ",\"") + field + "\"";
  return line + "\n";
}

}  // namespace

Book plan_deals(const Organisation& organisation, Dice& dice) {
  Book book;
  const std::size_t accounts = std::max<std::size_t>(40, organisation.workers.size() * 3);
  for (std::size_t i = 0; i < accounts; ++i) {
    std::string name = dice.pick(first_words) + " " + dice.pick(second_words);
    if (i >= first_words.size()) name += fmt::format(" {}", i);
    book.accounts.push_back({fmt::format("001SIM{:09}AAA", i + 1), name, dice.pick(second_words)});
  }
  const Instant now = to_instant(organisation.today, LocalTime(), Zone());
  const LocalDate start = organisation.today - std::chrono::weeks(65);
  for (const Worker& worker : organisation.workers) {
    if (worker.position != Position::rep || worker.job_role == "sdr") continue;
    const LocalDate until = std::min(organisation.today, worker.left.value_or(organisation.today));
    for (LocalDate day = std::max(start, worker.hired + std::chrono::days(14)); day < until; day = day + std::chrono::days(1)) {
      if (day.weekday() >= Weekday::saturday || !dice.chance(0.22)) continue;
      const Instant opened = to_instant(day, *LocalTime::make(dice.between(8, 17), dice.between(0, 59)), *Zone::make(worker.zone));
      if (opened >= now) continue;
      book.deals.push_back(play_deal(worker, opened, now, book.deals.size() + 1, dice.pick(book.accounts), dice));
    }
  }
  std::ranges::sort(book.deals, {}, [](const Deal& deal) { return deal.stages.front().second; });
  return book;
}

std::string accounts_csv(const Book& book) {
  std::string out = quoted({"Id", "IsDeleted", "Name", "Industry"});
  for (const Account& account : book.accounts) out += quoted({account.id, "0", account.name, account.industry});
  return out;
}

std::string opportunities_csv(const Book& book, Instant at) {
  std::string out = quoted({"Id", "IsDeleted", "AccountId", "Name", "StageName", "Amount", "Probability", "CloseDate", "Type", "IsClosed",
                            "IsWon", "OwnerId", "CreatedDate", "LastStageChangeDate"});
  for (const Deal& deal : book.deals) {
    if (deal.stages.front().second > at) break;
    auto stage = deal.stages.end();
    while ((stage - 1)->second > at) --stage;
    const auto& [name, since] = *(stage - 1);
    const bool is_won = name == "Closed Won";
    const bool is_closed = is_won || name == "Closed Lost";
    out += quoted({deal.id, "0", deal.account_id, deal.name, name, fmt::format("{}.0", deal.amount),
                   is_won ? "100" : (is_closed ? "0" : "40"), deal.expected_close.text() + " 00:00:00", "New Business",
                   is_closed ? "1" : "0", is_won ? "1" : "0", deal.owner_crm_id, utc(deal.stages.front().second), utc(since)});
  }
  return out;
}

std::string stage_history_csv(const Book& book, Instant at) {
  std::string out =
      quoted({"Id", "OpportunityId", "CreatedById", "CreatedDate", "StageName", "Amount", "CloseDate", "Probability", "IsDeleted"});
  std::size_t number = 0;
  for (const Deal& deal : book.deals) {
    for (const auto& [name, since] : deal.stages) {
      if (since > at) break;
      out += quoted({fmt::format("008SIM{:09}AAA", ++number), deal.id, deal.owner_crm_id, utc(since), name,
                     fmt::format("{}.0", deal.amount), deal.expected_close.text() + " 00:00:00", "40", "0"});
    }
  }
  return out;
}

std::string quotas_csv(const Organisation& organisation) {
  std::string out = "email,period_start,period_end,amount\n";
  for (const Worker& worker : organisation.workers) {
    if (worker.position != Position::rep || worker.job_role == "sdr") continue;
    const int base = worker.segment == "enterprise" ? 190'000 : (worker.segment == "mid_market" ? 80'000 : 30'000);
    FiscalQuarter quarter = FiscalQuarter::of(organisation.today - std::chrono::weeks(65), 1);
    while (quarter.first_day() <= organisation.today) {
      if (quarter.last_day() >= worker.hired && (!worker.left || *worker.left > quarter.first_day()))
        out += fmt::format("{},{},{},{}\n", worker.email, quarter.first_day().text(), quarter.last_day().text(), base);
      quarter = quarter.next();
    }
  }
  return out;
}

}  // namespace backbeat::sim
