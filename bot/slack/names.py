"""The names that Slack sends back to us: commands, buttons, modals."""

RAPID = "/rapid"
QUEUE = "/rapid-queue"
SETUP = "/rapid-setup"

# In the menus of Slack.
FILE_SHORTCUT = "file_request"
MESSAGE_SHORTCUT = "file_message"

# Buttons on the card and in its window. The value of each is the incident's number.
CLAIM = "claim"
TAKE_OVER = "take_over"
RELEASE = "release"
STOPGAP = "stopgap"
ANSWER = "answer"
CHANGE_SEVERITY = "change_severity"
REOPEN = "reopen"
ASK = "ask"
DETAILS = "details"
REPLY = "reply"
DECLINE = "decline"
DUPLICATE = "duplicate"
REASSIGN = "reassign"
WITHDRAW = "withdraw"
EDIT = "edit"
LET_SEE = "let_see"
FOLLOW = "follow"
UNFOLLOW = "unfollow"

# Buttons that only one person sees.
WRITE = "write"
ANSWERS_IT = "answers_it"
DOES_NOT = "does_not"
SAY_MORE = "say_more"

# The author's answer whether a message may be filed. The value is its channel and ts.
CONSENT_FILE = "consent_file"
CONSENT_PRIVATE = "consent_private"
CONSENT_LEAVE = "consent_leave"

# What the analyst is asked at the end: `closing:effort:hour`, `closing:cause`, `closing:skip`.
CLOSING = "closing"

# The two questions of the confirmation: one button for each answer, `impact:high`, `when:soon`.
IMPACT = "impact"
WHEN = "when"

# Settings: the list of sections, and the form of one. The value is the section.
OPEN_SETTINGS = "open_settings"
CHANGE_SETTINGS = "change_settings"

# In the home. The value of the last two is the list and the page: `ended 3`.
NEW_REQUEST = "new_request"
NEWER = "newer"
OLDER = "older"

# Modals.
WRITE_FORM = "write_form"
SEVERITY_FORM = "severity_form"
REOPEN_FORM = "reopen_form"
SAY_MORE_FORM = "say_more_form"
FILE_FORM = "file_form"
ASK_FORM = "ask_form"
REPLY_FORM = "reply_form"
DECLINE_FORM = "decline_form"
DUPLICATE_FORM = "duplicate_form"
REASSIGN_FORM = "reassign_form"
EDIT_FORM = "edit_form"
LET_SEE_FORM = "let_see_form"
SETTINGS_FORM = "settings_form"

# Message metadata, by which a post is found again whose answer got lost.
METADATA_EVENT = "hydrant_notice"


def choice(question: str, answer: str) -> str:
    """Return the action id of one answer to a question."""
    return f"{question}:{answer}"
