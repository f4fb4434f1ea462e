// What the pages of officers and managers share: who is signed in, the way to the sign-in, and out. Knows no rights.

import { html } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, signOut, whoIsIt } from "/static/commands.js";
import { paint } from "/static/paint.js";
import { mark } from "/static/parts.js";
import { _ } from "/static/words.js";

/** Where to sign in, and back to this page. */
export const SIGN_IN = `/sign-in?next=${encodeURIComponent(location.pathname)}`;

const ACCOUNT = "/account";

/** Whoever is signed in; nobody is sent to sign in first. Undefined where the server cannot tell yet. */
export async function whoWorksHere() {
  const person = await whoIsIt().catch(() => undefined);
  if (person === null) location.replace(SIGN_IN);
  if (person?.must_change_password && location.pathname !== ACCOUNT) location.replace(ACCOUNT);
  return person;
}

const STAYS_EVERY_MS = 60_000;
let stayedAt = Date.now();

/** Whoever reads and points is there, though the page has nothing to ask of the server. */
function stay() {
  if (Date.now() - stayedAt < STAYS_EVERY_MS) return;
  stayedAt = Date.now();
  whoIsIt().catch(() => undefined);
}

for (const sign of ["pointerdown", "keydown", "wheel"]) addEventListener(sign, stay, { passive: true });

export const leaveButton = () => html`<button class="leave" @click=${leave}>${_("Sign out")}</button>`;

async function leave() {
  await signOut().catch(() => undefined);
  location.assign(SIGN_IN);
}

/**
 * Opens a page of staff: loads what it shows and draws it, or says why it may not be seen.
 * @param {(person: import("./commands").Person) => Promise<unknown>} load told who is signed in
 * @param {() => void} draw
 */
export async function openPage(load, draw) {
  const person = await whoWorksHere();
  if (!person) return;
  try {
    await load(person);
    draw();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    paint(refused(error.message));
  }
}

/** What the server says to who may not see this page. @param {string} words */
export const refused = (words) => html`
  <main class="sheet">
    ${mark}
    <h1>${words}</h1>
    <p><a class="button" href=${SIGN_IN}>${_("Sign in")}</a> <a class="button" href="/">${_("All screens")}</a></p>
  </main>
`;
