#include "calls/calls_actions_read.hpp"

#include "base/text.hpp"
#include "calls/calls_store.hpp"
#include "crm/crm_actions_lookup.hpp"
#include "people/people_actions_mail.hpp"

#include <algorithm>

namespace backbeat::calls {
namespace {

using Texts = std::vector<std::string>;

/// Adds what is found to `known`, and remembers which accounts are to be asked for.
class Gathering {
 public:
  Gathering(sql::Reader& reader, Id<Org> org) : m_reader(reader), m_org(org) {}

  void accounts(const std::vector<crm::Account>& found) {
    for (const crm::Account& account : found) {
      m_known.accounts.try_emplace(account.key, AccountName{.key = account.key, .name = account.name});
      m_known.by_name[lower_ascii(account.name)].insert(account.key);
    }
  }
  void by_domain(const Texts& domains) {
    const auto found = crm::accounts_with_domains(m_reader, m_org, domains);
    accounts(found);
    for (const crm::Account& account : found) m_known.by_domain[account.domain].insert(account.key);
  }
  /// An account that only opportunities name is one, too: many exports have no file of accounts.
  void named_by_opportunities(const Texts& names) {
    for (const crm::Opportunity& opportunity : crm::open_opportunities_at(m_reader, m_org, names)) {
      const std::string key = key_of(opportunity.account);
      m_known.accounts.try_emplace(key, AccountName{.key = key, .name = opportunity.account});
      m_known.by_name[lower_ascii(opportunity.account)].insert(key);
    }
  }
  void opportunities(const Texts& keys) {
    const auto found = crm::opportunities_with_keys(m_reader, m_org, keys);
    Texts written;
    for (const crm::Opportunity& opportunity : found) written.push_back(opportunity.account);
    written_accounts(written);
    for (const crm::Opportunity& opportunity : found) add(opportunity);
  }
  /// The open opportunities of every account that is known by now.
  void open_opportunities() {
    Texts written;
    for (const auto& [key, account] : m_known.accounts) {
      written.push_back(key);
      written.push_back(account.name);
    }
    for (const crm::Opportunity& opportunity : crm::open_opportunities_at(m_reader, m_org, written)) {
      add(opportunity);
      const std::string key = key_of(opportunity.account);
      if (m_known.accounts.contains(key)) m_known.open_at_account[key].insert(opportunity.key);
    }
  }
  void by_key(const Texts& keys) { accounts(crm::accounts_with_keys(m_reader, m_org, keys)); }
  void by_name(const Texts& names) { accounts(crm::accounts_with_names(m_reader, m_org, names)); }
  void learned(const std::string& domain, const std::string& account) { m_known.by_domain[domain].insert(account); }

  [[nodiscard]] Known& known() { return m_known; }

 private:
  void written_accounts(const Texts& written) {
    by_key(written);
    by_name(written);
  }
  /// The key of the account an opportunity names: as written where that is one, else of the only account of that name, else what is
  /// written.
  [[nodiscard]] std::string key_of(const std::string& written) const {
    if (m_known.accounts.contains(written)) return written;
    const auto named = m_known.by_name.find(lower_ascii(written));
    return named != m_known.by_name.end() && named->second.size() == 1 ? *named->second.begin() : written;
  }
  void add(const crm::Opportunity& opportunity) {
    const std::string key = opportunity.account.empty() ? std::string() : key_of(opportunity.account);
    if (!key.empty()) m_known.accounts.try_emplace(key, AccountName{.key = key, .name = opportunity.account});
    m_known.opportunities.try_emplace(
        opportunity.key,
        KnownOpportunity{.name = {.key = opportunity.key, .name = opportunity.name.empty() ? opportunity.key : opportunity.name},
                         .account = key,
                         .owner = opportunity.owner.person,
                         .is_open = !opportunity.is_closed()});
  }

  sql::Reader& m_reader;
  Id<Org> m_org;
  Known m_known;
};

Evidence evidence_of(const Stored& call, const std::vector<Attendee>& outside, const std::map<Id<CallEntry>, Correction>& corrections) {
  Evidence out{.rep = call.rep,
               .opportunity_ref = call.opportunity_ref,
               .account_ref = call.account_ref,
               .account_name = call.account_name,
               .title = call.title};
  std::set<std::string> domains;
  for (const Attendee& attendee : outside) domains.insert(domain_of(attendee.address));
  out.domains.assign(domains.begin(), domains.end());
  if (const auto said = corrections.find(call.id); said != corrections.end()) out.correction = said->second;
  return out;
}

void add_unless_empty(Texts& texts, const std::string& text) {
  if (!text.empty()) texts.push_back(text);
}

/// Says in which stage the opportunity is when the call begins.
class Stages {
 public:
  Stages(sql::Reader& reader, Id<Org> org, const std::vector<Call>& calls) {
    Texts keys;
    for (const Call& call : calls)
      if (call.match.opportunity) keys.push_back(call.match.opportunity->key);
    if (keys.empty()) return;
    m_order = crm::load_stage_order(reader, org);
    for (crm::StageChange& change : crm::changes_of_opportunities(reader, org, keys))
      m_changes[change.opportunity].push_back(std::move(change));
    for (const crm::Opportunity& opportunity : crm::opportunities_with_keys(reader, org, keys)) m_now[opportunity.key] = opportunity.stage;
  }
  void tell(Call& call, Instant now) const {
    if (!call.match.opportunity) return;
    call.stage = stage_at(call.match.opportunity->key, std::min(call.starts, now));
    const auto found = std::ranges::find(m_order, call.stage);
    call.stage_count = static_cast<int>(m_order.size());
    if (found != m_order.end()) call.stage_order = static_cast<int>(found - m_order.begin()) + 1;
  }

