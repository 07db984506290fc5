// The types that DTOs are made of beside the plain ones, and the wrappers that say how an answer travels.
#pragma once

#include "base/result.hpp"
#include "base/text.hpp"

#include <boost/describe/class.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace backbeat::http {

/// Text of Min to Max code points, without NUL. Empty until read or made.
template <std::size_t Min, std::size_t Max>
class Str {
 public:
  static constexpr std::size_t shortest = Min;
  static constexpr std::size_t longest = Max;

  Str() = default;
  [[nodiscard]] static Result<Str> make(std::string text) {
    const std::size_t length = is_utf8(text) ? length_of(text) : Max + 1;
    if (length < Min || length > Max || text.find('\0') != std::string::npos)
      return expected_value({}, std::to_string(Min) + " to " + std::to_string(Max) + " characters", std::to_string(length));
    return Str(std::move(text));
  }
  [[nodiscard]] const std::string& value() const { return m_text; }
  [[nodiscard]] std::string& slot() { return m_text; }  // for the reader, which has checked the length

  friend bool operator==(const Str&, const Str&) = default;

 private:
  explicit Str(std::string text) : m_text(std::move(text)) {}
  std::string m_text;
};

/// A whole number from Min to Max. Min until read or made.
template <std::int64_t Min, std::int64_t Max>
class Int {
 public:
  static constexpr std::int64_t least = Min;
  static constexpr std::int64_t most = Max;

  constexpr Int() = default;
  [[nodiscard]] static Result<Int> make(std::int64_t number) {
    if (number < Min || number > Max)
      return expected_value({}, "a whole number from " + std::to_string(Min) + " to " + std::to_string(Max), std::to_string(number));
    return Int(number);
  }
  [[nodiscard]] constexpr std::int64_t value() const { return m_number; }

  friend constexpr auto operator<=>(const Int&, const Int&) = default;

 private:
  constexpr explicit Int(std::int64_t number) : m_number(number) {}
  std::int64_t m_number = Min;
};

/// The input of a route that takes nothing.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

/// 201 with a Location; nests: Created<Versioned<T>>.
template <class T>
struct Created {
  std::string location;  // "/api/people/0123456789abc"
  T value;
};

/// 200 with `ETag: "<version>"`.
template <class T>
struct Versioned {
  T value;
  std::int64_t version = 0;
};

/// A part of a list; `next_cursor` is absent at its end.
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next_cursor = {};
  BOOST_DESCRIBE_CLASS(Page, (), (items, next_cursor), (), ())
};

/// A whole list.
template <class T>
struct List {
  std::vector<T> items;
  BOOST_DESCRIBE_CLASS(List, (), (items), (), ())
};

/// Sets the session cookie.
template <class T>
struct SignedIn {
  T value;
  std::string session_token;
  std::chrono::seconds max_age{0};
};

/// 204, and the session cookie is cleared.
struct SignedOut {};

/// Bytes of another content type. With a file name it is offered for saving under that name.
struct File {
  std::string content_type;
  std::string file_name;
  std::string bytes;
};

}  // namespace backbeat::http
