#!/usr/bin/python3
"""The Debian package, from a built program: `make package` runs it. Ends with lintian; an error or a warning fails.

    packaging/build_package.py --program build/release/bin/backbeat --out build/package [--version 0.1.0]

Man page, completion and settings file come from the program itself, so that they cannot differ from it.
"""
import argparse
import datetime
import email.utils
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAINTAINER = "Backbeat project <maintainers@backbeat.example>"


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)


def said_by(program, *words, **environment):
    return run(program, *words, capture_output=True, text=True, env={"PATH": os.environ["PATH"], **environment}).stdout


def program_version(program):
    return json.loads(said_by(program, "version", "--json"))["version"]


def settings_file(program):
    """Every setting with its meaning, all commented out but where the data live: what is not set follows the program's defaults."""
    lines = ["# Settings of Backbeat. Each is shown with its default; take the # away to change it. `backbeat config check --config",
             "# /etc/backbeat/backbeat.toml` names faults, `systemctl restart backbeat` applies changes.", ""]
    for line in said_by(program, "config", "dump").splitlines():
        if line.startswith("data = "):
            line = 'data = "/var/lib/backbeat"'
        elif line and not line.startswith("#"):
            line = "#" + re.sub(r'"\(not set\)"$', '""', line)
        lines.append(line)
    return "\n".join(lines) + "\n"


def debian_changelog(version):
    """CHANGELOG.md in Debian's form; the newest entry carries the version that is built."""
    entries = re.findall(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)\n(.*?)(?=^## |\Z)", (ROOT / "CHANGELOG.md").read_text(), re.M | re.S)
    if not entries:
        raise SystemExit("CHANGELOG.md: expected `## VERSION (YYYY-MM-DD)`, found no such line")
    out = []
    for position, (number, day, text) in enumerate(entries):
        items = [" ".join(item.split()) for item in re.findall(r"^- (.*(?:\n  .*)*)", text, re.M)]
        at = email.utils.format_datetime(datetime.datetime.fromisoformat(day + "T12:00:00+00:00"))
        wrapped = "\n".join("  * " + "\n    ".join(wrap(item, 74)) for item in items)
        out.append(f"backbeat ({version if position == 0 else number}) bookworm; urgency=medium\n\n{wrapped}\n\n -- {MAINTAINER}  {at}\n")
    return "\n".join(out)


def wrap(text, width):
    import textwrap
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def licences_inside():
    """The web client in the binary holds libraries of others; their licences ask to travel with them."""
    lock = json.loads((ROOT / "web/package-lock.json").read_text())
    out = []
    for place, entry in sorted(lock["packages"].items()):
        folder = ROOT / "web" / place
        if not place or entry.get("dev") or not folder.is_dir():
            continue
        texts = [file for file in sorted(folder.iterdir()) if re.match(r"(?i)licen[cs]e", file.name) and file.is_file()]
        about = json.loads((folder / "package.json").read_text())
        out.append(f"{about['name']} {about['version']} ({about.get('license', 'see below')})\n")
        out.extend(file.read_text(errors="replace").strip() + "\n" for file in texts)
        out.append("-" * 78 + "\n")
    return "\n".join(out)


def stage(program, folder, version):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "packaging/debian", folder / "debian")
    files = folder / "stage"
    files.mkdir()
    shutil.copy2(program, files / "backbeat")
    (files / "backbeat.1").write_text(said_by(program, "manual"))
    (files / "completion").write_text(said_by(program, "completion"))
    (files / "backbeat.toml").write_text(settings_file(program))
    (files / "third-party-licences.txt").write_text(licences_inside())
    shutil.copy2(ROOT / "docs/operate.md", files / "operate.md")
    (folder / "debian/changelog").write_text(debian_changelog(version))


def build(program, out, version):
    """Builds and returns the package's path."""
    out.mkdir(parents=True, exist_ok=True)
    folder = out / f"backbeat-{version}"
    stage(program, folder, version)
    day = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    environment = {**os.environ, "DEB_BUILD_OPTIONS": "noautodbgsym", **({"SOURCE_DATE_EPOCH": day} if day else {})}
    run("dpkg-buildpackage", "--build=binary", "--no-sign", cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    architecture = run("dpkg", "--print-architecture", capture_output=True, text=True).stdout.strip()
    return out / f"backbeat_{version}_{architecture}.deb"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/release/bin/backbeat")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "build/package")
    parser.add_argument("--version", help="instead of the program's own; for tests of upgrades")
    given = parser.parse_args()
    package = build(given.program.resolve(), given.out.resolve(), given.version or program_version(given.program))
    print(f"{package} ({package.stat().st_size / 2**20:.1f} MiB)")
    print("Depends:", run("dpkg-deb", "-f", package, "Depends", capture_output=True, text=True).stdout.strip())
    checked = subprocess.run(["lintian", "--fail-on", "error,warning", "--info", str(package)], check=False)
    print("lintian: clean" if checked.returncode == 0 else "lintian: faults, above")
    return checked.returncode


if __name__ == "__main__":
    sys.exit(main())
