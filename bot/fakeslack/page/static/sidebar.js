// The side bar: channels, direct messages, apps, and what is unread in them.

import { el, icon, roving } from "./dom.js";
import { avatar } from "./people.js";
import { store } from "./state.js";

/** Draw the side bar into its place; `go(id)` opens a conversation, `goToApp(app)` one to be made. */
export function showSidebar(place, go, goToApp) {
    const held = document.activeElement?.closest?.(".side-item")?.dataset.channel;
    const all = [...store.channels.values()].filter((one) => !one.archived || one.is_member);
    const named = all
        .filter((one) => one.kind.endsWith("channel"))
        .sort((a, b) => Number(b.is_member) - Number(a.is_member) || a.name.localeCompare(b.name));
    const direct = all.filter((one) => ["im", "mpim"].includes(one.kind) && !store.appOf(one));
    const apps = all.filter((one) => store.appOf(one));
    const strangers = store.apps.filter((app) => !apps.some((one) => store.appOf(one) === app));
    place.replaceChildren(
        ...part("Channels", named, go),
        ...part("Direct messages", direct, go),
        ...part(
            "Apps",
            apps,
            go,
            strangers.map((app) => appItem(app, goToApp)),
        ),
    );
    const items = [...place.querySelectorAll(".side-item")];
    const tabbed = items.find((one) => one.dataset.channel === (held ?? store.current)) ?? items[0];
    for (const one of items) one.tabIndex = one === tabbed ? 0 : -1;
    if (held) tabbed?.focus({ preventScroll: true });
}

/** The arrow keys of the side bar; to be called once. */
export function readySidebar(place) {
    roving(place, ".side-item");
}

function part(title, channels, go, more = []) {
    const items = [...channels.map((one) => item(one, go)), ...more];
    if (!items.length) return [];
    return [
        el("h2", { class: "side-title", text: title }),
        el(
            "ul",
            { class: "side-list" },
            items.map((one) => el("li", {}, one)),
        ),
    ];
}

/** An app with whose bot one never spoke. */
function appItem(app, goToApp) {
    return el(
        "button",
        {
            type: "button",
            class: "side-item",
            "data-channel": app.id,
            title: app.name,
            onclick: () => goToApp(app),
        },
        avatar(app.bot_user_id, "avatar tiny"),
        el("span", { class: "side-name", text: store.name(app.bot_user_id) || app.name }),
    );
}

function item(channel, go) {
    const unread = store.unread.get(channel.id);
    const isCurrent = channel.id === store.current;
    const kind = [
        "side-item",
        isCurrent && "current",
        unread && "unread",
        !channel.is_member && channel.kind === "public_channel" && "not-in",
    ];
    const name = store.channelName(channel);
    const said = unread ? `${name}, ${unread.count} unread` : name;
    return el(
        "button",
        {
            type: "button",
            class: kind.filter(Boolean).join(" "),
            "data-channel": channel.id,
            "aria-current": isCurrent ? "page" : null,
            "aria-label": said,
            title: name,
            onclick: () => go(channel.id),
        },
        sign(channel),
        el("span", { class: "side-name", text: name }),
        unread
            ? el("span", {
                  class: unread.calls ? "count calls" : "count",
                  "aria-hidden": "true",
                  text: String(unread.count),
              })
            : null,
    );
}

function sign(channel) {
    if (channel.kind === "im") return avatar(channel.with, "avatar tiny");
    if (channel.kind === "mpim") return icon("people");
    return icon(channel.kind === "private_channel" ? "lock" : "hash");
}
