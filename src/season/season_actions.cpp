#include "season/season_actions.hpp"

#include "audit/audit_actions.hpp"
#include "base/assert.hpp"
#include "base/text.hpp"
#include "people/people_actions.hpp"
#include "season/profile_actions.hpp"
#include "season/profile_store.hpp"
#include "season/proposal_store.hpp"

#include <algorithm>
#include <map>

namespace backbeat::season {
namespace {

using access::Right;

constexpr std::size_t repairs_shown = 20;
constexpr std::size_t longest_name = 100;
constexpr std::chrono::days remix_notice{14};
constexpr std::chrono::days longest_season{400};
constexpr int calendar_months = 15;

int quarters_of(const playbook::Playbook& rules) {
  return std::clamp(static_cast<int>(rules.threshold("circle_remix_quarters").value_or(2)), 1, 8);
}

std::string name_for(LocalDate first, LocalDate last, int fiscal_first_month) {
  const std::string from = FiscalQuarter::of(first, fiscal_first_month).text();
  const std::string to = FiscalQuarter::of(last, fiscal_first_month).text();
  return from == to ? from : from + " to " + to;
}

/// The days that the next season has where nobody says otherwise: after the last one, or from the next quarter on.
Season suggested(const std::vector<Season>& seasons, LocalDate today, const playbook::Playbook& rules, int fiscal_first_month) {
  Season out;
  LocalDate first = FiscalQuarter::of(today, fiscal_first_month).next().first_day();
  for (const Season& one : seasons)
    if (one.last >= first) first = one.last + std::chrono::days(1);
  out.first = first;
  out.last = season_end(first, quarters_of(rules), fiscal_first_month);
  out.name = name_for(out.first, out.last, fiscal_first_month);
  out.rules = rules_from(rules);
  return out;
}

/// Of everybody who may facilitate: when the certificates end.
std::map<LocalDate, std::int64_t> ends_of_certificates(const std::vector<people::Member>& members, LocalDate today) {
  std::map<LocalDate, std::int64_t> out;
  for (const people::Member& member : members) {
    const auto certificate = member.works_here_on(today) ? certificate_of(member, today) : std::nullopt;
    if (certificate && certificate->period.to && *certificate->period.to >= today) ++out[*certificate->period.to];
  }
  return out;
}

std::vector<CalendarRow> calendar_of(const std::vector<Season>& seasons, const std::vector<people::Member>& members, LocalDate today) {
  std::vector<CalendarRow> out;
  for (const Season& one : seasons) {
    if (one.last < today) continue;
    if (one.first >= today)
      out.push_back({.day = one.first, .kind = CalendarKind::season_begins, .text = one.name + " begins", .season = one.id});
    out.push_back({.day = one.last, .kind = CalendarKind::season_ends, .text = one.name + " ends", .season = one.id});
    const LocalDate next = one.last + std::chrono::days(1);
    const bool is_followed =
        std::ranges::any_of(seasons, [&](const Season& other) { return other.first > one.first && other.published_at; });
    if (one.published_at && !is_followed)
      out.push_back({.day = next - remix_notice,
                     .kind = CalendarKind::remix_due,
                     .text = "New circles for after " + one.name + " are to be published, so that no week is lost",
                     .season = one.id});
  }
  for (const auto& [day, count] : ends_of_certificates(members, today)) {
    if (day > plus_months(today, calendar_months)) continue;
    out.push_back({.day = day,
                   .kind = CalendarKind::certificates_end,
                   .text = std::to_string(count) + (count == 1 ? " facilitator's certificate ends" : " facilitators' certificates end"),
                   .season = {},
                   .count = count});
  }
  std::ranges::stable_sort(out, {}, &CalendarRow::day);
  return out;
}

void count_people(SeasonView& view) {
  const Pool& pool = view.scene->pool;
  std::map<std::string, RoleCount> roles;
  std::map<Bar, std::int64_t> bars;
  for (const Candidate& one : pool.candidates) {
    const bool is_due = one.opted_in && one.certificate && one.certificate->is_due;
    view.certificates_due += is_due ? 1 : 0;
    switch (one.standing) {
      case Standing::in: {
        ++view.in;
        view.certified += one.is_certified ? 1 : 0;
        RoleCount& role = roles[one.group];
        ++role.in;
        role.certified += one.is_certified ? 1 : 0;
        break;
      }
      case Standing::not_in:
        // Whoever could join: those whose role has no circles are nobody to ask.
        view.not_in += one.bar ? 0 : 1;
        break;
      case Standing::kept_out:
        ++view.kept_out;
        ++bars[*one.bar];
        break;
    }
  }
  for (auto& [group, role] : roles) {
    role.group = group;
    role.label = label_of(group, view.scene->rules);
    view.roles.push_back(role);
  }
  view.bars.assign(bars.begin(), bars.end());
}

}  // namespace

void record(sql::Transaction& tx, const access::Actor& actor, std::string_view stream, std::int64_t id, std::string_view kind,
            Fields fields, Instant now) {
  audit::record(
      tx, actor.org(),
      {.stream = {.kind = stream, .id = id}, .kind = kind, .at = now, .actor = actor.user(), .fields = std::move(fields), .text = {}});
}

std::string_view name_of(DisbandReason reason) {
  switch (reason) {
    case DisbandReason::attendance:
      return "attendance";
    case DisbandReason::enps:
      return "enps";
    case DisbandReason::members_asked:
      return "members_asked";
    case DisbandReason::too_small:
      return "too_small";
    case DisbandReason::other:
      return "other";
  }
  ASSERT(false);
}

std::vector<RunningCircle> running_of(const std::vector<PublishedCircle>& circles) {
  std::vector<RunningCircle> out;
  for (const PublishedCircle& one : circles)
    if (!one.ended_at)
      out.push_back({.id = one.id,
                     .name = one.name,
                     .circle = {.form = one.form, .held_by = one.held_by, .members = one.people()},
                     .slot = one.slot,
                     .minutes = one.minutes});
  return out;
}

Result<SeasonList> Seasons::seasons(const access::Actor& actor) const {
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<SeasonList> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const LocalDate today = to_local(m_access.clock().now(), organisation.zone).date;
    const playbook::DatedPlaybook rules = TRY(playbook::load_in_force(reader, actor.org(), today));
    const std::vector<Season> seasons = read_seasons(reader, actor.org());
    const std::vector<PublishedCircle> running = read_running_circles(reader, actor.org());
    SeasonList out;
    for (const Season& one : seasons)
      out.rows.push_back({.season = one,
                          .state = one.state(today),
                          .proposals = std::ssize(read_proposals(reader, actor.org(), one.id)),
                          .circles = std::ranges::count(running, one.id, &PublishedCircle::season)});
    std::ranges::reverse(out.rows);
    out.suggested = suggested(seasons, today, rules.rules, organisation.fiscal_first_month);
    out.calendar = calendar_of(seasons, people::load_members(reader, actor.org()), today);
    return out;
  });
}

