// Page cursors and the encoding of named fields. What must hold: no text is taken for a cursor that was not made with the key, for its
// operation; and fields have exactly one encoding.
#include "base/text.hpp"
#include "fuzz.hpp"
#include "http/api.hpp"
#include "http/cursor.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backbeat;
  static const http::CursorKey key([] {
    std::array<std::byte, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i);
    return bytes;
  }());
  fuzz::Input input(data, size);
  const std::string_view text = input.rest();
  fuzz::must(!key.decode("list_people", text), "a cursor cannot be made up");

  const auto fields = Fields::decode(text);
  if (!fields) return 0;
  fuzz::must(fields->encode() == text, "fields have one encoding");
  for (const auto& [name, value] : fields->all())
    fuzz::must(fields->find(name) == value && fields->text(name) == value, "a field is found by its name");
  const Fields numbered =
      Fields(*fields).all().empty() ? Fields().add("count", std::int64_t{7}) : Fields().add(fields->all().front().first, std::int64_t{-1});
  fuzz::must(numbered.number(numbered.all().front().first) == (fields->all().empty() ? 7 : -1), "a number reads back");

  static SeededRandom random(1);
  static const http::CursorKey other = http::CursorKey::make(random);
  fuzz::must(!other.decode("list_people", key.encode("list_people", *fields)), "another installation's cursor is not taken");

  http::Call call{.operation = "list_people", .cursor_key = &key};
  const auto through_call = call.decode_cursor(call.encode_cursor(*fields));
  fuzz::must(fields->encode().size() > 1000 || (through_call && *through_call == *fields), "a call reads its own cursor");
  fuzz::must(!call.version(), "a version that was not given is not made up");
  call.if_match = static_cast<std::int64_t>(size);
  fuzz::must(*call.version() == *call.if_match, "a version is the one that was given");
  const std::string cursor = key.encode("list_people", *fields);
  fuzz::must(!key.decode("list_sessions", cursor), "a cursor is good for its own operation only");
  const auto back = key.decode("list_people", cursor);
  fuzz::must(cursor.size() > 2000 || (back && *back == *fields), "a cursor of ours reads back");
  if (!cursor.empty()) {
    std::string changed = cursor;
    char& at = changed[size % changed.size()];
    at = at == 'A' ? 'B' : 'A';
    // The last character of base64url can carry bits that are not read; then the same bytes come out, or a refusal.
    const auto read = key.decode("list_people", changed);
    fuzz::must(!read || *read == *fields, "a changed cursor tells nothing else");
  }
  return 0;
}
