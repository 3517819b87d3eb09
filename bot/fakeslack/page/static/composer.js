// Where one types. What was typed is kept for each place until it was sent.

import { act } from "./acts.js";
import { post } from "./api.js";
import { el, iconButton, toast, uid } from "./dom.js";
import { CATEGORIES, emojiNode } from "./emoji.js";
import { avatar, choosable } from "./people.js";
import { pickEmoji } from "./picker.js";
import { hang, openMenu } from "./popup.js";
import { keep, kept, store } from "./state.js";

const OFFERED = 8;

/** A composer for a channel, or for a thread if `thread` is its ts. */
export class Composer {
    #close = null;
    #offers = [];
    #at = -1;

    constructor({ label, channel, thread = null, list }) {
        this.channel = channel;
        this.thread = thread;
        this.list = list;
        this.key = `draft:${store.workspace.domain}:${store.me.id}:${channel}:${thread ?? ""}`;
        this.box = el("div", {
            class: "listbox suggestions",
            role: "listbox",
            id: uid("suggestions"),
            "aria-label": "Suggestions",
        });
        this.field = el("textarea", {
            class: "composer-field",
            rows: "1",
            placeholder: label,
            "aria-label": label,
            "aria-autocomplete": "list",
            "data-composer": thread ? "thread" : "channel",
            value: kept(this.key) ?? "",
        });
        this.hint = el("p", { class: "composer-hint", "aria-live": "polite" });
        this.frame = el(
            "div",
            { class: "composer-frame" },
            this.field,
            el(
                "div",
                { class: "composer-tools" },
                thread ? null : this.#shortcuts(),
                iconButton("smile", "Insert an emoji", (event) =>
                    pickEmoji(event.currentTarget, (name) => this.#insert(`:${name}: `)),
                ),
                el("span", { class: "spring" }),
                iconButton("send", "Send", () => this.#send(), { class: "icon-button send" }),
            ),
        );
        this.node = el("div", { class: "composer" }, this.frame, this.hint);
        this.field.addEventListener("input", () => this.#typed());
        this.field.addEventListener("keydown", (event) => this.#key(event));
        this.field.addEventListener("blur", () =>
            setTimeout(() => document.activeElement !== this.field && this.#close?.(), 150),
        );
        this.#showHint();
    }

    focus() {
        this.field.focus({ preventScroll: true });
        this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    }

    #shortcuts() {
        const found = store.shortcuts.filter((one) => one.type === "global");
        if (!found.length) return null;
        const items = found.map((one) => ({
            label: one.name,
            description: one.description,
            icon: "bolt",
            run: () => act({ do: "shortcut", callback_id: one.callback_id }),
        }));
        const button = iconButton("bolt", "Shortcuts", () => openMenu(button, "Shortcuts", items), {
            "aria-haspopup": "menu",
            "aria-expanded": "false",
        });
        return button;
    }

    #insert(text) {
        this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
        this.field.focus();
        this.#typed();
    }

    #typed() {
        keep(this.key, this.field.value);
        this.#suggest();
        this.#showHint();
    }

    /** The hint of the command that is being typed. */
    #showHint() {
        const name = /^(\/\S+)\s/.exec(this.field.value)?.[1];
        const command = name && !this.thread && store.commands.find((one) => one.command === name);
        this.hint.textContent = command
            ? [command.command, command.hint, command.description && `– ${command.description}`]
                  .filter(Boolean)
                  .join(" ")
            : "";
    }

    #suggest() {
        const typed = this.field.value.slice(0, this.field.selectionStart);
        const word = /(?:^|\s)([/@#:])([^\s/@#:]*)$/.exec(typed);
        this.#offers = word ? this.#offersFor(word[1], word[2].toLowerCase(), typed) : [];
        if (!this.#offers.length) return this.#close?.();
        this.box.replaceChildren(...this.#offers.map((one, n) => this.#row(one, n)));
        if (!this.#close) {
            this.#close = hang(this.box, this.frame, {
                keepsFocus: true,
                closed: () => this.#closed(),
            });
            this.field.setAttribute("aria-controls", this.box.id);
        }
        return this.#move(0);
    }

    #closed() {
        this.#close = null;
        this.#offers = [];
        for (const attribute of ["aria-activedescendant", "aria-controls"])
            this.field.removeAttribute(attribute);
    }

    #offersFor(sign, wanted, typed) {
        const start = typed.length - wanted.length - 1;
        const offer = (found) => found.slice(0, OFFERED).map((one) => ({ ...one, start }));
        if (sign === "/") return start || this.thread ? [] : offer(commands(wanted));
        if (sign === "@") return offer(peopleNamed(wanted));
        if (sign === "#") return offer(channelsNamed(wanted));
        return wanted.length < 2 ? [] : offer(emojiNamed(wanted));
    }

