// What could not be sent before: found again on this computer when its author opens a step, and sent. The page says so, with the
// time that the server reckons from how long ago it was typed: the browser's clock may be wrong.

import { bodyOf } from "./fields.js";
import { drop, typedBy } from "./typed.js";

const TOLD = "varve:found";

/** What is to be said after the page was loaded again. */
export function toldBefore() {
  const words = sessionStorage.getItem(TOLD);
  sessionStorage.removeItem(TOLD);
  return words;
}

/** Sends what is left of earlier pages. Answers the words about it, and whether this page reads otherwise now: the server took it
    just now, or while this page was on its way (`shows` tells whether the page has it). */
export async function recover({ person, address, token, done, shows }) {
  const found = { words: "", isHere: false, isStuck: false };
  for (const record of await typedBy(person)) {
    if (done.includes(record.page)) {
      await drop(record.id);
      continue;
    }
    const answer = await sendAgain(record, person, token);
    if (!answer) continue;
    const { ok, text } = answer;
    if (!ok) {
      found.isStuck = true;
      continue;
    }
    await drop(record.id);
    const head = new DOMParser().parseFromString(text, "text/html");
    const told = head.querySelector("[data-changed]");
    const isOld = record.address === address && !shows(record);
    if (!told && !isOld) continue;
    found.words = (told ?? head).querySelector("[data-saved-words]")?.textContent ?? "";
    found.isHere ||= record.address === address;
  }
  return found;
}

async function sendAgain(record, person, token) {
  const age = Math.min(999999, Math.max(0, Math.round((Date.now() - record.at) / 1000)));
  const body = bodyOf(record, { csrfmiddlewaretoken: token, "typed-by": person, "found-age": String(age) });
  try {
    const answer = await fetch(record.address, { method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "fetch", Accept: "text/html, application/json" } });
    if (answer.redirected || [403, 404].includes(answer.status)) return null;
    return { ok: answer.ok, text: await answer.text() };
  } catch {
    return { ok: false, text: "" };
  }
}

/** Loads the page again, to show what was put back, and says so there. */
export function showAgain(page, words) {
  sessionStorage.setItem(TOLD, words);
  page.location.reload();
}
