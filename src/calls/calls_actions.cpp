#include "calls/calls_actions.hpp"

#include "audit/audit_actions.hpp"
#include "base/text.hpp"
#include "calls/calls_actions_read.hpp"
#include "calls/calls_store.hpp"
#include "crm/crm_actions.hpp"
#include "crm/crm_actions_lookup.hpp"
#include "people/people_actions.hpp"
#include "people/people_actions_names.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace backbeat::calls {
namespace {

void record(sql::Transaction& tx, const access::Actor& actor, Id<CallEntry> call, std::string_view kind, Fields fields, Instant now) {
  audit::record(tx, actor.org(),
                {.stream = {.kind = "call", .id = call.value()},
                 .kind = kind,
                 .at = now,
                 .actor = actor.user(),
                 .fields = std::move(fields),
                 .text = {}});
}

/// Where a row stands on the page: what needs a match first, then by start.
auto rank_of(const Place& place) {
  return std::pair(!place.needs_a_match, std::pair(place.starts, place.id));
}

/// The call, for who may see it: its rep and those above.
Result<Stored> visible(sql::Reader& reader, const access::Access& access, const access::Actor& actor, Id<CallEntry> id) {
  auto call = find_call(reader, actor.org(), id);
  if (!call || !call->rep) return refuse(errors::not_found);
  TRY(access.reporting_line(reader, actor, *call->rep));
  return *std::move(call);
}

Result<Row> row_of(sql::Reader& reader, Id<Org> org, const Stored& record, Instant now) {
  auto call = read_call(reader, org, record, now);
  if (!call) return refuse(errors::not_found);  // by now nobody from outside is on it
  const auto rep = people::person_ref(reader, org, call->rep);
  return Row{.call = *std::move(call), .rep_name = rep ? rep->name : std::string()};
}

/// The open opportunities of accounts, by account key.
std::vector<Choice> with_opportunities(sql::Reader& reader, Id<Org> org, const std::vector<AccountName>& accounts) {
  std::vector<std::string> written;
  for (const AccountName& account : accounts) {
    written.push_back(account.key);
    written.push_back(account.name);
  }
  const auto open = crm::open_opportunities_at(reader, org, written);
  std::vector<Choice> out;
  for (const AccountName& account : accounts) {
    Choice choice{.account = account, .opportunities = {}};
    for (const crm::Opportunity& one : open)
      if (one.account == account.key || lower_ascii(one.account) == lower_ascii(account.name))
        choice.opportunities.push_back({.key = one.key, .name = one.name.empty() ? one.key : one.name});
    std::ranges::sort(choice.opportunities, {}, [](const OpportunityName& name) { return std::pair(name.name, name.key); });
    out.push_back(std::move(choice));
  }
  return out;
}

/// Refuses what the CRM does not know: a slip would hold for ever.
Result<Done> check(sql::Reader& reader, Id<Org> org, const Said& said) {
  if (!said.is_customer_call) return Done{};
  const std::vector<std::string> account{said.account};
  const auto open = crm::open_opportunities_at(reader, org, account);
  const auto known = crm::accounts_with_keys(reader, org, account);
  if (said.account.empty() || (known.empty() && open.empty())) return refuse(no_such_account, "account", {{"account", said.account}});
  if (said.opportunity.empty()) return Done{};
  const std::vector<std::string> opportunity{said.opportunity};
  const auto found = crm::opportunities_with_keys(reader, org, opportunity);
  const auto is_there = [&](const crm::Opportunity& one) {
    return one.account == said.account || (!known.empty() && lower_ascii(one.account) == lower_ascii(known.front().name));
  };
  if (found.empty() || !is_there(found.front())) return refuse(no_such_opportunity, "opportunity", {{"opportunity", said.opportunity}});
  return Done{};
}

struct Two {
  Stored calendar;
  Stored file;
};

/// Two records that can be of one call, whichever is named first; for who may see both.
Result<Two> two_records(sql::Reader& reader, const access::Access& access, const access::Actor& actor, Id<CallEntry> id,
                        Id<CallEntry> other) {
  Stored one = TRY(visible(reader, access, actor, id));
  auto found = visible(reader, access, actor, other);
  if (!found) return refuse(errors::not_found, "other_id");
  if (one.origin == found->origin || one.rep != found->rep) return refuse(not_two_records, "other_id");
  if (one.origin == Origin::calendar) return Two{.calendar = std::move(one), .file = *std::move(found)};
  return Two{.calendar = *std::move(found), .file = std::move(one)};
}

}  // namespace

