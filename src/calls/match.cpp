#include "calls/match.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace backbeat::calls {
namespace {

using Keys = std::set<std::string>;

AccountName name_of_account(const std::string& key, const Known& known) {
  const auto found = known.accounts.find(key);
  return found != known.accounts.end() ? found->second : AccountName{.key = key, .name = key};
}

/// Which opportunity it is about, once the account is certain: the only open one, or the only open one of the rep.
void choose_opportunity(Match& match, const Evidence& evidence, const Known& known) {
  const auto open = known.open_at_account.find(match.account->key);
  if (open == known.open_at_account.end()) return;
  std::vector<OpportunityName> own;
  std::vector<OpportunityName> all;
  for (const std::string& key : open->second) {
    const auto found = known.opportunities.find(key);
    if (found == known.opportunities.end()) continue;
    all.push_back(found->second.name);
    if (evidence.rep && found->second.owner == evidence.rep) own.push_back(found->second.name);
  }
  if (own.size() == 1)
    match.opportunity = own.front();
  else if (all.size() == 1)
    match.opportunity = all.front();
  else
    match.opportunities = own.empty() ? all : own;
}

Match at_account(Reason reason, std::string found, const std::string& key, const Evidence& evidence, const Known& known) {
  Match match{.reason = reason, .found = std::move(found), .account = name_of_account(key, known)};
  choose_opportunity(match, evidence, known);
  return match;
}

/// One account is taken; several are said.
std::optional<Match> among(Reason reason, const std::string& found, const Keys& keys, const Evidence& evidence, const Known& known) {
  if (keys.empty()) return std::nullopt;
  if (keys.size() == 1) return at_account(reason, found, *keys.begin(), evidence, known);
  Match match{.reason = Reason::ambiguous, .found = found};
  for (const std::string& key : keys) match.accounts.push_back(name_of_account(key, known));
  std::ranges::sort(match.accounts, {}, [](const AccountName& account) { return std::pair(account.name, account.key); });
  return match;
}

Keys keys_in(const std::map<std::string, Keys, std::less<>>& index, std::string_view key) {
  const auto found = index.find(key);
  return found == index.end() ? Keys() : found->second;
}

std::optional<Match> by_correction(const Evidence& evidence, const Known& known) {
  if (!evidence.correction) return std::nullopt;
  const Correction& said = *evidence.correction;
  if (!said.is_customer_call) return Match{.reason = Reason::no_customer};
  if (said.opportunity.empty()) return at_account(Reason::corrected, "", said.account, evidence, known);
  Match match{.reason = Reason::corrected, .account = name_of_account(said.account, known)};
  const auto found = known.opportunities.find(said.opportunity);
  match.opportunity =
      found != known.opportunities.end() ? found->second.name : OpportunityName{.key = said.opportunity, .name = said.opportunity};
  return match;
}

std::optional<Match> by_opportunity(const Evidence& evidence, const Known& known) {
  const auto found = known.opportunities.find(evidence.opportunity_ref);
  if (evidence.opportunity_ref.empty() || found == known.opportunities.end()) return std::nullopt;
  Match match{.reason = Reason::opportunity_id, .found = evidence.opportunity_ref, .opportunity = found->second.name};
  if (!found->second.account.empty()) match.account = name_of_account(found->second.account, known);
  return match;
}

std::optional<Match> by_account(const Evidence& evidence, const Known& known) {
  if (evidence.account_ref.empty() || !known.accounts.contains(evidence.account_ref)) return std::nullopt;
  return at_account(Reason::account_id, evidence.account_ref, evidence.account_ref, evidence, known);
}

std::optional<Match> by_name(const Evidence& evidence, const Known& known) {
  const std::string name(trimmed(evidence.account_name));
  if (name.empty()) return std::nullopt;
  return among(Reason::account_name, name, keys_in(known.by_name, lower_ascii(name)), evidence, known);
}

std::optional<Match> by_domain(const Evidence& evidence, const Known& known) {
  Keys keys;
  std::set<std::string> deciding;
  for (const std::string& domain : evidence.domains) {
    for (const std::string& asked : domains_to_ask(domain)) {
      const Keys of_domain = keys_in(known.by_domain, asked);
      if (of_domain.empty()) continue;
      keys.insert(of_domain.begin(), of_domain.end());
      deciding.insert(asked);
      break;  // the nearest says it
    }
  }
  std::string found;
  for (const std::string& domain : deciding) found += (found.empty() ? "" : ", ") + domain;
  return among(Reason::domain, found, keys, evidence, known);
}

std::optional<Match> by_title(const Evidence& evidence, const Known& known) {
  Keys keys;
  std::string found;
  std::size_t longest = 0;
  for (const std::string& name : names_in(evidence.title)) {
    const Keys of_name = keys_in(known.by_name, name);
    if (of_name.empty() || name.size() < longest) continue;  // "Acme Bank" is not also Acme
    longest = name.size();
    found += (found.empty() ? "" : ", ") + name;
    keys.insert(of_name.begin(), of_name.end());
  }
  return among(Reason::title, found, keys, evidence, known);
}

bool is_edge(char c) {
  constexpr std::string_view edges = "()[]{}<>\"'.,;:!?|/\\-+*&#@";
  return edges.find(c) != std::string_view::npos;
}

std::string_view without_edges(std::string_view word) {
  while (!word.empty() && is_edge(word.front())) word.remove_prefix(1);
  while (!word.empty() && is_edge(word.back())) word.remove_suffix(1);
  return word;
}

}  // namespace

std::vector<std::string> domains_to_ask(std::string_view domain) {
  std::vector<std::string> out;
  while (domain.find('.') != std::string_view::npos && !is_public_domain(domain)) {
    out.emplace_back(domain);
    domain.remove_prefix(domain.find('.') + 1);
  }
  return out;
}

std::vector<std::string> names_in(std::string_view title) {
  constexpr std::size_t most_words = 5;
  constexpr std::size_t words_read = 24;
  constexpr std::size_t shortest = 4;
  std::vector<std::string_view> words;
  for (const std::string_view word : split(title, ' ')) {
    const std::string_view plain = without_edges(word);
    if (!plain.empty() && words.size() < words_read) words.push_back(plain);
  }
  std::set<std::string> names;
  for (std::size_t first = 0; first < words.size(); ++first) {
    std::string name;
    for (std::size_t count = 0; count < most_words && first + count < words.size(); ++count) {
      name += (count > 0 ? " " : "") + lower_ascii(words[first + count]);
      if (name.size() >= shortest) names.insert(name);
    }
  }
  std::vector<std::string> out(names.begin(), names.end());
  std::ranges::stable_sort(out, std::ranges::greater(), &std::string::size);
  return out;
}

Match match_of(const Evidence& evidence, const Known& known) {
  using Step = std::optional<Match> (*)(const Evidence&, const Known&);
  for (const Step step : {Step(by_correction), Step(by_opportunity), Step(by_account), Step(by_name), Step(by_domain), Step(by_title)})
    if (auto match = step(evidence, known)) return *std::move(match);
  return {.reason = Reason::none};
}

}  // namespace backbeat::calls
