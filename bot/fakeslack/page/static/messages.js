// Messages in a channel or a thread: drawn, grouped, divided into days, kept up to date.

import { act, toggleReaction } from "./acts.js";
import { renderAttachment, renderBlocks } from "./blocks.js";
import { dayDivider, dayOf, momentOf, timeOf } from "./dates.js";
import { el, icon, iconButton, reconcile, roving, swatch } from "./dom.js";
import { emojiNode, spoken } from "./emoji.js";
import { decoded, mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { pickEmoji } from "./picker.js";
import { store } from "./state.js";
import { Surface } from "./surface.js";
import { showTools, toolKeys } from "./toolbar.js";

const TOGETHER = 300; // seconds in which somebody's messages stand under one name
const NEAR = 80; // pixels from the end that count as being at the end
const FACES = 3;

const surfaces = new Map();
const numbers = new WeakMap();
let number = 0;

/** A list of messages. `open(message)` opens a thread; there is none inside of a thread. */
export class MessageList {
    #shown = [];
    #editing = null;
    #epoch = 0;
    #isAtEnd = true;

    constructor(label, { open = null, earlier = null } = {}) {
        this.open = open;
        this.earlier = earlier;
        this.log = el("div", {
            class: "log",
            role: "log",
            "aria-live": "polite",
            "aria-label": label,
        });
        this.newer = el(
            "button",
            { type: "button", class: "newer", hidden: true, onclick: () => this.toEnd() },
            icon("down"),
            "Newer messages",
        );
        this.scroller = el(
            "div",
            { class: "scroller", onscroll: () => this.#scrolled() },
            this.log,
        );
        this.node = el("div", { class: "messages" }, this.scroller, this.newer);
        roving(this.log, ".message");
        // Pictures that load and panes that open change the height; who reads the end stays there.
        const watch = new ResizeObserver(() => this.#isAtEnd && this.toEnd());
        watch.observe(this.log);
        watch.observe(this.scroller);
        this.log.addEventListener("pointerover", (event) => this.#offer(event.target));
        this.log.addEventListener("focusin", (event) => this.#offer(event.target));
        this.log.addEventListener("keydown", (event) => this.#key(event));
    }

    /** Show these messages, oldest first. */
    show(messages, { newFrom = null, hasMore = false, isFresh = false } = {}) {
        this.#shown = messages;
        const end = this.scroller.scrollHeight - this.scroller.scrollTop;
        const wasAtEnd = isFresh || this.#isAtEnd;
        const isPrepended = !isFresh && this.log.firstElementChild && messages[0]?.ts < this.oldest;
        this.oldest = messages[0]?.ts;
        this.newFrom = newFrom;
        this.hasMore = hasMore;
        if (isFresh) this.log.setAttribute("aria-busy", "true");
        reconcile(this.log, this.#wanted(messages));
        const articles = [...this.log.querySelectorAll(".message")];
        if (!articles.some((one) => one.tabIndex === 0) && articles.length)
            articles.at(-1).tabIndex = 0;
        if (isPrepended) this.scroller.scrollTop = this.scroller.scrollHeight - end;
        else if (wasAtEnd) this.toEnd();
        else this.newer.hidden = false;
        if (isFresh) requestAnimationFrame(() => this.log.removeAttribute("aria-busy"));
    }

    /** Draw everything anew, because names or the day have changed. */
    refresh() {
        this.#epoch += 1;
        this.#again();
    }

    toEnd() {
        this.scroller.scrollTop = this.scroller.scrollHeight;
        this.newer.hidden = true;
        this.#isAtEnd = true;
    }

    /** Begin to edit one's own newest message; whether there is one. */
    editLast() {
        const mine = this.#shown
            .filter((one) => one.user === store.me.id && !one.ephemeral && !one.subtype)
            .at(-1);
        if (mine) this.edit(mine);
        return Boolean(mine);
    }

    edit(message) {
        this.#editing = message.ts;
        this.#again();
        const field = this.log.querySelector(".editing textarea");
        field?.focus();
        field?.setSelectionRange(field.value.length, field.value.length);
    }

    focusMessage(ts) {
        [...this.log.querySelectorAll(".message")].find((one) => one.dataset.ts === ts)?.focus();
    }

    #again() {
        this.show(this.#shown, { newFrom: this.newFrom, hasMore: this.hasMore });
    }

    #scrolled() {
        const { scrollHeight, scrollTop, clientHeight } = this.scroller;
        this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
        if (this.#isAtEnd) this.newer.hidden = true;
    }

    #wanted(messages) {
        const wanted = [];
        if (this.hasMore)
            wanted.push({
                key: "earlier",
                stamp: `${messages[0]?.ts}:${this.#epoch}`,
                make: () => this.#earlierButton(),
            });
        const today = dayOf(store.now());
        let before = null;
        for (const message of messages) {
            const day = dayOf(Number(message.ts));
            const isNewDay = !before || dayOf(Number(before.ts)) !== day;
            if (isNewDay)
                wanted.push({
                    key: `day:${day}:${message.ts}`,
                    stamp: today,
                    make: () => divider(message.ts),
                });
            const isFirstNew =
                this.newFrom &&
                message.ts >= this.newFrom &&
                !(before && before.ts >= this.newFrom);
            if (isFirstNew) wanted.push({ key: "new", stamp: this.newFrom, make: newDivider });
            const isGrouped = !isNewDay && !isFirstNew && belongs(before, message);
            const isEditing = this.#editing === message.ts;
            // What is being edited is left alone, whatever happens around it.
            const stamp = isEditing
                ? "editing"
                : [numberOf(message), isGrouped, this.#epoch].join();
            wanted.push({
                key: message.ts,
                stamp,
                make: () => this.#article(message, { isGrouped, isEditing }),
            });
            before = message;
        }
        return wanted;
    }

    #earlierButton() {
        const ask = async (event) => {
            event.currentTarget.disabled = true;
            await this.earlier?.();
        };
        return el(
            "button",
            { type: "button", class: "button earlier", onclick: ask },
            "Show earlier messages",
        );
    }

    #article(message, { isGrouped, isEditing }) {
        const moment = Number(message.ts);
        const kind = [
            "message",
            isGrouped && "grouped",
            message.ephemeral && "ephemeral",
            message.subtype && !message.bot_id && "system",
            isEditing && "editing",
        ];
        const time = (hidden) =>
            el("time", {
                class: hidden ? "time aside" : "time",
                datetime: new Date(moment * 1000).toISOString(),
                title: momentOf(moment),
                text: timeOf(moment),
            });
        return el(
            "article",
            {
                class: kind.filter(Boolean).join(" "),
                tabindex: "-1",
                "data-ts": message.ts,
                "aria-label": `${store.name(author(message))}, ${timeOf(moment)}`,
            },
            isGrouped ? time(true) : avatar(author(message)),
            el(
                "div",
                { class: "message-body" },
                message.ephemeral ? this.#onlyYou(message) : null,
                isGrouped
                    ? null
                    : el(
                          "div",
                          { class: "message-head" },
                          el("strong", { class: "author", text: store.name(author(message)) }),
                          isApp(message) ? el("span", { class: "badge", text: "APP" }) : null,
                          time(false),
                      ),
                isEditing ? this.#editor(message) : content(message),
                reactions(message),
                this.open ? this.#thread(message) : null,
            ),
        );
    }

    #onlyYou(message) {
        return el(
            "p",
            { class: "only-you" },
            icon("eye"),
            "Only visible to you",
            el(
                "button",
                {
                    type: "button",
                    class: "link-button",
                    "data-control": "dismiss",
                    onclick: () => store.dismiss(message),
                },
                "Dismiss",
            ),
        );
    }

    #thread(message) {
        if (!message.reply_count) return null;
        const faces = (message.reply_users ?? [])
            .slice(0, FACES)
            .map((id) => avatar(id, "avatar small"));
        const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
        const last = Number(message.latest_reply);
        const day = last && dayOf(last) !== dayOf(store.now()) ? `${dayDivider(last)}, ` : "";
        const when = last ? `Last reply ${day}${timeOf(last)}` : "";
        return el(
            "button",
            {
                type: "button",
                class: "thread-button",
                "data-control": "thread",
                onclick: () => this.open(message),
            },
            faces,
            el("strong", { text: count }),
            el("span", { text: when }),
        );
    }

    #editor(message) {
        const field = el("textarea", {
            class: "field",
            "aria-label": "Edit the message",
            value: asTyped(message.text),
        });
        const done = () => {
            this.#editing = null;
            this.#again();
            this.focusMessage(message.ts);
        };
        const save = async () => {
            if (!field.value.trim()) return;
            if (
                await act({
                    do: "edit",
                    channel: message.channel,
                    ts: message.ts,
                    text: field.value,
                })
            )
                done();
        };
        field.addEventListener("keydown", (event) => {
            if (event.key === "Escape") done();
            else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
            else return;
            event.preventDefault();
            event.stopPropagation();
        });
        const cancel = el("button", { type: "button", class: "button", onclick: done }, "Cancel");
        return el(
            "div",
            { class: "editor" },
            field,
            el(
                "div",
                { class: "row" },
                cancel,
                el("button", { type: "button", class: "button primary", onclick: save }, "Save"),
            ),
        );
    }

    #messageOf(article) {
        return article && this.#shown.find((one) => one.ts === article.dataset.ts);
    }

    #offer(target) {
        const article = target.closest(".message");
        const message = this.#messageOf(article);
        if (message && !article.classList.contains("editing")) showTools(article, message, this);
    }

    #key(event) {
        const article = event.target.closest(".message");
        const message = this.#messageOf(article);
        if (message && event.target === article) toolKeys(event, message, this);
    }
}

