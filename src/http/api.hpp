// What a feature's _api.cpp needs to offer its actions over HTTP: the router, the call, the wrappers of types.hpp and described DTOs.
//
// The input of a route is one struct. Its members whose names stand in the path come from the path; for GET and DELETE, and for uploads,
// the others come from the query string; otherwise from the JSON body. A handler is Result<Out>(const Call&, const In&).
#pragma once

#include "base/fields.hpp"
#include "http/described.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::http {

class CursorKey;

/// As they came; nothing about them has been checked. Empty where there was none.
struct Credentials {
  std::string session_token = {};  // of the cookie
  std::string bearer_token = {};   // of Authorization: Bearer
};

/// What a handler knows of the request beside its input.
struct Call {
  Credentials credentials = {};
  std::optional<std::int64_t> if_match = {};  // always there on routes that need a version
  std::string remote_address = {};            // where attempts are counted: of IPv6 the network only
  std::string user_agent = {};
  std::string request_id = {};
  bool is_secure = false;
  std::string_view operation = {};  // the route's id; a cursor is good for its own operation only
  const CursorKey* cursor_key = nullptr;

  /// The version of If-Match, or errors::version_required.
  [[nodiscard]] Result<std::int64_t> version() const;
  /// An opaque, signed text that decode_cursor of the same operation gives back.
  [[nodiscard]] std::string encode_cursor(const Fields& fields) const;
  /// Refuses what was not made by encode_cursor of this operation, naming the field `cursor`.
  [[nodiscard]] Result<Fields> decode_cursor(std::string_view cursor) const;
};

enum class Method { get, post, put, patch, del };

/// What the OpenAPI document says of a route, and what the server does for it before the handler.
struct Doc {
  std::string id;                                                   // operationId: "get_person"
  std::string summary;                                              // a few words
  std::string description = {};                                     // a sentence or more; the summary where empty
  std::string tag;                                                  // declared with Router::tag
  std::vector<const ErrorSpec*> errors = {};                        // what the handler may refuse with
  bool is_open = false;                                             // no credentials needed: not said to need any
  bool needs_version = false;                                       // If-Match must be there (428)
  bool is_sign_in = false;                                          // under the stricter rate limit
  std::string produces = {};                                        // content type of a File answer
  std::vector<std::string> accepts = {"application/octet-stream"};  // content types of an upload
};

/// What an answer is before it becomes bytes on the wire.
struct Reply {
  int status = 200;
  std::string content_type = {};  // empty: no body
  std::string body = {};
  std::string location = {};
  std::string file_name = {};
  std::optional<std::int64_t> version = {};
  std::string session_token = {};  // with max_age > 0: set the cookie
  std::chrono::seconds max_age{0};
  bool signs_out = false;
};

/// Listens to a topic until the client goes. `member` names who listens, for presence; empty: nobody is told.
struct Subscription {
  std::string topic;
  std::string member = {};
};

/// The parts of a request that an input is read from.
struct Arguments {
  std::vector<std::pair<std::string_view, std::string>> path = {};  // decoded
  std::string_view query = {};
  std::string_view body = {};
};

/// What a route answers, for the document.
struct Answer {
  int status = 200;
  TypeOf body = nullptr;
  bool has_version = false;
  bool has_location = false;
  bool is_file = false;
  bool is_events = false;
  bool signs_in = false;  // carries a secret, so it is never stored for a replay
};

struct Route {
  Method method;
  std::string pattern;
  Doc doc;
  TypeOf input;
  bool is_upload = false;
  Answer answer = {};
  std::function<Result<Reply>(const Call&, const Route&, const Arguments&)> run = {};            // empty for events
  std::function<Result<Subscription>(const Call&, const Route&, const Arguments&)> listen = {};  // events only
  std::vector<std::string> segments = {};                                                        // of the pattern, by the router

  /// Does the member of that name stand in the path?
  [[nodiscard]] bool in_path(std::string_view name) const;
  /// Are the members outside the path in the query string?
  [[nodiscard]] bool reads_query() const { return is_upload || method == Method::get || method == Method::del; }
};

/// Fills an input from the request, or says everything that is wrong with it.
[[nodiscard]] Result<Done> read_input(const Route& route, const Arguments& from, void* to);

