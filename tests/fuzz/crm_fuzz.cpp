// CRM exports: opportunities, accounts, products, stage history, quotas, and mapping files. First byte: which mapping; second: which kind.
// What must hold: a row is taken or rejected, not both, keys come once, and every row is a line of the file.
#include "base/text.hpp"
#include "crm/crm_file.hpp"
#include "fuzz.hpp"

#include <algorithm>
#include <set>

namespace {

using namespace backbeat;
using namespace backbeat::crm;

decltype(auto) rows_of(const auto& file) {
  if constexpr (requires { file.taken; })
    return (file.taken);
  else
    return (file.rows);
}

template <class Rows>
void check(const Result<Rows>& rows, std::string_view bytes) {
  if (!rows) return fuzz::must(is_utf8(rows.error().message()), "a refusal is UTF-8");
  const std::int64_t lines = 1 + std::count(bytes.begin(), bytes.end(), '\n') + std::count(bytes.begin(), bytes.end(), '\r');
  std::set<std::int64_t> seen;
  for (const auto& row : rows_of(*rows)) {
    fuzz::must(row.row >= 1 && row.row <= lines, "a row is a line of the file");
    fuzz::must(seen.insert(row.row).second, "a row comes once");
  }
  for (const auto& rejected : rows->rejected) {
    fuzz::must(!seen.contains(rejected.row), "a rejected row is not taken");
    fuzz::must(is_utf8(rejected.found), "what was found is UTF-8");
  }
}

void read(std::string_view kind, std::string_view bytes, const CrmMapping& mapping) {
  static const Zone zone = *Zone::make("America/Sao_Paulo");
  if (!mapping.kinds.contains(kind)) return;
  if (kind == "opportunities") check(read_opportunities(bytes, mapping, zone), bytes);
  if (kind == "accounts") check(read_accounts(bytes, mapping), bytes);
  if (kind == "products") check(read_products(bytes, mapping), bytes);
  if (kind == "stage-history") check(read_stage_history(bytes, mapping, zone), bytes);
  if (kind == "quotas") check(read_quotas(bytes, mapping), bytes);
}

constexpr std::string_view kinds[] = {"opportunities", "accounts", "products", "stage-history", "quotas"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const auto& shipped = shipped_crm_mappings();
  const std::size_t which = input.choice(shipped.size() + 2);
  const std::string_view kind = kinds[input.choice(std::size(kinds))];
  const std::string_view bytes = input.rest();
  if (which < shipped.size()) {
    read(kind, bytes, shipped[which]);
  } else if (which == shipped.size()) {
    if (const auto mapping = mapping_for(kind, "", bytes)) read(kind, bytes, *mapping);
  } else if (const auto mapping = own_mapping(kind, bytes)) {
    read(kind, "opportunity,name,email,stage,amount,opened,closes\nA,B,ana@northwind.example,Won,1,2026-01-02,2026-02-03\n", *mapping);
    for (const auto& [name, read_as] : mapping->kinds) {
      const imports::Mapping shown = offered(*mapping, name);
      fuzz::must(!shown.columns.empty(), "a mapping names columns");
      const std::vector<std::string> header = {"opportunity", " Email ", "", shown.columns.front().column};
      fuzz::must(imports::understood(shown, header).columns.size() >= header.size(), "every column of a file is told of");
    }
  }
  return 0;
}
