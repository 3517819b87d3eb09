# Alles, was Menschen in Slack lesen, auf Deutsch.
#
# Ein Name ist <Ort>-<Inhalt>. Fakten ($name, $owner …) setzt bot/slack/render ein: Menschen als
# Erwähnung, Getipptes schon maskiert. Titel und Knöpfe von Formularen haben 24 Zeichen, andere
# Knöpfe 30. Wer angesprochen wird, ist "du", wie in Slack selbst.

## Wörter

words-nobody = niemand
words-somebody = jemand
words-quoted = „{ $words }“
words-requester = die anfragende Person
words-private = privat
words-private-text = _Privat: Den Text sehen nur die anfragende und die bearbeitende Person._

## Wie schlimm es ist

severity-s1 = S1 kritisch
severity-s2 = S2 hoch
severity-s3 = S3 normal
severity-s4 = S4 niedrig
severity-none = Schweregrad offen
severity-treated-as = Schweregrad offen (zählt als { $severity })
severity-means-s1 = alles andere muss warten
severity-means-s2 = das geht fast allem anderen vor
severity-means-s3 = das kommt der Reihe nach dran
severity-means-s4 = das wird erledigt, sobald Luft ist

## Die Antworten auf die zwei Fragen

impact-high = Kunden oder Geld betroffen
impact-medium = Mein Team kommt nicht weiter
impact-low = Nur ich, das kann warten
when-today = Heute
when-soon = In 1 bis 3 Tagen
when-later = Später
when-none = Kein Termin

## Bis wann es gebraucht wird

needed-later = später
needed-none = kein Termin
needed-read-from = (gelesen aus „{ $words }“)

## Wie es steht und wer es hat

standing-new = noch bei niemandem
standing-claimed = { $owner } kümmert sich
standing-needs-info = { $requester } muss noch antworten, dann macht { $owner } weiter
standing-stopgap = läuft vorerst, dank { $owner }
standing-stopgap-until = läuft vorerst bis { $until }, dank { $owner }
standing-answered = beantwortet von { $owner }
standing-declined = abgelehnt
standing-declined-by = abgelehnt von { $owner }
standing-duplicate = dasselbe wie { $original }
standing-duplicate-hidden = dasselbe wie eine andere Anfrage
standing-withdrawn = { $requester } hat es zurückgezogen

## Die Karte

card-filed = gestellt { $at }
card-needed-by = gebraucht bis: *{ $day }*
card-source = die Nachricht
card-next-new = Als Nächstes: Jemand nimmt es an. { $claim } annehmen · { $stopgap } läuft vorerst · { $answer } beantwortet
card-next-claimed = Als Nächstes: eine Zwischenlösung oder eine Antwort. { $ask } nachfragen · { $stopgap } läuft vorerst · { $answer } beantwortet · { $claim } entfernen gibt es zurück
card-next-needs-info = Als Nächstes: die Antwort der anfragenden Person. { $stopgap } läuft vorerst · { $answer } beantwortet
card-next-ended = Als Nächstes: Die anfragende Person sagt, ob das die Antwort ist.
card-next-confirmed = Fertig: Die anfragende Person sagt, dass das die Antwort ist.
card-next-closed = Abgeschlossen.
card-spoken-asked = „{ $text }“, gestellt von { $requester } { $at }
card-spoken-needed-by = gebraucht bis { $day }
card-spoken-next-new = als Nächstes: mit dem Emoji { $claim } oder dem Knopf „{ button-claim }“ annehmen.
card-spoken-next-claimed = als Nächstes: mit dem Emoji { $stopgap } oder { $answer } oder mit den Knöpfen abschließen.
card-spoken-next-needs-info = als Nächstes: Die anfragende Person antwortet.
card-spoken-next-ended = als Nächstes: die anfragende Person sagt, ob das die Antwort ist.
card-spoken-next-confirmed = die anfragende Person sagt, dass das die Antwort ist.
card-spoken-next-closed = es ist nichts mehr zu tun.

## Die Knöpfe der Karte, jeder mit dem, was ein Screenreader stattdessen vorliest

button-claim = Annehmen
button-claim-says = { $name } annehmen
button-stopgap = Läuft vorerst
button-stopgap-says = { $name } mit einer Zwischenlösung abschließen
button-answer = Beantwortet
button-answer-says = { $name } mit einer Antwort abschließen
button-change-severity = Schweregrad ändern
button-change-severity-says = Den Schweregrad von { $name } ändern
button-release = Zurückgeben
button-release-says = { $name } zurückgeben
button-take-over = Übernehmen
button-take-over-says = { $name } von jemand anderem übernehmen
button-reopen = Wieder öffnen
button-reopen-says = { $name } wieder öffnen
button-ask = Nachfragen
button-ask-says = Zu { $name } bei der anfragenden Person nachfragen
button-details = Einzelheiten
button-details-says = { $name } mit der ganzen Geschichte öffnen
button-reply = Antworten
button-reply-says = Auf die Frage zu { $name } antworten
button-decline = Ablehnen
button-decline-says = { $name } ablehnen
button-duplicate = Gibt es schon
button-duplicate-says = { $name } als dasselbe wie eine andere Anfrage kennzeichnen
button-reassign = Weitergeben
button-reassign-says = { $name } an jemand anderen weitergeben
button-withdraw = Zurückziehen
button-withdraw-says = { $name } zurückziehen
button-edit = Ändern
button-edit-says = Den Text von { $name } ändern
button-say-more = Ergänzen
button-say-more-says = Etwas zu { $name } ergänzen
button-let-see = Wer sie sehen darf
button-let-see-says = Auswählen, wer { $name } sehen darf
button-follow = Folgen
button-follow-says = { $name } folgen
button-unfollow = Nicht mehr folgen
button-unfollow-says = { $name } nicht mehr folgen

## Bevor etwas übernommen wird

take-over-title = { $name } übernehmen?
take-over-question = Jemand kümmert sich schon darum und sieht dann auf der Karte, dass es jetzt bei dir liegt.
take-over-yes = { button-take-over }
take-over-no = So lassen
## Before a request is taken back

withdraw-title = { $name } zurückziehen?
withdraw-question = Dann arbeitet niemand mehr daran. Du kannst sie später wieder öffnen.
withdraw-yes = { button-withdraw }
withdraw-no = So lassen

## Im Thread der Karte

thread-requester = Die anfragende Person
thread-said-more = { $requester } ergänzt zu { $name }:
thread-reply = { $requester } antwortet zu { $name }:
thread-edited = { $requester } hat { $name } geändert. Der neue Text steht auf der Karte.
thread-withdraw = { $requester } hat { $name } zurückgezogen: Es braucht keine Antwort mehr.
thread-reopen = { $requester } hat { $name } wieder geöffnet:

## Was man nach dem Stellen einer Anfrage liest

filed-head = { $name } ist aufgenommen.
filed-before = Diese Nachricht ist schon aufgenommen: { $name }.
filed-severity = Schweregrad: { $severity }, { $means }.
filed-severity-not-set = Der Schweregrad ist noch offen; bis er feststeht, gilt wie bei jeder { $assumed }: { $means }.
filed-now = Jetzt: { $standing }.
filed-next-ended = Du hast dazu eine Nachricht von mir bekommen.
filed-next-owned = Du bekommst die Antwort in deinen Nachrichten mit mir.
filed-next-waiting =
    { $ahead ->
        [0] Sonst ist nichts offen.
        [1] Eine andere Anfrage ist offen.
       *[other] { $ahead } andere Anfragen sind offen.
    } Ich melde mich, sobald jemand sie annimmt; du musst nichts weiter tun.
filed-ask-impact = Was passiert, wenn es länger dauert?
filed-ask-when = Bis wann brauchst du es?
filed-when-so-far = Bisher: { $day }.
filed-answer-says = { $answer }, für { $name }
filed-answer-chosen-says = { $answer }, gewählt, für { $name }

## Was man über die eigene Anfrage erfährt

told-claimed = { $by } kümmert sich um deine Anfrage { $name } und schreibt dir hier.
told-taken-over = { $owner } kümmert sich jetzt um deine Anfrage { $name }.
told-released = { $name } ist wieder frei und liegt gerade bei niemandem. Der Platz in der Reihe bleibt.
told-stopgap = { $name } läuft vorerst, sagt { $by }.
told-stopgap-until = { $name } läuft vorerst, bis { $until }, sagt { $by }.
told-answered = { $name } ist beantwortet, sagt { $by }.
told-wrote = { $by } schreibt zu { $name }:
told-asked = { $by } fragt zu { $name } nach:
told-asked-without-words = { $by } muss zu { $name } mehr wissen und schreibt dir noch. Du kannst auch jetzt schon antworten.
told-declined = { $by } hat { $name } abgelehnt:
told-duplicate = { $name } ist dasselbe wie { $original }, sagt { $by }. Du hörst von mir, wenn das abgeschlossen ist.
told-duplicate-ended = { $name } ist dasselbe wie { $original }, sagt { $by }, und das ist schon abgeschlossen: { $standing }.
told-private = Die Anfrage ist privat, darum steht ihr Text nicht in dieser Nachricht.
told-reopened = { $name } ist wieder offen: { $by } hat den Abschluss zurückgenommen; { $standing }.
told-standing = { $name }: { $standing }.
told-as-of = Stand: { $day }
told-asks = Ist das die Antwort? Bitte nutze die Knöpfe.
told-asks-reply = Bitte nutze den Knopf „{ button-reply }“.
told-replied = Du hast geantwortet; { $owner } kümmert sich wieder darum.
told-replied-for-you = { $by } hat für dich geantwortet.
told-question-settled = Diese Frage hat sich erledigt.
told-answers-it = Das ist die Antwort
told-answers-it-says = Das ist die Antwort auf { $name }
told-does-not = Das ist es noch nicht
told-does-not-says = Das ist noch nicht die Antwort auf { $name }
told-does-not-words = Das ist noch nicht die Antwort.
told-confirmed = Du hast gesagt, dass das die Antwort ist. Danke.
told-taken-back = { $by } hat das zurückgenommen.
told-open-again = Du hast gesagt, dass es das noch nicht ist. { $name } ist wieder offen und noch bei niemandem.
told-open-again-with = Du hast gesagt, dass es das noch nicht ist. { $name } ist wieder offen, { $owner } kümmert sich.
told-is-back = Es ist wieder da
told-is-back-says = { $name } wieder öffnen: Es ist wieder da
told-more = Sagen, was fehlt
told-more-says = Sagen, was bei { $name } fehlt

## Das Angebot, der anfragenden Person zu schreiben

