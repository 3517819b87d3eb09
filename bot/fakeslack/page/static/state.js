// What this window knows: the workspace as one person sees it, kept up to date by the stream.

const HERE = { tz: undefined, locale: undefined, id: "", name: "" };

class Store {
    me = HERE;
    people = {};
    apps = [];
    channels = new Map();
    places = new Map();
    commands = [];
    shortcuts = [];
    modal = null;
    home = null;
    emoji = {};
    controls = { machine: false, tour: null, faults: [], fault: "none" };
    workspace = { name: "", domain: "" };
    unread = new Map();
    current = null;
    #listeners = [];
    #clock = { now: Date.now() / 1000, at: performance.now() };
    #read = {};

    /** Call `listener(kind, data)` after each change; returns how to stop. */
    listen(listener) {
        this.#listeners.push(listener);
        return () => {
            this.#listeners = this.#listeners.filter((one) => one !== listener);
        };
    }

    tell(kind, data) {
        for (const listener of this.#listeners) listener(kind, data);
    }

    /** Take in the whole state; what was typed and opened here is not touched. */
    load(state) {
        this.me = state.me;
        this.people = state.people;
        this.groups = state.groups;
        this.apps = state.apps;
        this.channels = new Map(state.channels.map((one) => [one.id, one]));
        this.places = new Map(
            Object.entries(state.messages).map(([id, found]) => [id, placeOf(found)]),
        );
        this.commands = state.commands;
        this.shortcuts = state.shortcuts;
        this.modal = state.modal;
        this.home = state.home;
        this.emoji = state.emoji ?? {};
        this.controls = state.controls;
        this.#setClock(state.now);
        this.#countUnread();
        this.tell("state", state);
    }

    /** Take in one event of the stream. */
    take(kind, data) {
        if (kind === "message") this.#message(data);
        else if (kind === "modal") this.modal = data.modal;
        else if (kind === "home") this.home = data.home;
        else if (kind === "channel") this.#channel(data);
        else if (kind === "person") this.people = { ...this.people, [data.id]: data };
        else if (kind === "clock") this.#setClock(data.now);
        else if (kind === "tour") this.controls = { ...this.controls, tour: data };
        else if (kind === "fault") this.controls = { ...this.controls, fault: data.fault };
        if (kind === "person" && data.id === this.me.id) this.me = data;
        this.tell(kind, data);
    }

    /** Seconds since 1970 on the workspace's own clock. */
    now() {
        return this.#clock.now + (performance.now() - this.#clock.at) / 1000;
    }

    #setClock(now) {
        this.#clock = { now, at: performance.now() };
    }

    name(id) {
        const person = this.people[id];
        return person?.real_name || person?.name || id || "Somebody";
    }

    channelName(channel) {
        if (channel.kind === "im") return this.name(channel.with);
        if (channel.kind !== "mpim") return channel.name;
        const others = (channel.members ?? []).filter((id) => id !== this.me.id);
        return others.map((id) => this.name(id)).join(", ") || channel.name;
    }

    /** The app whose bot is at the other end of this DM, if it is one. */
    appOf(channel) {
        return channel?.kind === "im"
            ? this.apps.find((app) => app.bot_user_id === channel.with)
            : undefined;
    }

    /** What stands in the channel itself, oldest first. */
    roots(id) {
        const items = [...(this.places.get(id)?.items.values() ?? [])];
        return items.sort((a, b) => (a.ts < b.ts ? -1 : 1));
    }

    /** Add older messages to what is known of a channel. */
    addOlder(id, found) {
        const place = this.places.get(id) ?? placeOf({ items: [] });
        for (const message of found.items)
            if (!place.items.has(message.ts)) place.items.set(message.ts, message);
        place.has_more = found.has_more;
        this.places.set(id, place);
        this.tell("older", { channel: id });
    }

    /** Forget a message that only this person saw. */
    dismiss(message) {
        this.places.get(message.channel)?.items.delete(message.ts);
        this.tell("message", { ...message, deleted: true });
    }

    #channel(channel) {
        const isGone = channel.deleted || (!channel.is_member && channel.kind !== "public_channel");
        if (!isGone) {
            this.channels.set(channel.id, channel);
            return;
        }
        for (const held of [this.channels, this.places, this.unread]) held.delete(channel.id);
    }

    #message(message) {
        const place = this.places.get(message.channel) ?? placeOf({ items: [] });
        this.places.set(message.channel, place);
        const isNew = !place.items.has(message.ts);
        if (isInChannel(message)) {
            if (message.deleted && !message.reply_count) place.items.delete(message.ts);
            else place.items.set(message.ts, message);
        }
        if (isNew && !message.deleted) this.#countOne(message);
    }

    #countOne(message) {
        const isQuiet =
            message.user === this.me.id ||
            message.edited ||
            !this.channels.get(message.channel)?.is_member;
        const read = this.#read[message.channel] ?? "0";
        if (isQuiet || message.ts <= read) return;
        if (message.channel === this.current && document.hasFocus()) {
            this.#note(message.channel, message.ts);
            return;
        }
        const kind = this.channels.get(message.channel)?.kind;
        const calls =
            kind === "im" ||
            kind === "mpim" ||
            JSON.stringify([message.text, message.blocks]).includes(this.me.id);
        const old = this.unread.get(message.channel) ?? {
            count: 0,
            calls: false,
            from: message.ts,
            seen: new Set(),
        };
        if (old.seen.has(message.ts)) return;
        old.seen.add(message.ts);
        this.unread.set(message.channel, {
            ...old,
            count: old.count + 1,
            calls: old.calls || calls,
        });
        this.tell("unread", { channel: message.channel });
    }

    /** Everything in the channel was seen. */
    markRead(id) {
        const seen = [this.roots(id).at(-1)?.ts, ...(this.unread.get(id)?.seen ?? [])].filter(
            Boolean,
        );
        if (seen.length) this.#note(id, seen.sort().at(-1));
        if (this.unread.delete(id)) this.tell("unread", { channel: id });
    }

    #note(id, ts) {
        if (ts <= (this.#read[id] ?? "0")) return;
        this.#read[id] = ts;
        keep(this.#readKey(), JSON.stringify(this.#read));
    }

    #readKey() {
        return `read:${this.workspace.domain}:${this.me.id}`;
    }

    #countUnread() {
        const before = kept(this.#readKey());
        this.#read = before ? JSON.parse(before) : {};
        this.unread = new Map();
        for (const id of this.places.keys()) {
            if (before && this.#read[id] !== undefined)
                this.roots(id).forEach((one) => this.#countOne(one));
            else this.markRead(id);
        }
    }
}

function placeOf(found) {
    return {
        items: new Map(found.items.map((one) => [one.ts, one])),
        has_more: found.has_more ?? false,
    };
}

/** Whether a message stands in the channel itself, not only in a thread. */
export function isInChannel(message) {
    return (
        !message.thread_ts ||
        message.thread_ts === message.ts ||
        message.subtype === "thread_broadcast"
    );
}

/** What this browser remembers under a name, or null; a browser may refuse to remember. */
export function kept(name) {
    try {
        return localStorage.getItem(name);
    } catch {
        return null;
    }
}

export function keep(name, value) {
    try {
        if (value) localStorage.setItem(name, value);
        else localStorage.removeItem(name);
    } catch {
        // A private window forgets; nothing else depends on it.
    }
}

export const store = new Store();
