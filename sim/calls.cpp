#include "sim/calls.hpp"

#include <fmt/format.h>

#include <map>

namespace backbeat::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;

const std::vector<std::string> subjects = {"Discovery", "Demo", "Technical questions", "Proposal", "Commercial terms", "Next steps"};

/// A deal that is open at an instant.
bool is_open_at(const Deal& deal, Instant at) {
  return deal.stages.front().second <= at && (!deal.is_closed() || at < deal.stages.back().second);
}

}  // namespace

std::vector<CustomerCall> plan_calls(const Organisation& organisation, const Book& book, int weeks_back, Dice& dice) {
  std::map<std::string, std::vector<const Deal*>> deals;
  for (const Deal& deal : book.deals) deals[deal.owner_crm_id].push_back(&deal);
  std::map<std::string, std::string> names;
  for (const Account& account : book.accounts) names.emplace(account.id, account.name);
  std::vector<CustomerCall> calls;
  for (const Worker& rep : organisation.workers) {
    if (rep.position != Position::rep) continue;
    const Zone zone = *Zone::make(rep.zone);
    for (LocalDate monday = monday_of(organisation.today) - days(7 * weeks_back); monday <= organisation.today + days(35);
         monday = monday + days(7)) {
      std::vector<const Deal*> open;
      for (const Deal* deal : deals[rep.crm_id])
        if (is_open_at(*deal, std::min(to_instant(monday, LocalTime(), zone), to_instant(organisation.today, LocalTime(), zone))))
          open.push_back(deal);
      if (open.empty() || monday < rep.hired || (rep.left && monday + days(7) > *rep.left)) continue;
      const int count = dice.between(3, 4);
      for (int i = 0; i < count; ++i) {
        const Deal& deal = *dice.pick(open);
        CustomerCall call{.id = fmt::format("SC{:06}", calls.size() + 1),
                          .rep_email = rep.email,
                          .account_id = deal.account_id,
                          .account = names.at(deal.account_id),
                          .opportunity_id = deal.id,
                          .planned_at = {},
                          .starts_at = to_instant(monday + days(dice.between(0, 4)), *LocalTime::make(dice.between(12, 16), 0), zone),
                          .minutes = dice.chance(0.3) ? 30 : 45,
                          .changed_at = {},
                          .moved_to = {}};
        call.planned_at = call.starts_at - days(dice.between(6, 24));
        if (dice.chance(0.16)) {
          call.changed_at = call.starts_at - hours(dice.between(20, 70));
          if (dice.chance(0.65))
            call.moved_to = call.starts_at + days(to_local(call.starts_at, zone).date.weekday() < Weekday::friday ? 1 : 3);
        }
        calls.push_back(std::move(call));
      }
    }
  }
  return calls;
}

std::string calls_csv(const std::vector<CustomerCall>& calls, Instant at) {
  std::string out = "call,email,starts_at,minutes,title,account,account_id,opportunity,status\n";
  for (const CustomerCall& call : calls) {
    const bool is_changed = call.changed_at && *call.changed_at <= at;
    const Instant starts = is_changed && call.moved_to ? *call.moved_to : call.starts_at;
    if (call.planned_at > at || starts < at - days(1)) continue;
    const std::string& subject = subjects[std::hash<std::string>{}(call.id) % subjects.size()];
    out += fmt::format("{},{},{},{},{} with {},{},{},{},{}\n", call.id, call.rep_email, starts.text(), call.minutes, subject, call.account,
                       call.account, call.account_id, call.opportunity_id, is_changed && !call.moved_to ? "cancelled" : "planned");
  }
  return out;
}

}  // namespace backbeat::sim