prompt-offer =
    { $name } { $state ->
        [stopgap] läuft vorerst
       *[answered] ist beantwortet
    }. Ich sage das { $requester } in { $minutes ->
        [one] einer Minute
       *[other] { $minutes } Minuten
    }, oder sobald du schreibst: Ein Satz, ein Link oder der Stand der Daten macht mehr daraus.
prompt-offer-question =
    Du fragst zu { $name } nach. Ich sage das { $requester } in { $minutes ->
        [one] einer Minute
       *[other] { $minutes } Minuten
    } oder sobald du schreibst, was du wissen musst.
prompt-spoken = Nutze den Knopf „{ $button }“.
prompt-requester = die anfragende Person
prompt-write = An { $who } schreiben
prompt-write-says = An { $who } zu { $name } schreiben
## What an analyst is asked at the end

closing-head = Fünf Fragen zu { $name }, alle freiwillig
closing-effort = Wie lange hat es gedauert?
closing-effort-minutes = Bis 15 min
closing-effort-hour = Bis 1 h
closing-effort-half-day = Bis 4 h
closing-effort-longer = Länger
closing-preventable = Wäre es zu verhindern gewesen? 1 nein, 5 sicher
closing-returns = Kommt es wieder?
closing-returns-yes = Ja
closing-returns-no = Nein
closing-returns-unsure = Vielleicht
closing-cause-and-tool = Woher kam es, und welches Werkzeug hat dich aufgehalten?
closing-cause = Ursache
closing-cause-technical = Technischer Fehler
closing-cause-integration = Zwischen zwei Systemen
closing-cause-testing-gap = Nicht getestet
closing-cause-process = Abläufe oder Regeln
closing-cause-source-system = Quellsystem
closing-cause-definition = Unklare Definition
closing-cause-access = Zugriffsrechte
closing-cause-new-demand = Wirklich neu
closing-tool = Werkzeug
closing-no-tool = Kein Werkzeug
closing-skip = Überspringen
closing-skip-says = Die Fragen zu { $name } überspringen
closing-thanks = Danke. Das hilft, damit es aufhört.

## Messages to one person

heard = { $name }, dem du folgst, ist abgeschlossen: { $standing }.
heard-as-duplicate = { $name }, dasselbe wie dein { $own }, ist abgeschlossen: { $standing }.
handed = { $by } hat dir { $name } gegeben. Ab jetzt kümmerst du dich darum.
named = { $by } lässt dich { $name } sehen. Die Anfrage ist privat: Bitte lies sie in ihrem Fenster.
owner-left = { $owner } hatte { $name } und hat den Workspace verlassen. Jetzt ist es wieder frei.
filed-here = Deine Nachricht ist als { $name } aufgenommen.
filed-here-for-another = Diese Nachricht ist als { $name } aufgenommen. Du hörst, wie es ausgeht.
numbered = Für das Rapid-Response-Team aufgenommen als { $name }.

## Asking the author of a message

consent-message = eine Nachricht von dir
consent-ask = { $by } möchte { $message } für das Rapid-Response-Team aufnehmen lassen. Sie steht nicht öffentlich, darum entscheidest du: Das Team und alle, die seinen Channel lesen, würden den Text sehen.
button-consent-file = Aufnehmen
button-consent-private = Privat aufnehmen
button-consent-leave = Nicht aufnehmen
consent-reading = Einen Moment, bitte.
consent-asking = Einen Moment, bitte.
consent-agreed = Danke. Ich nehme sie auf.
consent-agreed-in-private = Danke. Ich nehme sie privat auf: Nur du und wer sich darum kümmert sehen den Text.
consent-filed = Sie ist aufgenommen. Danke.
consent-left = Ich lasse sie, wo sie ist.

## The window of an incident

window-followers =
    { $count ->
        [0] Niemand folgt ihr.
        [1] Eine Person folgt ihr.
       *[other] { $count } Personen folgen ihr.
    }
window-named = sehen dürfen sie { $named }
window-question = Die Frage dazu:
window-ending = Die Antwort dazu:
window-filed-before = Diese Nachricht ist schon aufgenommen.

## Was ein Admin in Ordnung bringen muss

trouble-cannot-speak = Slack lässt mich hier nicht schreiben: { $place } (`{ $code }`).
trouble-nothing-lost = Nichts geht verloren: Ich hebe auf, was ich zu sagen habe, und versuche es alle fünf Minuten wieder.
trouble-not-in-channel = Bitte tippe in diesem Channel `/invite` und meinen Namen.
trouble-channel-not-found = Ist der Channel privat, tippe dort bitte `/invite` und meinen Namen; gibt es ihn nicht mehr, wähle in meinen Einstellungen bitte einen anderen.
trouble-is-archived = Bitte hole den Channel aus dem Archiv zurück oder wähle in meinen Einstellungen einen anderen.
trouble-missing-scope = Bitte installiere mich noch einmal mit dem Manifest, damit ich die nötigen Berechtigungen bekomme.
trouble-messages-tab-disabled = Bitte schalte in den App-Home-Einstellungen meiner App den Nachrichten-Tab ein.
trouble-other = Bitte sieh auf Slacks Seite zu diesem Fehler und in meinem Log nach.

## Warum nichts geändert wurde. Ist keine Anfrage bekannt, ist $name reason-it.

reason-it = diese Anfrage
reason-somebody = Jemand
reason-not-in-team = Nur Mitglieder des Rapid-Response-Teams dürfen { $name } so bearbeiten. Es wurde nichts geändert; ein Admin kann dich in den Einstellungen aufnehmen.
reason-another-has-it = { $owner } kümmert sich schon um { $name }, deshalb wurde nichts geändert. Soll das zu dir, drücke auf der Karte *{ button-take-over }*.
reason-not-yours = { $owner } kümmert sich um { $name }, also darf das niemand sonst. Soll das zu dir, drücke auf der Karte *{ button-take-over }*.
reason-not-the-requester = Das darf nur, wer { $name } gestellt hat. Es wurde nichts geändert.
reason-not-allowed = Das darf nur, wer { $name } gestellt hat, oder das Rapid-Response-Team. Es wurde nichts geändert.
reason-nobody-has-it = Noch kümmert sich niemand um { $name }, also gibt es nichts zurückzugeben oder zu übernehmen. Bitte nimm die Anfrage zuerst an.
reason-already-ended = { $name } ist schon abgeschlossen, deshalb wurde nichts geändert. Soll es weitergehen, drücke auf der Karte *{ button-reopen }*.
reason-not-ended = { $name } ist noch offen, deshalb wurde nichts geändert.
reason-not-waiting = { $name } wartet auf keine Antwort, deshalb wurde nichts geändert.
reason-wrong-state = { $name } ist gerade nicht an einem Punkt, an dem das geht. Es wurde nichts geändert.
reason-unknown-incident =
    { $number ->
        [0] So eine Anfrage gibt es nicht, jedenfalls keine, die du sehen kannst.
       *[other] { $name } gibt es nicht oder kannst du nicht sehen.
    } Tippe `{ $queue }`, um zu sehen, was offen ist.
reason-no-reason = Bitte schreibe ein paar Worte dazu, für die Geschichte: { $name } wurde noch nicht geändert.
reason-too-late = Das hat Slack zu lange gedauert, deshalb wurde nichts geöffnet oder geändert. Bitte drücke noch einmal.
reason-nothing-typed = Da stand nichts, deshalb wurde nichts geändert.
reason-not-set-up = Hydrant weiß noch nicht, wohin mit Anfragen, deshalb wurde nichts aufgenommen. Ein Admin von Slack kann das mit `/rapid-setup` festlegen.
reason-itself = { $name } kann nicht dasselbe sein wie { $name }. Es wurde nichts geändert.
reason-not-private = { $name } ist nicht privat: Das können ohnehin alle sehen. Es wurde nichts geändert.
reason-not-from-here = Das dürfen nur Menschen, die zu diesem Workspace gehören. Es wurde nichts geändert.
reason-not-an-admin = Das dürfen nur die Admins, die in meinen Einstellungen stehen. Es wurde nichts geändert.
reason-unknown-original = { $name } gibt es nicht, deshalb wurde nichts als doppelt markiert.
reason-changed-meanwhile = Jemand anderes hat { $name } inzwischen geändert, deshalb wurde jetzt nichts geändert. Bitte sieh noch einmal nach.
reason-filed-before = Das wurde schon einmal angefragt, und diese Anfrage kannst du nicht sehen. Es wurde nichts aufgenommen.
reason-left-by-author = Wer diese Nachricht geschrieben hat, wollte keine Anfrage daraus machen. Es wurde nichts aufgenommen.
reason-no-message = Ich kann diese Nachricht nicht lesen: Sie ist gelöscht, oder ich bin nicht in ihrem Channel. Es wurde nichts aufgenommen.
reason-no-severity = Bitte sag erst, wie schlimm es ist, dann warum: `S2 der Vorstand wartet`. Es wurde nichts geändert.
reason-no-number = Bitte sag, wovon es dasselbe ist: `of INC-3`. Es wurde nichts geändert.
reason-no-person = Bitte erwähne mit @, wer { $name } bekommen soll. Es wurde nichts geändert.
reason-no-such-answer = Das steht nicht zur Auswahl. Es wurde nichts geändert.
reason-day-is-over = Dieser Tag ist vorbei oder hat schon begonnen. Bitte wähle einen späteren.

## Listen, und eine Anfrage mit ihrer Geschichte

queue-quiet = Nichts ist offen. Ein ruhiger Moment: Genieß ihn.
queue-none-of-yours = Du hast nichts angefragt und nichts in Arbeit.
queue-head-open = { $count } offen, in der Reihenfolge der Bearbeitung.
queue-head-mine = { $count } von dir, die neuesten zuerst.
queue-needed-by = gebraucht bis: { $day }
queue-card = Karte
queue-more = … und { $count } mehr.
queue-hints = `{ $mine }` · `{ $one }` für eine mit ihrer Geschichte · `{ $one } claim`, um etwas mit ihr zu tun
queue-story-spoken =
    { $name }, { $severity }, { $standing }. { $count ->
        [one] Ein Eintrag
       *[other] { $count } Einträge
    }:
queue-left-out = … frühere Einträge ausgelassen
order-done = { $name }: { $standing }.
order-severity = { $name }: jetzt { $severity }.
order-follow = Du hörst, wie { $name } ausgeht.
order-unfollow = Du hörst nichts mehr von { $name }.

## Was damit geschehen ist, und durch wen

