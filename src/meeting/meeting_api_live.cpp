// The live side of an hour: that it changed. Not a word of it: each page loads the hour anew, and is asked anew whether it may.
#include "meeting/meeting_api.hpp"

namespace backbeat::meeting {

Seams live_over(http::EventHub& hub) {
  Seams seams;
  seams.publish = [&hub](Id<Org> org, Id<Meeting> id, const Changed& changed) {
    http::tell_state(hub, topics.of(org, id), changed.version);
  };
  return seams;
}

}  // namespace backbeat::meeting
