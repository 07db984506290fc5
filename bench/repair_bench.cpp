// Somebody leaves a plan and somebody joins it, again and again: `repair_bench INSTANCE PLAN TIMES` prints one line of JSON: CPU
// milliseconds (mean and worst) and how many circles were touched at most, for each. Files are those of `backbeat circles solve`.
#include "circle/chance.hpp"
#include "circle/circle_file.hpp"
#include "circle/repair.hpp"

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace backbeat;
using namespace backbeat::circle;

std::string text_of(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Of this thread: others on the machine do not count.
double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Cost {
  double sum = 0, worst = 0;
  std::size_t touched = 0;

  template <class Work>
  Repair of(const Work& work) {
    const double began = cpu_milliseconds();
    Repair repair = work();
    const double took = cpu_milliseconds() - began;
    sum += took;
    worst = std::max(worst, took);
    touched = std::max(touched, repair.touched.size());
    return repair;
  }
  void print(std::string_view name, int times) const {
    std::cout << '"' << name << R"(": {"mean": )" << sum / times << R"(, "worst": )" << worst << R"(, "touched": )" << touched << '}';
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: repair_bench INSTANCE PLAN TIMES\n";
    return 2;
  }
  const auto organisation = read_organisation(text_of(argv[1]));
  if (!organisation) return std::cerr << organisation.error().message() << "\n", 1;
  const auto plan = read_plan(*organisation, text_of(argv[2]));
  if (!plan) return std::cerr << plan.error().message() << "\n", 1;
  const Ground ground(*organisation);
  const int times = std::atoi(argv[3]);
  Chance chance(1, 0, 0);
  Cost leaving, joining;
  for (int i = 0; i < times; ++i) {
    const Circle& circle = plan->circles[chance.below(plan->circles.size())];
    const RepIndex who = circle.members[chance.below(circle.members.size())];
    const Repair without = leaving.of([&] { return leave(ground, *plan, who); });
    joining.of([&] { return join(ground, without.plan, who); });
  }
  std::cout << '{';
  leaving.print("leave", times);
  std::cout << ", ";
  joining.print("join", times);
  std::cout << "}\n";
  return 0;
}
