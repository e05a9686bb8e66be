/* What the page does by itself: evidence beside the text, copying, feedback, and a service that was
   away. Whatever it shows of sources or questions it sets as text. */

const texts = () => document.getElementById("page-texts").dataset;
const closest = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

// --- Evidence ---------------------------------------------------------------------------

const MARGIN_PX = 8;
const BESIDE_THE_TEXT = matchMedia("(min-width: 66rem)"); // as in the style sheet
const quoteOf = (mark) => document.getElementById(decodeURIComponent(mark.hash.slice(1)));

function show(mark, { focus }) {
  const quote = quoteOf(mark);
  if (!quote) return;
  const card = quote.closest(".card");
  const answer = mark.closest(".answer");
  answer.querySelectorAll(".active").forEach((one) => one.classList.remove("active"));
  const words = card.querySelectorAll(`mark[data-quoted~="${Number(quote.dataset.evidence)}"]`);
  for (const one of [mark, card, ...words]) one.classList.add("active");
  if (focus) {
    card.dataset.from = mark.id;
    card.querySelector(".fold").open = true;
    quote.focus({ preventScroll: true });
  }
  const panel = card.closest(".evidence");
  const besideTheText = getComputedStyle(panel).overflowY === "auto";
  if (besideTheText) scrollWithin(panel, card);
  else if (focus) card.scrollIntoView({ block: "nearest" });
  if (besideTheText || focus) bringQuote(quote, besideTheText ? panel : null);
}

/* Where something is seen: the box that one asks in may lie over the end of it. */
const within = (panel) => {
  const composer = document.getElementById("composer");
  const isSticky = composer && getComputedStyle(composer).position === "sticky";
  const end = isSticky ? composer.getBoundingClientRect().top : innerHeight;
  const { top, bottom } = panel?.getBoundingClientRect() ?? { top: 0, bottom: end };
  return { top, bottom: Math.min(bottom, end) };
};

function scrollWithin(panel, element) {
  const tops = [element, panel].map((one) => one.getBoundingClientRect().top);
  panel.scrollTop += tops[0] - tops[1] - MARGIN_PX;
}

/* The quote may stand far down in a long paragraph: what is proven must be seen. */
function bringQuote(quote, panel) {
  const place = within(panel);
  const hidden = quote.getBoundingClientRect().bottom + MARGIN_PX - place.bottom;
  if (hidden <= 0) return;
  const room = quote.getBoundingClientRect().top - MARGIN_PX - place.top; // its beginning comes first
  (panel ?? window).scrollBy({ top: Math.min(hidden, room), behavior: "instant" });
}

function goBack(card) {
  const first = card.querySelector("[data-evidence]").dataset.evidence;
  const mark =
    document.getElementById(card.dataset.from || "") ||
    card.closest(".answer").querySelector(`[data-cite="${Number(first)}"]`);
  mark?.focus();
}

/* Under the text, where there is no room beside it, evidence is open when it is asked for. */
function fold(cards) {
  for (const card of cards) card.open = BESIDE_THE_TEXT.matches;
}

function foldNew() {
  const cards = document.querySelectorAll(".fold:not([data-seen])");
  for (const card of cards) card.dataset.seen = "";
  fold(cards);
}

BESIDE_THE_TEXT.addEventListener("change", () => fold(document.querySelectorAll(".fold")));
addEventListener("beforeprint", () => {
  for (const card of document.querySelectorAll(".fold")) card.open = true;
});
addEventListener("afterprint", () => fold(document.querySelectorAll(".fold")));

document.addEventListener("click", (event) => {
  const mark = closest(event, "a.cite");
  if (mark) {
    event.preventDefault();
    show(mark, { focus: true });
    return;
  }
  const back = closest(event, "a.back");
  if (back) {
    event.preventDefault();
    goBack(back.closest(".card"));
  }
});
document.addEventListener("mouseover", (event) => {
  const mark = closest(event, "a.cite");
  if (mark) show(mark, { focus: false });
});
document.addEventListener("focusin", (event) => {
  const mark = closest(event, "a.cite");
  if (mark) show(mark, { focus: false });
});
document.addEventListener("keydown", (event) => {
  const card = closest(event, ".evidence .card");
  if (event.key === "Escape" && card) goBack(card);
});

// --- Questions that are offered -----------------------------------------------------------

const box = () => document.querySelector("#question textarea");

function write(text) {
  const area = box();
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const offered = closest(event, "[data-ask]");
  if (!offered) return;
  write(offered.dataset.ask);
  const button = "withoutProfile" in offered.dataset ? "ask-without-profile" : "ask";
  // The component takes the text in before it is asked for.
  setTimeout(() => document.getElementById(button)?.click(), 50);
});

// --- Copying --------------------------------------------------------------------------------

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea"); // without https there is no clipboard
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("not copied");
}

const say = (element, text) => {
  const place = element.closest(".actions").querySelector(".said-so");
  place.textContent = text;
};

