#!/usr/bin/env python3
"""Programs that must not compile: each file of this folder holds pieces marked `// refused: <what the compiler says>` between
`#ifdef REFUSE_<n>` and `#endif`. Without any REFUSE_<n> the file must compile; with each one it must not, and for the reason given.

usage: run.py COMPILER [FLAG ...]
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PIECE = re.compile(r"^#ifdef (REFUSE_\w+)\n// refused: (.+)$", re.M)


def compile_(compiler, source, define=None):
    command = [*compiler, "-std=c++23", "-fsyntax-only", "-I", str(ROOT / "src"), "-include", str(ROOT / "src/precompiled.hpp")]
    if define:
        command.append(f"-D{define}")
    return subprocess.run([*command, str(source)], capture_output=True, text=True)


def main() -> int:
    compiler = sys.argv[1:] or ["c++"]
    faults = 0
    checked = 0
    for source in sorted(pathlib.Path(__file__).parent.glob("*.cpp")):
        clean = compile_(compiler, source)
        if clean.returncode != 0:
            print(f"{source.name}: does not compile even without what is refused\n{clean.stderr[:2000]}")
            faults += 1
            continue
        pieces = PIECE.findall(source.read_text())
        if not pieces:
            print(f"{source.name}: holds nothing that is refused")
            faults += 1
        for define, reason in pieces:
            checked += 1
            answer = compile_(compiler, source, define)
            if answer.returncode == 0:
                print(f"{source.name}: {define} compiles and must not")
                faults += 1
            elif reason not in answer.stderr:
                print(f"{source.name}: {define} is refused, but not because of: {reason}\n{answer.stderr[:1500]}")
                faults += 1
    print(f"{checked} programs that must not compile, {faults} faults")
    return 1 if faults or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
