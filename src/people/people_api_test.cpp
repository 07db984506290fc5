#include "people/people_api.hpp"

#include "access/api_world_test.hpp"
#include "imports/imports_api.hpp"

namespace backbeat::people {
namespace {

using access::Role;

struct Office : access::AccessWorld {
  RosterImporter roster{access};
  HolidayImporter holidays{access};
  std::vector<const imports::Importer*> importers{&roster, &holidays};
  imports::Imports imports{*db, access, importers};
  People people{*db, access, importers};
  Id<Person> mark = hire("Mark Manager", "mark@example.com", {}, "sales_manager", Role::manager);
  Id<Person> rita = hire("Rita Rep", "rita@example.com", mark, "ae", Role::rep);
  Id<Person> rolf = hire("Rolf Rep", "rolf@example.com", mark, "ae", Role::rep);
  Id<Person> rosa = hire("Rosa RevOps", "rosa@example.com", {}, "revops", Role::revops);

  Id<Person> hire(std::string name, std::string email, std::optional<Id<Person>> manager, std::string job_role, Role role) {
    const auto added = people.add(root, {.name = std::move(name),
                                         .email = std::move(email),
                                         .zone = {},
                                         .hours = {},
                                         .hired = access::day("2026-01-12"),
                                         .left = {},
                                         .manager = manager,
                                         .job_role = std::move(job_role),
                                         .segment = {},
                                         .region = "EMEA",
                                         .identities = {}});
    REQUIRE(added);
    add_user(*added, {role});
    return *added;
  }
};

struct Api : access::ApiWorld<Office> {
  Api() {
    routes(router, desk, people);
    imports::routes(router, desk, imports);
  }
  std::string path_of(Id<Person> person) { return "/api/people/" + person.text(); }
  std::string upload(const http::Credentials& who, const std::string& path, std::string_view query, std::string_view file) {
    return ask(who, http::Method::post, path, query, file);
  }
};

using access::has;

constexpr std::string_view file = "name,email,manager_name\nNina New,nina@example.com,Mark Manger\nBad,not an address,\n";

}  // namespace

TEST_CASE_FIXTURE(Api, "who is not signed in gets no answer") {
  for (const std::string& path : {std::string("/api/people"), path_of(rita), std::string("/api/unmatched"), std::string("/api/imports")})
    CHECK(get({}, path) == "unauthenticated");
  CHECK(post({}, path_of(rita) + "/time-off", R"({"from": "2027-04-05", "to": "2027-04-05", "reason": "pto"})") == "unauthenticated");
  CHECK(upload({}, "/api/imports/roster", "", file) == "unauthenticated");
}

TEST_CASE_FIXTURE(Api, "imports and unmatched names are RevOps'") {
  const auto manager = browser("mark@example.com");
  for (const std::string path : {"/api/unmatched", "/api/imports", "/api/import-mappings"}) CHECK(get(manager, path) == "forbidden");
  CHECK(upload(manager, "/api/imports/roster", "", file) == "forbidden");
  CHECK(upload(manager, "/api/imports/roster/preview", "", file) == "forbidden");
}

TEST_CASE_FIXTURE(Api, "a row leaves out what the viewer may not see") {
  const std::string peer = get(browser("rolf@example.com"), "/api/people", "search=rita");
  CHECK(
      has(peer, R"("name":"Rita Rep","job_role":"ae","manager":{"id":")" + mark.text() + R"(","name":"Mark Manager"},"is_active":true})"));
  const std::string manager = get(browser("mark@example.com"), "/api/people", "search=rita");
  CHECK(has(manager, R"("email":"rita@example.com")"));
  CHECK(has(manager, R"("hire_date":"2026-01-12")"));
  CHECK(get(browser("rolf@example.com"), path_of(rita)) == "not_found");
}

TEST_CASE_FIXTURE(Api, "the directory pages with cursors that are good for it alone") {
  const auto rep = browser("rita@example.com");
  std::string names;
  std::string query = "limit=1";
  for (int i = 0; i < 4; ++i) {
    const std::string page = get(rep, "/api/people", query);
    names += value_of(page, "name") + ";";
    if (i < 3) query = "limit=1&cursor=" + value_of(page, "next_cursor");
    CHECK(has(page, "next_cursor") == (i < 3));
  }
  CHECK(names == "Mark Manager;Rita Rep;Rolf Rep;Rosa RevOps;");
  CHECK(has(get(rep, "/api/people", "cursor=forged"), "cursor"));
  CHECK(has(get(rep, "/api/people", "limit=0"), "limit"));
  CHECK(has(get(rep, "/api/people", "active=perhaps"), "active"));
}

TEST_CASE_FIXTURE(Api, "time off is entered with its last day, shown in the record, and taken back") {
  const auto rep = browser("rita@example.com");
  const std::string path = path_of(rita) + "/time-off";
  const std::string id = value_of(post(rep, path, R"({"from": "2027-04-05", "to": "2027-04-09", "reason": "pto"})"), "id");
  CHECK(last->status == 201);
  CHECK(last->location == path + "/" + id);
  CHECK(has(get(rep, path_of(rita)), R"("time_off":[{"id":")" + id + R"(","from":"2027-04-05","to":"2027-04-09","reason":"pto"}])"));
  CHECK(post(rep, path, R"({"from": "2027-04-09", "to": "2027-04-12", "reason": "pto"})") == "time_off_overlaps from");
  CHECK(post(rep, path, R"({"from": "2027-05-02", "to": "2027-05-01", "reason": "pto"})") == "invalid_value to");
  CHECK(has(post(rep, path, R"({"from": "2027-05-02", "to": "2027-05-02", "reason": "boredom"})"), "reason"));
  CHECK(ask(browser("rolf@example.com"), http::Method::del, path + "/" + id, "", "") == "not_found");
  CHECK(ask(rep, http::Method::del, path + "/" + id, "", "").empty());
  CHECK(has(get(rep, path_of(rita)), R"("time_off":[])"));
}

TEST_CASE_FIXTURE(Api, "a file is previewed, imported, and its report kept") {
  const auto revops = browser("rosa@example.com");
  const std::string preview = upload(revops, "/api/imports/roster/preview", "file_name=new.csv", file);
  CHECK(has(preview, R"("kind":"roster","file_name":"new.csv","rows":2,"added":1,"changed":0,"unchanged":0)"));
  CHECK(has(preview,
            R"("rejected":[{"row":3,"column":"email","found":"not an address","expected":"an e-mail address"}],"rejected_total":1)"));
  CHECK(has(preview, R"("unmatched":[{"value":"Mark Manger","rows":1}])"));
  CHECK(has(preview, R"("applied":false})"));
  const std::string applied = upload(revops, "/api/imports/roster", "file_name=new.csv", file);
  const std::string run = value_of(applied, "run_id");
  CHECK(has(applied, R"("applied":true)"));
  CHECK(get(revops, "/api/import-runs/" + run) == applied);
  const std::string imports_page = get(revops, "/api/imports");
  CHECK(has(imports_page, R"({"kind":"roster","label":"Roster","last_imported_at":)"));
  CHECK(has(imports_page, R"("freshness":"fresh","unmatched":1})"));
  CHECK(has(imports_page, R"({"kind":"holidays","label":"Holidays","freshness":"never","unmatched":0})"));
  CHECK(has(imports_page, R"("by":{"id":")" + rosa.text() + R"(","name":"Rosa RevOps"})"));
}

TEST_CASE_FIXTURE(Api, "what cannot be read is refused as a whole, naming what was expected") {
  const auto revops = browser("rosa@example.com");
  CHECK(upload(revops, "/api/imports/roster", "", "full_name\nNina\n") == "invalid_value name");
  CHECK(upload(revops, "/api/imports/roster", "mapping=fancy", file) == "invalid_value mapping");
  CHECK(has(upload(revops, "/api/imports/roster", "effective_on=soon", file), "effective_on"));
  CHECK(has(upload(revops, "/api/imports/shoes", "", file), "not_found"));
  CHECK(upload(revops, "/api/imports/roster", "", "") != "");
  CHECK(has(get(revops, "/api/import-mappings", "kind=roster"), R"({"field":"name","column":"sales_agent","required":true})"));
}

TEST_CASE_FIXTURE(Api, "an upload brings its own mapping before the file, and the answer says how each column was understood") {
  const auto revops = browser("rosa@example.com");
  const std::string mapping = "name = \"hr\"\n[columns]\nname = \"Employee\"\nmanager_name = \"Boss\"\n";
  const std::string own = "mapping_bytes=" + std::to_string(mapping.size());
  const std::string preview = upload(revops, "/api/imports/roster/preview", own, mapping + "Employee,Shoe size\nNina New,38\n");
  CHECK(has(preview, R"("added":1)"));
  CHECK(has(preview, R"({"column":"Employee","field":"name","required":true,"in_file":true},{"column":"Shoe size","required":false,)"));
  CHECK(has(preview, R"({"column":"Boss","field":"manager_name","required":false,"in_file":false}])"));
  const std::string sha256 = value_of(upload(revops, "/api/imports/roster", own, mapping + "Employee\nNina New\n"), "sha256");
  CHECK(sha256.size() == 64);
  CHECK(get(revops, "/api/import-mappings/roster/" + sha256) == mapping);
  CHECK(has(get(revops, "/api/import-mappings", "kind=roster"), R"("name":"hr","kind":"roster","label":"hr","sha256":")" + sha256));
  CHECK(has(upload(revops, "/api/imports/roster", "mapping=" + sha256, "Employee\nNina New\n"), R"("unchanged":1)"));
}

TEST_CASE_FIXTURE(Api, "a mapping that cannot be read is refused with its place, before the file is looked at") {
  const auto revops = browser("rosa@example.com");
  CHECK(upload(revops, "/api/imports/roster", "mapping_bytes=8", "name = 7Employee\n") == "mapping_fault mapping");
  CHECK(upload(revops, "/api/imports/roster", "mapping_bytes=800", "name") == "invalid_value mapping_bytes");
  CHECK(upload(revops, "/api/imports/roster", "mapping_bytes=4&mapping=backbeat", "name") == "invalid_value mapping_bytes");
  CHECK(upload(revops, "/api/imports/holidays", "mapping_bytes=4", "name") == "no_own_mapping mapping");
  CHECK(has(get(browser("mark@example.com"), "/api/import-mappings/roster/backbeat"), "forbidden"));
  CHECK(has(get(revops, "/api/import-mappings/roster/sap"), "not_found"));
}

TEST_CASE_FIXTURE(Api, "an unmatched name comes with whom it may mean, and a match takes it off the list") {
  const auto revops = browser("rosa@example.com");
  upload(revops, "/api/imports/roster", "", file);
  const std::string list = get(revops, "/api/unmatched");
  CHECK(has(list, R"({"source":"roster","system":"manager_name","value":"Mark Manger","rows":1,)"));
  CHECK(has(list, R"("suggestions":[{"person":{"id":")" + mark.text() + R"(","name":"Mark Manager"},"reason":"one letter differs"}])"));
  const std::string match = R"({"system": "manager_name", "value": "Mark Manger", "person_id": ")" + mark.text() + "\"}";
  CHECK(post(browser("mark@example.com"), "/api/unmatched/match", match) == "forbidden");
  CHECK(post(revops, "/api/unmatched/match", match).empty());
  CHECK(get(revops, "/api/unmatched") == R"({"items":[]})");
  CHECK(post(revops, "/api/unmatched/match", match) == "not_found");
}

}  // namespace backbeat::people
