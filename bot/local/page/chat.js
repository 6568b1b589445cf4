// The page of the local chat: shows what the server tells, says what people do.

import * as composer from "./composer.js";
import { $, after, copy, make, makeButton, toast, wait } from "./dom.js";
import { drawMessage, release, summary } from "./message.js";
import { get, person, post, speakAs, visitorId } from "./server.js";

const ABOVE = 8; // what stays free above the first line of a message
const BOTTOM = 120; // how far from the end still counts as reading along
const RETRY = 1000;
const TYPING = 5000; // as long as Telegram shows a chat action

const chats = new Map(); // id → what the server tells of it, messages by id, unread
const drawn = new Map(); // message id → its element, in the chat that is open
let bot = {};
let description = "";
let here = null; // the id of the open chat
let topic = 0; // the open topic of a forum; 0 is the general one
let payload = new URLSearchParams(location.search).get("start"); // what a link to the bot carries
let follows = true; // whether the newest message is kept in sight
let newest = 0; // its id until somebody scrolls on: a long one is read from its first line
let scrolled = 0; // how far the messages were scrolled last
let leaving = new AbortController();

const chat = () => chats.get(here);
const isGroup = ({ type }) => type !== "private";
const isHere = (message) =>
  message.chat.id === here && (!chat().is_forum || (message.is_topic_message ? message.message_thread_id : 0) === topic);

// What happens

async function follow() {
  for (;;) {
    leaving = new AbortController();
    const { signal } = leaving;
    try {
      let last = await load();
      $("offline").textContent = "";
      for (;;) {
        const news = await get(`events?after=${last}`, signal);
        last = news.last;
        for (const event of news.events) await happen[event.kind](event.data, event.chat);
      }
    } catch {
      if (signal.aborted) continue;
      $("offline").textContent = "Sambungan terputus, mencoba lagi…";
      await wait(RETRY);
    }
  }
}

async function load() {
  const state = await get("state");
  bot = state.bot;
  description = state.description;
  chats.clear();
  for (const told of state.chats) {
    chats.set(told.id, { ...told, messages: new Map(told.messages.map((m) => [m.message_id, m])), unread: 0 });
  }
  listPeople(state.people);
  const grown = [...chats.values()].find(({ messages }) =>
    [...messages.values()].some(({ migrate_from_chat_id }) => migrate_from_chat_id === here),
  );
  open((chats.get(here) ?? grown ?? chats.get(person())).id);
  return state.last;
}

const happen = {
  said(message) {
    arrive(message);
    typing(message.chat.id, !isGroup(message.chat));
  },
  sent(message) {
    typing(message.chat.id, false);
    arrive(message);
  },
  edited: keep,
  deleted({ message_id }, id) {
    chats.get(id).messages.delete(message_id);
    if (id !== here) return;
    const element = drawn.get(message_id);
    drawn.delete(message_id);
    if (element?.parentElement.querySelectorAll(".message").length === 1) {
      element.parentElement.remove();
    } else {
      element?.remove();
    }
    showEmpty();
  },
  acting: ({ action }, id) => typing(id, action === "typing"),
  answered({ message_id, data, text, show_alert, user }, id) {
    if (user !== person()) return;
    if (id === here) release(drawn.get(message_id), data);
    if (text && show_alert) {
      $("alert").querySelector("p").textContent = text;
      $("alert").showModal();
    } else if (text) {
      toast(text);
    }
  },
  async profile() {
    const state = await get("state");
    description = state.description;
    for (const { id, commands } of state.chats) Object.assign(chats.get(id) ?? {}, { commands });
    introduce();
  },
  groups: load,
};

function keep(message) {
  const { messages } = chats.get(message.chat.id);
  messages.set(message.message_id, message);
  const element = isHere(message) ? show(message) : null;
  listChats();
  return element;
}

function arrive(message) {
  const isOwn = message.from.id === person();
  const isNew = !chats.get(message.chat.id).messages.has(message.message_id);
  follows ||= isOwn && isNew;
  if (isNew && isHere(message)) newest = message.message_id;
  scrolled = $("scroller").scrollTop; // where the emptied input moved it
  const isSeen = isHere(message) || isOwn;
  if (isNew && !isSeen && message.text) chats.get(message.chat.id).unread += 1;
  if (message.forum_topic_created && message.chat.id === here) listTopics(message);
  keep(message)?.classList.add("arriving");
}

function typing(id, is) {
  if (id !== here) return;
  $("status").classList.toggle("typing", is);
  $("status").textContent = is ? "sedang mengetik…" : status();
  after(TYPING, "typing", () => is && typing(id, false));
}