std::vector<Call> calls_of(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> reps, Instant from, Instant to, Instant now) {
  auto calls = read_calls(reader, org, reps, from, to, now, NoCustomer::left_out);
  std::ranges::sort(calls, {}, [](const Call& call) { return std::pair(call.starts, call.id); });
  return calls;
}

std::optional<Call> call(sql::Reader& reader, Id<Org> org, Id<CallEntry> id, Instant now) {
  const auto record = find_call(reader, org, id);
  return record ? read_call(reader, org, *record, now) : std::nullopt;
}

std::vector<Call> calls_with_ids(sql::Reader& reader, Id<Org> org, std::span<const Id<CallEntry>> ids, Instant now) {
  // Whatever was said of it since: a ride-along booked on it goes on knowing it.
  return read_matches(reader, org, find_calls(reader, org, ids), now, NoCustomer::kept, Wanted::match_and_stage, Records::apart);
}

std::int64_t unmatched_ahead(sql::Reader& reader, Id<Org> org, Id<Person> rep, Instant now) {
  constexpr std::chrono::days ahead{14};
  const auto calls = read_calls(reader, org, std::span(&rep, 1), now, now + ahead, now, NoCustomer::left_out, Wanted::match);
  return std::ranges::count_if(calls, [](const Call& one) { return one.needs_a_match() && !one.is_cancelled; });
}

Result<Page> Calls::page(const access::Actor& actor, const Query& query) const {
  if (query.to < query.from || query.to - query.from > longest_stretch)
    return expected_value("to", "at most 100 days after `from`", query.to.text());
  return m_db.read([&](sql::Reader& reader) -> Result<Page> {
    std::vector<Id<Person>> reps;
    if (query.rep) {
      TRY(m_access.reporting_line(reader, actor, *query.rep));
      reps.push_back(*query.rep);
    } else {
      reps = m_access.people_below(reader, actor);
      reps.push_back(actor.person());
    }
    const Instant now = m_access.clock().now();
    auto places = m_places.of(reader, actor.org(), reps, query.from, query.to, now);
    Page page;
    page.total = std::ssize(places);
    page.unmatched = std::ranges::count_if(places, &Place::needs_a_match);
    std::erase_if(places, [&](const Place& one) {
      if (query.which != Which::all && one.needs_a_match != (query.which == Which::unmatched)) return true;
      return query.after && rank_of(one) <= std::pair(!query.after->first, query.after->second);
    });
    page.has_more = std::ssize(places) > query.limit;
    const auto end = places.begin() + std::min<std::ptrdiff_t>(query.limit, std::ssize(places));
    std::ranges::partial_sort(places, end, {}, rank_of);
    // What a call is about is looked up for those on the page alone.
    std::vector<Id<CallEntry>> ids;
    std::set<Id<CallEntry>> listed;
    for (auto place = places.begin(); place != end; ++place) {
      listed.insert(place->id);
      ids.push_back(place->id);
      ids.insert(ids.end(), place->others.begin(), place->others.end());
    }
    auto calls = read_matches(reader, actor.org(), find_calls(reader, actor.org(), ids), now, NoCustomer::kept);
    std::erase_if(calls, [&](const Call& one) { return !listed.contains(one.id); });
    std::ranges::sort(calls, {}, [](const Call& one) { return std::pair(!one.needs_a_match(), std::pair(one.starts, one.id)); });
    std::vector<Id<Person>> on_page;
    for (const Call& one : calls) on_page.push_back(one.rep);
    const auto names = people::person_refs(reader, actor.org(), on_page);
    for (Call& one : calls) {
      const auto rep = names.find(one.rep);
      page.rows.push_back({.call = std::move(one), .rep_name = rep == names.end() ? std::string() : rep->second.name});
    }
    return page;
  });
}

