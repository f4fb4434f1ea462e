// What whoever runs the hall does from the manager's page: opens, pauses and closes a counter for somebody, gives it a
// service for a while, calls its officer, stops a service for today. The last deed can be taken back by its opposite; the journal tells of both.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, post } from "/static/commands.js";
import { timeOfDay } from "/static/clock.js";
import { COUNTER_STATES } from "/static/parts.js";
import { N_, _, facts, name } from "/static/words.js";

/** @typedef {import("./contract").CounterNow} CounterNow */
/** @typedef {import("./contract").HallNow} HallNow */
/** @typedef {import("./contract").ServiceNow} ServiceNow */
/** @typedef {{path: string, body: object}} Asked */
/** @typedef {{said: string, facts: Record<string, string | number>, back: Asked | null}} Done */

const OPENED = N_("Counter %(number)s is open.");
const PAUSED = N_("Counter %(number)s is paused.");
const CLOSED = N_("Counter %(number)s is closed.");
const STOPPED = N_("No more tickets are given for %(service)s today.");
const GIVEN = N_("Counter %(number)s takes %(service)s, too.");
const TAKEN_BACK = N_("Counter %(number)s does not take %(service)s any more.");
const ASKED = N_("It rings at counter %(number)s until the officer answers.");
const WITHDRAWN = N_("Counter %(number)s does not ring any more.");
/** For how long a counter is given a service. @type {readonly [string, string][]} */
const SPANS = [
  ["now", N_("for now")],
  ["noon", N_("until noon")],
  ["today", N_("for today")],
];
const REOPENED = N_("Tickets are given for %(service)s again.");

/** @type {number | null} */
let chosenCounter = null;
/** @type {number | null} */
let givenTo = null;
/** @type {number | null} */
let called = null;
/** @type {string | null} */
let chosenService = null;
/** What was done here last. @type {Done | null} */
let done = null;
let trouble = "";

/**
 * @param {HallNow} hall
 * @param {() => void} redraw
 */
export const steering = (hall, redraw) => html`
  <section class="card steering">
    <h2>${_("From here")}</h2>
    <div class="forms">${counterForm(hall, redraw)} ${giveForm(hall, redraw)} ${callForm(hall, redraw)} ${serviceForm(hall, redraw)}</div>
    ${givenNow(hall, redraw)}
    ${hall.displays?.length ? html`<p><a href="#notices">${_("Put a notice on the displays")}</a></p>` : nothing}
    <div role="status">
      ${done
        ? html`<p class="done">
            ${_(done.said, done.facts)}
            ${done.back ? html`<button class="button" data-steer="undo" @click=${() => takeBack(redraw)}>${_("Undo")}</button>` : nothing}
          </p>`
        : nothing}
    </div>
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
  </section>
`;

/**
 * @param {HallNow} hall
 * @param {() => void} redraw
 */
const counterForm = (hall, redraw) => {
  const counter = hall.counters.find(({ number }) => number === chosenCounter) ?? hall.counters[0];
  if (!counter) return nothing;
  const officers = [...new Set(hall.counters.map(({ officer }) => officer).filter(Boolean))];
  return html`<form data-steer="counter" @submit=${(/** @type {SubmitEvent} */ event) => steerCounter(event, counter, redraw)}>
    <label>${_("Counter")}
      <select @change=${(/** @type {Event} */ event) => { chosenCounter = Number(/** @type {HTMLSelectElement} */ (event.target).value); redraw(); }}>
        ${hall.counters.map(
          ({ number, state, officer }) =>
            html`<option value=${number} ?selected=${number === counter.number}>${number} · ${_(COUNTER_STATES[state])}${officer ? ` · ${officer}` : ""}</option>`,
        )}
      </select>
    </label>
    ${counter.state === "closed"
      ? html`<label>${_("Officer")}<input name="officer" required maxlength="200" list="officers" autocomplete="off" /></label>
          <datalist id="officers">${officers.map((officer) => html`<option value=${officer}></option>`)}</datalist>
          <button class="button first" value="open">${_("Open it")}</button>`
      : nothing}
    ${counter.state === "open"
      ? html`<label>${_("Reason")}<input name="reason" required maxlength="200" autocomplete="off" /></label>
          <button class="button first" value="pause">${_("Pause it")}</button>`
      : nothing}
    ${counter.state === "paused" ? html`<button class="button first" value="open">${_("Open it again")}</button>` : nothing}
    ${counter.state === "closed" ? nothing : html`<button class="button" value="close" formnovalidate>${_("Close it")}</button>`}
  </form>`;
};

