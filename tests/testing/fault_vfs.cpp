#include "testing/fault_vfs.hpp"

#include "base/assert.hpp"

#include <sqlite3.h>

#include <atomic>
#include <map>
#include <mutex>

namespace backbeat::testing {
namespace {

std::atomic<DiskFault> fault = DiskFault::none;
sqlite3_vfs* real = nullptr;
sqlite3_vfs faulty{};
// A copy of each table of methods that the real files have (there is one for the database and one for its log), with two replaced.
std::map<const sqlite3_io_methods*, sqlite3_io_methods> tables;
decltype(sqlite3_io_methods::xWrite) real_write = nullptr;
decltype(sqlite3_io_methods::xSync) real_sync = nullptr;
std::mutex mutex;

int faulty_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  return fault == DiskFault::disk_is_full ? SQLITE_FULL : real_write(file, bytes, count, at);
}

int faulty_sync(sqlite3_file* file, int flags) {
  return fault == DiskFault::fsync_fails ? SQLITE_IOERR_FSYNC : real_sync(file, flags);
}

int faulty_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const int code = real->xOpen(real, name, file, flags, out_flags);
  if (code != SQLITE_OK || file->pMethods == nullptr) return code;
  const std::lock_guard lock(mutex);
  auto [table, is_new] = tables.try_emplace(file->pMethods, *file->pMethods);
  if (is_new) {
    real_write = table->second.xWrite;
    real_sync = table->second.xSync;
    table->second.xWrite = faulty_write;
    table->second.xSync = faulty_sync;
  }
  file->pMethods = &table->second;
  return code;
}

}  // namespace

FaultVfs::FaultVfs() {
  real = sqlite3_vfs_find(nullptr);
  ASSERT(real != nullptr);
  faulty = *real;
  faulty.zName = "faulty";
  faulty.pNext = nullptr;
  faulty.xOpen = faulty_open;
  ASSERT(sqlite3_vfs_register(&faulty, 1) == SQLITE_OK);
}

FaultVfs::~FaultVfs() {
  fault = DiskFault::none;
  sqlite3_vfs_unregister(&faulty);
  sqlite3_vfs_register(real, 1);
}

void FaultVfs::set(DiskFault next) {
  fault = next;
}

}  // namespace backbeat::testing
