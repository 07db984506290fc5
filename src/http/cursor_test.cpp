#include "http/cursor.hpp"

#include "http/api.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

CursorKey key(std::uint64_t seed) {
  SeededRandom random(seed);
  return CursorKey::make(random);
}

TEST_CASE("a cursor gives back its fields to the operation that made it") {
  const CursorKey ours = key(1);
  const Call call{.operation = "list_people", .cursor_key = &ours};
  const auto fields = call.decode_cursor(call.encode_cursor(Fields().add("name", "Ana\nB").add("id", std::int64_t{7})));
  REQUIRE(fields);
  CHECK(fields->text("name") == "Ana\nB");
  CHECK(fields->number("id") == 7);
}

TEST_CASE("a cursor of another operation, another key or with any character changed is refused, naming the field") {
  const CursorKey ours = key(1);
  const std::string cursor = ours.encode("list_people", Fields().add("id", std::int64_t{7}));
  CHECK(ours.decode("list_people", cursor));
  CHECK_FALSE(ours.decode("list_users", cursor));
  CHECK_FALSE(key(2).decode("list_people", cursor));
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    std::string changed = cursor;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto decoded = ours.decode("list_people", changed);
    // The last character may hold bits that are no part of the bytes; then the cursor has not changed.
    if (decoded) {
      CHECK(i + 1 == cursor.size());
    } else {
      CHECK(decoded.error().field == "cursor");
    }
  }
}

TEST_CASE("what never was a cursor is refused") {
  const CursorKey ours = key(1);
  for (const std::string& text : {std::string(), std::string("x"), std::string("????"), std::string(5000, 'A')})
    CHECK(ours.decode("list_people", text).error().spec == &errors::invalid_value);
}

TEST_CASE("a call without If-Match has no version") {
  CHECK(Call{}.version().error().is(errors::version_required));
  CHECK(*Call{.if_match = 7}.version() == 7);
}

TEST_CASE("a fingerprint tells texts and purposes apart, and nothing without the key") {
  const CursorKey ours = key(1);
  const std::string print = ours.fingerprint("request", "a sentence");
  CHECK(print.size() == 64);
  CHECK(print == ours.fingerprint("request", "a sentence"));
  CHECK(print != ours.fingerprint("request", "a sentence."));
  CHECK(print != ours.fingerprint("sender", "a sentence"));
  CHECK(print != key(2).fingerprint("request", "a sentence"));
}

}  // namespace
}  // namespace backbeat::http
