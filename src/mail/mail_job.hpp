// The job that sends: takes what is due from the outbox, hands it to the server, marks what became of it.
#pragma once

#include "mail/mail_actions.hpp"
#include "mail/message.hpp"
#include "net/net.hpp"

#include <functional>

namespace backbeat::mail {

class SendingJob {
 public:
  using Send = std::function<net::Sent(const net::Envelope&, std::string_view message)>;
  struct Plan {
    Sender sender;
    int most_attempts = 10;  // refused so often for now, a letter is dead
  };

  /// The outbox and the clock must outlive this.
  SendingJob(const Outbox& outbox, const Clock& clock, Plan plan, Send send)
      : m_outbox(outbox), m_clock(clock), m_plan(std::move(plan)), m_send(std::move(send)) {}

  struct Round {
    int sent = 0;
    int put_off = 0;
    int dead = 0;
    std::string trouble;  // why the server was not reached; empty: it was, or was not needed
    friend bool operator==(const Round&, const Round&) = default;
  };
  /// Sends what is due, one after the other, until nothing is or the program ends. Where the server is out of reach it is left alone for a
  /// while: longer each time.
  Round run(const std::function<bool()>& is_ending = [] { return false; });

 private:
  void send_one(const Leased& letter, Round& round) const;

  const Outbox& m_outbox;
  const Clock& m_clock;
  Plan m_plan;
  Send m_send;
  int m_out_of_reach = 0;  // times in a row
  Instant m_quiet_until;
};

}  // namespace backbeat::mail
