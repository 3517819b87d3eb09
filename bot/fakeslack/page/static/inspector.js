// The inspector: every call of the app and every delivery to it, and a switch to misbehave.

import { get, post } from "./api.js";
import { momentOf } from "./dates.js";
import { el, iconButton, reconcile, toast } from "./dom.js";
import { store } from "./state.js";

const MOST = 300;
const FAULTS = {
    none: "Behaves well",
    slow: "Answers slowly",
    429: "Says: too many requests (429)",
    "5xx": "Fails (5xx)",
    dropped: "Does the work, drops the answer",
    disconnect: "Cuts the connection once",
};
const entries = new Map();
let list = null;
let wanted = "all";
let asked = false;

/** Remember what the stream told, and show it if the inspector is open. */
export function noteEntry(kind, data) {
    entries.set(`${kind}:${data.id}`, { kind, data });
    const keys = [...entries.keys()];
    for (const key of keys.slice(0, Math.max(0, keys.length - 2 * MOST))) entries.delete(key);
    draw();
}

/** Fill the inspector's place, or empty it. */
export async function showInspector(place, isOpen, close) {
    place.hidden = !isOpen;
    if (!isOpen) {
        list = null;
        return place.replaceChildren();
    }
    list = el("div", { class: "entries" });
    place.replaceChildren(
        el(
            "header",
            {},
            el("h2", { text: "Inspector" }),
            select(
                "Show",
                {
                    all: "Calls and deliveries",
                    call: "Calls to Slack",
                    delivery: "Deliveries to the app",
                },
                wanted,
                (value) => {
                    wanted = value;
                    draw();
                },
            ),
            select(
                "Slack",
                Object.fromEntries(store.controls.faults.map((one) => [one, FAULTS[one] ?? one])),
                store.controls.fault,
                misbehave,
            ),
            iconButton("bin", "Empty the list", () => {
                entries.clear();
                draw();
            }),
            iconButton("close", "Close the inspector", close),
        ),
        list,
    );
    draw();
    return asked ? undefined : fetchAll();
}

async function fetchAll() {
    asked = true;
    try {
        const found = await get("inspect", { after: 0 });
        const fresh = [...entries];
        entries.clear();
        for (const one of found.calls) entries.set(`call:${one.id}`, { kind: "call", data: one });
        for (const one of found.deliveries)
            entries.set(`delivery:${one.id}`, { kind: "delivery", data: one });
        for (const [key, one] of fresh) entries.set(key, one);
        draw();
    } catch (error) {
        asked = false;
        toast(error.message);
    }
}

function select(label, options, value, changed) {
    const node = el(
        "select",
        { class: "field", onchange: () => changed(node.value) },
        Object.entries(options).map(([key, words]) => el("option", { value: key, text: words })),
    );
    node.value = value;
    return el("label", { class: "labelled-select" }, el("span", { text: label }), node);
}

async function misbehave(fault) {
    try {
        await post("faults", { fault });
    } catch (error) {
        toast(error.message);
    }
}

function draw() {
    if (!list) return;
    const shown = [...entries.values()].filter((one) => wanted === "all" || one.kind === wanted);
    const newest = shown
        .reverse()
        .sort((a, b) => secondsOf(b.data.at) - secondsOf(a.data.at))
        .slice(0, MOST);
    if (!newest.length)
        list.replaceChildren(el("p", { class: "nothing", text: "Nothing was said yet." }));
    else
        reconcile(
            list,
            newest.map((one) => ({
                key: `${one.kind}:${one.data.id}`,
                stamp: one.data,
                make: () => entry(one),
            })),
        );
}

function secondsOf(at) {
    return typeof at === "number" ? at : Date.parse(at) / 1000;
}

function entry({ kind, data }) {
    const isCall = kind === "call";
    const went = isCall ? data.ok : data.acked;
    const outcome = isCall
        ? data.ok
            ? "ok"
            : data.error || String(data.status ?? "failed")
        : data.acked
          ? "taken"
          : "not taken";
    const node = el(
        "details",
        { class: `entry ${kind}` },
        el(
            "summary",
            {},
            el("span", { class: "entry-kind", text: isCall ? "call" : "delivery" }),
            el("code", { text: isCall ? data.method : `${data.kind} ${data.what ?? ""}`.trim() }),
            el("span", { class: went ? "outcome good" : "outcome bad", text: outcome }),
            el("span", {
                class: "entry-time",
                text: data.ms === undefined || data.ms === null ? "" : `${Math.round(data.ms)} ms`,
            }),
            el("time", {
                class: "entry-time",
                title: momentOf(secondsOf(data.at)),
                text: face(secondsOf(data.at)),
            }),
        ),
    );
    node.addEventListener(
        "toggle",
        () => node.open && node.childElementCount === 1 && node.append(...details(data, isCall)),
    );
    return node;
}

function face(seconds) {
    return new Date(seconds * 1000).toLocaleTimeString(
        store.me.locale?.replace("_", "-") || "en-GB",
        { timeZone: store.me.tz || undefined },
    );
}

function details(data, isCall) {
    const { method, kind, what, args, payload, at, id, ms, ...answer } = data;
    const parts = isCall
        ? { Arguments: args, Answer: answer.answer ?? answer }
        : { Payload: payload, Answer: answer };
    return Object.entries(parts).map(([title, value]) =>
        el(
            "div",
            { class: "entry-part" },
            el("h3", { text: title }),
            el("pre", { tabindex: "0", text: JSON.stringify(value, null, 2) }),
        ),
    );
}
