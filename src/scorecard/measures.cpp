#include "cadence/rate.hpp"
#include "scorecard/scorecard.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>

namespace backbeat::scorecard {
namespace {

/// The rows of one card: a manager's, or those of several together.
struct Slice {
  std::vector<const Ride*> rides;
  std::vector<const Debt*> debts;
  std::vector<const Verdict*> verdicts;
};

constexpr double ms_in_hour = 3'600'000;

Value share_of(Measure measure, std::string part, std::int64_t counted, std::int64_t n, std::int64_t pending = 0) {
  Value out{.measure = measure, .part = std::move(part), .counted = counted, .n = n, .pending = pending};
  const auto rate = cadence::rate_of(counted, n);
  if (!rate) {
    if (pending > 0) out.standing = Standing::running;
    return out;
  }
  out.standing = Standing::known;
  out.value = rate->value;
  out.low = rate->low;
  out.high = rate->high;
  return out;
}

Value count_of(Measure measure, std::string part, std::int64_t counted, std::int64_t n) {
  return {.measure = measure, .part = std::move(part), .standing = Standing::known, .counted = counted, .n = n};
}

void add_owed(const Slice& slice, std::vector<Value>& out) {
  std::int64_t owed = 0;
  std::int64_t excused = 0;
  std::set<Id<Person>> everybody;
  for (const Format format : cadence::all_ride_along_formats) {
    std::int64_t of_format = 0;
    std::set<Id<Person>> reps;
    for (const Debt* debt : slice.debts) {
      if (debt->format != format || debt->owed == 0) continue;
      of_format += debt->owed;
      excused += debt->excused;
      reps.insert(debt->rep);
      everybody.insert(debt->rep);
    }
    owed += of_format;
    out.push_back(count_of(Measure::owed_by_format, std::string(cadence::name_of(format)), of_format, std::ssize(reps)));
  }
  out.push_back(count_of(Measure::owed_by_format, "excused", excused, owed));
  out.push_back(count_of(Measure::owed_by_format, "", owed, std::ssize(everybody)));
}

void add_held(const Slice& slice, const MonthFacts& facts, std::vector<Value>& out) {
  const LocalDate month_end = facts.month.last();
  const auto add = [&](std::string part, auto is_wanted) {
    std::int64_t held = 0;
    std::int64_t expected = 0;
    bool is_running = false;
    for (const Debt* debt : slice.debts) {
      if (!is_wanted(*debt)) continue;
      held += debt->held;
      expected += debt->expected();
      is_running = is_running || (debt->expected() > 0 && (debt->last > month_end || !facts.is_over));
    }
    Value value = share_of(Measure::held_by_format, std::move(part), held, expected);
    if (is_running) {
      value.standing = Standing::running;
      value.low.reset();
      value.high.reset();
    }
    out.push_back(std::move(value));
  };
  for (const Format format : cadence::all_ride_along_formats)
    add(std::string(cadence::name_of(format)), [format](const Debt& debt) { return debt.format == format; });
  add("", [](const Debt&) { return true; });
  const std::int64_t rides = std::ssize(slice.rides);
  out.push_back(count_of(Measure::held_by_format, "in_month", rides, rides));
}

/// Pairs of manager and rep: a rep whom two managers owe something counts for each.
Value coverage(const Slice& slice) {
  std::set<std::pair<Id<Person>, Id<Person>>> owed;
  for (const Debt* debt : slice.debts)
    if (debt->expected() > 0) owed.insert({debt->manager, debt->rep});
  std::set<std::pair<Id<Person>, Id<Person>>> covered;
  for (const Ride* ride : slice.rides)
    if (owed.contains({ride->manager, ride->rep})) covered.insert({ride->manager, ride->rep});
  return share_of(Measure::coverage_of_reps, "", std::ssize(covered), std::ssize(owed));
}

Value pre_briefs(const Slice& slice) {
  std::int64_t n = 0;
  std::int64_t with = 0;
  for (const Ride* ride : slice.rides) {
    if (ride->format == Format::reverse) continue;
    ++n;
    with += ride->had_pre_brief ? 1 : 0;
  }
  return share_of(Measure::pre_brief_rate, "", with, n);
}

Value debriefs_on_time(const Slice& slice) {
  std::int64_t n = 0;
  std::int64_t on_time = 0;
  std::int64_t pending = 0;
  for (const Ride* ride : slice.rides) {
    if (ride->debrief == Debrief::pending) {
      ++pending;
      continue;
    }
    ++n;
    on_time += ride->debrief == Debrief::on_time ? 1 : 0;
  }
  return share_of(Measure::debrief_on_time_rate, "", on_time, n, pending);
}

Value median_hours(const Slice& slice) {
  std::vector<std::int64_t> after;
  std::int64_t pending = 0;
  for (const Ride* ride : slice.rides) {
    if (ride->debrief_after) after.push_back(ride->debrief_after->count());
    pending += ride->debrief == Debrief::pending ? 1 : 0;
  }
  Value out{.measure = Measure::median_hours_to_debrief, .counted = std::ssize(after), .n = std::ssize(after), .pending = pending};
  if (after.empty()) {
    if (pending > 0) out.standing = Standing::running;
    return out;
  }
  std::ranges::sort(after);
  const std::size_t half = after.size() / 2;
  const std::int64_t twice = after.size() % 2 == 1 ? 2 * after[half] : after[half - 1] + after[half];
  out.standing = Standing::known;
  out.value = static_cast<double>(twice) / 2 / ms_in_hour;
  if (const auto ranks = median_ranks(out.n)) {
    out.low = static_cast<double>(after[static_cast<std::size_t>(ranks->low - 1)]) / ms_in_hour;
    out.high = static_cast<double>(after[static_cast<std::size_t>(ranks->high - 1)]) / ms_in_hour;
  }
  return out;
}

Value few_comments(const Slice& slice, int most) {
  std::int64_t n = 0;
  std::int64_t few = 0;
  for (const Ride* ride : slice.rides) {
    if (!ride->debrief_after) continue;
    ++n;
    few += ride->comments >= 1 && ride->comments <= most ? 1 : 0;
  }
  return share_of(Measure::three_comment_rate, "", few, n);
}

Value takeovers(Measure measure, const Slice& slice) {
  std::int64_t with = 0;
  std::int64_t without = 0;
  for (const Ride* ride : slice.rides) {
    with += ride->takeovers_with_consent;
    without += ride->takeovers_without_consent;
  }
  return share_of(measure, "", measure == Measure::takeovers_with_consent ? with : without, with + without);
}

void add_verdicts(const Slice& slice, std::vector<Value>& out) {
  using Said = commitment::Verdict;
  std::map<Said, std::int64_t> counts;
  for (const Verdict* verdict : slice.verdicts) ++counts[verdict->verdict];
  for (const Said said : {Said::kept, Said::partly, Said::missed, Said::no_occasion})
    out.push_back(count_of(Measure::commitment_verdicts, std::string(commitment::name_of(said)), counts[said], std::ssize(slice.verdicts)));
  out.push_back(
      share_of(Measure::commitment_verdicts, "", counts[Said::kept], counts[Said::kept] + counts[Said::partly] + counts[Said::missed]));
}

double tenths(double value) {
  return std::clamp(std::floor(value * 10 + 0.5) / 10, 0.0, 10.0);
}

struct Answers {
  std::int64_t sum = 0;
  std::int64_t n = 0;
};
using AnswersOfReps = std::map<Id<Person>, Answers>;

bool may_be_shown(const AnswersOfReps& answers, std::size_t minimum_group) {
  if (answers.size() < minimum_group) return false;
  // Where all say the same, the mean is everybody's answer.
  const auto& first = answers.begin()->second;
  return std::ranges::any_of(answers, [&](const auto& rep) { return rep.second.sum * first.n != first.sum * rep.second.n; });
}

Value usefulness(const AnswersOfReps& answers, bool is_shown) {
  Value out{.measure = Measure::rep_usefulness, .standing = answers.empty() ? Standing::no_data : Standing::too_few};
  if (!is_shown) return out;
  std::vector<double> means;
  for (const auto& [rep, given] : answers) means.push_back(static_cast<double>(given.sum) / static_cast<double>(given.n));
  const Estimate mean = mean_of(means);
  out.standing = Standing::known;
  out.counted = out.n = std::ssize(means);
  out.value = tenths(mean.value);
  out.low = tenths(mean.low);
  out.high = tenths(mean.high);
  return out;
}

class CardMaker {
 public:
  CardMaker(const MonthFacts& facts, const CardRules& rules, Purpose purpose) : m_facts(facts), m_rules(rules), m_purpose(purpose) {
    for (const Rating& rating : facts.ratings) {
      Answers& answers = m_answers[rating.manager][rating.rep];
      answers.sum += rating.score;
      ++answers.n;
    }
  }

