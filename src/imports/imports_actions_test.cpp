#include "imports/imports_actions.hpp"

#include "access/access_world_test.hpp"

#include <istream>

namespace backbeat::imports {
namespace {

/// Takes any text: each line is a row, "bad" is rejected, "boom" refuses the file, "who" waits for a person.
class LineImporter final : public Importer {
 public:
  std::string_view kind() const override { return "lines"; }
  std::string_view label() const override { return "Lines"; }
  std::vector<Mapping> mappings() const override { return {{.name = "plain", .kind = "lines", .label = "Plain", .columns = {}}}; }
  std::string_view mapping_text(std::string_view name) const override { return name == "plain" ? "plain text" : ""; }
  /// An own mapping is any text but "bad".
  Result<Mapping> read_mapping(std::string_view text) const override {
    if (text == "bad") return refuse_mapping({{.line = 3, .column = 5, .expected = "anything else", .found = "bad"}});
    return Mapping{.name = std::string(text), .kind = "lines", .label = "Own", .columns = {}};
  }
  Result<ImportReport> run(sql::Transaction& tx, const ImportRight& right, const Upload& upload) const override {
    ImportReport report;
    report.mapping.columns = {{.column = "Line", .field = "line", .is_required = true},
                              {.column = "Size", .field = {}, .is_in_file = false}};
    report.mapping.name = upload.mapping_text.empty() ? "plain" : std::string(upload.mapping_text);
    std::string line;
    for (const auto in = upload.file.open(); std::getline(*in, line);) {
      ++report.rows;
      if (line == "boom") return expected_value("line " + std::to_string(report.rows), "anything else", "boom");
      if (line == "bad") {
        report.reject({.row = report.rows, .column = "line", .found = "bad", .expected = "good"});
      } else {
        ++report.added;
        report.note_change(report.rows, std::string(line) + ": added");
      }
      if (line == "who") {
        report.unmatched.push_back({.value = "who", .rows = 1});
        note_unmatched(tx, right.actor().org(), kind(), "crm_name", "who", 1, Instant(5));
      }
    }
    report.notes.push_back({.row = {}, .text = "from " + upload.effective_on.text()});
    return report;
  }
};

/// A kind that takes no mapping of one's own.
class FixedImporter final : public Importer {
 public:
  std::string_view kind() const override { return "fixed"; }
  std::string_view label() const override { return "Fixed"; }
  std::vector<Mapping> mappings() const override {
    return {{.name = "fixed",
             .kind = "fixed",
             .label = "Fixed",
             .columns = {{.field = "day", .column = "day"}, {.field = "name", .column = "name"}}}};
  }
  Result<ImportReport> run(sql::Transaction&, const ImportRight&, const Upload&) const override { return ImportReport(); }
};

struct Desk : access::AccessWorld {
  LineImporter lines;
  FixedImporter fixed;
  Imports imports{*db, access, {&lines, &fixed}};
  Id<Person> rosa = add_person(org, "Rosa RevOps", "rosa@example.com");
  Id<Person> ada = add_person(org, "Ada Admin", "ada@example.com");
  Id<User> rosa_user = add_user(rosa, {access::Role::revops});
  Id<User> ada_user = add_user(ada, {access::Role::admin});
  access::Actor revops = actor("rosa@example.com");
};

}  // namespace

TEST_CASE_FIXTURE(Desk, "imports are for RevOps: an admin neither runs nor reads them") {
  const auto admin = actor("ada@example.com");
  CHECK(imports.apply(admin, "lines", "f", "", {}, "a").error().is(errors::forbidden));
  CHECK(imports.preview(admin, "lines", "f", "", {}, "a").error().is(errors::forbidden));
  CHECK(imports.mappings(admin, "").error().is(errors::forbidden));
  CHECK(imports.sources(admin).error().is(errors::forbidden));
  CHECK(imports.runs(admin, {}, 10).error().is(errors::forbidden));
  const auto report = imports.apply(revops, "lines", "f", "", {}, "a");
  CHECK(imports.report(admin, *report->run_id).error().is(errors::forbidden));
}

TEST_CASE_FIXTURE(Desk, "a run of one organisation is nothing in another") {
  const auto report = imports.apply(revops, "lines", "f", "", {}, "who");
  const auto stranger = access.operator_of(other_organisation());
  CHECK(imports.report(stranger, *report->run_id).error().is(errors::not_found));
  CHECK(imports.runs(stranger, {}, 10)->runs.empty());
  CHECK(read([&](sql::Reader& reader) { return unmatched_names(reader, stranger.org()).size(); }) == 0);
}

TEST_CASE_FIXTURE(Desk, "an unknown kind and an unknown mapping are refused") {
  CHECK(imports.apply(revops, "shoes", "f", "", {}, "a").error().is(errors::not_found));
  CHECK(imports.mappings(revops, "shoes").error().is(errors::not_found));
  const auto wrong = imports.apply(revops, "lines", "f", "fancy", {}, "a");
  CHECK(wrong.error().field == "mapping");
  CHECK(wrong.error().message() == "Expected one of plain, found fancy.");
  CHECK(imports.mappings(revops, "")->size() == 2);
}

TEST_CASE_FIXTURE(Desk, "a file is read by the organisation's own mapping, which the run remembers with its text") {
  const auto applied = imports.apply(revops, "lines", "f", MappingChoice::own("ours"), {}, "a");
  REQUIRE(applied);
  CHECK(applied->mapping.name == "ours");
  CHECK(applied->mapping.sha256.size() == 64);
  const auto run = imports.runs(revops, {}, 1)->runs.front();
  CHECK(run.mapping == "ours");
  CHECK(run.mapping_sha256 == applied->mapping.sha256);
  CHECK(imports.report(revops, *applied->run_id)->mapping.sha256 == applied->mapping.sha256);
  CHECK(imports.mapping_text(revops, "lines", applied->mapping.sha256) == "ours");
  CHECK(imports.mapping_text(revops, "fixed", applied->mapping.sha256).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(Desk, "an own mapping is used again by its sha256, and is kept once") {
  const auto first = imports.apply(revops, "lines", "f", MappingChoice::own("ours"), {}, "a");
  const auto again = imports.apply(revops, "lines", "f", first->mapping.sha256, {}, "b");
  REQUIRE(again);
  CHECK(again->mapping.name == "ours");
  const auto mappings = imports.mappings(revops, "lines");
  REQUIRE(mappings->size() == 2);
  CHECK(mappings->at(0).sha256.empty());
  CHECK(mappings->at(1).sha256 == first->mapping.sha256);
  CHECK(imports.apply(revops, "fixed", "f", first->mapping.sha256, {}, "b").error().field == "mapping");
}

TEST_CASE_FIXTURE(Desk, "a mapping with a fault refuses the import with its line and column, and is not kept") {
  const auto refused = imports.apply(revops, "lines", "f", MappingChoice::own("bad"), {}, "a");
  CHECK(refused.error().message() == "Line 3, column 5 of the mapping: expected anything else, found bad.");
  CHECK(refused.error().field == "mapping");
  CHECK(imports.preview(revops, "lines", "f", MappingChoice::own(std::string(longest_mapping + 1, 'x')), {}, "a").error().field ==
        "mapping");
  REQUIRE(imports.preview(revops, "lines", "f", MappingChoice::own("ours"), {}, "a"));
  CHECK(imports.mappings(revops, "lines")->size() == 1);
}

TEST_CASE_FIXTURE(Desk, "a kind with fixed columns names them where it is given a mapping") {
  const auto refused = imports.apply(revops, "fixed", "f", MappingChoice::own("ours"), {}, "a");
  CHECK(refused.error().message() == "Files of this kind are read by fixed columns: day, name.");
}

TEST_CASE_FIXTURE(Desk, "a shipped mapping is printed to be copied; what there is not is not found, and nobody else sees an own one") {
  CHECK(imports.mapping_text(revops, "lines", "plain") == "plain text");
  CHECK(imports.mapping_text(revops, "lines", "fancy").error().is(errors::not_found));
  CHECK(imports.mapping_text(revops, "shoes", "plain").error().is(errors::not_found));
  CHECK(imports.mapping_text(actor("ada@example.com"), "lines", "plain").error().is(errors::forbidden));
  const auto own = imports.apply(revops, "lines", "f", MappingChoice::own("ours"), {}, "a");
  const auto stranger = access.operator_of(other_organisation());
  CHECK(imports.mapping_text(stranger, "lines", own->mapping.sha256).error().is(errors::not_found));
  CHECK(imports.mappings(stranger, "lines")->size() == 1);
}

TEST_CASE_FIXTURE(Desk, "a preview leaves nothing behind, not even names") {
  const auto preview = imports.preview(revops, "lines", "f.txt", "plain", {}, "a\nwho");
  REQUIRE(preview);
  CHECK(preview->kind == "lines");
  CHECK(preview->file_name == "f.txt");
  CHECK(preview->added == 2);
  CHECK(!preview->applied);
  CHECK(read([&](sql::Reader& reader) { return unmatched_names(reader, org).size(); }) == 0);
  CHECK(imports.runs(revops, {}, 10)->runs.empty());
}

TEST_CASE_FIXTURE(Desk, "a file that is refused leaves nothing behind") {
  const auto refused = imports.apply(revops, "lines", "f", "", {}, "who\nboom");
  CHECK(refused.error().field == "line 2");
  CHECK(read([&](sql::Reader& reader) { return unmatched_names(reader, org).size(); }) == 0);
  CHECK(imports.runs(revops, {}, 10)->runs.empty());
  CHECK(imports.preview(revops, "lines", "f", "", {}, "boom").error().field == "line 1");
}

TEST_CASE_FIXTURE(Desk, "a report is kept as it was given") {
  const auto applied = imports.apply(revops, "lines", "f.txt", "", access::day("2027-01-04"), "a\nbad\nwho");
  REQUIRE(applied);
  const auto kept = imports.report(revops, *applied->run_id);
  REQUIRE(kept);
  CHECK(kept->rows == 3);
  CHECK(kept->added == 2);
  CHECK(kept->rejected == applied->rejected);
  CHECK(kept->rejected_total == 1);
  CHECK(kept->notes == applied->notes);
  CHECK(kept->notes.front().text == "from 2027-01-04");
  CHECK(kept->unmatched == applied->unmatched);
  CHECK(kept->changes == applied->changes);
  CHECK(kept->mapping == applied->mapping);
  CHECK(kept->applied);
  CHECK(imports.report(revops, Id<ImportRun>(9)).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(Desk, "runs are listed newest first, in pages, with who did it") {
  for (int i = 0; i < 3; ++i) {
    clock.advance(std::chrono::hours(1));
    REQUIRE(imports.apply(i == 1 ? root : revops, "lines", "f" + std::to_string(i), "", {}, "a\nbad"));
  }
  const auto first = imports.runs(revops, {}, 2);
  REQUIRE(first->runs.size() == 2);
  CHECK(first->has_more);
  CHECK(first->runs[0].file_name == "f2");
  CHECK(first->runs[0].by == rosa);
  CHECK(first->runs[0].by_name == "Rosa RevOps");
  CHECK(first->runs[0].rejected == 1);
  CHECK(!first->runs[1].by);  // the operator
  const auto rest = imports.runs(revops, first->runs[1].id, 2);
  CHECK(rest->runs.size() == 1);
  CHECK(!rest->has_more);
}

TEST_CASE_FIXTURE(Desk, "each source says how fresh it is and how many names wait") {
  CHECK(imports.sources(revops)->front().freshness == Freshness::never);
  REQUIRE(imports.apply(revops, "lines", "f", "", {}, "who\nbad"));
  const auto source = imports.sources(revops)->front();
  CHECK(source.label == "Lines");
  CHECK(source.freshness == Freshness::fresh);
  CHECK(source.last_rows == 2);
  CHECK(source.last_rejected == 1);
  CHECK(source.unmatched == 1);
  clock.advance(std::chrono::days(9));
  const auto later = read([&](sql::Reader& reader) { return freshness(reader, org, clock.now()); });
  CHECK(later.front().freshness == Freshness::stale);
}

TEST_CASE_FIXTURE(Desk, "a name waits with its rows until it is taken off") {
  const auto note = [&](std::int64_t rows) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      note_unmatched(tx, org, "lines", "crm_name", "who", rows, clock.now());
      return Done{};
    }));
    return read([&](sql::Reader& reader) { return unmatched_names(reader, org); });
  };
  const Instant first_seen = clock.now();
  CHECK(note(3).front().rows == 3);
  clock.advance(std::chrono::hours(1));
  const auto again = note(5);
  REQUIRE(again.size() == 1);
  CHECK(again.front().rows == 5);
  CHECK(again.front().first_seen_at == first_seen);
  CHECK(note(0).empty());
}

}  // namespace backbeat::imports
