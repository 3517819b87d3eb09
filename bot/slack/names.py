"""The names that Slack sends back to us: commands, buttons, modals."""

RAPID = "/rapid"
QUEUE = "/rapid-queue"
SETUP = "/rapid-setup"
ONCALL = "/rapid-oncall"

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
PARK = "park"
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

# The rota, in answers that one person sees. The first holds what is wished for, the last what and
# which: `off 12`, `cover 3`, `swap 4`, `override 5`.
DO = "rota_do"
NEVER_MIND = "rota_never_mind"
OPEN_OFF = "open_off"
OPEN_COVER = "open_cover"
OPEN_SWAP = "open_swap"
OPEN_PREFER = "open_prefer"
TAKE_BACK = "rota_take_back"

# What the rota says in messages. The value is the rotation, or the number of what was asked.
JOIN = "rota_join"
NO_SEAT = "rota_no_seat"
TAKE_COVER = "take_cover"
WITHDRAW_COVER = "withdraw_cover"
AGREE_SWAP = "agree_swap"
REFUSE_SWAP = "refuse_swap"
ACKNOWLEDGE = "acknowledge"
# A menu: the hand-off, the incident and the choice, `3 42 park`.
CHOOSE = "handoff_choice"
WRITE_NOTE = "write_note"

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
PARK_FORM = "park_form"
EDIT_FORM = "edit_form"
LET_SEE_FORM = "let_see_form"
SETTINGS_FORM = "settings_form"
NOTE_FORM = "note_form"
OFF_FORM = "off_form"
COVER_FORM = "cover_form"
SWAP_FORM = "swap_form"
PREFER_FORM = "prefer_form"

# Rotations in the settings. The value of the first and the third is the rotation's name.
CHANGE_ROTATION = "change_rotation"
ADD_ROTATION = "add_rotation"
REMOVE_ROTATION = "remove_rotation"
BACK_TO_ROTATION = "back_to_rotation"
ROTATION_FORM = "rotation_form"
ROTATION_PREVIEW = "rotation_preview"

# Message metadata, by which a post is found again whose answer got lost.
METADATA_EVENT = "hydrant_notice"


def choice(question: str, answer: str) -> str:
    """Return the action id of one answer to a question."""
    return f"{question}:{answer}"