entry-filed = { $by } hat es angefragt
entry-described = { $by } hat eine Frage beantwortet
entry-claim = { $by } hat es angenommen
entry-take-over = { $by } hat es übernommen
entry-release = { $by } hat es zurückgegeben
entry-ask = { $by } hat gefragt
entry-question = { $by } hat gefragt
entry-unasked = { $by } hat die Frage zurückgenommen
entry-reply = { $by } hat geantwortet
entry-stopgap = { $by } hat es mit einer Zwischenlösung abgeschlossen
entry-answer = { $by } hat es beantwortet
entry-wrote = { $by } hat geschrieben
entry-confirmed = { $by } hat gesagt, dass das die Antwort ist
entry-decline = { $by } hat es abgelehnt
entry-mark-duplicate = { $by } hat es als doppelt markiert
entry-reassign = { $by } hat es weitergegeben
entry-change-severity = { $by } hat den Schweregrad geändert
entry-withdraw = { $by } hat es zurückgezogen
entry-reopen = { $by } hat es wieder geöffnet
entry-undone = { $by } hat den Abschluss zurückgenommen
entry-said-more = { $by } hat ergänzt
entry-edited = { $by } hat die Anfrage geändert
entry-let-see = { $by } hat jemanden mitlesen lassen

## App Home

home-spoken = Deine Anfragen: { $open } offen, { $ended } beendet.
home-greeting = Sieht etwas falsch aus, oder brauchst du eine Zahl? Frag das Datenteam.
home-new = Neue Anfrage
home-new-says = Eine neue Anfrage stellen
home-no-admin = Noch hat mich niemand eingerichtet. Wenn dir dieser Workspace gehört oder du ihn verwaltest, tippe `{ $setup }`: Wer es zuerst tut, wird mein Admin und sagt mir alles Weitere.
home-not-ready = Noch hat mir niemand gesagt, wohin mit Anfragen, darum kann nichts aufgenommen werden. Meine Admins können das: { $admins }.
home-setup =
    Anfragen gehen an: { $requests }. { $count ->
        [0] In Rapid Response ist noch niemand.
        [one] In Rapid Response ist eine Person.
       *[other] In Rapid Response sind { $count } Personen.
    }
home-held = Was du hast
home-held-none = Du hast gerade nichts.
home-queue = Die Warteschlange
home-queue-counts =
    { $open } offen, in der Reihenfolge, in der sie dran sind: { $new } neu, { $waiting ->
        [one] eine wartet auf eine Antwort.
       *[other] { $waiting } warten auf eine Antwort.
    }
home-open = Deine offenen Anfragen
home-ended = Deine beendeten Anfragen
home-nothing-filed = Du hast noch keine Anfrage gestellt.
home-last-news = zuletzt { $at }
home-wrote = Dazu geschrieben: „{ $words }“
home-page = { $first } bis { $last } von { $total }
home-newer = Neuere
home-newer-says = Neuere: { $list }
home-older = Ältere
home-older-says = Ältere: { $list }
home-before = Zurück
home-before-says = Die davor: { $list }
home-after = Weiter
home-after-says = Die danach: { $list }
home-how-file = *So geht es:* Tippe `{ $rapid }` und was du brauchst in irgendeinem Channel, oder klick auf *{ home-new }*. Du bekommst sofort eine Nummer.
home-how-hear = Ich schreibe dir unter *Nachrichten*, sobald sich jemand kümmert und wenn es beendet ist; du sagst, ob das deine Frage beantwortet.

## Wie man die Befehle benutzt

help-file = Tippe `{ $rapid }` und was du brauchst oder was falsch aussieht, in deinen Worten: `{ $rapid } Umsatz-Dashboard zeigt seit heute früh null für die EU`. Eine Zeile genügt. Du bekommst sofort eine Nummer, und eine Nachricht, sobald sich jemand kümmert.
help-queue = `{ $queue }` was offen ist · `{ $mine }` deine · `{ $one }` eine mit ihrer Geschichte
help-orders = Etwas mit einer tun: `{ $one } claim`, `take over`, `release`, `ask …`, `reply …`, `park thursday`, `stopgap …`, `answer …`, `severity S2 …`, `decline …`, `duplicate of INC-3`, `reassign @name`, `withdraw`, `reopen …`, `edit …`, `add …`, `follow`.
help-not-understood = Ich weiß nicht, was „{ $typed }“ bedeutet. `{ $queue }` zeigt, was offen ist, `{ $mine }` deine Anfragen, `{ $one }` eine mit ihrer Geschichte.

## Wenn etwas kaputtgegangen ist

broken-not-saved = Entschuldigung, da ist bei mir etwas schiefgegangen, und *es wurde nichts gespeichert*. Bitte versuche es gleich noch einmal (Kennung { $reference }).
broken-not-changed = Entschuldigung, da ist bei mir etwas schiefgegangen, und es wurde nichts geändert. Bitte versuche es gleich noch einmal (Kennung { $reference }).
broken-text-spoken = Hier ist dein Text: { $text }
broken-text = Hier ist dein Text, damit du ihn nicht noch einmal tippen musst:

## Formulare

form-cancel = Abbrechen
form-send = Senden
form-save = Speichern
form-close = Schließen
form-file-title = Anfrage stellen
form-file-submit = Absenden
form-file-text = Was brauchst du, oder was sieht falsch aus?
form-file-text-hint = In deinen eigenen Worten. Sonst muss nichts ausgefüllt werden.
form-file-when-none = Kein Datum
form-file-day = Oder an einem bestimmten Tag
form-file-link = Wo man nachsehen kann
form-file-closed = Das wurde nicht öffentlich gesagt. Nimmst du es auf, sehen es das Rapid-Response-Team und alle, die seinen Channel lesen; wähle *Privat*, wenn sie das nicht sollen.
form-filed-title = Aufgenommen
form-private = Privat
form-private-option = Den Text sieht nur, wer sich kümmert
form-private-hint = Für Personaldaten und Ähnliches. Das Team sieht eine Nummer und einen Schweregrad.
form-edit-title = { $name } ändern
form-edit-text-hint = Was vorher dastand, bleibt in der Geschichte.
form-ask-title = Zu { $name }
form-ask-words = Was musst du von { $requester } wissen?
form-ask-words-hint = Welche Zahl, wo war sie zu sehen, was war zu erwarten?
form-reply-title = Zu { $name }
form-reply-words = Deine Antwort
form-decline-title = { $name } ablehnen
form-decline-submit = Ablehnen
form-decline-reason = Warum?
form-decline-reason-hint = Die anfragende Person liest es. Sag, wer helfen kann, wenn es jemand kann.
form-duplicate-title = Zu { $name }
form-duplicate-submit = Es ist dasselbe
form-duplicate-original = Dasselbe wie welche?
form-duplicate-hint = Eine Nummer wie INC-3. Alle, die warten, hören deren Antwort.
form-reassign-title = { $name } weitergeben
form-reassign-submit = Weitergeben
form-reassign-owner = Wer soll sich darum kümmern?
form-reassign-hint = Jemand aus dem Rapid-Response-Team; die Person bekommt eine Nachricht.
form-let-see-title = Wer { $name } sieht
form-let-see-who = Außer dir und wer sich kümmert
form-let-see-hint = Alle bekommen eine Nachricht. Nimm einen Namen weg, und die Person sieht sie nicht mehr.
form-write-title = Zu { $name }
form-write-words = Was soll { $requester } wissen?
form-write-words-hint = Die Zahl und ihr Haken.
form-write-link = Link
form-write-as-of = Stand
form-write-as-of-hint = Der Tag der Daten.
form-severity-title = Schwere von { $name }
form-severity-submit = Ändern
form-severity-severity = Wie schlimm ist es?
form-severity-option = { $severity }: { $means }
form-severity-reason = Warum?
form-severity-reason-hint = Das bleibt in der Geschichte stehen.
form-reopen-title = { $name } öffnen
form-reopen-submit = Wieder öffnen
form-reopen-reason = Warum geht es weiter?
form-more-title = Mehr zu { $name }
form-more-words = Was fehlt?
form-more-words-hint = Das steht dann bei der Karte.

## Unter einem Feld, das so nicht geht

field-empty = Bitte fülle das aus; was du sonst getippt hast, bleibt erhalten.
field-too-long = Bitte bleib unter { $limit } Zeichen.
field-no-address = Bitte gib eine Webadresse an, die mit https:// beginnt.
field-no-number = Bitte gib eine Nummer an, zum Beispiel INC-3.
field-impossible = Das lässt sich nicht lesen; bitte wähle noch einmal.

## Was doctor findet, und die Prüfung nach dem Speichern der Einstellungen

finding-environment = Die Umgebung kann so nicht stimmen. { $cause }
finding-slack-away = Slack antwortet unter { $address } nicht (`{ $code }`). Sieh nach, ob diese Maschine dorthin Verbindungen öffnen darf, vielleicht über einen Proxy, und nach `SLACK_API_URL`.
finding-slack-busy = Slack bittet nach zu vielen Aufrufen um eine Pause. Warte eine Minute und sieh dann noch einmal nach.
finding-declined = Slack gibt keine Auskunft (`{ $code }`). Sieh auf Slacks Seite zu diesem Fehler nach.
finding-may-not-look = Mir fehlt der Scope `{ $needed }`, darum kann ich nicht nachsehen. Installiere die App noch einmal aus dem Manifest.
finding-bot-token-missing = `SLACK_BOT_TOKEN` ist nicht gesetzt. Es beginnt mit `xoxb-` und steht auf der Seite der App, unter OAuth & Permissions.
finding-bot-token-refused = Slack kennt `SLACK_BOT_TOKEN` nicht (`{ $code }`). Kopiere das Bot-Token von der Seite der App, unter OAuth & Permissions.
finding-bot-token-revoked = `SLACK_BOT_TOKEN` galt einmal und gilt nicht mehr (`{ $code }`). Installiere die App auf ihrer Seite unter Install App noch einmal und kopiere das neue Token.
finding-app-token-missing = `SLACK_APP_TOKEN` ist nicht gesetzt. Es beginnt mit `xapp-` und entsteht auf der Seite der App, unter Basic Information, mit dem Scope `connections:write`.
finding-app-token-refused = Slack nimmt `SLACK_APP_TOKEN` nicht an (`{ $code }`). Erzeuge auf der Seite der App unter Basic Information ein neues App-Token mit dem Scope `connections:write`.
finding-app-token-scope = `SLACK_APP_TOKEN` fehlt der Scope `connections:write`, darum kommt Socket Mode nicht zustande. Erzeuge damit ein neues App-Token, auf der Seite der App unter Basic Information.
finding-tokens-of-two-apps = `SLACK_BOT_TOKEN` und `SLACK_APP_TOKEN` gehören zu zwei verschiedenen Apps. Kopiere beide von der Seite derselben App.
finding-clock =
    Die Uhr dieser Maschine geht gegenüber Slack { $seconds } Sekunden { $way ->
        [behind] nach
       *[ahead] vor
    }, darum kommen Fristen und Erinnerungen zur falschen Zeit. Stelle sie richtig, am besten mit NTP.
