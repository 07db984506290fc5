// What both sides of the library share of libcurl. Included by its two .cpp files only.
#pragma once

#include "base/assert.hpp"

#include <curl/curl.h>

#include <array>
#include <memory>
#include <string>

namespace backbeat::net {

struct CloseCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURL, CloseCurl>;
using List = std::unique_ptr<curl_slist, CloseCurl>;
using Url = std::unique_ptr<CURLU, CloseCurl>;

/// A handle of its own, without proxies of the environment, signals or a password file: what is reached is what was asked for.
[[nodiscard]] inline Handle new_handle() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  ASSERT(ready == CURLE_OK);
  Handle handle(curl_easy_init());
  ASSERT(handle);
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
  return handle;
}

inline void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  ASSERT(longer != nullptr);
  static_cast<void>(list.release());
  list.reset(longer);
}

}  // namespace backbeat::net
