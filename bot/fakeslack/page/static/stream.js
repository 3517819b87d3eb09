// The one stream of events. A lost one is taken up where it broke off.

const KINDS = [
    "message",
    "modal",
    "home",
    "channel",
    "person",
    "clock",
    "tour",
    "fault",
    "call",
    "delivery",
];
const PATIENCE = 1500;

/** Follow what happens from event `after` on.
 *
 * `heard(kind, data)` for each event, `connected(yes)` when the connection comes or goes, and
 * `reload()` when the server asks for a fresh start.
 */
export function follow(as, after, { heard, connected, reload }) {
    let last = after;
    let source = null;
    let again = null;
    let wasLost = false;

    function open() {
        clearTimeout(again);
        source = new EventSource(`/page/api/events?${new URLSearchParams({ as, after: last })}`);
        source.addEventListener("open", found);
        source.addEventListener("error", lost);
        source.addEventListener("reload", () => {
            close();
            reload();
        });
        for (const kind of KINDS) source.addEventListener(kind, (event) => take(kind, event));
    }

    function take(kind, event) {
        if (event.lastEventId && Number(event.lastEventId) > last) last = Number(event.lastEventId);
        heard(kind, JSON.parse(event.data));
    }

    /** Whoever answers after a loss may be another run, whose numbers mean other events. */
    function found() {
        if (!wasLost) return connected(true);
        close();
        return reload();
    }

    function lost() {
        wasLost = true;
        connected(false);
        // A browser gives up for good after an answer that is no stream; we do not.
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, PATIENCE);
    }

    function close() {
        clearTimeout(again);
        source?.close();
    }

    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", (event) => event.persisted && open());
    open();
    return close;
}
