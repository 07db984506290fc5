// Behaviour or outcome? A small set of rules over English words, meant to be read: it finds the first verb that the rep is the subject of,
// and lets that verb, or what it is done to, decide. Where it is not sure it asks a question instead of judging.
#include "base/text.hpp"
#include "commitment/commitment.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace backbeat::commitment {
namespace {

constexpr std::string_view outcome_hint =
    "That is a result, and others decide on it too. What will you do, and on which calls, so that it comes about? "
    "For example: \u201cask a quantified-impact question on every discovery call\u201d.";
constexpr std::string_view unclear_hint = "What would somebody who watches you see or hear you do, and on which calls?";

// What a rep does and nobody else decides on.
constexpr std::string_view acts[] = {
    "ask",         "send",      "call",       "phone",   "prepare",   "write",       "practise", "practice", "listen",    "pause",
    "summarise",   "summarize", "confirm",    "use",     "research",  "map",         "rehearse", "record",   "review",    "quantify",
    "probe",       "restate",   "invite",     "list",    "draft",     "block",       "share",    "show",     "tell",      "name",
    "follow",      "email",     "e-mail",     "mail",    "introduce", "repeat",      "wait",     "mute",     "read",      "watch",
    "note",        "log",       "update",     "propose", "offer",     "check",       "recap",    "talk",     "speak",     "interrupt",
    "say",         "state",     "explain",    "open",    "roleplay",  "role-play",   "demo",     "present",  "challenge", "reframe",
    "acknowledge", "mirror",    "paraphrase", "clarify", "qualify",   "multithread", "visit",    "dial",     "message",   "connect",
    "rewrite",     "let",       "give",       "leave",   "put",       "spend",       "write",    "tailor",   "compare",   "count",
    "discuss",     "walk",      "request",    "agree",   "test",      "answer",      "thank",    "study",    "play",      "score",
    "tag",         "document",  "reach-out",  "shadow",  "slow",      "breathe",     "smile",    "stay",     "name",      "rank",
    "pick",        "choose",    "plan",       "debrief", "quote",     "mention",     "point",    "outline",  "define",    "role",
    "describe",    "time",      "delete",     "cut-off", "anchor",    "validate",    "surface",  "uncover",  "diagnose",  "disqualify",
    "nurture"};

// What the market decides on.
constexpr std::string_view results[] = {"close",  "win",     "hit",    "exceed",      "achieve", "attain", "sell",
                                        "grow",   "boost",   "double", "triple",      "land",    "sign",   "generate",
                                        "secure", "convert", "beat",   "overachieve", "earn",    "upsell", "cross-sell",
                                        "renew",  "crush",   "smash",  "outperform",  "succeed"};

// Verbs that say nothing until one knows what they are done to.
constexpr std::string_view lights[] = {"book",     "set",    "make",  "add", "create",  "build",   "schedule", "complete", "finish",
                                       "move",     "bring",  "do",    "run", "hold",    "have",    "get",      "reach",    "raise",
                                       "increase", "reduce", "lower", "cut", "shorten", "deliver", "advance",  "push",     "turn",
                                       "progress", "lead",   "drive", "end", "lift",    "keep-up", "source"};

// Verbs nobody can watch.
constexpr std::string_view inner[] = {"improve", "focus", "work", "think",  "understand", "learn",  "consider",
                                      "believe", "feel",  "know", "become", "develop",    "handle", "manage",
                                      "deal",    "care",  "hope", "be",     "strengthen", "master"};

// Words one looks through to the verb behind them; the first few are acts of their own when nothing follows.
constexpr std::string_view beginnings[] = {"start", "stop", "begin", "avoid", "quit"};
constexpr std::string_view fillers[] = {
    "i",          "i'll",     "i'm",          "we",         "will",     "shall",  "would",      "should", "can",      "could",
    "must",       "to",       "going",        "gonna",      "want",     "wants",  "need",       "aim",    "try",      "trying",
    "commit",     "promise",  "and",          "then",       "also",     "always", "never",      "not",    "don't",    "won't",
    "actively",   "really",   "simply",       "just",       "please",   "my",     "commitment", "goal",   "is",       "that",
    "keep",       "continue", "remember",     "make-sure",  "but",      "or",     "instead",    "today",  "tomorrow", "first",
    "explicitly", "clearly",  "consistently", "personally", "at-least", "only",   "more",       "less",   "up"};
constexpr std::string_view prepositions[] = {"in", "on",    "at",      "before", "after",   "during", "with", "for",
                                             "to", "from",  "by",      "when",   "until",   "per",    "into", "while",
                                             "as", "if",    "within",  "about",  "without", "of",     "once", "because",
                                             "so", "since", "through", "over",   "under",   "above",  "below"};

constexpr std::string_view outcome_nouns[] = {
    "meeting",    "deal",        "quota",    "target",    "revenue",     "pipeline", "number",  "rate",       "conversion",
    "attainment", "opportunity", "booking",  "arr",       "acv",         "mrr",      "demo",    "logo",       "renewal",
    "contract",   "sale",        "forecast", "customer",  "appointment", "percent",  "points",  "result",     "lead",
    "coverage",   "client",      "order",    "signature", "velocity",    "cycle",    "account", "commission", "growth",
    "upsell",     "opp",         "proposal", "trial",     "retention",   "churn",    "win"};
// Things counted about a rep's own conduct: more or fewer of them is something a rep does.
constexpr std::string_view conduct_nouns[] = {"talk",   "talking", "monologue", "silence", "pause",   "question", "interruption",
                                              "filler", "jargon",  "email",     "note",    "summary", "agenda",   "recap",
                                              "step",   "speed",   "slide",     "feature", "plan",    "list"};
constexpr std::string_view conversation_nouns[] = {"call", "conversation", "meeting", "demo", "discovery", "session", "one"};
constexpr std::string_view vague_nouns[] = {"effort",     "better",    "progress", "attitude",  "mindset",
                                            "confidence", "confident", "impact",   "difference"};

bool is_in(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// The word as the tables have it: "asking", "asks" and "asked" are "ask"; "meetings" is "meeting". The word itself where no form is known.
std::string base_form(std::string_view word, std::span<const std::string_view> table) {
  const auto known = [&](std::string_view form) { return is_in(table, form); };
  if (known(word)) return std::string(word);
  for (const std::string_view ending : {"ing", "ed", "es", "s", "d"}) {
    if (word.size() < ending.size() + 2 || !word.ends_with(ending)) continue;
    std::string stem(word.substr(0, word.size() - ending.size()));
    if (known(stem)) return stem;
    if (known(stem + "e")) return stem + "e";
    if (stem.ends_with("i") && known(stem.substr(0, stem.size() - 1) + "y")) return stem.substr(0, stem.size() - 1) + "y";
    if (stem.size() > 2 && stem[stem.size() - 1] == stem[stem.size() - 2] && known(stem.substr(0, stem.size() - 1))) {
      return stem.substr(0, stem.size() - 1);
    }
  }
  return {};
}

bool has_form_in(std::span<const std::string_view> table, std::string_view word) {
  return !base_form(word, table).empty();
}

bool is_amount(std::string_view word) {
  const bool has_digit = std::ranges::any_of(word, [](char letter) { return letter >= '0' && letter <= '9'; });
  const bool has_unit = word.find_first_of("%$") != std::string_view::npos || word.find("\u20ac") != std::string_view::npos ||
                        word.find("\u00a3") != std::string_view::npos || word.ends_with("k") || word.ends_with("m");
  return has_digit && has_unit;
}

/// Lower-case words; a comma, full stop, colon or dash stands as "," between them.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  std::string lower = lower_ascii(text);
  for (std::size_t at = lower.find("\u2019"); at != std::string::npos; at = lower.find("\u2019")) lower.replace(at, 3, "'");
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char letter = lower[i];
    const bool is_between_digits =
        i > 0 && i + 1 < lower.size() && lower[i - 1] >= '0' && lower[i - 1] <= '9' && lower[i + 1] >= '0' && lower[i + 1] <= '9';
    if (std::string_view(" \t\r\n\"()!?*").find(letter) != std::string_view::npos) {
      finish();
    } else if (std::string_view(",.;:").find(letter) != std::string_view::npos && !is_between_digits) {
      finish();
      words.emplace_back(",");
    } else {
      word += letter;
    }
  }
  finish();
  return words;
}

