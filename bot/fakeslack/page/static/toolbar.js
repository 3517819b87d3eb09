// The tools that hang over one message: react, reply, shortcuts, edit, delete.

import { act } from "./acts.js";
import { sure } from "./dialogs.js";
import { el, iconButton, toast } from "./dom.js";
import { pickEmoji } from "./picker.js";
import { isHanging, openMenu } from "./popup.js";
import { store } from "./state.js";

let shown = null;

/** Hang the tools over the article; they leave the one that had them. */
export function showTools(article, message, list) {
    if (shown?.article === article && shown.node.isConnected) return;
    if (isHanging() && shown?.node.isConnected) return;
    shown?.node.remove();
    const tools = [...(message.ephemeral || message.deleted ? [] : lasting(message, list))];
    if (!tools.length) {
        shown = null;
        return;
    }
    const node = el(
        "div",
        { class: "tools", role: "toolbar", "aria-label": "Message actions" },
        tools,
    );
    article.append(node);
    shown = { article, node };
}

function lasting(message, list) {
    const react = iconButton("smile", "Add reaction", () => choose(react, message), {
        "data-tool": "react",
    });
    const reply =
        list.open &&
        iconButton("reply", "Reply in thread", () => list.open(message), { "data-tool": "reply" });
    const more = iconButton(
        "more",
        "More actions",
        () => openMenu(more, "Message actions", actions(message, list)),
        { "data-tool": "more", "aria-haspopup": "menu", "aria-expanded": "false" },
    );
    return [react, reply, more].filter(Boolean);
}

function choose(anchor, message) {
    pickEmoji(anchor, (name) =>
        act({ do: "react", channel: message.channel, ts: message.ts, name }),
    );
}

function actions(message, list) {
    const on = { channel: message.channel, ts: message.ts };
    const shortcuts = store.shortcuts
        .filter((one) => one.type === "message")
        .map((one) => ({
            label: one.name,
            description: one.description,
            icon: "bolt",
            run: () => act({ do: "shortcut", callback_id: one.callback_id, on }),
        }));
    const copy = { label: "Copy text", icon: "link", run: () => copyText(message) };
    if (message.user !== store.me.id || message.subtype) return [...shortcuts, copy];
    return [
        ...shortcuts,
        copy,
        { label: "Edit message", icon: "pencil", run: () => list.edit(message) },
        { label: "Delete message", icon: "bin", danger: true, run: () => removeMessage(message) },
    ];
}

async function copyText(message) {
    try {
        await navigator.clipboard.writeText(message.text);
        toast("Copied");
    } catch {
        toast("This browser does not let the page copy.");
    }
}

export async function removeMessage(message) {
    const isSure = await sure(
        "Delete message",
        "Are you sure you want to delete this message? This cannot be undone.",
        "Delete",
        "danger",
    );
    if (isSure) await act({ do: "delete", channel: message.channel, ts: message.ts });
}

/** The keys of a message that has the focus. */
export function toolKeys(event, message, list) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const tool = { r: "react", t: "reply", m: "more", Enter: "reply" }[event.key];
    const button = tool && shown?.node.querySelector(`[data-tool="${tool}"]`);
    if (button) button.click();
    else if (event.key === "e" && message.user === store.me.id) list.edit(message);
    else if (event.key === "Delete" && message.user === store.me.id) removeMessage(message);
    else return;
    event.preventDefault();
}
