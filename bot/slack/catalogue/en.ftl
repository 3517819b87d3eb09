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
reason-day-is-over = That day is over or has begun already. Please choose a later one.

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
help-orders = Do something to one: `{ $one } claim`, `take over`, `release`, `ask …`, `reply …`, `park thursday`, `stopgap …`, `answer …`, `severity S2 …`, `decline …`, `duplicate of INC-3`, `reassign @name`, `withdraw`, `reopen …`, `edit …`, `add …`, `follow`.
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

## Parked: put aside until a day, with its owner

standing-parked = parked, { $owner } has it
standing-parked-until = parked until { $until }, { $owner } has it
card-next-parked = Next: it comes back on its day. { $claim } claim takes it up now · { $stopgap } works for now · { $answer } answered
card-spoken-next-parked = next: it comes back on its day; the emoji { $claim } or the { button-claim } button takes it up now.
button-park = Park
button-park-says = Park { $name } until a day
told-parked = { $name } can wait, so it is parked until { $until }. { $owner } has it and takes it up again then.
told-parked-what-if = If it cannot wait, please say so with the button { button-say-more }.
entry-park = { $by } parked it
entry-park-until = { $by } parked it until { $until }
entry-unparked = { $by } brought it back: its day has come
reason-too-far = That is more than a year away. Please choose an earlier day.
reason-no-day = I cannot read that day, so { $name } was not parked. Please say it like `park thursday` or `park 2026-12-03`; without a day it is a week.
form-park-title = Park { $name }
form-park-submit = Park
form-park-day = Until when?
form-park-day-hint = It stays open, and whoever has it keeps it. That day it comes back.

## The rota: what one person is told, and asked

button-rota-join = Yes, I take turns
button-rota-join-says = Yes, I take turns on call
button-rota-no-seat = No, thank you
button-rota-no-seat-says = No, I take no turns on call
button-take-cover = I can
button-take-cover-says = I stand in for that time
button-withdraw-cover = Take it back
button-withdraw-cover-says = Take the request for cover back
button-agree-swap = Swap
button-agree-swap-says = Swap the two shifts
button-refuse-swap = No swap
button-refuse-swap-says = Call the swap off
button-acknowledge = Acknowledge
button-acknowledge-says = Acknowledge the hand-off: I have read it
button-write-note = Add words
button-write-note-says = Add words to the hand-off for the next on call

duty-from-to = { $start } to { $end }
duty-open-end = from { $start } on
duty-no-shifts = none in the next 90 days
duty-invited = You are asked to take turns on call in { $rotation }. Nobody is on call without having agreed; until you do, turns pass you by.
duty-takes-turns = You take turns in { $rotation }. `/rapid-oncall leave` ends that.
duty-first-shift = Your next shift: { $shift }.
duty-takes-no-turns = You take no turns in { $rotation }. If you change your mind, type `/rapid-oncall join`.
duty-cover-asked = You asked for cover in { $rotation }: { $when }. It is yours until somebody takes it; I have asked everybody who may.
duty-cover-wanted = { $asker } asks for cover in { $rotation }: { $when }. The first who can has it.
duty-cover-still-wanted = Nobody covers for { $asker } in { $rotation } yet: { $when }. Can you?
duty-cover-found = { $taker } covers for you in { $rotation }: { $when }.
duty-cover-taken = { $taker } covers for { $asker } in { $rotation }: { $when }.
duty-cover-still-yours = Nobody took your time in { $rotation }, so it is still yours: { $when }.
duty-cover-past-due = Nobody covers for { $asker } in { $rotation }, so it is still theirs: { $when }.
duty-cover-withdrawn = { $asker } needs no cover in { $rotation } any more: { $when }.
duty-swap-wanted = { $asker } would like to swap shifts with you in { $rotation }. You would have { $gives }; they would have { $gets }. Both change hands, or neither.
duty-swap-asked = You asked { $other } to swap shifts in { $rotation }. They would have { $gives }; you would have { $gets }. Nothing changes before they agree.
duty-swap-agreed = { $asker } and { $other } swapped shifts in { $rotation }. { $other } has { $gives }; { $asker } has { $gets }.
duty-swap-called-off = { $asker } and { $other } do not swap their shifts in { $rotation }: it was called off. { $asker } keeps { $gives }; { $other } keeps { $gets }.
duty-swap-too-late = { $asker } and { $other } do not swap their shifts in { $rotation }: one has begun meanwhile. { $asker } keeps { $gives }; { $other } keeps { $gets }.
duty-near = Your shift in { $rotation } is near: { $shift }. If you cannot have it, `/rapid-oncall cover` asks for somebody, and `/rapid-oncall swap` for an exchange.
duty-unread = { $incoming } has not acknowledged the hand-off from { $outgoing } in { $rotation }: { $at }. Please see whether they are there; `/rapid-oncall take` puts you on call instead.
duty-nobody-now = Nobody is on call in { $rotation } until { $end }.
duty-nobody-then = Nobody will be on call in { $rotation }: { $start } to { $end }.
duty-nobody-now-at-all = Nobody is on call in { $rotation }.
duty-nobody-then-at-all = Nobody will be on call in { $rotation } from { $start } on.
duty-nobody-because-off = Everybody who takes turns is off then.
duty-nobody-because-empty = Nobody takes turns in it.
duty-nobody-cure = Please ask somebody, or step in yourself: `/rapid-oncall take` for once, `/rapid-oncall join` for turns.
duty-moved = The rota was changed, and with it your shifts in { $rotation }.
duty-moved-before = Before: { $shifts }.
duty-moved-after = Now: { $shifts }.
duty-moved-hint = `/rapid-oncall` shows all of it. If a date does not suit you, ask there for cover or a swap.
duty-arrived = { $name } · { $severity } was filed, and nobody has it.
duty-arrived-uncovered = { $name } · { $severity } was filed, nobody has it, and nobody is on call.

