// Emoji by Slack's names: glyphs, skin tones, and the workspace's own pictures.

import { el } from "./dom.js";
import { store } from "./state.js";
import { TABLE } from "./emoji_table.js";

const TONES = ["", "", "🏻", "🏼", "🏽", "🏾", "🏿"];
const ALSO = {
    castle: "european_castle",
    detective: "sleuth_or_spy",
    "male-detective": "sleuth_or_spy",
};

/** Those that an operations channel reaches for first. */
export const COMMON = [
    "eyes",
    "white_check_mark",
    "raised_hand",
    "adhesive_bandage",
    "+1",
    "tada",
    "sos",
    "pray",
    "rocket",
    "heart",
    "joy",
    "thinking_face",
    "fire",
    "wave",
    "clap",
];

export const CATEGORIES = Object.entries(TABLE).map(([title, text]) => ({
    title,
    items: text
        .split(/[|\n]/)
        .map((one) => one.trim())
        .filter(Boolean)
        .map(itemOf),
}));

const BY_NAME = new Map(
    CATEGORIES.flatMap((one) =>
        one.items.flatMap((item) => item.names.map((name) => [name, item])),
    ),
);
for (const [name, other] of Object.entries(ALSO))
    if (!BY_NAME.has(name)) BY_NAME.set(name, BY_NAME.get(other));

function itemOf(text) {
    const [mark, names] = text.split(" ");
    return { glyph: mark.replace("*", ""), hasTones: mark.endsWith("*"), names: names.split(",") };
}

/** The item of that name, skin tone aside; undefined for an unknown one. */
export function itemNamed(name) {
    return BY_NAME.get(name.split("::")[0]);
}

/** The characters for `wave::skin-tone-3`, or null if the name is not a standard one. */
export function glyphOf(full) {
    const [name, tone] = full.split("::");
    const item = BY_NAME.get(name);
    const known = item?.glyph ?? own(name)?.glyph;
    if (!known) return null;
    const shade = TONES[Number(/^skin-tone-([2-6])$/.exec(tone ?? "")?.[1] ?? 0)];
    if (!shade || !item?.hasTones) return known;
    const [first, ...rest] = [...known];
    return [first, shade, ...(rest[0] === "\ufe0f" ? rest.slice(1) : rest)].join("");
}

function own(name, depth = 0) {
    const found = store.emoji[name];
    if (typeof found !== "string") return null;
    if (found.startsWith("alias:") && depth < 3)
        return own(found.slice(6), depth + 1) ?? { glyph: BY_NAME.get(found.slice(6))?.glyph };
    return /^(https:|data:image\/)/.test(found) ? { url: found } : { glyph: found };
}

/** The emoji as a node: its glyph, its picture, or `:name:` as it was typed. */
export function emojiNode(full, unicode) {
    const picture = own(full.split("::")[0])?.url;
    if (picture)
        return el("img", {
            class: "emoji-picture",
            src: picture,
            alt: `:${full}:`,
            title: `:${full}:`,
            loading: "lazy",
        });
    const glyph = glyphOf(full) ?? fromHex(unicode);
    if (!glyph) return document.createTextNode(`:${full}:`);
    return el("span", {
        class: "emoji",
        role: "img",
        "aria-label": spoken(full),
        title: `:${full}:`,
        text: glyph,
    });
}

function fromHex(unicode) {
    if (!/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(unicode ?? "")) return null;
    return String.fromCodePoint(
        ...unicode.split("-").map((one) => Math.min(parseInt(one, 16), 0x10ffff)),
    );
}

/** The name as a screen reader says it. */
export function spoken(full) {
    return `${full.replace("::", ", ").replaceAll(/[_-]/g, " ")} emoji`;
}

/** Text in which `:name:` shows as the emoji. */
export function withEmoji(text) {
    const pieces = [];
    let end = 0;
    for (const found of text.matchAll(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g)) {
        if (!glyphOf(found[1]) && !own(found[1])?.url) continue;
        pieces.push(text.slice(end, found.index), emojiNode(found[1]));
        end = found.index + found[0].length;
    }
    return [...pieces, text.slice(end)].filter((one) => one !== "");
}
