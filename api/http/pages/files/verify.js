// Asking without leaving the page: what a form would post is posted here, and the answer put in its place.
// Every form works without this; what is said stands in the page that the server wrote.

import { dropped } from "./dropping.js";
import { makesReceipts } from "./receipt.js";

const answer = document.querySelector("#answer");
const waiting = document.querySelector("#waiting");
const told = document.querySelector("#told");
const waited = waiting.querySelector("[data-waited]");
const forms = [...document.querySelectorAll("form[data-ask]")];

let sending = null;

/** Put a sentence of the page in the place of an answer. */
function say(name) {
  const sentence = document.createElement("p");
  sentence.className = "card";
  sentence.append(document.querySelector(`#${name}`).content.cloneNode(true));
  answer.replaceChildren(sentence);
  told.textContent = sentence.textContent;
  sentence.scrollIntoView({ block: "center" });
}

/** Show that one waits, and for how long; returns what ends it. */
function waitingBegins() {
  const since = Date.now();
  const count = () => (waited.textContent = waited.dataset.waited.replace("{seconds}", Math.round((Date.now() - since) / 1000)));
  count();
  waiting.hidden = false;
  told.textContent = waiting.querySelector("p").textContent;
  const clock = setInterval(count, 1000);
  return () => {
    clearInterval(clock);
    waiting.hidden = true;
  };
}

/** Ask with what a form holds, and show the answer. */
async function ask(form, asked) {
  sending?.abort();
  const mine = (sending = new AbortController());
  const ends = waitingBegins();
  try {
    const response = await fetch(form.getAttribute("action"), {
      method: "POST", body: asked, headers: { accept: "text/html" }, signal: mine.signal,
    });
    if (!show(await response.text(), asked)) say("unreadable");
  } catch (failure) {
    if (mine === sending) say(failure.name === "AbortError" ? "stopped" : "unreachable");
  } finally {
    ends();
    if (mine === sending) sending = null;
  }
}

/** Show what the server wrote; false where it wrote no answer. */
function show(text, asked) {
  const read = new DOMParser().parseFromString(text, "text/html");
  const written = read.querySelector("#answer > *");
  if (!written) return false;
  answer.replaceChildren(document.adoptNode(written));
  document.querySelector(".lead")?.remove();
  document.title = read.title;
  document.querySelector("#ask-title").replaceWith(read.querySelector("#ask-title"));
  makesReceipts(answer, asked);
  const word = answer.querySelector(".word");
  told.textContent = `${read.title} ${word.textContent}`;
  word.focus({ preventScroll: true });
  answer.scrollIntoView({ block: "start" });
  return true;
}

for (const form of forms) {
  const file = form.querySelector("input[type=file]");
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (file && file.files[0].size > Number(form.dataset.most)) say("too-large");
    else ask(form, new FormData(form));
  });
  file?.addEventListener("click", () => (file.value = "")); // so that the same file can be chosen once more
  file?.addEventListener("change", () => file.files.length && form.requestSubmit());
}

waiting.querySelector("button").addEventListener("click", () => sending?.abort());

for (const more of document.querySelectorAll("[data-add]")) {
  more.hidden = false;
  more.addEventListener("click", () => {
    const last = more.previousElementSibling;
    const row = last.cloneNode(true);
    for (const input of row.querySelectorAll("input")) input.value = "";
    last.after(row);
    row.querySelector("input").focus();
  });
}

dropped(document.querySelector("#by-file"));
makesReceipts(answer, null);