finding-scope-missing = Der Scope `{ $scope }` ist nicht gewährt, darum geht dies nicht: { $needs }. Installiere die App noch einmal aus dem Manifest.
finding-loss-history = Der Scope `{ $scope }` ist nicht gewährt. Geht Slacks Antwort auf eine Nachricht verloren, kann ich nicht nachsehen, ob sie ankam, und sie kann doppelt erscheinen. Wenn dich das stört, installiere die App noch einmal damit.
finding-loss-emoji = Der Scope `{ $scope }` ist nicht gewährt, darum merkt niemand, wenn die Einstellungen ein Emoji nennen, das es nicht gibt. Wenn dich das stört, installiere die App noch einmal damit.
finding-loss-other = Der freiwillige Scope `{ $scope }` ist nicht gewährt, darum geht dies nicht: { $needs }. Wenn dich das stört, installiere die App noch einmal damit.
finding-manifest-unreadable = { $place } ist kein Manifest in YAML. Nimm das, das zu dieser Version von Hydrant gehört.
finding-manifest-missing =
    In { $place } fehlt { $kind ->
        [command] der Slash-Befehl
        [shortcut] der Shortcut
        [event] das Ereignis
       *[scope] der Scope
    } `{ $item }`. Füge das Manifest dieser Version auf der Seite der App ein, unter App Manifest.
finding-manifest-extra =
    In { $place } steht { $kind ->
        [command] der Slash-Befehl
        [shortcut] der Shortcut
        [event] das Ereignis
       *[scope] der Scope
    } `{ $item }`, was diese Version nicht braucht. Nimm es auf der Seite der App heraus, unter App Manifest.
finding-manifest-differs = In { $place } steht `{ $item }` auf { $found }; diese Version braucht { $wanted }. Ändere es auf der Seite der App, unter App Manifest.
finding-config-token = Slack nimmt `SLACK_CONFIG_TOKEN` nicht an (`{ $code }`), darum vergleicht niemand die App mit dem Manifest. Erzeuge auf api.slack.com/apps ein neues; es lebt zwölf Stunden.
finding-database-away = Die Datenbank ist nicht zu gebrauchen. { $cause } Sieh nach `DATABASE_URL`, und ob der Server läuft.
finding-database-new = Es gibt noch keine Datenbankdatei. Der erste Start legt sie an.
finding-database-behind = Die Datenbank hat Version { $found }, dieser Hydrant braucht { $needed }. Rufe `hydrant migrate` auf und starte den Bot neu.
finding-database-file-behind = Die Datenbankdatei hat Version { $found }; der nächste Start bringt sie auf { $needed }. Mach vorher eine Kopie, falls du vielleicht zurück willst.
finding-database-newer = Die Datenbank hat Version { $found } und ist neuer als dieser Hydrant ({ $needed }). Installiere den neueren Hydrant.
finding-database-read-only = Die Datenbank lässt sich lesen, aber nicht schreiben ({ $cause }). Sieh nach ihren Rechten, und ob die Platte voll ist.
finding-not-set-up = Es ist kein Channel für Anfragen eingestellt, darum kann nichts aufgegeben werden. Tippe `/rapid-setup` in Slack, oder importiere Einstellungen, die `channels.requests` nennen.
finding-no-admin = Es gibt keinen Admin, darum kann niemand in Slack die Einstellungen ändern oder erfährt von Störungen. Wer Inhaber oder Admin des Workspace ist, wird es mit `/rapid-setup`; oder importiere Einstellungen mit `team.admins`.
finding-team-empty = In `members.rapid_response` steht niemand, darum kann niemand eine Anfrage annehmen oder beenden. Nenne die Mitglieder in den Einstellungen.
finding-channel-unknown = `{ $setting }` nennt { $channel }, und ich sehe keinen solchen Channel. Ist er privat, tippe dort `/invite @Hydrant`; gibt es ihn nicht mehr, wähle in den Einstellungen einen anderen.
finding-channel-archived = `{ $setting }`: <#{ $channel }> ist archiviert. Hole ihn zurück, oder wähle in den Einstellungen einen anderen Channel.
finding-channel-not-member = `{ $setting }`: Ich bin nicht in <#{ $channel }>. Tippe dort `/invite @Hydrant`.
finding-channel-restricted = `{ $setting }`: In <#{ $channel }> dürfen nur manche schreiben, und ich nicht. Erlaube es in den Schreibrechten des Channels.
finding-channel-shared = `{ $setting }`: <#{ $channel }> wird mit einer anderen Organisation geteilt, deren Leute die Anfragen mitlesen würden. Wähle in den Einstellungen einen eigenen Channel.
finding-person-unknown = `{ $setting }` nennt { $user }, und Slack kennt niemanden mit dieser Kennung. Nimm sie aus den Einstellungen, oder berichtige sie.
finding-person-gone = `{ $setting }`: Das Konto von <@{ $user }> ist deaktiviert. Nimm es aus den Einstellungen.
finding-person-bot = `{ $setting }`: <@{ $user }> ist ein Bot, und Bots machen nicht mit. Nimm ihn aus den Einstellungen.
finding-person-stranger = `{ $setting }`: <@{ $user }> gehört zu einer anderen Organisation und kann hier nichts tun. Nimm sie oder ihn aus den Einstellungen.
finding-person-guest = `{ $setting }`: <@{ $user }> ist Gast und sieht nur Channels, in die sie oder er eingeladen wurde. Lade sie oder ihn in den Channel für Anfragen ein.
finding-emoji-unknown = `{ $setting }`: Das Emoji `:{ $emoji }:` gibt es hier nicht, darum kann es niemand benutzen. Berichtige den Namen in den Einstellungen, oder füge das Emoji in Slack hinzu.

## Einstellungen

setup-title = Einstellungen
setup-close = Schließen
setup-back = Zurück
setup-save = Speichern
setup-change = Ändern
setup-change-says = Den Abschnitt { $section } ändern
setup-open = Einstellungen öffnen
setup-intro = Was gespeichert ist, gilt ab dem nächsten Klick. Nur meine Admins sehen das hier.
setup-on = Ja
setup-none = keine
setup-not-set = nicht gesetzt
setup-choose-channel = Channel auswählen
setup-and-more = { $people } und { $count } weitere
setup-part = { $label }, Teil { $part }

setup-looking = Einen Moment: Ich sehe nach, ob dir dieser Workspace gehört oder ob du ihn verwaltest. Ich schreibe dir in unseren Direktnachrichten.
setup-not-an-admin = Nur meine Admins können meine Einstellungen ändern: { $admins }. Bitte frag sie. Es wurde nichts geändert.
setup-elected = Du bist jetzt mein erster Admin. Sag mir, wer ihr seid und wohin die Anfragen sollen: Klick auf *{ setup-open }*, oder tippe jederzeit `{ $setup }`.
setup-not-elected = Du bist kein Admin bei mir, deshalb wurde nichts geändert. Den Anfang muss jemand machen, dem dieser Workspace gehört oder der ihn verwaltet: Bitte die Person, `{ $setup }` zu tippen. Gibt es inzwischen einen Admin, nennt der Befehl dir den Namen.

setup-saving = Gespeichert. Ich prüfe, ob alles funktioniert … Du kannst das schließen; wenn etwas nicht geht, schreibe ich dir.
setup-saved-works = Gespeichert. Alles funktioniert.
setup-saved-but =
    { $count ->
        [one] Gespeichert, aber etwas solltest du dir ansehen:
       *[other] Gespeichert, aber { $count } Dinge solltest du dir ansehen:
    }
setup-findings-more = … und { $count } weitere.

setup-team = Team
setup-team-for = Wie das Team heißt, seine Zeitzone und Sprache, und wer Einstellungen ändern darf.
setup-team-now = Jetzt: { $name }, { $zone }, { $language }. Admins: { $admins }.
setup-team-name = Name
setup-team-name-hint = Wie das Team, das die Anfragen annimmt, bei euch heißt.
setup-team-timezone = Zeitzone
setup-team-timezone-hint = In ihr beginnen und enden seine Tage, zum Beispiel Europe/Berlin oder America/New_York.
setup-team-language = Sprache
setup-team-language-hint = Für das, was alle lesen, etwa die Karten. Einzelnen schreibe ich in ihrer eigenen Sprache.
setup-team-admins = Admins
setup-team-admins-hint = Sie dürfen diese Einstellungen ändern und erfahren es, wenn ich in einen Channel nicht hineinkomme.

setup-channels = Channels
setup-channels-for = Wo ich schreibe. Lade mich in jeden davon ein; private gehen auch.
setup-channels-now = Jetzt: Anfragen: { $requests }; Preemption: { $preemption }; Engineering: { $engineering }.
setup-channels-requests = Anfragen
setup-channels-requests-hint = Wo jede Anfrage zur Karte wird. Ohne ihn kann niemand etwas anfragen.
setup-channels-preemption = Preemption
setup-channels-preemption-hint = Der Channel des Teams, das Wiederholungen abstellt. Wird aufgehoben, noch nicht benutzt.
setup-channels-engineering = Engineering
setup-channels-engineering-hint = Der Channel des Teams, das die Werkzeuge repariert. Wird aufgehoben, noch nicht benutzt.

setup-members = Mitglieder
setup-members-for = Wer zu welchem Team gehört.
setup-members-now = Jetzt: Rapid Response { $rapid }; Leitung { $leads }; Preemption { $preemption }; Engineering { $engineering }.
setup-members-rapid = Rapid Response
setup-members-rapid-hint = Die Analysten: Sie nehmen Anfragen an und beenden sie.
setup-members-leads = Leitung
setup-members-leads-hint = Sie können zurückgeben oder weitergeben, was andere haben. Ist niemand genannt, die Admins.
setup-members-preemption = Preemption
setup-members-preemption-hint = Sie sorgen dafür, dass es nicht wieder vorkommt. Wird aufgehoben, noch nicht benutzt.
setup-members-engineering = Engineering
setup-members-engineering-hint = Sie reparieren die Werkzeuge. Wird aufgehoben, noch nicht benutzt.

setup-emoji = Emojis
setup-emoji-for = Welches Emoji was bewirkt. Jedes darf nur eine Bedeutung haben; für jedes gibt es auch einen Button.
setup-emoji-now = Jetzt: annehmen { $claim } · nachfragen { $ask } · läuft vorerst { $stopgap } · beantwortet { $answer } · anfragen { $file }
setup-emoji-claim = Annehmen
setup-emoji-claim-hint = Auf einer Karte: Sie gehört dir. Mehrere Namen brauchen ein Leerzeichen dazwischen.
setup-emoji-ask = Nachfragen
setup-emoji-ask-hint = Auf einer Karte: Wer angefragt hat, muss erst mehr sagen. Leer heißt: keines.
setup-emoji-stopgap = Läuft vorerst
setup-emoji-stopgap-hint = Auf einer Karte: beendet mit einer Übergangslösung, die ein Ablaufdatum hat.
setup-emoji-answer = Beantwortet
setup-emoji-answer-hint = Auf einer Karte: endgültig beendet.
setup-emoji-file = Anfragen
setup-emoji-file-hint = Auf irgendeiner Nachricht: Sie wird zur Anfrage. Leer heißt: keines.

