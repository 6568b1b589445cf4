// The page of the local chat: shows what the server tells, says what people type.

const BOTTOM = 120; // how far from the end still counts as reading along
const RETRY = 1000;
const TYPING = 5000; // as long as Telegram shows a chat action
const PATIENCE = 15000; // then a button that nobody answered can be pressed again
const TOAST = 4000;

const $ = (id) => document.getElementById(id);
const base = `/chat/${visitor()}`;
const messages = new Map(); // message id → its element
const timers = new Map();
let commands = [];
let follows = true; // whether the newest message is kept in sight

// Each browser is a person of its own.
function visitor() {
  const fresh = 1e9 + crypto.getRandomValues(new Uint32Array(1))[0];
  try {
    const known = localStorage.getItem("pengguna") ?? String(fresh);
    localStorage.setItem("pengguna", known);
    return known;
  } catch {
    return fresh; // without storage the chat lasts as long as the page
  }
}

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

async function post(action, body) {
  try {
    const response = await fetch(`${base}/${action}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(response.status);
    return true;
  } catch {
    toast("Belum terkirim. Coba lagi.");
    return false;
  }
}

// One timer for each purpose: a new one replaces the old.
function after(milliseconds, purpose, act) {
  clearTimeout(timers.get(purpose));
  timers.set(purpose, setTimeout(act, milliseconds));
}

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function makeButton(className, act, ...children) {
  const button = make("button", className, ...children);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function makeLink(className, href, ...children) {
  const link = make("a", className, ...children);
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

// What happens

async function follow() {
  for (;;) {
    try {
      let last = await load();
      $("offline").textContent = "";
      for (;;) {
        const news = await get(`${base}/events?after=${last}`);
        last = news.last;
        for (const { kind, data } of news.events) await happen[kind](data);
      }
    } catch {
      $("offline").textContent = "Sambungan terputus, mencoba lagi…";
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }
}

async function load() {
  const state = await get(`${base}/state`);
  introduce(state);
  messages.clear();
  $("log").replaceChildren();
  state.chats[0].messages.forEach(show);
  follows = true;
  return state.last;
}

function introduce({ bot, description, chats: [{ commands: offered }] }) {
  document.title = $("name").textContent = bot.first_name;
  $("description").textContent = description || "Tulis pertanyaan, atau tekan Mulai.";
  commands = offered;
  $("menu").hidden = !commands.length;
  listCommands();
  showEmpty();
}

const happen = {
  said(message) {
    arrive(message);
    typing(true);
  },
  sent(message) {
    typing(false);
    arrive(message);
  },
  edited: show,
  deleted({ message_id }) {
    const element = messages.get(message_id);
    messages.delete(message_id);
    if (element?.parentElement.querySelectorAll(".message").length === 1) {
      element.parentElement.remove();
    } else {
      element?.remove();
    }
    showEmpty();
  },
  acting: ({ action }) => typing(action === "typing"),
  answered({ message_id, data, text, show_alert }) {
    release(message_id, data);
    if (text && show_alert) {
      $("alert").querySelector("p").textContent = text;
      $("alert").showModal();
    } else if (text) {
      toast(text);
    }
  },
  profile: async () => introduce(await get(`${base}/state`)),
  groups() {},
};

function arrive(message) {
  follows ||= !message.from.is_bot;
  show(message).classList.add("arriving");
}

function typing(is) {
  $("status").classList.toggle("typing", is);
  $("status").textContent = is ? "sedang mengetik…" : "Obrolan lokal · hanya di komputer ini";
  after(TYPING, "typing", () => is && typing(false));
}

function toast(text) {
  $("toast").textContent = text;
  after(TOAST, "toast", () => ($("toast").textContent = ""));
}

// Messages

function show(message) {
  const element = draw(message);
  const old = messages.get(message.message_id);
  messages.set(message.message_id, element);
  if (old) {
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(element);
    if (hadFocus) (element.querySelector("button, a") ?? $("input")).focus();
  } else {
    dayOf(message.date).append(element);
  }
  for (const fold of element.querySelectorAll(".fold")) {
    fold.nextSibling.hidden = fold.scrollHeight <= fold.clientHeight; // nothing more to see
  }
  showEmpty();
  return element;
}

function draw(message) {
  const bubble = make("div", "bubble");
  if (message.reply_to_message) bubble.append(drawReply(message.reply_to_message));
  write(bubble, message.text, [...(message.entities ?? [])], 0, message.text.length);
  bubble.append(drawTime(message));
  const element = make("article", `message ${message.from.is_bot ? "in" : "out"}`, bubble);
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) {
    const drawRow = (row) => make("div", "", ...row.map((button) => drawButton(message, button)));
    element.append(make("div", "keyboard", ...rows.map(drawRow)));
  }
  return element;
}

function drawTime({ date, edit_date }) {
  const at = new Date(date * 1000);
  const clock = at.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  const time = make("time", "", edit_date ? `diedit ${clock}` : clock);
  time.dateTime = at.toISOString();
  return time;
}

function drawReply({ message_id, from, text }) {
  const find = () => {
    const element = messages.get(message_id);
    element?.scrollIntoView({ block: "center", behavior: "smooth" });
    element?.classList.add("found");
    setTimeout(() => element?.classList.remove("found"), 1200);
  };
  const name = from.is_bot ? from.first_name : "Anda";
  return makeButton("reply", find, make("b", "", name), make("span", "", text.split("\n")[0]));
}

function drawButton(message, { text, url, copy_text, callback_data }) {
  if (url) return makeLink("button url", url, text);
  if (copy_text) {
    const copy = async () => {
      await navigator.clipboard.writeText(copy_text.text);
      toast("Disalin");
    };
    return makeButton("button copy", copy, text);
  }
  const press = async () => {
    if (button.ariaDisabled) return;
    const { message_id } = message;
    button.ariaDisabled = "true"; // not disabled: the keyboard's focus would be lost
    after(PATIENCE, `${message_id} ${callback_data}`, () => release(message_id, callback_data));
    if (!(await post("press", { message_id, data: callback_data }))) {
      release(message_id, callback_data);
    }
  };
  const button = makeButton("button", press, text);
  button.dataset.data = callback_data;
  return button;
}

function release(message_id, data) {
  for (const button of messages.get(message_id)?.querySelectorAll(".button") ?? []) {
    if (button.dataset.data === data) button.ariaDisabled = null;
  }
}

const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];

// Text becomes text nodes, never markup: what people type cannot become part of the page.
// Offsets count UTF-16 units, as JavaScript does. Takes from *entities* what it has written.
function write(parent, text, entities, from, to) {
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    if (entity.offset < from) continue;
    const end = Math.min(entity.offset + entity.length, to);
    const { outer, inner } = wrap(entity, text.slice(entity.offset, end));
    parent.append(text.slice(from, entity.offset), outer);
    write(inner, text, entities, entity.offset, end);
    // A block ends its line by itself.
    from = BLOCKS.includes(entity.type) && text[end] === "\n" ? end + 1 : end;
  }
  parent.append(text.slice(from, to));
}

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};

function wrap(entity, words) {
  let outer = make(TAGS[entity.type] ?? "span");
  let inner = outer;
  if (entity.type === "text_link" || entity.type === "url") {
    const href = entity.url ?? words;
    if (/^https?:\/\//i.test(href)) outer = inner = makeLink("", href);
  } else if (entity.type === "bot_command") {
    outer = inner = makeButton("link", () => say(words));
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

function dayOf(date) {
  const at = new Date(date * 1000);
  const key = at.toLocaleDateString("sv"); // 2026-11-22
  const last = $("log").lastElementChild;
  if (last?.dataset.day === key) return last;
  const label = make("time", "", dayName(at));
  label.dateTime = key;
  const day = make("section", "day", label);
  day.dataset.day = key;
  $("log").append(day);
  return day;
}

function dayName(at) {
  const ago = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 864e5);
  const written = at.toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
  return ["Hari ini", "Kemarin"][ago] ?? written;
}

function showEmpty() {
  $("empty").hidden = messages.size > 0;
}

function toBottom(behavior) {
  $("scroller").scrollTo({ top: $("scroller").scrollHeight, behavior });
}

// Messages arrive and change, the input grows, a phone shows its keyboard: all of it moves the end.
const resized = new ResizeObserver(() => follows && toBottom("instant"));
resized.observe($("scroller"));
resized.observe($("log"));

$("scroller").addEventListener("scroll", () => {
  const { scrollHeight, scrollTop, clientHeight } = $("scroller");
  follows = scrollHeight - scrollTop - clientHeight < BOTTOM;
  $("latest").hidden = follows;
});

// What people do

async function say(text) {
  toggleMenu(false);
  return post("say", { text });
}

async function send() {
  const text = $("input").value;
  if (!text.trim()) return;
  setInput(""); // at once, so that Enter twice does not send twice
  if (!(await say(text))) setInput(text);
}

function setInput(text) {
  $("input").value = text;
  $("input").dispatchEvent(new Event("input"));
}

function toggleMenu(open) {
  $("commands").hidden = !open;
  $("menu").ariaExpanded = String(open);
}

function listCommands(prefix = "") {
  const matching = commands.filter(({ command }) => command.startsWith(prefix));
  $("commands").replaceChildren(
    ...matching.map(({ command, description }) => {
      const choose = () => {
        setInput("");
        say(`/${command}`);
        $("input").focus();
      };
      const label = [make("b", "", `/${command}`), make("span", "", description)];
      return make("li", "", makeButton("", choose, ...label));
    }),
  );
  return matching.length > 0;
}

function moveInMenu(step) {
  const choices = [...$("commands").querySelectorAll("button")];
  const next = choices[choices.indexOf(document.activeElement) + step];
  (next ?? $("input")).focus();
}

$("input").addEventListener("input", () => {
  const { value } = $("input");
  $("input").style.height = "";
  $("input").style.height = `${$("input").scrollHeight}px`;
  $("send").disabled = !value.trim();
  const prefix = /^\/(\w*)$/.exec(value)?.[1].toLowerCase();
  toggleMenu(prefix !== undefined && listCommands(prefix));
});

$("input").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
});

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
  $("input").focus();
});

$("menu").addEventListener("click", () => {
  const opens = $("commands").hidden;
  toggleMenu(opens && listCommands());
  if (opens) $("commands").querySelector("button")?.focus();
});

document.addEventListener("keydown", (event) => {
  if ($("commands").hidden) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    toggleMenu(false);
    $("input").focus();
  } else if (step) {
    event.preventDefault();
    moveInMenu(step);
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("footer")) toggleMenu(false);
});

$("start").addEventListener("click", () => {
  say("/start");
  $("input").focus();
});
$("latest").addEventListener("click", () => toBottom("smooth"));

follow();
