// The input and what opens above it: commands, attachments, inline results, and what is replied to or edited.

import { $, after, make, makeButton } from "./dom.js";
import { post } from "./server.js";

const TYPED = 250; // as long as Telegram waits before it asks a bot
const KINDS = {
  photo: "🖼️ Foto, dengan teks Anda",
  voice: "🎤 Pesan suara",
  sticker: "🙏 Stiker",
  location: "📍 Lokasi",
  contact: "👤 Kontak",
  document: "📄 Dokumen",
  poll: "📊 Polling",
};

let bot = { username: "" };
let commands = [];
let about = null; // the message replied to or edited: { message, isEdit }
let place = () => ({}); // chat and topic
let begin = () => {}; // opens the bot with a payload
let asked = 0; // the latest inline query

export function connect(where, start) {
  place = where;
  begin = start;
}

export function offer(known, menu) {
  bot = known;
  commands = menu;
  $("menu").hidden = !commands.length;
}

export const typed = (text) => {
  $("input").value = text;
  $("input").dispatchEvent(new Event("input"));
};

// Begin anew, in another chat.
export function clear() {
  typed("");
  quote(null);
}

export function quote(message, isEdit = false) {
  about = message && { message, isEdit };
  $("about").hidden = !message;
  if (!message) return;
  const words = (message.text ?? message.caption ?? "pesan").split("\n")[0];
  const label = isEdit ? "Mengubah pesan" : `Membalas ${message.from.first_name}`;
  $("about").querySelector("p").replaceChildren(make("b", "", label), make("span", "", words));
  if (isEdit) typed(message.text);
  $("input").focus();
}

export async function say(text) {
  close();
  return post("say", { ...place(), reply_to: about?.message.message_id, text });
}

// In a group a command names the bot that it is for.
export const command = (words) => say(isGroup() && !words.includes("@") ? `${words}@${bot.username}` : words);
const isGroup = () => place().chat < 0;

async function send() {
  const text = $("input").value;
  const editing = about?.isEdit && about.message;
  if (!text.trim()) return;
  typed(""); // at once, so that Enter twice does not send twice
  const done = editing
    ? await post("edit", { ...place(), message_id: editing.message_id, text })
    : await say(text);
  if (done) quote(null);
  else typed(text);
}

async function attach(kind) {
  const caption = kind === "photo" ? $("input").value.trim() : "";
  close();
  const done = await post("attach", { ...place(), reply_to: about?.message.message_id, kind, caption });
  if (!done) return;
  if (caption) typed("");
  quote(null);
}

// What is asked of the bot in inline mode, or null.
function inlineQuery(text) {
  const [name, ...rest] = text.split(/\s/);
  const isInline = name.toLowerCase() === `@${bot.username}` && text.length > name.length;
  return isInline ? rest.join(" ").trim() : null;
}

async function ask(query) {
  const number = ++asked;
  const answer = await post("inline", { ...place(), query });
  if (!answer || number !== asked || inlineQuery($("input").value) === null) return;
  const choices = answer.results.map((result) =>
    choice(result.title, result.description ?? "", async () => {
      const { id: answer_id } = answer;
      if (await post("choose", { ...place(), answer_id, result_id: result.id })) typed("");
      $("input").focus();
    }),
  );
  if (answer.button) {
    choices.unshift(choice(answer.button.text, "", () => begin(answer.button.start_parameter)));
  }
  if (!choices.length) choices.push(make("li", "none", "Tidak ada hasil."));
  open("Hasil pencarian", choices, "results");
}

// The list above the input

function choice(title, description, act) {
  const words = description ? [make("b", "", title), make("span", "", description)] : [make("b", "", title)];
  return make("li", "", makeButton("", act, ...words));
}

function open(label, choices, className = "") {
  $("choices").replaceChildren(...choices);
  $("choices").ariaLabel = label;
  $("choices").className = className;
  $("choices").hidden = !choices.length;
  $("menu").ariaExpanded = String(label === "Perintah" && choices.length > 0);
  $("attach").ariaExpanded = String(label === "Lampiran");
}

export const close = () => open("", []);

function openCommands(prefix = "") {
  const matching = commands.filter(({ command: name }) => name.startsWith(prefix));
  open("Perintah", matching.map(({ command: name, description }) =>
    choice(`/${name}`, description, () => {
      typed("");
      command(`/${name}`);
      $("input").focus();
    }),
  ));
}

function openAttachments() {
  const choices = Object.entries(KINDS).map(([kind, label]) =>
    choice(label, "", () => {
      attach(kind);
      $("input").focus();
    }),
  );
  open("Lampiran", choices, "attachments");
}

function openMention() {
  const act = () => {
    typed(`@${bot.username} `);
    $("input").focus();
  };
  open("Bot", [choice(`@${bot.username}`, "Cari jawaban untuk dikirim ke obrolan ini", act)]);
}

function toggle(button, show) {
  const opens = button.ariaExpanded !== "true";
  if (opens) show();
  else close();
  if (opens) $("choices").querySelector("button")?.focus();
}

function move(step) {
  const choices = [...$("choices").querySelectorAll("button")];
  const next = choices[choices.indexOf(document.activeElement) + step];
  (next ?? $("input")).focus();
}

$("input").addEventListener("input", () => {
  const { value } = $("input");
  $("input").style.height = "";
  $("input").style.height = `${$("input").scrollHeight}px`;
  const query = inlineQuery(value);
  $("send").disabled = !value.trim();
  const prefix = /^\/(\w*)$/.exec(value)?.[1].toLowerCase();
  if (query !== null) {
    after(TYPED, "inline", () => ask(query));
  } else if (prefix !== undefined) {
    openCommands(prefix);
  } else if (value && `@${bot.username}`.startsWith(value.toLowerCase())) {
    openMention();
  } else {
    close();
  }
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

$("menu").addEventListener("click", () => toggle($("menu"), openCommands));
$("attach").addEventListener("click", () => toggle($("attach"), openAttachments));
$("about").querySelector("button").addEventListener("click", () => {
  if (about.isEdit) typed("");
  quote(null);
  $("input").focus();
});

document.addEventListener("keydown", (event) => {
  if ($("choices").hidden) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    close();
    $("input").focus();
  } else if (step) {
    event.preventDefault();
    move(step);
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("footer")) close();
});
