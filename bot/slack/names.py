"""The names that Slack sends back to us: commands, buttons, modals."""

RAPID = "/rapid"
QUEUE = "/rapid-queue"

# Buttons on the card. The value of each is the incident's number.
CLAIM = "claim"
TAKE_OVER = "take_over"
RELEASE = "release"
STOPGAP = "stopgap"
ANSWER = "answer"
CHANGE_SEVERITY = "change_severity"
REOPEN = "reopen"

# Buttons that only one person sees.
WRITE = "write"
ANSWERS_IT = "answers_it"
DOES_NOT = "does_not"
SAY_MORE = "say_more"

# The two questions of the confirmation: one button for each answer, `impact:high`, `when:soon`.
IMPACT = "impact"
WHEN = "when"

# Modals.
WRITE_FORM = "write_form"
SEVERITY_FORM = "severity_form"
REOPEN_FORM = "reopen_form"
SAY_MORE_FORM = "say_more_form"

# Message metadata, by which a post is found again whose answer got lost.
METADATA_EVENT = "hydrant_notice"


def choice(question: str, answer: str) -> str:
    """Return the action id of one answer to a question."""
    return f"{question}:{answer}"
