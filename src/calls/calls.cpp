#include "calls/calls.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace backbeat::calls {

std::string_view name_of(Origin origin) {
  switch (origin) {
    case Origin::calendar:
      return "calendar";
    case Origin::file:
      return "file";
  }
  ASSERT(false);
}

std::string_view name_of(Reason reason) {
  switch (reason) {
    case Reason::corrected:
      return "corrected";
    case Reason::opportunity_id:
      return "opportunity_id";
    case Reason::account_id:
      return "account_id";
    case Reason::account_name:
      return "account_name";
    case Reason::domain:
      return "domain";
    case Reason::title:
      return "title";
    case Reason::ambiguous:
      return "ambiguous";
    case Reason::none:
      return "none";
    case Reason::no_customer:
      return "no_customer";
  }
  ASSERT(false);
}

std::string_view name_of(SameBy by) {
  switch (by) {
    case SameBy::said:
      return "said";
    case SameBy::opportunity:
      return "opportunity";
    case SameBy::account:
      return "account";
    case SameBy::guest:
      return "guest";
    case SameBy::domain:
      return "domain";
  }
  return "";
}

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::appeared:
      return "appeared";
    case ChangeKind::moved:
      return "moved";
    case ChangeKind::cancelled:
      return "cancelled";
    case ChangeKind::restored:
      return "restored";
  }
  ASSERT(false);
}

std::optional<Change> change_between(const std::optional<Stored>& before, const Stored& now) {
  if (!now.rep) return std::nullopt;
  Change change{.kind = ChangeKind::appeared,
                .call = now.id,
                .rep = *now.rep,
                .starts = now.starts,
                .ends = now.ends,
                .started = now.starts,
                .ended = now.ends};
  const bool was_there = before && before->rep == now.rep && !before->is_cancelled;
  if (before && before->rep == now.rep) {
    change.started = before->starts;
    change.ended = before->ends;
  }
  if (now.is_cancelled) {
    change.kind = ChangeKind::cancelled;
    return was_there ? std::optional(change) : std::nullopt;
  }
  if (!was_there) {
    change.kind = before && before->rep == now.rep ? ChangeKind::restored : ChangeKind::appeared;
    return change;
  }
  if (before->starts == now.starts && before->ends == now.ends) return std::nullopt;
  change.kind = ChangeKind::moved;
  return change;
}

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) return {};
  return lower_ascii(trimmed(address.substr(at + 1)));
}

bool is_public_domain(std::string_view domain) {
  constexpr std::string_view providers[] = {
      "126.com",     "163.com",    "aol.com",        "fastmail.com",   "free.fr",     "gmail.com",     "gmx.at",      "gmx.ch",
      "gmx.com",     "gmx.de",     "gmx.net",        "googlemail.com", "hey.com",     "hotmail.co.uk", "hotmail.com", "hotmail.es",
      "hotmail.fr",  "icloud.com", "laposte.net",    "libero.it",      "live.com",    "mac.com",       "mail.com",    "mail.ru",
      "me.com",      "msn.com",    "naver.com",      "orange.fr",      "outlook.com", "outlook.de",    "outlook.es",  "outlook.fr",
      "pm.me",       "proton.me",  "protonmail.com", "qq.com",         "t-online.de", "wanadoo.fr",    "web.de",      "yahoo.co.jp",
      "yahoo.co.uk", "yahoo.com",  "yahoo.de",       "yahoo.es",       "yahoo.fr",    "yandex.ru",     "ymail.com",   "zoho.com"};
  return std::ranges::find(providers, domain) != std::end(providers);
}

namespace {

/// A domain is ours when it is one of ours or below one.
bool is_ours(std::string_view domain, const Domains& ours) {
  while (!domain.empty()) {
    if (ours.contains(domain)) return true;
    const auto point = domain.find('.');
    if (point == std::string_view::npos) return false;
    domain.remove_prefix(point + 1);
  }
  return false;
}

}  // namespace

std::vector<Attendee> outside_of(const std::vector<Attendee>& attendees, const Domains& ours) {
  std::vector<Attendee> out;
  for (const Attendee& attendee : attendees) {
    const std::string domain = domain_of(attendee.address);
    // Calendars invite rooms and lists as people: "…@resource.calendar.google.com", "…@group.calendar.google.com".
    if (domain.empty() || domain.ends_with("calendar.google.com") || is_ours(domain, ours)) continue;
    out.push_back(attendee);
  }
  return out;
}

}  // namespace backbeat::calls