handoff-head = Hand-off
handoff-draft = Hand-off, a draft
handoff-as-of-now = This is how things stand now; the note is sent when the shift changes.
handoff-nobody-next = This is how things stand now. Nobody is on call next, so nobody will read it.
handoff-nobody-followed = Nobody is on call now.
handoff-yours-until = You are on call until { $until }.
handoff-yours = You are on call now.
handoff-theirs = { $incoming } is on call now. Thank you for your shift.
handoff-left-open =
    { $count ->
        [0] No request is left open.
        [one] One request is left open.
       *[other] { $count } requests are left open.
    }
handoff-words = { $outgoing } writes:
handoff-open = Open, with { $outgoing }
handoff-more = … and { $count } more; `/rapid-queue` has them all.
handoff-nothing = Nothing is left open, and nothing ends soon.
handoff-decide = Decide on { $name }
handoff-choice-keep = It stays with them
handoff-choice-hand-over = I take it over
handoff-choice-park = Park it for a week
handoff-chosen-keep = { $who } leaves it where it is
handoff-chosen-hand-over = { $who } took it over
handoff-chosen-park = { $who } parked it
handoff-unclaimed = Nobody has them yet
handoff-parked = Parked
handoff-stopgaps = Work for now, but not much longer
handoff-due = Needed soon
handoff-also = Also on call: { $person } ({ $rotation }).
handoff-load = The shift: { $claimed } claimed, { $low } of them S4; { $ended } ended; { $late } worked on outside of Monday to Friday, 9 to 18.
handoff-acknowledged = Acknowledged by { $who }, { $at }
handoff-please = Please acknowledge this once you have read it; otherwise I tell the leads. What you do not decide stays as it is.
handoff-please-first = Please acknowledge this once you have read it.
handoff-not-yet = { $incoming } has not acknowledged it yet, so you can still add to it.
form-note-title = Hand-off
form-note-words = What should the next know?
form-note-words-hint = What a list cannot say: how it feels, what to watch, what is only noise.

filed-on-call = On call: { $who }.
home-on-call = On call
home-on-call-now = { $rotation }: { $person }
home-on-call-until = { $rotation }: { $person }, until { $until }
home-on-call-nobody = { $rotation }: nobody
home-on-call-nobody-until = { $rotation }: nobody until { $until }
home-on-call-then = then { $person }
home-next-shift = Your shift in { $rotation }: { $shift }
home-on-call-hint = `/rapid-oncall` for shifts, time off, cover and swaps

