#!/usr/bin/python3
"""Files that mean harm, or are merely enormous: nothing runs on export, nothing is half-applied, and memory stays what it was.

    tests/prove/s7_files.py --program build/release/bin/backbeat [--short] [--figures FILE]

Every file goes in by the front door: the command line or an upload. The large one has as many bytes as the bar says (--short: a tenth); it is imported at the command
line, where nothing limits a file, and its process is watched: resident memory and time.
"""
import csv
import http.client
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/prove/lib"), str(ROOT / "tests/testing")]
from installation import Seed  # noqa: E402
from report import Report, arguments  # noqa: E402

NOW = "2027-03-01T08:00:00Z"
HEADER = "opportunity,name,account,email,stage,amount,opened,closes\n"
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")", "-2+3+cmd|' /C calc'!A0", "+\tx"]
MOST_MIB = 256  # what an import of any size may hold in memory


def watched(house, *command, timeout=1800):
    """The program at the command line: exit code, output, seconds, and the most memory it held (MiB)."""
    script = "import resource, subprocess, sys; c = subprocess.run(sys.argv[1:]).returncode; " \
             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(c)"
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script, str(house.program), *command], env=house.environment, capture_output=True,
                          timeout=timeout, check=False)
    *_, rss = done.stderr.decode(errors="replace").strip().rsplit("\n", 1)
    said = done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
    return done.returncode, said, time.monotonic() - begin, int(rss) / 1024


def formulas(house, report):
    rows = "".join(f'"{text.replace(chr(34), chr(34) * 2)}",boss{i}@northwind.example,sales_manager,,2026-01-05\n' for i, text in enumerate(FORMULAS))
    rows += "".join(f"Rep {i},rep{i}@northwind.example,ae,boss{i}@northwind.example,2026-01-05\n" for i in range(len(FORMULAS)))
    reply = house.request("rita", "POST", "/api/imports/roster?effective_on=2026-01-05", ("name,email,job_role,manager_email,hire_date\n" + rows).encode())
    report.check("people whose names are formulas are imported as they are called", reply.status == 200 and reply.json["added"] == 2 * len(FORMULAS), reply.status)
    paths = [path for path, item in json.loads(house.send("GET", "/api/openapi.json").text)["paths"].items()
             if "text/csv" in json.dumps(item.get("get", {}).get("responses", {}))]
    report.check("the document names its CSV exports", len(paths) > 0, ", ".join(paths))
    cells = dangerous = named = 0
    for path in paths:
        answer = house.request("xavi", "GET", path)
        for row in csv.reader(io.StringIO(answer.text)):
            for cell in row:
                cells += 1
                named += any(text[1:] in cell for text in FORMULAS)
                is_number = cell.lstrip("-").replace(".", "", 1).isdigit()
                dangerous += cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number
    report.figure("cells of all CSV exports that a spreadsheet would run", "0, with formulas among the names", f"{dangerous} of {cells}, {named} with a formula's text",
                  dangerous == 0 and named >= len(FORMULAS))


