#include "calls/calls_api.hpp"

namespace backbeat::calls {

BOOST_DESCRIBE_ENUM(Origin, calendar, file)
BOOST_DESCRIBE_ENUM(Reason, corrected, opportunity_id, account_id, account_name, domain, title, ambiguous, none, no_customer)
BOOST_DESCRIBE_ENUM(SameBy, said, opportunity, account, guest, domain)
BOOST_DESCRIBE_ENUM(Which, all, unmatched, matched)
BOOST_DESCRIBE_STRUCT(AccountName, (), (key, name))
BOOST_DESCRIBE_STRUCT(OpportunityName, (), (key, name))

namespace wire {

struct CallPerson {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CallPerson, (), (id, name))

struct CallAttendee {
  std::string address;
  std::optional<std::string> name = {};
};
BOOST_DESCRIBE_STRUCT(CallAttendee, (), (address, name))

/// What the call is about. `found` is the id, name or domain that decided. Where it is ambiguous, `accounts` are those it could be; where
/// the account is certain and the opportunity is not, `opportunities` are those open there.
struct CallMatch {
  Reason reason = Reason::none;
  std::optional<std::string> found = {};
  std::optional<AccountName> account = {};
  std::optional<OpportunityName> opportunity = {};
  std::vector<AccountName> accounts;
  std::vector<OpportunityName> opportunities;
};
BOOST_DESCRIBE_STRUCT(CallMatch, (), (reason, found, account, opportunity, accounts, opportunities))

/// What another source has at that time. `by`: why it is the same call.
struct OtherCallRecord {
  Id<CallEntry> id;
  Origin origin = Origin::file;
  Instant starts_at;
  std::string title;
  std::optional<SameBy> by = {};
};
BOOST_DESCRIBE_STRUCT(OtherCallRecord, (), (id, origin, starts_at, title, by))

/// `same`: another source has this call, too; it is listed once. `near`: what another source has at that time is perhaps the same call.
/// `stage` is the opportunity's when the call begins; `stage_order` counts from 1 through `stage_count`.
struct CallView {
  Id<CallEntry> id;
  Origin origin = Origin::file;
  CallPerson rep;
  Instant starts_at;
  Instant ends_at;
  bool is_cancelled = false;
  std::string title;
  std::vector<CallAttendee> attendees;
  CallMatch match;
  bool needs_match = false;
  std::optional<std::string> stage = {};
  std::optional<int> stage_order = {};
  std::optional<int> stage_count = {};
  std::optional<OtherCallRecord> same = {};
  std::vector<OtherCallRecord> near = {};
};
BOOST_DESCRIBE_STRUCT(CallView, (),
                      (id, origin, rep, starts_at, ends_at, is_cancelled, title, attendees, match, needs_match, stage, stage_order,
                       stage_count, same, near))

struct CallsView {
  std::vector<CallView> calls;
  std::int64_t unmatched = 0;  // of the whole stretch, on this page or not
  std::int64_t total = 0;
  std::optional<std::string> next_cursor = {};
};
BOOST_DESCRIBE_STRUCT(CallsView, (), (calls, unmatched, total, next_cursor))

struct CallsQuery {
  std::optional<Id<Person>> rep;
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::optional<Which> which;
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(CallsQuery, (), (rep, from, to, which, cursor, limit))

struct CallPath {
  Id<CallEntry> id;
};
BOOST_DESCRIBE_STRUCT(CallPath, (), (id))

struct CallChoicesQuery {
  Id<CallEntry> id;
  std::optional<http::Str<0, 100>> search;
};
BOOST_DESCRIBE_STRUCT(CallChoicesQuery, (), (id, search))

struct CallChoice {
  AccountName account;
  std::vector<OpportunityName> opportunities;
};
BOOST_DESCRIBE_STRUCT(CallChoice, (), (account, opportunities))

/// Either an account, with one of its opportunities or none, or no customer call at all.
struct MatchRequest {
  Id<CallEntry> id;
  std::optional<bool> is_customer_call = {};
  std::optional<http::Str<1, 254>> account = {};
  std::optional<http::Str<1, 254>> opportunity = {};
};
BOOST_DESCRIBE_STRUCT(MatchRequest, (), (id, is_customer_call, account, opportunity))

struct SameCallRequest {
  Id<CallEntry> id;
  Id<CallEntry> other_id;
  bool same = true;
};
BOOST_DESCRIBE_STRUCT(SameCallRequest, (), (id, other_id, same))

struct SameCallPath {
  Id<CallEntry> id;
  Id<CallEntry> other_id;
};
BOOST_DESCRIBE_STRUCT(SameCallPath, (), (id, other_id))

}  // namespace wire

namespace {

using namespace wire;

std::optional<std::string> unless_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}
std::optional<int> unless_zero(int number) {
  return number == 0 ? std::nullopt : std::optional(number);
}

OtherCallRecord record_view(OtherRecord record) {
  return {.id = record.id, .origin = record.origin, .starts_at = record.starts, .title = std::move(record.title)};
}

CallView call_view(Row row) {
  Call& call = row.call;
  CallView out{.id = call.id,
               .origin = call.origin,
               .rep = {.id = call.rep, .name = std::move(row.rep_name)},
               .starts_at = call.starts,
               .ends_at = call.ends,
               .is_cancelled = call.is_cancelled,
               .title = std::move(call.title),
               .attendees = {},
               .match = {},
               .needs_match = call.needs_a_match(),
               .stage = unless_empty(std::move(call.stage)),
               .stage_order = unless_zero(call.stage_order),
               .stage_count = unless_zero(call.stage_count)};
  for (Attendee& attendee : call.outside)
    out.attendees.push_back({.address = std::move(attendee.address), .name = unless_empty(std::move(attendee.name))});
  if (call.same) {
    const SameBy by = call.same->by;
    out.same = record_view(*std::move(call.same));
    out.same->by = by;
  }
  for (OtherRecord& each : call.near) out.near.push_back(record_view(std::move(each)));
  out.match = {.reason = call.match.reason,
               .found = unless_empty(std::move(call.match.found)),
               .account = std::move(call.match.account),
               .opportunity = std::move(call.match.opportunity),
               .accounts = std::move(call.match.accounts),
               .opportunities = std::move(call.match.opportunities)};
  return out;
}

Fields cursor_of(const Call& last) {
  return Fields().add("unmatched", last.needs_a_match() ? 1 : 0).add("starts", last.starts.unix_ms()).add("id", last.id.value());
}

Result<Said> said_of(const MatchRequest& in) {
  Said said{.is_customer_call = in.is_customer_call.value_or(true)};
  if (in.account) said.account = in.account->value();
  if (in.opportunity) said.opportunity = in.opportunity->value();
  if (said.is_customer_call && said.account.empty()) return expected_value("account", "the key of an account", "nothing");
  if (!said.is_customer_call && !said.account.empty())
    return expected_value("account", "nothing, for it is no customer call", said.account);
  return said;
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Calls& calls) {
  router.tag("calls", "Customer calls from calendars and files, and what each is about. For the rep and those above them.");
  router.get<CallsQuery, CallsView>(
      "/api/calls",
      {.id = "list_calls",
       .summary = "Calls of one rep, or of oneself and everybody below",
       .description =
           "From `from` (now) to before `to` (two weeks later), at most 100 days. Those that nobody and nothing has matched come "
           "first, then by time.",
       .tag = "calls",
       .errors = {&errors::not_found, &errors::invalid_value}},
      [&](const http::Call& call, const CallsQuery& in) -> Result<CallsView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        Query query{.rep = in.rep, .from = in.from.value_or(desk.now()), .to = {}, .which = in.which.value_or(Which::all)};
        query.to = in.to.value_or(query.from + std::chrono::days(14));
        if (in.limit) query.limit = static_cast<int>(in.limit->value());
        if (in.cursor) {
          const Fields cursor = TRY(call.decode_cursor(*in.cursor));
          query.after =
              std::pair(cursor.number("unmatched") != 0, std::pair(Instant(cursor.number("starts")), Id<CallEntry>(cursor.number("id"))));
        }
        Page page = TRY(calls.page(actor, query));
        CallsView out{.calls = {}, .unmatched = page.unmatched, .total = page.total};
        if (page.has_more) out.next_cursor = call.encode_cursor(cursor_of(page.rows.back().call));
        for (Row& row : page.rows) out.calls.push_back(call_view(std::move(row)));
        return out;
      });
  router.get<CallChoicesQuery, http::List<CallChoice>>(
      "/api/calls/{id}/choices",
      {.id = "list_call_choices",
       .summary = "Accounts a call could be with",
       .description = "By part of a name; without one those it could be and the accounts of the rep's own open opportunities. At most 20.",
       .tag = "calls",
       .errors = {&errors::not_found}},
      [&](const http::Call& call, const CallChoicesQuery& in) -> Result<http::List<CallChoice>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        http::List<CallChoice> out;
        for (Choice& choice : TRY(calls.choices(actor, in.id, in.search ? in.search->value() : std::string())))
          out.items.push_back({.account = std::move(choice.account), .opportunities = std::move(choice.opportunities)});
        return out;
      });
  router.post<MatchRequest, CallView>(
      "/api/calls/{id}/match",
      {.id = "match_call",
       .summary = "Say whom a call is with",
       .description = "Holds through later imports. `is_customer_call: false` says it is with nobody outside.",
       .tag = "calls",
       .errors = {&errors::not_found, &errors::invalid_value, &no_such_account, &no_such_opportunity, &access::needs_a_browser}},
      [&](const http::Call& call, const MatchRequest& in) -> Result<CallView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const Said said = TRY(said_of(in));
        return call_view(TRY(calls.match(actor, in.id, said)));
      });
  router.del<CallPath, CallView>("/api/calls/{id}/match",
                                 {.id = "undo_call_match",
                                  .summary = "Take back what was said last of a call",
                                  .tag = "calls",
                                  .errors = {&errors::not_found, &nothing_to_undo, &access::needs_a_browser}},
                                 [&](const http::Call& call, const CallPath& in) -> Result<CallView> {
                                   const access::Actor actor =
                                       TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                   return call_view(TRY(calls.undo(actor, in.id)));
                                 });
  router.post<SameCallRequest, CallView>(
      "/api/calls/{id}/same",
      {.id = "pair_calls",
       .summary = "Say whether a calendar's meeting and a file's call are one call",
       .description = "Holds through later imports. `same: false` says that they are two. Answers with the calendar's.",
       .tag = "calls",
       .errors = {&errors::not_found, &not_two_records, &access::needs_a_browser}},
      [&](const http::Call& call, const SameCallRequest& in) -> Result<CallView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return call_view(TRY(calls.pair(actor, in.id, in.other_id, in.same ? Together::same_call : Together::two_calls)));
      });
  router.del<SameCallPath, CallView>("/api/calls/{id}/same/{other_id}",
                                     {.id = "unpair_calls",
                                      .summary = "Take back what was said of the two",
                                      .tag = "calls",
                                      .errors = {&errors::not_found, &not_two_records, &nothing_said_of_both, &access::needs_a_browser}},
                                     [&](const http::Call& call, const SameCallPath& in) -> Result<CallView> {
                                       const access::Actor actor =
                                           TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                       return call_view(TRY(calls.unpair(actor, in.id, in.other_id)));
                                     });
}

}  // namespace backbeat::calls
