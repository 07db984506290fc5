#include "imports/imports_api.hpp"

namespace backbeat::imports {

BOOST_DESCRIBE_ENUM(Freshness, fresh, stale, never)

namespace {

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct SourceView {
  std::string kind;
  std::string label;
  std::optional<Instant> last_imported_at;
  std::optional<std::int64_t> last_rows;
  std::optional<std::int64_t> last_rejected;
  Freshness freshness = Freshness::never;
  std::int64_t unmatched = 0;
};
BOOST_DESCRIBE_STRUCT(SourceView, (), (kind, label, last_imported_at, last_rows, last_rejected, freshness, unmatched))

struct RunView {
  Id<ImportRun> id;
  std::string kind;
  std::string file_name;
  Instant at;
  std::optional<PersonRef> by;  // nobody: the operator at the command line
  std::int64_t rows = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t rejected = 0;
  std::int64_t unmatched = 0;
  std::string mapping;
  std::optional<std::string> mapping_sha256 = {};  // of an own one
};
BOOST_DESCRIBE_STRUCT(RunView, (),
                      (id, kind, file_name, at, by, rows, added, changed, unchanged, rejected, unmatched, mapping, mapping_sha256))

struct ImportsView {
  std::vector<SourceView> sources;
  std::vector<RunView> runs;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ImportsView, (), (sources, runs, next_cursor))

struct ImportsQuery {
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(ImportsQuery, (), (cursor, limit))

struct MappingsQuery {
  std::optional<http::Str<0, 40>> kind;
};
BOOST_DESCRIBE_STRUCT(MappingsQuery, (), (kind))

struct MappedColumnView {
  std::string field;
  std::string column;
  bool required = false;
};
BOOST_DESCRIBE_STRUCT(MappedColumnView, (), (field, column, required))

struct MappingView {
  std::string name;
  std::string kind;
  std::string label;
  std::optional<std::string> file = {};    // what the export calls the file, where it always has one name
  std::optional<std::string> sha256 = {};  // of an own one: what to send as `mapping` to use it again
  std::vector<MappedColumnView> columns;
};
BOOST_DESCRIBE_STRUCT(MappingView, (), (name, kind, label, file, sha256, columns))

struct MappingPath {
  http::Str<1, 40> kind;
  http::Str<1, 64> mapping;
};
BOOST_DESCRIBE_STRUCT(MappingPath, (), (kind, mapping))

struct ReadColumnView {
  std::string column;
  std::optional<std::string> field = {};  // nothing: it is not read
  bool required = false;
  bool in_file = true;
};
BOOST_DESCRIBE_STRUCT(ReadColumnView, (), (column, field, required, in_file))

struct UsedMappingView {
  std::string name;
  std::optional<std::string> sha256 = {};
  std::vector<ReadColumnView> columns;
};
BOOST_DESCRIBE_STRUCT(UsedMappingView, (), (name, sha256, columns))

struct UploadRequest {
  http::Str<1, 40> kind;
  std::optional<http::Str<0, 200>> file_name;
  std::optional<http::Str<0, 64>> mapping;
  std::optional<http::Int<1, std::int64_t{longest_mapping}>> mapping_bytes;
  std::optional<LocalDate> effective_on;
};
BOOST_DESCRIBE_STRUCT(UploadRequest, (), (kind, file_name, mapping, mapping_bytes, effective_on))

struct RunPath {
  Id<ImportRun> id;
};
BOOST_DESCRIBE_STRUCT(RunPath, (), (id))

struct RejectedView {
  std::int64_t row = 0;
  std::optional<std::string> column;
  std::string found;
  std::string expected;
};
BOOST_DESCRIBE_STRUCT(RejectedView, (), (row, column, found, expected))

struct NoteView {
  std::optional<std::int64_t> row;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(NoteView, (), (row, text))

struct UnmatchedValue {
  std::string value;
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(UnmatchedValue, (), (value, rows))

struct ChangeView {
  std::int64_t row = 0;
  std::string what;
};
BOOST_DESCRIBE_STRUCT(ChangeView, (), (row, what))

struct ImportReportView {
  std::string kind;
  std::string file_name;
  std::int64_t rows = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::vector<RejectedView> rejected;
  std::int64_t rejected_total = 0;
  std::vector<NoteView> notes;
  std::vector<UnmatchedValue> unmatched;
  std::vector<ChangeView> changes;
  UsedMappingView mapping;
  bool applied = false;
  std::optional<Id<ImportRun>> run_id;
};
BOOST_DESCRIBE_STRUCT(ImportReportView, (),
                      (kind, file_name, rows, added, changed, unchanged, rejected, rejected_total, notes, unmatched, changes, mapping,
                       applied, run_id))

std::optional<std::string> unless_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

UsedMappingView used_mapping_view(UsedMapping mapping) {
  UsedMappingView out{.name = std::move(mapping.name), .sha256 = unless_empty(std::move(mapping.sha256)), .columns = {}};
  for (ReadColumn& one : mapping.columns) {
    auto field = unless_empty(std::move(one.field));
    out.columns.push_back(
        {.column = std::move(one.column), .field = std::move(field), .required = one.is_required, .in_file = one.is_in_file});
  }
  return out;
}

ImportReportView report_view(ImportReport report) {
  ImportReportView out{.kind = std::move(report.kind),
                       .file_name = std::move(report.file_name),
                       .rows = report.rows,
                       .added = report.added,
                       .changed = report.changed,
                       .unchanged = report.unchanged,
                       .rejected = {},
                       .rejected_total = report.rejected_total,
                       .notes = {},
                       .unmatched = {},
                       .changes = {},
                       .mapping = used_mapping_view(std::move(report.mapping)),
                       .applied = report.applied,
                       .run_id = report.run_id};
  for (Rejected& one : report.rejected) {
    const auto column = one.column.empty() ? std::nullopt : std::optional(std::move(one.column));
    out.rejected.push_back({.row = one.row, .column = column, .found = std::move(one.found), .expected = std::move(one.expected)});
  }
  for (Note& one : report.notes) out.notes.push_back({.row = one.row, .text = std::move(one.text)});
  for (Unmatched& one : report.unmatched) out.unmatched.push_back({.value = std::move(one.value), .rows = one.rows});
  for (Change& one : report.changes) out.changes.push_back({.row = one.row, .what = std::move(one.what)});
  return out;
}

SourceView source_view(Source source) {
  SourceView out{.kind = std::move(source.kind),
                 .label = std::move(source.label),
                 .last_imported_at = source.last_imported_at,
                 .last_rows = {},
                 .last_rejected = {},
                 .freshness = source.freshness,
                 .unmatched = source.unmatched};
  if (source.last_imported_at) {
    out.last_rows = source.last_rows;
    out.last_rejected = source.last_rejected;
  }
  return out;
}

RunView run_view(RunRow run) {
  RunView out{.id = run.id,
              .kind = std::move(run.kind),
              .file_name = std::move(run.file_name),
              .at = run.at,
              .by = {},
              .rows = run.rows,
              .added = run.added,
              .changed = run.changed,
              .unchanged = run.unchanged,
              .rejected = run.rejected,
              .unmatched = run.unmatched,
              .mapping = std::move(run.mapping),
              .mapping_sha256 = unless_empty(std::move(run.mapping_sha256))};
  if (run.by) out.by = PersonRef{.id = *run.by, .name = std::move(run.by_name)};
  return out;
}

std::string text_of(const auto& optional) {
  return optional ? optional->value() : std::string();
}

/// What an upload holds: perhaps a mapping, then the file.
struct Parts {
  MappingChoice mapping;
  std::string_view file;
};

Result<Parts> parts_of(const UploadRequest& in, const std::string& mapping, std::string_view body) {
  if (!in.mapping_bytes) return Parts{.mapping = mapping, .file = body};
  const auto size = static_cast<std::size_t>(in.mapping_bytes->value());
  if (!mapping.empty()) return expected_value("mapping_bytes", "either mapping or mapping_bytes", "both");
  if (size > body.size())
    return expected_value("mapping_bytes", "at most the " + std::to_string(body.size()) + " bytes of the body", std::to_string(size));
  return Parts{.mapping = MappingChoice::own(body.substr(0, size)), .file = body.substr(size)};
}

MappingView mapping_view(Mapping mapping) {
  MappingView view{.name = std::move(mapping.name),
                   .kind = std::move(mapping.kind),
                   .label = std::move(mapping.label),
                   .file = unless_empty(std::move(mapping.file)),
                   .sha256 = unless_empty(std::move(mapping.sha256)),
                   .columns = {}};
  for (MappedColumn& column : mapping.columns)
    view.columns.push_back({.field = std::move(column.field), .column = std::move(column.column), .required = column.required});
  return view;
}

constexpr std::string_view of_uploads =
    "`mapping` names how the columns are read: one of ours, or the sha256 of an own one that was used before; without it the one whose "
    "columns the file has. For a mapping of your own send it first and say how long it is: with `mapping_bytes=N` the first N bytes of the "
    "body are a mapping file and the rest is the CSV.";

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Imports& imports) {
  router.tag("imports", "Rosters, CRM exports and quotas: previewed, repeatable, with every row that was not taken.");
  router.get<ImportsQuery, ImportsView>(
      "/api/imports",
      {.id = "get_imports", .summary = "Sources with their freshness, and past imports", .tag = "imports", .errors = {&errors::forbidden}},
      [&](const http::Call& call, const ImportsQuery& in) -> Result<ImportsView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        std::optional<Id<ImportRun>> before;
        if (in.cursor) {
          const Fields cursor = TRY(call.decode_cursor(*in.cursor));
          before = Id<ImportRun>(cursor.number("id"));
        }
        ImportsView out;
        for (Source& source : TRY(imports.sources(actor))) out.sources.push_back(source_view(std::move(source)));
        RunPage page = TRY(imports.runs(actor, before, in.limit ? static_cast<int>(in.limit->value()) : 20));
        if (page.has_more) out.next_cursor = call.encode_cursor(Fields().add("id", page.runs.back().id.value()));
        for (RunRow& run : page.runs) out.runs.push_back(run_view(std::move(run)));
        return out;
      });
  router.get<MappingsQuery, http::List<MappingView>>(
      "/api/import-mappings",
      {.id = "list_mappings",
       .summary = "How the columns of known exports are read",
       .description = "Those that come with the program, then the organisation's own that files were imported with.",
       .tag = "imports",
       .errors = {&errors::forbidden, &errors::not_found}},
      [&](const http::Call& call, const MappingsQuery& in) -> Result<http::List<MappingView>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        http::List<MappingView> out;
        for (Mapping& mapping : TRY(imports.mappings(actor, text_of(in.kind)))) out.items.push_back(mapping_view(std::move(mapping)));
        return out;
      });
  router.get<MappingPath, http::File>(
      "/api/import-mappings/{kind}/{mapping}",
      {.id = "get_mapping_text",
       .summary = "A mapping as a text to copy from",
       .description = "`mapping` is its name, or the sha256 of an own one.",
       .tag = "imports",
       .errors = {&errors::forbidden, &errors::not_found},
       .produces = "text/plain; charset=utf-8"},
      [&](const http::Call& call, const MappingPath& in) -> Result<http::File> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        std::string text = TRY(imports.mapping_text(actor, in.kind.value(), in.mapping.value()));
        return http::File{.content_type = "text/plain; charset=utf-8", .file_name = {}, .bytes = std::move(text)};
      });
  router.upload<UploadRequest, ImportReportView>(
      "/api/imports/{kind}/preview",
      {.id = "preview_import",
       .summary = "What importing a file would do",
       .description = "The import itself, taken back: nothing is changed. " + std::string(of_uploads),
       .tag = "imports",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &mapping_fault, &no_own_mapping,
                  &access::needs_a_browser},
       .accepts = {"text/csv"}},
      [&](const http::Call& call, const UploadRequest& in, std::string_view body) -> Result<ImportReportView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const std::string mapping = text_of(in.mapping);
        const Parts parts = TRY(parts_of(in, mapping, body));
        return report_view(TRY(imports.preview(actor, in.kind.value(), text_of(in.file_name), parts.mapping, in.effective_on, parts.file)));
      });
  router.upload<UploadRequest, ImportReportView>(
      "/api/imports/{kind}",
      {.id = "import_file",
       .summary = "Import a file",
       .description = "Rows that cannot be taken are listed and change nothing; the others are taken together or not at all. Importing a "
                      "file again changes nothing. " +
                      std::string(of_uploads),
       .tag = "imports",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &mapping_fault, &no_own_mapping,
                  &access::needs_a_browser},
       .accepts = {"text/csv"}},
      [&](const http::Call& call, const UploadRequest& in, std::string_view body) -> Result<ImportReportView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const std::string mapping = text_of(in.mapping);
        const Parts parts = TRY(parts_of(in, mapping, body));
        return report_view(TRY(imports.apply(actor, in.kind.value(), text_of(in.file_name), parts.mapping, in.effective_on, parts.file)));
      });
  router.get<RunPath, ImportReportView>("/api/import-runs/{id}",
                                        {.id = "get_import_run",
                                         .summary = "The report of a past import",
                                         .tag = "imports",
                                         .errors = {&errors::forbidden, &errors::not_found}},
                                        [&](const http::Call& call, const RunPath& in) -> Result<ImportReportView> {
                                          const access::Actor actor =
                                              TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
                                          return report_view(TRY(imports.report(actor, in.id)));
                                        });
}

}  // namespace backbeat::imports
