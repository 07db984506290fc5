// ASSERT states what must hold for the program to go on; it is checked in every build, and a failure is a bug of ours.
#pragma once

namespace backbeat {

/// Prints the condition and the place to standard error and ends the process.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace backbeat

#define ASSERT(condition)                                           \
  do {                                                              \
    if (!(condition)) [[unlikely]]                                  \
      ::backbeat::assertion_failed(#condition, __FILE__, __LINE__); \
  } while (false)
