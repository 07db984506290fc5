#include "http/events.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

TEST_CASE("an event reaches who listens to its topic, in order, and nobody else") {
  EventHub hub;
  int woken = 0;
  const auto ana = hub.join({.topic = "one"}, [&] { ++woken; });
  const auto ben = hub.join({.topic = "two"}, [] {});
  hub.publish("one", "note", "{\"a\":1}");
  hub.publish("one", "state", "{}");
  hub.publish("nobody", "state", "{}");
  CHECK(woken == 2);
  CHECK(ana->take() == "event: note\ndata: {\"a\":1}\n\nevent: state\ndata: {}\n\n");
  CHECK(ana->take().empty());
  CHECK(ben->take().empty());
  hub.leave(ana);
  hub.publish("one", "note", "{}");
  CHECK(ana->take().empty());
  CHECK(hub.listeners() == 1);
}

TEST_CASE("who reads too slowly is ended, the others go on") {
  EventHub hub(2);
  const auto slow = hub.join({.topic = "t"}, [] {});
  const auto fast = hub.join({.topic = "t"}, [] {});
  for (int i = 0; i < 3; ++i) {
    hub.publish("t", "tick", "1");
    CHECK_FALSE(fast->take().empty());
  }
  CHECK(slow->has_ended());
  CHECK(slow->take().empty());
  CHECK_FALSE(fast->has_ended());
}

TEST_CASE("presence tells the distinct members of a topic at each change") {
  EventHub hub;
  std::vector<std::string> told;
  hub.on_presence([&](const std::string& topic, const std::vector<std::string>& members) {
    std::string line = topic + ":";
    for (const auto& member : members) line += " " + member;
    told.push_back(line);
    hub.publish(topic, "presence", "[]");
  });
  const auto ana = hub.join({.topic = "t", .member = "ana"}, [] {});
  const auto ben = hub.join({.topic = "t", .member = "ben"}, [] {});
  const auto again = hub.join({.topic = "t", .member = "ana"}, [] {});
  const auto nameless = hub.join({.topic = "t"}, [] {});
  hub.leave(ana);
  hub.leave(again);
  CHECK(told == std::vector<std::string>{"t: ana", "t: ana ben", "t: ana ben", "t: ben"});  // the second page of ana's tells ana alone
  CHECK(nameless->take() == "event: presence\ndata: []\n\n");
}

TEST_CASE("who opens a second page is told who is there, and nobody else is told again") {
  EventHub hub;
  hub.on_presence([&](const std::string& topic, const std::vector<std::string>&) { hub.publish(topic, "presence", "[]"); });
  const auto ana = hub.join({.topic = "t", .member = "ana"}, [] {});
  const auto ben = hub.join({.topic = "t", .member = "ben"}, [] {});
  CHECK_FALSE(ana->take().empty());
  CHECK_FALSE(ben->take().empty());
  const auto again = hub.join({.topic = "t", .member = "ana"}, [] {});
  CHECK(again->take() == "event: presence\ndata: []\n\n");
  CHECK(ana->take().empty());
  CHECK(ben->take().empty());
  hub.leave(again);
  CHECK(ben->take().empty());
  hub.publish("t", "note", "{}");
  CHECK_FALSE(ben->take().empty());
}

TEST_CASE("who listens on another node is present here, and is gone when that node is") {
  EventHub hub;
  std::vector<std::string> told;
  std::vector<std::string> told_to_others;
  const auto line_into = [](std::vector<std::string>& lines) {
    return [&lines](const std::string& topic, const std::vector<std::string>& members) {
      std::string line = topic + ":";
      for (const auto& member : members) line += " " + member;
      lines.push_back(line);
    };
  };
  hub.on_presence(line_into(told));
  hub.on_members_here(line_into(told_to_others));
  const auto ana = hub.join({.topic = "t", .member = "ana"}, [] {});
  hub.set_elsewhere("t", "node b", {"ben"});
  hub.set_elsewhere("t", "node b", {"ben"});  // said again: nothing new
  hub.set_elsewhere("t", "node c", {"ben", "cleo"});
  CHECK(hub.members("t") == std::vector<std::string>{"ana", "ben", "cleo"});
  CHECK(hub.members_here("t") == std::vector<std::string>{"ana"});
  hub.forget_node("node c");
  hub.set_elsewhere("t", "node b", {});
  hub.forget_node("node b");
  CHECK(told == std::vector<std::string>{"t: ana", "t: ana ben", "t: ana ben cleo", "t: ana ben", "t: ana"});
  CHECK(told_to_others == std::vector<std::string>{"t: ana"});
  CHECK(hub.topics() == std::vector<std::string>{"t"});
  CHECK(hub.has_listeners("t"));
  hub.leave(ana);
  CHECK_FALSE(hub.has_listeners("t"));
  CHECK(told_to_others.back() == "t:");
}

TEST_CASE("a topic can be ended: every listener is woken and told to go") {
  EventHub hub;
  int woken = 0;
  const auto ana = hub.join({.topic = "t"}, [&] { ++woken; });
  hub.end_topic("t");
  CHECK(woken == 1);
  CHECK(ana->has_ended());
}

TEST_CASE("data of several lines stays one event") {
  CHECK(event_text("a", "x\ny") == "event: a\ndata: x\ndata: y\n\n");
}

}  // namespace
}  // namespace backbeat::http
