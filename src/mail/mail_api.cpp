#include "mail/mail_api.hpp"

namespace backbeat::mail {
namespace wire {

enum class LetterState { waiting, dead };
BOOST_DESCRIBE_ENUM(LetterState, waiting, dead)

struct LetterView {
  Id<Letter> id;
  std::string kind;
  LetterState state = LetterState::waiting;
  std::string address;
  Instant created_at;
  std::optional<Instant> next_try_at = {};
  std::optional<Instant> last_tried_at = {};
  int attempts = 0;
  std::string error;
};
BOOST_DESCRIBE_STRUCT(LetterView, (), (id, kind, state, address, created_at, next_try_at, last_tried_at, attempts, error))

struct MailView {
  bool is_set_up = false;                  // false: nothing leaves before somebody sets a mail server
  std::optional<std::string> server = {};  // "smtp.example.com:587, starttls"
  std::optional<std::string> from = {};
  bool is_simulated = false;  // a simulated organisation's letters are never sent
  std::int64_t waiting = 0;
  std::int64_t sent = 0;  // of the last 90 days
  std::int64_t dead = 0;
  std::optional<Instant> oldest_waiting_at = {};
  std::optional<Instant> last_sent_at = {};
  std::vector<LetterView> letters;
  std::optional<std::string> next_cursor = {};
};
BOOST_DESCRIBE_STRUCT(MailView, (),
                      (is_set_up, server, from, is_simulated, waiting, sent, dead, oldest_waiting_at, last_sent_at, letters, next_cursor))

struct MailQuery {
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(MailQuery, (), (cursor, limit))

struct LetterPath {
  Id<Letter> id;
};
BOOST_DESCRIBE_STRUCT(LetterPath, (), (id))

}  // namespace wire

namespace {

using namespace wire;

LetterView letter_view(LetterRow row) {
  return {.id = row.id,
          .kind = std::move(row.kind),
          .state = row.state == State::dead ? LetterState::dead : LetterState::waiting,
          .address = std::move(row.address),
          .created_at = row.created_at,
          .next_try_at = row.next_try_at,
          .last_tried_at = row.last_tried_at,
          .attempts = row.attempts,
          .error = std::move(row.error)};
}

MailView mail_view(MailPage page, const Route& route) {
  MailView out{.is_set_up = route.is_set(),
               .is_simulated = page.is_simulated,
               .waiting = page.counts.waiting,
               .sent = page.counts.sent,
               .dead = page.counts.dead,
               .oldest_waiting_at = page.counts.oldest_waiting,
               .last_sent_at = page.counts.last_sent,
               .letters = {}};
  if (route.is_set()) {
    out.server = route.server;
    out.from = route.from;
  }
  for (LetterRow& row : page.rows) out.letters.push_back(letter_view(std::move(row)));
  return out;
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Mails& mails) {
  router.tag("mail", "Letters the program sends: how many, and which were given up. No subjects, no texts.");
  router.get<MailQuery, MailView>("/api/mail",
                                  {.id = "get_mail",
                                   .summary = "The state of the outbox",
                                   .description = "Counts, then the letters that were given up or failed and wait, newest first.",
                                   .tag = "mail",
                                   .errors = {&errors::forbidden}},
                                  [&](const http::Call& call, const MailQuery& in) -> Result<MailView> {
                                    const access::Actor actor =
                                        TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                    std::optional<Id<Letter>> before;
                                    if (in.cursor) {
                                      const Fields cursor = TRY(call.decode_cursor(*in.cursor));
                                      before = Id<Letter>(cursor.number("id"));
                                    }
                                    MailPage page = TRY(mails.page(actor, before, in.limit ? static_cast<int>(in.limit->value()) : 50));
                                    const auto next = page.next;
                                    MailView out = mail_view(std::move(page), mails.route());
                                    if (next) out.next_cursor = call.encode_cursor(Fields().add("id", next->value()));
                                    return out;
                                  });
  router.post<LetterPath, Done>("/api/mail/{id}/retry",
                                {.id = "retry_letter",
                                 .summary = "Try a letter again that was given up",
                                 .tag = "mail",
                                 .errors = {&errors::forbidden, &errors::not_found, &not_dead, &access::needs_a_browser}},
                                [&](const http::Call& call, const LetterPath& in) -> Result<Done> {
                                  const access::Actor actor =
                                      TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                  return mails.retry(actor, in.id);
                                });
  router.del<LetterPath, Done>("/api/mail/{id}",
                               {.id = "drop_letter",
                                .summary = "Forget a letter that was given up",
                                .tag = "mail",
                                .errors = {&errors::forbidden, &errors::not_found, &not_dead, &access::needs_a_browser}},
                               [&](const http::Call& call, const LetterPath& in) -> Result<Done> {
                                 const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                 return mails.drop(actor, in.id);
                               });
}

}  // namespace backbeat::mail
