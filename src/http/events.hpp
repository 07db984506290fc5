// Server-sent events: who listens to which topic, and what waits to be sent to them.
#pragma once

#include "http/api.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace backbeat::http {

class EventHub {
 public:
  /// One listening connection. It ends when it was told to, or when more waits for it than it may (it reads too slowly).
  class Listener {
   public:
    /// What waits, in the text of an event stream; empty when nothing does.
    [[nodiscard]] std::string take();
    [[nodiscard]] bool has_ended() const;

   private:
    friend class EventHub;
    mutable std::mutex m_mutex;
    Subscription m_subscription;
    std::string m_waiting;
    std::size_t m_count = 0;
    bool m_has_ended = false;
    std::function<void()> m_wake;
  };

  explicit EventHub(std::size_t most_waiting = 256) : m_most_waiting(most_waiting) {}

  /// Told who listens to a topic whenever that changes: distinct members, sorted. For a newcomer whose coming changes nothing it is called,
  /// too, and what it then publishes reaches the newcomer alone. Set before the first join. It may publish; it must not join or leave.
  using Presence = std::function<void(const std::string& topic, const std::vector<std::string>& members)>;
  void on_presence(Presence presence) { m_presence = std::move(presence); }

  /// Told who listens to a topic here, on this node, whenever that changes. Set before the first join; the same limits.
  void on_members_here(Presence members_here) { m_members_here = std::move(members_here); }
  /// Who listens to the topic on another node, in place of what was said of it before; tells presence. Safe from several threads.
  void set_elsewhere(const std::string& topic, const std::string& node, std::vector<std::string> members);
  /// Nobody listens there any more.
  void forget_node(const std::string& node);

  /// Sends an event to all who listen to the topic now. Never waits for them. `data` is JSON. Safe from several threads.
  void publish(const std::string& topic, std::string_view event, std::string_view data);

  /// `wake` is called, from any thread, when there is something to take or the end has come.
  [[nodiscard]] std::shared_ptr<Listener> join(Subscription subscription, std::function<void()> wake);
  void leave(const std::shared_ptr<Listener>& listener);
  /// Ends every listener of the topic: what they may hear has changed.
  void end_topic(const std::string& topic);

  [[nodiscard]] std::size_t listeners() const;
  /// Those of every node: distinct, sorted.
  [[nodiscard]] std::vector<std::string> members(const std::string& topic) const;
  [[nodiscard]] std::vector<std::string> members_here(const std::string& topic) const;
  /// That somebody listens to here.
  [[nodiscard]] std::vector<std::string> topics() const;
  [[nodiscard]] bool has_listeners(const std::string& topic) const;

 private:
  enum class Changed { here, elsewhere };
  void tell_presence(const std::string& topic, Changed changed);
  void tell_newcomer(const std::shared_ptr<Listener>& listener);
  [[nodiscard]] bool is_member(const std::string& topic, const std::string& member) const;
  void send(Listener& listener, const std::string& text) const;

  const std::size_t m_most_waiting;
  Presence m_presence;
  Presence m_members_here;
  std::mutex m_presence_mutex;  // taken before m_mutex, so that presence is told in the order of changes
  mutable std::mutex m_mutex;
  std::map<std::string, std::vector<std::shared_ptr<Listener>>> m_topics;
  std::map<std::string, std::map<std::string, std::vector<std::string>>> m_elsewhere;  // topic, node, members
};

/// `event: note` and `data: ...` lines, with the empty line at the end.
[[nodiscard]] std::string event_text(std::string_view event, std::string_view data);

}  // namespace backbeat::http
