#!/usr/bin/env python3
"""clang-tidy over the program's sources (tests excepted), as .clang-tidy says. What passed is remembered by the hash of the file, of the headers of ours
it reaches, and of the configuration, so that a second run looks only at what changed.

usage: run_tidy.py [--build build/dev] [FILE...]"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "backbeat-tidy"
INCLUDE = re.compile(rb'^#include "([^"]+)"', re.MULTILINE)
# g++'s precompiled header is not clang's, and g++ has said its warnings already.
NOT_FOR_CLANG = re.compile(r" -Winvalid-pch -include \S+cmake_pch\.hxx| -fpch-preprocess| -W[\w=-]+| -fsanitize=\S+| -fno-sanitize\S+")


def reached(file, seen):
    """The file and every header of ours that it reaches."""
    if file in seen or not file.is_file():
        return seen
    seen.add(file)
    for name in INCLUDE.findall(file.read_bytes()):
        for folder in (ROOT / "src", ROOT, file.parent):
            if (folder / name.decode()).is_file():
                reached((folder / name.decode()).resolve(), seen)
                break
    return seen


def stamp(file):
    digest = hashlib.sha256((ROOT / ".clang-tidy").read_bytes())
    for part in sorted(reached(file, set())):
        digest.update(part.relative_to(ROOT).as_posix().encode() + b"\0" + part.read_bytes())
    return CACHE / digest.hexdigest()


def tidy(commands, file):
    mark = stamp(file)
    if mark.exists():
        return file, 0, ""
    done = subprocess.run(["clang-tidy-19", "-p", commands, "--quiet", "--extra-arg=-w", str(file)], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        mark.touch()
    return file, done.returncode, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/dev", help="the folder with compile_commands.json")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    database = json.loads((arguments.build / "compile_commands.json").read_text())
    wanted = {file.resolve() for file in arguments.files}
    chosen = []
    for entry in database:
        file = pathlib.Path(entry["file"]).resolve()
        if not file.is_relative_to(ROOT / "src") and not file.is_relative_to(ROOT / "sim"):
            continue
        if file.name.endswith("_test.cpp") or (wanted and file not in wanted):
            continue
        entry["command"] = NOT_FOR_CLANG.sub("", entry["command"]) + f" -include {ROOT}/src/precompiled.hpp"
        chosen.append(entry)
    files = sorted({pathlib.Path(entry["file"]).resolve() for entry in chosen})
    if not files:
        print("tidy: no file to look at", file=sys.stderr)
        return 1
    failed = 0
    with tempfile.TemporaryDirectory() as commands, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        (pathlib.Path(commands) / "compile_commands.json").write_text(json.dumps(chosen))
        for file, code, said in pool.map(lambda each: tidy(commands, each), files):
            if code != 0:
                failed += 1
                print(f"{file.relative_to(ROOT)}:\n{said}", flush=True)
    print(f"tidy: {len(files)} files, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
