"""Who may do what, written from the product's description and its trust rules alone; nothing here looks at the program.

An operation is allowed when any of its clauses holds. What a role does not allow is `forbidden` (403); what a relation does not reach, is missing
(404), so that existence is not told. `World` holds the facts of a moment: who reports to whom, who holds which role, who was in which conversation.
"""
import dataclasses

OK, UNAUTHENTICATED, FORBIDDEN, MISSING, REFUSED = "allowed", "unauthenticated", "forbidden", "missing", "refused"


@dataclasses.dataclass
class World:
    roles: dict  # person -> set of roles
    manager: dict  # person -> manager or None, today
    organisation: dict = dataclasses.field(default_factory=dict)  # of people and things that are not in the first one
    ended: set = dataclasses.field(default_factory=set)  # whose account is deactivated
    conversations: dict = dataclasses.field(default_factory=dict)  # name -> (rep, manager)
    shared: set = dataclasses.field(default_factory=set)  # conversations that both people shared
    owners: dict = dataclasses.field(default_factory=dict)  # thing -> person
    members: dict = dataclasses.field(default_factory=dict)  # circle, or an hour of one -> who is in it
    left: dict = dataclasses.field(default_factory=dict)  # the same -> who was in it


@dataclasses.dataclass(frozen=True)
class Viewer:
    person: str  # "nobody" is not signed in
    proof: str = "browser"  # or "token"

    def __str__(self):
        return self.person + ("'s token" if self.proof == "token" else "")


# --- clauses: (world, viewer, target) -> bool ---

def anybody(world, viewer, target):
    """Everybody who is signed in."""
    return True


def oneself(world, viewer, target):
    return viewer.person == target


def above(world, viewer, target):
    """Stands above the target in today's reporting line, at any distance."""
    seen = set()
    at = world.manager.get(target)
    while at is not None and at not in seen:
        if at == viewer.person:
            return True
        seen.add(at)
        at = world.manager.get(at)
    return False


def participant(world, viewer, target):
    """One of the two people of the conversation, in a browser: a token never reaches coaching text."""
    return viewer.proof == "browser" and viewer.person in world.conversations.get(target, ())


def at_side(side):
    def holds(world, viewer, target):
        return participant(world, viewer, target) and world.conversations[target][side] == viewer.person
    holds.__name__ = ("rep", "manager")[side] + " of the conversation"
    return holds


def manager_still_above(world, viewer, target):
    """Who held it and leads the rep today: the next one is theirs to plan."""
    return MANAGER_SIDE(world, viewer, target) and above(world, viewer, world.conversations[target][0])


REP_SIDE, MANAGER_SIDE = at_side(0), at_side(1)


def directly_above(world, viewer, target):
    return world.manager.get(target) == viewer.person


def about_or_above(world, viewer, target):
    """A calibration is about its manager; those above learn that there is one, a token too: none of its words."""
    pair = world.conversations.get(target)
    return pair is not None and (viewer.person == pair[0] or above(world, viewer, pair[0]))


def above_when_shared(world, viewer, target):
    """Above the rep of a conversation that both people shared; never with a token."""
    pair = world.conversations.get(target)
    return viewer.proof == "browser" and target in world.shared and pair is not None and above(world, viewer, pair[0])


def participant_when_shared(world, viewer, target):
    """The two see what those above them see of it."""
    return target in world.shared and participant(world, viewer, target)


def owner(world, viewer, target):
    return world.owners.get(target) == viewer.person


def above_owner(world, viewer, target):
    """Stands above whose thing it is."""
    return target in world.owners and above(world, viewer, world.owners[target])


def member(world, viewer, target):
    """In the circle, in a browser, and above nobody who ever was: nobody reads what those below them say there."""
    everybody = world.members.get(target, set()) | world.left.get(target, set())
    return viewer.proof == "browser" and viewer.person in world.members.get(target, set()) and not any(above(world, viewer, one) for one in everybody)


