# Every sentence that people see in Slack, in English.
#
# A name is <surface>-<what>. Facts ($name, $owner …) are filled in by bot/slack/render: people as
# mentions, everything typed already escaped. Titles and buttons of forms have 24 letters, other
# buttons 30.

## Words

words-nobody = nobody
words-somebody = somebody
words-quoted = “{ $words }”
words-requester = its requester
words-private = private
words-private-text = _Private: only its requester and its analyst see the text._

## How bad it is

severity-s1 = S1 critical
severity-s2 = S2 high
severity-s3 = S3 normal
severity-s4 = S4 low
severity-none = severity not set
severity-treated-as = severity not set (treated as { $severity })
severity-means-s1 = it stops everything else
severity-means-s2 = it goes before most other work
severity-means-s3 = it takes its turn
severity-means-s4 = it is done when there is room

## The answers to the two questions

impact-high = Customers or money hurt
impact-medium = My team is blocked
impact-low = Only me, it can wait
when-today = Today
when-soon = In 1 to 3 days
when-later = Later
when-none = No date

## By when it is needed

needed-later = later
needed-none = no date
needed-read-from = (read from “{ $words }”)

## Where it stands, and who has it

standing-new = nobody has it yet
standing-claimed = { $owner } has it
standing-needs-info = { $owner } waits for an answer from { $requester }
standing-stopgap = works for now, by { $owner }
standing-stopgap-until = works for now until { $until }, by { $owner }
standing-answered = answered by { $owner }
standing-declined = declined
standing-declined-by = declined by { $owner }
standing-duplicate = the same as { $original }
standing-duplicate-hidden = the same as another request
standing-withdrawn = taken back by { $requester }

## The card

card-filed = filed { $at }
card-needed-by = needed by: *{ $day }*
card-source = the message
card-next-new = Next: somebody takes it. { $claim } claim · { $stopgap } works for now · { $answer } answered
card-next-claimed = Next: a stopgap or an answer. { $ask } ask · { $stopgap } works for now · { $answer } answered · { $claim } off gives it back
card-next-needs-info = Next: the requester's reply. { $stopgap } works for now · { $answer } answered
card-next-ended = Next: the requester says whether this answers it.
card-next-confirmed = Done: the requester says that this answers it.
card-next-closed = Closed.
card-spoken-asked = “{ $text }”, filed by { $requester } { $at }
card-spoken-needed-by = needed by { $day }
card-spoken-next-new = next: claim it with the emoji { $claim } or the { button-claim } button.
card-spoken-next-claimed = next: end it with the emoji { $stopgap } or { $answer }, or the buttons.
card-spoken-next-needs-info = next: the requester replies.
card-spoken-next-ended = next: the requester says whether this answers it.
card-spoken-next-confirmed = the requester says that this answers it.
card-spoken-next-closed = nothing is left to do.

## The card's buttons, each with what a screen reader reads instead

button-claim = Claim
button-claim-says = Claim { $name }
button-stopgap = Works for now
button-stopgap-says = End { $name } with a stopgap
button-answer = Answered
button-answer-says = End { $name } with an answer
button-change-severity = Change severity
button-change-severity-says = Change the severity of { $name }
button-release = Give back
button-release-says = Release { $name }
button-take-over = Take over
button-take-over-says = Take { $name } over from who has it
button-reopen = Reopen
button-reopen-says = Reopen { $name }
button-ask = Ask
button-ask-says = Ask the requester of { $name }
button-details = Details
button-details-says = Open { $name } with its story
button-reply = Reply
button-reply-says = Reply about { $name }
button-decline = Decline
button-decline-says = Decline { $name }
button-duplicate = Same as another
button-duplicate-says = Mark { $name } as the same as another
button-reassign = Hand over
button-reassign-says = Hand { $name } over to somebody else
button-withdraw = Take it back
button-withdraw-says = Take { $name } back
button-edit = Change it
button-edit-says = Change the words of { $name }
button-say-more = Add something
button-say-more-says = Add something to { $name }
button-let-see = Who may see it
button-let-see-says = Choose who may see { $name }
button-follow = Follow
button-follow-says = Follow { $name }
button-unfollow = Follow no more
button-unfollow-says = Follow { $name } no more

## Before an incident is taken over

take-over-title = Take { $name } over?
take-over-question = Somebody has it already. They will see on the card that it is yours now.
take-over-yes = { button-take-over }
take-over-no = Leave it
## Before a request is taken back

