#include "xlsx/xlsx.hpp"

#include "base/assert.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace backbeat::xlsx {
namespace {

/// libxlsxwriter 1.1 writes to a path only.
class TemporaryFile {
 public:
  TemporaryFile() : m_path((std::filesystem::temp_directory_path() / "backbeat-xlsx-XXXXXX").string()) {
    const int descriptor = mkstemp(m_path.data());
    if (descriptor < 0) throw std::runtime_error("cannot make a temporary file for a workbook");
    close(descriptor);
  }
  ~TemporaryFile() { unlink(m_path.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return m_path; }

 private:
  std::string m_path;
};

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("workbook: ") + lxw_strerror(error));
}

struct Formats {
  lxw_format* title;
  lxw_format* percent;
  lxw_format* decimal;
  lxw_format* date;
};

lxw_datetime datetime_of(LocalDate date) {
  const auto ymd = date.ymd();
  return {.year = static_cast<int>(ymd.year()),
          .month = static_cast<int>(static_cast<unsigned>(ymd.month())),
          .day = static_cast<int>(static_cast<unsigned>(ymd.day())),
          .hour = 0,
          .min = 0,
          .sec = 0};
}

struct Put {
  lxw_worksheet* sheet;
  lxw_row_t row;
  lxw_col_t column;
  const Formats& formats;

  void operator()(std::monostate) const {}
  void operator()(const std::string& text) const { check(worksheet_write_string(sheet, row, column, text.c_str(), nullptr)); }
  void operator()(std::int64_t number) const { check(worksheet_write_number(sheet, row, column, static_cast<double>(number), nullptr)); }
  void operator()(double number) const { check(worksheet_write_number(sheet, row, column, number, formats.decimal)); }
  void operator()(Percent percent) const { check(worksheet_write_number(sheet, row, column, percent.share, formats.percent)); }
  void operator()(LocalDate date) const {
    lxw_datetime value = datetime_of(date);
    check(worksheet_write_datetime(sheet, row, column, &value, formats.date));
  }
};

void write(lxw_worksheet* sheet, const Sheet& from, const Formats& formats) {
  for (std::size_t i = 0; i < from.columns.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    check(worksheet_set_column(sheet, column, column, from.columns[i].width, nullptr));
    check(worksheet_write_string(sheet, 0, column, from.columns[i].title.c_str(), formats.title));
  }
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  for (std::size_t i = 0; i < from.rows.size(); ++i) {
    ASSERT(from.rows[i].size() == from.columns.size());
    for (std::size_t j = 0; j < from.rows[i].size(); ++j)
      std::visit(Put{sheet, static_cast<lxw_row_t>(i + 1), static_cast<lxw_col_t>(j), formats}, from.rows[i][j]);
  }
}

}  // namespace

std::string workbook(const std::vector<Sheet>& sheets, Instant made_at) {
  const TemporaryFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) throw std::runtime_error("cannot begin a workbook");
  try {
    lxw_doc_properties properties{};
    properties.created = static_cast<time_t>(made_at.unix_ms() / 1000);
    check(workbook_set_properties(book, &properties));
    const Formats formats{.title = workbook_add_format(book),
                          .percent = workbook_add_format(book),
                          .decimal = workbook_add_format(book),
                          .date = workbook_add_format(book)};
    format_set_bold(formats.title);
    format_set_text_wrap(formats.title);
    format_set_num_format(formats.percent, "0.0%");
    format_set_num_format(formats.decimal, "0.00");
    format_set_num_format(formats.date, "yyyy-mm-dd");
    for (const Sheet& sheet : sheets) {
      lxw_worksheet* made = workbook_add_worksheet(book, sheet.name.c_str());
      if (made == nullptr) throw std::runtime_error("workbook: no sheet can be named " + sheet.name);
      write(made, sheet, formats);
    }
  } catch (...) {
    workbook_close(book);  // frees what it holds
    throw;
  }
  check(workbook_close(book));
  std::ifstream in(file.path(), std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.empty()) throw std::runtime_error("workbook: nothing was written");
  return bytes;
}

}  // namespace backbeat::xlsx
