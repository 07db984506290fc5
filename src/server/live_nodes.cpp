#include "server/live_nodes.hpp"

#include "base/text.hpp"
#include "http/topics.hpp"

#include <algorithm>

namespace backbeat::server {
namespace {

constexpr auto beat_every = std::chrono::seconds(2);
constexpr auto gone_after = std::chrono::seconds(10);
/// So much of looking again is done at a time: a node that comes back must not fall silent over its many open pages.
constexpr auto work_at_a_time = std::chrono::milliseconds(300);

/// The next word of a line, which loses it.
std::string_view take_word(std::string_view& line) {
  const auto end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

}  // namespace

LiveNodes::LiveNodes(Parts parts) : m_parts(std::move(parts)) {
  m_parts.hub.on_members_here([this](const std::string& topic, const std::vector<std::string>& members) { say_members(topic, members); });
}

void LiveNodes::tell_others(const std::string& topic, std::string_view reference) {
  m_parts.send(m_parts.node + " told " + topic + " " + std::string(reference));
}

void LiveNodes::leave() const {
  m_parts.send(m_parts.node + " bye");
}

void LiveNodes::say_members(const std::string& topic, const std::vector<std::string>& members) const {
  std::string line = m_parts.node + " here " + topic + " ";
  for (const std::string& member : members) {
    if (!line.ends_with(' ')) line += ',';
    line += http::id_of_member(member);  // not the name that follows
  }
  m_parts.send(std::move(line));
}

void LiveNodes::say_all_members() const {
  for (const std::string& topic : m_parts.hub.topics()) say_members(topic, m_parts.hub.members_here(topic));
}

void LiveNodes::look_again() {
  std::erase_if(m_tasks, [](const Task& task) { return task.node.empty(); });
  for (std::string& topic : m_parts.hub.topics()) m_tasks.push_back({.node = {}, .topic = std::move(topic), .ids_or_reference = {}});
}

void LiveNodes::connected() {
  m_parts.send(m_parts.node + " hello");
  say_all_members();
  look_again();
}

void LiveNodes::set_members(const Task& task) {
  std::vector<std::string> members;
  if (!task.ids_or_reference.empty()) members = m_parts.members_of(task.topic, split(task.ids_or_reference, ','));
  m_parts.hub.set_elsewhere(task.topic, task.node, std::move(members));
}

void LiveNodes::hear(std::string_view line, Time now) {
  const std::string node(take_word(line));
  if (node == m_parts.node) return;
  const std::string_view verb = take_word(line);
  if (verb == "bye") {
    m_last_heard.erase(node);
    m_parts.hub.forget_node(node);
    return;
  }
  m_last_heard[node] = now;
  if (verb == "hello") {
    say_all_members();
    look_again();
  } else if (verb == "here") {
    std::string topic(take_word(line));
    m_tasks.push_back({.node = node, .topic = std::move(topic), .ids_or_reference = std::string(line)});
    work();
  } else if (verb == "told") {
    std::string topic(take_word(line));
    if (!m_parts.hub.has_listeners(topic)) return;
    m_tasks.push_front({.node = {}, .topic = std::move(topic), .ids_or_reference = std::string(line)});
    work();
  }
}

void LiveNodes::tick(Time now) {
  if (now - m_last_beat >= beat_every) {
    m_last_beat = now;
    m_parts.send(m_parts.node + " beat");
  }
  bool is_any_gone = false;
  for (auto at = m_last_heard.begin(); at != m_last_heard.end();) {
    if (now - at->second < gone_after) {
      ++at;
      continue;
    }
    m_parts.hub.forget_node(at->first);
    at = m_last_heard.erase(at);
    is_any_gone = true;
  }
  if (is_any_gone) look_again();  // its last writes may be durable and never told
  work();
}

void LiveNodes::work() {
  const auto begun = std::chrono::steady_clock::now();
  while (!m_tasks.empty() && std::chrono::steady_clock::now() - begun < work_at_a_time) {
    const Task task = m_tasks.front();  // goes only when it is done
    if (task.node.empty()) {
      m_parts.retell(task.topic, task.ids_or_reference);
    } else if (m_last_heard.contains(task.node)) {
      set_members(task);
    }
    m_tasks.pop_front();
  }
}

}  // namespace backbeat::server