/// The words a verb is done to: from behind the verb and its particle ("bring in") to the next preposition or comma.
std::span<const std::string> object_of(std::span<const std::string> words, std::size_t verb) {
  std::size_t begin = verb + 1;
  if (begin < words.size() && (words[begin] == "in" || words[begin] == "up")) ++begin;
  std::size_t end = begin;
  while (end < words.size() && words[end] != "," && !is_in(prepositions, words[end])) ++end;
  return words.subspan(begin, end - begin);
}

bool any_of(std::span<const std::string> words, std::span<const std::string_view> table) {
  return std::ranges::any_of(words, [&](const std::string& word) { return has_form_in(table, word); });
}

bool names_outcome(std::span<const std::string> words) {
  return any_of(words, outcome_nouns) || std::ranges::any_of(words, is_amount);
}

/// "... by asking for a referral": the way to a result is named.
bool names_the_way(std::span<const std::string> words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "by" && words[i + 1].ends_with("ing") && has_form_in(acts, words[i + 1])) return true;
  }
  return false;
}

HintKind kind_by_object(std::string_view verb, std::span<const std::string> object, std::span<const std::string> rest) {
  if (any_of(rest, vague_nouns)) return HintKind::unclear;
  if (any_of(object, conduct_nouns)) return HintKind::behaviour;
  if (verb == "end" && any_of(object, conversation_nouns)) return HintKind::behaviour;
  if (names_outcome(object)) return HintKind::outcome;
  const bool is_about_amounts =
      verb == "increase" || verb == "reduce" || verb == "lower" || verb == "cut" || verb == "reach" || verb == "lift" || verb == "shorten";
  if (is_about_amounts) return names_outcome(rest) ? HintKind::outcome : HintKind::unclear;
  if (verb == "get" || object.empty()) return HintKind::unclear;
  return HintKind::behaviour;
}

