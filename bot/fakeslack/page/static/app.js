// The page: puts the panes together and keeps them up to date.

import { act } from "./acts.js";
import { get } from "./api.js";
import { Channel } from "./channel.js";
import { showChooser } from "./chooser.js";
import { el } from "./dom.js";
import { showHelp } from "./help.js";
import { noteEntry, showInspector } from "./inspector.js";
import { showModal } from "./modal.js";
import { readySidebar, showSidebar } from "./sidebar.js";
import { keep, kept, store } from "./state.js";
import { follow } from "./stream.js";
import { Thread } from "./thread.js";
import { setTheme, showClock, showTopbar } from "./topbar.js";
import { showTour } from "./tour.js";

const SECOND = 1000;
const RETRY = 1500;
const app = document.getElementById("app");
const banner = document.getElementById("banner");
const as = new URLSearchParams(location.search).get("as");

let places = null;
let channel = null;
let thread = null;
let isInspecting = false;
let awaited = null;

function lay() {
    const made = {
        top: el("header", { class: "topbar" }),
        side: el("nav", { class: "sidebar", "aria-label": "Channels and messages" }),
        tour: el("section", {
            class: "tour",
            "aria-label": "Guided tour",
            "aria-live": "polite",
            hidden: true,
        }),
        main: el("main", { class: "main", id: "main", tabindex: "-1" }),
        thread: el("aside", {
            class: "thread",
            "aria-label": "Thread",
            tabindex: "-1",
            hidden: true,
        }),
        inspector: el("section", { class: "inspector", "aria-label": "Inspector", hidden: true }),
    };
    readySidebar(made.side);
    app.replaceChildren(
        made.top,
        el("div", { class: "left" }, made.side, made.tour),
        made.main,
        made.thread,
        made.inspector,
    );
    return made;
}

function drawAll() {
    document.title = titleOf();
    showTopbar(places.top, { toggleInspector });
    drawSide();
    showTour(places.tour);
    showModal();
}

function titleOf() {
    const count = [...store.unread.values()].reduce((sum, one) => sum + one.count, 0);
    return `${count ? `(${count}) ` : ""}${store.name(store.me.id)} · ${store.workspace.name}`;
}

function drawSide() {
    showSidebar(places.side, go, goToApp);
    document.title = titleOf();
}

/** Open a conversation, and on a narrow screen leave the side bar for it. */
function go(id, { isFirst = false } = {}) {
    if (!store.channels.has(id)) return;
    const changes = store.current !== id;
    store.current = id;
    keep(`place:${store.workspace.domain}:${as}`, id);
    if (location.hash !== `#${id}`) history.replaceState(null, "", `#${id}`);
    const isApp = Boolean(store.appOf(store.channels.get(id)));
    if (changes || !channel) {
        closeThread();
        const tab = isApp && !store.unread.has(id) ? "home" : "messages";
        channel = new Channel(places.main, id, { tab, openThread, leave: () => show("side") });
        if (isApp) act({ do: "home", tab });
    }
    drawSide();
    if (isFirst) return;
    show("main");
    channel.focus();
}

/** Open an app's home for the first time: the DM with its bot comes to be, and the stream tells. */
async function goToApp(wanted) {
    awaited = wanted.id;
    await act({ do: "home", tab: "home" });
    goToAwaited();
}

function goToAwaited() {
    const found = [...store.channels.values()].find((one) => store.appOf(one)?.id === awaited);
    if (!found) return;
    awaited = null;
    go(found.id);
}

/** Which pane a narrow screen shows. */
function show(pane) {
    app.dataset.pane = pane;
    if (pane === "side") places.side.querySelector("[tabindex='0']")?.focus();
}

function openThread(id, ts) {
    thread = new Thread(places.thread, id, ts, () => closeThread(true));
    app.classList.add("with-thread");
    show("thread");
    thread.composer.focus();
}

function closeThread(givesBack = false) {
    if (!thread) return;
    const { ts } = thread;
    thread = null;
    places.thread.hidden = true;
    places.thread.replaceChildren();
    app.classList.remove("with-thread");
    show("main");
    if (givesBack) channel?.list.focusMessage(ts);
}

function toggleInspector() {
    isInspecting = !isInspecting;
    app.classList.toggle("with-inspector", isInspecting);
    document.getElementById("inspector-switch").setAttribute("aria-pressed", String(isInspecting));
    showInspector(places.inspector, isInspecting, () => {
        toggleInspector();
        document.getElementById("inspector-switch").focus();
    });
}

