// Block Kit's blocks: https://docs.slack.dev/reference/block-kit/blocks. None is left out silently.

import { el, icon, uid } from "./dom.js";
import { ELEMENTS, renderElement } from "./elements.js";
import { markdown } from "./markdown.js";
import { link, textObject, wordsOf } from "./mrkdwn.js";
import { PARTS, PIECES, richText } from "./richtext.js";
import { Surface } from "./surface.js";

/** Everything this page knows how to draw: blocks, elements, texts and the parts of rich text. */
export const RENDERED = [
    "section",
    "header",
    "divider",
    "context",
    "actions",
    "context_actions",
    "input",
    "image",
    "rich_text",
    "table",
    "data_table",
    "markdown",
    "video",
    "file",
    "alert",
    "button",
    "workflow_button",
    "overflow",
    "plain_text_input",
    "url_text_input",
    "email_text_input",
    "number_input",
    "rich_text_input",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "static_select",
    "multi_static_select",
    "users_select",
    "multi_users_select",
    "conversations_select",
    "multi_conversations_select",
    "channels_select",
    "multi_channels_select",
    "external_select",
    "multi_external_select",
    "checkboxes",
    "radio_buttons",
    "feedback_buttons",
    "icon_button",
    "file_input",
    "url",
    "plain_text",
    "mrkdwn",
    "rich_text_section",
    "rich_text_quote",
    "rich_text_preformatted",
    "rich_text_list",
    "text",
    "link",
    "user",
    "usergroup",
    "channel",
    "team",
    "emoji",
    "broadcast",
    "color",
    "date",
    "raw_text",
    "raw_number",
];

const BLOCKS = {
    section,
    header: (block) =>
        el("h2", { class: `block-header level-${block.level ?? 1}` }, textObject(block.text)),
    divider: () => el("hr"),
    context: (block) => el("div", { class: "context" }, block.elements.map(contextPiece)),
    actions: (block, surface) =>
        el(
            "div",
            { class: "row actions" },
            block.elements.map((one) => renderElement(one, { block, surface, names: {} })),
        ),
    context_actions: (block, surface) =>
        el(
            "div",
            { class: "row actions quiet" },
            block.elements.map((one) => renderElement(one, { block, surface, names: {} })),
        ),
    input,
    image: picture,
    rich_text: (block) => el("div", { class: "mrkdwn" }, richText(block)),
    table,
    data_table: table,
    markdown: (block) => el("div", { class: "mrkdwn markdown" }, markdown(block.text)),
    video,
    file: (block) => el("p", { class: "file" }, icon("link"), ` File ${block.external_id}`),
    alert: (block) =>
        el(
            "div",
            { class: `alert ${levelOf(block)}`, role: "note" },
            el("div", { class: "mrkdwn" }, textObject(block.text)),
        ),
};

const TEXTS = { plain_text: textObject, mrkdwn: textObject };
const CELLS = {
    raw_text: (cell) => [cell.text],
    raw_number: (cell) => [cell.text ?? String(cell.value)],
    rich_text: (cell) => richText(cell),
};

/** Nodes for blocks that stand on a surface; `errors` are sentences by block id. */
export function renderBlocks(blocks, surface = new Surface({}), errors = {}) {
    return (blocks ?? []).map((block) => rendered(block, surface, errors));
}

function rendered(block, surface, errors) {
    const make = BLOCKS[block?.type];
    let node;
    try {
        node = make ? make(block, surface, errors) : unknown(block);
    } catch (error) {
        console.warn(error);
        node = unknown(block);
    }
    node.classList.add("block");
    node.dataset.block = block?.block_id ?? "";
    return node;
}

/** A box that says what it is, with whatever words are in it. */
function unknown(block) {
    const type = block?.type ?? "null";
    return el(
        "div",
        { class: "unknown", role: "group", "aria-label": `Block of type ${type}` },
        el("strong", { text: `block of type ${type}` }),
        spokenIn(block).map((said) => el("p", {}, said)),
    );
}

const SILENT = new Set([
    "type",
    "block_id",
    "action_id",
    "value",
    "url",
    "image_url",
    "style",
    "task_id",
    "status",
    "level",
]);

function spokenIn(node, name = "") {
    if (typeof node === "string") return SILENT.has(name) || !node ? [] : [node];
    if (Array.isArray(node)) return node.flatMap((one) => spokenIn(one, name));
    if (!node || typeof node !== "object") return [];
    if (node.type in TEXTS) return [el("span", {}, textObject(node))];
    return Object.entries(node).flatMap(([key, value]) =>
        SILENT.has(key) ? [] : spokenIn(value, key),
    );
}

