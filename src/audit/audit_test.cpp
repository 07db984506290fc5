#include "audit/audit.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace backbeat::audit {
namespace {

Link some_link() {
  return {.org = 1,
          .sequence = 2,
          .at_ms = 3,
          .stream_kind = "session",
          .stream_id = 4,
          .kind = "planned",
          .actor = 5,
          .fields = "a=1\n",
          .text_hash = std::nullopt,
          .previous_hash = first_previous_hash};
}

TEST_CASE("the encoding of an event is fixed: the chains of every installation depend on it") {
  CHECK(canonical(some_link()) ==
        "7:event 1,1:1,1:2,1:3,7:session,1:4,7:planned,1:5,4:a=1\n,7:no text,0:,64:" + std::string(first_previous_hash) + ",");
  CHECK(salted("00ff", "ask why") == "6:text 1,4:00ff,7:ask why,");
}

TEST_CASE("a change of any one part changes the bytes") {
  std::vector<Link> changed(11, some_link());
  changed[1].org = 9;
  changed[2].sequence = 9;
  changed[3].at_ms = 9;
  changed[4].stream_kind = "commitment";
  changed[5].stream_id = 9;
  changed[6].kind = "moved";
  changed[7].actor = 9;
  changed[8].fields = "a=2\n";
  changed[9].text_hash = "";
  changed[10].previous_hash = "1";
  for (std::size_t i = 0; i < changed.size(); ++i) {
    for (std::size_t j = i + 1; j < changed.size(); ++j) CHECK(canonical(changed[i]) != canonical(changed[j]));
  }
}

TEST_CASE("moving letters from one part to the next changes the bytes") {
  Link left = some_link();
  left.stream_kind = "sessionp";
  left.kind = "lanned";
  CHECK(canonical(left) != canonical(some_link()));
  Link tricky = some_link();
  tricky.kind = "planned,1:5";
  CHECK(canonical(tricky) != canonical(some_link()));
  CHECK(salted("ab", "c") != salted("a", "bc"));
}

}  // namespace
}  // namespace backbeat::audit