trouble-user-group = The user group { $group } does not follow the rota: Slack answers `{ $code }`.
trouble-rota-goes-on = The rota itself goes on, and `/rapid-oncall` shows it.
trouble-group-closed = Please let everybody edit user groups, in the workspace's settings under Permissions: a bot can do it only then.
trouble-group-plan = User groups need a paid plan of Slack. Without one, take the user group out of the rotation in my settings.
trouble-group-gone = It is gone or disabled. Please enable it, or name another in my settings.

reason-no-rotation = There is no rotation of that name, so nothing was changed. `/rapid-oncall` shows which there are.
reason-no-rotations = There is no rotation yet, so nobody is on call. An admin can make one with `/rapid-setup`.
reason-not-in-rotation = You take no turns in that rotation, so there is nothing to leave. Nothing was changed.
reason-takes-no-part = { $owner } is a bot, a guest of another organisation, or has left, and cannot be on call. Nothing was changed.
reason-ends-first = That ends before it begins. Please say the beginning first, such as `2026-12-20..2027-01-02`. Nothing was changed.
reason-is-over = That is over already, so nothing was changed. Please choose a time to come.
reason-has-begun = That has begun already, so nothing was changed. `/rapid-oncall take` lets somebody step in at once.
reason-own-request = That is your own. It takes somebody else, so nothing was changed.
reason-not-for-you = That is for somebody else to decide, so nothing was changed.
reason-already-taken = { $owner } was faster: it is settled already. Nothing was changed.
reason-called-off = It was called off meanwhile, so nothing was changed.
reason-not-your-shift = You are not on call at that time, so there is nothing to cover. `/rapid-oncall week` shows the shifts. Nothing was changed.
reason-no-shift-that-day = There is no pair of shifts to come on those days, yours and theirs in the same rotation. `/rapid-oncall next 8` shows the shifts. Nothing was changed.
reason-shifts-have-changed = One of the two shifts belongs to somebody else by now, so neither changed hands. Please ask for another swap.
reason-off-then = You have filed time off for then, so nothing was changed. `/rapid-oncall mine` lets you take it back.
reason-too-long = That is too long for one go: at most 31 days on call by exception, and about a year off. Nothing was changed.
reason-no-dates = I found no date in it, so nothing was changed. Please say it like `2026-12-20..2027-01-02` or `tomorrow 14:00-18:00`.
reason-no-such-day = There is no such day or time in the calendar, so nothing was changed. Please look at it again.
reason-two-readings = That can be read in two ways, so nothing was changed. Please write the day like `2026-12-20`.
reason-gone = That is not there any more, so nothing was changed.

## Rotations in the settings: the list of them, the form of one, and what a change would mean

setup-rotations = Rotations
setup-rotations-for = Who is on call when, turn by turn. Nobody takes turns before they have accepted.
setup-rotations-now = Now: { $names }.
setup-rotations-empty = There is no rotation yet. Add one, and I ask its members whether they take turns.
setup-rotations-add = Add a rotation
setup-rotation-change-says = Change the rotation { $name }
setup-rotation-remove = Remove
setup-rotation-remove-says = Remove the rotation { $name }
setup-rotation-remove-title = Remove the rotation?
setup-rotation-remove-question = From now on nobody is on call in { $name }. What was served still counts.
setup-rotation-remove-yes = Remove it
setup-rotation-remove-no = Keep it
setup-rotation-removed = { $name } was removed. Whoever had shifts in it is told.
setup-rotation-kept = { $name } was not removed: another rotation falls back to it. Change that one first.

setup-rotation-every-hour =
    { $length ->
        [one] Every hour
       *[other] Every { $length } hours
    }, counted from { $clock } ({ $zone })
setup-rotation-every-day =
    { $length ->
        [one] Every day
       *[other] Every { $length } days
    }, hand-off at { $clock } ({ $zone })
setup-rotation-every-week =
    { $length ->
        [one] Every week
       *[other] Every { $length } weeks
    }, hand-off on { $weekday } at { $clock } ({ $zone })
