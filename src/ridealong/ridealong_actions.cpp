#include "ridealong/ridealong_actions.hpp"

#include "audit/audit_actions_many.hpp"
#include "base/text.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "ridealong/ridealong_actions_scene.hpp"

#include <algorithm>

namespace backbeat::ridealong {

using access::Actor;
using access::Side;

std::string_view name_of(Side side) {
  return side == Side::rep ? "rep" : "manager";
}

people::PersonRef ref(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return people::person_ref(reader, org, person).value_or(people::PersonRef{.id = person, .name = {}});
}

Facts load_facts(sql::Reader& reader, Id<Org> org) {
  return {.playbooks = playbook::load_versions(reader, org), .holidays = people::load_holidays(reader, org)};
}

std::optional<RideAlongState> load_state(sql::Reader& reader, Id<Org> org, const Facts& facts, Id<Session> id, Instant as_of) {
  std::optional<RideAlongState> state;
  audit::each_stream(reader, org, stream_kind, id.value(), id.value(),
                     [&](std::span<const audit::Event> events) { state = fold(events, facts.judging(), as_of); });
  if (state && state->version == 0) return std::nullopt;
  return state;
}

// --- the scene ---

Result<RideAlongs::Scene> RideAlongs::Scene::open(sql::Transaction& tx, const access::Access& access, const Actor& actor, Id<Session> id) {
  Scene scene(tx, TRY(access.participation(tx, actor, id)), access.clock().now());
  scene.m_events = audit::events_of(tx, actor.org(), {.kind = stream_kind, .id = id.value()});
  if (scene.m_events.empty()) return refuse(errors::not_found);  // a conversation of another kind
  scene.m_facts = ridealong::load_facts(tx, actor.org());
  // Whatever another machine's clock said, what was recorded has happened.
  scene.m_now = std::max(scene.m_now, scene.m_events.back().at);
  scene.m_state = fold(scene.m_events, scene.m_facts.judging(), scene.m_now);
  return scene;
}

void RideAlongs::Scene::record(std::string_view kind, const Fields& fields, std::optional<std::string> text) {
  Fields all;
  all.add("side", name_of(side()));
  for (const auto& [name, value] : fields.all()) all.add(name, std::string_view(value));
  audit::Event event{.sequence = 0,
                     .stream_kind = std::string(stream_kind),
                     .stream_id = m_state.id.value(),
                     .kind = std::string(kind),
                     .at = m_now,
                     .actor = m_participation.actor().user(),
                     .fields = std::move(all),
                     .text = std::move(text)};
  event.sequence = audit::record(tx(), org(),
                                 {.stream = {.kind = stream_kind, .id = m_state.id.value()},
                                  .kind = kind,
                                  .at = m_now,
                                  .actor = event.actor,
                                  .fields = event.fields,
                                  .text = event.text});
  m_events.push_back(std::move(event));
  m_state = fold(m_events, m_facts.judging(), m_now);
}

bool RideAlongs::Scene::has_recorded(std::string_view kind, Instant pressed) const {
  return std::ranges::any_of(m_events, [&](const audit::Event& event) {
    return event.kind == kind && event.fields.find("pressed") == std::to_string(pressed.unix_ms());
  });
}

void RideAlongs::tell(sql::Transaction& tx, Id<Org> org, Id<Session> id, std::int64_t version) const {
  if (!m_seams.publish) return;
  tx.on_commit([publish = m_seams.publish, org, id, version] { publish(org, id, StateChanged{.version = version}); });
}

// --- before the call ---

namespace {

struct Part {
  std::string_view name;
  Side side;
  const std::optional<std::string>* text;
};

std::vector<Part> parts_of(const PreBrief& pre_brief) {
  return {{"people", Side::rep, &pre_brief.people},
          {"objective", Side::rep, &pre_brief.objective},
          {"objections", Side::rep, &pre_brief.objections},
          {"skill", Side::rep, &pre_brief.skill},
          {"listen_for", Side::manager, &pre_brief.listen_for}};
}

}  // namespace

Result<Done> RideAlongs::write_pre_brief(const Actor& actor, Id<Session> id, const PreBrief& pre_brief, Signing signing) const {
  for (const Part& part : parts_of(pre_brief))
    if (*part.text) TRY(check_length(part.name, **part.text, longest_field));
  const Verb verb = signing == Signing::sign ? Verb::sign : Verb::pre_brief;
  return act(actor, id, verb, [&](Scene& scene) -> Result<Done> {
    std::vector<StoredText> present = load_texts(scene.tx(), scene.org(), id);
    const auto text_of = [&](std::string_view part) -> std::string {
      const auto found = std::ranges::find(present, part, &StoredText::part);
      return found == present.end() ? "" : found->text;
    };
    bool is_changed = false;
    for (const Part& part : parts_of(pre_brief)) {
      if (!*part.text) {
        if (signing == Signing::sign && part.side == Side::rep && trimmed(text_of(part.name)).empty())
          return refuse(pre_brief_incomplete, std::string(part.name));
        continue;
      }
      if (part.side != scene.side()) return refuse(other_side, std::string(part.name), {{"side", std::string(name_of(part.side))}});
      if (signing == Signing::sign && trimmed(**part.text).empty()) return refuse(pre_brief_incomplete, std::string(part.name));
      if (text_of(part.name) == **part.text) continue;
      store_text(scene.tx(), scene.org(), id, part.name, **part.text, scene.person(), scene.now());
      is_changed = is_changed || !(**part.text).empty();
    }
    if (is_changed && !scene.state().pre_brief_written_at) scene.record(kinds::pre_brief_written);
    if (signing == Signing::sign) scene.record(kinds::pre_brief_signed);
    return Done{};
  });
}

Result<Done> RideAlongs::confirm_format(const Actor& actor, Id<Session> id, Format format) const {
  return act(actor, id, Verb::format, [&](Scene& scene) -> Result<Done> {
    const Format before = scene.state().format;
    // From a reverse session to one on the call: the manager has to be there now.
    if (before == Format::reverse && format != before)
      TRY(check_free_for_call(scene.tx(), scene.org(), scene.facts(), scene.state(), scene.now()));
    scene.record(kinds::format_confirmed, Fields().add("format", cadence::name_of(format)));
    if (format == before) return Done{};
    update_kind(scene.tx(), scene.org(), id, kind_of(format));
    put_holds(scene.tx(), scene.org(), scene.state(), scene.now());
    return Done{};
  });
}

Result<Done> RideAlongs::sign_consent(const Actor& actor, Id<Session> id, Consent consent) const {
  return act(actor, id, Verb::consent, [&](Scene& scene) -> Result<Done> {
    scene.record(kinds::consent_signed, Fields().add("given", consent == Consent::given ? 1 : 0));
    return Done{};
  });
}

// --- on the call ---

Result<Done> RideAlongs::start(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::start, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::started);
    return Done{};
  });
}

Result<Done> RideAlongs::end(const Actor& actor, Id<Session> id) const {
  return act(actor, id, Verb::end, [](Scene& scene) -> Result<Done> {
    scene.record(kinds::ended);
    return Done{};
  });
}

}  // namespace backbeat::ridealong