def with_own_words(world, viewer, target):
    """Was in the circle, or is in it and above somebody of it: finds what they wrote themselves."""
    return viewer.proof == "browser" and viewer.person in world.members.get(target, set()) | world.left.get(target, set()) and not member(world, viewer, target)


def in_some_circle(world, viewer, target):
    """Is, or was, in a circle."""
    return any(viewer.person in people for people in [*world.members.values(), *world.left.values()])


def owner_in_circle(world, viewer, target):
    """Whose commitment it is, while they are in the circle."""
    return world.owners.get(target) == viewer.person and member(world, viewer, target)


def role(*names):
    def holds(world, viewer, target):
        return bool(world.roles.get(viewer.person, set()) & set(names))
    holds.__name__ = "role " + "/".join(names)
    return holds


@dataclasses.dataclass(frozen=True)
class Rule:
    allowed: tuple
    otherwise: str = FORBIDDEN
    writes: bool = False  # a token changes nothing
    is_open: bool = False  # needs no credentials
    known: tuple = ()  # who knows of the thing, and so is told that it is forbidden
    target: str = ""  # what kind of thing it is about
    fields: tuple = ()  # (name, clauses): who may see a part of the answer


def reads(*allowed, otherwise=FORBIDDEN, target="", fields=()):
    return Rule(allowed, otherwise, target=target, fields=tuple(fields))


def writes(*allowed, otherwise=FORBIDDEN, target=""):
    return Rule(allowed, otherwise, writes=True, target=target)


def open_to_all():
    return Rule((anybody,), is_open=True)


REVOPS, ADMIN, ENABLEMENT, EXECUTIVE = role("revops"), role("admin"), role("enablement"), role("executive")
LINE = (oneself, above)
RECORD = (*LINE, REVOPS, ENABLEMENT, ADMIN)  # who left stays with those they last reported to
INNER = (*LINE, REVOPS)  # time off, ids of other systems
CADENCE_OF = (*LINE, ENABLEMENT, REVOPS, EXECUTIVE)  # whose row stands in the cadence view
COUNTS = (role("manager"), role("leader"), ENABLEMENT, REVOPS, EXECUTIVE)  # a rep has no managers to look at
SESSIONS = (*LINE, ENABLEMENT, REVOPS)  # metadata of sessions

SCORED = (role("manager"), role("leader"), REVOPS, EXECUTIVE)  # a rep has no card and sees nobody's; an admin operates
CARD_OF = (*LINE, REVOPS, EXECUTIVE)

OF_A_CONVERSATION = writes(participant, otherwise=MISSING, target="conversation")
# The manager leads through the agenda; that it took place and what it was worth is the rep's to say.
OF_ITS_MANAGER = Rule((MANAGER_SIDE,), MISSING, writes=True, target="conversation", known=(participant,))
OF_ITS_REP = Rule((REP_SIDE,), MISSING, writes=True, target="conversation", known=(participant,))
# A ride-along is the two people's own too; the manager rides and comments, the rep signs and judges.
OF_A_RIDE = writes(participant, otherwise=MISSING, target="ride_along")
OF_ITS_RIDER = Rule((MANAGER_SIDE,), MISSING, writes=True, target="ride_along", known=(participant,))
# What is said in a circle is its members' own: not even that there is something is told to anybody else.
OF_A_CIRCLE = reads(member, with_own_words, otherwise=MISSING, target="circle")
OF_AN_HOUR = writes(member, otherwise=MISSING, target="circle_meeting")
OF_WHO_IS_RIDDEN_WITH = Rule((REP_SIDE,), MISSING, writes=True, target="ride_along", known=(participant,))

