// The `markdown` block: standard Markdown, https://docs.slack.dev/reference/block-kit/blocks/markdown-block.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const INLINE = [
    [/^`([^`]+)`/, (found) => el("code", { text: found[1] })],
    [
        /^!?\[([^\]]*)\]\(([^()\s]+)\)/,
        (found) => link(found[2], el("span", {}, ...inline(found[1] || found[2]))),
    ],
    [/^\*\*(?=\S)(.+?)\*\*/, (found) => el("strong", {}, ...inline(found[1]))],
    [/^__(?=\S)(.+?)__/, (found) => el("strong", {}, ...inline(found[1]))],
    [/^~~(?=\S)(.+?)~~/, (found) => el("s", {}, ...inline(found[1]))],
    [/^\*(?=\S)([^*]+)\*/, (found) => el("em", {}, ...inline(found[1]))],
    [/^_(?=\S)([^_]+)_(?!\w)/, (found) => el("em", {}, ...inline(found[1]))],
    [/^https?:\/\/[^\s<>)]+/, (found) => link(found[0])],
    [/^\\([\\`*_{}[\]()#+.!~|-])/, (found) => document.createTextNode(found[1])],
];

/** Nodes for a text in Markdown. */
export function markdown(text) {
    const rows = String(text).split("\n");
    const nodes = [];
    while (rows.length) nodes.push(...paragraph(rows));
    return nodes;
}

function paragraph(rows) {
    const row = rows[0];
    if (!row.trim()) return drop(rows, []);
    if (/^\s*```/.test(row)) return [fence(rows)];
    const heading = /^(#{1,6})\s+(.*)$/.exec(row);
    if (heading)
        return drop(rows, [
            el("p", { class: `md-heading md-heading-${heading[1].length}` }, ...inline(heading[2])),
        ]);
    if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(row)) return drop(rows, [el("hr")]);
    if (/^\s*>/.test(row)) return [quote(rows)];
    if (/^\s*\|/.test(row) && /^\s*\|?\s*:?-+/.test(rows[1] ?? "")) return [table(rows)];
    if (ITEM.test(row)) return [list(rows)];
    return [el("p", {}, ...inline(many(rows, (one) => one.trim() && !isStart(one)).join("\n")))];
}

function isStart(row) {
    return /^(\s*```|#{1,6}\s|\s*>)/.test(row) || ITEM.test(row);
}

function drop(rows, nodes) {
    rows.shift();
    return nodes;
}

/** Take the first row, and those after it that belong to it. */
function many(rows, belongs) {
    const taken = [rows.shift()];
    while (rows.length && belongs(rows[0])) taken.push(rows.shift());
    return taken;
}

function fence(rows) {
    const inside = many(rows, (one) => !/^\s*```/.test(one)).slice(1);
    rows.shift();
    return el("pre", { text: inside.join("\n") });
}

function quote(rows) {
    const inside = many(rows, (one) => /^\s*>/.test(one)).map((one) => one.replace(/^\s*> ?/, ""));
    return el("blockquote", {}, ...markdown(inside.join("\n")));
}

function table(rows) {
    const taken = many(rows, (one) => /\|/.test(one));
    const [head, , ...body] = taken.map((one) =>
        one
            .trim()
            .replace(/^\||\|$/g, "")
            .split("|")
            .map((cell) => cell.trim()),
    );
    const line = (cells, tag) =>
        el(
            "tr",
            {},
            cells.map((cell) => el(tag, {}, ...inline(cell))),
        );
    return el(
        "table",
        { class: "table" },
        el("thead", {}, line(head, "th")),
        el(
            "tbody",
            {},
            body.map((cells) => line(cells, "td")),
        ),
    );
}

function list(rows) {
    const depth = ITEM.exec(rows[0])[1].length;
    const isOrdered = /\d/.test(ITEM.exec(rows[0])[2]);
    const isOfThis = ([, indent, mark]) => indent.length > depth || /\d/.test(mark) === isOrdered;
    const taken = many(rows, (one) =>
        ITEM.test(one) ? isOfThis(ITEM.exec(one)) : /^\s+\S/.test(one),
    );
    const items = [];
    for (const row of taken) {
        const found = ITEM.exec(row);
        if (found && found[1].length <= depth) items.push([found[3]]);
        else items.at(-1).push(row);
    }
    return el(isOrdered ? "ol" : "ul", {}, items.map(item));
}

function item([first, ...more]) {
    const task = /^\[([ xX])\]\s+(.*)$/.exec(first);
    const said = task ? `${task[1] === " " ? "☐" : "☑"} ${task[2]}` : first;
    return el("li", {}, ...inline(said), ...markdown(dedented(more)));
}

function dedented(rows) {
    const depth = /^\s*/.exec(rows[0] ?? "")[0].length;
    return rows.map((one) => one.replace(new RegExp(`^\\s{0,${depth}}`), "")).join("\n");
}

function inline(text) {
    const nodes = [];
    let plain = "";
    let rest = text;
    const flush = () => {
        nodes.push(...withEmoji(plain));
        plain = "";
    };
    while (rest) {
        const hit = INLINE.map(([pattern, make]) => [pattern.exec(rest), make]).find(
            ([found]) => found,
        );
        if (hit && !(/\w$/.test(plain) && /^[_h]/.test(rest))) {
            flush();
            nodes.push(hit[1](hit[0]));
            rest = rest.slice(hit[0][0].length);
        } else {
            plain += rest[0];
            rest = rest.slice(1);
        }
    }
    flush();
    return nodes;
}
