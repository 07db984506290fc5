// The key file under which what is said in circles is sealed: made once, private, never made anew over sealed words, never another one's.
#include "base/text.hpp"
#include "meeting/meeting_actions_vault.hpp"
#include "server/installation.hpp"
#include "server/key_files.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace backbeat::server {
namespace {

namespace fs = std::filesystem;

struct Place {
  fs::path folder = fs::temp_directory_path() / ("backbeat-sealing-" + std::to_string(::getpid()));
  Settings settings;

  Place() {
    fs::remove_all(folder);
    settings.data = (folder / "data").string();
  }
  ~Place() { fs::remove_all(folder); }

  [[nodiscard]] std::unique_ptr<Installation> open() const {
    auto opened = Installation::open(settings);
    REQUIRE(opened);
    return *std::move(opened);
  }
  [[nodiscard]] fs::path file() const { return sealing_key_file(settings); }
  static void seal_something(Installation& installation, Id<Org> org) {
    const crypto::SealingKey key = installation.sealing_key().value();
    REQUIRE(installation.db().write([&](sql::Transaction& tx) -> Result<Done> {
      tx.change(
          "INSERT INTO circle (org_id, circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, "
          "first_day, "
          "season_id, last_day, created_at) VALUES (?, 7, 'same', 'ae', 'The Harbour', 3, 50400, 60, 2, 'UTC', 20000, 1, 20200, 0)",
          org);
      const meeting::Vault vault([&] { return Result<crypto::SealingKey>(key); }, installation.random());
      static_cast<void>(TRY(vault.tally_key(tx, org, Id<access::Circle>(7), Instant(0))));
      return Done{};
    }));
  }
  static Id<Org> found(Installation& installation) {
    const auto made = installation.db().write([&](sql::Transaction& tx) {
      return access::create_organisation(
          tx, {.id = {}, .name = "Northwind", .zone = Zone(), .fiscal_first_month = 1, .is_simulated = false}, installation.clock().now());
    });
    REQUIRE(made);
    return *made;
  }
};

std::string code_of(const Result<crypto::SealingKey>& key) {
  return key ? "" : std::string(key.error().spec->code);
}

TEST_CASE_FIXTURE(Place, "the first start makes it, 32 bytes that its owner alone reads, and every later one reads the same") {
  std::string id;
  {
    const auto installation = open();
    CHECK_FALSE(fs::exists(file()));
    REQUIRE(installation->open_vault());
    CHECK(fs::file_size(file()) == 32);
    CHECK(is_private(file().string()));
    id = installation->sealing_key()->id();
  }
  CHECK(open()->sealing_key()->id() == id);
}

TEST_CASE_FIXTURE(Place, "where the setting says so it lies elsewhere") {
  settings.key_file = (folder / "elsewhere.key").string();
  const auto installation = open();
  REQUIRE(installation->open_vault());
  CHECK(fs::exists(folder / "elsewhere.key"));
  CHECK_FALSE(fs::exists(folder / "data/vault.key"));
}

TEST_CASE_FIXTURE(Place, "missing where something is sealed, it is not made anew: the refusal names the file and how many circles") {
  {
    const auto installation = open();
    seal_something(*installation, found(*installation));
  }
  fs::remove(file());
  const auto installation = open();
  const auto key = installation->sealing_key();
  CHECK(code_of(key) == "sealing_key_missing");
  CHECK(key.error().message().find(file().string()) != std::string::npos);
  CHECK(key.error().message().find("1 circles") != std::string::npos);
  CHECK_FALSE(fs::exists(file()));
  CHECK_FALSE(installation->open_vault());
}

TEST_CASE_FIXTURE(Place, "missing where nothing was sealed yet, it is made anew and noted") {
  {
    const auto installation = open();
    found(*installation);
    REQUIRE(installation->open_vault());
  }
  fs::remove(file());
  {
    const auto installation = open();
    REQUIRE(installation->open_vault());
    const auto ids = installation->db().read([](sql::Reader& reader) { return meeting::key_ids(reader); });
    CHECK(ids == std::vector{installation->sealing_key()->id()});
  }
  CHECK(code_of(open()->sealing_key()).empty());
}

TEST_CASE_FIXTURE(Place, "another one than the database was sealed with is refused, and the right one put back opens again") {
  {
    const auto installation = open();
    seal_something(*installation, found(*installation));
  }
  fs::rename(file(), folder / "right.key");
  make_key_file(file().string(), std::vector<std::byte>(32, std::byte{7}));
  CHECK(code_of(open()->sealing_key()) == "sealing_key_differs");
  fs::remove(file());
  fs::rename(folder / "right.key", file());
  CHECK(code_of(open()->sealing_key()).empty());
}

TEST_CASE_FIXTURE(Place, "a file of another size is refused with what it holds, and a place that cannot be written in words") {
  fs::create_directories(folder / "data");
  std::ofstream(file()) << "short";
  const auto key = open()->sealing_key();
  CHECK(code_of(key) == "bad_key_file");
  CHECK(key.error().message().find("5 bytes") != std::string::npos);
  settings.key_file = (folder / "no/such/folder/vault.key").string();
  CHECK(code_of(open()->sealing_key()) == "cannot_make_sealing_key");
}

TEST_CASE_FIXTURE(Place, "a key file that others could read is no private one, and what is there already is not overwritten") {
  fs::create_directories(folder);
  const std::string one = (folder / "one.key").string();
  make_key_file(one, std::vector<std::byte>(32, std::byte{1}));
  make_key_file(one, std::vector<std::byte>(32, std::byte{2}));
  CHECK(read_key_file(one, "key_file")->front() == std::byte{1});
  CHECK(is_private(one));
  fs::permissions(one, fs::perms::group_read, fs::perm_options::add);
  CHECK_FALSE(is_private(one));
  CHECK_FALSE(is_private((folder / "none.key").string()));
}

}  // namespace
}  // namespace backbeat::server