RULES = {
    # signing in
    "sign_in": open_to_all(), "sign_out": open_to_all(), "get_set_up": open_to_all(), "set_up": open_to_all(),
    "get_demo": Rule((), MISSING, is_open=True),  # the organisation is not simulated
    "move_demo_clock": Rule((), MISSING, writes=True),
    "sign_out_everywhere": writes(anybody), "change_password": writes(anybody), "change_me": writes(anybody),
    "get_me": reads(anybody),
    # an API token cannot make, list or take back tokens, nor see where its owner is signed in
    "list_tokens": writes(anybody), "add_token": writes(anybody), "list_sign_in_sessions": writes(anybody),
    "remove_token": writes(owner, otherwise=MISSING, target="token"),
    # users: the admin's
    "list_users": reads(ADMIN), "get_user": reads(ADMIN, target="user"), "add_user": writes(ADMIN),
    "change_user": writes(ADMIN, target="user"), "make_set_up_link": writes(ADMIN, target="user"),
    # people
    "list_people": reads(anybody, fields=[(name, RECORD) for name in ("email", "hire_date", "segment", "region", "leave_date")]),
    "get_person": reads(*RECORD, otherwise=MISSING, target="person", fields=[("time_off", INNER), ("external_ids", INNER)]),
    "add_time_off": writes(*INNER, otherwise=MISSING, target="person"),
    "remove_time_off": writes(*INNER, otherwise=MISSING, target="person"),
    "get_timeline": reads(*LINE, otherwise=MISSING, target="person"),
    "get_team": reads(*LINE, otherwise=MISSING, target="manager"),
    "get_signals": reads(*INNER, otherwise=MISSING, target="person"),
    "get_open_opportunities": reads(*INNER, otherwise=MISSING, target="person"),
    # their own, in a browser; erasing is the admin's, who reads none of it
    "export_me": writes(anybody), "erase_person": writes(ADMIN, target="person"),
    "list_unmatched": reads(REVOPS), "match_name": writes(REVOPS, target="name"),
    # imports and totals: RevOps'
    "get_imports": reads(REVOPS), "list_mappings": reads(REVOPS), "get_mapping_text": reads(REVOPS), "preview_import": writes(REVOPS), "import_file": writes(REVOPS),
    "get_import_run": reads(REVOPS, target="run"), "get_crm_totals": reads(REVOPS),
    # the playbook is everybody's to read
    "get_playbook": reads(anybody), "list_playbook_versions": reads(anybody), "get_playbook_text": reads(anybody, target="version"),
    "check_playbook": reads(anybody), "preview_playbook": reads(ENABLEMENT, EXECUTIVE), "publish_playbook": writes(ENABLEMENT, EXECUTIVE),
    # cadence: counts and metadata
    "get_cadence": reads(*COUNTS, fields=[("row", CADENCE_OF)]), "export_cadence": reads(*COUNTS),
    "get_cadence_week": reads(*SESSIONS, otherwise=MISSING, target="manager"),
    "get_owed": reads(*SESSIONS, otherwise=MISSING, target="person"),
    # capacity: hours are counts, which rep has which conversations is metadata
    "get_capacity": reads(*COUNTS, fields=[("load", CADENCE_OF)]), "get_capacity_options": reads(*COUNTS, fields=[("shift", (above, ENABLEMENT, REVOPS))]),
    "get_capacity_playbook": reads(ENABLEMENT, EXECUTIVE),
    "get_capacity_of_manager": reads(*SESSIONS, otherwise=MISSING, target="manager"),
    "get_capacity_options_of_manager": reads(*SESSIONS, otherwise=MISSING, target="manager"),
    # scorecards: counts and rates, never a word; published by RevOps alone
    "get_scorecards": reads(*SCORED, fields=[("card", CARD_OF)]), "list_scorecard_months": reads(*SCORED),
    "export_scorecards": reads(*SCORED), "export_scorecards_workbook": reads(*SCORED), "export_scorecard_rows": reads(REVOPS, EXECUTIVE),
    "get_scorecard_rows": reads(*CARD_OF, otherwise=REFUSED, target="card"),
    "preview_scorecards": reads(REVOPS), "publish_scorecards": writes(REVOPS), "correct_scorecards": writes(REVOPS, target="publication"),
    # calibrations: that there is one for those above, what was said for the two (its manager, and the leader who held it)
    "list_calibrations": reads(*SCORED),
    "get_calibration": reads(about_or_above, REVOPS, EXECUTIVE, otherwise=MISSING, target="calibration"),
    "open_calibration": writes(directly_above, otherwise=MISSING, target="manager"),
    "hold_calibration": Rule((MANAGER_SIDE,), MISSING, writes=True, target="calibration", known=(participant,)),
    "review_calibration": writes(participant, otherwise=MISSING, target="calibration"),
    # one's own calendars; when somebody is busy, those above them see too
    **{operation: reads(anybody) for operation in ("list_calendars", "get_calendar_feed")},
    **{operation: writes(anybody) for operation in ("list_meetings", "preview_calendar", "add_calendar_file", "add_calendar_address", "make_calendar_feed", "end_calendar_feed",
                                                   "choose_invitations")},
    # what meetings are called, no API token reads
    "get_calendar": writes(owner, otherwise=MISSING, target="calendar"),
    **{operation: writes(owner, otherwise=MISSING, target="calendar") for operation in ("replace_calendar_file", "refresh_calendar", "remove_calendar", "restore_calendar")},
    "get_busy": reads(*LINE, otherwise=MISSING, target="person"),
    "read_calendar_feed": open_to_all(),
    # customer calls: their titles and who is invited are the rep's and those above them
    "list_calls": reads(*LINE, otherwise=MISSING, target="person"),
    "list_call_choices": reads(owner, above_owner, otherwise=MISSING, target="call"),
    "match_call": writes(owner, above_owner, otherwise=MISSING, target="call"), "undo_call_match": writes(owner, above_owner, otherwise=MISSING, target="call"),
    "pair_calls": writes(owner, above_owner, otherwise=MISSING, target="call"), "unpair_calls": writes(owner, above_owner, otherwise=MISSING, target="call"),
    # letters: the admin's, without a text
    "get_mail": reads(ADMIN), "retry_letter": writes(ADMIN, target="letter"), "drop_letter": writes(ADMIN, target="letter"),
    # circles: whether one is in is one's own; who is in which, and how they are formed, is enablement's
    "get_circle_profile": reads(anybody), "join_circles": writes(anybody), "leave_circles": writes(anybody),
    "list_circle_seasons": reads(ENABLEMENT), "add_circle_season": writes(ENABLEMENT), "list_circles": reads(ENABLEMENT),
    "list_circle_pairs_apart": reads(ENABLEMENT), "keep_circle_pair_apart": writes(ENABLEMENT), "let_circle_pair_together": writes(ENABLEMENT),
    **{operation: reads(ENABLEMENT, target="season") for operation in ("get_circle_season", "list_circle_people")},
    **{operation: writes(ENABLEMENT, target="season") for operation in ("set_circle_rules", "undo_circle_publication", "repair_circles", "start_circle_proposal")},
    **{operation: reads(ENABLEMENT, target="proposal") for operation in ("get_circle_proposal", "try_circle_moves", "list_circle_places")},
    **{operation: writes(ENABLEMENT, target="proposal") for operation in ("cancel_circle_proposal", "restart_circle_proposal", "edit_circle_proposal", "publish_circle_proposal")},
    "disband_circle": writes(ENABLEMENT, target="ended_circle"),
    "certify_facilitator": writes(ENABLEMENT, target="person"), "end_facilitator_certificate": writes(ENABLEMENT, target="person"),
    # one's own page
    "get_home": reads(anybody), "dismiss_action": writes(anybody), "restore_action": writes(anybody),
    # conversations
    "plan_session": writes(above, otherwise=REFUSED, target="person"), "record_session": writes(above, otherwise=REFUSED, target="person"),
    "list_sessions": reads(*SESSIONS, otherwise=MISSING, target="person"),
    "get_conversation": reads(participant, otherwise=MISSING, target="conversation"),
    "follow_conversation": reads(participant, otherwise=MISSING, target="conversation"),
    "get_shared_conversation": reads(above_when_shared, participant_when_shared, otherwise=MISSING, target="conversation"),
    "hint_commitment": reads(anybody),
    **{operation: OF_A_CONVERSATION for operation in (
        "write_shared_note", "write_private_note", "make_commitment", "withdraw_commitment", "session_move", "session_cancel", "session_excuse",
        "session_share", "session_presence")},
    **{operation: OF_ITS_MANAGER for operation in ("session_start", "session_gate", "session_stage", "session_skip_stage", "session_pause",
                                                   "session_resume", "session_end", "session_focus")},
    "session_confirm": OF_ITS_REP, "session_usefulness": OF_ITS_REP,
    # ride-alongs: above the two there are counts and times, never what was written
    "get_ride_along_desk": reads(*LINE, otherwise=MISSING, target="manager"),
    "list_ride_alongs": reads(*SESSIONS, otherwise=MISSING, target="person"),
    "get_ride_along_times": reads(above, otherwise=REFUSED, target="person"),
    "book_ride_along": writes(above, otherwise=REFUSED, target="person"),
    "get_ride_along": reads(participant, otherwise=MISSING, target="ride_along"),
    "follow_ride_along": reads(participant, otherwise=MISSING, target="ride_along"),
    **{operation: OF_A_RIDE for operation in ("write_pre_brief", "take_note", "remove_note", "make_next_step", "confirm_next_session", "move_ride_along", "cancel_ride_along")},
    **{operation: OF_ITS_RIDER for operation in ("confirm_ride_along_format", "start_ride_along", "take_over_call", "hand_back_call", "end_ride_along_call",
                                                 "start_debrief", "enter_debrief_stage", "comment_ride_along", "end_debrief")},
    **{operation: OF_WHO_IS_RIDDEN_WITH for operation in ("sign_takeover_consent", "write_self_assessment", "confirm_ride_along", "rate_ride_along")},
    # circles: their rooms and hours
    "get_my_circles": writes(anybody),
    "get_circle_room": OF_A_CIRCLE,
    "get_circle_meeting": reads(member, with_own_words, otherwise=MISSING, target="circle_meeting"),
    "follow_circle_meeting": reads(member, otherwise=MISSING, target="circle_meeting"),
    **{operation: OF_AN_HOUR for operation in (
        "start_circle_meeting", "attend_circle_meeting", "leave_circle_meeting", "excuse_circle_meeting", "enter_circle_stage", "give_circle_floor", "hand_over_circle_meeting",
        "end_circle_meeting", "write_case_study", "take_circle_note", "say_in_circle", "give_drill_feedback", "commit_in_circle")},
    "answer_circle_commitment": writes(owner_in_circle, otherwise=MISSING, target="circle_commitment"),
    "carry_circle_commitment": writes(owner_in_circle, otherwise=MISSING, target="circle_commitment"),
    # what others may know of circles: numbers of a quarter, never what anybody answered
    "get_circle_enps": reads(member, otherwise=MISSING, target="circle_meeting"), "answer_circle_enps": OF_AN_HOUR,
    **{operation: reads(ENABLEMENT) for operation in ("get_circle_pulse", "export_circle_pulse", "list_circle_facilitation", "export_circle_facilitation")},
    "get_circle_programme": reads(role("manager"), role("leader"), EXECUTIVE, ENABLEMENT, REVOPS),
    "get_what_my_manager_sees": reads(in_some_circle, otherwise=MISSING),
    "session_next": Rule((manager_still_above,), MISSING, writes=True, target="conversation", known=(participant,)),
}


