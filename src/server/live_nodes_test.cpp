#include "server/live_nodes.hpp"

#include "sql/sql.hpp"

#include <doctest/doctest.h>

#include <memory>

namespace backbeat::server {
namespace {

constexpr auto ana = "0d51pea00dat6";
constexpr auto mara = "0d51pea00dat7";
const std::string topic = "session/0d51pea00dat1/0d51pea00dat2";

/// Two nodes and a wire that delivers when the test says so.
struct TwoNodes {
  struct Node {
    http::EventHub hub;
    std::vector<std::string> retold;
    bool database_is_down = false;
    std::unique_ptr<LiveNodes> live;
  };
  Node a, b;
  std::vector<std::string> wire;
  LiveNodes::Time now{};

  TwoNodes() {
    for (Node* node : {&a, &b}) {
      node->live =
          std::make_unique<LiveNodes>(LiveNodes::Parts{.hub = node->hub,
                                                       .node = node == &a ? "a" : "b",
                                                       .send = [this](std::string line) { wire.push_back(std::move(line)); },
                                                       .members_of =
                                                           [node](const std::string&, const std::vector<std::string_view>& ids) {
                                                             if (node->database_is_down)
                                                               throw sql::Failure(sql::Failure::Kind::broken, "down");
                                                             std::vector<std::string> members;
                                                             for (const auto id : ids)
                                                               members.push_back(std::string(id) + (id == ana ? "Ana Ruiz" : "Mara Lind"));
                                                             return members;
                                                           },
                                                       .retell =
                                                           [node](const std::string& of, std::string_view reference) {
                                                             if (node->database_is_down)
                                                               throw sql::Failure(sql::Failure::Kind::broken, "down");
                                                             node->retold.push_back(of + " " + std::string(reference));
                                                           }});
    }
    for (Node* node : {&a, &b}) node->live->connected();
    deliver();
  }
  void deliver() {
    while (!wire.empty()) {
      for (const std::string& line : std::exchange(wire, {})) {
        for (Node* node : {&a, &b}) {
          try {
            node->live->hear(line, now);
          } catch (const sql::Failure&) {
          }
        }
      }
    }
  }
  std::shared_ptr<http::EventHub::Listener> join(Node& node, const std::string& member) {
    auto listener = node.hub.join({.topic = topic, .member = member}, [] {});
    deliver();
    return listener;
  }
  void pass(std::chrono::seconds time, bool b_is_heard = true) {
    for (now += std::chrono::seconds(1); time.count() > 0; time -= std::chrono::seconds(1), now += std::chrono::seconds(1)) {
      a.live->tick(now);
      if (b_is_heard) b.live->tick(now);
      deliver();
    }
  }
};

}  // namespace

TEST_CASE_FIXTURE(TwoNodes, "what is told on one node is told again on the other where somebody listens, and only there") {
  a.live->tell_others(topic, "note open");
  deliver();
  CHECK(b.retold.empty());
  const auto listener = join(b, std::string(mara) + "Mara Lind");
  a.live->tell_others(topic, "note open");
  a.live->tell_others(topic, "state");
  deliver();
  CHECK(b.retold == std::vector<std::string>{topic + " note open", topic + " state"});
  CHECK(a.retold.empty());
}

TEST_CASE_FIXTURE(TwoNodes, "both people see each other wherever their pages are served, and no name travels") {
  std::string travelled;
  const auto on_a = a.hub.join({.topic = topic, .member = std::string(ana) + "Ana Ruiz"}, [] {});
  const auto on_b = b.hub.join({.topic = topic, .member = std::string(mara) + "Mara Lind"}, [] {});
  for (const std::string& line : wire) travelled += line + "\n";
  deliver();
  const std::vector<std::string> both = {std::string(ana) + "Ana Ruiz", std::string(mara) + "Mara Lind"};
  CHECK(a.hub.members(topic) == both);
  CHECK(b.hub.members(topic) == both);
  CHECK(travelled.find("Ana") == std::string::npos);
  CHECK(travelled.find(ana) != std::string::npos);
  a.hub.leave(on_a);
  deliver();
  CHECK(b.hub.members(topic) == std::vector<std::string>{std::string(mara) + "Mara Lind"});
}

TEST_CASE_FIXTURE(TwoNodes, "a node that says nothing for ten seconds is gone with its people, and what it wrote last is looked up") {
  const auto on_a = join(a, std::string(ana) + "Ana Ruiz");
  const auto on_b = join(b, std::string(mara) + "Mara Lind");
  pass(std::chrono::seconds(8));
  CHECK(a.hub.members(topic).size() == 2);
  a.retold.clear();
  pass(std::chrono::seconds(8), false);
  CHECK(a.hub.members(topic).size() == 2);
  pass(std::chrono::seconds(4), false);
  CHECK(a.hub.members(topic) == std::vector<std::string>{std::string(ana) + "Ana Ruiz"});
  CHECK(a.retold == std::vector<std::string>{topic + " "});
}

TEST_CASE_FIXTURE(TwoNodes, "a node that stops says so") {
  const auto on_a = join(a, std::string(ana) + "Ana Ruiz");
  const auto on_b = join(b, std::string(mara) + "Mara Lind");
  b.live->leave();
  deliver();
  CHECK(a.hub.members(topic).size() == 1);
}

TEST_CASE_FIXTURE(TwoNodes, "who missed lines tells its pages everything again and hears who is where") {
  const auto on_a = join(a, std::string(ana) + "Ana Ruiz");
  b.hub.forget_node("a");
  const auto on_b = b.hub.join({.topic = topic, .member = std::string(mara) + "Mara Lind"}, [] {});
  wire.clear();  // lost
  b.live->connected();
  deliver();
  b.live->tick(now);
  CHECK(b.retold.back() == topic + " ");
  CHECK(b.hub.members(topic).size() == 2);
  CHECK(a.hub.members(topic).size() == 2);
  a.live->tick(now);
  CHECK(a.retold.back() == topic + " ");  // what b wrote before it was lost may never have been told
}

TEST_CASE_FIXTURE(TwoNodes, "what could not be read is read at the next tick") {
  const auto on_b = join(b, std::string(mara) + "Mara Lind");
  b.live->tick(now);
  b.retold.clear();
  b.database_is_down = true;
  const auto on_a = join(a, std::string(ana) + "Ana Ruiz");
  a.live->tell_others(topic, "note open");
  deliver();
  CHECK(b.retold.empty());
  CHECK(b.hub.members(topic).size() == 1);
  b.database_is_down = false;
  b.live->tick(now);
  CHECK(b.retold == std::vector<std::string>{topic + " note open"});
  CHECK(b.hub.members(topic).size() == 2);
}

}  // namespace backbeat::server