function numberOf(message) {
    if (!numbers.has(message)) numbers.set(message, (number += 1));
    return numbers.get(message);
}

function author(message) {
    return message.user || store.apps.find((app) => app.id === message.app_id)?.bot_user_id || "";
}

function isApp(message) {
    return Boolean(message.bot_id) || Boolean(store.people[message.user]?.is_bot);
}

function belongs(before, message) {
    if (!before || before.ephemeral || message.ephemeral || before.subtype || message.subtype)
        return false;
    return (
        author(before) === author(message) &&
        Number(message.ts) - Number(before.ts) < TOGETHER &&
        !before.reply_count
    );
}

function divider(ts) {
    return el(
        "div",
        { class: "day", role: "separator", "aria-label": dayDivider(Number(ts)) },
        el("span", { text: dayDivider(Number(ts)) }),
    );
}

function newDivider() {
    return el(
        "div",
        { class: "day new", role: "separator", "aria-label": "New messages" },
        el("span", { text: "New" }),
    );
}

function content(message) {
    if (message.deleted) return el("p", { class: "hint", text: "This message was deleted." });
    const surface = surfaceOf(message);
    const shown = message.blocks?.length
        ? renderBlocks(message.blocks, surface)
        : [el("div", { class: "mrkdwn" }, mrkdwn(message.text))];
    const attachments = (message.attachments ?? []).map((one) =>
        renderAttachment(one, surface, swatch(one.color ?? "8a8a8a", "bar")),
    );
    return el(
        "div",
        { class: "content" },
        shown,
        attachments,
        message.edited && !message.bot_id
            ? el("span", { class: "edited", text: "(edited)" })
            : null,
    );
}