/// A word can be the rep's verb at the start, behind a comma or a word one looks through; as "-ing" also behind a preposition.
bool can_be_verb(std::span<const std::string> words, std::size_t i) {
  if (i == 0) return true;
  const std::string& before = words[i - 1];
  if (before == "," || is_in(fillers, before) || is_in(beginnings, before)) return true;
  return words[i].ends_with("ing") && is_in(prepositions, before);
}

HintKind kind_of(std::span<const std::string> words) {
  bool has_beginning = false;
  bool has_inner = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!can_be_verb(words, i)) continue;
    const std::string& word = words[i];
    const auto rest = words.subspan(i + 1);
    const auto object = object_of(words, i);
    if (word == "reach" && i + 1 < words.size() && words[i + 1] == "out") return HintKind::behaviour;
    if (word == "closing" || word == "close") {
      const bool is_a_way_to_end = any_of(object, conversation_nouns) && !any_of(object, std::array<std::string_view, 1>{"deal"});
      if (is_a_way_to_end && std::ranges::find(rest, "with") != rest.end()) return HintKind::behaviour;
    }
    if (has_form_in(results, word)) return names_the_way(rest) ? HintKind::behaviour : HintKind::outcome;
    if (const std::string light = base_form(word, lights); !light.empty()) {
      const HintKind kind = kind_by_object(light, object, rest);
      return kind == HintKind::outcome && names_the_way(rest) ? HintKind::behaviour : kind;
    }
    if (has_form_in(acts, word)) return HintKind::behaviour;
    if (has_form_in(inner, word)) has_inner = true;
    if (is_in(beginnings, word)) has_beginning = true;
  }
  if (names_the_way(words)) return HintKind::behaviour;
  if (has_beginning && !has_inner) return HintKind::behaviour;
  return names_outcome(words) && !any_of(words, conduct_nouns) ? HintKind::outcome : HintKind::unclear;
}

}  // namespace

Hint hint_for(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  const HintKind kind = kind_of(words);
  switch (kind) {
    case HintKind::behaviour:
      return {.kind = kind, .text = {}};
    case HintKind::outcome:
      return {.kind = kind, .text = std::string(outcome_hint)};
    case HintKind::unclear:
      break;
  }
  return {.kind = kind, .text = std::string(unclear_hint)};
}

}  // namespace backbeat::commitment