/** Gives a counter a service beside its own. @param {HallNow} hall @param {() => void} redraw */
const giveForm = (hall, redraw) => {
  const counter = hall.counters.find(({ number }) => number === givenTo) ?? hall.counters[0];
  const others = hall.services.filter(({ service }) => !counter?.takes?.includes(service));
  if (!counter || hall.services.length < 2) return nothing;
  return html`<form data-steer="give" @submit=${(/** @type {SubmitEvent} */ event) => give(event, hall, counter, redraw)}>
    <label>${_("Counter")}
      <select @change=${(/** @type {Event} */ event) => { givenTo = Number(/** @type {HTMLSelectElement} */ (event.target).value); redraw(); }}>
        ${hall.counters.map(({ number, officer }) => html`<option value=${number} ?selected=${number === counter.number}>${number}${officer ? ` · ${officer}` : ""}</option>`)}
      </select>
    </label>
    <label>${_("takes this, too")}
      <select name="service" required>${others.map((each) => html`<option value=${each.service}>${name(each.name)}${each.waiting ? ` · ${each.waiting}` : ""}</option>`)}</select>
    </label>
    <div class="spans">
      ${SPANS.map(([span, words]) => html`<button class="button" name="given_for" value=${span} ?disabled=${!others.length}>${_(words)}</button>`)}
    </div>
  </form>`;
};

/** Calls the officer of a counter. @param {HallNow} hall @param {() => void} redraw */
const callForm = (hall, redraw) => {
  const sits = hall.counters.filter(({ officer }) => officer);
  const counter = sits.find(({ number }) => number === called) ?? sits[0];
  if (!counter) return nothing;
  return html`<form data-steer="call" @submit=${(/** @type {SubmitEvent} */ event) => callOfficer(event, counter, redraw)}>
    <label>${_("Call the officer of counter")}
      <select @change=${(/** @type {Event} */ event) => { called = Number(/** @type {HTMLSelectElement} */ (event.target).value); redraw(); }}>
        ${sits.map(({ number, officer }) => html`<option value=${number} ?selected=${number === counter.number}>${number} · ${officer}</option>`)}
      </select>
    </label>
    <label>${_("What the officer reads")}<input name="text" required maxlength="120" autocomplete="off" placeholder=${_("Please come to the office")} /></label>
    <button class="button" value="call">${_("Call the officer")}</button>
  </form>`;
};

/** What counters were given, and officers who have not answered yet. @param {HallNow} hall @param {() => void} redraw */
const givenNow = (hall, redraw) => {
  const given = hall.counters.flatMap((counter) => (counter.given ?? []).map((each) => ({ counter, each })));
  const asked = hall.counters.filter((counter) => counter.officer_called_at);
  return given.length || asked.length
    ? html`<ul class="lasting">
        ${given.map(
          ({ counter, each }) => html`<li data-given=${each.service}>
            <span>
              ${_("Counter %(number)s takes %(service)s, too.", { number: counter.number, service: name(each.name) })}
              <small>${each.until ? _("until %(time)s", { time: timeOfDay(each.until, hall.timezone) }) : _("until it is taken back")} · ${each.given_by}</small>
            </span>
            <button class="button" @click=${() => takeServiceBack(counter, each, redraw)}>${_("Take it back")}</button>
          </li>`,
        )}
        ${asked.map(
          (counter) => html`<li data-called=${counter.number}>
            <span>
              ${_("Counter %(number)s rings: %(text)s", { number: counter.number, text: counter.officer_call ?? "" })}
              <small>${timeOfDay(counter.officer_called_at ?? "", hall.timezone)} · ${counter.officer_called_by}</small>
            </span>
            <button class="button" @click=${() => withdraw(counter, redraw)}>${_("Withdraw")}</button>
          </li>`,
        )}
      </ul>`
    : nothing;
};

/** @param {number} counter */
const pathOf = (counter) => `/api/v1/halls/${facts.hall}/counters/${counter}/`;

/** @param {SubmitEvent} event @param {HallNow} hall @param {CounterNow} counter @param {() => void} redraw */
async function give(event, hall, counter, redraw) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const service = String(new FormData(form).get("service"));
  const body = { services: [service], given_for: /** @type {HTMLButtonElement} */ (event.submitter).value };
  const path = pathOf((givenTo = counter.number));
  const told = { number: counter.number, service: name(hall.services.find((each) => each.service === service)?.name ?? {}) };
  const back = { path: `${path}services/take-back`, body: { services: [service] } };
  await steer({ path: `${path}services/give`, body }, { said: GIVEN, facts: told, back }, redraw);
}

