// An expected refusal travels as a value: Result<T> holds a T or an Error. A failing world (disk, SQL, network) throws instead.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backbeat {

/// What a refusal means to the caller. `http` maps each kind to one status code.
enum class ErrorKind {
  invalid,                // 422: the request was understood and a value in it is wrong
  unauthenticated,        // 401
  forbidden,              // 403
  not_found,              // 404: also where existence must not be told
  conflict,               // 409: the thing is in a state that forbids this
  precondition_failed,    // 412: If-Match named an older version
  precondition_required,  // 428: If-Match is missing
  too_large,              // 413
  too_many_requests,      // 429
  unavailable,            // 503
};

/// One kind of refusal, declared once where it belongs: a stable code, what it means, and the public text.
/// `{name}` in the text is replaced by the parameter of that name.
struct ErrorSpec {
  std::string_view code;
  ErrorKind kind;
  std::string_view text;
};

/// A refusal on its way to a person: the spec, the path of the field at fault ("" for the whole), and parameters.
struct Error {
  const ErrorSpec* spec;
  std::string field = {};
  std::vector<std::pair<std::string, std::string>> params = {};
  std::vector<Error> causes = {};  // every field at fault, where there are several

  /// The public text with its parameters filled in.
  [[nodiscard]] std::string message() const;
  [[nodiscard]] bool is(const ErrorSpec& other) const { return spec == &other; }
};

template <class T>
using Result = std::expected<T, Error>;

/// What an action answers when there is nothing to say but "done".
struct Done {
  friend bool operator==(const Done&, const Done&) = default;
};

using Params = std::vector<std::pair<std::string, std::string>>;

/// `return refuse(already_ended);`, `return refuse(out_of_range, "minutes", {{"max", "240"}});`
[[nodiscard]] inline std::unexpected<Error> refuse(const ErrorSpec& spec, std::string field = {}, Params params = {}) {
  return std::unexpected(Error{.spec = &spec, .field = std::move(field), .params = std::move(params)});
}

/// A refusal that names several fields at once.
[[nodiscard]] std::unexpected<Error> refuse_all(std::vector<Error> causes);

namespace errors {
inline constexpr ErrorSpec invalid{"invalid", ErrorKind::invalid, "Some values are not valid."};
inline constexpr ErrorSpec invalid_value{"invalid_value", ErrorKind::invalid, "Expected {expected}, found {found}."};
inline constexpr ErrorSpec not_found{"not_found", ErrorKind::not_found, "There is nothing here, or it is not yours to see."};
inline constexpr ErrorSpec unauthenticated{"unauthenticated", ErrorKind::unauthenticated, "Sign in first."};
inline constexpr ErrorSpec forbidden{"forbidden", ErrorKind::forbidden, "Your role does not allow this."};
inline constexpr ErrorSpec version_changed{"version_changed", ErrorKind::precondition_failed,
                                           "Somebody changed this meanwhile. Reload and try again."};
inline constexpr ErrorSpec version_required{"version_required", ErrorKind::precondition_required,
                                            "Send If-Match with the version you last saw."};
}  // namespace errors

/// The commonest refusal of all: a value that is not what it should be.
[[nodiscard]] inline std::unexpected<Error> expected_value(std::string field, std::string expected, std::string found) {
  return refuse(errors::invalid_value, std::move(field), {{"expected", std::move(expected)}, {"found", std::move(found)}});
}

}  // namespace backbeat

// TRY(expression) is the value of a Result, or returns its error from the enclosing function.
#define TRY(...)                                                  \
  __extension__({                                                 \
    auto try_result_ = (__VA_ARGS__);                             \
    if (!try_result_) [[unlikely]]                                \
      return ::std::unexpected(::std::move(try_result_).error()); \
    ::std::move(*try_result_);                                    \
  })
