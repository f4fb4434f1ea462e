// What an officer sees and can press who goes on while the server is away, and what became of it afterwards.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { running } from "/static/clock.js";
import { N_, _, ngettext } from "/static/words.js";

/** @typedef {import("/static/contract").VisitTakenOver} VisitTakenOver */
/** @typedef {import("./alone.js").Alone} Alone */
/** @typedef {"begin" | "call" | "done" | "missed"} Step */
/** @typedef {{step: Step, words: string, keys: readonly string[], pad?: string, manner?: string}} Way */

/** @type {Record<Step, Way>} */
export const WAYS = {
  begin: { step: "begin", words: N_("Go on without the server"), keys: ["Z"], pad: "Numpad0", manner: "first" },
  call: { step: "call", words: N_("Call by voice"), keys: ["Space", "N"], manner: "first" },
  done: { step: "done", words: N_("Done"), keys: ["F"], manner: "first" },
  missed: { step: "missed", words: N_("Did not come"), keys: ["V"], pad: "NumpadSubtract", manner: "grave" },
};

/**
 * What can be pressed while the counter is cut off, or ends what it began then.
 * @param {Alone} alone
 * @param {boolean} mayBegin
 * @param {boolean} connected
 * @returns {Way[]}
 */
export function ways(alone, mayBegin, connected) {
  if (!alone.isOn) return mayBegin && !connected ? [WAYS.begin] : [];
  if (alone.calling) return [WAYS.done, WAYS.missed];
  return alone.next.length && !connected ? [WAYS.call] : [];
}

/**
 * @param {import("./keys.js").Key} key
 * @param {import("./keys.js").Focus} focus
 * @param {Way[]} there
 */
export function wayOf(key, focus, there) {
  if (key.repeat || key.ctrlKey || key.altKey || key.metaKey || focus === "writing" || (focus === "button" && key.key === " ")) return undefined;
  if (key.code === "NumpadEnter") return there[0];
  const named = key.key === " " ? "Space" : key.key.toUpperCase();
  return there.find(({ keys, pad }) => (pad !== undefined && pad === key.code) || keys.includes(named));
}

/**
 * The large half of the panel meanwhile.
 * @param {Alone} alone
 * @param {number} now
 * @param {boolean} connected
 */
export const goingAlone = (alone, now, connected) => html`
  <div class="visitor alone">
    <p class="step">
      ${connected ? _("The line is back: end this visit, then all of it is handed in") : _("Without the server: call by voice, no screen shows it")}
    </p>
    <p class="number" data-length=${alone.calling?.number.length ?? 1}>${alone.calling?.number ?? "–"}</p>
    <p class="service">${alone.calling?.service ?? (alone.next.length ? _("Nobody is called") : _("Nobody else was waiting when the line went"))}</p>
    <dl>
      ${alone.calling
        ? html`<div><dt>${_("Since the call")}</dt><dd class="running">${running((now - alone.calling.calledAt) / 1000)}</dd></div>`
        : nothing}
      <div><dt>${_("To be handed in")}</dt><dd>${ngettext("%(count)s number", "%(count)s numbers", alone.done.length)}</dd></div>
    </dl>
  </div>
`;

/** Who was waiting when the line went. @param {Alone} alone */
export const queueAlone = (alone) => html`
  <aside class="card queue">
    <h2>${_("Were waiting when the line went")} <span class="number">${alone.next.length}</span></h2>
    <ol>
      ${alone.next.map((entry) => html`<li><span class="number">${entry.number}</span><span class="what">${entry.service}</span></li>`)}
    </ol>
    <p class="soft end">${_("Only while nobody reaches the server: where colleagues still call, the same person would be called twice.")}</p>
  </aside>
`;

/**
 * What the server made of what was handed in, until the officer has seen it.
 * @param {readonly VisitTakenOver[]} taken
 * @param {() => void} seen
 */
export const handedIn = (taken, seen) =>
  taken.length
    ? html`<div class="handed-in" role="status">
        <p><b>${_("Handed in from the time without the server")}</b></p>
        <ul>
          ${taken.map((each) => html`<li class=${each.outcome}><b>${each.number}</b> ${OUTCOMES[each.outcome] ? _(OUTCOMES[each.outcome]) : nothing} ${each.detail ?? nothing}</li>`)}
        </ul>
        <button class="button" data-seen @click=${seen}><span>${_("Seen")}</span><span class="keys"><kbd>Esc</kbd></span></button>
      </div>`
    : nothing;

/** @type {Record<string, string>} */
const OUTCOMES = {
  accepted: N_("taken over; its times are in no figure"),
  already: N_("was taken over before"),
  refused: N_("not taken over:"),
};
