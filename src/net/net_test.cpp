#include "net/net.hpp"

#include "net/scripted_server_test.hpp"

namespace backbeat::net {
namespace {

constexpr std::string_view letter = "Subject: hello\r\n\r\nA line\r\n.\r\n..two\r\n";

MailServer at(const ScriptedServer& server) {
  return {.host = "127.0.0.1",
          .port = server.port,
          .security = Security::none,
          .own_name = "backbeat.test",
          .time_limit = std::chrono::seconds(2)};
}

Sent send_to(ScriptedServer& server) {
  return send_mail(at(server), {.from = "from@northwind.test", .to = "ana@northwind.test"}, letter);
}

const Script all_well = {"220 hello\r\n", "250 fine\r\n",       "250 from\r\n", "250 to\r\n",
                         "354 go on\r\n", "250 kept as 42\r\n", "221 bye\r\n"};

Script with(std::size_t at, std::string answer) {
  Script script = all_well;
  script[at] = std::move(answer);
  script.push_back("221 bye\r\n");
  return script;
}

TEST_CASE("a letter is handed over whole, a line that is a point among it") {
  std::string heard;
  {
    ScriptedServer server(scripts(all_well));
    const Sent sent = send_to(server);
    CHECK(sent.delivery == Delivery::taken);
    heard = server.heard();
  }
  CHECK(heard.find("EHLO backbeat.test\r\n") != std::string::npos);
  CHECK(heard.find("MAIL FROM:<from@northwind.test>") != std::string::npos);
  CHECK(heard.find("RCPT TO:<ana@northwind.test>") != std::string::npos);
  CHECK(heard.find("Subject: hello\r\n\r\nA line\r\n..\r\n...two\r\n.\r\n") != std::string::npos);
}

TEST_CASE("a refusal for now, a refusal for good and one of ourselves are told apart") {
  const struct {
    const char* what;
    Script script;
    Delivery delivery;
    const char* said;
  } cases[] = {{"the mailbox is busy", with(3, "450 4.2.0 busy\r\n"), Delivery::later, "450 4.2.0 busy"},
               {"the mailbox does not exist", with(3, "550 5.1.1 no such user\r\n"), Delivery::never, "550 5.1.1 no such user"},
               {"too many letters at the moment", with(4, "451 later\r\n"), Delivery::later, "451 later"},
               {"the message is refused", with(5, "554 5.7.1 no\r\n"), Delivery::never, "554 5.7.1 no"},
               {"the disk is full", with(5, "452 full\r\n"), Delivery::later, "452 full"},
               {"the message is too large", with(2, "552 too large\r\n"), Delivery::never, "552 too large"},
               {"our address may not send", with(2, "553 who are you\r\n"), Delivery::unreachable, "553 who are you"},
               {"we should sign in first", with(2, "530 5.7.0 authenticate\r\n"), Delivery::unreachable, "530 5.7.0 authenticate"},
               {"the server is closing", with(0, "421 closing\r\n"), Delivery::unreachable, "421 closing"}};
  for (const auto& one : cases) {
    ScriptedServer server(scripts(one.script));
    const Sent sent = send_to(server);
    CHECK_MESSAGE(sent.delivery == one.delivery, std::string(one.what));
    CHECK_MESSAGE(sent.said.find(one.said) != std::string::npos, (std::string(one.what) + ": " + sent.said));
  }
}

TEST_CASE("a connection that ends between the message and its answer may have delivered it, and is tried again") {
  for (const std::size_t ends_at : {std::size_t{3}, std::size_t{4}, std::size_t{5}}) {
    ScriptedServer server(scripts(with(ends_at, "")));
    CHECK(send_to(server).delivery == Delivery::later);
  }
}

TEST_CASE("a server that is not there, or says nothing, costs the letter nothing") {
  CHECK(send_mail({.host = "127.0.0.1", .port = 1, .security = Security::none}, {.from = "a@b.test", .to = "c@d.test"}, letter).delivery ==
        Delivery::unreachable);
  MailServer slow;
  Sent sent;
  {
    ScriptedServer server(scripts(Script{""}));
    slow = at(server);
    slow.time_limit = std::chrono::seconds(1);
    sent = send_mail(slow, {.from = "a@b.test", .to = "c@d.test"}, letter);
  }
  CHECK(sent.delivery == Delivery::unreachable);
}

TEST_CASE("where the connection must become encrypted and does not, nothing is said over it") {
  std::string heard;
  {
    ScriptedServer server(scripts(all_well));
    MailServer strict = at(server);
    strict.security = Security::starttls;
    strict.user = "backbeat";
    strict.password = "correct horse";
    CHECK(send_mail(strict, {.from = "a@b.test", .to = "c@d.test"}, letter).delivery == Delivery::unreachable);
    heard = server.heard();
  }
  CHECK(heard.find("AUTH") == std::string::npos);
  CHECK(heard.find("MAIL") == std::string::npos);
}

TEST_CASE("a server is tried without sending anything") {
  ScriptedServer server(scripts(Script{"220 hello\r\n", "250 fine\r\n", "250 still here\r\n", "221 bye\r\n"}));
  CHECK(try_server(at(server)).delivery == Delivery::taken);
  CHECK(server.heard().find("MAIL") == std::string::npos);
  ScriptedServer shut(scripts(Script{"554 go away\r\n", ""}));
  const Sent sent = try_server(at(shut));
  CHECK(sent.delivery == Delivery::unreachable);
  CHECK(sent.said.find("554 go away") != std::string::npos);
}

TEST_CASE("addresses of nobody outside are known in every notation") {
  for (const std::string_view address : {"127.0.0.1",
                                         "127.9.9.9",
                                         "10.1.2.3",
                                         "172.16.0.1",
                                         "172.31.255.255",
                                         "192.168.0.1",
                                         "169.254.169.254",
                                         "100.64.0.1",
                                         "0.0.0.0",
                                         "224.0.0.1",
                                         "255.255.255.255",
                                         "192.0.2.1",
                                         "198.18.0.1",
                                         "::1",
                                         "::",
                                         "fe80::1",
                                         "fe80::1%eth0",
                                         "fc00::1",
                                         "fd12::1",
                                         "ff02::1",
                                         "::ffff:127.0.0.1",
                                         "::ffff:10.0.0.1",
                                         "64:ff9b::a00:1",
                                         "2002:7f00:1::",
                                         "2001:db8::1",
                                         "2001::1",
                                         "localhost",
                                         "",
                                         "1.2.3",
                                         "0x7f000001"})
    CHECK_MESSAGE(is_private_address(address), address);
  for (const std::string_view address : {"1.1.1.1", "172.15.255.255", "172.32.0.1", "193.0.0.1", "100.128.0.1", "2606:4700::1111",
                                         "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"})
    CHECK_MESSAGE(!is_private_address(address), address);
}

std::string answer(std::string_view status, std::string_view headers, std::string_view body) {
  return "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n" +
         std::string(headers) + "\r\n" + std::string(body);
}
const FetchRules of_tests{.may_plain_http = true, .may_private_addresses = true, .time_limit = std::chrono::seconds(2)};

std::string url_of(const ScriptedServer& server, std::string_view path = "/a.ics") {
  return "http://127.0.0.1:" + std::to_string(server.port) + std::string(path);
}

TEST_CASE("a file is fetched with what tells whether it changes") {
  ScriptedServer server(scripts(Script{
      "", answer("200 OK", "ETag: \"7\"\r\nLast-Modified: Mon, 01 Mar 2027 09:00:00 GMT\r\nContent-Type: text/calendar\r\n", "BEGIN")}));
  const Fetched fetched = fetch(url_of(server), of_tests);
  CHECK(fetched.state == FetchState::fetched);
  CHECK(fetched.body == "BEGIN");
  CHECK(fetched.content_type == "text/calendar");
  CHECK(fetched.validators == Validators{.etag = "\"7\"", .last_modified = "Mon, 01 Mar 2027 09:00:00 GMT"});
}

TEST_CASE("what did not change is not sent again") {
  const Validators known{.etag = "\"7\"", .last_modified = "Mon, 01 Mar 2027 09:00:00 GMT"};
  ScriptedServer server(scripts(Script{"", answer("304 Not Modified", "", "")}));
  const Fetched fetched = fetch(url_of(server), of_tests, known);
  CHECK(fetched.state == FetchState::not_modified);
  CHECK(fetched.validators == known);
  CHECK(server.heard().find("If-None-Match: \"7\"\r\n") != std::string::npos);
  CHECK(server.heard().find("If-Modified-Since: Mon, 01 Mar 2027 09:00:00 GMT\r\n") != std::string::npos);
}

TEST_CASE("without a setting neither plain HTTP nor an address inside is fetched from") {
  ScriptedServer server(scripts(Script{"", answer("200 OK", "", "secret")}));
  FetchRules rules = of_tests;
  rules.may_plain_http = false;
  CHECK(fetch(url_of(server), rules).state == FetchState::refused);
  rules = of_tests;
  rules.may_private_addresses = false;
  CHECK(fetch(url_of(server), rules).state == FetchState::refused);
  CHECK(fetch("http://localhost:" + std::to_string(server.port) + "/", rules).state == FetchState::refused);
  CHECK(fetch("http://[::1]:" + std::to_string(server.port) + "/", rules).state == FetchState::refused);
  for (const char* url : {"ftp://127.0.0.1/", "file:///etc/passwd", "gopher://x/", "https://ana:pw@northwind.test/", "nonsense", ""})
    CHECK_MESSAGE(fetch(url, of_tests).state == FetchState::refused, url);
}

TEST_CASE("every redirect is judged as the address was, and there are not many") {
  const auto leading_to = [](const std::string& place) { return Script{"", answer("302 Found", "Location: " + place + "\r\n", "")}; };
  {
    ScriptedServer server(scripts(leading_to("/b.ics"), Script{"", answer("200 OK", "", "there")}));
    CHECK(fetch(url_of(server), of_tests).body == "there");
  }
  {
    ScriptedServer server(scripts(leading_to("file:///etc/passwd")));
    CHECK(fetch(url_of(server), of_tests).state == FetchState::refused);
  }
  {
    ScriptedServer server(scripts(leading_to("/1"), leading_to("/2"), leading_to("/3")));
    FetchRules rules = of_tests;
    rules.most_redirects = 2;
    CHECK(fetch(url_of(server), rules).state == FetchState::refused);
  }
}

TEST_CASE("no more than the limit is read, said or unsaid how much there is") {
  FetchRules rules = of_tests;
  rules.most_bytes = 1000;
  {
    ScriptedServer server(scripts(Script{"", answer("200 OK", "", std::string(1001, 'x'))}));
    CHECK(fetch(url_of(server), rules).state == FetchState::refused);
  }
  ScriptedServer server(scripts(Script{"", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(5000, 'x')}));
  const Fetched fetched = fetch(url_of(server), rules);
  CHECK(fetched.state == FetchState::refused);
  CHECK(fetched.body.empty());
}

TEST_CASE("what a server that fails says is told, and nothing of its body is kept") {
  ScriptedServer server(scripts(Script{"", answer("500 Oops", "", "<html>")}));
  const Fetched fetched = fetch(url_of(server), of_tests);
  CHECK(fetched.state == FetchState::failed);
  CHECK(fetched.status == 500);
  CHECK(fetched.body.empty());
  CHECK(fetched.why == "The server answered 500.");
}

}  // namespace
}  // namespace backbeat::net
