#include "circle/circle_file_text.hpp"

#include "base/text.hpp"

namespace backbeat::circle {
namespace {

constexpr int deepest = 16;

class Parser {
 public:
  explicit Parser(std::string_view text) : m_text(text) {}

  Result<Node> whole() {
    if (!is_utf8(m_text)) return malformed(1, "file", "UTF-8 text", "other bytes");
    Node node = TRY(value(0));
    skip();
    if (m_at < m_text.size()) return wrong("the end of the file");
    return node;
  }

 private:
  void skip() {
    while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\t' || m_text[m_at] == '\r')) {
      if (m_text[m_at] == '\n') ++m_line;
      ++m_at;
    }
  }
  [[nodiscard]] bool is_next(char wanted) const { return m_at < m_text.size() && m_text[m_at] == wanted; }
  bool take(char wanted) {
    skip();
    if (!is_next(wanted)) return false;
    ++m_at;
    return true;
  }
  [[nodiscard]] std::unexpected<Error> wrong(std::string expected) const {
    if (m_at >= m_text.size()) return malformed(m_line, "file", std::move(expected), "the end of the file");
    std::string found = "\"";
    for (std::size_t i = m_at; i < m_text.size() && i < m_at + 12 && m_text[i] >= ' ' && m_text[i] < 0x7f; ++i) found += m_text[i];
    return malformed(m_line, "file", std::move(expected), found + "\"");
  }

  Result<Node> value(int depth) {
    skip();
    if (depth > deepest) return malformed(m_line, "file", "no more than 16 levels", "more");
    if (m_at >= m_text.size()) return wrong("a value");
    Node node;
    node.line = m_line;
    const char first = m_text[m_at];
    if (first == '{') return object(std::move(node), depth);
    if (first == '[') return list(std::move(node), depth);
    if (first == '"') {
      node.kind = Node::Kind::text;
      node.text = TRY(string());
      return node;
    }
    if (first == '-' || (first >= '0' && first <= '9')) return number(std::move(node));
    for (const auto& [word, kind, meaning] : {std::tuple("true", Node::Kind::boolean, 1), std::tuple("false", Node::Kind::boolean, 0),
                                              std::tuple("null", Node::Kind::null, 0)}) {
      if (!m_text.substr(m_at).starts_with(word)) continue;
      m_at += std::string_view(word).size();
      node.kind = kind;
      node.number = meaning;
      return node;
    }
    return wrong("a value");
  }

  Result<Node> number(Node node) {
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && std::string_view("+-.eE0123456789").find(m_text[m_at]) != std::string_view::npos) ++m_at;
    const std::string_view digits = m_text.substr(begin, m_at - begin);
    const auto found = whole_number(digits);
    if (!found) return malformed(m_line, "file", "a whole number", std::string(digits.substr(0, 40)));
    node.kind = Node::Kind::number;
    node.number = *found;
    return node;
  }

  Result<std::uint32_t> four_digits() {
    std::uint32_t code = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
      if (m_at >= m_text.size()) return wrong("four hexadecimal digits");
      const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(m_text[m_at] | 0x20));
      if (digit == std::string_view::npos) return wrong("four hexadecimal digits");
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return code;
  }

  static void append(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0U | (code >> 6U));
      put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
      put(0xE0U | (code >> 12U));
      put(0x80U | ((code >> 6U) & 0x3FU));
      put(0x80U | (code & 0x3FU));
    } else {
      put(0xF0U | (code >> 18U));
      put(0x80U | ((code >> 12U) & 0x3FU));
      put(0x80U | ((code >> 6U) & 0x3FU));
      put(0x80U | (code & 0x3FU));
    }
  }

  Result<Done> escape(std::string& out) {
    if (m_at >= m_text.size()) return wrong("an escape");
    const char letter = m_text[m_at++];
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (const std::size_t which = letters.find(letter); which != std::string_view::npos) {
      out += meanings[which];
      return Done{};
    }
    if (letter != 'u') return wrong("an escape");
    std::uint32_t code = TRY(four_digits());
    if (code >= 0xD800 && code < 0xDC00) {
      if (!m_text.substr(m_at).starts_with("\\u")) return wrong("the second half of a pair");
      m_at += 2;
      const std::uint32_t low = TRY(four_digits());
      if (low < 0xDC00 || low > 0xDFFF) return wrong("the second half of a pair");
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code <= 0xDFFF) {
      return wrong("the first half of a pair");
    }
    append(out, code);
    return Done{};
  }

  Result<std::string> string() {
    ++m_at;
    std::string out;
    while (true) {
      if (m_at >= m_text.size()) return wrong("the end of a text");
      const char letter = m_text[m_at];
      if (letter >= 0 && letter < ' ') return wrong("the end of a text");
      ++m_at;
      if (letter == '"') return out;
      if (letter == '\\')
        TRY(escape(out));
      else
        out += letter;
    }
  }

  Result<Node> list(Node node, int depth) {
    node.kind = Node::Kind::list;
    ++m_at;
    if (take(']')) return node;
    do {
      node.items.push_back(TRY(value(depth + 1)));
    } while (take(','));
    if (!take(']')) return wrong("\",\" or \"]\"");
    return node;
  }

  Result<Node> object(Node node, int depth) {
    node.kind = Node::Kind::object;
    ++m_at;
    if (take('}')) return node;
    do {
      skip();
      if (!is_next('"')) return wrong("a name in quotes");
      std::string name = TRY(string());
      if (node.names.size() >= 64) return malformed(m_line, "file", "no more than 64 names in one object", "more");
      if (std::ranges::find(node.names, name) != node.names.end()) return malformed(m_line, name, "each name once", "it again");
      if (!take(':')) return wrong("\":\"");
      node.names.push_back(std::move(name));
      node.items.push_back(TRY(value(depth + 1)));
    } while (take(','));
    if (!take('}')) return wrong("\",\" or \"}\"");
    return node;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  std::int64_t m_line = 1;
};

}  // namespace

const Node* Node::find(std::string_view name) const {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? nullptr : &items[static_cast<std::size_t>(found - names.begin())];
}

std::string Node::said() const {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return number != 0 ? "true" : "false";
    case Kind::number:
      return std::to_string(number);
    case Kind::text:
      return quoted(beginning_of(text, 60));
    case Kind::list:
      return "a list of " + std::to_string(items.size());
    case Kind::object:
      return "an object";
  }
  return {};
}

Result<Node> parse_tree(std::string_view text) {
  return Parser(text).whole();
}

std::string_view beginning_of(std::string_view text, std::size_t most) {
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

std::unexpected<Error> malformed(std::int64_t line, std::string field, std::string expected, std::string found) {
  Params params{{"line", std::to_string(line)}, {"field", field}, {"expected", std::move(expected)}, {"found", std::move(found)}};
  return refuse(errors::circles_malformed, std::move(field), std::move(params));
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      out += '\\';
      out += letter;
    } else if (letter >= 0 && letter < ' ') {
      constexpr std::string_view digits = "0123456789abcdef";
      out += "\\u00";
      out += digits[static_cast<std::size_t>(letter) / 16];
      out += digits[static_cast<std::size_t>(letter) % 16];
    } else {
      out += letter;
    }
  }
  return out + "\"";
}

}  // namespace backbeat::circle
