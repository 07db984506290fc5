#!/usr/bin/env python3
"""Writes the C++ file that carries db/migrations inside the program: embed_migrations.py FOLDER OUTPUT.cpp"""
import pathlib
import re
import sys

NAME = re.compile(r"^(\d{4})_[a-z0-9_]+(?:\.(sqlite|postgres))?\.sql$")


def main() -> int:
    folder, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    lines, seen = [], {}
    for path in sorted(folder.glob("*.sql")):
        match = NAME.match(path.name)
        if not match:
            print(f"{path}: expected NNNN_what.sql or NNNN_what.<engine>.sql", file=sys.stderr)
            return 1
        number, engine = int(match[1]), match[2]
        for other in seen.get(number, []):
            if engine is None or other is None or engine == other:
                print(f"{path}: number {number:04} is taken", file=sys.stderr)
                return 1
        seen.setdefault(number, []).append(engine)
        text = path.read_text(encoding="utf-8")
        assert ')sql"' not in text, path
        where = f"Engine::{engine}" if engine else "std::nullopt"
        lines.append(f'    {{{number}, "{path.name}", {where}, R"sql({text})sql"}},\n')
    output.write_text(
        "// Written by tools/embed_migrations.py from db/migrations.\n"
        '#include "sql/migrations.hpp"\n\n'
        "#include <array>\n\n"
        "namespace backbeat::sql {\n\n"
        f"static constexpr std::array<Migration, {len(lines)}> migrations = {{{{\n{''.join(lines)}}}}};\n\n"
        "std::span<const Migration> embedded_migrations() { return migrations; }\n\n"
        "}  // namespace backbeat::sql\n",
        encoding="utf-8",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
