// The main pane: one conversation, or an app's home.

import { act } from "./acts.js";
import { get } from "./api.js";
import { Composer } from "./composer.js";
import { el, holdFocus, icon, iconButton, roving, toast } from "./dom.js";
import { homeView } from "./home.js";
import { MessageList } from "./messages.js";
import { store } from "./state.js";

export class Channel {
    constructor(place, id, { tab = "messages", openThread, leave }) {
        this.id = id;
        this.place = place;
        this.tab = tab;
        this.leave = leave;
        this.app = store.appOf(this.channel);
        const unread = store.unread.get(id);
        this.newFrom = unread?.from ?? null;
        this.list = new MessageList(`Messages in ${this.name}`, {
            open: (message) => openThread(message.channel, message.thread_ts ?? message.ts),
            earlier: () => this.#earlier(),
        });
        this.head = el("header", { class: "pane-head" });
        this.body = el("div", { class: "pane-body" });
        this.foot = el("div", { class: "pane-foot" });
        place.replaceChildren(this.head, this.body, this.foot);
        this.#frame();
        this.#fill();
        this.refresh({ isFresh: true });
        if (!store.places.has(id)) this.#earlier();
    }

    get channel() {
        return store.channels.get(this.id);
    }

    get name() {
        return store.channelName(this.channel);
    }

    /** The channel's own data changed. */
    reframe() {
        if (!this.channel) return;
        this.#frame();
        if (!this.composer || this.#notice()) this.#fill();
    }

    /** Its messages changed. */
    refresh({ isFresh = false } = {}) {
        if (this.tab !== "messages") return;
        const hasMore = store.places.get(this.id)?.has_more ?? false;
        this.list.show(store.roots(this.id), { newFrom: this.newFrom, hasMore, isFresh });
        if (document.hasFocus()) store.markRead(this.id);
    }

    /** The home was published anew. */
    rehome() {
        if (this.tab === "home") this.#fill();
    }

    focus() {
        if (this.tab === "messages" && this.composer) this.composer.focus();
        else this.place.querySelector("h1")?.focus();
    }

    #frame() {
        const { channel } = this;
        const count = channel.members?.length ?? 0;
        const sign = { private_channel: "lock", public_channel: "hash", mpim: "people", im: null }[
            channel.kind
        ];
        const title = el("h1", { tabindex: "-1" }, sign ? icon(sign) : null, this.name);
        this.head.replaceChildren(
            iconButton("back", "Back to the channels", this.leave, {
                class: "icon-button narrow-only",
            }),
            title,
            ...(this.app ? [this.#tabs()] : []),
            channel.topic
                ? el("p", { class: "topic", text: channel.topic, title: channel.topic })
                : el("span", { class: "spring" }),
            ...(channel.kind === "im"
                ? []
                : [
                      el(
                          "span",
                          {
                              class: "members",
                              title: (channel.members ?? [])
                                  .map((one) => store.name(one))
                                  .join(", "),
                          },
                          icon("people"),
                          el("span", { class: "unseen", text: "Members: " }),
                          String(count),
                      ),
                  ]),
        );
    }

    #tabs() {
        const tab = (name, label) =>
            el(
                "button",
                {
                    type: "button",
                    role: "tab",
                    class: "tab",
                    "aria-selected": String(this.tab === name),
                    "aria-controls": "app-pane",
                    tabindex: this.tab === name ? "0" : "-1",
                    "data-control": `tab-${name}`,
                    onclick: () => this.#turn(name),
                },
                label,
            );
        const tabs = el(
            "div",
            { class: "tabs", role: "tablist", "aria-label": this.name },
            tab("home", "Home"),
            tab("messages", "Messages"),
        );
        roving(tabs, ".tab", { horizontal: true });
        return tabs;
    }

    #turn(tab) {
        this.tab = tab;
        this.#frame();
        this.#fill();
        this.refresh({ isFresh: true });
        act({ do: "home", tab });
        this.head.querySelector(`[data-control="tab-${tab}"]`)?.focus();
    }

    #fill() {
        const inside =
            this.tab === "home" ? el("div", { class: "scroller" }, homeView()) : this.list.node;
        const panel = this.app
            ? el(
                  "div",
                  {
                      class: "panel",
                      id: "app-pane",
                      role: "tabpanel",
                      "aria-label": this.tab === "home" ? "Home" : "Messages",
                  },
                  inside,
              )
            : inside;
        const again = holdFocus(this.body);
        const scrolled = this.body.querySelector(".scroller")?.scrollTop ?? 0;
        if (this.tab === "home" || !panel.isConnected) this.body.replaceChildren(panel);
        if (this.tab === "home") this.body.querySelector(".scroller").scrollTop = scrolled;
        again();
        this.foot.hidden = this.tab === "home";
        const notice = this.#notice();
        if (notice) {
            this.composer = null;
            this.foot.replaceChildren(notice);
        } else if (!this.composer) {
            const label =
                this.channel.kind === "im" ? `Message ${this.name}` : `Message #${this.name}`;
            this.composer = new Composer({ label, channel: this.id, list: this.list });
            this.foot.replaceChildren(this.composer.node);
        }
    }

    #notice() {
        const { channel } = this;
        if (channel.archived)
            return el("p", { class: "notice", text: "This channel is archived." });
        if (channel.is_member || channel.kind !== "public_channel") return null;
        const join = el(
            "button",
            {
                type: "button",
                class: "button primary",
                onclick: () => act({ do: "join", channel: this.id }),
            },
            "Join channel",
        );
        return el(
            "div",
            { class: "notice" },
            el("span", { text: `You are looking at #${this.name}, and are not in it yet.` }),
            join,
        );
    }

    async #earlier() {
        const before = store.roots(this.id)[0]?.ts;
        try {
            const found = await get("messages", {
                as: store.me.id,
                channel: this.id,
                limit: 100,
                ...(before ? { before } : {}),
            });
            store.addOlder(this.id, found);
        } catch (error) {
            toast(error.message);
            this.list.refresh();
        }
    }
}
