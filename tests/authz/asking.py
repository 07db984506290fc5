"""How each operation is asked about a target. A request is one that does no harm when it is allowed: it is refused afterwards for another reason
(an older version, a time that overlaps), or changes nothing. Everything but 401, 403 and 404 says that it was allowed."""
import json

PEOPLE = ("ana", "dan", "mara", "xavi", "gus", "zoe", "ana2", "nothing")
MANAGERS = ("mara", "nils", "lena", "mara2", "nothing")
CONVERSATIONS = ("talk", "old", "next", "talk2", "nothing")
RIDE_ALONGS = ("ride", "old_ride", "nothing")
CIRCLES = ("circle", "nothing")
HOURS = ("hour", "old_hour", "nothing")
CARDS = ("mara", "nils", "mara2", "nothing")
USERS = ("ana", "ida", "ana2", "nothing")

TARGETS = {"season": ("season", "nothing"), "proposal": ("proposal", "nothing"), "ended_circle": ("ended_circle", "nothing"), "person": PEOPLE, "manager": MANAGERS, "conversation": CONVERSATIONS, "ride_along": RIDE_ALONGS, "user": USERS, "run": ("run", "nothing"), "name": ("name",),
           "version": ("version", "nothing"), "token": ("token of ana", "token of rita"),
           "calendar": ("calendar of ana", "calendar of mara"), "letter": ("letter", "nothing"), "call": ("call of ana", "call of dan", "nothing"),
           "circle": CIRCLES, "circle_meeting": HOURS, "circle_commitment": ("promise of ana", "promise of bo", "nothing"), "card": CARDS, "publication": ("publication", "nothing"), "calibration": ("calibration", "nothing"), "": ("",)}