    #row(one, n) {
        return el(
            "div",
            {
                class: "option",
                role: "option",
                id: uid("suggestion"),
                "aria-selected": "false",
                onpointerdown: (event) => event.preventDefault(),
                onclick: () => this.#take(n),
            },
            one.mark ?? null,
            el(
                "span",
                { class: "option-words" },
                el(
                    "span",
                    {},
                    el("strong", { text: one.label }),
                    one.hint ? el("span", { class: "option-hint", text: ` ${one.hint}` }) : null,
                ),
                one.description ? el("small", { text: one.description }) : null,
            ),
        );
    }

    #move(to) {
        const rows = [...this.box.querySelectorAll(".option")];
        this.#at = (to + rows.length) % rows.length;
        rows.forEach((row, n) => {
            row.classList.toggle("active", n === this.#at);
            row.setAttribute("aria-selected", String(n === this.#at));
        });
        rows[this.#at].scrollIntoView({ block: "nearest" });
        this.field.setAttribute("aria-activedescendant", rows[this.#at].id);
    }

    #take(n) {
        const one = this.#offers[n];
        this.field.setRangeText(`${one.insert} `, one.start, this.field.selectionStart, "end");
        this.#close?.();
        this.field.focus();
        this.#typed();
    }

    #key(event) {
        if (event.isComposing) return;
        if (this.#close && this.#suggestionKey(event)) {
            event.preventDefault();
            return;
        }
        if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            this.#send();
        } else if (event.key === "ArrowUp" && !this.field.value && this.list.editLast())
            event.preventDefault();
    }

    #suggestionKey(event) {
        if (event.key === "ArrowDown") this.#move(this.#at + 1);
        else if (event.key === "ArrowUp") this.#move(this.#at - 1);
        else if (event.key === "Escape") this.#close();
        else if (event.key === "Tab" && !event.shiftKey) this.#take(this.#at);
        else if (event.key === "Enter" && !event.shiftKey && !this.#isComplete())
            this.#take(this.#at);
        else return false;
        return true;
    }

    /** Whether the word is typed to its end already, so that Enter sends. */
    #isComplete() {
        const { insert, start } = this.#offers[this.#at];
        return this.field.value.slice(start, this.field.selectionStart) === insert;
    }

    async #send() {
        const text = this.field.value;
        if (!text.trim()) return;
        this.#close?.();
        this.field.value = "";
        keep(this.key, "");
        this.#showHint();
        try {
            await post("act", {
                as: store.me.id,
                do: "type",
                channel: this.channel,
                text: text.trim(),
                ...(this.thread ? { thread: this.thread } : {}),
            });
            this.list.toEnd();
        } catch (error) {
            toast(error.message);
            if (this.field.value) return;
            this.field.value = text;
            this.#typed();
        }
    }
}

function commands(wanted) {
    const fitting = store.commands.filter((one) =>
        one.command.slice(1).toLowerCase().includes(wanted),
    );
    const order = (one) => (one.command.slice(1).startsWith(wanted) ? 0 : 1);
    return fitting
        .sort((a, b) => order(a) - order(b) || a.command.localeCompare(b.command))
        .map((one) => ({
            insert: one.command,
            label: one.command,
            hint: one.hint,
            description: one.description,
        }));
}

function peopleNamed(wanted) {
    const everyone = ["here", "channel"].map((name) => ({
        insert: `@${name}`,
        label: `@${name}`,
        description: name === "here" ? "Everybody who is here now" : "Everybody in this channel",
    }));
    const found = choosable().map((one) => ({
        insert: `@${one.name}`,
        label: store.name(one.id),
        description: `@${one.name}`,
        mark: avatar(one.id, "avatar small"),
    }));
    return [...found, ...everyone].filter((one) =>
        `${one.insert} ${one.label}`.toLowerCase().includes(wanted),
    );
}

function channelsNamed(wanted) {
    return [...store.channels.values()]
        .filter(
            (one) =>
                one.name &&
                !one.archived &&
                one.kind.endsWith("channel") &&
                one.name.includes(wanted),
        )
        .map((one) => ({ insert: `#${one.name}`, label: `#${one.name}`, description: one.topic }));
}

function emojiNamed(wanted) {
    const names = CATEGORIES.flatMap((one) =>
        one.items.flatMap((item) => item.names.filter((name) => name.includes(wanted)).slice(0, 1)),
    );
    return names
        .sort((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)))
        .map((name) => ({ insert: `:${name}:`, label: `:${name}:`, mark: emojiNode(name) }));
}
