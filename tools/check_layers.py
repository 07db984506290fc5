#!/usr/bin/env python3
"""Enforces the layer rule of the house, as tools/layers.toml draws it; prints one line per fault and exits 1 when there is any.

`--cmake` prints the module graph for the build instead; `--root DIR` checks another tree (the planted-fault tests do).
"""
import argparse
import pathlib
import re
import sys
import tomllib

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
CLOCK = re.compile(r"system_clock::now|\bstd::time\s*\(|\bgettimeofday\b|\bclock_gettime\b")
SUFFIX = re.compile(r"_(store|actions|api|job|file)(?:_[a-z]+)*$")
LONGEST = 600


class House:
    """The map and one source tree, with every fault found in it."""

    def __init__(self, root):
        self.root = root
        self.map = tomllib.loads((root / "tools/layers.toml").read_text())
        self.faults = []
        self.used = set()  # (feature, other feature)
        self.used_exceptions = set()

    def fault(self, where, text):
        self.faults.append(f"{where}: {text}")

    def role_of(self, path):
        """The layer a file belongs to: 'test', a library's own role, or what its suffix says."""
        stem = path.stem
        if stem.endswith("_test") or stem.endswith("_bench"):
            return "test"
        folder = path.relative_to(self.root / "src").parts[0]
        if folder in self.map["libraries"]:
            return folder
        if folder in self.map["roots"]:
            return "root"
        return self.layer_of(stem)

    @staticmethod
    def layer_of(stem):
        match = SUFFIX.search(stem)
        return match.group(1) if match else "domain"

    def third_party_of(self, header):
        """The name of the third party a header belongs to, '' for the standard library, None when nobody knows it."""
        for name, prefixes in self.map["third_party"].items():
            if any(header.startswith(prefix) for prefix in prefixes):
                return name
        return "" if re.fullmatch(r"[a-z_0-9]+", header) or header in ("stdint.h", "stddef.h") else None

    def is_excepted(self, where, header):
        line = self.map["exceptions"].get(str(where))
        if line and line.split(":")[0].strip() == header:
            self.used_exceptions.add(str(where))
            return True
        return False

    def check_third_party(self, where, role, header):
        party = self.third_party_of(header)
        if party is None:
            self.fault(where, f"includes <{header}>, which tools/layers.toml does not know")
        elif party and party not in self.map["roles"][role].get("third_party", []):
            self.fault(where, f"a {role} file includes <{header}> ({party})")
        elif not party and role == "domain" and header in self.map["no_io"]["headers"]:
            self.fault(where, f"a domain file includes <{header}>: no I/O, threads or chance in the domain")

    def check_ours(self, where, role, folder, header):
        rules = self.map["roles"][role]
        parts = header.split("/")
        if len(parts) == 1:
            if header == "precompiled.hpp":
                return
            self.fault(where, f'includes "{header}" without its folder')
            return
        other = parts[0]
        if other in self.map["libraries"]:
            if other not in rules.get("libraries", []):
                self.fault(where, f'a {role} file includes "{header}" ({other})')
            return
        if other not in self.map["features"]:
            self.fault(where, f'includes "{header}", which is in no library or feature')
            return
        layer = self.layer_of(pathlib.PurePath(header).stem)
        if other == folder:
            if layer not in rules.get("layers", []):
                self.fault(where, f'a {role} file includes "{header}", the {layer} layer')
            return
        if folder in self.map["libraries"]:
            self.fault(where, f'library {folder} includes "{header}" of feature {other}')
            return
        self.used.add((folder, other))
        if other not in self.map["features"][folder]:
            self.fault(where, f"uses feature {other}, which tools/layers.toml does not declare for {folder}")
        if layer not in rules.get("others", []):
            self.fault(where, f'a {role} file includes "{header}", another feature\'s {layer} layer')

    def check_file(self, path):
        where = path.relative_to(self.root)
        folder = where.parts[1]
        role = self.role_of(path)
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > LONGEST:
            self.fault(where, f"{text.count(chr(10))} lines; none may be above {LONGEST}")
        if role in ("test", "root"):
            return
        if folder != "base" and CLOCK.search(text):
            self.fault(where, "reads the system's clock; take a Clock")
        for bracket, header in INCLUDE.findall(text):
            if self.is_excepted(where, header):
                continue
            if bracket == "<":
                self.check_third_party(where, role, header)
            else:
                self.check_ours(where, role, folder, header)

    def check_graph(self):
        features = self.map["features"]
        for name, uses in features.items():
            for other in uses:
                if other not in features:
                    self.fault("tools/layers.toml", f"{name} uses {other}, which is no feature")
                elif (name, other) not in self.used:
                    self.fault("tools/layers.toml", f"{name} declares {other} and does not use it")
        done, doing = set(), []

        def visit(name):
            if name in doing:
                self.fault("tools/layers.toml", "cycle: " + " -> ".join(doing[doing.index(name):] + [name]))
                return
            if name in done or name not in features:
                return
            doing.append(name)
            for other in features[name]:
                visit(other)
            doing.pop()
            done.add(name)

        for name in features:
            visit(name)

    def check_folders(self):
        known = set(self.map["libraries"]) | set(self.map["features"]) | set(self.map["roots"])
        for entry in sorted((self.root / "src").iterdir()):
            if entry.is_dir() and entry.name not in known:
                self.fault(entry.relative_to(self.root), "is a folder that tools/layers.toml does not know")
        for entry in sorted(self.root.iterdir()):
            if entry.is_dir() and not entry.name.startswith(".") and entry.name not in self.map["folders"]["top"]:
                if entry.name not in ("node_modules", "demo-data"):
                    self.fault(entry.name, "is a top folder that tools/layers.toml does not know")
        features = self.root / "web/src/features"
        if features.is_dir():
            for entry in sorted(features.iterdir()):
                if entry.is_dir() and entry.name not in self.map["features"]:
                    self.fault(entry.relative_to(self.root), "is no feature of src/")

    def check(self):
        self.check_folders()
        for path in sorted((self.root / "src").rglob("*")):
            if path.suffix in (".hpp", ".cpp") and len(path.relative_to(self.root / "src").parts) > 1:
                if path.relative_to(self.root / "src").parts[0] in {**self.map["libraries"], **self.map["features"], **self.map["roots"]}:
                    self.check_file(path)
        self.check_graph()
        for file in self.map["exceptions"]:
            if file not in self.used_exceptions:
                self.fault("tools/layers.toml", f"the exception for {file} is not needed")
        return self.faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cmake", action="store_true")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    arguments = parser.parse_args()
    house = House(arguments.root)
    if arguments.cmake:
        for name, uses in house.map["libraries"].items():
            extra = [lib for lib in house.map["roles"][name]["libraries"] if lib != name]
            print(f"{name}:library:{','.join(extra)}")
        for name, uses in house.map["features"].items():
            print(f"{name}:feature:{','.join(uses)}")
        return 0
    faults = house.check()
    print("\n".join(faults) if faults else "layers: no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
