#include "server/key_files.hpp"

#include "server/installation.hpp"
#include "sql/sql.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace backbeat::server {

void make_key_file(const std::string& file, std::span<const std::byte> key) {
  const std::string part = file + "." + std::to_string(::getpid());
  const int made = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const bool is_written = made >= 0 && ::write(made, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(made) == 0;
  if (made >= 0) ::close(made);
  const bool is_named = is_written && (::link(part.c_str(), file.c_str()) == 0 || errno == EEXIST);
  ::unlink(part.c_str());
  if (!is_named) throw sql::Failure(sql::Failure::Kind::full, "cannot write " + file);
}

Result<std::array<std::byte, 32>> read_key_file(const std::string& file, std::string_view setting) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::array<std::byte, 32> key{};
  if (bytes.size() != key.size())
    return refuse(bad_key_file, std::string(setting), {{"file", file}, {"found", fmt::format("{} bytes", bytes.size())}});
  std::memcpy(key.data(), bytes.data(), key.size());
  return key;
}

bool is_private(const std::string& file) {
  std::error_code fault;
  const auto mode = std::filesystem::status(file, fault).permissions();
  return !fault && (mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none;
}

}  // namespace backbeat::server
