// The feed of what Backbeat puts on a person's calendar, and how they are told.
#include "access/access_actions_standing.hpp"
#include "audit/audit_actions.hpp"
#include "calendar/calendar_actions_sources.hpp"
#include "calendar/calendar_store.hpp"
#include "calendar/calendar_store_sources.hpp"
#include "crypto/sha256.hpp"
#include "crypto/token.hpp"

namespace backbeat::calendar {
namespace {

/// How far back and ahead a feed reaches; a calendar program forgets what a feed does not mention any more.
constexpr Duration feed_back = std::chrono::days(60);
constexpr Duration feed_ahead = std::chrono::days(400);
/// That a feed was read is noted so often: noting each time would make every read a write.
constexpr Duration noted_every = std::chrono::hours(1);

void record(sql::Transaction& tx, const access::Actor& actor, std::string_view kind, Instant now) {
  audit::record(tx, actor.org(),
                {.stream = {.kind = "person", .id = actor.person().value()},
                 .kind = kind,
                 .at = now,
                 .actor = actor.user(),
                 .fields = {},
                 .text = {}});
}

Result<Done> may_choose(const access::Actor& actor) {
  TRY(access::may_change(actor));
  if (!actor.person().is_set()) return refuse(errors::not_found);
  return Done{};
}

std::int64_t version_of(std::string_view text) {
  const crypto::Digest digest = crypto::sha256(text);
  std::int64_t version = 0;
  for (int i = 0; i < 6; ++i) version = version << 8U | std::to_integer<std::int64_t>(digest[static_cast<std::size_t>(i)]);
  return version;
}

}  // namespace

Result<FeedState> Calendars::feed(const access::Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) {
    FeedState state{.made_at = {}, .last_read_at = {}, .invitations = read_invitations(reader, actor.org(), actor.person())};
    if (const auto feed = read_feed_of(reader, actor.org(), actor.person())) {
      state.made_at = feed->made_at;
      state.last_read_at = feed->last_read_at;
    }
    return state;
  });
}

Result<std::string> Calendars::make_feed(const access::Actor& actor) const {
  TRY(may_choose(actor));
  const std::string secret = crypto::random_token(m_access.random());
  return m_db.write([&](sql::Transaction& tx) -> Result<std::string> {
    store_feed(tx, {.org = actor.org(), .person = actor.person(), .made_at = now(), .last_read_at = {}}, crypto::token_digest(secret));
    record(tx, actor, "feed_made", now());
    return secret;
  });
}

Result<Done> Calendars::end_feed(const access::Actor& actor) const {
  TRY(may_choose(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    if (!read_feed_of(tx, actor.org(), actor.person())) return Done{};
    delete_feed(tx, actor.org(), actor.person());
    record(tx, actor, "feed_ended", now());
    return Done{};
  });
}

Result<Done> Calendars::choose(const access::Actor& actor, Invitations invitations) const {
  TRY(may_choose(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    if (read_invitations(tx, actor.org(), actor.person()) == invitations) return Done{};
    store_invitations(tx, actor.org(), actor.person(), invitations);
    record(tx, actor, invitations == Invitations::mail ? "invited_by_mail" : "invited_by_feed", now());
    return Done{};
  });
}

Result<Feed> Calendars::read_feed(std::string_view secret) const {
  const Instant at = now();
  const std::string digest = crypto::token_digest(secret);
  std::optional<StoredFeed> feed;
  auto out = m_db.read([&](sql::Reader& reader) -> Result<Feed> {
    feed = find_feed(reader, digest);
    if (!feed || !access::has_standing(reader, feed->org, feed->person, m_access.today(reader, feed->org)))
      return refuse(errors::not_found);
    std::vector<Planned> planned;
    if (m_seams.planned) planned = m_seams.planned(reader, feed->org, feed->person, at - feed_back, at + feed_ahead);
    Feed made{.text = feed_text("Backbeat", read_holds_of(reader, feed->org, feed->person, at - feed_back, at + feed_ahead), planned),
              .version = 0};
    made.version = version_of(made.text);
    return made;
  });
  if (out && (!feed->last_read_at || at - *feed->last_read_at >= noted_every))
    (void)m_db.write([&](sql::Transaction& tx) -> Result<Done> {
      touch_feed(tx, *feed, at);
      return Done{};
    });
  return out;
}

}  // namespace backbeat::calendar