document.addEventListener("click", async (event) => {
  const button = closest(event, "[data-copy]");
  if (!button) return;
  const plain = button.closest(".actions").querySelector("[data-plain]").value;
  try {
    await copy(plain);
    say(button, texts().copied);
  } catch {
    say(button, texts().notCopied);
  }
});

// --- Feedback ---------------------------------------------------------------------------------

document.addEventListener("change", (event) => {
  const form = closest(event, "form.feedback");
  if (form) form.querySelector(".reason").hidden = false;
});
document.addEventListener("submit", async (event) => {
  const form = closest(event, "form.feedback");
  if (!form) return;
  event.preventDefault();
  const given = new FormData(form);
  const comment = given.get("comment").trim();
  const body = {
    answer: form.dataset.answer,
    useful: given.get("useful") === "true",
    ...(comment && { comment }),
  };
  say(form, "");
  try {
    const response = await fetch("/v1/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    say(form, response.ok ? texts().thanks : texts().notSent);
  } catch {
    say(form, texts().notSent);
  }
});

// --- The conversation in the address ------------------------------------------------------------

const KEPT_QUESTION = "advisor-question";
const WAS_GONE = "advisor-was-gone";

function follow() {
  const latest = [...document.querySelectorAll(".answer[data-conversation]")].at(-1);
  if (!latest) return;
  const address = new URL(location.href);
  const conversation = latest.dataset.conversation;
  if (address.searchParams.get("c") !== conversation) {
    address.searchParams.set("c", conversation);
    address.hash = "";
    history.replaceState(null, "", address);
  }
  for (const link of document.querySelectorAll("[data-language-switch]")) {
    const other = new URL(link.href);
    other.searchParams.set("c", conversation);
    link.href = other.href;
  }
}

let shown = null;
function bring() {
  const latest = document.querySelector("#latest .answer");
  if (!latest || latest.id === shown || latest.classList.contains("pending")) return;
  const isFirst = shown === null;
  shown = latest.id;
  if (location.hash && isFirst) {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } else {
    latest.scrollIntoView({ block: "start" });
  }
}

/* The framework shows whether the form is folded, and does not say so. */
function tellFolded() {
  const head = document.querySelector("#profile .label-wrap");
  head?.setAttribute("aria-expanded", String(head.classList.contains("open")));
}

document.addEventListener("click", (event) => {
  if (closest(event, "#profile .label-wrap")) setTimeout(tellFolded);
});

/* What stands there in the end is read aloud by a screen reader as it comes. */
function announce() {
  const status = document.getElementById("status");
  if (status && !status.hasAttribute("role")) status.setAttribute("role", "status");
}

new MutationObserver(() => {
  announce();
  tellFolded();
  foldNew();
  follow();
  bring();
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("click", async (event) => {
  const button = closest(event, "[data-delete]");
  if (!button || !confirm(texts().deleteSure)) return;
  const id = encodeURIComponent(button.dataset.delete);
  const response = await fetch(`/v1/conversations/${id}`, { method: "DELETE" }).catch(() => null);
  if (response?.ok) location.assign(location.pathname);
  else alert(texts().notDeleted);
});

// --- A service that refuses ------------------------------------------------------------------------

// What the framework says of it is hidden: it comes in its own words.
const REFUSALS = { 401: "nobody", 403: "nobody", 429: "often", 503: "closed" };
let isRefused = false;

function tell(told) {
  const state = document.getElementById("service-state");
  state.textContent = told ? state.dataset[told] : "";
}

const fetched = window.fetch;
window.fetch = async (...request) => {
  const response = await fetched(...request);
  if (response.url.includes("/gradio_api/queue/")) {
    if (!response.ok) tell(REFUSALS[response.status] ?? "refused");
    else if (isRefused) tell(null);
    isRefused = !response.ok;
  }
  return response;
};
window.addEventListener("pagehide", () => {
  if (isRefused) sessionStorage.setItem(KEPT_QUESTION, box()?.value ?? "");
});

// --- A service that was away ----------------------------------------------------------------------

const CHECK_MS = 5000;
const CHECK_GONE_MS = 1000;
let isGone = false;

async function check() {
  let isUp = false;
  try {
    isUp = (await fetch("/healthz", { cache: "no-store" })).ok;
  } catch {
    isUp = false;
  }
  if (!isUp) {
    if (!isGone) tell("gone");
    isGone = true;
  } else if (isGone) {
    sessionStorage.setItem(KEPT_QUESTION, box()?.value ?? "");
    sessionStorage.setItem(WAS_GONE, "yes");
    location.reload();
    return;
  }
  setTimeout(check, isGone ? CHECK_GONE_MS : CHECK_MS);
}

function restore() {
  const question = sessionStorage.getItem(KEPT_QUESTION);
  if (question === null) return;
  if (!box()) {
    setTimeout(restore, 200);
    return;
  }
  sessionStorage.removeItem(KEPT_QUESTION);
  if (question) write(question);
  if (sessionStorage.getItem(WAS_GONE)) tell("back");
  sessionStorage.removeItem(WAS_GONE);
}

restore();
setTimeout(check, CHECK_MS);
