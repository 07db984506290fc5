#include "server/demo_api.hpp"

namespace backbeat::server {
namespace {

constexpr auto delete_logins = "DELETE FROM demo_login WHERE org_id = ?";
constexpr auto insert_login = "INSERT INTO demo_login (org_id, position, role, name, email, password) VALUES (?, ?, ?, ?, ?, ?)";
constexpr auto select_logins = "SELECT role, name, email, password FROM demo_login ORDER BY org_id, position";

struct DemoLoginView {
  std::string role;
  std::string name;
  std::string email;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(DemoLoginView, (), (role, name, email, password))

struct Demo {
  std::vector<DemoLoginView> logins;
  Instant now;
};
BOOST_DESCRIBE_STRUCT(Demo, (), (logins, now))

struct DemoClockMove {
  http::Int<1, 60> days;
};
BOOST_DESCRIBE_STRUCT(DemoClockMove, (), (days))

struct DemoClock {
  Instant now;
};
BOOST_DESCRIBE_STRUCT(DemoClock, (), (now))

}  // namespace

void save_demo_logins(sql::Transaction& tx, Id<Org> org, const std::vector<DemoLogin>& logins) {
  tx.change(delete_logins, org);
  std::int64_t position = 0;
  for (const DemoLogin& login : logins) tx.change(insert_login, org, ++position, login.role, login.name, login.email, login.password);
}

std::vector<DemoLogin> demo_logins(sql::Reader& reader) {
  return reader.all(select_logins, [](const sql::Row& row) {
    return DemoLogin{.role = row.get<std::string>(0),
                     .name = row.get<std::string>(1),
                     .email = row.get<std::string>(2),
                     .password = row.get<std::string>(3)};
  });
}

void demo_routes(http::Router& router, Installation& installation) {
  router.tag("demo", "A simulated organisation's logins and clock; a real organisation answers 404.");
  router.get<http::Nothing, Demo>(
      "/api/demo",
      {.id = "get_demo",
       .summary = "Logins of the simulated organisation",
       .description = "One login for each role, and the organisation's time. 404 unless the organisation is simulated.",
       .tag = "demo",
       .errors = {&errors::not_found},
       .is_open = true},
      [&installation](const http::Call&, const http::Nothing&) -> Result<Demo> {
        const auto logins = installation.db().read([](sql::Reader& reader) { return demo_logins(reader); });
        if (logins.empty()) return refuse(errors::not_found);
        Demo demo{.logins = {}, .now = installation.clock().now()};
        for (const DemoLogin& login : logins)
          demo.logins.push_back({.role = login.role, .name = login.name, .email = login.email, .password = login.password});
        return demo;
      });
  router.post<DemoClockMove, DemoClock>(
      "/api/demo/clock",
      {.id = "move_demo_clock",
       .summary = "Move the simulated organisation's clock on",
       .description = "Everybody of the simulated organisation lives so many days later from here on.",
       .tag = "demo",
       .errors = {&errors::not_found}},
      [&installation](const http::Call& call, const DemoClockMove& in) -> Result<DemoClock> {
        const access::Actor actor = TRY(installation.desk().actor(call.credentials.session_token, call.credentials.bearer_token));
        const auto organisation =
            TRY(installation.db().read([&](sql::Reader& reader) { return installation.access().organisation(reader, actor.org()); }));
        if (!organisation.is_simulated) return refuse(errors::not_found);
        installation.shift_clock(actor.org(), std::chrono::days(in.days.value()));
        return DemoClock{.now = installation.clock().now()};
      });
}

}  // namespace backbeat::server
