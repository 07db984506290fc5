// Live pages of several nodes: what is written on one is told on all, and both people of a conversation see each other wherever their
// page is served. Lines between nodes carry ids only; the node that hears one reads what it stands for from the database.
//
//   NODE hello                   it has just come, or may have missed something: say who is where, and look again yourselves
//   NODE beat                    it is there; who was not heard of for ten seconds is gone
//   NODE bye
//   NODE here TOPIC PERSON,...   exactly these listen to the topic on it
//   NODE told TOPIC REFERENCE    something was told to the topic; the reference says where it stands
#pragma once

#include "http/events.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::server {

class LiveNodes {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Parts {
    http::EventHub& hub;
    std::string node;  // a word that no other node has
    std::function<void(std::string line)> send;
    /// The members of a topic as the hub has them, from the ids that begin theirs.
    std::function<std::vector<std::string>(const std::string& topic, const std::vector<std::string_view>& ids)> members_of;
    /// Reads what a reference of a topic stands for, everything where it is empty, and publishes it on this node's hub.
    std::function<void(const std::string& topic, std::string_view reference)> retell;
  };

  /// Sets the hub's on_members_here.
  explicit LiveNodes(Parts parts);

  /// Something was told to a topic on this node. From any thread; does not wait.
  void tell_others(const std::string& topic, std::string_view reference);
  /// The last word.
  void leave() const;

  // For the channel's thread. What these read can fail; it is then tried again at the next tick.
  void connected();
  void hear(std::string_view line, Time now);
  void tick(Time now);

 private:
  struct Task {
    std::string node;  // whose members these are; empty: something is to be told again
    std::string topic;
    std::string ids_or_reference;
  };
  void say_members(const std::string& topic, const std::vector<std::string>& members) const;
  void say_all_members() const;
  void look_again();
  void set_members(const Task& task);
  void work();

  Parts m_parts;
  std::map<std::string, Time> m_last_heard;  // by node; of the channel's thread, as all below
  std::deque<Task> m_tasks;
  Time m_last_beat{};
};

}  // namespace backbeat::server
