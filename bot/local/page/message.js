// One message as an element: bubble, attachment, buttons.

import { after, copy, make, makeButton, makeLink } from "./dom.js";
import { fileUrl } from "./server.js";
import { write } from "./text.js";

const PATIENCE = 15000; // then a button that nobody answered can be pressed again

// What is no text, in one line.
const ATTACHMENTS = {
  photo: () => "🖼️ Foto",
  voice: ({ duration }) => `🎤 Pesan suara, 0:${String(duration).padStart(2, "0")}`,
  video: () => "🎬 Video",
  video_note: () => "🎬 Pesan video",
  audio: ({ title }) => `🎵 ${title ?? "Audio"}`,
  animation: () => "🎞️ GIF",
  document: ({ file_name }) => `📄 ${file_name ?? "Dokumen"}`,
  sticker: ({ emoji }) => emoji ?? "Stiker",
  location: () => "📍 Lokasi",
  contact: ({ first_name, phone_number }) => `👤 ${first_name} · ${phone_number}`,
  poll: ({ question, options }) => `📊 ${[question, ...options.map(({ text }) => `◯ ${text}`)].join("\n")}`,
  dice: ({ emoji, value }) => `${emoji} ${value}`,
};
const kindOf = (message) => Object.keys(ATTACHMENTS).find((kind) => kind in message);

// What a message says, without marks, in lists and in replies.
export function summary(message) {
  const kind = kindOf(message);
  return message.text ?? message.caption ?? (kind ? ATTACHMENTS[kind](message[kind]) : notice(message));
}

// What Telegram itself says in a chat.
function notice(message) {
  if (message.new_chat_members) {
    return `${message.new_chat_members.map(({ first_name }) => first_name).join(", ")} masuk grup`;
  }
  if (message.forum_topic_created) return `Topik “${message.forum_topic_created.name}” dibuat`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "Grup menjadi supergrup";
  return "Grup dibuat";
}

// `view` says who looks (me), at which bot, whether in a group; `acts` what things do.
export function drawMessage(message, view, acts) {
  const kind = kindOf(message);
  if (!kind && message.text === undefined) return make("p", "notice", notice(message));
  const isOwn = message.from.id === view.me;
  const bubble = make("div", "bubble");
  if (view.isGroup && !isOwn) bubble.append(make("b", "sender", message.from.first_name));
  if (message.via_bot) bubble.append(make("span", "via", `lewat @${message.via_bot.username}`));
  const replied = message.reply_to_message;
  if (replied && !replied.forum_topic_created) bubble.append(drawReply(replied, view, acts));
  if (kind) bubble.append(drawAttachment(kind, message));
  const text = message.text ?? message.caption ?? "";
  write(bubble, text, message.entities ?? message.caption_entities ?? [], acts);
  bubble.append(drawTime(message));
  const more = makeButton("actions", () => acts.offer(message, more), "⋯");
  more.ariaLabel = "Pilihan untuk pesan ini";
  const element = make("article", `message ${isOwn ? "out" : "in"}`, make("div", "line", bubble, more));
  element.dataset.from = message.from.id;
  bubble.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a") || getSelection().toString()) return;
    event.preventDefault();
    acts.offer(message, more);
  });
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) {
    const drawRow = (row) => make("div", "", ...row.map((button) => drawButton(message, button, acts)));
    element.append(make("div", "keyboard", ...rows.map(drawRow)));
  }
  return element;
}

// Of a bot Telegram does not say that it edited.
function drawTime({ date, edit_date, from }) {
  const at = new Date(date * 1000);
  const clock = at.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  const time = make("time", "", edit_date && !from.is_bot ? `diedit ${clock}` : clock);
  time.dateTime = at.toISOString();
  return time;
}

function drawReply(replied, view, acts) {
  const name = replied.from.id === view.me ? "Anda" : replied.from.first_name;
  const find = () => acts.find(replied.message_id);
  return makeButton("reply", find, make("b", "", name), make("span", "", summary(replied).split("\n")[0]));
}

function drawAttachment(kind, message) {
  const content = message[kind];
  const words = ATTACHMENTS[kind](content);
  const { file_id } = content.at?.(-1) ?? content;
  if (!message.from.is_bot || !file_id) return make("div", `attachment ${kind}`, words);
  if (kind !== "photo") return makeLink(`attachment ${kind}`, fileUrl(file_id), words);
  const image = make("img", "photo");
  image.src = fileUrl(file_id);
  image.alt = message.caption?.split("\n")[0] ?? "Gambar";
  return image;
}

function drawButton(message, { text, url, copy_text, callback_data, ...button }, acts) {
  if (url) {
    const link = makeLink("button url", url, text);
    link.addEventListener("click", (event) => acts.open(url) && event.preventDefault());
    return link;
  }
  if (copy_text) return makeButton("button copy", () => copy(copy_text.text), text);
  if (callback_data === undefined) return makeButton("button switch", () => acts.switchInline(button), text);
  const press = async () => {
    if (pressed.ariaDisabled) return;
    pressed.ariaDisabled = "true"; // not disabled: the keyboard's focus would be lost
    const release = () => (pressed.ariaDisabled = null);
    after(PATIENCE, `${message.chat.id} ${message.message_id} ${callback_data}`, release);
    if (!(await acts.press(message, callback_data))) release();
  };
  const pressed = makeButton("button", press, text);
  pressed.dataset.data = callback_data;
  return pressed;
}

// A button that was answered can be pressed again.
export function release(element, data) {
  for (const button of element?.querySelectorAll(".button") ?? []) {
    if (button.dataset.data === data) button.ariaDisabled = null;
  }
}