namespace detail {

/// How an Out becomes an Answer and a Reply.
template <class T>
struct Answering {
  static Answer answer() { return {.body = &type_of<T>}; }
  static Reply reply(const T& value) { return {.content_type = "application/json", .body = to_json(value)}; }
};
template <>
struct Answering<Done> {
  static Answer answer() { return {.status = 204}; }
  static Reply reply(const Done&) { return {.status = 204}; }
};
template <>
struct Answering<SignedOut> {
  static Answer answer() { return {.status = 204}; }
  static Reply reply(const SignedOut&) { return {.status = 204, .signs_out = true}; }
};
template <>
struct Answering<File> {
  static Answer answer() { return {.is_file = true}; }
  static Reply reply(const File& file) { return {.content_type = file.content_type, .body = file.bytes, .file_name = file.file_name}; }
};
template <class T>
struct Answering<Created<T>> {
  static Answer answer() {
    Answer answer = Answering<T>::answer();
    answer.status = 201;
    answer.has_location = true;
    return answer;
  }
  static Reply reply(const Created<T>& created) {
    Reply reply = Answering<T>::reply(created.value);
    reply.status = 201;
    reply.location = created.location;
    return reply;
  }
};
template <class T>
struct Answering<Versioned<T>> {
  static Answer answer() {
    Answer answer = Answering<T>::answer();
    answer.has_version = true;
    return answer;
  }
  static Reply reply(const Versioned<T>& versioned) {
    Reply reply = Answering<T>::reply(versioned.value);
    reply.version = versioned.version;
    return reply;
  }
};
template <class T>
struct Answering<SignedIn<T>> {
  static Answer answer() {
    Answer answer = Answering<T>::answer();
    answer.signs_in = true;
    return answer;
  }
  static Reply reply(const SignedIn<T>& signed_in) {
    Reply reply = Answering<T>::reply(signed_in.value);
    reply.session_token = signed_in.session_token;
    reply.max_age = signed_in.max_age;
    return reply;
  }
};

}  // namespace detail

/// All routes of the program. Filled once at the start; a route that clashes, has no tag or names an unknown member ends the program.
class Router {
 public:
  /// A section of the document: "people", "Who works here and who leads whom."
  void tag(std::string name, std::string description);

  template <class In, class Out, class Handler>
  void get(std::string_view pattern, Doc doc, Handler handler) {
    add_json<In, Out>(Method::get, pattern, std::move(doc), std::move(handler));
  }
  template <class In, class Out, class Handler>
  void post(std::string_view pattern, Doc doc, Handler handler) {
    add_json<In, Out>(Method::post, pattern, std::move(doc), std::move(handler));
  }
  template <class In, class Out, class Handler>
  void put(std::string_view pattern, Doc doc, Handler handler) {
    add_json<In, Out>(Method::put, pattern, std::move(doc), std::move(handler));
  }
  template <class In, class Out, class Handler>
  void patch(std::string_view pattern, Doc doc, Handler handler) {
    add_json<In, Out>(Method::patch, pattern, std::move(doc), std::move(handler));
  }
  template <class In, class Out, class Handler>
  void del(std::string_view pattern, Doc doc, Handler handler) {
    add_json<In, Out>(Method::del, pattern, std::move(doc), std::move(handler));
  }

  /// POST of a file: Result<Out>(const Call&, const In&, std::string_view body).
  template <class In, class Out, class Handler>
  void upload(std::string_view pattern, Doc doc, Handler handler) {
    add({.method = Method::post,
         .pattern = std::string(pattern),
         .doc = std::move(doc),
         .input = &type_of<In>,
         .is_upload = true,
         .answer = detail::Answering<Out>::answer(),
         .run = [handler = std::move(handler)](const Call& call, const Route& route, const Arguments& from) -> Result<Reply> {
           In in{};
           if (auto read = read_input(route, from, &in); !read) return std::unexpected(std::move(read).error());
           Result<Out> out = handler(call, in, from.body);
           if (!out) return std::unexpected(std::move(out).error());
           return detail::Answering<Out>::reply(*out);
         }});
  }

  /// GET of a stream of server-sent events: Result<Subscription>(const Call&, const In&).
  template <class In, class Handler>
  void events(std::string_view pattern, Doc doc, Handler handler) {
    add({.method = Method::get,
         .pattern = std::string(pattern),
         .doc = std::move(doc),
         .input = &type_of<In>,
         .answer = {.is_events = true},
         .listen = [handler = std::move(handler)](const Call& call, const Route& route, const Arguments& from) -> Result<Subscription> {
           In in{};
           if (auto read = read_input(route, from, &in); !read) return std::unexpected(std::move(read).error());
           return handler(call, in);
         }});
  }

  struct Tag {
    std::string name;
    std::string description;
  };
  [[nodiscard]] const std::vector<Tag>& tags() const { return m_tags; }
  [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const { return m_routes; }

  struct Match {
    const Route* route = nullptr;  // null: nothing for this method
    std::vector<std::pair<std::string_view, std::string>> path;
    std::vector<Method> allowed;  // of the path; empty: no such path
  };
  /// Finds the route of a path without its query. A fixed segment goes before a parameter.
  [[nodiscard]] Match match(Method method, std::string_view path) const;

 private:
  template <class In, class Out, class Handler>
  void add_json(Method method, std::string_view pattern, Doc doc, Handler handler) {
    add({.method = method,
         .pattern = std::string(pattern),
         .doc = std::move(doc),
         .input = &type_of<In>,
         .answer = detail::Answering<Out>::answer(),
         .run = [handler = std::move(handler)](const Call& call, const Route& route, const Arguments& from) -> Result<Reply> {
           In in{};
           if (auto read = read_input(route, from, &in); !read) return std::unexpected(std::move(read).error());
           Result<Out> out = handler(call, in);
           if (!out) return std::unexpected(std::move(out).error());
           return detail::Answering<Out>::reply(*out);
         }});
  }
  void add(Route route);

  std::vector<Tag> m_tags;
  std::vector<std::unique_ptr<Route>> m_routes;
};

}  // namespace backbeat::http