setup-rotation-every-month =
    { $length ->
        [one] Every month
       *[other] Every { $length } months
    }, hand-off on day { $day } at { $clock } ({ $zone })
setup-rotation-every-month-end =
    { $length ->
        [one] Every month
       *[other] Every { $length } months
    }, hand-off on day { $day }, or the last of a shorter month, at { $clock } ({ $zone })
setup-rotation-always = On call at all times
setup-rotation-only = On call { $hours }
setup-rotation-order = In order: { $members }
setup-rotation-waiting = { $who } (has yet to accept)
setup-rotation-out = { $who } (has declined or left)
setup-rotation-outside = { $who } (is not in the team)
setup-rotation-behind = While nobody of it is on call, whoever is in { $name } is.
setup-rotation-handle = The user group { $group } follows.

setup-rotation-change-title = Change the rotation
setup-rotation-about = The rotation *{ $name }*. What you change is shown to you before it is saved.
setup-rotation-about-new = One duty that goes from one person to the next. It is shown to you before it is saved.
setup-rotation-name = Name of the rotation
setup-rotation-name-hint = Such as primary or backup. It cannot be changed later.
setup-rotation-members = Members
setup-rotation-members-hint = They take turns in this order. To move somebody, take them out and choose them again. Each is asked to accept first.
setup-rotation-length = How long a turn is
setup-rotation-length-hint = So many hours, days, weeks or months, 1 to 52.
setup-rotation-unit = Counted in
setup-rotation-unit-hint = After so many of these, the next person takes over.
setup-rotation-unit-hour = Hours
setup-rotation-unit-day = Days
setup-rotation-unit-week = Weeks
setup-rotation-unit-month = Months
setup-rotation-starts = First hand-off
setup-rotation-starts-hint = All others follow from it. It may be past; if it is ahead, nobody is on call before.
setup-rotation-clock = Time of the hand-off
setup-rotation-clock-hint = As clocks show it in the zone of the rotation, in summer and in winter.
setup-rotation-zone = Zone of the rotation
setup-rotation-zone-hint = Whose clocks it goes by, such as Europe/Berlin or America/New_York.
setup-rotation-hours = Working hours
setup-rotation-hours-hint = Outside of them nobody is on call. One a line, such as mon-fri 09:00-17:00; leave it empty for all times.
setup-rotation-falls-back = Falls back to
setup-rotation-falls-back-hint = Whose analyst is on call while nobody of this rotation is.
setup-rotation-nobody = No other rotation
setup-rotation-group = User group
setup-rotation-group-hint = Its handle follows whoever is on call. I need its id, such as S012ABCDEF: Slack has it in the menu of the group, as Copy group ID.
setup-rotation-preview = Preview

setup-rotation-preview-title = What it would mean
setup-rotation-preview-leave = Cancel
setup-rotation-preview-back = Back to the form
setup-rotation-preview-back-says = Back to the form, with all that you have filled in
setup-rotation-before = *Before*
setup-rotation-after = *After*
setup-rotation-turn = { $starts } · { $who }
setup-rotation-nobody-on-call = Nobody is on call.
setup-rotation-same = The next turns stay as they are.
setup-rotation-told = Nothing is saved yet. Whoever's shifts change is told.
setup-rotation-asks = *After* is as it will be once everybody has accepted. These have not yet, so turns pass them until they do; whoever is new is asked when you save: { $people }.
setup-rotation-passes = Turns pass those who have declined or left, until they join again: { $people }.
setup-rotation-gaps =
    :warning: { $count ->
        [one] Once in the next 90 days nobody would be on call:
       *[other] { $count } times in the next 90 days nobody would be on call:
    }
setup-rotation-gap = • { $starts } to { $ends }
setup-rotation-gaps-more = … and { $count } more times.

setup-timing-now-rota =
    { $hours ->
        [0] Nobody is reminded of a shift
        [one] An analyst is reminded one hour before a shift
       *[other] An analyst is reminded { $hours } hours before a shift
    }; the leads hear of a hand-off that nobody has acknowledged after { $minutes } minutes.
