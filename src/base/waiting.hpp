// A thread that works for somebody else says when it only waits (for the disk, for another program), so that its place can be used
// meanwhile: there are as many places as processors can use, and more threads than places.
#pragma once

namespace backbeat {

/// Who gives out places. Called on the thread that waits.
class Places {
 public:
  virtual ~Places() = default;
  virtual void leave() noexcept = 0;
  /// Does not wait for a place to be free: what has begun goes on.
  virtual void come_back() noexcept = 0;

  /// Those of this thread; null where it works for nobody.
  [[nodiscard]] static Places* of_this_thread() noexcept;
  static void set_for_this_thread(Places* places) noexcept;
};

/// As long as it lives, this thread waits. One inside another is one wait.
class Waiting {
 public:
  Waiting() noexcept;
  ~Waiting();
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  Places* m_places;
};

}  // namespace backbeat
