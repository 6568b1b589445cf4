// What the page asks the server, always for one person.

import { toast } from "./dom.js";

const own = visitor();
let me = own;

export const person = () => me;
export const visitorId = () => own;

export function speakAs(id) {
  me = id;
}

// Each browser is a person of its own.
function visitor() {
  const fresh = 1e9 + crypto.getRandomValues(new Uint32Array(1))[0];
  try {
    const known = Number(localStorage.getItem("pengguna")) || fresh;
    localStorage.setItem("pengguna", known);
    return known;
  } catch {
    return fresh; // without storage the chat lasts as long as the page
  }
}

export const fileUrl = (id) => `/chat/${me}/file/${encodeURIComponent(id)}`;

export async function get(path, signal) {
  const response = await fetch(`/chat/${me}/${path}`, { signal });
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

// What the server replies, or nothing if it could not be reached or refused.
export async function post(action, body) {
  try {
    const response = await fetch(`/chat/${me}/${action}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(response.status);
    return await response.json();
  } catch {
    toast("Belum terkirim. Coba lagi.");
    return null;
  }
}