withdraw-title = Take { $name } back?
withdraw-question = Nobody will work on it any more. You can open it again later.
withdraw-yes = { button-withdraw }
withdraw-no = Leave it

## In the card's thread

thread-requester = Its requester
thread-said-more = { $requester } adds to { $name }:
thread-reply = { $requester } replies about { $name }:
thread-edited = { $requester } changed { $name }. The card has the new words.
thread-withdraw = { $requester } took { $name } back: it needs no answer any more.
thread-reopen = { $requester } reopened { $name }:

## What the requester reads after filing

filed-head = { $name } is filed.
filed-before = That message is filed already: { $name }.
filed-severity = Severity: { $severity }, { $means }.
filed-severity-not-set = Its severity is not set yet; until it is, { $means } like any { $assumed }.
filed-now = Now: { $standing }.
filed-next-ended = You got a message about it from me.
filed-next-owned = They will write to you in your messages with me.
filed-next-waiting =
    { $ahead ->
        [0] Nothing else is open.
        [1] One other request is open.
       *[other] { $ahead } other requests are open.
    } I will message you as soon as somebody takes it; you need not do anything.
filed-ask-impact = What happens if it is late?
filed-ask-when = By when do you need it?
filed-when-so-far = So far: { $day }.
filed-answer-says = { $answer }, for { $name }
filed-answer-chosen-says = { $answer }, chosen, for { $name }

## What the requester is told

told-claimed = { $by } has your request { $name } and will write to you here.
told-taken-over = { $owner } has your request { $name } now.
told-released = { $name } is free again; nobody has it right now. It keeps its place in the queue.
told-stopgap = { $name } works for now, says { $by }.
told-stopgap-until = { $name } works for now, until { $until }, says { $by }.
told-answered = { $name } is answered, says { $by }.
told-wrote = { $by } writes about { $name }:
told-asked = { $by } asks about { $name }:
told-asked-without-words = { $by } needs to know more about { $name } and will write to you. You may already reply.
told-declined = { $name } is declined by { $by }:
told-duplicate = { $name } is the same as { $original }, says { $by }. You will hear when that one ends.
told-duplicate-ended = { $name } is the same as { $original }, says { $by }, and that one has ended: { $standing }.
told-private = It is private, so its words are not in this message.
told-reopened = { $name } is open again: { $by } took the ending back; { $standing }.
told-standing = { $name }: { $standing }.
told-as-of = as of { $day }
told-asks = Does this answer it? Use the buttons.
told-asks-reply = Use the button { button-reply }.
told-replied = You replied; { $owner } has it again.
told-replied-for-you = { $by } replied for you.
told-question-settled = This question is settled.
told-answers-it = This answers it
told-answers-it-says = This answers { $name }
told-does-not = It does not
told-does-not-says = This does not answer { $name }
told-does-not-words = It does not answer it.
told-confirmed = You said that this answers it. Thank you.
told-taken-back = { $by } took this back.
told-open-again = You said that it does not. { $name } is open again and nobody has it yet.
told-open-again-with = You said that it does not. { $name } is open again with { $owner }.
told-is-back = It is back
told-is-back-says = Reopen { $name }: it is back
told-more = Say what is missing
told-more-says = Say what is missing in { $name }

## The offer to write to the requester

prompt-offer =
    { $name } { $state ->
        [stopgap] works for now
       *[answered] is answered
    }. I tell { $requester } so in { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }, or as soon as you write: a sentence, a link or an as-of date makes it worth more.
prompt-offer-question =
    You asked about { $name }. I tell { $requester } so in { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }, or as soon as you write what you need to know.
prompt-spoken = Use the button { $button }.
prompt-requester = the requester
prompt-write = Write to { $who }
prompt-write-says = Write to { $who } about { $name }
## What an analyst is asked at the end

closing-head = Five taps about { $name }, all optional
closing-effort = How long did it take?
closing-effort-minutes = Up to 15 min
closing-effort-hour = Up to 1 h
closing-effort-half-day = Up to 4 h
closing-effort-longer = Longer
closing-preventable = Could it have been prevented? 1 no, 5 surely
closing-returns = Will it come again?
closing-returns-yes = Yes
closing-returns-no = No
closing-returns-unsure = Perhaps
closing-cause-and-tool = Where did it come from, and which tool held you up?
closing-cause = Root cause
closing-cause-technical = Technical fault
closing-cause-integration = Between two systems
closing-cause-testing-gap = Not tested
closing-cause-process = Process or rules
closing-cause-source-system = Source system
closing-cause-definition = Unclear definition
closing-cause-access = Access
closing-cause-new-demand = Genuinely new
closing-tool = Tool
closing-no-tool = No tool
closing-skip = Skip
closing-skip-says = Skip the questions about { $name }
closing-thanks = Thank you. That helps to make it stop.