def holds_any(world, viewer, clauses, target):
    return any(clause(world, viewer, target) for clause in clauses)


def is_signed_in(world, viewer):
    return viewer.person != "nobody" and viewer.person not in world.ended


def same_organisation(world, viewer, thing):
    return world.organisation.get(viewer.person) == world.organisation.get(thing)


def expected(world, rule, viewer, target):
    """The set of outcomes that are right."""
    if rule.is_open:
        return {OK} if rule.allowed else {rule.otherwise}
    if not is_signed_in(world, viewer):
        return {UNAUTHENTICATED}
    right = holds_any(world, viewer, rule.allowed, target)
    if rule.writes and viewer.proof == "token":
        # That it changes nothing and that there is nothing: either may be said first.
        return {FORBIDDEN, MISSING}
    # A role is asked for before the thing is looked for, a relation is found by looking.
    if target and not same_organisation(world, viewer, target):
        return {MISSING} if right or rule.otherwise == MISSING else {FORBIDDEN, MISSING} if rule.otherwise == REFUSED else {FORBIDDEN}
    if right:
        return {OK}
    if holds_any(world, viewer, rule.known, target):
        # Somebody who was moved away from the rep still knows of the conversation; either answer tells them nothing new.
        return {FORBIDDEN, MISSING} if MANAGER_SIDE(world, viewer, target) else {FORBIDDEN}
    return {FORBIDDEN, MISSING} if rule.otherwise == REFUSED else {rule.otherwise}