function section(block, surface) {
    const label = wordsOf(block.text ?? block.fields?.[0]).slice(0, 150);
    const words = [
        block.text ? el("div", { class: "mrkdwn" }, textObject(block.text)) : null,
        block.fields
            ? el(
                  "div",
                  { class: "fields" },
                  block.fields.map((field) => el("div", { class: "mrkdwn" }, textObject(field))),
              )
            : null,
    ];
    if (!block.accessory) return el("div", { class: "section" }, words);
    const accessory = renderElement(block.accessory, {
        block,
        surface,
        names: { "aria-label": label },
    });
    return el(
        "div",
        { class: "section with-accessory" },
        el("div", { class: "section-words" }, words),
        el("div", { class: "accessory" }, accessory),
    );
}

function contextPiece(one) {
    if (one.type === "image")
        return el("img", {
            class: "context-image",
            src: one.image_url,
            alt: one.alt_text,
            loading: "lazy",
        });
    return el("span", { class: "mrkdwn" }, textObject(one));
}

function input(block, surface, errors) {
    const [label, hint, error] = ["label", "hint", "error"].map(uid);
    const said = errors[block.block_id];
    const described = [block.hint && hint, said && error].filter(Boolean).join(" ");
    const names = {
        "aria-labelledby": label,
        "aria-describedby": described || null,
        "aria-invalid": said ? "true" : null,
        "aria-required": block.optional ? null : "true",
    };
    return el(
        "div",
        { class: said ? "input wrong" : "input" },
        el(
            "div",
            { class: "label", id: label },
            textObject(block.label),
            block.optional ? el("span", { class: "optional", text: " (optional)" }) : null,
        ),
        renderElement(block.element, { block, surface, names }),
        said ? el("p", { class: "error", id: error, text: said }) : null,
        block.hint ? el("p", { class: "hint", id: hint }, textObject(block.hint)) : null,
    );
}

function picture(block) {
    const shown = block.image_url
        ? el("img", { src: block.image_url, alt: block.alt_text, loading: "lazy" })
        : el("span", { class: "unknown", text: block.alt_text });
    return el(
        "figure",
        { class: "picture" },
        block.title ? el("figcaption", {}, textObject(block.title)) : null,
        shown,
    );
}

function table(block) {
    const [head, ...body] = block.rows ?? [];
    const settings = block.column_settings ?? [];
    const line = (cells, tag) =>
        el(
            "tr",
            {},
            cells.map((cell, n) =>
                el(
                    tag,
                    {
                        class: `align-${settings[n]?.align ?? "left"}${settings[n]?.is_wrapped === false ? " unwrapped" : ""}`,
                        scope: tag === "th" ? "col" : null,
                    },
                    cellOf(cell),
                ),
            ),
        );
    const grid = el(
        "table",
        { class: "table" },
        block.caption ? el("caption", { text: block.caption }) : null,
        el("thead", {}, line(head ?? [], "th")),
        el(
            "tbody",
            {},
            body.map((cells) => line(cells, "td")),
        ),
    );
    return el(
        "div",
        {
            class: "table-frame",
            tabindex: "0",
            role: "region",
            "aria-label": block.caption ?? "Table",
        },
        grid,
    );
}

function cellOf(cell) {
    const make = CELLS[cell?.type];
    return make ? make(cell) : spokenIn(cell);
}

function video(block) {
    const title = el("span", {}, textObject(block.title));
    const words = [
        el(
            "p",
            { class: "video-title" },
            icon("window"),
            link(block.title_url ?? block.video_url, title),
        ),
        block.author_name || block.provider_name
            ? el("p", {
                  class: "hint",
                  text: [block.author_name, block.provider_name].filter(Boolean).join(" · "),
              })
            : null,
        block.description ? el("p", {}, textObject(block.description)) : null,
    ];
    return el("div", { class: "video" }, words);
}

function levelOf(block) {
    return ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
}

/** An old attachment: a coloured bar and what stands beside it. */
export function renderAttachment(attachment, surface, bar) {
    const shown = attachment.blocks?.length
        ? renderBlocks(attachment.blocks, surface)
        : [
              attachment.pretext
                  ? el("p", {}, textObject({ type: "mrkdwn", text: attachment.pretext }))
                  : null,
              attachment.title
                  ? el(
                        "p",
                        { class: "attachment-title" },
                        attachment.title_link
                            ? link(attachment.title_link, attachment.title)
                            : attachment.title,
                    )
                  : null,
              (attachment.text ?? attachment.fallback)
                  ? el(
                        "div",
                        { class: "mrkdwn" },
                        textObject({
                            type: "mrkdwn",
                            text: attachment.text ?? attachment.fallback,
                        }),
                    )
                  : null,
          ];
    return el("div", { class: "attachment" }, bar, el("div", { class: "attachment-body" }, shown));
}

const KNOWN = { ...BLOCKS, ...ELEMENTS, ...TEXTS, ...PARTS, ...PIECES, ...CELLS };
for (const name of new Set([...RENDERED, ...Object.keys(KNOWN)])) {
    if (!(name in KNOWN) || !RENDERED.includes(name))
        throw new Error(`RENDERED and its renderers differ in ${name}`);
}
