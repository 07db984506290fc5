#include "http/topics.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

struct Parcel;
constexpr Topics<Parcel> parcels("parcel");
constexpr Topics<Parcel> letters("parcel_letter");

TEST_CASE("a topic says whose it is and of what, and is read back by its own kind alone") {
  const std::string topic = parcels.of(Id<Org>(5), Id<Parcel>(9));
  CHECK(topic == "parcel/" + Id<Org>(5).text() + "/" + Id<Parcel>(9).text());
  const auto of = parcels.parse(topic);
  REQUIRE(of);
  CHECK(of->org == Id<Org>(5));
  CHECK(of->id == Id<Parcel>(9));
  CHECK_FALSE(letters.parse(topic));
  CHECK_FALSE(parcels.parse(letters.of(Id<Org>(5), Id<Parcel>(9))));
  CHECK(org_of_topic(topic) == Id<Org>(5));
}

TEST_CASE("what is no topic of an organisation is of none") {
  const std::string org = Id<Org>(5).text();
  for (const std::string& text : {std::string(), std::string("parcel"), std::string("parcel/"), std::string("parcel//"), "parcel/" + org,
                                  "parcel/x/" + org, std::string("/"), std::string("//")}) {
    CAPTURE(text);
    CHECK_FALSE(parcels.parse(text));
    CHECK_FALSE(org_of_topic(text));
  }
  CHECK_FALSE(parcels.parse("parcel/" + org + "/"));
  CHECK_FALSE(parcels.parse("parcel/" + org + "/x"));
  CHECK_FALSE(parcels.parse("parcel/" + org + "/" + org + "/" + org));
}

TEST_CASE("that a thing changed is told with its version") {
  EventHub hub;
  const auto listener = hub.join({.topic = "t"}, [] {});
  tell_state(hub, "t", 12);
  CHECK(listener->take() == "event: state\ndata: {\"version\":12}\n\n");
}

TEST_CASE("presence names those who are there; who is nobody is passed over") {
  EventHub hub;
  const Id<Person> ana(7);
  const std::string member = member_of(ana, "Ana \"A\" Ruiz");
  CHECK(id_of_member(member) == ana.text());
  const auto listener = hub.join({.topic = "t", .member = member}, [] {});
  tell_presence(hub, "t", {member, "nobody", ""});
  CHECK(listener->take() == "event: presence\ndata: {\"people\":[{\"id\":\"" + ana.text() + "\",\"name\":\"Ana \\\"A\\\" Ruiz\"}]}\n\n");
}

}  // namespace
}  // namespace backbeat::http
