// A browser that will be a screen of the hall: its code, until staff have let it in. Then it is that screen.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { N_, _, facts } from "/static/words.js";

const ASKS_EVERY_MS = 3_000;

/** @type {Record<string, string>} */
const KINDS = {
  display: N_("A new display"),
  panel: N_("A new counter panel"),
  rating: N_("A new rating tablet"),
};

/** @param {{code?: string, trouble?: string}} news */
const screen = ({ code, trouble }) => html`
  <header class="bar">${mark}<span class="brand">motcua</span><div class="end">${languageLinks()}</div></header>
  <main class="sheet join">
    <h1>${_(KINDS[facts.role])}</h1>
    ${code
      ? html`<p>${_("Tell a manager this code. They let this screen in on their page, under Devices.")}</p>
          <p class="code number" aria-live="polite">${code}</p>
          <p class="soft">${_("The code is good for a quarter of an hour; then another one stands here.")}</p>`
      : nothing}
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
  </main>
`;

async function ask() {
  try {
    const answer = await fetch(location.pathname, { method: "POST" });
    const news = await answer.json();
    if (news.page) return location.replace(news.page);
    paint(screen(news));
  } catch {
    paint(screen({ trouble: _("The server does not answer. This page asks again by itself.") }));
  }
  setTimeout(ask, ASKS_EVERY_MS);
}

ask();