Result<std::vector<Choice>> Calls::choices(const access::Actor& actor, Id<CallEntry> id, std::string_view search) const {
  constexpr int most = 20;
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<Choice>> {
    const Stored call = TRY(visible(reader, m_access, actor, id));
    const std::string part(trimmed(search));
    std::vector<AccountName> accounts;
    const auto add = [&](const AccountName& account) {
      if (std::ranges::find(accounts, account.key, &AccountName::key) == accounts.end() && std::ssize(accounts) < most)
        accounts.push_back(account);
    };
    const Row row = TRY(row_of(reader, actor.org(), call, m_access.clock().now()));
    if (part.empty()) {
      for (const AccountName& account : row.call.match.accounts) add(account);
      if (row.call.match.account) add(*row.call.match.account);
    } else {
      for (const crm::Account& account : crm::accounts_with_part(reader, actor.org(), part, most))
        add({.key = account.key, .name = account.name});
    }
    // Of the rep's own deals: also the accounts that only opportunities name.
    const std::string wanted = lower_ascii(part);
    std::vector<std::string> written;
    for (const crm::Opportunity& one : crm::load_opportunities_of(reader, actor.org(), *call.rep))
      if (!one.is_closed() && !one.account.empty()) written.push_back(one.account);
    const auto known = crm::accounts_with_keys(reader, actor.org(), written);
    for (const std::string& account : written) {
      const auto found = std::ranges::find(known, account, &crm::Account::key);
      const std::string name = found == known.end() ? account : found->name;
      if (part.empty() || lower_ascii(name).find(wanted) != std::string::npos) add({.key = account, .name = name});
    }
    return with_opportunities(reader, actor.org(), accounts);
  });
}

Result<Row> Calls::match(const access::Actor& actor, Id<CallEntry> id, const Said& said) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Row> {
    const Stored call = TRY(visible(tx, m_access, actor, id));
    TRY(check(tx, actor.org(), said));
    const Instant now = m_access.clock().now();
    const Correction correction{.is_customer_call = said.is_customer_call,
                                .account = said.is_customer_call ? said.account : std::string(),
                                .opportunity = said.is_customer_call ? said.opportunity : std::string()};
    insert_correction(tx, actor.org(), id, last_correction(tx, actor.org(), id).value_or(0) + 1, correction, actor.user(), now);
    record(tx, actor, id, said.is_customer_call ? "matched" : "called_internal",
           Fields().add("account", correction.account).add("opportunity", correction.opportunity), now);
    return row_of(tx, actor.org(), call, now);
  });
}

Result<Row> Calls::undo(const access::Actor& actor, Id<CallEntry> id) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Row> {
    const Stored call = TRY(visible(tx, m_access, actor, id));
    const auto last = last_correction(tx, actor.org(), id);
    if (!last) return refuse(nothing_to_undo);
    const Instant now = m_access.clock().now();
    delete_correction(tx, actor.org(), id, *last);
    record(tx, actor, id, "match_undone", {}, now);
    return row_of(tx, actor.org(), call, now);
  });
}

Result<Row> Calls::pair(const access::Actor& actor, Id<CallEntry> id, Id<CallEntry> other, Together together) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Row> {
    const Two two = TRY(two_records(tx, m_access, actor, id, other));
    const Instant now = m_access.clock().now();
    const bool is_same = together == Together::same_call;
    store_pair(tx, actor.org(), {.calendar = two.calendar.id, .file = two.file.id, .is_same = is_same}, actor.user(), now);
    record(tx, actor, two.calendar.id, is_same ? "same_as" : "not_same_as", Fields().add("other", two.file.id.value()), now);
    return row_of(tx, actor.org(), two.calendar, now);
  });
}

Result<Row> Calls::unpair(const access::Actor& actor, Id<CallEntry> id, Id<CallEntry> other) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Row> {
    const Two two = TRY(two_records(tx, m_access, actor, id, other));
    const Instant now = m_access.clock().now();
    if (!delete_pair(tx, actor.org(), two.calendar.id, two.file.id)) return refuse(nothing_said_of_both);
    record(tx, actor, two.calendar.id, "same_undone", Fields().add("other", two.file.id.value()), now);
    return row_of(tx, actor.org(), two.calendar, now);
  });
}

}  // namespace backbeat::calls
