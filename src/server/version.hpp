// The program's version; set by the build from CMakeLists.txt.
#pragma once

#include <string_view>

namespace backbeat::server {
inline constexpr std::string_view version = BACKBEAT_VERSION;
}
