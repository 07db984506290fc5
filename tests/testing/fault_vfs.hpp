// SQLite's way to the disk, with faults: while one stands, the chosen call fails as a bad disk makes it fail.
#pragma once

namespace backbeat::testing {

enum class DiskFault { none, fsync_fails, disk_is_full };

/// Makes itself SQLite's default for databases opened after this, and undoes that at the end.
class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  /// For all files opened through it, from now on.
  void set(DiskFault fault);
};

}  // namespace backbeat::testing
