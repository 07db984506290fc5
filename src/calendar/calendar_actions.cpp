#include "calendar/calendar_actions.hpp"

#include "base/front.hpp"
#include "calendar/calendar_file_text.hpp"
#include "calendar/calendar_store.hpp"
#include "mail/mail_actions.hpp"
#include "people/people_actions.hpp"

#include <algorithm>

namespace backbeat::calendar {
namespace {

constexpr std::size_t longest_title = 200;

std::string when(const Hold& hold, const Zone& zone) {
  const LocalDateTime from = to_local(hold.starts, zone);
  const LocalDateTime to = to_local(hold.ends, zone);
  const std::string end = (to.date == from.date ? "" : to.date.text() + " ") + to.time.text();
  return from.date.text() + " " + from.time.text() + " to " + end + " (" + std::string(zone.name()) + ")";
}

/// One letter for the person of the hold, as it is now.
void tell(sql::Transaction& tx, Id<Org> org, const Hold& hold, Instant now) {
  if (hold.ends <= now || read_invitations(tx, org, hold.person) == Invitations::feed) return;
  const auto member = people::load_member(tx, org, hold.person);
  if (!member) return;
  const bool is_new = hold.sequence == 0;
  const std::string closing = hold.is_cancelled
                                  ? "The attached entry takes it off your calendar."
                                  : (is_new ? "The attached entry puts it on your calendar." : "The attached entry changes it there.");
  mail::enqueue(
      tx, org,
      {.kind = hold.is_cancelled ? "cancellation" : "invitation",
       .person = hold.person,
       .about_person = hold.named,
       .name = member->name,
       .address = member->email,
       .subject = (hold.is_cancelled ? "Cancelled: " : (is_new ? "" : "Changed: ")) + hold.title,
       .text = hold.title + "\n" + when(hold, member->zone) + "\n\n" + (hold.text.empty() ? "" : hold.text + "\n\n") + closing + "\n",
       .calendar = mail::CalendarPart{.method = hold.is_cancelled ? mail::CalendarMethod::cancel : mail::CalendarMethod::request,
                                      .text = invitation_text(hold, mail::own_address, member->name, member->email)},
       .thread = hold.uid,
       .useless_after = hold.ends},
      now);
}

void change(sql::Transaction& tx, Id<Org> org, Hold& hold, Instant now) {
  ++hold.sequence;
  hold.changed_at = now;
  update_hold(tx, org, hold);
  tell(tx, org, hold, now);
}

Hold put(sql::Transaction& tx, Id<Org> org, const std::vector<Hold>& there, const NewHold& wanted, Instant now) {
  const std::string title(front_of(wanted.title, longest_title));
  const auto found = std::ranges::find_if(
      there, [&](const Hold& hold) { return hold.person == wanted.person && hold.kind == wanted.kind && hold.about == wanted.about; });
  if (found == there.end()) {
    Hold hold{.id = tx.new_id<HoldEntry>(),
              .person = wanted.person,
              .kind = wanted.kind,
              .about = wanted.about,
              .title = title,
              .text = wanted.text,
              .named = wanted.named,
              .starts = wanted.starts,
              .ends = wanted.ends,
              .sequence = 0,
              .is_cancelled = false,
              .changed_at = now,
              .uid = {}};
    hold.uid = uid_of(org, hold.id);
    insert_hold(tx, org, hold);
    tell(tx, org, hold, now);
    return hold;
  }
  Hold hold = *found;
  hold.title = title;
  hold.text = wanted.text;
  hold.named = wanted.named;
  hold.starts = wanted.starts;
  hold.ends = wanted.ends;
  hold.is_cancelled = false;
  if (hold != *found) change(tx, org, hold, now);
  return hold;
}

void cancel(sql::Transaction& tx, Id<Org> org, std::int64_t about, std::optional<std::string_view> kind, Instant now) {
  for (Hold& hold : read_holds_about(tx, org, about)) {
    if (hold.is_cancelled || hold.ends <= now || (kind && hold.kind != *kind)) continue;
    hold.is_cancelled = true;
    change(tx, org, hold, now);
  }
}

bool takes_time(const Occurrence& one) {
  return one.is_busy && one.status != Status::cancelled;
}

}  // namespace

std::vector<Hold> put_holds(sql::Transaction& tx, Id<Org> org, std::span<const NewHold> wanted, Instant now) {
  std::vector<Hold> out;
  for (const NewHold& one : wanted) out.push_back(put(tx, org, read_holds_about(tx, org, one.about), one, now));
  return out;
}

void move_hold(sql::Transaction& tx, Id<Org> org, Id<HoldEntry> id, Instant starts, Instant ends, Instant now) {
  auto hold = find_hold(tx, org, id);
  if (!hold || hold->is_cancelled || (hold->starts == starts && hold->ends == ends)) return;
  hold->starts = starts;
  hold->ends = ends;
  change(tx, org, *hold, now);
}

void cancel_holds_about(sql::Transaction& tx, Id<Org> org, std::int64_t about, Instant now) {
  cancel(tx, org, about, std::nullopt, now);
}

void cancel_holds_about(sql::Transaction& tx, Id<Org> org, std::int64_t about, std::string_view kind, Instant now) {
  cancel(tx, org, about, kind, now);
}

void cancel_hold(sql::Transaction& tx, Id<Org> org, Id<HoldEntry> id, Instant now) {
  auto hold = find_hold(tx, org, id);
  if (!hold || hold->is_cancelled || hold->ends <= now) return;
  hold->is_cancelled = true;
  change(tx, org, *hold, now);
}

std::vector<Hold> holds_about(sql::Reader& reader, Id<Org> org, std::int64_t about) {
  return read_holds_about(reader, org, about);
}

std::vector<Busy> busy_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to) {
  std::vector<Busy> out;
  for (const Hold& hold : read_holds_of(reader, org, person, from, to))
    if (!hold.is_cancelled) out.push_back({.starts = hold.starts, .ends = hold.ends, .is_hold = true, .about = hold.about});
  for (const Occurrence& one : read_occurrences_of(reader, org, person, from, to))
    if (takes_time(one))
      out.push_back(
          {.starts = one.starts, .ends = one.ends, .is_tentative = one.status == Status::tentative, .is_all_day = one.is_all_day});
  std::ranges::stable_sort(out, {}, &Busy::starts);
  return out;
}

bool is_free(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to, std::int64_t but_not) {
  return std::ranges::none_of(busy_of(reader, org, person, from, to),
                              [&](const Busy& busy) { return but_not == 0 || busy.about != but_not; });
}

std::vector<Occurrence> occurrences_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to) {
  return read_occurrences_of(reader, org, person, from, to);
}

std::optional<Occurrence> occurrence(sql::Reader& reader, Id<Org> org, Id<OccurrenceEntry> id) {
  return find_occurrence(reader, org, id);
}

}  // namespace backbeat::calendar
