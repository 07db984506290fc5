#include "http/events.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace backbeat::http {
namespace {

/// Whom what this thread publishes is for, while a newcomer is told who is there; otherwise nobody's, and it goes to the topic.
thread_local EventHub::Listener* only_for = nullptr;

}  // namespace

std::string event_text(std::string_view event, std::string_view data) {
  std::string out = "event: ";
  out += event;
  out += '\n';
  for (const std::string_view line : split(data, '\n')) {
    out += "data: ";
    out += line;
    out += '\n';
  }
  out += '\n';
  return out;
}

std::string EventHub::Listener::take() {
  const std::scoped_lock lock(m_mutex);
  m_count = 0;
  return std::exchange(m_waiting, {});
}

bool EventHub::Listener::has_ended() const {
  const std::scoped_lock lock(m_mutex);
  return m_has_ended;
}

void EventHub::send(Listener& listener, const std::string& text) const {
  const std::scoped_lock lock(listener.m_mutex);
  if (listener.m_has_ended) return;
  if (++listener.m_count > m_most_waiting) {
    listener.m_has_ended = true;
    listener.m_waiting.clear();
  } else {
    listener.m_waiting += text;
  }
  listener.m_wake();
}

void EventHub::publish(const std::string& topic, std::string_view event, std::string_view data) {
  const std::string text = event_text(event, data);
  if (only_for != nullptr) return send(*only_for, text);
  const std::scoped_lock lock(m_mutex);
  const auto found = m_topics.find(topic);
  if (found == m_topics.end()) return;
  for (const auto& listener : found->second) send(*listener, text);
}

std::shared_ptr<EventHub::Listener> EventHub::join(Subscription subscription, std::function<void()> wake) {
  auto listener = std::make_shared<Listener>();
  listener->m_subscription = subscription;
  listener->m_wake = std::move(wake);
  const std::scoped_lock presence_lock(m_presence_mutex);
  const bool is_known = is_member(subscription.topic, subscription.member);
  {
    const std::scoped_lock lock(m_mutex);
    m_topics[subscription.topic].push_back(listener);
  }
  if (subscription.member.empty()) return listener;
  if (is_known) {
    tell_newcomer(listener);
  } else {
    tell_presence(subscription.topic, Changed::here);
  }
  return listener;
}

void EventHub::leave(const std::shared_ptr<Listener>& listener) {
  const Subscription& subscription = listener->m_subscription;
  const std::scoped_lock presence_lock(m_presence_mutex);
  {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_topics.find(subscription.topic);
    if (found == m_topics.end()) return;
    std::erase(found->second, listener);
    if (found->second.empty()) m_topics.erase(found);
  }
  if (!subscription.member.empty() && !is_member(subscription.topic, subscription.member)) tell_presence(subscription.topic, Changed::here);
}

bool EventHub::is_member(const std::string& topic, const std::string& member) const {
  const std::scoped_lock lock(m_mutex);
  const auto found = m_topics.find(topic);
  return found != m_topics.end() &&
         std::ranges::any_of(found->second, [&](const auto& listener) { return listener->m_subscription.member == member; });
}

void EventHub::end_topic(const std::string& topic) {
  const std::scoped_lock lock(m_mutex);
  const auto found = m_topics.find(topic);
  if (found == m_topics.end()) return;
  for (const auto& listener : found->second) {
    const std::scoped_lock listener_lock(listener->m_mutex);
    listener->m_has_ended = true;
    listener->m_wake();
  }
}

void EventHub::tell_presence(const std::string& topic, Changed changed) {
  if (m_presence) m_presence(topic, members(topic));
  if (m_members_here && changed == Changed::here) m_members_here(topic, members_here(topic));
}

/// Everybody else knows already: of many pages of the same two people each would be told of each.
void EventHub::tell_newcomer(const std::shared_ptr<Listener>& listener) {
  if (!m_presence) return;
  const std::string& topic = listener->m_subscription.topic;
  only_for = listener.get();
  m_presence(topic, members(topic));
  only_for = nullptr;
}

void EventHub::set_elsewhere(const std::string& topic, const std::string& node, std::vector<std::string> members) {
  const std::scoped_lock presence_lock(m_presence_mutex);
  {
    const std::scoped_lock lock(m_mutex);
    auto& nodes = m_elsewhere[topic];
    if (nodes[node] == members && !members.empty()) return;
    if (members.empty()) {
      nodes.erase(node);
    } else {
      nodes[node] = std::move(members);
    }
    if (nodes.empty()) m_elsewhere.erase(topic);
  }
  tell_presence(topic, Changed::elsewhere);
}

void EventHub::forget_node(const std::string& node) {
  const std::scoped_lock presence_lock(m_presence_mutex);
  std::vector<std::string> changed;
  {
    const std::scoped_lock lock(m_mutex);
    for (auto at = m_elsewhere.begin(); at != m_elsewhere.end();) {
      if (at->second.erase(node) > 0) changed.push_back(at->first);
      at = at->second.empty() ? m_elsewhere.erase(at) : std::next(at);
    }
  }
  for (const std::string& topic : changed) tell_presence(topic, Changed::elsewhere);
}

std::size_t EventHub::listeners() const {
  const std::scoped_lock lock(m_mutex);
  std::size_t count = 0;
  for (const auto& [topic, listeners] : m_topics) count += listeners.size();
  return count;
}

std::vector<std::string> EventHub::members_here(const std::string& topic) const {
  const std::scoped_lock lock(m_mutex);
  std::set<std::string> out;
  if (const auto found = m_topics.find(topic); found != m_topics.end())
    for (const auto& listener : found->second)
      if (!listener->m_subscription.member.empty()) out.insert(listener->m_subscription.member);
  return {out.begin(), out.end()};
}

std::vector<std::string> EventHub::members(const std::string& topic) const {
  const auto here = members_here(topic);
  std::set<std::string> out(here.begin(), here.end());
  const std::scoped_lock lock(m_mutex);
  if (const auto found = m_elsewhere.find(topic); found != m_elsewhere.end())
    for (const auto& [node, members] : found->second) out.insert(members.begin(), members.end());
  return {out.begin(), out.end()};
}

std::vector<std::string> EventHub::topics() const {
  const std::scoped_lock lock(m_mutex);
  std::vector<std::string> out;
  for (const auto& [topic, listeners] : m_topics) out.push_back(topic);
  return out;
}

bool EventHub::has_listeners(const std::string& topic) const {
  const std::scoped_lock lock(m_mutex);
  return m_topics.contains(topic);
}

}  // namespace backbeat::http
