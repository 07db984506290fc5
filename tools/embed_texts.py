#!/usr/bin/env python3
"""Writes a C++ file whose functions return the texts of files: embed_texts.py OUTPUT.cpp HEADER NAMESPACE function=path ..."""
import pathlib
import sys

PART = 8000  # characters in one literal; the compiler joins them


def literal(text: str) -> str:
    assert ')text"' not in text
    parts = [text[i : i + PART] for i in range(0, len(text), PART)] or [""]
    return "\n".join(f'R"text({part})text"' for part in parts)


def main() -> int:
    output, header, namespace = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    lines = ["// Written by tools/embed_texts.py.\n", f'#include "{header}"\n\n', f"namespace {namespace} {{\n"]
    for argument in sys.argv[4:]:
        function, path = argument.split("=", 1)
        text = pathlib.Path(path).read_text(encoding="utf-8")
        lines.append(f"\nstd::string_view {function}() {{\n  return {literal(text)};\n}}\n")
    lines.append(f"\n}}  // namespace {namespace}\n")
    output.write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