def encodings(house, report):
    def send(body, kind="opportunities"):
        return house.request("rita", "POST", f"/api/imports/{kind}", body)

    row = "E{},Ño é,Acme,bo@northwind.example,Proposal,10,2026-01-05,\n"
    before = house.request("rita", "GET", "/api/crm/totals?by=agent").json["total"]
    for name, body, expected in [
            ("UTF-16 with its mark", (HEADER + row.format(1)).encode("utf-16"), 422),
            ("UTF-16 without one", (HEADER + row.format(2)).encode("utf-16-le"), 422),
            ("a zero byte in a text", (HEADER + row.format(3)).replace("Acme", "Ac\0me").encode(), 422),
            ("a quote that is never closed", (HEADER + '"' + row.format(4)).encode(), 422),
            ("a quote inside a field", (HEADER + row.format(5).replace("Acme", 'Ac"me')).encode(), 422),
            ("an empty file", b"", 422),
            ("a header alone with a column twice", b"opportunity,opportunity\n", 422),
            ("a mark in the middle of nowhere and no header", b"\xef\xbb\xbf", 422),
            ("bytes of no file at all", bytes(range(256)) * 40, 422)]:
        reply = send(body)
        report.check(f"{name} is refused with a reason", reply.status == expected and "expected" in reply.text.lower(), f"{reply.status}")
    after = house.request("rita", "GET", "/api/crm/totals?by=agent").json["total"]
    report.check("nothing of the refused files was applied", before == after)
    latin = send((HEADER + row.format(6)).encode("latin-1"))
    report.check("windows-1252 is read, with a note", latin.status == 200 and latin.json["added"] == 1 and "windows-1252" in latin.text)
    marked = send(b"\xef\xbb\xbf" + (HEADER + row.format(6)).encode())
    report.check("the same deal in UTF-8 with a mark is the same deal", marked.status == 200 and marked.json["unchanged"] == 1, marked.text[:120])
    bad = send((HEADER + row.format(7) + "E8,x,y\n" + row.format(9).replace("2026-01-05", "05/01/2026") + row.format(7)).encode()).json
    told = [(one["row"], one.get("column")) for one in bad["rejected"]]
    report.figure("rejected rows told with row and column", "3 of 3", f"{told}", told == [(3, None), (4, "opened"), (5, "opportunity")] and bad["added"] == 1)


def shapes(house, report, folder):
    wide = folder / "wide.csv"
    wide.write_text(",".join(f"c{i}" for i in range(10_000)) + "\n" + ",".join("x" * 10 for _ in range(10_000)) + "\n")
    code, said, seconds, mib = watched(house, "import", "crm", str(wide))
    report.figure("10,000 columns", f"refused in words, <= {MOST_MIB} MiB, <= 5 s", f"exit {code}, {mib:.0f} MiB, {seconds:.1f} s",
                  code in (1, 3) and "columns" in said and mib <= MOST_MIB and seconds <= 5)
    long = folder / "long.csv"
    long.write_text(HEADER + "A,\"" + "x" * (64 << 20) + "\"\n")
    code, said, seconds, mib = watched(house, "import", "crm", str(long))
    report.figure("one field of 64 MiB", f"refused in words, <= {MOST_MIB} MiB", f"exit {code}, {mib:.0f} MiB, {seconds:.1f} s",
                  code in (1, 3) and "Line 2" in said and mib <= MOST_MIB)


def compressed(house, report):
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(1024)) + bomb.flush()
    for path, kind in (("/api/imports/opportunities", "text/csv"), ("/api/unmatched/match", "application/json")):
        for encoding in ("gzip", "br", "deflate", "zstd"):
            reply = house.request("rita", "POST", path, body, {"Content-Type": kind, "Content-Encoding": encoding})
            # 413 where even the compressed body is longer than the route takes.
            report.check(f"{len(body) >> 10} KiB of {encoding} that would be 1 GiB, to {path}", reply.status in (413, 415), reply.status)
    connection = http.client.HTTPConnection(*house.address, timeout=20)
    connection.putrequest("POST", "/api/imports/opportunities")
    for name, value in (("Cookie", house.cookie("rita")), ("Content-Type", "text/csv"), ("Content-Length", str(1 << 30))):
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    report.figure("an upload that says it has 1 GiB", "413 before a byte of it", status, status == 413)


