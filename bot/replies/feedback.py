"""What people think of an answer: the buttons for it."""

from bot.model import Complaint
from bot.replies.messages import Say
from bot.replies.parts import Action, Button, Rows

COMPLAINTS = {
    Complaint.WRONG: "keluhan_salah",
    Complaint.INCOMPLETE: "keluhan_kurang",
    Complaint.OFF_TOPIC: "keluhan_lain",
}
MARK = " ✓"
SEPARATOR = "."  # between a complaint and the question that it is about


def vote_buttons(say: Say, question_id: str) -> tuple[Button, Button]:
    """👍 and 👎."""
    return (
        Button(say("suara_baik"), Action.GOOD, question_id),
        Button(say("suara_buruk"), Action.BAD, question_id),
    )


def marked(label: str, *, chosen: bool) -> str:
    """The label of a vote as it stands after voting."""
    return label.removesuffix(MARK) + (MARK if chosen else "")


def complaint_rows(say: Say, question_id: str) -> Rows:
    """Why not, a button each; short ones side by side."""
    wrong, incomplete, off_topic = (
        Button(say(key), Action.COMPLAIN, f"{complaint}{SEPARATOR}{question_id}")
        for complaint, key in COMPLAINTS.items()
    )
    return ((wrong, incomplete), (off_topic,))


def complaint_of(value: str) -> tuple[Complaint, str] | None:
    """The complaint and the question that a button's value holds; None if it is forged."""
    name, _, question_id = value.partition(SEPARATOR)
    return (Complaint(name), question_id) if name in set(Complaint) else None
