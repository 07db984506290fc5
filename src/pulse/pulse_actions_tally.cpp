#include "pulse/pulse_actions_tally.hpp"

#include "meeting/meeting_actions_vault.hpp"

namespace backbeat::pulse {
namespace {

constexpr std::size_t digits = 4;

std::string place_text(const TallyPlace& place) {
  return "enps:" + place.org.text() + ":" + place.circle.text() + ":" + place.quarter.text();
}

}  // namespace

std::string seal_tally(const crypto::SealingKey& key, const Histogram& histogram, const TallyPlace& place, Random& random) {
  std::string text;
  for (const int count : histogram.counts) {
    const std::string number = std::to_string(count);
    text += std::string(digits - std::min(digits, number.size()), '0') + number;
  }
  return key.seal(text, place_text(place), random);
}

Result<Histogram> open_tally(const crypto::SealingKey& key, std::string_view sealed, const TallyPlace& place) {
  Histogram histogram;
  if (sealed.empty()) return histogram;
  const auto text = key.open(sealed, place_text(place));
  if (!text || text->size() != digits * histogram.counts.size()) return refuse(meeting::vault_is_locked);
  for (std::size_t i = 0; i < histogram.counts.size(); ++i)
    for (const char digit : std::string_view(*text).substr(i * digits, digits))
      histogram.counts[i] = histogram.counts[i] * 10 + (digit - '0');
  return histogram;
}

}  // namespace backbeat::pulse