setup-timing-reminder = Hours before a shift
setup-timing-reminder-hint = How long before it begins its analyst is reminded, 0 to 168; at 0 nobody is.
setup-timing-acknowledgement = Minutes to acknowledge
setup-timing-acknowledgement-hint = After so many the leads hear of a hand-off that nobody has acknowledged, 5 to 1,440.

setup-bad-moment = “{ $given }” is no day and time. One looks like 2026-11-30T09:00.
setup-bad-hours = I cannot read “{ $given }” as working hours. They look like mon-fri 09:00-17:00.
setup-bad-group = “{ $given }” is not the id of a user group. One looks like S012ABCDEF.
setup-bad-rotation = There is no rotation “{ $given }” to fall back to.
setup-bad-circle = “{ $given }” would fall back to itself in the end. Choose another one, or none.
setup-bad-outsider = “{ $given }” is neither in Rapid Response nor a lead. Add them under Members first.
setup-bad-no-part = “{ $given }” cannot be on call: a bot, somebody of another organisation, or somebody who has left.

finding-rotation-outsider = `{ $setting }`: <@{ $user }> is neither in `members.rapid_response` nor a lead, so turns pass them. Add them to the team, or take them out of the rotation.
finding-rotation-nobody = `{ $setting }`: none of its members is in the team, so nobody is on call. Name people of Rapid Response.
finding-group-unknown = `{ $setting }` names `{ $group }`, and there is no such user group. Correct it, or take it out of the settings.
finding-group-disabled = `{ $setting }`: the user group @{ $handle } is disabled, so it cannot follow. Enable it in Slack, or take it out of the settings.
finding-loss-groups = The scope `{ $scope }` is not granted, so no user group can follow who is on call. Install the app again with it if you mind.

## The command /rapid-oncall

oncall-on = { $rotation }: { $person } is on call.
oncall-on-until = { $rotation }: { $person } is on call until { $until }.
oncall-then = Then { $person }, from { $start }.
oncall-why-substitute = stands in for somebody who is off
oncall-why-cover = covers for a colleague
oncall-why-exchange = by a swap
oncall-why-override = took over
oncall-why-fallback = of the rotation behind it
oncall-nobody = Nobody is on call in { $rotation }: { $why }.
oncall-nobody-not-begun = it has not begun yet
oncall-nobody-no-members = nobody takes turns in it
oncall-nobody-all-off = everybody is off
oncall-nobody-closed = outside of its hours
oncall-again = { $person } is from { $start }.
oncall-never-again = Nobody will be for as far as I can see.
oncall-at = On call { $at }
oncall-gaps = Nobody will be on call
oncall-gap = { $rotation }: { $span } ({ $why })
oncall-more = … and { $count } more.
oncall-left-out = … later ones left out
oncall-your-next = Your next shift, in { $rotation }: { $shift }.
oncall-shift = { $shift } · { $person }
oncall-no-shifts = no shifts
oncall-clocks = Times are on your clocks: { $zone }.
oncall-hint = `{ $help }` for more.
oncall-span = { $start } to { $end }
oncall-since = from { $start } on
oncall-day = { $day }, the whole day
oncall-days = { $first } to { $last }, whole days
oncall-weekday =
    { $day ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
       *[6] Sunday
    }
oncall-open-off = Time off
oncall-open-off-says = File time off
oncall-open-cover = Ask for cover
oncall-open-cover-says = Ask somebody to cover for you
oncall-open-swap = Swap a shift
oncall-open-swap-says = Swap a shift with a colleague
oncall-open-prefer = Change
oncall-open-prefer-says = Change what you would rather not do
oncall-take-now = I take over now
oncall-take-now-says = Put yourself on call now
oncall-take-question = You are on call in { $rotation } from now to the end of the shift.
oncall-take-question-until = You are on call in { $rotation } from now until { $until }.
oncall-take-yes = Take over
oncall-take-back = Take back
oncall-take-back-says = Take this back
oncall-yes = Yes
oncall-yes-says = Yes, do that
oncall-no = No
oncall-no-says = No, change nothing
oncall-asks = Is that right? Use the buttons.