setup-timing = Fristen
setup-timing-for = Wie lange etwas dauern darf.
setup-timing-now =
    Jetzt: { $minutes ->
        [0] Wer angefragt hat, erfährt sofort vom Ende
        [one] Wer angefragt hat, erfährt nach einer Minute vom Ende
       *[other] Wer angefragt hat, erfährt nach { $minutes } Minuten vom Ende
    } oder sobald es Worte dazu gibt; eine Übergangslösung gilt { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    }.
setup-timing-words = Minuten, die auf Worte gewartet wird
setup-timing-words-hint = So lange wartet die Nachricht vom Ende auf die Worte des Analysten, 0 bis 120.
setup-timing-stopgap = Tage, die eine Übergangslösung gilt
setup-timing-stopgap-hint = Nach so vielen Tagen läuft sie ab, 1 bis 365.

setup-filing = Anfragen
setup-filing-for = Wie Anfragen hereinkommen.
setup-filing-now = Jetzt: Eine Nachricht, die zur Anfrage wurde, bekommt keine Antwort.
setup-filing-now-on = Jetzt: Eine Nachricht, die zur Anfrage wurde, bekommt eine kurze Antwort mit der Nummer.
setup-filing-reply = Dort antworten, wo es stand
setup-filing-reply-hint = Ob eine Nachricht, die zur Anfrage wurde, in ihrem Thread eine Antwort mit der Nummer bekommt.

setup-closing = Abschluss
setup-closing-for = Was Analysten am Ende gefragt werden.
setup-closing-now = Jetzt: Es wird nichts gefragt.
setup-closing-now-on = Jetzt: fünf Fragen, je ein Klick, alle freiwillig. Werkzeuge: { $tools }.
setup-closing-ask = Am Ende fragen
setup-closing-ask-hint = Ob nach Aufwand, Ursache, Werkzeug und mehr gefragt wird, je ein Klick.
setup-closing-tools = Werkzeuge
setup-closing-tools-hint = Was als Werkzeug zur Wahl steht, das aufgehalten hat: eines je Zeile, höchstens 20, je höchstens 40 Zeichen.

setup-texts = Texte
setup-texts-for = Eigene Sätze, die zu meinen dazukommen. Je höchstens 300 Zeichen; lass leer, was du nicht brauchst.
setup-texts-now = Jetzt: im Formular { $form }, nach dem Absenden { $confirmation }, in der Hilfe { $help }.
setup-texts-form = Im Formular
setup-texts-form-hint = Für alle, die gerade anfragen wollen, zum Beispiel, was ihr nicht bearbeitet.
setup-texts-confirmation = Nach dem Absenden
setup-texts-confirmation-hint = Für alle, die gerade angefragt haben, zum Beispiel, wann ihr antwortet.
setup-texts-help = In der Hilfe
setup-texts-help-hint = Für alle, die den Befehl ohne Text tippen.

setup-everything = Alles als TOML
setup-everything-for = Alle Einstellungen in einem Text, zum Kopieren oder Ändern.
setup-everything-toml = Einstellungen
setup-everything-toml-hint = Ein Abschnitt, den du weglässt, bleibt, wie er ist; was in einem Abschnitt fehlt, wird zurückgesetzt.
setup-everything-too-long = Eure Einstellungen sind zu lang für ein Feld in Slack. Wer mich betreibt, kann sie mit `{ $export }` in eine Datei schreiben und mit `{ $bring }` daraus lesen.

setup-bad-toml = Zeile { $line } lässt sich nicht als TOML lesen. Es wurde nichts gespeichert.
setup-bad-unknown = Eine Einstellung { $where } gibt es nicht. Es wurde nichts gespeichert.
setup-bad-where = { $where } wurde nicht angenommen. { $what }
setup-bad-empty = Bitte fülle das aus. Es wurde nichts gespeichert.
setup-bad-too-long = Bitte höchstens { $limit } Zeichen. Es wurde nichts gespeichert.
setup-bad-too-many = Bitte höchstens { $limit }. Es wurde nichts gespeichert.
setup-bad-number = Bitte gib eine ganze Zahl ein. Es wurde nichts gespeichert.
setup-bad-range = Bitte gib eine Zahl von { $least } bis { $most } ein. Es wurde nichts gespeichert.
setup-bad-person = „{ $given }“ ist keine ID einer Person. Eine sieht aus wie U012ABCDEF.
setup-bad-channel = „{ $given }“ ist keine ID eines Channels. Eine sieht aus wie C012ABCDEF.
setup-bad-zone = Eine Zeitzone „{ $given }“ kenne ich nicht. Eine sieht aus wie Europe/Berlin.
setup-bad-language = Eine Sprache „{ $given }“ kenne ich nicht. Eine sieht aus wie de-DE.
setup-bad-emoji = „{ $given }“ ist kein Name eines Emojis. Einer sieht aus wie eyes.
setup-bad-two-meanings = :{ $given }: bedeutet schon etwas anderes, und ein Emoji darf nur eine Bedeutung haben.
setup-bad-twice = „{ $given }“ steht zweimal da. Einmal genügt.
setup-bad-last-admin = Jemand muss mein Admin sein: Der letzte lässt sich nicht entfernen.
setup-bad-cards = In diesem Channel stehen Karten, deshalb lässt er sich nicht entfernen. Wähle stattdessen einen anderen.
setup-bad-changed = Jemand anderes hat die Einstellungen inzwischen geändert, deshalb wurde nichts gespeichert. Kopiere, was du getippt hast, und öffne das noch einmal.
setup-bad-unfit = Das passt hier nicht. Es wurde nichts gespeichert.

## Geparkt: bis zu einem Tag zur Seite gelegt, bei derselben Person

standing-parked = geparkt, { $owner } kümmert sich
standing-parked-until = geparkt bis { $until }, { $owner } kümmert sich
card-next-parked = Als Nächstes: Es kommt an seinem Tag zurück. { $claim } annehmen holt es gleich zurück · { $stopgap } läuft vorerst · { $answer } beantwortet
card-spoken-next-parked = als Nächstes: Es kommt an seinem Tag zurück; das Emoji { $claim } oder der Knopf „{ button-claim }“ holt es gleich zurück.
button-park = Parken
button-park-says = { $name } bis zu einem Tag parken
told-parked = { $name } kann warten und ist darum bis { $until } geparkt. Dann macht { $owner } weiter.
told-parked-what-if = Wenn es nicht warten kann, sag es bitte mit dem Knopf „{ button-say-more }“.
entry-park = { $by } hat es geparkt
entry-park-until = { $by } hat es bis { $until } geparkt
entry-unparked = { $by } hat es zurückgeholt: Sein Tag ist da
reason-too-far = Das ist mehr als ein Jahr hin. Bitte wähle einen früheren Tag.
reason-no-day = Ich kann diesen Tag nicht lesen, darum wurde { $name } nicht geparkt. Bitte schreib ihn so: `park thursday` oder `park 2026-12-03`; ohne Tag ist es eine Woche.
form-park-title = { $name } parken
form-park-submit = Parken
form-park-day = Bis wann?
form-park-day-hint = Die Anfrage bleibt offen und bei derselben Person. An dem Tag kommt sie zurück.

## Der Bereitschaftsplan: was einer Person gesagt wird, und was sie gefragt wird

button-rota-join = Ja, ich bin dabei
button-rota-join-says = Ja, ich übernehme Schichten
button-rota-no-seat = Nein, danke
button-rota-no-seat-says = Nein, ich übernehme keine Schichten
button-take-cover = Ich kann
button-take-cover-says = Ich vertrete in dieser Zeit
button-withdraw-cover = Zurückziehen
button-withdraw-cover-says = Die Bitte um Vertretung zurückziehen
button-agree-swap = Tauschen
button-agree-swap-says = Die beiden Schichten tauschen
button-refuse-swap = Nicht tauschen
button-refuse-swap-says = Den Tausch absagen
button-acknowledge = Bestätigen
button-acknowledge-says = Die Übergabe bestätigen: Ich habe sie gelesen
button-write-note = Etwas dazuschreiben
button-write-note-says = Der nächsten Person etwas zur Übergabe schreiben

duty-from-to = { $start } bis { $end }
duty-open-end = ab { $start }
duty-no-shifts = keine in den nächsten 90 Tagen
duty-invited = Du wirst gebeten, in { $rotation } Schichten zu übernehmen. Niemand hat Bereitschaft, ohne zugestimmt zu haben; bis dahin wirst du übersprungen.
duty-takes-turns = Du übernimmst Schichten in { $rotation }. `/rapid-oncall leave` beendet das.
duty-first-shift = Deine nächste Schicht: { $shift }.
duty-takes-no-turns = Du übernimmst keine Schichten in { $rotation }. Wenn du es dir anders überlegst, tippe `/rapid-oncall join`.
duty-cover-asked = Du suchst Vertretung in { $rotation }: { $when }. Bis jemand zusagt, bleibt es deine Zeit; ich habe alle gefragt, die infrage kommen.
duty-cover-wanted = { $asker } sucht Vertretung in { $rotation }: { $when }. Wer zuerst zusagt, übernimmt.
duty-cover-still-wanted = { $asker } hat noch keine Vertretung in { $rotation }: { $when }. Kannst du?
duty-cover-found = { $taker } vertritt dich in { $rotation }: { $when }.
duty-cover-taken = { $taker } vertritt { $asker } in { $rotation }: { $when }.
duty-cover-still-yours = Niemand hat dir deine Zeit in { $rotation } abgenommen, es bleibt deine: { $when }.
duty-cover-past-due = Niemand vertritt { $asker } in { $rotation }, es bleibt bei der Einteilung: { $when }.
duty-cover-withdrawn = { $asker } braucht keine Vertretung mehr in { $rotation }: { $when }.
duty-swap-wanted = { $asker } möchte mit dir in { $rotation } Schichten tauschen. Du hättest { $gives }; { $asker } hätte { $gets }. Es wechseln beide oder keine.
duty-swap-asked = Du hast { $other } um einen Tausch in { $rotation } gebeten. { $other } hätte { $gives }; du hättest { $gets }. Ohne Zusage ändert sich nichts.
duty-swap-agreed = { $asker } und { $other } haben in { $rotation } getauscht. { $other } hat { $gives }; { $asker } hat { $gets }.
duty-swap-called-off = { $asker } und { $other } tauschen ihre Schichten in { $rotation } nicht: Es wurde abgesagt. { $asker } behält { $gives }; { $other } behält { $gets }.
duty-swap-too-late = { $asker } und { $other } tauschen ihre Schichten in { $rotation } nicht: Eine hat inzwischen begonnen. { $asker } behält { $gives }; { $other } behält { $gets }.
duty-near = Deine Schicht in { $rotation } steht bevor: { $shift }. Wenn du nicht kannst: `/rapid-oncall cover` sucht eine Vertretung, `/rapid-oncall swap` einen Tausch.
duty-unread = { $incoming } hat die Übergabe von { $outgoing } in { $rotation } nicht bestätigt: { $at }. Bitte sieh nach, ob jemand da ist; mit `/rapid-oncall take` übernimmst du selbst.
duty-nobody-now = In { $rotation } hat bis { $end } niemand Bereitschaft.
duty-nobody-then = In { $rotation } wird niemand Bereitschaft haben: { $start } bis { $end }.
duty-nobody-now-at-all = In { $rotation } hat niemand Bereitschaft.
duty-nobody-then-at-all = In { $rotation } wird ab { $start } niemand Bereitschaft haben.
duty-nobody-because-off = Alle, die Schichten übernehmen, sind dann abwesend.
duty-nobody-because-empty = Niemand übernimmt dort Schichten.
duty-nobody-cure = Bitte frag jemanden, oder spring selbst ein: `/rapid-oncall take` für einmal, `/rapid-oncall join` auf Dauer.
duty-moved = Der Plan wurde geändert, und damit deine Schichten in { $rotation }.
duty-moved-before = Vorher: { $shifts }.
duty-moved-after = Jetzt: { $shifts }.
duty-moved-hint = `/rapid-oncall` zeigt alles. Wenn dir ein Termin nicht passt, such dort eine Vertretung oder einen Tausch.
duty-arrived = { $name } · { $severity } wurde gestellt, und niemand kümmert sich.
duty-arrived-uncovered = { $name } · { $severity } wurde gestellt, niemand kümmert sich, und niemand hat Bereitschaft.