 private:
  [[nodiscard]] std::string stage_at(const std::string& key, Instant at) const {
    const auto changes = m_changes.find(key);
    if (changes != m_changes.end()) {
      for (const crm::Stay& stay : crm::stays_of(changes->second))
        if (stay.from <= at && (!stay.to || at < *stay.to)) return stay.stage;
    }
    const auto now = m_now.find(key);
    return now == m_now.end() ? std::string() : now->second;
  }

  Texts m_order;
  std::map<std::string, std::vector<crm::StageChange>, std::less<>> m_changes;
  std::map<std::string, std::string, std::less<>> m_now;
};

}  // namespace

Known known_for(sql::Reader& reader, Id<Org> org, const std::vector<Evidence>& evidence, const Domains& ours) {
  Texts opportunity_keys, account_keys, names, domains, title_names;
  for (const Evidence& one : evidence) {
    add_unless_empty(opportunity_keys, one.opportunity_ref);
    add_unless_empty(account_keys, one.account_ref);
    add_unless_empty(names, std::string(trimmed(one.account_name)));
    for (const std::string& domain : one.domains)
      for (std::string& asked : domains_to_ask(domain)) domains.push_back(std::move(asked));
    if (one.correction) {
      add_unless_empty(account_keys, one.correction->account);
      add_unless_empty(opportunity_keys, one.correction->opportunity);
    }
  }
  Gathering gathering(reader, org);
  gathering.by_key(account_keys);
  gathering.by_name(names);
  gathering.by_domain(domains);
  Texts learned_keys;
  for (const auto& [domain, account] : learned_domains(reader, org, ours)) {
    if (std::ranges::find(domains, domain) == domains.end()) continue;
    gathering.learned(domain, account);
    learned_keys.push_back(account);
  }
  gathering.by_key(learned_keys);
  names.insert(names.end(), account_keys.begin(), account_keys.end());
  gathering.named_by_opportunities(names);
  gathering.opportunities(opportunity_keys);
  // A title is asked last: nothing else may say anything, and it takes many questions.
  for (const Evidence& one : evidence) {
    if (match_of(one, gathering.known()).reason != Reason::none) continue;
    for (std::string& name : names_in(one.title)) title_names.push_back(std::move(name));
  }
  gathering.by_name(title_names);
  gathering.named_by_opportunities(title_names);
  gathering.open_opportunities();
  return std::move(gathering.known());
}

std::vector<Call> read_matches(sql::Reader& reader, Id<Org> org, const std::vector<Stored>& calls, Instant now, NoCustomer no_customer,
                               Wanted wanted, Records records) {
  if (calls.empty()) return {};
  const Domains ours = people::mail_domains(reader, org);
  std::vector<Id<CallEntry>> ids;
  for (const Stored& call : calls) ids.push_back(call.id);
  const auto corrections = read_corrections(reader, org, ids);
  std::vector<Call> out;
  std::vector<Evidence> evidence;
  for (const Stored& call : calls) {
    std::vector<Attendee> outside = outside_of(call.attendees, ours);
    if (!call.rep || (call.origin == Origin::calendar && outside.empty())) continue;
    evidence.push_back(evidence_of(call, outside, corrections));
    out.push_back({.id = call.id,
                   .origin = call.origin,
                   .rep = *call.rep,
                   .starts = call.starts,
                   .ends = call.ends,
                   .is_cancelled = call.is_cancelled,
                   .title = call.title,
                   .outside = std::move(outside),
                   .match = {}});
  }
  const Known known = known_for(reader, org, evidence, ours);
  for (std::size_t at = 0; at < out.size(); ++at) out[at].match = match_of(evidence[at], known);
  if (no_customer == NoCustomer::left_out) std::erase_if(out, [](const Call& call) { return call.match.reason == Reason::no_customer; });
  if (records == Records::folded) out = folded(std::move(out), read_pairs(reader, org));
  if (wanted == Wanted::match) return out;
  const Stages stages(reader, org, out);
  for (Call& call : out) stages.tell(call, now);
  return out;
}

std::vector<Call> read_calls(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> reps, Instant from, Instant to, Instant now,
                             NoCustomer no_customer, Wanted wanted) {
  // Another source may have the call on the other side of the edge.
  constexpr std::chrono::days margin{1};
  std::vector<Stored> stored;
  for (const Id<Person> rep : reps)
    for (Stored& call : read_calls_of(reader, org, rep, from - margin, to + margin)) stored.push_back(std::move(call));
  auto calls = read_matches(reader, org, stored, now, no_customer, wanted);
  std::erase_if(calls, [&](const Call& call) { return call.starts < from || call.starts >= to; });
  return calls;
}

std::optional<Call> read_call(sql::Reader& reader, Id<Org> org, const Stored& record, Instant now) {
  if (!record.rep) return std::nullopt;
  constexpr std::chrono::days margin{1};
  std::vector<Stored> stored = read_calls_of(reader, org, *record.rep, record.starts - margin, record.starts + margin);
  // What was said to be the same call may have moved anywhere since.
  const auto add = [&](Id<CallEntry> id) {
    if (std::ranges::find(stored, id, &Stored::id) != stored.end()) return;
    if (auto other = find_call(reader, org, id)) stored.push_back(*std::move(other));
  };
  for (const PairSaid& said : read_pairs(reader, org)) {
    if (said.is_same && said.calendar == record.id) add(said.file);
    if (said.is_same && said.file == record.id) add(said.calendar);
  }
  for (Call& call : read_matches(reader, org, stored, now, NoCustomer::kept))
    if (call.id == record.id || (call.same && call.same->id == record.id)) return std::move(call);
  return std::nullopt;
}

}  // namespace backbeat::calls
