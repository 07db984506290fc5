// Files of calls, and mapping files of one's own. First byte: which mapping. What must hold: a row is taken or rejected, not both, keys
// come once, a call does not end before it begins, and what is kept is UTF-8.
#include "base/text.hpp"
#include "calls/calls_file.hpp"
#include "calls/match.hpp"
#include "fuzz.hpp"

#include <set>
#include <spanstream>

namespace {

using namespace backbeat;
using namespace backbeat::calls;

void read(std::string_view bytes, const CallsMapping& mapping) {
  static const Zone zone = *Zone::make("America/Sao_Paulo");
  std::set<std::int64_t> rows;
  std::set<std::string> keys;
  const auto take = [&](FileCall&& one) {
    fuzz::must(rows.insert(one.row).second, "a row comes once");
    fuzz::must(keys.insert(one.call.source_key).second, "a key comes once");
    fuzz::must(one.call.starts <= one.call.ends, "a call does not end before it begins");
    fuzz::must(is_utf8(one.call.title) && is_utf8(one.call.owner_value), "what is kept is UTF-8");
    for (const std::string& name : names_in(one.call.title)) fuzz::must(!name.empty(), "a name is something");
    for (const Attendee& attendee : outside_of(one.call.attendees, {"northwind.example"}))
      for (const std::string& domain : domains_to_ask(domain_of(attendee.address)))
        fuzz::must(!is_public_domain(domain), "nobody's domain");
  };
  std::ispanstream in{std::span<const char>(bytes)};
  const auto found = each_call(in, mapping, zone, take);
  if (!found) return fuzz::must(is_utf8(found.error().message()), "a refusal is UTF-8");
  for (const auto& rejected : found->rejected) {
    fuzz::must(!rows.contains(rejected.row), "a rejected row is not taken");
    fuzz::must(is_utf8(rejected.found), "what was found is UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const auto& shipped = shipped_calls_mappings();
  const std::size_t which = input.choice(shipped.size() + 2);
  const std::string_view bytes = input.rest();
  if (which < shipped.size()) {
    read(bytes, shipped[which]);
  } else if (which == shipped.size()) {
    std::ispanstream in{std::span<const char>(bytes)};
    if (const auto mapping = mapping_for("", in)) read(bytes, *mapping);
  } else if (const auto mapping = parse_calls_mapping(bytes)) {
    fuzz::must(!offered(*mapping).columns.empty(), "a mapping names columns");
    read("call,email,starts_at,minutes,attendees\n1,ana@northwind.example,2027-03-01T09:00:00Z,30,eve@acme.example\n", *mapping);
  }
  return 0;
}