handoff-head = Übergabe
handoff-draft = Übergabe, ein Entwurf
handoff-as-of-now = So steht es jetzt; verschickt wird die Übergabe beim Wechsel der Schicht.
handoff-nobody-next = So steht es jetzt. Danach hat niemand Bereitschaft, also liest es niemand.
handoff-nobody-followed = Jetzt hat niemand Bereitschaft.
handoff-yours-until = Du hast Bereitschaft bis { $until }.
handoff-yours = Du hast jetzt Bereitschaft.
handoff-theirs = { $incoming } hat jetzt Bereitschaft. Danke für deine Schicht.
handoff-left-open =
    { $count ->
        [0] Keine Anfrage ist offen geblieben.
        [one] Eine Anfrage ist offen geblieben.
       *[other] { $count } Anfragen sind offen geblieben.
    }
handoff-words = { $outgoing } schreibt:
handoff-open = Offen, bei { $outgoing }
handoff-more = … und { $count } weitere; `/rapid-queue` zeigt alle.
handoff-nothing = Es ist nichts offen, und nichts läuft bald ab.
handoff-decide = Zu { $name } entscheiden
handoff-choice-keep = Es bleibt dort
handoff-choice-hand-over = Ich übernehme es
handoff-choice-park = Für eine Woche parken
handoff-chosen-keep = { $who } lässt es dort
handoff-chosen-hand-over = { $who } hat es übernommen
handoff-chosen-park = { $who } hat es geparkt
handoff-unclaimed = Darum kümmert sich noch niemand
handoff-parked = Geparkt
handoff-stopgaps = Läuft vorerst, aber nicht mehr lange
handoff-due = Bald gebraucht
handoff-also = Auch in Bereitschaft: { $person } ({ $rotation }).
handoff-load = Die Schicht: { $claimed } angenommen, davon { $low } S4; { $ended } abgeschlossen; { $late } außerhalb von Montag bis Freitag, 9 bis 18 Uhr bearbeitet.
handoff-acknowledged = Bestätigt von { $who }, { $at }
handoff-please = Bitte bestätige, wenn du das gelesen hast; sonst sage ich der Leitung Bescheid. Was du nicht entscheidest, bleibt, wie es ist.
handoff-please-first = Bitte bestätige, wenn du das gelesen hast.
handoff-not-yet = { $incoming } hat es noch nicht bestätigt, du kannst also noch etwas dazuschreiben.
form-note-title = Übergabe
form-note-words = Was muss man danach wissen?
form-note-words-hint = Was keine Liste sagt: wie es sich anfühlt, was zu beobachten ist, was nur Rauschen ist.

filed-on-call = Bereitschaft hat { $who }.
home-on-call = Bereitschaft
home-on-call-now = { $rotation }: { $person }
home-on-call-until = { $rotation }: { $person }, bis { $until }
home-on-call-nobody = { $rotation }: niemand
home-on-call-nobody-until = { $rotation }: niemand bis { $until }
home-on-call-then = danach { $person }
home-next-shift = Deine Schicht in { $rotation }: { $shift }
home-on-call-hint = `/rapid-oncall` für Schichten, Abwesenheit, Vertretung und Tausch

trouble-user-group = Die Nutzergruppe { $group } folgt dem Plan nicht: Slack antwortet `{ $code }`.
trouble-rota-goes-on = Der Plan selbst geht weiter, und `/rapid-oncall` zeigt ihn.
trouble-group-closed = Bitte erlaube allen, Nutzergruppen zu bearbeiten, in den Einstellungen des Workspace unter „Berechtigungen“: Nur dann kann ein Bot es.
trouble-group-plan = Nutzergruppen brauchen einen bezahlten Tarif von Slack. Ohne ihn nimm die Nutzergruppe in meinen Einstellungen aus der Rotation.
trouble-group-gone = Es gibt sie nicht mehr, oder sie ist deaktiviert. Bitte aktiviere sie, oder nenne in meinen Einstellungen eine andere.

reason-no-rotation = Eine Rotation mit diesem Namen gibt es nicht, deshalb wurde nichts geändert. `/rapid-oncall` zeigt, welche es gibt.
reason-no-rotations = Es gibt noch keine Rotation, also hat niemand Bereitschaft. Ein Admin kann mit `/rapid-setup` eine anlegen.
reason-not-in-rotation = Du übernimmst in dieser Rotation keine Schichten, es gibt also nichts zu verlassen. Es wurde nichts geändert.
reason-takes-no-part = { $owner } ist ein Bot, gehört zu einer anderen Organisation oder ist nicht mehr da und kann keine Bereitschaft haben. Es wurde nichts geändert.
reason-ends-first = Das endet, bevor es beginnt. Bitte nenne den Anfang zuerst, etwa `2026-12-20..2027-01-02`. Es wurde nichts geändert.
reason-is-over = Das ist schon vorbei, deshalb wurde nichts geändert. Bitte wähle eine Zeit, die noch kommt.
reason-has-begun = Das hat schon begonnen, deshalb wurde nichts geändert. Mit `/rapid-oncall take` kann jemand sofort einspringen.
reason-own-request = Das kommt von dir selbst. Es braucht jemand anderen, deshalb wurde nichts geändert.
reason-not-for-you = Das entscheidet jemand anderes, deshalb wurde nichts geändert.
reason-already-taken = { $owner } war schneller: Es ist schon entschieden. Es wurde nichts geändert.
reason-called-off = Das wurde inzwischen abgesagt, deshalb wurde nichts geändert.
reason-not-your-shift = Du hast zu dieser Zeit keine Bereitschaft, es gibt also nichts zu vertreten. `/rapid-oncall week` zeigt die Schichten. Es wurde nichts geändert.
reason-no-shift-that-day = An diesen Tagen gibt es kein Paar künftiger Schichten von euch beiden in derselben Rotation. `/rapid-oncall next 8` zeigt die Schichten. Es wurde nichts geändert.
reason-shifts-have-changed = Eine der beiden Schichten gehört inzwischen jemand anderem, deshalb hat keine gewechselt. Bitte schlag einen anderen Tausch vor.
reason-off-then = Für diese Zeit hast du eine Abwesenheit eingetragen, deshalb wurde nichts geändert. Mit `/rapid-oncall mine` kannst du sie zurücknehmen.
reason-too-long = Das ist zu lang auf einmal: höchstens 31 Tage Bereitschaft als Ausnahme, und etwa ein Jahr Abwesenheit. Es wurde nichts geändert.
reason-no-dates = Ich habe darin kein Datum gefunden, deshalb wurde nichts geändert. Bitte schreib es so: `2026-12-20..2027-01-02` oder `tomorrow 14:00-18:00`.
reason-no-such-day = Diesen Tag oder diese Uhrzeit gibt es im Kalender nicht, deshalb wurde nichts geändert. Bitte sieh noch einmal hin.
reason-two-readings = Das lässt sich auf zwei Arten lesen, deshalb wurde nichts geändert. Bitte schreib den Tag so: `2026-12-20`.
reason-gone = Das gibt es nicht mehr, deshalb wurde nichts geändert.

## Rotationen in den Einstellungen: die Liste, das Formular und was eine Änderung bedeuten würde

setup-rotations = Rotationen
setup-rotations-for = Wer wann Bereitschaft hat, reihum. Niemand kommt an die Reihe, ohne zugesagt zu haben.
setup-rotations-now = Jetzt: { $names }.
setup-rotations-empty = Es gibt noch keine Rotation. Leg eine an, dann frage ich ihre Mitglieder, ob sie mitmachen.
setup-rotations-add = Rotation anlegen
setup-rotation-change-says = Die Rotation { $name } ändern
setup-rotation-remove = Entfernen
setup-rotation-remove-says = Die Rotation { $name } entfernen
setup-rotation-remove-title = Rotation entfernen?
setup-rotation-remove-question = Ab jetzt hat in { $name } niemand mehr Bereitschaft. Was geleistet wurde, zählt weiter.
setup-rotation-remove-yes = Ja, entfernen
setup-rotation-remove-no = Behalten
setup-rotation-removed = { $name } wurde entfernt. Wer darin Schichten hatte, erfährt es.
setup-rotation-kept = { $name } wurde nicht entfernt: Eine andere Rotation weicht darauf aus. Ändere zuerst die.

setup-rotation-every-hour =
    { $length ->
        [one] Jede Stunde
       *[other] Alle { $length } Stunden
    }, gezählt ab { $clock } ({ $zone })
setup-rotation-every-day =
    { $length ->
        [one] Jeden Tag
       *[other] Alle { $length } Tage
    }, Übergabe um { $clock } ({ $zone })
