// Slack's own markup: https://docs.slack.dev/messaging/formatting-message-text.

import { filledIn, momentOf } from "./dates.js";
import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { store } from "./state.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const STYLES = { "*": "strong", _: "em", "~": "s" };
const BARE = /\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]}'"]/g;

/** The three entities as the characters they stand for; done last, on pieces that are shown. */
export function decoded(text) {
    return text.replaceAll(/&(?:amp|lt|gt);/g, (found) => ENTITIES[found]);
}

/** A link, if it leads to the web or to a mailbox; else what it would have shown. */
export function link(url, shown) {
    const label = shown ?? url.replace(/^mailto:/, "");
    if (!/^(https?:\/\/|mailto:)/i.test(url)) return el("span", {}, label);
    return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function userMention(id, label) {
    const person = store.people[id];
    const isMe = id === store.me.id;
    return el("span", {
        class: isMe ? "mention me" : "mention",
        text: `@${person ? store.name(id) : (label ?? id)}`,
    });
}

export function channelMention(id, label) {
    const channel = store.channels.get(id);
    if (!channel)
        return el("span", { class: "mention", text: label ? `#${label}` : "#private-channel" });
    return el("a", { class: "mention", href: `#${id}`, text: `#${store.channelName(channel)}` });
}

export function groupMention(id, label) {
    const handle = store.groups?.[id] ?? label?.replace(/^@/, "") ?? id;
    return el("span", { class: "mention", text: `@${handle}` });
}

export function broadcast(range) {
    return el("span", { class: "mention me", text: `@${range}` });
}

/** A moment in the reader's words; its fallback if the template has a token nobody knows. */
export function dateNode(seconds, template, fallback, url) {
    const said = filledIn(template, seconds);
    if (said === null) return el("span", {}, fallback || template);
    const node = el("time", {
        datetime: new Date(seconds * 1000).toISOString(),
        title: momentOf(seconds),
        text: said,
    });
    return url ? link(url, node) : node;
}

/** Nodes for a text in mrkdwn.
 *
 * Unless it is `verbatim`, addresses, @here and #channels are found where they were only typed.
 */
export function mrkdwn(text, { verbatim = false } = {}) {
    return fences(String(text ?? ""), { verbatim });
}

function fences(text, how) {
    const pieces = text.split(/```/);
    // A fence without an end is three backticks and nothing else.
    if (pieces.length % 2 === 0) pieces.splice(-2, 2, `${pieces.at(-2)}\`\`\`${pieces.at(-1)}`);
    return pieces.flatMap((piece, n) => {
        if (n % 2)
            return piece.trim()
                ? [el("pre", {}, ...plainTokens(piece.replace(/^\n|\n$/g, "")))]
                : [];
        const trimmed = piece
            .replace(n ? /^\n/ : /^(?!)/, "")
            .replace(n < pieces.length - 1 ? /\n$/ : /(?!)$/, "");
        return trimmed ? quotes(trimmed, how) : [];
    });
}

function quotes(text, how) {
    const all = /(^|\n)(?:&gt;|>){3}\s?/.exec(text);
    if (all) {
        const before = text.slice(0, all.index);
        const quoted = text.slice(all.index + all[0].length);
        return [
            ...(before ? quotes(before, how) : []),
            el("blockquote", {}, ...lines(quoted, how)),
        ];
    }
    const nodes = [];
    let run = [];
    let isQuote = false;
    const flush = () => {
        if (!run.length) return;
        const inside = lines(run.join("\n"), how);
        nodes.push(...(isQuote ? [el("blockquote", {}, ...inside)] : inside));
        run = [];
    };
    for (const line of text.split("\n")) {
        const marked = /^(?:&gt;|>(?!>)) ?/.exec(line);
        if (Boolean(marked) !== isQuote) {
            flush();
            isQuote = Boolean(marked);
        }
        run.push(marked ? line.slice(marked[0].length) : line);
    }
    flush();
    return nodes;
}

function lines(text, how) {
    return text.split("\n").flatMap((line, n) => [...(n ? [el("br")] : []), ...inline(line, how)]);
}

function inline(line, how) {
    const nodes = [];
    let plain = "";
    const flush = () => {
        if (plain) nodes.push(...words(plain, how));
        plain = "";
    };
    let at = 0;
    while (at < line.length) {
        const found = special(line, at, how);
        if (found) {
            flush();
            nodes.push(...found.nodes);
            at = found.end;
        } else {
            plain += line[at];
            at += 1;
        }
    }
    flush();
    return nodes;
}

function special(line, at, how) {
    const sign = line[at];
    if (sign === "<") return angle(line, at);
    if (sign === "`") return code(line, at);
    return STYLES[sign] ? styled(line, at, sign, how) : null;
}

function code(line, at) {
    const end = line.indexOf("`", at + 1);
    if (end <= at + 1) return null;
    return { nodes: [el("code", {}, ...plainTokens(line.slice(at + 1, end)))], end: end + 1 };
}

/** *bold*: its marks stand at the edges of words, with no space inside of them. */
function styled(line, at, sign, how) {
    const before = at ? line[at - 1] : " ";
    if (/[\p{L}\p{N}]/u.test(before) || /[\s]/.test(line[at + 1] ?? " ") || line[at + 1] === sign)
        return null;
    for (let end = line.indexOf(sign, at + 2); end > 0; end = line.indexOf(sign, end + 1)) {
        const isEdge = !/\s/.test(line[end - 1]) && !/[\p{L}\p{N}]/u.test(line[end + 1] ?? " ");
        const inside = line.slice(at + 1, end);
        if (isEdge && isWhole(inside))
            return { nodes: [el(STYLES[sign], {}, ...inline(inside, how))], end: end + 1 };
    }
    return null;
}

/** Whether no <token> or `code` is cut in two. */
function isWhole(text) {
    const rest = text.replaceAll(/<[^<>]*>/g, "");
    return !rest.includes("<") && (rest.split("`").length - 1) % 2 === 0;
}

function angle(line, at) {
    const end = line.indexOf(">", at);
    if (end < 0) return null;
    const node = token(line.slice(at + 1, end));
    return node && { nodes: [node], end: end + 1 };
}

function token(inside) {
    const bar = inside.indexOf("|");
    const target = bar < 0 ? inside : inside.slice(0, bar);
    const label = bar < 0 ? undefined : decoded(inside.slice(bar + 1));
    if (/^@[UWB]\w+$/.test(target)) return userMention(target.slice(1), label);
    if (/^#[CGD]\w+$/.test(target)) return channelMention(target.slice(1), label);
    if (target.startsWith("!")) return command(target.slice(1), label);
    if (/^[a-z][a-z0-9+.-]*:/i.test(target))
        return link(decoded(target), label && el("span", {}, ...withEmoji(label)));
    return null;
}

function command(target, label) {
    const [name, ...rest] = target.split("^");
    if (name === "date")
        return dateNode(
            Number(rest[0]),
            decoded(rest[1] ?? ""),
            label,
            rest[2] && decoded(rest[2]),
        );
    if (name === "subteam") return groupMention(rest[0], label);
    if (["here", "channel", "everyone"].includes(name)) return broadcast(name);
    return el("span", { text: label ?? `<${target}>` });
}

/** Code shows its tokens as text. */
function plainTokens(text) {
    const shown = text.replaceAll(
        /<([^<>|]*)(?:\|([^<>]*))?>/g,
        (_, target, label) => label ?? target,
    );
    return [decoded(shown)];
}

function words(text, { verbatim }) {
    const found = verbatim ? [] : [...text.matchAll(BARE)];
    const nodes = [];
    let end = 0;
    for (const one of found) {
        nodes.push(...typed(text.slice(end, one.index), verbatim), link(decoded(one[0])));
        end = one.index + one[0].length;
    }
    return [...nodes, ...typed(text.slice(end), verbatim)];
}

function typed(text, verbatim) {
    if (!text) return [];
    if (verbatim)
        return withEmoji(text).map((one) => (typeof one === "string" ? decoded(one) : one));
    return text
        .split(/((?<![\w&])@(?:here|channel|everyone)\b|(?<![\w&])#[a-z0-9][\w-]*)/)
        .flatMap((piece, n) => {
            if (!(n % 2))
                return withEmoji(piece).map((one) =>
                    typeof one === "string" ? decoded(one) : one,
                );
            if (piece[0] === "@") return [broadcast(piece.slice(1))];
            const channel = [...store.channels.values()].find((one) => one.name === piece.slice(1));
            return [channel ? channelMention(channel.id) : piece];
        });
}

/** Nodes for a text object, be it plain_text or mrkdwn. */
export function textObject(text) {
    if (!text) return [];
    if (typeof text === "string") return withEmoji(text);
    if (text.type === "mrkdwn") return mrkdwn(text.text, text);
    const shown = String(text.text ?? "");
    const pieces = text.emoji === false ? [shown] : withEmoji(shown);
    return pieces.flatMap((one) => (typeof one === "string" ? broken(one) : [one]));
}

function broken(text) {
    return text.split("\n").flatMap((line, n) => (n ? [el("br"), line] : [line]));
}

/** The words of a text object alone, for labels. */
export function wordsOf(text) {
    return el("span", {}, ...textObject(text)).textContent;
}
