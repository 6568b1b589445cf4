// Elements, timers, and the short notice at the top.

const TOAST = 4000;
const timers = new Map();

export const $ = (id) => document.getElementById(id);

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function makeButton(className, act, ...children) {
  const button = make("button", className, ...children);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

export function makeLink(className, href, ...children) {
  const link = make("a", className, ...children);
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

// One timer for each purpose: a new one replaces the old.
export function after(milliseconds, purpose, act) {
  clearTimeout(timers.get(purpose));
  timers.set(purpose, setTimeout(act, milliseconds));
}

export function toast(text) {
  $("toast").textContent = text;
  after(TOAST, "toast", () => ($("toast").textContent = ""));
}

export async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast("Disalin");
}

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