setup-rotation-every-week =
    { $length ->
        [one] Jede Woche
       *[other] Alle { $length } Wochen
    }, Übergabe am { $weekday } um { $clock } ({ $zone })
setup-rotation-every-month =
    { $length ->
        [one] Jeden Monat
       *[other] Alle { $length } Monate
    }, Übergabe am { $day }. um { $clock } ({ $zone })
setup-rotation-every-month-end =
    { $length ->
        [one] Jeden Monat
       *[other] Alle { $length } Monate
    }, Übergabe am { $day }. oder am letzten Tag eines kürzeren Monats, um { $clock } ({ $zone })
setup-rotation-always = Bereitschaft rund um die Uhr
setup-rotation-only = Bereitschaft { $hours }
setup-rotation-order = Reihenfolge: { $members }
setup-rotation-waiting = { $who } (hat noch nicht zugesagt)
setup-rotation-out = { $who } (hat abgesagt oder ist ausgestiegen)
setup-rotation-outside = { $who } (ist nicht im Team)
setup-rotation-behind = Solange hier niemand Bereitschaft hat, hat sie, wer in { $name } an der Reihe ist.
setup-rotation-handle = Die Nutzergruppe { $group } folgt.

setup-rotation-change-title = Rotation ändern
setup-rotation-about = Die Rotation *{ $name }*. Was du änderst, siehst du, bevor es gespeichert wird.
setup-rotation-about-new = Eine Bereitschaft, die reihum geht. Du siehst, was sie bedeutet, bevor sie gespeichert wird.
setup-rotation-name = Name der Rotation
setup-rotation-name-hint = Zum Beispiel primary oder backup. Er lässt sich später nicht ändern.
setup-rotation-members = Mitglieder
setup-rotation-members-hint = Sie sind in dieser Reihenfolge dran. Um jemanden zu verschieben, nimm die Person heraus und wähle sie neu. Alle werden zuerst gefragt.
setup-rotation-length = Wie lange eine Schicht dauert
setup-rotation-length-hint = So viele Stunden, Tage, Wochen oder Monate, 1 bis 52.
setup-rotation-unit = Gezählt in
setup-rotation-unit-hint = Nach so vielen davon übernimmt die nächste Person.
setup-rotation-unit-hour = Stunden
setup-rotation-unit-day = Tagen
setup-rotation-unit-week = Wochen
setup-rotation-unit-month = Monaten
setup-rotation-starts = Erste Übergabe
setup-rotation-starts-hint = Alle anderen folgen daraus. Sie darf vorbei sein; liegt sie in der Zukunft, hat vorher niemand Bereitschaft.
setup-rotation-clock = Uhrzeit der Übergabe
setup-rotation-clock-hint = Wie die Uhren in der Zeitzone der Rotation sie zeigen, im Sommer wie im Winter.
setup-rotation-zone = Zeitzone der Rotation
setup-rotation-zone-hint = Nach ihren Uhren geht sie, zum Beispiel Europe/Berlin oder America/New_York.
setup-rotation-hours = Arbeitszeiten
setup-rotation-hours-hint = Außerhalb hat niemand Bereitschaft. Eine pro Zeile, zum Beispiel mon-fri 09:00-17:00; leer heißt rund um die Uhr.
setup-rotation-falls-back = Weicht aus auf
setup-rotation-falls-back-hint = Wer dort an der Reihe ist, hat Bereitschaft, solange hier niemand sie hat.
setup-rotation-nobody = Keine andere Rotation
setup-rotation-group = Nutzergruppe
setup-rotation-group-hint = Ihr Handle folgt der Bereitschaft. Ich brauche ihre ID, zum Beispiel S012ABCDEF: In Slack steht sie im Menü der Gruppe.
setup-rotation-preview = Vorschau

setup-rotation-preview-title = Was es bedeuten würde
setup-rotation-preview-leave = Abbrechen
setup-rotation-preview-back = Zurück zum Formular
setup-rotation-preview-back-says = Zurück zum Formular, mit allem, was du ausgefüllt hast
setup-rotation-before = *Bisher*
setup-rotation-after = *Danach*
setup-rotation-turn = { $starts }: { $who }
setup-rotation-nobody-on-call = Niemand hat Bereitschaft.
setup-rotation-same = Die nächsten Schichten bleiben, wie sie sind.
setup-rotation-told = Noch ist nichts gespeichert. Wessen Schichten sich ändern, erfährt es.
setup-rotation-asks = *Danach* gilt, sobald alle zugesagt haben. Diese haben es noch nicht und werden bis dahin übersprungen; wer neu ist, wird beim Speichern gefragt: { $people }.
setup-rotation-passes = Wer abgesagt hat oder ausgestiegen ist, wird übersprungen, bis sie oder er wieder einsteigt: { $people }.
setup-rotation-gaps =
    :warning: { $count ->
        [one] Einmal in den nächsten 90 Tagen hätte niemand Bereitschaft:
       *[other] { $count }-mal in den nächsten 90 Tagen hätte niemand Bereitschaft:
    }
setup-rotation-gap = • { $starts } bis { $ends }
setup-rotation-gaps-more = … und { $count } weitere Male.

setup-timing-now-rota =
    { $hours ->
        [0] An eine Schicht wird niemand erinnert
        [one] An eine Schicht wird eine Stunde vorher erinnert
       *[other] An eine Schicht wird { $hours } Stunden vorher erinnert
    }; von einer Übergabe, die niemand bestätigt hat, hören die Leads nach { $minutes } Minuten.
setup-timing-reminder = Stunden vor einer Schicht
setup-timing-reminder-hint = Wie lange vorher an sie erinnert wird, 0 bis 168; bei 0 gar nicht.
setup-timing-acknowledgement = Minuten zum Bestätigen
setup-timing-acknowledgement-hint = Nach so vielen hören die Leads von einer Übergabe, die niemand bestätigt hat, 5 bis 1440.

setup-bad-moment = „{ $given }“ ist kein Tag mit Uhrzeit. So sieht das aus: 2026-11-30T09:00.
setup-bad-hours = „{ $given }“ kann ich nicht als Arbeitszeit lesen. So sehen sie aus: mon-fri 09:00-17:00.
setup-bad-group = „{ $given }“ ist keine ID einer Nutzergruppe. Eine sieht aus wie S012ABCDEF.
setup-bad-rotation = Es gibt keine Rotation „{ $given }“, auf die sie ausweichen könnte.
setup-bad-circle = „{ $given }“ würde am Ende auf sich selbst ausweichen. Wähle eine andere oder keine.
setup-bad-outsider = „{ $given }“ ist weder bei Rapid Response noch Lead. Nimm die Person zuerst unter Mitglieder auf.
setup-bad-no-part = „{ $given }“ kann keine Bereitschaft haben: ein Bot, jemand von einer anderen Organisation, oder jemand, der nicht mehr da ist.

finding-rotation-outsider = `{ $setting }`: <@{ $user }> ist weder in `members.rapid_response` noch Lead und wird darum übersprungen. Nimm die Person ins Team auf oder aus der Rotation heraus.
finding-rotation-nobody = `{ $setting }`: Kein Mitglied ist im Team, darum hat niemand Bereitschaft. Trag Leute von Rapid Response ein.
finding-group-unknown = `{ $setting }` nennt `{ $group }`, und so eine Nutzergruppe gibt es nicht. Berichtige sie, oder nimm sie aus den Einstellungen.
finding-group-disabled = `{ $setting }`: Die Nutzergruppe @{ $handle } ist deaktiviert und kann darum nicht folgen. Aktiviere sie in Slack, oder nimm sie aus den Einstellungen.
finding-loss-groups = Der Scope `{ $scope }` ist nicht erteilt, darum folgt keine Nutzergruppe der Bereitschaft. Installiere die App noch einmal damit, wenn es dich stört.

## Der Befehl /rapid-oncall

oncall-on = { $rotation }: { $person } hat Bereitschaft.
oncall-on-until = { $rotation }: { $person } hat Bereitschaft bis { $until }.
oncall-then = Dann { $person }, ab { $start }.
oncall-why-substitute = springt für jemanden ein, der frei hat
oncall-why-cover = vertritt jemanden aus dem Team
oncall-why-exchange = getauscht
oncall-why-override = hat übernommen
oncall-why-fallback = aus der Rotation dahinter
oncall-nobody = Niemand hat Bereitschaft in { $rotation }: { $why }.
oncall-nobody-not-begun = sie hat noch nicht begonnen
oncall-nobody-no-members = niemand ist darin an der Reihe
oncall-nobody-all-off = alle haben frei
oncall-nobody-closed = außerhalb ihrer Zeiten
oncall-again = Ab { $start } ist { $person } dran.
oncall-never-again = So weit ich sehe, auch später niemand.
oncall-at = Bereitschaft { $at }
oncall-gaps = Niemand wird Bereitschaft haben
oncall-gap = { $rotation }: { $span } (Grund: { $why })
oncall-more = … und { $count } weitere.
oncall-left-out = … spätere ausgelassen
oncall-your-next = Deine nächste Schicht, in { $rotation }: { $shift }.
oncall-shift = { $shift } – { $person }
oncall-no-shifts = keine Schichten
oncall-clocks = Zeiten gehen nach deinen Uhren: { $zone }.
oncall-hint = Mehr mit `{ $help }`.
oncall-span = { $start } bis { $end }
oncall-since = ab { $start }
oncall-day = { $day }, den ganzen Tag
oncall-days = { $first } bis { $last }, ganze Tage
oncall-weekday =
    { $day ->
        [0] Montag
        [1] Dienstag
        [2] Mittwoch
        [3] Donnerstag
        [4] Freitag
        [5] Samstag
       *[6] Sonntag
    }
oncall-open-off = Frei nehmen
oncall-open-off-says = Freie Zeit eintragen
oncall-open-cover = Vertretung suchen
oncall-open-cover-says = Jemanden bitten, dich zu vertreten
oncall-open-swap = Schicht tauschen
oncall-open-swap-says = Eine Schicht mit jemandem tauschen
oncall-open-prefer = Ändern
oncall-open-prefer-says = Ändern, was du lieber nicht möchtest
oncall-take-now = Ich übernehme jetzt
oncall-take-now-says = Selbst sofort die Bereitschaft übernehmen
oncall-take-question = Du hast dann Bereitschaft in { $rotation }, von jetzt bis zum Ende der Schicht.
oncall-take-question-until = Du hast dann Bereitschaft in { $rotation }, von jetzt bis { $until }.
oncall-take-yes = Übernehmen
oncall-take-back = Zurücknehmen
oncall-take-back-says = Das zurücknehmen
oncall-yes = Ja
oncall-yes-says = Ja, so machen
oncall-no = Nein
oncall-no-says = Nein, nichts ändern
oncall-asks = Stimmt das? Nimm die Knöpfe.