## Messages to one person

heard = { $name }, which you follow, has ended: { $standing }.
heard-as-duplicate = { $name }, the same as your { $own }, has ended: { $standing }.
handed = { $by } gave you { $name }. It is yours now.
named = { $by } lets you see { $name }. It is private: please read it in its window.
owner-left = { $owner } had { $name } and has left the workspace. It is free again.
filed-here = Your message is filed as { $name }.
filed-here-for-another = That message is filed as { $name }. You will hear how it ends.
numbered = Filed for Rapid Response as { $name }.

## Asking the author of a message

consent-message = a message of yours
consent-ask = { $by } would like to file { $message } for the Rapid Response team. It was said in a closed room, so it is up to you: the team, and whoever reads its channel, would see its words.
button-consent-file = File it
button-consent-private = File it as private
button-consent-leave = Leave it
consent-reading = One moment, please.
consent-asking = One moment, please.
consent-agreed = Thank you. I file it.
consent-agreed-in-private = Thank you. I file it as private: only you and its analyst see the words.
consent-filed = It is filed. Thank you.
consent-left = I leave it where it is.

## The window of an incident

window-followers =
    { $count ->
        [0] Nobody follows it.
        [1] One person follows it.
       *[other] { $count } people follow it.
    }
window-named = may be seen by { $named }
window-question = The analyst asks:
window-ending = The analyst writes:
window-filed-before = That message is filed already.

## What an admin has to mend

trouble-cannot-speak = Slack does not let me speak to { $place } (`{ $code }`).
trouble-nothing-lost = Nothing is lost: I keep what I have to say and try again every five minutes.
trouble-not-in-channel = Please type `/invite` and my name in that channel.
trouble-channel-not-found = If it is private, please type `/invite` and my name in it; if it is gone, choose another channel in my settings.
trouble-is-archived = Please unarchive it, or choose another channel in my settings.
trouble-missing-scope = Please install me again from the manifest, so that I get its scopes.
trouble-messages-tab-disabled = Please switch on the Messages tab in my app's App Home settings.
trouble-other = Look at Slack's page for that error, and at my log.

## Why nothing was changed. Where no request is known, $name is reason-it.

reason-it = it
reason-somebody = Somebody
reason-not-in-team = Only members of the Rapid Response team can do that with { $name }. Nothing was changed; an admin can add you in the settings.
reason-another-has-it = { $owner } has { $name } already, so nothing was changed. If it should be yours, press *{ button-take-over }* on the card.
reason-not-yours = { $owner } has { $name }, so only they can do that. If it should be yours, press *{ button-take-over }* on the card.
reason-not-the-requester = Only the person who filed { $name } can do that. Nothing was changed.
reason-not-allowed = Only its requester or the Rapid Response team can do that with { $name }. Nothing was changed.
reason-nobody-has-it = Nobody has { $name } yet, so there is nothing to give back or take over. Claim it first.
reason-already-ended = { $name } has ended already, so nothing was changed. Press *{ button-reopen }* on the card if it should go on.
reason-not-ended = { $name } is still open, so nothing was changed.
reason-not-waiting = { $name } waits for no reply, so nothing was changed.
reason-wrong-state = { $name } is not at a point where that can be done. Nothing was changed.
reason-unknown-incident =
    { $number ->
        [0] There is no such request that you can see.
       *[other] There is no { $name } that you can see.
    } Type `{ $queue }` for what is open.
