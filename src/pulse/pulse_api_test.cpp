#include "pulse/pulse_api.hpp"
#include "access/api_world_test.hpp"
#include "pulse/pulse_stored_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::pulse {
namespace {

struct Named : StoredWorld {
  access::Desk desk{*db, access};
  std::string session_of(std::string_view name) {
    const auto session = accounts.open_session(root,
                                               name == "mara"   ? mara
                                               : name == "enzo" ? enzo
                                               : name == "lena" ? lena
                                                                : ana,
                                               "Firefox");
    REQUIRE(session);
    return session->token;
  }
};

struct PulseApi : access::ApiWorld<Named> {
  PulseApi() {
    routes(router, desk, pulses);
    first_quarter();
    at("2027-04-01T10:00:00Z");
    REQUIRE(publish() == 1);
  }
};

using access::has;

TEST_CASE_FIXTURE(PulseApi, "what a member sees of what their manager sees is what the manager sees, byte for byte") {
  const std::string of_the_manager = get(browser("mara"), "/api/circle-programme");
  CHECK(has(of_the_manager, "\"group\":\"all\""));
  CHECK(get(browser("lena"), "/api/circle-programme") == of_the_manager);
  CHECK(get(browser("ana"), "/api/circle-pulse/what-my-manager-sees") == of_the_manager);
  CHECK(get(browser("ana"), "/api/circle-pulse/what-my-manager-sees", "quarter=2027-Q1") == of_the_manager);
  CHECK(get(browser("ana"), "/api/circle-programme") == "forbidden");
  CHECK(get(browser("mara"), "/api/circle-pulse/what-my-manager-sees") == "not_found");
}

TEST_CASE_FIXTURE(PulseApi, "a manager's payload names no circle and nobody") {
  const std::string seen = get(browser("mara"), "/api/circle-programme");
  for (const std::string_view word : {"Harbour", "Ana", "Bo", "Fay", "P1"}) CHECK_FALSE(has(seen, word));
  CHECK_FALSE(has(seen, circle.text()));
  CHECK(get(browser("mara"), "/api/circle-pulse") == "forbidden");
}

TEST_CASE_FIXTURE(PulseApi, "a withheld number comes without a reason and without the number of people") {
  const std::string seen = get(browser("enzo"), "/api/circle-pulse");
  CHECK(has(seen, "\"follow_through\":{\"standing\":\"withheld\"}"));
  CHECK(has(seen, "\"enps\":{\"standing\":\"shown\",\"value\":20,\"bound\":\"exact\",\"n\":5,\"step\":20}"));
  CHECK(has(seen, "\"scale\":{\"lowest\":-100,\"highest\":100}"));
  CHECK(has(seen, "\"thresholds\":{\"attendance_percent\":60,\"enps\":5}"));
}

TEST_CASE_FIXTURE(PulseApi, "the question has its text, and a score that is none is named") {
  const std::string path = "/api/circle-meetings/" + Id<meeting::Meeting>(circle.value() * 1000 + 1).text() + "/enps";
  const std::string asked = get(browser("ana"), path);
  CHECK(has(asked, "\"quarter\":\"2027-Q2\""));
  CHECK(has(asked, "\"has_answered\":false"));
  CHECK(has(asked, "recommend your circle"));
  CHECK(post(browser("ana"), path, "{\"score\": 11}") == "invalid_value score");
  CHECK(has(post(browser("ana"), path, "{\"score\": 10}"), "\"has_answered\":true"));
  CHECK(post(browser("ana"), path, "{\"score\": 10}") == "enps_answered_already");
  CHECK(get(browser("mara"), path) == "not_found");
}

TEST_CASE_FIXTURE(PulseApi, "files and the record of facilitators") {
  CHECK(has(get(browser("enzo"), "/api/circle-facilitation"), "\"sessions_needed\":2"));
  CHECK(has(get(browser("enzo"), "/api/circle-facilitation.csv"), "person_id,name,sessions_led"));
  CHECK(has(get(browser("enzo"), "/api/circle-pulse.csv", "quarter=2027-Q1"), "The Harbour"));
  CHECK(get(browser("enzo"), "/api/circle-pulse.csv", "quarter=2031-Q1") == "not_found");
  CHECK(get(browser("enzo"), "/api/circle-pulse", "quarter=2027-13") == "invalid_value quarter");
}

}  // namespace
}  // namespace backbeat::pulse
