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
};
BOOST_DESCRIBE_STRUCT(RunView, (), (id, kind, file_name, at, by, rows, added, changed, unchanged, rejected, unmatched))

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
  std::vector<MappedColumnView> columns;
};
BOOST_DESCRIBE_STRUCT(MappingView, (), (name, kind, label, columns))

struct UploadRequest {
  http::Str<1, 40> kind;
  std::optional<http::Str<0, 200>> file_name;
  std::optional<http::Str<0, 60>> mapping;
  std::optional<LocalDate> effective_on;
};
BOOST_DESCRIBE_STRUCT(UploadRequest, (), (kind, file_name, mapping, effective_on))

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
  bool applied = false;
  std::optional<Id<ImportRun>> run_id;
};
BOOST_DESCRIBE_STRUCT(ImportReportView, (),
                      (kind, file_name, rows, added, changed, unchanged, rejected, rejected_total, notes, unmatched, changes, applied,
                       run_id))

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
              .unmatched = run.unmatched};
  if (run.by) out.by = PersonRef{.id = *run.by, .name = std::move(run.by_name)};
  return out;
}

std::string text_of(const auto& optional) {
  return optional ? optional->value() : std::string();
}

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
      "/api/imports/mappings",
      {.id = "list_mappings",
       .summary = "How the columns of known exports are read",
       .tag = "imports",
       .errors = {&errors::forbidden, &errors::not_found}},
      [&](const http::Call& call, const MappingsQuery& in) -> Result<http::List<MappingView>> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        http::List<MappingView> out;
        for (Mapping& mapping : TRY(imports.mappings(actor, text_of(in.kind)))) {
          MappingView view{
              .name = std::move(mapping.name), .kind = std::move(mapping.kind), .label = std::move(mapping.label), .columns = {}};
          for (MappedColumn& column : mapping.columns)
            view.columns.push_back({.field = std::move(column.field), .column = std::move(column.column), .required = column.required});
          out.items.push_back(std::move(view));
        }
        return out;
      });
  router.upload<UploadRequest, ImportReportView>(
      "/api/imports/{kind}/preview",
      {.id = "preview_import",
       .summary = "What importing a file would do",
       .description = "The import itself, taken back: nothing is changed.",
       .tag = "imports",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &access::needs_a_browser},
       .accepts = {"text/csv"}},
      [&](const http::Call& call, const UploadRequest& in, std::string_view body) -> Result<ImportReportView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return report_view(TRY(imports.preview(actor, in.kind.value(), text_of(in.file_name), text_of(in.mapping), in.effective_on, body)));
      });
  router.upload<UploadRequest, ImportReportView>(
      "/api/imports/{kind}",
      {.id = "import_file",
       .summary = "Import a file",
       .description = "Rows that cannot be taken are listed and change nothing; the others are taken together or not at all. Importing a "
                      "file again changes nothing.",
       .tag = "imports",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &access::needs_a_browser},
       .accepts = {"text/csv"}},
      [&](const http::Call& call, const UploadRequest& in, std::string_view body) -> Result<ImportReportView> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return report_view(TRY(imports.apply(actor, in.kind.value(), text_of(in.file_name), text_of(in.mapping), in.effective_on, body)));
      });
  router.get<RunPath, ImportReportView>("/api/imports/runs/{id}",
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
