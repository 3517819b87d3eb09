// A thread, beside the channel.

import { get } from "./api.js";
import { Composer } from "./composer.js";
import { el, iconButton, toast } from "./dom.js";
import { MessageList } from "./messages.js";
import { store } from "./state.js";

export class Thread {
    #messages = new Map();

    constructor(place, channel, ts, close) {
        this.channel = channel;
        this.ts = ts;
        this.place = place;
        this.list = new MessageList("Messages in this thread");
        this.composer = new Composer({ label: "Reply…", channel, thread: ts, list: this.list });
        const name = store.channelName(store.channels.get(channel));
        const title = el(
            "h2",
            {},
            "Thread ",
            el("small", { text: store.channels.get(channel).kind === "im" ? name : `#${name}` }),
        );
        place.hidden = false;
        place.replaceChildren(
            el(
                "header",
                { class: "pane-head" },
                iconButton("back", "Back to the channel", close, {
                    class: "icon-button narrow-only",
                }),
                title,
                iconButton("close", "Close the thread", close),
            ),
            this.list.node,
            this.composer.node,
        );
        this.fetch(true);
    }

    /** Fetch the whole thread, at first and after the stream was lost. */
    async fetch(isFresh = false) {
        try {
            const found = await get("thread", {
                as: store.me.id,
                channel: this.channel,
                ts: this.ts,
            });
            this.#messages = new Map(
                [found.root, ...found.replies].filter(Boolean).map((one) => [one.ts, one]),
            );
            this.#show(isFresh);
        } catch (error) {
            toast(error.message);
        }
    }

    /** Take in a message, if it is one of this thread's. */
    take(message) {
        if (message.channel !== this.channel || (message.thread_ts ?? message.ts) !== this.ts)
            return;
        if (message.deleted && message.ts !== this.ts) this.#messages.delete(message.ts);
        else this.#messages.set(message.ts, message);
        this.#show(false);
    }

    #show(isFresh) {
        const messages = [...this.#messages.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
        this.list.show(messages, { isFresh });
    }
}
