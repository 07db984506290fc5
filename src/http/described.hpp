// Described DTOs. A DTO is a plain struct with BOOST_DESCRIBE_STRUCT; from its description one table per type is built once and walked at
// run time to read JSON, write JSON and print JSON Schema. A trailing underscore of a member or enumerator is not part of its wire name
// (`new_` is "new"), for names that C++ keeps to itself. An absent std::optional is left out when written; null is accepted when read.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "http/types.hpp"

#include <boost/describe/bases.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace backbeat::http {

struct Type;
using TypeOf = const Type& (*)();

/// What a plain std::string may hold, in code points.
inline constexpr std::int64_t longest_text = 1'000'000;

enum class Shape { boolean, whole, number, text, spelled, choice, optional, list, object };

struct Member {
  std::string_view name;
  std::size_t offset;
  TypeOf type;
};

struct Choice {
  std::string_view name;
  std::int64_t value;
};

/// What there is to know about one C++ type. Only the parts that its shape needs are set.
struct Type {
  Shape shape;
  std::string name = {};                                  // object, choice: of its schema
  std::int64_t min = 0;                                   // whole: least; text: fewest code points
  std::int64_t max = 0;                                   // whole: most; text: most code points
  std::string_view expected = {};                         // spelled: "a date like 2027-03-28"
  std::string_view format = {};                           // spelled: JSON Schema format, may be empty
  std::string_view pattern = {};                          // spelled: JSON Schema pattern, may be empty
  TypeOf inner = nullptr;                                 // optional, list
  std::vector<Member> members = {};                       // object
  std::vector<Choice> choices = {};                       // choice
  std::int64_t (*get)(const void*) = nullptr;             // boolean, whole, choice
  void (*set)(void*, std::int64_t) = nullptr;             // boolean, whole, choice
  std::string* (*text)(void*) = nullptr;                  // text
  bool (*parse)(std::string_view, void*) = nullptr;       // spelled
  std::string (*print)(const void*) = nullptr;            // spelled
  void* (*emplace)(void*) = nullptr;                      // optional: a fresh value; list: one more at the end
  std::size_t (*size)(const void*) = nullptr;             // optional: 0 or 1; list
  const void* (*at)(const void*, std::size_t) = nullptr;  // optional, list
};

/// How a type that is written as one string is spelled. Specialise it for a type of yours.
template <class T>
struct Spelling;

template <class Tag>
struct Spelling<Id<Tag>> {
  static constexpr std::string_view expected = "an id of 13 characters", format = "", pattern = "^[0-9a-hjkmnp-tv-z]{13}$";
};
template <>
struct Spelling<Instant> {
  static constexpr std::string_view expected = "an instant like 2027-03-28T09:00:00Z", format = "date-time", pattern = "";
};
template <>
struct Spelling<LocalDate> {
  static constexpr std::string_view expected = "a date like 2027-03-28", format = "date", pattern = "";
};
template <>
struct Spelling<LocalTime> {
  static constexpr std::string_view expected = "a time like 09:30", format = "", pattern = "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$";
};
template <>
struct Spelling<IsoWeek> {
  static constexpr std::string_view expected = "a week like 2027-W13", format = "", pattern = "^[0-9]{4}-W[0-5][0-9]$";
};
template <>
struct Spelling<Zone> {
  static constexpr std::string_view expected = "a time zone like Europe/Madrid", format = "", pattern = "";
  static Result<Zone> parse(std::string_view text) { return Zone::make(text); }
  static std::string text(const Zone& zone) { return std::string(zone.name()); }
};

template <class T>
concept Spelled = requires { Spelling<T>::expected; };

/// "PersonRow" of backbeat::people::PersonRow, "PersonRowPage" of Page<PersonRow>.
[[nodiscard]] std::string schema_name(std::string_view pretty_function);

template <class T>
const Type& type_of();