/** @param {CounterNow} counter @param {import("./contract").GivenNow} each @param {() => void} redraw */
async function takeServiceBack(counter, each, redraw) {
  const told = { number: counter.number, service: name(each.name) };
  const asked = { path: `${pathOf(counter.number)}services/take-back`, body: { services: [each.service] } };
  await steer(asked, { said: TAKEN_BACK, facts: told, back: null }, redraw);
}

/** @param {SubmitEvent} event @param {CounterNow} counter @param {() => void} redraw */
async function callOfficer(event, counter, redraw) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const body = { text: new FormData(form).get("text") };
  const path = pathOf((called = counter.number));
  const back = { path: `${path}officer/withdraw`, body: {} };
  await steer({ path: `${path}officer/call`, body }, { said: ASKED, facts: { number: counter.number }, back }, redraw);
  if (!trouble) form.reset();
}

/** @param {CounterNow} counter @param {() => void} redraw */
async function withdraw(counter, redraw) {
  const asked = { path: `${pathOf(counter.number)}officer/withdraw`, body: {} };
  await steer(asked, { said: WITHDRAWN, facts: { number: counter.number }, back: null }, redraw);
}

/**
 * @param {HallNow} hall
 * @param {() => void} redraw
 */
const serviceForm = (hall, redraw) => {
  const service = hall.services.find((each) => each.service === chosenService) ?? hall.services.find(({ stopped }) => stopped) ?? hall.services[0];
  if (!service) return nothing;
  return html`<form data-steer="service" @submit=${(/** @type {SubmitEvent} */ event) => steerService(event, service, redraw)}>
    <label>${_("Service")}
      <select @change=${(/** @type {Event} */ event) => { chosenService = /** @type {HTMLSelectElement} */ (event.target).value; redraw(); }}>
        ${hall.services.map(
          (each) =>
            html`<option value=${each.service} ?selected=${each === service}>${name(each.name)}${each.stopped ? ` · ${_("stopped")}` : ""}</option>`,
        )}
      </select>
    </label>
    ${service.stopped
      ? html`<p>${_("Stopped today: %(reason)s", { reason: service.stopped })}</p>
          <button class="button first" value="reopen">${_("Give tickets again")}</button>`
      : html`<label>${_("Reason, which visitors read")}<input name="reason" required maxlength="200" autocomplete="off" /></label>
          <button class="button grave" value="stop">${_("Stop it for today")}</button>`}
  </form>`;
};

/**
 * @param {SubmitEvent} event
 * @param {CounterNow} counter
 * @param {() => void} redraw
 */
async function steerCounter(event, counter, redraw) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const what = /** @type {HTMLButtonElement} */ (event.submitter).value;
  const given = new FormData(form);
  const path = `/api/v1/halls/${facts.hall}/counters/${counter.number}/`;
  const told = { number: counter.number };
  chosenCounter = counter.number;
  const asked = { open: { officer: given.get("officer") ?? counter.officer }, pause: { reason: given.get("reason") }, close: {} };
  const said = { open: OPENED, pause: PAUSED, close: CLOSED };
  if (what !== "open" && what !== "pause" && what !== "close") return;
  await steer({ path: `${path}${what}`, body: asked[what] }, { said: said[what], facts: told, back: asBefore(path, counter) }, redraw);
  form.reset();
}

/** What brings a counter back to what it was; nothing for what one step cannot. @param {string} path @param {CounterNow} was @returns {Asked | null} */
function asBefore(path, was) {
  if (was.state === "closed") return { path: `${path}close`, body: {} };
  if (was.state === "open") return { path: `${path}open`, body: { officer: was.officer } };
  return null;
}

/**
 * @param {SubmitEvent} event
 * @param {ServiceNow} service
 * @param {() => void} redraw
 */
async function steerService(event, service, redraw) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const path = `/api/v1/halls/${facts.hall}/services/${service.service}/`;
  const told = { service: name(service.name) };
  chosenService = service.service;
  if (service.stopped) {
    const back = { path: `${path}stop`, body: { reason: service.stopped } };
    await steer({ path: `${path}reopen`, body: {} }, { said: REOPENED, facts: told, back }, redraw);
  } else {
    const body = { reason: new FormData(form).get("reason") };
    await steer({ path: `${path}stop`, body }, { said: STOPPED, facts: told, back: { path: `${path}reopen`, body: {} } }, redraw);
  }
  form.reset();
}

/** @param {() => void} redraw */
async function takeBack(redraw) {
  if (done?.back) await steer(done.back, null, redraw);
}

/**
 * @param {Asked} asked
 * @param {Done | null} then
 * @param {() => void} redraw
 */
async function steer(asked, then, redraw) {
  try {
    await post(asked.path, asked.body);
    done = then;
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  redraw();
}