oncall-off-ahead = You would be off: { $span }.
oncall-off-reason = Reason, for your eyes only: { $reason }
oncall-off-covered = Your shifts then go to { $people }.
oncall-off-uncovered = Nobody is there to stand in: { $spans }. The leads would hear of it.
oncall-off-promised = You took this over from others, so it stays yours: { $spans }.
oncall-off-nothing = You have no shift then, so nothing else changes.
oncall-cover-ahead = You would ask for cover: { $span }.
oncall-cover-people = In { $rotation } I would ask { $people }.
oncall-cover-nobody = In { $rotation } there is nobody I could ask.
oncall-cover-yours = Whoever says yes first has it. Until somebody does, it is yours.
oncall-swap-ahead = In { $rotation }, { $other } would have your shift: { $gives }. You would have theirs: { $gets }.
oncall-swap-agreed = Nothing changes until they agree.
oncall-take-ahead = You would be on call in { $rotation }: { $span }.
oncall-take-yours = That is yours already, in { $rotation }: { $span }. Nothing was changed.
oncall-take-instead = Instead of { $people }, who would be told.
oncall-take-nobody = Nobody else is on call then.
oncall-join-ahead = You would take turns in { $rotation }.
oncall-join-is-in = You take turns in { $rotation } already. Nothing was changed.
oncall-join-first = Your first shift to come: { $shift }.
oncall-join-no-shift = You have no shift in the next 90 days.
oncall-join-others = Everybody whose dates that moves is told.
oncall-leave-ahead = You would take no more turns in { $rotation }.
oncall-leave-later = *After my shift:* you stay on call until { $until }.
oncall-leave-now = *Now:* whoever is next has it at once.
oncall-leave-later-yes = After my shift
oncall-leave-now-yes = Now

outcome-done = Done.
outcome-never-mind = Nothing was changed.
outcome-off = You are off: { $span }. `/rapid-oncall mine` lets you take it back.
outcome-cover = I have asked for cover: { $span }. It is yours until somebody takes it; I write to you in your messages.
outcome-swap = I have asked. Nothing changes until they agree; I write to you in your messages.
outcome-take = You are on call in { $rotation }: { $span }. `/rapid-oncall mine` lets you give it back.
outcome-join = You take turns in { $rotation } now.
outcome-leave = You take no more turns in { $rotation }.
outcome-leave-later = You take no more turns in { $rotation } once your shift is over.
outcome-taken-back = It is taken back.
outcome-prefer = I keep that in mind when I ask for cover.

oncall-prefers-backup = You would rather be backup only.
oncall-prefers-not = You would rather not be on call on { $days }.
oncall-prefers-anything = You are fine with any time.
oncall-mine-nothing = You have arranged nothing.
oncall-mine-off = Off: { $span }.
oncall-mine-cover-open = You asked for cover in { $rotation }: { $span }. Nobody has taken it yet.
oncall-mine-cover-past = Nobody covers for you in { $rotation }, so it is yours: { $span }.
oncall-mine-covered = { $other } covers for you in { $rotation }: { $span }.
oncall-mine-covering = You cover for { $other } in { $rotation }: { $span }.
oncall-mine-swapped = You swapped with { $other } in { $rotation }. They have { $gives }; you have { $gets }.
oncall-mine-swap-asked = You asked { $other } to swap in { $rotation }: { $gives } for { $gets }.
oncall-mine-swap-wanted = { $other } asks you to swap in { $rotation }: { $gives } for { $gets }. Your messages with me have the buttons.
oncall-mine-swap-over = The swap with { $other } in { $rotation } came too late: { $gives } stays yours.
oncall-mine-override = You took over in { $rotation }: { $span }.

oncall-fair = The last 90 days
oncall-fair-balance = Shared out evenly: { $percent } of 100.
oncall-fair-too-few = Fewer than two people take turns, so there is nothing to share.
oncall-fair-served = { $person }: { $hours } h, of them { $weekend } h at weekends and { $late } h early or late
oncall-fair-next = Next to cover: { $people }
oncall-fair-suggested = { $person }, with { $hours } h
oncall-fair-suggested-last = { $person }, with { $hours } h, last on call { $last }
oncall-fair-unwanted = would rather not today
oncall-fair-note = Who has served least comes first. Early or late is before 9:00 and after 18:00 from Monday to Friday.
oncall-fair-for-team = Who has served how much is for members of the team.