reason-no-reason = Please add a few words: they are kept with { $name }. Nothing was changed yet.
reason-too-late = That took too long for Slack, so nothing was opened or changed. Please press it once more.
reason-nothing-typed = There was nothing in it, so nothing was changed.
reason-not-set-up = Hydrant does not know yet where to put requests, so nothing was filed. An admin of Slack can tell it with `/rapid-setup`.
reason-itself = { $name } cannot be a duplicate of itself. Nothing was changed.
reason-not-private = { $name } is not private: everybody may see it already. Nothing was changed.
reason-not-from-here = Only people who belong to this workspace can do that. Nothing was changed.
reason-not-an-admin = Only the admins named in my settings can do that. Nothing was changed.
reason-unknown-original = There is no { $name }, so nothing was marked as a duplicate of it.
reason-changed-meanwhile = Somebody else changed { $name } meanwhile, so nothing was changed now. Please look again.
reason-filed-before = That was filed before, as a request that you cannot see. Nothing was filed.
reason-left-by-author = The person who wrote that message did not want it filed. Nothing was filed.
reason-no-message = I cannot read that message: it is gone, or I am not in its channel. Nothing was filed.
reason-no-severity = Please say how bad it is, then why: `S2 the board waits`. Nothing was changed.
reason-no-number = Please say which one it is the same as: `of INC-3`. Nothing was changed.
reason-no-person = Please mention who should have { $name }, with an @. Nothing was changed.
reason-no-such-answer = That is none of the answers to choose from. Nothing was changed.
reason-day-is-over = That day is over. Please choose today or a later one.

## Lists of incidents, and one with its story

queue-quiet = Nothing is open. A quiet moment: enjoy it.
queue-none-of-yours = You have filed nothing and have nothing in hand.
queue-head-open = { $count } open, in the order to work on them.
queue-head-mine = { $count } of yours, newest first.
queue-needed-by = needed by: { $day }
queue-card = card
queue-more = … and { $count } more.
queue-hints = `{ $mine }` · `{ $one }` for one with its story · `{ $one } claim` to do something to it
queue-story-spoken =
    { $name }, { $severity }, { $standing }. { $count ->
        [one] One entry
       *[other] { $count } entries
    }:
queue-left-out = … earlier entries left out
order-done = { $name }: { $standing }.
order-severity = { $name }: { $severity } now.
order-follow = You will hear how { $name } ends.
order-unfollow = You will hear no more of { $name }.

## What was done to it, by whom

entry-filed = { $by } filed it
entry-described = { $by } answered a question
entry-claim = { $by } claimed it
entry-take-over = { $by } took it over
entry-release = { $by } gave it back
entry-ask = { $by } asked
entry-question = { $by } asked
entry-unasked = { $by } took the question back
entry-reply = { $by } replied
entry-stopgap = { $by } ended it with a stopgap
entry-answer = { $by } answered it
entry-wrote = { $by } wrote
entry-confirmed = { $by } said that this answers it
entry-decline = { $by } declined it
entry-mark-duplicate = { $by } marked it as a duplicate
entry-reassign = { $by } handed it over
entry-change-severity = { $by } changed the severity
entry-withdraw = { $by } took it back
entry-reopen = { $by } reopened it
entry-undone = { $by } took the ending back
entry-said-more = { $by } added
entry-edited = { $by } changed the request
entry-let-see = { $by } let somebody see it

## App Home

home-spoken = Your requests: { $open } open, { $ended } ended.
home-greeting = Something looks wrong, or you need a number? Ask the data team.
home-new = New request
home-new-says = File a new request
home-no-admin = Nobody has set me up yet. If you own or administrate this workspace, type `{ $setup }`: the first who does becomes my admin and tells me the rest.
home-not-ready = Nobody has told me yet where requests should go, so nothing can be filed. My admins can: { $admins }.
home-setup =
    Requests go to: { $requests }. { $count ->
        [0] Nobody is in Rapid Response yet.
        [one] One person is in Rapid Response.
       *[other] { $count } people are in Rapid Response.
    }
home-held = In your hands
home-held-none = You have nothing in hand.
home-queue = The queue
home-queue-counts = { $open } open, in the order to work on them: { $new } new, { $waiting } waiting for an answer.
home-open = Your open requests
home-ended = Your ended requests
home-nothing-filed = You have filed nothing so far.
home-last-news = last news { $at }
home-wrote = They wrote: “{ $words }”
home-page = { $first } to { $last } of { $total }
home-newer = Newer
home-newer-says = Newer ones: { $list }
home-older = Older
home-older-says = Older ones: { $list }
home-before = Back
home-before-says = The ones before: { $list }
home-after = More
home-after-says = The ones after: { $list }
home-how-file = *How it works:* type `{ $rapid }` and what you need in any channel, or press *{ home-new }*. You get a number at once.
home-how-hear = I write to you under *Messages* as soon as somebody has it, and when it ends; you say whether that answers it.

## How to use the commands

