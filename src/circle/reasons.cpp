#include "circle/reasons.hpp"

#include "base/assert.hpp"

namespace backbeat::circle {
namespace {

std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string words_of(Rule rule) {
  switch (rule) {
    case Rule::kind:
      return "no theme or role in common";
    case Rule::apart:
      return "somebody there is to be kept apart";
    case Rule::same_manager:
      return "already as many reps of the same manager as may be";
    case Rule::slots:
      return "no common hour";
    case Rule::facilitators:
      return "no certified facilitator";
    case Rule::size:
      return "full";
    case Rule::cross:
      return "as many cross-functional circles as may be";
    case Rule::cover:
      return "already there";
  }
  ASSERT(false);
}

/// "no common hour with any AE circle".
std::string all_blocked(Rule rule, const std::string& circles, std::size_t count) {
  switch (rule) {
    case Rule::slots:
      return "no common hour with any " + circles;
    case Rule::size:
      return count == 1 ? "the one " + circles + " is full" : "all " + std::to_string(count) + " " + circles + "s are full";
    case Rule::apart:
      return "to be kept apart from somebody in every " + circles;
    case Rule::same_manager:
      return "every " + circles + " has as many reps of the same manager as may be";
    case Rule::kind:
      return "no " + circles + " would still have two of each role";
    case Rule::facilitators:
    case Rule::cross:
    case Rule::cover:
      return words_of(rule) + " in any " + circles;
  }
  ASSERT(false);
}

/// What keeps those of the rep's role from a circle of their own.
std::string no_circle_because(const Ground& ground, RepIndex rep, const Members& free) {
  const Organisation& organisation = ground.organisation();
  const Rules& rules = organisation.rules;
  const std::string& role = organisation.roles[ground.rep(rep).role];
  Members like;
  for (const RepIndex other : free)
    if (ground.rep(other).role == ground.rep(rep).role) like.push_back(other);
  if (std::ssize(like) < rules.size_min)
    return "only " + std::to_string(like.size()) + " " + role + " without a circle, and a circle needs " + std::to_string(rules.size_min);
  const auto certified = std::ranges::count_if(like, [&](RepIndex other) { return ground.rep(other).is_certified; });
  if (certified < rules.facilitators_min) return "no certified facilitator among the " + role + " without a circle";
  std::int64_t most_at_once = 0;
  for (std::size_t bit = 0; bit < WeeklyStarts::count_of_bits; ++bit)
    if (ground.rep(rep).starts.has(bit))
      most_at_once = std::max<std::int64_t>(most_at_once,
                                            std::ranges::count_if(like, [&](RepIndex other) { return ground.rep(other).starts.has(bit); }));
  if (most_at_once < rules.size_min)
    return "no common hour with " + std::to_string(rules.size_min - 1) + " other " + role + " without a circle";
  const auto together = std::ranges::count_if(like, [&](RepIndex other) { return other != rep && !ground.is_apart(rep, other); });
  if (together + 1 < rules.size_min) return "to be kept apart from too many of the other " + role + " without a circle";
  return "no " + std::to_string(rules.size_min) + " " + role + " without a circle fit together under all rules";
}

std::string words_of(const Organisation& organisation, RepIndex rep, const std::vector<Block>& blocks) {
  std::string out;
  for (const Kind::Form form : {Kind::Form::same, Kind::Form::cross}) {
    std::vector<Block> of_form;
    std::size_t all = 0;
    for (const Block& block : blocks)
      if (block.form == form) {
        of_form.push_back(block);
        all += block.circles;
      }
    if (of_form.empty()) continue;
    const std::string circles =
        form == Kind::Form::same ? organisation.roles[organisation.people[rep].role] + " circle" : std::string("cross-functional circle");
    if (!out.empty()) out += "; ";
    if (of_form.size() == 1) {
      out += all_blocked(of_form[0].rule, circles, all);
      continue;
    }
    out += "of " + count_of(all, circles, circles + "s") + ": ";
    for (std::size_t i = 0; i < of_form.size(); ++i)
      out += (i == 0 ? "" : ", ") + std::to_string(of_form[i].circles) + " " + words_of(of_form[i].rule);
  }
  return out;
}

}  // namespace

std::optional<Rule> first_bar(const Ground& ground, const Circle& circle, RepIndex rep) {
  const Rules& rules = ground.organisation().rules;
  if (std::ranges::find(circle.members, rep) != circle.members.end()) return Rule::cover;
  if (!ground.is_eligible(rep, circle.kind)) return Rule::kind;
  if (std::ranges::any_of(circle.members, [&](RepIndex member) { return ground.is_apart(rep, member); })) return Rule::apart;
  const auto team =
      std::ranges::count_if(circle.members, [&](RepIndex member) { return ground.rep(member).manager == ground.rep(rep).manager; });
  if (team >= rules.same_manager_max) return Rule::same_manager;
  const WeeklyStarts starts = common_starts(ground.organisation(), circle.members) & ground.rep(rep).starts;
  if (starts.count() < rules.slots_min) return Rule::slots;
  if (std::ssize(circle.members) >= rules.size_max) return Rule::size;
  Circle with = circle;
  with.members.push_back(rep);
  const Score score = ground.score(with);
  if (score.broken[Rule::kind] > 0) return Rule::kind;
  if (score.broken[Rule::facilitators] > 0) return Rule::facilitators;
  if (score.broken[Rule::size] > 0) return Rule::size;
  return std::nullopt;
}

std::vector<Reason> reasons(const Ground& ground, const Plan& plan) {
  return reasons(ground, plan, plan.waitlist);
}

std::vector<Reason> reasons(const Ground& ground, const Plan& plan, std::span<const RepIndex> of) {
  const Organisation& organisation = ground.organisation();
  std::vector<Reason> out;
  for (const RepIndex rep : of) {
    Reason reason{.rep = rep, .blocks = {}, .words = {}};
    std::map<std::pair<Kind::Form, Rule>, std::size_t> with_room, full;
    std::size_t open = 0;
    for (const Circle& circle : plan.circles) {
      if (!ground.is_eligible(rep, circle.kind)) continue;
      const bool is_full = std::ssize(circle.members) >= organisation.rules.size_max;
      const auto bar = is_full ? std::optional(Rule::size) : first_bar(ground, circle, rep);
      if (bar)
        ++(is_full ? full : with_room)[{circle.kind.form, *bar}];
      else
        ++open;
    }
    for (const auto* found : {&with_room, &full})
      for (const auto& [what, circles] : *found) reason.blocks.push_back({what.first, what.second, circles});
    std::ranges::stable_sort(reason.blocks,
                             [](const Block& a, const Block& b) { return std::pair(a.form, b.circles) < std::pair(b.form, a.circles); });
    if (open > 0)
      reason.words = "a place in " + count_of(open, "circle", "circles") + " is lawful and costs more than waiting";
    else if (reason.blocks.empty())
      reason.words = no_circle_because(ground, rep, plan.waitlist);
    else
      reason.words = words_of(organisation, rep, reason.blocks) + "; for a new one: " + no_circle_because(ground, rep, plan.waitlist);
    out.push_back(std::move(reason));
  }
  return out;
}

std::vector<std::string> remarks(const Ground& ground, const Plan& plan) {
  const Organisation& organisation = ground.organisation();
  std::vector<std::string> out;
  int cross = 0;
  std::size_t again = 0;
  std::size_t unavoidable = 0;
  for (const Circle& circle : plan.circles) {
    cross += circle.kind.form == Kind::Form::cross ? 1 : 0;
    for (std::size_t a = 0; a < circle.members.size(); ++a)
      for (std::size_t b = a + 1; b < circle.members.size(); ++b)
        if (const Special* special = ground.special(circle.members[a], circle.members[b])) again += special->last_met > 0 ? 1 : 0;
    // Of its own kind there are too few people whom this one has not met yet.
    for (const RepIndex member : circle.members) {
      std::ptrdiff_t fresh = 0;
      for (RepIndex other = 0; other < ground.size() && fresh < organisation.rules.size_min; ++other) {
        const Special* special = ground.special(member, other);
        const bool has_met = special != nullptr && special->last_met > 0;
        fresh += other != member && !has_met && ground.is_eligible(other, circle.kind) ? 1 : 0;
      }
      unavoidable += fresh + 1 < organisation.rules.size_min ? 1 : 0;
    }
  }
  if (cross < organisation.cross_min)
    out.push_back("only " + count_of(static_cast<std::size_t>(cross), "cross-functional circle", "cross-functional circles") +
                  " of at least " + std::to_string(organisation.cross_min) +
                  ": no more people share a theme, an hour and a facilitator, two of each role");
  if (again > 0) {
    std::string words = count_of(again, "pair meets", "pairs meet") + " again";
    if (unavoidable > 0)
      words += "; " + count_of(unavoidable, "person has", "people have") + " met too many already for a circle of new faces";
    out.push_back(words);
  }
  return out;
}

std::vector<std::string> remarks(const Ground& ground, const Circle& circle) {
  const Organisation& organisation = ground.organisation();
  const Score score = ground.score(circle);
  std::vector<std::string> out;
  const int common = common_starts(organisation, circle.members).count();
  out.push_back(count_of(static_cast<std::size_t>(common), "common start a week", "common starts a week"));
  for (std::size_t a = 0; a < circle.members.size(); ++a)
    for (std::size_t b = a + 1; b < circle.members.size(); ++b) {
      const Special* special = ground.special(circle.members[a], circle.members[b]);
      if (special == nullptr) continue;
      const std::string both = ground.rep(circle.members[a]).id + " and " + ground.rep(circle.members[b]).id;
      if (special->is_apart) out.push_back(both + " are to be kept apart");
      if (special->last_met > 0) out.push_back(both + " met " + count_of(special->last_met, "period", "periods") + " ago");
      if (special->wishes > 0) out.push_back(both + (special->wishes > 1 ? " wish each other" : ": a wish met"));
    }
  for (std::size_t i = 0; i < rules_by_name.size(); ++i)
    if (const auto rule = static_cast<Rule>(i); score.broken[rule] > 0) out.push_back("breaks a rule: " + words_of(rule));
  return out;
}

}  // namespace backbeat::circle