const HEARD = {
    message: (message) => {
        if (message.channel === channel?.id) channel.refresh();
        thread?.take(message);
        drawSide();
    },
    older: ({ channel: id }) => id === channel?.id && channel.refresh(),
    unread: drawSide,
    modal: showModal,
    home: () => channel?.rehome(),
    channel: (data) => {
        if (store.current === data.id && !store.channels.has(data.id)) go(firstChannel());
        else drawSide();
        if (data.id === channel?.id) channel.reframe();
        if (awaited) goToAwaited();
    },
    person: () => {
        drawSide();
        channel?.list.refresh();
        thread?.list.refresh();
    },
    clock: () => {
        showClock();
        channel?.list.refresh();
    },
    tour: () => showTour(places.tour),
    fault: () => isInspecting && showInspector(places.inspector, true, toggleInspector),
    call: (data) => noteEntry("call", data),
    delivery: (data) => noteEntry("delivery", data),
};

/** Fetch the state, show it, and follow what happens from there; again and again if need be. */
async function begin() {
    let state;
    try {
        [state] = await Promise.all([
            get("state", { as }),
            store.workspace.name ||
                get("people").then((found) => (store.workspace = found.workspace)),
        ]);
    } catch (error) {
        lost(error.message);
        setTimeout(begin, RETRY);
        return;
    }
    const isFirst = places === null;
    places ??= lay();
    store.load(state);
    drawAll();
    if (isFirst) go(firstChannel(), { isFirst: true });
    else comeBack();
    connected(true);
    follow(as, state.n, {
        heard: (kind, data) => store.take(kind, data),
        connected,
        reload: begin,
    });
    if (isFirst) channel?.focus();
}

/** After the stream was lost for good: all is drawn anew, and what was typed is still there. */
function comeBack() {
    channel?.reframe();
    channel?.refresh();
    channel?.rehome();
    thread?.fetch();
}

function firstChannel() {
    const wished = [location.hash.slice(1), kept(`place:${store.workspace.domain}:${as}`)].find(
        (id) => store.channels.has(id),
    );
    const all = [...store.channels.values()];
    return (
        (wished ??
            (
                all.find((one) => one.is_member && one.kind.endsWith("channel")) ??
                all.find((one) => one.is_member) ??
                all[0]
            )?.id) ||
        ""
    );
}

function connected(yes) {
    if (yes) banner.hidden = true;
    else lost("Connection lost. Reconnecting…");
}

function lost(sentence) {
    if (banner.textContent !== sentence) banner.textContent = sentence;
    banner.hidden = false;
}

function keys(event) {
    const isWriting = event.target.closest("input, textarea, select, [contenteditable]");
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) show("side");
    else if (event.key === "F6") nextPane(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && thread && !event.defaultPrevented) closeThread(true);
    else if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "?") showHelp();
    else if (event.key === "/") startCommand();
    else return;
    event.preventDefault();
}

function startCommand() {
    const field = channel?.composer?.field;
    if (!field) return;
    if (!field.value) field.value = "/";
    channel.composer.focus();
    field.dispatchEvent(new Event("input"));
}

function nextPane(step) {
    const panes = [places.side, places.main, places.thread, places.inspector].filter(
        (one) => !one.hidden,
    );
    const at = panes.findIndex((one) => one.contains(document.activeElement));
    const pane = panes[(at + step + panes.length) % panes.length];
    show(
        { [places.side.className]: "side", [places.thread.className]: "thread" }[pane.className] ??
            "main",
    );
    (pane.querySelector("textarea, [tabindex='0'], button, a[href]") ?? pane).focus();
}

async function choose() {
    try {
        await showChooser(app);
        banner.hidden = true;
    } catch (error) {
        lost(error.message);
        setTimeout(choose, RETRY);
    }
}

setTheme(kept("theme") ?? "");
if (as) {
    store.listen((kind, data) => places && HEARD[kind]?.(data));
    document.addEventListener("keydown", keys);
    window.addEventListener("hashchange", () => go(location.hash.slice(1)));
    window.addEventListener(
        "focus",
        () => channel && channel.tab === "messages" && store.markRead(channel.id),
    );
    setInterval(() => places && showClock(), SECOND);
    begin();
} else choose();
