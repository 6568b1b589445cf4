// Text with entities, as elements.

import { make, makeButton, makeLink } from "./dom.js";

const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};

// Text becomes text nodes, never markup: what people type cannot become part of the page.
// Offsets count UTF-16 units, as JavaScript does. `acts` says what a command and a link do.
export function write(parent, text, entities, acts) {
  writePart(parent, text, [...entities], acts, 0, text.length);
  for (const fold of parent.querySelectorAll(".fold")) {
    // Only what is on the page has a height.
    requestAnimationFrame(() => (fold.nextSibling.hidden = fold.scrollHeight <= fold.clientHeight));
  }
}

// Takes from *entities* what it has written.
function writePart(parent, text, entities, acts, from, to) {
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    if (entity.offset < from) continue;
    const end = Math.min(entity.offset + entity.length, to);
    const { outer, inner } = wrap(entity, text.slice(entity.offset, end), acts);
    parent.append(text.slice(from, entity.offset), outer);
    writePart(inner, text, entities, acts, entity.offset, end);
    // A block ends its line by itself.
    from = BLOCKS.includes(entity.type) && text[end] === "\n" ? end + 1 : end;
  }
  parent.append(text.slice(from, to));
}

function wrap(entity, words, acts) {
  let outer = make(TAGS[entity.type] ?? "span");
  let inner = outer;
  if (entity.type === "text_link" || entity.type === "url") {
    const href = entity.url ?? words;
    if (/^https?:\/\//i.test(href)) {
      outer = inner = makeLink("", href);
      outer.addEventListener("click", (event) => acts.open(href) && event.preventDefault());
    }
  } else if (entity.type === "bot_command") {
    outer = inner = makeButton("link", () => acts.command(words));
  } else if (entity.type === "mention") {
    outer.className = "mention";
  } else if (entity.type === "spoiler") {
    outer.className = "spoiler";
    outer.addEventListener("click", () => outer.classList.add("open"));
  } else if (entity.type === "expandable_blockquote") {
    inner = make("div", "fold");
    const more = makeButton("link more", () => {
      more.textContent = inner.classList.toggle("open") ? "Ringkas" : "Selengkapnya";
    }, "Selengkapnya");
    outer = make("blockquote", "", inner, more);
  }
  return { outer, inner };
}