def may_see_field(world, clauses, viewer, target):
    return is_signed_in(world, viewer) and same_organisation(world, viewer, target) and holds_any(world, viewer, clauses, target)


def reads_private_note(world, viewer, conversation, author):
    """The author alone."""
    return participant(world, viewer, conversation) and viewer.person == author


@dataclasses.dataclass(frozen=True)
class Texts:
    """Who reads what is said: of a conversation's page, and of what was shared with those above."""
    said: tuple = (participant,)
    private: tuple = (reads_private_note,)
    shared: tuple = (above_when_shared, participant_when_shared)

    def may_read(self, world, viewer, conversation, author, of_shared=False):
        if author is not None:
            return not of_shared and any(clause(world, viewer, conversation, author) for clause in self.private)
        return holds_any(world, viewer, self.shared if of_shared else self.said, conversation)


def both(world, viewer, conversation, author):
    return participant(world, viewer, conversation)


TEXT_MUTATIONS = {"what is said is for everybody": Texts(said=(anybody,)), "what is said is for nobody": Texts(said=()),
                  "private notes are for both": Texts(private=(both,)), "private notes are for nobody": Texts(private=()),
                  "what is shared is for everybody": Texts(shared=(anybody,)), "what is shared is for nobody": Texts(shared=())}


def mutations():
    """The rules with one of them changed at a time: (what was changed, rules). Each must be noticed."""
    for operation, rule in RULES.items():
        if rule.is_open and rule.allowed:
            yield f"{operation} needs a session", {**RULES, operation: dataclasses.replace(rule, is_open=False)}
            continue
        for clause in rule.allowed:
            rest = tuple(other for other in rule.allowed if other is not clause)
            yield f"{operation} without {clause.__name__}", {**RULES, operation: dataclasses.replace(rule, allowed=rest)}
        if anybody not in rule.allowed:
            yield f"{operation} for everybody", {**RULES, operation: dataclasses.replace(rule, allowed=(anybody,))}
        if not rule.is_open:
            yield f"{operation} without signing in", {**RULES, operation: dataclasses.replace(rule, is_open=True, allowed=(anybody,))}
        if rule.writes and rule.allowed and rule.target not in ("conversation", "ride_along", "circle", "circle_meeting", "circle_commitment"):
            yield f"{operation} by a token", {**RULES, operation: dataclasses.replace(rule, writes=False)}
        if rule.otherwise in (FORBIDDEN, MISSING) and anybody not in rule.allowed:
            other = MISSING if rule.otherwise == FORBIDDEN else FORBIDDEN
            yield f"{operation} answers {other}", {**RULES, operation: dataclasses.replace(rule, otherwise=other)}
        for name, clauses in rule.fields:
            for clause in clauses:
                rest = tuple(other for other in clauses if other is not clause)
                fields = tuple((n, rest if n == name else c) for n, c in rule.fields)
                yield f"{operation}.{name} without {clause.__name__}", {**RULES, operation: dataclasses.replace(rule, fields=fields)}
            fields = tuple((n, (anybody,) if n == name else c) for n, c in rule.fields)
            yield f"{operation}.{name} for everybody", {**RULES, operation: dataclasses.replace(rule, fields=fields)}
