#!/usr/bin/python3
"""Every parser under libFuzzer with ASan and UBSan, and how much of each the kept corpora reach.

    tests/prove/r12_fuzz.py [--program ignored] [--short] [--figures FILE] [--only http,json] [--cpu-seconds 600] [--keep] [--build build/fuzz]

Short: 10 seconds a target. Long: 600 CPU seconds a target. --keep writes what was learnt back to tests/fuzz/corpus, minimised. A finding is an input
that breaks a sanitizer, a property of the target, 25 seconds or 1 GiB; it is left in build/prove/fuzz/<target>. Call transcripts (VTT) have
no parser in the program yet, so no target.
"""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/prove/lib"), str(ROOT / "tests/fuzz")]
import seeds  # noqa: E402
from report import Report, arguments  # noqa: E402

CORPUS = ROOT / "tests/fuzz/corpus"
# The files whose lines the corpora are to reach; what else stands in them is not reached by a parser and said in the reason.
PARSERS = {
    "http": ["http/connection.cpp", "http/message.cpp"],
    "json": ["http/json_value.cpp", "http/read.cpp", "http/url.cpp", "http/router.cpp"],
    "roster": ["csv/read.cpp", "csv/table.cpp", "people/roster_file.cpp", "people/roster_file_mapping.cpp"],
    "crm": ["crm/crm_file.cpp", "crm/crm_file_record.cpp", "crm/crm_file_value.cpp", "crm/crm_file_mapping.cpp", "imports/mapping.cpp", "imports/written.cpp"],
    "playbook": ["playbook/playbook_file.cpp", "playbook/playbook_file_toml.cpp", "playbook/playbook_faults.cpp"],
    "cursor": ["http/cursor.cpp", "base/fields.cpp"],
    "headers": ["http/checks.cpp", "http/encoding.cpp"],
    "settings": ["server/settings.cpp"],
    "calendar": ["ical/lines.cpp", "ical/read.cpp", "ical/read_event.cpp", "ical/read_zones.cpp", "ical/rule.cpp", "ical/zones.cpp", "ical/expand.cpp",
                 "ical/write.cpp", "calendar/calendar_file.cpp"],
    "circles": ["circle/circle_file.cpp", "circle/circle_file_text.cpp", "circle/equipartition_file.cpp"],
    "calls": ["calls/calls_file.cpp", "calls/calls_file_mapping.cpp"],
}
LONGEST = {"playbook": 32768, "calendar": 8192, "crm": 8192, "roster": 8192, "calls": 8192, "circles": 8192}
# Files with lines that no input is meant to reach, and which these are.
BESIDE = {"http/router.cpp": "what is left refuses a route that its developer declares wrongly, before the program serves"}
GOAL = 90.0
LONGEST_KEPT = 4096


def build(folder, targets):
    quiet = {"stdout": subprocess.DEVNULL, "cwd": ROOT, "check": True}
    subprocess.run(["cmake", "--preset", "fuzz", "-B", folder], **quiet)
    subprocess.run(["ninja", "-C", folder, *(f"fuzz_{target}" for target in targets)], **quiet)