  Card make(Id<Person> about, const Slice& slice, std::span<const Id<Person>> managers, bool is_leader) {
    Card card{.about = about, .is_leader = is_leader};
    for (const Measure measure : m_rules.measures) add(measure, slice, managers, is_leader, card.values);
    return card;
  }

 private:
  void add(Measure measure, const Slice& slice, std::span<const Id<Person>> managers, bool is_leader, std::vector<Value>& out) {
    switch (measure) {
      case Measure::owed_by_format:
        return add_owed(slice, out);
      case Measure::held_by_format:
        return add_held(slice, m_facts, out);
      case Measure::coverage_of_reps:
        return out.push_back(coverage(slice));
      case Measure::pre_brief_rate:
        return out.push_back(pre_briefs(slice));
      case Measure::debrief_on_time_rate:
        return out.push_back(debriefs_on_time(slice));
      case Measure::median_hours_to_debrief:
        return out.push_back(median_hours(slice));
      case Measure::three_comment_rate:
        return out.push_back(few_comments(slice, m_rules.most_comments));
      case Measure::takeovers_with_consent:
      case Measure::takeovers_without_consent:
        return out.push_back(takeovers(measure, slice));
      case Measure::commitment_verdicts:
        return add_verdicts(slice, out);
      case Measure::rep_usefulness:
        return out.push_back(rated(managers, is_leader));
    }
  }

