#include "signal/signal_api.hpp"

namespace backbeat::signal {
namespace wire {

struct SignalsQuery {
  Id<Person> id;
  std::optional<LocalDate> as_of;
};
BOOST_DESCRIBE_STRUCT(SignalsQuery, (), (id, as_of))

struct SourceFreshness {
  std::string source;
  Instant at;
  bool stale = false;
};
BOOST_DESCRIBE_STRUCT(SourceFreshness, (), (source, at, stale))

struct PaceSignal {
  std::string quarter;
  double target = 0;
  double won = 0;
  double expected_by_now = 0;
  double attainment = 0;
  int n = 0;
};
BOOST_DESCRIBE_STRUCT(PaceSignal, (), (quarter, target, won, expected_by_now, attainment, n))

struct StageOfPipeline {
  std::string stage;
  int count = 0;
  double amount = 0;
  double median_age_days = 0;
  std::optional<double> usual_age_days;
};
BOOST_DESCRIBE_STRUCT(StageOfPipeline, (), (stage, count, amount, median_age_days, usual_age_days))

struct CoverageSignal {
  double ratio = 0;
  double open_amount = 0;
  double gap = 0;
};
BOOST_DESCRIBE_STRUCT(CoverageSignal, (), (ratio, open_amount, gap))

struct WinRateSignal {
  double value = 0;
  int n = 0;
  double low = 0;
  double high = 0;
  double before = 0;
  int before_n = 0;
  bool changed = false;
};
BOOST_DESCRIBE_STRUCT(WinRateSignal, (), (value, n, low, high, before, before_n, changed))

struct CycleSignal {
  double median_days = 0;
  int n = 0;
  double before_days = 0;
  int before_n = 0;
  bool changed = false;
};
BOOST_DESCRIBE_STRUCT(CycleSignal, (), (median_days, n, before_days, before_n, changed))

struct SilentSignal {
  std::string signal;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SilentSignal, (), (signal, reason))

struct SuggestedQuestion {
  std::string text;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(SuggestedQuestion, (), (text, why))

/// Amounts in the organisation's currency, rates from 0 to 1.
struct Signals {
  Instant as_of;
  std::vector<SourceFreshness> freshness;
  std::optional<PaceSignal> pace;
  std::vector<StageOfPipeline> pipeline;
  std::optional<CoverageSignal> coverage;
  std::optional<WinRateSignal> win_rate;
  std::optional<CycleSignal> cycle;
  std::vector<SilentSignal> silent;
  std::vector<SuggestedQuestion> questions;
};
BOOST_DESCRIBE_STRUCT(Signals, (), (as_of, freshness, pace, pipeline, coverage, win_rate, cycle, silent, questions))

struct DealsQuery {
  Id<Person> id;
};
BOOST_DESCRIBE_STRUCT(DealsQuery, (), (id))

struct OpenOpportunity {
  std::string key;
  std::string name;
  std::string stage;
  std::optional<double> amount;
};
BOOST_DESCRIBE_STRUCT(OpenOpportunity, (), (key, name, stage, amount))

struct OpenOpportunities {
  std::vector<OpenOpportunity> items;
};
BOOST_DESCRIBE_STRUCT(OpenOpportunities, (), (items))

}  // namespace wire

namespace {

double money(crm::Cents cents) {
  return static_cast<double>(cents) / 100;
}

wire::Signals wire_of(const Signals& found) {
  wire::Signals out;
  out.as_of = found.as_of;
  for (const auto& source : found.freshness) out.freshness.push_back({.source = source.source, .at = source.at, .stale = source.is_stale});
  if (const auto& pace = found.pace)
    out.pace = wire::PaceSignal{.quarter = pace->quarter.text(),
                                .target = money(pace->target),
                                .won = money(pace->won),
                                .expected_by_now = money(pace->expected_by_now),
                                .attainment = pace->attainment,
                                .n = pace->n};
  for (const auto& stage : found.pipeline)
    out.pipeline.push_back({.stage = stage.stage,
                            .count = stage.count,
                            .amount = money(stage.amount),
                            .median_age_days = stage.median_age_days,
                            .usual_age_days = stage.usual_age_days});
  if (const auto& coverage = found.coverage)
    out.coverage = wire::CoverageSignal{.ratio = coverage->ratio, .open_amount = money(coverage->open_amount), .gap = money(coverage->gap)};
  if (const auto& rate = found.win_rate)
    out.win_rate = wire::WinRateSignal{.value = rate->value,
                                       .n = rate->n,
                                       .low = rate->low,
                                       .high = rate->high,
                                       .before = rate->before,
                                       .before_n = rate->before_n,
                                       .changed = rate->has_changed};
  if (const auto& cycle = found.cycle)
    out.cycle = wire::CycleSignal{.median_days = cycle->median_days,
                                  .n = cycle->n,
                                  .before_days = cycle->before_days,
                                  .before_n = cycle->before_n,
                                  .changed = cycle->has_changed};
  for (const auto& silent : found.silent) out.silent.push_back({.signal = silent.signal, .reason = silent.reason});
  for (const auto& question : found.questions) out.questions.push_back({.text = question.text, .why = question.why});
  return out;
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Evidence& evidence) {
  router.tag("signals", "What the CRM's facts say of one rep, against their own target and their own past.");
  router.get<wire::SignalsQuery, wire::Signals>(
      "/api/people/{id}/signals",
      {.id = "get_signals",
       .summary = "The signals of a rep",
       .description =
           "For the person, those above them and RevOps. Changes are told only where they are more than chance (win rate: Fisher's "
           "exact test; cycle: Mann-Whitney), rates with their n and Wilson interval; what stays silent says why.",
       .tag = "signals",
       .errors = {&errors::not_found}},
      [&desk, &evidence](const http::Call& call, const wire::SignalsQuery& in) -> Result<wire::Signals> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        return wire_of(TRY(evidence.of(actor, in.id, in.as_of)));
      });
  router.get<wire::DealsQuery, wire::OpenOpportunities>(
      "/api/people/{id}/opportunities",
      {.id = "get_open_opportunities",
       .summary = "The open deals of a rep, which a commitment can name",
       .description = "For the person, those above them and RevOps. By name; amounts in the organisation's currency.",
       .tag = "signals",
       .errors = {&errors::not_found}},
      [&desk, &evidence](const http::Call& call, const wire::DealsQuery& in) -> Result<wire::OpenOpportunities> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        wire::OpenOpportunities out;
        auto deals = TRY(evidence.deals(actor, in.id));
        for (auto& deal : deals)
          out.items.push_back({.key = std::move(deal.key),
                               .name = std::move(deal.name),
                               .stage = std::move(deal.stage),
                               .amount = deal.amount ? std::optional(money(*deal.amount)) : std::nullopt});
        return out;
      });
}

}  // namespace backbeat::signal