class Requests:
    def __init__(self, company, document):
        self.company = company
        self.places = {operation["operationId"]: (method.upper(), path) for path, operations in document["paths"].items()
                       for method, operation in operations.items() if method in ("get", "put", "post", "patch", "delete")}
        self.count = 0

    def __call__(self, operation, target):
        """(method, path, body, headers) of one request."""
        method, path = self.places[operation]
        asked = self.asked(operation, target)
        values = {"id": self.company.ids.get(target, ""), "manager_id": self.company.ids.get(target, ""), **asked.get("path", {})}
        for name, value in values.items():
            path = path.replace("{" + name + "}", value)
        assert "{" not in path, f"{operation}: nothing for {path}"
        if "query" in asked:
            path += "?" + asked["query"]
        headers = dict(asked.get("headers", {}))
        body = asked.get("body")
        if isinstance(body, str):
            headers["Content-Type"] = asked.get("type", "text/csv")
            body = body.encode()
        elif method in ("POST", "PUT", "PATCH"):
            headers["Content-Type"] = "application/json"
            body = json.dumps(body if body is not None else {}).encode()
        return method, path, body, headers

    def asked(self, operation, target):
        company, ids, things = self.company, self.company.ids, self.company.things
        commitment = things.get("commitment of " + target, things["commitment of talk"])
        stage = things["stage"]
        known = {
            "sign_in": lambda: {"body": {"email": "ana@northwind.example", "password": "correct horse battery staple"}},
            "change_password": lambda: {"body": {"current": "correct horse battery staple", "new": "short"}},
            "get_set_up": lambda: {"path": {"token": self.set_up_token()}},
            "set_up": lambda: {"path": {"token": self.set_up_token()}, "body": {"password": "short"}},
            "move_demo_clock": lambda: {"body": {"days": 1}},
            "erase_person": lambda: {"body": {"name": "not the name of anybody"}},
            "change_me": lambda: {"body": {"single_key_shortcuts": True}},
            "add_token": lambda: {"body": {"name": "one more"}},
            "remove_token": lambda: {"path": {"id": self.new_token(target.removeprefix("token of "))}},
            "get_user": lambda: {"path": {"id": company.users[target]}},
            "add_user": lambda: {"body": {"person_id": ids["ana"], "roles": ["rep"]}},
            "change_user": lambda: {"path": {"id": company.users[target]}, "body": {"active": True}, "headers": {"If-Match": '"999"'}},
            "make_set_up_link": lambda: {"path": {"id": company.users[target]}},
            "list_people": lambda: {"query": "limit=200"},
            "add_time_off": lambda: {"body": {"from": "2027-06-08", "to": "2027-06-07", "reason": "pto"}},
            "remove_time_off": lambda: {"path": {"id": ids[target], "time_off_id": self.new_time_off(target)}},
            "get_team": lambda: {"query": "manager_id=" + ids[target]},
            "match_name": lambda: {"body": {"system": "manager_name", "value": "Quentin Who", "person_id": ids["nothing"]}},
            "get_mapping_text": lambda: {"path": {"kind": "roster", "mapping": "backbeat"}},
            "preview_import": lambda: {"path": {"kind": "holidays"}, "body": "day,name\n2027-12-25,Christmas\n"},
            "import_file": lambda: {"path": {"kind": "holidays"}, "body": "day,name\n2027-12-25,Christmas\n"},
            "get_crm_totals": lambda: {"query": "by=agent"},
            "check_playbook": lambda: {"body": {"text": "name = 7"}},
            "preview_playbook": lambda: {"body": {"text": "name = 7", "effective_from": "2027-04-01"}},
            "publish_playbook": lambda: {"body": {"text": "name = 7", "effective_from": "2027-04-01", "note": "none"}},
            "get_capacity_playbook": lambda: {"query": "apply=fewer:weekly_one_on_one:ae"},
            "get_cadence_week": lambda: {"path": {"manager_id": ids[target], "week": things["week"]}},
            "get_owed": lambda: {"query": "person_id=" + ids[target]},
            "get_scorecard_rows": lambda: {"query": "who=manager&measure=owed_by_format&person_id=" + ids[target]},
            "preview_scorecards": lambda: {"query": "month=2027-02"},
            "publish_scorecards": lambda: {"body": {"month": "2027-02"}},
            "correct_scorecards": lambda: {"body": {"reason": "none"}},
            "open_calibration": lambda: {"body": {"manager_id": ids[target], "month": "2027-03", "measure": "three_comment_rate"}},
            "hold_calibration": lambda: {"body": {"obstacles": ["system"], "in_the_way": "x", "help": "x", "owner": "leader", "review_on": "2027-04-05"}},
            "review_calibration": lambda: {"body": {"outcome": "continues", "text": "x"}},
            "preview_calendar": lambda: {"body": "no calendar", "type": "text/calendar"},
            "add_calendar_file": lambda: {"body": "no calendar", "type": "text/calendar"},
            "add_calendar_address": lambda: {"body": {"address": "no address"}},
            "replace_calendar_file": lambda: {"body": "no calendar", "type": "text/calendar"},
            "remove_calendar": lambda: {"path": {"id": self.new_calendar(target.removeprefix("calendar of "))}},
            "restore_calendar": lambda: {"path": {"id": ids[target]}},
            "get_busy": lambda: {"query": "person_id=" + ids[target]},
            "choose_invitations": lambda: {"body": {"invitations": "mail"}},
            "read_calendar_feed": lambda: {"path": {"file": self.new_feed()}},
            "dismiss_action": lambda: {"body": {"key": "nothing:at-all"}},
            "restore_action": lambda: {"body": {"key": "nothing:at-all"}},
            "plan_session": lambda: {"body": {"kind": "no_such_kind", "rep_id": ids[target], "starts_at": "2027-03-04T09:00:00Z"}},
            "record_session": lambda: {"body": {"kind": "pipeline_review", "rep_id": ids[target], "starts_at": "2028-02-26T09:00:00Z", "minutes": 30}},
            "list_sessions": lambda: {"query": "person_id=" + ids[target]},
            "list_calls": lambda: {"query": "rep=" + ids[target]},
            "pair_calls": lambda: {"body": {"other_id": ids[target], "same": False}},
            "unpair_calls": lambda: {"path": {"id": ids[target], "other_id": ids[target]}},
            "match_call": lambda: {"body": {"account": "there is no such account"}},
            "get_ride_along_desk": lambda: {"query": "manager=" + ids[target]},
            "list_ride_alongs": lambda: {"query": "person_id=" + ids[target]},
            "get_ride_along_times": lambda: {"query": "format=observe&starts_at=2027-01-01T09:00:00Z&ends_at=2027-01-01T10:00:00Z&rep_id=" + ids[target]},
            "book_ride_along": lambda: {"body": {"rep_id": ids[target], "format": "observe", "account": "Acme", "starts_at": "2027-01-01T09:00:00Z", "ends_at": "2027-01-01T10:00:00Z"}},
            "write_pre_brief": lambda: {"body": {}},
            "confirm_ride_along_format": lambda: {"body": {"format": "observe"}},
            "sign_takeover_consent": lambda: {"body": {"given": False}},
            "take_note": lambda: {"body": {"note_id": "n1", "at": "2027-03-01T12:00:00Z", "tag": "free", "text": "x"}},
            "remove_note": lambda: {"path": {"id": ids[target], "note_id": "no-such-note"}},
            "enter_debrief_stage": lambda: {"body": {"stage": "comments"}},
            "write_self_assessment": lambda: {"body": {"text": "x"}},
            "comment_ride_along": lambda: {"body": {"text": "x"}},
            "make_next_step": lambda: {"body": {"text": "x"}},
            "rate_ride_along": lambda: {"body": {"score": 7}},
            "move_ride_along": lambda: {"body": {"starts_at": "2027-01-01T09:00:00Z", "ends_at": "2027-01-01T10:00:00Z", "reason": "none"}},
            "cancel_ride_along": lambda: {"body": {"reason": "none"}},
            "enter_circle_stage": lambda: {"body": {"stage": "close"}},
            "write_case_study": lambda: {"body": {"situation": "x", "tried": "", "stuck": "", "ask": ""}},
            "take_circle_note": lambda: {"body": {"stage": "close", "text": "x"}},
            "say_in_circle": lambda: {"body": {"text": "x"}},
            "give_drill_feedback": lambda: {"body": {"to_id": ids["cleo"], "text": "x"}},
            "commit_in_circle": lambda: {"body": {"text": "x"}},
            "answer_circle_enps": lambda: {"body": {"score": 8}},
            "answer_circle_commitment": lambda: {"body": {"outcome": "carried"}},
            "join_circles": lambda: {"body": {"themes": ["no_such_theme"], "wishes": [], "time_zone": "Europe/Madrid", "free": []}},
            "add_circle_season": lambda: {"body": {"name": " "}},
            "set_circle_rules": lambda: {"body": {"size_low": 4, "size_best": 5, "size_high": 6, "fresh_seasons": 3, "themes": [{"name": "Renewal"}], "version": 999}},
            "repair_circles": lambda: {"body": {"key": "join:nobody", "fingerprint": "0000000000000"}},
            "start_circle_proposal": lambda: {"body": {"epochs": 1}},
            "try_circle_moves": lambda: {"body": {"moves": []}},
            "list_circle_places": lambda: {"body": {"person_id": ids["ana"], "moves": []}},
            "edit_circle_proposal": lambda: {"body": {"moves": [{"person_id": ids["ana"], "to": 0}], "version": 999}},
            "publish_circle_proposal": lambda: {"body": {"version": 999}},
            "disband_circle": lambda: {"body": {"reason": "other"}},
            "certify_facilitator": lambda: {"body": {"from": "2031-01-01"}},
            "keep_circle_pair_apart": lambda: {"body": {"one": ids["ana"], "other": ids["ana"]}},
            "let_circle_pair_together": lambda: {"path": self.new_pair()},
            "hint_commitment": lambda: {"body": {"text": "I ask one more question"}},
            "write_shared_note": lambda: {"path": {"id": ids[target], "stage": stage}, "body": {"text": "x", "base_version": 77}},
            "write_private_note": lambda: {"body": {"text": "x", "base_version": 77}},
            "make_commitment": lambda: {"body": {"text": "I ask one more question", "indicator": "no_such_indicator"}},
            "withdraw_commitment": lambda: {"path": {"id": ids[target], "commitment_id": commitment}},
            "session_start": lambda: {"body": {}},
            "session_gate": lambda: {"body": {"commitment_id": commitment, "verdict": "kept"}},
            "session_stage": lambda: {"body": {"stage": stage}},
            "session_skip_stage": lambda: {"body": {"stage": stage, "reason": "none"}},
            "session_move": lambda: {"body": {"starts_at": "2027-01-01T09:00:00Z", "reason": "none"}},
            "session_cancel": lambda: {"body": {"reason": "none"}},
            "session_excuse": lambda: {"body": {"reason": "pto"}},
            "session_next": lambda: {"body": {"starts_at": "2027-01-01T09:00:00Z"}},
            "session_usefulness": lambda: {"body": {"score": 7}},
            "session_focus": lambda: {"body": {"competency": "no_such_competency"}},
            "session_share": lambda: {"body": {"shared": target == "talk"}},
        }
        return known[operation]() if operation in known else {}

    def new_token(self, person):
        self.count += 1
        return self.company.must(person, "POST", "/api/tokens", {"name": f"taken back {self.count}"})["id"]

    def new_calendar(self, person):
        return self.company.must(person, "POST", "/api/calendar-addresses", {"address": f"https://calendar.invalid/{person}.ics"})["id"]

    def new_pair(self):
        pair = {"one": self.company.ids["eli"], "other": self.company.ids["ida"]}
        self.company.must("enzo", "POST", "/api/circle-pairs-apart", pair, status=(201, 409))
        return pair

    def new_feed(self):
        return self.company.must("cleo", "POST", "/api/calendar/feed", {})["path"].rpartition("/")[2]

    def set_up_token(self):
        link = self.company.must("ida", "POST", f"/api/users/{self.company.users['cleo']}/set-up-link", {})["link"]
        return link.rpartition("/")[2]

    def new_time_off(self, person):
        if person == "nothing":
            return self.company.ids["nothing"]
        self.count += 1
        day = f"{2030 + self.count // 300}-{1 + self.count % 300 // 28:02}-{1 + self.count % 28:02}"
        return self.company.must("rita2" if person.endswith("2") else "rita", "POST", f"/api/people/{self.company.ids[person]}/time-off", {"from": day, "to": day, "reason": "pto"})["id"]