namespace detail {

template <class T>
struct Refined : std::false_type {};
template <std::size_t Min, std::size_t Max>
struct Refined<Str<Min, Max>> : std::true_type {};

template <class T>
struct Whole : std::false_type {};
template <std::int64_t Min, std::int64_t Max>
struct Whole<Int<Min, Max>> : std::true_type {};

template <class T>
struct Optional : std::false_type {};
template <class T>
struct Optional<std::optional<T>> : std::true_type {};

template <class T>
struct Vector : std::false_type {};
template <class T>
struct Vector<std::vector<T>> : std::true_type {};

template <class T>
std::string name_of() {
  return schema_name(__PRETTY_FUNCTION__);
}

[[nodiscard]] std::string_view wire_name(std::string_view member);

template <class T>
bool parse_spelled(std::string_view text, void* to) {
  Result<T> parsed = [&] {
    if constexpr (requires { Spelling<T>::parse(text); }) {
      return Spelling<T>::parse(text);
    } else {
      return T::parse(text);
    }
  }();
  if (parsed) *static_cast<T*>(to) = *std::move(parsed);
  return parsed.has_value();
}

template <class T>
std::string print_spelled(const void* from) {
  if constexpr (requires(const T& value) { Spelling<T>::text(value); }) {
    return Spelling<T>::text(*static_cast<const T*>(from));
  } else {
    return static_cast<const T*>(from)->text();
  }
}

template <class T>
Type whole_type() {
  const auto get = [](const void* from) { return static_cast<std::int64_t>(*static_cast<const T*>(from)); };
  const auto set = [](void* to, std::int64_t value) { *static_cast<T*>(to) = static_cast<T>(value); };
  if constexpr (std::is_same_v<T, bool>) {
    return {.shape = Shape::boolean, .get = get, .set = set};
  } else if constexpr (std::is_enum_v<T>) {
    Type type{.shape = Shape::choice, .name = name_of<T>(), .get = get, .set = set};
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto d) { type.choices.push_back({wire_name(d.name), static_cast<std::int64_t>(d.value)}); });
    return type;
  } else {
    using Limits = std::numeric_limits<T>;
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    return {.shape = Shape::whole,
            .min = std::is_signed_v<T> ? static_cast<std::int64_t>(Limits::min()) : 0,
            .max = static_cast<std::uint64_t>(Limits::max()) > static_cast<std::uint64_t>(most) ? most
                                                                                                : static_cast<std::int64_t>(Limits::max()),
            .get = get,
            .set = set};
  }
}

template <class T>
Type object_type() {
  static_assert(boost::describe::has_describe_members<T>::value, "a DTO needs BOOST_DESCRIBE_STRUCT");
  Type type{.shape = Shape::object, .name = name_of<T>()};
  const T example{};
  using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
  boost::mp11::mp_for_each<Members>([&](auto d) {
    const auto& member = example.*d.pointer;
    const auto offset = reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&example);
    type.members.push_back({wire_name(d.name), static_cast<std::size_t>(offset), &type_of<std::remove_cvref_t<decltype(member)>>});
  });
  return type;
}

template <class T>
Type describe_type() {
  if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    return whole_type<T>();
  } else if constexpr (std::is_same_v<T, double>) {
    return {.shape = Shape::number};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {.shape = Shape::text, .max = longest_text, .text = [](void* at) { return static_cast<std::string*>(at); }};
  } else if constexpr (Refined<T>::value) {
    return {.shape = Shape::text, .min = T::shortest, .max = T::longest, .text = [](void* at) { return &static_cast<T*>(at)->slot(); }};
  } else if constexpr (Whole<T>::value) {
    return {.shape = Shape::whole,
            .min = T::least,
            .max = T::most,
            .get = [](const void* from) { return static_cast<const T*>(from)->value(); },
            .set = [](void* to, std::int64_t value) { *static_cast<T*>(to) = T::make(value).value(); }};
  } else if constexpr (Spelled<T>) {
    using S = Spelling<T>;
    return {.shape = Shape::spelled,
            .expected = S::expected,
            .format = S::format,
            .pattern = S::pattern,
            .parse = &parse_spelled<T>,
            .print = &print_spelled<T>};
  } else if constexpr (Optional<T>::value) {
    return {.shape = Shape::optional,
            .inner = &type_of<typename T::value_type>,
            .emplace = [](void* at) -> void* { return &static_cast<T*>(at)->emplace(); },
            .size = [](const void* at) -> std::size_t { return static_cast<const T*>(at)->has_value() ? 1 : 0; },
            .at = [](const void* at, std::size_t) -> const void* { return &**static_cast<const T*>(at); }};
  } else if constexpr (Vector<T>::value) {
    static_assert(!std::is_same_v<T, std::vector<bool>>, "a list of bool has no addressable items");
    return {.shape = Shape::list,
            .inner = &type_of<typename T::value_type>,
            .emplace = [](void* at) -> void* { return &static_cast<T*>(at)->emplace_back(); },
            .size = [](const void* at) { return static_cast<const T*>(at)->size(); },
            .at = [](const void* at, std::size_t index) -> const void* { return &(*static_cast<const T*>(at))[index]; }};
  } else {
    return object_type<T>();
  }
}

}  // namespace detail

/// The table of a type, built at its first use.
template <class T>
const Type& type_of() {
  static const Type type = detail::describe_type<T>();
  return type;
}

/// Appends the JSON of the value of `type` at `from`.
void write_json(const Type& type, const void* from, std::string& out);

/// Reads one JSON text into the value at `to`, or says everything that is wrong with it, each by its field's path.
[[nodiscard]] Result<Done> read_json(const Type& type, void* to, std::string_view json);

template <class T>
[[nodiscard]] std::string to_json(const T& value) {
  std::string out;
  write_json(type_of<T>(), &value, out);
  return out;
}

template <class T>
[[nodiscard]] Result<T> from_json(std::string_view json) {
  T value{};
  if (auto read = read_json(type_of<T>(), &value, json); !read) return std::unexpected(std::move(read).error());
  return value;
}

}  // namespace backbeat::http