Result<SeasonView> Seasons::season(const access::Actor& actor, Id<CircleSeason> id, const Judge& judge) const {
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<SeasonView> {
    SeasonView view;
    view.scene = TRY(m_scenes.of(reader, actor.org(), id, Purpose::forming));
    const Season& season = view.scene->season;
    view.cross_least = view.scene->pool.organisation.cross_min;
    view.cross_most = view.scene->pool.organisation.cross_max;
    count_people(view);
    view.proposals = read_proposals(reader, actor.org(), id);
    for (Proposal& one : view.proposals) {
      judge(one);
      view.users.try_emplace(one.started_by, read_user_name(reader, actor.org(), one.started_by));
    }
    view.running = read_circles(reader, actor.org(), id);
    std::erase_if(view.running, [](const PublishedCircle& one) { return one.ended_at.has_value(); });
    view.row = {.season = season,
                .state = season.state(view.scene->today),
                .proposals = std::ssize(view.proposals),
                .circles = std::ssize(view.running)};
    if (season.published_at) {
      Publication& publication = view.publication.emplace();
      publication.proposal = season.published;
      publication.at = *season.published_at;
      publication.by = read_user_name(reader, actor.org(), season.published_by);
      publication.circles = std::ssize(view.running);
      for (const PublishedCircle& one : view.running)
        publication.undo_until = std::min(publication.undo_until.value_or(one.begins()), one.begins());
      publication.may_undo = !publication.undo_until || m_access.clock().now() < *publication.undo_until;
    }
    if (!view.running.empty()) {
      const auto mending = TRY(m_scenes.of(reader, actor.org(), id, Purpose::mending));
      view.repairs = repairs(
          mending->ground, mending->pool, running_of(view.running), [&](Id<Person> person) { return mending->name(person); },
          repairs_shown);
    }
    return view;
  });
}