function status() {
  if (!isGroup(chat())) return "bot · obrolan lokal";
  return chat().has_bot ? "grup · bot ikut serta" : "grup · tanpa bot";
}

// Chats, people, topics

function open(id, inTopic = 0) {
  const isLeft = here !== null && (id !== here || inTopic !== topic);
  here = id;
  topic = inTopic;
  chat().unread = 0;
  if (isLeft) composer.clear();
  drawn.clear();
  $("log").replaceChildren();
  [...chat().messages.values()].filter(isHere).forEach(show);
  newest = [...drawn.keys()].at(-1);
  follows = true;
  toggleChats(false);
  introduce();
  listTopics();
}

function introduce() {
  const { title, commands } = chat();
  document.title = $("name").textContent = title;
  drawAvatar($("avatar"), chat());
  $("upgrade").hidden = chat().type !== "group";
  typing(here, false);
  composer.offer(bot, commands);
  const [heading, words] = introduction();
  $("empty").querySelector("h2").textContent = heading;
  $("description").textContent = words;
  showEmpty();
  listChats();
}

function introduction() {
  if (!isGroup(chat())) {
    return ["Apa yang dapat dilakukan bot ini?", description || "Tulis pertanyaan, atau tekan Mulai."];
  }
  if (!chat().has_bot) {
    const how = `Tulis @${bot.username} dan kata kunci, lalu pilih jawaban untuk dikirim ke sini.`;
    return ["Bot tidak ada di grup ini", how];
  }
  const hears = `Di grup, bot hanya membaca perintah seperti /bantuan, sebutan @${bot.username}, dan balasan kepadanya.`;
  return ["Bertanya di grup", hears];
}

function drawAvatar(element, { title, type }) {
  element.ariaHidden = "true";
  const isBot = type === "private";
  element.className = isBot ? "avatar bot" : "avatar";
  element.textContent = isBot ? "" : [...title][0];
  return element;
}

function listChats() {
  const lines = [...chats.values()].map((told) => {
    const last = [...told.messages.values()].at(-1);
    const line = make("span", "last", last ? summary(last).split("\n")[0] : "");
    const words = make("span", "words", make("b", "", told.title), line);
    const button = makeButton("", () => open(told.id), drawAvatar(make("span"), told), words);
    if (told.unread) button.append(make("span", "unread", String(told.unread)));
    if (told.id === here) button.ariaCurrent = "true";
    return make("li", "", button);
  });
  $("list").replaceChildren(...lines);
  const unread = [...chats.values()].reduce((sum, told) => sum + told.unread, 0);
  $("unread").textContent = unread || "";
  $("unread").hidden = !unread;
}

function listPeople(people) {
  const options = [{ id: visitorId(), name: "Saya" }, ...people].map(({ id, name }) => {
    const option = make("option", "", name);
    option.value = id;
    option.selected = id === person();
    return option;
  });
  $("person").replaceChildren(...options);
}

function listTopics(opened) {
  const { topics, is_forum } = chat();
  if (opened) topics.push({ id: opened.message_id, name: opened.forum_topic_created.name });
  $("topics").hidden = !is_forum;
  $("topics").replaceChildren(
    ...[{ id: 0, name: "Umum" }, ...topics].map(({ id, name }) => {
      const button = makeButton("", () => open(here, id), name);
      button.ariaPressed = String(id === topic);
      return button;
    }),
  );
}

function toggleChats(opens) {
  $("chats").classList.toggle("open", opens);
  $("back").ariaExpanded = String(opens);
  if (opens) $("list").querySelector("[aria-current]")?.focus();
}

// Messages