help-file = Type `{ $rapid }` and what you need or what looks wrong, in your own words: `{ $rapid } revenue dashboard shows zero for EU since this morning`. One line is enough. You get a number at once, and a message when somebody has it.
help-queue = `{ $queue }` what is open · `{ $mine }` yours · `{ $one }` one with its story
help-orders = Do something to one: `{ $one } claim`, `take over`, `release`, `ask …`, `reply …`, `stopgap …`, `answer …`, `severity S2 …`, `decline …`, `duplicate of INC-3`, `reassign @name`, `withdraw`, `reopen …`, `edit …`, `add …`, `follow`.
help-not-understood = I do not know what “{ $typed }” means. `{ $queue }` shows what is open, `{ $mine }` yours, `{ $one }` one with its story.

## When something broke

broken-not-saved = Sorry, that went wrong on my side and *nothing was saved*. Please try again in a moment (reference { $reference }).
broken-not-changed = Sorry, that went wrong on my side and nothing was changed. Please try again in a moment (reference { $reference }).
broken-text-spoken = Here is your text: { $text }
broken-text = Here is your text, so that you need not type it again:

## Forms

form-cancel = Cancel
form-send = Send
form-save = Save
form-close = Close
form-file-title = File a request
form-file-submit = File
form-file-text = What do you need, or what looks wrong?
form-file-text-hint = In your own words. Nothing else has to be filled in.
form-file-when-none = No date
form-file-day = Or on a certain day
form-file-link = Where to look
form-file-closed = This was said in a closed room. Filed, the Rapid Response team and whoever reads its channel see it; tick *Private* if they should not.
form-filed-title = Filed
form-private = Private
form-private-option = Only I and my analyst see the words
form-private-hint = For people's data and the like. The team sees a number and a severity.
form-edit-title = Change { $name }
form-edit-text-hint = What it said before stays in its story.
form-ask-title = About { $name }
form-ask-words = What do you need to know from { $requester }?
form-ask-words-hint = What number, where did they see it, what did they expect?
form-reply-title = About { $name }
form-reply-words = Your reply
form-decline-title = Decline { $name }
form-decline-submit = Decline
form-decline-reason = Why?
form-decline-reason-hint = The requester reads it. Say who can help, if somebody can.
form-duplicate-title = { $name } again
form-duplicate-submit = It is the same
form-duplicate-original = The same as which?
form-duplicate-hint = A number, such as INC-3. Everybody who waits hears its answer.
form-reassign-title = Hand { $name } over
form-reassign-submit = Hand over
form-reassign-owner = Who should have it?
form-reassign-hint = Somebody of the Rapid Response team; they get a message.
form-let-see-title = Who may see { $name }
form-let-see-who = Besides you and the analyst
form-let-see-hint = They get a message. Take a name away and they see it no more.
form-write-title = About { $name }
form-write-words = What should { $requester } know?
form-write-words-hint = The number, and its catch.
form-write-link = Link
form-write-as-of = As of
form-write-as-of-hint = The day of the data.
form-severity-title = Severity of { $name }
form-severity-submit = Change
form-severity-severity = How bad is it?
form-severity-option = { $severity }: { $means }
form-severity-reason = Why?
form-severity-reason-hint = It is kept in the timeline.
form-reopen-title = Reopen { $name }
form-reopen-submit = Reopen
form-reopen-reason = Why does it go on?
form-more-title = More on { $name }
form-more-words = What is missing?
form-more-words-hint = The analyst reads it at the card.

## Under a field that cannot be taken as it is

field-empty = Please fill this in; what you have typed elsewhere is kept.
field-too-long = Please keep it under { $limit } characters.
field-no-address = Please give a web address that begins with https://.
field-no-number = Please give a number, such as INC-3.
field-impossible = That cannot be read; please choose again.

## What doctor finds, and the check after settings were saved

