// Request bodies, queries and paths into described types. First byte: which type and which way. What must hold: what was read is written
// and read back as the same value, texts are UTF-8 within their lengths, and a refusal tells at most fifty problems.
#include "base/text.hpp"
#include "fuzz.hpp"
#include "http/api.hpp"
#include "http/json_value.hpp"
#include "http/test_world.hpp"

namespace backbeat::http {
namespace {

enum class Verdict { kept, partly, missed, no_occasion };
BOOST_DESCRIBE_ENUM(Verdict, kept, partly, missed, no_occasion)

struct Goal {
  Str<1, 40> text;
  std::optional<LocalDate> due_on = {};
  friend bool operator==(const Goal&, const Goal&) = default;
};
BOOST_DESCRIBE_STRUCT(Goal, (), (text, due_on))

struct Named {
  std::string name;
  friend bool operator==(const Named&, const Named&) = default;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name))

struct Everything : Named {
  bool is_on = false;
  std::int64_t large = 0;
  double share = 0;
  Int<1, 240> minutes;
  std::optional<Id<Person>> person = {};
  Instant at;
  LocalTime starts;
  Zone zone;
  std::optional<IsoWeek> week = {};
  Verdict verdict = Verdict::kept;
  std::vector<Goal> goals;
  std::optional<std::vector<std::string>> new_ = {};
  friend bool operator==(const Everything&, const Everything&) = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (Named), (is_on, large, share, minutes, person, at, starts, zone, week, verdict, goals, new_))

struct Tree {
  std::string label;
  std::vector<Tree> branches;
  friend bool operator==(const Tree&, const Tree&) = default;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (label, branches))

struct Query {
  Id<Person> id;
  std::optional<Str<0, 20>> search = {};
  std::optional<bool> active = {};
  std::optional<double> share = {};
  std::optional<Int<1, 200>> limit = {};
  std::optional<Verdict> verdict = {};
  std::vector<LocalDate> day;
};
BOOST_DESCRIBE_STRUCT(Query, (), (id, search, active, share, limit, verdict, day))

struct Put {
  Id<Person> id;
  Goal goal;
};
BOOST_DESCRIBE_STRUCT(Put, (), (id, goal))

void check_refusal(const Error& error) {
  fuzz::must(error.causes.size() <= 50, "at most fifty problems are told");
  for (const Error& cause : error.causes) fuzz::must(is_utf8(cause.message()), "a message is UTF-8");
}

template <class T>
void round_trip(std::string_view json) {
  const auto read = from_json<T>(json);
  if (!read) return check_refusal(read.error());
  const std::string written = to_json(*read);
  const auto again = from_json<T>(written);
  fuzz::must(again && *again == *read, "what was written reads back as the same value");
  fuzz::must(to_json(*again) == written, "and as the same text");
}

struct Routes {
  Router router;
  Routes() {
    router.tag("t", "Everything.");
    const auto done = [](const Call&, const auto&) -> Result<Done> { return Done{}; };
    router.get<Query, Done>("/api/people/{id}", {.id = "query", .summary = "Ask", .tag = "t"}, done);
    router.put<Put, Done>("/api/people/{id}", {.id = "put", .summary = "Put", .tag = "t"}, done);
    router.post<Everything, Done>("/api/things", {.id = "everything", .summary = "All", .tag = "t"}, done);
  }
};

void through_router(Method method, fuzz::Input input) {
  static const Routes routes;
  const std::string target(input.line());
  const std::size_t mark = target.find('?');
  const auto match = routes.router.match(method, target.substr(0, mark));
  if (match.route == nullptr) return;
  const std::string query = mark == std::string::npos ? std::string() : target.substr(mark + 1);
  const auto answered = match.route->run({}, *match.route, {.path = match.path, .query = query, .body = input.rest()});
  if (!answered) check_refusal(answered.error());
}

}  // namespace
}  // namespace backbeat::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backbeat;
  using namespace backbeat::http;
  fuzz::Input input(data, size);
  switch (input.choice(6)) {
    case 0:
      round_trip<Everything>(input.rest());
      break;
    case 1:
      round_trip<Tree>(input.rest());
      break;
    case 2:
      round_trip<Goal>(input.rest());
      break;
    case 3:
      through_router(Method::get, input);
      break;
    case 4:
      through_router(Method::put, input);
      break;
    case 5:
      through_router(Method::post, input);
      break;
  }
  return 0;
}
