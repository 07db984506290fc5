// The web client's files, embedded in the binary in up to three codings, and how they are served.
#pragma once

#include "http/message.hpp"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace backbeat::http {

struct Asset {
  std::string_view path;  // "/assets/index-4f2a.js"
  std::string_view content_type;
  std::string_view etag;       // quotes included
  std::string_view identity;   // the bytes as they are
  std::string_view gzip = {};  // empty: no such variant
  std::string_view brotli = {};
  bool is_immutable = false;  // its name changes with its content
};

using AssetTable = std::span<const Asset>;

/// The table that add_web_assets() of web_assets.cmake makes of the built web client, in a library of its own; empty where it is not built.
[[nodiscard]] AssetTable web_assets();

class Assets {
 public:
  explicit Assets(AssetTable table);

  /// GET and HEAD of a path outside /api. A path without a file of its own that takes HTML gets /index.html, for the client's own routes.
  [[nodiscard]] Response answer(const Request& request) const;

 private:
  std::unordered_map<std::string_view, const Asset*> m_by_path;
};

}  // namespace backbeat::http