finding-environment = The environment cannot be right. { $cause }
finding-slack-away = Slack does not answer at { $address } (`{ $code }`). Look whether this machine may open connections to it, perhaps through a proxy, and at `SLACK_API_URL`.
finding-slack-busy = Slack asks for a pause after too many calls. Wait a minute, then look again.
finding-declined = Slack declines to tell (`{ $code }`). Look at Slack's page for that error.
finding-may-not-look = The scope `{ $needed }` is missing, so I cannot look. Install the app again from the manifest.
finding-bot-token-missing = `SLACK_BOT_TOKEN` is not set. It begins with `xoxb-` and is on the app's page, under OAuth & Permissions.
finding-bot-token-refused = Slack does not know `SLACK_BOT_TOKEN` (`{ $code }`). Copy the bot token from the app's page, under OAuth & Permissions.
finding-bot-token-revoked = `SLACK_BOT_TOKEN` worked once and does not any more (`{ $code }`). Install the app again, on its page under Install App, and copy the new token.
finding-app-token-missing = `SLACK_APP_TOKEN` is not set. It begins with `xapp-` and is made on the app's page, under Basic Information, with the scope `connections:write`.
finding-app-token-refused = Slack does not accept `SLACK_APP_TOKEN` (`{ $code }`). Make a new app-level token on the app's page, under Basic Information, with the scope `connections:write`.
finding-app-token-scope = `SLACK_APP_TOKEN` lacks the scope `connections:write`, so Socket Mode cannot connect. Make a new app-level token with it, on the app's page under Basic Information.
finding-tokens-of-two-apps = `SLACK_BOT_TOKEN` and `SLACK_APP_TOKEN` belong to two different apps. Copy both from the page of the same app.
finding-clock =
    This machine's clock is { $seconds } seconds { $way ->
        [behind] behind
       *[ahead] ahead of
    } Slack's, so deadlines and reminders come at the wrong time. Set it right, best by NTP.
finding-scope-missing = The scope `{ $scope }` is not granted, so these do not work: { $needs }. Install the app again from the manifest.
finding-loss-history = The scope `{ $scope }` is not granted. If Slack's answer to a post gets lost, I cannot look whether it arrived, and it may appear twice. Install the app again with it if you mind.
finding-loss-emoji = The scope `{ $scope }` is not granted, so nobody notices when the settings name an emoji that does not exist. Install the app again with it if you mind.
finding-loss-other = The optional scope `{ $scope }` is not granted, so these do not work: { $needs }. Install the app again with it if you mind.
finding-manifest-unreadable = { $place } is not a manifest in YAML. Take the one that came with this version of Hydrant.
finding-manifest-missing =
    { $place } lacks the { $kind ->
        [command] slash command
        [shortcut] shortcut
        [event] event
       *[scope] scope
    } `{ $item }`. Paste the manifest of this version into the app's page, under App Manifest.
finding-manifest-extra =
    { $place } has the { $kind ->
        [command] slash command
        [shortcut] shortcut
        [event] event
       *[scope] scope
    } `{ $item }`, which this version does not need. Take it out, on the app's page under App Manifest.
finding-manifest-differs = { $place } has `{ $item }` as { $found }; this version needs { $wanted }. Change it on the app's page, under App Manifest.
finding-config-token = Slack does not accept `SLACK_CONFIG_TOKEN` (`{ $code }`), so nobody compares the app's settings with the manifest. Make a new one on api.slack.com/apps; it lives for twelve hours.
finding-database-away = The database cannot be used. { $cause } Look at `DATABASE_URL`, and whether the server runs.
finding-database-new = There is no database file yet. The first start makes it.
finding-database-behind = The database is at version { $found }, this Hydrant needs { $needed }. Run `hydrant migrate`, then start the bot again.
finding-database-file-behind = The database file is at version { $found }; the next start brings it to { $needed }. Make a copy first if you may want to go back.
finding-database-newer = The database is at version { $found }, newer than this Hydrant ({ $needed }). Install the newer Hydrant.
finding-database-read-only = The database can be read and not written ({ $cause }). Look at its rights, and whether its disk is full.
finding-not-set-up = No channel for requests is set, so nothing can be filed. Type `/rapid-setup` in Slack, or import settings that name `channels.requests`.
finding-no-admin = There is no admin, so nobody can change the settings in Slack or hears of trouble. An owner or admin of the workspace becomes it by typing `/rapid-setup`; or import settings with `team.admins`.
finding-team-empty = Nobody is in `members.rapid_response`, so nobody can claim or end a request. Name its members in the settings.
finding-channel-unknown = `{ $setting }` names { $channel }, and I see no such channel. If it is private, type `/invite @Hydrant` in it; if it is gone, choose another in the settings.
finding-channel-archived = `{ $setting }`: <#{ $channel }> is archived. Unarchive it, or choose another channel in the settings.
finding-channel-not-member = `{ $setting }`: I am not in <#{ $channel }>. Type `/invite @Hydrant` there.
finding-channel-restricted = `{ $setting }`: only some may write in <#{ $channel }>, and I may not. Allow it under the channel's posting permissions.
finding-channel-shared = `{ $setting }`: <#{ $channel }> is shared with another organisation, whose people would read the requests. Choose a channel of your own in the settings.
finding-person-unknown = `{ $setting }` names { $user }, and Slack knows nobody of that id. Take it out of the settings, or correct it.
finding-person-gone = `{ $setting }`: the account of <@{ $user }> is deactivated. Take them out of the settings.
finding-person-bot = `{ $setting }`: <@{ $user }> is a bot, and bots take no part. Take it out of the settings.
finding-person-stranger = `{ $setting }`: <@{ $user }> is of another organisation, and can do nothing here. Take them out of the settings.
finding-person-guest = `{ $setting }`: <@{ $user }> is a guest, and sees only channels they were invited to. Invite them to the channel for requests.
finding-emoji-unknown = `{ $setting }`: there is no emoji `:{ $emoji }:` here, so nobody can use it. Correct the name in the settings, or add the emoji to Slack.