const acts = {
  find(message_id) {
    const element = drawn.get(message_id);
    element?.scrollIntoView({ block: "center", behavior: "smooth" });
    element?.classList.add("found");
    after(1200, "found", () => element?.classList.remove("found"));
  },
  press: (message, data) => post("press", { chat: message.chat.id, message_id: message.message_id, data }),
  command: composer.command,
  // Whether it is a link to the bot, which opens here.
  open(href) {
    const { hostname, pathname, searchParams } = new URL(href);
    if (hostname !== "t.me" || pathname.toLowerCase() !== `/${bot.username}`) return false;
    begin(searchParams.get("start"));
    return true;
  },
  switchInline({ switch_inline_query, switch_inline_query_current_chat, switch_inline_query_chosen_chat: chosen }) {
    if (switch_inline_query_current_chat !== undefined) return ask(switch_inline_query_current_chat);
    const fits = (told) => !chosen || (isGroup(told) ? chosen.allow_group_chats : chosen.allow_bot_chats);
    return pick(fits, switch_inline_query ?? chosen.query ?? "");
  },
  offer(message, button) {
    const act = (label, does) =>
      makeButton("", () => {
        $("actions").hidePopover();
        does();
      }, label);
    const { text } = message;
    $("actions").replaceChildren(act("Balas", () => composer.quote(message)));
    if (text) $("actions").append(act("Salin teks", () => copy(text)));
    if (text && message.from.id === person() && !message.via_bot) {
      $("actions").append(act("Ubah", () => composer.quote(message, true)));
    }
    $("actions").showPopover();
    const { top, left, bottom } = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = $("actions");
    const y = bottom + height > innerHeight ? top - height : bottom;
    $("actions").style.top = `${Math.max(8, y)}px`;
    $("actions").style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    $("actions").querySelector("button").focus();
  },
};

function ask(query) {
  composer.typed(`@${bot.username} ${query}`);
  $("input").focus();
}

function pick(fits, query) {
  const lines = [...chats.values()].filter(fits).map((told) =>
    make("li", "", makeButton("", () => {
      $("picker").close();
      open(told.id);
      ask(query);
    }, told.title)),
  );
  $("picker").querySelector("ul").replaceChildren(...lines);
  $("picker").showModal();
}

function show(message) {
  const element = drawMessage(message, { me: person(), isGroup: isGroup(chat()) }, acts);
  const old = drawn.get(message.message_id);
  drawn.set(message.message_id, element);
  if (old) {
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(element);
    if (hadFocus) (element.querySelector(".keyboard button, .keyboard a") ?? $("input")).focus();
  } else {
    dayOf(message.date).append(element);
  }
  showEmpty();
  return element;
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

// Before the first word, and when a link to the bot was opened.
function showEmpty() {
  const isEmpty = !$("log").querySelector(".message");
  const isPrivate = !isGroup(chat());
  const waits = isPrivate && payload !== null && !isEmpty;
  $("empty").hidden = !isEmpty;
  $("start").hidden = !isPrivate;
  $("composer").hidden = waits;
  $("restart").hidden = !waits;
}

function begin(carried) {
  payload = carried;
  open(person());
  $(carried !== null && !$("restart").hidden ? "restart" : "input").focus();
}

async function start() {
  const done = payload ? await post("start", { payload }) : await composer.say("/start");
  if (!done) return;
  payload = null;
  showEmpty();
  $("input").focus();
}

// How far the messages can be scrolled, and how far they are to be: to the end, yet not past where the newest begins.
function ends() {
  const end = $("scroller").scrollHeight - $("scroller").clientHeight;
  const beginning = drawn.get(newest)?.offsetTop - $("scroller").offsetTop - ABOVE;
  return { end, goal: beginning < end ? beginning : end };
}

// Messages arrive and change, the input grows, a phone shows its keyboard: all of it moves the end.
const resized = new ResizeObserver(() => follows && $("scroller").scrollTo({ top: ends().goal, behavior: "instant" }));
resized.observe($("scroller"));
resized.observe($("log"));

$("scroller").addEventListener("scroll", () => {
  const { scrollTop } = $("scroller");
  const { end, goal } = ends();
  const isAtEnd = end - scrollTop < BOTTOM;
  const isBeyond = scrollTop > goal + 1; // only people scroll there
  if (isBeyond) newest = 0;
  // Only who scrolls stops reading along: a fast answer may move the end before this is called.
  follows = isAtEnd || (follows && !isBeyond && scrollTop >= scrolled);
  scrolled = scrollTop;
  $("latest").hidden = isAtEnd;
});

$("latest").addEventListener("click", () => $("scroller").scrollTo({ top: ends().end, behavior: "smooth" }));
$("start").addEventListener("click", start);
$("upgrade").addEventListener("click", () => post("migrate", { chat: here }));
$("restart").addEventListener("click", start);
$("back").addEventListener("click", () => toggleChats($("back").ariaExpanded !== "true"));
$("chat").addEventListener("click", (event) => event.target.closest("#back") || toggleChats(false));
$("chats").addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  toggleChats(false);
  $("back").focus();
});
$("person").addEventListener("change", () => {
  const wasPrivate = here === person();
  speakAs(Number($("person").value));
  if (wasPrivate) here = person();
  leaving.abort();
});

composer.connect(() => ({ chat: here, topic: topic || undefined }), begin);
follow();
