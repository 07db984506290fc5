#include "people/names.hpp"

#include "base/text.hpp"

#include <array>
#include <numeric>

namespace backbeat::people {
namespace {

// The plain letter of U+00C0 to U+017F, in order; a blank is a sign that is no letter.
constexpr std::string_view plain_letters =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"  // Latin-1
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"  // Latin Extended-A
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

void append_folded(std::string& out, unsigned char lead, unsigned char trail) {
  const unsigned point = (lead & 0x1FU) << 6U | (trail & 0x3FU);
  if (point >= 0xC0 && point - 0xC0 < plain_letters.size()) {
    out += plain_letters[point - 0xC0];
  } else if (point == 0xA0) {
    out += ' ';  // the blank that does not break
  } else {
    out += static_cast<char>(lead);
    out += static_cast<char>(trail);
  }
}

std::vector<std::string> words_of(std::string_view key) {
  std::vector<std::string> words;
  for (const std::string_view word : split(key, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

// Levenshtein's distance over bytes.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t kept = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({kept, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row[b.size()];
}

bool is_initial_of(std::string_view initial, std::string_view word) {
  return initial.size() == 1 && word.starts_with(initial);
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string folded;
  folded.reserve(name.size());
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte >= 0xC2 && byte <= 0xDF && i + 1 < name.size()) {
      append_folded(folded, byte, static_cast<unsigned char>(name[++i]));
    } else if (name[i] != '.' && name[i] != ',') {
      folded += name[i] == '\t' || name[i] == '\n' || name[i] == '\r' ? ' ' : name[i];
    }
  }
  folded = lower_ascii(folded);
  std::string key;
  for (const std::string& word : words_of(folded)) {
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

bool is_name_system(std::string_view system) {
  return system == "name" || system.ends_with("_name");
}

bool is_email_system(std::string_view system) {
  return system == "email" || system.ends_with("_email");
}

std::string identity_key(std::string_view system, std::string_view value) {
  return is_name_system(system) ? name_key(value) : lower_ascii(trimmed(value));
}

std::optional<Likeness> likeness(std::string_view name, std::string_view other) {
  const std::string a = name_key(name);
  const std::string b = name_key(other);
  if (a.empty() || b.empty()) return std::nullopt;
  if (a == b) return Likeness{.score = 100, .reason = "the same name"};
  auto a_words = words_of(a);
  auto b_words = words_of(b);
  auto a_sorted = a_words;
  auto b_sorted = b_words;
  std::sort(a_sorted.begin(), a_sorted.end());
  std::sort(b_sorted.begin(), b_sorted.end());
  if (a_sorted == b_sorted) return Likeness{.score = 90, .reason = "the same words in another order"};
  if (std::includes(a_sorted.begin(), a_sorted.end(), b_sorted.begin(), b_sorted.end()) ||
      std::includes(b_sorted.begin(), b_sorted.end(), a_sorted.begin(), a_sorted.end())) {
    if (std::min(a_words.size(), b_words.size()) > 1) return Likeness{.score = 80, .reason = "one has a further name"};
  }
  const std::size_t longest = std::max(a.size(), b.size());
  const std::size_t apart = distance(a, b);
  if (apart == 1 && longest >= 5) return Likeness{.score = 75, .reason = "one letter differs"};
  if (apart == 2 && longest >= 9) return Likeness{.score = 60, .reason = "two letters differ"};
  if (a_words.size() > 1 && b_words.size() > 1 && a_words.back() == b_words.back()) {
    if (is_initial_of(a_words.front(), b_words.front()) || is_initial_of(b_words.front(), a_words.front()))
      return Likeness{.score = 70, .reason = "the same last name and initial"};
    if (a_words.front().front() == b_words.front().front()) return Likeness{.score = 40, .reason = "the same last name and first letter"};
  }
  return std::nullopt;
}

}  // namespace backbeat::people