## Settings

setup-title = Settings
setup-close = Close
setup-back = Back
setup-save = Save
setup-change = Change
setup-change-says = Change the section { $section }
setup-open = Open settings
setup-intro = Saved settings hold from the next tap on. Only my admins see this.
setup-on = Yes
setup-none = none
setup-not-set = not set
setup-choose-channel = Choose a channel
setup-and-more = { $people } and { $count } more
setup-part = { $label }, part { $part }

setup-looking = One moment: I look whether you are an owner or admin of this workspace. I will write to you in your messages with me.
setup-not-an-admin = Only my admins can change my settings: { $admins }. Please ask one of them. Nothing was changed.
setup-elected = You are my first admin now. Tell me who you are and where requests should go: press *{ setup-open }*, or type `{ $setup }` whenever you want.
setup-not-elected = You are no admin of mine, so nothing was changed. The first has to be an owner or admin of this workspace: please ask one of them to type `{ $setup }`. If there is an admin by now, it names them to you.

setup-saving = Saved. I am checking whether it works… You may close this; if something does not, I write to you.
setup-saved-works = Saved. All of it works.
setup-saved-but =
    { $count ->
        [one] Saved, but one thing needs a look:
       *[other] Saved, but { $count } things need a look:
    }
setup-findings-more = … and { $count } more.

setup-team = Team
setup-team-for = What the team is called, its time zone and language, and who may change settings.
setup-team-now = Now: { $name }, { $zone }, { $language }. Admins: { $admins }.
setup-team-name = Name
setup-team-name-hint = What your company calls the team that takes the requests.
setup-team-timezone = Time zone
setup-team-timezone-hint = In which its days begin and end, such as Europe/Berlin or America/New_York.
setup-team-language = Language
setup-team-language-hint = For what everybody reads, such as cards. Each person is told in their own language.
setup-team-admins = Admins
setup-team-admins-hint = They may change these settings, and hear of it when I am not let into a channel.

setup-channels = Channels
setup-channels-for = Where I write. Invite me to each of them; private ones are fine.
setup-channels-now = Now: requests: { $requests }; Preemption: { $preemption }; Engineering: { $engineering }.
setup-channels-requests = Requests
setup-channels-requests-hint = Where each request becomes a card. Without it nothing can be filed.
setup-channels-preemption = Preemption
setup-channels-preemption-hint = The channel of the team that makes repeats stop. Kept for now, not used yet.
setup-channels-engineering = Engineering
setup-channels-engineering-hint = The channel of the team that mends the tools. Kept for now, not used yet.

setup-members = Members
setup-members-for = Who belongs to which team.
setup-members-now = Now: Rapid Response { $rapid }; leads { $leads }; Preemption { $preemption }; Engineering { $engineering }.
setup-members-rapid = Rapid Response
setup-members-rapid-hint = The analysts: they claim and end requests.
setup-members-leads = Leads
setup-members-leads-hint = They can give back or hand over what another has. While nobody is named, the admins.
setup-members-preemption = Preemption
setup-members-preemption-hint = They make sure that it does not happen again. Kept for now, not used yet.
setup-members-engineering = Engineering
setup-members-engineering-hint = They mend the tools. Kept for now, not used yet.

