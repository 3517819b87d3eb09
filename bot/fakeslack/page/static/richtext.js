// The rich_text block: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block.

import { el, swatch } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { broadcast, channelMention, dateNode, groupMention, link, userMention } from "./mrkdwn.js";

const MARKS = {
    code: "code",
    bold: "strong",
    italic: "em",
    strike: "s",
    underline: "u",
    highlight: "mark",
    client_highlight: "mark",
};

/** What stands in a line of rich text, by type. */
export const PIECES = {
    text: (one) => el("span", { class: "literal", text: one.text }),
    link: (one) => link(one.url, one.text),
    user: (one) => userMention(one.user_id),
    usergroup: (one) => groupMention(one.usergroup_id),
    channel: (one) => channelMention(one.channel_id),
    team: (one) => el("span", { class: "mention", text: `@${one.team_id}` }),
    emoji: (one) =>
        emojiNode(
            one.skin_tone > 1 ? `${one.name}::skin-tone-${one.skin_tone}` : one.name,
            one.unicode,
        ),
    broadcast: (one) => broadcast(one.range),
    color: (one) => el("span", { class: "colour" }, swatch(one.value), one.value),
    date: (one) => dateNode(one.timestamp, one.format, one.fallback, one.url),
};

/** The parts that a rich text is made of; lists are put together by `richText`. */
export const PARTS = {
    rich_text_section: (part) => el("div", { class: "rich-section" }, ...pieces(part)),
    rich_text_quote: (part) => el("blockquote", {}, ...pieces(part)),
    rich_text_preformatted: (part) => el("pre", {}, ...pieces(part)),
    rich_text_list: (part) =>
        el(
            part.style === "ordered" ? "ol" : "ul",
            { start: startOf(part), class: `indent-${part.indent ?? 0}` },
            ...items(part),
        ),
};

/** Nodes for the elements of a rich_text block, lists in lists where they are indented. */
export function richText(block) {
    const nodes = [];
    let open = [];
    for (const part of block.elements ?? []) {
        const node =
            PARTS[part.type]?.(part) ??
            el("div", { class: "unknown", text: `text of type ${part.type}` });
        if (part.type !== "rich_text_list") open = [];
        const depth = part.type === "rich_text_list" ? (part.indent ?? 0) : 0;
        open = open.filter((one) => one.depth < depth);
        const parent = open.at(-1)?.node.lastElementChild;
        if (parent) parent.append(node);
        else nodes.push(node);
        if (part.type === "rich_text_list") open.push({ depth, node });
    }
    return nodes;
}

function startOf(part) {
    return part.style === "ordered" && part.offset ? part.offset + 1 : null;
}

function items(part) {
    return (part.elements ?? []).map((one) => el("li", {}, ...pieces(one)));
}

function pieces(part) {
    return (part.elements ?? []).map(piece);
}

function piece(one) {
    const make = PIECES[one.type];
    let node = make
        ? make(one)
        : el("span", { class: "unknown", text: `text of type ${one.type}` });
    for (const [style, tag] of Object.entries(MARKS))
        if (one.style?.[style]) node = el(tag, {}, node);
    return node;
}