def calendars(house, report):
    """Rules with more meetings than anybody can hold, in files of a few lines and of the most that is taken."""
    def event(number, rule):
        return f"BEGIN:VEVENT\r\nUID:e{number}\r\nDTSTAMP:20270101T000000Z\r\nDTSTART:20260301T080000Z\r\nDURATION:PT1M\r\nSUMMARY:Many\r\n{rule}\r\nEND:VEVENT\r\n"

    def file(*events):
        return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()

    every_minute = "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60)))
    dates = "RDATE:" + ",".join(f"2027{1 + n % 12:02}{1 + n // 12 % 28:02}T{n // 336 % 24:02}{n // 8064 % 60:02}00Z" for n in range(120_000))
    slowest, answers = 0.0, []
    before = memory_of(house)
    for name, body in [("a million seconds", file(event(1, "RRULE:FREQ=SECONDLY;COUNT=1000000"))), ("every minute of every day", file(event(1, every_minute))),
                       ("two thousand of these", file(*(event(n, every_minute) for n in range(2000)))),
                       ("a day that never comes, two thousand times", file(*(event(n, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30") for n in range(2000)))),
                       ("120,000 single dates", file(event(1, dates)))]:
        begin = time.monotonic()
        reply = house.request("bo", "POST", "/api/calendars", body, {"Content-Type": "text/calendar"})
        took = time.monotonic() - begin
        shown = house.request("bo", "GET", "/api/calendars")
        slowest = max(slowest, took, time.monotonic() - begin - took)
        answers.append(reply.status)
        report.check(f"a calendar of {name} is taken with what was left out, or refused in words", reply.status in (200, 201, 413, 422) and shown.status == 200 and is_told(reply),
                     f"{reply.status} {took:.1f} s: {reply.text[:160]}")
    grown = memory_of(house) - before
    report.figure("calendars of a million meetings: memory of the server", f"<= {MOST_MIB} MiB more", f"{grown:.0f} MiB more", grown <= MOST_MIB)
    report.timed("the same, the slowest answer", "<= 10 s", f"{slowest:.1f} s", slowest <= 10)


def is_told(reply):
    return reply.status in (413, 422) or "too many" in reply.text.lower() or "left out" in reply.text.lower() or "trouble" in reply.text.lower()


def memory_of(house):
    """The most the server has taken so far, MiB."""
    status = pathlib.Path(f"/proc/{house.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def write_large(path, size):
    with open(path, "w") as out:
        out.write(HEADER)
        row = 0
        while out.tell() < size:
            lines = []
            for _ in range(20_000):
                row += 1
                lines.append(f"006{row:015d},Renewal and expansion of the {row % 977} seats contract,Customer {row % 5000},bo@northwind.example,"
                             f"{'Won' if row % 3 else 'Proposal'},{row % 90000}.50,2025-0{row % 9 + 1}-1{row % 9},2026-0{row % 9 + 1}-1{row % 9}\n")
            out.write("".join(lines))
    return row


def large(house, report, folder, size, name):
    path = folder / "large.csv"
    rows = write_large(path, size)
    code, said, seconds, mib = watched(house, "import", "crm", str(path), "--json")
    answer = json.loads(said[:said.rindex("}") + 1])["items"][0] if code == 0 else {}
    report.figure(f"a CSV of {name}, {rows:,} deals: memory", f"<= {MOST_MIB} MiB", f"{mib:.0f} MiB, {seconds:.0f} s", mib <= MOST_MIB and answer.get("added") == rows)
    with open(path, "a") as out:
        out.write('broken,"never closed')
    connection_before = house.command("import", "mappings", "--json")
    code, said, seconds, _ = watched(house, "import", "crm", str(path))
    report.check("the same with its last line broken is refused as a whole, with the line", code == 3 and f"Line {rows + 2}" in said, f"exit {code}, {seconds:.0f} s")
    with open(path, "r+b") as out:
        out.truncate(path.stat().st_size - len('broken,"never closed'))
    report.check("the command line still answers", connection_before == house.command("import", "mappings", "--json"))
    code, said, seconds, mib = watched(house, "import", "crm", str(path), "--json")
    again = json.loads(said[:said.rindex("}") + 1])["items"][0] if code == 0 else {}
    report.figure("the same file again changes nothing", f"{rows:,} unchanged", f"{again.get('unchanged'):,} unchanged, {again.get('added')} added, {mib:.0f} MiB, {seconds:.0f} s",
                  again.get("unchanged") == rows and again.get("added") == 0 and mib <= MOST_MIB)


def main():
    given = arguments(__doc__).parse_args()
    report = Report("S7", given)
    with Seed(given.program, "sqlite") as seed, tempfile.TemporaryDirectory(dir=ROOT / "build") as scratch:
        house = seed.installation(NOW)
        folder = pathlib.Path(scratch)
        with house:
            formulas(house, report)
            encodings(house, report)
            compressed(house, report)
            calendars(house, report)
        shapes(house, report, folder)
        size = (100 << 20) if given.short else (1 << 30)
        large(house, report, folder, size, "100 MiB" if given.short else "1 GiB")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
