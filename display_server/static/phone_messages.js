// A message before the call, to whoever wants one: by telephone, by e-mail, or to this phone while the page is closed.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask } from "/static/commands.js";
import { N_, _, facts } from "/static/words.js";

/** @typedef {import("./contract").Ticket} Ticket */
/** Told what has changed of the ticket; nothing of it where only this here looks otherwise. @typedef {(news: Partial<Ticket>) => void} Note */

/** By which ways the hall sends messages. @type {string[]} */
const ways = facts.messages ?? [];
/** The server's key for Web Push, where it is reached by HTTPS. @type {string | null} */
const pushKey = facts.push_key ?? null;

/** What a phone number, an e-mail address or both are asked for with. @type {Record<string, string>} */
const ASKED = { phone: N_("Phone number"), email: N_("E-mail address"), both: N_("Phone number or e-mail address") };
/** @type {Partial<Record<NonNullable<Ticket["message"]>, string>>} */
const STATES = {
  wanted: N_("A message will be sent to you when few are ahead of you."),
  sent: N_("The message was sent to you."),
  failed: N_("The message could not be sent. Please watch this page or the hall display."),
};

let busy = false;
let trouble = "";

/**
 * @param {Ticket} ticket
 * @param {Note} note
 */
export const messages = (ticket, note) => html`
  ${ways.length ? html`<section class="messages">${ticket.message ? kept(ticket, note) : asking(ticket, note)}</section>` : nothing}
  ${pushKey && canPush() ? pushing(ticket, note) : nothing}
  ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
`;

/** @param {Ticket} ticket @param {Note} note */
const asking = (ticket, note) => html`
  <form @submit=${(/** @type {SubmitEvent} */ event) => want(event, ticket, note)}>
    <label>
      ${_("A message before your call")}
      <input name="to" required maxlength="100" autocomplete="off" inputmode=${ways.includes("email") ? "email" : "tel"}
        placeholder=${_(ASKED[ways.length > 1 ? "both" : (ways[0] ?? "both")] ?? "")} />
    </label>
    <button class="button" ?disabled=${busy}>${_("Send me a message")}</button>
    <p class="soft">${_("Kept only until it is sent, and never beyond today.")}</p>
  </form>
`;

/** @param {Ticket} ticket @param {Note} note */
const kept = (ticket, note) => html`
  <p role="status">${_(STATES[ticket.message ?? "wanted"] ?? "")}</p>
  ${ticket.message === "wanted"
    ? html`<button class="button" data-deed="no-message" ?disabled=${busy} @click=${() => deed("message", "DELETE", null, ticket, note)}>
        ${_("I want no message after all")}
      </button>`
    : nothing}
`;

/** @param {Ticket} ticket @param {Note} note */
const pushing = (ticket, note) =>
  ticket.push
    ? html`<p class="soft" role="status">${_("This phone will tell you, even when the page is closed.")}</p>`
    : html`<button class="button" data-deed="push" ?disabled=${busy} @click=${() => subscribe(ticket, note)}>
        ${_("Tell me even when this page is closed")}
      </button>`;

const canPush = () => isSecureContext && "serviceWorker" in navigator && "PushManager" in window;

/**
 * @param {SubmitEvent} event
 * @param {Ticket} ticket
 * @param {Note} note
 */
function want(event, ticket, note) {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
  deed("message", "PUT", { to: String(form.get("to")) }, ticket, note);
}

/** @param {Ticket} ticket @param {Note} note */
async function subscribe(ticket, note) {
  if ((await Notification.requestPermission()) !== "granted") {
    trouble = _("Your browser does not let this page send notices.");
    return note({});
  }
  try {
    const worker = await navigator.serviceWorker.register("/push_worker.js", { scope: "/t/" });
    const wanted = { userVisibleOnly: true, applicationServerKey: pushKey };
    const { endpoint, keys } = (await worker.pushManager.subscribe(wanted)).toJSON();
    await deed("push", "PUT", { endpoint, keys }, ticket, note);
  } catch {
    trouble = _("Your browser does not let this page send notices.");
    note({});
  }
}

/**
 * @param {"message" | "push"} what
 * @param {"PUT" | "DELETE"} method
 * @param {object | null} body
 * @param {Ticket} ticket
 * @param {Note} note
 */
async function deed(what, method, body, ticket, note) {
  busy = true;
  trouble = "";
  note({});
  let news = {};
  try {
    const headers = { "Content-Type": "application/json" };
    const asked = { method, headers, credentials: /** @type {const} */ ("omit"), ...(body ? { body: JSON.stringify(body) } : {}) };
    const { message, push } = (await ask(`/api/v1/tickets/${ticket.token}/${what}`, asked)).ticket;
    news = { message, push };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  busy = false;
  note(news);
}
