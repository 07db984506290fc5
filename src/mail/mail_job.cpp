#include "mail/mail_job.hpp"

#include <algorithm>

namespace backbeat::mail {

void SendingJob::send_one(const Leased& letter, Round& round) const {
  if (!is_mail_address(letter.letter.address)) {  // an admin tried it again
    m_outbox.give_up(letter, "no e-mail address that can be sent to");
    ++round.dead;
    return;
  }
  const std::string id = message_id(letter.org, letter.id, m_plan.sender);
  const std::string message = message_of(letter.letter, m_plan.sender, id, letter.created_at);
  const net::Sent sent = m_send({.from = m_plan.sender.address, .to = letter.letter.address}, message);
  switch (sent.delivery) {
    case net::Delivery::taken:
      m_outbox.sent(letter);
      ++round.sent;
      return;
    case net::Delivery::later:
      m_outbox.put_off(letter, sent.said, m_plan.most_attempts);
      ++(letter.attempts + 1 >= m_plan.most_attempts ? round.dead : round.put_off);
      return;
    case net::Delivery::never:
      m_outbox.give_up(letter, sent.said);
      ++round.dead;
      return;
    case net::Delivery::unreachable:
      m_outbox.give_back(letter, sent.said);
      round.trouble = sent.said.empty() ? "no answer" : sent.said;
      return;
  }
}

SendingJob::Round SendingJob::run(const std::function<bool()>& is_ending) {
  constexpr Duration longest_quiet = std::chrono::minutes(15);
  Round round;
  if (m_clock.now() < m_quiet_until) return round;
  // One at a time: a program that dies has one letter that may go out twice.
  while (!is_ending()) {
    const std::vector<Leased> letters = m_outbox.take(1);
    if (letters.empty()) return round;
    send_one(letters.front(), round);
    if (!round.trouble.empty()) {
      m_quiet_until = m_clock.now() + std::min(longest_quiet, backoff(++m_out_of_reach, 0));
      return round;
    }
    m_out_of_reach = 0;
  }
  return round;
}

}  // namespace backbeat::mail
