"""The second wall (docs/decisions/2026-11-23-the-second-wall.md): what stands behind it, and who may look past it."""
import re

from tree import Fault, is_test, line_at, rule, without_comments
from .schema import sqlite_of, sqlite_shape

PAST = re.compile(r"\b(?:BeyondTheWall|ActingAs)\b[>\s]+(\w+)\s*[;({]")


@rule("who looks past the database's wall says why, here", {
    "src/app/command_line.cpp house": "a command on the machine acts for the house; requests have threads of their own",
    "src/platform/jobs/runner.cpp house": "a job acts for the house",
    "src/platform/web/gate.cpp acting": "the account of the request: this is where the wall learns who acts",
    "src/platform/web/gate.cpp by_secret": "a number and secret, or a link, opens the record instead of an account",
    "src/people/alarm.cpp to_compare": "a look-up by a barred account is compared with the files that barred it, and raises their alarm",
    "src/people/shielded.cpp to_tell_them": "accounts named for a shielded file learn that its number was registered again",
    "src/people/register_acts.cpp to_compare": "a number stands on one open file, also behind a shield or a bar",
    "src/people/register_acts.cpp until_named": "a shielded person's row is there before the account that is named for it",
    "src/people/sensitivity.cpp until_all_follow": "level, names and all that follows change one after another; asked before",
    "src/people/circle.cpp also_oneself": "who takes herself off a shielded file still takes what follows along",
    "src/people/barring.cpp also_oneself": "who bars herself still takes what follows along",
    "src/people/closed_file.cpp from_there": "the receiving town copies the file it took over; asked before",
    "src/guard/hand_over.cpp to_move_all": "a hand-over opens nothing; what bars the taker stays by its own condition",
    "src/guard/hand_over.cpp to_count_all": "the counts before a hand-over are those of the hand-over",
    "src/guard/emergency_store.cpp to_count_all": "an opening counts against its account's limit, also of a file that was shielded or barred it since",
    "src/referrals/happening.cpp so_that_they_hear": "the sender's line, case and contract are told of the step a receiver took; they open nothing",
    "src/hospital/discharge_store.cpp to_know_who_is_shielded": "asks that nobody shielded is meant: behind the wall she would look absent, and a house outside would learn of her",
    "src/retention/erasure.cpp to_erase_all": "an erasure leaves no row behind, whoever approved it; asked before",
    "src/departures/receive_acts.cpp into_the_other_town": "the receiver is named on the transfer, not on the file; its statement asks for that",
    "src/departures/transfer_store.cpp from_the_other_town": "as above: the statement asks who is named on the transfer, and who is barred",
    "src/places/waiting_store.cpp the_same_for_all": "the turn and the number who wait leave the shielded out themselves, and are the same whoever counts",
    "src/overview/figures.cpp the_same_for_all": "figures leave the shielded out themselves and must not differ by who is barred from what",
    "src/zones/supply_acts.cpp the_same_for_all": "the overview's figures again, which must not differ by who is barred from what",
    "src/referrals/quota_store.cpp to_count_all": "a place under an agreement is taken by a shielded person, too",
    "src/referrals/served_store.cpp to_count_all": "a bill counts days of everybody served; names are no part of it",
})
def beyond_the_wall(tree):
    for path in tree.under("src/", ends=(".cpp", ".h")):
        if path == "src/platform/db/wall.h" or is_test(path):
            continue
        text = without_comments(tree.text(path))
        for match in PAST.finditer(text):
            yield Fault(f"{path} {match.group(1)}", f"{path}:{line_at(text, match.start())}", "looks past the wall")
