#!/usr/bin/env python3
"""The command line as its users meet it: every command's words, exit codes, JSON, completion and manual page, on the real program.
usage: run.py [--program build/dev/bin/backbeat] [--on sqlite|postgres] [--only PART OF A NAME]"""
import argparse
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import sys
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from testing import circles  # noqa: E402
from testing.installation import ROOT, Seed  # noqa: E402

NOW = "2027-03-01T09:00:00Z"
FACTS = []
# Commands that serve or build until somebody stops them, or say what other files say: their JSON is not asked for here.
NO_JSON = {"serve", "demo", "simulate", "completion", "manual", "openapi", "playbook default", "config dump"}


def fact(function):
    FACTS.append(function)
    return function


class Shell:
    """The program on a fresh copy of Northwind."""

    def __init__(self, installation):
        self.installation, self.folder = installation, installation.folder
        self.is_postgres = bool(installation.environment["BACKBEAT_DATABASE"])

    def __call__(self, *words, text=None, environment=None, timeout=120):
        return subprocess.run([self.installation.program, *map(str, words)], env={**self.installation.environment, **(environment or {})}, input=text,
                              capture_output=True, text=True, timeout=timeout, check=False)

    def json(self, *words, code=0, text=None):
        done = self(*words, "--json", text=text)
        assert done.returncode == code, f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}"
        said = done.stdout if code == 0 or done.stdout.strip() else done.stderr
        return json.loads(said)

    def file(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


def ended(done, code, *says):
    both = done.stdout + done.stderr
    assert done.returncode == code, f"ended with {done.returncode}, not {code}: {both}"
    for words in says:
        assert words in both, f"does not say {words!r}: {both}"
    return done


def words_of_commands(shell, path=()):
    """Every command as --help tells it, a list of words each."""
    said = ended(shell(*path, "--help"), 0).stdout
    listed = re.findall(r"^  ([a-z][a-z-]*)\s", said.partition("Subcommands:")[2], re.MULTILINE)
    return [command for name in listed for command in words_of_commands(shell, (*path, name))] if listed else [path]


# --- words ---


@fact
def no_words_at_all_is_wrong_usage(shell):
    ended(shell(), 2, "subcommand is required")


@fact
def an_unknown_command_is_wrong_usage(shell):
    ended(shell("dance"), 2)


@fact
def an_unknown_option_is_wrong_usage(shell):
    ended(shell("owed", "--colour"), 2, "--colour")


@fact
def a_missing_argument_is_wrong_usage_and_named(shell):
    ended(shell("import", "roster"), 2, "file")
    ended(shell("user", "add", "new@northwind.example"), 2, "role")


@fact
def every_command_explains_itself(shell):
    found = words_of_commands(shell)
    assert len(found) > 30, found
    for words in found:
        said = ended(shell(*words, "--help"), 0).stdout
        assert "Usage:" in said and "--json" in said, f"{words}: {said}"


@fact
def the_manual_page_has_every_command_and_is_clean_roff(shell):
    page = ended(shell("manual"), 0).stdout
    plain = page.replace("\\-", "-")
    for words in words_of_commands(shell):
        assert " ".join(words) in plain, f"the manual page lacks {words}"
    if shutil.which("groff"):
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z"], input=page, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and not done.stderr, done.stderr


@fact
def completion_in_a_real_bash_finishes_commands_and_options(shell):
    script = shell.file("completion.bash", ended(shell("completion"), 0).stdout)
    tried = (("backbeat ", "import"), ("backbeat imp", "import"), ("backbeat user ", "deactivate"), ("backbeat owed --as", "--as-of"), ("backbeat playbook pre", "preview"))
    for line, expected in tried:
        words = line.split(" ")
        asked = (f"source {script}; f=$(complete -p backbeat | sed 's/.*-F \\([^ ]*\\).*/\\1/'); COMP_WORDS=({' '.join(words[:-1])} '{words[-1]}'); "
                 f"COMP_CWORD={len(words) - 1}; COMP_LINE='{line}'; COMP_POINT={len(line)}; $f backbeat '{words[-1]}' '{words[-2]}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        said = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True).stdout.split()
        assert expected in said, f"{line!r} offers {said}"


# --- answers ---


@fact
def json_is_json_for_every_command_that_answers(shell):
    shell.file("roster.csv", "name,email,employee_id\nNew Face,new@northwind.example,N90\n")
    shell.file("playbook.toml", ended(shell("playbook", "default"), 0).stdout)
    given = {("import", "roster"): [shell.folder / "roster.csv", "--preview"], ("import", "holidays"): [ROOT / "tests/fixtures/northwind/holidays.csv", "--preview"],
             ("playbook", "check"): [shell.folder / "playbook.toml"], ("playbook", "diff"): [shell.folder / "playbook.toml"],
             ("user", "roles"): ["ana@northwind.example", "--role", "rep"], ("user", "add"): ["new@northwind.example", "--role", "rep"],
             ("user", "link"): ["bo@northwind.example"], ("user", "deactivate"): ["dan@northwind.example"], ("user", "activate"): ["dan@northwind.example"],
             ("user", "password"): ["cleo@northwind.example"], ("audit", "log"): ["--stream", "person"], ("backup",): [shell.folder / "kept.db"],
             ("restore",): ["--verify", shell.folder / "kept.db"], ("circles", "schedule"): ["--groups", "5", "--size", "4", "--periods", "5", "--out", shell.folder / "schedule.txt"], ("healthcheck",): ["--address", "%s:%d" % shell.installation.address]}
    ended(shell("import", "roster", shell.folder / "roster.csv"), 0)
    on_sqlite_only = {("backup",), ("restore",)}
    asked = 0
    for words in words_of_commands(shell):
        if " ".join(words) in NO_JSON or words[0] in ("init",) or (shell.is_postgres and words in on_sqlite_only):
            continue
        if words not in given and not re.match(r"Usage: \S+ [^\n]*\[OPTIONS\]\s*$", ended(shell(*words, "--help"), 0).stdout.split("\n\n")[0].splitlines()[-1]):
            continue  # it needs something that another fact gives it
        done = shell(*words, *given.get(words, []), "--json", text="a long enough password")
        assert done.returncode in (0, 1, 3), f"{words} ended with {done.returncode}: {done.stderr}"
        json.loads(done.stdout or done.stderr)
        asked += 1
    assert asked >= 18, f"only {asked} commands were asked"


@fact
def a_broken_file_of_circles_is_refused_by_line_and_nothing_is_written(shell):
    shell.file("broken.json", '{"format": "backbeat.circles/1",\n "people": [\n  {"id": 7}\n ]}\n')
    refused = shell("circles", "solve", shell.folder / "broken.json", "--seconds", "0.2", "--out", shell.folder / "plan.json")
    assert refused.returncode == 3 and "3" in refused.stderr, (refused.returncode, refused.stderr)
    assert not (shell.folder / "plan.json").exists()
    missing = shell("circles", "solve", shell.folder / "nowhere.json", "--seconds", "0.2", "--out", shell.folder / "plan.json")
    assert missing.returncode != 0 and "nowhere.json" in missing.stderr, missing.stderr


@fact
def the_version_names_program_and_schema(shell):
    said = shell.json("version")
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", said["version"]), said


@fact
def owed_as_of_an_instant_says_what_was_known_then(shell):
    now, before = shell.json("owed"), shell.json("owed", "--as-of", "2026-06-01T00:00:00Z")
    assert now["items"] and before["items"] and now != before
    ended(shell("owed", "--as-of", "yesterday"), 3, "yesterday")
    ended(shell("owed", "--person", "nobody@northwind.example"), 1, "nobody@northwind.example")


@fact
def cadence_as_csv_has_a_record_for_each_manager_and_week(shell):
    lines = ended(shell("cadence", "--csv", "--weeks", "4"), 0).stdout.strip().splitlines()
    assert len(lines) > 4 and len({line.count(",") for line in lines}) == 1, lines[:3]
    ended(shell("cadence", "--weeks", "many"), 3, "many")


@fact
def capacity_says_what_a_quarter_asks_of_each_manager(shell):
    said = shell.json("capacity")
    assert said["managers"] and said["together"]["hours_low"] > 0, said
    assert abs(sum(kind["low"] for kind in said["together"]["by_kind"]) - said["together"]["hours_low"]) < 1e-6, said
    ended(shell("capacity"), 0, "asked in " + said["quarter"])
    ended(shell("capacity", "--quarter", "soon"), 3, "soon")


# --- refusals ---


@fact
def a_faulty_file_lists_every_fault_with_its_line(shell):
    broken = shell.file("broken.toml", ended(shell("playbook", "default"), 0).stdout.replace("minutes = 30", 'minutes = "half an hour"', 1))
    ended(shell("playbook", "check", broken), 3, "broken.toml:")
    said = shell("playbook", "check", broken).stdout
    assert re.search(r"broken\.toml:\d+:\d+", said) and "half an hour" in said, said
    faults = shell.json("playbook", "check", broken, code=3)
    assert faults["problems"][0]["line"] > 1, faults


@fact
def a_file_that_is_not_there_is_named(shell):
    for words in (("import", "roster", "/nowhere/roster.csv"), ("import", "crm", "/nowhere"), ("playbook", "check", "/nowhere/playbook.toml")):
        done = shell(*words)
        assert done.returncode in (1, 3, 4) and "/nowhere" in done.stderr, f"{words}: {done.returncode} {done.stderr}"


@fact
def a_second_organisation_is_refused(shell):
    ended(shell("init", "--name", "Another"), 1, "Northwind")


@fact
def a_user_nobody_knows_is_refused(shell):
    ended(shell("user", "add", "who@northwind.example", "--role", "rep"), 1, "who@northwind.example")
    ended(shell("user", "deactivate", "who@northwind.example"), 1, "who@northwind.example")
    ended(shell("user", "roles", "ana@northwind.example", "--role", "emperor"), 3, "emperor")


@fact
def a_short_password_is_refused_and_not_repeated(shell):
    done = shell("user", "password", "ana@northwind.example", text="short-one")
    assert done.returncode == 3 and "short-one" not in done.stdout + done.stderr, done.stderr


@fact
def a_database_that_cannot_be_reached_is_its_own_exit_code(shell):
    ended(shell("owed", "--database", "host=/nowhere dbname=backbeat connect_timeout=2"), 4, "/nowhere")


@fact
def a_data_folder_that_is_a_file_is_refused_with_its_name(shell):
    path = shell.file("not-a-folder", "text")
    done = shell("owed", "--data", path, environment={"BACKBEAT_DATABASE": ""})
    assert done.returncode in (1, 4) and "not-a-folder" in done.stderr, f"{done.returncode} {done.stderr}"


@fact
def a_server_that_is_not_there_is_not_healthy(shell):
    done = shell("healthcheck", "--address", "127.0.0.1:9")
    assert done.returncode not in (0, 2), done.returncode


@fact
def settings_are_checked_and_secrets_are_not_dumped(shell):
    ended(shell("config", "check"), 0)
    dumped = ended(shell("config", "dump", environment={"BACKBEAT_DATABASE": "host=db password=hunter2"}), 0).stdout
    assert "hunter2" not in dumped and "listen" in dumped, dumped
    ended(shell("config", "check", environment={"BACKBEAT_WORKERS": "plenty"}), 3, "plenty")


@fact
def an_import_with_faults_lists_the_rows_and_says_so(shell):
    path = shell.file("half.csv", "name,email,hire_date\nOk Person,ok@northwind.example,2026-01-05\nNo Date,nodate@northwind.example,the fifth\n")
    said = shell.json("import", "roster", path, "--preview", code=3)
    assert "the fifth" in json.dumps(said), said


@fact
def backup_restore_and_doctor_agree(shell):
    if shell.is_postgres:
        ended(shell("backup", shell.folder / "b.db"), 1, "pg_dump")
        return
    kept, place = shell.folder / "b.db", shell.folder / "elsewhere"
    ended(shell("backup", kept), 0)
    ended(shell("backup", kept), 1, "b.db")
    ended(shell("restore", "--verify", kept), 0)
    ended(shell("restore", kept, "--data", place), 0)
    ended(shell("restore", kept, "--data", place), 1)
    assert shell.json("user", "list")["items"] == json.loads(shell("user", "list", "--json", "--data", place).stdout)["items"]
    ended(shell("audit", "verify", "--data", place), 0)
    cut = shell.file("cut.db", kept.read_bytes()[:-4096])
    done = shell("restore", "--verify", cut)
    assert done.returncode in (1, 3) and "cut.db" in done.stderr, f"{done.returncode} {done.stderr}"


@fact
def the_key_file_is_in_no_backup_and_its_absence_is_said(shell):
    if shell.is_postgres:
        return
    people = [shell.installation.people[who] for who in ("ana", "bo", "cleo", "dan")]
    circles.publish(shell.installation, 4714, people, datetime.date(2027, 3, 1), 1, "16:00", NOW)
    hour = shell.installation.request("ana", "GET", "/api/my-circles").json["circles"][0]["next"]["id"]
    words = {"situation": "marmalade", "tried": "", "stuck": "", "ask": ""}
    assert shell.installation.request("ana", "PUT", f"/api/circle-meetings/{hour}/case-study", json.dumps(words)).status == 200
    kept, place, key = shell.folder / "sealed.db", shell.folder / "restored", shell.folder / "vault.key"
    ended(shell("backup", kept), 0, "vault.key", "apart from backups", "1 sealed")
    assert b"marmalade" not in kept.read_bytes() and key.read_bytes() not in kept.read_bytes()
    ended(shell("doctor"), 0, "1 circles sealed")
    done = ended(shell("restore", kept, "--data", place), 0)
    assert "LOOK" in done.stderr and "1 circles" in done.stderr and str(place / "vault.key") in done.stderr, done.stderr
    ended(shell("doctor", "--data", place), 1, "LOOK", "vault.key is missing")
    assert not (place / "vault.key").exists()
    shutil.copy2(key, place / "vault.key")
    assert "vault.key is missing" not in shell("doctor", "--data", place).stdout
    key.chmod(0o644)
    ended(shell("doctor"), 1, "others on this machine can read the key file")
    # Without it the server starts and says so; the circle's rooms are locked, everything else works.
    key.rename(shell.folder / "away.key")
    shell.installation.kill_and_start()
    assert "vault.key is missing" in (shell.folder / "stderr").read_text()
    reply = shell.installation.request("ana", "GET", f"/api/circle-meetings/{hour}")
    assert reply.status == 503 and reply.json["code"] == "vault_is_locked", reply.text
    assert shell.installation.request("ana", "GET", "/api/home").status == 200


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/dev/bin/backbeat")
    parser.add_argument("--on", choices=("sqlite", "postgres"), default="sqlite", help="postgres needs BACKBEAT_TEST_POSTGRES, see tools/with_postgres.sh")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    passed = failed = 0
    with Seed(arguments.program, arguments.on) as seed:
        for function in FACTS:
            name = function.__name__.replace("_", " ")
            if arguments.only not in name:
                continue
            try:
                with seed.installation(NOW) as installation:
                    function(Shell(installation))
                passed += 1
            except Exception:  # whatever went wrong is this fact's failure, and the others are still asked
                failed += 1
                print(f"FAILED {name}\n{traceback.format_exc(limit=-2)}")
    print(f"command line on {arguments.on}: {passed} facts hold, {failed} do not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