oncall-calendar = Your shifts, for a calendar that subscribes to an address:
oncall-calendar-team = Everybody's shifts, for a calendar that subscribes to an address:
oncall-calendar-secret = Whoever knows the address can read it, so keep it to yourself. `{ $off }` ends it.
oncall-calendar-off = That address works no more.
oncall-calendar-none = You have no such address, so nothing was changed.
oncall-calendar-nowhere = Calendars cannot be reached yet: whoever runs me has to set `PORT` and `HYDRANT_URL`.

oncall-help = What you can type
oncall-help-look = `{ $oncall }` who is on call · `{ $oncall } at 2026-12-24 10:00` · `{ $oncall } week` · `{ $oncall } next 8` · `{ $oncall } fair`
oncall-help-turns = `{ $oncall } join` or `leave` to take turns or not · `{ $oncall } prefer backup only`, `prefer not mon tue`, `prefer anything`
oncall-help-off = `{ $oncall } off 2026-12-20..2027-01-02 family` for time off; the reason is for your eyes only
oncall-help-cover = `{ $oncall } cover tomorrow 14:00-18:00` to ask for somebody; the first who can has it
oncall-help-swap = `{ $oncall } swap my 2026-12-07 with @bo's 2026-12-14` to exchange two shifts
oncall-help-take = `{ $oncall } take until 17:00` to step in at once
oncall-help-rest = `{ $oncall } handoff` for the note · `{ $oncall } mine` to take things back · `{ $oncall } calendar`, `calendar team`, `calendar off`
oncall-help-dates = Nothing is changed before I have repeated the dates and you have said yes. With several rotations, add a name: `{ $oncall } take until 17:00 backup`.
oncall-unknown = I do not know what “{ $typed }” means. You can type:
oncall-typed = You typed “{ $oncall } { $typed }”.
oncall-unclear-count = Please say how many shifts: `{ $oncall } next 8`.
oncall-unclear-moment = I cannot read that moment. Please type it like `{ $oncall } at 2026-12-24 10:00`.
oncall-unclear-take = I find neither a time nor a rotation in it, so nothing was changed. Please type it like `{ $oncall } take until 17:00`.
oncall-unclear-whom = Please mention the one person to swap with, with an @: `{ $oncall } swap my 2026-12-07 with @bo's 2026-12-14`. Nothing was changed.
oncall-unclear-days = I need two days, yours and theirs: `{ $oncall } swap my 2026-12-07 with @bo's 2026-12-14`. Nothing was changed.
oncall-unclear-preference = Please type `{ $oncall } prefer backup only`, `prefer not mon tue` or `prefer anything`; alone it opens a form. Nothing was changed.
oncall-unclear-calendar = Please type `{ $oncall } calendar`, `calendar team` or `calendar off`. Nothing was changed.

oncall-form-off = Time off
oncall-form-off-submit = Take it
oncall-form-first = First day
oncall-form-first-time = From
oncall-form-first-time-hint = Leave it empty for the whole day.
oncall-form-last = Last day
oncall-form-last-time = Until
oncall-form-reason = Reason
oncall-form-reason-hint = Only you see it.
oncall-form-cover = Ask for cover
oncall-form-cover-submit = Ask
oncall-form-day = Day
oncall-form-whole = Leave both times empty for the whole shift of that day.
oncall-form-swap = Swap a shift
oncall-form-swap-submit = Ask
oncall-form-mine = My shift
oncall-form-theirs = For the shift of
oncall-form-shift-mine = { $rotation }: { $when }
oncall-form-shift-theirs = { $person }: { $when }
oncall-form-choose = Choose a shift
oncall-form-no-shift = There is no pair of shifts to swap: you have none to come, or nobody else takes turns there.
oncall-form-prefer = What I would rather not
oncall-form-backup = On call
oncall-form-backup-option = Backup only, not in the first rotation
oncall-form-days = Days I would rather not
oncall-form-prefer-hint = It decides who is asked to stand in. Turns stay as they are.
oncall-form-clocks = Times are on the clocks of { $zone }.
field-ends-first = That ends before it begins. Please choose a later end.
