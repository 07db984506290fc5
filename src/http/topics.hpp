// The topics of things that belong to an organisation, and the people who listen there: what every feature with a live page shares.
// "session/ORG/ID" is the text of a topic; a member is the 13 characters of a person's id, then the name.
#pragma once

#include "base/id.hpp"
#include "http/events.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::http {

namespace detail {

[[nodiscard]] std::string topic_text(std::string_view word, Id<Org> org, const std::string& id);

struct TopicParts {
  std::string_view word;
  Id<Org> org;
  std::string_view id;
};
[[nodiscard]] std::optional<TopicParts> parse_topic(std::string_view topic);

}  // namespace detail

/// Whose organisation a topic is of; nothing where it is none of an organisation.
[[nodiscard]] std::optional<Id<Org>> org_of_topic(std::string_view topic);

/// The topics of one kind of thing.
template <class Tag>
class Topics {
 public:
  struct Of {
    Id<Org> org;
    Id<Tag> id;
  };

  /// `word` tells them from the topics of other kinds; it holds no slash.
  constexpr explicit Topics(std::string_view word) : m_word(word) {}

  [[nodiscard]] std::string of(Id<Org> org, Id<Tag> id) const { return detail::topic_text(m_word, org, id.text()); }
  /// Nothing for topics of another kind.
  [[nodiscard]] std::optional<Of> parse(std::string_view topic) const {
    const auto parts = detail::parse_topic(topic);
    if (!parts || parts->word != m_word) return std::nullopt;
    const auto id = Id<Tag>::parse(parts->id);
    if (!id) return std::nullopt;
    return Of{.org = parts->org, .id = *id};
  }

 private:
  std::string_view m_word;
};

/// How a person is named as a member of a topic.
[[nodiscard]] std::string member_of(Id<Person> person, std::string_view name);
/// The text of the id with which a member begins.
[[nodiscard]] std::string_view id_of_member(std::string_view member);

/// Tells the topic that its thing has changed and is to be loaded anew: `state` {version}.
void tell_state(EventHub& hub, const std::string& topic, std::int64_t version);

/// For EventHub::on_presence: tells the topic who is there, as `presence` {people: [{id, name}]}.
void tell_presence(EventHub& hub, const std::string& topic, const std::vector<std::string>& members);

}  // namespace backbeat::http
