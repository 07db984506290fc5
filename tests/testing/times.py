"""The clock of a scenario: weekdays relative to its first Monday, in a zone, as instants and dates."""
import datetime
import re
import zoneinfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Times:
    def __init__(self, monday):
        self.monday = monday
        self.zone = zoneinfo.ZoneInfo("Europe/Madrid")
        self.now = self.instant("mon", 0, "09:00")

    def date(self, day, plus):
        return self.monday + datetime.timedelta(days=DAYS.index(day) + plus)

    def instant(self, day, plus, time):
        local = datetime.datetime.combine(self.date(day, plus), datetime.time.fromisoformat(time), self.zone)
        return local.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def go_to(self, text):
        """`@mon+7 09:00 Europe/Madrid`: the zone stays until another is named."""
        match = re.fullmatch(r"@(\w{3})([+-]\d+)? (\d\d:\d\d(?::\d\d)?)(?: (\S+))?", text.strip())
        if not match:
            raise ValueError("expected: at @mon+7 09:00 [Zone/Name]")
        day, plus, time, zone = match.groups()
        if zone:
            self.zone = zoneinfo.ZoneInfo(zone)
        self.now = self.instant(day, int(plus or 0), time)

    def fill(self, text):
        days = "|".join(DAYS)
        text = re.sub(rf"@ical:({days})([+-]\d+)? (\d\d:\d\d)", lambda m: re.sub("[-:]", "", self.instant(m[1], int(m[2] or 0), m[3])), text)
        text = re.sub(rf"@({days})([+-]\d+)? (\d\d:\d\d(?::\d\d)?)", lambda m: self.instant(m[1], int(m[2] or 0), m[3]), text)
        text = re.sub(rf"%({days})([+-]\d+)?", lambda m: self.date(m[1], int(m[2] or 0)).isoformat(), text)

        def week(match):
            year, number, _ = (self.monday + datetime.timedelta(weeks=int(match[1]))).isocalendar()
            return f"{year}-W{number:02}"
        return re.sub(r"~([+-]?\d+)", week, text)