setup-emoji = Emoji
setup-emoji-for = Which emoji does what. Each may mean one thing only; every one of them has a button too.
setup-emoji-now = Now: claim { $claim } · ask { $ask } · works for now { $stopgap } · answered { $answer } · file { $file }
setup-emoji-claim = Claim
setup-emoji-claim-hint = On a card: it is yours. Several names need a space between them.
setup-emoji-ask = Ask
setup-emoji-ask-hint = On a card: the requester has to say more first. Leave it empty to have none.
setup-emoji-stopgap = Works for now
setup-emoji-stopgap-hint = On a card: ended with a stopgap, which has an expiry date.
setup-emoji-answer = Answered
setup-emoji-answer-hint = On a card: ended for good.
setup-emoji-file = File
setup-emoji-file-hint = On anybody's message: it becomes a request. Leave it empty to have none.

setup-timing = Timing
setup-timing-for = How long things may take.
setup-timing-now =
    Now: { $minutes ->
        [0] the requester hears of an ending at once
        [one] the requester hears of an ending after one minute
       *[other] the requester hears of an ending after { $minutes } minutes
    }, or as soon as there are words; a stopgap holds for { $days ->
        [one] one day
       *[other] { $days } days
    }.
setup-timing-words = Minutes to wait for words
setup-timing-words-hint = How long the news of an ending waits for the analyst's words, 0 to 120.
setup-timing-stopgap = Days that a stopgap holds
setup-timing-stopgap-hint = After so many days it expires, 1 to 365.

setup-filing = Filing
setup-filing-for = How requests come in.
setup-filing-now = Now: a message that was filed gets no reply.
setup-filing-now-on = Now: a message that was filed gets a short reply with the number.
setup-filing-reply = Reply where it was written
setup-filing-reply-hint = Whether a message that was filed gets a reply with the number, in its thread.

setup-closing = Closing
setup-closing-for = What an analyst is asked at the end.
setup-closing-now = Now: nothing is asked.
setup-closing-now-on = Now: five questions, one tap each, all optional. Tools: { $tools }.
setup-closing-ask = Ask at the end
setup-closing-ask-hint = Whether the analyst is asked for effort, cause, tool and more, one tap each.
setup-closing-tools = Tools
setup-closing-tools-hint = What can be chosen as the tool that held one up: one a line, up to 20, each up to 40 characters.

setup-texts = Texts
setup-texts-for = Sentences of your own, added to mine. Up to 300 characters each; leave empty what you do not need.
setup-texts-now = Now: in the form { $form }, after filing { $confirmation }, in the help { $help }.
setup-texts-form = In the form
setup-texts-form-hint = Read by whoever is about to file, such as what you do not handle.
setup-texts-confirmation = After filing
setup-texts-confirmation-hint = Read by whoever has just filed, such as when you answer.
setup-texts-help = In the help
setup-texts-help-hint = Read by whoever types the command without a text.

setup-everything = Everything as TOML
setup-everything-for = All settings as one text, to copy or to change.
setup-everything-toml = Settings
setup-everything-toml-hint = A section that you leave out stays as it is; a key that you leave out gets its default.
setup-everything-too-long = Your settings are too long for one field of Slack. Whoever runs me can use `{ $export }` to write them to a file, and `{ $bring }` to read them from one.

setup-bad-toml = Line { $line } cannot be read as TOML. Nothing was saved.
setup-bad-unknown = There is no setting { $where }. Nothing was saved.
setup-bad-where = { $where } was not taken. { $what }
setup-bad-empty = Please fill this in. Nothing was saved.
setup-bad-too-long = Please keep to { $limit } characters at most. Nothing was saved.
setup-bad-too-many = Please keep to { $limit } at most. Nothing was saved.
setup-bad-number = Please give a whole number. Nothing was saved.
setup-bad-range = Please give a number from { $least } to { $most }. Nothing was saved.
setup-bad-person = “{ $given }” is not a person's id. One looks like U012ABCDEF.
setup-bad-channel = “{ $given }” is not a channel's id. One looks like C012ABCDEF.
setup-bad-zone = I know no time zone “{ $given }”. One looks like Europe/Berlin.
setup-bad-language = I know no language “{ $given }”. One looks like en-GB.
setup-bad-emoji = “{ $given }” is no emoji name. One looks like eyes.
setup-bad-two-meanings = :{ $given }: means something else already, and an emoji may mean one thing only.
setup-bad-twice = “{ $given }” is there twice. Once is enough.
setup-bad-last-admin = Somebody has to be my admin: the last one cannot be taken away.
setup-bad-cards = Cards stand in that channel, so it cannot be taken away. Choose another instead.
setup-bad-changed = Somebody else changed the settings meanwhile, so nothing was saved. Copy what you have typed, and open this again.
setup-bad-unfit = That does not fit here. Nothing was saved.
