#include "playbook/playbook_api.hpp"

#include "playbook/playbook_api_dto.hpp"

namespace backbeat::playbook {
namespace {

struct CheckRequest {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CheckRequest, (), (text))

struct CheckAnswer {
  bool ok = false;
  std::vector<wire::PlaybookProblem> problems;
};
BOOST_DESCRIBE_STRUCT(CheckAnswer, (), (ok, problems))

struct PublishRequest {
  std::string text;
  LocalDate effective_from;
  http::Str<0, 500> note;
};
BOOST_DESCRIBE_STRUCT(PublishRequest, (), (text, effective_from, note))

struct Published {
  Id<PlaybookVersion> id;
};
BOOST_DESCRIBE_STRUCT(Published, (), (id))

struct VersionPath {
  Id<PlaybookVersion> id;
};
BOOST_DESCRIBE_STRUCT(VersionPath, (), (id))

// The wire's enumerators stand in the order of the domain's.
template <class To, class From>
To same(From value) {
  return static_cast<To>(value);
}

wire::SessionType wire_of(const SessionType& type) {
  wire::SessionType out{.key = type.key,
                        .name = type.name,
                        .minutes = type.minutes,
                        .preparation_minutes = type.preparation_minutes,
                        .counts_as = same<wire::CountsAs>(type.counts_as),
                        .short_below_percent = type.short_below_percent,
                        .short_below_minutes = type.short_below_minutes,
                        .opens_on_commitment = type.opens_on_commitment,
                        .agenda = {}};
  for (const auto& stage : type.agenda)
    out.agenda.push_back({.key = stage.key,
                          .name = stage.name,
                          .minutes = stage.minutes,
                          .led_by = same<wire::LedBy>(stage.led_by),
                          .content = same<wire::Content>(stage.content),
                          .prompts = stage.prompts});
  return out;
}

wire::Playbook wire_of(const DatedPlaybook& dated) {
  const Playbook& rules = dated.rules;
  wire::Playbook out;
  out.version_id = dated.id;
  out.name = rules.name;
  out.effective_from = dated.effective_from;
  for (const auto& role : rules.job_roles) out.job_roles.push_back({.key = role.key, .name = role.name, .is_coached = role.is_coached});
  for (const auto& band : rules.tenure_bands)
    out.tenure_bands.push_back({.key = band.key, .name = band.name, .from_month = band.from_month, .to_month = band.to_month});
  for (const auto& type : rules.session_types) out.session_types.push_back(wire_of(type));
  for (const auto& cadence : rules.cadences)
    out.cadences.push_back({.session_type = cadence.session_type,
                            .job_roles = cadence.job_roles,
                            .tenure_bands = cadence.tenure_bands,
                            .every = same<wire::Every>(cadence.every),
                            .count = cadence.count,
                            .days_after_hire = cadence.days_after_hire,
                            .summary = summary_of(cadence, rules)});
  for (const auto& rule : rules.ride_alongs)
    out.ride_alongs.push_back({.job_roles = rule.job_roles,
                               .tenure_bands = rule.tenure_bands,
                               .observe = rule.observe,
                               .co_sell = rule.co_sell,
                               .reverse = rule.reverse,
                               .every = same<wire::Every>(rule.every),
                               .summary = summary_of(rule, rules)});
  for (const auto& competency : rules.competencies)
    out.competencies.push_back(
        {.key = competency.key, .name = competency.name, .description = competency.description, .behaviours = competency.behaviours});
  for (const auto& drill : rules.drills)
    out.drills.push_back(
        {.key = drill.key, .name = drill.name, .competency = drill.competency, .minutes = drill.minutes, .steps = drill.steps});
  for (const auto& threshold : rules.thresholds)
    out.thresholds.push_back(
        {.key = threshold.key, .name = threshold.name, .value = threshold.value, .unit = threshold.unit, .meaning = threshold.meaning});
  for (const auto& indicator : rules.indicators)
    out.indicators.push_back({.key = indicator.key, .name = indicator.name, .unit = indicator.unit});
  for (const auto& trigger : rules.triggers)
    out.triggers.push_back({.key = trigger.key, .name = trigger.name, .condition = trigger.condition, .proposes = trigger.proposes});
  out.capacity = {.budget_low = rules.capacity.budget_low_hours,
                  .budget_high = rules.capacity.budget_high_hours,
                  .span_low = rules.capacity.span_low,
                  .span_high = rules.capacity.span_high,
                  .span_flag = rules.capacity.span_flag};
  return out;
}

wire::PlaybookVersionRow wire_of(const Version& version) {
  const bool is_installed = !version.published_by.has_value();
  return {.id = version.id,
          .name = version.name,
          .effective_from = version.effective_from,
          .published_at = version.published_at,
          .published_by =
              is_installed ? std::nullopt : std::optional(wire::PersonRef{.id = *version.published_by, .name = version.published_by_name}),
          .note = version.note,
          .is_in_force = version.is_in_force};
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Playbooks& playbooks) {
  router.tag("playbook", "The rules of coaching: what is owed to whom, how conversations run, which numbers matter.");
  const auto actor_of = [&desk](const http::Call& call) {
    return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
  };

  router.get<http::Nothing, wire::Playbook>(
      "/api/playbook", {.id = "get_playbook", .summary = "The playbook in force today", .tag = "playbook", .errors = {&errors::not_found}},
      [=, &playbooks](const http::Call& call, const http::Nothing&) -> Result<wire::Playbook> {
        const access::Actor actor = TRY(actor_of(call));
        return wire_of(TRY(playbooks.in_force(actor)));
      });

  router.get<http::Nothing, http::List<wire::PlaybookVersionRow>>(
      "/api/playbook/versions",
      {.id = "list_playbook_versions", .summary = "Every version, the one that takes effect last first", .tag = "playbook"},
      [=, &playbooks](const http::Call& call, const http::Nothing&) -> Result<http::List<wire::PlaybookVersionRow>> {
        const access::Actor actor = TRY(actor_of(call));
        http::List<wire::PlaybookVersionRow> out;
        for (const auto& version : TRY(playbooks.history(actor))) out.items.push_back(wire_of(version));
        return out;
      });

  router.get<VersionPath, http::File>(
      "/api/playbook/versions/{id}/text",
      {.id = "get_playbook_text",
       .summary = "A version as it was written",
       .tag = "playbook",
       .errors = {&errors::not_found},
       .produces = "text/plain; charset=utf-8"},
      [=, &playbooks](const http::Call& call, const VersionPath& in) -> Result<http::File> {
        const access::Actor actor = TRY(actor_of(call));
        std::string text = TRY(playbooks.text(actor, in.id));  // not inside the braces: g++ 12 leaks what TRY leaves behind there
        return http::File{.content_type = "text/plain; charset=utf-8", .file_name = {}, .bytes = std::move(text)};
      });

  router.post<CheckRequest, CheckAnswer>("/api/playbook/check",
                                         {.id = "check_playbook",
                                          .summary = "Check a text without publishing it",
                                          .description = "Every problem with its line and column, what was found and what was expected.",
                                          .tag = "playbook"},
                                         [=](const http::Call& call, const CheckRequest& in) -> Result<CheckAnswer> {
                                           TRY(actor_of(call));
                                           const Checked checked = check(in.text);
                                           return CheckAnswer{.ok = checked.rules.has_value(), .problems = wire::wire_of(checked.problems)};
                                         });

  router.post<PublishRequest, http::Created<Published>>(
      "/api/playbook/versions",
      {.id = "publish_playbook",
       .summary = "Publish a version",
       .description = "It is in force from its day on. A broken text, a day before today or a day that is taken changes nothing.",
       .tag = "playbook",
       .errors = {&errors::forbidden, &playbook_problem, &before_today, &day_taken, &access::needs_a_browser}},
      [=, &playbooks](const http::Call& call, const PublishRequest& in) -> Result<http::Created<Published>> {
        const access::Actor actor = TRY(actor_of(call));
        const auto id = TRY(playbooks.publish(actor, in.text, in.effective_from, in.note.value()));
        return http::Created<Published>{.location = "/api/playbook/versions/" + id.text() + "/text", .value = {.id = id}};
      });
}

}  // namespace backbeat::playbook
