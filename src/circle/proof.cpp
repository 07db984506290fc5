#include "circle/proof.hpp"

namespace backbeat::circle {

Proof prove(const Ground& ground, const Plan& plan, std::int64_t known, const std::function<bool()>& is_over) {
  (void)ground;
  (void)is_over;
  return {.plan = plan, .bound = known};
}

}  // namespace backbeat::circle
