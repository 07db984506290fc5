"""What the fuzzer begins from, made of the project's own files: {target: [bytes, ...]}. The first bytes choose what a target does with the rest
(see the head of each *_fuzz.cpp)."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NORTHWIND = ROOT / "tests/fixtures/northwind"


def chosen(number, text):
    return bytes([number]) + (text if isinstance(text, bytes) else text.encode())


def csv(*records):
    return "".join(",".join(record) + "\n" for record in records)


def http():
    requests = ["GET /api/text HTTP/1.1\r\nHost: coach.example\r\n\r\n",
                "POST /api/text HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"text\":\"Ana\"}",
                "POST /api/text HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nIdempotency-Key: k\r\n\r\n"
                "e;x=y\r\n{\"text\":\"Ana\"}\r\n0\r\nTrailer: a\r\n\r\n",
                "PUT /api/text HTTP/1.1\r\nHost: h\r\nIf-Match: \"4\"\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"text\":\"Ana\"}",
                "HEAD http://coach.example/api/text?a=b%20c HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip, br;q=0.5\r\nConnection: close\r\n\r\n",
                "POST /api/sign-in HTTP/1.1\r\nHost: h\r\nOrigin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n\r\n",
                "POST /api/upload HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\nContent-Length: 4\r\n\r\na,b\n",
                "GET /healthz HTTP/1.0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS /api/text HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /api/events HTTP/1.1\r\nHost: h\r\nCookie: backbeat=abc; other=x\r\n\r\n", "GET /api/file HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer bb_x\r\n\r\n",
                "GET /api/openapi.json HTTP/1.1\r\nHost: h\r\n\r\n", "POST /api/sign-out HTTP/1.1\r\nHost: h\r\nHost: g\r\n\r\n",
                "GET /" + "a" * 600 + " HTTP/1.1\r\nHost: h\r\n\r\n", "GET /api/text HTTP/1.1\r\nHost: h\r\nX: " + "y" * 2100 + "\r\n\r\n",
                "POST /api/text HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n", "GET " + "/" * 3000,
                "POST /api/text HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "DELETE /index.html HTTP/1.1\r\nHost: h\r\n\r\n"]
    return [chosen(size, request) for size, request in zip([0, 1, 2, 3, 4, 5] * 4, requests)] + [chosen(4, requests[0] + requests[1] + requests[5])]


def json():
    everything = ('{"name":"Ana \\"A\\" \\u0001 \\\\ é","is_on":true,"large":9007199254740993,"share":0.1,"minutes":30,"person":"0000000000001",'
                  '"at":"2027-03-28T09:00:00Z","starts":"09:30","zone":"Europe/Madrid","week":"2027-W13","verdict":"partly",'
                  '"goals":[{"text":"one","due_on":"2027-03-28"},{"text":"two"}],"new":["a","b"]}')
    wrong = '{"name":7,"is_on":"yes","large":99999999999999999999,"share":"x","minutes":0,"person":"abc","at":"noon","starts":"25:00","zone":"Mars/Olympus",' \
            '"week":"2027-W99","verdict":"shadow","goals":[{"text":"","due_on":"soon"},7],"new":{},"nwe":1}'
    tree = '{"label":"a","branches":[{"label":"b","branches":[]},{"label":"c","branches":[{"label":"d","branches":[]}]}]}'
    large = everything.replace("9007199254740993", "18446744073709551615")
    return [chosen(0, everything), chosen(0, wrong), chosen(0, large), chosen(0, everything.replace("30", "true").replace('"kept"', "false")), chosen(0, "false"),
            chosen(1, '{"label":"a","branches":[{"label":"b","branches":[]},{"label":"c","label":"d","branches":[]}]}'), chosen(1, '{"label":1e400,"branches":"x"}'), chosen(0, everything.replace("0.1", "1.5e300").replace('"b"', "null")), chosen(1, tree),
            chosen(1, "[" * 20 + "]" * 20), chosen(1, '{"label":"a","label":"b"}'), chosen(2, '{"text":"one","due_on":null}'), chosen(2, '{"text":"one"} x'), chosen(2, "{"),
            chosen(3, "/api/people/0000000000001?search=a+b%20c&active=true&share=-0.5e3&limit=20&verdict=kept&day=2027-01-01&day=2027-01-02"),
            chosen(3, "/api/people/abc?search=%zz&limit=0&limit=1&other=1&active=maybe&share=x&verdict=x&day=x"), chosen(3, "/api/people/%C3%A9?serch=a&&=b"),
            chosen(4, '/api/people/0000000000001\n{"goal":{"text":"one"}}'), chosen(4, "/api/people/0000000000001?a=b\n[]"), chosen(4, "/api/people/x\nnull"),
            chosen(5, "/api/things\n" + everything), chosen(5, "/api/things\n{}"), chosen(5, "/api/nothing\n{}")]


def mappings(feature):
    return sorted((ROOT / f"src/{feature}/mappings").glob("*.toml"))


FAULTY_ROSTER = csv(["name", "email", "job_role", "time_zone", "hours_from", "hours_to", "hire_date", "leave_date", "top_performer", "manager_email"],
                    ["Ana", "no address", "ae", "Mars/Olympus", "09:00", "08:00", "2026-02-30", "2025-01-01", "maybe", ""],
                    ["", "", "!!!", "", "25:00", "x", "2026-01-01", "2025-01-01", "yes", "mara@northwind.example"], ["one field"],
                    ['"Bo, ""the"" second"', "", "ae", "Asia/Tokyo", "09:00", "17:30", "2026-01-01", "2026-02-01", "no", ""], ["x" * 260, "", "", "", "", "", "", "", "", ""])
HR = csv(["Last_Name", "First_Name", "Position", "ManagerName", "Department", "State", "DateofHire", "DateofTermination", "EmpID"],
         ["Ana", "Ruiz", "Area Sales Manager", "Mara Lind", "Sales", "MA", "2024/01/31", "2025/06/30", "10026"], ["Bo", "Chen", "Sales Manager", "", "", "", "2024/13/31", "", ""])
TEAMS = csv(["sales_agent", "manager", "regional_office"], ["Ana Ruiz", "Mara Lind", "East"], ["Bo Chen", "Mara Lind", "West"])


def roster():
    files = [path.read_text() for path in sorted(NORTHWIND.glob("*.csv"))] + [FAULTY_ROSTER, HR, TEAMS]
    out = [chosen(which, text) for text in files for which in (0, 1, 2, 3)]
    holidays = csv(["day", "name", "region"], ["2027-12-25", "Christmas", ""], ["2027-13-01", "x", "EMEA"], ["2027-05-01", "", ""], ["a"])
    out += [chosen(4, holidays), chosen(4, "day;name\r2027-12-25;Christmas\r"), chosen(4, "sep=;\r\nday;name\r\n2027-01-01;\"New\r\nYear\"\r\n"), chosen(4, "name\nx\n")]
    out += [chosen(0, b"\xef\xbb\xbfname\temail\nAna\t\n"), chosen(0, b"\xff\xfen\x00a\x00"), chosen(0, b"name\nJos\xe9\n"), chosen(0, b'name\n"open'), chosen(0, b'name\na"b\n'),
            chosen(0, b"name\na\0b\n"), chosen(0, b"name,name\n"), chosen(0, b"")]
    out += [chosen(5, path.read_bytes()) for path in mappings("people")]
    broken = mappings("people")[0].read_text()
    out += [chosen(5, re.sub(r'"([^"]*)"', r'7', broken, count=count)) for count in (1, 3, 8)] + [chosen(5, broken.replace("columns", "colums")), chosen(5, 'name = "x')]
    return out


def crm():
    maven = {0: csv(["opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value"],
                    ["1C1I7A6R", "Moses Frase", "GTX Plus Basic", "Cancity", "Won", "2016-10-20", "2017-03-01", "1054"], ["Z063OYW0", "Darcel S", "", "", "Engaging", "2017-01-02", "", ""],
                    ["Z063OYW0", "Darcel S", "x", "", "Lost", "2017-99-02", "x", "-1"]),
             1: csv(["account", "sector", "revenue", "employees", "office_location", "subsidiary_of"], ["Acme", "technology", "1100.04", "2822", "United States", ""], ["", "", "", "x", "", ""]),
             2: csv(["product", "series", "sales_price"], ["GTX Basic", "GTX", "550"], ["MG", "MG", "55.555"])}
    sales = {0: csv(["Id", "Name", "AccountId", "OwnerId", "StageName", "Amount", "CreatedDate", "CloseDate", "LastStageChangeDate", "IsWon", "IsClosed", "IsDeleted"],
                    ["006A", "Deal", "001A", "005A", "Closed Won", "1200.50", "2026-01-02 10:00:00", "2026-02-03", "2026-02-03 01:02:03", "1", "1", "0"],
                    ["006B", "Deal", "000000000000000AAA", "005A", "Prospecting", "", "2026-03-29 02:30:00", "2026-02-03", "", "0", "0", "0"],
                    ["006C", "Deal", "", "005A", "Closed Lost", "9", "2026-01-02", "2026-02-03", "", "0", "1", "1"], ["006D", "", "", "", "", "", "", "", "", "maybe", "", ""]),
             1: csv(["Id", "Name", "Industry", "BillingCountry", "ParentId", "NumberOfEmployees", "IsDeleted"], ["001A", "Acme", "Tech", "US", "", "12", "0"]),
             2: csv(["Id", "Name", "Family", "IsDeleted"], ["01tA", "Widget", "W", "0"]),
             3: csv(["OpportunityId", "StageName", "CreatedDate", "IsDeleted"], ["006A", "Prospecting", "2026-01-02 10:00:00", "0"], ["006A", "", "x", "1"])}
    own = {0: (NORTHWIND / "opportunities.csv").read_text(), 1: csv(["account", "name", "industry", "location", "parent", "employees"], ["A", "Acme", "x", "y", "", "1"]),
           2: csv(["product", "name", "series", "price"], ["P", "Pro", "S", "1.5"]), 3: csv(["opportunity", "stage", "entered_at"], ["OP1", "Won", "2026-01-02T03:04:05Z"], ["OP1", "Won", "2026-01-02"]),
           4: csv(["email", "period_start", "period_end", "amount"], ["bo@northwind.example", "2026-01-01", "2026-03-31", "10000"], ["bo@northwind.example", "2026-03-31", "2026-01-01", "x"])}
    out = []
    for which, files in ((0, own), (1, maven), (2, sales), (3, sales)):
        for kind, text in files.items():
            out += [bytes([which, kind]) + text.encode(), bytes([4, kind]) + text.encode()]
    for path in mappings("crm"):
        text = path.read_text()
        for kind in range(5):
            out.append(bytes([5, kind]) + text.encode())
        for old, new in (("time_zone = \"UTC\"", 'time_zone = "Mars/Olympus"'), ("owner_system = \"", 'owner_system = "No Word '), ("YYYY-MM-DD", "YYYY"), ("name = \"", 'other = 1\nname = "'),
                         ("key = \"", 'kee = "x"\nkey = "'), ("required = [", 'required = ["price", '), ("[opportunities]", "[opportunity]"), ("date_formats", "yes"), ("\"]", "\", 7]"), ("= [", "= "), ("owner = ", "ovner = ")):
            out.append(bytes([5, 0]) + text.replace(old, new).encode())
        out += [bytes([5, 0]) + b'name = "x"\nowner_system = "email"\n', bytes([5, 1]) + b"name = [", bytes([5, 0]) + "name = é".encode()]
        out.append(bytes([5, 0]) + re.sub(r'"([^"]*)"', "7", text, count=4).encode())
        out.append(bytes([5, 0]) + text.replace("columns", "colums").replace("required", "requird").encode())
    return out


def playbook():
    text = (ROOT / "playbooks/default.toml").read_text()
    # Each part of it alone, faulty in one place, and in the shapes that TOML also has.
    parts = re.split(r"(?m)^(?=\[)", text)
    small = parts[0] + parts[1]
    values = ["1.5", "true", "2027-01-01", "10:00:00", "2027-01-01T10:00:00Z", '"' + "é" * 70 + '"', "[1, 2]", "{a = 1}", "inf", "1e400", "-1", "[[1]]", "'x'"]
    out = [text.encode(), b"", b"= 1", b'name = "x"\n', text.replace("minutes", "minuts").encode(), re.sub(r"= (\d+)", r"= -\1", text).encode(), re.sub(r'= "([^"]*)"', r"= 7", text).encode(),
           re.sub(r"(?m)^key = .*$", 'key = "same"', text).encode(), re.sub(r"= \[[^\]]*\]", "= [[]]", text).encode(), re.sub(r"= \[[^\]]*\]", "= []", text).encode(),
           re.sub(r'= "([^"]*)"', '= ""', text).encode(), re.sub(r"= (\d+)", r"= \1.5", text).encode(), re.sub(r"(?m)^\[\[(.*)\]\]$", r"[\1]", text, count=3).encode(),
           re.sub(r"= (\d+)", "= 99999", text).encode(), re.sub(r"(?m)^(\w+) = true$", r'\1 = "yes"', text).encode()]
    out += [re.sub(r"(?m)^(\w+) = .*$", rf"\1 = {value}", text if number % 3 == 0 else small).encode() for number, value in enumerate(values)]
    out += [re.sub(r"(?m)^(\w+) = (\d+)$", rf"\1 = {value}", text).encode() for value in values[:4]] + [re.sub(r"(?m)^(\w+) = \[.*$", rf"\1 = {value}", text).encode() for value in ("7", '["x", 7]', "[1.5]")]
    out += [re.sub(r"(?m)^(\w+) = (true|false)$", r"\1 = 7", text).encode(), "é = 1 é".encode(), b"[=]", b"a = 1\x00"]
    for number in range(0, len(parts), max(1, len(parts) // 30)):
        out.append("".join(parts[:number] + parts[number + 1:]).encode())
        out.append((parts[0] + parts[number]).encode())
    return out


def cursor():
    return [b"", b"A" * 2001, b"after=ana\nname=x\\\\y\\nz\\r", b"after=1\n", b"a=b", b"A=b\n", b"a=1\na=2\n", b"a=\\x\n", b"a\n", b"q0S3Zk1vVn9q0S3Zk1vVn2FmdGVyPWFuYQ", b"=\n", b"a=\r\n", b"a=b\\"]


def headers():
    def request(*lines, target="/api/people?limit=20&search=a+b%C3%A9"):
        return ("\n".join(lines) + "\n\n" + target + "\n{}").encode()
    return [request("Host: coaching.example.org", "Origin: https://coaching.example.org", "Cookie: a=1; __Host-backbeat=tok; b=2", "If-Match: \"7\"", "Idempotency-Key: abc"),
            request("Host: h", "Origin: https://H", "Authorization: Bearer bb_secret", "Content-Type: Application/JSON; charset=utf-8", "Accept-Encoding: gzip;q=0, *;q=1, br;q=x"),
            request("Host: h", "Origin: null", "Sec-Fetch-Site: same-site", "If-Match: W/\"3\"", "Accept: text/html;q=0.9, */*;q=0", "X-Forwarded-For: ::ffff:127.0.0.1"),
            request("Host: h", "Sec-Fetch-Site: none", "If-Match: 3", "Accept-Encoding: identity, gzip ; q=0.5", "X-Request-Id: a\rb", "Method: DELETE", target="/%zz?%"),
            request("Host: h", 'If-None-Match: W/"a", "b",, *', "X-Forwarded-For: 2001:db8:1:2:3:4:5:6"),
            request("Sec-Fetch-Site: same-origin", "If-Match: \"-9223372036854775808\"", "Accept-Encoding: *;q=0.0", "Accept: text/*", "X-Forwarded-For: 2001:db8::1", target="*"),
            request("Cookie: ;;=;x", "Authorization: Basic x", "If-Match: \"\"", "Accept-Encoding: br", "Accept: ", target="/a?b")]


def settings():
    dump = (ROOT / "src/server/settings.cpp").read_text()
    keys = re.findall(r'\.key = "(\w+)"', dump)
    numbers = set(re.findall(r'\.key = "(\w+)",\s*\.kind = Kind::number', dump))
    flags = set(re.findall(r'\.key = "(\w+)",\s*\.kind = Kind::yes_or_no', dump))
    good = "\n".join(f"{key} = " + ("7" if key in numbers else "true" if key in flags else '"x"') for key in keys)
    out = [("\n" + good).encode(), b"\n", b"\n[table]\na = 1", b"\nlisten = 1.5", b"\nlisten = \"open", b"\nnothing = 1", b"true\nworkers = 0", b"\ntls_key = \"a\""]
    return out + [("7\n" + " " * i).encode() for i in range(len(keys))] + [("x\n" + "#" * i).encode() for i in range(len(keys))] + [("true\n" + "#" * i).encode() for i in range(len(keys))]


def calendar():
    def file(*events, head=""):
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Work\r\n" + head + "".join(f"BEGIN:VEVENT\r\n{one}END:VEVENT\r\n" for one in events) + "END:VCALENDAR\r\n"

    start = "UID:a\r\nSEQUENCE:1\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/Madrid:20270308T100000\r\nDTEND;TZID=Europe/Madrid:20270308T110000\r\n"
    zone = ("BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:20001029T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
            "END:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:20000326T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRDATE:20010325T020000,20020331T020000\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n")
    faulty = zone.replace("+0200", "+99").replace("TZID:Own", "TZID:Broken")
    events = [start + "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=9;WKST=SU\r\nEXDATE;TZID=Europe/Madrid:20270310T100000\r\nSUMMARY:Cont\r\n oso\\, one\\n\r\n",
              "UID:a\r\nSEQUENCE:2\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270315T090000Z\r\nDTSTART:20270316T120000Z\r\nDURATION:PT1H30M\r\nSTATUS:CANCELLED\r\n",
              "UID:b\r\nDTSTART;VALUE=DATE:20270310\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20271231\r\nEXRULE:FREQ=MONTHLY;INTERVAL=2\r\nTRANSP:TRANSPARENT\r\nLOCATION:Here\r\n",
              "UID:c\r\nDTSTART;TZID=Own:20270327T023000\r\nRDATE;VALUE=PERIOD:20270329T100000Z/PT2H,20270401T100000Z/20270401T120000Z\r\nSTATUS:TENTATIVE\r\n"
              "ORGANIZER;CN=\"Ana^'s\":mailto:A@b.example\r\nATTENDEE;PARTSTAT=DECLINED;EMAIL=c@d.example:urn:x\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n",
              "DTSTART:20270501T100000\r\nSTATUS:MAYBE\r\n", "UID:d\r\nDTSTART;TZID=Atlantis:20270501T100000\r\nDTEND:20270501T093000Z\r\n", "UID:e\r\nDTSTART:20270501T100000Z\r\nRRULE:FREQ=HOURLY\r\n",
              "UID:f\r\nDTSTART:20270501T100000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;X=1\r\nRRULE:FREQ=DAILY;UNTIL=20270601T100000\r\n", "UID:g\r\nDTSTART;TZID=W. Europe Standard Time:20270501T100000\r\nbroken\r\nA;B:c\r\nA;B=\"c:d\r\n"]
    placed = zone.replace("TZID:Own", "TZID:Placed\r\nX-LIC-LOCATION:Europe/Madrid") + zone.replace("TZID:Own", "TZID:Nowhere\r\nX-LIC-LOCATION:Atlantis")
    many = [f"UID:m{i}\r\nDTSTART;TZID=Placed:20270501T100000\r\nDURATION:{one}\r\nRRULE:FREQ=X{i}\r\n" for i, one in enumerate(["P1W", "P2D", "P1DT2H3M4S", "-PT5M", "P", "PT", "P1Y", "pt1h"] * 30)]
    files = [file(*(one.split("RRULE")[0] for one in many[:8]), events[3].replace("=Own", "=Nowhere"), head=placed), file(*many, head=placed), file(*events, head=zone), file(*events, head=faulty + "METHOD:CANCEL\r\nCALSCALE:BUDDHIST\r\nBEGIN:VTODO\r\nEND:VTODO\r\n"), file(events[0], events[0].replace("SEQUENCE:1", "SEQUENCE:3")),
             file(head="METHOD:REPLY\r\n"), file(head="VERSION:1.0\r\n"), "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "B\0E\0", "\ufeffBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ""] + [file(one) for one in events]
    return [chosen(number, text) for text in files for number in (0, 1)] + [chosen(2, chosen(method, "Pre-brief; with \"Ana\", é\r\n\r\\" * 20)) for method in range(4)] + [chosen(2, b"\xff\r\x01"), chosen(0, file(events[0]).encode() + b"\xe9")]


def calls():
    head = "call,email,starts_at,ends_at,minutes,title,account,account_id,opportunity,attendees,status\n"
    rows = head + ("1,ana@northwind.example,2027-03-01T09:00:00Z,2027-03-01T09:30:00Z,,Demo: Acme (EMEA),Acme,A,O,eve@eu.acme.example; bo@gmail.com,\n"
                   "2,bo@northwind.example,2027-03-28 02:30,,45,\"Fabrikam, Bank\",,,,,cancelled\n3,x,soon,,,,,,,,\n4,x,2027-03-01 09:00,,1441,,,,,,\n"
                   "5,x,2027-03-01 09:00,2027-02-01 09:00,,,,,,,\n6,x,2027-03-01 09:00,2027-03-05 09:00,,,,,,,\n7,x,2027-03-01 09:00,,,,,,,,\n"
                   "8,x,2027-03-01 09:00,,30,,,,,nobody,\n1,x,2027-03-01 09:00,,30,,,,,,\n9\n,x,2027-03-01 09:00,,30,,,,,,\n" + "y" * 260 + ",x,2027-03-01 09:00,,30,,,,,,\n")
    centre = "Call Id,Agent,Date,Time,Topic,AvgTalkDuration\nID1,Diane,2021-01-01,09:12:58,Contract,00:02:23\nID2,Becky,2021-01-01,09:12:58,Help,\nID3,B,2021-01-01,09:12:58,x,2m\n"
    event = "Id,OwnerId,ActivityDateTime,DurationInMinutes,Subject,AccountId,WhatId,IsDeleted\n1,5,2027-03-01 09:00:00,30,Call,000000000000000AAA,6,0\n2,5,2027-03-01 09:00:00,30,x,,,maybe\n"
    events = "id,owner_id,start_date_time,duration_in_minutes,subject,account_id,what_id,is_deleted\n1,5,2019-11-11 17:23:34,15,x,1,1,FALSE\n2,5,2019-11-11 17:23:34,15,x,1,1,TRUE\n"
    tasks = "id,owner_id,activity_date,call_duration_in_seconds,subject,status,is_deleted\n1,5,2019-11-11 17:23:34,90,x,Completed,FALSE\n2,5,2019-11-11 17:23:34,,x,Deferred,FALSE\n3,5,2019-11-11 17:23:34,x,x,,FALSE\n"
    out = [chosen(number, text) for text in (rows, centre, event, events, tasks, "name\nx\n", "", head + head) for number in range(6)]
    out += [chosen(6, path.read_bytes()) for path in mappings("calls")]
    faulty = ('name = 7\nlabel = ""\nowner_system = "Not Plain"\ntime_zone = "Mars"\ndate_formats = ["DD"]\nyes = "x"\nno = [1]\nnothing = ["-"]\ncancelled = ["Off"]\n'
              'default_minutes = 0\nother = 1\n[calls]\nfile = ""\nrequired = ["status", "rep"]\nx = 1\n[calls.columns]\nwho = "x"\n')
    own = 'name = "o"\nowner_system = "email"\ndefault_minutes = 30\n[calls]\nrequired = ["title"]\n[calls.columns]\nkey = "call"\nrep = "email"\nstarts = "starts_at"\n'
    return out + [chosen(6, faulty), chosen(6, own), chosen(6, own + 'title = "attendees"\n'), chosen(6, "calls = 1"), chosen(6, '[calls]\ncolumns = 1'), chosen(6, 'name = "x')]


def circles():
    ana = '{"id":"a","role":"AE","segment":"MM","tenure":7,"manager":"m","perf":2,"facilitator":1,"slots":"07c67000000001c0","themes":["renewal"],"prefers":["b"]}'
    bo = ana.replace('"a"', '"b"').replace('"AE"', '"CSM"')
    whole = ('{"format":"backbeat.circles/1","name":"o","params":{"size_min":4,"size_max":6},"weights":{"tenure":4,"waitlist":200},"tenure_bands":[6,18,48],'
             '"cross":[0,1],"themes":["renewal"],\n"people":[' + ana + ",\n" + bo + '],\n"apart":[["a","b"]],"history":[[["a","b"]],[["a","gone"]]]}')
    plan = '{"circles":[{"kind":"same:AE","members":["a"]},{"kind":"cross:renewal","members":["b"]}],\n"waitlist":[]}'
    problem = "3 2 ds 1 2 1 2\n0 1 1.5\n0 2 7\n1 2 0.125\n"
    return ([chosen(0, text) for text in (whole, whole[:-40], whole.replace("7", "7.5"), whole.replace("renewal", "\\u00e9\\ud83d\\ude00"), "[]", "")] +
            [chosen(1, text) for text in (plan, plan.replace("AE", "XX"), "{}")] + [chosen(2, text) for text in (problem, "3 1 ss 4 4\n", "x")])


TARGETS = {"circles": circles, "calls": calls, "calendar": calendar, "http": http, "json": json, "roster": roster, "crm": crm, "playbook": playbook, "cursor": cursor, "headers": headers, "settings": settings}


def words(target):
    """A dictionary of libFuzzer: what a random byte would take long to spell."""
    found = {"http": ["GET ", "POST ", "HTTP/1.1\\x0d\\x0a", "Host: ", "Content-Length: ", "Transfer-Encoding: chunked", "Expect: 100-continue", "Connection: close", "\\x0d\\x0a\\x0d\\x0a",
                      "Content-Type: application/json", "Idempotency-Key: ", "If-Match: \\x224\\x22", "/api/text", "/api/upload", "/api/events", "/metrics", "/readyz"],
             "headers": ["Host: ", "Origin: ", "Cookie: ", "__Host-backbeat=", "Sec-Fetch-Site: ", "cross-site", "same-origin", "If-Match: ", "Authorization: Bearer ", "Accept-Encoding: ", "gzip", ";q=0."]}
    if target in found:
        return found[target]
    text = b"\n".join(TARGETS[target]()).decode("utf-8", "ignore")
    return sorted(set(re.findall(r"[A-Za-z_]{3,24}", text)))[:400]