  Value rated(std::span<const Id<Person>> managers, bool is_leader) {
    if (m_purpose == Purpose::live) return {.measure = Measure::rep_usefulness, .standing = Standing::running};
    const auto minimum = static_cast<std::size_t>(m_rules.minimum_group);
    if (!is_leader) {
      const AnswersOfReps& answers = m_answers[managers.front()];
      return usefulness(answers, may_be_shown(answers, minimum));
    }
    // Only of managers who are shown themselves: nobody's answers are what is left over.
    AnswersOfReps together;
    bool has_any = false;
    for (const Id<Person> manager : managers) {
      const AnswersOfReps& answers = m_answers[manager];
      has_any = has_any || !answers.empty();
      if (!may_be_shown(answers, minimum)) continue;
      for (const auto& [rep, given] : answers) {
        together[rep].sum += given.sum;
        together[rep].n += given.n;
      }
    }
    Value out = usefulness(together, !together.empty());
    if (together.empty() && has_any) out.standing = Standing::too_few;
    return out;
  }

  const MonthFacts& m_facts;
  const CardRules& m_rules;
  Purpose m_purpose;
  std::map<Id<Person>, AnswersOfReps> m_answers;
};

template <class Row>
void sort_into(const std::vector<Row>& rows, std::map<Id<Person>, Slice>& slices, std::vector<const Row*> Slice::* list) {
  for (const Row& row : rows) {
    const auto slice = slices.find(row.manager);
    if (slice != slices.end()) (slice->second.*list).push_back(&row);
  }
}

void append(const Slice& from, Slice& to) {
  to.rides.insert(to.rides.end(), from.rides.begin(), from.rides.end());
  to.debts.insert(to.debts.end(), from.debts.begin(), from.debts.end());
  to.verdicts.insert(to.verdicts.end(), from.verdicts.begin(), from.verdicts.end());
}

/// Rates of the managers beside each other, drawn towards what is usual among them.
void compare(std::vector<Card>& managers, std::size_t position) {
  std::vector<Count> counts;
  for (const Card& card : managers) counts.push_back({card.values[position].counted, card.values[position].n});
  const auto prior = prior_of(counts);
  if (!prior) return;
  std::map<std::pair<std::int64_t, std::int64_t>, Estimate> kept;  // many managers have the same few counts
  for (std::size_t i = 0; i < managers.size(); ++i) {
    if (counts[i].n == 0) continue;
    const auto [found, is_new] = kept.try_emplace({counts[i].part, counts[i].n});
    if (is_new) found->second = shrunken(counts[i], *prior);
    managers[i].values[position].compared = found->second;
  }
}

bool is_compared(Measure measure) {
  return measure == Measure::coverage_of_reps || measure == Measure::pre_brief_rate || measure == Measure::debrief_on_time_rate ||
         measure == Measure::three_comment_rate;
}

}  // namespace

std::vector<Card> cards_of(const MonthFacts& facts, const CardRules& rules, Purpose purpose) {
  std::map<Id<Person>, Slice> slices;
  std::map<Id<Person>, std::vector<Id<Person>>> teams;
  std::map<Id<Person>, std::optional<Id<Person>>> leaders;
  for (const Line& line : facts.lines) {
    slices.try_emplace(line.manager);
    leaders[line.manager] = line.leader;
  }
  sort_into(facts.evidence.rides, slices, &Slice::rides);
  sort_into(facts.evidence.debts, slices, &Slice::debts);
  sort_into(facts.evidence.verdicts, slices, &Slice::verdicts);

  CardMaker maker(facts, rules, purpose);
  std::vector<Card> cards;
  for (const auto& [manager, slice] : slices) {
    cards.push_back(maker.make(manager, slice, std::span(&manager, 1), false));
    cards.back().leader = leaders[manager];
    if (leaders[manager]) teams[*leaders[manager]].push_back(manager);
  }
  if (!cards.empty())
    for (std::size_t position = 0; position < cards.front().values.size(); ++position)
      if (is_compared(cards.front().values[position].measure)) compare(cards, position);

  for (const auto& [leader, managers] : teams) {
    Slice together;
    for (const Id<Person> manager : managers) append(slices[manager], together);
    cards.push_back(maker.make(leader, together, managers, true));
  }
  return cards;
}

}  // namespace backbeat::scorecard