Result<PeoplePage> Seasons::people(const access::Actor& actor, Id<CircleSeason> id, const PeopleQuery& query) const {
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<PeoplePage> {
    PeoplePage page;
    page.scene = TRY(m_scenes.of(reader, actor.org(), id, Purpose::forming));
    const std::vector<Candidate>& all = page.scene->pool.candidates;
    const std::string sought = lower_ascii(trimmed(query.search));
    const auto is_asked_for = [&](const Candidate& one) {
      if (!sought.empty() && lower_ascii(one.name).find(sought) == std::string::npos) return false;
      switch (query.filter) {
        case PeopleFilter::everybody:
          return true;
        case PeopleFilter::in:
          return one.standing == Standing::in;
        case PeopleFilter::not_in:
          return one.standing == Standing::not_in && !one.bar;
        case PeopleFilter::kept_out:
          return one.standing == Standing::kept_out;
        case PeopleFilter::certificate_due:
          return one.opted_in && one.certificate && one.certificate->is_due;
      }
      return false;
    };
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (query.after && std::pair(all[at].name, all[at].person) <= *query.after) continue;
      if (!is_asked_for(all[at])) continue;
      if (page.rows.size() == query.limit) {
        const Candidate& last = all[page.rows.back()];
        page.next.emplace(last.name, last.person);
        break;
      }
      page.rows.push_back(at);
    }
    std::unordered_map<Id<Person>, std::pair<Id<PeerCircle>, std::string>> circles;
    for (const PublishedCircle& one : read_running_circles(reader, actor.org()))
      for (const Id<Person> person : one.people()) circles.emplace(person, std::pair(one.id, one.name));
    for (const std::size_t at : page.rows)
      if (const auto found = circles.find(all[at].person); found != circles.end()) page.circles.insert(*found);
    return page;
  });
}

Result<Id<CircleSeason>> Seasons::create(const access::Actor& actor, const NewSeason& wanted) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Id<CircleSeason>> {
    const access::Organisation organisation = TRY(m_access.organisation(tx, actor.org()));
    const Instant now = m_access.clock().now();
    const LocalDate today = to_local(now, organisation.zone).date;
    const playbook::DatedPlaybook rules = TRY(playbook::load_in_force(tx, actor.org(), today));
    const std::vector<Season> seasons = read_seasons(tx, actor.org());
    Season season = suggested(seasons, today, rules.rules, organisation.fiscal_first_month);
    if (wanted.first) {
      if (*wanted.first < today) return expected_value("first_day", "a day from " + today.text() + " on", wanted.first->text());
      season.first = *wanted.first;
      season.last = season_end(season.first, quarters_of(rules.rules), organisation.fiscal_first_month);
    }
    if (wanted.last) season.last = *wanted.last;
    if (season.last <= season.first || season.last - season.first > longest_season)
      return expected_value("last_day", "a day after " + season.first.text() + ", at most 400 days later", season.last.text());
    season.name = name_for(season.first, season.last, organisation.fiscal_first_month);
    if (wanted.name) season.name = std::string(trimmed(*wanted.name));
    if (season.name.empty() || length_of(season.name) > longest_name)
      return expected_value("name", "1 to 100 characters", std::to_string(length_of(season.name)));
    if (!seasons.empty()) season.rules.themes = seasons.back().rules.themes;
    TRY(check(season.rules));
    season.id = tx.new_id<CircleSeason>();
    season.created_at = now;
    insert_season(tx, actor.org(), season);
    record(tx, actor, season_stream, season.id.value(), "created",
           Fields().add("first_day", season.first.text()).add("last_day", season.last.text()), now);
    return season.id;
  });
}

Result<Done> Seasons::set_rules(const access::Actor& actor, Id<CircleSeason> id, const SeasonRules& rules, std::int64_t version) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    auto season = read_season(tx, actor.org(), id);
    if (!season) return refuse(errors::not_found);
    if (season->last < m_access.today(tx, actor.org())) return refuse(season_is_over, "", {{"found", season->last.text()}});
    if (season->version != version) return refuse(errors::version_changed);
    TRY(check(rules));
    season->rules = rules;
    update_season(tx, actor.org(), *season);
    record(tx, actor, season_stream, id.value(), "rules_changed", Fields().add("version", version + 1), m_access.clock().now());
    return Done{};
  });
}

Result<Done> Seasons::undo_publish(const access::Actor& actor, Id<CircleSeason> id) const {
  TRY(access::may_change(actor));
  TRY(m_access.entitled<Right::run_circles>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    auto season = read_season(tx, actor.org(), id);
    if (!season) return refuse(errors::not_found);
    if (!season->published_at) return refuse(nothing_published);
    const Instant now = m_access.clock().now();
    std::int64_t ended = 0;
    const std::vector<PublishedCircle> circles = read_circles(tx, actor.org(), id);
    for (const PublishedCircle& one : circles)
      if (!one.ended_at && one.begins() <= now) return refuse(already_met, "", {{"found", one.first.text()}});
    for (const PublishedCircle& one : circles) {
      if (one.ended_at) continue;
      end_circle(tx, actor.org(), one.id, "remix", now);
      ++ended;
    }
    const std::int64_t reopened = reopen_circles(tx, actor.org(), *season->published_at);
    season->published_at.reset();
    season->published = {};
    season->published_by = {};
    update_season(tx, actor.org(), *season);
    record(tx, actor, season_stream, id.value(), "unpublished", Fields().add("ended", ended).add("reopened", reopened), now);
    return Done{};
  });
}

}  // namespace backbeat::season