/** What a person enters in a message stays when the message is drawn anew. */
function surfaceOf(message) {
    const key = `${message.channel}:${message.ts}`;
    if (!surfaces.has(key))
        surfaces.set(key, new Surface({ channel: message.channel, ts: message.ts }));
    return surfaces.get(key);
}

function reactions(message) {
    if (!message.reactions?.length) return null;
    const add = iconButton(
        "smile",
        "Add reaction",
        (event) =>
            pickEmoji(event.currentTarget, (name) =>
                act({ do: "react", channel: message.channel, ts: message.ts, name }),
            ),
        { class: "reaction add", "data-control": "add-reaction" },
    );
    return el(
        "div",
        { class: "reactions" },
        message.reactions.map((one) => reaction(message, one)),
        add,
    );
}

function reaction(message, one) {
    const isMine = one.users.includes(store.me.id);
    const names = one.users.map((id) => (id === store.me.id ? "you" : store.name(id))).join(", ");
    return el(
        "button",
        {
            type: "button",
            class: "reaction",
            "aria-pressed": String(isMine),
            "aria-label": `${spoken(one.name)}, ${one.users.length}: ${names}`,
            title: `${names} reacted with :${one.name}:`,
            "data-control": `reaction:${one.name}`,
            "data-reaction": one.name,
            onclick: () => toggleReaction(message, one.name),
        },
        emojiNode(one.name),
        el("span", { class: "count", text: String(one.users.length) }),
    );
}

/** What a person would type to get this text. */
export function asTyped(text) {
    const shown = (text ?? "")
        .replaceAll(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => `@${store.people[id]?.name ?? id}`)
        .replaceAll(
            /<#(\w+)(?:\|([^>]*))?>/g,
            (_, id, name) => `#${store.channels.get(id)?.name ?? name ?? id}`,
        )
        .replaceAll(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, "@$1")
        .replaceAll(/<((?:https?|mailto):[^|>]*)(?:\|[^>]*)?>/g, "$1");
    return decoded(shown);
}