def environment(profile):
    return {**os.environ, "LLVM_PROFILE_FILE": str(profile), "ASAN_OPTIONS": "abort_on_error=1:detect_leaks=1:allocator_may_return_null=1",
            "UBSAN_OPTIONS": "print_stacktrace=1"}


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Target:
    def __init__(self, name, folder, work):
        self.name, self.program = name, folder / f"bin/fuzz_{name}"
        self.work = work / name
        self.learnt, self.begun = self.work / "learnt", self.work / "seeds"
        for place in (self.learnt, self.begun):
            place.mkdir(parents=True, exist_ok=True)
        for path in self.findings():  # of an earlier run: tried again with the rest
            path.rename(self.learnt / path.name)
        for number, seed in enumerate(seeds.TARGETS[name]()):
            (self.begun / f"{number:03}").write_bytes(seed)
        self.kept = CORPUS / name
        self.dictionary = self.work / "words.dict"
        self.dictionary.write_text("".join(f'"{word}"\n' for word in seeds.words(name)))

    def findings(self):
        return [path for path in self.work.iterdir() if path.name.split("-")[0] in ("crash", "leak", "timeout", "oom")]

    def places(self):
        return [place for place in (self.learnt, self.begun, self.kept) if place.is_dir()]

    def run(self, *options, places=(), profile=os.devnull):
        return subprocess.run([self.program, *options, *places], env=environment(profile), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.work, check=False)

    def fuzz(self, seconds, log):
        """For that much CPU time; the inputs that broke something, and how many were tried."""
        used, tried, faults = 0.0, 0, []
        while used < seconds and not faults:
            before = cpu_seconds()
            left = max(2, min(60, int(seconds - used) + 1))
            done = self.run(f"-max_total_time={left}", f"-max_len={LONGEST.get(self.name, 4096)}", f"-dict={self.dictionary}", f"-artifact_prefix={self.work}/",
                            "-timeout=25", "-rss_limit_mb=1024", "-print_final_stats=1", "-use_value_profile=1", places=self.places())
            used += cpu_seconds() - before
            text = done.stdout.decode("utf-8", "replace")
            log.write(text)
            tried += sum(int(line.split()[-1]) for line in text.splitlines() if line.startswith("stat::number_of_executed_units"))
            faults = self.findings()
            if done.returncode != 0 and not faults:
                faults = [f"ended with {done.returncode}: {text[-400:]}"]
            if faults:
                print(text[-3000:])
        return used, tried, faults

    def keep(self):
        """The smallest set that reaches the same code becomes the corpus of the project."""
        fresh = self.work / "kept"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        self.run("-set_cover_merge=1", "-use_counters=0", f"-max_len={LONGEST.get(self.name, 4096)}", places=[fresh, *self.places()])
        for path in fresh.iterdir():
            if path.stat().st_size > LONGEST_KEPT:  # a whole file with one thing changed; seeds.py makes such
                path.unlink()
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(fresh, self.kept)
        return len(list(self.kept.iterdir())), sum(path.stat().st_size for path in self.kept.iterdir())

    def profile(self):
        """What the kept corpus and the seeds reach, as a profile; this is also the replay of everything that was ever found."""
        raw = self.work / "corpus.profraw"
        places = [place for place in (self.kept, self.begun) if place.is_dir()]
        done = self.run("-runs=0", places=places, profile=raw)
        return raw, done.returncode


def coverage(targets, raws, work):
    merged = work / "all.profdata"
    subprocess.run(["llvm-profdata-19", "merge", "-sparse", "-o", merged, *raws], check=True)
    programs = [str(target.program) for target in targets]
    more = [part for program in programs[1:] for part in ("-object", program)]
    out = subprocess.run(["llvm-cov-19", "export", "-summary-only", f"-instr-profile={merged}", programs[0], *more], check=True, capture_output=True, text=True).stdout
    return {file["filename"].rpartition("src/")[2]: file["summary"]["lines"] for file in json.loads(out)["data"][0]["files"]}


def main():
    parser = arguments(__doc__)
    parser.add_argument("--only", default=",".join(seeds.TARGETS))
    parser.add_argument("--cpu-seconds", type=float)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/fuzz")
    parser.add_argument("--built", action="store_true", help="take the targets as they are, without building")
    next(action for action in parser._actions if action.dest == "program").required = False
    given = parser.parse_args()
    report = Report("R12", given)
    names = given.only.split(",")
    seconds = given.cpu_seconds or (10 if given.short else 600)
    folder, work = given.build.resolve(), ROOT / "build/prove/fuzz"
    if not given.built:
        build(folder, names)
    targets = [Target(name, folder, work) for name in names]
    raws = []
    for target in targets:
        began = time.monotonic()
        with open(target.work / "fuzz.log", "a", encoding="utf-8") as log:
            used, tried, faults = target.fuzz(seconds, log)
        report.figure(f"{target.name}: findings", f"0 in {seconds:.0f} CPU s", f"{len(faults)} in {used:.0f} CPU s ({tried:,} inputs, {time.monotonic() - began:.0f} s by the clock)", not faults,
                      "; ".join(map(str, faults)))
        if given.keep:
            report.check(f"{target.name}: corpus kept", True, "{} inputs, {:,} bytes".format(*target.keep()))
        raw, code = target.profile()
        report.check(f"{target.name}: the kept corpus passes", code == 0, code)
        raws.append(raw)
    lines = coverage(targets, raws, work)
    for target in targets:
        for file in PARSERS[target.name]:
            found = lines.get(file)
            if found is None:
                report.check(f"{file} is among the parsers that were built", False)
                continue
            report.figure(f"{target.name}: lines of src/{file} that the corpus reaches", f">= {GOAL:.0f} %", f"{found['percent']:.1f} % of {found['count']}", found["percent"] >= GOAL,
                          BESIDE.get(file, ""))
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