oncall-off-ahead = Du hättest frei: { $span }.
oncall-off-reason = Grund, nur für dich: { $reason }
oncall-off-covered = Deine Schichten gehen dann an { $people }.
oncall-off-uncovered = Niemand kann einspringen: { $spans }. Die Leitung würde davon erfahren.
oncall-off-promised = Das hast du von anderen übernommen, es bleibt deins: { $spans }.
oncall-off-nothing = Du hast dann keine Schicht, sonst ändert sich nichts.
oncall-cover-ahead = Du würdest um Vertretung bitten: { $span }.
oncall-cover-people = In { $rotation } würde ich fragen: { $people }.
oncall-cover-nobody = In { $rotation } gibt es niemanden, den ich fragen könnte.
oncall-cover-yours = Wer zuerst zusagt, hat es. Bis dahin bleibt es deins.
oncall-swap-ahead = In { $rotation } hätte { $other } deine Schicht: { $gives }. Du hättest dafür: { $gets }.
oncall-swap-agreed = Nichts ändert sich, bevor die andere Seite zustimmt.
oncall-take-ahead = Du hättest Bereitschaft in { $rotation }: { $span }.
oncall-take-yours = Das ist schon deins, in { $rotation }: { $span }. Es wurde nichts geändert.
oncall-take-instead = Anstelle von { $people }; wer es ist, erfährt es.
oncall-take-nobody = Sonst hat dann niemand Bereitschaft.
oncall-join-ahead = Du wärst in { $rotation } mit an der Reihe.
oncall-join-is-in = Du bist in { $rotation } schon mit an der Reihe. Es wurde nichts geändert.
oncall-join-first = Deine erste Schicht ab jetzt: { $shift }.
oncall-join-no-shift = Du hast in den nächsten 90 Tagen keine Schicht.
oncall-join-others = Alle, deren Termine sich dadurch ändern, erfahren es.
oncall-leave-ahead = Du wärst in { $rotation } nicht mehr an der Reihe.
oncall-leave-later = *Nach meiner Schicht:* Du behältst die Bereitschaft bis { $until }.
oncall-leave-now = *Sofort:* Wer als Nächstes dran ist, hat sie gleich.
oncall-leave-later-yes = Nach meiner Schicht
oncall-leave-now-yes = Sofort

outcome-done = Erledigt.
outcome-never-mind = Es wurde nichts geändert.
outcome-off = Du hast frei: { $span }. Mit `/rapid-oncall mine` nimmst du es zurück.
outcome-cover = Ich habe um Vertretung gebeten: { $span }. Es bleibt deins, bis jemand zusagt; ich schreibe dir in deinen Nachrichten.
outcome-swap = Ich habe gefragt. Nichts ändert sich, bevor die andere Seite zustimmt; ich schreibe dir in deinen Nachrichten.
outcome-take = Du hast Bereitschaft in { $rotation }: { $span }. Mit `/rapid-oncall mine` gibst du sie zurück.
outcome-join = Du bist jetzt in { $rotation } mit an der Reihe.
outcome-leave = Du bist in { $rotation } nicht mehr an der Reihe.
outcome-leave-later = Du bist in { $rotation } nicht mehr an der Reihe, sobald deine Schicht vorbei ist.
outcome-taken-back = Es ist zurückgenommen.
outcome-prefer = Das berücksichtige ich, wenn ich Vertretung suche.

oncall-prefers-backup = Du möchtest lieber nur im Hintergrund stehen.
oncall-prefers-not = Du möchtest lieber keine Bereitschaft am { $days }.
oncall-prefers-anything = Dir ist jede Zeit recht.
oncall-mine-nothing = Du hast nichts vereinbart.
oncall-mine-off = Frei: { $span }.
oncall-mine-cover-open = Du hast in { $rotation } um Vertretung gebeten: { $span }. Noch hat niemand zugesagt.
oncall-mine-cover-past = In { $rotation } vertritt dich niemand, also ist es deins: { $span }.
oncall-mine-covered = { $other } vertritt dich in { $rotation }: { $span }.
oncall-mine-covering = Du vertrittst { $other } in { $rotation }: { $span }.
oncall-mine-swapped = Du hast mit { $other } in { $rotation } getauscht. Abgegeben: { $gives }; dafür deins: { $gets }.
oncall-mine-swap-asked = Du hast { $other } um einen Tausch in { $rotation } gebeten: { $gives } gegen { $gets }.
oncall-mine-swap-wanted = { $other } möchte mit dir in { $rotation } tauschen: { $gives } gegen { $gets }. Die Knöpfe stehen in deinen Nachrichten mit mir.
oncall-mine-swap-over = Der Tausch mit { $other } in { $rotation } kam zu spät: { $gives } bleibt deins.
oncall-mine-override = Du hast in { $rotation } übernommen: { $span }.

oncall-fair = Die letzten 90 Tage
oncall-fair-balance = Gleichmäßig verteilt: { $percent } von 100.
oncall-fair-too-few = Weniger als zwei sind an der Reihe, es gibt also nichts zu verteilen.
oncall-fair-served = { $person }: { $hours } Std., davon { $weekend } Std. am Wochenende und { $late } Std. früh oder spät
oncall-fair-next = Als Nächstes zum Einspringen: { $people }
oncall-fair-suggested = { $person }, mit { $hours } Std.
oncall-fair-suggested-last = { $person }, mit { $hours } Std., zuletzt in Bereitschaft { $last }
oncall-fair-unwanted = heute lieber nicht
oncall-fair-note = Wer am wenigsten hatte, kommt zuerst. Früh oder spät ist vor 9 und nach 18 Uhr von Montag bis Freitag.
oncall-fair-for-team = Wer wie viel hatte, sehen nur Mitglieder des Teams.

oncall-calendar = Deine Schichten, für einen Kalender, der eine Adresse abonniert:
oncall-calendar-team = Die Schichten von allen, für einen Kalender, der eine Adresse abonniert:
oncall-calendar-secret = Wer die Adresse kennt, kann ihn lesen, also behalte sie für dich. `{ $off }` beendet sie.
oncall-calendar-off = Diese Adresse gilt nicht mehr.
oncall-calendar-none = Eine solche Adresse hast du nicht, es wurde also nichts geändert.
oncall-calendar-nowhere = Kalender sind noch nicht erreichbar: Wer mich betreibt, muss `PORT` und `HYDRANT_URL` setzen.

oncall-help = Was du tippen kannst
oncall-help-look = `{ $oncall }` wer Bereitschaft hat · `{ $oncall } at 2026-12-24 10:00` · `{ $oncall } week` · `{ $oncall } next 8` · `{ $oncall } fair`
oncall-help-turns = `{ $oncall } join` oder `leave`, um mit an der Reihe zu sein oder nicht · `{ $oncall } prefer backup only`, `prefer not mon tue`, `prefer anything`
oncall-help-off = `{ $oncall } off 2026-12-20..2027-01-02 Familie`, um frei zu nehmen; den Grund siehst nur du
oncall-help-cover = `{ $oncall } cover tomorrow 14:00-18:00`, um Vertretung zu suchen; wer zuerst kann, hat es
oncall-help-swap = `{ $oncall } swap my 2026-12-07 with @bo's 2026-12-14`, um zwei Schichten zu tauschen
oncall-help-take = `{ $oncall } take until 17:00`, um sofort einzuspringen
oncall-help-rest = `{ $oncall } handoff` für die Übergabe · `{ $oncall } mine`, um etwas zurückzunehmen · `{ $oncall } calendar`, `calendar team`, `calendar off`
oncall-help-dates = Nichts ändert sich, bevor ich die Termine wiederholt habe und du Ja gesagt hast. Bei mehreren Rotationen gehört der Name dazu: `{ $oncall } take until 17:00 backup`.
oncall-unknown = Ich weiß nicht, was „{ $typed }“ heißt. Du kannst tippen:
oncall-typed = Du hast getippt: „{ $oncall } { $typed }“.
oncall-unclear-count = Bitte sag, wie viele Schichten: `{ $oncall } next 8`.
oncall-unclear-moment = Diesen Zeitpunkt kann ich nicht lesen. Bitte schreib ihn so: `{ $oncall } at 2026-12-24 10:00`.
oncall-unclear-take = Ich finde darin weder eine Zeit noch eine Rotation, es wurde also nichts geändert. Bitte schreib es so: `{ $oncall } take until 17:00`.
oncall-unclear-whom = Bitte erwähne mit einem @, mit wem du tauschen willst: `{ $oncall } swap my 2026-12-07 with @bo's 2026-12-14`. Es wurde nichts geändert.
oncall-unclear-days = Ich brauche zwei Tage, deinen und den der anderen Seite: `{ $oncall } swap my 2026-12-07 with @bo's 2026-12-14`. Es wurde nichts geändert.
oncall-unclear-preference = Bitte tippe `{ $oncall } prefer backup only`, `prefer not mon tue` oder `prefer anything`; allein öffnet es ein Formular. Es wurde nichts geändert.
oncall-unclear-calendar = Bitte tippe `{ $oncall } calendar`, `calendar team` oder `calendar off`. Es wurde nichts geändert.

oncall-form-off = Frei nehmen
oncall-form-off-submit = Eintragen
oncall-form-first = Erster Tag
oncall-form-first-time = Von
oncall-form-first-time-hint = Lass es leer für den ganzen Tag.
oncall-form-last = Letzter Tag
oncall-form-last-time = Bis
oncall-form-reason = Grund
oncall-form-reason-hint = Nur du siehst ihn.
oncall-form-cover = Vertretung suchen
oncall-form-cover-submit = Fragen
oncall-form-day = Tag
oncall-form-whole = Lass beide Zeiten leer für die ganze Schicht dieses Tages.
oncall-form-swap = Schicht tauschen
oncall-form-swap-submit = Fragen
oncall-form-mine = Meine Schicht
oncall-form-theirs = Gegen die Schicht von
oncall-form-shift-mine = In { $rotation }: { $when }
oncall-form-shift-theirs = Von { $person }: { $when }
oncall-form-choose = Wähle eine Schicht
oncall-form-no-shift = Es gibt kein Paar von Schichten zu tauschen: Du hast keine, die noch kommt, oder sonst ist dort niemand an der Reihe.
oncall-form-prefer = Was ich lieber nicht mag
oncall-form-backup = Bereitschaft
oncall-form-backup-option = Nur im Hintergrund, nicht in der ersten Rotation
oncall-form-days = Tage, an denen lieber nicht
oncall-form-prefer-hint = Danach richtet sich, wer um Vertretung gebeten wird. Die Reihenfolge bleibt.
oncall-form-clocks = Zeiten gehen nach den Uhren von { $zone }.
field-ends-first = Das endet, bevor es beginnt. Bitte wähle ein späteres Ende.
